"""Template workbooks built on the spot, as an office would draw them, and papers read back."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from decimal import Decimal
from io import BytesIO
from typing import Any

import pytest
from openpyxl import Workbook, load_workbook
from openpyxl.styles import Border, Font, Side

from archivegen.errors import ExitCode, TemplateError
from archivegen.render.xlsx import render_xlsx

THIN = Border(left=Side("thin"), right=Side("thin"), top=Side("thin"), bottom=Side("thin"))
NAMES = ['=HYPERLINK("http://x")', "甲&乙<丙>", "𠮷野", "-1+1", "@王", "工" * 60]

Cells = Mapping[str, Any]


def build(cells: Cells, draw: Callable[[Any], object] | None = None, *, title: str = "发放表") -> bytes:
    workbook = Workbook()
    sheet = workbook.active
    sheet.title = title
    for coordinate, value in cells.items():
        sheet[coordinate] = value
    if draw:
        draw(sheet)
    target = BytesIO()
    workbook.save(target)
    return target.getvalue()


def render(template: bytes, **words: Any) -> bytes:
    return render_xlsx(template, words, name="C21.xlsx")


def read(paper: bytes, *, figures: bool = False) -> Any:
    return load_workbook(BytesIO(paper), data_only=figures)


def rows(paper: bytes, *, figures: bool = False) -> list[list[Any]]:
    return [list(row) for row in read(paper, figures=figures).worksheets[0].iter_rows(values_only=True)]


def fill(cells: Cells, draw: Callable[[Any], object] | None = None, **words: Any) -> list[list[Any]]:
    return rows(render(build(cells, draw), **words))


def fail(cells: Cells, **words: Any) -> str:
    with pytest.raises(TemplateError) as caught:
        render(build(cells), **words)
    assert caught.value.exit_code is ExitCode.TEMPLATE
    return str(caught.value)


def people(count: int) -> list[dict[str, Any]]:
    return [
        {
            "姓名": NAMES[i % len(NAMES)],
            "身份证号": "511902198001010013",
            "天数": Decimal("22.5"),
            "单价": Decimal(100 + i),
        }
        for i in range(count)
    ]


def draw_wages(sheet: Any) -> None:
    """A wage sheet as a county office draws it: a heading, one data row between tag rows, totals."""
    headings = ["序号", "姓名", "身份证号", "天数", "单价", "金额"]
    texts = ["{{ loop.index }}", "{{ 人.姓名 }}", "{{ 人.身份证号 }}", "{{ 人.天数 }}", "{{ 人.单价 }}", "=D4*E4"]
    for column, (heading, text) in enumerate(zip(headings, texts, strict=True), 1):
        sheet.cell(2, column, heading).font = Font(name="黑体", size=11)
        cell = sheet.cell(4, column, text)
        cell.border, cell.font = THIN, Font(name="仿宋_GB2312", size=11)
    sheet["C4"].number_format = "@"
    sheet["F4"].number_format = "#,##0.00"
    sheet.row_dimensions[4].height = 24
    sheet["A3"], sheet["A5"] = "{%tr for 人 in 明细 %}", "{%tr endfor %}"
    sheet["A6"], sheet["D6"], sheet["F6"] = "合计", "=SUM(D4:D4)", "=SUM(F4:F4)"
    sheet["A7"], sheet["F7"] = "人均", "=ROUND(F6/COUNTA(B4:B4),2)"


WAGES = build({"A1": "{{ 项目.名称 }}劳务报酬发放表"}, draw_wages)
PROJECT = {"名称": "香水村&产业<道路>"}

# Groups with subtotals, and columns that are repeated.
GROUPED = build(
    {
        "A1": "数",
        "B1": "{%tc for 日 in 日期 %}{{ 日 }}{%tc endfor %}",
        "C1": "合计",
        "A2": "{%tr for 组 in 组别 %}",
        "A3": "{%tr for 数 in 组.数 %}{{ 数 }}",
        "B3": "{{ 数 + 日 }}",
        "C3": "=SUM(B3:B3)",
        "D3": "{%tr endfor %}",
        "A4": "=SUM(A3:A3)",
        "B4": "=SUM(B3:B3)",
        "C4": "=SUM(B4:B4)",
        "A5": "{%tr endfor %}",
        "A6": "=SUM(A3:A3)",
        "B6": "=SUM(B3:B3)",
        "C6": "=SUM(B6:B6)",
    }
)


def _draw_batches() -> bytes:
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


# One sheet a batch, and a summary.
SHEETS = _draw_batches()
