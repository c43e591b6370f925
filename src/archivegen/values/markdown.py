"""What people write in free text: paragraphs, lists one level deep and bold, in the notation of Markdown (CommonMark).

CommonMark itself does not fit Chinese text: ``**质量：**实行`` is not bold there, ``40cm*40cm*60cm`` loses its stars, ``>93%`` its
sign and ``2026. 3月`` becomes a list.  Here a mark means something only where it cannot mean anything else, each line is a
paragraph of its own, and what is no mark is printed as it stands.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from dataclasses import dataclass, field

BULLETS = ("●", "○")
"""Of a list and of a list inside it; GB 2312 has both, so 仿宋 does."""

_FENCE = re.compile(r" {0,3}(?:`{3,}|~{3,})[\w+-]*")
_RULE = re.compile(r" {0,3}(?:-{3,}|\*{3,}|(?:[-*] ){2,}[-*])")
_TABLE_RULE = re.compile(r" *\|(?: *(?:-{3,}|:-+:?|-+:) *\|)+")
_TABLE_ROW = re.compile(r" *\|(.+)\|")
_HEADING = re.compile(r" {0,3}#{1,6} +(.*?)(?: +#+)?")
_QUOTE = re.compile(r" {0,3}> (?!\d)")
_ITEM = re.compile(r"( *)(?:([-*+])|(\d{1,3})([.)])) +(\S.*)")
_INLINE = re.compile(
    r"(?P<bold>\*\*)"
    r"|\\(?P<sign>[\\*#\-+.()\[\]<>`|!])"
    r"|(?P<image>!?)\[(?P<text>[^\[\]\n]{0,300})\]\((?P<target>[^()\s]{1,2000})\)"
    r"|<(?P<address>(?:https?://|mailto:)[^<>\s]{1,2000})>"
    r"|<sup>(?P<power>[23])</sup>"
    r"|</?(?:a|b|br|center|code|div|em|font|h[1-6]|hr|i|img|li|ol|p|small|span|strong|sub|sup|table|tbody|td|th|thead|tr|u|ul)"
    r"(?:\s[^<>]{0,500})?/?>"
    r"|(?P<entity>&(?:nbsp|lt|gt|amp|quot|#\d{1,6});)"
    r"|`(?P<code>[^`\n]{1,500})`"
)
_TARGET = re.compile(r"(?:https?://|mailto:|www\.|\.{0,2}/)\S+|\S+\.\w{2,5}")
_BREAK = re.compile(r"<br\s*/?>|\r\n?|[\x0b\x0c\x85\u2028\u2029]")
_POWERS = {"2": "²", "3": "³"}
_EDGES = " \t\u3000"


@dataclass(frozen=True, slots=True)
class Piece:
    """Text of one weight."""

    text: str
    bold: bool = False


@dataclass(frozen=True, slots=True)
class Block:
    """A paragraph (``level`` 0), an item of a list (1) or of a list inside it (2); an item goes on in one without a marker."""

    level: int
    marker: str
    pieces: tuple[Piece, ...]

    @property
    def plain(self) -> str:
        """The block as a line of plain text."""
        text = "".join(piece.text for piece in self.pieces)
        return "\u3000" * max(self.level - 1, 0) + self.marker + text


@dataclass(slots=True)
class _List:
    """The list that is being read: how far its items are indented, and the last number of each level."""

    indent: int
    level: int = 1
    numbers: dict[int, int] = field(default_factory=dict)

    def count(self, level: int, written: int) -> int:
        """The number of an item: as written, or the next one where the writer left the counting to the program."""
        last = self.numbers.get(level, 0)
        self.numbers[level] = written if written > last else last + 1
        return self.numbers[level]


def read_markdown(text: str) -> Iterator[Block]:
    """The blocks of a text; no letter, digit or sign of it is lost that is no mark."""
    current: _List | None = None
    in_fence = False
    for raw in _BREAK.sub("\n", text).split("\n"):
        line = raw.rstrip().expandtabs(4)
        if _FENCE.fullmatch(line):
            in_fence = not in_fence
        elif in_fence:
            yield from _paragraph(line, literal=True)
        elif line and not _RULE.fullmatch(line) and not _TABLE_RULE.fullmatch(line):
            while quoted := _QUOTE.match(line):
                line = line[quoted.end() :]
            current, blocks = _read_line(line, current)
            yield from blocks


def _read_line(line: str, current: _List | None) -> tuple[_List | None, Iterator[Block]]:
    indent = len(line) - len(line.lstrip(" "))
    if item := _ITEM.fullmatch(line):
        current = current or _List(indent)
        return current, _item(item, current)
    if current is not None and indent >= current.indent + 2:
        return current, _paragraph(line, current.level)
    if heading := _HEADING.fullmatch(line):
        return None, _heading(heading[1])
    if row := _TABLE_ROW.fullmatch(line):
        line = "\u3000".join(cell.strip() for cell in row[1].split("|"))
    return None, _paragraph(line)


def _item(found: re.Match[str], current: _List) -> Iterator[Block]:
    indent, _, number, end, text = found.groups()
    level = 2 if len(indent) >= current.indent + 2 else 1
    if level == 1:
        current.numbers.pop(2, None)
    current.level = level
    marker = f"{current.count(level, int(number))}{end}" if number else BULLETS[level - 1]
    yield Block(level, marker, read_pieces(text))


def _heading(text: str) -> Iterator[Block]:
    pieces = read_pieces(text)
    if pieces:
        yield Block(0, "", tuple(Piece(piece.text, bold=True) for piece in pieces))


def _paragraph(line: str, level: int = 0, *, literal: bool = False) -> Iterator[Block]:
    text = line.strip(_EDGES)
    pieces = (Piece(text),) if literal and text else read_pieces(text)
    if pieces:
        yield Block(level, "", pieces)


def read_pieces(text: str) -> tuple[Piece, ...]:
    """A line in pieces of one weight; links, pictures and HTML become what a person reads of them."""
    shown, marks = _show(text)
    made: list[Piece] = []
    position, is_bold = 0, False
    for mark in _pair(shown, marks):
        made.append(Piece(shown[position:mark], is_bold))
        position, is_bold = mark + 2, not is_bold
    made.append(Piece(shown[position:], is_bold))
    return tuple(piece for piece in made if piece.text)


def _show(text: str) -> tuple[str, list[int]]:
    """The text as it is read, and where in it the marks of bold stand."""
    parts: list[str] = []
    marks: list[int] = []
    length = position = 0
    for found in _INLINE.finditer(text):
        for part in (text[position : found.start()], _read_inline(found)):
            parts.append(part)
            length += len(part)
        if found["bold"]:
            marks.append(length - 2)
        position = found.end()
    return "".join([*parts, text[position:]]), marks


def _read_inline(found: re.Match[str]) -> str:
    if found["bold"] or found["sign"] or found["code"] or found["address"]:
        return found["bold"] or found["sign"] or found["code"] or found["address"]
    if found["power"]:
        return _POWERS[found["power"]]
    if found["entity"]:
        return html.unescape(found["entity"]).replace("\xa0", " ")
    if not found["target"]:
        return ""  # a tag of HTML
    text, target = found["text"], found["target"]
    if not found["image"] and not _TARGET.fullmatch(target):
        return found[0]
    return target if text in ("", target) else f"{text}（{target}）"


def _pair(text: str, marks: list[int]) -> list[int]:
    """The marks that begin or end bold, by turns: no blank behind the first nor before the last, something between."""
    paired: list[int] = []
    opened: int | None = None
    for mark in marks:
        before, behind = text[mark - 1 : mark], text[mark + 2 : mark + 3]
        if opened is None:
            opened = mark if behind.strip() else None
        elif mark > opened + 2 and before.strip():
            paired += [opened, mark]
            opened = None
    return paired
