"""One made sheet, written into a workbook with openpyxl: its cells and what refers to them."""
# ruff: noqa: SLF001 - copying a style through openpyxl's own door takes 27 times as long as sharing its record

from __future__ import annotations

import re
from collections.abc import Iterator
from copy import copy, deepcopy
from datetime import date
from decimal import Decimal
from typing import Any

from openpyxl.cell import Cell
from openpyxl.formatting.formatting import ConditionalFormatting
from openpyxl.styles.numbers import is_date_format
from openpyxl.worksheet.cell_range import CellRange, MultiCellRange
from openpyxl.worksheet.formula import ArrayFormula
from openpyxl.worksheet.worksheet import Worksheet

from archivegen.render.sheet.figures import Live
from archivegen.render.sheet.formulas import Finder
from archivegen.render.sheet.made import MadeSheet
from archivegen.render.sheet.moves import (
    bound_range,
    move_areas,
    move_formula,
    move_ranges,
)
from archivegen.render.xlsx_heights import fit_rows
from archivegen.render.xlsx_page import PageWriter

StyleBook = dict[tuple[int, str], Any]
"""Varied styles of template cells, shared by all made cells: (id of the template cell, variation) → style record."""

_FORMULA_SIGNS = ("=", "+", "-", "@")
_ESCAPE_LIKE = re.compile(r"_(?=x[0-9A-Fa-f]{4}_)")


class SheetWriter:
    """Writes a made sheet into the empty ``target``, with the looks of its template ``source``."""

    def __init__(self, source: Worksheet, target: Worksheet, sheet: MadeSheet, find: Finder, styles: StyleBook) -> None:
        self.source = source
        self.target = target
        self.sheet = sheet
        self.find = find
        self.styles = styles

    def write(self) -> None:
        """Write everything."""
        PageWriter(self.source, self.target, self.sheet, self.find).write()
        self._write_cells()
        self._write_merges()
        self._write_conditions()
        self._write_tables()
        fit_rows(self.target)

    # Cells -----------------------------------------------------------------------------------------------------------

    def _write_cells(self) -> None:
        rows: dict[int, list[tuple[int, Cell, bool]]] = {}
        for row, record in enumerate(self.sheet.record.rows, 1):
            number = record.spot.template
            if number not in rows:
                rows[number] = list(self._list_sources(number))
            for column, source, as_it_is in rows[number]:
                self._write_cell(row, column, source, as_it_is=as_it_is)

    def _list_sources(self, number: int) -> Iterator[tuple[int, Cell, bool]]:
        """(made column, template cell, whether its value is copied) of every cell in a template row."""
        contents = self.sheet.program.template.contents
        for column, spot in enumerate(self.sheet.columns.spots, 1):
            source = self.source._cells.get((number, spot.template))
            if source is not None:
                content = contents.get((number, spot.template))
                plain = content is not None and not (content.is_words or content.is_formula or content.marks)
                yield column, source, plain

    def _write_cell(self, row: int, column: int, source: Cell, *, as_it_is: bool) -> None:
        cell = Cell(self.target, row=row, column=column)
        cell._style = source._style
        self.target._cells[row, column] = cell
        value = self.sheet.grid.get((row, column))
        if value is None:
            pass
        elif as_it_is:
            cell._value, cell.data_type = source._value, source.data_type
        elif isinstance(value, Live):
            cell._value = ArrayFormula(cell.coordinate, value.text) if _is_array(source) else value.text
            cell.data_type = "f"
        elif isinstance(value, str) or source.number_format == "@":
            self._write_text(cell, source, _as_text(value))
        elif isinstance(value, date):
            cell._value, cell.data_type = value, "d"
            if not is_date_format(source.number_format):
                cell._style = self._vary_style(source, "date")
        else:
            cell._value, cell.data_type = value, "n"
        self._write_attachments(cell, source)

    def _write_text(self, cell: Cell, source: Cell, text: str) -> None:
        cell._value = _ESCAPE_LIKE.sub("_x005F_", text)
        cell.data_type = "s"
        if text.startswith(_FORMULA_SIGNS):
            cell._style = self._vary_style(source, "quoted")

    def _vary_style(self, source: Cell, change: str) -> Any:
        """The template cell's style with one change, made once: a date's format, or the mark of a text like ``=1``."""
        key = (id(source), change)
        if key not in self.styles:
            varied = Cell(source.parent, row=1, column=1, style_array=source._style)
            if change == "date":
                varied.number_format = "yyyy-mm-dd"
            else:
                varied._style.quotePrefix = 1
            self.styles[key] = varied._style
        return self.styles[key]

    def _write_attachments(self, cell: Cell, source: Cell) -> None:
        if not isinstance(source, Cell):  # the inside of a merged cell has neither
            return
        if source.comment is not None:
            cell.comment = copy(source.comment)
        if source.hyperlink is not None:
            link = copy(source.hyperlink)
            link.ref = cell.coordinate
            if link.location:
                link.location = move_formula(link.location, self.sheet, self.find)
            cell._hyperlink = link

    # What refers to cells --------------------------------------------------------------------------------------------

    def _write_merges(self) -> None:
        merges = [(m.min_row, m.min_col, m.max_row, m.max_col) for m in self.source.merged_cells.ranges]
        ranges = {
            CellRange(min_row=top, min_col=left, max_row=bottom, max_col=right)
            for top, left, bottom, right in self.sheet.list_merges(sorted(merges))
        }
        self.target.merged_cells = MultiCellRange(sorted(ranges, key=lambda r: (r.min_row, r.min_col)))

    def _write_conditions(self) -> None:
        for condition in self.source.conditional_formatting:
            areas = move_areas(str(condition.sqref), self.sheet)
            if not areas:
                continue
            moved = ConditionalFormatting(move_ranges(str(condition.sqref), self.sheet))
            for rule in condition.rules:
                new = copy(rule)
                new.formula = [move_formula(text, self.sheet, self.find, areas[0]) for text in rule.formula]
                self.target.conditional_formatting.add(moved, new)
        for validation in self.source.data_validations.dataValidation:
            areas = move_areas(str(validation.sqref), self.sheet)
            if not areas:
                continue
            new = copy(validation)
            new.sqref = MultiCellRange(move_ranges(str(validation.sqref), self.sheet))
            for number in ("formula1", "formula2"):
                text = getattr(validation, number)
                if text:
                    setattr(new, number, move_formula(text, self.sheet, self.find, areas[0]))
            self.target.data_validations.append(new)

    def _write_tables(self) -> None:
        for table in self.source.tables.values():
            moved = bound_range(table.ref, self.sheet)
            rows = [area for area, _ in move_areas(table.ref, self.sheet) if area]
            if not rows or rows[-1][1] == rows[0][0]:
                continue  # a table without a row of data makes Excel refuse the file
            new = deepcopy(table)
            new.ref = moved
            while self.target.parent._duplicate_name(new.displayName):
                new.name = new.displayName = new.displayName + "_"
            if new.autoFilter is not None:
                new.autoFilter.ref = bound_range(table.autoFilter.ref, self.sheet)
            self.target.add_table(new)


def _is_array(source: Cell) -> bool:
    return isinstance(source.value, ArrayFormula)


def _as_text(value: Any) -> str:
    return f"{value:f}" if isinstance(value, Decimal) else value.isoformat() if isinstance(value, date) else str(value)
