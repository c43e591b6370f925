"""Every day of work lies within a policy."""

from __future__ import annotations

import pytest

from tests.rules.people_at_work import at_stage

YOUNG, ELDER = "511902196803150011", "511902196503010017"
REST = (
    "工价: [{工种: 普工, 单价: 180}]\n"
    "培训: [{轮次: 岗前, 日期: 2026-03-01, 课题: 安全, 学员: [{姓名: 王大山}]}]\n"
    "考勤: [{月份: 2026-03, 明细: [{姓名: 王大山, 出勤: {2: 1, 3: 1, 20: 0.5}}]}]\n"
)


def worker(rest: str, number: str = YOUNG) -> str:
    return f"务工人员: [{{姓名: 王大山, 身份证号: {number}, 工种: 普工, 合同签订日期: 2026-03-01{rest}}}]\n"


@pytest.mark.parametrize(
    ("rest", "count"),
    [
        (", 保险单号: PA1, 保险起: 2026-03-02, 保险止: 2026-03-20", 0),
        (", 保险单号: PA1, 保险起: 2026-03-03, 保险止: 2026-03-20", 1),
        (", 保险单号: PA1, 保险起: 2026-03-02, 保险止: 2026-03-19", 1),
        (", 保险起: 2026-03-04, 保险止: 2026-03-19", 3),
        (", 保险单号: PA1, 保险起: 2026-03-03", 1),
        (", 保险单号: PA1", 0),
        ("", 0),
    ],
)
def test_days_outside_the_period(check, rest, count):
    head = "项目: {名称: 道路, 年度: 2026, 类型: 公益性, 建设方式: 村民自建, 县: 巴州区, 乡镇: 云屏镇, 村: 香水村}\n"
    found = check(head + REST + worker(rest)).findings
    assert [finding.code for finding in found] == (["R217"] if count else [])
    assert all(f"有 {count} 天务工" in finding.message for finding in found)


def test_the_evidence_shows_neighbouring_days_as_one_span(check):
    head = "项目: {名称: 道路, 年度: 2026, 类型: 公益性, 建设方式: 村民自建, 县: 巴州区, 乡镇: 云屏镇, 村: 香水村}\n"
    (found,) = check(head + REST + worker(", 保险起: 2026-03-04, 保险止: 2026-03-19")).findings
    days = [row.text.partition(" ")[0] for row in found.evidence]
    assert days == ["2026-03-02至2026-03-03", "2026-03-20至2026-03-20"]
    assert found.months == ("2026-03",)


def test_own_and_group_policy_complete_each_other(codes):
    group = "用工约定: {保险单号: PT1, 保险起: 2026-03-10, 保险止: 2026-08-31}\n"
    own = ", 保险单号: PA1, 保险起: 2026-03-01, 保险止: 2026-03-05"
    assert codes(REST + group + worker(own)) == set()
    assert codes(REST + group + worker("")) == {"R217"}


def test_of_an_elder_it_is_an_error(codes):
    assert codes(REST + worker(", 保险单号: PA1, 保险起: 2026-03-03", ELDER)) == {"R218"}


def test_an_elder_without_any_policy_is_told_once(codes, check):
    assert codes(REST + worker("", ELDER)) == {"R109"}
    elder = ("身份证号: 511902197508220026", "身份证号: 51190219650301005X, 健康证明日期: 2026-02-28")
    found = check(at_stage("实施", elder)).findings
    assert [finding.code for finding in found] == ["R218"]
    assert "没有保险" in found[0].message


def test_a_measured_piece_is_a_day_of_work(codes):
    piece = "计件: [{姓名: 王大山, 日期: 2026-03-25, 项目: 砌石, 单位: m³, 数量: 1, 单价: 45.50}]\n"
    policy = ", 保险单号: PA1, 保险起: 2026-03-01, 保险止: 2026-03-20"
    assert codes(REST + piece + worker(policy)) == {"R217"}


def test_one_policy_for_all_is_one_mistake(check):
    terms = "\n用工约定: {保险单号: PT1, 保险起: 2026-03-01, 保险止: 2026-03-03}\n务工人员:"
    (found,) = check(at_stage("实施", ("\n务工人员:", terms))).findings
    assert found.code == "R217"
    assert "王大山、李小英有 1 天务工不在保险期内：2026-03-04" in found.message
    assert [row.text for row in found.evidence] == ["王大山 2026-03-04 务工", "李小英 2026-03-04 务工"]
    assert found.months == ("2026-03",)
