"""大写金额, dates and numerals as papers print them."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from archivegen.chinese import amount_in_capitals, chinese_date, chinese_month, chinese_numeral, plain_number


@pytest.mark.parametrize(
    ("amount", "capitals"),
    [
        ("0", "零元整"),
        ("0.05", "伍分"),
        ("0.50", "伍角整"),
        ("0.53", "伍角叁分"),
        ("10.05", "壹拾元零伍分"),
        ("325.04", "叁佰贰拾伍元零肆分"),
        ("1409.50", "壹仟肆佰零玖元伍角整"),
        ("1409.500", "壹仟肆佰零玖元伍角整"),
        ("10050", "壹万零伍拾元整"),
        ("14964.00", "壹万肆仟玖佰陆拾肆元整"),
        ("16409.02", "壹万陆仟肆佰零玖元零贰分"),
        ("107000.53", "壹拾万柒仟元伍角叁分"),
        ("1776600", "壹佰柒拾柒万陆仟陆佰元整"),
        ("20000001.2", "贰仟万零壹元贰角整"),
        ("100000010", "壹亿零壹拾元整"),
        ("100007000", "壹亿零柒仟元整"),
        ("100050000", "壹亿零伍万元整"),
        ("2.8E+6", "贰佰捌拾万元整"),
        ("999999999999.99", "玖仟玖佰玖拾玖亿玖仟玖佰玖拾玖万玖仟玖佰玖拾玖元玖角玖分"),
    ],
)
def test_amounts_are_written_in_the_one_canonical_form(amount: str, capitals: str) -> None:
    assert amount_in_capitals(Decimal(amount)) == capitals


def test_the_currency_stands_before_the_amount_without_a_gap() -> None:
    assert amount_in_capitals(Decimal(14964), "人民币") == "人民币壹万肆仟玖佰陆拾肆元整"


@pytest.mark.parametrize(
    ("amount", "reason"),
    [("-0.01", "正数"), ("1000000000000", "一万亿"), ("1.005", "精确到分"), ("NaN", "正数"), ("Infinity", "正数")],
)
def test_what_no_cashier_can_pay_is_refused(amount: str, reason: str) -> None:
    with pytest.raises(ValueError, match=reason):
        amount_in_capitals(Decimal(amount))


def read_capitals(text: str) -> Decimal:
    """An independent reader, built from place values instead of groups."""
    digits, places = "零壹贰叁肆伍陆柒捌玖", {"拾": 10, "佰": 100, "仟": 1000}
    total = group = digit = 0
    cents = 0
    for character in text.removesuffix("整"):
        if character in digits:
            digit = digits.index(character)
        elif character in places:
            group, digit = group + digit * places[character], 0
        elif character in {"万", "亿"}:
            total, group, digit = total + (group + digit) * (10**4 if character == "万" else 10**8), 0, 0
        elif character == "元":
            total, group, digit = total + group + digit, 0, 0
        else:
            cents, digit = cents + digit * (10 if character == "角" else 1), 0
    return Decimal(total) + Decimal(cents) / 100


@given(st.integers(min_value=0, max_value=10**14 - 1))
def test_every_amount_reads_back_to_the_cent(cents: int) -> None:
    amount = Decimal(cents) / 100
    text = amount_in_capitals(amount)
    assert read_capitals(text) == amount
    assert "零零" not in text
    assert text.endswith("分") != text.endswith("整")


def test_dates_of_letters_have_no_leading_zeros() -> None:
    assert chinese_date(date(2026, 3, 5)) == "2026年3月5日"
    assert chinese_month("2026-03") == "2026年3月"


@pytest.mark.parametrize(
    ("number", "text"),
    [
        (0, "零"),
        (1, "一"),
        (10, "十"),
        (12, "十二"),
        (20, "二十"),
        (105, "一百零五"),
        (110, "一百一十"),
        (100012, "十万零一十二"),
    ],
)
def test_numerals_of_headings(number: int, text: str) -> None:
    assert chinese_numeral(number) == text


def test_a_heading_has_no_negative_number() -> None:
    with pytest.raises(ValueError, match="序号"):
        chinese_numeral(-1)


@pytest.mark.parametrize(
    ("number", "text"),
    [("22.50", "22.5"), ("18.0", "18"), ("1E+3", "1000"), ("100", "100"), ("-0.0", "0"), ("0.125", "0.125")],
)
def test_plain_numbers_lose_only_zeros_that_say_nothing(number: str, text: str) -> None:
    assert plain_number(Decimal(number)) == text
