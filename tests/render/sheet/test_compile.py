"""Rows and columns that a template repeats, drops and chooses."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest

from tests.render.workbooks import NAMES, PROJECT, THIN, WAGES, build, fail, fill, people, read, render, rows


class TestRows:
    def test_a_row_between_tag_rows_is_repeated(self) -> None:
        made = rows(render(WAGES, 项目=PROJECT, 明细=people(3)))
        assert made[0][0] == "香水村&产业<道路>劳务报酬发放表"
        assert [row[0] for row in made[2:5]] == [1, 2, 3]
        assert made[5][0] == "合计"
        assert len(made) == 7

    def test_tags_may_stand_inside_the_data_row(self) -> None:
        made = fill(
            {"A1": "{%tr for 人 in 明细 %}{{ 人.姓名 }}", "B1": "{{ 人.天数 }}{%tr endfor %}", "A2": "止"},
            明细=people(2),
        )
        assert made == [[NAMES[0], 22.5], [NAMES[1], 22.5], ["止", None]]

    def test_tags_may_stand_in_cells_of_their_own_beside_the_data(self) -> None:
        cells = {"A1": "{%tr for 人 in 明细 %}", "B1": "{{ 人.姓名 }}", "C1": "{%tr endfor %}"}
        assert fill(cells, 明细=people(2)) == [[None, NAMES[0]], [None, NAMES[1]]]

    def test_loops_nest_and_each_group_has_its_own_subtotal(self) -> None:
        cells = {
            "A1": "{%tr for 组 in 组别 %}",
            "A2": "{{ 组.名 }}",
            "A3": "{%tr for 人 in 组.人 %}{{ 人 }}",
            "B3": "{{ loop.index }}{%tr endfor %}",
            "A4": "小计",
            "B4": "=SUM(B3:B3)",
            "A5": "{%tr endfor %}",
            "A6": "总计",
            "B6": "=SUM(B3:B3)",
        }
        groups = [{"名": "一组", "人": ["甲", "乙"]}, {"名": "二组", "人": []}, {"名": "三组", "人": ["丙"]}]
        made = fill(cells, 组别=groups)
        assert [row[0] for row in made] == ["一组", "甲", "乙", "小计", "二组", "小计", "三组", "丙", "小计", "总计"]
        assert [made[i][1] for i in (3, 5, 8, 9)] == ["=SUM(B2:B3)", "=SUM(0)", "=SUM(B8)", "=SUM(B2:B3,B8)"] or [
            made[i][1] for i in (3, 5, 8, 9)
        ] == ["=SUM(B2:B3)", "=SUM(0)", "=SUM(B8:B8)", "=SUM(B2:B3,B8:B8)"]

    def test_a_grand_total_never_counts_a_subtotal_again(self) -> None:
        cells = {
            "A1": "{%tr for 组 in 组别 %}",
            "B2": "{%tr for 数 in 组 %}{{ 数 }}{%tr endfor %}",
            "B3": "=SUM(B2:B2)",
            "A4": "{%tr endfor %}",
            "B5": "=SUM(B2:B2)",
        }
        made = rows(render(build(cells), 组别=[[1, 2], [3], [4, 5, 6]]), figures=True)
        assert [row[1] for row in made] == [1, 2, 3, 3, 3, 4, 5, 6, 15, 21]

    @pytest.mark.parametrize(
        ("kind", "expected"), [("自建", ["甲", "尾"]), ("承包", ["乙", "尾"]), ("其他", ["丙", "尾"])]
    )
    def test_conditional_rows(self, kind: str, expected: list[str]) -> None:
        cells = {
            "A1": '{%tr if 方式 == "自建" %}',
            "A2": "甲",
            "A3": '{%tr elif 方式 == "承包" %}',
            "A4": "乙",
            "A5": "{%tr else %}",
            "A6": "丙",
            "A7": "{%tr endif %}",
            "A8": "尾",
        }
        assert [row[0] for row in fill(cells, 方式=kind)] == expected

    def test_else_of_a_loop_is_for_the_empty_list(self) -> None:
        cells = {
            "A1": "{%tr for 人 in 明细 %}",
            "A2": "{{ 人 }}",
            "A3": "{%tr else %}",
            "A4": "无",
            "A5": "{%tr endfor %}",
        }
        assert fill(cells, 明细=[]) == [["无"]]
        assert fill(cells, 明细=["甲"]) == [["甲"]]

    def test_set_and_conditions_of_a_loop(self) -> None:
        cells = {
            "A1": "{%tr for 人 in 明细 if 人.天数 > 1 %}",
            "A2": "{%tr set 双 = 人.天数 * 2 %}",
            "A3": "{{ 双 }}",
            "A4": "{%tr endfor %}",
        }
        assert fill(cells, 明细=[{"天数": 1}, {"天数": 2}, {"天数": 3}]) == [[4], [6]]

    def test_blank_rows_can_be_repeated_for_writing_by_hand(self) -> None:
        def draw(sheet: Any) -> None:
            for cell in sheet[1]:
                cell.border = THIN

        cells = {"A1": "{%tr for i in range(3) %}", "C1": "{%tr endfor %}", "A2": "尾"}
        assert fill(cells, draw) == [[None] * 3] * 3 + [["尾", None, None]]

    def test_tags_in_cells_merged_downwards_repeat_all_their_rows(self) -> None:
        cells = {
            "A1": "{%tr for 人 in 明细 %}{{ 人 }}",
            "B1": "上午",
            "B2": "下午",
            "C1": "签名{%tr endfor %}",
            "A3": "尾",
        }

        def draw(sheet: Any) -> None:
            sheet.merge_cells("A1:A2")
            sheet.merge_cells("C1:C2")

        paper = render(build(cells, draw), 明细=["甲", "乙"])
        assert rows(paper) == [
            ["甲", "上午", "签名"],
            [None, "下午", None],
            ["乙", "上午", "签名"],
            [None, "下午", None],
            ["尾", None, None],
        ]
        merged = {str(area) for area in read(paper).worksheets[0].merged_cells.ranges}
        assert merged == {"A1:A2", "C1:C2", "A3:A4", "C3:C4"}

    def test_tags_as_a_chinese_input_method_types_them(self) -> None:
        cells = {"A1": "｛％tr for 人 in 明细 ％｝", "A2": "｛｛ 人.日期｜默认（“无”） ｝｝", "A3": "{% tr endfor %}"}
        assert fill(cells, 明细=[{"日期": ""}, {"日期": "三月"}]) == [["无"], ["三月"]]


class TestColumns:
    CELLS = {
        "A1": "签到表",
        "A2": "姓名",
        "B2": "{%tc for 日 in 日期 %}{{ 日 }}{%tc endfor %}",
        "C2": "合计",
        "A3": "{%tr for 人 in 明细 %}{{ 人.姓名 }}",
        "B3": "{%tc for 记 in 人.逐日 %}{{ 记 }}{%tc endfor %}",
        "C3": '=COUNTIF(B3:B3,"√")+COUNTIF(B3:B3,"½")/2{%tr endfor %}',
        "A4": "合计",
        "B4": '=COUNTIF(B3:B3,"√")',
        "C4": "=SUM(C3:C3)",
        "B5": "考勤员：",
    }

    @pytest.mark.parametrize("days", [28, 31])
    def test_one_column_becomes_the_days_of_the_month(self, days: int) -> None:
        def draw(sheet: Any) -> None:
            sheet.merge_cells("A1:C1")
            sheet.column_dimensions["B"].width = 3.5
            sheet.column_dimensions["C"].width = 8
            sheet["B3"].border = THIN

        marks = [{"姓名": "甲", "逐日": ["√"] * days}, {"姓名": "乙", "逐日": ["½"] * days}]
        paper = render(build(self.CELLS, draw), 日期=list(range(1, days + 1)), 明细=marks)
        sheet = read(paper).active
        last = sheet.cell(2, days + 2).column_letter
        day = sheet.cell(2, days + 1).column_letter
        assert [sheet.cell(2, c).value for c in range(2, days + 2)] == list(range(1, days + 1))
        assert sheet[f"{last}3"].value == f'=COUNTIF(B3:{day}3,"√")+COUNTIF(B3:{day}3,"½")/2'
        assert sheet[f"{day}5"].value == f'=COUNTIF({day}3:{day}4,"√")'
        assert sheet[f"{last}5"].value == f"=SUM({last}3:{last}4)"
        assert sheet[f"{day}4"].border.left.style == "thin"
        assert {sheet.column_dimensions[sheet.cell(2, c).column_letter].width for c in range(2, days + 2)} == {3.5}
        assert sheet.column_dimensions[last].width == 8
        assert {str(area) for area in sheet.merged_cells.ranges} == {f"A1:{last}1", f"B6:{day}6"}
        assert read(paper, figures=True).active[f"{last}5"].value == Decimal(days) * Decimal("1.5")

    def test_a_cell_that_uses_the_day_needs_no_tags_of_its_own(self) -> None:
        cells = {"A1": "{%tc for 日 in 日期 %}{{ 日 }}{%tc endfor %}", "A2": "{{ 出勤[日] }}", "A3": "{{ 备注 }}"}
        made = fill(cells, 日期=[1, 2], 出勤={1: "√", 2: "½"}, 备注="雨")
        assert made == [[1, 2], ["√", "½"], ["雨", None]]

    def test_several_columns_repeat_together(self) -> None:
        cells = {
            "A1": "姓名",
            "B1": "{%tc for 月 in 月份 %}{{ 月 }}",
            "B2": "{%tc for 月 in 月份 %}天数",
            "C2": "金额{%tc endfor %}",
            "D2": "备注",
        }

        def draw(sheet: Any) -> None:
            sheet["B1"] = "{%tc for 月 in 月份 %}{{ 月 }}{%tc endfor %}"
            sheet.merge_cells("B1:C1")

        paper = render(build(cells, draw), 月份=["三月", "四月"])
        assert rows(paper) == [
            ["姓名", "三月", None, "四月", None, None],
            [None, "天数", "金额", "天数", "金额", "备注"],
        ]
        assert {str(area) for area in read(paper).active.merged_cells.ranges} == {"B1:C1", "D1:E1"}

    def test_a_second_line_of_heads_is_repeated_and_what_stands_below_is_spread(self) -> None:
        cells = {
            "A1": "{%tc for 月 in 月份 %}{{ 月 }}",
            "B1": "{%tc endfor %}",
            "A2": "天数",
            "B2": "金额",
            "A3": "{%tc for 月 in 月份 %}1",
            "B3": "2{%tc endfor %}",
            "A4": "制表人：",
        }
        assert fill(cells, 月份=["三月", "四月"]) == [
            ["三月", None, "四月", None],
            ["天数", "金额", "天数", "金额"],
            ["1", "2", "1", "2"],
            ["制表人：", None, None, None],
        ]

    def test_columns_of_nothing_but_tags_disappear(self) -> None:
        cells = {"A1": "姓名", "B1": "{%tc for 日 in 日期 %}", "C1": "{{ 日 }}", "D1": "{%tc endfor %}", "E1": "合计"}
        assert fill(cells, 日期=[1, 2, 3]) == [["姓名", 1, 2, 3, "合计"]]
        assert fill(cells, 日期=[]) == [["姓名", "合计"]]

    def test_a_column_may_be_left_out(self) -> None:
        cells = {"A1": "姓名", "B1": "{%tc if 计件 %}计件{%tc endif %}", "C1": "合计", "C2": "=SUM(A2:B2)"}
        assert fill(cells, 计件=True)[0] == ["姓名", "计件", "合计"]
        assert fill(cells, 计件=False) == [["姓名", "合计"], [None, "=SUM(A2:A2)"]]

    def test_rows_that_disagree_about_the_days_are_refused(self) -> None:
        message = None
        words = {"日期": [1, 2, 3], "明细": [{"姓名": "甲", "逐日": ["√", "√"]}]}
        message = fail(self.CELLS, **words)
        assert "B3" in message
        assert "2 列" in message
        assert "3 列" in message

    def test_column_loops_that_overlap_are_refused(self) -> None:
        cells = {
            "A1": "{%tc for 日 in 日期 %}{{ 日 }}",
            "B1": "x{%tc endfor %}",
            "B2": "{%tc for 日 in 日期 %}{{ 日 }}",
            "C2": "{%tc endfor %}x",
        }
        assert "不一致" in fail(cells, 日期=[1])
