"""What belongs to a sheet beside its cells follows the made rows."""

from __future__ import annotations

from typing import Any

import pytest
from openpyxl.comments import Comment
from openpyxl.formatting.rule import FormulaRule
from openpyxl.styles import Alignment, PatternFill
from openpyxl.workbook.defined_name import DefinedName
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.hyperlink import Hyperlink
from openpyxl.worksheet.pagebreak import Break
from openpyxl.worksheet.table import Table

from tests.render.workbooks import PROJECT, build, draw_wages, people, read, render


class TestLooks:
    def paper(self, count: int) -> Any:
        def draw(sheet: Any) -> None:
            draw_wages(sheet)
            sheet.merge_cells("A1:F1")
            sheet.merge_cells("A6:C6")
            sheet["E4"].alignment = Alignment(horizontal="center")
            sheet.print_area = "A1:F7"
            sheet.print_title_rows = "1:2"
            sheet.freeze_panes = "C3"
            sheet.auto_filter.ref = "A2:F4"
            red = PatternFill(bgColor="FFFF0000", fill_type="solid")
            sheet.conditional_formatting.add("F4:F4", FormulaRule(formula=["$F4>$F$6/2"], fill=red))
            validation = DataValidation(type="list", formula1='"普工,泥工"', sqref="B4:B4")
            sheet.add_data_validation(validation)
            sheet.row_breaks.append(Break(id=6))
            sheet["B4"].comment = Comment("按身份证填写", "县局")
            sheet["A7"].hyperlink = Hyperlink(ref="A7", location="发放表!F6")
            sheet.column_dimensions["C"].width = 21.5
            sheet.oddFooter.left.text = "{{ 材料.键 }}"
            sheet.oddFooter.center.text = "第 &P 页 共 &N 页"
            sheet.oddFooter.center.size = 9
            sheet.page_setup.orientation = "landscape"
            sheet.page_setup.paperSize = 9
            sheet.page_setup.fitToHeight = 0
            sheet.sheet_properties.pageSetUpPr.fitToPage = True
            sheet.print_options.horizontalCentered = True
            sheet.page_margins.left = 0.5
            sheet.parent.defined_names["实发"] = DefinedName("实发", attr_text="发放表!$F$4:$F$4")
            sheet.defined_names["总额"] = DefinedName("总额", attr_text="发放表!$F$6")

        template = build({"A1": "{{ 项目.名称 }}"}, draw)
        return render(template, 项目=PROJECT, 明细=people(count), 材料={"键": "C21@2026-03&甲"})

    def test_everything_that_refers_to_rows_moves(self) -> None:
        workbook = read(self.paper(3))
        sheet = workbook.active
        assert {str(area) for area in sheet.merged_cells.ranges} == {"A1:F1", "A6:C6"}
        assert sheet.print_area == "'发放表'!$A$1:$F$7"
        assert sheet.print_title_rows == "$1:$2"
        assert sheet.freeze_panes == "C3"
        assert sheet.auto_filter.ref == "A2:F5"
        condition = next(iter(sheet.conditional_formatting))
        assert str(condition.sqref) == "F3:F5"
        assert condition.rules[0].formula == ["$F3>$F$6/2"]
        assert condition.rules[0].dxf.fill.bgColor.rgb == "FFFF0000"
        validation = sheet.data_validations.dataValidation[0]
        assert (str(validation.sqref), validation.formula1) == ("B3:B5", '"普工,泥工"')
        assert [mark.id for mark in sheet.row_breaks.brk] == [6]
        assert [sheet[f"B{row}"].comment.text for row in (3, 4, 5)] == ["按身份证填写"] * 3
        assert sheet["A7"].hyperlink.location == "发放表!F6"
        assert workbook.defined_names["实发"].value == "发放表!$F$3:$F$5"
        assert sheet.defined_names["总额"].value == "发放表!$F$6"

    def test_everything_moves_for_a_longer_list(self) -> None:
        workbook = read(self.paper(40))
        sheet = workbook.active
        assert "A43:C43" in {str(area) for area in sheet.merged_cells.ranges}
        assert sheet.print_area == "'发放表'!$A$1:$F$44"
        assert [mark.id for mark in sheet.row_breaks.brk] == [43]
        assert sheet["A44"].hyperlink.location == "发放表!F43"
        assert workbook.defined_names["实发"].value == "发放表!$F$3:$F$42"
        condition = next(iter(sheet.conditional_formatting))
        assert condition.rules[0].formula == ["$F3>$F$43/2"]

    def test_an_empty_list_leaves_nothing_broken(self) -> None:
        sheet = read(self.paper(0)).active
        assert sheet.print_area == "'发放表'!$A$1:$F$4"
        assert list(sheet.conditional_formatting) == []
        assert sheet.data_validations.dataValidation == []

    def test_styles_sizes_and_page_stay(self) -> None:
        sheet = read(self.paper(3)).active
        for row in (3, 4, 5):
            assert sheet.row_dimensions[row].height == 24
            assert sheet[f"F{row}"].number_format == "#,##0.00"
            assert sheet[f"C{row}"].number_format == "@"
            assert sheet[f"A{row}"].font.name == "仿宋_GB2312"
            assert sheet[f"B{row}"].border.left.style == "thin"
            assert sheet[f"E{row}"].alignment.horizontal == "center"
        assert sheet.column_dimensions["C"].width == 21.5
        assert (sheet.page_setup.orientation, sheet.page_setup.paperSize, sheet.page_setup.fitToHeight) == (
            "landscape",
            9,
            0,
        )
        assert sheet.sheet_properties.pageSetUpPr.fitToPage
        assert sheet.print_options.horizontalCentered
        assert sheet.page_margins.left == 0.5

    def test_headers_and_footers_hold_words(self) -> None:
        footer = read(self.paper(1)).active.oddFooter
        assert footer.left.text == "C21@2026-03&&甲"
        assert (footer.center.text, footer.center.size) == ("第 &P 页 共 &N 页", 9)

    def test_a_long_footer_is_cut_to_what_excel_opens(self) -> None:
        def draw(sheet: Any) -> None:
            sheet.oddFooter.left.text = sheet.oddFooter.right.text = "{{ 项目.名称 }}"

        sheet = read(render(build({"A1": "甲"}, draw), 项目={"名称": "长" * 300})).active
        assert len(str(sheet.oddFooter)) <= 255

    def test_a_break_inside_a_loop_gives_everyone_a_page(self) -> None:
        cells = {"A1": "{%tr for 人 in 明细 %}", "A2": "{{ 人 }}", "A3": "签名", "A4": "{%tr endfor %}"}
        template = build(cells, lambda sheet: sheet.row_breaks.append(Break(id=3)))
        sheet = read(render(template, 明细=["甲", "乙", "丙"])).active
        assert [mark.id for mark in sheet.row_breaks.brk] == [2, 4]

    @pytest.mark.parametrize(("count", "breaks"), [(0, []), (2, []), (3, [3]), (5, [3, 6])])
    def test_a_break_in_a_row_that_was_left_out_is_left_out_too(self, count: int, breaks: list[int]) -> None:
        cells = {
            "A1": "{%tr for 页 in 明细|batch(2) %}",
            "A2": "{%tr for 人 in 页 %}{{ 人 }}{%tr endfor %}",
            "A3": "{%tr if not loop.last %}",
            "B4": "转下页",
            "A5": "{%tr endif %}",
            "A6": "{%tr endfor %}",
            "A7": "合计",
        }
        template = build(cells, lambda sheet: sheet.row_breaks.append(Break(id=4)))
        sheet = read(render(template, 明细=list(range(count)))).active
        assert [mark.id for mark in sheet.row_breaks.brk] == breaks

    def test_tables_grow(self) -> None:
        def draw(sheet: Any) -> None:
            sheet.add_table(Table(displayName="名册", ref="A1:B2"))

        cells = {"A1": "姓名", "B1": "天数", "A2": "{%tr for 人 in 明细 %}{{ 人 }}", "B2": "{%tr endfor %}"}
        template = build(cells, draw)
        assert read(render(template, 明细=["甲", "乙"])).active.tables["名册"].ref == "A1:B3"
        assert not read(render(template, 明细=[])).active.tables

    def test_the_same_facts_give_the_same_bytes(self) -> None:
        assert self.paper(5) == self.paper(5)


def test_a_row_grows_with_its_text_and_never_shrinks():
    def draw(sheet: Any) -> None:
        for row in (1, 2):
            sheet.row_dimensions[row].height = 30
            sheet.cell(row, 1).alignment = Alignment(wrap_text=True)

    template = build({"A1": "{{ 长 }}", "A2": "{{ 短 }}"}, draw)
    made = read(render(template, 长="巴中市巴州区云屏镇香水村农村信用合作社云屏分社营业部", 短="农行")).worksheets[0]
    assert made.row_dimensions[1].height > 80
    assert made.row_dimensions[2].height == 30
