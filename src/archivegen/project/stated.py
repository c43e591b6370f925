"""Numbers as people write them in a text: ``72.32万元``, ``≥46人``, ``34.44%（按批复口径）``."""

from __future__ import annotations

import re
from collections.abc import Sequence
from decimal import ROUND_DOWN, ROUND_HALF_UP, Decimal
from typing import NamedTuple

from archivegen.chinese import half_width

_AMOUNT = re.compile(r"(≥|>=|不低于|不少于)?([0-9][0-9,]{0,14}(?:\.[0-9]{1,8})?)(?![0-9.])([^0-9(,;。、]*)")
_UNITS = {"元": Decimal(1), "万元": Decimal(10_000), "%": Decimal("0.01")}
_AT_MOST = ("≤", "<=", "<", "不超过", "不高于", "不大于", "不多于", "控制在", "低于", "小于")
_AT_LEAST = ("≥", ">=", ">", "不低于", "不少于", "不小于", "达到", "超过", "高于", "大于")
_LONG = {"公里": "米", "千米": "米", "km": "米"}
_PERSONS = {"名": "人"}


class Stated(NamedTuple):
    """A number as somebody wrote it: ``72.32万元`` is 72.32 of 10,000 元."""

    number: Decimal
    unit: str
    at_least: bool

    def agrees_with(self, figure: Decimal) -> bool:
        """Whether a figure, written as exactly as this number, is this number; cut off is as good as rounded."""
        value = figure / _UNITS.get(self.unit, Decimal(1))
        if self.at_least:
            return value >= self.number
        return any(value.quantize(self.number, rounding=way) == self.number for way in (ROUND_HALF_UP, ROUND_DOWN))


class Target(NamedTuple):
    """What was to be reached; ``at_most``: the less the better, as with costs."""

    stated: Stated
    at_most: bool


def read_stated(text: str) -> Stated | None:
    """The number that a text begins with, or None: what stands behind it is explanation."""
    found = _AMOUNT.match(re.sub(r"\s", "", half_width(text)))
    if found is None:
        return None
    return Stated(Decimal(found[2].replace(",", "")), found[3] or "", bool(found[1]))


def read_share(text: str) -> Decimal | None:
    """The percentage that a text begins with, as a fraction that keeps its decimals; None when it is none."""
    stated = read_stated(text)
    return stated.number.scaleb(-2) if stated and stated.unit == "%" and not stated.at_least else None


def read_target(text: str) -> Target | None:
    """The number that is to be reached, or not to be exceeded; None when the target is none: 落实, 建立."""
    bare = re.sub(r"\s", "", half_width(text))
    for sign, at_most in (*((sign, True) for sign in _AT_MOST), *((sign, False) for sign in _AT_LEAST)):
        if bare.startswith(sign):
            stated = read_stated(bare.removeprefix(sign))
            return stated and Target(stated, at_most)
    stated = read_stated(bare)
    return stated and Target(stated, at_most=False)


def compare_stated(target: Target, reached: Stated, same_units: Sequence[Sequence[str]]) -> Decimal | None:
    """How far a target is reached, 1 for exactly; None when the two are told in units that cannot be compared.

    ``same_units`` are groups of units that mean the same.  What is not to be exceeded is reached by target ÷ reached.
    """
    wanted, got = _in_plain_units(target.stated, same_units), _in_plain_units(reached, same_units)
    if wanted[1] != got[1] or not wanted[0]:
        return None
    if not target.at_most:
        return got[0] / wanted[0]
    return wanted[0] / got[0] if got[0] > wanted[0] else Decimal(1)


def _in_plain_units(stated: Stated, same_units: Sequence[Sequence[str]]) -> tuple[Decimal, str]:
    """The number in a unit without 万 and in metres rather than kilometres."""
    number, unit = stated.number, stated.unit
    if len(unit) > 1 and unit[0] == "万":
        number, unit = number * 10_000, unit[1:]
    if unit in _LONG:
        number, unit = number * 1000, _LONG[unit]
    unit = _PERSONS.get(unit, unit)
    return number, next((group[0] for group in same_units if unit in group), unit)
