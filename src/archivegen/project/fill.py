"""Where the project file names a table, the table's rows take its place."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from archivegen.chinese import parse_month
from archivegen.findings import Finding, Place
from archivegen.project.closing import WorksPhoto
from archivegen.project.finance import LedgerLine
from archivegen.project.labour import AttendanceMonth, LedgerRow, Measurement, Piecework, SiteLogDay
from archivegen.project.pay import Correction, Interview, PayRow, Receipt
from archivegen.project.people import Trainee, Worker
from archivegen.project.survey import Surveyed
from archivegen.project.values import Facts

if TYPE_CHECKING:
    from archivegen.project.tables import GridRow, TableRow

Path_ = tuple[str | int, ...]
Rows = Sequence["TableRow | GridRow | WrittenRow"]


@dataclass(frozen=True)
class Slot:
    """A list of the project file that may be a table instead: where it stands, and what its rows become."""

    section: str
    field: str
    """Field inside the section, or inside each of its items; empty when the section itself is the list."""
    table: str
    """Name of the table in ``headings.yaml`` and in messages."""
    model: type[Facts]
    several: bool = False
    """Whether the list may also name several tables, among rows that are written out."""

    @cached_property
    def keys(self) -> frozenset[str]:
        """The keys that a row may give."""
        return frozenset(str(field.alias) for field in self.model.model_fields.values())


class WrittenRow(NamedTuple):
    """A row that the project file writes out, in a list that names tables as well; ``path`` is where it stands there."""

    path: Path_
    place: Callable[[Path_], Place]

    def place_of(self, path: Sequence[str | int]) -> Place:
        """Where a fact of the row stands; ``path`` is what follows the row in the fact's path."""
        return self.place((*self.path, *path))


SLOTS = (
    Slot("务工人员", "", "务工人员", Worker),
    Slot("施工日志", "", "施工日志", SiteLogDay),
    Slot("计件", "", "计件", Piecework),
    Slot("收方", "", "收方", Measurement),
    Slot("财务", "台账", "资金台账", LedgerLine),
    Slot("培训", "学员", "培训学员", Trainee),
    Slot("发放批次", "回单", "银行回单", Receipt, several=True),
    Slot("发放批次", "核验", "核验", Interview),
    Slot("发放批次", "更正", "更正", Correction),
    Slot("考勤", "明细", "考勤", AttendanceMonth),
    Slot("务工台账", "明细", "务工台账", LedgerRow),
    Slot("发放批次", "明细", "发放表", PayRow),
    Slot("劳动力摸底", "名单", "摸底", Surveyed),
    Slot("影像", "", "影像", WorksPhoto),
)


def fill_tables(
    data: dict[str, Any], folder: Path, place: Callable[[Path_], Place]
) -> tuple[dict[Path_, Rows], tuple[Finding, ...]]:
    """Replace every table path in ``data`` (in place) by the table's rows.

    Gives the rows by the path of their list, for their places, and what is wrong with the tables.
    """
    tables: dict[Path_, Rows] = {}
    findings: list[Finding] = []
    for slot in SLOTS:
        for path, owner, key in _references(data, slot):
            named = owner[key]
            references = (
                [(path, named)] if isinstance(named, str) else [((*path, i), row) for i, row in enumerate(named)]
            )
            rows: list[TableRow | GridRow | WrittenRow] = []
            facts: list[Any] = []
            for at, reference in references:
                if isinstance(reference, str):
                    read, found = _read(slot, folder, owner, reference, place(at))
                    findings.extend(found)
                    rows.extend(read)
                    facts.extend(row.facts(slot.keys) for row in read)
                else:
                    rows.append(WrittenRow(at, place))
                    facts.append(reference)
            tables[path], owner[key] = rows, facts
    return tables, tuple(findings)


def _references(data: dict[str, Any], slot: Slot) -> Iterator[tuple[Path_, dict[str, Any], str]]:
    """Paths, owners and keys at which a text stands where a list is expected, or a list in which texts stand."""
    section = data.get(slot.section)
    if not slot.field:
        if isinstance(section, str):
            yield (slot.section,), data, slot.section
        return
    for at, item in _list_owners(section):
        value = item.get(slot.field) if isinstance(item, dict) else None
        several = slot.several and isinstance(value, list) and any(isinstance(row, str) for row in value)
        if isinstance(value, str) or several:
            yield (slot.section, *at, slot.field), item, slot.field


def _list_owners(section: Any) -> Iterator[tuple[Path_, Any]]:
    """What may hold the list, and where it stands in its section: each item of a list of them, or the section itself."""
    if isinstance(section, list):
        yield from (((index,), item) for index, item in enumerate(section))
    elif isinstance(section, dict):
        yield (), section


def _read(
    slot: Slot, folder: Path, owner: dict[str, Any], reference: str, asked: Place
) -> tuple[Sequence[TableRow | GridRow], tuple[Finding, ...]]:
    from archivegen.project.tables import read_attendance_grid, read_table, table_columns

    if slot.model is not AttendanceMonth:
        return read_table(folder, reference, table_columns(slot.table), table=slot.table, asked=asked)
    try:
        month = parse_month(str(owner.get("月份", "")))
    except ValueError:
        return (), ()  # the missing or wrong month is told where it stands
    return read_attendance_grid(folder, reference, month, asked=asked)
