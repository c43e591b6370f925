"""What hangs on a made sheet: its drawing with pictures and charts, its notes, its tables; each made sheet has its own."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace

from archivegen.render.book.charts import look_from, write_cache, write_range
from archivegen.render.book.drawings import (
    DRAWING_END,
    DRAWING_START,
    Anchor,
    place_anchor,
    rule_columns,
    rule_rows,
    write_picture,
)
from archivegen.render.book.markup import DECLARATION, RELATIONS, quote
from archivegen.render.book.notes import write_notes
from archivegen.render.book.package import PackageMaker
from archivegen.render.book.pieces import Filler
from archivegen.render.book.plans import SheetPlan
from archivegen.render.book.relations import Relation, make_relation
from archivegen.render.book.tables import write_table
from archivegen.render.sheet.formulas import Finder
from archivegen.render.sheet.made import MadeSheet
from archivegen.values.pictures import Picture

_TYPE = "application/vnd.openxmlformats-officedocument."
_DRAWING_TYPE = f"{_TYPE}drawing+xml"
_BOXES_TYPE = f"{_TYPE}vmlDrawing"
_LINK = f'xmlns:r="{RELATIONS}" r:id='


class _Numbers:
    """Numbers for the objects of one drawing: the template's for the first copy, new ones for the others."""

    def __init__(self, anchors: Iterable[Anchor]) -> None:
        pieces = (piece for anchor in anchors for piece in anchor.pieces if not isinstance(piece, str))
        self._last = max((piece[1] for piece in pieces if piece[0] == "id"), default=0)
        self._given: set[int] = set()

    def give(self, original: int) -> int:
        """The number of the next object."""
        if original > 0 and original not in self._given:
            self._given.add(original)
            return original
        self._last += 1
        return self._last


class Attachments:
    """Writes what hangs on one made sheet; ``relations`` of the sheet grow on the way."""

    def __init__(self, plan: SheetPlan, sheet: MadeSheet, find: Finder, maker: PackageMaker, taken: set[str]) -> None:
        self.relations: list[Relation] = list(plan.relations)
        self._plan = plan
        self._sheet = sheet
        self._find = find
        self._maker = maker
        self._taken = taken
        """Names of tables in the whole workbook."""

    # Drawings --------------------------------------------------------------------------------------------------------

    def write_drawing(
        self, pictures: Sequence[tuple[int, int, Picture]], heights: Mapping[int, float], widths: Mapping[int, float]
    ) -> str:
        """The drawing part, with the pictures that are values of cells; returns the element that shows it."""
        plan = self._plan.drawing
        if plan is None and not pictures:
            return ""
        member = self._maker.name_part(plan.member) if plan else self._maker.invent_name("xl/drawings/drawing1.xml")
        relations = [] if plan is None else [r for r in plan.relations if r.target not in self._plan.attached]
        written = [DECLARATION, plan.start if plan else DRAWING_START]
        numbers = _Numbers(plan.anchors if plan else ())
        for anchor in plan.anchors if plan else ():
            for corners, row, column in self._place(anchor, heights, widths):
                written.append(self._write_anchor(anchor, corners, (row, column), numbers, relations))
        for position, (row, column, picture) in enumerate(pictures, 1):
            relation = f"rIdPicture{position}"
            relations.append(make_relation(relation, "image", self._maker.add_picture(picture)))
            size = (picture.width, picture.height)
            written.append(write_picture((row, column), size, numbers.give(0), relation, quote(picture.text)))
        written.append(plan.end if plan else DRAWING_END)
        self._maker.add(member, "".join(written), _DRAWING_TYPE)
        self._maker.add_relations(member, relations)
        self.relations.append(make_relation("rIdDrawing", "drawing", member))
        return f'<drawing {_LINK}"rIdDrawing"/>'

    def _place(
        self, anchor: Anchor, heights: Mapping[int, float], widths: Mapping[int, float]
    ) -> list[tuple[str, int, int]]:
        plan = self._plan
        template_heights = {row: height for row, (_, height, _) in plan.source.rows.items() if height is not None}
        template_widths = {
            column: width
            for first, last, _, width in plan.columns
            for column in range(first, min(last, plan.program.width) + 1)
            if width is not None
        }
        made_widths = {column + 1: width for column, width in widths.items()}
        rows = rule_rows(template_heights, dict(heights), plan.usual[0])
        columns = rule_columns(template_widths, made_widths, plan.usual[1])
        return place_anchor(anchor, self._sheet, rows, columns)

    def _write_anchor(
        self, anchor: Anchor, corners: str, at: tuple[int, int], numbers: _Numbers, relations: list[Relation]
    ) -> str:
        assert self._plan.drawing is not None
        known = {relation.id: relation for relation in self._plan.drawing.relations}
        given: dict[int, int] = {}

        def write_number(original: int) -> str:
            given[original] = numbers.give(original)
            return str(given[original])

        def write_part(identity: str) -> str:
            relation = known.get(identity)
            if relation is None or relation.target not in self._plan.attached:
                return identity
            target = self._copy(relation.target, at)
            taken = {other.id for other in relations}
            new, count = identity, 2
            while new in taken:
                new, count = f"{identity}_{count}", count + 1
            relations.append(replace_target(relation, new, target))
            return new

        others: dict[str, Callable[..., str]] = {
            "id": write_number,
            "joined": lambda original: str(given.get(original, original)),
            "part": write_part,
        }
        filler = Filler(self._sheet, self._find, self._sheet.record.texts, others)
        return f"{anchor.start}{corners}{filler.fill(anchor.pieces)}"

    def _copy(self, member: str, at: tuple[int, int]) -> str:
        """A part that belongs to a drawing, and those that belong to it, as seen from a made cell."""
        plan = self._plan.attached[member]
        name = self._maker.name_part(member)
        kind = self._maker.type_of(member)
        if plan.pieces is None:
            assert plan.packed is not None
            self._maker.add_packed(replace(plan.packed, name=name), kind)
        else:
            filler = Filler(self._sheet, self._find, self._sheet.record.texts)
            look_from(filler, *at)
            filler.others = {
                "range": lambda text: write_range(filler, text),
                "cache": lambda text, tag, form: write_cache(filler, text, tag, form),
            }
            self._maker.add(name, filler.fill(plan.pieces), kind)
        relations = [
            replace_target(r, r.id, self._copy(r.target, at)) if r.target in self._plan.attached else r
            for r in plan.relations
        ]
        self._maker.add_relations(name, relations)
        return name

    # Notes and tables ------------------------------------------------------------------------------------------------

    def write_notes(self) -> str:
        """The notes and their boxes; returns the element that shows them."""
        if self._plan.notes is None:
            return f'<legacyDrawing {_LINK}"{self._plan.legacy}"/>' if self._plan.legacy else ""
        member, boxes, notes = self._plan.notes
        written = write_notes(notes, self._sheet)
        if written is None:
            return ""
        name = self._maker.name_part(member)
        shapes = self._maker.name_part(boxes) if boxes else self._maker.invent_name("xl/drawings/vmlDrawing1.vml")
        self._maker.add(name, written[0], f"{_TYPE}spreadsheetml.comments+xml")
        self._maker.add(shapes, written[1])
        self._maker.add_default("vml", _BOXES_TYPE)
        self.relations.append(make_relation("rIdNotes", "comments", name))
        self.relations.append(make_relation("rIdBoxes", "vmlDrawing", shapes))
        return f'<legacyDrawing {_LINK}"rIdBoxes"/>'

    def write_tables(self, filler: Filler) -> str:
        """The tables; returns the element that lists them."""
        listed: list[str] = []
        for member, table in self._plan.tables:
            name = _make_name(table.name, self._taken)
            content = write_table(table, filler, len(self._taken), name)
            if content is None:
                continue
            part = self._maker.name_part(member)
            self._maker.add(part, content, f"{_TYPE}spreadsheetml.table+xml")
            identity = f"rIdTable{len(listed) + 1}"
            self.relations.append(make_relation(identity, "table", part))
            listed.append(f'<tablePart {_LINK}"{identity}"/>')
        return f'<tableParts count="{len(listed)}">{"".join(listed)}</tableParts>' if listed else ""


def replace_target(relation: Relation, identity: str, target: str) -> Relation:
    """The same relationship of another copy."""
    return Relation(identity, relation.kind, relation.type, target)


def _make_name(name: str, taken: set[str]) -> str:
    while name.casefold() in taken:
        name += "_"
    taken.add(name.casefold())
    return name
