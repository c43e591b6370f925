"""三个一致核对表.xlsx: the differences and, behind them, every worker and every date, as a workbook that prints on A4."""

from __future__ import annotations

import datetime
from collections.abc import Iterator, Sequence
from decimal import Decimal
from typing import TYPE_CHECKING, NamedTuple

from archivegen.archive.completeness.workbook import clean_text
from archivegen.project.difference_rows import LACKING, DifferenceRow, ReconciliationTable
from archivegen.project.differences import Book, Heads, Tally

if TYPE_CHECKING:
    from openpyxl.workbook import Workbook
    from openpyxl.worksheet.worksheet import Worksheet

_HEADS_ROW = 3
_MOST_HEIGHT = 409
Cell_ = str | int | Decimal | datetime.date | None


class _Column(NamedTuple):
    head: str
    width: float
    number_format: str = "General"
    wide: bool = False
    """Left-aligned and wrapped: texts."""


_BOOKS = tuple(_Column(book.value, 8.5) for book in Book)
_DIFFERENCES = (
    _Column("序号", 5),
    _Column("月份", 8.5),
    _Column("日期", 11, "yyyy-mm-dd"),
    _Column("姓名", 9),
    _Column("编号", 7),
    _Column("事项", 11),
    *_BOOKS,
    _Column("应为", 9.5),
    _Column("相差", 8),
    _Column("各在何处", 36, wide=True),
    _Column("怎么办", 21, wide=True),
)
_WORKERS = (_Column("月份", 9), _Column("姓名", 20), _Column("编号", 9), *_BOOKS, _Column("相差", 9))
_DATES = (
    _Column("日期", 16, "yyyy-mm-dd"),
    *(_Column(f"{book}人数", 18) for book in (Book.SIGN_IN, Book.LOG, Book.LEDGER)),
    _Column("相差", 9),
)


def render_book(table: ReconciliationTable, project: str, month: str, today: datetime.date) -> bytes:
    """The workbook's bytes; ``month`` is empty for all months.  Days, heads and 元 are numbers; the same table, the same bytes."""
    from openpyxl import Workbook

    from archivegen.render.office import freeze_package
    from archivegen.workbook_bytes import save_workbook

    book = Workbook()
    book.remove(book.worksheets[0])
    book.properties.creator = "archivegen"
    book.properties.title = clean_text(f"{project}三个一致核对表")
    line = f"项目：{project}　　月份：{month or '全部'}　　核对日期：{today}"
    writer = _Writer(book, line)
    found = f"共 {len(table.rows)} 处差异" if table.rows else "各表一致，没有差异"
    writer.add_sheet("差异", f"三个一致核对表（{found}）", _DIFFERENCES, _difference_cells(table.rows))
    title = "三个一致核对汇总（按人按月，单位：天）"
    writer.add_sheet("汇总（按人）", title, _WORKERS, _worker_cells(table.workers), note=_name_absent(table.workers))
    writer.add_sheet("汇总（按日）", "三个一致核对汇总（按日，单位：人）", _DATES, _date_cells(table.dates))
    return freeze_package(save_workbook(book))


def _difference_cells(rows: Sequence[DifferenceRow]) -> Iterator[Sequence[Cell_]]:
    for position, row in enumerate(rows, 1):
        said = [row.said.get(book) for book in Book]
        day: Cell_ = row.day or "全月"
        yield (
            position,
            row.month,
            day,
            row.name,
            row.worker_no,
            row.matter,
            *said,
            row.expected,
            row.gap,
            row.where,
            row.advice,
        )


def _name_absent(tallies: Sequence[Tally]) -> str:
    """Why a column is empty: a record that nobody kept contradicts nobody."""
    there = {book for tally in tallies for book in (*tally.said, *tally.kept)}
    absent = "、".join(book.value for book in Book if book not in there)
    return f"　　没有逐人天数可比的：{absent}（留空）" if tallies and absent else ""


def _worker_cells(tallies: Sequence[Tally]) -> Iterator[Sequence[Cell_]]:
    for tally in tallies:
        said: list[Cell_] = [
            tally.said[book].value if book in tally.said else LACKING if book in tally.kept else None for book in Book
        ]
        yield (tally.month, tally.person.name, tally.person.worker_no, *said, tally.gap)


def _date_cells(dates: Sequence[Heads]) -> Iterator[Sequence[Cell_]]:
    for heads in dates:
        books = (Book.SIGN_IN, Book.LOG, Book.LEDGER)
        said: list[Cell_] = [heads.said[book].value if book in heads.said else None for book in books]
        yield (heads.day, *said, heads.gap)


class _Writer:
    """Sheets of one look: a title, one line of facts, heads that stay in sight and come again on every page."""

    def __init__(self, book: Workbook, line: str) -> None:
        from openpyxl.styles import Alignment, Border, Font, PatternFill, Side

        edge = Side(style="thin", color="808080")
        self._book, self._line = book, line
        self._border = Border(edge, edge, edge, edge)
        self._centred, self._left = (
            Alignment("center", "center", wrap_text=True),
            Alignment("left", "center", wrap_text=True),
        )
        self._fitted = Alignment("center", "center", shrink_to_fit=True)
        self._title, self._small, self._head = Font("黑体", 16), Font("宋体", 10), Font("黑体", 10)
        self._shade, self._alarm = (
            PatternFill("solid", start_color="E7E6E6"),
            PatternFill("solid", start_color="F9DEDC"),
        )

    def add_sheet(
        self, name: str, title: str, columns: Sequence[_Column], rows: Iterator[Sequence[Cell_]], *, note: str = ""
    ) -> None:
        """One sheet; a row whose 相差 is not nothing is shaded in the sheets that list agreeing rows too."""
        from openpyxl.utils import get_column_letter

        sheet = self._book.create_sheet(name)
        for number, (text, font) in enumerate(((title, self._title), (self._line + note, self._small)), 1):
            sheet.merge_cells(start_row=number, start_column=1, end_row=number, end_column=len(columns))
            cell = sheet.cell(number, 1, clean_text(text))
            cell.font, cell.alignment = font, self._fitted
            sheet.row_dimensions[number].height = 30 if number == 1 else 20
        for number, column in enumerate(columns, 1):
            cell = sheet.cell(_HEADS_ROW, number, column.head)
            cell.font, cell.alignment, cell.border, cell.fill = self._head, self._centred, self._border, self._shade
            sheet.column_dimensions[get_column_letter(number)].width = column.width
        sheet.row_dimensions[_HEADS_ROW].height = 22
        gap = next(number for number, column in enumerate(columns) if column.head == "相差")
        shaded = not any(column.wide for column in columns)
        for number, row in enumerate(rows, _HEADS_ROW + 1):
            self._add_row(sheet, number, row, columns, alarm=shaded and bool(row[gap]))
        _set_up_page(sheet, len(columns), landscape=not shaded)

    def _add_row(
        self, sheet: Worksheet, number: int, row: Sequence[Cell_], columns: Sequence[_Column], *, alarm: bool
    ) -> None:
        for position, (value, column) in enumerate(zip(row, columns, strict=True), 1):
            cell = sheet.cell(number, position)
            cell.value = clean_text(value) if isinstance(value, str) else value
            if isinstance(value, str) and value.startswith(("=", "+", "-", "@")):
                cell.data_type, cell.quotePrefix = "s", True  # text that stays text, now or after an edit
            cell.font, cell.border = self._small, self._border
            cell.alignment = self._left if column.wide else self._centred
            cell.number_format = column.number_format if isinstance(value, datetime.date) else "General"
            if alarm:
                cell.fill = self._alarm
        lines = max(
            -(-sum(2 if ord(sign) > 0xFF else 1 for sign in value) // int(column.width))
            for value, column in zip(row, columns, strict=True)
            for value in [value if isinstance(value, str) else ""]
        )
        sheet.row_dimensions[number].height = min(_MOST_HEIGHT, 13 * max(1, lines) + 5)


def _set_up_page(sheet: Worksheet, columns: int, *, landscape: bool) -> None:
    """A4, one page wide, heads on every page, page numbers."""
    from openpyxl.utils import get_column_letter

    last_row = max(sheet.max_row, _HEADS_ROW + 1)
    sheet.freeze_panes = f"A{_HEADS_ROW + 1}"
    sheet.print_title_rows = f"1:{_HEADS_ROW}"
    sheet.print_area = f"A1:{get_column_letter(columns)}{last_row}"
    sheet.auto_filter.ref = f"A{_HEADS_ROW}:{get_column_letter(columns)}{last_row}"
    setup, margins = sheet.page_setup, sheet.page_margins
    setup.orientation, setup.paperSize, setup.fitToWidth, setup.fitToHeight = (
        ("landscape" if landscape else "portrait"),
        9,
        1,
        0,
    )
    sheet.sheet_properties.pageSetUpPr.fitToPage = True
    margins.left = margins.right = 0.5
    margins.top, margins.bottom, margins.footer = 0.6, 0.8, 0.4
    sheet.print_options.horizontalCentered = True
    sheet.oddFooter.center.text = "第 &P 页　共 &N 页"
