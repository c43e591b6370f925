"""Every text of a template with its place, read from the XML of the file: paragraphs of Word, cells of Excel."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import PurePath

from lxml import etree

from archivegen.render.mistakes import Where
from archivegen.render.remarks.office_parts import OfficeParts, Xml, read_cell
from archivegen.render.sheet.formulas import letters_of

_LONGEST = 60
_STORIES = {"header": "页眉", "footer": "页脚", "footnotes": "脚注", "endnotes": "尾注", "comments": "批注"}
_DRAWN = {
    r"word/charts/[^/]+\.xml": "图表",
    r"word/diagrams/data\d*\.xml": "图形",
    r"docProps/core\.xml": "文件属性",
}
_DRAWING = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
_TEXTS = {"t", "tab", "br", "cr", "noBreakHyphen"}
_SIGNS = {"tab": "\t", "br": "\n", "cr": "\n", "noBreakHyphen": "-"}


@dataclass(frozen=True, slots=True)
class PlacedText:
    """One paragraph or cell."""

    where: Where
    text: str


def list_texts(content: bytes, name: str) -> list[PlacedText]:
    """All texts of a template in their order; ``name`` tells the format.  Raises ``TemplateError`` for a broken file."""
    parts = OfficeParts(content, name)
    listed = _list_paragraphs(parts) if PurePath(name).suffix.lower() == ".docx" else _list_cells(parts)
    return [placed for placed in listed if placed.text.strip()]


# Word ------------------------------------------------------------------------------------------------------------------


def _list_paragraphs(parts: OfficeParts) -> Iterator[PlacedText]:
    main = parts.main_part()
    yield from _paragraphs_of(parts, main, "")
    for kind, title in _STORIES.items():
        for member in dict.fromkeys(parts.related(main, kind)):
            if member in parts.parts:
                yield from _paragraphs_of(parts, member, title)
    for member in sorted(parts.parts):
        title = next((title for pattern, title in _DRAWN.items() if re.fullmatch(pattern, member)), "")
        for text in _drawn_texts(parts.xml(member)) if title else ():
            yield PlacedText(Where(f"{title}“{_shorten(text)}”", member), text)


def _drawn_texts(root: Xml) -> Iterator[str]:
    """Lines of charts and diagrams, and the properties of a file, of which each is one text."""
    lines = ["".join(t.text or "" for t in line.iter(f"{_DRAWING}t")) for line in root.iter(f"{_DRAWING}p")]
    yield from lines or [leaf.text for leaf in root.iter() if len(leaf) == 0 and leaf.text]


def _paragraphs_of(parts: OfficeParts, member: str, title: str) -> Iterator[PlacedText]:
    root = parts.xml(member)
    word = f"{{{etree.QName(root).namespace}}}"
    tables = _Tables(root, word)
    loose = 0
    for number, paragraph in enumerate(root.iter(f"{word}p")):
        text = "".join(_own_texts(paragraph, word))
        holder = next(paragraph.iterancestors(f"{word}tc", f"{word}txbxContent"), None)
        loose += holder is None
        shown = tables.describe(holder) or (f"第 {loose} 段" if not title else "")
        quoted = _shorten(text)
        place = f"{title or ('正文' if shown.startswith('第 ') and holder is None else '')}{shown}“{quoted}”"
        yield PlacedText(Where(place, member, number), text)


def _shorten(text: str) -> str:
    quoted = " ".join(text.split())
    return quoted if len(quoted) <= _LONGEST else f"{quoted[:_LONGEST]}…"


def _own_texts(paragraph: Xml, word: str) -> Iterator[str]:
    """Of a paragraph without those of the text boxes in it."""
    for node in paragraph.iter(*(f"{word}{name}" for name in _TEXTS)):
        if next(node.iterancestors(f"{word}p"), None) is paragraph:
            name = etree.QName(node).localname
            yield _SIGNS.get(name) or node.text or ""


class _Tables:
    """Which table, row and cell of a part something stands in."""

    def __init__(self, root: Xml, word: str) -> None:
        self.word = word
        self.tables = {table: number for number, table in enumerate(root.iter(f"{word}tbl"), 1)}
        self.rows = self._count(root, "tr", "tbl")
        self.cells = self._count(root, "tc", "tr")

    def _count(self, root: Xml, name: str, outer: str) -> dict[Xml, int]:
        counts: Counter[Xml] = Counter()
        numbers = {}
        for element in root.iter(f"{self.word}{name}"):
            holder = next(element.iterancestors(f"{self.word}{outer}"), None)
            counts[holder] += 1
            numbers[element] = counts[holder]
        return numbers

    def describe(self, holder: Xml | None) -> str:
        if holder is None:
            return ""
        row = next(holder.iterancestors(f"{self.word}tr"), None)
        table = next(holder.iterancestors(f"{self.word}tbl"), None)
        if holder.tag == f"{self.word}txbxContent" or row is None or table is None:
            return "文本框"
        return f"第 {self.tables[table]} 个表格第 {self.rows[row]} 行第 {self.cells[holder]} 格"


# Excel -----------------------------------------------------------------------------------------------------------------


def _list_cells(parts: OfficeParts) -> Iterator[PlacedText]:
    workbook = parts.main_part()
    main = f"{{{etree.QName(parts.xml(workbook)).namespace}}}"
    identity = f"{{{parts.office_namespace()}}}id"
    shared = [name for name in parts.related(workbook, "sharedStrings") if name in parts.parts]
    strings = [_string(item, main) for item in parts.xml(shared[0]).iter(f"{main}si")] if shared else []
    for sheet in parts.xml(workbook).iter(f"{main}sheet"):
        member = parts.target(workbook, sheet.get(identity, ""))
        if member in parts.parts and etree.QName(parts.xml(str(member))).localname == "worksheet":
            yield from _cells_of(parts.xml(str(member)), str(member), sheet.get("name", ""), main, strings)


def _cells_of(root: Xml, member: str, title: str, main: str, strings: list[str]) -> Iterator[PlacedText]:
    shown = f"工作表“{title}”"
    yield PlacedText(Where(f"{shown}的名字", member), title)
    for cell in root.iter(f"{main}c"):
        row, column = read_cell(cell.get("r", ""))
        if row and (text := _cell_text(cell, main, strings)):
            yield PlacedText(Where(f"{shown}{letters_of(column)}{row}", member, None, row, column), text)
    for margin in root.iter(f"{main}headerFooter"):
        for text in margin.iter():
            if text is not margin and isinstance(text.tag, str):
                side = "页眉" if "Header" in text.tag else "页脚"
                yield PlacedText(Where(f"{shown}{side}", member), text.text or "")


def _cell_text(cell: Xml, main: str, strings: list[str]) -> str:
    value = cell.findtext(f"{main}v") or ""
    if cell.get("t") == "s":
        return strings[int(value)] if value.isdecimal() and int(value) < len(strings) else ""
    inline = cell.find(f"{main}is")
    return _string(inline, main) if inline is not None else value


def _string(item: Xml, main: str) -> str:
    """Text of a shared or inline string without the phonetic guide over it."""
    return "".join(t.text or "" for t in item.iter(f"{main}t") if t.getparent().tag != f"{main}rPh")
