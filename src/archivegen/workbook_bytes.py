"""A workbook of openpyxl → bytes, in memory.  Imports nothing of ours.

openpyxl writes each sheet to a temporary file first.  On a full disk such a file ends in the middle of a cell, and not
always with an error: the package would hold half a sheet.  And it writes the properties of a font in an order that
Microsoft's validator refuses.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from io import BytesIO
from itertools import chain
from types import MappingProxyType
from typing import Any
from zipfile import ZIP_DEFLATED, ZipFile

from lxml import etree
from openpyxl.drawing.spreadsheet_drawing import SpreadsheetDrawing
from openpyxl.workbook import Workbook
from openpyxl.worksheet._writer import WorksheetWriter
from openpyxl.writer.excel import ExcelWriter
from openpyxl.xml.constants import ARC_STYLE

LateRows = Callable[[], Iterator[tuple[int, Sequence[Any]]]]
"""Makes the number of a row and its cells, one row after the other."""
_FONT = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}font"
_FONT_ORDER = (
    *("b", "i", "strike", "condense", "extend", "outline", "shadow", "u", "vertAlign"),
    *("sz", "color", "name", "family", "charset", "scheme"),
)
"""ECMA-376 part 1, CT_Font, as the Open XML SDK reads it."""


def save_workbook(workbook: Workbook, later: Mapping[str, LateRows] = MappingProxyType({})) -> bytes:
    """The package that openpyxl makes of a workbook; its parts bear the time of writing.

    ``later`` gives by the name of a sheet the rows that follow those it has: number and cells, each made when it is written, so that a
    long sheet is never in memory as cells.
    """
    target = BytesIO()
    with _Package(target, "w", ZIP_DEFLATED) as archive:
        _MemoryWriter(workbook, archive, later).save()
    return target.getvalue()


class _Package(ZipFile):
    def writestr(self, member: Any, content: Any, *arguments: Any) -> None:
        """As the original, with the fonts in order."""
        super().writestr(member, _order_fonts(content) if member == ARC_STYLE else content, *arguments)


def _order_fonts(styles: bytes | str) -> bytes:
    root = etree.fromstring(styles, etree.XMLParser(resolve_entities=False, no_network=True))
    for font in root.iter(_FONT):
        font[:] = sorted(font, key=lambda child: _FONT_ORDER.index(etree.QName(child).localname))
    ordered: bytes = etree.tostring(root)
    return ordered


class _MemoryWriter(ExcelWriter):  # type: ignore[misc]  # openpyxl is untyped
    def __init__(self, workbook: Workbook, archive: ZipFile, later: Mapping[str, LateRows]) -> None:
        super().__init__(workbook, archive)
        self._later = later

    def write_worksheet(self, ws: Any) -> None:
        """As the original, but for the temporary file."""
        ws._drawing = SpreadsheetDrawing()  # noqa: SLF001 - openpyxl's own way of handing it on
        ws._drawing.charts, ws._drawing.images = ws._charts, ws._images  # noqa: SLF001
        writer = WorksheetWriter(ws, BytesIO())
        if ws.title in self._later:
            first, more = writer.rows, self._later[ws.title]
            writer.rows = lambda: chain(first(), more())
        writer.write()
        ws._rels = writer._rels  # noqa: SLF001
        self._archive.writestr(ws.path[1:], writer.read())
        self.manifest.append(ws)
