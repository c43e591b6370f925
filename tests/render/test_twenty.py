"""The twenty things that a repeated row must move or widen in a workbook, each drawn as an office would draw it.

A wage sheet with one data row is filled with nobody, one, and five people; its tags stand in rows of their own or inside
the data row.  Either way the people begin in row 3 and the total follows them.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from io import BytesIO
from typing import Any

import pytest
from lxml import etree
from openpyxl import load_workbook
from openpyxl.chart import BarChart, Reference
from openpyxl.comments import Comment
from openpyxl.formatting.rule import CellIsRule
from openpyxl.styles import PatternFill
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.hyperlink import Hyperlink
from openpyxl.worksheet.pagebreak import Break

from archivegen.render.xlsx import render_xlsx
from tests.render.drawings import add_picture
from tests.render.libreoffice import recalculate_all
from tests.render.packages import members
from tests.render.validity import find_xlsx_faults
from tests.render.wages import STYLES, Wages, draw_figures, paid, people

COUNTS = (0, 1, 5)
XDR = "{http://schemas.openxmlformats.org/drawingml/2006/spreadsheetDrawing}"
CHART = "{http://schemas.openxmlformats.org/drawingml/2006/chart}"
EXCEL = "{urn:schemas-microsoft-com:office:excel}"
Draw = Callable[["Wages"], object]


def fill(style: str, count: int, draw: Draw = lambda wages: None, change: Callable[[bytes], bytes] = bytes) -> bytes:
    wages = Wages(style)
    draw(wages)
    words = {"项目": {"名称": "香水村"}, "明细": people(count)}
    paper = render_xlsx(change(wages.save()), words, name="C21.xlsx")
    assert find_xlsx_faults(paper) == []
    assert b"#REF!" not in b"".join(content for name, content in members(paper).items() if name.endswith(".xml"))
    return paper


def sheet_of(paper: bytes, title: str = "发放表") -> Any:
    return load_workbook(BytesIO(paper))[title]


def each(draw: Draw, change: Callable[[bytes], bytes] = bytes) -> Iterator[tuple[int, bytes]]:
    """The filled papers of both ways to write the tags, with the number of people."""
    for style in STYLES:
        for count in COUNTS:
            yield count, fill(style, count, draw, change)


# What is calculated: all such papers go through LibreOffice in one run.


@pytest.fixture(scope="module")
def figured() -> dict[tuple[str, int], bytes]:
    return {(style, count): fill(style, count, draw_figures) for style in STYLES for count in COUNTS}


@pytest.fixture(scope="module")
def recalculated(
    figured: dict[tuple[str, int], bytes], tmp_path_factory: pytest.TempPathFactory
) -> dict[tuple[str, int], Any]:
    names = {f"{style} {count}": (style, count) for style, count in figured}
    books = recalculate_all({name: figured[key] for name, key in names.items()}, tmp_path_factory.mktemp("office"))
    return {names[name]: book for name, book in books.items()}


every_figure = pytest.mark.parametrize(("style", "count"), [(style, count) for style in STYLES for count in COUNTS])


@every_figure
def test_01_the_total_counts_every_row(style: str, count: int, figured: Any, recalculated: Any) -> None:
    total = 3 + count
    assert recalculated[style, count]["发放表"].cell(total, 5).value == pytest.approx(float(paid(count)))
    if count:
        assert sheet_of(figured[style, count]).cell(total, 5).value == f"=SUM(E3:E{total - 1})"
        assert sheet_of(figured[style, count])["H1"].value == f"=SUM($E$3:$E${total - 1})"


@every_figure
def test_02_formulas_below_the_rows_move(style: str, count: int, figured: Any, recalculated: Any) -> None:
    total, days = 3 + count, sum(person["天数"] for person in people(count))
    sheet, figures = sheet_of(figured[style, count]), recalculated[style, count]["发放表"]
    assert sheet.cell(total + 1, 5).value == f"=IF(C{total}=0,0,ROUND(E{total}/C{total},2))"
    assert sheet.cell(total + 2, 5).value == f"=E{total}*2"
    assert figures.cell(total + 1, 5).value == pytest.approx(float(round(paid(count) / days, 2)) if days else 0)
    assert figures.cell(total + 2, 5).value == pytest.approx(float(paid(count) * 2))


def test_03_row_heights_move_and_repeat() -> None:
    def draw(wages: Wages) -> None:
        for row, height in ((2, 31), (wages.data, 24), (wages.total, 41), (wages.total + 2, 53)):
            wages.sheet.row_dimensions[row].height = height

    for count, paper in each(draw):
        heights = [sheet_of(paper).row_dimensions[row].height for row in range(2, 6 + count)]
        assert heights == [31, *[24] * count, 41, None, 53]


def test_04_merged_cells_move_and_repeat() -> None:
    def draw(wages: Wages) -> None:
        wages.sheet.merge_cells("A1:F1")
        wages.sheet.merge_cells(start_row=wages.total, end_row=wages.total, start_column=1, end_column=2)
        wages.sheet.merge_cells(start_row=wages.total + 2, end_row=wages.total + 3, start_column=1, end_column=6)

    for count, paper in each(draw):
        total = 3 + count
        merged = {str(merge) for merge in sheet_of(paper).merged_cells.ranges}
        assert merged == {"A1:F1", f"A{total}:B{total}", f"A{total + 2}:F{total + 3}"}


def test_04_a_merge_inside_the_row_is_made_for_each() -> None:
    def draw(wages: Wages) -> None:
        wages.sheet.merge_cells(start_row=wages.data, end_row=wages.data, start_column=6, end_column=8)

    for count, paper in each(draw):
        merged = {str(merge) for merge in sheet_of(paper).merged_cells.ranges}
        assert merged == {f"F{row}:H{row}" for row in range(3, 3 + count)}


def test_05_conditional_formats_cover_every_row() -> None:
    red = PatternFill(bgColor="FFFF0000", fill_type="solid")

    def draw(wages: Wages) -> None:
        data, total = wages.data, wages.total
        rule = CellIsRule(operator="greaterThan", formula=[f"$E${total}/2"], fill=red)
        wages.sheet.conditional_formatting.add(f"E{data}:E{data}", rule)
        wages.sheet.conditional_formatting.add(
            f"C{total}", CellIsRule(operator="lessThan", formula=[f"C{data}"], fill=red)
        )

    for count, paper in each(draw):
        total = 3 + count
        formats = {str(found.sqref): found.rules[0].formula for found in sheet_of(paper).conditional_formatting}
        assert any(where == f"C{total}" for where in formats)
        cells = {cell for where in formats for cell in expand(where) if cell != f"C{total}"}
        assert cells == {f"E{row}" for row in range(3, total)}
        if count:
            assert {formats[where][0] for where in formats if where.startswith("E")} == {f"$E${total}/2"}


def test_06_validations_cover_every_row() -> None:
    def draw(wages: Wages) -> None:
        days = DataValidation(type="decimal", operator="between", formula1="0", formula2=f"$C${wages.total}")
        days.add(f"C{wages.data}")
        wages.sheet.add_data_validation(days)
        choice = DataValidation(type="list", formula1='"是,否"')
        choice.add(f"F{wages.total}")
        wages.sheet.add_data_validation(choice)

    for count, paper in each(draw):
        total = 3 + count
        found = {valid.type: valid for valid in sheet_of(paper).data_validations.dataValidation}
        assert str(found["list"].sqref) == f"F{total}"
        if count:
            assert set(expand(str(found["decimal"].sqref))) == {f"C{row}" for row in range(3, total)}
            assert found["decimal"].formula2 == f"$C${total}"
        else:
            assert "decimal" not in found


def test_07_the_print_area_widens() -> None:
    def draw(wages: Wages) -> None:
        wages.sheet.print_area = f"A1:F{wages.total + 2}"

    for count, paper in each(draw):
        assert sheet_of(paper).print_area == f"'发放表'!$A$1:$F${5 + count}"


def test_08_print_titles_stay_or_move() -> None:
    def draw(wages: Wages) -> None:
        wages.sheet.print_title_rows = "1:2"
        second = wages.book.copy_worksheet(wages.sheet)
        second.title = "下方标题"
        second.print_title_rows = f"{wages.total}:{wages.total + 1}"
        second.print_title_cols = "A:B"

    for count, paper in each(draw):
        assert sheet_of(paper).print_title_rows == "$1:$2"
        assert sheet_of(paper, "下方标题").print_title_rows == f"${3 + count}:${4 + count}"
        assert sheet_of(paper, "下方标题").print_title_cols == "$A:$B"


def test_09_the_filter_widens() -> None:
    def draw(wages: Wages) -> None:
        wages.sheet.auto_filter.ref = f"A2:F{wages.data}"

    for count, paper in each(draw):
        assert sheet_of(paper).auto_filter.ref == f"A2:F{2 + count}"
        hidden = [name for name in load_workbook(BytesIO(paper))["发放表"].defined_names if "FilterDatabase" in name]
        assert not hidden or count


@every_figure
def test_10_defined_names_widen_and_move(style: str, count: int, figured: Any, recalculated: Any) -> None:
    names = load_workbook(BytesIO(figured[style, count])).defined_names
    assert names["合计数"].attr_text.replace("'", "") == f"发放表!$E${3 + count}"
    if count:
        assert names["各人金额"].attr_text.replace("'", "") == f"发放表!$E$3:$E${2 + count}"
    summary = recalculated[style, count]["汇总"]
    assert [summary["A4"].value, summary["A5"].value] == pytest.approx([float(paid(count))] * 2)


@every_figure
def test_11_ranges_on_other_sheets_widen(style: str, count: int, figured: Any, recalculated: Any) -> None:
    summary = recalculated[style, count]["汇总"]
    second = float(people(2)[1]["天数"] * people(2)[1]["单价"]) if count > 1 else 0
    assert summary["A1"].value == pytest.approx(float(paid(count)))
    assert summary["A3"].value == pytest.approx(float(paid(count) * 2))
    assert summary["A6"].value == count
    assert summary["A7"].value == pytest.approx(second)
    assert summary["A8"].value == f"E{4 if style == STYLES[0] else 3}不是引用"


@every_figure
def test_12_cells_on_other_sheets_move(style: str, count: int, figured: Any, recalculated: Any) -> None:
    assert sheet_of(figured[style, count], "汇总")["A2"].value == f"=发放表!E{3 + count}"
    assert sheet_of(figured[style, count])["H2"].value == f"=E{3 + count}"
    assert recalculated[style, count]["汇总"]["A2"].value == pytest.approx(float(paid(count)))


@every_figure
def test_what_we_cached_is_what_is_calculated(style: str, count: int, figured: Any, recalculated: Any) -> None:
    cached = load_workbook(BytesIO(figured[style, count]), data_only=True)
    for sheet in recalculated[style, count]:
        for cell in (cell for row in sheet.iter_rows() for cell in row):
            ours = cached[sheet.title][cell.coordinate].value
            unknown = sheet.title == "汇总" and ours is None  # no cached value is honest, a wrong one is not
            expected = pytest.approx(cell.value) if isinstance(cell.value, int | float) else cell.value
            assert unknown or ours == expected, cell.coordinate


def test_13_comments_move_and_repeat() -> None:
    def draw(wages: Wages) -> None:
        for row in (wages.data, wages.total):
            wages.sheet.cell(row, 5).comment = Comment("核对" if row == wages.total else "逐人", "会计")

    for count, paper in each(draw):
        found = {
            cell.coordinate: cell.comment.text for row in sheet_of(paper).iter_rows() for cell in row if cell.comment
        }
        expected = {f"E{3 + count}": "核对"} | {f"E{row}": "逐人" for row in range(3, 3 + count)}
        assert found == expected
        notes = [etree.fromstring(content) for name, content in members(paper).items() if name.endswith(".vml")]
        anchored = [
            (int(note.findtext(f"{EXCEL}Column")) + 1, int(note.findtext(f"{EXCEL}Row")) + 1)
            for drawing in notes
            for note in drawing.iter(f"{EXCEL}ClientData")
        ]
        assert sorted(anchored) == sorted((5, int(where[1:])) for where in expected)


def test_14_hyperlinks_move_and_repeat() -> None:
    def draw(wages: Wages) -> None:
        wages.sheet.cell(wages.data, 1).hyperlink = "https://example.org/worker"
        wages.sheet.cell(wages.total, 1).hyperlink = "https://example.org/total"
        where = f"A{wages.total + 1}"
        wages.sheet[where].hyperlink = Hyperlink(ref=where, location=f"发放表!E{wages.total}")

    for count, paper in each(draw):
        total = 3 + count
        links = {
            cell.coordinate: cell.hyperlink for row in sheet_of(paper).iter_rows() for cell in row if cell.hyperlink
        }
        workers = {f"A{row}" for row in range(3, total)}
        assert set(links) == workers | {f"A{total}", f"A{total + 1}"}
        assert {links[where].target for where in workers} <= {"https://example.org/worker"}
        assert links[f"A{total}"].target == "https://example.org/total"
        assert links[f"A{total + 1}"].location.replace("'", "") == f"发放表!E{total}"


def test_15_page_breaks_move() -> None:
    def draw(wages: Wages) -> None:
        wages.sheet.row_breaks.append(Break(id=2))
        wages.sheet.row_breaks.append(Break(id=wages.total))
        wages.sheet.row_breaks.append(Break(id=wages.total + 1))

    for count, paper in each(draw):
        assert [mark.id for mark in sheet_of(paper).row_breaks.brk] == [2, 3 + count, 4 + count]


def anchors(paper: bytes) -> list[tuple[str, int, int | None]]:
    """What each drawing holds (pic, graphicFrame), its first and its last row, counted from 1."""
    found = []
    for name, content in sorted(members(paper).items()):
        if re.fullmatch(r"xl/drawings/drawing\d+\.xml", name):
            for anchor in etree.fromstring(content):
                kind = next(tag for tag in ("pic", "graphicFrame") if anchor.find(f"{XDR}{tag}") is not None)
                rows = [int(anchor.findtext(f"{XDR}{end}/{XDR}row") or -2) + 1 for end in ("from", "to")]
                found.append((kind, rows[0], rows[1] if rows[1] >= 0 else None))
    return found


def test_16_and_17_pictures_stay_and_move() -> None:
    rows: list[int] = []

    def draw(wages: Wages) -> None:
        rows[:] = [1, wages.total + 4]

    def change(workbook: bytes) -> bytes:
        for row in rows:
            workbook = add_picture(workbook, row)
        return workbook

    for count, paper in each(draw, change):
        assert anchors(paper) == [("pic", 1, 2), ("pic", 7 + count, 8 + count)]
        media = [content for name, content in members(paper).items() if name.startswith("xl/media/")]
        assert media
        assert all(content.startswith(b"\x89PNG") for content in media)


def draw_chart(wages: Wages) -> None:
    chart = BarChart()
    chart.add_data(Reference(wages.sheet, min_col=5, min_row=wages.data, max_row=wages.data), titles_from_data=False)
    chart.set_categories(Reference(wages.sheet, min_col=1, min_row=wages.data, max_row=wages.data))
    wages.sheet.add_chart(chart, f"A{wages.total + 4}")


def test_18_charts_stay_and_move() -> None:
    for count, paper in each(draw_chart):
        assert [(kind, first) for kind, first, _ in anchors(paper)] == [("graphicFrame", 7 + count)]
        assert sum(name.startswith("xl/charts/chart") for name in members(paper)) == 1


def test_19_charts_widen() -> None:
    for count, paper in each(draw_chart):
        chart = next(content for name, content in members(paper).items() if name.startswith("xl/charts/chart"))
        root = etree.fromstring(chart)
        formulas = [node.text.replace("'", "").replace("$", "") for node in root.iter(f"{CHART}f")]
        if count:
            widened = [f"发放表!{column}3" + (f":{column}{2 + count}" if count > 1 else "") for column in "AE"]
            assert sorted(formulas) == widened
        for cache in root.iter(f"{CHART}numCache", f"{CHART}strCache"):
            assert int(cache.find(f"{CHART}ptCount").get("val")) == count


def test_20_footers_and_headers_keep_their_codes_and_take_words() -> None:
    def draw(wages: Wages) -> None:
        wages.sheet.oddFooter.center.text = "{{ 项目.名称 }} 第 &P 页 共 &N 页"
        wages.sheet.oddHeader.right.text = "R && D {{ 明细|length }}人"

    for count, paper in each(draw):
        sheet = sheet_of(paper)
        assert sheet.oddFooter.center.text == "香水村 第 &P 页 共 &N 页"
        assert sheet.oddHeader.right.text == f"R && D {count}人"


def test_20_a_word_in_a_footer_is_no_code() -> None:
    wages = Wages(STYLES[0])
    wages.sheet.oddFooter.center.text = "{{ 项目.名称 }}&P"
    paper = render_xlsx(wages.save(), {"项目": {"名称": "甲&P乙&D"}, "明细": []}, name="C21.xlsx")
    xml = members(paper)["xl/worksheets/sheet1.xml"].decode()
    assert "甲&amp;&amp;P乙&amp;&amp;D&amp;P" in xml


def expand(reference: str) -> Iterator[str]:
    """``E3:E5 E7`` → E3 E4 E5 E7; one column a range."""
    for piece in reference.split():
        first, _, last = piece.partition(":")
        column = re.match("[A-Z]+", first).group()
        start, end = int(first[len(column) :]), int((last or first)[len(column) :])
        yield from (f"{column}{row}" for row in range(start, end + 1))
