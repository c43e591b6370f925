"""Whether a PDF says that it is PDF/A, and what speaks against it: a lint, not a validation (ISO 19005)."""

from __future__ import annotations

import re

from archivegen.formats.pdf.file import PdfFile
from archivegen.formats.pdf.objects import Value
from archivegen.formats.pdf.pages import Pages
from archivegen.formats.pdf.signs import Signs
from archivegen.formats.reading import DamagedError

_LONGEST_XMP = 1 << 20
_PART = re.compile(rb"pdfaid:part\s*(?:>|=\s*[\"'])\s*([1-4])")
_CONFORMANCE = re.compile(rb"pdfaid:conformance\s*(?:>|=\s*[\"'])\s*([A-Za-z])")
_FONT_FILES = (b"/FontFile", b"/FontFile2", b"/FontFile3")
_MOST_FONTS = 500


def read_claim(file: PdfFile, root: dict[bytes, Value], pages: Pages, signs: Signs) -> tuple[str, tuple[str, ...]]:
    """The claim (``PDF/A-2b``, empty when there is none) and the obstacles that the lint found, in Chinese."""
    reference = root.get(b"/Metadata")
    try:
        packet = file.read_stream(reference, _LONGEST_XMP) if type(reference) is int else b""
    except DamagedError:
        return "", ()
    part = _PART.search(packet)
    if part is None:
        return "", ()
    level = _CONFORMANCE.search(packet)
    claim = f"PDF/A-{part[1].decode()}{level[1].decode().lower() if level else ''}"
    return claim, tuple(_find_obstacles(file, root, pages, signs, part[1]))


def _find_obstacles(file: PdfFile, root: dict[bytes, Value], pages: Pages, signs: Signs, part: bytes) -> list[str]:
    """Output intent, file ID, scripts, files inside, fonts inside (ISO 19005-2, 6.1.3, 6.2.2, 6.2.11.4, 6.5, 6.8)."""
    intents = file.resolve(root.get(b"/OutputIntents"))
    has_profile = isinstance(intents, list) and any(
        b"/DestOutputProfile" in file.find_dict(intent) for intent in intents
    )
    found = []
    if not has_profile:
        found.append("没有输出意图（OutputIntent）")
    if b"/ID" not in file.trailer:
        found.append("没有文件标识")
    if signs.scripts:
        found.append("含有脚本或自动动作")
    if signs.embedded and part in b"12":
        found.append("里面夹带了文件")
    if outside := _find_loose_fonts(file, pages):
        found.append(f"字体没有嵌入（{'、'.join(outside)}）")
    return found


def _find_loose_fonts(file: PdfFile, pages: Pages) -> list[str]:
    """Names of fonts of the first pages that are not in the file."""
    seen: set[int] = set()
    loose: list[str] = []
    for resources in pages.resources:
        for reference in file.find_dict(resources.get(b"/Font")).values():
            if type(reference) is not int or reference in seen or len(seen) > _MOST_FONTS:
                continue
            seen.add(reference)
            font = file.find_dict(reference)
            if font.get(b"/Subtype") == b"/Type0":
                inner = file.resolve(font.get(b"/DescendantFonts"))
                font = file.find_dict(inner[0]) if isinstance(inner, list) and inner else {}
            descriptor = file.find_dict(font.get(b"/FontDescriptor"))
            if font.get(b"/Subtype") != b"/Type3" and not any(name in descriptor for name in _FONT_FILES):
                name = font.get(b"/BaseFont", b"/?")
                loose.append(name[1:60].decode("utf-8", "replace") if isinstance(name, bytes) else "？")
    return loose
