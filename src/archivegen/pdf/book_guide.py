"""Ways into a 合订本: bookmarks, and links of its index to its pages."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any
from urllib.parse import unquote

from archivegen.pdf.book_parts import BookPart

_ROW_PAD = 4
"""Points above and below a row's number that belong to its row."""


def link_parts(
    parts: Sequence[BookPart], pages: Sequence[Sequence[int]], leaves: Sequence[Any], places: Mapping[str, int]
) -> None:
    """Links of an index lead to pages of this book; those that lead elsewhere go."""
    import pikepdf

    number = 0
    for part, counts in zip(parts, pages, strict=True):
        for leaf in leaves[number : number + sum(counts)] if part.has_links else ():
            kept = []
            for remark in leaf.get("/Annots", ()):
                address = str((remark.get("/A") or {}).get("/URI", ""))
                place = places.get(unquote(address).rpartition("/")[2])
                if place is not None:
                    del remark["/A"]
                    remark.Dest = pikepdf.Array([leaves[place], pikepdf.Name.Fit])
                    remark.Border = [0, 0, 0]
                    remark.Rect = _stretch(remark.Rect, leaf.MediaBox)
                    kept.append(remark)
            if kept:
                leaf.Annots = kept
            elif "/Annots" in leaf:
                del leaf["/Annots"]
        number += sum(counts)


def _stretch(place: Any, page: Any) -> list[float]:
    """The rectangle of a link on a row's first cell, drawn across the row as far as it stands from the page's other edge."""
    left, low, right, high = (float(edge) for edge in place)
    edges = float(page[0]), float(page[2])
    return [left, low - _ROW_PAD, max(right, max(edges) - (left - min(edges))), high + _ROW_PAD]


def write_outline(pdf: Any, parts: Sequence[BookPart], pages: Sequence[Sequence[int]]) -> None:
    """A bookmark a part, one below it for each of its files when there are several."""
    import pikepdf

    number = 0
    with pdf.open_outline() as outline:
        for part, counts in zip(parts, pages, strict=True):
            item = pikepdf.OutlineItem(part.title, number)
            for file, count in zip(part.files, counts, strict=True):
                if len(part.files) > 1:
                    item.children.append(pikepdf.OutlineItem(file.title, number))
                number += count
            item.is_closed = True
            outline.root.append(item)
