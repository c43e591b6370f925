"""How many people came on which day: the same counts, in the same order, as when every day is gone through."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from datetime import date
from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from archivegen.project.heads import count_by_date, count_by_trade, count_people
from archivegen.project.people import Worker
from archivegen.project.presence import PresenceRow, Source
from archivegen.project.reckoning import month_dates
from archivegen.project.worked import group_by_month

PEOPLE = [Worker.model_validate({"姓名": name}) for name in ("张三", "李四", "王五")]

rows_of_presence = st.lists(
    st.builds(
        lambda worker, month, trade, days: PresenceRow(
            worker, month, trade, days, Source.SIGN_IN, sum(days.values(), Decimal(0))
        ),
        st.sampled_from(PEOPLE),
        st.sampled_from(("2026-03", "2026-04", "2025-12")),
        st.sampled_from(("普工", "技工", "工长")),
        st.dictionaries(st.integers(1, 30), st.sampled_from((Decimal(1), Decimal("0.5"))), max_size=6),
    ),
    max_size=12,
)


@given(rows_of_presence)
def test_everybody_counts_once_a_day(rows):
    present: dict[date, set[int]] = defaultdict(set)
    for row in rows:
        for day in row.days:
            present[month_dates(row.month)[day - 1]].add(id(row.worker))
    found = count_by_date(group_by_month(rows))
    assert found == {day: len(people) for day, people in present.items()}
    assert list(found) == sorted(found)


@given(rows_of_presence)
def test_trades_of_a_day_stand_in_the_order_of_the_rows(rows):
    present: dict[date, dict[str, set[int]]] = defaultdict(lambda: defaultdict(set))
    for row in rows:
        for day in row.days:
            present[month_dates(row.month)[day - 1]][row.trade].add(id(row.worker))
    wanted = {day: [(trade, len(people)) for trade, people in trades.items()] for day, trades in present.items()}
    found: Mapping[date, Mapping[str, int]] = count_by_trade(group_by_month(rows))
    assert {day: list(trades.items()) for day, trades in found.items()} == wanted
    assert list(found) == sorted(found)


def test_two_rows_of_one_person_are_one_head():
    assert count_people([("张三", {1: 1, 2: 1}), ("张三", {2: 1, 3: 1}), ("李四", {3: 1})]) == {1: 1, 2: 1, 3: 2}
