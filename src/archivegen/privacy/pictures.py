"""What a picture tells besides what it shows: camera data, comments, keywords.  Only the parts before the picture itself are read."""

from __future__ import annotations

import re
import zlib
from collections.abc import Iterator
from typing import IO

from archivegen.privacy.passages import Passage

_TEXT = re.compile(rb"[\x09\x0a\x0d\x20-\x7e\x80-\xfd]{4,}")
_UTF16 = (re.compile(rb"(?:[\x20-\x7e]\x00){6,}"), re.compile(rb"(?:\x00[\x20-\x7e]){6,}"))
_MOST_HEAD = 8 << 20
_MOST_TEXT = 1 << 22
_SOS = 0xDA
_BARE_MARKERS = {0x01, 0xD8, *range(0xD0, 0xD8)}


def read_picture(handle: IO[bytes], place: str) -> Iterator[Passage]:
    """The picture counts as one that only a person can judge; its metadata are a passage of text."""
    head = handle.read(_MOST_HEAD)
    if head.startswith(b"\xff\xd8"):
        pieces = list(_list_jpeg(head))
    elif head.startswith(b"\x89PNG"):
        pieces = list(_list_png(head))
    else:
        pieces = [head]
    yield Passage(f"{place}的附加信息", "\n".join(find_strings(piece) for piece in pieces), unseen=1)


def find_strings(raw: bytes) -> str:
    """Every run of characters in binary data: ASCII, UTF-8 or GB18030, and UTF-16 of both orders."""
    lines = []
    for run in _TEXT.findall(raw):
        try:
            lines.append(run.decode("utf-8"))
        except UnicodeDecodeError:
            lines.append(run.decode("gb18030", "ignore"))
    for pattern in _UTF16:
        lines += [run.replace(b"\x00", b"").decode("ascii") for run in pattern.findall(raw)]
    if re.search(rb"[\x4e-\x9f]", raw) and (
        raw.startswith(b"UNICODE\x00") or b"\x9c\x9c" in raw or b"UNICODE\x00" in raw
    ):
        lines += [raw.decode("utf-16-le", "ignore"), raw.decode("utf-16-be", "ignore")]
    return "\n".join(lines)


def _list_jpeg(raw: bytes) -> Iterator[bytes]:
    """The segments before the first scan."""
    place = 2
    while place + 4 <= len(raw) and raw[place] == 0xFF:
        marker = raw[place + 1]
        if marker == _SOS:
            return
        if marker in _BARE_MARKERS or marker == 0xFF:
            place += 1 if marker == 0xFF else 2
            continue
        length = int.from_bytes(raw[place + 2 : place + 4], "big")
        if 0xE0 <= marker <= 0xEF or marker == 0xFE:
            yield raw[place + 4 : place + 2 + length]
        place += 2 + max(length, 2)


def _list_png(raw: bytes) -> Iterator[bytes]:
    place = 8
    while place + 8 <= len(raw):
        length, kind = int.from_bytes(raw[place : place + 4], "big"), raw[place + 4 : place + 8]
        body = raw[place + 8 : place + 8 + length]
        if kind in (b"tEXt", b"eXIf"):
            yield body
        elif kind in (b"zTXt", b"iTXt"):
            yield body
            yield from _inflate(body)
        place += 12 + length


def _inflate(body: bytes) -> Iterator[bytes]:
    """The text of a compressed chunk: it begins after the keyword and a few bytes of flags and languages."""
    for start in (place.start() for place in re.finditer(rb"\x78[\x01\x5e\x9c\xda]", body)):
        try:
            yield zlib.decompressobj().decompress(body[start:], _MOST_TEXT)
        except zlib.error:
            continue
        return
