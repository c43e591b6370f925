"""The rows of a made sheet as XML: what is alike in all rows of one template row is worked out once."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from operator import getitem
from typing import Any, NamedTuple

from archivegen.errors import TemplateError
from archivegen.language.pictures import Picture
from archivegen.render.book.heights import HIGHEST, USUAL_WIDTH, fits_one_line, needed_height
from archivegen.render.book.markup import drop_illegal, escape
from archivegen.render.book.strings import RichText, StringTable
from archivegen.render.book.styles import Style, StyleBook
from archivegen.render.sheet.bound import BoundFormula
from archivegen.render.sheet.figures import Compute, Row, compute_cell
from archivegen.render.sheet.formulas import TooManyRangesError, letters_of
from archivegen.render.sheet.functions import UnknownValueError, to_value, write_number
from archivegen.render.sheet.made import MadeSheet, Merge, too_many_ranges
from archivegen.render.sheet.moves import bound_range
from archivegen.render.sheet.record import tell_item
from archivegen.render.sheet.tags import TagError

_EMU_A_POINT = 12_700
_SHORT = 100
_FORMULA_SIGNS = ("=", "+", "-", "@")
_PLAIN_STYLE: Style = (False, False, False, 11.0)


@dataclass(frozen=True, slots=True)
class RowSource:
    """What the writer needs of a template sheet.  ``styles``, ``tails``, ``texts``, ``arrays``, ``rows`` as ``CellReader`` read them."""

    styles: Mapping[int, Mapping[int, int]]
    tails: Mapping[tuple[int, int], str]
    texts: Mapping[tuple[int, int], str | RichText]
    arrays: Mapping[tuple[int, int], str]
    rows: Mapping[int, tuple[str, float | None, str]]


class _Constant:
    """Neighbouring cells that are the same in every row but for its number: ``pieces`` stand round the number."""

    __slots__ = ("pieces",)

    def __init__(self, start: str, end: str) -> None:
        self.pieces = [start, end]


class _Column(dict[Any, str]):
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


class _Run:
    """Neighbouring cells with values."""

    __slots__ = ("columns", "first", "last", "start")

    def __init__(self, start: str, column: _Column) -> None:
        self.start = start
        self.first = column.position
        self.last = column.position + 1
        self.columns = [column]

    def add(self, start: str, column: _Column) -> None:
        """The next cell."""
        self.columns[-1].then = start
        self.columns.append(column)
        self.last += 1


class _Formula(NamedTuple):
    """A cell with a formula."""

    position: int
    start: str
    mark: str
    bound: BoundFormula
    compute: Compute
    array: str | None


class _RowPlan:
    """How all rows made of one template row are written."""

    __slots__ = ("attributes", "base", "chosen", "height", "is_styled", "segments", "wraps")

    def __init__(self, writer: RowWriter, row: int) -> None:
        source = writer.source
        self.attributes, self.height, self.chosen = source.rows.get(row, ("", None, ""))
        self.is_styled = ' s="' in self.attributes
        """Whether the row has a style of its own, which an empty cell would otherwise take."""
        self.segments: list[_Constant | _Run | _Formula] = []
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
                _Formula(position, start, mark, *layout.formulas[position], writer.source.arrays.get(at))
            )
        elif position in words:
            self._add_value(start, _Column(writer, position, style, mark))
        else:
            blank = layout.base[position] is None
            if not blank or style or self.is_styled:
                self._add_constant(start, f'{mark}"/>' if blank else mark + writer.write_static(at))
        _, _, wraps, size = writer.style_of(style)
        if wraps and self.height is not None and not isinstance(writer.source.texts.get(at), RichText):
            self.wraps.append((position, writer.widths.get(position, USUAL_WIDTH), size))

    def _add_value(self, start: str, column: _Column) -> None:
        last = self.segments[-1] if self.segments else None
        if isinstance(last, _Run) and last.last == column.position:
            last.add(start, column)
        else:
            self.segments.append(_Run(start, column))

    def _add_constant(self, start: str, end: str) -> None:
        last = self.segments[-1] if self.segments else None
        if isinstance(last, _Constant):
            last.pieces[-1] += start
            last.pieces.append(end)
        else:
            self.segments.append(_Constant(start, end))

    def _say_height(self, height: float | None) -> str:
        if height is None:
            return ""
        grown = ' customHeight="1"' if height != self.height else self.chosen
        return f' ht="{height:.15g}"{grown}'

    def start(self, height: float | None) -> str:
        """The attributes of a row of this height."""
        return self.base if height == self.height else f"{self.attributes}{self._say_height(height)}>"


class RowWriter:
    """Writes the rows of one made sheet; afterwards ``heights`` and ``pictures`` tell what else came of them."""

    def __init__(
        self,
        sheet: MadeSheet,
        source: RowSource,
        *,
        strings: StringTable,
        styles: StyleBook,
        widths: Mapping[int, float],
        merges: list[Merge],
    ) -> None:
        self.sheet = sheet
        self.source = source
        self.widths = widths
        """Of the made columns, counted from 0."""
        self.heights: dict[int, float] = {}
        """Of the made rows, counted from 1, where they have one."""
        self.pictures: list[tuple[int, int, Picture]] = []
        """(row, column, picture), counted from 1."""
        self.strings = strings
        self._styles = styles
        self._merges = {(top, left): (bottom, right) for top, left, bottom, right in merges}
        self._plans: dict[int, _RowPlan] = {}
        self._place = 0
        """The row that is being written."""

    def write(self) -> str:
        """All rows, as they stand within ``sheetData``."""
        out: list[str] = []
        plans = self._plans
        for place, (spot, row) in enumerate(zip(self.sheet.rows.spots, self.sheet.grid, strict=True), 1):
            plan = plans.get(spot.template)
            if plan is None:
                plan = plans[spot.template] = _RowPlan(self, spot.template)
            if plan.segments or plan.base != ">":
                self._write_row(out, plan, row, place)
        return "".join(out)

    def _write_row(self, out: list[str], plan: _RowPlan, row: Row, place: int) -> None:
        number = str(place)
        self._place = place
        head = len(out)
        out.append("")
        for segment in plan.segments:
            if type(segment) is _Run:
                ends = map(getitem, segment.columns, row[segment.first : segment.last])
                out.append(number.join((segment.start, *ends)))
            elif type(segment) is _Formula:
                out.append(f"{segment.start}{number}{segment.mark}{self._write_formula(segment, row, place)}")
            else:
                out.append(number.join(segment.pieces))  # type: ignore[union-attr]
        out.append("</row>")
        height = plan.height
        if plan.wraps or self.pictures:
            height = self._grow(plan, row, place)
        if height is not None:
            self.heights[place] = height
        out[head] = f'<row r="{number}"{plan.start(height)}'

    # Cells -----------------------------------------------------------------------------------------------------------

    def style_of(self, style: int) -> Style:
        """What is known of a style."""
        known = self._styles.styles
        return known[style] if style < len(known) else _PLAIN_STYLE

    def write_static(self, at: tuple[int, int]) -> str:
        """The end of a cell that is the same in every row."""
        text = self.source.texts.get(at)
        if text is None:
            return self.source.tails.get(at, '"/>')
        return f'" t="s"><v>{self.strings.add_static(text)}</v></c>'

    def write_value(self, value: Any, position: int, style: int, mark: str) -> str:
        """The rest of a cell of the current row, from its style on."""
        if value is None or value == "":
            return f'{mark}"/>'
        dated, text_only, _, _ = self.style_of(style)
        if isinstance(value, Picture):
            self.pictures.append((self._place, position + 1, value))
            return f'{mark}"/>'
        if isinstance(value, str) or text_only:
            return self._write_text(_as_text(value), mark, position, style)
        if isinstance(value, date):
            number = write_number(Decimal(to_value(value)))  # type: ignore[arg-type]
            return f'" s="{style if dated else self._styles.vary(style, dated=True)}"><v>{number}</v></c>'
        try:
            return f'{mark}"><v>{write_number(value)}</v></c>'
        except UnknownValueError:
            raise self._blame(position, "数字太大，表格里放不下") from None

    def _write_text(self, text: str, mark: str, position: int, style: int) -> str:
        try:
            number = self.strings.add(text)
        except TemplateError as error:
            raise self._blame(position, str(error)) from error
        if number is None:
            return f'{mark}"/>'
        if text.startswith(_FORMULA_SIGNS):
            mark = f'" s="{self._styles.vary(style, dated=False)}'
        return f'{mark}" t="s"><v>{number}</v></c>'

    def _write_formula(self, cell: _Formula, row: Row, place: int) -> str:
        """The rest of a cell with a formula, from behind its style."""
        try:
            text = cell.bound.write(place)
        except TooManyRangesError as error:
            spot, column = self.sheet.rows.spots[place - 1], self.sheet.columns.spots[cell.position]
            raise too_many_ranges(spot.template, column.template, error) from error
        formula = f"<f>{text}</f>"
        if cell.array is not None:
            formula = f'<f t="array" ref="{self._find_array(cell.array, place, cell.position)}">{text}</f>'
        try:
            value = compute_cell(row, place, cell.position, cell.compute)
            if type(value) is Decimal:
                return f'">{formula}<v>{write_number(value)}</v></c>'
        except UnknownValueError:
            return f'">{formula}</c>'
        if isinstance(value, bool):
            return f'" t="b">{formula}<v>{int(value)}</v></c>'
        if isinstance(value, str):
            return f'" t="str">{formula}<v>{escape(drop_illegal(value))}</v></c>'
        return f'">{formula}<v>0</v></c>'

    def _find_array(self, area: str, place: int, position: int) -> str:
        if ":" in area and (moved := bound_range(area, self.sheet)):
            return moved
        return f"{letters_of(position + 1)}{place}"

    def _blame(self, position: int, problem: str) -> TagError:
        row = self.sheet.rows.spots[self._place - 1]
        column = self.sheet.columns.spots[position].template
        tag = self.sheet.program.tags.get((row.template, column), "")
        return TagError(row.template, column, tag, problem, tell_item(self.sheet.record.rounds, row.path))

    # Heights ---------------------------------------------------------------------------------------------------------

    def _grow(self, plan: _RowPlan, row: Row, place: int) -> float | None:
        """The height that the texts and pictures of a row need, and at least the template's."""
        height = plan.height
        for position, width, size in plan.wraps:
            value = row[position]
            if not isinstance(value, str) or fits_one_line(value, width, size):
                continue
            bottom, right = self._merges.get((place, position + 1), (place, position + 1))
            if bottom > place:
                continue
            room = sum(self.widths.get(column, USUAL_WIDTH) for column in range(position, right))
            height = max(height or 0.0, needed_height(value, room, size))
        for at, column, picture in reversed(self.pictures):
            if at != place:
                break
            if self._merges.get((place, column), (place, 0))[0] == place:
                height = max(height or 0.0, min(picture.height / _EMU_A_POINT, HIGHEST))
        return height


def _as_text(value: Any) -> str:
    return f"{value:f}" if isinstance(value, Decimal) else value.isoformat() if isinstance(value, date) else str(value)
