"""A pack's folder → :class:`~archivegen.pack.model.Pack`.  A pack is data only; whatever is wrong with it is one error."""

from __future__ import annotations

import os
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any, TypeVar

from pydantic import ValidationError

from archivegen.compiled import load_compiled
from archivegen.errors import PackError
from archivegen.manifest import Audience
from archivegen.pack.banks import BankBook, find_layout_problems
from archivegen.pack.filing import Filing, find_filing_problems, find_period_problems
from archivegen.pack.handover import Handover, find_handover_problems
from archivegen.pack.holidays import HolidayBook, find_holiday_problems
from archivegen.pack.index_orders import find_order_problems
from archivegen.pack.model import AgendaBook, Catalogue, DocumentType, Pack, PrintOptions, RuleBook
from archivegen.pack.privacy import PrivacyBook
from archivegen.pack.reception import ReceptionOptions, find_reception_problems
from archivegen.pack.rule_book import LEVELS, find_book_problems
from archivegen.pack.volume_book import BookOptions, find_book_option_problems
from archivegen.project.letters import LetterOptions
from archivegen.project.values import Facts

Model = TypeVar("Model", bound=Facts)


def built_in_pack() -> Path:
    """Folder of the pack that is shipped with the program, in a checkout as in a wheel."""
    shipped = Path(__file__).parents[1] / "templates"
    return shipped if shipped.is_dir() else Path(__file__).parents[3] / "templates"


def load_pack(folder: Path | None = None) -> Pack:
    """Read and check a pack; the built-in one when no folder is named.

    Raises ``PackError`` naming the file and everything that is wrong in it.
    """
    folder = folder or built_in_pack()
    about = _read_yaml(folder / "pack.yaml")
    catalogue = _parse(Catalogue, folder / "catalogue.yaml")
    book = _parse(RuleBook, folder / "rules.yaml")
    banks = _parse(BankBook, folder / "banks.yaml").layouts if (folder / "banks.yaml").is_file() else ()
    holidays = _parse(HolidayBook, folder / "holidays.yaml")
    agenda = _parse(AgendaBook, folder / "agenda.yaml")
    privacy = _parse(PrivacyBook, folder / "privacy.yaml")
    own_book = (folder / "volume_book.yaml").is_file()
    volume_book = _parse(BookOptions, (folder if own_book else built_in_pack()) / "volume_book.yaml")
    filing = _parse(Filing, folder / "filing.yaml")
    handover = _parse(Handover, folder / "handover.yaml")
    letters = _validate(LetterOptions, about.get("公文") or {}, "pack.yaml 公文")
    print_options = _validate(PrintOptions, about.get("成套打印") or {}, "pack.yaml 成套打印")
    has_reception = (folder / "reception.yaml").is_file()
    reception = _parse(ReceptionOptions, folder / "reception.yaml") if has_reception else None
    problems = [
        *_catalogue_problems(catalogue, folder),
        *find_order_problems(catalogue),
        *find_book_problems(book, catalogue),
        *find_holiday_problems(holidays),
        *_agenda_problems(agenda, catalogue),
        *find_layout_problems(banks),
        *find_handover_problems(handover, [document.code for document in catalogue.documents], folder),
        *_letter_problems(letters, catalogue),
        *_print_problems(print_options, catalogue, folder),
        *(find_reception_problems(reception, folder) if reception is not None else ()),
        *find_book_option_problems(volume_book),
        *_filing_problems(filing, catalogue),
    ]
    if problems:
        raise PackError("模板包有误：\n" + "\n".join(problems))
    return Pack(
        id=str(about.get("编号", "")),
        version=str(about.get("版本", "")),
        name=str(about.get("名称", "")),
        folder=folder,
        catalogue=catalogue,
        rules={rule.code: rule for rule in book.rules},
        policy=replace(book.parameters.as_policy(), calendar=holidays.as_calendar(), letters=letters),
        privacy=privacy,
        handover=handover,
        gates=book.gates,
        banks=banks,
        families=book.families,
        thresholds=_read_yaml(folder / "rules.yaml")["参数"],
        agenda={line.code: line for line in agenda.lines},
        rest_day_note=agenda.rest_day_note,
        print_options=print_options,
        reception=reception,
        volume_book=volume_book,
        filing=filing,
    )


def _read_yaml(path: Path) -> dict[str, Any]:
    """A file of the pack, every scalar as text; parsed once a machine."""
    try:
        raw = path.read_bytes()
    except OSError as error:
        raise PackError(f"模板包缺少 {path.name}（{path.parent}）。请确认模板包完整。") from error
    data = load_compiled("yaml", raw, lambda: _parse_yaml(raw, path.name))
    if not isinstance(data, dict):
        raise PackError(f"模板包的 {path.name} 应是“键: 值”的写法。")
    return data


def _parse_yaml(raw: bytes, name: str) -> Any:
    import yaml

    try:
        return yaml.load(raw.decode("utf-8"), Loader=getattr(yaml, "CBaseLoader", yaml.BaseLoader))  # noqa: S506
    except (yaml.YAMLError, UnicodeDecodeError) as error:
        mark = getattr(error, "problem_mark", None)
        line = f"第 {mark.line + 1} 行附近" if mark else "文字编码"
        raise PackError(f"模板包的 {name} 写法有误：{line}。请检查缩进、冒号和编码（UTF-8）。") from error


def _parse(model: type[Model], path: Path) -> Model:
    return _validate(model, _read_yaml(path), path.name)


def _validate(model: type[Model], data: Any, name: str) -> Model:
    try:
        return model.model_validate(data)
    except ValidationError as error:
        lines = [f"  {_readable(e['loc'], data)}：{_explain(e)}" for e in error.errors()]
        raise PackError(f"模板包的 {name} 有误：\n" + "\n".join(lines)) from error


def _readable(path: tuple[str | int, ...], data: Any) -> str:
    """``材料 C21 的 责任``: an item of a list is named by its code or name, or else by its place."""
    words: list[str] = []
    for part in path:
        if part == "[key]":
            continue
        if isinstance(part, int):
            data = data[part] if isinstance(data, list) else None
        else:
            data = data.get(part) if isinstance(data, dict) else None
        code = data.get("代码") or data.get("名称") if isinstance(data, dict) else None
        words.append(str(code or f"第 {part + 1} 项") if isinstance(part, int) else part)
    return " ".join(words)


def _explain(error: Any) -> str:
    if error["type"] == "enum":
        return f"现为“{error['input']}”，应为 {error['ctx']['expected'].replace(' or ', ', ')} 之一"
    kinds = {"missing": "缺少此项", "extra_forbidden": "不认识的键", "too_short": "不能是空的"}
    return kinds.get(error["type"], str(error["msg"]).removeprefix("Value error, "))


def _catalogue_problems(catalogue: Catalogue, folder: Path) -> Iterator[str]:
    stages = {stage.code for stage in catalogue.stages}
    seen: set[str] = set()
    for document in catalogue.documents:
        if not document.code:
            yield f"  catalogue.yaml：“{document.name}”没有代码"
        if document.code in seen:
            yield f"  catalogue.yaml：代码 {document.code} 出现两次"
        seen.add(document.code)
        if document.stage not in stages:
            yield f"  catalogue.yaml：{document.code} 的阶段“{document.stage}”不在阶段表中"
        for part in (document, *document.attachments):
            yield from _part_problems(document.code, part, folder)
    if catalogue.cover_slip:
        yield from _template_problems("收集封面", catalogue.cover_slip, folder)
    for item in catalogue.prerequisites:
        for code in item.codes:
            if code not in seen:
                yield f"  catalogue.yaml：验收前置第 {item.number} 项的材料 {code} 不在清单中"


def _letter_problems(letters: LetterOptions, catalogue: Catalogue) -> Iterator[str]:
    papers = {document.code for document in catalogue.documents}
    for code in letters.papers:
        if code not in papers:
            yield f"  pack.yaml：公文的材料 {code} 不在清单中"
    yield from (f"  pack.yaml：{fault}" for fault in letters.find_faults())


def _agenda_problems(agenda: AgendaBook, catalogue: Catalogue) -> Iterator[str]:
    papers = {document.code for document in catalogue.documents}
    seen: set[str] = set()
    for line in agenda.lines:
        if line.code in seen:
            yield f"  agenda.yaml：代码“{line.code}”出现两次"
        seen.add(line.code)
        if line.paper and line.paper not in papers:
            yield f"  agenda.yaml：“{line.code}”的材料 {line.paper} 不在清单中"
        if line.owner and line.owner not in LEVELS:
            yield f"  agenda.yaml：“{line.code}”的责任“{line.owner}”应为 {'、'.join(LEVELS)} 之一"


def _filing_problems(filing: Filing, catalogue: Catalogue) -> Iterator[str]:
    periods = {document.code: document.retention for document in catalogue.documents}
    stages = [stage.code for stage in catalogue.stages]
    raw = repr((filing, stages, periods)).encode()
    yield from load_compiled("filing", raw, lambda: list(find_filing_problems(filing, stages, periods)))
    yield from find_period_problems(filing, periods)


def _part_problems(code: str, part: DocumentType, folder: Path) -> Iterator[str]:
    if part.audience not in set(Audience):
        yield f"  catalogue.yaml：{code} 的受众“{part.audience}”应为 {'、'.join(Audience)} 之一"
    for choice in part.templates:
        yield from _template_problems(code, choice.file, folder)


def _template_problems(code: str, file: str, folder: Path) -> Iterator[str]:
    path = Path(os.path.normpath(folder / file))
    inside = path.is_relative_to(folder) and path.resolve().is_relative_to(folder.resolve())
    if not inside:
        yield f"  catalogue.yaml：{code} 的模板 {file} 不在模板包文件夹内"
    elif path.suffix not in {".docx", ".xlsx"}:
        yield f"  catalogue.yaml：{code} 的模板 {file} 应是 .docx 或 .xlsx"
    elif not path.is_file():
        yield f"  catalogue.yaml：{code} 的模板 {file} 不存在"


def _print_problems(options: PrintOptions, catalogue: Catalogue, folder: Path) -> Iterator[str]:
    """A signer belongs to one party, so that a paper is printed once."""
    documents = [part for document in catalogue.documents for part in (document, *document.attachments)]
    signers = {signer for document in documents for signer in document.signers}
    seen: dict[str, str] = {}
    for party, members in options.parties.items():
        if party in {options.session, options.others}:
            yield f"  pack.yaml：成套打印的签章方“{party}”与签约册或其他册同名"
        for member in members:
            if member in seen:
                yield f"  pack.yaml：成套打印中“{member}”既在“{seen[member]}”又在“{party}”"
            if member not in signers:
                yield f"  pack.yaml：成套打印的“{member}”不在材料清单的签章里"
            seen[member] = party
    codes = {document.code for document in catalogue.documents}
    yield from (f"  pack.yaml：成套打印的份数中 {code} 不在清单中" for code in options.copies if code not in codes)
    if options.list_template and not (folder / options.list_template).is_file():
        yield f"  pack.yaml：成套打印的清单 {options.list_template} 不存在"
