"""Long tables of persons, page by page: so many rows on each, subtotals, and signatures that never stand alone on a page."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from openpyxl.utils import get_column_letter

from .excel import Form
from .excel_styles import CHARACTERS_PER_CM, PAPERS, Kind, stand_cell, style_cell

BY_HAND = "　　　　年　　月　　日"
"""Room for a date under a signature or seal."""


_FACTS = (5, 8, 5)
_GAP = 2
"""Points of the empty row that bears a page break."""


@dataclass(frozen=True, slots=True)
class _Pages:
    """How a table is paged: its room, the height of a row, of what stands above, and of the subtotal of each page."""

    room: tuple[int, int, int]
    height: float
    above: float
    subtotal: float


class Ledger(Form):
    """A form whose table is broken into pages of equal length."""

    data = 0
    """The template's row of one person."""
    pages: _Pages | None = None

    def add_project_facts(self, filled: str = BY_HAND) -> None:
        """The two lines that stand over every form (domain §6.1); ``filled`` is the date on which it was filled in."""
        self.add_subline(
            "项目代码：{{ 项目.代码 }}",
            "建设地点：{{ 项目.建设地点 }}",
            "建设方式：{{ 项目.建设方式 }}　　表号：{{ 材料.代码 }}",
            shares=_FACTS,
        )
        self.add_subline(
            "业主单位：{{ 参建各方.业主单位.名称 }}",
            "实施单位：{{ 参建各方.实施单位.名称 }}",
            f"填表日期：{filled}",
            shares=_FACTS,
        )

    def add_paged_table(
        self,
        person: str,
        people: str,
        room: tuple[int, int, int],
        *,
        total: str = "",
        page_total: str = "",
        height: float = 24,
        head_height: float = 0,
    ) -> None:
        """Head, one row for each ``person`` of the list ``people`` and totals, page by page.

        ``room`` is how many rows a page has, and how many of them the title takes on the first page and the signatures on
        the last.
        ``page_total`` names the subtotal that every page gets where there are several.
        """
        self.set_room(room, height, subtotal=height if page_total else 0)
        self._add_heads(head_height)
        self.add_tag(f"{{%tr for 页 in {people}|分页{room} %}}")
        self.add_tag(f"{{%tr for {person} in 页 %}}")
        self._add_person(height)
        self.add_tag("{%tr endfor %}")
        if page_total:
            self.add_tag("{%tr if not (loop.first and loop.last) %}")
            self._add_page_total(page_total, height)
            self.add_tag("{%tr endif %}")
        self.add_tag("{%tr if not loop.last %}")
        self.add_page_end()
        self.add_tag("{%tr endif %}")
        self.add_tag("{%tr endfor %}")
        if total:
            self._add_total(total, self.data, height)

    def add_page_end(self) -> None:
        """The break between two pages of a table."""
        self.add_gap(_GAP)
        self.add_break()

    def set_room(self, room: tuple[int, int, int], height: float, *, subtotal: float = 0) -> None:
        """How the table that begins here is paged; ``finish`` sees to it that the rows do fit on the paper."""
        self.pages = _Pages(room, height, self._measure(1, self.row), subtotal)

    def finish(self) -> None:
        """The same as of every form, once the pages are known to hold their rows."""
        if self.pages:
            self._check_room(self.pages)
        super().finish()

    def _check_room(self, pages: _Pages) -> None:
        """More rows than fit would leave the last one or two of every page alone on a page of their own."""
        assert self.heads
        free = self._measure_paper() - self._measure(*self.heads) - pages.subtotal - _GAP
        below = self._measure(self.data + 1, self.row) - pages.subtotal - _GAP
        rows, first, last = pages.room
        needs = (rows * pages.height, (rows - first) * pages.height + pages.above, (rows - last) * pages.height + below)
        if max(needs) > free:
            raise ValueError(f"{self.sheet.title}: {free:.0f} points for pages of {needs}, room {pages.room}")

    def _measure(self, first: int, last: int) -> float:
        """Points of the rows that are printed; those of tags disappear."""
        rows = (
            row for row in range(first, last + 1) if not str(self.sheet.cell(row, 1).value or "").startswith("{%tr")
        )
        return sum(self.sheet.row_dimensions[row].height for row in rows)

    def _measure_paper(self) -> float:
        """Points of rows that a page holds, which are more where the columns are shrunk to its width."""
        sides = {code: (short, long) for code, short, long in PAPERS.values()}
        width, length = sides[int(self.sheet.page_setup.paperSize)]
        if self.sheet.page_setup.orientation == "landscape":
            width, length = length, width
        margins = self.sheet.page_margins
        drawn = sum(self._list_drawn_widths()) / CHARACTERS_PER_CM / 2.54
        return (length / 2.54 - margins.top - margins.bottom) * 72 * max(drawn / (width / 2.54 - 2 * margins.left), 1.0)

    def _add_person(self, height: float) -> None:
        self.row += 1
        self.data = self.row
        self._set_height(height)
        for number, column in enumerate(self.columns, 1):
            text = self._resolve(column.text, self.row)
            if column.repeat:
                text = f"{{%tc for {column.item or column.repeat} %}}{text}{{%tc endfor %}}"
            self._put_cell(number, text, column.kind)
            if column.kind is Kind.LONG_TEXT:  # smaller, so that two lines of it fit
                style_cell(self.sheet.cell(self.row, number), column.kind, self.size - 1)

    def _add_page_total(self, label: str, height: float) -> None:
        """Sums of the page's rows; running figures and counts of persons have no subtotal."""
        columns = self.columns
        self.columns = [replace(column, total=column.total if column.total == "SUM" else "") for column in columns]
        self._add_total(label, self.data, height)
        self.columns = columns

    def find_column(self, head: str) -> int:
        """Number of the column with this head."""
        return next(number for number, column in enumerate(self.columns, 1) if column.head == head)

    def name_cell(self, head: str, row: int) -> str:
        """``R12``: the cell of a column in a row of the template."""
        return f"{get_column_letter(self.find_column(head))}{row}"

    def format_column(self, head: str, number_format: str) -> None:
        """Another number format for the persons' cells of a column."""
        self.sheet.cell(self.data, self.find_column(head)).number_format = number_format

    def hide_zero_total(self, head: str) -> None:
        """A total of the row just drawn that stays blank while its column is."""
        self.sheet.cell(self.row, self.find_column(head)).number_format = 'General;-General;""'

    def align_column(self, head: str, horizontal: str) -> None:
        """Another place in the cell for a column that may take several lines."""
        cell = self.sheet.cell(self.data, self.find_column(head))
        stand_cell(cell, horizontal, wrap=True)

    def make_box_column(self, head: str) -> None:
        """A column of boxes to tick: an ordinary cell of two lines."""
        cell = self.sheet.cell(self.data, self.find_column(head))
        style_cell(cell, Kind.TEXT, self.size - 1)
        stand_cell(cell, "center", wrap=True)

    def add_long_row(self, label: str, text: str, *, share: float = 0.12, height: float = 24) -> None:
        """A row with a label and one wide cell, the label taking a share of the width."""
        self.row += 1
        self._set_height(height)
        first, rest = self._share([share, 1 - share])
        self._put_box(first, label, Kind.LABEL)
        self._put_box(rest, text, Kind.LONG_TEXT)

    def add_opinions(
        self, *boxes: tuple[str, str], height: float = 62, head_height: float = 20, shares: Sequence[float] = ()
    ) -> None:
        """The chain of signatures: one box for each (who, what stands at its foot), in their order.

        ``shares`` of the width where the columns are too uneven for equal boxes.
        """
        areas = self._share(shares or [1.0] * len(boxes))
        self.row += 1
        self._set_height(head_height)
        for area, (who, _) in zip(areas, boxes, strict=True):
            self._put_box(area, who, Kind.HEAD)
        self.row += 1
        self._set_height(height)
        for area, (_, foot) in zip(areas, boxes, strict=True):
            self._put_box(area, foot, Kind.TEXT)
            cell = self.sheet.cell(self.row, area[0])
            stand_cell(cell, "center", vertical="bottom", wrap=True)

    def _put_box(self, area: tuple[int, int], text: str, kind: Kind) -> None:
        first, last = area
        for number in range(first, last + 1):
            self._put_cell(number, text if number == first else None, kind)
        if last > first:
            self.sheet.merge_cells(None, self.row, first, self.row, last)

    def add_heads(self, height: float = 0) -> None:
        """The heads of the table, for a table whose rows are drawn one by one."""
        self._add_heads(height)

    def add_person(self, height: float) -> None:
        """The template's row of one item."""
        self._add_person(height)

    def add_total(self, label: str, height: float) -> None:
        """The row of totals."""
        self._add_total(label, self.data, height)

    def share_columns(self, shares: Sequence[float]) -> list[tuple[int, int]]:
        """First and last column of each share of the width, for rows of labels and values."""
        return self._share(shares)

    def freeze(self, columns: int) -> None:
        """Keep the heads and so many columns in sight; the heads are repeated on every page."""
        assert self.heads
        self.sheet.print_title_rows = f"{self.heads[0]}:{self.heads[1]}"
        self.sheet.freeze_panes = f"{get_column_letter(columns + 1)}{self.heads[1] + 1}"
