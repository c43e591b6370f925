"""Numbers in any spelling are found; codes, dates, sums and digests are not taken for them."""

from __future__ import annotations

import datetime
import hashlib

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from archivegen.chinese.identity import is_credit_code, luhn_ok
from archivegen.privacy.numbers import CARD, ID, PHONE, find_numbers, fold

WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
FULL_WIDTH = str.maketrans("0123456789X-", "０１２３４５６７８９Ｘ－")


def with_check_digit(digits: str) -> str:
    return digits + "10X98765432"[sum(int(d) * w for d, w in zip(digits, WEIGHTS, strict=True)) % 11]


def with_luhn_digit(digits: str) -> str:
    doubled = [int(d) * (2 if place % 2 == 0 else 1) for place, d in enumerate(reversed(digits))]
    return digits + str(-sum(n - 9 if n > 9 else n for n in doubled) % 10)


days = st.dates(datetime.date(1931, 1, 1), datetime.date(2010, 12, 31))
IDS = st.builds(
    lambda place, day, order: with_check_digit(f"{place}{day:%Y%m%d}{order:03d}"),
    st.sampled_from(["511902", "110105", "440306", "650102"]),
    days,
    st.integers(1, 999),
)
CARDS = st.builds(
    lambda start, rest: with_luhn_digit(f"{start}{rest}"),
    st.sampled_from(["622848", "621467", "621700"]),
    st.from_regex(r"[0-9]{9}|[0-9]{12}", fullmatch=True),
)
PHONES = st.from_regex(r"1[3-9][0-9]{9}", fullmatch=True)
AROUND = st.sampled_from(["", "电话：", "公民身份号码", "（", "张三\t", "1. ", "共3人\n", "备注 "])


def write_in_cells(number: str) -> str:
    return "\t".join(number)


SPELLINGS = {
    "plain": lambda n: n,
    "full width": lambda n: n.translate(FULL_WIDTH),
    "letter-spaced": " ".join,
    "zero-width": lambda n: "\u200b".join([n[:7], n[7:]]),
    "soft hyphen": lambda n: n[:5] + "\u00ad" + n[5:],
    "end of a line": lambda n: f"{n[:8]}\n{n[8:]}",
}


def kinds(text: str) -> list[str]:
    return [found.kind for found in find_numbers(fold(text))]


@pytest.mark.parametrize("spelling", SPELLINGS)
@settings(max_examples=30)
@given(number=IDS, before=AROUND, after=AROUND)
def test_an_identity_number_is_found_however_it_is_written(spelling, number, before, after):
    assert ID in kinds(before + SPELLINGS[spelling](number) + after.rstrip("1. "))


@settings(max_examples=30)
@given(number=IDS)
def test_an_identity_number_in_the_cells_of_a_form_and_in_groups_is_found(number):
    assert kinds("公民身份号码\t" + write_in_cells(number) + "\n") == [ID]
    assert kinds(f"{number[:6]} {number[6:14]} {number[14:]}") == [ID]
    assert kinds(f"{number[:6]}-{number[6:10]}-{number[10:14]}-{number[14:]}") == [ID]
    assert kinds(f"{number[:6]}\n{number[6:12]}\n{number[12:]}") == [ID]


@settings(max_examples=30)
@given(day=days, order=st.integers(1, 999))
def test_an_old_identity_number_of_15_digits_is_found(day, order):
    assert ID in kinds(f"身份证 511902{day.replace(year=1900 + day.year % 100, day=1):%y%m%d}{order:03d}，")


@settings(max_examples=30)
@given(number=CARDS)
def test_a_card_is_found_plain_in_groups_and_broken(number):
    assert kinds(f"账号{number}。") == [CARD]
    assert kinds("账号 " + " ".join(number[start : start + 4] for start in range(0, len(number), 4))) == [CARD]
    assert kinds(f"账号：{number[:10]}\n{number[10:]}") == [CARD]


@settings(max_examples=30)
@given(number=PHONES)
def test_a_mobile_number_is_found_plain_in_groups_and_with_its_country(number):
    for written in (number, f"{number[:3]} {number[3:7]} {number[7:]}", f"{number[:3]}-{number[3:7]}-{number[7:]}"):
        assert kinds(f"联系电话：{written}") == [PHONE]
    assert kinds(f"+86 {number}") == [PHONE]
    assert kinds(f"tel{number}") == [PHONE]


@settings(max_examples=30)
@given(
    sums=st.lists(st.decimals(0, 9_999_999, places=2), min_size=3, max_size=12),
    years=st.lists(st.dates(datetime.date(2020, 1, 1), datetime.date(2030, 1, 1)), min_size=2, max_size=6),
    volume=st.integers(1, 999),
    number=st.integers(1, 9999),
    seed=st.binary(max_size=8),
)
def test_sums_dates_codes_and_digests_are_no_numbers_of_persons(sums, years, volume, number, seed):
    text = "\n".join(
        [
            "\t".join(f"{value:,}" for value in sums),
            " ".join(f"{value:.2f}" for value in sums),
            " ".join(day.isoformat() for day in years) + f" {years[0]:%Y%m%d}-{years[1]:%Y%m%d}",
            f"QZ0012-KJ·JJ·{years[0].year}-D30-{volume:03d}-{number:04d}",
            f"J001-WS·{years[0].year}-Y-{number:04d}  2512-511902-04-01-{years[0]:%y%m%d}",
            f"{years[0]:%Y%m%d}0000{number:06d}",
            f"PYXS{years[0].year}511902{number:06d}",
            hashlib.sha256(seed).hexdigest() + "  data/a.pdf",
            f"{years[0].isoformat()}T09:00:00+08:00 {number}.{volume}",
        ]
    )
    assert kinds(text) == []


@pytest.mark.parametrize(
    "text",
    [
        "1\t1\t0.5\t1\t1\t1\t0\t1\t1\t1\t1\t1\t1\t1\t22.5",
        "统一社会信用代码 91511902MA6235XY0Q",
        "1270000000000000000",
        "0.30000000000000004",
        "4680 5226 4550 3888",
        "电话 0827-5550220",
    ],
)
def test_rows_of_a_sheet_and_numbers_of_offices_are_no_numbers_of_persons(text):
    assert kinds(text) == []


def test_the_code_of_a_company_that_could_be_a_card_is_none():
    codes = (f"915119{number:012d}" for number in range(200_000_000_000, 200_000_100_000))
    code = next(code for code in codes if is_credit_code(code) and luhn_ok(code))
    assert kinds(f"统一社会信用代码：{code}") == []
