"""What a 合订本 is made of: files, parts, page numbers.  Types only."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from archivegen.pdf.notice_page import Notice
from archivegen.pdf.stamps import Style


@dataclass(frozen=True, slots=True)
class BookFile:
    """One file of a part: where it lies (None when it cannot be shown), its name in the archive, its bookmark.

    ``notice`` is what the page in its place says when there are no pages of it.
    """

    path: Path | None
    name: str
    title: str
    notice: Notice


@dataclass(frozen=True, slots=True)
class BookPart:
    """A cover, an index or a paper: its bookmark, its files, what is stamped on its first page.

    ``start`` is the number of its first page; None for what bears no page numbers (GB/T 11822-2008: cover, 卷内目录, 备考表).
    """

    title: str
    files: tuple[BookFile, ...]
    stamp: tuple[tuple[str, ...], ...] = ()
    stamp_style: Style | None = None
    start: int | None = 1
    has_links: bool = False
    """Its links with an address lead to the page of the file of that name."""


@dataclass(frozen=True, slots=True)
class Numbering:
    """How page numbers look; ``back`` is the style of even pages where papers are written on both sides."""

    front: Style
    back: Style | None = None
