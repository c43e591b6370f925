"""A PDF as LibreOffice leaves it → one that is whole, the same every time, and says what it was made from.

What differs from run to run (dates, IDs) is taken out.  The file's permanent ID is the mark of what it was made from; the
second ID is the hash of all other bytes.  So the PDF itself tells whether it is current and whether somebody changed it.
"""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass
from pathlib import Path
from typing import Any

MARK_BYTES = 16
_ID = re.compile(rb"/ID ?\[ ?<([0-9a-f]{32})> ?<([0-9a-f]{32})> ?\]")
_TAIL = 4096
_BLANK_ID = b"0" * 32
_XMP_MOVING = re.compile(
    rb"\s*<(xmp:CreateDate|xmp:ModifyDate|xmp:MetadataDate|xmpMM:DocumentID|xmpMM:InstanceID)>[^<]*</\1>"
)


@dataclass(frozen=True, slots=True)
class Finished:
    """A PDF that was opened and read: its pages, the fonts inside it, what keeps it from being PDF/A-2b."""

    pages: int
    fonts: frozenset[str]
    """PostScript names without the subset's mark."""
    not_archival: tuple[str, ...]


def finish_pdf(path: Path, mark: bytes) -> Finished | None:
    """Rewrite a PDF in place without what changes from run to run; None when it is no whole PDF with pages."""
    import pikepdf

    from archivegen.pdf.archival import find_obstacles
    from archivegen.pdf.embedded import find_fonts, fix_numbers, name_fonts

    try:
        with pikepdf.open(path, allow_overwriting_input=True) as pdf:
            pages = len(pdf.pages)
            if not pages:
                return None
            inside = find_fonts(pdf)
            fonts = name_fonts(inside)
            obstacles = find_obstacles(pdf, fonts)
            freeze_pdf(pdf)
            fix_numbers(inside)
            pdf.save(path, static_id=True, object_stream_mode=pikepdf.ObjectStreamMode.generate)
    except pikepdf.PdfError:
        return None
    path.write_bytes(seal_pdf(path.read_bytes(), mark))
    return Finished(pages, frozenset(font.name for font in fonts), obstacles)


def freeze_pdf(pdf: Any) -> None:
    """Take out of an open PDF what changes from run to run; its language is that of the papers, not of the machine."""
    for key in ("/CreationDate", "/ModDate"):
        if key in pdf.docinfo:
            del pdf.docinfo[key]
    if "/DocChecksum" in pdf.trailer:
        del pdf.trailer["/DocChecksum"]
    pdf.Root.Lang = "zh-CN"
    if "/Metadata" in pdf.Root:
        pdf.Root.Metadata.write(_XMP_MOVING.sub(b"", pdf.Root.Metadata.read_bytes()))


def seal_pdf(content: bytes, mark: bytes) -> bytes:
    """The PDF with ``mark`` (16 bytes) as its permanent ID and the hash of the rest as its second."""
    found = _find_id(content)
    if found is None:
        raise ValueError("a PDF that was just written has no ID")
    first, second = found.span(1), found.span(2)
    marked = content[: first[0]] + mark.hex().encode() + content[first[1] : second[0]]
    rest = content[second[1] :]
    return marked + _hash_around(marked, rest) + rest


def read_mark(content: bytes) -> bytes | None:
    """The mark of a PDF of ours that nobody changed since; None for any other file."""
    found = _find_id(content)
    if found is None:
        return None
    start, end = found.span(2)
    own = _hash_around(content[:start], content[end:]) == found[2]
    return bytes.fromhex(found[1].decode()) if own else None


def _hash_around(before: bytes, after: bytes) -> bytes:
    digest = hashlib.sha256(before)
    digest.update(_BLANK_ID)
    digest.update(after)
    return digest.hexdigest()[:32].encode()


def _find_id(content: bytes) -> re.Match[bytes] | None:
    found = None
    for match in _ID.finditer(content, max(0, len(content) - _TAIL)):
        found = match
    return found
