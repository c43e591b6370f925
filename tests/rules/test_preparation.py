"""From the survey to the application: what must be known before a project is submitted."""

from __future__ import annotations

import pytest

from archivegen.findings import Severity
from tests.rules.people_at_work import at_stage

SURVEY = "劳动力摸底: {日期: 2025-08-20, 在家劳动力: 120, 有务工意愿: 0, 技能: {普工: 30}, 特殊群众: {脱贫户: 0}, 组织能力: 能组织}\n"


# --- survey -----------------------------------------------------------------------------------------------------------


def test_nobody_is_a_number_too(codes):
    assert codes(SURVEY) == set()


@pytest.mark.parametrize(
    ("gone", "missing"),
    [
        ("在家劳动力: 120, ", "劳力数量"),
        ("技能: {普工: 30}, ", "务工技能"),
        ("有务工意愿: 0, ", "务工意愿"),
        ("特殊群众: {脱贫户: 0}, ", "特殊群众"),
        (", 组织能力: 能组织", "组织能力"),
    ],
)
def test_each_of_the_five_things_is_named(check, gone, missing):
    head = "项目: {名称: 道路, 年度: 2026, 类型: 公益性, 建设方式: 村民自建, 县: 巴州区, 乡镇: 云屏镇, 村: 香水村}\n"
    (found,) = check(head + SURVEY.replace(gone, "")).findings
    assert (found.code, found.severity) == ("R808", Severity.WARNING)
    assert missing in found.message


def test_a_survey_under_way_is_waited_for_until_the_application(codes, check):
    assert codes("劳动力摸底: {日期: 2025-08-20}\n") == set()
    gone = ", 劳动力总数: 120, 有务工意愿: 40, 技能: {普工: 30}, 特殊群众: {脱贫户: 12}, 组织能力: 能组织自建"
    (found,) = check(at_stage("申报", (gone, ""))).findings
    assert (found.code, found.severity) == ("R808", Severity.ERROR)


@pytest.mark.parametrize(("day", "expected"), [("2025-08-20", set()), ("2025-08-19", {"R809"})])
def test_the_survey_may_be_of_the_day_of_the_application(codes, day, expected):
    assert codes(SURVEY + f"储备: {{历程: [{{阶段: 申报, 日期: {day}}}]}}\n") == expected


@pytest.mark.parametrize(("willing", "expected"), [(3, set()), (2, {"R820"})])
def test_hands_that_are_planned_and_hands_that_are_willing(codes, willing, expected):
    """30 days of work in 10 days by people who always come: three heads."""
    text = "工价: [{工种: 普工, 单价: 180}]\n用工约定: {有效作业天数: 10, 出勤率: 100%}\n"
    text += "务工测算: [{分项: 路面, 单位: 米, 工程量: 300, 人工定额: 0.1, 工种: 普工}]\n"
    assert codes(text + SURVEY.replace("有务工意愿: 0", f"有务工意愿: {willing}")) == expected


# --- formalities ------------------------------------------------------------------------------------------------------

ELEMENTS = (
    "{名称: 规划, 状态: 已取得}, {名称: 环评, 状态: 不需办理, 依据: 未列入环评管理名录}, {名称: 财政, 状态: 已取得}"
)


@pytest.mark.parametrize(
    ("elements", "expected"),
    [
        ("{名称: 村庄规划, 状态: 已办理}, {名称: 环境影响登记, 状态: 已备案}, {名称: 财评, 状态: 已批复}", set()),
        ("{名称: 规划, 状态: 已取得}, {名称: 财政, 状态: 已取得}", {"R812"}),
        (ELEMENTS.replace("名称: 财政, 状态: 已取得", "名称: 财政, 状态: 正在办理"), {"R813"}),
        (ELEMENTS.replace(", 依据: 未列入环评管理名录", ""), {"R814"}),
        (ELEMENTS.replace("依据: 未列入环评管理名录", "文号: 巴州环函〔2025〕3号"), set()),
        (ELEMENTS + ", {名称: 林草, 状态: 不清楚}", {"R815"}),
        (ELEMENTS + ", {名称: 林草, 状态: 缺}", {"R813"}),
    ],
)
def test_formalities_at_the_application(check, elements, expected):
    found = check(at_stage("申报", (ELEMENTS, elements))).findings
    assert {finding.code for finding in found} == expected
    assert {finding.severity for finding in found} <= {Severity.ERROR}
    assert {finding.gates for finding in found} <= {("G1",)}


def test_before_the_application_a_formality_may_be_open(codes):
    assert codes("要素: [{名称: 规划, 状态: 缺}]\n") == set()


# --- course -----------------------------------------------------------------------------------------------------------


def course(*steps: str) -> str:
    lines = "".join(f"    - {{阶段: {step.split()[0]}, 日期: {step.split()[1]}}}\n" for step in steps)
    return f"储备:\n  历程:\n{lines}"


@pytest.mark.parametrize(
    ("steps", "problem"),
    [
        (("储备 2025-10-20", "申报 2025-11-18"), ""),
        (("申报 2025-11-18", "储备 2026-01-10", "申报 2026-02-01"), ""),
        (("谋划 2025-08-20", "储备 2025-08-20"), ""),
        (("储备 2025-10-20", "下达 2026-01-16"), "缺申报"),
        (("谋划 2025-08-20", "实施 2026-03-02"), "缺储备、申报、下达"),
        (("申报 2025-11-18", "下达 2025-11-17"), "日期却更早"),
        (("入库 2025-10-20",), "“入库”不是其中的一步"),
    ],
)
def test_steps_of_a_project(check, steps, problem):
    head = "项目: {名称: 道路, 年度: 2026, 类型: 公益性, 建设方式: 村民自建, 县: 巴州区, 乡镇: 云屏镇, 村: 香水村}\n"
    found = check(head + course(*steps)).findings
    assert [finding.code for finding in found] == (["R823"] if problem else [])
    assert all(problem in finding.message for finding in found)


@pytest.mark.parametrize(("day", "expected"), [("2026-03-04", set()), ("2026-03-05", {"R816"})])
def test_what_is_finished_is_not_applied_for(codes, day, expected):
    assert codes(course(f"申报 {day}"), "实际完工: 2026-03-04") == expected


# --- benefit and estimate ---------------------------------------------------------------------------------------------


def test_posts_of_a_public_project_may_be_waived_with_a_reason(check):
    posts = "公益性岗位: [{岗位: 道路管护员, 名额: 1, 内容: 巡查清淤, 资金来源: 村集体收益}]\n"
    assert {f.code for f in check(at_stage("申报", (posts, ""))).findings} == {"R819"}
    assert check(at_stage("申报", (posts, "不适用: {B11: 由养护公司统一管护}\n"))).findings == ()


def test_an_industry_project_shares_its_gain(check):
    industry = ("  类型: 公益性", "  类型: 产业")
    (found,) = check(at_stage("申报", industry)).findings
    assert found.code == "R819"
    assert "折股量化" in found.message
    holders = "折股量化: {模式: 按股, 股东: [{名称: 香水村全体成员, 比例: 100%}]}\n"
    assert check(at_stage("申报", industry) + holders).findings == ()


@pytest.mark.parametrize(
    ("price", "expected"),
    [("100", set()), ("100.01", {"R821"}), ("110", {"R821"}), ("110.01", {"R822"})],
)
def test_an_estimate_over_the_total(codes, price, expected):
    text = f"建设内容: [{{名称: 路面, 单位: 米, 数量: 100, 单价: {price}}}, {{名称: 边沟, 单位: 米, 数量: 50}}]\n"
    assert codes(text, "总投资: 10000") == expected


def test_without_a_total_the_funds_count(codes):
    text = "资金: [{来源: 自筹资金, 金额: 10000}]\n建设内容: [{名称: 路面, 单位: 米, 数量: 100, 单价: 110.01}]\n"
    assert codes(text) == {"R822"}
    assert codes("建设内容: [{名称: 路面, 单位: 米, 数量: 100, 单价: 110.01}]\n") == set()
