"""Bytes of a text file that a person saved → text, whatever their editor called its encoding.

Editors on the target machines save UTF-8 with or without a mark, GBK ("ANSI" in Notepad) and UTF-16 ("Unicode" in old
Notepad, "Unicode 文本" in Excel).  A file that is none of these is damaged; a damaged UTF-8 file must not be read as GBK,
because nearly any bytes decode as GBK and the result is a wrong name on a contract.
"""

from __future__ import annotations

import codecs
from enum import StrEnum
from typing import NamedTuple


class Encoding(StrEnum):
    """What a text file turned out to be."""

    UTF8 = "UTF-8"
    GB18030 = "GBK"
    UTF16 = "UTF-16"


class DecodedText(NamedTuple):
    """Text without a byte-order mark, and the encoding it was saved in."""

    text: str
    encoding: Encoding


class DamagedTextError(ValueError):
    """The bytes are text of no known encoding; ``line`` (1-based) is the first line that cannot be read."""

    def __init__(self, line: int) -> None:
        super().__init__(f"第 {line} 行有无法识别的文字")
        self.line = line


def decode_bytes(raw: bytes) -> DecodedText:
    """Decode ``raw``; raises :class:`DamagedTextError`."""
    if raw.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return DecodedText(_decode_utf16(raw), Encoding.UTF16)
    try:
        return DecodedText(raw.decode("utf-8-sig"), Encoding.UTF8)
    except UnicodeDecodeError as trouble:
        line = raw.count(b"\n", 0, trouble.start) + 1
    if _is_mostly_utf8(raw):
        raise DamagedTextError(line)
    try:
        return DecodedText(raw.decode("gb18030"), Encoding.GB18030)
    except UnicodeDecodeError as trouble:
        raise DamagedTextError(raw.count(b"\n", 0, trouble.start) + 1) from None


def _decode_utf16(raw: bytes) -> str:
    try:
        return raw.decode("utf-16")
    except UnicodeDecodeError as trouble:
        line = raw[: trouble.start].decode("utf-16", errors="ignore").count("\n") + 1
        raise DamagedTextError(line) from None


def _is_mostly_utf8(raw: bytes) -> bool:
    """Whether a file that is not clean UTF-8 holds more readable Chinese as UTF-8 than broken bytes."""
    text = raw.decode("utf-8", errors="replace")
    readable = sum(1 for sign in text if sign >= "\u2e80" and sign != "\ufffd")
    return readable > text.count("\ufffd")
