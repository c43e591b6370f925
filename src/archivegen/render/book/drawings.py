"""Drawings: pictures, charts, shapes and text boxes stay with the rows beside which they stand."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any, NamedTuple

from archivegen.render.book.markup import children, first_child, local_name, open_tag, relation_id, tag_of
from archivegen.render.book.texts import AddText, cut_texts, join_split_tags, join_texts
from archivegen.render.sheet.layout import Area, Axis
from archivegen.render.sheet.made import MadeSheet

_ANCHORS = ("twoCellAnchor", "oneCellAnchor", "absoluteAnchor")
_EMU_A_POINT = 12_700
_EMU_A_CHARACTER = 76_200
_FURTHEST = 100_000
"""Rows that an object is followed over."""
DEFAULT_HEIGHT, DEFAULT_WIDTH = 15.0, 8.43

Corner = tuple[int, int, int, int]
"""Column and the distance from its edge, row and the distance from its edge; columns and rows count from 0."""


class Anchor(NamedTuple):
    """One object of a drawing.  Plain data."""

    start: str
    """Its first tags."""
    at: Corner | None
    to: Corner | None
    stretches: bool
    """Whether it grows with the rows under it."""
    name: str
    """Of the elements of its corners: their prefix."""
    pieces: tuple[Any, ...]
    """What follows the corners.  Gaps: ``("id", number)`` and ``("joined", number)`` for the numbers of objects, ``("part", id)`` for
    a part that is copied with it."""
    size: tuple[int, int] = (0, 0)
    """Width and height in EMU of one that says so instead of naming its second corner."""


def cut_drawing(root: Any, add_text: AddText) -> tuple[str, list[Anchor], str]:
    """The start of a drawing part, its objects, and its end."""
    join_split_tags(root)
    anchors = []
    for child in root:
        if local_name(child) in _ANCHORS:
            anchors.append(_cut_anchor(child, "", "", add_text))
        elif local_name(child) == "AlternateContent":
            choice = first_child(child, "Choice")
            inside = next(children(choice, *_ANCHORS), None) if choice is not None else None
            if inside is not None:
                ends = f"</{tag_of(choice)}></{tag_of(child)}>"
                anchors.append(_cut_anchor(inside, open_tag(child) + open_tag(choice), ends, add_text))
    return open_tag(root, root=True), anchors, f"</{tag_of(root)}>"


def _cut_anchor(element: Any, before: str, behind: str, add_text: AddText) -> Anchor:
    at, to = first_child(element, "from"), first_child(element, "to")

    def hook(inner: Any) -> Iterator[Any] | None:
        if inner is at or inner is to:
            return iter(())
        if local_name(inner) == "cNvPr":
            return _cut_number(inner, add_text, "id")
        if local_name(inner) in ("stCxn", "endCxn"):
            return _cut_number(inner, add_text, "joined")
        if local_name(inner) in ("chart", "relIds") and len(inner) == 0:
            return _cut_parts(inner)
        return None

    start = before + open_tag(element)
    body = (piece for child in element for piece in cut_texts(child, add_text, hook))
    pieces = join_texts(iter([*body, f"</{tag_of(element)}>{behind}"]))
    stretches = to is not None and element.get("editAs", "twoCell") == "twoCell"
    prefix = f"{element.prefix}:" if element.prefix else ""
    extent = first_child(element, "ext")
    size = (0, 0) if extent is None else (int(extent.get("cx", "0")), int(extent.get("cy", "0")))
    return Anchor(start, _read_corner(at), _read_corner(to), stretches, prefix, pieces, size)


def _cut_number(element: Any, add_text: AddText, gap: str) -> Iterator[Any]:
    """``cNvPr``: every object of a drawing has a number of its own; ``stCxn``: a line is joined to another object."""
    yield open_tag(element, without=("id",))[:-1] + ' id="'
    yield (gap, int(element.get("id", "0")))
    yield '">'
    for child in element:
        yield from cut_texts(child, add_text)
    yield f"</{tag_of(element)}>"


def _cut_parts(element: Any) -> Iterator[Any]:
    """``c:chart r:id="rId1"``, or the four parts of a diagram."""
    names = [name for name in ("id", "dm", "lo", "qs", "cs") if relation_id(element, name)]
    prefix = next(
        prefix for prefix, uri in element.nsmap.items() if prefix and uri.endswith("officeDocument/2006/relationships")
    )
    yield open_tag(element, without=tuple(f"{prefix}:{name}" for name in names))[:-1]
    for name in names:
        yield from (f' {prefix}:{name}="', ("part", relation_id(element, name)), '"')
    yield "/>"


def _read_corner(element: Any) -> Corner | None:
    if element is None:
        return None
    found = {local_name(child): int((child.text or "0").strip() or 0) for child in element}
    return found.get("col", 0), found.get("colOff", 0), found.get("row", 0), found.get("rowOff", 0)


class Ruler(NamedTuple):
    """Sizes of rows (points) and columns (characters), of the template and of the made sheet, by number from 1."""

    template: dict[int, float]
    made: dict[int, float]
    usual: float
    unit: int

    def measure(self, first: int, last: int) -> int:
        """From the start of one template row to the start of another, in EMU; rows count from 0."""
        return sum(round(self.template.get(n + 1, self.usual) * self.unit) for n in range(first, last))

    def reach(self, start: int, length: int) -> int:
        """The template row in which a length ends that begins at a template row; rows count from 0."""
        row = start
        while row < start + _FURTHEST and (size := round(self.template.get(row + 1, self.usual) * self.unit)) <= length:
            length -= size
            row += 1
        return row

    def walk(self, start: int, length: int) -> tuple[int, int]:
        """Where a length that begins at a made row ends: the row and the rest within it."""
        row = start
        while length > 0:
            size = round(self.made.get(row + 1, self.usual) * self.unit)
            if length < size or row > start + _FURTHEST:
                break
            length -= size
            row += 1
        return row, max(length, 0)


def rule_rows(template: dict[int, float], made: dict[int, float], usual: float) -> Ruler:
    """Heights."""
    return Ruler(template, made, usual, _EMU_A_POINT)


def rule_columns(template: dict[int, float], made: dict[int, float], usual: float) -> Ruler:
    """Widths."""
    return Ruler(template, made, usual, _EMU_A_CHARACTER)


def place_anchor(anchor: Anchor, sheet: MadeSheet, rows: Ruler, columns: Ruler) -> list[tuple[str, int, int]]:
    """Every place of an object: its corners as XML, and the made row and column (from 1) where it begins."""
    if anchor.at is None:
        return [("", 0, 0)]
    column, column_off, row, row_off = anchor.at
    to = anchor.to or _find_middle(anchor.at, anchor.size, rows, columns)
    placed = []
    for top, bottom in _find_places(sheet.rows, row + 1, to[2] + 1):
        for left, right in _find_places(sheet.columns, column + 1, to[0] + 1):
            corners = _write_corner(anchor.name, "from", (left - 1, column_off, top - 1, row_off))
            if anchor.to is not None:
                if anchor.stretches:
                    end = (right - 1, to[1], bottom - 1, to[3])
                else:
                    across = columns.measure(column, to[0]) - column_off + to[1]
                    down = rows.measure(row, to[2]) - row_off + to[3]
                    last_column, rest_across = columns.walk(left - 1, across + column_off)
                    last_row, rest_down = rows.walk(top - 1, down + row_off)
                    end = (last_column, rest_across, last_row, rest_down)
                corners += _write_corner(anchor.name, "to", end)
            placed.append((corners, top, left))
    return placed


def _find_middle(at: Corner, size: tuple[int, int], rows: Ruler, columns: Ruler) -> Corner:
    """Where the middle lies of an object without a second corner: a seal belongs to its row, a chart beside it to the sheet."""
    column, column_off, row, row_off = at
    return (columns.reach(column, column_off + size[0] // 2), 0, rows.reach(row, row_off + size[1] // 2), 0)


def _find_places(axis: Axis, first: int, last: int) -> Sequence[Area]:
    """Where a range went; beside rows of tags it goes to where they stood, beside a list without items it goes away."""
    groups = axis.group(first, last)
    if groups or any(axis.chains.get(number) for number in range(first, last + 1)):
        return groups
    place = axis.count_before(first) + 1
    return [(place, place + last - first)]


def _write_corner(prefix: str, name: str, corner: Corner) -> str:
    column, column_off, row, row_off = corner
    p = prefix
    return (
        f"<{p}{name}><{p}col>{column}</{p}col><{p}colOff>{column_off}</{p}colOff>"
        f"<{p}row>{row}</{p}row><{p}rowOff>{row_off}</{p}rowOff></{p}{name}>"
    )


DRAWING_START = (
    '<xdr:wsDr xmlns:xdr="http://schemas.openxmlformats.org/drawingml/2006/spreadsheetDrawing" '
    'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" '
    'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships">'
)
DRAWING_END = "</xdr:wsDr>"


def write_picture(at: tuple[int, int], size: tuple[int, int], number: int, relation: str, text: str) -> str:
    """A picture that begins at a made cell (from 1), in a drawing of any program."""
    cell = _write_corner("xdr:", "from", (at[1] - 1, 0, at[0] - 1, 0))
    width, height = size
    spaces = DRAWING_START.removeprefix("<xdr:wsDr").removesuffix(">")
    return (
        f'<xdr:oneCellAnchor{spaces}>{cell}<xdr:ext cx="{width}" cy="{height}"/><xdr:pic><xdr:nvPicPr>'
        f'<xdr:cNvPr id="{number}" name="Picture {number}" descr="{text}"/><xdr:cNvPicPr><a:picLocks noChangeAspect="1"/>'
        f'</xdr:cNvPicPr></xdr:nvPicPr><xdr:blipFill><a:blip r:embed="{relation}"/><a:stretch><a:fillRect/></a:stretch>'
        f'</xdr:blipFill><xdr:spPr><a:xfrm><a:off x="0" y="0"/><a:ext cx="{width}" cy="{height}"/></a:xfrm>'
        f'<a:prstGeom prst="rect"><a:avLst/></a:prstGeom></xdr:spPr></xdr:pic><xdr:clientData/></xdr:oneCellAnchor>'
    )
