"""How many people came on which day, everybody once, counted without going through half a million days.  Pure."""

from __future__ import annotations

import datetime
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from itertools import chain

from archivegen.project.presence import PresenceRow
from archivegen.project.reckoning import month_dates


def count_people(rows: Iterable[tuple[object, Collection[int]]]) -> Counter[int]:
    """Day of the month → how many people came, from the person and the days of every row."""
    own: dict[object, list[Collection[int]]] = defaultdict(list)
    for person, days in rows:
        own[person].append(days)
    # Nearly everybody has one row a month; only of several the days must be put together.
    once = (parts[0] if len(parts) == 1 else set(chain.from_iterable(parts)) for parts in own.values())
    return Counter(chain.from_iterable(once))


def count_by_date(months: Mapping[str, Sequence[PresenceRow]]) -> Mapping[datetime.date, int]:
    """Date → number of people present, each counted once however many trades they worked in."""
    counts: dict[datetime.date, int] = {}
    for month, rows in months.items():
        heads, dates = count_people((id(row.worker), row.days) for row in rows), month_dates(month)
        counts.update((dates[day - 1], count) for day, count in heads.items())
    return {date: counts[date] for date in sorted(counts)}


def count_by_trade(months: Mapping[str, Sequence[PresenceRow]]) -> Mapping[datetime.date, Mapping[str, int]]:
    """Date → trade → number of people present; the trades of a date in the order of the rows."""
    found: dict[datetime.date, dict[str, int]] = {}
    for month, rows in months.items():
        trades: dict[str, list[PresenceRow]] = defaultdict(list)
        for row in rows:
            trades[row.trade].append(row)
        counts = {trade: count_people((id(row.worker), row.days) for row in own) for trade, own in trades.items()}
        dates = month_dates(month)
        for day, order in _order_trades(rows, counts).items():
            found[dates[day - 1]] = {trade: counts[trade][day] for trade in order}
    return {date: found[date] for date in sorted(found)}


def _order_trades(rows: Iterable[PresenceRow], counts: Mapping[str, Collection[int]]) -> Mapping[int, Sequence[str]]:
    """Day of the month → its trades as the rows bring them."""
    order: dict[int, list[str]] = defaultdict(list)
    waiting = {trade: set(days) for trade, days in counts.items()}
    for row in rows:
        if left := waiting[row.trade]:
            for day in left.intersection(row.days):
                order[day].append(row.trade)
            left.difference_update(row.days)
    return order
