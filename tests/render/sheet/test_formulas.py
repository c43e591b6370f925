"""Formulas follow the cells that they mean."""

from __future__ import annotations

from io import BytesIO
from typing import Any
from zipfile import ZipFile

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import load_workbook
from openpyxl.worksheet.formula import ArrayFormula

from tests.render.workbooks import GROUPED, PROJECT, WAGES, build, fail, fill, people, read, render, rows


class TestReferences:
    def test_every_worker_is_paid_by_his_own_row(self) -> None:
        paper = render(WAGES, 项目=PROJECT, 明细=people(4))
        made, figures = rows(paper), rows(paper, figures=True)
        assert [row[5] for row in made[2:]] == [
            "=D3*E3",
            "=D4*E4",
            "=D5*E5",
            "=D6*E6",
            "=SUM(F3:F6)",
            "=ROUND(F7/COUNTA(B3:B6),2)",
        ]
        assert [row[5] for row in figures[2:]] == [2250, 2272.5, 2295, 2317.5, 9135, 2283.75]

    def test_an_empty_list_makes_totals_of_zero(self) -> None:
        paper = render(WAGES, 项目=PROJECT, 明细=[])
        assert rows(paper)[2] == ["合计", None, None, "=SUM(0)", None, "=SUM(0)"]
        assert rows(paper, figures=True)[2][5] == 0
        assert b"#REF!" not in ZipFile(BytesIO(paper)).read("xl/worksheets/sheet1.xml")

    def test_totals_on_other_sheets_follow(self) -> None:
        workbook = load_workbook(BytesIO(WAGES))
        other = workbook.create_sheet("汇总")
        other["A1"], other["A2"], other["A3"] = "=发放表!F6", "=SUM(发放表!F4:F4)", "=COUNTA('发放表'!B4)"
        target = BytesIO()
        workbook.save(target)
        paper = render(target.getvalue(), 项目=PROJECT, 明细=people(3))
        sheet = read(paper)["汇总"]
        assert [sheet[f"A{i}"].value for i in (1, 2, 3)] == [
            "=发放表!F6",
            "=SUM(发放表!F3:F5)",
            "=COUNTA(发放表!B3:B5)",
        ]
        figures = read(paper, figures=True)["汇总"]
        assert [figures[f"A{i}"].value for i in (1, 2, 3)] == [6817.5, 6817.5, 3]

    def test_dollars_make_running_totals_and_shares(self) -> None:
        cells = {
            "A1": "{%tr for 数 in 数列 %}{{ 数 }}",
            "B1": "=SUM(A$1:A1)",
            "C1": "=A1/SUM(A$1:A$1)",
            "D1": "=A1*$A$3{%tr endfor %}",
            "A2": "=SUM($A$1:$A$1)",
            "A3": 2,
        }
        paper = render(build(cells), 数列=[1, 4, 5])
        assert rows(paper)[1] == [4, "=SUM(A$1:A2)", "=A2/SUM(A$1:A$3)", "=A2*$A$5"]
        assert [row[1:] for row in rows(paper, figures=True)[:3]] == [[1, 0.1, 2], [5, 0.4, 8], [10, 0.5, 10]]

    def test_text_in_a_formula_that_looks_like_a_cell_stays(self) -> None:
        cells = {"A1": "{%tr for 数 in 数列 %}{{ 数 }}", "B1": '=IF(A1>1,"A1:A1 ""A1""",LOG10(A1)){%tr endfor %}'}
        assert fill(cells, 数列=[1, 2])[1][1] == '=IF(A2>1,"A1:A1 ""A1""",LOG10(A2))'

    def test_a_total_over_the_tag_rows_is_the_same_total(self) -> None:
        cells = {"A1": "{%tr for 数 in 数列 %}", "A2": "{{ 数 }}", "A3": "{%tr endfor %}", "A4": "=SUM(A1:A3)"}
        assert fill(cells, 数列=[1, 2, 3])[3][0] == "=SUM(A1:A3)"
        assert fill(cells, 数列=[1, 2])[2][0] == "=SUM(A1:A2)"

    def test_unknown_functions_have_no_cached_value(self) -> None:
        cells = {"A1": 2, "A2": "=SQRT(A1)", "A3": "=A2+1", "A4": "=1/0", "A5": "=A5+1", "A6": '=A1&"人"'}
        paper = render(build(cells))
        assert [row[0] for row in rows(paper, figures=True)] == [2, None, None, None, None, "2人"]
        xml = ZipFile(BytesIO(paper)).read("xl/worksheets/sheet1.xml")
        assert xml.count(b"<v>") == 2

    def test_the_file_asks_to_be_calculated_when_it_is_opened(self) -> None:
        assert b'fullCalcOnLoad="1"' in ZipFile(BytesIO(render(WAGES, 项目=PROJECT, 明细=[]))).read("xl/workbook.xml")

    def test_array_formulas_move(self) -> None:
        def draw(sheet: Any) -> None:
            sheet["B2"] = ArrayFormula("B2", "=SUM(A1:A1*2)")

        paper = render(build({"A1": "{%tr for 数 in 数列 %}{{ 数 }}{%tr endfor %}"}, draw), 数列=[1, 2, 3])
        formula = read(paper).active["B4"].value
        assert (formula.ref, formula.text) == ("B4", "=SUM(A1:A3*2)")


@settings(max_examples=25, deadline=None)
@given(
    st.lists(st.lists(st.integers(0, 9999), max_size=4), max_size=4),
    st.integers(0, 5),
)
def test_totals_of_random_tables_are_right(groups: list[list[int]], days: int) -> None:
    words = {"组别": [{"数": numbers} for numbers in groups], "日期": list(range(days))}
    sheet = read(render(GROUPED, **words), figures=True).active
    total, count = sum(map(sum, groups)), sum(map(len, groups))
    daily = [total + day * count for day in range(days)]
    last = [cell.value for cell in sheet[sheet.max_row]]
    assert last[: days + 2] == [total, *daily, sum(daily)]


@pytest.mark.parametrize(
    "formula",
    [
        "=SUM(A:A)+SUM($B:$C)+SUM(1:1)",
        "=[1]汇总!A1+'[2]某 表'!$B$2",
        "=SUM(一月:三月!A1)",
        '="A1:B2"&"""A1"""',
        "=LOG10(100)+ATAN2(1,2)",
        "=税率*ABC1234567",
        "=#REF!+Sheet1!#REF!",
        "=名册[金额]",
        "=SUM({1,2;3,4})",
        "='别的''表'!A1",
    ],
)
def test_what_needs_no_change_stays(formula: str) -> None:
    """Nothing is repeated here, so a formula must come back as it was."""
    assert fill({"A1": 1, "B1": formula}) == [[1, formula]]


@pytest.mark.parametrize(
    ("formula", "expected"),
    [
        ("=A1", "=A1"),
        ("=A1+0", "=A1+0"),
        ("=SUM(A1)", "=SUM(A1:A3)"),
        ("=SUM( A1 , 1)", "=SUM( A1:A3 , 1)"),
        ("=ROUND(A1,2)", "=ROUND(A1,2)"),
        ("=SUM($A$1:$A$1)", "=SUM($A$1:$A$3)"),
        ("=AVERAGE(A1:B1)", "=AVERAGE(A1:B3)"),
        ("=VLOOKUP(2,A1:B1,2,0)", "=VLOOKUP(2,A1:B3,2,0)"),
        ("=SUM(发放表!A1:A1)", "=SUM(发放表!A1:A3)"),
        ("=SUM(A1:A2)", "=SUM(A1:A4)"),
        ("=SUM(A1:A9)", "=SUM(A1:A11)"),
        ("=A9", "=A11"),
        ("=SUM(1:1)", "=SUM(1:3)"),
        ("=sum(a1:a1)", "=sum(A1:A3)"),
    ],
)
def test_a_reference_from_below_a_list_of_three(formula: str, expected: str) -> None:
    cells = {"A1": "{%tr for 数 in 数列 %}{{ 数 }}", "B1": "乙{%tr endfor %}", "A2": "=1", "A3": formula}
    assert fill(cells, 数列=[1, 2, 3])[4][0] == expected


@pytest.mark.parametrize(
    ("formula", "expected"),
    [
        ("=SUM(A1:A1)", "=SUM(0)"),
        ("=A1*2", "=A1048576*2"),
        ("=COUNTA(A1:B1)", "=COUNTA(A1048576:B1048576)"),
        ("=VLOOKUP(2,$A$1:$B$1,2,0)", "=VLOOKUP(2,A1048576:B1048576,2,0)"),
        ("=SUM(A1:A2)", "=SUM(A1:A1)"),
    ],
)
def test_a_reference_to_an_empty_list(formula: str, expected: str) -> None:
    cells = {"A1": "{%tr for 数 in 数列 %}{{ 数 }}", "B1": "乙{%tr endfor %}", "A2": "=1", "A3": formula}
    assert fill(cells, 数列=[])[1][0] == expected


def test_a_total_of_too_many_pieces_is_refused() -> None:
    cells = {
        "A1": "{%tr for 组 in 组别 %}",
        "A2": "{%tr for 数 in 组 %}{{ 数 }}{%tr endfor %}",
        "A3": "小计",
        "A4": "{%tr endfor %}",
        "A5": "=SUM(A2:A2)",
    }
    assert len(fill(cells, 组别=[[1]] * 255)) == 511
    assert "A5" in fail(cells, 组别=[[1]] * 256)
