"""The text of a Word document, read from its XML in the order of the page."""

from __future__ import annotations

import re
from collections.abc import Iterator
from xml.etree import ElementTree as ET
from xml.etree.ElementTree import Element
from zipfile import ZipFile

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_DRAWN_TEXT = "{http://schemas.openxmlformats.org/drawingml/2006/main}t"
_CHART_VALUE = "{http://schemas.openxmlformats.org/drawingml/2006/chart}v"
_MATH_TEXT = "{http://schemas.openxmlformats.org/officeDocument/2006/math}t"
_MARKUP = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"

_DRAWN = re.compile(r"word/(?:charts/chart|diagrams/data)\d*\.xml")
_PARTS = re.compile(r"word/(document|header|footer|footnotes|endnotes|comments)(\d*)\.xml")
_TITLES = {
    "document": "",
    "header": "〔页眉〕",
    "footer": "〔页脚〕",
    "footnotes": "〔脚注〕",
    "endnotes": "〔尾注〕",
    "comments": "〔批注〕",
}
_MARKS = {
    f"{_W}tab": "\t",
    f"{_W}ptab": "\t",
    f"{_W}br": "\n",
    f"{_W}cr": "\n",
    f"{_W}noBreakHyphen": "-",
}
_UNSEEN = {f"{_W}{name}" for name in ("del", "moveFrom", "instrText", "delText", "delInstrText", "pPr", "rPr", "tcPr")}


def read_docx_text(archive: ZipFile) -> str:
    """Body, headers, footers, notes, comments, charts and diagrams; a row of a table is one line, equal headers are told once."""
    found = [(name, match) for name in archive.namelist() if (match := _PARTS.fullmatch(name))]
    found.sort(key=lambda entry: (list(_TITLES).index(entry[1][1]), int(entry[1][2] or 0)))
    told: list[str] = []
    for name, match in found:
        root = ET.fromstring(archive.read(name))  # noqa: S314 - our own output, and expat caps entities
        text = "\n".join(_blocks(root)).strip("\n")
        title = _TITLES[match[1]]
        section = f"{title}\n{text}" if title else text
        if text and section not in told:
            told.append(section)
    told += [drawn for name in sorted(filter(_DRAWN.fullmatch, archive.namelist())) if (drawn := _drawn(archive, name))]
    return "\n\n".join(told) + "\n"


def _drawn(archive: ZipFile, name: str) -> str:
    root = ET.fromstring(archive.read(name))  # noqa: S314 - our own output, and expat caps entities
    texts = [node.text for node in root.iter() if node.tag in {_DRAWN_TEXT, _CHART_VALUE} and node.text]
    return "\n".join(["〔图〕", *texts]) if texts else ""


def _blocks(container: Element) -> Iterator[str]:
    """Lines of the paragraphs and tables under ``container``, at whatever depth they stand."""
    for child in container:
        if child.tag == f"{_W}p":
            yield from _paragraph(child)
        elif child.tag == f"{_W}tbl":
            yield from (_row(row) for row in _nearest_rows(child))
        elif child.tag not in _UNSEEN:
            yield from _blocks(_seen_branch(child))


def _paragraph(paragraph: Element) -> Iterator[str]:
    boxes: list[Element] = []
    yield "".join(_inline(paragraph, boxes))
    for box in boxes:
        yield from _blocks(box)


def _inline(node: Element, boxes: list[Element]) -> Iterator[str]:
    for child in node:
        if child.tag in {f"{_W}t", _MATH_TEXT}:
            yield child.text or ""
        elif child.tag in _MARKS:
            yield _MARKS[child.tag]
        elif child.tag == f"{_W}txbxContent":
            boxes.append(child)
        elif child.tag not in _UNSEEN:
            yield from _inline(_seen_branch(child), boxes)


def _nearest_rows(table: Element) -> Iterator[Element]:
    """Rows of this table, also inside content controls, but not those of a table in one of its cells."""
    for child in table:
        if child.tag == f"{_W}tr":
            yield child
        elif child.tag not in _UNSEEN:
            yield from _nearest_rows(child)


def _row(row: Element) -> str:
    return "\t".join(" ".join(line for line in _blocks(cell) if line) for cell in _nearest_cells(row)).rstrip("\t")


def _nearest_cells(row: Element) -> Iterator[Element]:
    for child in row:
        if child.tag == f"{_W}tc":
            yield child
        elif child.tag not in _UNSEEN:
            yield from _nearest_cells(child)


def _seen_branch(node: Element) -> Element:
    """Of alternative content the first choice: the fallback repeats the same text box for old readers."""
    if node.tag != f"{_MARKUP}AlternateContent":
        return node
    choice = node.find(f"{_MARKUP}Choice")
    return node if choice is None else choice
