"""Draws Excel templates in the house style of county forms; the parts that every form has, from title to signatures.

Widths are characters (a 汉字 counts two), heights points, margins centimetres.  A form is drawn from top to bottom::

    form = Form("劳务报酬发放表", columns)
    form.add_title("{{ 项目.名称 }}劳务报酬发放表")
    form.add_subline("项目代码：{{ 项目.代码 }}", "单位：元")
    form.add_table("人 in 发放.明细", total="合计")
    form.add_signatures("制表人", "考勤员", "乡镇主要负责人")
    form.save(path)
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from io import BytesIO
from itertools import pairwise
from pathlib import Path
from typing import Any

from openpyxl import Workbook
from openpyxl.styles import Font
from openpyxl.utils import get_column_letter
from openpyxl.utils.indexed_list import IndexedList
from openpyxl.worksheet.pagebreak import Break

from archivegen.render.office import freeze_package

from .excel_package import finish_package
from .excel_styles import (
    CHARACTERS_PER_CM,
    PADDING,
    PAPERS,
    SONGTI,
    TAG_SIZE,
    Column,
    Kind,
    count_characters,
    fill_up,
    stand_cell,
    style_cell,
)

_WORD = "　　"
"""As long as a word of a remark usually is."""


class Form:
    """One sheet of a template, drawn from top to bottom; ``book`` puts it into the workbook of another form."""

    def __init__(
        self,
        name: str,
        columns: Sequence[Column],
        *,
        paper: str = "A4",
        landscape: bool = True,
        margin: float = 2.0,
        size: float = 11,
        book: Form | None = None,
    ) -> None:
        self.columns = list(columns)
        self.size = size
        self.row = 0
        self.heads: tuple[int, int] | None = None
        self.book: Workbook = book.book if book else Workbook()
        self.sheet: Any = self.book.create_sheet(name) if book else self.book.active
        self.sheet.title = name
        if not book:
            self.book._fonts = IndexedList([Font(name=SONGTI, size=11)])  # noqa: SLF001 - column widths count its digits
            self.book.properties.creator = "archivegen"
        self._set_page(paper, margin, landscape=landscape)
        self._set_widths(paper, margin, landscape=landscape)

    # Page ------------------------------------------------------------------------------------------------------------

    def _set_page(self, paper: str, margin: float, *, landscape: bool) -> None:
        sheet = self.sheet
        sheet.page_setup.paperSize = PAPERS[paper][0]
        sheet.page_setup.orientation = "landscape" if landscape else "portrait"
        sheet.sheet_properties.pageSetUpPr.fitToPage = True
        sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight = 1, 0
        inches = margin / 2.54
        margins = sheet.page_margins
        margins.left = margins.right = margins.top = margins.bottom = inches
        margins.header = margins.footer = min(inches / 2, 0.45)
        sheet.print_options.horizontalCentered = True
        sheet.sheet_view.showGridLines = False
        footer = sheet.oddFooter
        footer.left.text, footer.center.text = "{{ 材料.键 }}", "第 &P 页 共 &N 页"
        footer.left.size = footer.center.size = 9

    def _set_widths(self, paper: str, margin: float, *, landscape: bool) -> None:
        """Stretch the columns to the width of the page; what is wider is shrunk when it is printed."""
        _, short, long = PAPERS[paper]
        room = ((long if landscape else short) - 2 * margin) * CHARACTERS_PER_CM
        drawn = sum((column.width + PADDING) * column.times for column in self.columns)
        stretch = max(room / drawn, 1.0)
        self.widths = [round((column.width + PADDING) * stretch, 2) for column in self.columns]
        for number, width in enumerate(self.widths, 1):
            self.sheet.column_dimensions[get_column_letter(number)].width = width

    # Lines over the whole width --------------------------------------------------------------------------------------

    def add_title(self, text: str, *, size: float = 18, height: float = 36) -> None:
        """The paper's title, centred over all columns."""
        self._add_line(text, Kind.TITLE, size=size, horizontal="center", height=height)

    def add_subline(self, *texts: str, shares: Sequence[float] = (), height: float = 20) -> None:
        """Facts about the project between title and table: the first at the left edge, the last at the right one.

        ``shares`` of the width where the texts are of unlike length.
        """
        self.row += 1
        self._set_height(height)
        for position, (first, last) in enumerate(self._share(shares or [1.0] * len(texts))):
            edge = "left" if position == 0 else "right" if position == len(texts) - 1 else "center"
            self._put_over(first, last, texts[position], horizontal=edge)

    def wrap_last(self) -> None:
        """The line just added may take more lines: a long title is not cut off."""
        cell = self.sheet.cell(self.row, 1)
        stand_cell(cell, cell.alignment.horizontal, wrap=True)

    def add_note(self, *lines: str, height: float = 16) -> None:
        """Remarks under the table, one a line, in a smaller size."""
        for line in lines:
            shown = re.sub(r"\{%.*?%\}", "", re.sub(r"\{\{.*?\}\}", _WORD, line))
            times = -(-count_characters(shown) // int(sum(self._list_drawn_widths())))
            self._add_line(line, Kind.REMARK, size=self.size - 1, horizontal="left", height=height * times)

    def add_signatures(self, *signers: str, per_line: int = 4, height: float = 30, date: bool = False) -> None:
        """``制表人：`` and so on, spread over the width; ``date`` adds the line with room for seal and date."""
        per_line = min(per_line, len(signers))
        areas = self._share([1.0] * per_line)
        fits = all(first <= last for first, last in areas)
        for start in range(0, len(signers), per_line):
            part = signers[start : start + per_line]
            self.row += 1
            self._set_height(height)
            if not fits:  # the columns are too uneven, as those of a month's days are
                room = int(sum(self._list_drawn_widths())) // per_line
                line = "".join(fill_up(f"{name}：", room) for name in part)
                self._put_over(1, len(self.columns), line.rstrip(), horizontal="left")
                continue
            for (first, last), name in zip(areas, part, strict=False):
                self._put_over(first, last, f"{name}：", horizontal="left")
        if date:
            self._add_line("（盖章）　　　　　　年　　月　　日　　", Kind.SUBLINE, horizontal="right", height=height)

    def _add_line(self, text: str, kind: Kind, *, horizontal: str, height: float, size: float = 0) -> None:
        self.row += 1
        self._set_height(height)
        self._put_over(1, len(self.columns), text, kind, horizontal=horizontal, size=size)

    # The table -------------------------------------------------------------------------------------------------------

    def add_table(self, loop: str, *, total: str = "", height: float = 24, head_height: float = 0) -> None:
        """Head, one row for each item of ``loop`` (``人 in 发放.明细``) and, named ``total``, the row of totals."""
        self._add_heads(head_height)
        self.add_tag(f"{{%tr for {loop} %}}")
        self.row += 1
        data = self.row
        self._set_height(height)
        for number, column in enumerate(self.columns, 1):
            text = self._resolve(column.text, data)
            if column.repeat:
                text = f"{{%tc for {column.item or column.repeat} %}}{text}{{%tc endfor %}}"
            self._put_cell(number, text, column.kind)
        self.add_tag("{%tr endfor %}")
        if total:
            self._add_total(total, data, height)

    def add_heads(self, height: float = 0) -> None:
        """The heads of the columns alone, for a table whose rows are drawn one by one."""
        self._add_heads(height)

    def _add_heads(self, height: float) -> None:
        double = any(column.group for column in self.columns)
        first = self.row + 1
        for _ in range(2 if double else 1):
            self.row += 1
            self._set_height(height or (22 if double else 32))
        for number, column in enumerate(self.columns, 1):
            text = f"{{%tc for {column.repeat} %}}{column.head}{{%tc endfor %}}" if column.repeat else column.head
            if double and not column.group:
                self._put_cell(number, None, Kind.HEAD, row=self.row)
                if not column.repeat:
                    self.sheet.merge_cells(None, first, number, self.row, number)
            self._put_cell(number, text, Kind.HEAD, row=self.row if column.group or column.repeat else first)
        self._group_heads(first)
        self.heads = (first, self.row)

    def _group_heads(self, row: int) -> None:
        start = 0
        while start < len(self.columns):
            group = self.columns[start].group
            end = start
            while group and end + 1 < len(self.columns) and self.columns[end + 1].group == group:
                end += 1
            if group:
                for number in range(start, end + 1):
                    self._put_cell(number + 1, group if number == start else None, Kind.HEAD, row=row)
                if end > start:
                    self.sheet.merge_cells(None, row, start + 1, row, end + 1)
            start = end + 1

    def _add_total(self, label: str, data: int, height: float) -> None:
        self.row += 1
        self._set_height(height)
        first = next((number for number, column in enumerate(self.columns) if column.total), len(self.columns))
        for number, column in enumerate(self.columns, 1):
            letter = get_column_letter(number)
            text = f"=SUM({letter}{data}:{letter}{data})" if column.total == "SUM" else column.total
            self._put_cell(number, self._resolve(text, data, whole=True), column.kind)
        self._put_cell(1, label, Kind.LABEL)
        if first > 1:
            self.sheet.merge_cells(None, self.row, 1, self.row, first)

    def add_row(self, label: str, text: str, *, label_columns: int = 2, height: float = 24) -> None:
        """A row of the table with a label and one wide cell: the amount in capitals, a share, a remark."""
        rest = len(self.columns) - label_columns
        self.add_cells((label, label_columns, Kind.LABEL), (text, rest, Kind.LONG_TEXT), height=height)

    def add_cells(self, *cells: tuple[str, int, Kind], height: float = 24, lined: bool = True) -> None:
        """A row of cells (text, columns that it takes, kind), for what is not the form's one table: fields, slips."""
        self.row += 1
        self._set_height(height)
        first = 1
        for text, span, kind in cells:
            for number in range(first, first + span):
                self._put_cell(number, text if number == first else None, kind, lined=lined)
            if span > 1:
                self.sheet.merge_cells(None, self.row, first, self.row, first + span - 1)
            first += span

    def add_tag(self, tag: str) -> None:
        """A row of its own for ``{%tr for … %}`` and the like; it disappears when the paper is made."""
        self.row += 1
        self.sheet.cell(self.row, 1).value = tag
        style_cell(self.sheet.cell(self.row, 1), Kind.TAG, TAG_SIZE)

    def add_gap(self, height: float = 12) -> None:
        """An empty row."""
        self.row += 1
        self._set_height(height)
        style_cell(self.sheet.cell(self.row, 1), Kind.SUBLINE, self.size)

    def add_break(self) -> None:
        """A new page after this row; inside a loop one for each item."""
        self.sheet.row_breaks.append(Break(id=self.row))

    # Cells -----------------------------------------------------------------------------------------------------------

    def _put_cell(self, column: int, text: str | None, kind: Kind, *, row: int = 0, lined: bool = True) -> None:
        cell = self.sheet.cell(row or self.row, column)
        cell.value = text or None
        style_cell(cell, kind, self.size, lined=lined)

    def _put_over(
        self, first: int, last: int, text: str, kind: Kind = Kind.SUBLINE, *, horizontal: str, size: float = 0
    ) -> None:
        cell = self.sheet.cell(self.row, first)
        cell.value = text
        style_cell(cell, kind, size or self.size)
        if horizontal != kind.value[2]:
            stand_cell(cell, horizontal)
        if last > first:
            self.sheet.merge_cells(None, self.row, first, self.row, last)

    def _set_height(self, height: float) -> None:
        self.sheet.row_dimensions[self.row].height = height

    def _resolve(self, text: str, row: int, *, whole: bool = False) -> str:
        """``=[应发]-[扣减]`` → ``=J6-K6``; of all rows (``whole``) ``=J6:J6``-like ranges."""
        if not text.startswith("="):
            return text
        letters = {column.head: get_column_letter(number) for number, column in enumerate(self.columns, 1)}

        def name_cell(match: re.Match[str]) -> str:
            cell = f"{letters[match[1]]}{row}"
            return f"{cell}:{cell}" if whole or self._is_repeated(match[1]) else cell

        return re.sub(r"\[([^\]]+)\]", name_cell, text)

    def _is_repeated(self, head: str) -> bool:
        return any(column.head == head and column.repeat for column in self.columns)

    def _list_drawn_widths(self) -> list[float]:
        return [width * column.times for width, column in zip(self.widths, self.columns, strict=True)]

    def _share(self, shares: Sequence[float]) -> list[tuple[int, int]]:
        """First and last column of each share of the width, as near to it as the columns allow."""
        widths = self._list_drawn_widths()
        ends = [0]
        for position in range(1, len(shares)):
            wanted = sum(widths) * sum(shares[:position]) / sum(shares)
            ends.append(min(range(len(widths) + 1), key=lambda end: abs(sum(widths[:end]) - wanted)))
        return [(first + 1, last) for first, last in pairwise([*ends, len(widths)])]

    # Saving ----------------------------------------------------------------------------------------------------------

    def finish(self) -> None:
        """Print area, repeated heads and frozen panes, once everything is drawn; ``save`` does it for its own form."""
        last = get_column_letter(len(self.columns))
        self.sheet.print_area = f"A1:{last}{self.row}"
        if self.heads and not self.sheet.freeze_panes:
            self.sheet.print_title_rows = f"{self.heads[0]}:{self.heads[1]}"
            self.sheet.freeze_panes = f"C{self.heads[1] + 1}"

    def save(self, path: Path) -> None:
        """Write the workbook with all its forms; drawn again it has the same bytes."""
        self.finish()
        target = BytesIO()
        self.book.save(target)
        package = finish_package(target.getvalue())
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(freeze_package(package))
