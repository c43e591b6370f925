"""TIFF and BigTIFF: pages, dots an inch, whether the picture data are inside the file (TIFF 6.0, section 2)."""

from __future__ import annotations

import struct
from typing import NamedTuple

from archivegen.formats.facts import FileFacts
from archivegen.formats.reading import DamagedError, Slices

TIFF = "TIFF 图片"
_MOST_PAGES = 20_000
_MOST_ENTRIES = 4096
_MOST_STRIPS = 1 << 18
_SIZES = {1: 1, 2: 1, 3: 2, 4: 4, 5: 8, 6: 1, 7: 1, 8: 2, 9: 4, 10: 8, 11: 4, 12: 8, 13: 4, 16: 8, 17: 8, 18: 8}
_LETTERS = {1: "B", 3: "H", 4: "I", 13: "I", 16: "Q", 18: "Q"}
_WIDTH, _LENGTH, _ORIENTATION, _ACROSS, _DOWN, _UNIT = 256, 257, 274, 282, 283, 296
_DATA = ((273, 279), (324, 325))
"""Offsets and lengths of strips, and of tiles."""


class Directory(NamedTuple):
    """What the first directory of an EXIF segment tells."""

    dpi: int | None
    orientation: int


class _Layout(NamedTuple):
    order: str
    big: bool


def examine_tiff(slices: Slices) -> FileFacts:
    """Walk the directories, a page each."""
    layout, offset = _read_header(slices)
    pages, dpi, turned = 0, None, False
    seen: set[int] = set()
    while offset:
        if offset in seen or len(seen) > _MOST_PAGES:
            raise DamagedError("图片的页绕成了圈，或多得不正常")
        seen.add(offset)
        tags, offset = _read_tags(slices, layout, offset)
        if not _first(slices, layout, tags, _WIDTH) or not _first(slices, layout, tags, _LENGTH):
            raise DamagedError("图片没有尺寸")
        _check_data(slices, layout, tags)
        pages += 1
        found = _read_resolution(slices, layout, tags)
        dpi = min(dpi, found) if dpi and found else dpi or found
        turned = turned or _first(slices, layout, tags, _ORIENTATION) in {5, 6, 7, 8}
    if not pages:
        raise DamagedError("图片里没有内容")
    return FileFacts(TIFF, pages=pages, dpi=dpi, turned=turned)


def read_directory(data: bytes) -> Directory:
    """The first directory of a TIFF structure in memory, as EXIF has it; raises :class:`DamagedError`, ``struct.error``."""
    slices = Slices.of(data)
    layout, offset = _read_header(slices)
    tags, _ = _read_tags(slices, layout, offset)
    return Directory(_read_resolution(slices, layout, tags), _first(slices, layout, tags, _ORIENTATION))


def _read_header(slices: Slices) -> tuple[_Layout, int]:
    head = slices.take(0, 16)
    order = {b"II": "<", b"MM": ">"}.get(head[:2])
    if order is None or len(head) < 8:
        raise DamagedError("图片的文件头不对")
    if struct.unpack(order + "H", head[2:4])[0] == 43:
        return _Layout(order, True), struct.unpack(order + "Q", head[8:16])[0]
    return _Layout(order, False), struct.unpack(order + "I", head[4:8])[0]


_Tags = dict[int, tuple[int, int, bytes, int]]
"""Tag → type, count, the field for a short value, and where that field stands."""


def _read_tags(slices: Slices, layout: _Layout, offset: int) -> tuple[_Tags, int]:
    """The tags of one directory, and where the next begins (0: there is none)."""
    order, big = layout
    head, size, field = (8, 20, 8) if big else (2, 12, 4)
    counted = slices.take(offset, head)
    if len(counted) < head:
        raise DamagedError("图片没有写完，可能没有复制完")
    count = struct.unpack(order + ("Q" if big else "H"), counted)[0]
    if not 0 < count <= _MOST_ENTRIES:
        raise DamagedError("图片的目录写得不对")
    table = slices.take(offset + head, count * size + field)
    if len(table) < count * size:
        raise DamagedError("图片没有写完，可能没有复制完")
    tags: _Tags = {}
    for start in range(0, count * size, size):
        tag, kind = struct.unpack_from(order + "HH", table, start)
        many = struct.unpack_from(order + ("Q" if big else "I"), table, start + 4)[0]
        tags[tag] = kind, many, table[start + size - field : start + size], offset + head + start + size - field
    rest = table[count * size :]
    following = struct.unpack(order + ("Q" if big else "I"), rest)[0] if len(rest) == field else 0
    return tags, following


def _place(layout: _Layout, kind: int, count: int, value: bytes, at: int) -> int:
    """Where a tag's values stand."""
    if _SIZES.get(kind, 1) * count <= len(value):
        return at
    return int(struct.unpack(layout.order + ("Q" if layout.big else "I"), value)[0])


def _numbers(slices: Slices, layout: _Layout, tags: _Tags, tag: int) -> tuple[int, ...]:
    if tag not in tags:
        return ()
    kind, count, value, at = tags[tag]
    letter = _LETTERS.get(kind)
    if letter is None or count > _MOST_STRIPS:
        raise DamagedError("图片的目录写得不对")
    data = slices.take(_place(layout, kind, count, value, at), count * _SIZES[kind])
    if len(data) < count * _SIZES[kind]:
        raise DamagedError("图片没有写完，可能没有复制完")
    return struct.unpack(f"{layout.order}{count}{letter}", data)


def _first(slices: Slices, layout: _Layout, tags: _Tags, tag: int) -> int:
    return next(iter(_numbers(slices, layout, tags, tag)), 0)


def _check_data(slices: Slices, layout: _Layout, tags: _Tags) -> None:
    """All strips or tiles lie inside the file."""
    for offsets_tag, lengths_tag in _DATA:
        offsets = _numbers(slices, layout, tags, offsets_tag)
        lengths = _numbers(slices, layout, tags, lengths_tag)
        if not offsets:
            continue
        ends = zip(offsets, lengths, strict=False) if lengths else ((offset, 1) for offset in offsets)
        if max((offset + length for offset, length in ends), default=0) > slices.size:
            raise DamagedError("图片没有写完，可能没有复制完")
        return
    raise DamagedError("图片里没有内容")


def _read_resolution(slices: Slices, layout: _Layout, tags: _Tags) -> int | None:
    """Dots an inch; the unit is the inch unless the file says centimetre or none."""
    unit = _first(slices, layout, tags, _UNIT) or 2
    lowest: float | None = None
    for tag in (_ACROSS, _DOWN):
        if tag not in tags or tags[tag][0] != 5:
            continue
        kind, count, value, at = tags[tag]
        data = slices.take(_place(layout, kind, count, value, at), 8)
        if len(data) == 8:
            above, below = struct.unpack(layout.order + "II", data)
            if above and below:
                lowest = above / below if lowest is None else min(lowest, above / below)
    if lowest is None or unit not in {2, 3}:
        return None
    return round(lowest * (2.54 if unit == 3 else 1))
