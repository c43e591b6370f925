"""Which parts of a Word package may hold tags, and what a person calls them."""

from __future__ import annotations

import re
from collections.abc import Mapping

from archivegen.render.word.tree import read_tree

BODY = "正文"
PROPERTIES = "文件属性"
CORE = "docProps/core.xml"

_TYPES = "[Content_Types].xml"
_WORDS = re.compile(
    r".*(?:wordprocessingml\.(?:document\.main|template\.main|header|footer|footnotes|endnotes|comments)"
    r"|document\.macroEnabled\.main|drawingml\.chart|drawingml\.diagramData|drawingml\.diagramDrawing"
    r"|diagramDrawing|core-properties|extended-properties|custom-properties)\+xml"
)
_TITLES = (
    ("document.main", BODY),
    ("template.main", BODY),
    ("macroEnabled.main", BODY),
    ("header", "页眉"),
    ("footer", "页脚"),
    ("footnotes", "脚注"),
    ("endnotes", "尾注"),
    ("comments", "批注"),
    ("chart", "图表"),
    ("diagram", "图形"),
    ("properties", PROPERTIES),
)


def list_parts(parts: Mapping[str, bytes], name: str) -> dict[str, str]:
    """The parts that may hold tags with what a person calls them, the body first.

    Raises ``TemplateError`` when the content types cannot be read; ``name`` is the template's.
    """
    if _TYPES not in parts:
        return {}
    found: dict[str, str] = {}
    for entry in read_tree(parts[_TYPES], name):
        member, kind = entry.get("PartName", "").removeprefix("/"), entry.get("ContentType", "")
        if member in parts and _WORDS.fullmatch(kind):
            found[member] = next(title for mark, title in _TITLES if mark in kind)
    return dict(sorted(found.items(), key=lambda entry: (entry[1] != BODY, entry[0])))


def is_word(title: str) -> bool:
    """Whether a part is WordprocessingML, in which docxtpl's dialect is spoken."""
    return title not in {"图表", "图形", PROPERTIES}
