"""收方: the sheets that measurements make, what was measured of every item so far, and what a formula gives.  Pure."""

from __future__ import annotations

import datetime
import re
from collections import defaultdict
from collections.abc import Mapping
from decimal import Decimal, DivisionByZero, InvalidOperation
from typing import NamedTuple

from archivegen.project.basics import WorkItem
from archivegen.project.labour import Measurement
from archivegen.project.model import Project
from archivegen.project.reckoning import ZERO, round_money

_SIGNS = str.maketrans("＋－−—×＊xX÷／（）［］[]【】．", "+---****//()()()().")
_TOKEN = re.compile(r"\s*([0-9]+(?:\.[0-9]+)?|[-+*/()])")
_LONGEST = 400
_DEEPEST = 20
_MOST_DIGITS = 15
"""Before the point; nothing on a site is larger, and beyond the precision of Decimal nothing can be rounded."""


class MeasuredSheet(NamedTuple):
    """One measurement sheet: what was measured of one part on one day."""

    key: str
    """What tells it from all others for ever: ``2026-03-31-边沟``."""
    day: datetime.date
    part: str
    rows: tuple[Measurement, ...]


class DoneItem(NamedTuple):
    """How much of an item of 建设内容 was measured so far."""

    item: WorkItem
    quantity: Decimal

    @property
    def amount(self) -> Decimal | None:
        """Quantity × price, 元, to the cent; None without a price."""
        return None if self.item.price is None else round_money(self.quantity * self.item.price)


def group_sheets(project: Project) -> tuple[MeasuredSheet, ...]:
    """One sheet for every day and part (and number, where one part was measured twice a day), in date order."""
    groups: dict[tuple[datetime.date, str, str], list[Measurement]] = defaultdict(list)
    for row in sorted(project.measurements, key=lambda row: row.day):
        groups[row.day, row.part, row.sheet_no].append(row)
    return tuple(
        MeasuredSheet("-".join(filter(None, (str(day), part, number))), day, part, tuple(rows))
        for (day, part, number), rows in groups.items()
    )


def sum_by_item(project: Project, until: datetime.date | None = None) -> Mapping[str, Decimal]:
    """Name of the item → Σ of what was measured of it, up to and with a day."""
    found: dict[str, Decimal] = defaultdict(lambda: ZERO)
    for row in project.measurements:
        if row.item and (until is None or row.day <= until):
            found[row.item] += row.quantity
    return dict(found)


def list_done(project: Project, until: datetime.date | None) -> tuple[DoneItem, ...]:
    """The items of 建设内容 of which something was measured by a day, in their order."""
    sums = sum_by_item(project, until)
    return tuple(DoneItem(item, sums[item.name]) for item in project.work_items if item.name in sums)


def compute_formula(text: str) -> Decimal | None:
    """What ``1900×0.4×0.4`` or ``（3.2+2.8）÷2×15`` gives; None when it is no such formula (a name, a unit, a letter, a number beyond all measure)."""
    plain = text.partition("=")[0].translate(_SIGNS).strip()
    if not plain or len(plain) > _LONGEST or not re.search(r"[0-9]", plain):
        return None
    tokens: list[str] = []
    position = 0
    while position < len(plain):
        token = _TOKEN.match(plain, position)
        if token is None:
            return None
        tokens.append(token[1])
        position = token.end()
    try:
        value, rest = _read_sum(tokens, 0)
    except (InvalidOperation, DivisionByZero, IndexError, RecursionError):
        return None
    return value if not rest and value.adjusted() < _MOST_DIGITS else None


def _read_sum(tokens: list[str], depth: int) -> tuple[Decimal, list[str]]:
    value, rest = _read_product(tokens, depth)
    while rest and rest[0] in "+-":
        other, after = _read_product(rest[1:], depth)
        value, rest = (value + other if rest[0] == "+" else value - other), after
    return value, rest


def _read_product(tokens: list[str], depth: int) -> tuple[Decimal, list[str]]:
    value, rest = _read_value(tokens, depth)
    while rest and rest[0] in "*/":
        other, after = _read_value(rest[1:], depth)
        value, rest = (value * other if rest[0] == "*" else value / other), after
    return value, rest


def _read_value(tokens: list[str], depth: int) -> tuple[Decimal, list[str]]:
    if tokens[0] == "(":
        if depth == _DEEPEST:
            raise InvalidOperation
        value, rest = _read_sum(tokens[1:], depth + 1)
        if rest[0] != ")":
            raise InvalidOperation
        return value, rest[1:]
    if tokens[0] == "-":
        value, rest = _read_value(tokens[1:], depth)
        return -value, rest
    return Decimal(tokens[0]), tokens[1:]
