"""财务.台账 as sums: what arrived, what was spent and what of it were wages (domain §7-M).  Pure, 元.

A transfer of wages that came back is booked as an income of the same kind: it is no money that arrived but an expense below zero.
"""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal

from archivegen.project.finance import LedgerLine
from archivegen.project.reckoning import ZERO
from archivegen.project.shares import WAGES


def wages_of(line: LedgerLine) -> Decimal:
    """What a line paid as wages; negative where a transfer came back."""
    return spent_by(line) if line.kind == WAGES else ZERO


def spent_by(line: LedgerLine) -> Decimal:
    """What a line paid; wages that came back are taken off."""
    returned = (line.income or ZERO) if line.kind == WAGES else ZERO
    return (line.expense or ZERO) - returned


def gain_of(line: LedgerLine) -> Decimal:
    """What a line adds to the balance."""
    return (line.income or ZERO) - (line.expense or ZERO)


def add_arrived(lines: Iterable[LedgerLine]) -> Decimal:
    """What these lines received; wages that came back are no such money."""
    return sum((line.income or ZERO for line in lines if line.kind != WAGES), ZERO)


def add_spent(lines: Iterable[LedgerLine]) -> Decimal:
    """What these lines paid, less the wages that came back."""
    return sum(map(spent_by, lines), ZERO)
