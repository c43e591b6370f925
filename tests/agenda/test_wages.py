"""The steps of a month's pay, reckoned back from the pay day, and what happened in their place."""

from __future__ import annotations

import datetime

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from archivegen.agenda import AgendaItem
from archivegen.pack.load import load_pack

CALENDAR = load_pack().policy.calendar
PEOPLE = "工价: [{工种: 普工, 单价: 180}]\n务工人员: [{姓名: 王大山, 工种: 普工}]\n"
PAID_ON_THE_15TH = "用工约定: {发薪日: 15}\n"


def attendance(month: str) -> str:
    return f"考勤: [{{月份: {month}, 明细: [{{姓名: 王大山, 出勤: {{2: 1}}}}]}}]\n"


def days(items: tuple[AgendaItem, ...], month: str) -> dict[str, str]:
    """Kind → day, of one wage month."""
    return {str(item.term): str(item.day) for item in items if item.month == month and item.term != "推进会"}


def states(items: tuple[AgendaItem, ...], month: str) -> dict[str, str]:
    return {str(item.term): item.standing for item in items if item.month == month and item.term != "推进会"}


def test_a_month_is_reckoned_back_from_the_agreed_pay_day(agenda):
    # 04-04 … 04-06 are off; eight days before 04-15 is 04-07
    items = agenda(PEOPLE + PAID_ON_THE_15TH + attendance("2026-03"), today="2026-03-31")
    assert days(items, "2026-03") == {
        "考勤": "2026-04-01",
        "制表": "2026-04-02",
        "审批": "2026-04-03",
        "报酬公示": "2026-04-07",
        "公示期满": "2026-04-14",
        "发薪日": "2026-04-15",
        "最迟发放": "2026-05-01",
    }


def test_a_pay_day_on_a_day_of_rest_moves_and_all_before_it(agenda):
    # 2026-08-15 is a Saturday: 08-14, so the notice hangs from 08-06 at the latest
    items = agenda(PEOPLE + PAID_ON_THE_15TH + attendance("2026-07"), today="2026-07-31")
    found = days(items, "2026-07")
    assert found["发薪日提前"] == "2026-08-14"
    assert found["报酬公示"] == "2026-08-06"
    assert "发薪日" not in found


def test_nothing_is_due_before_the_month_is_over(agenda):
    # April is paid on 05-15; 05-01 … 05-05 are off and the notice must hang on 05-07
    found = days(agenda(PEOPLE + PAID_ON_THE_15TH + attendance("2026-04"), today="2026-04-30"), "2026-04")
    assert found["考勤"] == "2026-04-30"
    assert found["制表"] == found["审批"] == "2026-05-06"
    assert found["报酬公示"] == "2026-05-07"


def test_without_an_agreed_day_the_law_is_the_term(agenda):
    found = days(agenda(PEOPLE + attendance("2026-07"), today="2026-07-31"), "2026-07")
    # the 31st day after 07-31 is Monday 08-31; eight days before is Sunday 08-23
    assert found["最迟发放"] == "2026-08-31"
    assert found["报酬公示"] == "2026-08-21"
    assert not {"发薪日", "发薪日提前"} & set(found)


def test_a_pay_day_before_which_no_notice_fits_is_told_but_not_reckoned_from(agenda):
    found = days(agenda(PEOPLE + "用工约定: {发薪日: 5}\n" + attendance("2026-07"), today="2026-07-31"), "2026-07")
    assert found["发薪日"] == "2026-08-05"
    assert found["报酬公示"] == "2026-08-21"


def batch(text: str) -> str:
    return PEOPLE + PAID_ON_THE_15TH + attendance("2026-02") + f"发放批次: [{{月份: 2026-02, {text}}}]\n"


def test_a_notice_that_hangs_gives_the_days_of_the_law(agenda):
    """Domain §10.5: posted 2026-03-01, standing 03-02 … 03-08, paid on 03-09 at the earliest."""
    items = agenda(batch("制表日期: 2026-02-28, 公示日期: 2026-03-01"), today="2026-03-05")
    found = days(items, "2026-02")
    assert found["公示期满"] == "2026-03-08"
    assert found["可以发放"] == "2026-03-09"
    assert found["最迟发放"] == "2026-03-31"
    (notice,) = [item for item in items if item.term == "公示期满"]
    assert "2026-03-02起" in notice.text
    assert notice.key == "C22@2026-02"
    assert states(items, "2026-02") == {
        "考勤": "已办",
        "制表": "已办",
        "审批": "已办",
        "报酬公示": "已办",
        "公示期满": "临近",
        "可以发放": "临近",
        "发薪日提前": "待办",
        "最迟发放": "待办",
    }


def test_a_notice_that_hangs_longer_puts_off_the_payment(agenda):
    items = agenda(batch("公示日期: 2026-03-01, 公示结束: 2026-03-11"), today="2026-03-05")
    assert days(items, "2026-02")["可以发放"] == "2026-03-12"


@pytest.mark.parametrize(
    ("today", "standing"),
    [
        ("2026-03-23", "待办"),
        ("2026-03-24", "临近"),
        ("2026-03-31", "临近"),
        ("2026-04-01", "逾期 1 天"),
        ("2026-04-10", "逾期 10 天"),
    ],
)
def test_the_last_day_comes_near_and_passes(agenda, today, standing):
    assert states(agenda(batch("公示日期: 2026-03-01"), today=today), "2026-02")["最迟发放"] == standing


def test_what_may_be_done_is_never_late(agenda):
    assert states(agenda(batch("公示日期: 2026-03-01"), today="2026-06-01"), "2026-02")["可以发放"] == "临近"


def test_a_month_that_was_paid_is_done(agenda):
    items = agenda(batch("公示日期: 2026-03-01, 发放日期: 2026-03-10"), today="2026-03-11")
    assert set(states(items, "2026-02").values()) == {"已办"}
    assert {str(item.done_on) for item in items if item.term == "最迟发放"} == {"2026-03-10"}


def test_a_day_of_payment_that_is_still_to_come_does_nothing(agenda):
    text = batch("公示日期: 2026-03-02, 发放日期: 2026-03-13")
    assert states(agenda(text, today="2026-03-12"), "2026-02")["最迟发放"] != "已办"
    assert states(agenda(text, today="2026-03-13"), "2026-02")["最迟发放"] == "已办"


def test_a_notice_that_was_missed_has_no_end_yet(agenda):
    found = states(agenda(PEOPLE + PAID_ON_THE_15TH + attendance("2026-03"), today="2026-04-10"), "2026-03")
    assert found["报酬公示"] == "逾期 3 天"
    assert "公示期满" not in found


def test_a_correction_has_its_own_term_from_the_day_of_its_sheet(agenda):
    sections = (
        PEOPLE + PAID_ON_THE_15TH + attendance("2026-02") + "发放批次:\n"
        "  - {月份: 2026-02, 公示日期: 2026-03-01, 发放日期: 2026-03-09}\n"
        "  - {月份: 2026-02, 类型: 补发, 制表日期: 2026-06-10, 公示日期: 2026-06-12}\n"
    )
    items = [item for item in agenda(sections, today="2026-06-15") if "补发" in item.text]
    found = {str(item.term): (str(item.day), item.key) for item in items}
    assert found["可以发放"][0] == "2026-06-20"
    assert found["最迟发放"][0] == "2026-07-11"
    assert {key.partition("@")[2] for _, key in found.values()} == {"2026-02-补"}
    assert not {"考勤", "发薪日"} & set(found)


def test_a_correction_whose_sheet_is_not_made_has_no_term_yet(agenda):
    sections = PEOPLE + "发放批次: [{月份: 2026-02, 类型: 补发}]\n"
    assert [item for item in agenda(sections, today="2026-06-15") if "补发" in item.text] == []


def test_a_settlement_pays_the_months_that_no_other_batch_pays(agenda):
    sections = PEOPLE + attendance("2026-05") + "发放批次: [{月份: 2026-06, 类型: 结算, 制表日期: 2026-06-20}]\n"
    items = agenda(sections, today="2026-06-21")
    assert {item.key.partition("@")[2] for item in items if item.key.startswith("C23")} == {"2026-06-结"}
    (last,) = [item for item in items if item.term == "最迟发放"]
    assert str(last.day) == "2026-07-01"


def receipts(*rows: str) -> str:
    listed = "".join(f"      - {{姓名: 王大山, 金额: 180, {row}}}\n" for row in rows)
    head = "  - 月份: 2026-02\n    公示日期: 2026-03-01\n    发放日期: 2026-03-10\n    回单:\n"
    return PEOPLE + attendance("2026-02") + "发放批次:\n" + head + listed


def test_a_payment_that_failed_is_to_be_sent_again(agenda):
    items = agenda(receipts("日期: 2026-03-10, 状态: 失败"), today="2026-03-12")
    (found,) = [item for item in items if item.term == "重发"]
    assert (str(found.day), found.standing, found.key) == ("2026-03-17", "临近", "C23@2026-02")
    assert "1笔" in found.text
    assert "王大山" not in found.text


def test_a_payment_that_was_sent_again_is_done(agenda):
    rows = "日期: 2026-03-10, 状态: 失败", "日期: 2026-03-13, 状态: 成功"
    (found,) = [item for item in agenda(receipts(*rows), today="2026-03-30") if item.term == "重发"]
    assert found.standing == "已办"


ABOUT = "实际开工: 2026-03-02\n计划完工: 2026-05-20"


def test_months_to_come_are_there_from_the_start_to_the_planned_finish(agenda):
    items = agenda(PEOPLE + PAID_ON_THE_15TH + attendance("2026-03"), ABOUT, today="2026-03-10")
    assert sorted({item.month for item in items if item.month}) == ["2026-03", "2026-04", "2026-05"]


def test_of_a_month_without_any_record_only_the_sign_in_sheet_is_asked_for(agenda):
    items = agenda(PEOPLE + PAID_ON_THE_15TH + attendance("2026-03"), ABOUT, today="2026-05-10")
    assert set(days(items, "2026-04")) == {"考勤"}
    stopped = "施工日志: [{日期: 2026-04-01, 停工原因: 连续降雨}]\n"
    assert "2026-04" not in {
        item.month for item in agenda(PEOPLE + attendance("2026-03") + stopped, ABOUT, today="2026-05-10")
    }


def test_a_building_that_never_began_owes_no_sheet(agenda):
    items = agenda(PEOPLE, "计划开工: 2026-03-02\n计划完工: 2026-05-20", today="2026-05-10")
    assert {item.month for item in items if item.term == "考勤"} == {"2026-05"}


def test_a_year_of_work_that_was_mistyped_does_not_fill_the_screen(agenda):
    items = agenda(PEOPLE, "实际开工: 2026-03-02\n计划完工: 2096-05-20", today="2026-03-10")
    assert len({item.month for item in items if item.month}) == 60


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(month=st.dates(datetime.date(2024, 1, 1), datetime.date(2026, 10, 31)), pay_day=st.integers(1, 28))
def test_whatever_the_month_the_steps_come_in_order_and_the_notice_fits(agenda, month, pay_day):
    text = f"{month:%Y-%m}"
    terms = f"用工约定: {{发薪日: {pay_day}}}\n"
    items = agenda(PEOPLE + terms + attendance(text), today=f"{month:%Y-%m}-01")
    found = {str(item.term): item.day for item in items if item.month == text}
    assert found["考勤"] <= found["审批"] <= found["报酬公示"]
    assert found["制表"] <= found["审批"]
    pay = found.get("发薪日") or found["发薪日提前"]
    assert CALENDAR.is_workday(pay)
    assert CALENDAR.is_workday(found["报酬公示"])
    fits = found["报酬公示"] + datetime.timedelta(days=8)
    assert fits <= max(pay, found["最迟发放"])
    assert found["公示期满"] < fits
