"""Cached values of formulas, so that a previewer that does not calculate shows the right figure.  Pure.

Everything is computed in :class:`Decimal`.  A function that is not known, a text where a number must stand, a circle or
a division by zero gives no cached value at all, never 0: the program that opens the file calculates it.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from archivegen.render.sheet.formulas import LAST_ROW, number_of
from archivegen.render.sheet.functions import (
    COMPARE,
    UnknownValueError,
    Value,
    call_function,
    compare_values,
    to_number,
    to_text,
    to_value,
)

Grid = Mapping[tuple[int, int], Any]
"""(row, column) → value; a formula is a :class:`Live`, a blank cell is not there."""

_DEEPEST = 30
_TOKEN = re.compile(
    r"""\s*(?:
    (?P<text>"(?:[^"]|"")*")
  | (?P<ref>(?:(?P<sheet>'(?:[^']|'')+'|[^\W\d][\w.]*)!)?
      (?:\$?(?P<c1>[A-Z]{1,3})\$?(?P<r1>[1-9]\d*)(?::\$?(?P<c2>[A-Z]{1,3})\$?(?P<r2>[1-9]\d*))?
        |\$?(?P<c3>[A-Z]{1,3}):\$?(?P<c4>[A-Z]{1,3}))(?![\w.(!:]))
  | (?P<call>[A-Z][A-Z0-9.]*)\(
  | (?P<number>(?:\d+\.?\d*|\.\d+)(?:E[-+]?\d+)?)
  | (?P<truth>TRUE|FALSE)
  | (?P<sign><=|>=|<>|[-+*/&=<>%(),])
    )\s*""",
    re.VERBOSE | re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Live:
    """A formula in a made sheet, with its leading ``=``."""

    text: str


@dataclass(frozen=True, slots=True)
class _Range:
    sheet: str
    rows: tuple[int, int]
    columns: tuple[int, int]


_Operand = Value | _Range
_Thunk = Callable[[], _Operand]


class Figures:
    """The values of a workbook's cells; ``grids`` holds the cells of each sheet by its title."""

    def __init__(self, grids: Mapping[str, Grid]) -> None:
        self._grids = {title.casefold(): grid for title, grid in grids.items()}
        self._known: dict[tuple[str, int, int], Value] = {}
        self._unknown: set[tuple[str, int, int]] = set()
        self._depth = 0

    def find(self, sheet: str, row: int, column: int) -> Value:
        """The value of a cell; raises :class:`UnknownValueError`."""
        grid = self._grids.get(sheet.casefold())
        if grid is None:
            raise UnknownValueError
        content = grid.get((row, column))
        if not isinstance(content, Live):
            return to_value(content)
        key = (sheet.casefold(), row, column)
        if key in self._known:
            return self._known[key]
        if key in self._unknown or self._depth >= _DEEPEST:
            raise UnknownValueError
        self._unknown.add(key)  # so that a circle ends here
        self._depth += 1
        try:
            value = self.read(_Reader(self, content.text[1:], sheet).read_all()())
        except ArithmeticError:
            raise UnknownValueError from None
        finally:
            self._depth -= 1
        self._unknown.discard(key)
        self._known[key] = value
        return value

    def list_values(self, area: _Range) -> Iterator[Value]:
        """The values of a range row by row, blanks included; of a very long range only what is there."""
        grid = self._grids.get(area.sheet.casefold())
        if grid is None:
            raise UnknownValueError
        (top, bottom), (left, right) = area.rows, area.columns
        inside: Sequence[tuple[int, int]]
        if bottom - top > 2 * len(grid) + 100:
            inside = sorted(spot for spot in grid if top <= spot[0] <= bottom and left <= spot[1] <= right)
        else:
            inside = [(row, column) for row in range(top, bottom + 1) for column in range(left, right + 1)]
        return (self.find(area.sheet, row, column) for row, column in inside)

    def read(self, operand: _Operand) -> Value:
        """An operand as one value; a range of several cells has none."""
        if not isinstance(operand, _Range):
            return operand
        if operand.rows[0] != operand.rows[1] or operand.columns[0] != operand.columns[1]:
            raise UnknownValueError
        return next(self.list_values(operand), None)


class _Arguments:
    def __init__(self, figures: Figures, thunks: Sequence[_Thunk]) -> None:
        self._figures = figures
        self._thunks = thunks

    def __len__(self) -> int:
        return len(self._thunks)

    def value(self, position: int) -> Value:
        return self._figures.read(self._thunks[position]())

    def numbers(self) -> list[Decimal]:
        found: list[Decimal] = []
        for thunk in self._thunks:
            operand = thunk()
            if isinstance(operand, _Range):
                found += [v for v in self._figures.list_values(operand) if isinstance(v, Decimal)]
            else:
                found.append(to_number(operand))
        return found

    def listed(self, position: int) -> list[Value]:
        operand = self._thunks[position]()
        if not isinstance(operand, _Range):
            raise UnknownValueError
        return list(self._figures.list_values(operand))

    def all_listed(self) -> list[Value]:
        found: list[Value] = []
        for thunk in self._thunks:
            operand = thunk()
            found += self._figures.list_values(operand) if isinstance(operand, _Range) else [operand]
        return found


class _Reader:
    """Recursive descent over one formula; every method returns a thunk, so that IF looks at one branch only."""

    def __init__(self, figures: Figures, text: str, sheet: str) -> None:
        self.figures = figures
        self.sheet = sheet
        self.tokens: list[re.Match[str]] = []
        self.position = 0
        end = 0
        while end < len(text):
            token = _TOKEN.match(text, end)
            if token is None:
                raise UnknownValueError
            self.tokens.append(token)
            end = token.end()

    def read_all(self) -> _Thunk:
        thunk = self._read_compared()
        if self.position < len(self.tokens):
            raise UnknownValueError
        return thunk

    def _take(self, *signs: str) -> str:
        """The next sign, if it is one of these."""
        if self.position < len(self.tokens) and self.tokens[self.position]["sign"] in signs:
            self.position += 1
            return self.tokens[self.position - 1]["sign"]
        return ""

    def _read_compared(self) -> _Thunk:
        left = self._read_joined()
        while sign := self._take(*COMPARE):
            left = self._apply(sign, left, self._read_joined())
        return left

    def _read_joined(self) -> _Thunk:
        left = self._read_added()
        while sign := self._take("&"):
            left = self._apply(sign, left, self._read_added())
        return left

    def _read_added(self) -> _Thunk:
        left = self._read_multiplied()
        while sign := self._take("+", "-"):
            left = self._apply(sign, left, self._read_multiplied())
        return left

    def _read_multiplied(self) -> _Thunk:
        left = self._read_signed()
        while sign := self._take("*", "/"):
            left = self._apply(sign, left, self._read_signed())
        return left

    def _read_signed(self) -> _Thunk:
        if self._take("+"):
            return self._read_signed()
        if self._take("-"):
            return self._apply("-", lambda: Decimal(0), self._read_signed())
        value = self._read_atom()
        while self._take("%"):
            value = self._apply("/", value, lambda: Decimal(100))
        return value

    def _apply(self, sign: str, left: _Thunk, right: _Thunk) -> _Thunk:
        read = self.figures.read
        return lambda: _apply_sign(sign, read(left()), read(right()))

    def _read_atom(self) -> _Thunk:
        if self._take("("):
            value = self._read_compared()
            if not self._take(")"):
                raise UnknownValueError
            return value
        if self.position >= len(self.tokens) or self.tokens[self.position]["sign"]:
            raise UnknownValueError
        token = self.tokens[self.position]
        self.position += 1
        if token["call"]:
            return self._read_call(token["call"].upper())
        operand = self._read_range(token) if token["ref"] else _read_constant(token)
        return lambda: operand

    def _read_range(self, token: re.Match[str]) -> _Range:
        sheet = token["sheet"] or self.sheet
        if token["sheet"] and sheet.startswith("'"):
            sheet = sheet[1:-1].replace("''", "'")
        if token["c3"]:
            rows, letters = [1, LAST_ROW], (token["c3"], token["c4"])
        else:
            rows = sorted((int(token["r1"]), int(token["r2"] or token["r1"])))
            letters = (token["c1"], token["c2"] or token["c1"])
        columns = sorted(map(number_of, letters))
        return _Range(sheet, (rows[0], rows[1]), (columns[0], columns[1]))

    def _read_call(self, name: str) -> _Thunk:
        thunks: list[_Thunk] = []
        if not self._take(")"):
            thunks.append(self._read_compared())
            while self._take(","):
                thunks.append(self._read_compared())
            if not self._take(")"):
                raise UnknownValueError
        arguments = _Arguments(self.figures, thunks)
        return lambda: call_function(name, arguments)


def _read_constant(token: re.Match[str]) -> Value:
    if token["text"]:
        return token["text"][1:-1].replace('""', '"')
    if token["truth"]:
        return token["truth"].upper() == "TRUE"
    return Decimal(token["number"])


def _apply_sign(sign: str, left: Value, right: Value) -> Value:
    if sign in COMPARE:
        return compare_values(sign, left, right)
    if sign == "&":
        return to_text(left) + to_text(right)
    a, b = to_number(left), to_number(right)
    return a + b if sign == "+" else a - b if sign == "-" else a * b if sign == "*" else a / b
