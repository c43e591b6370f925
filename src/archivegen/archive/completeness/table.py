"""A sheet of 资料清单完整性.xlsx as a plain table."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

Cell = str | int


@dataclass(frozen=True, slots=True)
class Table:
    """A sheet of the workbook; ``widths`` in characters of a half-width digit."""

    name: str
    title: str
    headings: tuple[str, ...]
    widths: tuple[int, ...]
    rows: tuple[tuple[Cell, ...], ...]


def make_table(name: str, title: str, columns: Sequence[tuple[str, int]], rows: Iterable[tuple[Cell, ...]]) -> Table:
    """A table from pairs of heading and width."""
    headings, widths = zip(*columns, strict=True)
    return Table(name, title, headings, widths, tuple(rows))
