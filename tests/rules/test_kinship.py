"""Workers who sit on the council, and kin of those who decide."""

from __future__ import annotations

import pytest

COUNCIL = "参建各方: {理事会: [{姓名: 王大山, 职务: 理事}, {姓名: 李正和}, {姓名: 何晓燕}]}\n"


def worker(rest: str = "") -> str:
    return f"务工人员: [{{姓名: 王大山, 身份证号: 511902196803150011, 合同签订日期: 2026-03-01{rest}}}]\n"


@pytest.mark.parametrize(
    ("rest", "expected"),
    [
        ("", {"R123"}),
        (", 亲属关系: 无", set()),
        (", 亲属关系: 本人", {"R124"}),
        (", 亲属关系: 本人, 亲属说明: 2026年1月28日村民代表会议知情", set()),
    ],
)
def test_a_council_member_may_work_when_it_stands_on_paper(codes, rest, expected):
    assert codes(COUNCIL + worker(rest)) == expected


@pytest.mark.parametrize(
    "place",
    [
        "参建各方: {质量监督小组: [{姓名: 王大山, 职务: 组长}]}\n",
        "参建各方: {村民委员会: {名称: 香水村村民委员会, 负责人: 王大山}}\n",
        "责任人: [{层级: 村, 姓名: 王大山}]\n",
    ],
)
def test_whoever_decides_or_watches_is_looked_at(codes, place):
    assert codes(place + worker()) == {"R123"}


def test_the_county_lead_is_nobody_of_the_village(codes):
    assert codes("责任人: [{层级: 县, 姓名: 王大山}]\n" + worker()) == set()


def test_somebody_who_only_stands_on_the_roster_is_left_alone(codes):
    assert codes(COUNCIL + "务工人员: [{姓名: 王大山, 身份证号: 511902196803150011}]\n") == set()


def test_the_evidence_shows_the_relation_and_the_office(check):
    head = "项目: {名称: 道路, 年度: 2026, 类型: 公益性, 建设方式: 村民自建, 县: 巴州区, 乡镇: 云屏镇, 村: 香水村}\n"
    (found,) = check(head + COUNCIL + worker(", 亲属关系: 本人")).findings
    assert [row.text for row in found.evidence] == ["王大山：本人", "理事会理事"]
    assert [row.place.line for row in found.evidence] == [3, 2]


@pytest.mark.parametrize("written", ["无", "否", "没有", "/", "'0'"])
def test_words_for_no_kin(codes, written):
    assert codes(worker(f", 亲属关系: {written}")) == set()
