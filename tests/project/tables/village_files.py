"""Tables as a village keeps them, made for tests with the libraries that office programs' files are made with."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

import openpyxl
import xlwt

Rows = Sequence[Sequence[Any]]


def save_xlsx(path: Path, sheets: dict[str, Rows], merges: Iterable[str] = (), hidden: Iterable[str] = ()) -> Path:
    """Sheets by name; ``merges`` are ranges of the first sheet."""
    path.parent.mkdir(parents=True, exist_ok=True)
    book = openpyxl.Workbook()
    book.remove(book.active)
    for name, rows in sheets.items():
        sheet = book.create_sheet(name)
        for row in rows:
            sheet.append(list(row))
        sheet.sheet_state = "hidden" if name in hidden else "visible"
    for merged in merges:
        book.worksheets[0].merge_cells(merged)
    book.save(path)
    return path


def save_xls(path: Path, rows: Rows, name: str = "Sheet1", merges: Iterable[tuple[int, int, int, int]] = ()) -> Path:
    """One sheet; ``merges`` are first row, last row, first column, last column from 0."""
    path.parent.mkdir(parents=True, exist_ok=True)
    book = xlwt.Workbook(encoding="utf-8")
    sheet = book.add_sheet(name)
    covered = {(r, c): m for m in merges for r in range(m[0], m[1] + 1) for c in range(m[2], m[3] + 1)}
    for r, row in enumerate(rows):
        for c, value in enumerate(row):
            if (r, c) not in covered and value is not None:
                sheet.write(r, c, value)
    for first, last, left, right in merges:
        sheet.write_merge(first, last, left, right, rows[first][left])
    book.save(str(path))
    return path


def save_text(path: Path, text: str, encoding: str = "utf-8") -> Path:
    """A text file."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(text.encode(encoding))
    return path
