"""Money that the township wrote down itself, on its pay sheet or in its ledger, against what the facts give, to the cent.  Pure.

What is written is compared and never paid from (domain §7-D V-D06).  Amounts in 元.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from enum import StrEnum
from typing import NamedTuple

from archivegen.project.differences import Book, Path_
from archivegen.project.figures import Figures
from archivegen.project.labour import LedgerRow
from archivegen.project.pay import BatchKind, PayRow
from archivegen.project.people import Worker
from archivegen.project.reckoning import ZERO, WageLine


class Amount(StrEnum):
    """What is compared, under the heading that pay sheet and ledger give it."""

    PRICE = "单价"
    GROSS = "应发"
    DEDUCTION = "扣减"
    NET = "实发"
    EARNED = "应得"


class AmountDifference(NamedTuple):
    """An amount that is written otherwise than the facts give it; ``path`` is where it is written."""

    book: Book
    month: str
    worker: Worker
    amount: Amount
    written: Decimal
    expected: Decimal
    path: Path_

    @property
    def gap(self) -> Decimal:
        """How much too much is written, 元; negative where it is too little."""
        return self.written - self.expected


class _Asked(NamedTuple):
    """A list that is compared: what it is, its month, and where it stands."""

    book: Book
    month: str
    base: Path_


_Kept = Sequence[tuple[PayRow | LedgerRow, Path_]]
_LEDGER: Mapping[Amount, str] = {Amount.EARNED: "earned", Amount.NET: "received"}
_SHEET: Mapping[Amount, str] = {Amount.GROSS: "gross", Amount.DEDUCTION: "deduction", Amount.NET: "net"}
_LINES: Mapping[Amount, str] = {**_SHEET, Amount.EARNED: "gross"}
"""The field of a wage line that each amount must equal."""


def compare_amounts(figures: Figures) -> Iterator[AmountDifference]:
    """Every amount of every kept pay sheet and ledger that is not what the facts give, person by person.

    Only the sheet of a month is compared: corrections and the settlement are made from what was found later.
    """
    for index, sheet in enumerate(figures.sheets):
        batch = sheet.batch
        if batch.kind is not BatchKind.NORMAL:
            continue
        lines: dict[int, list[WageLine]] = defaultdict(list)
        for line in sheet.lines:
            lines[id(line.worker)].append(line)
        kept = _by_worker(figures, batch.rows, ("发放批次", index, "明细"))
        if batch.rows:
            for worker in figures.project.workers:
                rows, due = kept.get(id(worker), ()), lines.get(id(worker), ())
                asked = _Asked(Book.PAY, batch.month, ("发放批次", index, "明细"))
                yield from _compare_prices(asked, worker, rows, due)
                yield from _compare_sums(asked, worker, rows, due)
        yield from _compare_ledger(figures, batch.month, lines)


def _compare_ledger(
    figures: Figures, month: str, lines: Mapping[int, Sequence[WageLine]]
) -> Iterator[AmountDifference]:
    for index, ledger in enumerate(figures.project.ledger):
        if ledger.month == month and any(row.earned is not None or row.received is not None for row in ledger.rows):
            base = ("务工台账", index, "明细")
            kept = _by_worker(figures, ledger.rows, base)
            for worker in figures.project.workers:
                if rows := kept.get(id(worker), ()):
                    asked = _Asked(Book.LEDGER, month, base)
                    yield from _compare_sums(asked, worker, rows, lines.get(id(worker), ()))


def _by_worker(figures: Figures, rows: Sequence[PayRow | LedgerRow], base: Path_) -> Mapping[int, _Kept]:
    found: dict[int, list[tuple[PayRow | LedgerRow, Path_]]] = defaultdict(list)
    for position, row in enumerate(rows):
        if worker := figures.find_worker(row.name, row.worker_no, row.id_number):
            found[id(worker)].append((row, (*base, position)))
    return found


def _compare_prices(
    asked: _Asked, worker: Worker, rows: _Kept, lines: Sequence[WageLine]
) -> Iterator[AmountDifference]:
    for row, path in rows:
        if not isinstance(row, PayRow) or row.price is None:
            continue
        prices = [line.price for line in lines if line.days and row.trade in {"", line.trade}]
        if prices and row.price not in prices:
            place = (*path, Amount.PRICE.value)
            yield AmountDifference(asked.book, asked.month, worker, Amount.PRICE, row.price, prices[0], place)


def _compare_sums(asked: _Asked, worker: Worker, rows: _Kept, lines: Sequence[WageLine]) -> Iterator[AmountDifference]:
    for amount, field in (_SHEET if asked.book is Book.PAY else _LEDGER).items():
        due = sum((getattr(line, _LINES[amount]) for line in lines), ZERO)
        written = [getattr(row, field) for row, _ in rows]
        if not rows and due and amount is Amount.NET:
            yield AmountDifference(asked.book, asked.month, worker, amount, ZERO, due, asked.base)
        elif rows and None not in written and sum(written, ZERO) != due:
            place = (*rows[0][1], amount.value)
            yield AmountDifference(asked.book, asked.month, worker, amount, sum(written, ZERO), due, place)
