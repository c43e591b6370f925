"""Which files may be records, told by what is in them and not only by what they are called."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable
from typing import BinaryIO, NamedTuple

_HEAD_LENGTH = 1024
"""A PDF may have up to this many bytes of rubbish before its mark."""


UNKNOWN = "无法识别的内容"
_NOTHING = io.BytesIO()


class FileType(NamedTuple):
    """A file type: ``name`` for messages, ``suffixes`` in lower case, ``editable`` for office formats.

    An editable file can be a paper that came from outside, never the scan of a signed paper.
    """

    name: str
    suffixes: tuple[str, ...]
    editable: bool
    matches: Callable[[bytes, BinaryIO], bool]


def find_type(suffix: str) -> FileType | None:
    """The type that files with this suffix (``.PDF``) must have, or None when no record may have it."""
    return next((kind for kind in _RECORD_TYPES if suffix.lower() in kind.suffixes), None)


def detect_content(handle: BinaryIO) -> str:
    """Name of what an open file really is, in words for a message."""
    head = handle.read(_HEAD_LENGTH)
    for kind in _KNOWN_TYPES:
        if kind.matches(head, handle):
            return kind.name
    return UNKNOWN


def name_head(head: bytes) -> str:
    """Name of a file that begins with ``head``; what kind of ZIP a ZIP is, its beginning does not tell."""
    for marks, name in _MARKS:
        if head.startswith(marks):
            return name
    if b"%PDF-" in head:
        return _PDF.name
    return next((kind.name for kind in _KNOWN_TYPES[-3:] if kind.matches(head, _NOTHING)), UNKNOWN)


def matches_type(kind: FileType, handle: BinaryIO) -> bool:
    """Whether an open file's content is what ``kind`` says."""
    return kind.matches(handle.read(_HEAD_LENGTH), handle)


def accepted_suffixes() -> str:
    """All accepted suffixes, for a message."""
    return "、".join(suffix.lstrip(".") for kind in _RECORD_TYPES for suffix in kind.suffixes)


def _starts(*marks: bytes) -> Callable[[bytes, BinaryIO], bool]:
    return lambda head, _: head.startswith(marks)


def _packs(member: str) -> Callable[[bytes, BinaryIO], bool]:
    """A ZIP that holds ``member``; a broken ZIP is nothing."""

    def look(head: bytes, handle: BinaryIO) -> bool:
        if not head.startswith(b"PK\x03\x04"):
            return False
        try:
            with zipfile.ZipFile(handle) as package:
                return member in package.namelist()
        except (zipfile.BadZipFile, OSError, EOFError, ValueError, NotImplementedError):
            return False

    return look


_PDF = FileType("PDF 文件", (".pdf",), False, lambda head, _: b"%PDF-" in head)
_RECORD_TYPES = (
    _PDF,
    FileType("JPEG 图片", (".jpg", ".jpeg"), False, _starts(b"\xff\xd8\xff")),
    FileType("PNG 图片", (".png",), False, _starts(b"\x89PNG\r\n\x1a\n")),
    FileType("TIFF 图片", (".tif", ".tiff"), False, _starts(b"II*\0", b"MM\0*", b"II+\0", b"MM\0+")),
    FileType("OFD 文件", (".ofd",), False, _packs("OFD.xml")),
    FileType("Word 文档", (".docx",), True, _packs("word/document.xml")),
    FileType("Excel 工作簿", (".xlsx",), True, _packs("xl/workbook.xml")),
)
_KNOWN_TYPES = (
    *_RECORD_TYPES[1:],
    _PDF,
    FileType("加密的或旧格式的 Office 文件", (), True, _starts(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1")),
    FileType("ZIP 压缩包", (), True, _starts(b"PK\x03\x04")),
    FileType("RAR 压缩包", (), True, _starts(b"Rar!")),
    FileType(
        "网页",
        (),
        True,
        lambda head, _: head.lstrip(b"\xef\xbb\xbf \t\r\n").lower().startswith((b"<!doctype html", b"<html")),
    ),
    FileType("HEIC 图片", (), False, lambda head, _: head[4:12] in (b"ftypheic", b"ftypheix", b"ftypmif1")),
    FileType("BMP 图片", (), False, _starts(b"BM")),
)
_MARKS: tuple[tuple[tuple[bytes, ...], str], ...] = (
    ((b"%PDF-",), "PDF 文件"),
    ((b"\xff\xd8\xff",), "JPEG 图片"),
    ((b"\x89PNG\r\n\x1a\n",), "PNG 图片"),
    ((b"II*\0", b"MM\0*", b"II+\0", b"MM\0+"), "TIFF 图片"),
    ((b"PK\x03\x04", b"PK\x05\x06"), "ZIP 压缩包"),
    ((b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1",), "加密的或旧格式的 Office 文件"),
    ((b"Rar!",), "RAR 压缩包"),
    ((b"7z\xbc\xaf\x27\x1c",), "7z 压缩包"),
    ((b"MZ", b"\x7fELF"), "程序文件"),
)
