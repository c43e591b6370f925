"""Payment applications, measurements and scores as a county writes them: edge values to the cent."""

from __future__ import annotations

import pytest

from tests.rules.conftest import FAULTLESS, HEAD

STEP = "{期次: 1, 日期: 2026-03-05, 应付: 1000, 本次申请: 600, 拨付金额: 600, 拨付日期: 2026-03-06}"


def applied(*steps: str, facts: str = "") -> str:
    lines = "".join(f"  {line}\n" for line in facts.splitlines())
    return "财务:\n" + lines + "  拨付申请: [" + ", ".join(steps) + "]\n"


@pytest.mark.parametrize(("asked", "expected"), [("400", set()), ("400.01", {"R722"})])
def test_what_is_due_and_not_yet_paid(codes, asked, expected):
    second = f"{{期次: 2, 日期: 2026-04-05, 应付: 1000, 本次申请: {asked}}}"
    assert codes(applied(STEP, second)) == expected


def test_who_was_paid_too_much_may_ask_for_nothing(check):
    second = "{期次: 2, 日期: 2026-04-05, 应付: 500, 本次申请: 100}"
    [found] = check(HEAD + applied(STEP, second)).findings
    assert found.code == "R722"
    assert "最多还能申请 0.00 元" in found.message


def test_an_application_that_was_never_paid_counts_as_nothing_paid(codes):
    unpaid = STEP.replace(", 拨付金额: 600, 拨付日期: 2026-03-06", "")
    assert codes(applied(unpaid, "{期次: 2, 日期: 2026-04-05, 应付: 1000, 本次申请: 1000}")) == set()


def test_applications_are_taken_by_number_not_by_place(codes):
    second = "{期次: 2, 日期: 2026-04-05, 应付: 1000, 本次申请: 400.01}"
    assert codes(applied(second, STEP)) == {"R722"}


def test_without_what_is_due_nothing_is_said(codes):
    assert codes(applied("{期次: 1, 日期: 2026-03-05, 本次申请: 99999}")) == set()


@pytest.mark.parametrize(
    ("facts", "asked", "expected"),
    [
        ("合同金额: 1000", "1000", set()),
        ("合同金额: 1000", "1000.01", {"R723"}),
        ("合同金额: 1000\n变更金额: 50", "1050", set()),
        ("合同金额: 1000\n变更金额: 50\n结算金额: 990", "990.01", {"R723"}),
    ],
)
def test_all_payments_within_the_contract(codes, facts, asked, expected):
    assert codes(applied(f"{{期次: 1, 日期: 2026-03-05, 本次申请: {asked}}}", facts=facts)) == expected


def added(check, text: str) -> set[str]:
    source = FAULTLESS.replace("财务: {决算日期: 2026-04-28}\n", f"财务:\n  决算日期: 2026-04-28\n{text}")
    return {finding.code for finding in check(source).findings}


@pytest.mark.parametrize(
    ("wages", "expected"), [("", set()), (", 劳务报酬: 1080", set()), (", 劳务报酬: 1080.01", {"R724"})]
)
def test_wages_of_an_application_are_those_of_its_sheets(check, wages, expected):
    step = f"{{期次: 1, 日期: 2026-04-05, 本次申请: 2000, 报酬月份: [2026-03]{wages}}}"
    assert added(check, f"  拨付申请: [{step}]\n") == expected


def test_the_message_names_the_batches_that_there_are(check):
    source = FAULTLESS.replace(
        "财务: {决算日期: 2026-04-28}\n",
        "财务: {决算日期: 2026-04-28, 拨付申请: [{期次: 3, 日期: 2026-04-05, 本次申请: 2000, 报酬月份: [2026-02]}]}\n",
    )
    [finding] = check(source).findings
    assert "第3期" in finding.message
    assert "“2026-02”" in finding.message
    assert "现有“2026-03”" in finding.message


@pytest.mark.parametrize(("day", "expected"), [("2026-03-05", set()), ("2026-03-04", {"R725"})])
def test_paid_on_the_day_of_the_application_at_the_earliest(codes, day, expected):
    assert codes(applied(STEP.replace("2026-03-06", day))) == expected


def measured(row: str, more: str = "") -> str:
    return more + f"收方: [{{日期: 2026-03-05, 部位: 边沟, {row}}}]\n"


@pytest.mark.parametrize(
    ("row", "expected"),
    [
        ("计算式: 120×0.4×0.4, 数量: 19.2", set()),
        ("计算式: 120×0.4×0.4, 数量: 19", set()),
        ("计算式: 120×0.4×0.4, 数量: 19.21", {"R726"}),
        ("计算式: 62×（0.6+1.6）÷2×2.2, 数量: 150.04", set()),
        ("计算式: 见断面图, 数量: 5", set()),
        ("计算式: 2.5, 数量: 3", set()),
        ("计算式: 99999999×99999999×99999999, 数量: 3", set()),
        ("计算式: 99999999×999999, 数量: 0.00000000000000001", {"R726"}),
    ],
)
def test_a_formula_and_its_quantity(codes, row, expected):
    assert codes(measured(row)) == expected


def test_an_item_that_is_not_built(codes):
    items = "建设内容: [{名称: 边沟, 单位: m, 数量: 100}]\n"
    assert codes(measured("分项: 边沟, 数量: 5", items)) == set()
    assert codes(measured("分项: 边沟砌筑, 数量: 5", items)) == {"R728"}
    assert codes(measured("分项: 边沟砌筑, 数量: 5")) == set()


@pytest.mark.parametrize(("quantity", "expected"), [("100", set()), ("100.1", {"R727"})])
def test_measured_and_done(check, quantity, expected):
    text = f"收方: [{{日期: 2026-03-04, 部位: 路面, 分项: 路面, 单位: 米, 数量: {quantity}}}]\n"
    assert {finding.code for finding in check(FAULTLESS + text).findings} == expected


@pytest.mark.parametrize(
    ("scores", "expected"),
    [
        ("{指标: 劳务报酬占比, 得分: 10}", set()),
        ("{指标: 劳务报酬占比, 得分: 10.1}", {"R729"}),
        ("{指标: 报酬占比, 得分: 1}", {"R729"}),
        ("{指标: 劳务报酬占比, 得分: 9}, {指标: 劳务报酬占比, 得分: 8}", {"R729"}),
    ],
)
def test_points_within_their_weight(codes, scores, expected):
    assert codes(f"验收: {{综合评价: {{得分: [{scores}]}}}}\n") == expected
