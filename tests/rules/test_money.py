"""The share of wages, to the cent (domain §10.1)."""

from __future__ import annotations

import pytest


def plan(fund: str, approval: str, days: str) -> str:
    text = f"资金: [{{来源: 中央预算内投资, 金额: {fund}}}]\n工价: [{{工种: 普工, 单价: 100}}]\n"
    text += f"务工测算: [{{分项: 路面, 单位: 天, 工程量: {days}, 人工定额: 1, 工种: 普工}}]\n"
    if approval:
        text += (
            "批复: {文号: 批〔2026〕1号, 日期: 2026-01-10, 机关: 发改局, 建设方式: 村民自建, 两个尽量: 是, "
            + approval
            + "}\n"
        )
    return text


@pytest.mark.parametrize(
    ("fund", "approval", "days", "expected"),
    [
        ("375万元", "报酬占比: 42%, 报酬金额: 157.50万元", "15750", set()),
        ("375万元", "报酬占比: 42%, 报酬金额: 157.50万元", "15749.9", {"R512"}),
        ("370万元", "报酬占比: 50.27%, 报酬金额: 186万元", "18600", set()),
        ("400万元", "报酬占比: 51.70%, 报酬金额: 206.8万元", "20680", set()),
        ("320万元", "报酬占比: 50.01%, 报酬金额: 160.04万元", "16004", set()),
        ("320万元", "报酬占比: 50%, 报酬金额: 160.04万元", "16004", set()),
        ("100万元", "", "3000", set()),
        ("100万元", "", "2999.9", {"R512"}),
        ("100万元", "报酬占比: 20%", "2500", {"R512"}),
        ("375万元", "报酬占比: 42%, 报酬金额: 157.50元", "15750", {"R508"}),
    ],
)
def test_planned_share(codes, fund, approval, days, expected):
    assert codes(plan(fund, approval, days)) == expected


def test_what_was_a_warning_is_an_error_once_the_project_applies(codes):
    assert codes(plan("100万元", "", "2999.9"), "阶段: 申报") >= {"R501"}
    assert "R512" not in codes(plan("100万元", "", "2999.9"), "阶段: 申报")


def test_no_fund_no_share(codes):
    assert (
        codes("工价: [{工种: 普工, 单价: 100}]\n务工测算: [{分项: 路, 单位: 天, 工程量: 1, 人工定额: 1, 工种: 普工}]\n")
        == set()
    )


def test_thirds_of_a_hundred(codes):
    holders = ", ".join(f"{{名称: {n}组, 比例: 33.33%}}" for n in range(3))
    assert codes(f"折股量化: {{模式: 按股, 股东: [{holders}]}}\n") == set()
    assert codes(f"折股量化: {{模式: 按股, 股东: [{holders.replace('33.33', '33.3')}]}}\n") == {"R506"}


def test_an_amount_is_as_good_as_a_ratio(codes):
    text = "批复: {文号: 批〔2026〕1号, 日期: 2026-01-10, 机关: 发改局, 建设方式: 村民自建, 报酬金额: 30万元, 两个尽量: 是}\n"
    assert codes(text) == set()
