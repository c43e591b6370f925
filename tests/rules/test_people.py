"""Identity on the roster: what is refused and what is not."""

from __future__ import annotations

import pytest

MAN, WOMAN = "511902196803150011", "511902197508220026"


def roster(*rows: str) -> str:
    return "务工人员:\n" + "".join(f"  - {{{row}}}\n" for row in rows)


@pytest.mark.parametrize(
    "number",
    ["511902199002290050", "51190219680315002", "511902680315001", "5.11902E+17", "991902196803150011"],
)
def test_numbers_that_are_no_ids(codes, number):
    assert codes(roster(f"姓名: 王大山, 身份证号: {number}")) == {"R101"}


@pytest.mark.parametrize(
    "number", [MAN, "51190219550630004x", "５１１９０２１９６８０３１５００１１", "511902 19680315 0011"]
)
def test_ids_as_people_type_them(codes, number):
    assert codes(roster(f"姓名: 王大山, 身份证号: {number}")) == set()


def test_two_people_without_a_known_id_do_not_share_one(codes):
    assert codes(roster("姓名: 王大山, 身份证号: 不详", "姓名: 李小英, 身份证号: 不详")) == {"R101"}


def test_a_line_that_stands_twice_is_told_once(codes):
    row = f'姓名: 王大山, 身份证号: {MAN}, 电话: "13900000001", 账号: "6228480012345678903"'
    assert codes(roster(row, row)) == {"R102"}


def test_numbered_namesakes_are_two_people(codes):
    assert (
        codes(roster(f"编号: A1, 姓名: 王大山, 身份证号: {MAN}", f"编号: A2, 姓名: 王大山, 身份证号: {WOMAN}")) == set()
    )


def test_one_number_of_two_namesakes_is_not_enough(codes):
    assert codes(roster(f"编号: A1, 姓名: 王大山, 身份证号: {MAN}", f"姓名: 王大山, 身份证号: {WOMAN}")) == {"R103"}


def test_namesakes_with_one_number_share_it(codes):
    assert codes(roster("编号: A1, 姓名: 王大山", "编号: A1, 姓名: 王大山")) == {"R117", "R118"}


@pytest.mark.parametrize("name", ["欧阳明凤", "买买提·阿不都热合曼", "𠮷野", "李〇", "㐱小平"])
def test_names_that_people_have(codes, name):
    assert codes(roster(f"姓名: {name}, 身份证号: {MAN}")) == set()


@pytest.mark.parametrize(
    "name", ["张3三", "王大山A", "甲&乙<丙>", "王大山（小）", "王\ue5e5山", '=HYPERLINK("http://x")']
)
def test_names_that_nobody_has(codes, name):
    assert codes(roster(f"姓名: '{name}', 身份证号: {MAN}")) == {"R115"}


def test_both_people_of_a_shared_id_are_named_and_the_id_is_masked(check):
    text = (
        "项目: {名称: 道路, 年度: 2026, 类型: 公益性, 建设方式: 村民自建, 县: 巴州区, 乡镇: 云屏镇, 村: 香水村}\n"
        + roster(f"姓名: 王大山, 身份证号: {MAN}", f"姓名: 李小英, 身份证号: {MAN}")
    )
    (found,) = check(text).findings
    assert "王大山" in found.message
    assert "李小英" in found.message
    assert "511902***********1" in found.message
    assert "项目.yaml:3" in found.message
    assert found.place.line == 4
    assert "C21" in found.papers


# --- other documents --------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("number", "kind"),
    [
        ("810000198001010014", "港澳台居民居住证"),
        ("951156198001010013", "外国人永久居留身份证"),
        ("CHN510012345678", "外国人永久居留身份证"),
        ("H12345678", "港澳居民来往内地通行证"),
        ("E12345678", "护照"),
    ],
)
def test_other_documents_are_for_a_person_to_check(check, codes, number, kind):
    assert codes(roster(f"姓名: 王大山, 身份证号: {number}")) == {"R126"}
    assert codes(roster(f"姓名: 王大山, 身份证号: {number}, 证件类型: {kind}")) == set()


def test_a_residence_permit_with_a_wrong_digit_is_wrong(codes):
    assert codes(roster("姓名: 王大山, 身份证号: 810000198001010015, 证件类型: 港澳台居民居住证")) == {"R101"}


def test_a_kind_that_was_looked_at_is_not_judged_as_an_identity_card(codes):
    assert codes(roster('姓名: 王大山, 身份证号: "12345678", 证件类型: 台湾居民来往大陆通行证')) == set()
