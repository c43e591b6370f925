"""Days that notices stand and payments wait; the order of things."""

from __future__ import annotations

import datetime

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

PEOPLE = "务工人员: [{姓名: 王大山, 身份证号: 511902196803150011}]\n"


def batch(text: str, month: str = "2026-02") -> str:
    return PEOPLE + f"发放批次: [{{月份: {month}, 奖补: [{{姓名: 王大山, 金额: 100}}], {text}}}]\n"


@pytest.mark.parametrize(
    ("days", "expected"),
    [
        ("公示日期: 2026-03-01, 发放日期: 2026-03-09", set()),
        ("公示日期: 2026-03-01, 发放日期: 2026-03-08", {"R402"}),
        ("公示日期: 2026-03-01, 公示结束: 2026-03-08, 发放日期: 2026-03-09", set()),
        ("公示日期: 2026-03-01, 公示结束: 2026-03-10, 发放日期: 2026-03-10", {"R402"}),
        ("公示日期: 2026-03-01, 公示结束: 2026-03-07, 发放日期: 2026-03-09", {"R405"}),
        ("公示日期: 2026-03-01, 发放日期: 2026-03-24", set()),
        ("公示日期: 2026-03-01, 发放日期: 2026-03-25", {"R412"}),
        ("公示日期: 2026-03-01, 发放日期: 2026-03-31", {"R412"}),
        ("公示日期: 2026-03-01, 发放日期: 2026-04-01", {"R404"}),
        ("公示日期: 2026-03-01, 发放日期: 2026-04-02", {"R404"}),
    ],
)
def test_notice_and_payment(codes, days, expected):
    assert codes(batch(days)) == expected


@pytest.mark.parametrize("text", ["无", "无。", "没有异议", "", "1件，已核实更正", "收到2件，均已处理"])
def test_objections_that_are_none_or_settled(codes, text):
    assert codes(batch(f"公示日期: 2026-03-01, 发放日期: 2026-03-09, 异议: '{text}'")) == set()


@pytest.mark.parametrize("text", ["1件", "有人反映少记两天", "待核实"])
def test_objections_that_are_open(codes, text):
    assert codes(batch(f"公示日期: 2026-03-01, 发放日期: 2026-03-09, 异议: '{text}'")) == {"R403"}


def test_an_open_objection_before_payment_is_just_a_state(codes):
    text = batch("公示日期: 2026-10-05, 异议: 1件", "2026-10")
    assert codes(text) == set()


@pytest.mark.parametrize(
    ("about", "expected"),
    [
        ("实际开工: 2026-03-02\n实际完工: 2026-03-03", set()),
        ("实际开工: 2026-03-03\n实际完工: 2026-03-03", {"R410"}),
        ("实际开工: 2026-03-02\n实际完工: 2026-03-02", {"R411"}),
    ],
)
def test_the_log_knows_the_ends_of_the_works_where_the_ledger_has_no_dates(codes, about, expected):
    ready = "工种: 普工, 合同签订日期: 2026-03-01, 发证日期: 2026-03-01"
    people = f"务工人员: [{{姓名: 王大山, 身份证号: 511902196803150011, {ready}}}]\n工价: [{{工种: 普工, 单价: 180}}]\n"
    ledger = "务工台账: [{月份: 2026-03, 明细: [{姓名: 王大山, 天数: 2}]}]\n"
    log = "施工日志: [{日期: 2026-03-02, 出勤人数: 1}, {日期: 2026-03-03, 出勤人数: 1}]\n"
    assert codes(people + ledger + log, about=about) == expected


def test_overdue_from_the_thirty_second_day(codes):
    text = batch("公示日期: 2026-10-05", "2026-09")
    assert codes(text, today=datetime.date(2026, 10, 31)) == set()
    assert codes(text, today=datetime.date(2026, 11, 1)) == {"R413"}


def test_a_day_of_payment_that_is_still_to_come_is_a_plan(codes):
    """Told once: what is late or near its limit is not said of a day on which nothing was paid yet."""
    text = batch("公示日期: 2026-10-05, 发放日期: 2026-11-03", "2026-09")
    assert codes(text, today=datetime.date(2026, 11, 2)) == {"R425"}
    assert codes(text, today=datetime.date(2026, 11, 3)) == {"R404"}


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(posted=st.dates(datetime.date(2026, 2, 1), datetime.date(2026, 3, 10)), wait=st.integers(0, 15))
def test_nobody_is_paid_before_seven_full_days(codes, posted, wait):
    paid = posted + datetime.timedelta(days=wait)
    assert ("R402" in codes(batch(f"公示日期: {posted}, 发放日期: {paid}"))) == (wait < 8)


def test_steps_on_one_day_are_in_order(codes):
    text = "劳动力摸底: {日期: 2025-10-28}\n会议: [{类别: 四方会商, 日期: 2025-10-28}]\n"
    assert codes(text) == set()


def test_one_wrong_day_is_told_once(check, codes):
    text = """\
劳动力摸底: {日期: 2025-08-20}
会议: [{类别: 村民代表会议, 日期: 2025-09-10}, {类别: 四方会商, 日期: 2025-07-28}]
批复: {文号: 批〔2026〕1号, 日期: 2026-01-10, 机关: 发改局, 建设方式: 村民自建, 报酬占比: 30%, 两个尽量: 是}
"""
    assert codes(text) == {"R401"}


@pytest.mark.parametrize(
    ("signed", "expected"), [("2026-03-01", set()), ("2026-03-02", set()), ("2026-03-03", {"R401"})]
)
def test_the_contract_is_signed_before_work_begins(codes, signed, expected):
    """On the very day is early enough (domain §7 V-E01)."""
    assert codes(f"合同: {{签订日期: {signed}}}\n", "实际开工: 2026-03-02") == expected


def test_later_meetings_of_the_village_do_not_count(codes):
    text = """\
会议:
  - {类别: 村民代表会议, 日期: 2025-09-10}
  - {类别: 四方会商, 日期: 2025-10-28}
  - {类别: 村民代表会议, 日期: 2026-01-28}
"""
    assert codes(text) == set()


def test_acceptance_in_order_and_out_of_it(codes):
    steps = "验收: {{自验: {{日期: {}, 结论: 合格}}, 初验: {{日期: {}, 结论: 合格}}, 复验: {{日期: {}, 结论: 合格}}}}\n"
    about = "实际开工: 2026-03-02\n实际完工: 2026-06-26"
    assert codes(steps.format("2026-07-01", "2026-07-10", "2026-08-25"), about) == set()
    assert codes(steps.format("2026-07-11", "2026-07-10", "2026-08-25"), about) == {"R407"}
    assert codes(steps.format("2026-06-20", "2026-07-10", "2026-08-25"), about) == {"R407"}
