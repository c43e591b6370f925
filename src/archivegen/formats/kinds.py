"""Which files may be records, and the marks by which kinds of files are known."""

from __future__ import annotations

from typing import NamedTuple

UNKNOWN = "无法识别的内容"
ZIP = "ZIP 压缩包"


class FileType(NamedTuple):
    """A file type: ``name`` for messages, ``suffixes`` in lower case, ``editable`` for office formats.

    An editable file can be a paper that came from outside, never the scan of a signed paper.
    """

    name: str
    suffixes: tuple[str, ...]
    editable: bool


def find_type(suffix: str) -> FileType | None:
    """The type that files with this suffix (``.PDF``) must have, or None when no record may have it."""
    return _BY_SUFFIX.get(suffix.lower())


def accepted_suffixes() -> str:
    """All accepted suffixes, for a message."""
    return "、".join(suffix.lstrip(".") for kind in RECORD_TYPES for suffix in kind.suffixes)


def name_head(head: bytes) -> str:
    """Name of a file that begins with ``head``; what kind of ZIP a ZIP is, its beginning does not tell."""
    for marks, name in _MARKS:
        if head.startswith(marks):
            return name
    if b"%PDF-" in head:
        return "PDF 文件"
    if head[4:12] in (b"ftypheic", b"ftypheix", b"ftypmif1"):
        return "HEIC 图片"
    if head.lstrip(b"\xef\xbb\xbf \t\r\n").lower().startswith((b"<!doctype html", b"<html")):
        return "网页"
    return UNKNOWN


RECORD_TYPES = (
    FileType("PDF 文件", (".pdf",), editable=False),
    FileType("JPEG 图片", (".jpg", ".jpeg"), editable=False),
    FileType("PNG 图片", (".png",), editable=False),
    FileType("TIFF 图片", (".tif", ".tiff"), editable=False),
    FileType("OFD 文件", (".ofd",), editable=False),
    FileType("Word 文档", (".docx",), editable=True),
    FileType("Excel 工作簿", (".xlsx",), editable=True),
)
"""Formats that an archive takes for long (DA/T 70-2018; GB/T 33190 for OFD; DA/T 31 for pictures)."""
_BY_SUFFIX = {suffix: kind for kind in RECORD_TYPES for suffix in kind.suffixes}
_MARKS: tuple[tuple[tuple[bytes, ...], str], ...] = (
    ((b"%PDF-",), "PDF 文件"),
    ((b"\xff\xd8\xff",), "JPEG 图片"),
    ((b"\x89PNG\r\n\x1a\n",), "PNG 图片"),
    ((b"II*\0", b"MM\0*", b"II+\0", b"MM\0+"), "TIFF 图片"),
    ((b"PK\x03\x04", b"PK\x05\x06"), ZIP),
    ((b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1",), "加密的或旧格式的 Office 文件"),
    ((b"Rar!",), "RAR 压缩包"),
    ((b"7z\xbc\xaf\x27\x1c",), "7z 压缩包"),
    ((b"MZ", b"\x7fELF"), "程序文件"),
    ((b"BM",), "BMP 图片"),
)
