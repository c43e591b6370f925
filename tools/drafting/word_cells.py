"""What a table is said in: columns, cells, rows that repeat, opinion boxes. The grid itself is in word_table."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import zip_longest
from typing import Literal

from .word_text import Content

Align = Literal["left", "center", "right"]
Lines = Content | list[Content]


@dataclass(frozen=True)
class Column:
    """A column of a list. `width` is a share of the text width (write millimetres: they are scaled to fit exactly).

    A heading with `|` stands under a group: Column("应发|计日", 18), Column("应发|计件", 18). A line feed breaks it.
    """

    heading: str
    width: float
    align: Align = "center"


@dataclass(frozen=True)
class Cell:
    """A cell that spans columns or rows. `head` gives it the look of a label; rows below leave out what `rows` covers.

    `content` is text (a line feed begins a paragraph), a run, a tuple of segments (one paragraph) or a list of these.
    """

    content: Lines = ""
    span: int = 1
    rows: int = 1
    align: Align | None = None
    head: bool = False


@dataclass(frozen=True)
class Block:
    """Rows between `{%tr … %}` tags. Made by each_row and if_row."""

    opening: str
    rows: tuple[Row, ...]
    otherwise: tuple[Row, ...]
    closing: str


@dataclass(frozen=True)
class Bound:
    """Rows that stay on the page of the row that follows them."""

    rows: tuple[Row, ...]


@dataclass(frozen=True)
class Tall:
    """A row at least `height` mm tall."""

    height: float
    cells: tuple[Lines | Cell, ...]


@dataclass(frozen=True)
class Opinion:
    """A tall box for an opinion, with a place to sign, seal and date at its foot.

    `text` is printed at the top (an opinion prepared for ticking, or nothing). An empty `sign` or `seal` leaves it out.
    """

    name: str
    text: Lines = ""
    height: float = 45
    sign: str = "负责人（签字）："
    seal: str = "（盖章）"
    date: str = "　　年　　月　　日"


@dataclass(frozen=True)
class Opinions:
    """Opinion boxes side by side, each under its name: Opinions(Opinion("施工单位"), Opinion("监理单位"))."""

    boxes: tuple[Opinion, ...]

    def __init__(self, *boxes: Opinion) -> None:
        object.__setattr__(self, "boxes", boxes)


Row = Sequence[Lines | Cell] | Block | Bound | Tall | Opinion | Opinions


def each_row(loop: str, *rows: Row, otherwise: Sequence[Row] = ()) -> Block:
    """Rows repeated: each_row("人 in 发放.明细", ["{{ 人.序号 }}", …]); `otherwise`: the rows for an empty list."""
    return Block(f"{{%tr for {loop} %}}", rows, tuple(otherwise), "{%tr endfor %}")


def if_row(condition: str, *rows: Row, otherwise: Sequence[Row] = ()) -> Block:
    """Rows that are there only when the condition holds."""
    return Block(f"{{%tr if {condition} %}}", rows, tuple(otherwise), "{%tr endif %}")


def bind_totals(rows: Sequence[Row]) -> Iterator[Row]:
    """The same rows; the last of repeated ones goes with the total that follows it, which never stands alone on a page."""
    for row, following in zip_longest(rows, rows[1:]):
        if isinstance(row, Block) and row.opening.startswith("{%tr for") and isinstance(following, Sequence):
            last = if_row("not loop.last", *row.rows, otherwise=[Bound(row.rows)])
            yield replace(row, rows=(last,))
        else:
            yield row


def label(content: Lines, span: int = 1, rows: int = 1) -> Cell:
    """A label cell, where the alternation of a form's row (label, value, label, value) does not fit."""
    return Cell(content, span, rows, head=True)


def band(content: Lines) -> Cell:
    """A heading over the whole width of a form: [band("一、项目基本情况")]."""
    return Cell(content, 99, head=True)


def empty_rows(count: int, columns: int) -> list[Row]:
    """Rows for a pen."""
    return [[""] * columns for _ in range(count)]
