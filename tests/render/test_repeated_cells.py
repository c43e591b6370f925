"""Rows, columns and sheets that are repeated: values keep their kind, formulas their meaning, whatever refers to them its aim."""

from __future__ import annotations

import re
from datetime import date, datetime
from decimal import Decimal
from typing import Any

import pytest
from lxml import etree
from openpyxl.chart import LineChart, Reference
from openpyxl.formatting.rule import CellIsRule
from openpyxl.styles import Border, Font, PatternFill, Side
from openpyxl.workbook.defined_name import DefinedName
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.table import Table

from tests.render.books import column, fill, read, workbook
from tests.render.packages import edit, members

S = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
RISKY = [
    "=1+1",
    "+86 138",
    "-1",
    "@SUM(A1)",
    '=HYPERLINK("http://x")',
    "'=1",
    "\t=1",
    "＝1+1",
    "0012",
    "1E5",
    "3/4",
    "TRUE",
    "#N/A",
]


def test_a_formula_is_each_rows_own() -> None:
    cells = {
        "A1": "{%tr for 数 in 数目 %}{{ 数 }}",
        "B1": "=A1*2",
        "C1": "=$A1+A$3",
        "D1": "=SUM(A1:B1)",
        "E1": "{%tr endfor %}",
        "A3": 7,
    }
    sheet = read(fill(workbook({"表": cells}), 数目=[1, 2, 3])).active
    assert column(sheet, "B", 1, 3) == ["=A1*2", "=A2*2", "=A3*2"]
    assert column(sheet, "C", 1, 3) == ["=$A1+A$5", "=$A2+A$5", "=$A3+A$5"]
    assert column(sheet, "D", 1, 3) == ["=SUM(A1:B1)", "=SUM(A2:B2)", "=SUM(A3:B3)"]


def test_a_formula_that_looks_at_the_heading_above_keeps_looking_there() -> None:
    cells = {
        "A1": 100,
        "A2": "{%tr for 数 in 数目 %}{{ 数 }}",
        "B2": "=A2*$A$1",
        "C2": "=A2*A1",
        "D2": "{%tr endfor %}",
    }
    sheet = read(fill(workbook({"表": cells}), 数目=[1, 2, 3])).active
    assert column(sheet, "B", 2, 4) == ["=A2*$A$1", "=A3*$A$1", "=A4*$A$1"]


@pytest.mark.parametrize("value", RISKY)
def test_text_stays_text(value: str) -> None:
    template = workbook(
        {"表": {"A1": "{%tr for 人 in 明细 %}{{ 人.名 }}", "B1": "甲{{ 人.名 }}", "C1": "{%tr endfor %}"}}
    )
    paper = fill(template, 明细=[{"名": value}] * 2)
    for cell in (read(paper).active["A1"], read(paper).active["A2"]):
        assert (cell.value, cell.data_type) == (value, "s")
    assert read(paper).active["B2"].value == f"甲{value}"
    assert b"<f" not in members(paper)["xl/worksheets/sheet1.xml"]


def test_numbers_dates_and_ids_keep_their_kind() -> None:
    cells = {
        "A1": "{%tr for 人 in 明细 %}{{ 人.号 }}",
        "B1": "{{ 人.数 }}",
        "C1": "{{ 人.日 }}",
        "D1": "{{ 人.账 }}",
        "E1": "{{ 人.整 }}{%tr endfor %}",
    }

    def draw(book: Any) -> None:
        book.active["C1"].number_format = "yyyy/m/d"
        book.active["B1"].number_format = "#,##0.00"

    person = {"号": "511902198001010013", "数": Decimal("1234.50"), "日": date(2026, 3, 5), "账": "0062", "整": 46}
    sheet = read(fill(workbook({"表": cells}, draw), 明细=[person] * 3)).active
    for row in (1, 2, 3):
        found = [sheet.cell(row, number) for number in range(1, 6)]
        assert [cell.value for cell in found] == [person["号"], 1234.5, datetime(2026, 3, 5), "0062", 46]
        assert [cell.data_type for cell in found] == ["s", "n", "d", "s", "n"]
        assert [found[1].number_format, found[2].number_format] == ["#,##0.00", "yyyy/m/d"]


def test_large_and_small_numbers_are_exact() -> None:
    values = [Decimal("0.1"), Decimal("123456789.12"), Decimal("-0.005"), Decimal("1E+3"), Decimal("0.00"), 10**15]
    template = workbook({"表": {"A1": "{%tr for 数 in 数目 %}{{ 数 }}{%tr endfor %}"}})
    sheet = read(fill(template, 数目=values)).active
    assert column(sheet, "A", 1, len(values)) == [0.1, 123456789.12, -0.005, 1000, 0, 10**15]


def test_styles_stay_and_are_not_multiplied() -> None:
    def draw(book: Any) -> None:
        book.active["A1"].font = Font(name="仿宋_GB2312", size=16, bold=True)
        book.active["B1"].border = Border(top=Side("thick"))
        book.active.row_dimensions[1].height = 33.5

    template = workbook({"表": {"A1": "{%tr for 数 in 数目 %}{{ 数 }}{%tr endfor %}", "B1": "固定"}}, draw)
    paper = fill(template, 数目=list(range(200)))
    sheet = read(paper).active
    assert {
        (sheet[f"A{row}"].font.name, sheet[f"A{row}"].font.sz, sheet[f"A{row}"].font.b) for row in range(1, 201)
    } == {("仿宋_GB2312", 16, True)}
    assert {sheet[f"B{row}"].border.top.style for row in range(1, 201)} == {"thick"}
    assert {sheet.row_dimensions[row].height for row in range(1, 201)} == {33.5}
    styles = [etree.fromstring(members(package)["xl/styles.xml"]).find(f"{S}cellXfs") for package in (template, paper)]
    assert len(styles[1]) <= len(styles[0]) + 2


def test_an_excel_table_widens_with_its_rows() -> None:
    def draw(book: Any) -> None:
        book.active.add_table(Table(displayName="名册", ref="A1:B2"))

    cells = {
        "A1": "姓名",
        "B1": "金额",
        "A2": "{%tr for 人 in 明细 %}{{ 人.名 }}",
        "B2": "{{ 人.额 }}",
        "C2": "{%tr endfor %}",
    }
    people = [{"名": f"工人{n}", "额": n} for n in range(4)]
    paper = fill(workbook({"表": cells}, draw), 明细=people)
    assert read(paper).active.tables["名册"].ref == "A1:B5"
    assert read(paper).active.tables["名册"].autoFilter.ref == "A1:B5"


def test_shared_formulas_of_excel_are_understood() -> None:
    cells = {
        "A1": "{%tr for 数 in 数目 %}{{ 数 }}",
        "B1": "=A1*2",
        "C1": "{%tr endfor %}",
        "B2": "=A2*2",
        "B3": "=A3*2",
        "A2": 5,
        "A3": 6,
    }

    def share(sheet: bytes) -> bytes:
        shared = sheet.replace(b"<f>A1*2</f>", b'<f t="shared" ref="B1:B3" si="0">A1*2</f>')
        for row in (2, 3):
            shared = shared.replace(b"<f>A%d*2</f>" % row, b'<f t="shared" si="0"/>')
        return shared

    sheet = read(fill(edit(workbook({"表": cells}), {"xl/worksheets/sheet1.xml": share}), 数目=[1, 2, 3])).active
    assert column(sheet, "B", 1, 5) == ["=A1*2", "=A2*2", "=A3*2", "=A4*2", "=A5*2"]


def test_a_list_of_calculation_order_of_the_template_is_not_kept() -> None:
    kind = b'<Override PartName="/xl/calcChain.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.calcChain+xml"/></Types>'
    link = b'<Relationship Id="rIdCalc" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/calcChain" Target="calcChain.xml"/></Relationships>'
    template = edit(
        workbook({"表": {"A1": "{%tr for 数 in 数目 %}{{ 数 }}", "B1": "=A1*2", "C1": "{%tr endfor %}"}}),
        {
            "[Content_Types].xml": lambda old: old.replace(b"</Types>", kind),
            "xl/_rels/workbook.xml.rels": lambda old: old.replace(b"</Relationships>", link),
            "xl/calcChain.xml": lambda _: (
                b'<calcChain xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><c r="B1" i="1"/></calcChain>'
            ),
        },
    )
    paper = fill(template, 数目=[])
    assert not any("calcChain" in name for name in members(paper))


def test_whole_columns_rows_and_strange_sheet_names() -> None:
    cells = {
        "A1": "头",
        "A2": "{%tr for 数 in 数目 %}{{ 数 }}{%tr endfor %}",
        "A3": "尾",
        "C5": "=SUM(A:A)",
        "C6": "=SUM(3:3)",
    }
    other = {
        "A1": "=SUM('表 ''一'' (甲)'!A2:A2)",
        "A2": "=COUNTA('表 ''一'' (甲)'!$A:$A)",
        "A3": "='表 ''一'' (甲)'!A3",
    }
    book = read(fill(workbook({"表 '一' (甲)": cells, "汇总": other}), 数目=[1, 2, 3, 4]))
    sheet = book.worksheets[0]
    assert [sheet["C8"].value, sheet["C9"].value] == ["=SUM(A:A)", "=SUM(6:6)"]
    assert [book["汇总"][f"A{row}"].value for row in (1, 2, 3)] == [
        "=SUM('表 ''一'' (甲)'!A2:A5)",
        "=COUNTA('表 ''一'' (甲)'!$A:$A)",
        "='表 ''一'' (甲)'!A6",
    ]


def test_a_chart_on_another_sheet_widens() -> None:
    def draw(book: Any) -> None:
        chart = LineChart()
        chart.add_data(Reference(book["表"], min_col=1, min_row=1, max_row=2), titles_from_data=True)
        book["图"].add_chart(chart, "A1")

    cells = {"A1": "数目", "A2": "{%tr for 数 in 数目 %}{{ 数 }}{%tr endfor %}"}
    paper = fill(workbook({"表": cells, "图": {}}, draw), 数目=[1, 2, 3])
    chart = members(paper)["xl/charts/chart1.xml"].decode().replace("$", "").replace("'", "")
    assert "表!A1<" in chart
    assert "表!A2:A4<" in chart


def test_two_row_items_keep_their_merges_and_heights() -> None:
    def draw(book: Any) -> None:
        book.active.merge_cells("A2:A3")
        book.active.merge_cells("C2:D3")
        book.active.row_dimensions[3].height = 40

    cells = {
        "A1": "{%tr for 人 in 明细 %}",
        "A2": "{{ 人.名 }}",
        "B2": "上",
        "B3": "下",
        "A4": "{%tr endfor %}",
        "A5": "=COUNTA(B2:B3)",
    }
    paper = fill(workbook({"表": cells}, draw), 明细=[{"名": "甲"}, {"名": "乙"}, {"名": "丙"}])
    sheet = read(paper).active
    assert column(sheet, "A", 1, 7) == ["甲", None, "乙", None, "丙", None, "=COUNTA(B1:B6)"]
    assert {str(merge) for merge in sheet.merged_cells.ranges} == {"A1:A2", "C1:D2", "A3:A4", "C3:D4", "A5:A6", "C5:D6"}
    assert [sheet.row_dimensions[row].height for row in range(1, 7)] == [None, 40, None, 40, None, 40]
    assert read(paper, cached=True).active["A7"].value == 6


def test_conditions_drop_rows_and_what_belongs_to_them() -> None:
    def draw(book: Any) -> None:
        book.active.merge_cells("A2:C2")

    cells = {"A1": "{%tr if 备注 %}", "A2": "备注", "A3": "{%tr endif %}", "A4": 4, "A5": "=A4*2", "B5": "=SUM(A2:A4)"}
    without, having = (fill(workbook({"表": cells}, draw), 备注=note) for note in ("", "有"))
    assert read(without).active["A2"].value == "=A1*2"
    assert read(without).active["B2"].value in {"=SUM(A1:A1)", "=SUM(A1)"}
    assert not read(without).active.merged_cells.ranges
    assert read(having).active["A3"].value == "=A2*2"
    assert {str(merge) for merge in read(having).active.merged_cells.ranges} == {"A1:C1"}


def test_panes_groups_and_hidden_rows_move() -> None:
    def draw(book: Any) -> None:
        sheet = book.active
        sheet.freeze_panes = "B2"
        sheet.row_dimensions[2].outlineLevel = 1
        sheet.row_dimensions[4].hidden = True

    cells = {"A1": "头", "A2": "{%tr for 数 in 数目 %}{{ 数 }}{%tr endfor %}", "A3": "尾", "A4": "藏"}
    sheet = read(fill(workbook({"表": cells}, draw), 数目=[1, 2, 3])).active
    assert sheet.freeze_panes == "B2"
    assert [sheet.row_dimensions[row].outlineLevel for row in range(1, 6)] == [0, 1, 1, 1, 0]
    assert [bool(sheet.row_dimensions[row].hidden) for row in range(1, 7)] == [False] * 5 + [True]


def test_ranges_that_reach_to_the_last_row_stay_inside_the_sheet() -> None:
    def draw(book: Any) -> None:
        choice = DataValidation(type="list", formula1='"是,否"')
        choice.add("B2:B1048576")
        choice.add("D1:D1048576")
        book.active.add_data_validation(choice)
        rule = CellIsRule(operator="greaterThan", formula=["A$1"], fill=PatternFill(bgColor="FFFF0000"))
        book.active.conditional_formatting.add("A2:A1048576", rule)
        book.defined_names["整列"] = DefinedName("整列", attr_text="表!$A$2:$A$1048576")

    cells = {
        "A1": 0,
        "A2": "{%tr for 数 in 数目 %}{{ 数 }}{%tr endfor %}",
        "C1": "=SUM(A2:A1048576)",
        "C3": "=SUM(整列)",
    }
    paper = fill(workbook({"表": cells}, draw), 数目=list(range(50)))
    book = read(paper)
    assert book.active["C1"].value == "=SUM(A2:A1048576)"
    assert book.defined_names["整列"].attr_text.replace("'", "") == "表!$A$2:$A$1048576"
    ranges = [str(found.sqref) for found in book.active.conditional_formatting]
    ranges += [str(found.sqref) for found in book.active.data_validations.dataValidation]
    assert {row for where in ranges for row in re.findall(r":[A-Z]+(\d+)", where)} == {"1048576"}
    assert read(paper, cached=True).active["C1"].value == sum(range(50))
