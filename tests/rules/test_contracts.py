"""Contracts and training come before work."""

from __future__ import annotations

import pytest

RATES = "工价: [{工种: 普工, 单价: 180}]\n"
WORK = "考勤: [{月份: 2026-03, 明细: [{姓名: 王大山, 出勤: {2: 1}}]}]\n"


def worker(rest: str) -> str:
    return f"务工人员: [{{姓名: 王大山, 身份证号: 511902196803150011, 工种: 普工, {rest}}}]\n"


def session(day: str, trainees: str, extra: str = "") -> str:
    return f"培训: [{{轮次: 岗前, 日期: {day}, 课题: 安全生产, {extra}学员: [{trainees}]}}]\n"


def test_signed_and_trained_on_the_first_morning(codes):
    text = worker("合同签订日期: 2026-03-02") + session("2026-03-02", "{姓名: 王大山}")
    assert codes(RATES + WORK + text) == set()


def test_an_exam_may_be_repeated(codes):
    text = worker("合同签订日期: 2026-03-01")
    text += "培训:\n"
    for day, score in (("2026-02-20", 40), ("2026-02-27", 75)):
        text += f"  - {{轮次: 岗前, 日期: {day}, 课题: 安全, 合格分: 60, 学员: [{{姓名: 王大山, 成绩: {score}}}]}}\n"
    assert codes(RATES + WORK + text) == set()


def test_training_of_cadres_is_no_training_of_workers(codes):
    text = worker("合同签订日期: 2026-03-01") + session("2026-02-20", "{姓名: 何光明}", "对象: 镇村干部, ")
    assert codes(RATES + WORK + text) == {"R205"}


def test_a_certificate_stands_for_the_list(codes):
    text = worker("合同签订日期: 2026-03-01, 发证日期: 2026-02-28") + session("2026-02-28", "{姓名: 李小英}")
    assert codes(RATES + WORK + text) == set()


def test_whoever_is_on_the_roster_and_never_came_needs_neither(codes):
    assert codes(RATES + worker("电话: 0827-5550000")) == set()


def test_a_trade_is_told_once_for_all_who_have_it(check):
    head = "项目: {名称: 道路, 年度: 2026, 类型: 公益性, 建设方式: 村民自建, 县: 巴州区, 乡镇: 云屏镇, 村: 香水村}\n"
    people = "".join(f"  - {{编号: A{n}, 姓名: 王大山, 工种: 电焊工}}\n" for n in range(8))
    (found,) = check(head + RATES + "务工人员:\n" + people).errors
    assert found.code == "R204"
    assert "等8人" in found.message


def test_pieceworkers_need_no_day_price(codes):
    assert codes(RATES + worker("计酬方式: 计件").replace("普工", "砌石")) == set()


# --- what a contract says ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("rate", "expected"),
    [
        ("单价: 95.17", set()),
        ("单价: 95.16", {"R208"}),
        ("单位: 工日, 单价: 90", {"R208"}),
        ("单位: m³, 单价: 45.50", set()),
    ],
)
def test_no_day_is_paid_below_the_minimum_wage(codes, rate, expected):
    assert codes(f"工价: [{{工种: 普工, {rate}}}]\n用工约定: {{最低日工资: 95.17}}\n") == expected


def test_without_a_minimum_wage_nothing_is_compared(codes):
    assert codes("工价: [{工种: 普工, 单价: 1}]\n") == set()


def signed(rest: str, number: str = "511902196803150011") -> str:
    return f"务工人员: [{{姓名: 王大山, 身份证号: {number}, {rest}}}]\n"


OFFICIAL = ", 合同类型理由: 区人社局2026年2月答复，按劳动合同管理"


@pytest.mark.parametrize(
    ("rest", "expected"),
    [
        ("合同类型: 用工协议", set()),
        ("合同类型: 劳动合同", {"R209"}),
        ("合同类型: 劳动合同" + OFFICIAL, set()),
        ("合同类型: 劳务合同", {"R210"}),
    ],
)
def test_kinds_of_contract_in_self_build(codes, rest, expected):
    assert codes(signed(rest)) == expected


@pytest.mark.parametrize(
    ("number", "rest", "why"),
    [
        ("511902196803150011", "", None),
        ("51190219550630004X", ", 合同签订日期: 2026-01-01, 保险单号: PA1", "已达到用工协议年龄"),
        ("511902196803150011", ", 计酬方式: 计件", "按件计酬"),
    ],
)
def test_kinds_of_contract_with_a_firm(check, number, rest, why):
    head = "项目: {名称: 道路, 年度: 2026, 类型: 公益性, 建设方式: 施工承包, 县: 巴州区, 乡镇: 云屏镇, 村: 香水村}\n"
    found = check(head + signed(f"合同类型: 劳动合同{rest}", number)).findings
    assert [finding.code for finding in found] == (["R209"] if why else [])
    assert all(why in finding.message for finding in found)
