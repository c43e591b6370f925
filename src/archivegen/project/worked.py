"""Days of work in date order, as a view on the rows of presence: a year of two thousand people has half a million.  Pure."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import islice
from typing import overload

from archivegen.project.presence import PresenceRow
from archivegen.project.reckoning import ZERO, WorkDay, WorkSpan, month_dates


class WorkDays(Sequence[WorkDay]):
    """The worked days of some rows, in date order, those of one date in the order of the rows.

    A day is made when somebody looks at it and not kept: the first and the last are had at once, all of them cost their
    making each time.  Whoever needs months or sums asks the rows.
    """

    def __init__(self, rows: Iterable[PresenceRow]) -> None:
        months: dict[str, list[PresenceRow]] = defaultdict(list)
        for row in rows:
            if row.days:
                months[row.month].append(row)
        self._months = [months[month] for month in sorted(months)]

    def __len__(self) -> int:
        return sum(map(_count_days, self._months))

    def __iter__(self) -> Iterator[WorkDay]:
        for rows in self._months:
            yield from _list_days(rows)

    @overload
    def __getitem__(self, index: int) -> WorkDay: ...
    @overload
    def __getitem__(self, index: slice) -> tuple[WorkDay, ...]: ...
    def __getitem__(self, index: int | slice) -> WorkDay | tuple[WorkDay, ...]:
        if isinstance(index, slice):
            start, stop, step = index.indices(len(self))
            return tuple(islice(self, start, stop, step)) if step > 0 else tuple(self)[index]
        left = index if index >= 0 else index + len(self)
        for rows in self._months if left >= 0 else ():
            count = _count_days(rows)
            if left < count:
                return next(islice(_list_days(rows), left, None))
            left -= count
        raise IndexError(index)


def _count_days(rows: Sequence[PresenceRow]) -> int:
    return sum(len(row.days) for row in rows)


def _list_days(rows: Sequence[PresenceRow]) -> Iterator[WorkDay]:
    """The days of one month."""
    dates = month_dates(rows[0].month)
    by_day: dict[int, list[PresenceRow]] = defaultdict(list)
    for row in rows:
        for day in row.days:
            by_day[day].append(row)
    for day in sorted(by_day):
        for row in by_day[day]:
            yield WorkDay(row.worker, dates[day - 1], row.trade, row.days[day], row.month)


def group_by_worker(rows: Iterable[PresenceRow]) -> Mapping[int, tuple[PresenceRow, ...]]:
    """``id(worker)`` → that worker's rows, in their order."""
    found: dict[int, list[PresenceRow]] = defaultdict(list)
    for row in rows:
        found[id(row.worker)].append(row)
    return {key: tuple(own) for key, own in found.items()}


def group_by_month(rows: Iterable[PresenceRow]) -> Mapping[str, tuple[PresenceRow, ...]]:
    """Month → its rows, in their order."""
    found: dict[str, list[PresenceRow]] = defaultdict(list)
    for row in rows:
        found[row.month].append(row)
    return {month: tuple(own) for month, own in found.items()}


def find_spans(rows_by_worker: Mapping[int, Sequence[PresenceRow]]) -> Mapping[int, WorkSpan]:
    """``id(worker)`` → first and last day and how much was worked, from that worker's rows, none of them without days."""
    return {key: _find_span(rows) for key, rows in rows_by_worker.items()}


def _find_span(rows: Sequence[PresenceRow]) -> WorkSpan:
    months = [row.month for row in rows]
    begin, end = min(months), max(months)
    first = min(min(row.days) for row in rows if row.month == begin)
    last = max(max(row.days) for row in rows if row.month == end)
    days = sum([row.total for row in rows], ZERO)
    return WorkSpan(month_dates(begin)[first - 1], month_dates(end)[last - 1], days)
