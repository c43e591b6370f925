"""Lists and days in sentences."""

from __future__ import annotations

import datetime

from hypothesis import given
from hypothesis import strategies as st

from archivegen.rules.wording import group_days, list_days, list_few, name_person


def test_a_person_and_a_number():
    assert name_person("王大山") == "王大山"
    assert name_person("王大山", "A7") == "王大山（编号A7）"


def test_a_long_list_is_cut_and_counted():
    assert list_few("甲乙丙", "人") == "甲、乙、丙"
    assert list_few("甲乙丙丁戊己", "人") == "甲、乙、丙、丁、戊等6人"


def test_neighbouring_days_are_one_span():
    days = [datetime.date(2026, 3, day) for day in (7, 5, 6, 11)]
    assert list_days(days) == "2026-03-05至2026-03-07、2026-03-11"


@given(st.sets(st.dates(datetime.date(2026, 1, 1), datetime.date(2026, 3, 1))))
def test_spans_hold_the_days_and_no_others(days):
    held = set()
    for first, last in group_days(days):
        held |= {first + datetime.timedelta(days=n) for n in range((last - first).days + 1)}
    assert held == days
