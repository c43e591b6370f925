"""``holidays.yaml`` of a pack → :class:`~archivegen.project.calendar_days.WorkCalendar`, and what is wrong with it."""

from __future__ import annotations

import datetime
from collections import Counter
from collections.abc import Iterable, Iterator

from archivegen.project.calendar_days import ONE_DAY, SATURDAY, WorkCalendar
from archivegen.project.values import Day, Facts, Text, Year, fact

LONGEST_HOLIDAY = 15
"""Days; a longer one is a slip of the pen in its month or year."""


class Holiday(Facts):
    """One holiday: every day from the first to the last is off, week-ends included."""

    name: Text = fact("节日")
    first: Day = fact("起", "放假第一天")
    last: Day = fact("止", "放假最后一天")

    def days(self) -> Iterator[datetime.date]:
        """Every day of it."""
        return (self.first + ONE_DAY * number for number in range((self.last - self.first).days + 1))


class HolidayYear(Facts):
    """What the State Council announced for one year."""

    year: Year = fact("年度")
    basis: Text = fact("依据", "公布它的通知")
    holidays: tuple[Holiday, ...] = fact("放假")
    worked: tuple[Day, ...] = fact("上班", "要上班的周六、周日", default=())


class HolidayBook(Facts):
    """``holidays.yaml``."""

    years: tuple[HolidayYear, ...] = fact("年份")

    def as_calendar(self) -> WorkCalendar:
        """All years as one calendar."""
        return WorkCalendar(
            frozenset(day for year in self.years for holiday in year.holidays for day in holiday.days()),
            frozenset(day for year in self.years for day in year.worked),
            frozenset(year.year for year in self.years),
        )


def find_holiday_problems(book: HolidayBook) -> Iterator[str]:
    """Every date that cannot be right, as a Chinese line each."""
    for number, count in Counter(year.year for year in book.years).items():
        if count > 1:
            yield f"  holidays.yaml：{number}年写了 {count} 次，请合并成一次"
    for year in book.years:
        for problem in (*_span_problems(year), *_day_problems(year)):
            yield f"  holidays.yaml {year.year}年：{problem}"


def _span_problems(year: HolidayYear) -> Iterator[str]:
    for holiday in year.holidays:
        length = (holiday.last - holiday.first).days + 1
        if length < 1:
            yield f"{holiday.name}的止（{holiday.last}）早于起（{holiday.first}），请改正"
        elif length > LONGEST_HOLIDAY:
            yield f"{holiday.name}从 {holiday.first} 到 {holiday.last} 有 {length} 天，请核对月份"


def _day_problems(year: HolidayYear) -> Iterator[str]:
    off = [day for holiday in year.holidays for day in holiday.days()]
    yield from (f"{day} 不是这一年或相邻的日子，请核对" for day in _far_days(year.year, (*off, *year.worked)))
    yield from (f"{day} 放假写了两次，请删去一处" for day, count in Counter(off).items() if count > 1)
    yield from (f"{day} 上班写了两次，请删去一处" for day, count in Counter(year.worked).items() if count > 1)
    yield from (f"{day} 既写了放假又写了上班，请对照通知改正" for day in sorted(set(off) & set(year.worked)))
    for day in year.worked:
        if day.weekday() < SATURDAY:
            yield f"{day} 不是周六、周日，本来就上班，请对照通知改正"


def _far_days(year: int, days: Iterable[datetime.date]) -> Iterator[datetime.date]:
    """A new year's holiday may begin, and be made up for, in the last days of December."""
    first, last = datetime.date(year - 1, 12, 20), datetime.date(year + 1, 1, 10)
    return (day for day in days if not first <= day <= last)
