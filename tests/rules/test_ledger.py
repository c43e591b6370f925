"""The separate account beside contract, wages, arrivals and performance (domain §7-M)."""

from __future__ import annotations

import pytest

from tests.rules.conftest import FAULTLESS

WAGES = "{日期: 2026-04-10, 摘要: 发放3月劳务报酬, 来源: 中央预算内投资, 支出: %s, 类别: 劳务报酬}"


NO_ACCOUNT = "财务: {决算日期: 2026-04-28}\n"
"""What the faultless project says of its money."""


def account(*lines: str, facts: str = "") -> str:
    return "财务:\n" + "".join(f"  {line}\n" for line in facts.splitlines()) + "  台账: [" + ", ".join(lines) + "]\n"


def added(check, *lines: str, facts: str = "", more: str = "") -> set[str]:
    """What an account adds to a faultless project in which 1,080 元 were paid."""
    return {
        finding.code
        for finding in check(
            FAULTLESS.replace(NO_ACCOUNT, account(*lines, facts=f"决算日期: 2026-04-28\n{facts}")) + more
        ).findings
    }


@pytest.mark.parametrize(("amount", "expected"), [("1080", set()), ("1079.99", {"R515"}), ("1080.01", {"R515"})])
def test_wages_of_the_account_to_the_cent(check, amount, expected):
    assert added(check, WAGES % amount) == expected


def test_both_figures_and_their_rows_are_shown(check):
    [found] = check(FAULTLESS.replace(NO_ACCOUNT, account(WAGES % "1000", facts="决算日期: 2026-04-28"))).findings
    assert "1,000.00" in found.message
    assert "1,080.00" in found.message
    assert [row.text for row in found.evidence] == [
        "2026-04-10  发放3月劳务报酬 1,000.00 元",
        "2026-04-10 2026年3月发放表 1,080.00 元",
    ]


def test_a_transfer_that_came_back_and_went_out_again(check):
    back = "{日期: 2026-04-12, 摘要: 退回, 来源: 中央预算内投资, 收入: 540, 类别: 劳务报酬}"
    assert added(check, WAGES % "1080", back) == {"R515"}
    assert added(check, WAGES % "1080", back, (WAGES % "540").replace("04-10", "04-14")) == set()


def test_an_account_that_is_not_kept_so_far_yet(check):
    building = FAULTLESS.replace("阶段: 总结移交", "阶段: 实施")
    cement = "{日期: 2026-03-10, 摘要: 水泥, 来源: 中央预算内投资, 支出: 100, 类别: 材料}"
    assert check(building.replace(NO_ACCOUNT, account(cement))).findings == ()
    assert added(check, cement) == set()
    assert added(check, cement.replace("03-10", "04-20")) == {"R515"}


def test_works_up_to_the_contract_and_its_variations(codes):
    cement = "{日期: 2026-03-10, 摘要: 水泥, 支出: 1200, 类别: 材料}"
    assert codes(account(cement, facts="合同金额: 1000\n变更金额: 200")) == set()
    assert codes(account(cement, facts="合同金额: 1000\n变更金额: 199.99")) == {"R521"}
    assert codes(account(cement, facts="合同金额: 1000\n结算金额: 1200")) == set()
    assert codes(account(cement.replace("材料", "其他"), facts="合同金额: 1000")) == set()


def test_nothing_beyond_the_final_account(codes):
    survey = "{日期: 2026-03-10, 摘要: 设计, 支出: 1200, 类别: 其他}"
    assert codes(account(survey, facts="决算金额: 1200")) == set()
    assert codes(account(survey, facts="决算金额: 1199.99")) == {"R522"}


def test_the_lines_of_one_day_count_together(codes):
    out = "{日期: 2026-03-04, 摘要: 设计, 支出: 1000, 类别: 其他}"
    came = "{日期: 2026-03-04, 摘要: 到账, 收入: 1000}"
    assert codes(account(out, came)) == set()
    assert codes(account(out, came.replace("1000", "999.99"))) == {"R526"}
    assert codes(account(out)) == set()


@pytest.mark.parametrize(
    ("stated", "expected"),
    [("99.33%", set()), ("99.3%", set()), ("99%", set()), ("100%", {"R525"}), ("基本支出", set())],
)
def test_the_rate_of_expenditure_as_exactly_as_it_is_written(check, stated, expected):
    cement = "{日期: 2026-03-10, 摘要: 水泥, 来源: 中央预算内投资, 支出: 1900, 类别: 材料}"
    indicator = f"绩效: {{指标: [{{一级: 预算执行, 三级: 资金支出率, 指标值: 100%, 完成值: {stated}}}]}}\n"
    assert added(check, cement, WAGES % "1080", more=indicator) == expected


def test_the_number_of_a_letter_is_a_source_too(codes):
    funds = "资金: [{来源: 中央预算内投资, 金额: 2000, 文号: 发改〔2026〕1号}]\n"
    line = "{日期: 2026-03-04, 摘要: 设计, 来源: %s, 支出: 1000, 类别: 其他}"
    assert codes(funds + account(line % "发改〔2026〕1号")) == set()
    assert codes(funds + account(line % "中央资金")) == {"R529"}
