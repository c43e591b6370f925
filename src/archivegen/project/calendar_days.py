"""Working days: which days offices are open, and counting by them.  Pure.

Which days are off by decree and which week-end days are worked instead is data of the pack (``holidays.yaml``, after the
yearly notice of the General Office of the State Council).  A year that the data does not have has its week-ends only.
"""

from __future__ import annotations

import calendar
import datetime
from collections.abc import Iterable
from dataclasses import dataclass

ONE_DAY = datetime.timedelta(days=1)
SATURDAY = 5


@dataclass(frozen=True, slots=True)
class WorkCalendar:
    """The days that differ from the ordinary week, and the years for which they are known."""

    days_off: frozenset[datetime.date] = frozenset()
    days_worked: frozenset[datetime.date] = frozenset()
    """Saturdays and Sundays on which people work (调休上班)."""
    years: frozenset[int] = frozenset()

    def is_workday(self, day: datetime.date) -> bool:
        """Whether offices are open on a day."""
        if day in self.days_worked:
            return True
        return day.weekday() < SATURDAY and day not in self.days_off

    def previous_workday(self, day: datetime.date) -> datetime.date:
        """The last working day before a day, the day itself not counted."""
        day -= ONE_DAY
        while not self.is_workday(day):
            day -= ONE_DAY
        return day

    def next_workday(self, day: datetime.date) -> datetime.date:
        """The first working day after a day, the day itself not counted."""
        day += ONE_DAY
        while not self.is_workday(day):
            day += ONE_DAY
        return day

    def add_workdays(self, day: datetime.date, number: int) -> datetime.date:
        """The ``number``-th working day after a day, which is not counted itself (民法典 art. 201); before it when negative."""
        step = self.next_workday if number > 0 else self.previous_workday
        for _ in range(abs(number)):
            day = step(day)
        return day

    def count_workdays(self, after: datetime.date, until: datetime.date) -> int:
        """Working days after one day up to another, the last one counted; 0 when it does not lie after the first."""
        span = (after + datetime.timedelta(days=number + 1) for number in range((until - after).days))
        return sum(self.is_workday(day) for day in span)

    def not_later_workday(self, day: datetime.date) -> datetime.date:
        """The day itself when it is a working day, or else the one before (保障农民工工资支付条例 art. 14)."""
        return day if self.is_workday(day) else self.previous_workday(day)

    def unknown_years(self, days: Iterable[datetime.date]) -> tuple[int, ...]:
        """Years of these days for which only the week-ends are known, in order."""
        return tuple(sorted({day.year for day in days} - self.years))


def add_months(day: datetime.date, months: int) -> datetime.date:
    """The same day so many months later; the last of the month where it has no such day (民法典 art. 202)."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return datetime.date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))


def shift_month(month: str, number: int) -> str:
    """``2026-12`` shifted by 1 is ``2027-01``."""
    day = add_months(datetime.date(int(month[:4]), int(month[5:]), 1), number)
    return f"{day:%Y-%m}"
