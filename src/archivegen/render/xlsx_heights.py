"""Rows grow with their text: the template's height is the least, as in Word, for no spreadsheet program says so itself.

Excel fits a row only when no height is written, LibreOffice not even then; so the lines of wrapped texts are estimated.
"""

# ruff: noqa: SLF001 - openpyxl has no other door to the cells that are really there

from __future__ import annotations

import math
from collections.abc import Iterator
from unicodedata import east_asian_width

from openpyxl.worksheet.worksheet import Worksheet

_DEFAULT_WIDTH, _DEFAULT_SIZE = 8.43, 11
_PADDING = 0.8
"""Of a column's width in characters, what no text can use."""
_LEADING = 1.28
"""Height of a line in units of its font's size."""
_HIGHEST = 409.0


def fit_rows(sheet: Worksheet) -> None:
    """Raise every row that has a height to what its wrapped texts need; merged cells count with their whole width."""
    widths: dict[int, float] = {}
    for dimension in sheet.column_dimensions.values():
        for column in range(dimension.min, dimension.max + 1):
            widths[column] = dimension.width
    spans = {(m.min_row, m.min_col): m for m in sheet.merged_cells.ranges}
    for (row, column), cell in sheet._cells.items():
        height = sheet.row_dimensions[row].height if row in sheet.row_dimensions else None
        if height is None or not isinstance(cell._value, str) or not cell.alignment.wrap_text:
            continue
        merged = spans.get((row, column))
        if merged is not None and merged.max_row > merged.min_row:
            continue
        last = merged.max_col if merged else column
        room = sum(widths.get(c, _DEFAULT_WIDTH) for c in range(column, last + 1)) - _PADDING
        size = cell.font.sz or _DEFAULT_SIZE
        lines = sum(_count_lines(part, room * _DEFAULT_SIZE / size) for part in cell._value.split("\n"))
        needed = min(math.ceil(lines * size * _LEADING), _HIGHEST)
        if lines > 1 and needed > height:
            sheet.row_dimensions[row].height = needed


def _count_lines(text: str, room: float) -> int:
    """Lines of one paragraph: a 汉字 takes two characters and may end a line, so that nothing else needs to be known."""
    lines, used = 1, 0.0
    for width in _widths(text):
        if used + width > room:
            lines, used = lines + 1, 0.0
        used += width
    return lines


def _widths(text: str) -> Iterator[int]:
    return (2 if east_asian_width(sign) in "WFA" else 1 for sign in text)
