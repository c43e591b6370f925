"""The words of an attendance grid: day headings, marks, the halves of a day, and the month that a page is for."""

from __future__ import annotations

import re
from collections.abc import Mapping
from decimal import Decimal
from functools import cache

from archivegen.chinese import half_width
from archivegen.project.tables.columns import load_headings, table_columns
from archivegen.project.tables.headings import Heading
from archivegen.project.tables.matcher import Match, Matcher
from archivegen.project.tables.months import Month, find_months, names_month
from archivegen.project.tables.sections import Section
from archivegen.project.tables.sheet import Sheet

HALF = Decimal("0.5")

MIN_DAYS = 5
"""Fewer day columns make no attendance grid."""

_DAY_HEADING = re.compile(r"(?:(?:(?P<year>\d{4})[-/.年])?(?P<month>\d{1,2})[-/.月])?(?P<day>\d{1,2})[日号]?")
_LONGEST_DAY = 30
_DAY_SIGNS = re.compile(r"[\s./-]*[\d年月日号][\d\s./年月日号-]*")
_NUMBER = re.compile(r"\d+(?:\.\d+)?|\.\d+")


def is_grid(heading: Heading) -> bool:
    """Whether a heading is that of an attendance grid."""
    return "姓名" in heading.columns and len(day_columns(heading)) >= MIN_DAYS


def day_columns(heading: Heading) -> dict[int, int]:
    """Day of the month → column."""
    return {int(name[:-1]): column for name, column in heading.columns.items() if name[:-1].isdecimal()}


class _GridMatcher(Matcher):
    """Headings of the table, and day headings under the names ``1日`` … ``31日``."""

    def _match(self, text: str) -> Match | None:
        if found := super()._match(text):
            return found
        day = _parse_day(text) if len(text) <= _LONGEST_DAY else None
        return Match(f"{day[1]}日", 0) if day else None

    def _ends_name(self, text: str) -> bool:
        return super()._ends_name(text) or _DAY_SIGNS.fullmatch(half_width(text)) is not None


@cache
def make_grid_matcher() -> Matcher:
    """The matcher of attendance grids."""
    return _GridMatcher(table_columns("考勤"))


def heading_month(sheet: Sheet, heading: Heading) -> tuple[set[Month], int]:
    """The month that the day headings name (``3月1日``, a date), and the column of the first that does."""
    for column in sorted(day_columns(heading).values()):
        for row in range(heading.first, heading.last + 1):
            if (day := _parse_day(sheet.text(row, column))) and day[0]:
                return day[0], column
    return set(), 0


def double_day(sheet: Sheet, heading: Heading) -> int | None:
    """A column with two days in its heading: 1–15 above 16–31, a form with two rows a worker."""
    for column in day_columns(heading).values():
        days = [sheet.text(row, column) for row in range(heading.first, heading.last + 1)]
        if sum(_parse_day(text) is not None for text in days) > 1:
            return column
    return None


def section_months(sheet: Sheet, sections: tuple[Section, ...]) -> list[set[Month]]:
    """What the title of each section names; a page without a title continues the one above, the first the sheet."""
    months: list[set[Month]] = []
    above = find_months([sheet.name or ""])
    for section in sections:
        above = find_months(section.title) or above
        months.append(above)
    return months


def agreement(months: set[Month], month: str) -> int:
    """2 when the month is named, 1 when none is, 0 when another is."""
    return 2 * names_month(months, month) if months else 1


@cache
def parse_mark(text: str) -> Decimal | None:
    """Days that a mark is worth: 1, 0.5 or 0; ``None`` when it is not known."""
    tight = "".join(half_width(text).split())
    if not tight:
        return Decimal(0)
    if _NUMBER.fullmatch(tight):
        value = Decimal(tight)
        return value if value in {0, HALF, 1} else None
    return _load_marks().get(tight)


@cache
def half_words() -> Mapping[str, str]:
    """Word → 上午, 下午 or 全天."""
    return {word.casefold(): half for half, words in load_headings()["时段"].items() for word in words}


@cache
def _load_marks() -> Mapping[str, Decimal]:
    data = load_headings()["考勤标记"]
    worth = {"全天": Decimal(1), "半天": HALF, "未出勤": Decimal(0)}
    return {half_width(mark): value for kind, value in worth.items() for mark in data[kind]}


@cache
def _parse_day(text: str) -> tuple[set[Month], int] | None:
    """``1``, ``01日``, ``3月1日``, ``2026-03-01`` → the month that it names, if any, and the day."""
    match = _DAY_HEADING.fullmatch("".join(half_width(text).split()))
    if match is None or not 1 <= int(match["day"]) <= 31:
        return None
    year = int(match["year"]) if match["year"] else None
    # A bare 1 in a cell that is formatted as a date reads 1900-01-01.
    if match["month"] is None or year == 1900:
        return set(), int(match["day"])
    return {(year, int(match["month"]))}, int(match["day"])
