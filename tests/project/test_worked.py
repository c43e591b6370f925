"""Days of work as a view on the rows of presence: the same days in the same order as if all had been made."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from archivegen.project.people import Worker
from archivegen.project.presence import PresenceRow, Source
from archivegen.project.reckoning import WorkDay, month_dates
from archivegen.project.worked import WorkDays, group_by_month, group_by_worker

PEOPLE = [Worker.model_validate({"姓名": name}) for name in ("张三", "李四", "王五")]

rows_of_presence = st.lists(
    st.builds(
        lambda worker, month, trade, days: PresenceRow(
            worker, month, trade, days, Source.SIGN_IN, sum(days.values(), Decimal(0))
        ),
        st.sampled_from(PEOPLE),
        st.sampled_from(("2026-03", "2026-04", "2025-12")),
        st.sampled_from(("普工", "技工")),
        st.dictionaries(st.integers(1, 30), st.sampled_from((Decimal(1), Decimal("0.5"))), max_size=6),
    ),
    max_size=8,
)


def make_all(rows: list[PresenceRow]) -> list[WorkDay]:
    days = [
        WorkDay(row.worker, month_dates(row.month)[day - 1], row.trade, fraction, row.month)
        for row in rows
        for day, fraction in row.days.items()
    ]
    return sorted(days, key=lambda work_day: work_day.day)


@given(rows_of_presence, st.integers(-60, 60), st.integers(-60, 60) | st.none(), st.sampled_from((None, 1, 2, -1)))
def test_the_view_is_the_list(rows, index, stop, step):
    view, made = WorkDays(rows), make_all(rows)
    assert list(view) == made
    assert len(view) == len(made)
    assert bool(view) == bool(made)
    assert list(view[index:stop:step]) == made[index:stop:step]
    if -len(made) <= index < len(made):
        assert view[index] == made[index]
    else:
        with pytest.raises(IndexError):
            view[index]


@given(rows_of_presence)
def test_groups_hold_every_row_once_in_its_order(rows):
    for group, key in ((group_by_worker, lambda row: id(row.worker)), (group_by_month, lambda row: row.month)):
        found = group(rows)
        assert all(list(own) == [row for row in rows if key(row) == name] for name, own in found.items())
        assert sum(map(len, found.values())) == len(rows)
