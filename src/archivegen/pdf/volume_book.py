"""合订本: the papers of one volume in one PDF, with bookmarks, page numbers and the 档号 on the first page of each.

Two passes keep memory flat however large the scans are: ``qpdf`` lays the files one behind the other on the disk, then the
result is opened where it lies, stamped, and written once more; no image is ever unpacked or held.  The files themselves
are only read.
"""

from __future__ import annotations

import hashlib
import os
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import unquote

from archivegen.pdf.images import lay_image
from archivegen.pdf.lettering import Lettering
from archivegen.pdf.notice_page import Notice, write_notices
from archivegen.pdf.stamps import Style, cut_box, draw_stamps, see_page
from archivegen.pdf.tidy import Source, Trouble, gather_layers, tidy_pdf
from archivegen.pdf.wrap import PageWrapper

IMAGES = frozenset({".jpg", ".jpeg", ".png", ".tif", ".tiff", ".bmp"})
_LEFT_BEHIND = (
    "/AA", "/B", "/Trans", "/Dur", "/PieceInfo", "/StructParents", "/Tabs", "/LastModified", "/Metadata", "/Thumb", "/PresSteps",
)  # fmt: skip
_ID = re.compile(rb"/ID ?\[ ?<([0-9a-f]{32})> ?<([0-9a-f]{32})> ?\]")
_TAIL, _HEAD = 64, 4096
_A4_BOX = (0.0, 0.0, 595.276, 841.89)
_VEIL = 0.7
"""How much of the page a stamp's ground covers."""


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
        stamper = _Stamper(pdf, parts, numbering)
        places = {}
        number = 0
        leaves = [page.obj for page in pdf.pages]
        for part, counts in zip(parts, pages, strict=True):
            first = number
            for file, count in zip(part.files, counts, strict=True):
                places[file.name.rpartition("/")[2]] = number
                number += count
            stamper.stamp(part, leaves[first:number])
        _link(parts, pages, leaves, places)
        _write_outline(pdf, parts, pages)
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


class _Stamper:
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


def _link(
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
                    kept.append(remark)
            if kept:
                leaf.Annots = kept
            elif "/Annots" in leaf:
                del leaf["/Annots"]
        number += sum(counts)


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


def _write_outline(pdf: Any, parts: Sequence[BookPart], pages: Sequence[Sequence[int]]) -> None:
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
