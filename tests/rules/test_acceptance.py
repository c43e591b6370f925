"""Nothing is accepted with open defects or unpaid wages."""

from __future__ import annotations

from pathlib import Path

import pytest

FAULTLESS = (Path(__file__).parent / "faultless" / "项目.yaml").read_text(encoding="utf-8")
PASSED = "初验: {日期: 2026-04-15, 结论: 合格}"


@pytest.mark.parametrize(
    ("township", "expected"),
    [
        ("结论: 限期整改, 问题: [{问题: 边沟勾缝脱落, 销号日期: 2026-05-01}]", set()),
        ("结论: 限期整改, 问题: [{问题: 边沟勾缝脱落, 销号日期: 2026-05-11}]", {"R902"}),
        ("结论: 限期整改, 问题: [{问题: 边沟勾缝脱落}]", {"R902"}),
        ("结论: 限期整改", {"R905"}),
        ("结论: 验收合格", set()),
        ("结论: 同意通过初验", set()),
    ],
)
def test_defects_before_the_county_comes(check, township, expected):
    text = FAULTLESS.replace(PASSED, f"初验: {{日期: 2026-04-15, {township}}}")
    assert {finding.code for finding in check(text).findings} == expected


def test_wages_of_a_batch_that_was_not_paid(check):
    found = check(FAULTLESS.replace(", 发放日期: 2026-04-10", "")).findings
    assert {finding.code for finding in found} == {"R413", "R502", "R903"}


def test_before_the_handover_owner_and_keeper_may_be_open(check):
    text = FAULTLESS.replace("阶段: 总结移交", "阶段: 验收").replace(
        "产权单位: 香水村股份经济合作联合社", "使用单位: 村委会"
    )
    assert check(text.replace(", 年经费: 5000", "")).findings == ()


def test_what_was_built_is_measured(check):
    for done, expected in (("100", set()), ("0", {"R908"})):
        text = FAULTLESS.replace("完成数量: 100", f"完成数量: {done}")
        assert {finding.code for finding in check(text).findings} == expected


@pytest.mark.parametrize(
    ("section", "expected"),
    [
        ("折股量化: {模式: 按股, 年限: 10, 分配: 每年结算, 股东: [{名称: 1组, 比例: 100%}]}", set()),
        ("折股量化: {模式: 按股, 年限: 10, 股东: [{名称: 1组, 比例: 100%}]}", {"R909"}),
        ("折股量化: {模式: 按股, 年限: 10, 分配: 每年结算}", {"R909"}),
        ("公益性岗位: [{岗位: 管护员, 名额: 2, 内容: 巡查, 资金来源: 村集体收益}]", set()),
        ("公益性岗位: [{岗位: 管护员, 名额: 2, 内容: 巡查}]", {"R910"}),
        ("公益性岗位: [{岗位: 管护员, 名额: 0, 内容: 巡查, 资金来源: 村集体收益}]", {"R910"}),
    ],
)
def test_shares_and_posts_are_complete_at_the_handover(check, section, expected):
    other = [line for line in FAULTLESS.splitlines(keepends=True) if line[:5] != section[:5]]
    assert {finding.code for finding in check("".join(other) + section + "\n").findings} == expected


@pytest.mark.parametrize(
    ("care", "expected"),
    [
        ("期限: 5, 方案承诺: {期限: 5, 管护主体: 香水村村民委员会}", set()),
        ("期限: 5, 方案承诺: {期限: 10}", {"R915"}),
        ("期限: 5, 年经费: 2万元, 方案承诺: {年经费: 2.4万元}", {"R915"}),
        ("期限: 5, 方案承诺: {年经费: 2.4万元}", set()),
    ],
)
def test_the_aftercare_that_was_promised(codes, care, expected):
    assert codes(f"管护: {{管护主体: 香水村村民委员会, {care}}}\n") == expected


def test_assets_are_worth_what_they_cost(codes):
    text = "资产: {{清单: [{{名称: 路, 数量: 1, 价值: 600}}, {{名称: 沟, 数量: 1{}}}]}}\n财务: {{决算金额: 1000}}\n"
    assert codes(text.format(", 价值: 400")) == set()
    assert codes(text.format(", 价值: 399.99")) == {"R914"}
    assert codes(text.format("")) == set()
