"""Tables of a drawn paper: lists with a loop row, forms of label and value, opinion boxes, signature columns.

All of them go through one grid: each row says where its cells begin and end, the union of these cuts is the w:tblGrid.
So gridCol, gridSpan and tcW always agree, which WPS needs (it lays tables out from the grid, Word from the cells).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from itertools import pairwise
from xml.etree import ElementTree as ET

from .word_cells import Align, Block, Bound, Cell, Lines, Opinion, Opinions, Row, Tall
from .word_styles import el, tag_of, twips
from .word_text import Content, Segment, draw_paragraph, is_order, keep_with_next, segments_of, set_spacing

_STYLE = {"left": "Text", "center": "Center", "right": "Figure"}
_SNAP = twips(1.5)


@dataclass
class Slot:
    """A cell as laid out, `start` and `end` in twips from the table's left edge."""

    start: int
    end: int
    content: Lines
    style: str
    merge: str = ""
    upright: str = "center"
    open_below: bool = False
    open_above: bool = False
    foot: bool = False


@dataclass
class Line:
    """A row as laid out; a `tag` row holds a template order and vanishes."""

    slots: list[Slot] = field(default_factory=list)
    height: int = 0
    head: bool = False
    tag: str = ""
    bind: bool = False
    exact: bool = False


class Sheet:
    """Lays the rows of one table out over `cuts` (column edges in twips, the first is 0) and draws them."""

    def __init__(self, cuts: Sequence[int], aligns: Sequence[Align], *, size: int, height: float, form: bool) -> None:
        self.cuts, self.aligns, self.size, self.form = list(cuts), aligns, size, form
        self.height = twips(height)
        self.lines: list[Line] = []
        self._held: dict[int, tuple[int, int, str]] = {}  # column → rows still covered, columns covered, style

    def add_head(self, headings: Sequence[str]) -> None:
        """Heading rows from `|`-grouped headings: equal groups merge across, short paths merge down."""
        paths = [heading.split("|") for heading in headings]
        depth = max(map(len, paths))
        for level in range(depth):
            line = Line(height=self.height, head=True, bind=True)
            column = 0
            while column < len(paths):
                path, last = paths[column], column + 1
                if level < len(path):
                    while last < len(paths) and level < len(path) - 1 and paths[last][: level + 1] == path[: level + 1]:
                        last += 1
                    ends = level == len(path) - 1 < depth - 1
                    slot = self._slot(column, last, path[level], f"Head{self.size}", "restart" if ends else "")
                else:
                    slot = self._slot(column, last, "", f"Head{self.size}", "continue")
                line.slots.append(slot)
                column = last
            self.lines.append(line)

    def add_rows(self, rows: Sequence[Row]) -> None:
        """Lay out rows of every kind. Raises ValueError where the cells of a row do not fill the width."""
        for row in rows:
            if isinstance(row, Block):
                self._add_block(row)
            elif isinstance(row, Bound):
                first = len(self.lines)
                self.add_rows(row.rows)
                self.lines[first:] = [replace(line, bind=True) for line in self.lines[first:]]
            elif isinstance(row, Opinion):
                self._add_opinion(row)
            elif isinstance(row, Opinions):
                self._add_boxes(row.boxes)
            elif isinstance(row, Tall):
                self._add_cells(row.cells, twips(row.height))
            else:
                self._add_cells(row, self.height)

    def _add_block(self, block: Block) -> None:
        self._add_tag(block.opening)
        self.add_rows(block.rows)
        if block.otherwise:
            self._add_tag("{%tr else %}")
            self.add_rows(block.otherwise)
        self._add_tag(block.closing)

    def _add_tag(self, tag: str) -> None:
        if self._held:
            raise ValueError(f"a cell over several rows cannot cross {tag}")
        self.lines.append(Line([self._slot(0, len(self.cuts) - 1, tag, "Tag")], tag=tag))

    def _add_cells(self, cells: Sequence[Lines | Cell], height: int) -> None:
        columns, column, label_next = len(self.cuts) - 1, 0, self.form
        line, waiting = Line(height=height), list(cells)
        while column < columns:
            if column in self._held:
                column = self._continue_cell(line, column)
                continue
            if not waiting:
                raise ValueError(f"row too short for {columns} columns: {list(cells)}")
            raw = waiting.pop(0)
            cell = raw if isinstance(raw, Cell) else Cell(raw, head=label_next)
            span = min(cell.span, columns - column)
            if self.form and not waiting and not isinstance(raw, Cell) and not cell.head:
                span = columns - column
            style = self._cell_style(cell, column)
            line.slots.append(
                self._slot(column, column + span, cell.content, style, "restart" if cell.rows > 1 else "")
            )
            if cell.rows > 1:
                self._held[column] = (cell.rows - 1, span, style)
            label_next = self.form and not (cell.head and cell.rows == 1)
            column += span
        if waiting:
            raise ValueError(f"row too long for {columns} columns: {list(cells)}")
        self.lines.append(line)

    def _continue_cell(self, line: Line, column: int) -> int:
        left, span, style = self._held.pop(column)
        if left > 1:
            self._held[column] = (left - 1, span, style)
        line.slots.append(self._slot(column, column + span, "", style, "continue"))
        return column + span

    def _cell_style(self, cell: Cell, column: int) -> str:
        if cell.head:
            return f"Head{self.size}"
        return f"{_STYLE[cell.align or self.aligns[column]]}{self.size}"

    def _slot(self, first: int, last: int, content: Lines, style: str, merge: str = "") -> Slot:
        return Slot(self.cuts[first], self.cuts[last], content, style, merge)

    def _add_opinion(self, opinion: Opinion) -> None:
        edge, width = self.cuts[1], self.cuts[-1]
        name = Slot(0, edge, opinion.name, f"Head{self.size}", "restart")
        text = Slot(edge, width, opinion.text, f"Text{self.size}", upright="top", open_below=True)
        signs = opinion.sign + ("　" * 6 if opinion.sign else "") + opinion.seal
        lines: list[Content] = [line for line in (signs, opinion.date) if line]
        foot = Slot(edge, width, lines, f"Figure{self.size}", upright="bottom", open_above=True, foot=True)
        tall = max(twips(opinion.height) - twips(7) * len(lines), self.height)
        self.lines.append(Line([name, text], tall, bind=True))
        self.lines.append(Line([Slot(0, edge, "", f"Head{self.size}", "continue"), foot], twips(7) * len(lines)))

    def _add_boxes(self, boxes: Sequence[Opinion]) -> None:
        edges = [self._snap(self.cuts[-1] * i // len(boxes)) for i in range(len(boxes) + 1)]
        names, texts, feet = Line(height=self.height, bind=True), Line(bind=True), Line()
        for box, (start, end) in zip(boxes, pairwise(edges), strict=True):
            names.slots.append(Slot(start, end, box.name, f"Head{self.size}"))
            texts.slots.append(Slot(start, end, box.text, f"Text{self.size}", upright="top", open_below=True))
            lines: list[Content] = [line for line in (box.sign, box.seal, box.date) if line]
            feet.slots.append(Slot(start, end, lines, f"Center{self.size}", upright="bottom", open_above=True))
            feet.height = max(feet.height, twips(7) * len(lines))
            texts.height = max(texts.height, twips(box.height) - feet.height, self.height)
        self.lines += [names, texts, feet]

    def _snap(self, edge: int) -> int:
        near = min(self.cuts, key=lambda cut: abs(cut - edge))
        return near if abs(near - edge) <= _SNAP else edge

    def bind_rows(self, count: int | None) -> None:
        """Hold all or the first rows with the next; Word breaks a table that is longer than a page all the same."""
        for line in self.lines[:count]:
            line.bind = True

    def draw(self, *, borders: str = "thin", tight: bool = False) -> ET.Element:
        """The w:tbl. `borders`: thin, thick (outer lines of 1.5 pt), rules (of a colophon) or none; `tight`: 1 mm beside the text, not 1.4."""
        if self._held:
            raise ValueError("the table ends inside a cell that covers further rows")
        edges = sorted({edge for line in self.lines for slot in line.slots for edge in (slot.start, slot.end)})
        grid = el("tblGrid", *(el("gridCol", w=b - a) for a, b in pairwise(edges)))
        return el(
            "tbl", _properties(edges[-1], borders, tight=tight), grid, *(_draw_line(line, edges) for line in self.lines)
        )


def _properties(width: int, borders: str, *, tight: bool) -> ET.Element:
    node = el("tblPr", el("tblW", w=width, type="dxa"), el("jc", val="center"))
    if sizes := _line_sizes(borders):
        node.append(el("tblBorders", *(el(s, val="single", sz=z, space=0, color="000000") for s, z in sizes.items())))
    side = 57 if tight else 80
    boxed = borders not in ("none", "rules")
    margins = {"top": 28, "left": side, "bottom": 28, "right": side} if boxed else {"left": 0, "right": 0}
    node.append(el("tblLayout", type="fixed"))
    node.append(el("tblCellMar", *(el(side, w=w, type="dxa") for side, w in margins.items())))
    return node


def _line_sizes(borders: str) -> dict[str, int]:
    """Eighths of a point of each line; those of a colophon are 0.35 mm outside and 0.25 mm inside (GB/T 9704, 7.4.1)."""
    if borders == "none":
        return {}
    if borders == "rules":
        return {"top": 8, "bottom": 8, "insideH": 6}
    outer = 12 if borders == "thick" else 4
    return {"top": outer, "left": outer, "bottom": outer, "right": outer, "insideH": 4, "insideV": 4}


def _draw_line(line: Line, edges: Sequence[int]) -> ET.Element:
    properties = el("trPr", el("cantSplit"))
    if line.height:
        properties.append(el("trHeight", val=line.height, hRule="exact" if line.exact else "atLeast"))
    if line.head:
        properties.append(el("tblHeader"))
    row = el("tr", properties, *(_draw_slot(slot, edges) for slot in line.slots))
    if line.bind:
        for paragraph in row.iter(tag_of("p")):
            keep_with_next(paragraph)
    return row


def _draw_slot(slot: Slot, edges: Sequence[int]) -> ET.Element:
    properties = el("tcPr", el("tcW", w=slot.end - slot.start, type="dxa"))
    span = edges.index(slot.end) - edges.index(slot.start)
    if span > 1:
        properties.append(el("gridSpan", val=span))
    if slot.merge:
        properties.append(el("vMerge", val=slot.merge))
    if slot.open_below or slot.open_above:
        properties.append(el("tcBorders", el("bottom" if slot.open_below else "top", val="nil")))
    properties.append(el("vAlign", val=slot.upright))
    return el("tc", properties, *_draw_lines(slot))


def _draw_lines(slot: Slot) -> Iterator[ET.Element]:
    """A cell's paragraphs; one always stays, for Word refuses a cell whose paragraphs were all conditional."""
    depth, stays = 0, False
    extra = (el("ind", rightChars=200, right=480),) if slot.foot else ()
    for segments in _split_lines(slot.content):
        first = segments[0] if segments else ""
        if isinstance(first, str) and first.startswith("{%p "):
            depth += first.startswith(("{%p if", "{%p for")) - first.startswith("{%p end")
            yield draw_paragraph("Tag", first)
            continue
        stays = stays or depth == 0
        yield draw_paragraph(slot.style, *segments, extra=extra)
    if not stays:
        yield draw_paragraph("Tiny")


def _split_lines(content: Lines) -> Iterator[tuple[Segment, ...]]:
    for item in content if isinstance(content, list) else [content]:
        if isinstance(item, str):
            yield from ((line,) for line in item.split("\n"))
        else:
            yield segments_of(item)


def scale_cuts(shares: Sequence[float], width: int) -> list[int]:
    """Column edges in twips for shares of `width`; the last edge is `width` itself."""
    total, edges = sum(shares), [0]
    for share in shares:
        edges.append(edges[-1] + round(width * share / total))
    edges[-1] = width
    return edges


def share_labels(columns: int, width: int) -> list[float]:
    """Shares of a form's columns, labels and values by turns: labels take 28 mm, with more than four columns 22 mm."""
    lead = twips(28 if columns <= 4 else 22)
    value = (width - lead * (columns - columns // 2)) / max(columns // 2, 1)
    return [value if i % 2 else lead for i in range(columns)]


def keep_table_with_next(table: ET.Element) -> None:
    """Bind a table's last row that stays in the paper to what comes next."""
    paragraphs = [list(row.iter(tag_of("p"))) for row in table.findall(tag_of("tr"))]
    staying = [row for row in paragraphs if not any(map(is_order, row))]
    for paragraph in staying[-1] if staying else ():
        keep_with_next(paragraph)


def draw_columns(style: str, columns: Sequence[Sequence[str]], width: int, *, before: int, between: int) -> ET.Element:
    """A borderless table of one row: places to sign side by side, with room in twips above and between their lines."""
    sheet = Sheet(scale_cuts([1] * len(columns), width), ["left"] * len(columns), size=12, height=8, form=False)
    sheet.add_rows([[Cell(list(lines)) for lines in columns]])
    for slot in sheet.lines[0].slots:
        slot.style, slot.upright = style, "top"
    table = sheet.draw(borders="none")
    for cell in table.iter(tag_of("tc")):
        for number, paragraph in enumerate(cell.findall(tag_of("p"))):
            set_spacing(paragraph, before=between if number else before)
    return table


def draw_cover(title: Sequence[Content], lines: Sequence[Content], end: Sequence[Content], width: int) -> ET.Element:
    """The three bands of a cover; the lower two are fixed, so that a title of six lines does not push the date away."""
    sheet = Sheet([0, width], ["left"], size=12, height=8, form=False)
    bands = (
        ("CoverTitle", title, 6650, "center"),
        ("CoverText", lines, 2300, "center"),
        ("CoverText", end, 2600, "bottom"),
    )
    for style, texts, height, upright in bands:
        sheet.lines.append(
            Line([Slot(0, width, list(texts), style, upright=upright)], height, exact=style != "CoverTitle")
        )
    return sheet.draw(borders="none")
