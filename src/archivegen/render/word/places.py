"""Where something stands in a Word template, as a person finds it on the page and as a program finds it in the XML."""

from __future__ import annotations

from typing import Any

from archivegen.render.mistakes import Where
from archivegen.render.word.parts import BODY
from archivegen.render.word.tree import Element, W, nearest, text_of

_LONGEST_TEXT = 60


class Places:
    """The places of one part, as it stands in the template: make it before the tree is changed."""

    def __init__(self, member: str, title: str, root: Element) -> None:
        self.member = member
        self._title = title
        self._paragraphs = {paragraph: number for number, paragraph in enumerate(root.iter(f"{W}p"))}
        self._tables: dict[Element, int] = {}
        self._loose: dict[Element, int] = {}
        for table in root.iter(f"{W}tbl"):
            if nearest(table, "tc", "txbxContent") is None:
                self._tables[table] = len(self._tables) + 1
        for paragraph in self._paragraphs:
            if nearest(paragraph, "tc", "txbxContent") is None:
                self._loose[paragraph] = len(self._loose) + 1

    def find(self, element: Element, text: str | None = None) -> Where:
        """The place of a paragraph, or of whatever else holds ``text``."""
        paragraph = element if element.tag == f"{W}p" else nearest(element, "p")
        shown = text if text is not None else text_of(paragraph) if paragraph is not None else element.text or ""
        standing = paragraph if paragraph is not None else element
        return Where(
            f"{self._describe(standing)}{_quote(shown)}",
            self.member,
            self._paragraphs.get(paragraph) if paragraph is not None else None,
        )

    def _describe(self, element: Element) -> str:
        cell = nearest(element, "tc", "txbxContent")
        if cell is None:
            number = self._loose.get(element)
            return f"{BODY}第 {number} 段" if number and self._title == BODY else self._title
        if cell.tag == f"{W}txbxContent":
            return f"{'' if self._title == BODY else self._title}文本框"
        return self._describe_cell(cell)

    def _describe_cell(self, cell: Element) -> str:
        row, table = nearest(cell, "tr"), nearest(cell, "tbl")
        assert row is not None
        assert table is not None
        rows = [r for r in table.iter(f"{W}tr") if nearest(r, "tbl") is table]
        cells = [c for c in row.iter(f"{W}tc") if nearest(c, "tr") is row]
        inside = f"第 {rows.index(row) + 1} 行第 {cells.index(cell) + 1} 格"
        if table in self._tables:
            title = "" if self._title == BODY else self._title
            return f"{title}第 {self._tables[table]} 个表格{inside}"
        return f"{self._describe(table)}里的表格{inside}"


def _quote(text: str) -> str:
    seen = " ".join(text.split())
    if not seen:
        return ""
    return f"“{seen if len(seen) <= _LONGEST_TEXT else seen[:_LONGEST_TEXT] + '…'}”"


def pack_place(where: Where) -> tuple[Any, ...]:
    """What :mod:`marshal` can hold of a place."""
    return (where.shown, where.member, where.paragraph)
