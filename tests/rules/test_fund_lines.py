"""Money of several lines: each owes its share, and is told in time that it cannot reach it (domain §7-M)."""

from __future__ import annotations

import pytest

from archivegen.findings import Severity
from tests.rules.conftest import FAULTLESS

LINES = "资金: [{来源: 中央预算内投资, 金额: 100万元, %s}, {来源: 省级以工代赈资金, 金额: 100万元, %s}]\n"
BUILDING = (
    FAULTLESS.replace("阶段: 总结移交", "阶段: 实施")
    .replace("  实际完工: 2026-03-04\n", "")
    .replace("报酬占比: 30%", "报酬占比: 40%")
)
"""1,080 元 of 3,000 are paid, 1,200 are asked for, 1,260 are planned; the work goes on."""


def found(check, text: str, code: str):
    return [finding for finding in check(text).findings if finding.code == code]


@pytest.mark.parametrize(
    ("central", "provincial", "expected"),
    [
        ("计划报酬: 30万元", "计划报酬: 15万元", set()),
        ("计划报酬: 29.99万元", "计划报酬: 15万元", {"R516"}),
        ("计划报酬: 30万元", "计划报酬: 149999.99", {"R516"}),
        ("计划报酬: 30万元, 报酬占比: 35%", "计划报酬: 15万元", {"R516"}),
        ("计划报酬: 35万元, 报酬占比: 35%", "计划报酬: 15万元", set()),
        ("计划报酬: 35万元, 报酬占比: 35%, 报酬金额: 350000.01", "计划报酬: 15万元", {"R516"}),
        ("文号: 甲", "文号: 乙", set()),
    ],
)
def test_planned_wages_of_each_line(codes, central, provincial, expected):
    assert codes(LINES % (central, provincial)) == expected


def test_a_low_plan_is_an_error_once_the_project_is_applied_for(check):
    text = FAULTLESS.replace("阶段: 总结移交", "阶段: 申报").replace(
        "金额: 3000,", "金额: 3000, 计划报酬: 890, 文号: 甲,"
    )
    text = text.replace("下达日期: 2026-01-20}]", "下达日期: 2026-01-20}, {来源: 省级以工代赈资金, 金额: 100}]")
    [low] = found(check, text.replace("报酬占比: 30%", "报酬占比: 29%"), "R516")
    assert low.severity is Severity.ERROR
    assert "还差 10.00 元" in low.message


def test_cement_bought_with_the_money_for_wages(check):
    """Domain §1.2: as soon as the remaining budget cannot reach the share."""

    def spent(amount: str, kind: str, text: str = BUILDING):
        line = f"{{日期: 2026-03-20, 摘要: 水泥, 来源: 中央预算内投资, 支出: {amount}, 类别: {kind}}}"
        return found(check, text.replace("财务: {", f"财务: {{台账: [{line}], "), "R518")

    assert not spent("1800", "材料")
    [short] = spent("1800.01", "材料")
    assert "少 0.01 元" in short.message
    # A line without a kind may be wages, and who has paid enough may spend the rest.
    assert not spent("1900", '""')
    assert not spent("1950", "材料", BUILDING.replace("40%", "36%"))


def test_the_progress_is_silent_when_the_warning_speaks(check):
    finished = BUILDING.replace("  实际开工", "  实际完工: 2026-03-04\n  实际开工")
    codes = {finding.code for finding in check(finished).findings}
    assert codes == {"R519"}
    assert {finding.code for finding in check(BUILDING).findings} == {"R509"}


def test_missing_labour_is_told_in_days_of_the_usual_trade(check):
    finished = BUILDING.replace("  实际开工", "  实际完工: 2026-03-04\n  实际开工")
    [short] = found(check, finished, "R519")
    assert "还差 120.00 元，约合普工 1 个工日" in short.message
    # A month that was worked and is in no batch yet may bring what is missing.
    later = finished.replace("  - {月份: 2026-03, 公示日期", "  - {月份: 2026-04, 公示日期")
    assert not found(check, later, "R519")


def test_asked_for_42_per_cent_and_paid_40(check):
    """Domain §10.6 (6): 1,080 of 2,700 is 40 %."""
    text = FAULTLESS.replace("金额: 3000", "金额: 2700").replace("报酬占比: 30%", "报酬占比: 42%")
    [low] = [finding for finding in check(text).findings if finding.code == "R502"]
    assert "40.00%，要求不低于 42.00%" in low.message
    assert low.severity is Severity.ERROR


def test_plans_of_the_lines_are_compared_when_all_are_told(codes):
    estimate = (
        "工价: [{工种: 普工, 单价: 100}]\n务工测算: [{分项: 路, 单位: 天, 工程量: 6000, 人工定额: 1, 工种: 普工}]\n"
    )
    assert codes(LINES % ("计划报酬: 40万元", "计划报酬: 20万元") + estimate) == set()
    assert codes(LINES % ("计划报酬: 40万元", "计划报酬: 19万元") + estimate) == {"R527"}
    assert codes(LINES % ("计划报酬: 40万元", "文号: 乙") + estimate) == set()
    assert codes(LINES % ("计划报酬: 61万元", "文号: 乙") + estimate) == {"R527"}
