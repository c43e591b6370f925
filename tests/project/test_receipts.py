"""Nobody is called paid before the bank says so."""

from __future__ import annotations

from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from archivegen.project.receipts import receipt_words, settlement_words
from tests.project.test_figures import figures, month

ROSTER = [{"姓名": "甲", "工种": "普工"}, {"姓名": "乙", "工种": "技工"}]
PAID = {"月份": "2026-03", "发放日期": "2026-04-14"}
ALL_ARRIVED = [{"姓名": "甲", "金额": "1800"}, {"姓名": "乙", "金额": "2400"}]


def settled(batches, attendance=None):
    attendance = month({"甲": 10, "乙": 10}) if attendance is None else attendance
    return settlement_words(figures(务工人员=ROSTER, 考勤=attendance, 发放批次=batches))


def checked(receipts):
    found = figures(务工人员=ROSTER, 考勤=month({"甲": 10, "乙": 10}), 发放批次=[{**PAID, "回单": receipts}])
    return receipt_words(found, found.sheets[0])


def test_everything_is_settled_when_every_receipt_agrees():
    assert settled([{**PAID, "回单": ALL_ARRIVED}]) == {
        "未发报酬": Decimal(0),
        "未发月份": [],
        "回单不符人次": 0,
        "结清": True,
    }


def test_a_batch_without_receipts_counts_as_paid_on_its_payment_day():
    assert settled([PAID])["结清"]


def test_a_batch_without_a_payment_day_is_owed():
    found = settled([{"月份": "2026-03"}])
    assert (found["结清"], found["未发报酬"], found["未发月份"]) == (False, Decimal("4200.00"), ["2026年3月"])


def test_a_month_that_nobody_drew_up_is_owed_too():
    april = [{"月份": "2026-04", "明细": [{"姓名": "甲", "出勤": {"1": "1"}}]}]
    found = settled([PAID], month({"甲": 10}) + april)
    assert (found["结清"], found["未发报酬"], found["未发月份"]) == (False, Decimal(0), ["2026年4月"])


def test_a_project_without_wages_has_settled_nothing():
    assert not settled([], [])["结清"]


def test_a_failed_transfer_reached_nobody_until_it_is_sent_again():
    failed = [ALL_ARRIVED[0], {**ALL_ARRIVED[1], "状态": "失败"}]
    assert settled([{**PAID, "回单": failed}])["回单不符人次"] == 1
    assert not settled([{**PAID, "回单": failed}])["结清"]
    assert settled([{**PAID, "回单": [*failed, ALL_ARRIVED[1]]}])["结清"]


def test_amounts_stay_blank_while_there_are_no_receipts():
    found = checked([])
    assert (found["已有"], found["人数"], found["金额"], found["不符人数"], found["一致"]) == (False, 0, "", "", False)


@given(st.integers(0, 10_000), st.integers(0, 10_000))
def test_receipts_agree_only_when_each_person_has_the_whole_amount(first, second):
    found = checked([{"姓名": "甲", "金额": f"{first}"}, {"姓名": "乙", "金额": f"{second}"}])
    assert found["一致"] == (first == 1800 and second == 2400)
    assert found["不符人数"] == (first != 1800) + (second != 2400)
    assert found["金额"] == first + second


def test_a_month_of_the_ledger_without_dates_is_owed_too():
    ledger = [{"月份": "2026-04", "明细": [{"姓名": "甲", "天数": "22"}]}]
    found = settlement_words(
        figures(务工人员=ROSTER, 考勤=month({"甲": 10, "乙": 10}), 务工台账=ledger, 发放批次=[PAID])
    )
    assert (found["结清"], found["未发月份"]) == (False, ["2026年4月"])


def test_a_month_of_measured_work_is_owed_too():
    stone = {"姓名": "甲", "日期": "2026-04-02", "项目": "砌石", "单位": "m³", "数量": "3", "单价": "45.50"}
    found = settlement_words(figures(务工人员=ROSTER, 考勤=month({"甲": 10, "乙": 10}), 计件=[stone], 发放批次=[PAID]))
    assert (found["结清"], found["未发月份"]) == (False, ["2026年4月"])
