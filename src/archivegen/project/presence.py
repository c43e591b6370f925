"""Who worked when: the one list that wages, counts and papers are made from, whatever the township kept.  Pure."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from decimal import Decimal
from typing import NamedTuple

from archivegen.project.people import Worker
from archivegen.project.reckoning import ZERO
from archivegen.project.records import Record, Source, first_of_month

__all__ = ["FindWorker", "PresenceRow", "Source", "first_of_month", "list_presence"]

FindWorker = Callable[[str, str, str], Worker | None]
"""Name, number and ID of a row → the worker of the roster whom it means."""


class PresenceRow(NamedTuple):
    """One worker's work in one trade in one month: day of the month → days worked (1 or 0.5), worked days only.

    ``undated`` are days of the month of which no record says the date.
    """

    worker: Worker
    month: str
    trade: str
    days: Mapping[int, Decimal]
    source: Source
    undated: Decimal = ZERO


def list_presence(
    records: Iterable[Record], sources: Mapping[str, Source], find_worker: FindWorker
) -> Iterator[PresenceRow]:
    """What every known worker worked, month by month, each month from the record that ``sources`` chooses for it.

    Rows of unknown people and days that no calendar has are left out.  A line a day becomes one row a month and trade.
    """
    gathered: dict[tuple[str, int, str], tuple[dict[int, Decimal], Worker, Decimal]] = {}
    for record in records:
        if sources.get(record.month) is not record.source:
            continue
        worker = find_worker(record.name, record.worker_no, record.id_number)
        if worker is None:
            continue
        trade, days = record.trade or worker.trade, record.worked_days()
        if record.source is Source.SIGN_IN:
            yield PresenceRow(worker, record.month, trade, days, record.source)
            continue
        key = record.month, id(worker), trade
        worked, _, undated = gathered.get(key, ({}, worker, ZERO))
        for day, fraction in days.items():
            worked[day] = worked.get(day, ZERO) + fraction
        gathered[key] = worked, worker, undated + record.undated
    for (month, _, trade), (worked, worker, undated) in gathered.items():
        yield PresenceRow(worker, month, trade, worked, sources[month], undated)
