"""A made sheet: which template cell went where, with which content.  Pure."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any, NamedTuple

from archivegen.language import explain
from archivegen.render.sheet.bound import BoundFormula
from archivegen.render.sheet.figures import bind_tree
from archivegen.render.sheet.formulas import LAST_COLUMN, LAST_ROW, Finder, Formula, TooManyRangesError
from archivegen.render.sheet.functions import Value
from archivegen.render.sheet.layout import Axis, Spot
from archivegen.render.sheet.program import SheetProgram
from archivegen.render.sheet.record import SheetRecord, settle, tell_item
from archivegen.render.sheet.tags import TagError, mend_tags
from archivegen.render.sheet.trees import Tree
from archivegen.render.sheet.values import PENDING, Compute, Depth, Row

Merge = tuple[int, int, int, int]
"""First row, first column, last row, last column."""

MOST_CELLS = 4_000_000
"""Of one made sheet: what a spreadsheet program on an office PC opens at all."""

_READY = frozenset({str, int, Decimal, type(None)})
"""Types of values that need no second look."""


class SheetCells(NamedTuple):
    """What the cells of a template sheet hold beside words: values that never change, and formulas."""

    values: Mapping[tuple[int, int], Any]
    formulas: Mapping[tuple[int, int], tuple[Formula, Tree | None]]


class RowLayout:
    """How the values of every row made of one template row stand in the made columns."""

    def __init__(self, sheet: MadeSheet, row: int, find: Finder) -> None:
        columns = sheet.columns
        self.base: Row = [None] * len(columns)
        self.formulas: dict[int, tuple[BoundFormula, Compute]] = {}
        """By made column, counted from 0."""
        for position, spot in enumerate(columns.spots):
            at = (row, spot.template)
            if at in sheet.cells.formulas:
                formula, tree = sheet.cells.formulas[at]
                bound = _bind(formula, sheet, row, spot, find)
                self.formulas[position] = (bound, bind_tree(tree, bound, sheet))
                self.base[position] = PENDING
            elif at in sheet.cells.values and not (
                at in sheet.spread and columns.find(spot.template)[0] - 1 != position
            ):
                self.base[position] = sheet.cells.values[at]
        self.singles: list[tuple[int, int]] = []
        """(made column, which value) of every value that stands alone."""
        self.spans: list[tuple[int, int, int, Sequence[int] | None]] = []
        """(which value, first made column, behind the last, those with words when not all have) of each column loop."""
        for number, put in enumerate(sheet.program.puts[row]):
            if put > 0:
                self.singles += [(place - 1, number) for place in columns.find(put)[:1]]
            else:
                self.spans.append((number, *sheet.span_places[-1 - put], self._list_words(sheet, -1 - put)))

    def _list_words(self, sheet: MadeSheet, span: int) -> Sequence[int] | None:
        start, stop = sheet.span_places[span]
        spots = sheet.columns.spots[start:stop]
        words = [n for n, spot in enumerate(spots) if self.base[start + n] is None]
        return None if len(words) == len(spots) else words

    def fill(self, values: Sequence[Any]) -> Row:
        """The row with these values."""
        row = self.base.copy()
        for position, number in self.singles:
            row[position] = values[number]
        for number, start, stop, words in self.spans:
            if words is None:
                row[start:stop] = values[number]
            else:
                for offset in words:
                    row[start + offset] = values[number][offset]
        return row


@dataclass(slots=True, eq=False)
class MadeSheet:
    """One sheet of the made workbook; what formulas refer to, and the home of their values."""

    program: SheetProgram
    cells: SheetCells
    record: SheetRecord
    title: str
    rows: Axis
    columns: Axis
    span_places: list[tuple[int, int]]
    """Made columns of each column loop, counted from 0, the end excluded."""
    grid: list[Row] = field(default_factory=list)
    layouts: dict[int, RowLayout] = field(default_factory=dict)
    """By template row."""
    depth: Depth = field(default_factory=Depth)
    spread: frozenset[tuple[int, int]] = frozenset()

    def compute(self, place: int, column: int) -> Value:
        """The value of a formula of the made sheet."""
        layout = self.layouts[self.rows.spots[place - 1].template]
        return layout.formulas[column - 1][1](self.grid[place - 1], place)

    def has_formula(self, place: int, first: int, last: int) -> bool:
        """Whether a formula stands in these columns of a made row."""
        layout = self.layouts[self.rows.spots[place - 1].template]
        return any(first <= position + 1 <= last for position in layout.formulas)

    def list_merges(self, merges: Sequence[Merge]) -> Iterator[Merge]:
        """The merged cells of the template where they went, and texts spread over repeated columns."""
        for top, left, bottom, right in merges:
            whole = (top, left) in self.spread
            for first_row, last_row in self.rows.group(top, bottom):
                for first, last in self.columns.group(left, right, whole=whole):
                    if (first_row, first) != (last_row, last):
                        yield first_row, first, last_row, last
        if self.spread:
            yield from self._list_spread(merges)

    def _list_spread(self, merges: Sequence[Merge]) -> Iterator[Merge]:
        for row, column in sorted(self.spread):
            if any(top <= row <= bottom and left <= column <= right for top, left, bottom, right in merges):
                continue
            areas = self.columns.cover(column, column)
            if len(areas) != 1 or areas[0][0] == areas[0][1]:
                continue
            for place in self.rows.find(row):
                if self.grid[place - 1][areas[0][0] - 1] not in (None, ""):
                    yield place, areas[0][0], place, areas[0][1]


def lay_out(program: SheetProgram, cells: SheetCells, record: SheetRecord, title: str) -> MadeSheet:
    """Rows and columns of one made sheet; raises :class:`TagError` when rows disagree about the repeated columns."""
    shapes = _find_shapes(program, record)
    starts = {first: number for number, (first, _) in enumerate(program.spans)}
    dropped = set(program.dropped)
    spots: list[Spot] = []
    places: list[tuple[int, int]] = [(0, 0)] * len(shapes)
    column = 1
    while column <= program.width:
        if column in starts:
            number = starts[column]
            places[number] = (len(spots), len(spots) + len(shapes[number]))
            spots += shapes[number]
            column = program.spans[number][1]
        elif column not in dropped:
            spots.append(Spot(column, ()))
        column += 1
    if len(spots) > LAST_COLUMN:
        raise TagError(0, 0, "", f"列数超过了表格的上限 {LAST_COLUMN} 列")
    chains = {c: program.column_chains.get(c, ()) for c in range(1, program.width + 1) if c not in dropped}
    rows = Axis([row.spot for row in record.rows], program.row_chains, program.height, LAST_ROW)
    columns = Axis(spots, chains, program.width, LAST_COLUMN)
    return MadeSheet(program, cells, record, title, rows, columns, places, spread=frozenset(program.spread))


def _find_shapes(program: SheetProgram, record: SheetRecord) -> list[list[Spot]]:
    """The columns that each column loop made: the same in every row."""
    return [_find_shape(program, record, span) for span in range(len(program.spans))]


def _find_shape(program: SheetProgram, record: SheetRecord, span: int) -> list[Spot]:
    """Raises :class:`TagError` at the first row that disagrees with the first of all."""
    leaves, first = program.leaves[span], program.spans[span][0]
    where = {row: puts.index(-1 - span) for row, puts in program.puts.items() if -1 - span in puts}
    shape: list[Spot] | None = None
    length = master = 0
    for position, (spot, values) in enumerate(record.rows):
        index = where.get(spot.template)
        if index is None:
            continue
        made = len(values[index])
        if shape is None:
            length, master = made, spot.template
            shape = (
                [Spot(leaf, (turn,)) for turn in range(1, made // len(leaves) + 1) for leaf in leaves]
                if leaves
                else record.marks[position, span]
            )
        elif made != length or (not leaves and record.marks[position, span] != shape):
            problem = f"这一行重复成 {made} 列，而第 {master} 行重复成 {length} 列，两行的列表必须一样长"
            raise TagError(spot.template, first, "", problem, tell_item(record.rounds, spot.path))
    return shape or []


def fill_grids(sheets: Mapping[str, Sequence[MadeSheet]], words: Mapping[str, Any]) -> Finder:
    """Put values and formulas into all made sheets; ``sheets`` holds them by their names in the template.

    Returns what finds the made sheets of a template sheet.
    """
    known = {title.casefold(): made for title, made in sheets.items()}
    depth = Depth()
    cells = 0

    def find(title: str) -> Sequence[MadeSheet] | None:
        return known.get(mend_tags(title).casefold())

    for made in sheets.values():
        for sheet in made:
            sheet.depth = depth
            cells += len(sheet.rows) * len(sheet.columns)
            try:
                _refuse_too_many(cells)
                _fill_grid(sheet, find, words)
            except TagError as mistake:
                mistake.sheet = sheet.program.title
                raise
    return find


def _refuse_too_many(cells: int) -> None:
    if cells > MOST_CELLS:
        raise TagError(0, 0, "", f"单元格超过了 {MOST_CELLS // 10_000} 万个，请减少循环，或者分成几个文件")


def _fill_grid(sheet: MadeSheet, find: Finder, words: Mapping[str, Any]) -> None:
    layouts, grid = sheet.layouts, sheet.grid
    for spot, values in sheet.record.rows:
        layout = layouts.get(spot.template)
        if layout is None:
            layout = layouts[spot.template] = RowLayout(sheet, spot.template, find)
        row = layout.fill(values)
        if layout.spans or not _READY.issuperset(map(type, values)):
            _settle_row(sheet, row, spot, layout, words)
        grid.append(row)


def _bind(formula: Formula, sheet: MadeSheet, row: int, column: Spot, find: Finder) -> BoundFormula:
    try:
        return BoundFormula(formula, sheet, row, column, find)
    except TooManyRangesError as error:
        raise too_many_ranges(row, column.template, error) from error


def too_many_ranges(row: int, column: int, error: TooManyRangesError) -> TagError:
    """The mistake of a total that would need more ranges than a function takes."""
    return TagError(row, column, "", f"“{error}”要分成 255 段以上才能合计，请改为分组小计")


def _settle_row(sheet: MadeSheet, row: Row, spot: Spot, layout: RowLayout, words: Mapping[str, Any]) -> None:
    positions: Iterable[int] = [position for position, _ in layout.singles]
    for _, start, stop, inside in layout.spans:
        if inside is not None:
            positions = [*positions, *(start + offset for offset in inside)]
        elif not _READY.issuperset(map(type, row[start:stop])):
            positions = [*positions, *range(start, stop)]
    for position in positions:
        value = row[position]
        if type(value) in _READY:
            continue
        try:
            row[position] = settle(value)
        except Exception as error:
            column = sheet.columns.spots[position].template
            tag = sheet.program.tags.get((spot.template, column), "")
            item = tell_item(sheet.record.rounds, spot.path)
            raise TagError(spot.template, column, tag, explain(error, words), item) from error
