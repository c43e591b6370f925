"""Working days as the State Council announced them, and counting by them."""

from __future__ import annotations

import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from archivegen.pack.load import load_pack
from archivegen.project.calendar_days import WorkCalendar, add_months, shift_month

CALENDAR = load_pack().policy.calendar
ANNOUNCED = st.dates(datetime.date(2024, 2, 1), datetime.date(2026, 11, 30))


def day(text: str) -> datetime.date:
    return datetime.date.fromisoformat(text)


@pytest.mark.parametrize(
    ("text", "works"),
    [
        ("2026-02-13", True),  # the Friday before the Spring Festival
        ("2026-02-14", True),  # a Saturday that is worked
        ("2026-02-15", False),
        ("2026-02-23", False),
        ("2026-02-24", True),
        ("2026-02-28", True),  # a Saturday that is worked
        ("2026-03-01", False),
        ("2026-09-20", True),  # a Sunday that is worked
        ("2026-10-10", True),
        ("2025-01-26", True),
        ("2025-10-08", False),
        ("2025-10-11", True),
        ("2024-02-09", True),  # New Year's Eve of 2024 was a working day by the notice
        ("2024-02-18", True),
        ("2024-10-12", True),
    ],
)
def test_days_as_announced(text, works):
    assert CALENDAR.is_workday(day(text)) is works


@pytest.mark.parametrize(("year", "working_days"), [(2024, 251), (2025, 248), (2026, 248)])
def test_working_days_of_a_year(year, working_days):
    days = [datetime.date(year, 1, 1) + datetime.timedelta(days=number) for number in range(366)]
    assert sum(CALENDAR.is_workday(found) for found in days if found.year == year) == working_days


def test_around_a_holiday():
    assert CALENDAR.previous_workday(day("2026-10-05")) == day("2026-09-30")
    assert CALENDAR.next_workday(day("2026-09-30")) == day("2026-10-08")
    assert CALENDAR.not_later_workday(day("2026-10-04")) == day("2026-09-30")
    assert CALENDAR.not_later_workday(day("2026-10-10")) == day("2026-10-10")


def test_ten_working_days_over_the_spring_festival():
    # 02-03 … 02-06, 02-09 … 02-14 (the Saturday is worked)
    assert CALENDAR.add_workdays(day("2026-02-02"), 10) == day("2026-02-14")
    assert CALENDAR.add_workdays(day("2026-02-03"), 10) == day("2026-02-24")
    assert CALENDAR.add_workdays(day("2026-02-24"), -1) == day("2026-02-14")
    assert CALENDAR.count_workdays(day("2026-02-03"), day("2026-02-24")) == 10
    assert CALENDAR.count_workdays(day("2026-02-24"), day("2026-02-03")) == 0


def test_a_year_that_nobody_announced_has_its_week_ends():
    assert CALENDAR.is_workday(day("2031-10-01"))
    assert not CALENDAR.is_workday(day("2031-10-04"))
    assert CALENDAR.unknown_years([day("2031-01-01"), day("2026-01-01"), day("2030-05-05")]) == (2030, 2031)
    assert WorkCalendar().is_workday(day("2026-10-01"))


@given(start=ANNOUNCED, number=st.integers(1, 15))
def test_counting_there_and_back(start, number):
    end = CALENDAR.add_workdays(start, number)
    assert CALENDAR.is_workday(end)
    assert CALENDAR.count_workdays(start, end) == number
    assert CALENDAR.next_workday(CALENDAR.previous_workday(end)) == end


@pytest.mark.parametrize(
    ("start", "months", "end"),
    [
        ("2026-06-26", 3, "2026-09-26"),
        ("2026-11-30", 3, "2027-02-28"),
        ("2023-11-30", 3, "2024-02-29"),
        ("2026-01-31", 1, "2026-02-28"),
        ("2026-12-31", 12, "2027-12-31"),
        ("2026-03-31", -1, "2026-02-28"),
    ],
)
def test_months_later(start, months, end):
    assert add_months(day(start), months) == day(end)


def test_the_next_month():
    assert shift_month("2026-12", 1) == "2027-01"
    assert shift_month("2026-01", -1) == "2025-12"
