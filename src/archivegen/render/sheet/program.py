"""A sheet template as a program: one Jinja template that reports every row and cell it makes.

So the loops, conditions, ``loop.index`` and scopes of a sheet are Jinja's own, a value reaches its cell with its type, and
all of a sheet is compiled once.  Each line of the program knows the cell that it came from.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from jinja2 import Template

from archivegen.language import explain
from archivegen.render.sheet.layout import Path
from archivegen.render.sheet.record import Recorder, SheetRecord, double_ampersand
from archivegen.render.sheet.tags import Mark, TagError

FILE_NAME = "<sheet>"
"""What the program calls itself in a traceback."""

REPORTS = {
    "__sheet": "sheet",
    "__margin": "margin",
    "__row_round": "row_round",
    "__row": "row",
    "__span": "span",
    "__column_round": "column_round",
    "__cell": "cell",
}
"""Names in the program → methods of the recorder."""


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
    margins: Mapping[int, str]
    height: int
    width: int


class Place(NamedTuple):
    """Where a line of the program came from; row 0 is the sheet as a whole."""

    row: int
    column: int
    tag: str


@dataclass(slots=True)
class SheetProgram:
    """A compiled sheet."""

    template: SheetTemplate
    source: str
    code: Template
    places: list[Place]
    row_chains: dict[int, Path]
    column_chains: dict[int, Path]
    spans: list[tuple[int, int]]
    """First and last column of each column loop."""
    dropped: frozenset[int]
    """Columns that hold nothing but tags."""

    def run(self, words: Mapping[str, Any]) -> list[SheetRecord]:
        """Make the sheets; raises :class:`TagError` at the cell whose words fail."""
        recorder = Recorder()
        reports = {name: getattr(recorder, method) for name, method in REPORTS.items()}
        try:
            for _ in self.code.generate({**words, **reports, "__doubled": double_ampersand}):
                pass
        except Exception as error:
            place = self.places[find_line(error) - 1]
            raise TagError(place.row, place.column, place.tag, explain(error, words)) from error
        return recorder.sheets


def find_line(error: BaseException) -> int:
    """The line of the program in which an error arose; Jinja puts its lines into the traceback."""
    line = 1
    trace = error.__traceback__
    while trace is not None:
        if trace.tb_frame.f_code.co_filename == FILE_NAME:
            line = trace.tb_lineno
        trace = trace.tb_next
    return line
