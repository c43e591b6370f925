"""Tag files as text, line by line, however long they are (RFC 8493 §2.3)."""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from archivegen.verify.reading.source import DamagedError

_LINE_END = re.compile(r"(\r\n|\r|\n)")
_LONGEST_LINE = 1 << 16
_NO_TEXT = {"idna", "punycode", "unicode-escape", "raw-unicode-escape", "undefined", "mbcs", "oem", "utf-7"}
"""Codecs of Python that no tag file can be meant to be written in."""


class Line(NamedTuple):
    """A line without its end; ``number`` counts from 1, ``end`` is how it ends (empty: the last one may end with the file)."""

    number: int
    text: str
    end: str


class Mark:
    """Whether a text began with a byte-order mark that it should not have."""

    seen = False


def find_encoding(name: str) -> str:
    """The codec of an encoding that the registry knows (RFC 8493 §2.1.1); empty when there is none."""
    try:
        codec = codecs.lookup(name).name
        is_text = isinstance(codecs.getincrementaldecoder(codec)().decode(b""), str)
    except (LookupError, ValueError):  # ValueError: a zero byte in the name
        return ""
    return codec if is_text and codec not in _NO_TEXT else ""


def read_lines(blocks: Iterable[bytes | memoryview], encoding: str, mark: Mark | None = None) -> Iterator[Line]:
    """The lines of a tag file; LF, CR and CRLF end one.

    Raises ``UnicodeDecodeError`` where it is no such text, :class:`DamagedError` where a line is longer than any path can be.
    """
    number, rest = 0, ""
    for text in _decode(blocks, encoding, mark):
        pieces = _LINE_END.split(rest + text)
        # A CR at the end of a block may be half of a CRLF.
        if len(pieces) > 1 and not pieces[-1] and pieces[-2] == "\r":
            rest = pieces[-3] + "\r"
            del pieces[-3:]
        else:
            rest = pieces.pop()
        for index in range(0, len(pieces), 2):
            number += 1
            yield Line(number, pieces[index], pieces[index + 1])
        if len(rest) > _LONGEST_LINE:
            raise DamagedError(f"第 {number + 1} 行超过 {_LONGEST_LINE:,} 个字")
    if rest.endswith("\r"):
        yield Line(number + 1, rest[:-1], "\r")
    elif rest:
        yield Line(number + 1, rest, "")


def _find_byte_order(encoding: str, head: bytes) -> str:
    """Which UTF-16 it is when nothing says so: big-endian (RFC 2781 §4.3), unless the second octet of a Latin letter is the zero."""
    if encoding != "utf-16" or head[:2] in (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE):
        return encoding
    return "utf-16-le" if head[:1] != b"\0" and head[1:2] == b"\0" else "utf-16-be"


def _decode(blocks: Iterable[bytes | memoryview], encoding: str, mark: Mark | None) -> Iterator[str]:
    decoder = codecs.getincrementaldecoder(encoding)()
    is_first, is_begin = True, True
    for block in blocks:
        if is_begin:
            decoder = codecs.getincrementaldecoder(_find_byte_order(encoding, bytes(block[:2])))()
            is_begin = False
        text = decoder.decode(bytes(block))
        if is_first and text:
            is_first = False
            if text.startswith("\ufeff"):
                text = text[1:]
                if mark is not None:
                    mark.seen = encoding == "utf-8"
        yield text
    yield decoder.decode(b"", final=True)
