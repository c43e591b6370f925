"""Every row of every record of work that a township kept: sign-in sheets, labour ledger, names in the site log.  Pure.

Nothing is chosen here, only read alike, and each row looked up in the roster once; ``presence`` chooses, ``reconciliation``
compares.
"""

from __future__ import annotations

import datetime
from collections.abc import Callable, Iterable, Iterator, Mapping
from decimal import Decimal
from enum import StrEnum
from typing import NamedTuple

from archivegen.project.labour import LedgerMonth
from archivegen.project.model import Project
from archivegen.project.people import Worker
from archivegen.project.reckoning import ZERO, month_dates, month_length
from archivegen.project.roll_call import list_attendees

FindWorker = Callable[[str, str, str], Worker | None]
"""Name, number and ID of a row → the worker of the roster whom it means."""


class Source(StrEnum):
    """The records that can say who worked when, in the order in which they are believed."""

    SIGN_IN = "签到表"
    LEDGER = "务工台账"
    LOG = "施工日志"


class Record(NamedTuple):
    """One row as written: whom it names, and what he worked.

    ``days`` maps the day of the month to days worked, as written (it may hold zeros and, in a sign-in sheet, days that
    no calendar has); ``undated`` are days of the month without a date.  ``path`` is where the row stands.
    """

    source: Source
    month: str
    path: tuple[str | int, ...]
    name: str
    worker_no: str
    id_number: str
    trade: str
    days: Mapping[int, Decimal]
    undated: Decimal
    note: str
    worker: Worker | None
    """Whom of the roster the row means; None where it means nobody, or one of several."""
    worked: Mapping[int, Decimal]
    """The days that were worked and that the month has: ``days`` itself in nearly every row."""
    total: Decimal
    """Σ of ``worked``."""

    @property
    def person(self) -> object:
        """The same for all rows about one person, whether the roster knows him or not."""
        return id(self.worker) if self.worker else (self.name, self.worker_no)


def list_records(project: Project, find_worker: FindWorker) -> Iterator[Record]:
    """All rows of all records in the order of the project file: sign-in sheets, then the ledger, then the log."""
    for month_index, month in enumerate(project.attendance):
        for index, row in enumerate(month.rows):
            path = ("考勤", month_index, "明细", index)
            worker = find_worker(row.name, row.worker_no, row.id_number)
            known = (row.name, row.worker_no, row.id_number, row.trade)
            worked = _drop_idle(row.days, month.month)
            total = sum(worked.values(), ZERO)
            yield Record(Source.SIGN_IN, month.month, path, *known, row.days, ZERO, row.note, worker, worked, total)
    for month_index, ledger in enumerate(project.ledger):
        yield from _list_ledger(ledger, month_index, find_worker)
    for index, log in enumerate(project.site_log):
        if log.names:
            day, written = log.day.day, (Source.LOG, f"{log.day:%Y-%m}", ("施工日志", index))
            for who in list_attendees(log.names):
                worker = find_worker(who.name, who.worker_no, "")
                known = (who.name, who.worker_no, "", who.trade)
                days = {day: who.fraction}
                yield Record(*written, *known, days, ZERO, "", worker, days, who.fraction)


def _list_ledger(ledger: LedgerMonth, month_index: int, find_worker: FindWorker) -> Iterator[Record]:
    year, number = int(ledger.month[:4]), int(ledger.month[5:])
    for index, row in enumerate(ledger.rows):
        path = ("务工台账", month_index, "明细", index)
        worker = find_worker(row.name, row.worker_no, row.id_number)
        known = (row.name, row.worker_no, row.id_number, row.trade)
        days: Mapping[int, Decimal] = {}
        counted = row.days or ZERO
        if row.day is not None and (row.day.year, row.day.month) == (year, number):
            days = {row.day.day: counted}
        undated = counted if row.day is None else ZERO
        worked = days if counted else {}
        total = counted if worked else ZERO
        yield Record(Source.LEDGER, ledger.month, path, *known, days, undated, row.note, worker, worked, total)


def _drop_idle(days: Mapping[int, Decimal], month: str) -> Mapping[int, Decimal]:
    """The days that were worked and that the month has; nearly always all of them, and then no copy."""
    if not days:
        return days
    last = month_length(month)
    if all(days.values()) and min(days) >= 1 and max(days) <= last:
        return days
    return {day: fraction for day, fraction in days.items() if fraction and 1 <= day <= last}


def choose_sources(records: Iterable[Record]) -> dict[str, Source]:
    """Month → the record that its work is read from.

    The sign-in sheet; else the ledger where it knows dates; else the names in the log; else the ledger with its sums.  A sheet
    without a mark is a form to sign on and no record.
    """
    known: dict[str, set[Source]] = {}
    undated: set[str] = set()
    for record in records:
        if record.undated:
            undated.add(record.month)
        if record.undated or any(record.days.values()):
            known.setdefault(record.month, set()).add(record.source)
    chosen: dict[str, Source] = {}
    for month, sources in known.items():
        order = [Source.SIGN_IN, Source.LOG, Source.LEDGER] if month in undated else list(Source)
        chosen[month] = next(source for source in order if source in sources)
    return chosen


def first_of_month(month: str) -> datetime.date:
    """The first day of ``2026-03``."""
    return month_dates(month)[0]


def last_of_month(month: str) -> datetime.date:
    """The last day of ``2026-03``."""
    return month_dates(month)[-1]
