"""One look at one file: what it is, and whether it opens."""

from __future__ import annotations

import struct
import zipfile
from collections.abc import Callable
from typing import IO

from archivegen.formats.facts import FileFacts
from archivegen.formats.kinds import UNKNOWN, ZIP, name_head
from archivegen.formats.old_office import OLD_OFFICE, examine_old_office
from archivegen.formats.packages import MAIN_PARTS, ZIP_TROUBLE, check_directory, examine_package
from archivegen.formats.pdf.look import KIND as PDF
from archivegen.formats.pdf.look import UNREADABLE, examine_pdf, recall_pdf
from archivegen.formats.pictures import JPEG, PNG, examine_jpeg, examine_png
from archivegen.formats.reading import DamagedError, Slices
from archivegen.formats.texts import TEXT_KINDS, examine_text
from archivegen.formats.tiff import TIFF, examine_tiff

_HEAD = 1024
_READERS: dict[str, Callable[[Slices], FileFacts]] = {
    PDF: examine_pdf,
    JPEG: examine_jpeg,
    PNG: examine_png,
    TIFF: examine_tiff,
    OLD_OFFICE: examine_old_office,
}


def examine(handle: IO[bytes], suffix: str, size: int) -> FileFacts:
    """What an open file is, by its bytes; ``suffix`` (``.PDF``) only tells texts apart, which have no mark of their own.

    ``handle`` must be able to seek; ``size`` is its length in octets.  Only parts of a large file are read.  What is wrong with the file
    is in the answer; only what its disk raises (``OSError``) is raised.
    """
    return _examine(Slices(handle, size), suffix) if size else _EMPTY


def examine_bytes(content: bytes, suffix: str) -> FileFacts:
    """The same for a file that is in memory."""
    if not content:
        return _EMPTY
    if content.startswith(b"%PDF-") and (facts := recall_pdf(content)) is not None:
        return facts
    return _examine(Slices.of(content), suffix)


_EMPTY = FileFacts(UNKNOWN, problem="是空的（0 字节）")


def _examine(slices: Slices, suffix: str) -> FileFacts:
    kind = name_head(slices.take(0, _HEAD))
    try:
        if kind == ZIP:
            kind = _name_package(slices) or kind
        if kind in MAIN_PARTS:
            return examine_package(slices, kind)
        if kind in _READERS:
            return _READERS[kind](slices)
        if suffix.lower() in TEXT_KINDS:
            kind = TEXT_KINDS[suffix.lower()]
            return examine_text(slices, suffix.lower())
    except DamagedError as error:
        return FileFacts(kind, problem=str(error))
    except (*UNREADABLE, struct.error) as error:
        return FileFacts(kind, problem=f"结构混乱（{type(error).__name__}）")
    return FileFacts(kind)


def _name_package(slices: Slices) -> str:
    """What a ZIP is; empty for a ZIP that is nothing but a ZIP, or that is cut off."""
    try:
        check_directory(slices)
        with zipfile.ZipFile(slices.handle) as package:
            names = set(package.namelist())
    except ZIP_TROUBLE:
        return ""
    return next((kind for kind, part in MAIN_PARTS.items() if part in names), "")
