"""House style of county forms in Excel: named cell styles, kinds of columns, and how wide a page is."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from typing import Any

from openpyxl.styles import Alignment, Border, Font, NamedStyle, PatternFill, Side

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
    """What a cell holds: the name of its cell style, its number format, how it stands in the cell, whether it may take two lines."""

    TEXT = ("文字", "General", "center", False)
    NAME = ("姓名", "General", "center", True)
    """Five 汉字 stand on one line, longer names take two and stay readable."""
    LONG_TEXT = ("长文字", "General", "left", True)
    ID = ("号码", "@", "center", False)
    """Numbers that are names: ID cards, accounts, phones, contract numbers."""
    COUNT = ("数字", "0", "center", False)
    DAYS = ("天数", "General", "center", False)
    """22 and 22.5; Excel would print ``0.##`` as ``22.``."""
    MONEY = ("金额", "#,##0.00", "right", False)
    MONEY_OR_DASH = ("金额-无则划线", '#,##0.00;-#,##0.00;"—"', "right", False)
    """A sum that most people have none of: a dash leaves no room for a figure written in later."""
    PERCENT = ("百分比", "0.00%", "center", False)
    DATE = ("日期", "yyyy-mm-dd", "center", False)
    HEAD = ("表头", "General", "center", True)
    """Shaded, 黑体: the head of a column or the label of a field."""
    LABEL = ("合计栏", "General", "center", True)
    """黑体 without shade: 合计 and the like."""
    TITLE = ("标题", "General", "center", False)
    SUBLINE = ("表头说明", "General", "left", False)
    """What stands between title and table, and where people sign: no lines around it."""
    REMARK = ("表注", "General", "left", True)
    TAG = ("模板语句", "General", "general", False)
    """Small and grey: whoever edits the template sees that these rows are orders to the program and not text."""


FONTS = {Kind.HEAD: HEITI, Kind.LABEL: HEITI, Kind.TITLE: BIAOSONG, Kind.TAG: SONGTI}
"""What is not 仿宋."""

UNLINED = (Kind.TITLE, Kind.SUBLINE, Kind.REMARK, Kind.TAG)
TAG_SIZE, TAG_COLOUR = 9, "FF7F7F7F"


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
    """Give a cell the named style of its kind; ``lined`` draws its borders.

    The style is entered in the workbook when a first cell needs it.  The size in which a kind is first used is the one that
    bears the plain name (金额); another size of it in the same workbook is 金额-9.
    """
    book = cell.parent.parent
    name, lines = kind.value[0], lined and kind not in UNLINED
    if kind not in UNLINED and not lines:
        name += "-无框"
    known = {style.name: style for style in book._named_styles}  # noqa: SLF001 - openpyxl shows their names only
    if name in known and known[name].font.sz != size:
        name += f"-{size:g}"
    if name not in known:
        book.add_named_style(_make_style(name, kind, size, lined=lines))
    cell.style = name


def stand_cell(cell: Any, horizontal: str, *, vertical: str = "center", wrap: bool | None = None) -> None:
    """Another place in the cell than its style's; ``wrap`` says whether it may take several lines, None: as its style."""
    wraps = cell.alignment.wrap_text if wrap is None else wrap
    cell.alignment = Alignment(
        horizontal=horizontal,
        vertical=vertical,
        wrap_text=wraps,
        shrink_to_fit=cell.alignment.shrink_to_fit and not wraps,
    )


def _make_style(name: str, kind: Kind, size: float, *, lined: bool) -> NamedStyle:
    _, number_format, horizontal, wrap = kind.value
    style = NamedStyle(name, number_format=number_format)
    style.font = Font(name=FONTS.get(kind, FANGSONG), size=size, color=TAG_COLOUR if kind is Kind.TAG else None)
    shrinks = not wrap and kind is not Kind.TAG
    style.alignment = Alignment(horizontal=horizontal, vertical="center", wrap_text=wrap, shrink_to_fit=shrinks)
    if lined:
        style.border = GRID
    if kind is Kind.HEAD:
        style.fill = SHADE
    return style


def count_characters(text: str) -> int:
    """Width of a text in characters; a 汉字 counts two."""
    return sum(2 if ord(character) > 0x2E7F else 1 for character in text)


def fill_up(text: str, room: int) -> str:
    """The text with 汉字 spaces up to a width in characters, two of them at least."""
    return text + "　" * max((room - count_characters(text)) // 2, 2)
