"""31 day columns from one, groups within groups, one sheet an item: calculated anew by LibreOffice in one run."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest
from openpyxl.utils import get_column_letter
from openpyxl.workbook.defined_name import DefinedName

from tests.render.books import column, fill, read, workbook
from tests.render.libreoffice import recalculate_all


def _draw_days(book: Any) -> None:
    sheet = book["签到"]
    sheet.column_dimensions["B"].width = 3.5
    sheet.column_dimensions["C"].width = 12
    sheet.merge_cells("A5:D5")
    sheet.print_area = "A1:D5"


def _draw_months(book: Any) -> None:
    first = book.worksheets[0]
    first.defined_names["本表合计"] = DefinedName("本表合计", attr_text="'{{ 批.月 }}'!$A$3")
    first.print_title_rows = "1:1"


DAYS = workbook(
    {
        "签到": {
            "A1": "姓名",
            "B1": "{%tc for 日 in 日子 %}{{ 日 }}{%tc endfor %}",
            "C1": "合计",
            "D1": "备注",
            "A2": "{%tr for 人 in 明细 %}{{ 人.名 }}",
            "B2": "{{ 人.勤[日] }}",
            "C2": "=SUM(B2:B2)",
            "D2": "=C2*10",
            "E2": "{%tr endfor %}",
            "A3": "合计",
            "B3": "=SUM(B2:B2)",
            "C3": "=SUM(C2:C2)",
            "D3": "=C3/COUNTA(A2:A2)",
        },
        "汇总": {"A1": "=签到!C3", "A2": "=SUM(签到!B2:B2)", "A3": "=签到!D3"},
    },
    _draw_days,
)
DAYS_IN_MARCH = list(range(31))
CREW = [{"名": f"工人{n}", "勤": [Decimal("0.5") * ((day + n) % 3) for day in DAYS_IN_MARCH]} for n in range(4)]

GROUPS = workbook(
    {
        "表": {
            "A1": "{%tr for 组 in 组别 %}",
            "A2": "{{ 组.名 }}",
            "A3": "{%tr for 数 in 组.数 %}",
            "A4": "{{ 数 }}",
            "B4": "=A4*2",
            "A5": "{%tr endfor %}",
            "A6": "=SUM(A4:A4)",
            "B6": "=SUM(B4:B4)",
            "A7": "{%tr endfor %}",
            "A8": "=SUM(A4:A4)",
            "B8": "=SUM(B4:B4)",
        }
    }
)
SIZES = ([], [[1, 2], [3]], [[], [4, 5, 6], []], [[7]])

MONTHS = workbook(
    {
        "{{ 批.月 }}": {
            "A1": "{%sheet for 批 in 批次 %}{{ 批.月 }}",
            "A2": "{%tr for 数 in 批.数 %}{{ 数 }}{%tr endfor %}",
            "A3": "=SUM(A2:A2)",
            "B3": "=本表合计*2",
        },
        "汇总": {"A1": "=SUM('{{ 批.月 }}'!A3)", "A2": "不变"},
    },
    _draw_months,
)
BATCHES = [{"月": "3月", "数": [1, 2, 3]}, {"月": "4月'末", "数": [10]}, {"月": "5月", "数": []}]


@pytest.fixture(scope="module")
def recalculated(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    papers = {"31 days": fill(DAYS, 日子=DAYS_IN_MARCH, 明细=CREW), "months": fill(MONTHS, 批次=BATCHES)}
    for number, sizes in enumerate(SIZES):
        groups = [{"名": f"第{index}组", "数": numbers} for index, numbers in enumerate(sizes)]
        papers[f"groups {number}"] = fill(GROUPS, 组别=groups)
    return recalculate_all(papers, tmp_path_factory.mktemp("office"))


def test_31_day_columns_from_one(recalculated: dict[str, Any]) -> None:
    paper = fill(DAYS, 日子=DAYS_IN_MARCH, 明细=CREW)
    sheet, last = read(paper)["签到"], get_column_letter(32)
    assert [cell.value for cell in sheet[1]][:34] == ["姓名", *DAYS_IN_MARCH, "合计", "备注"]
    assert sheet["AG2"].value == f"=SUM(B2:{last}2)"
    assert sheet["AG5"].value == f"=SUM(B5:{last}5)"
    assert sheet["B6"].value == "=SUM(B2:B5)"
    assert sheet[f"{last}6"].value == f"=SUM({last}2:{last}5)"
    assert sheet["AH5"].value == "=AG5*10"
    assert {str(merge) for merge in sheet.merged_cells.ranges} == {"A8:AH8"}
    assert sheet.print_area == "'签到'!$A$1:$AH$8"
    widths = {
        letter: dimension.width
        for dimension in sheet.column_dimensions.values()
        for letter in map(get_column_letter, range(dimension.min, dimension.max + 1))
        if dimension.width in {3.5, 12}
    }
    assert widths == {get_column_letter(number): 3.5 for number in range(2, 33)} | {"AG": 12}
    whole = float(sum(sum(person["勤"]) for person in CREW))
    figures = recalculated["31 days"]
    assert figures["签到"]["AG6"].value == pytest.approx(whole)
    assert [figures["汇总"][f"A{row}"].value for row in (1, 2, 3)] == pytest.approx([whole, whole, whole / 4])
    assert read(paper, cached=True)["签到"]["AG6"].value == pytest.approx(whole)


@pytest.mark.parametrize("number", range(len(SIZES)))
def test_groups_in_groups_have_their_subtotals(number: int, recalculated: dict[str, Any]) -> None:
    sheet, row = recalculated[f"groups {number}"]["表"], 1
    for index, numbers in enumerate(SIZES[number]):
        assert sheet[f"A{row}"].value == f"第{index}组"
        assert column(sheet, "A", row + 1, row + len(numbers)) == numbers
        assert column(sheet, "B", row + 1, row + len(numbers)) == [value * 2 for value in numbers]
        row += len(numbers) + 1
        assert [sheet[f"A{row}"].value, sheet[f"B{row}"].value] == [sum(numbers), sum(numbers) * 2]
        row += 1
    whole = sum(map(sum, SIZES[number]))
    assert [sheet[f"A{row}"].value, sheet[f"B{row}"].value] == [whole, whole * 2]


def test_one_sheet_an_item(recalculated: dict[str, Any]) -> None:
    book = read(fill(MONTHS, 批次=BATCHES))
    assert len(book.sheetnames) == 4
    figures = recalculated["months"]
    assert [figures.worksheets[number][f"A{row}"].value for number, row in ((0, 5), (1, 3), (2, 2))] == [6, 10, 0]
    assert [figures.worksheets[number][f"B{row}"].value for number, row in ((0, 5), (1, 3), (2, 2))] == [12, 20, 0]
    assert figures["汇总"]["A1"].value == 16
    assert [sheet.print_title_rows for sheet in book.worksheets] == ["$1:$1"] * 3 + [None]
    assert book["汇总"]["A2"].value == "不变"
