"""Free text as paragraphs of a paper: ``{{p 项目.背景|正文 }}`` in Word; in a cell, a title or a line, the same text without looks."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from archivegen.errors import TemplateError
from archivegen.values.arguments import name_in_chinese
from archivegen.values.drawing_xml import Additions
from archivegen.values.markdown import Block, Piece, read_markdown
from archivegen.values.xml_text import escape_xml

_LEVELS = ("一级", "二级")
"""End the names of the styles of items, 列表-一级; where a template has none of that name, and in tables, items are indented
by themselves."""

_INDENT = re.compile(r"<w:ind(?: [^>]*)?/>|<w:pageBreakBefore(?: [^>]*)?/>")
_BREAK_BEFORE = re.compile(r"<w:pageBreakBefore(?: [^>]*)?/>")
_BEHIND_INDENT = re.compile(
    r"<w:(?:contextualSpacing|mirrorIndents|suppressOverlap|jc|textDirection|textAlignment|textboxTightWrap|outlineLvl"
    r"|divId|cnfStyle|rPr|sectPr|pPrChange)\b|$"
)
_LETTERS = re.compile(r"(?:<w:rStyle [^>]*/>)?(?:<w:rFonts [^>]*/>)?")
_BOLD = "<w:b/><w:bCs/>"
_HANG = 2
"""Characters between the edge of a list and the text of its items."""
_CHARACTER, _TABLE_CHARACTER = 320, 210
"""The width of a character in twips, for programs that do not count in characters: 三号 in a text, 五号 in a table."""
_TAB = '</w:t><w:tab/><w:t xml:space="preserve">'


@dataclass(frozen=True, slots=True)
class Look:
    """How the paragraph looks in which the text is printed: the inside of its ``w:pPr`` and of its run's ``w:rPr``."""

    paragraph: str = ""
    letters: str = ""
    in_table: bool = False


@dataclass(frozen=True, slots=True)
class Prose:
    """Paragraphs and items of lists."""

    blocks: tuple[Block, ...]
    lists: str = "列表"
    """Begins the names of the styles of items."""

    @property
    def plain(self) -> str:
        """The text without looks, a line a block."""
        return "\n".join(block.plain for block in self.blocks)

    def word_paragraphs(self, additions: Additions, look: Look) -> str:
        """``w:p`` elements: paragraphs look like the one in which they are printed, items have styles of their own."""
        return "".join(
            self._write_block(block, additions, look, is_first=not number) for number, block in enumerate(self.blocks)
        )

    def _write_block(self, block: Block, additions: Additions, look: Look, *, is_first: bool) -> str:
        properties = look.paragraph if is_first else _BREAK_BEFORE.sub("", look.paragraph)
        if block.level:
            style = "" if look.in_table else additions.find_style(f"{self.lists}-{_LEVELS[block.level - 1]}")
            properties = _list_properties(block, style, look)
        marker = f'<w:r>{_letters(look, bold=False)}<w:t xml:space="preserve">{block.marker}{_TAB}</w:t></w:r>'
        runs = "".join(_write_runs(block.pieces, look))
        return f"<w:p><w:pPr>{properties}</w:pPr>{marker if block.marker else ''}{runs}</w:p>"


@name_in_chinese("正文", 列表="lists")
def prose(value: Any, lists: Any = "列表") -> Prose:
    """正文: a text or a list of texts, in which people may write paragraphs, lists and ``**粗**``.

    ``lists`` begins the names of the styles of items: 列表-一级, 列表-二级.
    """
    if not isinstance(lists, str):
        raise TemplateError("“|正文”的列表要写样式名开头的文字，如 列表")
    if value == "":
        return Prose(())
    texts = value if isinstance(value, list | tuple) else [value]
    if any(isinstance(text, bool) or not isinstance(text, str | int | Decimal) for text in texts):
        raise TemplateError("“|正文”只能用在文字或者一列文字上")
    return Prose(tuple(block for text in texts for block in read_markdown(_as_text(text))), lists)


def _as_text(value: str | int | Decimal) -> str:
    return f"{value:f}" if isinstance(value, Decimal) else str(value)


def _list_properties(block: Block, style: str, look: Look) -> str:
    if style:
        properties = f'<w:pStyle w:val="{escape_xml(style)}"/>'
        return properties if block.marker else f'{properties}<w:ind w:hangingChars="0" w:hanging="0"/>'
    edge = (0 if look.in_table else _HANG) + _HANG * block.level
    width = _TABLE_CHARACTER if look.in_table else _CHARACTER
    hang = _HANG if block.marker else 0
    properties = _INDENT.sub("", look.paragraph)
    place = _BEHIND_INDENT.search(properties)
    start = place.start() if place else len(properties)
    indent = f'<w:ind w:leftChars="{edge * 100}" w:left="{edge * width}" w:hangingChars="{hang * 100}" w:hanging="{hang * width}"/>'
    return f"{properties[:start]}{indent}{properties[start:]}"


def _write_runs(pieces: tuple[Piece, ...], look: Look) -> Iterator[str]:
    for piece in pieces:
        text = escape_xml(piece.text).replace("\t", _TAB)
        yield f'<w:r>{_letters(look, bold=piece.bold)}<w:t xml:space="preserve">{text}</w:t></w:r>'


def _letters(look: Look, *, bold: bool) -> str:
    """The letters of the run, bold or not, in the order of the standard."""
    letters = look.letters
    if bold and "<w:b/>" not in letters:
        found = _LETTERS.match(letters)
        end = found.end() if found else 0
        letters = f"{letters[:end]}{_BOLD}{letters[end:]}"
    return f"<w:rPr>{letters}</w:rPr>" if letters else ""
