"""Stamps on a page: its number at the foot, the 档号章 or 归档章 at the head.  Geometry and operators.

A page may lie on its side, begin anywhere, be cropped, or count in a unit of its own.  Stamps are laid out on the page as a reader
sees it, in points from its lower left corner, and one matrix carries them to the page's own coordinates.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

MM = 72 / 25.4
_USUAL_SHORT_SIDE = 842.0
"""Points of the short side of A3: up to it a stamp keeps its size, on larger drawings it grows."""
_LEAST_SHORT_SIDE = 400.0
"""Below it a stamp shrinks, on the copy of a card or a receipt."""
_PAD = 0.35
"""Room around a text, in ems."""
_RISE = 0.28
"""From the lower edge of a line's box to its baseline, in ems."""
_VEIL = "/V gs 1 g"
CORNERS = ("左上", "中上", "右上", "左下", "中下", "右下")


class Letters(Protocol):
    """What measures a text and writes it."""

    def measure(self, text: str, size: float) -> float:
        """How wide a text is."""

    def show(self, text: str, size: float) -> bytes:
        """The operators that show it."""


@dataclass(frozen=True, slots=True)
class Style:
    """How one kind of stamp looks: its corner, its distances from the edges (mm), size (points), colour (0 to 1), frame."""

    corner: str
    across: float
    up: float
    size: float
    colour: tuple[float, float, float] = (0, 0, 0)
    framed: bool = False
    cell_width: float = 0
    """The least width of a cell, in mm."""


@dataclass(frozen=True, slots=True)
class Sight:
    """A page as a reader sees it: width and height in points, and the matrix from there to the page's coordinates."""

    width: float
    height: float
    matrix: tuple[float, float, float, float, float, float]

    @property
    def scale(self) -> float:
        """How much larger or smaller than usual a stamp is on this page."""
        short = min(self.width, self.height)
        return max(short / _USUAL_SHORT_SIDE, 1.0) if short > _LEAST_SHORT_SIDE else short / _LEAST_SHORT_SIDE


Box = tuple[float, float, float, float]


def see_page(media: Box, crop: Box | None, rotation: int, unit: float) -> Sight:
    """How a page is seen (ISO 32000-1, 14.11.2 and table 30): edges in any order, a crop box that reaches beyond or misses."""
    left, low, right, high = cut_box(media, crop) or _sort(media)
    width, height, step = (right - left) * unit, (high - low) * unit, 1 / unit
    quarter = round(rotation / 90) % 4
    matrix = (
        (step, 0.0, 0.0, step, left, low),
        (0.0, step, -step, 0.0, right, low),
        (-step, 0.0, 0.0, -step, right, high),
        (0.0, -step, step, 0.0, left, high),
    )[quarter]
    return Sight(height, width, matrix) if quarter % 2 else Sight(width, height, matrix)


def cut_box(media: Box, crop: Box | None) -> Box | None:
    """What a crop box leaves of a page; None when there is none, or when it leaves nothing."""
    if crop is None:
        return None
    (left, low, right, high), (a, b, c, d) = _sort(media), _sort(crop)
    inner = max(left, a), max(low, b), min(right, c), min(high, d)
    return inner if inner[0] < inner[2] and inner[1] < inner[3] else None


def _sort(box: Box) -> Box:
    return min(box[0], box[2]), min(box[1], box[3]), max(box[0], box[2]), max(box[1], box[3])


def draw_stamps(sight: Sight, stamps: Sequence[tuple[Style, Sequence[Sequence[str]]]], letters: Letters) -> bytes:
    """The operators of all stamps of a page; each is a style and its rows of cells."""
    drawn = [_draw(sight, style, rows, letters) for style, rows in stamps if any(any(row) for row in rows)]
    if not drawn:
        return b""
    moved = " ".join(f"{number:.6g}" for number in sight.matrix).encode()
    return b"q " + moved + b" cm\n" + b"\n".join(drawn) + b"\nQ\n"


def _draw(sight: Sight, style: Style, rows: Sequence[Sequence[str]], letters: Letters) -> bytes:
    """A table of cells on a veil, which lets the page shine through and keeps the text readable on a dark scan."""
    size = style.size * sight.scale
    height = size * (1 + 2 * _PAD)
    columns = max(len(row) for row in rows)
    cells = [[*row, *[""] * (columns - len(row))] for row in rows]
    least = style.cell_width * MM * sight.scale
    widths = [max(least, *(letters.measure(row[n], size) + 2 * _PAD * size for row in cells)) for n in range(columns)]
    left, low = _place(sight, style, sum(widths), height * len(rows))
    high = low + height * len(rows)
    colour = " ".join(f"{part:.3g}" for part in style.colour)
    parts = [f"{_VEIL} {left:.2f} {low:.2f} {sum(widths):.2f} {high - low:.2f} re f".encode()]
    if style.framed:
        parts.append(f"{colour} RG {size / 14:.2f} w {_rule(left, low, high, widths, len(rows))} S".encode())
    parts.append(f"/S gs {colour} rg".encode())
    for number, row in enumerate(cells):
        x, y = left, high - (number + 1) * height + (_PAD + _RISE / 2) * size
        for text, width in zip(row, widths, strict=True):
            if text:
                start = x + (width - letters.measure(text, size)) / 2
                parts.append(f"BT 1 0 0 1 {start:.2f} {y:.2f} Tm ".encode() + letters.show(text, size) + b" ET")
            x += width
    return b"\n".join(parts)


def _rule(left: float, low: float, high: float, widths: Sequence[float], rows: int) -> str:
    """The lines of a table."""
    right, step = left + sum(widths), (high - low) / rows
    level = [f"{left:.2f} {low + n * step:.2f} m {right:.2f} {low + n * step:.2f} l" for n in range(rows + 1)]
    edges = [left + sum(widths[:n]) for n in range(len(widths) + 1)]
    return " ".join(level + [f"{edge:.2f} {low:.2f} m {edge:.2f} {high:.2f} l" for edge in edges])


def _place(sight: Sight, style: Style, width: float, height: float) -> tuple[float, float]:
    """The lower left corner of a stamp; one that is wider than the page begins at its edge."""
    across, up = style.across * MM * sight.scale, style.up * MM * sight.scale
    left = {"左": across, "右": sight.width - across - width, "中": (sight.width - width) / 2}[style.corner[0]]
    low = sight.height - up - height if style.corner[1] == "上" else up
    return max(left, 0.0), max(low, 0.0)
