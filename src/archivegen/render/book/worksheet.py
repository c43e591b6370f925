"""A template's worksheet part, cut into pieces: what stays as it is, and gaps for all that moves."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import Any

from archivegen.render.book.markup import (
    DECLARATION,
    children,
    escape,
    list_attributes,
    local_name,
    open_tag,
    quote,
    tag_of,
    write_element,
)
from archivegen.render.book.pieces import Pieces
from archivegen.render.sheet.tags import mend_tags

HAS_TAG = re.compile(r"\{\{|\{%|\{#")
_CODE_BEFORE_WORDS = re.compile(r"(&\d+)(?=\{\{|\{%)")
_ORDER = (
    *("sheetPr", "dimension", "sheetViews", "sheetFormatPr", "cols", "sheetData", "sheetCalcPr", "sheetProtection"),
    *("protectedRanges", "scenarios", "autoFilter", "sortState", "dataConsolidate", "mergeCells", "phoneticPr"),
    *("conditionalFormatting", "dataValidations", "hyperlinks", "printOptions", "pageMargins", "pageSetup"),
    *("headerFooter", "rowBreaks", "colBreaks", "customProperties", "ignoredErrors", "drawing", "legacyDrawing"),
    *("legacyDrawingHF", "picture", "tableParts", "extLst"),
)
"""The parts of a worksheet in the order of the standard; what is not here (views of single users, watches) is left out."""

_ALWAYS = ("dimension", "sheetData", "mergeCells", "drawing", "legacyDrawing", "tableParts")
_HOLDERS = frozenset(
    {"extLst", "ext", "conditionalFormattings", "dataValidations", "sparklineGroups", "sparklineGroup", "sparklines"}
)
TextAdder = Callable[[str, bool], int]
"""Takes a text with words and whether ``&`` is a code in it; returns its number."""


class WorksheetCutter:
    """Cuts one worksheet; ``add_text`` takes the words that stand outside its cells."""

    def __init__(self, root: Any, add_text: TextAdder) -> None:
        self._root = root
        self._add_text = add_text

    def cut(self) -> Pieces:
        """The pieces of the whole part."""
        found: dict[str, list[Any]] = {}
        before = "sheetPr"
        for child in self._root:
            name = local_name(child)
            before = name if name in _ORDER else before
            if name in _ORDER or name == "AlternateContent":
                found.setdefault(before, []).append(child)
        pieces: list[Any] = [DECLARATION + open_tag(self._root, root=True, without=("xr:uid",))]
        for name in _ORDER:
            if name in _ALWAYS:
                pieces.append((name,))
                pieces += (write_element(e) for e in found.get(name, ()) if local_name(e) == "AlternateContent")
                continue
            for element in found.get(name, ()):
                pieces += self._cut_element(name, element)
        return (*_join(pieces), "</worksheet>")

    def _cut_element(self, name: str, element: Any) -> Iterator[Any]:
        if local_name(element) == "AlternateContent":
            yield write_element(element)
        elif name in _CUTTERS:
            yield from _CUTTERS[name](self, element)
        elif name in ("autoFilter", "sortState"):
            yield ("group", tuple(cut_references(element)))
        elif name == "extLst":
            yield cut_extension(element)
        else:
            yield write_element(element)

    def cut_views(self, element: Any) -> Iterator[Any]:
        """Views start at the top again; frozen panes freeze the same rows and columns."""
        yield open_tag(element)
        for view in children(element, "sheetView"):
            yield open_tag(view, without=("topLeftCell", "tabSelected"))[:-1]
            yield ("selected",)
            yield ">"
            for child in view:
                if local_name(child) == "pane":
                    yield ("pane", dict(list_attributes(child)))
                elif local_name(child) == "extLst":
                    yield write_element(child)
            yield "</sheetView>"
        yield "</sheetViews>"

    def cut_columns(self, _: Any) -> Iterator[Any]:
        """Written from the list of columns."""
        yield ("cols",)

    def cut_margins(self, element: Any) -> Iterator[Any]:
        """Headers and footers, which may hold words."""
        yield open_tag(element)
        for child in element:
            text = mend_tags(child.text or "")
            if not HAS_TAG.search(text):
                yield write_element(child)
                continue
            number = self._add_text(_CODE_BEFORE_WORDS.sub(r"\1 ", text), True)
            yield from (open_tag(child), ("margin", number), f"</{tag_of(child)}>")
        yield "</headerFooter>"

    def cut_breaks(self, element: Any) -> Iterator[Any]:
        """Page breaks."""
        name = local_name(element)
        ids = [int(item.get("id", "0")) for item in children(element, "brk")]
        yield ("breaks", name, ids)

    def cut_conditions(self, element: Any) -> Iterator[Any]:
        """A conditional format."""
        inside = (open_tag(element, without=("sqref",))[:-1] + ' sqref="', ("here",), '">')
        body = [piece for rule in element for piece in cut_formulas(rule)]
        yield ("area", element.get("sqref", ""), tuple(_join([*inside, *body, "</conditionalFormatting>"])))

    def cut_areas(self, element: Any) -> Iterator[Any]:
        """Data validations, ignored errors, protected ranges: a list of things with a ``sqref``."""
        items = []
        for child in element:
            if child.get("sqref") is None:
                continue
            start = open_tag(child, without=("sqref",))[:-1] + ' sqref="'
            body = [piece for inner in child for piece in cut_formulas(inner)]
            pieces = _join([start, ("here",), '">', *body, f"</{tag_of(child)}>"])
            items.append(("area", child.get("sqref"), tuple(pieces)))
        names = ("count",) if element.get("count") is not None else ()
        yield ("list", open_tag(element, without=("count",))[:-1], names, tuple(items), f"</{tag_of(element)}>")

    def cut_links(self, element: Any) -> Iterator[Any]:
        """Hyperlinks, one for every repetition of their cell."""
        items = []
        for link in children(element, "hyperlink"):
            pieces: list[Any] = [open_tag(link, without=("ref", "location"))[:-1] + ' ref="', ("here",), '"']
            if link.get("location"):
                pieces += [' location="', ("location", link.get("location")), '"']
            items.append(("each", link.get("ref", ""), (*pieces, "/>")))
        yield ("list", open_tag(element)[:-1], (), tuple(items), f"</{tag_of(element)}>")


_CUTTERS: dict[str, Callable[[WorksheetCutter, Any], Iterator[Any]]] = {
    "sheetViews": WorksheetCutter.cut_views,
    "cols": WorksheetCutter.cut_columns,
    "headerFooter": WorksheetCutter.cut_margins,
    "rowBreaks": WorksheetCutter.cut_breaks,
    "colBreaks": WorksheetCutter.cut_breaks,
    "conditionalFormatting": WorksheetCutter.cut_conditions,
    "dataValidations": WorksheetCutter.cut_areas,
    "protectedRanges": WorksheetCutter.cut_areas,
    "ignoredErrors": WorksheetCutter.cut_areas,
    "hyperlinks": WorksheetCutter.cut_links,
}


def cut_formulas(element: Any) -> Iterator[Any]:
    """An element in which formulas move: ``formula``, ``formula1``, ``xm:f``, and formulas as values of a scale."""
    name = local_name(element)
    if name in ("formula", "formula1", "formula2", "f") and element.text and len(element) == 0:
        yield from (open_tag(element), ("formula", element.text), f"</{tag_of(element)}>")
    elif name == "sqref" and len(element) == 0:
        yield from (open_tag(element), ("here",), f"</{tag_of(element)}>")
    elif name == "cfvo" and element.get("type") == "formula" and element.get("val"):
        yield from (open_tag(element, without=("val",))[:-1] + ' val="', ("formula", element.get("val")), '">')
        yield f"</{tag_of(element)}>"
    else:
        yield open_tag(element)
        yield escape(element.text or "")
        for child in element:
            yield from cut_formulas(child)
        yield f"</{tag_of(element)}>"


def cut_references(element: Any) -> Iterator[Any]:
    """An element in which the attributes ``ref`` move."""
    yield open_tag(element, without=("ref",))[:-1]
    if element.get("ref"):
        yield from (' ref="', ("bound", element.get("ref")), '"')
    yield ">"
    for child in element:
        yield from cut_references(child)
    yield f"</{tag_of(element)}>"


def cut_extension(element: Any) -> Any:
    """An extension: newer conditional formats, validations and sparklines stand here, with their ranges as elements."""
    ranges = next((child.text for child in element if local_name(child) == "sqref"), None)
    if ranges:
        pieces = tuple(_join(cut_formulas(element)))
        return ("each" if local_name(element) == "sparkline" else "area", ranges, pieces)
    if local_name(element) not in _HOLDERS:
        return write_element(element)
    names = ("count",) if element.get("count") is not None else ()
    items = tuple(cut_extension(child) for child in element)
    return ("list", open_tag(element, without=("count",))[:-1], names, items, f"</{tag_of(element)}>")


def _join(pieces: list[Any] | Iterator[Any]) -> list[Any]:
    """Texts that follow each other made one."""
    joined: list[Any] = []
    for piece in pieces:
        if isinstance(piece, str) and joined and isinstance(joined[-1], str):
            joined[-1] += piece
        else:
            joined.append(piece)
    return joined


def write_pane(attributes: dict[str, str], rows: int, columns: int, corner: str) -> str:
    """A pane that freezes so many made rows and columns; nothing when there are none."""
    kept = {key: value for key, value in attributes.items() if key not in ("xSplit", "ySplit", "topLeftCell")}
    if columns:
        kept["xSplit"] = str(columns)
    if rows:
        kept["ySplit"] = str(rows)
    kept["topLeftCell"] = corner
    kept["activePane"] = "bottomRight" if rows and columns else "bottomLeft" if rows else "topRight"
    return "<pane" + "".join(f' {key}="{quote(value)}"' for key, value in kept.items()) + "/>"
