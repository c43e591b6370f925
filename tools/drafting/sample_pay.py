"""What was paid to people with numbers: the wages of a month, and what the bank, the ledger and the county then say of them."""

from __future__ import annotations

import random
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from .sample_people import Person
from .sample_work import Shift, cents, plain_number, sum_days


@dataclass(frozen=True, slots=True)
class Payday:
    """One month and the day on which it was paid.  ``failed`` got the money on the day ``again`` only."""

    month: str
    day: str
    bonuses: Mapping[str, Decimal] = field(default_factory=dict)
    failed: str = ""
    again: str = ""

    @property
    def number(self) -> int:
        """Number of the month in its year."""
        return int(self.month[5:])

    def of_month(self, shifts: Iterable[Shift]) -> list[Shift]:
        """The shifts of this month."""
        return [shift for shift in shifts if f"{shift.day:%Y-%m}" == self.month]


def wages_by_number(
    payday: Payday, shifts: Iterable[Shift], rates: Mapping[str, Decimal], pieces: Iterable[Sequence[Any]]
) -> dict[str, Decimal]:
    """Number of the worker → 元 of the month, to the cent.  A piece has the number first, its day third, its amount ninth."""
    pay: dict[str, Decimal] = {}
    for shift in payday.of_month(shifts):
        number = shift.person.worker_no
        pay[number] = pay.get(number, Decimal(0)) + shift.fraction * rates[shift.trade]
    for piece in pieces:
        if piece[2].startswith(payday.month):
            pay[piece[0]] = pay.get(piece[0], Decimal(0)) + piece[8]
    for number, amount in payday.bonuses.items():
        pay[number] += amount
    return {number: cents(amount) for number, amount in pay.items()}


def receipt_rows(
    rng: random.Random, payday: Payday, people: Sequence[Person], wages: Mapping[str, Decimal]
) -> list[list[Any]]:
    """Place, number, payee, account, amount, day, serial, state, message of every transfer."""
    base = rng.randrange(100_000, 900_000)
    rows: list[list[Any]] = []
    again: list[list[Any]] = []
    for person in (p for p in people if p.worker_no in wages):
        payee = [person.worker_no, person.name, person.account, float(wages[person.worker_no])]
        failed = person.worker_no == payday.failed
        end = ["失败", "账户状态异常"] if failed else ["成功", ""]
        rows.append([*payee, payday.day, f"{payday.day.replace('-', '')}{base + len(rows):010d}", *end])
        if failed:
            again = [[*payee, payday.again, f"{payday.again.replace('-', '')}{base + 777:010d}", "成功", "失败重发"]]
    return [[place, *row] for place, row in enumerate(rows + again, 1)]


def ledger_rows(
    payday: Payday,
    people: Sequence[Person],
    shifts: Sequence[Shift],
    wages: Mapping[str, Decimal],
    phases: Sequence[Mapping[str, Any]],
) -> list[list[Any]]:
    """Place, number, name, trade, first and last day, days, days so far, part, earned, paid, note: a line a person."""
    mine = payday.of_month(shifts)
    parts = [part for phase in phases if phase["自"][:2] <= payday.month[5:] for part in phase["部位"]][-3:]
    rows: list[list[Any]] = []
    for person in (p for p in people if p.worker_no in wages):
        own = [shift for shift in mine if shift.person is person]
        so_far = [s for s in shifts if s.person is person and f"{s.day:%Y-%m}" <= payday.month]
        span = f"{own[0].day:%m.%d}—{own[-1].day:%m.%d}"
        days = [plain_number(sum_days(own)), plain_number(sum_days(so_far))]
        amount = float(wages[person.worker_no])
        note = "含奖补" if person.worker_no in payday.bonuses else ""
        part = parts[len(rows) % len(parts)]
        rows.append(
            [len(rows) + 1, person.worker_no, person.name, person.trade, span, *days, part, amount, amount, note]
        )
    return rows


def interview_rows(
    payday: Payday,
    people: Sequence[Person],
    shifts: Sequence[Shift],
    wages: Mapping[str, Decimal],
    *,
    interviewer: str,
    day: str,
) -> list[list[Any]]:
    """What everybody who was paid for the month said; one in twenty was away and telephoned."""
    mine = payday.of_month(shifts)
    rows: list[list[Any]] = []
    for person in (p for p in people if p.worker_no in wages):
        days = plain_number(sum_days(s for s in mine if s.person is person))
        how = "电话" if len(rows) % 20 == 13 else "面对面"
        told = [days, float(wages[person.worker_no]), "是", "是", "否"]
        rows.append([len(rows) + 1, person.worker_no, person.name, *told, how, interviewer, day, "一致"])
    return rows
