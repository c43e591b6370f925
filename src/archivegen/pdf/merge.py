"""PDFs laid one behind the other so that a stack printed on both sides can be taken apart paper by paper."""

from __future__ import annotations

import contextlib
from collections.abc import Sequence
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from typing import Any

from archivegen.pdf.finish import freeze_pdf
from archivegen.pdf_mark import seal_pdf


@dataclass(frozen=True, slots=True)
class Part:
    """One paper of a set; ``title`` is its bookmark."""

    title: str
    path: Path


def count_pages(path: Path) -> int:
    """The pages of a PDF; 0 for a file that somebody put there and that cannot be opened."""
    import pikepdf

    try:
        with pikepdf.open(path) as pdf:
            return len(pdf.pages)
    except pikepdf.PdfError:
        return 0


def place_parts(pages: Sequence[int]) -> list[int]:
    """The first page of each part, counted from 1: always odd, so that no paper begins on the back of another."""
    places, following = [], 1
    for count in pages:
        places.append(following)
        following += count + count % 2
    return places


def merge_pdfs(parts: Sequence[Part], title: str, mark: bytes) -> bytes:
    """All parts in one PDF: each begins on an odd page, backs that would be shared stay blank, a bookmark a part.

    The same parts give the same bytes; ``mark`` is the permanent ID.
    """
    import pikepdf

    with contextlib.ExitStack() as opened:
        merged = opened.enter_context(pikepdf.new())
        with merged.open_outline() as outline:
            for part in parts:
                source = opened.enter_context(pikepdf.open(part.path))
                outline.root.append(pikepdf.OutlineItem(part.title, len(merged.pages)))
                merged.pages.extend(source.pages)
                _fill_back(merged)
        merged.docinfo["/Title"] = title
        merged.Root.PageMode = pikepdf.Name.UseOutlines
        freeze_pdf(merged)
        target = BytesIO()
        merged.save(target, static_id=True, object_stream_mode=pikepdf.ObjectStreamMode.generate)
    return seal_pdf(target.getvalue(), mark)


def _fill_back(merged: Any) -> None:
    """After an odd page a blank one of the same size: the next paper begins on a front."""
    if len(merged.pages) % 2:
        left, low, right, high = (float(edge) for edge in merged.pages[-1].mediabox)
        merged.add_blank_page(page_size=(right - left, high - low))
