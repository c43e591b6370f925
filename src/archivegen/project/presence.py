"""Who worked when: the one list that wages, counts and papers are made from, whatever the township kept.  Pure."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Iterator, Mapping
from decimal import Decimal
from enum import StrEnum
from typing import NamedTuple

from archivegen.project.model import Project
from archivegen.project.people import Worker
from archivegen.project.reckoning import month_length

FindWorker = Callable[[str, str, str], Worker | None]
"""Name, number and ID of a row → the worker of the roster whom it means."""


class Source(StrEnum):
    """The record that a month's work is read from."""

    SIGN_IN = "签到表"


class PresenceRow(NamedTuple):
    """One worker's work in one trade in one month: day of the month → days worked (1 or 0.5), worked days only."""

    worker: Worker
    month: str
    trade: str
    days: Mapping[int, Decimal]
    source: Source


def list_presence(project: Project, find_worker: FindWorker) -> Iterator[PresenceRow]:
    """What every known worker worked, month by month; rows of unknown people and days that no calendar has are left out."""
    for month in project.attendance:
        last = month_length(month.month)
        for row in month.rows:
            worker = find_worker(row.name, row.worker_no, row.id_number)
            if worker is None:
                continue
            days = {day: fraction for day, fraction in row.days.items() if fraction and 1 <= day <= last}
            yield PresenceRow(worker, month.month, row.trade or worker.trade, days, Source.SIGN_IN)


def first_of_month(month: str) -> datetime.date:
    """The first day of ``2026-03``."""
    return datetime.date(int(month[:4]), int(month[5:]), 1)
