"""Workbooks of a few cells, filled, checked and read back."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from io import BytesIO
from typing import Any

from openpyxl import Workbook, load_workbook

from archivegen.render.xlsx import render_xlsx
from tests.render.packages import members
from tests.render.validity import find_xlsx_faults


def workbook(sheets: Mapping[str, Mapping[str, Any]], draw: Callable[[Any], object] | None = None) -> bytes:
    """A workbook of sheets of cells, finished by ``draw``."""
    book = Workbook()
    book.remove(book.active)
    for title, cells in sheets.items():
        sheet = book.create_sheet(title)
        for where, value in cells.items():
            sheet[where] = value
    if draw:
        draw(book)
    target = BytesIO()
    book.save(target)
    return target.getvalue()


def fill(template: bytes, **words: Any) -> bytes:
    """The filled workbook, known to be one that Excel opens."""
    paper = render_xlsx(template, words, name="C21.xlsx")
    assert find_xlsx_faults(paper) == []
    assert b"#REF!" not in b"".join(members(paper).values())
    return paper


def read(paper: bytes, *, cached: bool = False) -> Any:
    return load_workbook(BytesIO(paper), data_only=cached)


def column(sheet: Any, letter: str, first: int, last: int) -> list[Any]:
    return [sheet[f"{letter}{row}"].value for row in range(first, last + 1)]
