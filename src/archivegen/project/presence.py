"""Who worked when: the one list that wages, counts and papers are made from, whatever the township kept.  Pure."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from decimal import Decimal
from typing import NamedTuple

from archivegen.project.people import Worker
from archivegen.project.reckoning import ZERO
from archivegen.project.records import Record, Source, first_of_month

__all__ = ["PresenceRow", "Source", "first_of_month", "list_presence"]


class PresenceRow(NamedTuple):
    """One worker's work in one trade in one month: day of the month → days worked (1 or 0.5), worked days only.

    ``total`` is their sum; ``undated`` are days of the month of which no record says the date.
    """

    worker: Worker
    month: str
    trade: str
    days: Mapping[int, Decimal]
    source: Source
    total: Decimal
    undated: Decimal = ZERO


def list_presence(records: Iterable[Record]) -> Iterator[PresenceRow]:
    """What every known worker worked, month by month, from the rows that were chosen: those of one record a month.

    Rows of unknown people and days that no calendar has are left out.  A line a day becomes one row a month and trade.
    """
    gathered: dict[tuple[Source, str, int, str], tuple[dict[int, Decimal], Worker, Decimal, Decimal]] = {}
    for record in records:
        worker = record.worker
        if worker is None:
            continue
        trade = record.trade or worker.trade
        if record.source is Source.SIGN_IN:
            yield PresenceRow(worker, record.month, trade, record.worked, record.source, record.total)
            continue
        key = record.source, record.month, id(worker), trade
        worked, _, total, undated = gathered.get(key, ({}, worker, ZERO, ZERO))
        for day, fraction in record.worked.items():
            worked[day] = worked.get(day, ZERO) + fraction
        gathered[key] = worked, worker, total + record.total, undated + record.undated
    for (source, month, _, trade), (worked, worker, total, undated) in gathered.items():
        yield PresenceRow(worker, month, trade, worked, source, total, undated)
