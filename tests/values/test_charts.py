"""Charts that Office draws and people can edit."""

from __future__ import annotations

from decimal import Decimal
from io import BytesIO
from typing import Any

import openpyxl
import pytest
from lxml import etree

from archivegen.errors import TemplateError
from archivegen.values.chart_book import write_book
from archivegen.values.chart_xml import write_chart
from archivegen.values.charts import Chart, chart

C = {
    "c": "http://schemas.openxmlformats.org/drawingml/2006/chart",
    "a": "http://schemas.openxmlformats.org/drawingml/2006/main",
}
MONTHS = [{"名称": "3月", "男": Decimal("1409.50"), "女": 800}, {"名称": "4月<&>", "男": 2000, "女": ""}]


def draw(value: Any, *args: Any, **named: Any) -> tuple[Chart, Any]:
    made = chart(value, *args, **named)
    assert isinstance(made, Chart)
    return made, etree.fromstring(write_chart(made.kind, made.title, made.names, made.series))


@pytest.mark.parametrize(
    ("kind", "element", "direction"),
    [("柱形", "barChart", "col"), ("条形图", "barChart", "bar"), ("折线", "lineChart", None)],
)
def test_each_kind_shows_its_names_and_its_series(kind: str, element: str, direction: str | None) -> None:
    _, tree = draw(MONTHS, kind, 题名="各月&发放")
    (plot,) = tree.iterfind(f".//c:{element}", C)
    shown = plot.find("c:barDir", C)
    assert (shown.get("val") if shown is not None else None) == direction
    assert [found.text for found in plot.iterfind("c:ser/c:tx//c:v", C)] == ["男", "女"]
    assert [found.text for found in plot.iterfind("c:ser[1]/c:cat//c:v", C)] == ["3月", "4月<&>"]
    assert [found.text for found in plot.iterfind("c:ser[1]/c:val//c:v", C)] == ["1409.50", "2000"]
    assert [found.text for found in plot.iterfind("c:ser[2]/c:val//c:v", C)] == ["800"]
    assert [found.text for found in tree.iterfind(".//c:title//a:t", C)] == ["各月&发放"]


def test_a_pie_shows_shares() -> None:
    made, tree = draw([{"名称": "普工", "值": 3}, {"名称": "技工", "值": 1}], "饼")
    assert tree.find(".//c:pieChart/c:ser/c:dLbls/c:showPercent", C).get("val") == "1"
    assert tree.find(".//c:title", C) is None
    assert made.series == (("值", (Decimal(3), Decimal(1))),)


def test_the_workbook_holds_the_figures_that_the_chart_refers_to() -> None:
    made, tree = draw(MONTHS, 宽="10厘米", 高=50)
    sheet = openpyxl.load_workbook(BytesIO(write_book(made.names, made.series)))["Sheet1"]
    assert [[cell.value for cell in row] for row in sheet.iter_rows()] == [
        [None, "男", "女"],
        ["3月", 1409.5, 800],
        ["4月<&>", 2000, None],
    ]
    for found in tree.iterfind(".//c:ser", C):
        for part in ("tx", "cat", "val"):
            place = found.find(f"c:{part}//c:f", C).text.removeprefix("Sheet1!").replace("$", "")
            cells = sheet[place] if ":" in place else ((sheet[place],),)
            shown = [str(cell.value) for row in cells for cell in row if cell.value is not None]
            assert [str(float(v.text)) if part == "val" else v.text for v in found.iterfind(f"c:{part}//c:v", C)] == [
                str(float(text)) if part == "val" else text for text in shown
            ]
    assert (made.width, made.height) == (3_600_000, 1_800_000)
    assert write_book(made.names, made.series) == write_book(made.names, made.series)


@pytest.mark.parametrize(
    ("value", "kind", "sentence"),
    [
        (MONTHS, "雷达", "“|图表”只能画 柱形、条形、折线、饼 图"),
        (MONTHS, ["柱形"], "“|图表”只能画"),
        (MONTHS, "饼", "饼图只能画一组值"),
        ([1, 2], "柱形", "每一项要有“名称”和“值”"),
        ("甲", "柱形", "只能用在列表上"),
        ([{"名称": "甲", "值": "多"}], "柱形", "“甲”的“值”不是数字"),
        ([{"名称": ["甲"], "值": 1}], "柱形", "“名称”要是文字或数字"),
        ([{"名称": "甲"}], "柱形", "要有 1 到 20 组值"),
        ([{"名称": "甲", "值": 1}] * 501, "柱形", "每组最多 500 个"),
        ([{"名称": "甲", **{f"组{n}": 1 for n in range(21)}}], "柱形", "要有 1 到 20 组值"),
    ],
)
def test_what_no_chart_can_show_is_told(value: Any, kind: Any, sentence: str) -> None:
    with pytest.raises(TemplateError, match=r".") as caught:
        chart(value, kind)
    assert sentence in str(caught.value)


def test_an_empty_list_is_no_chart() -> None:
    assert chart([]) == chart("") == ""
