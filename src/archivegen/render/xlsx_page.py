"""The page of one made sheet, written with openpyxl: sizes, panes, print settings, headers and footers, page breaks."""
# ruff: noqa: SLF001 - openpyxl has no other door to print areas and style records

from __future__ import annotations

from collections.abc import Iterator
from copy import copy, deepcopy
from typing import Any

from openpyxl.utils import get_column_letter
from openpyxl.workbook.defined_name import DefinedName
from openpyxl.worksheet.dimensions import ColumnDimension, RowDimension
from openpyxl.worksheet.pagebreak import Break
from openpyxl.worksheet.worksheet import Worksheet

from archivegen.render.sheet.formulas import LAST_COLUMN, Finder
from archivegen.render.sheet.made import MadeSheet
from archivegen.render.sheet.moves import LONGEST_MARGIN, bound_range, move_formula, shorten_margin

_MARGIN_KINDS = ("oddHeader", "oddFooter", "evenHeader", "evenFooter", "firstHeader", "firstFooter")
_COPIED = (
    "sheet_format",
    "sheet_properties",
    "page_margins",
    "page_setup",
    "print_options",
    "views",
    "protection",
    "scenarios",
    "auto_filter",
)


def list_margin_parts(margins: Any) -> list[Any]:
    """Left, centre and right of each header and footer, in a fixed order."""
    items = [getattr(margins, kind) for kind in _MARGIN_KINDS]
    return [part for item in items for part in (item.left, item.center, item.right)]


class PageWriter:
    """Gives the empty ``target`` the page of the template ``source``, moved to where the made rows and columns are."""

    def __init__(self, source: Worksheet, target: Worksheet, sheet: MadeSheet, find: Finder) -> None:
        self.source = source
        self.target = target
        self.sheet = sheet
        self.find = find

    def write(self) -> None:
        """Write everything."""
        self._write_settings()
        self._write_rows_and_columns()
        self._write_print_settings()
        self._write_breaks()

    def _write_settings(self) -> None:
        for name in _COPIED:
            setattr(self.target, name, copy(getattr(self.source, name)))
        self.target.page_setup._parent = self.target
        self.target.sheet_state = self.source.sheet_state
        self.target.HeaderFooter = deepcopy(self.source.HeaderFooter)
        parts = list_margin_parts(self.target.HeaderFooter)
        for number, text in self.sheet.record.margins.items():
            parts[number].text = text
        for first in range(0, len(parts), 3):
            _fit_margin(parts[first : first + 3])
        for name, defined in self.source.defined_names.items():
            new = DefinedName(name, hidden=defined.hidden, comment=defined.comment)
            new.value = move_formula(defined.value, self.sheet, self.find)
            self.target.defined_names[name] = new
        self._move_panes()

    def _move_panes(self) -> None:
        """Frozen panes freeze the same rows and columns; every view starts at the top again."""
        for view in self.target.views.sheetView:
            view.topLeftCell = None
            view.selection = view.selection[:0]
            pane = view.pane
            if pane is None or pane.state not in ("frozen", "frozenSplit"):
                continue
            rows = self.sheet.rows.count_before(int(pane.ySplit or 0) + 1) if pane.ySplit else 0
            columns = self.sheet.columns.count_before(int(pane.xSplit or 0) + 1) if pane.xSplit else 0
            if not rows and not columns:
                view.pane = None
                continue
            pane.ySplit, pane.xSplit = rows or None, columns or None
            pane.topLeftCell = f"{get_column_letter(columns + 1)}{rows + 1}"

    def _write_rows_and_columns(self) -> None:
        target = self.target
        for row, record in enumerate(self.sheet.record.rows, 1):
            dimension = self.source.row_dimensions.get(record.spot.template)
            if dimension is not None and dict(dimension):
                target.row_dimensions[row] = self._copy_row(dimension, row)
        width = self.sheet.columns.size
        for dimension in self.source.column_dimensions.values():
            dimension.reindex()
            for column in range(dimension.min, min(dimension.max, width) + 1):
                for place in self.sheet.columns.find(column):
                    self._copy_column(dimension, place, place)
            if dimension.max > width:
                shift = len(self.sheet.columns) - width
                first = max(dimension.min, width + 1) + shift
                self._copy_column(dimension, first, min(dimension.max + shift, LAST_COLUMN))

    def _copy_row(self, dimension: RowDimension, row: int) -> RowDimension:
        return RowDimension(
            self.target,
            index=row,
            ht=dimension.ht,
            hidden=dimension.hidden,
            outlineLevel=dimension.outlineLevel,
            collapsed=dimension.collapsed,
            thickBot=dimension.thickBot,
            thickTop=dimension.thickTop,
            s=dimension._style,
        )

    def _copy_column(self, dimension: ColumnDimension, first: int, last: int) -> None:
        letter = get_column_letter(first)
        self.target.column_dimensions[letter] = ColumnDimension(
            self.target,
            index=letter,
            min=first,
            max=last,
            width=dimension.width,
            bestFit=dimension.bestFit,
            hidden=dimension.hidden,
            outlineLevel=dimension.outlineLevel,
            collapsed=dimension.collapsed,
            style=dimension._style,
        )

    def _write_print_settings(self) -> None:
        source, target, sheet = self.source, self.target, self.sheet
        areas = [bound_range(area.coord, sheet) for area in source._print_area.ranges]
        if any(areas):
            target.print_area = ",".join(area for area in areas if area)
        for kind in ("print_title_rows", "print_title_cols"):
            moved = bound_range(getattr(source, kind) or "", sheet)
            if moved:
                setattr(target, kind, moved)
        if source.auto_filter.ref:
            target.auto_filter.ref = bound_range(source.auto_filter.ref, sheet) or None

    def _write_breaks(self) -> None:
        for kind, axis in (("row_breaks", self.sheet.rows), ("col_breaks", self.sheet.columns)):
            places: set[int] = set()
            for mark in getattr(self.source, kind).brk:
                left_out = mark.id in axis.chains  # a condition dropped the row, and with it its break
                places.update(axis.find(mark.id) or ([] if left_out else [axis.count_before(mark.id + 1)]))
            for place in sorted(places - {0, len(axis)}):
                getattr(self.target, kind).append(Break(id=place))


def _fit_margin(parts: list[Any]) -> None:
    """Cut the parts of one header or footer to what Excel takes together."""
    texts: Iterator[str] = (part.text or "" for part in parts)
    overhead = 60
    if sum(len(text) for text in texts) <= LONGEST_MARGIN - overhead:
        return
    for part in parts:
        if part.text:
            part.text = shorten_margin(part.text, (LONGEST_MARGIN - overhead) // 3)
