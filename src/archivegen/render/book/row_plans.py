"""How the rows made of one template row are written: what is alike in all of them is worked out once."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, Any, NamedTuple

from archivegen.render.book.heights import USUAL_WIDTH
from archivegen.render.book.strings import RichText
from archivegen.render.sheet.bound import BoundFormula
from archivegen.render.sheet.formulas import letters_of
from archivegen.render.sheet.values import Compute

if TYPE_CHECKING:
    from archivegen.render.book.rows import RowWriter

_SHORT = 100


@dataclass(frozen=True, slots=True)
class RowSource:
    """What the writer needs of a template sheet.  ``styles``, ``tails``, ``texts``, ``arrays``, ``rows`` as ``CellReader`` read them."""

    styles: Mapping[int, Mapping[int, int]]
    tails: Mapping[tuple[int, int], str]
    texts: Mapping[tuple[int, int], str | RichText]
    arrays: Mapping[tuple[int, int], str]
    rows: Mapping[int, tuple[str, float | None, str]]


class Constant:
    """Neighbouring cells that are the same in every row but for its number: ``pieces`` stand round the number."""

    __slots__ = ("pieces",)

    def __init__(self, start: str, end: str) -> None:
        self.pieces = [start, end]


class Column(dict[Any, str]):
    """How the cells of one column end, by their values: a value that is met again is not written again.

    ``then`` is the start of the next cell.
    """

    __slots__ = ("mark", "numbers", "position", "remembers", "style", "then", "writer")

    def __init__(self, writer: RowWriter, position: int, style: int, mark: str) -> None:
        self.writer = writer
        self.position = position
        self.style = style
        self.mark = mark
        self.numbers = writer.strings.numbers
        self.then = ""
        self.remembers = (str,) if writer.style_of(style)[1] else (str, int, Decimal, date, type(None))
        """In a cell that takes text only, 7.5 and 7.50 are equal but not the same."""

    def __missing__(self, value: Any) -> str:
        if type(value) is str and value.isalnum() and len(value) < _SHORT:
            numbers = self.numbers
            end = self[value] = f'{self.mark}" t="s"><v>{numbers.setdefault(value, len(numbers))}</v></c>{self.then}'
            return end
        end = self.writer.write_value(value, self.position, self.style, self.mark) + self.then
        if isinstance(value, self.remembers):
            self[value] = end
        return end


class Run:
    """Neighbouring cells with values."""

    __slots__ = ("columns", "first", "last", "start")

    def __init__(self, start: str, column: Column) -> None:
        self.start = start
        self.first = column.position
        self.last = column.position + 1
        self.columns = [column]

    def add(self, start: str, column: Column) -> None:
        """The next cell."""
        self.columns[-1].then = start
        self.columns.append(column)
        self.last += 1


class FormulaCell(NamedTuple):
    """A cell with a formula."""

    position: int
    start: str
    mark: str
    bound: BoundFormula
    compute: Compute
    array: str | None


class RowPlan:
    """How all rows made of one template row are written."""

    __slots__ = ("attributes", "base", "chosen", "height", "is_styled", "segments", "wraps")

    def __init__(self, writer: RowWriter, row: int) -> None:
        source = writer.source
        self.attributes, self.height, self.chosen = source.rows.get(row, ("", None, ""))
        self.is_styled = ' s="' in self.attributes
        """Whether the row has a style of its own, which an empty cell would otherwise take."""
        self.segments: list[Constant | Run | FormulaCell] = []
        self.wraps: list[tuple[int, float, float]] = []
        """(column from 0, its width, size of the font) of the cells whose text wraps, where the row has a height."""
        self.base = f"{self.attributes}{self._say_height(self.height)}>"
        layout = writer.sheet.layouts[row]
        words = {position for position, _ in layout.singles}
        for _, start, stop, inside in layout.spans:
            words.update(range(start, stop) if inside is None else (start + offset for offset in inside))
        styles = source.styles.get(row, {})
        for position, spot in enumerate(writer.sheet.columns.spots):
            if spot.template in styles:
                self._add_cell(writer, (row, spot.template), position, styles[spot.template], words)

    def _add_cell(self, writer: RowWriter, at: tuple[int, int], position: int, style: int, words: set[int]) -> None:
        mark = f'" s="{style}' if style else ""
        start = f'<c r="{letters_of(position + 1)}'
        layout = writer.sheet.layouts[at[0]]
        if position in layout.formulas:
            self.segments.append(
                FormulaCell(position, start, mark, *layout.formulas[position], writer.source.arrays.get(at))
            )
        elif position in words:
            self._add_value(start, Column(writer, position, style, mark))
        else:
            blank = layout.base[position] is None
            if not blank or style or self.is_styled:
                self._add_constant(start, f'{mark}"/>' if blank else mark + writer.write_static(at))
        _, _, wraps, size = writer.style_of(style)
        if wraps and self.height is not None and not isinstance(writer.source.texts.get(at), RichText):
            self.wraps.append((position, writer.widths.get(position, USUAL_WIDTH), size))

    def _add_value(self, start: str, column: Column) -> None:
        last = self.segments[-1] if self.segments else None
        if isinstance(last, Run) and last.last == column.position:
            last.add(start, column)
        else:
            self.segments.append(Run(start, column))

    def _add_constant(self, start: str, end: str) -> None:
        last = self.segments[-1] if self.segments else None
        if isinstance(last, Constant):
            last.pieces[-1] += start
            last.pieces.append(end)
        else:
            self.segments.append(Constant(start, end))

    def _say_height(self, height: float | None) -> str:
        if height is None:
            return ""
        grown = ' customHeight="1"' if height != self.height else self.chosen
        return f' ht="{height:.15g}"{grown}'

    def start(self, height: float | None) -> str:
        """The attributes of a row of this height."""
        return self.base if height == self.height else f"{self.attributes}{self._say_height(height)}>"
