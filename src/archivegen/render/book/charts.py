"""Charts: the ranges of their series follow the rows, and the figures kept beside them are computed anew."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from decimal import Decimal
from typing import Any

from archivegen.render.book.markup import escape, first_child, local_name, open_tag, tag_of
from archivegen.render.book.pieces import Filler, Pieces
from archivegen.render.book.texts import AddText, cut_texts, join_split_tags, join_texts
from archivegen.render.sheet.formulas import (
    LAST_COLUMN,
    LAST_ROW,
    Origin,
    Reference,
    find_blocks,
    letters_of,
    name_area,
    parse_formula,
    quote_title,
)
from archivegen.render.sheet.functions import UnknownValueError, to_text, write_number
from archivegen.render.sheet.values import find_value

_CACHES = ("numCache", "strCache")
_MOST_POINTS = 20_000


def cut_chart(root: Any, add_text: AddText) -> Pieces:
    """The pieces of a chart part."""
    join_split_tags(root)

    def hook(element: Any) -> Iterator[Any] | None:
        name = local_name(element)
        if name in ("numRef", "strRef") and first_child(element, "f") is not None:
            return _cut_reference(element)
        if name == "f" and len(element) == 0 and element.text:
            return iter((open_tag(element), ("range", element.text), f"</{tag_of(element)}>"))
        if (
            name in ("multiLvlStrCache", "lvl")
            and element.getparent() is not None
            and local_name(element.getparent()) in ("multiLvlStrRef", "strDim", "numDim")
        ):
            return iter(())  # the program that opens the file fills it again
        return None

    return join_texts(cut_texts(root, add_text, hook, root=True))


def _cut_reference(element: Any) -> Iterator[Any]:
    formula = first_child(element, "f")
    yield open_tag(element)
    yield from (open_tag(formula), ("range", formula.text or ""), f"</{tag_of(formula)}>")
    for name in _CACHES:
        cache = first_child(element, name)
        if cache is not None:
            form = first_child(cache, "formatCode")
            yield ("cache", formula.text or "", tag_of(cache), form.text or "" if form is not None else "")
    yield f"</{tag_of(element)}>"


def write_range(filler: Filler, text: str) -> str:
    """Where the range of a series went: a range, or several in brackets."""
    written: list[str] = []
    for part in parse_formula("=" + text):
        if not isinstance(part, Reference):
            written.append(part)
            continue
        written.append(_write_reference(filler, part))
    return escape("".join(written)[1:])


def _write_reference(filler: Filler, reference: Reference) -> str:
    blocks = _find(filler, reference)
    if blocks is None:
        return reference.text
    if not blocks:
        return f"{quote_title(filler.sheet.title)}!${letters_of(LAST_COLUMN)}${LAST_ROW}"
    areas = []
    for sheet, (rows, columns) in blocks:
        one = bool(rows and columns and rows[0] == rows[1] and columns[0] == columns[1])
        areas.append(f"{quote_title(sheet.title)}!{name_area(rows, columns, reference.fixed, single=one)}")
    return areas[0] if len(areas) == 1 else f"({','.join(areas)})"


def _find(filler: Filler, reference: Reference) -> Sequence[Any] | None:
    every = replace(reference, call="SUM")  # a series shows all rows, as a total counts all
    return find_blocks(every, filler.origin, filler.find)


def write_cache(filler: Filler, text: str, tag: str, form: str) -> str:
    """The values of a range as a chart keeps them; nothing where one of them cannot be told."""
    values: list[Any] = []
    try:
        for part in parse_formula("=" + text):
            if isinstance(part, Reference):
                values += _list_values(filler, part)
    except UnknownValueError:
        return ""
    prefix, _, name = tag.rpartition(":")
    at = f"{prefix}:" if prefix else ""
    points = []
    for number, value in enumerate(values):
        shown = _show(value, numbers=name == "numCache")
        if shown:
            points.append(f'<{at}pt idx="{number}"><{at}v>{escape(shown)}</{at}v></{at}pt>')
    code = f"<{at}formatCode>{escape(form)}</{at}formatCode>" if form else ""
    return f'<{tag}>{code}<{at}ptCount val="{len(values)}"/>{"".join(points)}</{tag}>'


def _list_values(filler: Filler, reference: Reference) -> list[Any]:
    values = []
    for sheet, (rows, columns) in _find(filler, reference) or ():
        if rows is None or columns is None or (rows[1] - rows[0] + 1) * (columns[1] - columns[0] + 1) > _MOST_POINTS:
            raise UnknownValueError
        for row in range(rows[0], rows[1] + 1):
            values += [find_value(sheet, row, column) for column in range(columns[0], columns[1] + 1)]
    return values


def _show(value: Any, *, numbers: bool) -> str:
    if not numbers:
        return to_text(value)
    return write_number(value) if isinstance(value, Decimal) else ""


def look_from(filler: Filler, place: int, column: int) -> None:
    """Let the references of a chart that is repeated with its row mean that row."""
    rows, columns = filler.sheet.rows.spots, filler.sheet.columns.spots
    if 0 < place <= len(rows):
        beside = columns[column - 1] if 0 < column <= len(columns) else None
        filler.origin = Origin(filler.sheet, rows[place - 1], beside)
