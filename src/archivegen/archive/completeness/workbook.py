"""资料清单完整性.xlsx: the completeness index as a workbook that prints on A4."""

from __future__ import annotations

import io
import math
import re
import unicodedata
import zipfile
from array import array
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from functools import lru_cache, partial
from typing import TYPE_CHECKING

from archivegen.archive.completeness.index import ArchiveFacts, Index
from archivegen.archive.completeness.table import Table
from archivegen.archive.completeness.tables import make_tables
from archivegen.manifest import State

if TYPE_CHECKING:
    from openpyxl import Workbook
    from openpyxl.cell.cell import Cell
    from openpyxl.styles import Border
    from openpyxl.worksheet.worksheet import Worksheet

Styles = Mapping[tuple[str, str | int], "array[int]"]
"""Side and word → a style as openpyxl gives it to cells."""
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
    styles = _add_styles(book)
    later = {}
    for table in tables:
        sheet = book.create_sheet(table.name)
        _write_head(sheet, table, facts)
        _set_up_page(sheet, table)
        later[sheet.title] = partial(_make_rows, sheet, table, styles)
    return _pack_again(save_workbook(book, later), facts.closed_on)


def clean_text(text: str) -> str:
    """Text without the characters that XML cannot hold (control characters, lone surrogates, U+FFFE, U+FFFF)."""
    return _UNFIT.sub("", text)


def _write_head(sheet: Worksheet, table: Table, facts: ArchiveFacts) -> None:
    """Title, whose archive it is, and the headings."""
    from openpyxl.styles import Alignment, Font, PatternFill
    from openpyxl.utils import get_column_letter

    last = len(table.headings)
    centred = Alignment("center", "center", wrap_text=True)
    for row, text, font in (
        (1, table.title, Font("黑体", 16, color=_ACCENT)),
        (
            2,
            f"项目：{facts.project_name}　　业主单位：{facts.organisation}　　归档日期：{facts.closed_on}"
            + (f"　　收录范围：{facts.scope}" if facts.scope_note else ""),
            Font("宋体", 10),
        ),
    ):
        sheet.merge_cells(start_row=row, start_column=1, end_row=row, end_column=last)
        sheet.cell(row, 1, clean_text(text)).font = font
        sheet.cell(row, 1).alignment = centred
        sheet.row_dimensions[row].height = 30 if row == 1 else 20
    for column, (heading, width) in enumerate(zip(table.headings, table.widths, strict=True), start=1):
        cell = sheet.cell(_HEADING_ROW, column, heading)
        cell.font, cell.alignment, cell.border = Font("黑体", 10, color="FFFFFF"), centred, _draw_border()
        cell.fill = PatternFill("solid", start_color=_ACCENT)
        sheet.column_dimensions[get_column_letter(column)].width = width + 1


def _make_rows(sheet: Worksheet, table: Table, styles: Styles) -> Iterator[tuple[int, list[Cell]]]:
    """The rows below the headings, each made when it is written."""
    sides = ["left" if width > _NARROW else "center" for width in table.widths]
    for row, values in enumerate(table.rows or (_say_nothing(table),), start=_HEADING_ROW + 1):
        sheet.row_dimensions[row].height = _estimate_height(values, table.widths)
        yield (
            row,
            [
                _make_cell(sheet, row, column, value, styles.get((side, value)) or styles[side, ""])
                for column, (value, side) in enumerate(zip(values, sides, strict=True), start=1)
            ],
        )
        del sheet.row_dimensions[row]


def _say_nothing(table: Table) -> tuple[str, ...]:
    """A sheet with headings alone would be taken for a fault."""
    return ("无", *[""] * (len(table.headings) - 1))


def _make_cell(sheet: Worksheet, row: int, column: int, value: str | int, style: array[int]) -> Cell:
    """A cell that stays what it is: text that begins with ``=`` is no formula, now or after an edit."""
    from openpyxl.cell.cell import Cell

    cell = Cell(sheet, row, column, style_array=style)
    cell.value = value if isinstance(value, int) else clean_text(value)
    if isinstance(value, str) and cell.value.startswith(_FORMULA_MARKS):
        cell.data_type, cell.quotePrefix = "s", True
    return cell


def _add_styles(book: Workbook) -> Styles:
    """Named styles by alignment and, where a word has a colour of its own, by the word.

    A named style is given to a cell in one step; a font, a border and an alignment each would take most of the time.
    """
    from openpyxl.styles import Alignment, Font, NamedStyle, PatternFill

    styles: dict[tuple[str, str | int], array[int]] = {}
    for side in ("left", "center"):
        for word in ("", *_FILLS):
            style = NamedStyle(f"清单 {side} {word}".rstrip(), font=Font("宋体", 10), border=_draw_border())
            style.alignment = Alignment(side, "center", wrap_text=True)
            if word:
                style.fill = PatternFill("solid", start_color=_FILLS[word])
            book.add_named_style(style)
            styles[side, str(word)] = style.as_tuple()
    return styles


def _draw_border() -> Border:
    from openpyxl.styles import Border, Side

    line = Side(style="thin", color="808080")
    return Border(line, line, line, line)


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


def _set_up_page(sheet: Worksheet, table: Table) -> None:
    """A4 landscape, one page wide, heading rows on every page, page numbers."""
    from openpyxl.utils import get_column_letter

    sheet.freeze_panes = f"A{_HEADING_ROW + 1}"
    sheet.print_title_rows = f"1:{_HEADING_ROW}"
    last = f"{get_column_letter(len(table.headings))}{_HEADING_ROW + max(1, len(table.rows))}"
    sheet.print_area = f"A1:{last}"
    sheet.auto_filter.ref = f"A{_HEADING_ROW}:{last}"
    # The rows below the headings come later.
    sheet.calculate_dimension = lambda: f"A1:{last}"
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
