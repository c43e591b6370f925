"""One made sheet as a part: its rows, and round them all that refers to rows and columns, moved to where they went."""

from __future__ import annotations

from archivegen.render.book.attach import Attachments
from archivegen.render.book.markup import escape, quote
from archivegen.render.book.package import PackageMaker
from archivegen.render.book.pieces import Filler
from archivegen.render.book.plans import SheetPlan
from archivegen.render.book.rows import RowWriter
from archivegen.render.book.strings import StringTable
from archivegen.render.book.styles import StyleBook
from archivegen.render.book.worksheet import write_pane
from archivegen.render.sheet.formulas import LAST_COLUMN, LAST_ROW, Finder, letters_of, name_area
from archivegen.render.sheet.layout import Axis
from archivegen.render.sheet.made import MadeSheet, Merge
from archivegen.render.sheet.moves import fit_margin, move_formula
from archivegen.render.sheet.tags import TagError

_MOST_BREAKS = 1026
_DATA = "\0"
"""Stands for the rows, which are too long to be copied once more."""

_SHEET_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"


class SheetWriter:
    """Writes one made sheet and what hangs on it into the package."""

    def __init__(
        self,
        plan: SheetPlan,
        sheet: MadeSheet,
        find: Finder,
        maker: PackageMaker,
        *,
        strings: StringTable,
        styles: StyleBook,
        tables: set[str],
    ) -> None:
        self._plan = plan
        self._sheet = sheet
        self._find = find
        self._maker = maker
        self._strings = strings
        self._styles = styles
        self._attached = Attachments(plan, sheet, find, maker, tables)
        self._columns = sorted(self._list_columns())
        self._widths = {
            column - 1: width
            for first, last, _, width in self._columns
            for column in range(first, min(last, len(sheet.columns)) + 1)
            if width is not None
        }
        self._merges = sorted(set(sheet.list_merges(plan.merges)))

    def write(self, *, selected: bool) -> str:
        """The name of the part; ``selected`` when the workbook opens on it."""
        sheet, plan = self._sheet, self._plan
        rows = RowWriter(
            sheet,
            plan.source,
            strings=self._strings,
            styles=self._styles,
            widths=self._widths,
            merges=self._merges,
        )
        data = rows.write()
        filler = Filler(sheet, self._find, sheet.record.texts)
        drawing = self._attached.write_drawing(rows.pictures, rows.heights, self._widths)
        notes = self._attached.write_notes()
        tables = self._attached.write_tables(filler)
        filler.others = {
            "dimension": lambda: f'<dimension ref="{self._find_dimension()}"/>',
            "sheetData": lambda: f"<sheetData>{_DATA}</sheetData>",
            "mergeCells": self._write_merges,
            "drawing": lambda: drawing,
            "legacyDrawing": lambda: notes,
            "tableParts": lambda: tables,
            "selected": lambda: ' tabSelected="1"' if selected else "",
            "pane": self._write_pane,
            "cols": self._write_columns,
            "margin": lambda number: escape(fit_margin(sheet.record.texts[number])),
            "breaks": self._write_breaks,
            "location": lambda text: quote(move_formula(text, sheet, self._find)),
        }
        member = self._maker.name_part(plan.member)
        head, tail = filler.fill(plan.pieces).split(_DATA)
        self._maker.add(member, b"".join((head.encode(), data.encode(), tail.encode())), _SHEET_TYPE)
        self._maker.add_relations(member, self._attached.relations)
        return member

    def _find_dimension(self) -> str:
        rows, columns = max(len(self._sheet.rows), 1), max(len(self._sheet.columns), 1)
        return name_area((1, rows), (1, columns), single=rows == columns == 1)

    def _write_merges(self) -> str:
        listed = "".join(
            f'<mergeCell ref="{letters_of(left)}{top}:{letters_of(right)}{bottom}"/>'
            for top, left, bottom, right in _drop_overlapping(self._merges)
        )
        return f'<mergeCells count="{listed.count("/>")}">{listed}</mergeCells>' if listed else ""

    def _write_pane(self, attributes: dict[str, str]) -> str:
        if attributes.get("state") not in ("frozen", "frozenSplit"):
            return "<pane" + "".join(f' {n}="{quote(v)}"' for n, v in attributes.items() if n != "topLeftCell") + "/>"
        split = [int(float(attributes.get(name, "0"))) for name in ("ySplit", "xSplit")]
        rows = self._sheet.rows.count_before(split[0] + 1) if split[0] else 0
        columns = self._sheet.columns.count_before(split[1] + 1) if split[1] else 0
        if not rows and not columns:
            return ""
        return write_pane(attributes, rows, columns, f"{letters_of(columns + 1)}{rows + 1}")

    def _list_columns(self) -> list[tuple[int, int, str, float | None]]:
        """The entries of ``cols`` where they went; what lies behind the template's last column moves as a whole."""
        axis, width = self._sheet.columns, self._plan.program.width
        found = []
        for first, last, attributes, size in self._plan.columns:
            for column in range(first, min(last, width) + 1):
                found += [(place, place, attributes, size) for place in axis.find(column)]
            if last > width:
                shift = len(axis) - width
                found.append((max(first, width + 1) + shift, min(last + shift, LAST_COLUMN), attributes, size))
        return [entry for entry in found if entry[0] <= entry[1]]

    def _write_columns(self) -> str:
        listed = [f'<col min="{first}" max="{last}"{attributes}/>' for first, last, attributes, _ in self._columns]
        return f"<cols>{''.join(listed)}</cols>" if listed else ""

    def _write_breaks(self, name: str, ids: list[int]) -> str:
        across = name == "rowBreaks"
        places = _move_breaks(self._sheet.rows if across else self._sheet.columns, ids)
        if len(places) > _MOST_BREAKS:
            raise TagError(0, 0, "", f"手动分页超过了 {_MOST_BREAKS} 处，表格放不下，请减少分页或者分成几个文件")
        furthest = (LAST_COLUMN if across else LAST_ROW) - 1
        listed = "".join(f'<brk id="{place}" max="{furthest}" man="1"/>' for place in places)
        count = len(places)
        return f'<{name} count="{count}" manualBreakCount="{count}">{listed}</{name}>' if places else ""


def _move_breaks(axis: Axis, ids: list[int]) -> list[int]:
    """Behind which made rows a page ends."""
    places: set[int] = set()
    for number in ids:
        left_out = number in axis.chains  # a condition dropped the row, and with it its break
        places.update(axis.find(number) or ([] if left_out else [axis.count_before(number + 1)]))
    return sorted(places - {0, len(axis)})


def _drop_overlapping(merges: list[Merge]) -> list[Merge]:
    """Merged cells that would overlap make Excel refuse the file: the first wins.  They come sorted."""
    kept: list[Merge] = []
    open_merges: list[Merge] = []
    for merge in merges:
        top, left, _, right = merge
        open_merges = [other for other in open_merges if other[2] >= top]
        if not any(other[1] <= right and left <= other[3] for other in open_merges):
            open_merges.append(merge)
            kept.append(merge)
    return kept
