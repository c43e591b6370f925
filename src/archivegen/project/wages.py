"""What is owed in every batch: a month's work, what earlier months lack, all that is still open (domain §6.13, decision 0007).

A month that was paid is never reckoned anew: what was wrong in it is a row of 更正 in a later batch.  Money is 元, every
product rounded half up at the cent, line by line, so that a sheet foots across and down.  Pure.
"""

from __future__ import annotations

import datetime
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from decimal import Decimal
from functools import cached_property
from typing import Protocol, TypeVar

from archivegen.project.labour import Discipline, Piecework
from archivegen.project.model import Project
from archivegen.project.pay import BatchKind, Bonus, Correction, PayBatch
from archivegen.project.people import Worker
from archivegen.project.policy import Policy
from archivegen.project.presence import PresenceRow
from archivegen.project.reckoning import ZERO, WageLine, WageSheet, month_dates, round_money
from archivegen.project.records import last_of_month

Row = TypeVar("Row", Bonus, Correction)

DEDUCTION = "扣款"
"""处理 of a record of 考核 that takes money."""


class WageFacts(Protocol):
    """What wages are reckoned from."""

    project: Project
    policy: Policy

    @property
    def presence(self) -> Sequence[PresenceRow]:
        """Who worked when."""

    def find_worker(self, name: str, worker_no: str = "", id_number: str = "") -> Worker | None:
        """The worker whom a row means."""

    def rate_on(self, trade: str, day: datetime.date | None) -> Decimal | None:
        """The agreed price of a trade or piecework item on a day."""


class WageBook:
    """The wage sheets of one project and the prices in them, each computed once."""

    def __init__(self, facts: WageFacts) -> None:
        self._facts = facts
        self._project = facts.project

    @cached_property
    def sheets(self) -> tuple[WageSheet, ...]:
        """One wage sheet a batch, in the order of the project file."""
        return tuple(WageSheet(batch, tuple(self._lines(batch))) for batch in self._project.batches)

    @cached_property
    def settled_months(self) -> Mapping[str, PayBatch]:
        """Month → the batch that pays its work, be it the month's own or the settlement; the first where two would."""
        found: dict[str, PayBatch] = {}
        for batch in self._project.batches:
            if batch.kind is BatchKind.NORMAL:
                found.setdefault(batch.month, batch)
        for batch in self._project.batches:
            if batch.kind is BatchKind.SETTLEMENT:
                for month in self._worked_months:
                    if month <= batch.month:
                        found.setdefault(month, batch)
        return found

    @cached_property
    def _worked_months(self) -> tuple[str, ...]:
        return tuple(sorted({month for _, month in (*self._work, *self._pieces)}))

    def _months_of(self, batch: PayBatch) -> list[str]:
        """The months whose work a batch pays: its own; at the settlement all that no other batch pays; else none."""
        if batch.kind is BatchKind.NORMAL:
            return [batch.month]
        if batch.kind is BatchKind.CORRECTION:
            return []
        return [month for month in self._worked_months if self.settled_months.get(month) is batch]

    def _lines(self, batch: PayBatch) -> Iterator[WageLine]:
        bonuses = self._by_worker(batch.bonuses)
        corrections = self._by_worker(batch.corrections)
        months = self._months_of(batch)
        for worker in self._project.workers:
            key = id(worker)
            for month in months:
                given = bonuses.get(key, ()) if month == batch.month else ()
                yield from self._month_lines(worker, month, given)
            if key in bonuses and batch.month not in months:
                yield self._bonus_line(worker, batch.month, bonuses[key])
            for row in corrections.get(key, ()):
                yield self._correction_line(worker, batch, row)

    def _month_lines(self, worker: Worker, month: str, bonuses: Sequence[Bonus]) -> Iterator[WageLine]:
        """One line for each trade and price; what is not paid by the day stands in the first of them."""
        days = self._work.get((id(worker), month), {})
        pieces = tuple(self._pieces.get((id(worker), month), ()))
        bonus = sum((given.amount for given in bonuses), ZERO)
        if not (days or pieces or bonus):
            return
        rows = list(days.items()) or [((worker.trade, ZERO), ZERO)]
        day_pay = [round_money(count * price) for (_, price), count in rows]
        piece_pay = sum((self.piece_amount(piece) for piece in pieces), ZERO) if pieces else ZERO
        deduction, reason = self._deduction(worker, month, day_pay, piece_pay + bonus)
        for position, ((trade, price), count) in enumerate(rows):
            pay = day_pay[position]
            line = WageLine(worker, trade, count, price, pay, (), ZERO, ZERO, ZERO, ZERO, "", month)
            if position == 0 and (pieces or bonuses or deduction or reason):
                line = line._replace(
                    pieces=pieces,
                    piece_quantity=sum((piece.quantity for piece in pieces), ZERO),
                    piece_pay=piece_pay,
                    bonus=bonus,
                    deduction=deduction,
                    deduction_reason=reason,
                    reason=_join_reasons(bonuses),
                )
            yield line

    def _bonus_line(self, worker: Worker, month: str, bonuses: Sequence[Bonus]) -> WageLine:
        """A bonus that is added later."""
        amount = sum((given.amount for given in bonuses), ZERO)
        line = _blank_line(worker, worker.trade, month)
        return line._replace(bonus=amount, reason=_join_reasons(bonuses))

    def _correction_line(self, worker: Worker, batch: PayBatch, row: Correction) -> WageLine:
        line = _blank_line(worker, row.trade or worker.trade, batch.month_of(row))
        line = line._replace(reason=row.reason, correction=row)
        if row.days is None:
            return line._replace(amended=row.amount or ZERO)
        price = self.correction_price(worker, batch, row) or ZERO
        return line._replace(days=row.days, price=price, day_pay=round_money(row.days * price))

    def correction_price(self, worker: Worker, batch: PayBatch, row: Correction) -> Decimal | None:
        """元 per day of a correction: as written, else as agreed on the day, else the one price of the whole month.

        None when there is none, or when it changed within the month and the row names no day (a rule reports it).
        """
        if row.price is not None:
            return row.price
        trade, month = row.trade or worker.trade, batch.month_of(row)
        if row.day:
            return self._facts.rate_on(trade, row.day)
        prices = {price for day in month_dates(month) if (price := self._facts.rate_on(trade, day)) is not None}
        return prices.pop() if len(prices) == 1 else None

    def has_worked(self, worker: Worker, month: str) -> bool:
        """Whether days or measured work of somebody in a month are on record."""
        return (id(worker), month) in self._work or (id(worker), month) in self._pieces

    # --- work -------------------------------------------------------------------------------------------------------

    @cached_property
    def _work(self) -> Mapping[tuple[int, str], Mapping[tuple[str, Decimal], Decimal]]:
        """``id(worker)`` and month → trade and price → days, in the order in which they were first worked."""
        found: dict[tuple[int, str], dict[tuple[str, Decimal], tuple[int, Decimal]]] = defaultdict(dict)
        for row in self._facts.presence:
            own = found[id(row.worker), row.month]
            for priced, first, count in self._price_days(row):
                begun, counted = own.get(priced, (first, ZERO))
                own[priced] = min(first, begun), counted + count
        return {
            key: {priced: count for priced, (_, count) in sorted(own.items(), key=lambda item: item[1][0])}
            for key, own in found.items()
            if own
        }

    def _price_days(self, row: PresenceRow) -> Iterator[tuple[tuple[str, Decimal], int, Decimal]]:
        """Trade and price, first day and number of days of one row: one price, unless it changes within the month.

        Days without a date have the price of the month's last day; where the month has two prices, a rule asks for dates.
        """
        if row.undated:
            last = last_of_month(row.month)
            yield (row.trade, self._facts.rate_on(row.trade, last) or ZERO), last.day, row.undated
        if not row.days:
            return
        dates = month_dates(row.month)
        if not self._is_changing(row.trade, row.month):
            begin = min(row.days)
            yield (row.trade, self._facts.rate_on(row.trade, dates[begin - 1]) or ZERO), begin, row.total
            return
        for day, fraction in row.days.items():
            yield (row.trade, self._facts.rate_on(row.trade, dates[day - 1]) or ZERO), day, fraction

    def _is_changing(self, trade: str, month: str) -> bool:
        """Whether a new price begins on another day than the first of a month."""
        return (trade, month) in self._changes

    @cached_property
    def _changes(self) -> frozenset[tuple[str, str]]:
        begins = ((rate.trade, rate.since) for rate in self._project.rates if rate.since)
        return frozenset((trade, f"{since:%Y-%m}") for trade, since in begins if since.day > 1)

    @cached_property
    def _pieces(self) -> Mapping[tuple[int, str], Sequence[Piecework]]:
        """``id(worker)`` and month → what was measured for that worker, in the order of the project file."""
        found: dict[tuple[int, str], list[Piecework]] = defaultdict(list)
        for piece in self._project.piecework:
            if worker := self._facts.find_worker(piece.name, piece.worker_no):
                found[id(worker), f"{piece.day:%Y-%m}"].append(piece)
        return found

    def piece_price(self, piece: Piecework) -> Decimal:
        """元 per unit: as measured, or else from the rates; zero when neither says (a rule reports it)."""
        return piece.price if piece.price is not None else self._facts.rate_on(piece.item, piece.day) or ZERO

    def piece_amount(self, piece: Piecework) -> Decimal:
        """Quantity × price, to the cent."""
        return round_money(piece.quantity * self.piece_price(piece))

    # --- what is taken from a wage ----------------------------------------------------------------------------------

    def _deduction(
        self, worker: Worker, month: str, day_pay: Iterable[Decimal], other_pay: Decimal
    ) -> tuple[Decimal, str]:
        """What is taken from a month's pay, and why."""
        records = self._deductions.get((id(worker), month), ())
        if not records:
            return ZERO, ""
        terms, policy = self._project.terms, self._facts.policy
        gross = sum(day_pay, other_pay)
        amount, reasons = ZERO, []
        for record in records:
            cap = min(terms.deduction_cap, policy.deduction_cap)
            amount += record.amount if record.amount is not None else round_money(gross * cap)
            reasons.append(record.misconduct)
        return amount, "；".join(reasons)

    @cached_property
    def _deductions(self) -> Mapping[tuple[int, str], Sequence[Discipline]]:
        """``id(worker)`` and month → the deductions; none unless the terms of work switch them on (seed Dongpo)."""
        found: dict[tuple[int, str], list[Discipline]] = defaultdict(list)
        for record in self._project.discipline if self._project.terms.discipline else ():
            worker = self._facts.find_worker(record.name, record.worker_no)
            if worker is not None and record.kind == DEDUCTION:
                found[id(worker), f"{record.day:%Y-%m}"].append(record)
        return found

    def _by_worker(self, rows: Iterable[Row]) -> Mapping[int, Sequence[Row]]:
        """``id(worker)`` → the rows of a list that mean him; those of unknown people are left out (a rule reports them)."""
        found: dict[int, list[Row]] = defaultdict(list)
        for row in rows:
            if worker := self._facts.find_worker(row.name, row.worker_no):
                found[id(worker)].append(row)
        return dict(found)


def _blank_line(worker: Worker, trade: str, month: str) -> WageLine:
    """A line that pays nothing yet."""
    return WageLine(worker, trade, ZERO, ZERO, ZERO, (), ZERO, ZERO, ZERO, ZERO, "", month)


def _join_reasons(bonuses: Iterable[Bonus]) -> str:
    return "；".join(dict.fromkeys(given.reason for given in bonuses if given.reason))
