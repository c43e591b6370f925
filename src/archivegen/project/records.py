"""Every row of every record of work that a township kept: sign-in sheets, labour ledger, names in the site log.  Pure.

Nothing is joined and nothing is chosen here, only read alike; ``presence`` chooses, ``reconciliation`` compares.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Iterator, Mapping
from decimal import Decimal
from enum import StrEnum
from typing import NamedTuple

from archivegen.project.labour import LedgerMonth
from archivegen.project.model import Project
from archivegen.project.reckoning import ZERO, month_length
from archivegen.project.roll_call import list_attendees


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
    note: str = ""

    def worked_days(self) -> Mapping[int, Decimal]:
        """The days that were worked and that the month has."""
        if not self.days:
            return self.days
        last = month_length(self.month)
        if all(self.days.values()) and min(self.days) >= 1 and max(self.days) <= last:
            return self.days  # nearly every row: no copy
        return {day: fraction for day, fraction in self.days.items() if fraction and 1 <= day <= last}


def list_records(project: Project) -> Iterator[Record]:
    """All rows of all records in the order of the project file: sign-in sheets, then the ledger, then the log."""
    for month_index, month in enumerate(project.attendance):
        for index, row in enumerate(month.rows):
            path = ("考勤", month_index, "明细", index)
            known = (row.name, row.worker_no, row.id_number, row.trade)
            yield Record(Source.SIGN_IN, month.month, path, *known, row.days, ZERO, row.note)
    for month_index, ledger in enumerate(project.ledger):
        yield from _list_ledger(ledger, month_index)
    for index, log in enumerate(project.site_log):
        if log.names:
            day, month_name = log.day.day, f"{log.day:%Y-%m}"
            for who in list_attendees(log.names):
                known = (who.name, who.worker_no, "", who.trade)
                yield Record(Source.LOG, month_name, ("施工日志", index), *known, {day: who.fraction}, ZERO)


def _list_ledger(ledger: LedgerMonth, month_index: int) -> Iterator[Record]:
    year, number = int(ledger.month[:4]), int(ledger.month[5:])
    for index, row in enumerate(ledger.rows):
        path = ("务工台账", month_index, "明细", index)
        known = (row.name, row.worker_no, row.id_number, row.trade)
        days: Mapping[int, Decimal] = {}
        counted = row.days or ZERO
        if row.day is not None and (row.day.year, row.day.month) == (year, number):
            days = {row.day.day: counted}
        undated = counted if row.day is None else ZERO
        yield Record(Source.LEDGER, ledger.month, path, *known, days, undated, row.note)


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
    return datetime.date(int(month[:4]), int(month[5:]), 1)


def last_of_month(month: str) -> datetime.date:
    """The last day of ``2026-03``."""
    return first_of_month(month).replace(day=month_length(month))
