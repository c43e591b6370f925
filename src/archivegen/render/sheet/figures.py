"""Cached values of formulas, so that a previewer that does not calculate shows the right figure.  Pure.

Everything is computed in :class:`Decimal`.  A function that is not known, a text where a number must stand, a circle or
a division by zero gives no cached value at all, never 0: the program that opens the file calculates it.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from decimal import ROUND_HALF_UP, Decimal
from operator import add, mul, sub, truediv
from typing import cast

from archivegen.render.sheet.bound import Blocks, BoundFormula, BoundReference
from archivegen.render.sheet.functions import (
    COMPARE,
    UnknownValueError,
    Value,
    call_function,
    compare_values,
    is_plain_text,
    to_number,
    to_text,
)
from archivegen.render.sheet.trees import Tree
from archivegen.render.sheet.values import Compute, Row, Sheet, find_value, list_block, settle_all, settle_cell

_MOST_DIGITS = 15
_NUMBERS = frozenset({int, Decimal})
_WORDS = frozenset({int, Decimal, str, type(None)})


class Reader:
    """The values that one reference leads to."""

    def __init__(self, reference: BoundReference, sheet: Sheet) -> None:
        self._reference = reference
        self._sheet = sheet
        self._words: bool | None = None
        self.is_constant = not reference.varies and reference.own is None
        own = reference.own
        self.position = own[0][0] - 1 if own and len(own) == 1 and own[0][0] == own[0][1] else None
        """The column, counted from 0, when it means one cell of the own row."""

    def read(self, row: Row, place: int) -> Value:
        """One value; a range of several cells has none."""
        position = self.position
        if position is not None:
            value = row[position]
            kind = type(value)
            return value if kind is Decimal or value is None else settle_cell(self._sheet, row, place, position)
        blocks = self._blocks(place)
        if not blocks:
            return None
        if len(blocks) > 1:
            raise UnknownValueError
        ground, (rows, columns) = blocks[0]
        if rows is None or columns is None or rows[0] != rows[1] or columns[0] != columns[1]:
            raise UnknownValueError
        return find_value(cast("Sheet", ground), rows[0], columns[0])

    def numbers(self, row: Row, place: int) -> list[Decimal]:
        """The numbers among the values; texts and blanks in cells are passed over."""
        return [value for value in self.values(row, place) if isinstance(value, Decimal)]

    def add_up(self, row: Row, place: int) -> Decimal:
        """The sum of the numbers."""
        own = self._reference.own
        if own is not None and len(own) == 1:
            values = row[own[0][0] - 1 : own[0][1]]
            kinds = set(map(type, values))
            if kinds <= _NUMBERS:
                return Decimal(sum(values))
            if kinds <= _WORDS:
                return Decimal(sum([value for value in values if type(value) in _NUMBERS]))  # a list is quicker here
        return sum(self.numbers(row, place), Decimal(0))

    def values(self, row: Row, place: int) -> list[Value]:
        """All values in the order of their rows, blanks included; of whole columns only what is there."""
        own = self._reference.own
        if own is not None:
            found: list[Value] = []
            for first, last in own:
                self._sheet.depth.read(last - first + 1)
                found += settle_all(self._sheet, row, place, first - 1, last)
            return found or [None]
        blocks = self._blocks(place)
        return (
            [value for ground, block in blocks for value in list_block(cast("Sheet", ground), block)]
            if blocks
            else [None]
        )

    def count(self, text: str, row: Row, place: int) -> int:
        """How often a text stands there."""
        own = self._reference.own
        if own is not None and len(own) == 1:
            values = row[own[0][0] - 1 : own[0][1]]
            if self._holds_words(place, *own[0]):
                return values.count(text)
        return self.values(row, place).count(text)

    def _holds_words(self, place: int, first: int, last: int) -> bool:
        """Whether there is no formula in these columns of the own row: so it is in all rows that the formula stands in."""
        if self._words is None:
            self._words = not self._sheet.has_formula(place, first, last)
        return self._words

    def _blocks(self, place: int) -> Blocks:
        blocks = self._reference.list_blocks(place)
        if blocks is None:
            raise UnknownValueError
        return blocks


def _refuse() -> Value:
    raise UnknownValueError


class _Arguments:
    """The arguments of one call in one row."""

    def __init__(self, arguments: Sequence[tuple[Compute, Reader | None]], row: Row, place: int) -> None:
        self._arguments = arguments
        self._row = row
        self._place = place

    def __len__(self) -> int:
        return len(self._arguments)

    def value(self, position: int) -> Value:
        return self._arguments[position][0](self._row, self._place)

    def numbers(self) -> list[Decimal]:
        found: list[Decimal] = []
        for compute, reader in self._arguments:
            if reader is not None:
                found += reader.numbers(self._row, self._place)
            else:
                found.append(to_number(compute(self._row, self._place)))
        return found

    def listed(self, position: int) -> list[Value]:
        reader = self._arguments[position][1]
        if reader is None:
            raise UnknownValueError
        return reader.values(self._row, self._place)

    def all_listed(self) -> list[Value]:
        found: list[Value] = []
        for compute, reader in self._arguments:
            found += reader.values(self._row, self._place) if reader else [compute(self._row, self._place)]
        return found


_ARITHMETIC: dict[str, Callable[[Decimal, Decimal], Decimal]] = {"+": add, "-": sub, "*": mul, "/": truediv}


def bind_tree(tree: Tree | None, formula: BoundFormula, sheet: Sheet) -> Compute:
    """What computes a formula in every row made of its template row."""
    if tree is None:
        return lambda _row, _place: _refuse()
    return _bind(tree, [Reader(reference, sheet) for reference in formula.references])[0]


def _bind(tree: Tree, readers: Sequence[Reader]) -> tuple[Compute, bool]:
    """What computes a part of a formula, and whether it is the same for all rows."""
    kind = tree[0]
    if kind == "reference":
        reader = readers[tree[1]]
        return reader.read, reader.is_constant
    if kind == "sign":
        return _bind_sign(tree[1], *(_bind(side, readers) for side in tree[2:]))
    if kind == "call":
        return _bind_call(tree, readers)
    value = Decimal(tree[1]) if kind == "number" else tree[1]
    return (lambda _row, _place: value), True


def _bind_sign(sign: str, left: tuple[Compute, bool], right: tuple[Compute, bool]) -> tuple[Compute, bool]:
    one, other = left[0], right[0]
    constant = left[1] and right[1]
    if sign in COMPARE:
        return (lambda row, place: compare_values(sign, one(row, place), other(row, place))), constant
    if sign == "&":
        return (lambda row, place: to_text(one(row, place)) + to_text(other(row, place))), constant
    calculate = _ARITHMETIC[sign]

    def compute(row: Row, place: int) -> Value:
        a, b = one(row, place), other(row, place)
        return calculate(a if type(a) is Decimal else to_number(a), b if type(b) is Decimal else to_number(b))

    return compute, constant


def _bind_call(tree: Tree, readers: Sequence[Reader]) -> tuple[Compute, bool]:
    _, name, inside = tree
    bound = [_bind(argument, readers) for argument in inside]
    arguments = [
        (compute, readers[argument[1]] if argument[0] == "reference" else None)
        for (compute, _), argument in zip(bound, inside, strict=True)
    ]

    def call(row: Row, place: int) -> Value:
        return call_function(name, _Arguments(arguments, row, place))

    compute = _find_short_way(name, inside, arguments) or call
    if not all(constant for _, constant in bound):
        return compute, False
    known: list[Value] = []

    def remember(row: Row, place: int) -> Value:
        if not known:
            known.append(compute(row, place))
        return known[0]

    return remember, True


def _find_short_way(
    name: str, inside: Sequence[Tree], arguments: Sequence[tuple[Compute, Reader | None]]
) -> Compute | None:
    """The calls that every row of a wage sheet makes, without the general machinery: the results are the same."""
    if name == "SUM" and len(inside) == 1 and (summed := arguments[0][1]) is not None:
        return summed.add_up
    if len(inside) != 2:
        return None
    (first, reader), (kind, told) = arguments[0], inside[1][:2]
    if name == "COUNTIF" and reader is not None and kind == "text" and is_plain_text(told):
        return lambda row, place: Decimal(reader.count(told, row, place))
    if name == "ROUND" and kind == "number" and told.isdigit() and int(told) <= _MOST_DIGITS:
        step = Decimal(1).scaleb(-int(told))

        def rounded(row: Row, place: int) -> Value:
            value = first(row, place)
            return (value if type(value) is Decimal else to_number(value)).quantize(step, ROUND_HALF_UP)

        return rounded
    return None
