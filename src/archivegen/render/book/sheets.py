"""One sheet of a template with everything that hangs on it: drawings, charts, notes, tables."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any

from archivegen.errors import TemplateError
from archivegen.render.book.cells import CellReader, SheetCells, drop_array_results, list_columns, measure
from archivegen.render.book.charts import cut_chart
from archivegen.render.book.drawings import cut_drawing
from archivegen.render.book.heights import USUAL_WIDTH
from archivegen.render.book.markup import DECLARATION, MAIN, children, first_child, parse_part, relation_id
from archivegen.render.book.notes import list_controls, read_notes
from archivegen.render.book.relations import ContentTypes, Relation, read_relations, relations_member
from archivegen.render.book.strings import RichText
from archivegen.render.book.tables import read_table
from archivegen.render.book.texts import cut_texts, join_split_tags, join_texts
from archivegen.render.book.worksheet import HAS_TAG, WorksheetCutter
from archivegen.render.package import pack_part
from archivegen.render.sheet.formulas import formula_to_plain, parse_formula
from archivegen.render.sheet.layout import Area
from archivegen.render.sheet.made import Merge
from archivegen.render.sheet.program import SheetTemplate
from archivegen.render.sheet.tags import mend_tags
from archivegen.render.sheet.trees import read_tree

_SHARED = ("image", "hyperlink")
"""Parts that several others may show."""

_USUAL_HEIGHT = 15.0


class SheetReader:
    """Reads one worksheet; ``used`` tells afterwards which parts are written anew for every paper."""

    def __init__(
        self, parts: Mapping[str, bytes], member: str, strings: Sequence[str | RichText], types: ContentTypes
    ) -> None:
        self.member = member
        self.used = {member, relations_member(member)}
        self._parts = parts
        self._types = types
        self._strings = strings
        self._root = parse_part(parts[member], member)
        if self._root.tag != f"{{{MAIN}}}worksheet":
            raise TemplateError(f"部件 {member} 不是工作表")
        self._relations = {relation.id: relation for relation in read_relations(parts, member)}
        self._texts: list[tuple[str, bool]] = []
        self._cells = SheetCells()
        self._attached: dict[str, Any] = {}
        self._legacy = ""
        """The relationship of boxes that belong to no note."""

    @property
    def mistakes(self) -> list[Any]:
        """Mistakes in single cells."""
        return self._cells.mistakes

    def read(self, title: str) -> SheetTemplate:
        """The sheet as its program sees it."""
        data = first_child(self._root, "sheetData")
        if data is not None:
            self._cells = CellReader(self._strings).read(data)
        drop_array_results(self._cells)
        self._merges = sorted(self._list_merges())
        corners = {(top, left): (bottom, right) for top, left, bottom, right in self._merges}
        height, width = measure(self._cells, corners)
        self._pieces = WorksheetCutter(self._root, self._add_text).cut()
        self._drawing = self._read_drawing()
        self._notes = self._read_notes()
        self._tables = self._read_tables()
        return SheetTemplate(title, self._cells.contents, corners, self._texts, height, width)

    def to_plain(self) -> dict[str, Any]:
        """All that is written for every made sheet, but for its program."""
        cells, contents = self._cells, self._cells.contents
        sizes = first_child(self._root, "sheetFormatPr")
        formulas = {}
        for at, content in contents.items():
            if content.is_formula:
                formula = parse_formula(str(content.value))
                formulas[at] = (formula_to_plain(formula), read_tree(formula))
        values = {
            at: _to_plain_value(content.value)
            for at, content in contents.items()
            if not content.is_words and not content.is_formula and not content.is_blank
        }
        texts = {at: tuple(text) if isinstance(text, RichText) else text for at, text in cells.texts.items()}
        handled = {self._drawing[0] if self._drawing else "", *self._handled}
        return {
            "member": self.member,
            "pieces": self._pieces,
            "source": (cells.styles, cells.tails, texts, cells.arrays, cells.rows),
            "values": values,
            "formulas": formulas,
            "columns": list(list_columns(self._root)),
            "merges": self._merges,
            "usual": (
                float(sizes.get("defaultRowHeight") or _USUAL_HEIGHT) if sizes is not None else _USUAL_HEIGHT,
                float(sizes.get("defaultColWidth") or USUAL_WIDTH) if sizes is not None else USUAL_WIDTH,
            ),
            "relations": [tuple(r) for r in self._relations.values() if r.target not in handled],
            "drawing": self._drawing,
            "notes": self._notes,
            "legacy": self._legacy,
            "tables": self._tables,
            "attached": self._attached,
        }

    def _add_text(self, text: str, codes: bool) -> int:  # noqa: FBT001 - the shape that the cutters want
        self._texts.append((text, codes))
        return len(self._texts) - 1

    def _add_plain_text(self, text: str) -> int:
        return self._add_text(text, False)

    def _list_merges(self) -> list[Merge]:
        items = (i for group in children(self._root, "mergeCells") for i in children(group, "mergeCell"))
        return [
            _join_corners(part.rows, part.columns)
            for item in items
            for part in parse_formula("=" + item.get("ref", ""))
            if not isinstance(part, str) and part.rows and part.columns
        ]

    # Drawings --------------------------------------------------------------------------------------------------------

    def _find_part(self, element: str) -> Relation | None:
        found = first_child(self._root, element)
        return None if found is None else self._relations.get(relation_id(found))

    def _read_drawing(self) -> Any:
        relation = self._find_part("drawing")
        if relation is None or relation.target not in self._parts:
            return None
        member = relation.target
        root = parse_part(self._parts[member], member)
        start, anchors, end = cut_drawing(root, self._add_plain_text)
        relations = read_relations(self._parts, member)
        self.used |= {member, relations_member(member)}
        for inner in relations:
            self._attach(inner)
        return member, start, [tuple(anchor) for anchor in anchors], end, [tuple(r) for r in relations]

    def _attach(self, relation: Relation) -> None:
        """A part that is copied with each drawing that shows it, and those that hang on it."""
        member = relation.target
        if relation.external or relation.kind in _SHARED or member in self._attached or member not in self._parts:
            return
        content = self._parts[member]
        relations = read_relations(self._parts, member)
        self.used |= {member, relations_member(member)}
        pieces: Any = None
        packed: Any = None
        if relation.kind in ("chart", "chartEx"):
            pieces = (DECLARATION, *cut_chart(parse_part(content, member), self._add_plain_text))
        elif member.endswith(".xml") and HAS_TAG.search(mend_tags(content.decode("utf-8", "replace"))):
            root = parse_part(content, member)
            join_split_tags(root)
            pieces = (DECLARATION, *join_texts(cut_texts(root, self._add_plain_text, root=True)))
        else:
            part = pack_part(member, content, once=True)
            packed = (part.name, part.method, part.crc, part.size, part.packed)
        self._attached[member] = (pieces, packed, [tuple(r) for r in relations])
        for inner in relations:
            self._attach(inner)

    # Notes and tables ------------------------------------------------------------------------------------------------

    @property
    def _handled(self) -> set[str]:
        """Parts whose relationships are written anew."""
        kept = [self._notes[0], self._notes[1]] if self._notes else []
        return {*kept, *(member for member, _ in self._tables)}

    def _read_notes(self) -> Any:
        relation = next((r for r in self._relations.values() if r.kind == "comments"), None)
        boxes = self._find_part("legacyDrawing")
        content = self._parts.get(boxes.target) if boxes else None
        if content is not None and list_controls(content):
            raise TemplateError("里面有控件，表格模板里不能用，请删去")
        if relation is None or relation.target not in self._parts:
            self._legacy = boxes.id if boxes else ""
            return None
        self.used.add(relation.target)
        if boxes:
            self.used |= {boxes.target, relations_member(boxes.target)}
        notes = read_notes(self._parts[relation.target], relation.target, content)
        plain = (notes.head, [tuple(note) for note in notes.notes], notes.foot)
        return relation.target, boxes.target if boxes else None, plain

    def _read_tables(self) -> list[Any]:
        tables = []
        for part in (i for group in children(self._root, "tableParts") for i in children(group, "tablePart")):
            relation = self._relations.get(relation_id(part))
            if relation is not None and relation.target in self._parts:
                self.used |= {relation.target, relations_member(relation.target)}
                table = read_table(self._parts[relation.target], relation.target)
                tables.append((relation.target, tuple(table)))
        return tables


def _join_corners(rows: Area, columns: Area) -> Merge:
    return rows[0], columns[0], rows[1], columns[1]


def _to_plain_value(value: Any) -> Any:
    """Decimals as a tuple, which :mod:`marshal` can keep."""
    return (str(value),) if isinstance(value, Decimal) else value


def value_from_plain(value: Any) -> Any:
    """What :func:`_to_plain_value` made."""
    return Decimal(value[0]) if isinstance(value, tuple) else value
