"""采购 and 监督检查 as a county meets them (domain §1.8, §7 V-P06, V-Q02, V-E09)."""

from __future__ import annotations

import datetime

import pytest

from tests.rules.conftest import FAULTLESS

THREE = "报价: [{单位: 甲, 总价: 52000}, {单位: 乙, 总价: 50000}, {单位: 丙, 总价: 53000}]"


@pytest.mark.parametrize(
    ("facts", "expected"),
    [
        (f"方式: 询比选, 金额: 50000, {THREE}, 成交单位: 乙", set()),
        (f"方式: 询比选, 金额: 52000, {THREE}, 成交单位: 甲, 理由: 乙不能按期供货", set()),
        (f"方式: 询比选, 金额: 52000, {THREE}, 成交单位: 甲", {"R714"}),
        (f"方式: 询比选, 金额: 49000, {THREE}, 成交单位: 乙", set()),
        (f"方式: 询比选, 金额: 50000.01, {THREE}, 成交单位: 乙", {"R716"}),
        (f"方式: 询比选, 金额: 50000, {THREE}, 成交单位: 丁", {"R716"}),
        (f"方式: 询价, 金额: 50000, {THREE.replace('丙', '乙')}, 成交单位: 乙", {"R713"}),
        ("方式: 询比选", set()),
        ("方式: 直接采购, 金额: 800, 成交单位: 村口小卖部", set()),
        ("方式: 直接采购, 类别: 货物, 金额: 1999999.99", set()),
        ("方式: 直接采购, 类别: 货物, 金额: 200万元", {"R715"}),
        ("方式: 公开招标, 类别: 货物, 金额: 200万元", set()),
        ("方式: 直接采购, 类别: 货物, 金额: 200万元, 依据: 招标投标法第六十六条", set()),
        ("方式: 直接采购, 类别: 服务, 金额: 100万元", {"R715"}),
    ],
)
def test_one_purchase(codes, facts, expected):
    assert codes(f"采购: [{{标的: 水泥, {facts}}}]\n") == expected


def test_a_contract_of_four_million_says_why_there_was_no_tender(codes):
    assert codes("财务: {合同金额: 399.99万元}\n") == set()
    assert codes("财务: {合同金额: 400万元}\n") == {"R715"}
    assert codes("财务: {合同金额: 400万元}\n", "招标方式: 不招标（招标投标法第六十六条）") == set()


def test_what_villagers_bought_is_published_before_the_acceptance(check):
    bought = f"采购: [{{标的: 水泥, 方式: 询比选, 金额: 50000, {THREE}, 成交单位: 乙}}]\n"
    assert {finding.code for finding in check(FAULTLESS + bought).findings} == {"R717"}
    assert check(FAULTLESS.replace("阶段: 总结移交", "阶段: 实施") + bought).findings == ()
    assert check(FAULTLESS + bought.replace("成交单位: 乙", "成交单位: 乙, 公示日期: 2026-02-13")).findings == ()


@pytest.mark.parametrize(
    ("facts", "expected"),
    [
        ("问题: 无", set()),
        ("方式: 巡查", set()),
        ("问题: 砂浆不饱满", {"R720"}),
        ("问题: 砂浆不饱满, 销号日期: 2026-05-10", set()),
        ("问题: 砂浆不饱满, 销号日期: 2026-05-11", {"R720"}),
    ],
)
def test_problems_are_mended_before_the_county_accepts(check, facts, expected):
    """The county came on 2026-05-10."""
    visit = f"监督检查: [{{类别: 监理, 日期: 2026-03-03, {facts}}}]\n"
    assert {finding.code for finding in check(FAULTLESS + visit).findings} == expected
    assert check(FAULTLESS.replace("阶段: 总结移交", "阶段: 实施") + visit).findings == ()


def test_a_problem_of_the_time_after_the_acceptance_is_closed_when_it_is_closed(check):
    visit = "监督检查: [{类别: 群众, 日期: 2026-06-01, 问题: 边沟堵塞, 销号日期: 2026-06-05}]\n"
    assert check(FAULTLESS + visit).findings == ()


def test_months_in_which_the_county_did_not_look(check):
    """Only of projects that keep these records, and only months that are over."""
    building = FAULTLESS.replace("阶段: 总结移交", "阶段: 实施").replace("  实际完工: 2026-03-04\n", "")
    visits = "监督检查: [{类别: 县月查, 日期: 2026-04-15}, {类别: 县月查, 日期: 2026-06-15}, {类别: 监理, 日期: 2026-05-04}]\n"

    def months(day: datetime.date, text: str = building + visits) -> list[str]:
        return [f.message.partition("。")[0] for f in check(text, today=day).findings if f.code == "R721"]

    assert months(datetime.date(2026, 5, 31)) == []
    assert months(datetime.date(2026, 6, 1)) == ["县月查缺 2026年5月的记录"]
    assert months(datetime.date(2026, 8, 1)) == ["县月查缺 2026年5月、2026年7月的记录"]
    assert months(datetime.date(2026, 8, 1), building) == []
