"""A random village whose records agree: who worked when, for how much, and what the bank paid.

Everything is reckoned here once more and otherwise: days as numbers of half days, money as numbers of cents, rounding by
hand.  Nothing of the program is imported, so that the same slip cannot stand in both.
"""

from __future__ import annotations

import calendar
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from enum import Enum
from typing import NamedTuple

TRADES = ("工长", "技工", "普工")
PIECE = "砌石"
FIRST_DAY = date(2026, 3, 2)
CENTRAL, PROVINCIAL = "中央预算内投资", "省级以工代赈资金"


def round_half_up(numerator: int, denominator: int) -> int:
    """A quotient of whole numbers to the nearest whole number, a half upwards; both are not negative."""
    return (2 * numerator + denominator) // (2 * denominator)


class Kept(Enum):
    """What a township keeps of the work; the site log counts heads in any case."""

    ALL = "sign-in sheet, dated ledger, names in the log"
    SIGN_IN = "sign-in sheet"
    MONTH_LEDGER = "sign-in sheet, ledger with a line a month"
    LEDGER = "dated ledger"
    ONLY_MONTH_LEDGER = "ledger with a line a month"
    LOG = "names in the log"


@dataclass
class Villager:
    """One line of the roster; namesakes have a number of their own."""

    number: int
    name: str
    worker_no: str
    sex: str
    id_number: str
    account: str
    has_passbook: bool
    trade: str

    @property
    def phone(self) -> str:
        return f"139000010{self.number:02d}"


class Piece(NamedTuple):
    """One measurement: hundredths of a cubic metre, cents a cubic metre, what of price and sum is written down."""

    number: int
    day: date
    quantity: int
    cents: int
    writes_price: bool
    writes_sum: bool

    @property
    def amount(self) -> int:
        """Cents, rounded half up."""
        return round_half_up(self.quantity * self.cents, 100)


class Deduction(NamedTuple):
    """Three educations and a decision; ``cents`` is None where the decision says «10 %»."""

    number: int
    educated: tuple[date, date, date]
    day: date
    cents: int | None


class Correction(NamedTuple):
    """What is added to a paid month: half days at a price that is written, or cents."""

    number: int
    trade: str
    halves: int
    price: int
    cents: int

    @property
    def amount(self) -> int:
        """Cents."""
        return round_half_up(self.halves * self.price, 2) if self.halves else self.cents


@dataclass
class Village:
    """Facts and sums of a few months.  People are meant by their number on the roster."""

    people: list[Villager]
    months: list[str]
    days: list[date]
    """Every calendar day of the works."""
    kept: Kept
    idle: set[date] = field(default_factory=set)
    """Days on which nobody worked."""
    halves: dict[tuple[int, str, date], int] = field(default_factory=dict)
    """Who, trade and day → half days."""
    rates: dict[str, list[tuple[date, int]]] = field(default_factory=dict)
    """Trade → days from which a price in cents holds."""
    piece_price: int = 0
    """Cents a cubic metre of the rate table; 0 when each measurement has a price of its own."""
    pieces: list[Piece] = field(default_factory=list)
    bonuses: list[tuple[int, str, int]] = field(default_factory=list)
    """Who, month, cents."""
    deductions: list[Deduction] = field(default_factory=list)
    corrections: list[Correction] = field(default_factory=list)
    """Of the first month, in a batch of their own."""
    has_settlement: bool = False
    """The last month is paid by the settlement."""
    has_pay_sheet: bool = True
    """The township makes a pay sheet of its own."""
    asks_everybody: bool = False
    """Everybody is asked face to face."""
    is_insured: bool = False
    has_tables: bool = False
    """Roster and receipts are Excel files."""
    sources: dict[str, str] = field(default_factory=dict)
    """Month → fund line that pays it, where there are two."""
    failed: set[tuple[int, str]] = field(default_factory=set)
    """Who and month of payments that came back and were sent again."""

    def price(self, trade: str, day: date) -> int:
        """Cents a day on a day."""
        return max((since, cents) for since, cents in self.rates[trade] if since <= day)[1]

    def present(self, day: date) -> list[int]:
        """Who was on the site on a day."""
        return sorted({who for (who, _, on), half in self.halves.items() if on == day and half})

    def month_days(self, who: int, month: str) -> int:
        """Half days of one person in a month, all trades together."""
        return sum(half for (other, _, day), half in self.halves.items() if other == who and f"{day:%Y-%m}" == month)

    def day_pay(self, who: int, month: str) -> int:
        """Cents: each trade and price by itself, rounded half up."""
        lines: dict[tuple[str, int], int] = defaultdict(int)
        for (other, trade, day), half in self.halves.items():
            if other == who and f"{day:%Y-%m}" == month:
                lines[trade, self.price(trade, day)] += half
        return sum(round_half_up(half * cents, 2) for (_, cents), half in lines.items())

    def gross(self, who: int, month: str) -> int:
        """Cents of days, measurements and bonus."""
        pieces = sum(piece.amount for piece in self.pieces if piece.number == who and f"{piece.day:%Y-%m}" == month)
        bonus = sum(cents for other, on, cents in self.bonuses if other == who and on == month)
        return self.day_pay(who, month) + pieces + bonus

    def deducted(self, who: int, month: str) -> int:
        """Cents; without a sum it is a tenth of the month's pay."""
        return sum(
            round_half_up(self.gross(who, month), 10) if taken.cents is None else taken.cents
            for taken in self.deductions
            if taken.number == who and f"{taken.day:%Y-%m}" == month
        )

    def net(self, who: int, month: str) -> int:
        """Cents that one person is paid for a month."""
        return self.gross(who, month) - self.deducted(who, month)

    def corrected(self, who: int) -> int:
        """Cents that the correction pays one person."""
        return sum(row.amount for row in self.corrections if row.number == who)

    def paid_by(self, source: str) -> int:
        """Cents that one fund line pays; the correction is paid by the line of its month."""
        months = [month for month in self.months if self.sources.get(month, source) == source]
        paid = sum(self.net(person.number, month) for person in self.people for month in months)
        return paid + (sum(row.amount for row in self.corrections) if self.months[0] in months else 0)

    @property
    def total(self) -> int:
        """Cents of all wages."""
        funds = set(self.sources.values()) or {CENTRAL}
        return sum(self.paid_by(fund) for fund in funds)


def last_day(month: str) -> date:
    """The last day of ``2026-03``."""
    year, number = map(int, month.split("-"))
    return date(year, number, calendar.monthrange(year, number)[1])


def list_rows(village: Village, month: str) -> Iterator[tuple[Villager, str, dict[date, int]]]:
    """The lines of a month's sign-in sheet: person, trade, half days by day."""
    for person in village.people:
        for trade in TRADES:
            days = {
                day: half
                for (who, on, day), half in sorted(village.halves.items(), key=lambda item: item[0][2])
                if who == person.number and on == trade and f"{day:%Y-%m}" == month
            }
            if days:
                yield person, trade, days
