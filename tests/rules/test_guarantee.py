"""What a contractor shows before the first worker enters the site."""

from __future__ import annotations

import pytest

from tests.rules.people_at_work import at_stage, contracted

WHOLE = "专户账号: '88880126', 告示牌日期: 2026-03-01, 实名登记日期: 2026-03-01, 保证金金额: 2万元"


def codes_of(report) -> set[str]:
    return {finding.code for finding in report.findings}


def test_a_contractor_in_order(check):
    assert check(contracted(guarantee=WHOLE)).findings == ()


def test_self_build_needs_none_of_it(check):
    assert check(at_stage("实施")).findings == ()


@pytest.mark.parametrize(
    ("gone", "missing"),
    [
        ("专户账号: '88880126', ", "农民工工资专用账户"),
        ("告示牌日期: 2026-03-01, ", "维权信息告示牌"),
        ("实名登记日期: 2026-03-01, ", "实名登记"),
    ],
)
def test_each_of_the_guarantees_is_named(check, gone, missing):
    (found,) = check(contracted(guarantee=WHOLE.replace(gone, ""))).findings
    assert found.code == "R219"
    assert f"还缺：{missing}。" in found.message


def test_nothing_at_all(check):
    assert codes_of(check(contracted())) == {"R219", "R221"}


def test_the_wage_officer_stands_among_the_parties(check):
    (found,) = check(contracted(("劳资专管员: 景小燕, ", ""), guarantee=WHOLE)).findings
    assert "还缺：劳资专管员。" in found.message


def test_before_the_building_nothing_is_owed(check):
    assert codes_of(check(contracted(("  阶段: 实施", "  阶段: 申报")))) == set()


@pytest.mark.parametrize(("day", "expected"), [("2026-03-02", set()), ("2026-03-03", {"R220"})])
def test_registered_on_the_first_morning_at_the_latest(check, day, expected):
    late = WHOLE.replace("实名登记日期: 2026-03-01", f"实名登记日期: {day}")
    assert codes_of(check(contracted(guarantee=late))) == expected


@pytest.mark.parametrize(
    ("deposit", "expected"),
    [
        ("保证金金额: 1万元", set()),
        ("保证金金额: 9999.99", {"R222"}),
        ("保证金金额: 3万元", set()),
        ("保证金金额: 30000.01", {"R222"}),
        ("保证金金额: 5000, 免缴依据: 连续两年未欠薪，减存百分之五十", set()),
        ("免缴依据: 合同额低于300万元且前一年没有欠薪", set()),
        ("保证金方式: 银行保函", {"R221"}),
    ],
)
def test_between_one_and_three_hundredths_of_the_contract(check, deposit, expected):
    guarantee = WHOLE.replace("保证金金额: 2万元", deposit)
    text = contracted(guarantee=guarantee).replace("财务: {", "财务: {合同金额: 100万元, ")
    assert codes_of(check(text)) == expected
