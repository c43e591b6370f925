"""Which parts of a Word package may hold tags, and what a person calls them."""

from __future__ import annotations

import re
from collections.abc import Mapping

from archivegen.errors import TemplateError
from archivegen.render.word.tree import W, read_tree

BODY = "正文"
PROPERTIES = "文件属性"
TYPES = "[Content_Types].xml"
STYLES = "word/styles.xml"

_WORDS = re.compile(
    r".*(?:wordprocessingml\.(?:document\.main|template\.main|header|footer|footnotes|endnotes|comments)"
    r"|drawingml\.chart|drawingml\.diagramData|drawingml\.diagramDrawing"
    r"|diagramDrawing|core-properties|extended-properties|custom-properties)\+xml"
)
_TITLES = (
    ("document.main", BODY),
    ("template.main", BODY),
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
    found: dict[str, str] = {}
    for entry in read_tree(parts[TYPES], name):
        member, kind = entry.get("PartName", "").removeprefix("/"), entry.get("ContentType", "")
        if member in parts and _WORDS.fullmatch(kind):
            if "main+xml" in kind and read_tree(parts[member], name).tag != f"{W}document":
                raise TemplateError(f"模板 {name} 的正文不是普通的 Word 格式，请用 Word 或 WPS 另存为 .docx")
            found[member] = next(title for mark, title in _TITLES if mark in kind)
    return dict(sorted(found.items(), key=lambda entry: (entry[1] != BODY, entry[0])))


def check_package(parts: Mapping[str, bytes], name: str) -> None:
    """Refuse what Word would refuse, also in parts that are copied as they are: XML that is broken or not safe."""
    for member, content in parts.items():
        if member.endswith((".xml", ".rels")):
            read_tree(content, name)
    if TYPES not in parts or "_rels/.rels" not in parts:
        raise TemplateError(f"模板 {name} 缺少部件，不是完好的 Word 文件，请用 Word 或 WPS 另存一份")


def as_document(types: bytes) -> bytes:
    """The content types of a document; what is filled may have been a Word template (``.dotx``)."""
    return types.replace(b"wordprocessingml.template.main+xml", b"wordprocessingml.document.main+xml")


def list_styles(parts: Mapping[str, bytes], name: str) -> dict[str, str]:
    """The ids of the paragraph styles by the names that a person sees; programs give a style another id as they please."""
    found: dict[str, str] = {}
    for style in read_tree(parts[STYLES], name).iter(f"{W}style") if STYLES in parts else ():
        shown = style.find(f"{W}name")
        if shown is not None and style.get(f"{W}type") == "paragraph":
            found[shown.get(f"{W}val", "")] = style.get(f"{W}styleId", "")
    return found


def is_word(title: str) -> bool:
    """Whether a part is WordprocessingML, in which docxtpl's dialect is spoken."""
    return title not in {"图表", "图形", PROPERTIES}
