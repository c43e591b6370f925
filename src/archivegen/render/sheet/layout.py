"""Where the rows and columns of a template went: one :class:`Axis` for each direction of each made sheet.  Pure.

A template row inside a loop has many places in the made sheet, a row of tags has none, every other row has one.  All that
refers to rows or columns (formulas, merged cells, print areas …) asks the axis.  Numbers count from 1, as in Excel.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

Path = tuple[int, ...]
"""Which iteration of each enclosing loop, outermost first."""

Area = tuple[int, int]
"""First and last row (or column), both included."""


class Spot(NamedTuple):
    """One made row (or column): the template's row and the iterations in which it was made."""

    template: int
    path: Path


class Axis:
    """Rows or columns of one made sheet in their order.

    ``chains`` names for each template row that makes rows the loops around it (outermost first), ``size`` is the number of rows that the
    template uses; what lies beyond moves as a whole, though not out of the sheet, which ends at ``limit``.
    """

    def __init__(self, spots: Sequence[Spot], chains: Mapping[int, Path], size: int, limit: int) -> None:
        self.spots = spots
        self.chains = chains
        self.size = size
        self.limit = limit
        self._by_depth: dict[int, dict[int, dict[Path, list[int]]]] = {}
        self._areas: dict[tuple[int, int, bool, bool, int, Path], list[Area]] = {}

    def __len__(self) -> int:
        return len(self.spots)

    def find(self, template: int, seen_from: Spot | None = None, *, fixed: bool = False) -> list[int]:
        """The made places of a template row, as seen from another made row.

        Inside a loop only the own iteration is seen; ``fixed`` (``H$6``) looks one loop further out, so that ``H$6:H6``
        runs from the first iteration to the own one.
        """
        if template > self.size:
            return [self.move_beyond(template)]
        shared = self.count_shared(template, seen_from)
        if fixed and shared:
            shared -= 1
        prefix = seen_from.path[:shared] if seen_from else ()
        return self._index(shared).get(template, {}).get(prefix, [])

    def cover(
        self,
        first: int,
        last: int,
        seen_from: Spot | None = None,
        *,
        first_fixed: bool = False,
        last_fixed: bool = False,
    ) -> list[Area]:
        """The made areas of a template range: several when other rows lie between, none when nothing was made of it."""
        depth = max(self.count_shared(row, seen_from) for row in (first, last))
        if not depth:
            seen_from = None
        key = (first, last, first_fixed, last_fixed, depth, seen_from.path if seen_from else ())
        if key not in self._areas:
            self._areas[key] = self._cover(
                first, last, seen_from, (first_fixed, last_fixed) if depth else (False, False)
            )
        return self._areas[key]

    def bound(self, first: int, last: int) -> Area | None:
        """The one area from the first to the last made row of a template range."""
        areas = self.cover(first, last)
        return (areas[0][0], areas[-1][1]) if areas else None

    def count_before(self, template: int) -> int:
        """How many made rows come from template rows above the given one: where a break or a frozen pane goes."""
        if template > self.size:
            return self.move_beyond(template) - 1
        return max((place for place, spot in enumerate(self.spots, 1) if spot.template < template), default=0)

    def group(self, first: int, last: int, *, whole: bool = False) -> list[Area]:
        """One area for each iteration of the loops that hold the range entirely; a single one when none does.

        This is what a merged cell needs: inside a loop it is repeated, around a loop it is stretched (``whole`` always
        stretches).
        """
        chains = [self.chains[row] for row in range(first, min(last, self.size) + 1) if row in self.chains]
        depth = 0 if whole or last > self.size else _count_common(chains)
        groups: dict[Path, list[int]] = {}
        index = self._index(depth)
        for row in range(first, min(last, self.size) + 1):
            for prefix, places in index.get(row, {}).items():
                groups.setdefault(prefix, []).extend((places[0], places[-1]))
        if last > self.size:
            groups.setdefault((), []).extend(self.find(row)[0] for row in (max(first, self.size + 1), last))
        return [(min(places), max(places)) for places in groups.values()]

    def count_shared(self, template: int, seen_from: Spot | None) -> int:
        """How many loops a template row and a made row have in common."""
        if seen_from is None:
            return 0
        return _count_common([self.chains.get(template, ()), self.chains.get(seen_from.template, ())])

    def move_beyond(self, template: int) -> int:
        """Where a row behind the last that the template uses went; whole columns still end at the end of the sheet."""
        return self.limit if template >= self.limit else min(template + len(self.spots) - self.size, self.limit)

    def _index(self, depth: int) -> dict[int, dict[Path, list[int]]]:
        if depth not in self._by_depth:
            index: dict[int, dict[Path, list[int]]] = {}
            for place, (template, path) in enumerate(self.spots, 1):
                known = index.get(template)
                if known is None:
                    known = index[template] = {}
                prefix = path[:depth]
                places = known.get(prefix)
                if places is None:
                    known[prefix] = [place]
                else:
                    places.append(place)
            self._by_depth[depth] = index
        return self._by_depth[depth]

    def _cover(self, first: int, last: int, seen_from: Spot | None, fixed: tuple[bool, bool]) -> list[Area]:
        if any(fixed):
            starts = self.find(first, seen_from, fixed=fixed[0])
            ends = self.find(last, seen_from, fixed=fixed[1])
            # In their order: a running total asks once a row.
            return [(starts[0], ends[-1])] if starts and ends and starts[0] <= ends[-1] else []
        places = {place for row in range(first, min(last, self.size) + 1) for place in self.find(row, seen_from)}
        areas = join_places(places)
        if last <= self.size:
            return areas
        beyond = (self.find(max(first, self.size + 1))[0], self.find(last)[0])
        if areas and areas[-1][1] + 1 == beyond[0]:
            return [*areas[:-1], (areas[-1][0], beyond[1])]
        return [*areas, beyond]


def join_places(places: Iterable[int]) -> list[Area]:
    """Numbers as areas: ``{3, 4, 7}`` → ``[(3, 4), (7, 7)]``."""
    areas: list[Area] = []
    start = end = 0
    for place in sorted(places):
        if place == end + 1 and start:
            end = place
            continue
        if start:
            areas.append((start, end))
        start = end = place
    if start:
        areas.append((start, end))
    return areas


def _count_common(chains: Sequence[Path]) -> int:
    """How many loops, from the outermost, all chains share."""
    count = 0
    for level in zip(*chains, strict=False):
        if any(loop != level[0] for loop in level):
            break
        count += 1
    return count
