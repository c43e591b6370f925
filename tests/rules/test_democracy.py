"""Two thirds present, more than half in favour."""

from __future__ import annotations

import pytest

from tests.rules.conftest import FAULTLESS


@pytest.mark.parametrize(
    ("counts", "expected"),
    [
        ("应到: 33, 实到: 22, 同意: 12", set()),
        ("应到: 33, 实到: 22, 同意: 11", {"R704"}),
        ("应到: 33, 实到: 21, 同意: 21", {"R701"}),
        ("应到: 41, 实到: 28, 同意: 15, 反对: 10, 弃权: 3", set()),
        ("应到: 41, 实到: 27, 同意: 20", {"R701"}),
        ("应到: 33, 实到: 34, 同意: 34", {"R706"}),
        ("应到: 33, 实到: 30", set()),
        ("应到: 33", set()),
    ],
)
def test_counts_of_a_meeting(codes, counts, expected):
    assert codes(f"会议: [{{类别: 村民代表会议, 日期: 2025-09-10, {counts}}}]\n") == expected


def test_an_assembly_has_another_quorum(codes):
    assert codes("会议: [{类别: 村民会议, 日期: 2025-09-10, 应到: 300, 实到: 160, 同意: 120}]\n") == set()


def test_meetings_of_offices_do_not_vote(codes):
    assert codes("会议: [{类别: 推进会, 日期: 2026-03-25, 应到: 9, 实到: 2}]\n") == set()


def test_a_contractor_needs_no_council(check):
    head = "项目: {名称: 渠, 年度: 2026, 类型: 公益性, 建设方式: 施工承包, 县: 巴州区, 乡镇: 碧溪镇, 村: 龙门村, 阶段: 实施}\n"
    assert "R702" not in {finding.code for finding in check(head).findings}


def decided(check, change: tuple[str, str], stage: str) -> set[str]:
    text = FAULTLESS.replace("阶段: 总结移交", f"阶段: {stage}")
    assert change[0] in text
    return {finding.code for finding in check(text.replace(*change)).findings}


def test_the_village_decides_who_builds(check):
    topics = "议题: 建设方式和选举理事会"
    assert decided(check, (topics, "议题: 选举理事会"), "申报") == {"R707"}
    assert decided(check, (topics, "议题: 选举理事会, 决议: 同意采用村民自建方式"), "申报") == set()
    assert decided(check, ("类别: 村民代表会议", "类别: 村民小组会议"), "申报") >= {"R804"}
    assert decided(check, ("建设方式: 村民自建\n", "建设方式: 施工承包\n"), "申报") == set()


def test_the_decision_comes_before_the_application(codes):
    applied = (
        "储备: {{历程: [{{阶段: 申报, 日期: {}}}]}}\n会议: [{{类别: 村民代表会议, 日期: 2025-11-15, 议题: 建设方式}}]\n"
    )
    assert codes(applied.format("2025-11-15")) == set()
    assert codes(applied.format("2025-11-14")) == {"R708"}


def test_the_council_is_elected_for_a_term_and_has_work(check):
    assert decided(check, ("姓名: 何晓燕, 分工: 考勤、专账", "姓名: 何晓燕"), "实施") == {"R709"}
    assert decided(check, ("理事会任期: 至项目移交, ", ""), "申报") == set()
    assert decided(check, ("和选举理事会", ""), "实施") == {"R710"}


@pytest.mark.parametrize(
    ("facts", "expected"),
    [
        ("参加口径: 成年村民, 应到: 900, 实到: 451", set()),
        ("参加口径: 成年村民, 应到: 900, 实到: 450", {"R711"}),
        ("参加口径: 户代表, 应到: 300, 实到: 200", set()),
        ("参加口径: 户代表, 应到: 300, 实到: 199", {"R711"}),
        ("应到: 300, 实到: 151", set()),
        ("应到: 300, 实到: 150", {"R711"}),
        ("通知日期: 2025-08-31", set()),
        ("通知日期: 2025-09-01", {"R712"}),
    ],
)
def test_an_assembly_of_all_villagers(codes, facts, expected):
    assert codes(f"会议: [{{类别: 村民会议, 日期: 2025-09-10, {facts}}}]\n") == expected


def test_four_parties_and_five_subjects(check):
    """R32: a missing party or subject is an error at the application, and blocks A06."""
    assert decided(check, (", {姓名: 何光明, 身份: 村两委}", ""), "申报") == {"R718"}
    assert (
        decided(check, (", {姓名: 何光明, 身份: 村两委}", ", {姓名: 何光明, 单位: 香水村村民委员会}"), "申报") == set()
    )
    assert decided(check, ("岗位设置, ", ""), "申报") == {"R719"}
    text = FAULTLESS.replace("阶段: 总结移交", "阶段: 申报").replace(", 报酬测算]", "]")
    [found] = check(text).findings
    assert (found.papers, found.gates, found.owner) == (("A06",), ("G1",), "县")
