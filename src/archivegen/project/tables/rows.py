"""Tables that a village keeps (.xlsx, .xls, .csv) → rows of text under the keys of the project file.

A real roster is read without being retyped: see ``headings`` for how columns are told, ``sections`` for what is passed
over, ``cells`` for how a cell becomes text.  Types and rules are the model's; what is reported here is what only the
table can show: a missing column, digits that the spreadsheet has lost, a formula in error.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from difflib import SequenceMatcher
from pathlib import Path
from typing import Any, NamedTuple

from archivegen.chinese import nearest
from archivegen.findings import Finding, Place, make_finding
from archivegen.project.source.syntax import quote_text
from archivegen.project.tables.cells import CellFault, read_cell, read_clean
from archivegen.project.tables.choice import Candidate, Wanted, choose_sheet
from archivegen.project.tables.columns import Column, Kind, table_columns
from archivegen.project.tables.headings import Heading
from archivegen.project.tables.matcher import make_matcher
from archivegen.project.tables.sections import Section
from archivegen.project.tables.sheet import Sheet, SheetPlaces

__all__ = ["Column", "Kind", "RowPlaces", "TableRow", "read_table", "table_columns"]

_ALMOST, _ALMOST_SHORT = 0.74, 0.66
"""Likeness of an unknown heading to an absent column that is worth a question: one sign of four, or of three."""


class RowPlaces(Mapping[str, Place]):
    """Column name → where that cell stands; also for cells that are empty.  A place is made when somebody asks."""

    def __init__(self, sheet: SheetPlaces, row: int, columns: Mapping[str, int], first: int) -> None:
        self._sheet, self._row, self._columns, self._first = sheet, row, columns, first

    @property
    def begin(self) -> Place:
        """Where the row begins: its ``first`` column."""
        return self._sheet.place(self._row, self._first)

    def __getitem__(self, name: str) -> Place:
        return self._sheet.place(self._row, self._columns[name])

    def __iter__(self) -> Iterator[str]:
        return iter(self._columns)

    def __len__(self) -> int:
        return len(self._columns)


class TableRow(NamedTuple):
    """One data row.  ``values`` has the filled cells only; ``places`` has every column of the table."""

    values: Mapping[str, str]
    places: RowPlaces

    @property
    def place(self) -> Place:
        """Where the row begins."""
        return self.places.begin

    def facts(self, keys: Collection[str]) -> dict[str, Any]:
        """What the row says under these keys of the project file."""
        return {key: text for key, text in self.values.items() if key in keys and text}

    def place_of(self, path: Sequence[str | int]) -> Place:
        """Where a fact of the row stands; ``path`` is what follows the row in the fact's path."""
        return self.places[str(path[0])] if path and path[0] in self.places else self.place


def read_table(
    folder: Path,
    reference: str,
    columns: tuple[Column, ...],
    *,
    table: str = "表格",
    asked: Place = Place("项目.yaml"),  # noqa: B008 - a frozen value
) -> tuple[tuple[TableRow, ...], tuple[Finding, ...]]:
    """Read a table from the project's ``folder``.

    ``reference`` is ``数据/花名册.xlsx`` or ``数据/考勤.xlsx#3月``, ``asked`` the place that says so, ``table`` the table's
    name in messages, ``columns`` what it may have (:func:`table_columns` for the usual tables).
    """
    by_name = {column.name: column for column in columns}
    required = {column.name for column in columns if column.required}

    def enough(heading: Heading) -> bool:
        return len(heading.columns) >= 2 or bool(required and required <= set(heading.columns))

    wanted = Wanted(table, make_matcher(columns), by_name, enough)
    candidate, findings = choose_sheet(folder, reference, asked, wanted)
    if candidate is None:
        return (), findings
    trouble = list(check_headings(candidate, by_name, table))
    if any(finding.code == "P054" for finding in trouble):
        return (), (*findings, *trouble)
    if not candidate.has_rows:
        heading = candidate.sections[0].heading
        trouble.append(make_finding("P058", candidate.sheet.place(heading.last), table=table))
    rows: list[TableRow] = []
    places = candidate.sheet.places
    for section in candidate.sections:
        fields, first = list_fields(section, by_name), min(section.heading.columns.values())
        for row in section.rows:
            values, faults = read_row(candidate.sheet, section, row, fields)
            trouble += faults
            rows.append(TableRow(values, RowPlaces(places, row, section.heading.columns, first)))
    return tuple(rows), (*findings, *trouble)


class Field(NamedTuple):
    """A column of a table that a section has: where it stands there, and what it holds."""

    name: str
    column: int
    kind: Kind


def list_fields(section: Section, columns: Mapping[str, Column]) -> tuple[Field, ...]:
    """The columns that a section's heading names, from ``columns``; once a section, for all its rows have the same."""
    named = section.heading.columns.items()
    return tuple(Field(name, index, columns[name].kind) for name, index in named if name in columns)


def read_row(sheet: Sheet, section: Section, row: int, fields: Iterable[Field]) -> tuple[dict[str, str], list[Finding]]:
    """The filled cells of a row as text; a merged cell's value holds for every row that it covers, sums excepted."""
    values: dict[str, str] = {}
    findings: list[Finding] = []
    cells, texts, merged = sheet.rows[row], sheet.row_texts(row), row in sheet.merged_rows
    for name, index, kind in fields:
        value: str | CellFault
        if merged or sheet.faults:
            value = _read_special(sheet, section, row, index, kind)
        elif type(cells[index]) is str:
            value = read_clean(texts[index], kind, epoch_1904=sheet.epoch_1904)
        else:
            value = read_cell(cells[index], kind, epoch_1904=sheet.epoch_1904)
        if isinstance(value, CellFault):
            if sheet.origins.get((row, index)) is None:
                place = sheet.place(row, index)
                findings.append(make_finding(value.code, place, column=name, value=quote_text(value.value)))
            value = value.text
        if value:
            values[name] = value
    return values, findings


def _read_special(sheet: Sheet, section: Section, row: int, index: int, kind: Kind) -> str | CellFault:
    """A cell of a sheet with errors, or of a row with merged cells."""
    source = _find_source(sheet, section, row, index, kind)
    if source is None:
        return ""
    if (fault := sheet.faults.get((source, index))) is not None:
        return _read_fault(fault)
    value = sheet.rows[source][index]
    if isinstance(value, str):
        return read_clean(sheet.text(source, index), kind, epoch_1904=sheet.epoch_1904)
    return read_cell(value, kind, epoch_1904=sheet.epoch_1904)


def _find_source(sheet: Sheet, section: Section, row: int, index: int, kind: Kind) -> int | None:
    """The row whose cell speaks for this one; None where a merge covers it and does not count here."""
    origin = sheet.origins.get((row, index))
    if origin is None:
        return row
    reaches = origin[1] == index and origin[0] > section.heading.last and not kind.is_number
    return origin[0] if reaches else None


def _read_fault(value: str) -> CellFault:
    return CellFault("P061", value) if value else CellFault("P062", "")


def check_headings(candidate: Candidate, columns: Mapping[str, Column], table: str) -> Iterator[Finding]:
    """Missing, repeated, doubtful and nearly right headings."""
    sheet = candidate.sheet
    for section in candidate.sections:
        heading = section.heading
        for name, first, second in heading.repeated:
            yield make_finding(
                "P055",
                sheet.place(heading.last, second),
                heading=quote_text(heading.texts[first]),
                first=_cell_name(sheet, heading, first),
                second=_cell_name(sheet, heading, second),
                column=name,
            )
        for name, used, unused in heading.rivals:
            yield make_finding(
                "P056",
                sheet.place(heading.last, unused),
                used=quote_text(heading.texts[used]),
                unused=quote_text(heading.texts[unused]),
                first=_cell_name(sheet, heading, used),
                second=_cell_name(sheet, heading, unused),
                column=name,
            )
    for i, section in enumerate(candidate.sections):
        absent = {n: c for n, c in columns.items() if n not in section.heading.columns and (c.required or i == 0)}
        yield from _check_absent(sheet, section.heading, absent, table)


def _check_absent(sheet: Sheet, heading: Heading, absent: Mapping[str, Column], table: str) -> Iterator[Finding]:
    unknown = heading.unknown
    for column in absent.values():
        if column.required:
            near = next((n for word in (column.name, *column.synonyms) if (n := nearest(word, unknown))), None)
            hint = f"“{quote_text(near)}”（{_cell_name(sheet, heading, unknown[near])}）是不是它？" if near else ""
            yield make_finding("P054", sheet.place(heading.last), table=table, column=column.name, hint=hint)
    optional = [column for column in absent.values() if not column.required]
    for text, index in unknown.items():
        name = _almost(text, optional)
        if name is not None:
            yield make_finding("P057", sheet.place(heading.last, index), heading=quote_text(text), column=name)


def _almost(text: str, columns: list[Column]) -> str | None:
    """The column whose name or synonym the text is a slip away from."""
    words = [(word, column.name) for column in columns for word in (column.name, *column.synonyms) if len(word) >= 3]
    likeness = [(SequenceMatcher(None, text, word).ratio(), name, len(word)) for word, name in words]
    best, name, length = max(likeness, key=lambda item: item[0], default=(0.0, "", 0))
    return name if best >= (_ALMOST_SHORT if length == 3 else _ALMOST) else None


def _cell_name(sheet: Sheet, heading: Heading, column: int) -> str:
    place = sheet.place(heading.last, column)
    return place.cell or f"第 {column + 1} 列"
