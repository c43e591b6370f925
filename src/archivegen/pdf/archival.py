"""Whether a PDF may be called PDF/A-2b: a lint of what LibreOffice can get wrong, not a validation."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

_SUBSET = re.compile(r"^/?[A-Z]{6}\+")
_PART = re.compile(rb"pdfaid:part(?:>|=[\"'])\s*2")
_CONFORMANCE = re.compile(rb"pdfaid:conformance(?:>|=[\"'])\s*B")
_FONT_FILES = ("/FontFile", "/FontFile2", "/FontFile3")


@dataclass(frozen=True, slots=True)
class Font:
    """A font of a PDF: its PostScript name without the subset's mark, and whether its outlines are inside."""

    name: str
    embedded: bool


def list_fonts(pdf: Any) -> tuple[Font, ...]:
    """Every font of an open PDF, in the order of their names."""
    found: dict[str, bool] = {}
    seen: set[tuple[int, int]] = set()
    for page in pdf.pages:
        for font in _find_fonts(page.obj.get("/Resources"), seen):
            name = _SUBSET.sub("", str(font.get("/BaseFont", "/"))).lstrip("/")
            found[name] = found.get(name, True) and _is_inside(font)
    return tuple(Font(name, found[name]) for name in sorted(found))


def _find_fonts(resources: Any, seen: set[tuple[int, int]]) -> Iterator[Any]:
    """The fonts of a page, and of the drawings that it uses; pages mostly share one list."""
    if resources is None or (resources.is_indirect and resources.objgen in seen):
        return
    if resources.is_indirect:
        seen.add(resources.objgen)
    for font in resources.get("/Font", {}).values():
        if font.objgen not in seen or not font.is_indirect:
            seen.add(font.objgen)
            yield from font.get("/DescendantFonts", (font,))
    for drawing in resources.get("/XObject", {}).values():
        if drawing.objgen not in seen:
            seen.add(drawing.objgen)
            yield from _find_fonts(drawing.get("/Resources"), seen)


def _is_inside(font: Any) -> bool:
    descriptor = font.get("/FontDescriptor")
    return font.get("/Subtype") == "/Type3" or (
        descriptor is not None and any(key in descriptor for key in _FONT_FILES)
    )


def find_obstacles(pdf: Any, fonts: Sequence[Font]) -> tuple[str, ...]:
    """What keeps an open PDF from being PDF/A-2b, in Chinese; empty when the lint finds nothing.

    Looked at: output intent, the XMP's part and conformance, fonts inside, encryption, file ID, scripts
    (ISO 19005-2, 6.1.3, 6.2.2, 6.2.11.4, 6.5, 6.6).
    """
    root = pdf.Root
    found = []
    intents = root.get("/OutputIntents")
    if intents is None or not any("/DestOutputProfile" in intent for intent in intents):
        found.append("没有输出意图（OutputIntent）")
    xmp = root.Metadata.read_bytes() if "/Metadata" in root else b""
    if not (_PART.search(xmp) and _CONFORMANCE.search(xmp)):
        found.append("元数据没有写明是 PDF/A-2b")
    if outside := [font.name for font in fonts if not font.embedded]:
        found.append(f"字体没有嵌入：{'、'.join(outside)}")
    if pdf.is_encrypted:
        found.append("文件加了密")
    if "/ID" not in pdf.trailer:
        found.append("没有文件标识")
    if "/JavaScript" in root.get("/Names", {}) or "/AA" in root:
        found.append("含有脚本或自动动作")
    return tuple(found)
