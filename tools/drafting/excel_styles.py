"""House style of county forms in Excel: fonts, lines, kinds of columns, and how wide a page is."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from typing import Any

from openpyxl.styles import Alignment, Border, Font, PatternFill, Side

SONGTI, FANGSONG, HEITI, BIAOSONG = "宋体", "仿宋_GB2312", "黑体", "方正小标宋简体"

PAPERS = {"A4": (9, 21.0, 29.7), "A3": (8, 29.7, 42.0)}
"""Excel's number of the paper, its short and its long side in centimetres."""

CHARACTERS_PER_CM = 5.1
"""Of the default font, 宋体 11; a little under the true 5.2, so that Excel and WPS never need to shrink."""

PADDING = 0.7
"""Characters that a column needs beside its text."""

_LINE = Side("thin", color="FF000000")
GRID = Border(left=_LINE, right=_LINE, top=_LINE, bottom=_LINE)
SHADE = PatternFill("solid", fgColor="FFF2F2F2")


class Kind(Enum):
    """What a cell holds: its number format, how it stands in the cell, whether it may take two lines."""

    TEXT = ("General", "center", False)
    NAME = ("General ", "center", True)
    """Five 汉字 stand on one line, longer names take two and stay readable."""
    LONG_TEXT = ("General", "left", True)
    ID = ("@", "center", False)
    """Numbers that are names: ID cards, accounts, phones, contract numbers."""
    COUNT = ("0", "center", False)
    DAYS = (" General ", "center", False)
    """22 and 22.5; Excel would print ``0.##`` as ``22.``."""
    MONEY = ("#,##0.00", "right", False)
    MONEY_OR_DASH = ('#,##0.00;-#,##0.00;"—"', "right", False)
    """A sum that most people have none of: a dash leaves no room for a figure written in later."""
    PERCENT = ("0.00%", "center", False)
    DATE = ("yyyy-mm-dd", "center", False)
    HEAD = ("General", "center", True)
    """Shaded, 黑体: the head of a column or the label of a field."""
    LABEL = (" General", "center", True)
    """黑体 without shade: 合计 and the like."""


@dataclass(frozen=True, slots=True)
class Column:
    """A column of the form's table.

    ``text`` is the data cell: words, or a formula that names other columns by their heads (``=[应发]-[扣减]``).
    ``total`` is the cell of the total row: ``SUM``, a formula or words.  Columns of one ``group`` share an upper head.
    ``repeat`` is the loop of a column that is repeated (``日 in 考勤.日期``), ``times`` how often at most;
    ``item`` is the loop of its data cell where it is another one (``记 in 人.逐日``).
    """

    head: str
    text: str = ""
    width: float = 8
    kind: Kind = Kind.TEXT
    total: str = ""
    group: str = ""
    repeat: str = ""
    item: str = ""
    times: int = 1


def style_cell(cell: Any, kind: Kind, size: float, *, lined: bool = True) -> None:
    """Give a cell the looks of its kind; ``lined`` draws its borders."""
    number_format, horizontal, wrap = kind.value
    strong = kind in (Kind.HEAD, Kind.LABEL)
    cell.font = Font(name=HEITI if strong else FANGSONG, size=size)
    cell.alignment = Alignment(horizontal=horizontal, vertical="center", wrap_text=wrap, shrink_to_fit=not wrap)
    cell.number_format = number_format.strip()
    if lined:
        cell.border = GRID
    if kind is Kind.HEAD:
        cell.fill = SHADE


def count_characters(text: str) -> int:
    """Width of a text in characters; a 汉字 counts two."""
    return sum(2 if ord(character) > 0x2E7F else 1 for character in text)


def fill_up(text: str, room: int) -> str:
    """The text with 汉字 spaces up to a width in characters, two of them at least."""
    return text + "　" * max((room - count_characters(text)) // 2, 2)
