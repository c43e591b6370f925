"""Tables (lists with a name): they grow with their rows and columns, and their headings are those of the sheet."""

from __future__ import annotations

from typing import Any, NamedTuple

from archivegen.render.book.markup import (
    DECLARATION,
    children,
    drop_illegal,
    first_child,
    list_attributes,
    local_name,
    open_tag,
    parse_part,
    quote,
    write_element,
)
from archivegen.render.book.pieces import Filler
from archivegen.render.book.texts import join_texts
from archivegen.render.book.worksheet import cut_references
from archivegen.render.sheet.formulas import number_of
from archivegen.render.sheet.moves import bound_range, move_areas

_OWN = ("id", "name", "displayName", "ref", "xr:uid")


class Table(NamedTuple):
    """A table of the template.  Plain data."""

    start: str
    attributes: list[tuple[str, str]]
    name: str
    area: str
    filter: tuple[Any, ...]
    columns: list[tuple[str, str, str]]
    """Attributes, name and content of each column."""
    rest: str
    heads: int
    """Rows of headings."""


def read_table(content: bytes, member: str) -> Table:
    """A table part."""
    root = parse_part(content, member)
    listed = first_child(root, "tableColumns")
    columns = []
    for column in children(listed, "tableColumn") if listed is not None else ():
        attributes = "".join(
            f' {n}="{quote(v)}"' for n, v in list_attributes(column) if n not in ("id", "name", "xr3:uid", "uniqueName")
        )
        columns.append((attributes, column.get("name", ""), "".join(write_element(child) for child in column)))
    filters = first_child(root, "autoFilter")
    rest = "".join(write_element(c) for c in root if local_name(c) not in ("autoFilter", "sortState", "tableColumns"))
    return Table(
        DECLARATION + open_tag(root, root=True, without=tuple(name for name, _ in list_attributes(root)))[:-1],
        [(name, value) for name, value in list_attributes(root) if name not in _OWN],
        root.get("displayName", ""),
        root.get("ref", ""),
        () if filters is None else (("group", join_texts(cut_references(filters))),),
        columns,
        rest,
        int(root.get("headerRowCount", "1")),
    )


def write_table(table: Table, filler: Filler, number: int, name: str) -> str | None:
    """The part of a made sheet's table; None when it has no row of data, with which Excel would refuse the file."""
    sheet = filler.sheet
    rows = [area for area, _ in move_areas(table.area, sheet) if area]
    moved = bound_range(table.area, sheet)
    if not rows or rows[-1][1] - rows[0][0] < table.heads:
        return None
    first, last = (number_of(corner.rstrip("0123456789")) for corner in moved.split(":"))
    left = number_of(table.area.replace("$", "").partition(":")[0].rstrip("0123456789"))
    taken: set[str] = set()
    columns = []
    for position, made in enumerate(range(first, last + 1)):
        spots = sheet.columns.spots
        source = (spots[made - 1].template if made <= len(spots) else left + position) - left
        attributes, known, inside = table.columns[min(max(source, 0), len(table.columns) - 1)]
        heading = _read_heading(filler, rows[0][0], made) if table.heads else known
        text = _make_unique(drop_illegal(heading or known) or f"列{position + 1}", taken)
        columns.append(
            f'<tableColumn id="{position + 1}" name="{_escape_lines(text)}"{attributes}>{inside}</tableColumn>'
        )
    attributes = "".join(f' {n}="{quote(v)}"' for n, v in table.attributes)
    own = f' id="{number}" name="{quote(name)}" displayName="{quote(name)}" ref="{moved}"'
    listed = f'<tableColumns count="{len(columns)}">{"".join(columns)}</tableColumns>'
    return f"{table.start}{own}{attributes}>{filler.fill(table.filter)}{listed}{table.rest}</table>"


def _read_heading(filler: Filler, row: int, column: int) -> str:
    value = filler.sheet.grid[row - 1][column - 1] if row <= len(filler.sheet.grid) else None
    return value if isinstance(value, str) else ""


def _escape_lines(text: str) -> str:
    """Excel writes the line break of a heading as ``_x000a_``."""
    return quote(text.replace("\n", "_x000a_"))


def _make_unique(text: str, taken: set[str]) -> str:
    name, number = text, 2
    while name.casefold() in taken:
        name, number = f"{text}{number}", number + 1
    taken.add(name.casefold())
    return name
