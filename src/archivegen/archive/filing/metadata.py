"""著录: what the indexes say of each paper, from the words of the project and the lines of the catalogue (domain §9.5).  Pure."""

from __future__ import annotations

import calendar
import datetime
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any

from archivegen.archive.filing.order import FilingOrder, PaperFacts
from archivegen.errors import PackError, TemplateError
from archivegen.findings import Place
from archivegen.language import compile_expression, compile_text
from archivegen.pack.model import Pack
from archivegen.plan import PlanEntry
from archivegen.project.plain import Words

_MONTH = re.compile(r"(\d{4})-(\d{2})")
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")


def make_order(
    words: Words, pack: Pack, entries: Iterable[PlanEntry], place: Callable[..., Place] | None = None
) -> FilingOrder:
    """The order for one project: ``entries`` are the papers to be described, ``words`` the full words.

    Raises ``PackError`` when an expression of the catalogue fails.
    """
    about, archive = words["项目"], words["档案"]
    overrides = {name: (line["期限"], line["理由"]) for name, line in archive["保管期限"].items()}
    try:
        organisation = compile_text(pack.filing.organisation)(words).strip()
    except TemplateError as error:
        raise PackError(f"模板包的 filing.yaml 的立卷单位有误：{error}") from error
    describe = _Describer(words, pack)
    return FilingOrder(
        filing=pack.filing,
        project_name=about["名称"],
        year=str(about["年度"]),
        fonds=archive["全宗号"],
        category=archive["类别"],
        project_no=archive["项目号"],
        institution=archive["机构代码"],
        organisation=organisation,
        first_items=archive["起始件号"],
        withdrawn=archive["移出"],
        overrides=overrides,
        secrecy=archive["密级"],
        papers={entry.key: describe(entry) for entry in entries},
        **({"place": place} if place else {}),
    )


class _Describer:
    """Describes one paper after the other."""

    def __init__(self, words: Words, pack: Pack) -> None:
        self.words = words
        self.filing = pack.filing
        self.documents = {document.code: document for document in pack.catalogue.documents}
        self.letters: dict[str, Words] = {line["材料"]: line for line in words["发文"]}

    def __call__(self, entry: PlanEntry) -> PaperFacts:
        document = self.documents[entry.code]
        part = next((p for p in document.attachments if entry.key.endswith(f"+{p.name}")), None)
        # Of a paper of which each item makes one, and which has no item yet, nothing can be asked.
        scope = self._scope(entry) if entry.item or not document.for_each else None
        letter = self.letters.get(entry.key) or self.letters.get(entry.code) or {}
        own_letter = letter if part is None else self.letters.get(entry.key, {})
        source = part or document
        date = letter.get("成文日期") or self._ask(entry, "日期", source.day, scope)
        number = own_letter.get("文号") or self._ask(entry, "文件编号", source.document_number, scope)
        author = letter.get("责任者") or self._ask(entry, "责任者", source.author or document.author, scope)
        day = _latest(date) or _latest(self._ask(entry, "日期", document.day, scope))
        return PaperFacts(
            responsible=_joined(author) or entry.responsible,
            document_number=_joined(number),
            date=day,
            year=day[:4] or str(self.words["项目"]["年度"]),
            secrecy=self._secrecy(entry, own_letter),
            cross_reference=_of(self.words["档案"]["互见号"], entry),
            usual=document.retention,
            numbered=document.numbered,
        )

    def _scope(self, entry: PlanEntry) -> Words:
        scope = dict(self.words)
        if entry.item:
            name, index = entry.item
            scope["项"] = self.words[name][index]
        for name, expression in entry.extra_words:
            scope[name] = self._evaluate(entry, "词", expression, scope)
        return scope

    def _ask(self, entry: PlanEntry, what: str, expression: str, scope: Words | None) -> Any:
        return "" if scope is None or not expression else self._evaluate(entry, what, expression, scope)

    def _evaluate(self, entry: PlanEntry, what: str, expression: str, scope: Words) -> Any:
        try:
            value = compile_expression(expression)(scope)
            if what == "日期":
                _latest(value)
        except (TemplateError, ValueError) as error:
            raise PackError(f"模板包的 catalogue.yaml 中 {entry.code} 的“{what}”有误：{error}") from error
        return value

    def _secrecy(self, entry: PlanEntry, letter: Words) -> str:
        """As the project file says, or the letter's mark (秘密★1年), or by who may see the paper."""
        marked = str(letter.get("密级", "")).partition("★")[0]
        found = [_of(self.words["档案"]["密级"], entry), marked]
        usual = self.filing.secrecy_of[str(entry.audience)]
        return next((level for level in found if level in self.filing.secrecy), usual)


def _of(table: Mapping[str, str], entry: PlanEntry) -> str:
    return table.get(entry.key) or table.get(entry.code) or ""


def _latest(value: Any) -> str:
    """The date that an expression gave, ISO: the latest of several, the last day of a month; raises ``ValueError`` for no date."""
    if isinstance(value, list | tuple):
        return max((_latest(one) for one in value), default="")
    if isinstance(value, datetime.date):
        return value.isoformat()
    if value is None or value == "":
        return ""
    text = str(value)
    if month := _MONTH.fullmatch(text):
        year, number = int(month[1]), int(month[2])
        return f"{text}-{calendar.monthrange(year, number)[1]:02d}"
    if _DAY.fullmatch(text):
        return text
    raise ValueError(f"得出的“{text[:20]}”不是日期")


def _joined(value: Any) -> str:
    """A text, or several of them each once."""
    values: Iterator[Any] = iter(value) if isinstance(value, list | tuple) else iter((value,))
    return "、".join(dict.fromkeys(str(one) for one in values if one not in ("", None)))
