"""合订本: the papers of one volume in one PDF, with bookmarks, page numbers and the 档号 on the first page of each.

Two passes keep memory flat however large the scans are: ``qpdf`` lays the files one behind the other on the disk, then the
result is opened where it lies, stamped, and written once more; no image is ever unpacked or held.  The files themselves
are only read.
"""

from __future__ import annotations

import errno
import hashlib
import os
import re
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from archivegen.pdf.book_guide import link_parts, write_outline
from archivegen.pdf.book_pages import PageStamper
from archivegen.pdf.book_parts import BookFile, BookPart, Numbering
from archivegen.pdf.images import lay_image
from archivegen.pdf.notice_page import Notice, write_notices
from archivegen.pdf.tidy import Source, Trouble, gather_layers, tidy_pdf

IMAGES = frozenset({".jpg", ".jpeg", ".png", ".tif", ".tiff", ".bmp"})
_ID = re.compile(rb"/ID ?\[ ?<([0-9a-f]{32})> ?<([0-9a-f]{32})> ?\]")
_TAIL, _HEAD = 64, 4096
_END = b"%%EOF\n"


@dataclass(frozen=True, slots=True)
class Lapse:
    """A file in whose place a notice stands."""

    part: int
    name: str
    trouble: Trouble


@dataclass(frozen=True, slots=True)
class Book:
    """A finished book: pages in all, the first page (from 1) of every part, what could not be taken in."""

    pages: int
    starts: tuple[int, ...]
    lapses: tuple[Lapse, ...]


def bind_book(parts: Sequence[BookPart], title: str, numbering: Numbering, work: Path, target: Path) -> Book:
    """Write the book of these parts to ``target``; ``work`` is a private, empty folder.  The same parts give the same bytes.

    Raises ``OSError`` when the disk refuses.
    """
    binder = _Binder(work)
    sources = [[binder.take(number, file, part) for file in part.files] for number, part in enumerate(parts)]
    binder.finish()
    staged = work / "staged.pdf"
    _lay_together([source for group in sources for source in group], staged)
    pages = [[source.pages for source in group] for group in sources]
    starts = place_parts([sum(group) for group in pages])
    _stamp(staged, parts, pages, title, numbering, target)
    told = [(part.title, part.stamp, part.start, [(file.name, file.title) for file in part.files]) for part in parts]
    _set_id(target, repr((title, told, pages, target.stat().st_size)))
    return Book(sum(map(sum, pages)), tuple(starts), tuple(binder.lapses))


def place_parts(pages: Sequence[int]) -> list[int]:
    """The first page of each part, counted from 1."""
    places, following = [], 1
    for count in pages:
        places.append(following)
        following += count
    return places


class _Binder:
    """Finds for every file a PDF whose pages can be merged."""

    def __init__(self, work: Path) -> None:
        self._work = work
        self._made = 0
        self._notices: list[Notice] = []
        self.lapses: list[Lapse] = []

    def take(self, number: int, file: BookFile, part: BookPart) -> Source:
        if file.path is None:
            return self._stand_in(file)
        found: Source | Trouble = Trouble.BROKEN
        if file.path.suffix.lower() in IMAGES:
            laid = self._next()
            if lay_image(file.path, laid):
                found = tidy_pdf(laid, self._next())
        else:
            found = tidy_pdf(file.path, self._next(), keep_links=part.has_links)
        if isinstance(found, Source):
            return found
        self.lapses.append(Lapse(number, file.name, found))
        return self._stand_in(file)

    def finish(self) -> None:
        """Write the pages that stand in, all in one file with one set of fonts."""
        if self._notices:
            write_notices(self._notices, self._place_of_notices)

    def _stand_in(self, file: BookFile) -> Source:
        self._notices.append(file.notice)
        return Source(self._place_of_notices, 1, f"{len(self._notices)}")

    @property
    def _place_of_notices(self) -> Path:
        return self._work / "notices.pdf"

    def _next(self) -> Path:
        self._made += 1
        return self._work / f"{self._made:05d}.pdf"


def _lay_together(sources: Sequence[Source], target: Path) -> None:
    """All pages in one file, images as they are, by the disk and not by memory."""
    import pikepdf

    pikepdf.Job(
        {
            "empty": "",
            "outputFile": str(target),
            "removeUnreferencedResources": "no",
            "keepFilesOpen": "n",
            "streamData": "preserve",
            "objectStreams": "disable",
            "staticId": "",
            "noWarn": "",
            "pages": [{"file": str(source.path), "range": source.span} for source in sources],
        }
    ).run()
    with target.open("rb") as file:
        file.seek(-len(_END), os.SEEK_END)
        if file.read() != _END:
            # qpdf does not look whether its last block reached the disk.
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC), str(target))


def _stamp(
    staged: Path,
    parts: Sequence[BookPart],
    pages: Sequence[Sequence[int]],
    title: str,
    numbering: Numbering,
    target: Path,
) -> None:
    import pikepdf

    with pikepdf.open(staged, access_mode=pikepdf.AccessMode.stream) as pdf:
        stamper = PageStamper(pdf, parts, numbering)
        places = {}
        number = 0
        leaves = [page.obj for page in pdf.pages]
        for part, counts in zip(parts, pages, strict=True):
            first = number
            for file, count in zip(part.files, counts, strict=True):
                places[file.name.rpartition("/")[2]] = number
                number += count
            stamper.stamp(part, leaves[first:number])
        link_parts(parts, pages, leaves, places)
        write_outline(pdf, parts, pages)
        gather_layers(pdf)
        pdf.docinfo["/Title"] = title
        pdf.Root.PageMode = pikepdf.Name.UseOutlines
        pdf.Root.Lang = "zh-CN"
        pdf.Root.ViewerPreferences = pikepdf.Dictionary(DisplayDocTitle=True)
        pdf.save(
            target,
            static_id=True,
            object_stream_mode=pikepdf.ObjectStreamMode.generate,
            stream_decode_level=pikepdf.StreamDecodeLevel.none,
        )


def _set_id(path: Path, description: str) -> None:
    """The file's ID from what the book consists of: qpdf's own would hash every byte of every scan, a third of the whole time."""
    digest = hashlib.sha256(description.encode()).hexdigest()[:32].encode()
    with path.open("r+b") as file:
        file.seek(-_TAIL, os.SEEK_END)
        start = int(file.read().rpartition(b"startxref")[2].split()[0])
        file.seek(start)
        found = _ID.search(file.read(_HEAD))
        assert found is not None, "a PDF that was just written has an ID"
        for group in (1, 2):
            file.seek(start + found.start(group))
            file.write(digest)
