"""What had been worked and paid by the end of each month: counted in one pass, however many months are asked for.  Pure."""

from __future__ import annotations

import datetime
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterator
from decimal import Decimal
from itertools import accumulate

from archivegen.project.calendar_days import ONE_DAY
from archivegen.project.figures import Figures
from archivegen.project.pay import BatchKind
from archivegen.project.people import Worker
from archivegen.project.reckoning import ZERO, WageSheet
from archivegen.project.records import first_of_month, last_of_month


class LabourTotals:
    """Counts of people, head-days (人次) and working days (工日), by month and up to a month."""

    def __init__(self, figures: Figures) -> None:
        self._figures = figures
        by_month: dict[str, set[int]] = defaultdict(set)
        first: dict[int, str] = {}
        for worker, month in _list_work(figures):
            by_month[month].add(id(worker))
            first[id(worker)] = min(month, first.get(id(worker), month))
        self._by_month = by_month
        self._firsts = sorted(first.values())
        workers = [worker for worker in figures.project.workers if id(worker) in first]
        self._priority_firsts = sorted(first[id(worker)] for worker in workers if figures.is_priority(worker))
        self._days: dict[str, Decimal] = defaultdict(lambda: ZERO)
        for own in figures.presence:
            self._days[own.month] += own.total + own.undated
        self._heads: dict[str, int] = defaultdict(int)
        for day, heads in figures.people_by_date.items():
            self._heads[f"{day:%Y-%m}"] += heads
        self._months = sorted({own.month for own in figures.presence})
        self._days_until = list(accumulate(self._days[month] for month in self._months))
        self._heads_until = list(accumulate(self._heads[month] for month in self._months))
        self._undated = [month for month in self._months if month in figures.undated_months]

    def people(self, month: str) -> int:
        """How many people worked in the month."""
        return len(self._by_month.get(month, ()))

    def people_until(self, month: str) -> int:
        """How many people had worked by the end of the month, each counted once."""
        return bisect_right(self._firsts, month)

    def priority_people_until(self, month: str) -> int:
        """How many of them belong to the priority groups."""
        return bisect_right(self._priority_firsts, month)

    def heads(self, month: str) -> int | None:
        """Σ of the people who came, day by day; None where a record does not say on which days."""
        return None if month in self._figures.undated_months else self._heads.get(month, 0)

    def heads_until(self, month: str) -> int | None:
        """The same from the beginning."""
        if bisect_right(self._undated, month):
            return None
        return self._heads_until[place - 1] if (place := bisect_right(self._months, month)) else 0

    def days(self, month: str) -> Decimal:
        """Working days of the month."""
        return self._days.get(month, ZERO)

    def days_until(self, month: str) -> Decimal:
        """Working days from the beginning."""
        return self._days_until[place - 1] if (place := bisect_right(self._months, month)) else ZERO


def _list_work(figures: Figures) -> Iterator[tuple[Worker, str]]:
    """Everybody with each month in which work of theirs is recorded: by the day, in a wage sheet or by measure."""
    yield from ((own.worker, own.month) for own in figures.presence)
    for sheet in figures.sheets:
        yield from ((line.worker, line.month) for line in sheet.lines if line.days or line.pieces)
    for piece in figures.project.piecework:
        if worker := figures.find_worker(piece.name, piece.worker_no):
            yield worker, f"{piece.day:%Y-%m}"


class PayTotals:
    """Wages settled and paid, 元, in a month and up to a month or a day."""

    def __init__(self, figures: Figures) -> None:
        due = sorted((month_of_sheet(sheet), sheet.total("net")) for sheet in figures.sheets)
        paid = sorted((s.batch.paid, s.total("net")) for s in figures.paid_sheets if s.batch.paid)
        self._due_months = [month for month, _ in due]
        self._due_until = list(accumulate(net for _, net in due))
        self._paid_days = [day for day, _ in paid]
        self._paid_until = list(accumulate(net for _, net in paid))
        self._due: dict[str, Decimal] = defaultdict(lambda: ZERO)
        for month, net in due:
            self._due[month] += net

    def due(self, month: str) -> Decimal:
        """Settled in the month."""
        return self._due.get(month, ZERO)

    def due_until(self, month: str) -> Decimal:
        """Settled up to the end of the month."""
        return self._due_until[place - 1] if (place := bisect_right(self._due_months, month)) else ZERO

    def paid(self, month: str, until: datetime.date) -> Decimal:
        """Paid in the month, and not after the day."""
        end = min(until, last_of_month(month))
        return self.paid_until(end) - self.paid_until(first_of_month(month) - ONE_DAY)

    def paid_until(self, day: datetime.date) -> Decimal:
        """Paid up to the day."""
        return self._paid_until[place - 1] if (place := bisect_right(self._paid_days, day)) else ZERO


def month_of_sheet(sheet: WageSheet) -> str:
    """The month that a sheet counts in: its own; what corrects an earlier month counts when it was made."""
    batch = sheet.batch
    made = f"{batch.table_day:%Y-%m}" if batch.table_day and batch.kind is not BatchKind.NORMAL else ""
    return max(batch.month, made)
