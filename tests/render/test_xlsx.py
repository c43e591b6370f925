"""Excel papers filled from templates that are built on the spot, as an office would draw them."""

from __future__ import annotations

import re
from datetime import date, datetime
from decimal import Decimal
from io import BytesIO
from typing import Any
from zipfile import ZipFile

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import load_workbook
from openpyxl.cell.rich_text import CellRichText, TextBlock
from openpyxl.cell.text import InlineFont

from archivegen.errors import TemplateError
from archivegen.render.office import extract_text
from archivegen.render.xlsx import render_xlsx, xlsx_words
from tests.render.workbooks import NAMES, PROJECT, WAGES, Cells, build, fail, fill, people, read, render, rows

TEXT_CELL = build({"A1": "备注", "B1": "{{ 备注 }}", "C1": "止"})


class TestValues:
    def test_types_reach_their_cells(self) -> None:
        cells = {
            "A1": "{{ 数 }}",
            "B1": "{{ 整 }}",
            "C1": "{{ 日 }}",
            "D1": "{{ 文 }}",
            "E1": "{{ 空 }}",
            "F1": "{{ 否 }}",
            "G1": "共{{ 整 }}人",
            "H1": "{{ 数|元 }}",
        }
        words = {"数": Decimal("1409.50"), "整": 46, "日": date(2026, 3, 5), "文": "011", "空": "", "否": False}
        assert fill(cells, **words) == [
            [1409.5, 46, datetime.fromisoformat("2026-03-05"), "011", None, "否", "共46人", "1,409.50"],
        ]

    def test_a_date_keeps_the_format_of_its_cell(self) -> None:
        def draw(sheet: Any) -> None:
            sheet["A1"].number_format = 'yyyy"年"m"月"d"日"'

        sheet = read(render(build({"A1": "{{ 日 }}", "B1": "{{ 日 }}"}, draw), 日=date(2026, 3, 5))).active
        assert sheet["A1"].number_format == 'yyyy"年"m"月"d"日"'
        assert sheet["B1"].number_format == "yyyy-mm-dd"

    def test_a_text_cell_takes_text_only(self) -> None:
        def draw(sheet: Any) -> None:
            for cell in sheet[1]:
                cell.number_format = "@"

        cells = {"A1": "{{ 号 }}", "B1": "{{ 数 }}", "C1": "{{ 日 }}"}
        paper = render(build(cells, draw), 号="511902198001010013", 数=Decimal("7.50"), 日=date(2026, 3, 5))
        sheet = read(paper).active
        assert [cell.value for cell in sheet[1]] == ["511902198001010013", "7.50", "2026-03-05"]
        assert {cell.data_type for cell in sheet[1]} == {"s"}
        assert {cell.number_format for cell in sheet[1]} == {"@"}

    @pytest.mark.parametrize("name", NAMES)
    def test_a_name_is_never_a_formula(self, name: str) -> None:
        cell = read(render(build({"A1": "{{ 姓名 }}"}), 姓名=name)).active["A1"]
        assert (cell.value, cell.data_type) == (name, "s")

    def test_control_characters_are_dropped_and_line_ends_kept(self) -> None:
        assert fill({"A1": "{{ 备注 }}"}, 备注="一\x00\x07二\r\n三\ud800") == [["一二\n三"]]

    def test_spaces_at_the_ends_stay(self) -> None:
        assert fill({"A1": "{{ 备注 }}"}, 备注="　 王 五 ") == [["　 王 五 "]]

    def test_what_excel_would_decode_is_escaped(self) -> None:
        paper = render(build({"A1": "{{ 备注 }}"}), 备注="_x0041_ a_xZZZZ_")
        assert b"_x005F_x0041_ a_xZZZZ_" in ZipFile(BytesIO(paper)).read("xl/sharedStrings.xml")

    def test_the_longest_text_fits_and_a_longer_one_is_refused(self) -> None:
        assert fill({"A1": "{{ 备注 }}"}, 备注="长" * 32_767) == [["长" * 32_767]]
        assert "32767" in fail({"B2": "{{ 备注 }}"}, 备注="长" * 32_768)
        assert "B2" in fail({"B2": "{{ 备注 }}"}, 备注="𠮷" * 16_384)

    def test_conditions_and_loops_inside_one_cell(self) -> None:
        cells = {
            "A1": "{% if 男 %}☑男 ☐女{% else %}☐男 ☑女{% endif %}",
            "A2": "{% for 村 in 村名 %}{{ 村 }}；{% endfor %}",
        }
        assert fill(cells, 男=False, 村名=["香水", "龙门"]) == [["☐男 ☑女"], ["香水；龙门；"]]

    def test_static_cells_stay_as_they_are(self) -> None:
        red = CellRichText("应发", TextBlock(InlineFont(color="FFFF0000"), "（元）"))
        cells = {
            "A1": 3.5,
            "B1": True,
            "C1": "100%",
            "D1": datetime.fromisoformat("2026-03-05T08:30"),
            "E1": red,
            "F1": "甲&乙",
        }
        paper = render(build(cells))
        assert rows(paper) == [[3.5, True, "100%", datetime.fromisoformat("2026-03-05T08:30"), "应发（元）", "甲&乙"]]
        kept = load_workbook(BytesIO(paper), rich_text=True).active["E1"].value
        assert isinstance(kept, CellRichText)

    @settings(max_examples=40, deadline=None)
    @given(st.text(st.characters(codec="utf-8", exclude_characters="_"), max_size=40))
    def test_any_text_comes_back_unchanged(self, text: str) -> None:
        made = rows(render(TEXT_CELL, 备注=text))[0][1]
        clean = re.sub(
            "[\x00-\x08\x0c\x0e-\x1f\x7f\ufffe\uffff]", "", re.sub("\r\n?|[\x0b\x85\u2028\u2029]", "\n", text)
        )
        assert (made or "") == clean


class TestSheets:
    def template(self) -> bytes:
        cells = {
            "A1": "{%sheet for 批 in 批次 %}{{ 批.月份 }}劳务报酬",
            "A2": "{%tr for 数 in 批.明细 %}{{ 数 }}{%tr endfor %}",
            "A3": "=SUM(A2:A2)",
        }

        def draw(sheet: Any) -> None:
            sheet.print_area = "A1:A3"
            sheet.merge_cells("A1:C1")
            other = sheet.parent.create_sheet("汇总")
            other["A1"] = "=SUM('{{ 批.月份 }}'!A3)"
            other["A2"] = "='{{ 批.月份 }}'!A3"

        return build(cells, draw, title="{{ 批.月份 }}")

    def test_one_sheet_an_item(self) -> None:
        batches = [{"月份": "2026/03", "明细": [1, 2]}, {"月份": "2026/03", "明细": [3, 4, 5]}]
        paper = render(self.template(), 批次=batches)
        workbook = read(paper)
        assert workbook.sheetnames == ["2026／03", "2026／03(2)", "汇总"]
        assert workbook["2026／03(2)"]["A5"].value == "=SUM(A2:A4)"
        assert workbook["2026／03(2)"].print_area == "'2026／03(2)'!$A$1:$A$5"
        assert workbook["汇总"]["A1"].value == "=SUM('2026／03'!A4,'2026／03(2)'!A5)"
        assert workbook["汇总"]["A2"].value == "='2026／03'!A4"
        assert read(paper, figures=True)["汇总"]["A1"].value == 15
        assert [bool(sheet.sheet_view.tabSelected) for sheet in workbook] == [True, False, False]

    def test_no_item_leaves_no_broken_reference(self) -> None:
        paper = render(self.template(), 批次=[])
        assert read(paper).sheetnames == ["汇总"]
        assert read(paper, figures=True)["汇总"]["A1"].value == 0

    def test_a_workbook_without_any_sheet_is_refused(self) -> None:
        assert "没有生成任何工作表" in fail({"A1": "{%sheet for 批 in 批次 %}甲"}, 批次=[])

    def test_a_long_title_is_cut(self) -> None:
        template = build({"A1": "甲"}, title="{{ 名 }}")
        assert read(render(template, 名="长" * 40)).sheetnames == ["长" * 31]


class TestMistakes:
    @pytest.mark.parametrize(
        ("cells", "told"),
        [
            ({"B2": "{{ 项目.名程 }}"}, ["C21.xlsx", "发放表", "B2", "项目.名程", "项目.名称"]),
            ({"B2": "{{ 项目.名称|大雪 }}"}, ["B2", "大雪", "大写"]),
            ({"B2": "{{ 项目.名称 "}, ["B2", "}}"]),
            ({"B2": "项目.名称 }}"}, ["B2", "{{"]),
            ({"B2": "{{ 项目 }}"}, ["B2", "一组词"]),
            ({"A3": "{%tr for 人 in 明细 %}", "A4": "x"}, ["A3", "endfor"]),
            ({"A3": "{%tr endfor %}", "A4": "x"}, ["A3", "{%tr for"]),
            ({"A3": "{%tr for 人 in 明细 %}", "A4": "x", "A5": "{%tr endif %}"}, ["A5", "{%tr endfor %}"]),
            ({"A3": "{%tr 循环 人 in 明细 %}"}, ["A3", "循环"]),
            ({"A3": "{%tr for 人 in 明细 %}{{ 人.姓铭 }}{%tr endfor %}"}, ["A3", "姓铭", "姓名"]),
            ({"A3": "{%tr for 人 明细 %}x{%tr endfor %}"}, ["A3", "{%tr for 人 明细 %}"]),
            ({"A3": "{%tr for 人 in 明系 %}x{%tr endfor %}"}, ["A3", "明系", "明细"]),
            ({"A3": "{% for 人 in 明细 %}", "B3": "{% endfor %}"}, ["A3", "B3", "{%tr for"]),
            ({"A3": "{%p if 明细 %}"}, ["A3", "Word"]),
            ({"A3": "=IF({{ 项目.名称 }}=1,1,0)"}, ["A3", "公式"]),
            ({"A3": "{{ 1 / 0 }}"}, ["A3", "除数为零"]),
            ({"A2": "{%tr if 明细 %}", "A3": "x{%tr endif %}{%tr for 人 in 明细 %}"}, ["A3", "下一行"]),
        ],
    )
    def test_a_mistake_is_told_with_its_place(self, cells: Cells, told: list[str]) -> None:
        message = fail(cells, 项目={"名称": "香水村"}, 明细=[{"姓名": "甲"}])
        assert all(word in message for word in told), message
        assert message.startswith("模板 C21.xlsx 工作表“发放表”")

    def test_all_mistakes_of_single_cells_are_told_at_once(self) -> None:
        message = fail({"A1": "{{ 甲| }}", "C7": "{{ 乙|大雪 }}"}, 甲=1, 乙=1)
        assert len(message.splitlines()) == 2
        assert "A1" in message
        assert "C7" in message

    def test_a_file_that_is_no_workbook(self) -> None:
        with pytest.raises(TemplateError, match=r"C21\.xlsx 打不开"):
            render_xlsx(b"<html>", {}, name="C21.xlsx")

    @pytest.mark.parametrize(
        ("kind", "told"),
        [("pivotTable", "数据透视表"), ("ctrlProp", "控件"), ("oleObject", "嵌入的对象"), ("slicer", "切片器")],
    )
    def test_what_a_paper_cannot_have_is_refused_by_name(self, kind: str, told: str) -> None:
        target = BytesIO(WAGES)
        with ZipFile(target, "a") as package:
            package.writestr(
                "xl/worksheets/_rels/sheet1.xml.rels",
                '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1"'
                f' Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/{kind}" Target="../x.xml"/>'
                "</Relationships>",
            )
        with pytest.raises(TemplateError, match=told):
            render_xlsx(target.getvalue(), {}, name="C21.xlsx")

    def test_a_template_does_no_harm(self) -> None:
        assert "有错" in fail({"A1": "{{ 项目.__class__ }}"}, 项目={"名称": ""})
        assert "有错" in fail({"A1": '{% include "/etc/passwd" %}'})


def test_the_words_of_a_template_are_listed() -> None:
    assert xlsx_words(WAGES, name="C21.xlsx") == {
        "项目.名称",
        "明细",
        "明细[].姓名",
        "明细[].身份证号",
        "明细[].天数",
        "明细[].单价",
    }


def test_the_text_of_a_paper_can_be_read_back() -> None:
    text = extract_text(render(WAGES, 项目=PROJECT, 明细=people(2)), ".xlsx")
    assert "甲&乙<丙>" in text
    assert "4522.5" in text
