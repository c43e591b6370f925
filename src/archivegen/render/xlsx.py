"""Excel papers: a template workbook and words become a workbook.

openpyxl is touched in the ``xlsx`` files only.

``render_xlsx`` reads the template's cells, lets each sheet's program make rows and columns (``sheet_compile``,
``sheet_program``), finds where everything went (``sheet_made``, ``sheet_moves``), and writes new sheets that share the
template's style records (``xlsx_sheet``, ``xlsx_page``).
"""
# ruff: noqa: SLF001 - openpyxl has no other door to the cells that are really there

from __future__ import annotations

import re
import warnings
from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache
from io import BytesIO
from typing import Any
from zipfile import ZipFile

from openpyxl import Workbook, load_workbook
from openpyxl.cell import Cell
from openpyxl.utils import get_column_letter
from openpyxl.workbook.properties import CalcProperties
from openpyxl.worksheet.formula import ArrayFormula
from openpyxl.worksheet.worksheet import Worksheet

from archivegen.errors import TemplateError
from archivegen.language import words_used
from archivegen.render.office import freeze_package
from archivegen.render.sheet.compile import compile_sheet
from archivegen.render.sheet.figures import Figures
from archivegen.render.sheet.made import MadeSheet, fill_grids, lay_out
from archivegen.render.sheet.moves import make_title, move_formula
from archivegen.render.sheet.package import finish_package
from archivegen.render.sheet.program import Content, SheetProgram, SheetTemplate
from archivegen.render.sheet.tags import TagError, mend_tags, split_marks
from archivegen.render.sheet.words import check_sheet
from archivegen.render.xlsx_page import list_margin_parts
from archivegen.render.xlsx_sheet import SheetWriter
from archivegen.workbook_bytes import save_workbook

_TAG = re.compile(r"\{\{|\{%|\{#")
_STRAY = re.compile(r"\}\}|%\}")
_QUOTED_SHEET = re.compile(r"'(?:[^']|'')*'!")
_LOOSE_ROWS = 100
_MOST_BLANKS = 1000
_DRAWING = "xl/drawings/drawing"
_LOST = {
    "xl/media/": "图片",
    "xl/charts/": "图表",
    _DRAWING: "图形或文本框",
    "xl/pivotTables/": "数据透视表",
    "xl/ctrlProps/": "控件",
    "xl/embeddings/": "嵌入的对象",
    "xl/vbaProject": "宏",
}


def render_xlsx(template: bytes, words: Mapping[str, Any], *, name: str) -> bytes:
    """Fill the Excel ``template`` with ``words`` (plain data, see ``language.plain``) and return the workbook.

    Equal arguments give equal bytes.  Every failure is a ``TemplateError`` that names the template (``name``), the sheet
    and cell, the tag and, for an unknown word, the nearest right one.
    """
    programs = _compile(template, name)
    workbook = _load(template, name)
    made = _make_sheets(programs, words, name)
    sheets = [sheet for group in made.values() for sheet in group]
    if not sheets:
        raise TemplateError(f"模板 {name} 没有生成任何工作表：{{%sheet … %}} 的列表是空的，请检查模板和项目文件")
    _replace_sheets(workbook, made)
    figures = Figures({sheet.title: sheet.grid for sheet in sheets})
    return freeze_package(finish_package(save_workbook(workbook), [sheet.title for sheet in sheets], figures))


def xlsx_words(template: bytes, *, name: str) -> set[str]:
    """The dotted words that an Excel template uses, named as ``language.words_used`` names them."""
    used: set[str] = set()
    for program in _compile(template, name):
        used |= {word for word in words_used(program.source) if not word.startswith("__")}
    return used


@lru_cache(maxsize=64)
def _compile(template: bytes, name: str) -> tuple[SheetProgram, ...]:
    """The programs of all sheets; raises one ``TemplateError`` that tells all mistakes found in single cells."""
    mistakes: list[TagError] = []
    templates = []
    for worksheet in _load(template, name).worksheets:
        found: list[TagError] = []
        templates.append(_read_sheet(worksheet, found))
        found += check_sheet(templates[-1])
        for mistake in found:
            mistake.sheet = worksheet.title
        mistakes += found
    if mistakes:
        raise TemplateError("\n".join(_tell(mistake, name) for mistake in mistakes))
    programs = []
    for sheet in templates:
        try:
            programs.append(compile_sheet(sheet))
        except TagError as mistake:
            mistake.sheet = sheet.title
            raise TemplateError(_tell(mistake, name)) from mistake
    return tuple(programs)


def _load(template: bytes, name: str) -> Workbook:
    try:
        with ZipFile(BytesIO(template)) as package:
            lost = sorted(set(_list_lost(package)))
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # extensions that openpyxl does not know are of no use on paper
            workbook = load_workbook(BytesIO(template), rich_text=True)
    except Exception as error:  # openpyxl raises whatever its zip and XML readers raise
        raise TemplateError(f"模板 {name} 打不开，不是完好的 .xlsx 文件，请用 Excel 或 WPS 另存一份") from error
    if lost:
        raise TemplateError(f"模板 {name} 里有{'、'.join(lost)}，表格模板里不能用，生成时会丢失，请删去")
    return workbook


def _list_lost(package: ZipFile) -> Iterator[str]:
    """What openpyxl would drop in silence; WPS leaves empty drawings behind, which are no loss."""
    for member in package.namelist():
        for prefix, what in _LOST.items():
            if member.startswith(prefix) and (prefix != _DRAWING or b"Anchor" in package.read(member)):
                yield what


def _tell(mistake: TagError, name: str) -> str:
    cell = f"{get_column_letter(mistake.column)}{mistake.row}" if mistake.row and mistake.column else ""
    tag = " ".join(mistake.tag.split())
    shown = f"（{tag if len(tag) <= 80 else tag[:80] + '…'}）" if tag else ""
    return f"模板 {name} 工作表“{mistake.sheet}”{cell} 有错：{mistake.problem}{shown}，请修改模板"


# Reading -------------------------------------------------------------------------------------------------------------


def _read_sheet(worksheet: Worksheet, mistakes: list[TagError]) -> SheetTemplate:
    contents: dict[tuple[int, int], Content] = {}
    for (row, column), cell in worksheet._cells.items():
        if cell.value is None:
            continue
        try:
            contents[row, column] = _read_cell(cell)
        except TagError as mistake:
            mistakes.append(mistake)
    corners = {(m.min_row, m.min_col): (m.max_row, m.max_col) for m in worksheet.merged_cells.ranges}
    height, width = _measure(worksheet, contents)
    return SheetTemplate(
        title=mend_tags(worksheet.title),
        contents=contents,
        corners=corners,
        margins=dict(_list_margins(worksheet)),
        height=height,
        width=width,
    )


def _measure(worksheet: Worksheet, contents: Mapping[tuple[int, int], Content]) -> tuple[int, int]:
    """Rows and columns that the sheet uses; programs that format whole rows or columns leave thousands of empty cells."""
    height, width = worksheet.max_row, worksheet.max_column
    set_high = [row for row in worksheet.row_dimensions if row <= height + _LOOSE_ROWS]
    height = max([height, *set_high])
    corners = [(merged.max_row, merged.max_col) for merged in worksheet.merged_cells.ranges]
    last_row = max((row for row, _ in (*contents, *corners)), default=1)
    last_column = max((column for _, column in (*contents, *corners)), default=1)
    return (
        height if height <= _MOST_BLANKS else last_row,
        width if width <= _MOST_BLANKS else last_column,
    )


def _read_cell(cell: Cell) -> Content:
    value = cell.value
    at = (cell.row, cell.column)
    if cell.data_type == "f":
        text = value.text if isinstance(value, ArrayFormula) else value
        if not isinstance(text, str):
            return Content(value)
        text, marks = split_marks(text, *at)
        if _TAG.search(_QUOTED_SHEET.sub("", text)):
            raise TagError(*at, text, "公式里不能写标签，请把词放在另一个单元格，让公式引用它")
        return Content(text if text.startswith("=") else f"={text}", is_formula=True, marks=marks)
    if not isinstance(value, str) and cell.data_type != "s":
        return Content(value)
    text = mend_tags(str(value)).replace("\r\n", "\n").replace("\r", "\n")
    if not _TAG.search(text):
        if stray := _STRAY.search(text):
            raise TagError(*at, text, f"“{stray.group()}”前面没有开头的“{'{%' if '%' in stray.group() else '{{'}”")
        return Content(value)
    text, marks = split_marks(text, *at)
    if marks and text.startswith("=") and not _TAG.search(text):
        return Content(text, is_formula=True, marks=marks)
    return Content(text, is_words=bool(_TAG.search(text)), marks=marks)


def _list_margins(worksheet: Worksheet) -> Iterator[tuple[int, str]]:
    """Texts of headers and footers that hold words, by their number."""
    for number, part in enumerate(list_margin_parts(worksheet.HeaderFooter)):
        if part.text and _TAG.search(mend_tags(part.text)):
            yield number, mend_tags(part.text)


# Making --------------------------------------------------------------------------------------------------------------


def _make_sheets(programs: Sequence[SheetProgram], words: Mapping[str, Any], name: str) -> dict[str, list[MadeSheet]]:
    """The made sheets of each template sheet, by its title in the template, with their grids filled."""
    made: dict[str, list[MadeSheet]] = {}
    taken: set[str] = set()
    for program in programs:
        title = program.template.title
        try:
            records = program.run(words)
            made[title] = [lay_out(program, record, make_title(record.title, taken)) for record in records]
        except TagError as mistake:
            mistake.sheet = title
            raise TemplateError(_tell(mistake, name)) from mistake
    try:
        fill_grids(made)
    except TagError as mistake:
        raise TemplateError(_tell(mistake, name)) from mistake
    return made


# Writing -------------------------------------------------------------------------------------------------------------


def _replace_sheets(workbook: Workbook, made: Mapping[str, Sequence[MadeSheet]]) -> None:
    """Put the made sheets where the template's sheets stood; names and the open sheet follow."""
    known = {title.casefold(): sheets for title, sheets in made.items()}

    def find(title: str) -> Sequence[MadeSheet] | None:
        return known.get(mend_tags(title).casefold())

    sources = list(workbook.worksheets)
    open_sheet = sources.index(workbook.active) if workbook.active in sources else 0
    for source in sources:
        workbook.remove(source)
    styles: dict[tuple[int, str], Any] = {}
    for number, source in enumerate(sources):
        if number == open_sheet:
            workbook.active = len(workbook.worksheets)
        for sheet in made[mend_tags(source.title)]:
            SheetWriter(source, workbook.create_sheet(sheet.title), sheet, find, styles).write()
    workbook.active = min(workbook._active_sheet_index, len(workbook.worksheets) - 1)
    for worksheet in workbook.worksheets:
        worksheet.sheet_view.tabSelected = worksheet is workbook.active
    for defined in workbook.defined_names.values():
        defined.value = move_formula(defined.value, None, find)
    workbook.calculation = CalcProperties(fullCalcOnLoad=True)
