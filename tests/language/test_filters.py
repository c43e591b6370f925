"""How values are written: the Chinese filters and their English twins."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from archivegen.errors import TemplateError
from archivegen.language import FILTERS, UnknownWordError, explain, make_environment
from archivegen.language.filters import BLANK_DATE, pages


def write(expression: str, **words: Any) -> str:
    return make_environment(escape=False).from_string(f"{{{{ {expression} }}}}").render(words)


@pytest.mark.parametrize(
    ("expression", "value", "written"),
    [
        ("值|大写", Decimal("1409.50"), "壹仟肆佰零玖元伍角整"),
        ("值|大写", Decimal("16409.02"), "壹万陆仟肆佰零玖元零贰分"),
        ("值|大写", Decimal("325.04"), "叁佰贰拾伍元零肆分"),
        ("值|大写", Decimal("0.05"), "伍分"),
        ("值|大写", 10050, "壹万零伍拾元整"),
        ("值|大写", 100000010, "壹亿零壹拾元整"),
        ("值|大写", 1776600, "壹佰柒拾柒万陆仟陆佰元整"),
        ("值|大写", Decimal("107000.53"), "壹拾万柒仟元伍角叁分"),
        ("值|百分比", Decimal(160040) / 320000, "50.01%"),
        ("值|百分比", Decimal(186) / 370, "50.27%"),
        ("值|万元(2)", Decimal(23760000) / 2016, "1.18"),
        ("值|大写('人民币')", 14964, "人民币壹万肆仟玖佰陆拾肆元整"),
        ("值|元", Decimal("1234.5"), "1,234.50"),
        ("值|元", 2800000, "2,800,000.00"),
        ("值|元", Decimal("0.005"), "0.01"),
        ("值|万元", Decimal(2800000), "280.00"),
        ("值|万元(4)", Decimal("14964.00"), "1.4964"),
        ("值|万元", Decimal(10600000), "1060.00"),
        ("值|百分比", Decimal("0.42"), "42.00%"),
        ("值|百分比", Decimal(25691) / 72000, "35.68%"),
        ("值|百分比", Decimal("0.50005"), "50.01%"),
        ("值|百分比(0)", Decimal("0.425"), "43%"),
        ("值|数", Decimal("12.500"), "12.5"),
        ("值|天数", Decimal("22.50"), "22.5"),
        ("值|天数", Decimal("18.0"), "18"),
        ("值|四舍五入(2)", Decimal("2.675"), "2.68"),
        ("值|四舍五入", Decimal("0.5"), "1"),
        ("值|中文日期", date(2026, 3, 5), "2026年3月5日"),
        ("值|中文日期", "2026-03", "2026年3月"),
        ("值|日期", date(2026, 3, 5), "2026-03-05"),
        ("值|脱敏", "511902196803150011", "511902***********1"),
        ("值|脱敏", "王小明", "王**"),
        ("值|序号", 12, "十二"),
        ("值|换行", ["甲", "", "乙"], "甲\n乙"),
        ("值|换行", "甲", "甲"),
        ("值|顿号", ["甲", Decimal("2.50"), ""], "甲、2.50"),
        ("值|勾选", True, "☑"),
        ("值|勾选", False, "☐"),
        ("值|勾选", "有", "☑"),
        ("值|勾选('村民自建')", "村民自建", "☑"),
        ("值|勾选('村民自建')", "施工承包", "☐"),
        ("值|勾选('脱贫户')", ["监测户", "脱贫户"], "☑"),
        ("值|勾选('户')", ["监测户", "脱贫户"], "☐"),
        ("值|默认('无')", "有", "有"),
        ("值|默认('无')", 0, "0"),
        ("值|默认('无')", False, "否"),
    ],
)
def test_values_are_written_as_offices_write_them(expression: str, value: object, written: str) -> None:
    assert write(expression, 值=value) == written


@pytest.mark.parametrize(
    ("name", "blank"),
    [
        ("大写", ""),
        ("大写('人民币')", ""),
        ("元", ""),
        ("万元", ""),
        ("百分比", ""),
        ("数", ""),
        ("天数", ""),
        ("四舍五入", ""),
        ("中文日期", BLANK_DATE),
        ("日期", ""),
        ("脱敏", ""),
        ("序号", ""),
        ("换行", ""),
        ("顿号", ""),
        ("勾选", "☐"),
        ("勾选('村民自建')", "☐"),
        ("默认('无')", "无"),
    ],
)
def test_an_absent_fact_is_a_sensible_blank(name: str, blank: str) -> None:
    assert write(f"值|{name}", 值="") == blank


@pytest.mark.parametrize("name", ["换行", "顿号"])
def test_an_empty_list_is_blank(name: str) -> None:
    assert write(f"值|{name}", 值=[]) == ""
    assert write(f"值|{name}|默认('无')", 值=[]) == "无"
    assert write("值|默认('无')", 值=[]) == "无"


@pytest.mark.parametrize(
    ("count", "lengths"),
    [(0, []), (1, [1]), (5, [5]), (6, [3, 3]), (11, [8, 3]), (15, [8, 7]), (16, [8, 5, 3]), (21, [8, 10, 3])],
)
def test_pages_leave_room_for_the_title_and_for_the_signatures(count: int, lengths: list[int]) -> None:
    people = list(range(count))
    made = pages(people, 10, 2, 3)
    assert [len(page) for page in made] == lengths
    assert [person for page in made for person in page] == people
    assert write("值|分页(10, 2, 3)|length", 值=people) == str(len(lengths))


@given(st.integers(0, 300), st.integers(1, 40), st.integers(0, 10), st.integers(0, 20))
def test_no_page_is_too_long_and_nobody_is_lost(count: int, rows: int, head: int, foot: int) -> None:
    rows += head + foot
    people = list(range(count))
    made = pages(people, rows, head, foot)
    room = [rows - head * (number == 0) - foot * (number == len(made) - 1) for number in range(len(made))]
    assert all(1 <= len(page) <= fits for page, fits in zip(made, room, strict=True))
    assert [person for page in made for person in page] == people


def test_every_filter_has_an_english_twin_and_its_own_explanation() -> None:
    names = [name for pair in FILTERS for name in pair]
    assert len(names) == len(set(names))
    assert all(english.isascii() and not chinese.isascii() for chinese, english in FILTERS)
    assert all(use.__doc__ for use in FILTERS.values())
    assert write("值|yuan", 值=1) == write("值|元", 值=1)
    assert write("值|round(1)", 值=Decimal("0.25")) == "0.3"
    assert write("值|default('x')", 值="") == "x"


@pytest.mark.parametrize("pair", FILTERS, ids=lambda pair: pair[0])
def test_no_filter_hides_an_unknown_word(pair: tuple[str, str]) -> None:
    words = {"项目": {"名称": "甲"}}
    for name in pair:
        with pytest.raises(UnknownWordError) as caught:
            write(f"项目.名字|{name}", **words)
        assert "没有“项目.名字”这个词，最接近的是“项目.名称”" in explain(caught.value, words)


@pytest.mark.parametrize(
    ("expression", "value", "sentence"),
    [
        ("值|元", "一百", "“|元”只能用在数字上，现为“一百”"),
        ("值|大写", True, "“|大写”只能用在数字上"),
        ("值|日期", "2026-03-05", "“|日期”只能用在日期上，现为“2026-03-05”"),
        ("值|中文日期", 3, "“|中文日期”只能用在日期上"),
        ("值|序号", Decimal("1.5"), "“|序号”只能用在整数上"),
        ("值|脱敏", ["甲"], "现在是一组值"),
        ("值|顿号", [["甲"]], "现在是一组值"),
        ("值|分页", 46, "“|分页”只能用在列表上，现为“46”"),
        ("值|分页(9, 4, 5)", [], "减去标题 4 行和签字 5 行，已经没有空行"),
    ],
)
def test_a_filter_on_the_wrong_thing_says_what_it_is_for(expression: str, value: object, sentence: str) -> None:
    with pytest.raises(TemplateError, match=r"只能|已经没有") as caught:
        write(expression, 值=value)
    assert sentence in str(caught.value)


@pytest.mark.parametrize(
    ("expression", "value", "sentence"),
    [
        ("值|大写", Decimal(-1), "只能写零或正数"),
        ("值|大写", Decimal("0.001"), "精确到分"),
        ("值|中文日期", "三月", "月份应写成"),
    ],
)
def test_what_cannot_be_written_is_explained(expression: str, value: object, sentence: str) -> None:
    with pytest.raises(ValueError, match="现为") as caught:
        write(expression, 值=value)
    assert sentence in explain(caught.value, {"值": value})
