"""Where a sheet's settings go: print areas, conditional formats, names, breaks, titles of sheets.  Pure text work."""

from __future__ import annotations

import re

from archivegen.render.sheet.formulas import (
    Block,
    Finder,
    Origin,
    Reference,
    find_areas,
    name_area,
    parse_formula,
    write_formula,
)
from archivegen.render.sheet.made import MadeSheet

LONGEST_TITLE = 31
LONGEST_MARGIN = 255
_NOT_IN_TITLE = str.maketrans(dict(zip("[]:*?/\\", "［］：＊？／＼", strict=True)))


def move_areas(text: str, sheet: MadeSheet) -> list[Block]:
    """The made areas of ``H6:H6 J6`` (separated by blanks or commas), every one of them."""
    areas: list[Block] = []
    for part in re.split(r"[\s,]+", text.strip()):
        for reference in parse_formula(part):
            if isinstance(reference, Reference):
                areas += find_areas(reference, sheet, Origin(sheet))
    return areas


def move_ranges(text: str, sheet: MadeSheet) -> str:
    """``H6:H6 J6`` → ``H6:H51 J6:J51``; empty when nothing was made of them."""
    return " ".join(name_area(*area) for area in move_areas(text, sheet))


def bound_range(text: str, sheet: MadeSheet) -> str:
    """The smallest single range that holds all made cells of a range; empty when there are none."""
    areas = move_areas(text, sheet)
    rows = [area for area, _ in areas if area]
    columns = [area for _, area in areas if area]
    if not areas:
        return ""
    return name_area(
        (min(a for a, _ in rows), max(b for _, b in rows)) if rows else None,
        (min(a for a, _ in columns), max(b for _, b in columns)) if columns else None,
    )


def move_formula(text: str, sheet: MadeSheet | None, find: Finder, area: Block = (None, None)) -> str:
    """A formula without ``=`` of a name, a condition or a validation; ``area`` is where it is applied (its first cell)."""
    origin = Origin(sheet)
    if sheet is not None and area[0] and area[1]:
        origin = Origin(sheet, sheet.rows.spots[area[0][0] - 1], sheet.columns.spots[area[1][0] - 1])
    return write_formula(parse_formula("=" + text), origin, find)[1:]


def make_title(text: str, taken: set[str]) -> str:
    r"""A sheet's title as Excel allows it: 31 characters, none of ``[]:*?/\``, and no other sheet has it."""
    clean = " ".join(text.translate(_NOT_IN_TITLE).split()).strip("'")[:LONGEST_TITLE] or "工作表"
    title, number = clean, 2
    while title.casefold() in taken or title.casefold() == "history":
        suffix = f"({number})"
        title, number = clean[: LONGEST_TITLE - len(suffix)] + suffix, number + 1
    taken.add(title.casefold())
    return title


def shorten_margin(text: str, longest: int) -> str:
    """A part of a header or footer, cut so that Excel can open the file; a doubled ``&`` or a code is not cut apart."""
    if len(text) <= longest:
        return text
    cut = text[: max(longest - 1, 0)]
    trailing = len(cut) - len(cut.rstrip("&"))
    return (cut[:-1] if trailing % 2 else cut) + "…"
