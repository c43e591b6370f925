"""The XML of a Word part as a tree: read safely, its paragraphs and their texts."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from lxml import etree

from archivegen.errors import TemplateError

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
XML_SPACE = "{http://www.w3.org/XML/1998/namespace}space"

PARAGRAPHS = frozenset({f"{W}p", f"{A}p"})
_TEXTS = {f"{W}p": f"{W}t", f"{A}p": f"{A}t"}
_SIGNS = {f"{W}tab": "\t", f"{W}br": "\n", f"{W}cr": "\n", f"{W}noBreakHyphen": "-"}
_PROPERTIES = frozenset({f"{W}{name}" for name in ("pPr", "rPr", "sdtPr", "sdtEndPr", "smartTagPr")})
VISIBLE = frozenset(
    {f"{W}{name}" for name in ("drawing", "pict", "object", "sym", "fldChar", "instrText", "footnoteReference")}
    | {f"{W}{name}" for name in ("endnoteReference", "commentReference", "ptab", "pgNum")}
)
"""What a person sees in a run besides its text."""

Element = Any


@dataclass(slots=True)
class Piece:
    """A stretch of a paragraph's text: the ``w:t`` that holds it, or the element that stands for one sign (a tab, a break)."""

    element: Element
    text: str

    @property
    def is_text(self) -> bool:
        """Whether its text can be changed."""
        return self.element.tag not in _SIGNS


def read_tree(content: bytes, name: str) -> Element:
    """Parse a part without entities, network, comments or instructions; ``TemplateError`` (``name``: template) when it is unsafe."""
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, remove_comments=True, remove_pis=True
    )
    try:
        root = etree.fromstring(content, parser)
    except etree.XMLSyntaxError as error:
        raise TemplateError(f"模板 {name} 的内容坏了，请用 Word 或 WPS 打开后另存一份") from error
    if root.getroottree().docinfo.doctype:
        raise TemplateError(f"模板 {name} 里有 DTD 或实体，Word 不会这样写，请用 Word 或 WPS 另存一份")
    return root


def write_tree(root: Element) -> str:
    """The XML of a tree, without a declaration."""
    text: str = etree.tostring(root, encoding="unicode")
    return text


def list_pieces(paragraph: Element) -> list[Piece]:
    """The texts of a paragraph in their order; not those of paragraphs inside it (text boxes), nor deleted ones."""
    return list(_walk(paragraph, _TEXTS[paragraph.tag]))


def _walk(node: Element, text_tag: str) -> Iterator[Piece]:
    for child in node:
        tag = child.tag
        if tag == text_tag:
            yield Piece(child, child.text or "")
        elif tag in _SIGNS:
            yield Piece(child, _SIGNS[tag])
        elif tag not in PARAGRAPHS and tag not in _PROPERTIES:
            yield from _walk(child, text_tag)


def text_of(paragraph: Element) -> str:
    """What a person reads in a paragraph."""
    return "".join(piece.text for piece in list_pieces(paragraph))


def nearest(element: Element, *names: str) -> Element | None:
    """The nearest ancestor that is a ``w:name``."""
    return next(element.iterancestors(*(W + name for name in names)), None)


def set_text(element: Element, text: str) -> None:
    """Give a text element its text; blanks at its ends are kept."""
    element.text = text
    if element.tag == f"{W}t" and text != text.strip():
        element.set(XML_SPACE, "preserve")


def remove_element(element: Element) -> None:
    """Take an element out of its tree; text behind it (of pretty-printed XML) goes too."""
    element.getparent().remove(element)


def unwrap(element: Element) -> None:
    """Put the content of a wrapper (content control, smart tag, tracked insertion) in its place."""
    inner = element.find(f"{W}sdtContent") if element.tag == f"{W}sdt" else element
    parent, position = element.getparent(), element.getparent().index(element)
    children = [] if inner is None else [child for child in inner if child.tag not in _PROPERTIES]
    parent.remove(element)
    for offset, child in enumerate(children):
        parent.insert(position + offset, child)


def has_content(node: Element) -> bool:
    """Whether a person would miss anything if ``node`` were gone."""
    return any(
        child.tag in VISIBLE or (child.tag in {f"{W}t", f"{A}t"} and (child.text or "").strip())
        for child in node.iter()
    ) or any(child.get(f"{W}type") in {"page", "column"} for child in node.iter(f"{W}br"))
