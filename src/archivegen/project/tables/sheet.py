"""One sheet of raw cells, whatever file it came from."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cache
from typing import NamedTuple

from archivegen.findings import Finding, Place, make_finding
from archivegen.project.tables.cells import CellValue, plain_texts
from archivegen.project.tables.columns import load_headings

_MAX_MERGED_CELLS = 1_000_000

Cell = tuple[int, int]
"""Row and column, both from 0."""


class SheetPlaces(NamedTuple):
    """What is left of a sheet when its cells are read: enough to say where one stands."""

    file: str
    name: str | None
    lines: tuple[int, ...]

    def place(self, row: int | None = None, column: int = 0) -> Place:
        """Where a cell stands, in the words of the program that shows it; the sheet itself without a row."""
        if self.name is None:
            return Place(self.file, line=None if row is None else self.lines[row])
        cell = None if row is None else f"{column_letters(column)}{row + 1}"
        return Place(self.file, sheet=self.name, cell=cell)


@dataclass(frozen=True, slots=True)
class Sheet:
    """All rows from the first, equally wide; an empty cell is ``""``."""

    file: str
    name: str | None
    """``None`` for a text file, whose places are lines."""
    rows: list[list[CellValue]]
    origins: Mapping[Cell, Cell] = field(default_factory=dict)
    """Cells covered by a merge → the top left cell of the merge."""
    faults: Mapping[Cell, str] = field(default_factory=dict)
    """Cells with an error value; ``""`` for a formula without a calculated value."""
    lines: tuple[int, ...] = ()
    epoch_1904: bool = False
    _texts: dict[int, list[str]] = field(default_factory=dict, init=False, repr=False, compare=False)
    merged_rows: frozenset[int] = field(init=False, repr=False, compare=False)
    """Rows with a cell that a merge covers."""

    def __post_init__(self) -> None:
        object.__setattr__(self, "merged_rows", frozenset(row for row, _ in self.origins))

    @property
    def width(self) -> int:
        """Columns."""
        return len(self.rows[0]) if self.rows else 0

    def row_texts(self, row: int) -> list[str]:
        """Every cell of a row as text, whatever it holds; made once, because headings and data are looked at often."""
        texts = self._texts.get(row)
        if texts is None:
            texts = self._texts[row] = plain_texts(self.rows[row])
        return texts

    def text(self, row: int, column: int) -> str:
        """A cell as text, whatever it holds."""
        return self.row_texts(row)[column]

    def texts(self, row: int) -> list[str]:
        """The filled cells of a row from left to right."""
        return [text for text in self.row_texts(row) if text]

    def is_blank(self, row: int) -> bool:
        """Whether a row holds nothing that can be seen."""
        return not any(self.row_texts(row))

    @property
    def places(self) -> SheetPlaces:
        """Where cells stand, for those who outlive the sheet and must not keep all its cells."""
        return SheetPlaces(self.file, self.name, self.lines)

    def place(self, row: int | None = None, column: int = 0) -> Place:
        """Where a cell stands, in the words of the program that shows it; the sheet itself without a row."""
        return self.places.place(row, column)


@cache
def column_letters(number: int) -> str:
    """0 → ``A``, 26 → ``AA``."""
    letters = ""
    number += 1
    while number:
        number, rest = divmod(number - 1, 26)
        letters = chr(65 + rest) + letters
    return letters


def column_number(letters: str) -> int:
    """``A`` → 0, ``AA`` → 26."""
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - 64
    return number - 1


def check_extent(rows: int, columns: int, place: Place) -> Finding | None:
    """A finding when a sheet is larger than any table that people keep by hand."""
    limits = load_headings()["行数"]
    max_rows, max_columns = int(limits["最多行"]), int(limits["最多列"])
    if rows <= max_rows and columns <= max_columns:
        return None
    return make_finding("P052", place, rows=rows, columns=columns, max_rows=max_rows, max_columns=max_columns)


def spread_merges(ranges: Iterable[tuple[Cell, Cell]], rows: int, width: int) -> dict[Cell, Cell]:
    """Merged ranges as covered cell → top left cell, inside a sheet of that size."""
    origins: dict[Cell, Cell] = {}
    spread = 0
    for (top, left), (bottom, right) in ranges:
        rows_covered, columns_covered = range(top, min(bottom + 1, rows)), range(left, min(right + 1, width))
        spread += len(rows_covered) * len(columns_covered)
        if spread > _MAX_MERGED_CELLS:
            break
        for row in rows_covered:
            for column in columns_covered:
                if (row, column) != (top, left):
                    origins[row, column] = (top, left)
    return origins
