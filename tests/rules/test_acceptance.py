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
