"""The values in the cells of made sheets, and formulas among them that have none yet.  Pure."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from typing import Any, Protocol

from archivegen.render.sheet.formulas import Block, Ground
from archivegen.render.sheet.functions import UnknownValueError, Value, to_value

PENDING = object()
"""Stands in a grid for a formula that has no value yet."""

UNKNOWN = object()
"""Stands in a grid for a formula whose value cannot be told here."""

MOST_READ = 50_000_000
"""Cells that the formulas of one workbook look at; a running total over 10,000 rows takes them."""

_DEEPEST = 40
_READY = (Decimal, type(None))
_NUMBERS = frozenset({int, Decimal})
_PLAIN = frozenset({Decimal, str, type(None)})
"""Types of values that formulas see as they are, but for the empty text."""

Row = list[Any]
"""One made row: its values by column; a blank is None or an empty text."""

Compute = Callable[[Row, int], Value]
"""The value of a formula in a made row, given its values and its number."""


class EmptyText(str):
    """The empty text that a formula gave: no blank, as COUNTA sees it."""

    __slots__ = ()


class Depth:
    """How many formulas are being computed for one another; a chain too long is left to the real program, and so is too much."""

    __slots__ = ("count", "left")

    def __init__(self) -> None:
        self.count = 0
        self.left = MOST_READ

    def read(self, cells: int) -> None:
        """Raises :class:`UnknownValueError` when they were the last."""
        self.left -= cells
        if self.left < 0:
            raise UnknownValueError


class Sheet(Ground, Protocol):
    """A made sheet with its values."""

    grid: list[Row]
    depth: Depth

    def compute(self, place: int, column: int) -> Value:
        """The value of the formula in a made row and column, counted from 1."""

    def has_formula(self, place: int, first: int, last: int) -> bool:
        """Whether a formula stands in these columns of a made row."""


def find_value(sheet: Sheet, place: int, column: int) -> Value:
    """The value of a cell (counted from 1); raises :class:`UnknownValueError`."""
    if not (0 < place <= len(sheet.grid)):
        return None
    row = sheet.grid[place - 1]
    return settle_cell(sheet, row, place, column - 1) if 0 < column <= len(row) else None


def compute_cell(row: Row, place: int, position: int, compute: Compute) -> Value:
    """The value of a formula (in the column counted from 0), computed unless it is known; :class:`UnknownValueError`."""
    value = row[position]
    if value is PENDING:
        row[position] = UNKNOWN  # so that a circle ends here
        try:
            value = compute(row, place)
        except ArithmeticError:
            raise UnknownValueError from None
        row[position] = EmptyText() if isinstance(value, str) and value == "" else value
        return value
    if value is UNKNOWN:
        raise UnknownValueError
    return "" if isinstance(value, EmptyText) else value


def settle_cell(sheet: Sheet, row: Row, place: int, position: int) -> Value:
    """The value in a column (counted from 0) of a row, computed if it is a formula; :class:`UnknownValueError`."""
    value = row[position]
    if value is PENDING:
        row[position] = UNKNOWN  # so that a circle ends here
        value = row[position] = _compute(sheet, place, position + 1)
    if value is UNKNOWN:
        raise UnknownValueError
    if isinstance(value, EmptyText):
        return ""
    return to_value(value) if value != "" else None


def _compute(sheet: Sheet, place: int, column: int) -> Any:
    depth = sheet.depth
    if depth.count >= _DEEPEST:
        return UNKNOWN
    depth.count += 1
    try:
        value = sheet.compute(place, column)
    except (UnknownValueError, ArithmeticError):
        return UNKNOWN
    finally:
        depth.count -= 1
    return EmptyText() if value == "" and isinstance(value, str) else value


def settle_all(sheet: Sheet, row: Row, place: int, start: int, stop: int) -> list[Value]:
    """The values of some columns of a row."""
    values = row[start:stop]
    if len(values) < stop - start:
        values += [None] * (stop - start - len(values))
    kinds = set(map(type, values))
    if kinds <= _PLAIN:
        return _blank_empty(values)
    if kinds <= _NUMBERS:
        return [Decimal(value) for value in values]
    return [settle_cell(sheet, row, place, start + n) if type(v) not in _READY else v for n, v in enumerate(values)]


def _blank_empty(values: list[Any]) -> list[Value]:
    return [None if value == "" else value for value in values] if "" in values else values


def list_block(ground: Sheet, block: Block) -> list[Value]:
    """The values of an area row by row; of whole columns only what is there."""
    rows, columns = block
    grid = ground.grid
    top, bottom = rows or (1, len(grid))
    if bottom - top > 2 * len(grid) + 100:
        bottom = len(grid)
    ground.depth.read(len(grid) >> 3)  # for the next line
    width = max(map(len, grid), default=0)
    first, last = columns or (1, width)
    last = min(last, max(width, first))
    ground.depth.read(max(last - first + 1, 0) * max(bottom - top + 1, 0))
    missing = [None] * ((last - first + 1) * max(bottom - max(top - 1, len(grid)), 0))
    if first == last and first <= width:
        return _list_column(ground, top, min(bottom, len(grid)), first) + missing
    values: list[Value] = []
    for place in range(top, min(bottom, len(grid)) + 1):
        values += settle_all(ground, grid[place - 1], place, first - 1, last)
    return values + missing


def _list_column(ground: Sheet, top: int, bottom: int, column: int) -> list[Value]:
    """The values of one column, which is what most totals are about."""
    position = column - 1
    values = [row[position] for row in ground.grid[top - 1 : bottom]]
    kinds = set(map(type, values))
    if kinds <= _PLAIN:
        return _blank_empty(values)
    if kinds <= _NUMBERS:
        return [Decimal(value) for value in values]
    grid = ground.grid
    return [
        value if type(value) is Decimal else settle_cell(ground, grid[top - 1 + n], top + n, position)
        for n, value in enumerate(values)
    ]
