"""Whether a PDF may be called PDF/A-2b: a lint of what LibreOffice can get wrong, not a validation."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any

from archivegen.pdf.embedded import Font

_PART = re.compile(rb"pdfaid:part(?:>|=[\"'])\s*2")
_CONFORMANCE = re.compile(rb"pdfaid:conformance(?:>|=[\"'])\s*B")


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
