"""应归档清单: every paper that a project owes or does not owe, and why.  Pure."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from enum import StrEnum
from functools import lru_cache
from pathlib import Path
from typing import Any

from archivegen.chinese import safe_file_name
from archivegen.errors import PackError, TemplateError
from archivegen.findings import Finding, Place, make_finding
from archivegen.language import compile_expression, compile_text, recall_compiled
from archivegen.manifest import Audience
from archivegen.pack.index_orders import IndexOrders
from archivegen.pack.model import DocumentType, Pack

Words = dict[str, Any]


class Origin(StrEnum):
    """Where a paper comes from."""

    GENERATED = "生成"
    COLLECTED = "收集"


@dataclass(frozen=True, slots=True)
class PlanEntry:
    """One paper of this project: a line of the 应归档清单.

    ``key`` (``C21@2026-03``) names the paper for ever; scans, states and records join on it and on nothing else.
    An attachment (wage slips, bank file, result certificate) has the key of its paper, ``+`` and its own name.
    ``item`` is the path of the loop item inside the words (list name, index).
    """

    code: str
    key: str
    name: str
    """Name of the paper in the catalogue, e.g. 劳务报酬发放表."""
    title: str
    """Title of this instance, e.g. 劳务报酬发放表（2026年3月）."""
    stage: str
    """Stage code A–E."""
    origin: Origin
    level: str
    """Responsible level: 县, 镇, 村 or 施."""
    responsible: str
    """Who owes it, as a name of a unit, e.g. 香水村村民委员会."""
    retention: str
    """永久, 30年 or 10年."""
    audience: Audience = Audience.INTERNAL
    template: Path | None = None
    """The template's file, None when the tool makes no draft of this paper."""
    signers: tuple[str, ...] = ()
    """Whose signature or seal the paper needs; empty means it is archived as generated."""
    applies: bool = True
    reason: str = ""
    """Why it does not apply, when it does not."""
    missing_facts: tuple[str, ...] = ()
    """Facts that the paper needs and the project file does not have yet; it is not generated until they are there."""
    prerequisite: int | None = None
    """Number among the eleven acceptance prerequisites, or None."""
    group: str = ""
    """One of the six groups 前期 实施 财务 验收 绩效 影像 (seed Guang'an)."""
    aspect: int = 0
    """One of the seven aspects 1–7 (seed Bazhou)."""
    emphasis: tuple[str, ...] = ()
    item: tuple[str, int] | None = None
    basis: str = ""
    extra_words: tuple[tuple[str, str], ...] = ()
    """Words that the catalogue adds for this paper: name, expression."""
    photos: str = ""
    """Expression that gives the files of the photos which the paper prints."""
    slip: bool = False
    """Whether the draft is a cover slip: it says what to bring and is not the paper itself."""
    contents: tuple[str, ...] = ()
    """Of a collected paper, what must be inside."""
    due: str = ""
    """Of a collected paper, by when it is owed, in words."""
    numbered: bool = True
    """Whether it lies in a volume; a paper about the archive itself does not."""

    @property
    def needs_scan(self) -> bool:
        """Whether the paper is complete only when something comes back or comes in."""
        return bool(self.signers) or self.origin is Origin.COLLECTED


@dataclass(frozen=True, slots=True)
class Stage:
    """One of the five stage folders."""

    code: str
    name: str

    @property
    def folder(self) -> str:
        """Folder name, e.g. ``03_实施``."""
        return f"{ord(self.code) - ord('A') + 1:02d}_{self.name}"


@dataclass(frozen=True, slots=True)
class Plan:
    """All papers of one project in catalogue order."""

    stages: tuple[Stage, ...]
    entries: tuple[PlanEntry, ...]
    prerequisites: tuple[tuple[int, str, tuple[str, ...]], ...] = field(default=())
    """The eleven acceptance prerequisites: number, wording, catalogue codes that must all be complete."""
    orders: IndexOrders = field(default=IndexOrders())
    """By what the index orders the papers besides their stages."""


UNIT_OF_LEVEL = {"县": "县级主管部门", "镇": "乡镇政府", "村": "村民委员会", "施": "实施单位"}
"""Responsible level → the party that answers for it."""


def unit_of_level(words: Words, level: str) -> str:
    """Name of the unit that answers for a level in this project, empty when there is no such level."""
    return str(words["参建各方"][UNIT_OF_LEVEL[level]]["名称"]) if level in UNIT_OF_LEVEL else ""


def make_plan(words: Words, pack: Pack) -> Plan:
    """List every paper that this project owes, and those that it does not owe with the reason.

    ``words`` are the outline of the project's words, or all of them, but never the public ones.  Raises ``PackError`` when an expression of the
    catalogue fails.
    """
    stages = tuple(Stage(line.code, line.name) for line in pack.catalogue.stages)
    documents = pack.catalogue.documents
    recall_compiled(
        (source for document in documents for source in document.expressions()),
        (text for document in documents for text in (document.title, document.due)),
    )
    entries = tuple(
        _override_retention(entry, words, pack)
        for document in documents
        for entry in _list_entries(document, words, pack)
    )
    prerequisites = tuple((p.number, p.wording, p.codes) for p in pack.catalogue.prerequisites)
    return Plan(stages, entries, prerequisites, pack.catalogue.orders)


def find_key_clashes(plan: Plan, file: str) -> tuple[Finding, ...]:
    """Keys that two papers share: neither may be made, for a scan could not be told apart.

    What makes two papers alike (a month, a name, a day) is told once, however many papers are made for it.
    """
    counts = Counter(entry.key.casefold() for entry in plan.entries)
    clashes: dict[str, dict[str, PlanEntry]] = {}
    for entry in plan.entries:
        if counts[entry.key.casefold()] > 1:
            identity = entry.key.partition("@")[2].partition("+")[0].casefold() or entry.key
            clashes.setdefault(identity, {}).setdefault(entry.key, entry)
    return tuple(_tell_clash(list(alike.values()), file) for alike in clashes.values())


def _tell_clash(alike: Sequence[PlanEntry], file: str) -> Finding:
    codes = tuple(dict.fromkeys(entry.code for entry in alike))
    more = f"等 {len(alike)} 种" if len(alike) > 1 else ""
    return make_finding("A101", Place(file), papers=codes, key=alike[0].key, name=alike[0].name + more)


def _list_entries(document: DocumentType, words: Words, pack: Pack) -> list[PlanEntry]:
    slip = pack.catalogue.cover_slip
    try:
        entries = list(_plan_document(document, words, pack.folder))
    except TemplateError as error:
        raise PackError(f"模板包的 catalogue.yaml 中 {document.code} {document.name}有误：{error}") from error
    return [_lay_slip(entry, document, pack.folder / slip) if slip else entry for entry in entries]


def _override_retention(entry: PlanEntry, words: Words, pack: Pack) -> PlanEntry:
    """The retention that the project file gives (档案 保管期限), for the key before the code; one that the pack does not know is passed by."""
    overrides = words["档案"]["保管期限"]
    line = overrides.get(entry.key) or overrides.get(entry.code)
    known = line is not None and line["期限"] in pack.filing.terms
    return replace(entry, retention=line["期限"]) if line and known else entry


def _lay_slip(entry: PlanEntry, document: DocumentType, slip: Path) -> PlanEntry:
    """A collected paper's draft is a cover slip; a paper of which there may be several has none before the first is known."""
    unknown = bool(document.for_each) and entry.item is None
    if entry.origin is not Origin.COLLECTED or not entry.applies or entry.template is not None or unknown:
        return entry
    return replace(entry, template=slip, slip=True)


def _plan_document(document: DocumentType, words: Words, folder: Path) -> Iterator[PlanEntry]:
    reason = _why_not(document, words)
    if reason or not document.for_each:
        entry = _make_entry(document, words, folder, item=None, reason=reason)
        yield entry
        if not reason:
            yield from _attach(document, entry, words, folder)
        return
    items = compile_expression(document.for_each)(words)
    if not items:
        yield _make_entry(document, words, folder, item=None, reason="")
        return
    for index, item in enumerate(items):
        scope = {**words, "项": item}
        entry = _make_entry(document, scope, folder, item=(document.for_each, index), reason="")
        yield entry
        yield from _attach(document, entry, scope, folder)


def _why_not(document: DocumentType, words: Words) -> str:
    waived: str = words["不适用"].get(document.code, "")
    if waived:
        return waived
    if document.applies and not compile_expression(document.applies)(words):
        return document.not_applicable or "本项目不适用"
    return ""


def _make_entry(
    document: DocumentType, scope: Words, folder: Path, *, item: tuple[str, int] | None, reason: str
) -> PlanEntry:
    key, title = document.code, document.name
    if item is not None:
        key = f"{document.code}@{safe_file_name(str(compile_expression(document.key)(scope)), 120)}"
    looped = bool(document.for_each) and item is None
    if document.title and not looped and not reason:
        title = compile_text(document.title)(scope)
    level = document.level
    responsible = unit_of_level(scope, level)
    if level == "施" and scope["项目"]["自建"]:
        level = "村"
    return PlanEntry(
        code=document.code,
        key=key,
        name=document.name,
        title=title,
        stage=document.stage,
        origin=Origin(document.origin),
        level=level,
        responsible=responsible,
        retention=document.retention,
        audience=Audience(document.audience),
        template=None if looped or reason else _choose_template(document, scope, folder),
        signers=document.signers,
        applies=not reason,
        reason=reason,
        missing_facts=() if reason else _missing_facts(document, scope, looped=looped),
        prerequisite=document.prerequisite,
        group=document.group,
        aspect=document.aspect,
        emphasis=document.emphasis,
        item=item,
        basis=document.basis,
        extra_words=tuple(document.words.items()),
        photos=document.photos,
        contents=document.contents,
        due="" if looped or reason else compile_text(document.due)(scope),
        numbered=document.numbered,
    )


def _attach(document: DocumentType, main: PlanEntry, scope: Words, folder: Path) -> Iterator[PlanEntry]:
    for part in document.attachments:
        if part.applies and not compile_expression(part.applies)(scope):
            continue  # part of a paper that is there; it leaves no line with a reason
        yield replace(
            main,
            key=f"{main.key}+{part.name}",
            title=f"{main.title}——{part.name}",
            origin=Origin.GENERATED if part.templates else Origin.COLLECTED,
            audience=Audience(part.audience),
            template=_choose_template(part, scope, folder),
            signers=part.signers,
            missing_facts=main.missing_facts + _missing_facts(part, scope, looped=False),
            prerequisite=None,
            contents=part.contents,
            extra_words=tuple(part.words.items()),
            photos=part.photos,
        )


def _choose_template(document: DocumentType, scope: Words, folder: Path) -> Path | None:
    for choice in document.templates:
        if not choice.when or compile_expression(choice.when)(scope):
            return _template_path(folder, choice.file)
    return None


@lru_cache(maxsize=1024)
def _template_path(folder: Path, file: str) -> Path:
    return folder / file


def _missing_facts(document: DocumentType, scope: Words, *, looped: bool) -> tuple[str, ...]:
    if document.origin == Origin.COLLECTED and not document.templates:
        return ()
    # Without an item nothing can be asked of it.
    needs = [need for need in document.needs if not (looped and need.startswith("项."))]
    missing = [need for need in needs if _is_blank(_look_up(need, scope))]
    if looped and not missing:
        missing = [document.for_each]
    shown = (need.removeprefix("公示栏.").removeprefix("项.").replace(".", "·") for need in missing)
    return tuple(dict.fromkeys(shown))


def _look_up(path: str, scope: Words) -> Any:
    value: Any = scope
    for part in path.split("."):
        if not isinstance(value, dict) or part not in value:
            raise TemplateError(f"“所需”里的“{path}”没有这个词，请改正")
        value = value[part]
    return value


def _is_blank(value: Any) -> bool:
    if isinstance(value, dict):
        return not value or value.get("已有") is False
    return value is None or value in ("", [])
