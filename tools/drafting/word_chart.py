"""A chart of boxes and lines drawn as a table: every Office program prints it alike, and people type in it as in any table.

Eight columns: the lines run along their edges, the boxes span them.  Three boxes side by side, their middles and gaps:

    |  0 | 1  |2|  3 | 4  |5|  6 | 7  |
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from xml.etree import ElementTree as ET

from .word_styles import el, twips
from .word_table import scale_cuts
from .word_text import draw_paragraph, keep_with_next

_SHARES = (4, 4, 1, 4, 4, 1, 4, 4)
_SIDES = ("top", "left", "bottom", "right")
_ALL = frozenset(_SIDES)


@dataclass(frozen=True)
class Box:
    """A box over the columns from `first` to before `end`: its name and what stands under it; a line may be a condition."""

    first: int
    end: int
    name: str
    lines: Sequence[str] = ()


@dataclass(frozen=True)
class _Place:
    """Columns with lines along some of their sides."""

    first: int
    end: int
    sides: frozenset[str] = frozenset()
    box: Box | None = None


WIDE, LEFT, MIDDLE, RIGHT, WHOLE = (1, 7), (0, 2), (3, 5), (6, 8), (0, 8)
"""Where boxes stand."""


def draw_boxes(*rows: Sequence[Box], width: int) -> ET.Element:
    """The w:tbl of boxes, one row under the other, lines from the middle of each row to the middles of the next."""
    cuts = scale_cuts(_SHARES, width)
    table = el("tbl", _properties(width), el("tblGrid", *(el("gridCol", w=b - a) for a, b in pairwise(cuts))))
    for number, boxes in enumerate(rows):
        if number:
            for places, height in _lines(rows[number - 1], boxes):
                table.append(_draw_row(places, cuts, height))
        table.append(_draw_row([_Place(box.first, box.end, _ALL, box) for box in boxes], cuts, 0))
    for paragraph in table.iter(el("p").tag):
        keep_with_next(paragraph)
    return table


def _middle(box: Box) -> int:
    return (box.first + box.end) // 2


def _lines(above: Sequence[Box], below: Sequence[Box]) -> list[tuple[list[_Place], float]]:
    """The rows between two rows of boxes, each with its height in mm; one of the two has a single box."""
    tops, ends = [_middle(box) for box in above], [_middle(box) for box in below]
    if len(tops) == len(ends) == 1:
        return [(_uprights(ends), 5)]
    upper, lower = _uprights(tops), _uprights(ends)
    across = sorted({*tops, *ends})
    bar = "top" if len(ends) > 1 else "bottom"
    held = lower if len(ends) > 1 else upper
    barred = [
        _Place(place.first, place.end, place.sides | {bar})
        if place.first >= across[0] and place.end <= across[-1]
        else place
        for place in held
    ]
    return [(upper, 3), (barred, 4)] if len(ends) > 1 else [(barred, 4), (lower, 3)]


def _uprights(middles: Sequence[int]) -> list[_Place]:
    """A row with upright lines at these edges."""
    edges = [0, *middles, len(_SHARES)]
    return [_Place(a, b, frozenset({"right"} if b in middles else ())) for a, b in pairwise(edges)]


def _properties(width: int) -> ET.Element:
    margins = el("tblCellMar", *(el(side, w=w, type="dxa") for side, w in zip(_SIDES, (40, 60, 40, 60), strict=True)))
    return el("tblPr", el("tblW", w=width, type="dxa"), el("jc", val="center"), el("tblLayout", type="fixed"), margins)


def _draw_row(places: Sequence[_Place], cuts: Sequence[int], height: float) -> ET.Element:
    exact = (
        el("trHeight", val=twips(height), hRule="exact") if height else el("trHeight", val=twips(9), hRule="atLeast")
    )
    row = el("tr", el("trPr", el("cantSplit"), exact))
    position = 0
    for place in [*places, _Place(len(_SHARES), len(_SHARES))]:
        if place.first > position:
            row.append(_draw_cell(_Place(position, place.first), cuts))
        if place.end > place.first:
            row.append(_draw_cell(place, cuts))
        position = place.end
    return row


def _draw_cell(place: _Place, cuts: Sequence[int]) -> ET.Element:
    properties = el("tcPr", el("tcW", w=cuts[place.end] - cuts[place.first], type="dxa"))
    if place.end - place.first > 1:
        properties.append(el("gridSpan", val=place.end - place.first))
    if place.sides:
        sides = (el(side, val="single", sz=8, space=0, color="000000") for side in _SIDES if side in place.sides)
        properties.append(el("tcBorders", *sides))
    properties.append(el("vAlign", val="center"))
    if place.box is None:
        return el("tc", properties, draw_paragraph("Tiny"))
    lines = [draw_paragraph("Tag" if line.startswith("{%p") else "Center10", line) for line in place.box.lines]
    return el("tc", properties, draw_paragraph("Head10", place.box.name), *lines)
