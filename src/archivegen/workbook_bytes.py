"""A workbook of openpyxl → bytes, in memory.  Imports nothing of ours.

openpyxl writes each sheet to a temporary file first.  On a full disk such a file ends in the middle of a cell, and not
always with an error: the package would hold half a sheet.
"""

from __future__ import annotations

from io import BytesIO
from typing import Any
from zipfile import ZIP_DEFLATED, ZipFile

from openpyxl.drawing.spreadsheet_drawing import SpreadsheetDrawing
from openpyxl.workbook import Workbook
from openpyxl.worksheet._writer import WorksheetWriter
from openpyxl.writer.excel import ExcelWriter


def save_workbook(workbook: Workbook) -> bytes:
    """The package that openpyxl makes of a workbook; its parts bear the time of writing."""
    target = BytesIO()
    with ZipFile(target, "w", ZIP_DEFLATED) as archive:
        _MemoryWriter(workbook, archive).save()
    return target.getvalue()


class _MemoryWriter(ExcelWriter):  # type: ignore[misc]  # openpyxl is untyped
    def write_worksheet(self, ws: Any) -> None:
        """As the original, but for the temporary file."""
        ws._drawing = SpreadsheetDrawing()  # noqa: SLF001 - openpyxl's own way of handing it on
        ws._drawing.charts, ws._drawing.images = ws._charts, ws._images  # noqa: SLF001
        writer = WorksheetWriter(ws, BytesIO())
        writer.write()
        ws._rels = writer._rels  # noqa: SLF001
        self._archive.writestr(ws.path[1:], writer.read())
        self.manifest.append(ws)
