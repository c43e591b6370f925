"""References in formulas: found once in the template, written anew for every made cell.  Pure.

The rules, which every engine for our templates keeps:

- a reference from a repeated row to its own row (or to another row of the same loop) means the same iteration;
- a range over repeated rows widens to all of them, and to none but them: where other rows lie between (subtotals of
  groups) it becomes several ranges, so that a total never counts a subtotal again;
- ``$`` before the row looks one loop further out: ``SUM(H$6:H6)`` is a running total, ``H6/SUM(H$6:H$6)`` a share;
- a reference into a loop from outside means the first iteration, and all of them where it stands alone in an
  aggregate function;
- what points to nothing (empty list) becomes 0 in a SUM and an empty cell elsewhere, never ``#REF!``.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import astuple, dataclass
from functools import lru_cache
from typing import Any, Protocol

from archivegen.render.sheet.layout import Area, Axis, Spot

LAST_ROW, LAST_COLUMN = 1_048_576, 16_384
MOST_ARGUMENTS = 255

_AGGREGATES = frozenset(
    {"SUM", "COUNT", "COUNTA", "AVERAGE", "MAX", "MIN", "PRODUCT", "SUMSQ", "MEDIAN", "STDEV", "VAR"}
)
_CELL = r"\$?[A-Za-z]{1,3}\$?[1-9][0-9]{0,6}"
_TOKEN = re.compile(
    rf"""
    (?P<text>"(?:[^"]|"")*")
  | (?P<sheet>(?:'(?:[^']|'')+'|(?:\[[^\]]+\])?[\w.]+)(?::[\w.]+)?!)?
    (?P<ref>{_CELL}:{_CELL} | \$?[A-Za-z]{{1,3}}:\$?[A-Za-z]{{1,3}} | \$?[1-9]\d*:\$?[1-9]\d* | {_CELL})
    (?![\w.(!\[])
  | (?P<call>[^\W\d][\w.]*)\(
  | (?P<word>[\w.]+)
  | (?P<other>.)
    """,
    re.VERBOSE | re.DOTALL,
)
_CORNER = re.compile(r"(\$?)([A-Za-z]{1,3})?(\$?)([1-9]\d*)?")


@dataclass(frozen=True, slots=True)
class Reference:
    """A cell or range in a template's formula.  ``rows`` and ``columns`` are None for whole columns or rows."""

    sheet: str | None
    rows: Area | None
    columns: Area | None
    fixed: tuple[bool, bool, bool, bool] = (False, False, False, False)
    """``$`` before first row, last row, first column, last column."""
    single: bool = False
    """Written as one cell (``H6``), not as a range (``H6:H6``)."""
    call: str = ""
    """The aggregate function whose whole argument it is."""
    text: str = ""
    """As the template has it."""


Block = tuple[Area | None, Area | None]
"""Rows and columns of an area; None stands for all of them."""

Formula = tuple[str | Reference, ...]
"""A formula in parts, with its leading ``=``."""


class Ground(Protocol):
    """A made sheet as references see it."""

    @property
    def title(self) -> str:
        """Its name in the made workbook."""

    @property
    def rows(self) -> Axis:
        """Where the template's rows went."""

    @property
    def columns(self) -> Axis:
        """Where the template's columns went."""


@dataclass(frozen=True, slots=True)
class Origin:
    """Where a formula stands: its sheet and, unless it belongs to the sheet as a whole, its row and column."""

    ground: Ground | None = None
    row: Spot | None = None
    column: Spot | None = None


Finder = Callable[[str], Sequence[Ground] | None]
"""The made sheets of a template sheet (by its name in the template), or None when there is no such sheet."""


class TooManyRangesError(ValueError):
    """A total would need more ranges than a function takes."""


def parse_formula(text: str) -> Formula:
    """Split a formula into plain pieces and references; what is not understood stays as it is."""
    parts: list[str | Reference] = []
    calls: list[str] = []
    tokens = list(_TOKEN.finditer(text))
    for position, token in enumerate(tokens):
        kind, piece = token.lastgroup, token.group()
        elsewhere = bool(token["sheet"]) and any(
            mark in token["sheet"] for mark in "[:"
        )  # another file, several sheets
        if kind == "ref" and not elsewhere:
            alone = bool(calls) and calls[-1] in _AGGREGATES and _stands_alone(tokens, position)
            reference = _read_reference(token, calls[-1] if alone else "")
            parts.append(reference if _is_in_sheet(reference) else piece)
            continue
        if kind == "call":
            calls.append(token["call"].upper())
        elif piece == "(":
            calls.append("")
        elif piece == ")" and calls:
            calls.pop()
        parts.append(piece)
    return tuple(_join_pieces(parts))


def write_formula(formula: Formula, origin: Origin, find: Finder) -> str:
    """The formula as it must read in the made sheet."""
    return "".join(
        part if isinstance(part, str) else write_reference(part, find_blocks(part, origin, find)) for part in formula
    )


def shift_formula(text: str, rows: int, columns: int) -> str:
    """A formula as Excel copies it so many rows down and columns to the right: what a shared formula means elsewhere."""
    return "".join(
        part if isinstance(part, str) else _shift_reference(part, rows, columns) for part in parse_formula(text)
    )


def _shift_reference(reference: Reference, rows: int, columns: int) -> str:
    def moved(area: Area | None, by: int, fixed: tuple[bool, bool]) -> Area | None:
        return area and (area[0] + by * (not fixed[0]), area[1] + by * (not fixed[1]))

    area_rows = moved(reference.rows, rows, reference.fixed[:2])
    area_columns = moved(reference.columns, columns, reference.fixed[2:])
    if min(*(area_rows or (1,)), *(area_columns or (1,)), 1) < 1:
        return "#REF!"
    prefix = quote_title(reference.sheet) + "!" if reference.sheet else ""
    return prefix + name_area(area_rows, area_columns, reference.fixed, single=reference.single)


def formula_to_plain(formula: Formula) -> tuple[Any, ...]:
    """For :mod:`marshal`."""
    return tuple(part if isinstance(part, str) else astuple(part) for part in formula)


def formula_from_plain(parts: tuple[Any, ...]) -> Formula:
    """What :func:`formula_to_plain` made."""
    return tuple(part if isinstance(part, str) else Reference(*part) for part in parts)


def find_areas(reference: Reference, ground: Ground, origin: Origin) -> list[Block]:
    """Every made area of a reference on one made sheet."""
    row, column = origin.row, origin.column
    first_row, last_row, first_column, last_column = reference.fixed
    rows: Sequence[Area | None] = [None]
    columns: Sequence[Area | None] = [None]
    if reference.rows:
        rows = ground.rows.cover(*reference.rows, row, first_fixed=first_row, last_fixed=last_row)
    if reference.columns:
        columns = ground.columns.cover(*reference.columns, column, first_fixed=first_column, last_fixed=last_column)
    return [(r, c) for r in rows for c in columns]


@lru_cache(maxsize=LAST_COLUMN)
def letters_of(column: int) -> str:
    """1 → ``A``, 28 → ``AB``."""
    letters = ""
    while column:
        column, rest = divmod(column - 1, 26)
        letters = chr(65 + rest) + letters
    return letters


def number_of(letters: str) -> int:
    """``AB`` → 28."""
    number = 0
    for letter in letters.upper():
        number = number * 26 + ord(letter) - 64
    return number


def quote_title(title: str) -> str:
    """A sheet's title as a formula needs it."""
    if re.fullmatch(r"[^\W\d]\w*", title) and not re.fullmatch(_CELL + r"|[RrCc]\d*", title):
        return title
    return "'" + title.replace("'", "''") + "'"


def name_area(
    rows: tuple[int | str, int | str] | None,
    columns: Area | None,
    fixed: Sequence[bool] = (False,) * 4,
    *,
    single: bool = False,
) -> str:
    """``H6:H51``, ``$A:$C``, ``1:5`` or, when single, ``H6``."""

    def corner(end: int) -> str:
        column = ("$" if fixed[2 + end] else "") + letters_of(columns[end]) if columns else ""
        row = ("$" if fixed[end] else "") + str(rows[end]) if rows else ""
        return column + row

    return corner(0) if single else f"{corner(0)}:{corner(1)}"


def _join_pieces(parts: Iterable[str | Reference]) -> Iterable[str | Reference]:
    text = ""
    for part in parts:
        if isinstance(part, str):
            text += part
            continue
        if text:
            yield text
        yield part
        text = ""
    if text:
        yield text


def _stands_alone(tokens: Sequence[re.Match[str]], position: int) -> bool:
    before = next((t.group() for t in reversed(tokens[:position]) if t.group().strip()), "")
    after = next((t.group() for t in tokens[position + 1 :] if t.group().strip()), "")
    return (before.endswith("(") or before == ",") and after in (",", ")")


def _is_in_sheet(reference: Reference) -> bool:
    """``ABC1234567`` is a name: no sheet has so many rows."""
    rows, columns = reference.rows, reference.columns
    return (rows is None or rows[1] <= LAST_ROW) and (columns is None or columns[1] <= LAST_COLUMN)


def _read_reference(token: re.Match[str], call: str) -> Reference:
    sheet = token["sheet"]
    if sheet:
        sheet = sheet[:-1]
        sheet = sheet[1:-1].replace("''", "'") if sheet.startswith("'") else sheet
    first, _, last = token["ref"].partition(":")
    corners = [_CORNER.fullmatch(corner) for corner in (first, last or first)]
    rows, columns, fixed_rows, fixed_columns = [], [], [], []
    for corner in corners:
        assert corner is not None
        dollar, letters, second, digits = corner.groups()
        if letters:
            columns.append(number_of(letters))
            fixed_columns.append(bool(dollar))
        if digits:
            rows.append(int(digits))
            fixed_rows.append(bool(second if letters else dollar))
    return Reference(
        sheet=sheet or None,
        rows=(min(rows), max(rows)) if rows else None,
        columns=(min(columns), max(columns)) if columns else None,
        fixed=(*(fixed_rows or [True, True]), *(fixed_columns or [True, True])),  # type: ignore[arg-type]
        single=not last,
        call=call,
        text=token.group(),
    )


def find_blocks(reference: Reference, origin: Origin, find: Finder) -> list[tuple[Ground, Block]] | None:
    """Where a reference leads, as the formula will say it: none when nothing was made of it; None when it is not ours."""
    grounds = _find_grounds(reference, origin, find)
    if grounds is None:
        return None
    if reference.single and not reference.call:
        return _find_single(reference, grounds[0], origin) if grounds else []
    found: list[tuple[Ground, Block]] = []
    for ground in grounds if reference.call else grounds[:1]:
        areas = find_areas(reference, ground, origin if ground is origin.ground else Origin())
        if len(areas) > 1 and not reference.call:
            areas = [_bound_areas(areas)]
        found += ((ground, area) for area in areas)
    if len(found) > MOST_ARGUMENTS:
        raise TooManyRangesError(reference.text)
    return found


def write_reference(reference: Reference, blocks: Sequence[tuple[Ground, Block]] | None) -> str:
    """A reference that leads to these blocks."""
    if blocks is None:
        return reference.text
    if not blocks:
        return "0" if reference.call == "SUM" else write_nothing(reference)
    written = []
    for ground, (rows, columns) in blocks:
        prefix = quote_title(ground.title) + "!" if reference.sheet else ""
        single = reference.single and _is_one(rows) and _is_one(columns)
        written.append(prefix + name_area(rows, columns, reference.fixed, single=single))
    return ",".join(written)


def _find_grounds(reference: Reference, origin: Origin, find: Finder) -> Sequence[Ground] | None:
    if reference.sheet is None:
        return [origin.ground] if origin.ground else None
    grounds = find(reference.sheet)
    if origin.ground is not None and grounds and origin.ground in grounds:
        return [origin.ground]
    return grounds


def _find_single(reference: Reference, ground: Ground, origin: Origin) -> list[tuple[Ground, Block]]:
    if reference.rows is None or reference.columns is None:
        return []
    own = origin if ground is origin.ground else Origin()
    rows = ground.rows.find(reference.rows[0], own.row, fixed=reference.fixed[0])
    columns = ground.columns.find(reference.columns[0], own.column, fixed=reference.fixed[2])
    return [(ground, ((rows[0],) * 2, (columns[0],) * 2))] if rows and columns else []


def write_nothing(reference: Reference, *, fixed: bool = False) -> str:
    """An empty cell of the last row: valid wherever a reference is, and blank in every function."""
    columns = reference.columns if reference.columns and reference.columns[1] <= LAST_COLUMN else (LAST_COLUMN,) * 2
    return name_area((LAST_ROW, LAST_ROW), columns, (fixed,) * 4, single=reference.single)


def _bound_areas(areas: Sequence[Block]) -> Block:
    rows = [area for area, _ in areas if area]
    columns = [area for _, area in areas if area]
    return _bound(rows), _bound(columns)


def _bound(areas: Sequence[Area]) -> Area | None:
    return (min(a for a, _ in areas), max(b for _, b in areas)) if areas else None


def _is_one(area: Area | None) -> bool:
    return area is not None and area[0] == area[1]
