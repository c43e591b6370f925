"""Plain texts: readable in an encoding that every office knows, and well formed where the format says so."""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterator

from archivegen.formats.facts import FileFacts
from archivegen.formats.reading import DamagedError, Slices
from archivegen.formats.xml_parts import check_xml

TEXT_KINDS = {
    ".txt": "文本文件",
    ".csv": "CSV 表",
    ".json": "JSON 数据",
    ".jsonl": "JSON 数据",
    ".xml": "XML 数据",
    ".html": "网页",
    ".htm": "网页",
}
_ENCODINGS = ("utf-8", "gb18030")
_BLOCK = 1 << 18
_SCRIPT = re.compile(rb"<script\b|javascript:|\bon(?:load|error|click)\s*=", re.IGNORECASE)


def examine_text(slices: Slices, suffix: str) -> FileFacts:
    """Read a text to its end; raises :class:`DamagedError`."""
    kind = TEXT_KINDS[suffix]
    if not any(_decodes(slices, encoding) for encoding in _ENCODINGS):
        raise DamagedError("不是 UTF-8 或 GB18030 文本")
    if suffix == ".xml":
        check_xml(_blocks(slices), slices.size)
    scripts = suffix in {".html", ".htm"} and any(_SCRIPT.search(block) for block in _blocks(slices))
    return FileFacts(kind, scripts=scripts)


def _decodes(slices: Slices, encoding: str) -> bool:
    decoder = codecs.getincrementaldecoder(encoding)()
    try:
        for block in _blocks(slices):
            if b"\0" in block:
                return False
            decoder.decode(block)
        decoder.decode(b"", True)
    except UnicodeDecodeError:
        return False
    return True


def _blocks(slices: Slices) -> Iterator[bytes]:
    for start in range(0, slices.size, _BLOCK):
        yield slices.take(start, _BLOCK)
