"""Where a sheet's settings go: print areas, conditional formats, names, breaks, titles of sheets.  Pure text work."""

from __future__ import annotations

import re
from collections.abc import Sequence

from archivegen.render.sheet.formulas import (
    Block,
    Finder,
    Ground,
    Origin,
    Reference,
    find_areas,
    find_blocks,
    name_area,
    parse_formula,
    quote_title,
    write_nothing,
    write_reference,
)
from archivegen.render.sheet.made import MadeSheet

LONGEST_TITLE = 31
LONGEST_MARGIN = 255
_SECTION = re.compile("(&[LCR])")
_NOT_IN_TITLE = str.maketrans(dict(zip("[]:*?/\\", "［］：＊？／＼", strict=True)))


def move_areas(text: str, sheet: MadeSheet) -> list[Block]:
    """The made areas of ``H6:H6 J6`` (separated by blanks or commas), every one of them."""
    areas: list[Block] = []
    for reference in parse_formula("=" + text):
        if isinstance(reference, Reference):
            areas += find_areas(reference, sheet, Origin(sheet))
    return areas


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


def move_formula(text: str, sheet: MadeSheet | None, find: Finder, somewhere: str = "") -> str:
    """A formula without ``=`` of a name that belongs to a sheet, or to the workbook.

    A name always says on which sheet: ``somewhere`` is the title of any, for a range of which nothing was made.
    """
    origin = Origin(sheet)
    written = []
    for part in parse_formula("=" + text):
        if isinstance(part, str):
            written.append(part)
            continue
        blocks = find_blocks(part, origin, find)
        if somewhere and part.sheet and blocks is not None and not blocks:
            title = _name_one(find(part.sheet)) or somewhere
            written.append(f"{quote_title(title)}!{write_nothing(part, fixed=True)}")
        else:
            written.append(write_reference(part, blocks))
    return "".join(written)[1:]


def _name_one(grounds: Sequence[Ground] | None) -> str:
    return grounds[0].title if grounds else ""


def make_title(text: str, taken: set[str]) -> str:
    r"""A sheet's title as Excel allows it: 31 characters, none of ``[]:*?/\``, and no other sheet has it."""
    clean = " ".join(text.translate(_NOT_IN_TITLE).split()).strip("'")[:LONGEST_TITLE] or "工作表"
    title, number = clean, 2
    while title.casefold() in taken or title.casefold() == "history":
        suffix = f"({number})"
        title, number = clean[: LONGEST_TITLE - len(suffix)] + suffix, number + 1
    taken.add(title.casefold())
    return title


def fit_margin(text: str) -> str:
    """A header or footer, each of its three parts cut so that Excel can open the file."""
    if len(text) <= LONGEST_MARGIN:
        return text
    pieces = _SECTION.split(text.replace("&&", "\0"))
    longest = LONGEST_MARGIN // 3 - 2
    return "".join(
        piece if position % 2 else _shorten(piece.replace("\0", "&&"), longest) for position, piece in enumerate(pieces)
    )


def _shorten(text: str, longest: int) -> str:
    """A doubled ``&`` or a code is not cut apart."""
    if len(text) <= longest:
        return text
    cut = text[: longest - 1]
    trailing = len(cut) - len(cut.rstrip("&"))
    return (cut[:-1] if trailing % 2 else cut) + "…"
