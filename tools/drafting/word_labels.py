"""What is cut out or framed, in true millimetres: covers, the backs of boxes, stamps.  Each cell says which of its sides are drawn."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from xml.etree import ElementTree as ET

from .word_styles import el, tag_of, twips
from .word_text import Content, draw_paragraph, keep_with_next, segments_of

Line = tuple[str, Content]
"""A paragraph: its style and its content; a block tag ({%p … %}) has the style Tag."""

_SIDES = {"t": "top", "l": "left", "b": "bottom", "r": "right"}
_THIN, _THICK = 4, 12
_SIDE_ROOM = 28


@dataclass(frozen=True)
class Patch:
    """A cell of `width` mm; `sides` of `tlbr` are drawn, capitals with a line of 1.5 pt; `upright` as in a table.

    `standing` text runs from top to bottom, its lines from right to left.
    """

    width: float
    lines: Sequence[Line] = ()
    sides: str = ""
    upright: str = "center"
    standing: bool = False


@dataclass(frozen=True)
class Strip:
    """A row of exactly `height` mm; `tag`: a template order instead.  `bind` keeps it on the page of the next one."""

    height: float
    patches: Sequence[Patch] = ()
    tag: str = ""
    bind: bool = False


def draw_strips(*strips: Strip, width: float) -> ET.Element:
    """The w:tbl of these rows, `width` mm wide, centred.  Raises ValueError where the cells of a row do not fill it."""
    laid = [(strip, _list_edges(strip, width)) for strip in strips]
    edges = sorted({edge for _, cuts in laid for edge in cuts})
    properties = el(
        "tblPr",
        el("tblW", w=edges[-1], type="dxa"),
        el("jc", val="center"),
        el("tblLayout", type="fixed"),
        el("tblCellMar", *(el(side, w=_SIDE_ROOM, type="dxa") for side in ("left", "right"))),
    )
    grid = el("tblGrid", *(el("gridCol", w=right - left) for left, right in pairwise(edges)))
    return el("tbl", properties, grid, *(_draw_strip(strip, cuts, edges) for strip, cuts in laid))


def _list_edges(strip: Strip, width: float) -> list[int]:
    if strip.tag:
        return [0, twips(width)]
    far = [0.0]
    for patch in strip.patches:
        far.append(far[-1] + patch.width)
    if abs(far[-1] - width) > 0.01:
        raise ValueError(f"a row of {far[-1]} mm in a table of {width} mm")
    return [twips(edge) for edge in far]


def _draw_strip(strip: Strip, cuts: Sequence[int], edges: Sequence[int]) -> ET.Element:
    properties = el("trPr", el("cantSplit"))
    if strip.tag:
        return el("tr", properties, _draw_cell(Patch(0, [("Tag", strip.tag)]), (cuts[0], cuts[1]), edges))
    properties.append(el("trHeight", val=twips(strip.height), hRule="exact"))
    cells = (_draw_cell(patch, span, edges) for patch, span in zip(strip.patches, pairwise(cuts), strict=True))
    row = el("tr", properties, *cells)
    if strip.bind:
        for paragraph in row.iter(tag_of("p")):
            keep_with_next(paragraph)
    return row


def _draw_cell(patch: Patch, span: tuple[int, int], edges: Sequence[int]) -> ET.Element:
    start, end = span
    properties = el("tcPr", el("tcW", w=end - start, type="dxa"))
    columns = edges.index(end) - edges.index(start)
    if columns > 1:
        properties.append(el("gridSpan", val=columns))
    if patch.sides:
        properties.append(el("tcBorders", *_draw_sides(patch.sides)))
    if patch.standing:
        properties.append(el("textDirection", val="tbRl"))
    properties.append(el("vAlign", val=patch.upright))
    return el("tc", properties, *_draw_lines(patch.lines))


def _draw_sides(sides: str) -> Iterator[ET.Element]:
    for letter, side in _SIDES.items():
        if letter in sides.lower():
            size = _THICK if letter.upper() in sides else _THIN
            yield el(side, val="single", sz=size, space=0, color="000000")


def _draw_lines(lines: Sequence[Line]) -> Iterator[ET.Element]:
    """The paragraphs of a cell; one always stays, for Word refuses a cell whose paragraphs were all conditional."""
    depth, stays = 0, False
    for style, content in lines:
        if style == "Tag" and isinstance(content, str):
            depth += content.startswith(("{%p if", "{%p for")) - content.startswith("{%p end")
        else:
            stays = stays or depth == 0
        yield draw_paragraph(style, *segments_of(content))
    if not stays and not (lines and all(style == "Tag" and "{%tr" in str(content) for style, content in lines)):
        yield draw_paragraph("Tiny")


def choose(*branches: tuple[str, Sequence[Line]], otherwise: Sequence[Line]) -> list[Line]:
    """Paragraphs of the first condition that holds: choose(("卷.题名|length > 40", [("Spine12", "…")]), otherwise=[…])."""
    lines: list[Line] = []
    for number, (condition, found) in enumerate(branches):
        lines += [("Tag", f"{{%p {'elif' if number else 'if'} {condition} %}}"), *found]
    return [*lines, ("Tag", "{%p else %}"), *otherwise, ("Tag", "{%p endif %}")]
