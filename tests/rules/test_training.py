"""Trained, certified, and taught to work safely, before work; and in all three rounds."""

from __future__ import annotations

import pytest

from tests.rules.people_at_work import at_stage

RATES = "工价: [{工种: 普工, 单价: 180}]\n"
WORK = "考勤: [{月份: 2026-03, 明细: [{姓名: 王大山, 出勤: {2: 1}}]}]\n"


def worker(rest: str) -> str:
    return f"务工人员: [{{姓名: 王大山, 身份证号: 511902196803150011, 工种: 普工, 合同签订日期: 2026-03-01, {rest}}}]\n"


def session(day: str, trainees: str) -> str:
    return f"培训: [{{轮次: 岗前, 日期: {day}, 课题: 安全生产, 学员: [{trainees}]}}]\n"


# --- certificates -----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("number", "expected"), [("XS-001", set()), ("XS-002", {"R211"})])
def test_a_certificate_of_the_list_is_that_of_the_roster(codes, number, expected):
    people = "务工人员:\n  - {姓名: 王大山, 身份证号: 511902196803150011, 上岗证号: XS-001}\n"
    people += "  - {姓名: 李小英, 身份证号: 511902197508220026, 上岗证号: XS-002}\n"
    assert codes(people + session("2026-03-01", f"{{姓名: 王大山, 证号: {number}}}")) == expected


def test_no_certificate_is_no_number(codes):
    people = "务工人员:\n  - {姓名: 王大山, 身份证号: 511902196803150011, 上岗证号: 无}\n"
    people += "  - {姓名: 李小英, 身份证号: 511902197508220026, 上岗证号: 无}\n"
    assert codes(people) == set()


def test_both_owners_of_a_number_are_named(check):
    head = "项目: {名称: 道路, 年度: 2026, 类型: 公益性, 建设方式: 村民自建, 县: 巴州区, 乡镇: 云屏镇, 村: 香水村}\n"
    (found,) = check(head + session("2026-03-01", "{姓名: 甲, 证号: A1}, {姓名: 乙, 证号: A1}")).findings
    assert "乙和甲（项目.yaml:2）" in found.message


@pytest.mark.parametrize(
    ("day", "expected"),
    [("2026-02-28", {"R212"}), ("2026-03-01", set()), ("2026-03-02", set()), ("2026-03-03", {"R213"})],
)
def test_train_then_certify_then_work(codes, day, expected):
    text = worker(f"发证日期: {day}") + session("2026-03-01", "{姓名: 王大山}")
    assert codes(RATES + WORK + text) == expected


def test_whoever_was_not_trained_is_told_only_that(codes):
    text = worker("发证日期: 2026-03-03") + session("2026-03-01", "{姓名: 李小英}")
    assert codes(RATES + WORK + text) == {"R203"}


@pytest.mark.parametrize(
    ("scores", "owned", "expected"),
    [
        ((59,), "上岗证号: XS-001", {"R223"}),
        ((59,), "发证日期: 2026-03-02", {"R223"}),
        ((60,), "上岗证号: XS-001", set()),
        ((59, 75), "上岗证号: XS-001", set()),
        ((59,), "电话: 0827-5550000", set()),
    ],
)
def test_a_certificate_needs_a_passed_exam(codes, scores, owned, expected):
    text = f"务工人员: [{{姓名: 王大山, 身份证号: 511902196803150011, {owned}}}]\n培训:\n"
    for score in scores:
        text += (
            f"  - {{轮次: 岗前, 日期: 2026-03-01, 课题: 安全, 合格分: 60, 学员: [{{姓名: 王大山, 成绩: {score}}}]}}\n"
        )
    assert codes(text) == expected


# --- rounds and safety ------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("stage", "expected"), [("实施", set()), ("验收", {"R214"}), ("总结移交", {"R214"})])
def test_the_later_rounds_are_asked_for_at_acceptance(check, stage, expected):
    text = at_stage(stage, ("轮次: 过程", "轮次: 岗前"), ("轮次: 完工后", "轮次: 岗前"))
    found = check(text).findings
    assert {finding.code for finding in found} == expected
    assert all("过程、完工后" in finding.message for finding in found)


@pytest.mark.parametrize(
    ("topic", "expected"),
    [
        ("课题: 浇筑与安全生产", set()),
        ("课题: 混凝土浇筑", {"R215"}),
        ("课题: 混凝土浇筑, 安全教育: 是", set()),
        ("课题: 安全用电知识竞赛, 安全教育: 否", {"R215"}),
    ],
)
def test_safety_is_in_the_topic_or_said(check, topic, expected):
    assert {f.code for f in check(at_stage("实施", ("课题: 安全生产", topic))).findings} == expected


def test_safety_after_the_first_day_comes_too_late(check):
    both = ("日期: 2026-03-01, 课题: 安全生产", "日期: 2026-03-01, 课题: 混凝土浇筑")
    late = ("课题: 路面养护", "课题: 安全生产")
    assert {f.code for f in check(at_stage("实施", both, late)).findings} == {"R215"}


def test_one_of_two_was_not_taught_safety(check):
    old = "课题: 安全生产, 学员: [{姓名: 王大山}, {姓名: 李小英}]}\n"
    apart = "课题: 安全生产, 学员: [{姓名: 王大山}]}\n"
    apart += "  - {轮次: 岗前, 日期: 2026-03-01, 课题: 混凝土浇筑, 学员: [{姓名: 李小英}]}\n"
    (found,) = check(at_stage("实施", (old, apart))).findings
    assert found.code == "R216"
    assert "李小英" in found.message
    assert "混凝土浇筑" in found.message


def test_before_the_building_safety_is_not_asked_for(codes):
    text = worker("发证日期: 2026-03-01")
    text += "培训: [{轮次: 岗前, 日期: 2026-03-01, 课题: 浇筑, 学员: [{姓名: 王大山}]}]\n"
    assert codes(RATES + WORK + text) == set()
