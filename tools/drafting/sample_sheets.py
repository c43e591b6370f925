"""Tables as a village office keeps them: merged titles, two-row headings, mixed marks, totals, a note and signatures.

Nothing here knows a project; ``samples.py`` says what stands in the cells.  Every cell that holds an ID, an account or a
phone is written as text, and the files come out byte for byte the same each time.
"""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import xlwt
from openpyxl import Workbook
from openpyxl.styles import Alignment, Border, Font, Side
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

_THIN = Side(style="thin", color="FF000000")
_GRID = Border(left=_THIN, right=_THIN, top=_THIN, bottom=_THIN)
_CENTRE = Alignment(horizontal="center", vertical="center", wrap_text=True)
_LEFT = Alignment(horizontal="left", vertical="center", wrap_text=True)
_ZIP_TIME = (2026, 1, 1, 0, 0, 0)
_CORE_TIME = b"2026-01-01T00:00:00Z"


@dataclass(frozen=True, slots=True)
class Table:
    """One sheet.  A heading ``账户/开户行`` stands in two rows, 账户 merged over its neighbours of the same name."""

    sheet: str
    title: str
    columns: Sequence[tuple[str, float]]
    """Heading and width of each column."""
    rows: Sequence[Sequence[Any]]
    subtitle: str = ""
    totals: Sequence[Mapping[str, Any]] = ()
    """Rows below: heading → value; the key ``""`` is the label, merged over the columns before the first value."""
    notes: Sequence[str] = ()
    signatures: str = ""
    left: Sequence[str] = ()
    """Headings of columns that are set left instead of centred."""
    formats: Mapping[str, str] = field(default_factory=dict)
    font: str = "宋体"
    size: float = 10
    title_font: str = "黑体"
    a3: bool = False
    row_height: float = 18

    @property
    def headings(self) -> list[str]:
        """The headings alone."""
        return [heading for heading, _ in self.columns]


def write_workbook(path: Path, tables: Sequence[Table]) -> None:
    """Write an xlsx with one sheet a table."""
    book = Workbook()
    book.remove(book.active)
    book.properties.creator = ""
    for table in tables:
        _draw(book.create_sheet(table.sheet), table)
    path.parent.mkdir(parents=True, exist_ok=True)
    stream = io.BytesIO()
    book.save(stream)
    path.write_bytes(_timeless(stream.getvalue()))


def _timeless(data: bytes) -> bytes:
    """The same zip without the hour at which it was made."""
    stream = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(data)) as old,
        zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as new,
    ):
        for name in old.namelist():
            content = old.read(name)
            if name == "docProps/core.xml":
                content = re.sub(rb"(?<=>)\d{4}-\d\d-\d\dT[\d:]+Z(?=<)", _CORE_TIME, content)
            new.writestr(zipfile.ZipInfo(name, _ZIP_TIME), content, zipfile.ZIP_DEFLATED)
    return stream.getvalue()


def _draw(sheet: Worksheet, table: Table) -> None:
    last = len(table.headings)
    _banner(sheet, 1, last, table.title, Font(name=table.title_font, size=18, bold=True), 34)
    line = 2
    if table.subtitle:
        _banner(sheet, line, last, table.subtitle, Font(name=table.font, size=11), 22, _LEFT)
        line += 1
    line = _draw_headings(sheet, table, line)
    sheet.freeze_panes = sheet.cell(line, min(3, last))
    sheet.print_title_rows = f"1:{line - 1}"
    for row in table.rows:
        _draw_row(sheet, table, line, row)
        line += 1
    for total in table.totals:
        _draw_total(sheet, table, line, total)
        line += 1
    for note in table.notes:
        _banner(sheet, line, last, note, Font(name=table.font, size=table.size), 20, _LEFT)
        line += 1
    if table.signatures:
        _banner(sheet, line, last, table.signatures, Font(name=table.font, size=11), 30, _LEFT)
    for column, (_, width) in enumerate(table.columns, 1):
        sheet.column_dimensions[get_column_letter(column)].width = width
    sheet.page_setup.orientation = "landscape"
    sheet.page_setup.paperSize = 8 if table.a3 else 9
    sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight = 1, 0
    sheet.sheet_properties.pageSetUpPr.fitToPage = True


def _banner(
    sheet: Worksheet, line: int, last: int, text: str, font: Font, height: float, alignment: Alignment = _CENTRE
) -> None:
    sheet.merge_cells(start_row=line, start_column=1, end_row=line, end_column=last)
    cell = sheet.cell(line, 1, text)
    cell.font, cell.alignment = font, alignment
    sheet.row_dimensions[line].height = height


def _draw_headings(sheet: Worksheet, table: Table, line: int) -> int:
    """Draw one or two heading rows; return the first row of data."""
    two = any("/" in heading for heading in table.headings)
    font = Font(name=table.font, size=table.size, bold=True)
    groups = [heading.partition("/")[0] for heading in table.headings]
    for column, heading in enumerate(table.headings, 1):
        group, _, own = heading.partition("/")
        for row in range(line, line + 1 + two):
            cell = sheet.cell(row, column)
            cell.font, cell.alignment, cell.border = font, _CENTRE, _GRID
        if own:
            sheet.cell(line + 1, column, own)
            if column == 1 or groups[column - 2] != group:
                sheet.cell(line, column, group)
                width = len([g for g in groups[column - 1 :] if g == group])
                sheet.merge_cells(start_row=line, start_column=column, end_row=line, end_column=column + width - 1)
        else:
            sheet.cell(line, column, int(heading) if heading.isdecimal() else heading)
            if two:
                sheet.merge_cells(start_row=line, start_column=column, end_row=line + 1, end_column=column)
    sheet.row_dimensions[line].height = 22
    return line + 1 + two


def _draw_row(sheet: Worksheet, table: Table, line: int, row: Sequence[Any]) -> None:
    for column, (heading, value) in enumerate(zip(table.headings, row, strict=True), 1):
        cell = sheet.cell(line, column, None if value == "" else value)
        cell.font = Font(name=table.font, size=table.size)
        cell.border = _GRID
        cell.alignment = _LEFT if heading in table.left else _CENTRE
        if isinstance(value, str):
            cell.number_format = "@"
        elif heading in table.formats:
            cell.number_format = table.formats[heading]
    sheet.row_dimensions[line].height = table.row_height


def _draw_total(sheet: Worksheet, table: Table, line: int, total: Mapping[str, Any]) -> None:
    _draw_row(sheet, table, line, [total.get(heading, "") for heading in table.headings])
    first = min(table.headings.index(heading) for heading in total if heading)
    sheet.cell(line, 1, total[""])
    if first > 1:
        sheet.merge_cells(start_row=line, start_column=1, end_row=line, end_column=first)
    for cell in sheet[line]:
        cell.font = Font(name=table.font, size=table.size, bold=True)


def write_old_workbook(path: Path, table: Table) -> None:
    """Write a table as the .xls of old Excel, with one heading row."""
    book = xlwt.Workbook(encoding="utf-8")
    sheet = book.add_sheet(table.sheet)
    last = len(table.headings) - 1
    box = "borders: left thin, right thin, top thin, bottom thin; align: vert centre, wrap on"
    title = xlwt.easyxf("font: name 黑体, bold on, height 360; align: horiz centre, vert centre")
    plain = xlwt.easyxf("font: name 宋体, height 220; align: horiz left, vert centre, wrap on")
    bold = xlwt.easyxf(f"font: name 宋体, bold on, height 200; {box}, horiz centre")
    text = xlwt.easyxf(f"font: name 宋体, height 200; {box}, horiz centre", num_format_str="@")
    day = xlwt.easyxf(f"font: name 宋体, height 200; {box}, horiz centre", num_format_str="yyyy/m/d")
    sheet.write_merge(0, 0, 0, last, table.title, title)
    sheet.write_merge(1, 1, 0, last, table.subtitle, plain)
    for column, heading in enumerate(table.headings):
        sheet.write(2, column, heading, bold)
    for line, row in enumerate(table.rows, 3):
        for column, value in enumerate(row):
            sheet.write(line, column, value, day if hasattr(value, "year") else text)
    line = 3 + len(table.rows)
    for total in table.totals:
        for column, heading in enumerate(table.headings):
            sheet.write(line, column, total.get(heading, total[""] if column == 0 else ""), bold)
        line += 1
    for note in (*table.notes, table.signatures):
        sheet.write_merge(line, line, 0, last, note, plain)
        line += 1
    for column, (_, width) in enumerate(table.columns):
        sheet.col(column).width = int(width * 256)
    sheet.set_portrait(False)
    sheet.paper_size_code = 8
    sheet.header_str, sheet.footer_str = b"", b"&P/&N"
    sheet.set_fit_num_pages(1)
    sheet.fit_width_to_pages, sheet.fit_height_to_pages = 1, 0
    sheet.row(0).height_mismatch, sheet.row(0).height = True, 640
    path.parent.mkdir(parents=True, exist_ok=True)
    book.save(str(path))


def write_gb_csv(path: Path, lines: Sequence[Sequence[Any]]) -> None:
    """Write a csv as Chinese Excel saves it: GB18030, CRLF, no quotes but where a comma needs them."""

    def quoted(value: Any) -> str:
        text = str(value)
        return f'"{text}"' if "," in text else text

    path.parent.mkdir(parents=True, exist_ok=True)
    body = "".join(",".join(quoted(value) for value in line) + "\r\n" for line in lines)
    path.write_bytes(body.encode("gb18030"))
