"""A sheet template as a program: one Jinja template that reports every row and cell it makes.

So the loops, conditions, ``loop.index`` and scopes of a sheet are Jinja's own, a value reaches its cell with its type, and
all of a sheet is compiled once.  Each line of the program knows the cell that it came from.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from types import CodeType
from typing import Any, NamedTuple

from archivegen.language import explain
from archivegen.render.sheet.layout import Path
from archivegen.render.sheet.record import Recorder, SheetRecord, double_ampersand
from archivegen.render.sheet.tags import Mark, TagError

FILE_NAME = "<sheet>"
"""What the program calls itself in a traceback."""

REPORTS = {
    "__sheet": "sheet",
    "__text": "text",
    "__round": "row_round",
    "__row": "row",
    "__span": "span",
    "__whole": "whole",
    "__column_round": "column_round",
    "__mark": "mark",
}
"""Names in the program → methods of the recorder."""

MADE = ("__put", "__cell")
"""Names in the program for what ``__row`` and ``__span`` return."""


@dataclass(slots=True)
class Content:
    """What stands in a template cell once its structural tags are taken out."""

    value: Any = None
    """A plain value, or the text of a formula or of words."""
    is_words: bool = False
    is_formula: bool = False
    marks: list[Mark] = field(default_factory=list)
    spread: bool = False
    """Stands once over repeated columns, not in each of them."""

    @property
    def is_blank(self) -> bool:
        """Whether nothing but tags stands there."""
        return self.value is None or self.value == ""


@dataclass(slots=True)
class SheetTemplate:
    """A sheet as it was read: contents by (row, column), the bottom right corner of each merged cell by its top left."""

    title: str
    contents: dict[tuple[int, int], Content]
    corners: Mapping[tuple[int, int], tuple[int, int]]
    texts: list[tuple[str, bool]]
    """Texts with words outside the cells, and whether ``&`` is a code in them, as in headers and footers."""
    height: int
    width: int


class Place(NamedTuple):
    """Where a line of the program came from (row 0 is the sheet as a whole), and the number of row loops around it."""

    row: int
    column: int
    tag: str
    depth: int = 0


@dataclass(slots=True)
class SheetProgram:
    """A compiled sheet.  Every field is of plain Python, so that it can be kept on the disk."""

    title: str
    height: int
    width: int
    source: str
    """What the sheet says, as a Jinja template without what is ours: for the list of its words."""
    code: CodeType
    places: list[tuple[int, int, str, int]]
    row_chains: dict[int, Path]
    column_chains: dict[int, Path]
    spans: list[tuple[int, int]]
    """First and last column of each column loop."""
    leaves: list[list[int]]
    """The columns of each column loop that is one simple loop; empty where the program marks its columns itself."""
    dropped: list[int]
    """Columns that hold nothing but tags."""
    puts: dict[int, list[int]]
    """Which columns the values of a row belong to, in their order; -1 is the first column loop, -2 the second."""
    spread: list[tuple[int, int]]
    """Cells that stand once over repeated columns."""

    @property
    def tags(self) -> dict[tuple[int, int], str]:
        """The words of each cell, as the template has them."""
        return {(row, column): tag for row, column, tag, _ in self.places if tag}

    def to_plain(self) -> tuple[Any, ...]:
        """As a tuple, for :mod:`marshal`."""
        return tuple(getattr(self, name.name) for name in fields(self))

    def run(self, words: Mapping[str, Any]) -> list[SheetRecord]:
        """Make the sheets; raises :class:`TagError` at the cell whose words fail, naming the item of the loop."""
        from archivegen.render.sheet.words import load_program

        program = load_program(self.code)
        recorder = Recorder()
        reports = {name: getattr(recorder, method) for name, method in REPORTS.items()}
        try:
            for _ in program.root_render_func(program.new_context({**words, **reports, "__doubled": double_ampersand})):
                pass
        except Exception as error:
            place = Place(*self.places[program.get_corresponding_lineno(find_line(error)) - 1])
            item = recorder.tell_item(place.depth)
            raise TagError(place.row, place.column, place.tag, explain(error, words), item) from error
        return recorder.sheets


def find_line(error: BaseException) -> int:
    """The line of the compiled program in which an error arose."""
    line = 1
    trace = error.__traceback__
    while trace is not None:
        if trace.tb_frame.f_code.co_filename == FILE_NAME:
            line = trace.tb_lineno
        trace = trace.tb_next
    return line
