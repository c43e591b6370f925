"""A compiled template as it is used: what ``read`` made and the cache kept, with its programs and formulas ready."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from archivegen.render.book.drawings import Anchor
from archivegen.render.book.notes import Notes, notes_from_plain
from archivegen.render.book.relations import ContentTypes, Relation
from archivegen.render.book.row_plans import RowSource
from archivegen.render.book.sheets import value_from_plain
from archivegen.render.book.strings import RichText
from archivegen.render.book.tables import Table
from archivegen.render.package import PackedPart
from archivegen.render.sheet.formulas import formula_from_plain
from archivegen.render.sheet.made import Merge, SheetCells
from archivegen.render.sheet.program import SheetProgram


@dataclass(slots=True)
class DrawingPlan:
    """A drawing part."""

    member: str
    start: str
    anchors: list[Anchor]
    end: str
    relations: list[Relation]


@dataclass(slots=True)
class AttachedPlan:
    """A part that is copied with a drawing: its pieces, or itself when it holds nothing that changes."""

    pieces: tuple[Any, ...] | None
    packed: PackedPart | None
    relations: list[Relation]


@dataclass(slots=True)
class SheetPlan:
    """One sheet of a template."""

    member: str
    state: str
    program: SheetProgram
    cells: SheetCells
    source: RowSource
    pieces: tuple[Any, ...]
    columns: list[tuple[int, int, str, float | None]]
    merges: list[Merge]
    usual: tuple[float, float]
    """Height of a row and width of a column that say nothing of their own."""
    relations: list[Relation]
    drawing: DrawingPlan | None
    notes: tuple[str, str | None, Notes] | None
    """The parts of the notes and of their boxes, and the notes."""
    legacy: str
    tables: list[tuple[str, Table]]
    attached: dict[str, AttachedPlan]


@dataclass(slots=True)
class BookPlan:
    """A template workbook."""

    member: str
    pieces: list[Any]
    view: str
    active: int
    names: list[tuple[str, str, int, str]]
    relations: list[Relation]
    strings: str
    styles_member: str
    styles: Any
    packed_styles: PackedPart | None
    """The styles as they are when a paper adds none."""
    types: ContentTypes
    sheets: list[SheetPlan]
    core: tuple[str, list[Any], SheetProgram] | None
    static: list[PackedPart]


def load_plan(payload: Mapping[str, Any]) -> BookPlan:
    """The plan that ``read_template`` made."""
    core = payload["core"]
    styles_member, styles, packed_styles = payload["styles"]
    return BookPlan(
        member=payload["workbook"],
        pieces=payload["pieces"],
        view=payload["view"],
        active=payload["active"],
        names=payload["names"],
        relations=_load_relations(payload["relations"]),
        strings=payload["strings"],
        styles_member=styles_member,
        styles=styles,
        packed_styles=PackedPart(*packed_styles) if packed_styles else None,
        types=ContentTypes(*payload["types"]),
        sheets=[_load_sheet(sheet) for sheet in payload["sheets"]],
        core=(core[0], core[1], SheetProgram(*core[2])) if core else None,
        static=[PackedPart(*part) for part in payload["static"]],
    )


def _load_sheet(plain: Mapping[str, Any]) -> SheetPlan:
    styles, tails, texts, arrays, rows = plain["source"]
    rich = {at: RichText(*text) if isinstance(text, tuple) else text for at, text in texts.items()}
    drawing, notes = plain["drawing"], plain["notes"]
    cells = SheetCells(
        {at: value_from_plain(value) for at, value in plain["values"].items()},
        {at: (formula_from_plain(formula), tree) for at, (formula, tree) in plain["formulas"].items()},
    )
    return SheetPlan(
        member=plain["member"],
        state=plain["state"],
        program=SheetProgram(*plain["program"]),
        cells=cells,
        source=RowSource(styles, tails, rich, arrays, rows),
        pieces=plain["pieces"],
        columns=plain["columns"],
        merges=plain["merges"],
        usual=plain["usual"],
        relations=_load_relations(plain["relations"]),
        drawing=_load_drawing(drawing) if drawing else None,
        notes=(notes[0], notes[1], notes_from_plain(notes[2])) if notes else None,
        legacy=plain["legacy"],
        tables=[(member, Table(*table)) for member, table in plain["tables"]],
        attached={member: _load_attached(part) for member, part in plain["attached"].items()},
    )


def _load_drawing(plain: Any) -> DrawingPlan:
    member, start, anchors, end, relations = plain
    return DrawingPlan(member, start, [Anchor(*anchor) for anchor in anchors], end, _load_relations(relations))


def _load_attached(plain: Any) -> AttachedPlan:
    pieces, packed, relations = plain
    return AttachedPlan(pieces, PackedPart(*packed) if packed else None, _load_relations(relations))


def _load_relations(plain: Any) -> list[Relation]:
    return [Relation(*relation) for relation in plain]
