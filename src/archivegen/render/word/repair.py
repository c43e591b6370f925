"""What a filled part may need so that Word opens it: found when the template is compiled, done where it was found.

Word refuses a cell without a paragraph at its end, a table without rows, and a row without cells; a loop over columns leaves a
grid that counts other columns than the rows have.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from archivegen.render.word.grids import fit_grids

CELLS, TABLES, GRIDS = "cells", "tables", "grids"

_CELL_WITHOUT_END = re.compile(rb"(<w:tc(?: [^>]*)?>|</w:tcPr>|<w:tcPr/>|</w:tbl>)(\s*</w:tc>)")
_EMPTY_CONTAINER = re.compile(
    rb"(<w:(txbxContent|hdr|ftr|footnote|endnote|comment|sdtContent)(?: [^>]*)?>|</w:tbl>)(\s*</w:(?:txbxContent|hdr|ftr|footnote|endnote|comment|sdtContent)>)"
)
_ROW_WITHOUT_CELLS = re.compile(rb"<w:tr(?: [^>]*)?>(?:(?!<w:tr[ >]|<w:tc[ >]).)*?</w:tr>", re.DOTALL)
_TABLE_WITHOUT_ROWS = re.compile(rb"<w:tbl(?: [^>]*)?>(?:(?!<w:tr[ >]|<w:tbl[ >]).)*?</w:tbl>", re.DOTALL)


def repair(xml: bytes, needed: Iterable[str]) -> bytes:
    """Do what ``needs.find_repairs`` found to a filled part."""
    for what in needed:
        if what == TABLES:
            xml = _TABLE_WITHOUT_ROWS.sub(b"", _ROW_WITHOUT_CELLS.sub(b"", xml))
        if what in {CELLS, TABLES}:
            xml = _EMPTY_CONTAINER.sub(rb"\1<w:p/>\3", _CELL_WITHOUT_END.sub(rb"\1<w:p/>\2", xml))
        elif what == GRIDS:
            xml = fit_grids(xml)
    return xml
