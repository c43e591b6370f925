"""PDFs laid one behind the other so that a stack printed on both sides can be taken apart paper by paper."""

from __future__ import annotations

import contextlib
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from archivegen.pdf.finish import freeze_pdf, seal_pdf


@dataclass(frozen=True, slots=True)
class Part:
    """One paper of a set; ``title`` is its bookmark."""

    title: str
    path: Path


def count_pages(path: Path) -> int:
    """The pages of a PDF that is known to be whole."""
    import pikepdf

    with pikepdf.open(path) as pdf:
        return len(pdf.pages)


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

    with pikepdf.new() as merged, contextlib.ExitStack() as opened, merged.open_outline() as outline:
        for part in parts:
            source = opened.enter_context(pikepdf.open(part.path))
            outline.root.append(pikepdf.OutlineItem(part.title, len(merged.pages)))
            merged.pages.extend(source.pages)
            if len(merged.pages) % 2:
                box = merged.pages[-1].mediabox
                size = (float(box[2]) - float(box[0]), float(box[3]) - float(box[1]))
                merged.add_blank_page(page_size=size)
        merged.docinfo["/Title"] = title
        return _save(merged, mark)


def _save(merged: object, mark: bytes) -> bytes:
    from io import BytesIO
    from typing import Any, cast

    import pikepdf

    pdf = cast("Any", merged)
    freeze_pdf(pdf)
    pdf.Root.PageMode = pikepdf.Name.UseOutlines
    target = BytesIO()
    pdf.save(target, static_id=True, object_stream_mode=pikepdf.ObjectStreamMode.generate)
    return seal_pdf(target.getvalue(), mark)
