"""Identity numbers, accounts, phones: checked, masked, and found where they must not stand.  All are fictitious."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from archivegen.chinese import (
    age_on,
    birth_date_of,
    find_personal_numbers,
    id_problem,
    luhn_ok,
    mask,
    mask_account,
    mask_id,
    mask_name,
    mask_phone,
    normalise_id,
    sex_of,
    special_document,
)

VALID = ["511902196803150011", "511902197508220026", "511902200801010030", "51190219550630004X"]


@pytest.mark.parametrize(
    "written",
    [
        "51190219550630004x",
        "５１１９０２１９５５０６３０００４ｘ",
        " 511902 19550630 004X\u200b",
        "'51190219550630004X",
        "51190219550630004×",
    ],
)
def test_an_id_is_stored_in_one_spelling(written: str) -> None:
    assert normalise_id(written) == "51190219550630004X"
    assert id_problem(written) is None


@pytest.mark.parametrize("number", VALID)
def test_valid_ids(number: str) -> None:
    assert id_problem(number) is None


@pytest.mark.parametrize(
    ("number", "reason"),
    [
        ("", "空的"),
        ("51190219680315002", "应为18位，现为17位"),
        ("511902680315001", "15位的旧号码"),
        ("5.11902E+17", "Excel 存成了数字"),
        ("511902********0011", "现在含有“*”"),
        ("51190219680315001Y", "现在含有“Y”"),
        ("991902196803150011", "省级代码，现为“99”"),
        ("511902199002290050", "没有这一天"),
        ("511902186803150011", "没有这一天"),
        ("511902196803150012", "校验位“2”"),
        ("511902196803150000", "可能被 Excel 存成了数字"),
        ("511902١٩٦٨03150011", "只能是数字"),
    ],
)
def test_what_is_wrong_with_an_id_is_told_in_one_sentence(number: str, reason: str) -> None:
    problem = id_problem(number)
    assert problem is not None
    assert reason in problem
    assert len(number) < 15 or number not in problem


@given(st.sampled_from(VALID), st.integers(0, 16), st.integers(1, 9))
def test_one_misread_digit_is_always_noticed(number: str, place: int, shift: int) -> None:
    digit = (int(number[place]) + shift) % 10
    assert id_problem(f"{number[:place]}{digit}{number[place + 1 :]}") is not None


def test_birth_sex_and_age_come_from_the_number() -> None:
    assert birth_date_of("511902196803150011") == date(1968, 3, 15)
    assert birth_date_of("51190219550630004x") == date(1955, 6, 30)
    assert sex_of("511902196803150011") == "男"
    assert sex_of("511902197508220026") == "女"
    assert age_on(birth_date_of("511902200801010030"), date(2026, 1, 1)) == 18
    assert age_on(birth_date_of("511902200801010030"), date(2025, 12, 31)) == 17
    assert age_on(birth_date_of("51190219550630004X"), date(2026, 1, 1)) == 70
    assert age_on(date(2008, 2, 29), date(2026, 2, 28)) == 17


@pytest.mark.parametrize("number", ["", "511902199002290050", "51190219680315002"])
def test_no_birth_date_is_made_up(number: str) -> None:
    with pytest.raises(ValueError, match="身份证号码"):
        birth_date_of(number)


def test_no_sex_and_no_age_is_made_up() -> None:
    with pytest.raises(ValueError, match="18位"):
        sex_of("5119")
    with pytest.raises(ValueError, match="晚于"):
        age_on(date(2026, 1, 2), date(2026, 1, 1))


def test_luhn() -> None:
    assert luhn_ok("6228480012345678903")
    assert luhn_ok("6214 6712 3456 7890 128")
    assert not luhn_ok("6228480012345678901")
    assert not luhn_ok("")
    assert not luhn_ok("622848001234567890X")


@pytest.mark.parametrize(
    ("text", "masked"),
    [
        ("511902196803150011", "511902***********1"),
        ("51190219550630004x", "511902***********X"),
        ("13812345678", "138****5678"),
        ("+8613812345678", "138****5678"),
        ("0827-5222333", "*******2333"),
        ("6228480012345678903", "***************8903"),
        ("6228 4800 1234 5678 903", "***************8903"),
        ("联系电话：13812345678", "联系电话:138****5678"),
        ("王小明", "王**"),
        ("阿卜杜拉·买买提", "阿*******"),
        ("王", "王*"),
        ("", ""),
        ("12345678901234567890123", "*******************0123"),
    ],
)
def test_masking_goes_by_shape(text: str, masked: str) -> None:
    assert mask(text) == masked


def test_each_shape_has_its_own_mask() -> None:
    assert mask_id("511902196803150011") == "511902***********1"
    assert mask_account("6228480012345678903") == "***************8903"
    assert mask_phone("138 1234 5678") == "138****5678"
    assert mask_phone("0827-5222333") == "*******2333"
    assert mask_name(" 王小明 ") == "王**"
    assert mask_account("123") == "***"


@given(st.text(max_size=60))
def test_nothing_personal_survives_a_mask(text: str) -> None:
    assert find_personal_numbers(mask(text)) == []


@given(st.sampled_from([*VALID, "13812345678", "6228480012345678903"]), st.text(max_size=10), st.text(max_size=10))
def test_a_number_between_other_text_is_masked(number: str, before: str, after: str) -> None:
    assert number not in mask(f"{before} {number} {after}")


def test_personal_numbers_are_found_however_they_are_written() -> None:
    notice = (
        "张三 511902196803150011 ６２２８４８００１２３４５６７８９０３ 电话138-1234-5678、tel13912345678\n"
        "李四 511902 19550630 004x 卡号 6214 6712 3456 7890 128 +86 137 0000 1111"
    )
    assert find_personal_numbers(notice) == [
        "511902196803150011",
        "6228480012345678903",
        "138-1234-5678",
        "13912345678",
        "511902 19550630 004x",
        "6214 6712 3456 7890 128",
        "+86 137 0000 1111",
    ]


@pytest.mark.parametrize(
    "text",
    [
        "项目代码 2310-511902-04-01-123456，总投资 10600000.00 元",
        "监督电话：0827-5222333，12345",
        "2026-03-01 至 2026-03-08，合同编号 20260301001",
        "511902***********1 138****5678",
        "档号 J001-KJ·JJ·2022-Y-001-0001",
        "统一社会信用代码 91510100MA61RPYM8W",
        "",
    ],
)
def test_what_every_notice_prints_is_no_personal_number(text: str) -> None:
    assert find_personal_numbers(text) == []


def test_a_credit_code_of_digits_is_no_account_but_a_wrong_one_may_be() -> None:
    digits = "91511902000000000"
    alphabet = "0123456789ABCDEFGHJKLMNPQRTUWXY"
    codes = [digits + character for character in alphabet]
    assert sum(find_personal_numbers(code) == [] for code in codes) == 1


def test_a_published_number_can_be_allowed() -> None:
    text = "监督电话 138 1234 5678，举报电话 13900001111"
    assert find_personal_numbers(text, allowed=["13812345678"]) == ["13900001111"]


@pytest.mark.parametrize(
    ("number", "kind"),
    [
        ("810000198001010014", "港澳台居民居住证"),
        ("810000198001010015", None),
        ("951156198001010013", "外国人永久居留身份证"),
        ("991156198001010013", None),
        ("951156198013010013", None),
        ("ＣＨＮ 510012345678", "外国人永久居留身份证"),
        ("m1234567890", "港澳居民来往内地通行证"),
        ("EA1234567", "护照"),
        ("511902196803150011", None),
        ("51190219550630004X", None),
        ("12345678", None),
        ("", None),
    ],
)
def test_documents_that_are_no_identity_card(number: str, kind: str | None) -> None:
    assert special_document(number) == kind
