from __future__ import annotations

import io

import openpyxl
import pytest

from archivegen.archive.completeness.index import build_index
from archivegen.archive.completeness.workbook import render_workbook
from archivegen.plan import Origin
from tests.archive.made_index import make_rich_index


def open_book(desk, **facts):
    index = build_index(desk.facts(**facts), desk.plan, desk.states(), desk.arrangement())
    return openpyxl.load_workbook(io.BytesIO(render_workbook(index)))


def rows(sheet, start=3):
    return [list(row) for row in sheet.iter_rows(min_row=start, values_only=True)]


def test_every_line_of_the_catalogue_stands_in_the_main_sheet(small_desk):
    sheet = open_book(small_desk)["总表"]
    table = rows(sheet)
    assert table[0] == ["序号", "阶段", "代码", "题名", "状态", "件号", "日期", "页数", "责任者", "期限", "说明"]
    assert [row[2] for row in table[1:]] == ["B05", "C18", "C21", "D12"]
    assert [row[4] for row in table[1:]] == ["齐全", "齐全", "待签章", "不适用"]
    assert [row[5] for row in table[1:]] == ["001-0001", "002-0001", None, None]
    assert "签字盖章" in table[3][10]
    places = rows(open_book(small_desk)["分类和文件"])
    assert places[1][8] == "02_申报/B05_项目资金计划下达文件/001-0001_B05_项目资金计划下达文件.pdf"


def test_there_is_a_sheet_for_every_view_and_a_list_of_tasks_for_each_level(small_desk):
    small_desk.prerequisites = ((1, "项目资金计划文件", ("B05",)), (5, "兑现花名册", ("C21",)))
    book = open_book(small_desk)
    assert book.sheetnames == [
        "总表",
        "分类和文件",
        "资料清单",
        "按阶段",
        "按责任层级",
        "四不缺",
        "验收前置2项",
        "案卷",
        "待办 县级（县发展改革局）",
        "待办 项目乡镇",
    ]
    assert rows(book["按阶段"])[-1] == ["合计", 3, 2, 1, 0, 1, "66.6%"]
    assert [row[0] for row in rows(book["按责任层级"])[1:]] == ["县级（县发展改革局）", "项目乡镇", "合计"]
    prerequisites = rows(book["验收前置2项"])[1:]
    assert [row[3] for row in prerequisites] == ["齐全", "不齐全"]
    assert prerequisites[1][4] == "C21 劳务报酬发放表（2026-03）（待签章）"
    assert rows(book["待办 县级（县发展改革局）"])[1][:2] == ["无", None]
    task = rows(book["待办 项目乡镇"])[1]
    assert task[1:7] == [
        "C21",
        "劳务报酬发放表（2026-03）",
        "待签章",
        "已生成，还没有签章",
        "由制表人、乡镇主要负责人签字盖章，扫描后放入 归档件/C21@2026-03/",
        "香水镇人民政府",
    ]


def test_a_rich_archive_has_all_sheets_and_names_that_a_workbook_takes():
    book = openpyxl.load_workbook(io.BytesIO(render_workbook(make_rich_index())))
    assert {"按要点", "按分项", "按六类", "关口", "关口事项", "案卷", "保管期限调整", "归档问题"} <= set(
        book.sheetnames
    )
    assert rows(book["关口"])[2][:5] == ["G3 发薪", "2026年3月的报酬能不能发", "不能", 2, 0]
    assert [row[3] for row in rows(book["关口事项"])[1:]] == ["C21 劳务报酬发放表（待签章）", "R601 公示天数不够"]
    assert rows(book["保管期限调整"])[1] == ["B01", "申报请示", "10年", "永久", "省里有要求"]
    assert rows(book["案卷"])[1][:4] == ["001", "QZ-001", "案卷", "规划储备卷"]
    widest = max(sum(d.width for d in sheet.column_dimensions.values()) for sheet in book)
    assert widest < 180, "a sheet that is wider is printed too small to read on A4"


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
    assert [row[0] for row in rows(open_book(desk)["总表"])] == ["序号", "无"]


def test_the_same_index_gives_the_same_bytes(small_desk):
    index = build_index(small_desk.facts(), small_desk.plan, small_desk.states(), small_desk.arrangement())
    assert render_workbook(index) == render_workbook(index)
