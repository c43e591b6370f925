from __future__ import annotations

import io

import openpyxl
import pytest

from archivegen.archive.index import build_index
from archivegen.archive.workbook import render_workbook
from archivegen.plan import Origin


def open_book(desk, **facts):
    index = build_index(desk.facts(**facts), desk.plan, desk.states(), desk.arrangement())
    return openpyxl.load_workbook(io.BytesIO(render_workbook(index)))


def rows(sheet, start=3):
    return [list(row) for row in sheet.iter_rows(min_row=start, values_only=True)]


def test_every_line_of_the_catalogue_stands_in_the_main_sheet(small_desk):
    sheet = open_book(small_desk)["总表"]
    table = rows(sheet)
    assert table[0][:7] == ["序号", "阶段", "代码", "题名", "状态", "件号", "说明"]
    assert [row[2] for row in table[1:]] == ["B05", "C18", "C21", "D12"]
    assert [row[4] for row in table[1:]] == ["齐全", "齐全", "待签章", "不适用"]
    assert [row[5] for row in table[1:]] == ["001-0001", "002-0001", None, None]
    assert table[1][10] == "02_申报/B05_项目资金计划下达文件/001-0001_B05_项目资金计划下达文件.pdf"


def test_there_is_a_sheet_for_stages_levels_prerequisites_and_what_is_owed(small_desk):
    small_desk.prerequisites = ((1, "项目资金计划文件", ("B05",)), (5, "兑现花名册", ("C21",)))
    book = open_book(small_desk)
    assert book.sheetnames == ["总表", "按阶段", "按责任层级", "验收前置11项", "待办清单"]
    assert rows(book["按阶段"])[-1] == ["合计", 3, 2, 1, 0, 1, "66.6%"]
    assert [row[0] for row in rows(book["按责任层级"])[1:]] == ["县级（县发展改革局）", "项目乡镇", "合计"]
    gate = rows(book["验收前置11项"])[1:]
    assert [row[3] for row in gate] == ["齐全", "不齐全"]
    assert gate[1][4] == "C21 劳务报酬发放表（2026-03）（待签章）"
    assert [row[3] for row in rows(book["待办清单"])[1:]] == ["C21"]


def test_it_prints_on_a4_with_its_headings_on_every_page(small_desk):
    for sheet in open_book(small_desk):
        assert (sheet.page_setup.paperSize, sheet.page_setup.orientation) == ("9", "landscape") or (
            sheet.page_setup.paperSize == 9 and sheet.page_setup.orientation == "landscape"
        )
        assert sheet.sheet_properties.pageSetUpPr.fitToPage
        assert (sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight) == (1, 0)
        assert sheet.print_title_rows == "$1:$3"
        assert sheet.freeze_panes == "A4"


@pytest.mark.parametrize("text", ['=HYPERLINK("http://x")', "+1", "-1", "@SUM(A1)", "=1+1"])
def test_text_that_looks_like_a_formula_stays_text(desk, text):
    desk.owe("C09", text, origin=Origin.COLLECTED)
    cell = open_book(desk)["总表"]["D4"]
    assert (cell.value, cell.data_type) == (text, "s")
    assert cell.quotePrefix


def test_characters_that_no_workbook_holds_are_left_out(desk):
    desk.owe("C09", "甲\x00\x07乙\ud800丙\ufffe丁𠮷")
    assert open_book(desk)["总表"]["D4"].value == "甲乙丙丁𠮷"


def test_a_plan_without_papers_gives_an_empty_index(desk):
    assert len(rows(open_book(desk)["总表"])) == 1


def test_the_same_index_gives_the_same_bytes(small_desk):
    index = build_index(small_desk.facts(), small_desk.plan, small_desk.states(), small_desk.arrangement())
    assert render_workbook(index) == render_workbook(index)
