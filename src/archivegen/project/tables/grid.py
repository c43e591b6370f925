"""The monthly attendance grid: one row a worker and trade, one column a day → days worked.

A day is a mark (``√`` ``1`` ``0.5`` ``半`` ``雨`` …); the marks are data (``headings.yaml``).  A mark that is not known is never
guessed, because every one is a day's wage.  Two rows 上午 and 下午 of one worker make one: a mark in either is half a day.
"""

from __future__ import annotations

import calendar
import operator
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from functools import lru_cache
from pathlib import Path
from types import NoneType

from archivegen.chinese import half_width
from archivegen.findings import Finding, Place, make_finding
from archivegen.project.source.syntax import quote_text
from archivegen.project.tables.choice import Candidate, Wanted, choose_sheet
from archivegen.project.tables.columns import Column, table_columns
from archivegen.project.tables.day_columns import (
    HALF,
    agreement,
    day_columns,
    double_day,
    half_words,
    heading_month,
    is_grid,
    make_grid_matcher,
    parse_mark,
    section_months,
)
from archivegen.project.tables.grid_rows import CellPlaces, GridRow
from archivegen.project.tables.months import names_month, show_months
from archivegen.project.tables.rows import check_headings, list_fields, read_row
from archivegen.project.tables.sections import Section
from archivegen.project.tables.sheet import Cell, Sheet

_FACTS_OF_WORKER = ("编号", "姓名", "身份证号", "工种")
_NUMBER = re.compile(r"\d+(?:\.\d+)?")
_TOTALS_KEPT = 1024


def read_attendance_grid(
    folder: Path,
    reference: str,
    month: str,
    *,
    asked: Place = Place("项目.yaml"),  # noqa: B008 - a frozen value
) -> tuple[tuple[GridRow, ...], tuple[Finding, ...]]:
    """Read the grid of ``month`` (``2026-03``); ``folder``, ``reference`` and ``asked`` as for ``read_table``.

    Without a named sheet, one whose title or name bears the month is taken before others.
    """
    columns = {column.name: column for column in table_columns("考勤")}

    def prefer(sheet: Sheet, sections: tuple[Section, ...]) -> int:
        return max(agreement(months, month) for months in section_months(sheet, sections))

    wanted = Wanted("考勤表", make_grid_matcher(), columns, is_grid, prefer, missing_code="P086")
    candidate, findings = choose_sheet(folder, reference, asked, wanted)
    if candidate is None:
        return (), findings
    sheet = candidate.sheet
    trouble = list(check_headings(candidate, columns, "考勤表"))
    if not candidate.has_rows:
        trouble.append(make_finding("P058", sheet.place(candidate.sections[0].heading.last), table="考勤表"))
    reader = _GridReader(sheet, month, columns)
    for section in _pick_sections(candidate, month):
        if (column := double_day(sheet, section.heading)) is not None:
            trouble.append(make_finding("P088", sheet.place(section.heading.last, column)))
            return (), (*findings, *trouble)
        reader.read(section)
    rows = tuple(reader.finish())
    return rows, (*findings, *trouble, *_check_months(candidate, month), *reader.findings)


def _pick_sections(candidate: Candidate, month: str) -> Iterator[Section]:
    """Of several months on one sheet only the one that is asked for; if none is, all, and the month is disputed."""
    ranks = [agreement(months, month) for months in section_months(candidate.sheet, candidate.sections)]
    return (section for section, rank in zip(candidate.sections, ranks, strict=True) if rank == max(ranks))


def _check_months(candidate: Candidate, month: str) -> Iterator[Finding]:
    """The month of the title, the sheet's name or the day headings against the one that is asked for."""
    sheet = candidate.sheet
    named = section_months(sheet, candidate.sections)
    if all(months and not names_month(months, month) for months in named):
        place = sheet.place(candidate.sections[0].heading.first)
        yield make_finding("P080", place, found=show_months(named[0]), month=month)
    for section in _pick_sections(candidate, month):
        months, column = heading_month(sheet, section.heading)
        if months and not names_month(months, month):
            place = sheet.place(section.heading.last, column)
            yield make_finding("P080", place, found=show_months(months), month=month)


@dataclass(slots=True)
class _Record:
    """One worker and trade while the sheet is being read."""

    values: dict[str, str]
    begin: Cell
    """Where the name stands."""
    halves: list[str]
    columns: Mapping[int, int]
    """Day → column, in the row in which the worker was first met."""
    days: dict[int, Decimal] = field(default_factory=dict)
    elsewhere: dict[int, Cell] = field(default_factory=dict)
    """Where the mark of a day stands that was not found in that row: of a second row."""
    totals: list[tuple[Decimal, Cell]] = field(default_factory=list)
    is_unread: bool = False
    """Whether a mark was not understood, so that the sum of the days is not known."""

    def add(self, day: int, worth: Decimal, cell: Cell) -> None:
        """Count a mark."""
        if day in self.days:
            self.days[day] += worth
            return
        self.days[day] = worth
        if cell[0] != self.begin[0]:
            self.elsewhere[day] = cell


class _GridReader:
    """Gathers the rows of one month over all pages of a sheet."""

    def __init__(self, sheet: Sheet, month: str, columns: Mapping[str, Column]) -> None:
        self.findings: list[Finding] = []
        self._sheet = sheet
        self._month = month
        self._columns = columns
        year, number = map(int, month.split("-"))
        self._last_day = calendar.monthrange(year, number)[1]
        self._special_rows = sheet.merged_rows.union(row for row, _ in sheet.faults)
        self._records: dict[tuple[str, str], _Record] = {}

    def read(self, section: Section) -> None:
        """Take in the rows of one section."""
        days = dict(sorted(day_columns(section.heading).items()))
        fields = list_fields(section, self._columns)
        marks = operator.itemgetter(*days.values())
        unheaded = sorted(set(range(min(days.values()))) - set(section.heading.columns.values()))
        above: _Record | None = None
        for row in section.rows:
            values, faults = read_row(self._sheet, section, row, fields)
            self.findings += faults
            half = self._read_half(section, row, values, unheaded)
            if half == "下午" and above is not None and above.halves == ["上午"]:
                values = {k: v for k, v in above.values.items() if k in _FACTS_OF_WORKER} | values
            if "姓名" not in values:
                above = None
                self._refuse_nameless(row, days)
                continue
            above = self._open_record(values, (row, section.heading.columns["姓名"]), half, days)
            if above is not None:
                if half or row in self._special_rows or parse_mark(values["姓名"]) is not None:
                    self._add_days(above, row, days, half)
                else:
                    self._add_plain_days(above, row, days, marks)
                if (total := _read_total(values.get("合计", ""))) is not None:
                    above.totals.append((total, (row, section.heading.columns["合计"])))

    def finish(self) -> Iterator[GridRow]:
        """The rows in the order of the sheet; written totals are compared on the way."""
        places = self._sheet.places
        for record in self._records.values():
            self._check_total(record)
            values = record.values
            days = dict(sorted(record.days.items())) if record.elsewhere else record.days
            yield GridRow(
                name=values["姓名"],
                trade=values.get("工种", ""),
                days=days,
                places=CellPlaces(places, days, record.begin, record.columns, record.elsewhere),
                worker_no=values.get("编号", ""),
                id_number=values.get("身份证号", ""),
                note=values.get("备注", ""),
            )

    def _report(self, code: str, place: Place, **params: object) -> None:
        self.findings.append(make_finding(code, place, papers=(), **params))

    def _read_half(self, section: Section, row: int, values: Mapping[str, str], unheaded: list[int]) -> str:
        """上午, 下午 or ``""``; the word stands in its own column or, ``unheaded``, before the days."""
        if written := values.get("时段"):
            half = half_words().get(written.casefold())
            if half is None:
                place = self._sheet.place(row, section.heading.columns["时段"])
                self._report("P087", place, column="时段", value=quote_text(written))
            return half if half in {"上午", "下午"} else ""
        texts = (self._sheet.text(row, column) for column in unheaded)
        return next((text for text in texts if text in {"上午", "下午"}), "")

    def _refuse_nameless(self, row: int, days: Mapping[int, int]) -> None:
        """A mark without a name is somebody's wage; a stray word under the days is not."""
        for column in days.values():
            text = self._sheet.text(row, column)
            if parse_mark(text) or (text and text.isascii() and text.replace(".", "").isdecimal()):
                self._report("P085", self._sheet.place(row, column))
                return

    def _open_record(
        self, values: dict[str, str], begin: Cell, half: str, columns: Mapping[int, int]
    ) -> _Record | None:
        """The record that the row adds to; ``None`` when worker and trade are there already."""
        person = values.get("编号") or values.get("身份证号") or values["姓名"]
        trade = values.get("工种", "")
        record = self._records.get((person, trade))
        if record is None:
            record = _Record(values, begin, [half], columns)
            self._records[person, trade] = record
            return record
        if half and half not in record.halves and "" not in record.halves:
            record.halves.append(half)
            return record
        other = self._sheet.place(*record.begin)
        self._report(
            "P084",
            self._sheet.place(*begin),
            name=quote_text(values["姓名"]),
            trade=trade or "未填工种",
            other=other.cell or f"第 {other.line} 行",
        )
        return None

    def _add_plain_days(
        self, record: _Record, row: int, days: Mapping[int, int], marks: Callable[[list[str]], tuple[str, ...]]
    ) -> None:
        """A row without halves, merged cells and cells in error, as nearly all are: a known mark counts at once.

        ``marks`` picks the marks of ``days`` from the texts of a row.
        """
        worths = list(map(parse_mark, marks(self._sheet.row_texts(row))))
        record.days = {day: worth for day, worth in zip(days, worths, strict=True) if worth}
        if NoneType in set(map(type, worths)) or max(record.days, default=0) > self._last_day:
            record.days = {}
            self._add_days(record, row, days, "")

    def _add_days(self, record: _Record, row: int, days: Mapping[int, int], half: str) -> None:
        for day, column in days.items():
            text = self._read_mark(record, row, column, half)
            if not text:
                continue
            # Some sheets are signed day by day: the worker's own name is a mark.
            worth = Decimal(1) if "".join(text.split()) == record.values["姓名"] else parse_mark(text)
            if day > self._last_day and worth != 0:
                place = self._sheet.place(row, column)
                record.is_unread = True
                self._report("P082", place, month=self._month, last=self._last_day, day=day, mark=quote_text(text))
            elif worth is None:
                record.is_unread = True
                self._report("P081", self._sheet.place(row, column), day=day, mark=quote_text(text))
            elif worth:
                record.add(day, HALF if half else worth, (row, column))

    def _read_mark(self, record: _Record, row: int, column: int, half: str) -> str:
        """The mark in a cell.  A mark merged over both halves of a worker's day counts for each of them."""
        sheet, cell = self._sheet, (row, column)
        if (value := sheet.faults.get(cell)) is not None:
            place = sheet.place(*cell)
            record.is_unread = True
            self._report("P061" if value else "P062", place, column=place.cell, value=value)
            return ""
        origin = sheet.origins.get(cell)
        if origin is None:
            return sheet.text(row, column)
        text = sheet.text(*origin)
        if half and origin == (record.begin[0], column):
            return text
        if parse_mark(text):
            self._report("P089", sheet.place(*cell), other=sheet.place(*origin).cell, mark=quote_text(text))
        return ""

    def _check_total(self, record: _Record) -> None:
        """The row's own total; of two half-day rows each may bear its part or both the whole."""
        if not record.totals or record.is_unread:
            return
        summed = sum(record.days.values(), Decimal(0))
        written = [total for total, _ in record.totals]
        if summed == written[0] and len(written) == 1:
            return
        if summed in {sum(written), *(written if len(set(written)) == 1 else ())}:
            return
        self._report(
            "P083",
            self._sheet.place(*record.totals[0][1]),
            name=quote_text(record.values["姓名"]),
            written="、".join(f"{total:f}" for total in written),
            summed=f"{summed:f}",
        )


@lru_cache(maxsize=_TOTALS_KEPT)
def _read_total(text: str) -> Decimal | None:
    """The number in a cell of the column 合计; None without one."""
    match = _NUMBER.search(half_width(text))
    return Decimal(match.group()) if match else None
