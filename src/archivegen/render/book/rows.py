"""The rows of a made sheet as XML."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from operator import getitem
from typing import Any

from archivegen.errors import TemplateError
from archivegen.render.book.heights import HIGHEST, USUAL_WIDTH, fits_one_line, needed_height
from archivegen.render.book.markup import drop_illegal, escape
from archivegen.render.book.row_plans import FormulaCell, RowPlan, RowSource, Run
from archivegen.render.book.strings import StringTable
from archivegen.render.book.styles import Style, StyleBook
from archivegen.render.sheet.formulas import TooManyRangesError, letters_of
from archivegen.render.sheet.functions import UnknownValueError, to_value, write_number
from archivegen.render.sheet.made import MadeSheet, Merge, too_many_ranges
from archivegen.render.sheet.moves import bound_range
from archivegen.render.sheet.record import tell_item
from archivegen.render.sheet.tags import TagError
from archivegen.render.sheet.values import PENDING, UNKNOWN, Row, compute_cell
from archivegen.values.pictures import Picture

_EMU_A_POINT = 12_700
_FORMULA_SIGNS = ("=", "+", "-", "@")
_PLAIN_STYLE: Style = (False, False, False, 11.0)


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
        self._plans: dict[int, RowPlan] = {}
        self._place = 0
        """The row that is being written."""

    def write(self) -> str:
        """All rows, as they stand within ``sheetData``."""
        out: list[str] = []
        plans = self._plans
        for place, (spot, row) in enumerate(zip(self.sheet.rows.spots, self.sheet.grid, strict=True), 1):
            plan = plans.get(spot.template)
            if plan is None:
                plan = plans[spot.template] = RowPlan(self, spot.template)
            if plan.segments or plan.base != ">":
                self._write_row(out, plan, row, place)
        return "".join(out)

    def _write_row(self, out: list[str], plan: RowPlan, row: Row, place: int) -> None:
        number = str(place)
        self._place = place
        head = len(out)
        out.append("")
        for segment in plan.segments:
            if type(segment) is Run:
                ends = map(getitem, segment.columns, row[segment.first : segment.last])
                out.append(number.join((segment.start, *ends)))
            elif type(segment) is FormulaCell:
                out.append(self._write_formula(segment, row, place, number))
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

    def _write_formula(self, cell: FormulaCell, row: Row, place: int, number: str) -> str:
        """A cell with a formula: by the short way where the formula is alike in all rows and makes a number."""
        position, start, mark, bound, compute, array = cell
        if bound.pieces is not None and array is None and row[position] is PENDING:
            row[position] = UNKNOWN  # so that a circle ends here
            try:
                value = row[position] = compute(row, place)
                if type(value) is Decimal:
                    text = number.join(bound.pieces)
                    return f'{start}{number}{mark}"><f>{text}</f><v>{write_number(value)}</v></c>'
                row[position] = PENDING
            except (UnknownValueError, ArithmeticError):
                row[position] = UNKNOWN
        return f"{start}{number}{mark}{self._finish_formula(cell, row, place)}"

    def _finish_formula(self, cell: FormulaCell, row: Row, place: int) -> str:
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

    def _grow(self, plan: RowPlan, row: Row, place: int) -> float | None:
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
