"""A formula in its made cells: what it reads and says there, worked out once for all rows that are alike.  Pure.

Of the references of a repeated formula most mean the own row, or the same cells for every row.  Only those that depend on the
row in another way (a group's subtotal, a running total) are looked up for each.
"""

from __future__ import annotations

from collections.abc import Sequence
from xml.sax.saxutils import escape

from archivegen.render.sheet.formulas import (
    Block,
    Finder,
    Formula,
    Ground,
    Origin,
    Reference,
    find_blocks,
    name_area,
    write_reference,
)
from archivegen.render.sheet.layout import Area, Spot

Blocks = Sequence[tuple[Ground, Block]]
_ROW = "\0"
"""Stands for the number of the row in a prepared text."""


class BoundReference:
    """One reference of a formula, seen from the rows made of one template row and from one made column."""

    def __init__(self, reference: Reference, ground: Ground, row: int, column: Spot, find: Finder) -> None:
        self.reference = reference
        self._ground = ground
        self._column = column
        self._find = find
        self._last: tuple[int, Blocks | None] = (0, None)
        self.own: list[Area] | None = None
        """The columns, when it means the own row."""
        self.constant: Blocks | None = None
        """Where it leads, when that is the same for all rows."""
        self.varies = False
        if reference.sheet is None and reference.rows == (row, row) and not any(reference.fixed[:2]):
            self._bind_own_row()
        elif _is_same_for_all(reference, ground, row, find):
            self.constant = find_blocks(reference, Origin(ground, Spot(row, ()), column), find)
        else:
            self.varies = True

    def _bind_own_row(self) -> None:
        reference, columns = self.reference, self._ground.columns
        if reference.columns is None:
            self.varies = True
            return
        fixed = reference.fixed
        if reference.single and not reference.call:
            places = columns.find(reference.columns[0], self._column, fixed=fixed[2])[:1]
            self.own = [(place, place) for place in places]
            return
        areas = columns.cover(*reference.columns, self._column, first_fixed=fixed[2], last_fixed=fixed[3])
        if len(areas) > 1 and not reference.call:
            areas = [(areas[0][0], areas[-1][1])]
        self.own = areas

    def list_blocks(self, place: int) -> Blocks | None:
        """Where it leads from a made row; None when that is not ours to know."""
        if self.own is not None:
            return [(self._ground, ((place, place), columns)) for columns in self.own]
        if not self.varies:
            return self.constant
        if self._last[0] != place:
            origin = Origin(self._ground, self._ground.rows.spots[place - 1], self._column)
            self._last = (place, find_blocks(self.reference, origin, self._find))
        return self._last[1]

    def write(self, place: int) -> str:
        """How it reads in a made row."""
        return write_reference(self.reference, self.list_blocks(place))

    def write_pattern(self) -> str:
        """How it reads in every row, with ``_ROW`` for the row's number; not for one that varies."""
        if not self.own:
            return self.write(1)
        reference = self.reference
        written = []
        for columns in self.own:
            single = reference.single and columns[0] == columns[1]
            written.append(name_area((_ROW, _ROW), columns, reference.fixed, single=single))
        return ",".join(written)


class BoundFormula:
    """A template's formula in one made column, for all rows made of its template row."""

    def __init__(self, formula: Formula, ground: Ground, row: int, column: Spot, find: Finder) -> None:
        self._parts = [
            part if isinstance(part, str) else BoundReference(part, ground, row, column, find) for part in formula
        ]
        self.references = [part for part in self._parts if isinstance(part, BoundReference)]
        self.pieces: list[str] | None = None
        """What stands round the number of the row, as XML, where the formula is alike in all rows."""
        if not any(reference.varies for reference in self.references):
            text = "".join(part if isinstance(part, str) else part.write_pattern() for part in self._parts)
            self.pieces = escape(text[1:]).split(_ROW)

    def write(self, place: int) -> str:
        """The formula of a made row without its ``=``, as XML."""
        if self.pieces is not None:
            return str(place).join(self.pieces)
        text = "".join(part if isinstance(part, str) else part.write(place) for part in self._parts)
        return escape(text[1:])


def _is_same_for_all(reference: Reference, ground: Ground, row: int, find: Finder) -> bool:
    """Whether a reference leads to the same rows from every row made of template row ``row``."""
    if reference.rows is None:
        return True
    if reference.sheet is not None and ground not in (find(reference.sheet) or ()):
        return True
    spot = Spot(row, ())
    shared = [ground.rows.count_shared(number, spot) for number in reference.rows]
    if not any(shared):
        return True
    fixed = reference.fixed[:2]
    if reference.single and not reference.call:
        return shared[0] - fixed[0] <= 0
    return any(fixed) and all(count - dollar <= 0 for count, dollar in zip(shared, fixed, strict=True))
