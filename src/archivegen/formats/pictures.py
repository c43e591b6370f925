"""JPEG and PNG: whole or cut off, dots an inch, lying on their side."""

from __future__ import annotations

import struct
from collections.abc import Iterator

from archivegen.formats.facts import FileFacts
from archivegen.formats.reading import DamagedError, Slices
from archivegen.formats.tiff import read_directory

JPEG = "JPEG 图片"
PNG = "PNG 图片"
_MOST_PARTS = 500_000
_BLOCK = 1 << 20
_STANDALONE = {0x01, *range(0xD0, 0xD8)}
_FRAMES = {0xC0, 0xC1, 0xC2, 0xC3, 0xC5, 0xC6, 0xC7, 0xC9, 0xCA, 0xCB, 0xCD, 0xCE, 0xCF}
_TURNED = {5, 6, 7, 8}
"""EXIF orientations that lie on their side."""
_CUT = "图片没有写完，可能没有复制完"


def examine_jpeg(slices: Slices) -> FileFacts:
    """Read the segments up to the picture data, and look for its end (ISO/IEC 10918-1, B.1)."""
    dpi, turned, framed, position = None, False, False, 2
    for mark, start, length in _list_segments(slices):
        if mark in _FRAMES:
            framed = _has_size(slices.take(start + 1, 4))
        elif mark == 0xE0:
            dpi = _read_density(slices.take(start, 14)) or dpi
        elif mark == 0xE1:
            dpi, turned = _read_exif(slices.take(start, length), dpi)
        position = start + length
    if not framed:
        raise DamagedError("图片没有尺寸")
    if not _has_end(slices, position):
        raise DamagedError(_CUT)
    return FileFacts(JPEG, pages=1, dpi=dpi, turned=turned)


def _list_segments(slices: Slices) -> Iterator[tuple[int, int, int]]:
    """Mark, start and length of each segment before the picture data; raises :class:`DamagedError`."""
    position = 2
    for _ in range(_MOST_PARTS):
        head = slices.take(position, 4)
        if len(head) < 4:
            raise DamagedError(_CUT)
        if head[0] != 0xFF:
            raise DamagedError("图片的分段写得不对")
        if head[1] == 0xFF or head[1] in _STANDALONE:
            position += 1 if head[1] == 0xFF else 2
            continue
        length = int.from_bytes(head[2:], "big")
        if length < 2 or head[1] == 0xD9:
            raise DamagedError("图片的分段写得不对")
        yield head[1], position + 4, length - 2
        if head[1] == 0xDA:
            return
        position += 2 + length
    raise DamagedError("图片的分段多得不正常")


def examine_png(slices: Slices) -> FileFacts:
    """Walk the chunks from the header to the end (ISO/IEC 15948, 5)."""
    position, dpi, data = 8, None, False
    for number in range(_MOST_PARTS):
        head = slices.take(position, 8)
        if len(head) < 8:
            raise DamagedError(_CUT)
        length, kind = struct.unpack(">I4s", head)
        if (number == 0) != (kind == b"IHDR") or (number == 0 and length != 13):
            raise DamagedError("图片的文件头不对")
        if number == 0 and 0 in struct.unpack(">II", slices.take(16, 8)):
            raise DamagedError("图片没有尺寸")
        if position + 12 + length > slices.size:
            raise DamagedError(_CUT)
        if kind == b"IEND":
            break
        data = data or kind == b"IDAT"
        if kind == b"pHYs" and length == 9:
            across, down, unit = struct.unpack(">IIB", slices.take(position + 8, 9))
            dpi = round(min(across, down) * 0.0254) if unit == 1 else None
        position += 12 + length
    if not data:
        raise DamagedError("图片里没有内容")
    return FileFacts(PNG, pages=1, dpi=dpi or None)


def _has_size(numbers: bytes) -> bool:
    """Height and width are given; a height of zero may come later but no scanner writes so."""
    return len(numbers) == 4 and 0 not in struct.unpack(">HH", numbers)


def _read_density(segment: bytes) -> int | None:
    """Dots an inch of a JFIF segment; None when it gives a proportion only."""
    if len(segment) < 12 or segment[:5] != b"JFIF\0":
        return None
    unit, across, down = struct.unpack(">BHH", segment[7:12])
    lowest = min(across, down)
    return round(lowest * 2.54) if unit == 2 else lowest if unit == 1 else None


def _read_exif(segment: bytes, dpi: int | None) -> tuple[int | None, bool]:
    """Dots an inch and whether the picture lies on its side; broken EXIF says nothing."""
    if segment[:6] != b"Exif\0\0":
        return dpi, False
    try:
        found = read_directory(segment[6:])
    except (DamagedError, struct.error):
        return dpi, False
    return dpi or found.dpi, found.orientation in _TURNED


def _has_end(slices: Slices, start: int) -> bool:
    """Whether the picture data end: inside them the mark of the end cannot stand by accident."""
    tail, begin = slices.tail(1 << 12)
    if begin + tail.rfind(b"\xff\xd9") > start and b"\xff\xd9" in tail:
        return True
    while start < slices.size:
        if b"\xff\xd9" in slices.take(start, _BLOCK + 1):
            return True
        start += _BLOCK
    return False
