"""A PDF as LibreOffice leaves it → one that is whole, the same every time, and bears its mark (:mod:`archivegen.pdf_mark`)."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from archivegen.pdf_mark import seal_pdf

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
