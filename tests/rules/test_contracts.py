"""Contracts and training come before work."""

from __future__ import annotations

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
