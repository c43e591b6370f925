"""What a better rule already tells of somebody's month: then the sums that follow from that slip are no findings of their own.

Each answer is proved from the records; where nothing is proved, the difference is told.
"""

from __future__ import annotations

import datetime
from collections import defaultdict
from collections.abc import Iterable, Mapping
from decimal import Decimal

from archivegen.project.differences import Book, Difference
from archivegen.project.due_dates import is_monthly
from archivegen.project.people import Worker
from archivegen.project.reckoning import ZERO, month_dates
from archivegen.project.records import Source
from archivegen.rules.run import Checked

HALF_DAY = Decimal("0.5")


def is_month_kept_twice(checked: Checked, month: str) -> bool:
    """Whether a record or the batch of a month stands twice (R305, R317): its sums are not to be compared."""
    project = checked.project
    batches = [batch.month for batch in project.batches if is_monthly(batch)]
    kept = ([sheet.month for sheet in project.attendance], [ledger.month for ledger in project.ledger], batches)
    return any(months.count(month) > 1 for months in kept)


def has_odd_days(checked: Checked, month: str, worker: Worker) -> bool:
    """Whether a record gives somebody other than whole and half days in a month (R303)."""
    rows = checked.reconciled.rows_of(month, worker).values()
    return any(
        record.undated % HALF_DAY or any(days not in {0, HALF_DAY, 1} for days in record.days.values())
        for records in rows
        for record in records
    )


def is_misspelt(checked: Checked, row: Difference, others: Iterable[Difference]) -> bool:
    """Whether the days that one record lacks stand in it under an unknown name to which this one is the nearest (R301, R312)."""
    if row.person is None:
        return False
    for other in others:
        near = other.person and not other.person.worker and checked.known_names.nearest(other.person.name)
        if near == row.person.name and _is_made_up(row, other):
            return True
    return False


def _is_made_up(row: Difference, other: Difference) -> bool:
    """Whether two people's days together are the same in all records that have either."""
    sums = [
        sum((each.said[book].value for each in (row, other) if book in each.said), ZERO)
        for book in {*row.said, *other.said, *row.lacking, *other.lacking}
    ]
    return len(set(sums)) == 1


def is_idle_work(checked: Checked, row: Difference, worker: Worker) -> bool:
    """Whether a sign-in sheet differs from all other records by what it has on days of standstill (R306)."""
    idle = _days_signed_when_idle(checked, row.month, worker)
    if not idle or checked.figures.sources.get(row.month) is not Source.SIGN_IN:
        return False
    said = {book: entry.value for book, entry in row.said.items()} | dict.fromkeys(row.lacking, ZERO)
    signed = said.pop(Book.SIGN_IN, ZERO)
    return set(said.values()) == {signed - idle}


def _days_signed_when_idle(checked: Checked, month: str, worker: Worker) -> Decimal:
    dates = month_dates(month)
    idle = {log.day for log in checked.figures.log_by_month.get(month, ()) if log.stopped and not log.note}
    rows = checked.reconciled.rows_of(month, worker).get(Source.SIGN_IN, ())
    marks = ((dates[day - 1], days) for record in rows for day, days in record.worked.items())
    return sum((days for date, days in marks if date in idle), ZERO)


def list_unpriced(checked: Checked) -> set[tuple[str, int]]:
    """Month and ``id(worker)`` of whoever worked days that have no price (R310, R336): no sum of theirs can be right."""
    lines = (line for sheet in checked.figures.sheets for line in sheet.lines)
    return {(line.month, id(line.worker)) for line in lines if line.days and not line.price}


def list_misstated_pieces(checked: Checked) -> Mapping[tuple[str, int], Decimal]:
    """Month and ``id(worker)`` → 元 that measurement sheets state too much or too little (R339)."""
    found: dict[tuple[str, int], Decimal] = defaultdict(Decimal)
    for piece in checked.project.piecework:
        worker = checked.figures.find_worker(piece.name, piece.worker_no)
        if worker and piece.stated is not None:
            found[f"{piece.day:%Y-%m}", id(worker)] += piece.stated - checked.figures.piece_amount(piece)
    return found


def differs_likewise(log: Difference, record: Difference | None) -> bool:
    """Whether the ledger says on a date what the log says: the sign-in sheet is what differs, and that is R350 or R352."""
    return record is not None and (Book.LOG in log.said) is (Book.LEDGER in record.said)


def count_days_alike(checked: Checked, days: Iterable[datetime.date]) -> set[datetime.date]:
    """Those of some dates on which a ledger counts as many people as the log: the sign-in sheet differs, as R350 says."""
    wanted = set(days)
    counts = (heads for heads in checked.reconciled.heads if heads.day in wanted)
    return {
        heads.day
        for heads in counts
        if {Book.LOG, Book.LEDGER} <= heads.said.keys() and heads.said[Book.LOG].value == heads.said[Book.LEDGER].value
    }
