"""bagit.txt: which version of the standard a bag keeps to, and how its tag files are written (RFC 8493 §2.1.1)."""

from __future__ import annotations

import re
from dataclasses import dataclass

from archivegen.findings import Finding, Place, make_finding
from archivegen.verify.tags.text import find_encoding

LONGEST_DECLARATION = 1 << 12
"""Octets of two lines, with room to spare."""
_VERSION = re.compile(r"BagIt-Version: ([0-9]{1,4})\.([0-9]{1,4})")
_ENCODING = re.compile(r"Tag-File-Character-Encoding: (\S+)")
_LINE_END = re.compile(r"\r\n|\r|\n")
_WANTED = "不是“BagIt-Version: 1.0”和“Tag-File-Character-Encoding: UTF-8”这样的两行"


@dataclass(frozen=True, slots=True)
class Declaration:
    """What bagit.txt says."""

    version: tuple[int, int]
    encoding: str

    @property
    def is_final(self) -> bool:
        """Whether the bag keeps to version 1.0, which is stricter than the drafts before it."""
        return self.version >= (1, 0)


def parse_declaration(content: bytes) -> tuple[Declaration | None, tuple[Finding, ...]]:
    """Read bagit.txt strictly: two lines, no byte-order mark, one space after the colon."""
    place = Place("bagit.txt")
    try:
        lines = _LINE_END.split(content.decode("utf-8"))
    except UnicodeDecodeError:
        return None, (make_finding("V003", place, reason="不是 UTF-8 文本"),)
    if lines[0].startswith("\ufeff"):
        return None, (make_finding("V003", place, reason="开头有字节序标记（BOM）"),)
    extra = lines[2:]
    version = _VERSION.fullmatch(lines[0])
    encoding = _ENCODING.fullmatch(lines[1]) if len(lines) > 1 else None
    if version is None or encoding is None or any(extra):
        return None, (make_finding("V003", place, reason=_WANTED),)
    number = (int(version[1]), int(version[2]))
    if not (0, 93) <= number <= (0, 97) and number != (1, 0):
        return None, (make_finding("V004", place, version=f"{version[1]}.{version[2]}"),)
    name = find_encoding(encoding[1])
    if not name:
        return None, (make_finding("V005", place, encoding=encoding[1][:40]),)
    if len(extra) > 1 and number >= (1, 0):  # the drafts did not say «exactly»
        return None, (make_finding("V003", place, reason="两行之后还有空行"),)
    return Declaration(number, name), ()
