"""The rows of a made sheet as XML: what is alike in all rows of one template row is worked out once."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from archivegen.errors import TemplateError
from archivegen.language.pictures import Picture
from archivegen.render.book.heights import HIGHEST, USUAL_WIDTH, fits_one_line, needed_height
from archivegen.render.book.markup import drop_illegal, escape
from archivegen.render.book.strings import RichText, StringTable
from archivegen.render.book.styles import Style, StyleBook
from archivegen.render.sheet.bound import BoundFormula
from archivegen.render.sheet.figures import Row, find_value
from archivegen.render.sheet.formulas import TooManyRangesError, letters_of
from archivegen.render.sheet.functions import UnknownValueError, to_value, write_number
from archivegen.render.sheet.layout import Spot
from archivegen.render.sheet.made import MadeSheet, Merge, too_many_ranges
from archivegen.render.sheet.moves import bound_range
from archivegen.render.sheet.record import tell_item
from archivegen.render.sheet.tags import TagError

_CONSTANT, _VALUE, _FORMULA = 0, 1, 2
_EMU_A_POINT = 12_700
_PLAIN_STYLE: Style = (False, False, False, 11.0)

_Slot = tuple[int, int, str, str, int, Any]
"""What it is; made column from 0; start of the cell; its style attribute; its style; the pieces of a constant, or the formula."""


@dataclass(frozen=True, slots=True)
class RowSource:
    """What the writer needs of a template sheet.  ``styles``, ``tails``, ``texts``, ``arrays``, ``rows`` as ``CellReader`` read them."""

    styles: Mapping[int, Mapping[int, int]]
    tails: Mapping[tuple[int, int], str]
    texts: Mapping[tuple[int, int], str | RichText]
    arrays: Mapping[tuple[int, int], str]
    rows: Mapping[int, tuple[str, float | None, str]]


class _RowPlan:
    """How all rows made of one template row are written."""

    __slots__ = ("attributes", "base", "chosen", "height", "is_styled", "slots", "wraps")

    def __init__(self, writer: RowWriter, row: int) -> None:
        source = writer.source
        self.attributes, self.height, self.chosen = source.rows.get(row, ("", None, ""))
        self.is_styled = ' s="' in self.attributes
        """Whether the row has a style of its own, which an empty cell would otherwise take."""
        self.slots: list[_Slot] = []
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
            extra = (layout.formulas[position][0], writer.source.arrays.get(at))
            self.slots.append((_FORMULA, position, start, mark, style, extra))
        elif position in words:
            self.slots.append((_VALUE, position, start, mark, style, None))
        else:
            blank = layout.base[position] is None
            if not blank or style or self.is_styled:
                self._add_constant(start, f'{mark}"/>' if blank else mark + writer.write_static(at))
        _, _, wraps, size = writer.style_of(style)
        if wraps and self.height is not None and not isinstance(writer.source.texts.get(at), RichText):
            self.wraps.append((position, writer.widths.get(position, USUAL_WIDTH), size))

    def _add_constant(self, start: str, end: str) -> None:
        if self.slots and self.slots[-1][0] == _CONSTANT:
            pieces = self.slots[-1][5]
            pieces[-1] += start
            pieces.append(end)
        else:
            self.slots.append((_CONSTANT, 0, "", "", 0, [start, end]))

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
        self._strings = strings
        self._styles = styles
        self._merges = {(top, left): (bottom, right) for top, left, bottom, right in merges}
        self._plans: dict[int, _RowPlan] = {}

    def write(self) -> str:
        """All rows, as they stand within ``sheetData``."""
        out: list[str] = []
        plans = self._plans
        for place, (spot, row) in enumerate(zip(self.sheet.rows.spots, self.sheet.grid, strict=True), 1):
            plan = plans.get(spot.template)
            if plan is None:
                plan = plans[spot.template] = _RowPlan(self, spot.template)
            if plan.slots or plan.base != ">":
                self._write_row(out, plan, row, place)
        return "".join(out)

    def _write_row(self, out: list[str], plan: _RowPlan, row: Row, place: int) -> None:
        number = str(place)
        tails = self._strings.tails
        add = out.append
        head = len(out)
        add("")
        for kind, position, start, mark, style, extra in plan.slots:
            if kind == _VALUE:
                value = row[position]
                if type(value) is str and value in tails:
                    add(f'{start}{number}{mark}" t="s"><v>{tails[value]}')
                elif value is None or value == "":
                    add(f'{start}{number}{mark}"/>')
                else:
                    add(f"{start}{number}{self._write_value(value, place, position, style, mark)}")
            elif kind == _FORMULA:
                add(f"{start}{number}{mark}{self._write_formula(row, place, position, *extra)}")
            else:
                add(number.join(extra))
        add("</row>")
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
        return f'" t="s"><v>{self._strings.add_static(text)}</v></c>'

    def _write_value(self, value: Any, place: int, position: int, style: int, mark: str) -> str:
        """The rest of a cell with a value, from its style on."""
        if type(value) is str:
            return self._write_text(value, mark, place, position, style)
        dated, text_only, _, _ = self.style_of(style)
        if isinstance(value, Picture):
            self.pictures.append((place, position + 1, value))
            return f'{mark}"/>'
        if isinstance(value, str) or text_only:
            return self._write_text(_as_text(value), mark, place, position, style)
        if isinstance(value, date):
            number = write_number(Decimal(to_value(value)))  # type: ignore[arg-type]
            return f'" s="{style if dated else self._styles.vary(style, dated=True)}"><v>{number}</v></c>'
        try:
            return f'{mark}"><v>{write_number(value)}</v></c>'
        except UnknownValueError:
            raise self._blame(place, position, "数字太大，表格里放不下") from None

    def _write_text(self, text: str, mark: str, place: int, position: int, style: int) -> str:
        tails = self._strings.tails
        try:
            tail = tails.get(text) or self._strings.add(text)
        except TemplateError as error:
            raise self._blame(place, position, str(error)) from error
        if not tail:
            return f'{mark}"/>'
        if text not in tails:
            mark = f'" s="{self._styles.vary(style, dated=False)}'
        return f'{mark}" t="s"><v>{tail}'

    def _write_formula(self, row: Row, place: int, position: int, bound: BoundFormula, array: str | None) -> str:
        """The rest of a cell with a formula, from behind its style."""
        try:
            text = bound.write(place)
        except TooManyRangesError as error:
            spot, column = self.sheet.rows.spots[place - 1], self.sheet.columns.spots[position]
            raise too_many_ranges(spot.template, column.template, error) from error
        formula = f"<f>{text}</f>"
        if array is not None:
            formula = f'<f t="array" ref="{self._find_array(array, place, position)}">{text}</f>'
        try:
            value = find_value(self.sheet, place, position + 1)
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

    def _blame(self, place: int, position: int, problem: str) -> TagError:
        row: Spot = self.sheet.rows.spots[place - 1]
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
