"""Where the project file names a table, the table's rows take its place."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

from archivegen.chinese import parse_month
from archivegen.findings import Finding, Place
from archivegen.project.labour import AttendanceMonth, Piecework, SiteLogDay
from archivegen.project.pay import Correction, Interview, Receipt
from archivegen.project.people import Trainee, Worker
from archivegen.project.values import Facts

if TYPE_CHECKING:
    from archivegen.project.tables import GridRow, TableRow

Path_ = tuple[str | int, ...]
Rows = Sequence["TableRow | GridRow"]


@dataclass(frozen=True)
class Slot:
    """A list of the project file that may be a table instead: where it stands, and what its rows become."""

    section: str
    field: str
    """Field inside each item of the section; empty when the section itself is the list."""
    table: str
    """Name of the table in ``headings.yaml`` and in messages."""
    model: type[Facts]

    @cached_property
    def keys(self) -> frozenset[str]:
        """The keys that a row may give."""
        return frozenset(str(field.alias) for field in self.model.model_fields.values())


SLOTS = (
    Slot("务工人员", "", "务工人员", Worker),
    Slot("施工日志", "", "施工日志", SiteLogDay),
    Slot("计件", "", "计件", Piecework),
    Slot("培训", "学员", "培训学员", Trainee),
    Slot("发放批次", "回单", "银行回单", Receipt),
    Slot("发放批次", "核验", "核验", Interview),
    Slot("发放批次", "更正", "更正", Correction),
    Slot("考勤", "明细", "考勤", AttendanceMonth),
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
            rows, found = _read(slot, folder, owner, key, place(path))
            findings.extend(found)
            tables[path] = rows
            owner[key] = [row.facts(slot.keys) for row in rows]
    return tables, tuple(findings)


def _references(data: dict[str, Any], slot: Slot) -> Iterator[tuple[Path_, dict[str, Any], str]]:
    """Paths, owners and keys at which a text stands where a list is expected."""
    section = data.get(slot.section)
    if not slot.field:
        if isinstance(section, str):
            yield (slot.section,), data, slot.section
        return
    for index, item in enumerate(section if isinstance(section, list) else ()):
        if isinstance(item, dict) and isinstance(item.get(slot.field), str):
            yield (slot.section, index, slot.field), item, slot.field


def _read(slot: Slot, folder: Path, owner: dict[str, Any], key: str, asked: Place) -> tuple[Rows, tuple[Finding, ...]]:
    from archivegen.project.tables import read_attendance_grid, read_table, table_columns

    reference = owner[key]
    if slot.model is not AttendanceMonth:
        return read_table(folder, reference, table_columns(slot.table), table=slot.table, asked=asked)
    try:
        month = parse_month(str(owner.get("月份", "")))
    except ValueError:
        return (), ()  # the missing or wrong month is told where it stands
    return read_attendance_grid(folder, reference, month, asked=asked)
