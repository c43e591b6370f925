"""Wage papers read back as any viewer shows them, for tests that add up what is printed."""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Decimal
from pathlib import Path
from typing import Any

import openpyxl

Row = dict[str, Any]


def read_grid(path: Path, sheet: int = 0) -> list[list[Any]]:
    """All cells of a sheet, row by row, with the cached values of formulas."""
    book = openpyxl.load_workbook(path, data_only=True)
    return [list(cells) for cells in book.worksheets[sheet].iter_rows(values_only=True)]


def read_rows(path: Path, sheet: int = 0) -> list[Row]:
    """The rows of persons under their headings; a heading of two lines is read as its lower one."""
    rows = read_grid(path, sheet)
    heads = read_heads(rows)
    return [dict(zip(heads, cells, strict=True)) for cells in rows if isinstance(cells[0], int)]


def read_heads(rows: list[list[Any]]) -> list[str]:
    """The headings of the first table of a sheet, without line breaks."""
    top = next(number for number, cells in enumerate(rows) if cells[0] == "序号")
    below = rows[top + 1] if rows[top + 1][0] is None else [None] * len(rows[top])
    return [str(low or high or "").replace("\n", "") for high, low in zip(rows[top], below, strict=True)]


def read_totals(path: Path, label: str = "合计") -> list[Row]:
    """The rows of totals under their headings."""
    rows = read_grid(path)
    return [dict(zip(read_heads(rows), cells, strict=True)) for cells in rows if cells[0] == label]


def money(value: object) -> Decimal:
    """A printed amount in 元, to the cent; a blank is nothing."""
    text = str(value or 0).replace(",", "")
    return Decimal(text).quantize(Decimal("0.01"), ROUND_HALF_UP)


def to_cents(value: object) -> int:
    """A printed amount in whole cents."""
    return int(money(value) * 100)


def half_up(numerator: int, denominator: int) -> int:
    """A quotient to the nearest whole number; halves away from zero, as people round."""
    sign = -1 if numerator < 0 else 1
    return sign * ((2 * abs(numerator) + denominator) // (2 * denominator))
