"""What people type: every reader takes the usual spellings and refuses the doubtful ones with a sentence."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from archivegen.chinese import (
    chinese_date,
    half_width,
    parse_date,
    parse_money,
    parse_month,
    parse_number,
    parse_ratio,
)


@pytest.mark.parametrize(
    ("typed", "yuan"),
    [
        ("280万元", "2800000"),
        ("280 万 元", "2800000"),
        ("２８０万元", "2800000"),
        ("1,060 万", "10600000"),
        ("１，０６０．５万元", "10605000"),
        ("2800000", "2800000"),
        ("2800000.00元", "2800000.00"),
        ("¥1,234.50元", "1234.50"),
        ("￥1234.5", "1234.5"),
        ("人民币280万元整", "2800000"),
        ("1.2亿元", "120000000"),
        ("1亿2000万元", "120000000"),
        ("1亿2000元", "100002000"),
        ("3万500元", "30500"),
        ("3万5000", "35000"),
        ("2千万元", "20000000"),
        ("5千", "5000"),
        ("0", "0"),
        ("280.123456万元", "2801234.56"),
        ("\ufeff260\u200b", "260"),
    ],
)
def test_money_as_people_write_it(typed: str, yuan: str) -> None:
    amount = parse_money(typed)
    assert amount == Decimal(yuan)
    assert "E" not in str(amount)


@pytest.mark.parametrize(
    ("typed", "advice"),
    [
        ("", "空"),
        ("  ", "空"),
        ("元", "280万元"),
        ("待定", "280万元"),
        ("约280万元", "280万元"),
        ("3万5", "280万元"),
        ("1亿2000", "280万元"),
        ("1,5万", "280万元"),
        ("5²", "280万元"),
        ("①", "280万元"),
        ("-3", "负数"),
        ("1.005", "精确到分"),
        ("1.23456789万元", "精确到分"),
        ("5.11902E+17", "280万元"),
        ("6228480012345678903622848001", "280万元"),
    ],
)
def test_doubtful_money_is_refused_with_what_to_write(typed: str, advice: str) -> None:
    with pytest.raises(ValueError, match=advice) as caught:
        parse_money(typed)
    assert typed.strip() in str(caught.value)


@pytest.mark.parametrize(
    ("typed", "fraction"),
    [
        ("42%", "0.42"),
        ("42.5％", "0.425"),
        ("４２ %", "0.42"),
        ("0.42", "0.42"),
        ("105%", "1.05"),
        ("1", "1"),
        ("0", "0"),
    ],
)
def test_ratios_are_fractions_of_one(typed: str, fraction: str) -> None:
    assert parse_ratio(typed) == Decimal(fraction)


def test_a_bare_number_above_one_is_no_ratio() -> None:
    with pytest.raises(ValueError, match="请写 42%，现为“42”"):
        parse_ratio("42")


@pytest.mark.parametrize("typed", ["", "四成", "42‰", "-5%", "1/3"])
def test_other_ratios_are_refused(typed: str) -> None:
    with pytest.raises(ValueError, match="比例"):
        parse_ratio(typed)


@pytest.mark.parametrize(
    "typed",
    [
        "2026-03-05",
        "2026-3-5",
        "2026年3月5日",
        "2026年03月05日",
        "2026 年 3 月 5 日",
        "２０２６年３月５日",
        "2026年3月5号",
        "2026/3/5",
        "2026/3/5 0:00",
        "2026-03-05 00:00:00",
        "2026.3.5",
        "2026－03－05",
        "20260305",
    ],
)
def test_days_as_people_and_spreadsheets_write_them(typed: str) -> None:
    assert parse_date(typed) == date(2026, 3, 5)


@pytest.mark.parametrize(
    ("typed", "advice"),
    [
        ("2026-03", "要写到日"),
        ("2026年3月", "要写到日"),
        ("3月5日", "年份要写四位"),
        ("26-3-5", "年份要写四位"),
        ("2026-02-29", "日历上没有这一天"),
        ("2026-13-01", "日历上没有这一天"),
        ("46086", "Excel 的日期序号"),
        ("0026-03-05", "年份"),
        ("2026-03-05 08:30", "2026-03-05"),
        ("2026-3/5", "2026-03-05"),
        ("待定", "2026-03-05"),
        ("", "空"),
    ],
)
def test_other_days_are_refused_with_what_to_write(typed: str, advice: str) -> None:
    with pytest.raises(ValueError, match=advice):
        parse_date(typed)


@given(st.dates(min_value=date(1900, 1, 1), max_value=date(2100, 12, 31)))
def test_what_papers_print_reads_back(day: date) -> None:
    assert parse_date(chinese_date(day)) == parse_date(day.isoformat()) == parse_date(f"{day:%Y%m%d}") == day


@pytest.mark.parametrize(
    "typed", ["2026-03", "2026-3", "2026年3月", "2026年03月份", "202603", "2026/3", "２０２６．０３"]
)
def test_months(typed: str) -> None:
    assert parse_month(typed) == "2026-03"


@pytest.mark.parametrize(
    ("typed", "advice"), [("2026-03-05", "只写到月"), ("2026-13", "月份"), ("3月", "月份"), ("", "空")]
)
def test_other_months_are_refused(typed: str, advice: str) -> None:
    with pytest.raises(ValueError, match=advice):
        parse_month(typed)


@pytest.mark.parametrize(
    ("typed", "number"), [("1,060.5", "1060.5"), ("１０６０", "1060"), ("-3", "-3"), ("+2.50", "2.50"), (" 12 ", "12")]
)
def test_numbers(typed: str, number: str) -> None:
    assert str(parse_number(typed)) == number


@pytest.mark.parametrize("typed", ["", "12%", "½", "1,06", "一", "1e3", "NaN", "5²", "١٢"])
def test_what_is_no_number_is_refused(typed: str) -> None:
    with pytest.raises(ValueError, match=r"应写成 1060 或 12\.5"):
        parse_number(typed)


def test_a_long_mistake_is_quoted_in_part() -> None:
    with pytest.raises(ValueError, match="…”") as caught:
        parse_number("很" * 500)
    assert len(str(caught.value)) < 100


def test_only_full_width_ascii_is_folded() -> None:
    assert half_width("ＡＢ１２　（％）①㎡") == "AB12 (%)①㎡"


@given(
    st.text() | st.text("0123456789.,%万亿元年月日-/ "),
    st.sampled_from([parse_money, parse_ratio, parse_date, parse_number]),
)
def test_whatever_is_typed_is_read_or_refused_with_a_sentence(text: str, parse: Callable[[str], object]) -> None:
    try:
        assert parse(text) is not None
    except ValueError as error:
        sentence = str(error)
    else:
        sentence = "现"
    assert "现" in sentence
