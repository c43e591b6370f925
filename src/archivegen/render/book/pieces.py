"""A part of a template as pieces: texts that stay, and gaps for what moves with rows and columns.  Plain data.

A piece is a text, or a tuple whose first entry names what is to be written there:

- ``("formula", text)``: a formula without ``=``, moved as seen from the first cell of the area around it;
- ``("bound", text)``: the smallest range that holds all made cells of a range;
- ``("here",)``: the made ranges of the area around it;
- ``("text", number)``: words outside the cells;
- ``("area", ranges, pieces)``: what belongs to these ranges; nothing when nothing was made of them;
- ``("each", range, pieces)``: the same, once for every repetition of the range;
- ``("group", pieces)``: nothing when a range within it has come to nothing;
- ``("list", start, names, children, end)``: a container; gone when all of its children that move are gone.  The attributes
  ``names`` tell how many children there are.

Any other name is written by whoever fills the part.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import lru_cache
from typing import Any

from archivegen.render.book.markup import drop_illegal, escape, quote
from archivegen.render.sheet.formulas import Block, Finder, Formula, Origin, name_area, parse_formula, shift_formula
from archivegen.render.sheet.formulas import write_formula as write_moved
from archivegen.render.sheet.layout import Area
from archivegen.render.sheet.made import MadeSheet
from archivegen.render.sheet.moves import bound_range, move_areas

Pieces = tuple[Any, ...]


class _GoneError(Exception):
    """Nothing was made of a range that is needed here."""


class Filler:
    """Writes pieces for one made sheet; ``others`` write the gaps that are not described above."""

    def __init__(
        self,
        sheet: MadeSheet,
        find: Finder,
        texts: Mapping[int, str],
        others: Mapping[str, Callable[..., str]] | None = None,
    ) -> None:
        self.sheet = sheet
        self.find = find
        self._texts = texts
        self.others = others or {}
        self._here = ""
        self.origin = Origin(sheet)
        """From where formulas look: the first cell of the area around them."""
        self._shift = (0, 0)
        self._own: Mapping[str, Callable[..., str]] = {
            "formula": self._fill_formula,
            "bound": self._fill_bound,
            "here": self._fill_here,
            "text": self._fill_text,
            "area": self._fill_area,
            "each": self._fill_each,
            "group": self._fill_group,
            "list": self._fill_list,
        }

    def fill(self, pieces: Iterable[Any]) -> str:
        """The text of these pieces."""
        return "".join(piece if isinstance(piece, str) else self._fill_gap(piece) for piece in pieces)

    def move_formula(self, text: str) -> str:
        """A formula without ``=`` as seen from the area around it."""
        if self._shift != (0, 0):
            text = shift_formula("=" + text, *self._shift)[1:]
        return write_moved(_parse("=" + text), self.origin, self.find)[1:]

    def _fill_gap(self, gap: tuple[Any, ...]) -> str:
        own = self._own.get(gap[0])
        return own(*gap[1:]) if own else self.others[gap[0]](*gap[1:])

    def _fill_formula(self, text: str) -> str:
        return escape(self.move_formula(text))

    def _fill_bound(self, text: str) -> str:
        moved = bound_range(text, self.sheet)
        if not moved:
            raise _GoneError
        return quote(moved)

    def _fill_here(self) -> str:
        return self._here

    def _fill_text(self, number: int) -> str:
        return escape(drop_illegal(self._texts[number]))

    def _fill_each(self, text: str, pieces: Pieces) -> str:
        return "".join(self._fill_at(text, [area], pieces) for area in list_groups(text, self.sheet))

    def _fill_group(self, pieces: Pieces) -> str:
        try:
            return self.fill(pieces)
        except _GoneError:
            return ""

    def _fill_area(self, ranges: str, pieces: Pieces) -> str:
        areas = move_areas(ranges, self.sheet)
        return self._fill_at(ranges, areas, pieces) if areas else ""

    def _fill_at(self, ranges: str, areas: Sequence[Block], pieces: Pieces) -> str:
        before = (self._here, self.origin, self._shift)
        self._here = " ".join(name_area(*area, single=_is_cell(area)) for area in areas)
        self.origin, self._shift = self._look_from(ranges, areas[0])
        try:
            return self.fill(pieces)
        except _GoneError:
            return ""
        finally:
            self._here, self.origin, self._shift = before

    def _look_from(self, ranges: str, area: Block) -> tuple[Origin, tuple[int, int]]:
        """From which made cell formulas look, and how far that is from the cell for which the template wrote them.

        The first row of a range may be a row of tags, from which nothing was made.
        """
        rows, columns = area
        made = self.sheet
        first = first_corner(ranges)
        if not rows or not columns or first is None:
            return Origin(made), (0, 0)
        row = made.rows.spots[rows[0] - 1] if rows[0] <= len(made.rows) else None
        column = made.columns.spots[columns[0] - 1] if columns[0] <= len(made.columns) else None
        down = row.template - first[0] if row else 0
        across = column.template - first[1] if column else 0
        return Origin(made, row, column), (down, across)

    def _fill_list(self, start: str, names: Sequence[str], items: Sequence[Any], end: str) -> str:
        written = [item if isinstance(item, str) else self._fill_gap(item) for item in items]
        moving = [text for text, item in zip(written, items, strict=True) if not isinstance(item, str)]
        if moving and not any(moving):
            return ""
        counts = "".join(f' {name}="{sum(map(bool, moving))}"' for name in names)
        return f"{start}{counts}>{''.join(written)}{end}"


@lru_cache(maxsize=4096)
def _parse(text: str) -> Formula:
    return parse_formula(text)


def first_corner(ranges: str) -> tuple[int, int] | None:
    """Row and column of the first cell of ``H6:H6 J6``."""
    for part in _parse("=" + ranges.split(maxsplit=1)[0]):
        if not isinstance(part, str) and part.rows and part.columns:
            return part.rows[0], part.columns[0]
    return None


def list_groups(text: str, sheet: MadeSheet) -> list[tuple[Area, Area]]:
    """Where every repetition of a range went, as merged cells are repeated."""
    groups = []
    for part in _parse("=" + text):
        if not isinstance(part, str) and part.rows and part.columns:
            for rows in sheet.rows.group(*part.rows):
                groups += [(rows, columns) for columns in sheet.columns.group(*part.columns)]
    return groups


def _is_cell(area: Block) -> bool:
    rows, columns = area
    return bool(rows and columns and rows[0] == rows[1] and columns[0] == columns[1])
