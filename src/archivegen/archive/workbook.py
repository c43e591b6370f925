"""资料清单完整性.xlsx: the completeness index as a workbook that prints on A4."""

from __future__ import annotations

import io
import math
import re
import unicodedata
import zipfile
from collections.abc import Sequence
from datetime import date
from functools import lru_cache
from typing import TYPE_CHECKING

from archivegen.archive.index import ArchiveFacts, Index
from archivegen.archive.tables import Table, make_tables
from archivegen.manifest import State

if TYPE_CHECKING:
    from openpyxl.cell.cell import Cell
    from openpyxl.styles import Border
    from openpyxl.worksheet.worksheet import Worksheet

WORKBOOK_NAME = "资料清单完整性.xlsx"
_HEADING_ROW = 3
_ACCENT = "8C1C13"
# Light enough to stay readable when printed in grey; the word in the cell carries the meaning.
_FILLS = {
    State.COMPLETE: "E3F0E3",
    State.UNSIGNED: "FFF2D6",
    State.MISSING: "F9DEDC",
    State.NOT_APPLICABLE: "EEEEEE",
    "不齐全": "F9DEDC",
}
_FORMULA_MARKS = ("=", "+", "-", "@")
_NARROW = 12
"""Columns of at most so many digits are centred."""
_UNFIT = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")
_MODIFIED = re.compile(rb"(<dcterms:(?:created|modified)[^>]*>)[^<]*(</)")


def render_workbook(index: Index) -> bytes:
    """The workbook's bytes; the same index gives the same bytes."""
    return render_tables(make_tables(index), index.facts, "资料清单完整性")


def render_tables(tables: Sequence[Table], facts: ArchiveFacts, title: str) -> bytes:
    """A workbook with a sheet for each table, as bytes; the same tables give the same bytes."""
    from openpyxl import Workbook

    from archivegen.workbook_bytes import save_workbook

    book = Workbook()
    book.remove(book.worksheets[0])
    book.properties.creator = "archivegen"
    book.properties.title = clean_text(f"{facts.project_name}{title}")
    for table in tables:
        sheet = book.create_sheet(table.name)
        _fill_sheet(sheet, table, facts)
        _set_up_page(sheet, len(table.headings))
    return _pack_again(save_workbook(book), facts.closed_on)


def clean_text(text: str) -> str:
    """Text without the characters that XML cannot hold (control characters, lone surrogates, U+FFFE, U+FFFF)."""
    return _UNFIT.sub("", text)


def _fill_sheet(sheet: Worksheet, table: Table, facts: ArchiveFacts) -> None:
    from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
    from openpyxl.utils import get_column_letter

    last = len(table.headings)
    line = Side(style="thin", color="808080")
    border = Border(line, line, line, line)
    centred = Alignment("center", "center", wrap_text=True)
    for row, text, font in (
        (1, table.title, Font("黑体", 16, color=_ACCENT)),
        (
            2,
            f"项目：{facts.project_name}　　单位：{facts.organisation}　　归档日期：{facts.closed_on}"
            + (f"　　收录范围：{facts.scope}" if facts.scope_note else ""),
            Font("宋体", 10),
        ),
    ):
        sheet.merge_cells(start_row=row, start_column=1, end_row=row, end_column=last)
        _write_cell(sheet, row, 1, text).font = font
        sheet.cell(row, 1).alignment = centred
        sheet.row_dimensions[row].height = 30 if row == 1 else 20
    for column, (heading, width) in enumerate(zip(table.headings, table.widths, strict=True), start=1):
        cell = _write_cell(sheet, _HEADING_ROW, column, heading)
        cell.font, cell.alignment, cell.border = Font("黑体", 10, color="FFFFFF"), centred, border
        cell.fill = PatternFill("solid", start_color=_ACCENT)
        sheet.column_dimensions[get_column_letter(column)].width = width + 1
    styles = _make_styles(sheet, border)
    sides = ["left" if width > _NARROW else "centre" for width in table.widths]
    for row, values in enumerate(table.rows, start=_HEADING_ROW + 1):
        for column, (value, side) in enumerate(zip(values, sides, strict=True), start=1):
            cell = _write_cell(sheet, row, column, value)
            cell.style = styles.get((side, value)) or styles[side, ""]
            if cell.data_type == "s" and str(value).startswith(_FORMULA_MARKS):
                cell.quotePrefix = True
        sheet.row_dimensions[row].height = _estimate_height(values, table.widths)


def _make_styles(sheet: Worksheet, border: Border) -> dict[tuple[str, Cell | str | int], str]:
    """Names of the book's styles by alignment and, where a word has a colour of its own, by the word.

    Named styles are given to a cell in one step; a font, a border and an alignment each would take most of the time.
    """
    from openpyxl.styles import Alignment, Font, NamedStyle, PatternFill

    book = sheet.parent
    known = set(book.named_styles)
    styles: dict[tuple[str, Cell | str | int], str] = {}
    for side, horizontal in (("left", "left"), ("centre", "center")):
        for word in ("", *_FILLS):
            name = f"清单 {side} {word}".rstrip()
            styles[side, str(word)] = name
            if name in known:
                continue
            style = NamedStyle(
                name, font=Font("宋体", 10), border=border, alignment=Alignment(horizontal, "center", wrap_text=True)
            )
            if word:
                style.fill = PatternFill("solid", start_color=_FILLS[word])
            book.add_named_style(style)
    return styles


def _estimate_height(values: Sequence[str | int], widths: Sequence[int]) -> int:
    """Points that a row of wrapped text needs: LibreOffice and phones do not widen rows by themselves."""
    lines = (
        sum(max(1, math.ceil(_measure(part) / width)) for part in str(value).split("\n"))
        for value, width in zip(values, widths, strict=True)
        if value != ""
    )
    return min(409, 13 * max(lines, default=1) + 5)


@lru_cache(maxsize=65536)
def _measure(text: str) -> int:
    """Columns of a half-width digit that a text takes."""
    return len(text) if text.isascii() else sum(map(_columns, text))


@lru_cache(maxsize=65536)
def _columns(character: str) -> int:
    return 2 if unicodedata.east_asian_width(character) in "WFA" else 1


def _write_cell(sheet: Worksheet, row: int, column: int, value: str | int) -> Cell:
    """Write a value that stays what it is: text that begins with ``=`` is no formula, now or after an edit."""
    cell: Cell = sheet.cell(row, column)
    if isinstance(value, int):
        cell.value = value
        return cell
    text = clean_text(value)
    cell.value = text
    if text.startswith(_FORMULA_MARKS):
        cell.data_type = "s"
    return cell


def _set_up_page(sheet: Worksheet, columns: int) -> None:
    """A4 landscape, one page wide, heading rows on every page, page numbers."""
    from openpyxl.utils import get_column_letter

    sheet.freeze_panes = f"A{_HEADING_ROW + 1}"
    sheet.print_title_rows = f"1:{_HEADING_ROW}"
    last_row = max(sheet.max_row, _HEADING_ROW + 1)
    sheet.print_area = f"A1:{get_column_letter(columns)}{last_row}"
    sheet.auto_filter.ref = f"A{_HEADING_ROW}:{get_column_letter(columns)}{last_row}"
    setup = sheet.page_setup
    setup.orientation, setup.paperSize, setup.fitToWidth, setup.fitToHeight = "landscape", 9, 1, 0
    sheet.sheet_properties.pageSetUpPr.fitToPage = True
    margins = sheet.page_margins
    margins.left = margins.right = 0.5
    margins.top, margins.bottom, margins.footer = 0.6, 0.8, 0.4
    sheet.print_options.horizontalCentered = True
    sheet.oddFooter.center.text = "第 &P 页　共 &N 页"


def _pack_again(package: bytes, day: date) -> bytes:
    """The same package with fixed times: openpyxl stamps the clock into it."""
    stamp = f"{day.isoformat()}T00:00:00Z".encode()
    result = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(package)) as source, zipfile.ZipFile(result, "w", zipfile.ZIP_DEFLATED) as target:
        for name in source.namelist():
            content = source.read(name)
            if name == "docProps/core.xml":
                content = _MODIFIED.sub(rb"\g<1>" + stamp + rb"\g<2>", content)
            member = zipfile.ZipInfo(name, date_time=(1980, 1, 1, 0, 0, 0))
            member.compress_type = zipfile.ZIP_DEFLATED
            member.create_system = 3
            target.writestr(member, content)
    return result.getvalue()
