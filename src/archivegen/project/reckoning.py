"""The small records that figures are made of, and the rounding that all of them share.  Pure.

Money is 元 with two decimals, rounded half up where a product needs it; days are steps of a half; ratios are fractions.
"""

from __future__ import annotations

import calendar
import datetime
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from functools import cached_property, lru_cache
from typing import NamedTuple

from archivegen.chinese import age_on, birth_date_of, id_problem, sex_of
from archivegen.project.labour import Piecework
from archivegen.project.pay import Correction, PayBatch
from archivegen.project.people import EstimateLine, Worker

CENT = Decimal("0.01")
ZERO = Decimal(0)
SELF_HIRED = "用工协议"
EMPLOYED = "劳动合同"


def round_money(amount: Decimal) -> Decimal:
    """Round 元 to the cent, half up."""
    return amount.quantize(CENT, rounding=ROUND_HALF_UP)


def share_of(part: Decimal, whole: Decimal) -> Decimal | None:
    """A ratio as a fraction, or None when there is no denominator yet."""
    return part / whole if whole else None


class WorkDay(NamedTuple):
    """One worker on one day in one trade."""

    worker: Worker
    day: datetime.date
    trade: str
    fraction: Decimal
    month: str
    """``2026-03``."""


class WorkSpan(NamedTuple):
    """From when to when somebody worked, and how many days in all."""

    first: datetime.date
    last: datetime.date
    days: Decimal

    def join(self, other: WorkSpan) -> WorkSpan:
        """Both together."""
        return WorkSpan(min(self.first, other.first), max(self.last, other.last), self.days + other.days)


class WageLine(NamedTuple):
    """发放明细: one worker, one trade and one price in one batch.  Amounts in 元."""

    worker: Worker
    trade: str
    days: Decimal
    price: Decimal
    day_pay: Decimal
    pieces: tuple[Piecework, ...]
    piece_quantity: Decimal
    piece_pay: Decimal
    bonus: Decimal
    deduction: Decimal
    deduction_reason: str
    month: str
    """The month that was worked, ``2026-03``: not always that of the batch."""
    reason: str = ""
    """事由 of a bonus or a correction."""
    amended: Decimal = ZERO
    """更正金额: a correction that is no product of days and price; may be negative."""
    correction: Correction | None = None
    """The row of 更正 that the line is made of."""

    @property
    def gross(self) -> Decimal:
        """应发 = 计日 + 计件 + 奖补 + 更正."""
        return self.day_pay + self.piece_pay + self.bonus + self.amended

    @property
    def net(self) -> Decimal:
        """实发 = 应发 − 扣减."""
        return self.gross - self.deduction


@dataclass(frozen=True)
class WageSheet:
    """劳务报酬发放表 of one batch; what is summed from its lines is summed once."""

    batch: PayBatch
    lines: tuple[WageLine, ...]

    def total(self, name: str) -> Decimal:
        """Sum of one amount over all lines: ``days``, ``day_pay``, ``piece_pay``, ``bonus``, ``gross`` …"""
        if name not in self._totals:
            self._totals[name] = sum((getattr(line, name) for line in self.lines), ZERO)
        return self._totals[name]

    @cached_property
    def _totals(self) -> dict[str, Decimal]:
        return {}

    @cached_property
    def workers(self) -> tuple[Worker, ...]:
        """Everybody on the sheet, once each, in its order."""
        return tuple({id(line.worker): line.worker for line in self.lines}.values())

    @cached_property
    def months(self) -> tuple[str, ...]:
        """The months that the lines belong to, in order; of an empty sheet the batch's."""
        return tuple(sorted({line.month for line in self.lines})) or (self.batch.month,)

    @cached_property
    def net_by_worker(self) -> Mapping[int, Decimal]:
        """``id(worker)`` → what one person gets, 元; negative where more is taken back than paid."""
        found: dict[int, Decimal] = {}
        for line in self.lines:
            key = id(line.worker)
            found[key] = found.get(key, ZERO) + line.net
        return found


class EstimateRow(NamedTuple):
    """One line of the labour estimate with its results (domain §6.5)."""

    line: EstimateLine
    days: Decimal
    price: Decimal
    pay: Decimal


@lru_cache(maxsize=1024)
def month_dates(month: str) -> tuple[datetime.date, ...]:
    """Every day of a month written ``2026-03``, the same objects whenever asked."""
    first = datetime.date(int(month[:4]), int(month[5:]), 1)
    return tuple(first.replace(day=day) for day in range(1, month_length(month) + 1))


@lru_cache(maxsize=1024)
def month_length(month: str) -> int:
    """Days of a month written ``2026-03``."""
    year, number = map(int, month.split("-"))
    return calendar.monthrange(year, number)[1]


def worker_birth(worker: Worker) -> datetime.date | None:
    """Birth date as written, or else from the ID number."""
    if worker.birth or id_problem(worker.id_number):
        return worker.birth
    return birth_date_of(worker.id_number)


def worker_sex(worker: Worker) -> str:
    """男 or 女 as written, or else from the ID number; empty when neither says."""
    if worker.sex or id_problem(worker.id_number):
        return worker.sex
    return sex_of(worker.id_number)


def worker_age(worker: Worker, day: datetime.date | None) -> int | None:
    """Whole years on a day; None when the birth date or the day is unknown, or the day lies before the birth."""
    birth = worker_birth(worker)
    return age_on(birth, day) if birth and day and day >= birth else None
