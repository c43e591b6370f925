"""The spreadsheet functions whose values we know, in :class:`Decimal`, as Excel defines them.  Pure."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from datetime import date, datetime
from decimal import ROUND_DOWN, ROUND_FLOOR, ROUND_HALF_UP, ROUND_UP, Decimal
from functools import lru_cache
from operator import eq, ge, gt, le, lt, ne
from typing import Any, Protocol

Value = Decimal | str | bool | None

COMPARE: dict[str, Callable[[Any, Any], bool]] = {"=": eq, "<>": ne, "<": lt, ">": gt, "<=": le, ">=": ge}
_EPOCH = date(1899, 12, 30).toordinal()
_SURELY_EXACT = 15
"""Digits that a double holds, whatever they are."""
_NUMBER = re.compile(r"[-+]?(\d+\.?\d*|\.\d+)(E[-+]?\d+)?", re.IGNORECASE)


class UnknownValueError(Exception):
    """The value cannot be told here."""


class Arguments(Protocol):
    """The arguments of one call; each is computed when it is asked for."""

    def __len__(self) -> int: ...

    def value(self, position: int) -> Value:
        """One value; a range of several cells is none."""

    def numbers(self) -> list[Decimal]:
        """All numbers of all arguments; texts and blanks in cells are passed over, as SUM does."""

    def listed(self, position: int) -> list[Value]:
        """All values of one range, blanks included."""

    def all_listed(self) -> list[Value]:
        """All values of all arguments, blanks included."""


def call_function(name: str, arguments: Arguments) -> Value:
    """The value of a call; raises :class:`UnknownValueError` for a function that is not in the list."""
    if name not in _FUNCTIONS:
        raise UnknownValueError
    try:
        return _FUNCTIONS[name](arguments)
    except (IndexError, ValueError):
        raise UnknownValueError from None


def to_value(content: object) -> Value:
    """A cell's content as formulas see it: dates are days since 1899-12-30."""
    if content is None or isinstance(content, Decimal | str | bool):
        return content
    if isinstance(content, int):
        return Decimal(content)
    if isinstance(content, float):
        return Decimal(repr(content))
    if isinstance(content, date):
        seconds = content.hour * 3600 + content.minute * 60 + content.second if isinstance(content, datetime) else 0
        return content.toordinal() - _EPOCH + Decimal(seconds) / 86400
    raise UnknownValueError


def to_number(value: Value) -> Decimal:
    """A value in arithmetic: a blank is 0, a text of digits its number, any other text has none."""
    if isinstance(value, Decimal):
        return value
    if value is None or isinstance(value, bool):
        return Decimal(bool(value))
    if _NUMBER.fullmatch(value.strip()):
        return Decimal(value.strip())
    raise UnknownValueError


def to_text(value: Value) -> str:
    """A value in a joined text."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    return value if isinstance(value, str) else write_number(value)


def write_number(number: Decimal | int) -> str:
    """A number as a cell stores it: a double, without a needless ``.0``; :class:`UnknownValueError` when it is too large."""
    text = str(number)
    if len(text) <= _SURELY_EXACT and "E" not in text:
        return text.rstrip("0").rstrip(".") if "." in text else text
    try:
        text = repr(float(number))
    except OverflowError:
        raise UnknownValueError from None
    if text in ("inf", "-inf"):
        raise UnknownValueError
    return text.removesuffix(".0")


def compare_values(sign: str, left: Value, right: Value) -> bool:
    """``=`` and its kin: numbers before texts before truths, texts without regard to case, a blank like 0 or ``""``."""
    if left is None:
        left = _blank_like(right)
    if right is None:
        right = _blank_like(left)
    ranked = [(_rank(v), v.casefold() if isinstance(v, str) else v) for v in (left, right)]
    return COMPARE[sign](*ranked)


def _blank_like(other: Value) -> Value:
    return "" if isinstance(other, str) else False if isinstance(other, bool) else Decimal(0)


def _rank(value: Value) -> int:
    return 2 if isinstance(value, bool) else 1 if isinstance(value, str) else 0


def _choose(arguments: Arguments) -> Value:
    truth = arguments.value(0)
    if isinstance(truth, str):
        raise UnknownValueError
    if truth:
        return arguments.value(1)
    return arguments.value(2) if len(arguments) > 2 else False


def _round(mode: str) -> Callable[[Arguments], Value]:
    def rounded(arguments: Arguments) -> Decimal:
        digits = int(to_number(arguments.value(1))) if len(arguments) > 1 else 0
        step = Decimal(1).scaleb(-digits)
        return (to_number(arguments.value(0)) / step).quantize(Decimal(1), mode) * step

    return rounded


def _average(arguments: Arguments) -> Value:
    numbers = arguments.numbers()
    if not numbers:
        raise UnknownValueError
    return sum(numbers, Decimal(0)) / len(numbers)


def _count_if(arguments: Arguments) -> Value:
    criterion = arguments.value(1)
    values = arguments.listed(0)
    if isinstance(criterion, str) and is_plain_text(criterion):
        return Decimal(values.count(criterion))
    fits = _read_criterion(criterion)
    return Decimal(sum(map(fits, values)))


@lru_cache(maxsize=256)
def is_plain_text(criterion: str) -> bool:
    """Whether a criterion means this very text, such as ``√``: no sign, no number, no letters of two sizes, no wildcard."""
    cased = criterion.casefold() != criterion or criterion.upper() != criterion
    return not (cased or _NUMBER.fullmatch(criterion) or re.search(r"^[<>=]|[*?~]|^$", criterion))


def _sum_if(arguments: Arguments) -> Value:
    fits = _read_criterion(arguments.value(1))
    tested, added = arguments.listed(0), arguments.listed(2 if len(arguments) > 2 else 0)
    pairs = zip(tested, added, strict=True)
    return sum((number for value, number in pairs if isinstance(number, Decimal) and fits(value)), Decimal(0))


def _sum_product(arguments: Arguments) -> Value:
    columns = [arguments.listed(position) for position in range(len(arguments))]
    total = Decimal(0)
    for row in zip(*columns, strict=True):
        product = Decimal(1)
        for value in row:
            product *= value if isinstance(value, Decimal) else 0
        total += product
    return total


@lru_cache(maxsize=256, typed=True)
def _read_criterion(criterion: Value) -> Callable[[Value], bool]:
    """The test of COUNTIF and SUMIF: ``"√"``, ``">0"``, ``5``; wildcards and blanks are left to the real program."""
    sign, wanted = "=", criterion
    if isinstance(criterion, str):
        match = re.fullmatch(r"(<=|>=|<>|=|<|>)?(.*)", criterion, re.DOTALL)
        assert match is not None
        sign, text = match[1] or "=", match[2]
        wanted = Decimal(text) if _NUMBER.fullmatch(text) else text
    if wanted is None or wanted == "" or (isinstance(wanted, str) and re.search(r"[*?~]", wanted)):
        raise UnknownValueError

    def fits(value: Value) -> bool:
        if isinstance(wanted, Decimal) and isinstance(value, str) and _NUMBER.fullmatch(value) and sign in ("=", "<>"):
            raise UnknownValueError  # programs differ about the text 12 and the number 12
        if type(value) is not type(wanted):
            return sign == "<>"
        return compare_values(sign, value, wanted)

    return fits


def _truths(values: Iterable[Value]) -> list[bool]:
    truths = [bool(value) for value in values if value is not None and not isinstance(value, str)]
    if not truths:
        raise UnknownValueError
    return truths


_FUNCTIONS: dict[str, Callable[[Arguments], Value]] = {
    "SUM": lambda a: sum(a.numbers(), Decimal(0)),
    "COUNT": lambda a: Decimal(len(a.numbers())),
    "COUNTA": lambda a: Decimal(sum(value is not None for value in a.all_listed())),
    "AVERAGE": _average,
    "MAX": lambda a: max(a.numbers(), default=Decimal(0)),
    "MIN": lambda a: min(a.numbers(), default=Decimal(0)),
    "ABS": lambda a: abs(to_number(a.value(0))),
    "INT": lambda a: to_number(a.value(0)).to_integral_value(ROUND_FLOOR),
    "ROUND": _round(ROUND_HALF_UP),
    "ROUNDUP": _round(ROUND_UP),
    "ROUNDDOWN": _round(ROUND_DOWN),
    "IF": _choose,
    "AND": lambda a: all(_truths(a.all_listed())),
    "OR": lambda a: any(_truths(a.all_listed())),
    "NOT": lambda a: not to_number(a.value(0)),
    "COUNTIF": _count_if,
    "SUMIF": _sum_if,
    "SUMPRODUCT": _sum_product,
}
