"""The column grid of a table after a loop over its columns, by the arithmetic of docxtpl's ``fix_tables``."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

_SCAN = re.compile(rb"<(/?)w:(tbl|tr|tc|tblGrid|gridCol|gridSpan)(?=[ />])([^>]*?)(/?)>")
_WIDTH = re.compile(rb'w:w="(\d+)"')
_VALUE = re.compile(rb'w:val="(\d+)"')


@dataclass(slots=True)
class _Table:
    grid: tuple[int, int] = (0, 0)
    """Where the columns of the grid begin and end."""
    widths: list[float] = field(default_factory=list)
    cells: int = 0
    columns: int = 0
    most_cells: int = 0
    most_columns: int = 0


def fit_grids(xml: bytes) -> bytes:
    """The XML with grids that have as many columns as the widest row of their table."""
    changes: list[tuple[int, int, bytes]] = []
    open_tables: list[_Table] = []
    for found in _SCAN.finditer(xml):
        name, closing = found[2], bool(found[1])
        if name == b"tbl" and not closing:
            open_tables.append(_Table())
        elif open_tables:
            _look(open_tables[-1], found, closing=closing)
            if name == b"tbl":
                table = open_tables.pop()
                widths = _fit(table)
                if widths != table.widths:
                    changes.append((*table.grid, b"".join(b'<w:gridCol w:w="%d"/>' % int(width) for width in widths)))
    for start, end, grid in sorted(changes, reverse=True):
        xml = xml[:start] + grid + xml[end:]
    return xml


def _look(table: _Table, found: re.Match[bytes], *, closing: bool) -> None:
    name = found[2]
    if name == b"tblGrid":
        table.grid = (table.grid[0], found.start()) if closing else (found.end(), found.end())
    elif name == b"gridCol" and not closing:
        width = _WIDTH.search(found[3])
        table.widths.append(float(width[1]) if width else 0.0)
    elif name == b"tr" and not closing:
        table.cells = table.columns = 0
    elif name == b"tc" and not closing:
        table.cells += 1
        table.columns += 1
        table.most_cells = max(table.most_cells, table.cells)
        table.most_columns = max(table.most_columns, table.columns)
    elif name == b"gridSpan":
        value = _VALUE.search(found[3])
        table.columns += int(value[1]) - 1 if value else 0
        table.most_columns = max(table.most_columns, table.columns)


def _fit(table: _Table) -> list[float]:
    widths = list(table.widths)
    added = table.most_cells - len(widths)
    if added > 0 and sum(widths) > 0:
        average, narrower = sum(widths) / len(widths), sum(widths) / (len(widths) + added)
        widths = [float(int(width * narrower / average)) for width in widths] + [float(int(narrower))] * added
    removed = len(widths) - table.most_columns
    if removed > 0 and table.most_columns:
        extra = int(sum(widths[-removed:]) / (len(widths) - removed))
        widths = [float(int(width + extra)) for width in widths[:-removed]]
    return widths
