"""A made sheet: which template cell went where, with which content.  Pure."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from archivegen.render.sheet.figures import Live
from archivegen.render.sheet.formulas import Finder, Formula, Origin, TooManyRangesError, parse_formula, write_formula
from archivegen.render.sheet.layout import Axis, Spot
from archivegen.render.sheet.program import Content, SheetProgram
from archivegen.render.sheet.record import SheetRecord
from archivegen.render.sheet.tags import TagError

Merge = tuple[int, int, int, int]
"""First row, first column, last row, last column."""


@dataclass(slots=True, eq=False)
class MadeSheet:
    """One sheet of the made workbook; the :class:`Ground` of its references."""

    program: SheetProgram
    record: SheetRecord
    title: str
    rows: Axis
    columns: Axis
    grid: dict[tuple[int, int], Any] = field(default_factory=dict)
    """Made (row, column) → value; blank cells are not there."""

    def list_merges(self, merges: Sequence[Merge]) -> Iterator[Merge]:
        """The merged cells of the template where they went, and texts spread over repeated columns."""
        covered = {
            (row, column)
            for top, left, bottom, right in merges
            for row in range(top, bottom + 1)
            for column in range(left, right + 1)
        }
        for top, left, bottom, right in merges:
            anchor = self.program.template.contents.get((top, left))
            whole = anchor is not None and anchor.spread
            for first_row, last_row in self.rows.group(top, bottom):
                for first, last in self.columns.group(left, right, whole=whole):
                    if (first_row, first) != (last_row, last):
                        yield first_row, first, last_row, last
        for place, row in enumerate(self.record.rows, 1):
            for column in self._list_spread(row.spot.template):
                areas = self.columns.cover(column, column)
                one = len(areas) == 1 and areas[0][0] < areas[0][1]
                if one and (row.spot.template, column) not in covered and (place, areas[0][0]) in self.grid:
                    yield place, areas[0][0], place, areas[0][1]

    def _list_spread(self, row: int) -> list[int]:
        contents = self.program.template.contents
        return [
            column
            for first, last in self.program.spans
            for column in range(first, last + 1)
            if (content := contents.get((row, column))) is not None and content.spread
        ]


def lay_out(program: SheetProgram, record: SheetRecord, title: str) -> MadeSheet:
    """Rows and columns of one made sheet; raises :class:`TagError` when rows disagree about the repeated columns."""
    template = program.template
    spans = dict(zip((first for first, _ in program.spans), _find_shapes(program, record), strict=True))
    ends = dict(program.spans)
    spots: list[Spot] = []
    column = 1
    while column <= template.width:
        if column in spans:
            spots += spans[column]
            column = ends[column]
        elif column not in program.dropped:
            spots.append(Spot(column, ()))
        column += 1
    chains = {c: program.column_chains.get(c, ()) for c in range(1, template.width + 1) if c not in program.dropped}
    rows = Axis([row.spot for row in record.rows], program.row_chains, template.height)
    return MadeSheet(program, record, title, rows, Axis(spots, chains, template.width))


def _find_shapes(program: SheetProgram, record: SheetRecord) -> list[list[Spot]]:
    """The columns that each column loop made: the same in every row."""
    shapes: list[list[Spot]] = []
    for number, (first, _) in enumerate(program.spans):
        shape: list[Spot] | None = None
        master = 0
        for row in record.rows:
            made = row.spans.get(number)
            if made is None:
                continue
            if shape is None:
                shape, master = made, row.spot.template
            elif made != shape:
                problem = f"这一行重复成 {len(made)} 列，而第 {master} 行重复成 {len(shape)} 列，两行的列表必须一样长"
                raise TagError(row.spot.template, first, "", problem)
        shapes.append(shape or [])
    return shapes


def fill_grids(sheets: Mapping[str, Sequence[MadeSheet]]) -> None:
    """Put values and formulas into all made sheets; ``sheets`` holds them by their names in the template."""
    known = {title.casefold(): made for title, made in sheets.items()}

    def find(title: str) -> Sequence[MadeSheet] | None:
        return known.get(title.casefold())

    for made in sheets.values():
        formulas: dict[tuple[int, int], Formula] = {}
        for sheet in made:
            try:
                _fill_grid(sheet, formulas, find)
            except TagError as mistake:
                mistake.sheet = sheet.program.template.title
                raise


def _fill_grid(sheet: MadeSheet, formulas: dict[tuple[int, int], Formula], find: Finder) -> None:
    contents = sheet.program.template.contents
    cells: dict[int, list[tuple[int, Spot, Content]]] = {}
    for place, row in enumerate(sheet.record.rows, 1):
        number = row.spot.template
        if number not in cells:
            cells[number] = list(_list_cells(sheet, contents, number))
        for column, spot, content in cells[number]:
            if content.is_words:
                value = row.values.get(Spot(spot.template, ()) if content.spread else spot)
            elif content.is_formula:
                at = (number, spot.template)
                if at not in formulas:
                    formulas[at] = parse_formula(str(content.value))
                try:
                    value = Live(write_formula(formulas[at], Origin(sheet, row.spot, spot), find))
                except TooManyRangesError as error:
                    raise TagError(
                        *at, str(content.value), f"“{error}”要分成 255 段以上才能合计，请改为分组小计"
                    ) from error
            else:
                value = content.value
            if value is not None:
                sheet.grid[place, column] = value


def _list_cells(
    sheet: MadeSheet, contents: Mapping[tuple[int, int], Content], row: int
) -> Iterator[tuple[int, Spot, Content]]:
    """(made column, its spot, content) of every cell that holds something; a spread one only once."""
    for place, spot in enumerate(sheet.columns.spots, 1):
        content = contents.get((row, spot.template))
        if content is None or content.is_blank:
            continue
        if content.spread and sheet.columns.find(spot.template)[0] != place:
            continue
        yield place, spot, content
