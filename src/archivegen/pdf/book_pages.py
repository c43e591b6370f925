"""The pages of a 合订本: cleaned of what belongs to the files they came from, and stamped."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from archivegen.pdf.book_parts import BookPart, Numbering
from archivegen.pdf.lettering import Lettering
from archivegen.pdf.stamps import Style, cut_box, draw_stamps, see_page
from archivegen.pdf.wrap import PageWrapper

_LEFT_BEHIND = (
    "/AA", "/B", "/Trans", "/Dur", "/PieceInfo", "/StructParents", "/Tabs", "/LastModified", "/Metadata", "/Thumb", "/PresSteps",
)  # fmt: skip
_A4_BOX = (0.0, 0.0, 595.276, 841.89)
_VEIL = 0.7
"""How much of the page a stamp's ground covers."""


class PageStamper:
    """Cleans and stamps the pages of one book."""

    def __init__(self, pdf: Any, parts: Sequence[BookPart], numbering: Numbering) -> None:
        import pikepdf

        texts = [text for part in parts for row in part.stamp for text in row]
        self._letters = Lettering(pdf, ["0123456789", *texts])
        self._fonts = self._letters.make_resources()
        self._states = pdf.make_indirect(pikepdf.Dictionary(V=pikepdf.Dictionary(ca=_VEIL), S=pikepdf.Dictionary(ca=1)))
        self._numbering = numbering
        self._wrapper = PageWrapper(pdf)

    def stamp(self, part: BookPart, leaves: Sequence[Any]) -> None:
        """Stamp the pages of one part."""
        for number, leaf in enumerate(leaves):
            for key in _LEFT_BEHIND:
                if key in leaf:
                    del leaf[key]
            stamps: list[tuple[Style, Sequence[Sequence[str]]]] = []
            if part.stamp and part.stamp_style is not None and number == 0:
                stamps.append((part.stamp_style, part.stamp))
            if part.start is not None:
                style = self._numbering.front
                if self._numbering.back is not None and (part.start + number) % 2 == 0:
                    style = self._numbering.back
                stamps.append((style, ((str(part.start + number),),)))
            if stamps:
                self._draw(leaf, stamps)

    def _draw(self, leaf: Any, stamps: Sequence[tuple[Style, Sequence[Sequence[str]]]]) -> None:
        media, crop = _read_box(leaf.get("/MediaBox")), _read_box(leaf.get("/CropBox"))
        if media is None:
            media = _A4_BOX
            leaf.MediaBox = list(media)
        if "/CropBox" in leaf and cut_box(media, crop) is None:
            del leaf["/CropBox"]
        sight = see_page(media, crop, _read_number(leaf.get("/Rotate"), 0), _read_unit(leaf))
        drawn = draw_stamps(sight, stamps, self._letters)
        self._wrapper.wrap(leaf)
        leaf.Resources.Font, leaf.Resources.ExtGState = self._fonts, self._states
        leaf.Contents.write(leaf.Contents.read_bytes() + drawn)


def _read_box(value: Any) -> tuple[float, float, float, float] | None:
    try:
        left, low, right, high = (float(edge) for edge in value)
    except (TypeError, ValueError):
        return None
    return (left, low, right, high) if left != right and low != high else None


def _read_number(value: Any, usual: float) -> int:
    try:
        return int(value)
    except (TypeError, ValueError):
        return int(usual)


def _read_unit(leaf: Any) -> float:
    try:
        return float(leaf.get("/UserUnit", 1)) or 1.0
    except (TypeError, ValueError):
        return 1.0
