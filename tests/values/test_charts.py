"""Charts that Office draws and people can edit."""

from __future__ import annotations

from datetime import date, datetime
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


def test_other_words_of_the_entries_can_be_shown() -> None:
    trades = [{"工种": "普工", "工日": Decimal(30), "报酬": Decimal(5400)}, {"工种": "技工", "工日": 10, "报酬": 2400}]
    made, _ = draw(trades, "条形", 项="工种", 值="报酬")
    assert (made.names, made.series) == (("普工", "技工"), (("报酬", (Decimal(5400), Decimal(2400))),))
    both, _ = draw(trades, "柱形", 项="工种", 值=["工日", "报酬"])
    assert [name for name, _ in both.series] == ["工日", "报酬"]
    with pytest.raises(TemplateError, match="每一项要有“金额”"):
        chart(trades, "饼", 项="工种", 值="金额")


WORKS = [
    {"名称": "路基整修", "开始": date(2026, 3, 2), "结束": date(2026, 3, 31), "说明": "人机配合"},
    {"名称": "路面浇筑", "开始": date(2026, 4, 20), "结束": date(2026, 4, 20), "说明": ""},
    {"名称": "未定", "开始": "", "结束": "", "说明": ""},
]


def test_a_schedule_is_bars_between_dates() -> None:
    made, tree = draw(WORKS, "横道图", 题名="施工进度")
    assert made.names == ("路基整修", "路面浇筑")
    assert made.series == (("开始", (Decimal(46083), Decimal(46132))), ("天数", (Decimal(30), Decimal(1))))
    (plot,) = tree.iterfind(".//c:barChart", C)
    assert [plot.find(f"c:{name}", C).get("val") for name in ("barDir", "grouping", "overlap")] == [
        "bar",
        "stacked",
        "100",
    ]
    unseen, seen = plot.iterfind("c:ser", C)
    assert unseen.find("c:spPr/a:noFill", C) is not None
    assert unseen.find("c:dLbls", C) is None
    assert seen.find("c:dLbls/c:numFmt", C).get("formatCode") == '0"天"'
    axis = tree.find(".//c:valAx", C)
    assert [axis.find(f"c:scaling/c:{name}", C).get("val") for name in ("min", "max")] == ["46083", "46133"]
    assert axis.find("c:majorUnit", C).get("val") == "10"
    assert axis.find("c:numFmt", C).get("formatCode") == 'm"月"d"日"'
    assert tree.find(".//c:legend", C) is None
    book = write_book(made.names, made.series, begins_with_days=True)
    sheet = openpyxl.load_workbook(BytesIO(book))["Sheet1"]
    assert [cell.value for cell in sheet[2]] == ["路基整修", datetime(2026, 3, 2), 30]


def test_a_schedule_of_years_shows_years_and_one_without_days_is_told() -> None:
    long = [{"名称": "建设", "开始": date(2025, 1, 1), "结束": date(2027, 12, 31)}]
    _, tree = draw(long, "横道")
    assert tree.find(".//c:valAx/c:numFmt", C).get("formatCode") == "yyyy/m/d"
    for wrong, sentence in (
        ([{"名称": "甲", "开始": date(2026, 3, 2), "结束": date(2026, 3, 1)}], "“甲”要有“开始”和“结束”两个日期"),
        ([{"名称": "甲", "开始": "3月", "结束": "4月"}], "“甲”要有“开始”和“结束”两个日期"),
        ([WORKS[2]], "要有 1 到 500 项"),
        ([{"名称": "甲"}], "每一项要有“开始”"),
    ):
        with pytest.raises(TemplateError, match=sentence):
            chart(wrong, "横道")


@pytest.mark.parametrize(
    ("value", "kind", "sentence"),
    [
        (MONTHS, "雷达", "“|图表”只能画 柱形、条形、折线、饼、横道 图"),
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
