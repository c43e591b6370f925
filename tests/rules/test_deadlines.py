"""What is done too late: by the agreed pay day, by working days, by months after the finish."""

from __future__ import annotations

import datetime
from pathlib import Path

import pytest

from archivegen.project.load import load_project
from tests.rules.conftest import HEAD

FAULTLESS = (Path(__file__).parent / "faultless" / "项目.yaml").read_text(encoding="utf-8")
PEOPLE = "务工人员: [{姓名: 王大山, 身份证号: 511902196803150011}]\n"
NOTICE = "公示: [{{类别: {}, 张贴日期: {}, 地点: 政府网站, 单位: 发展和改革局, 电话: 0827-5550110}}]\n"


def pay(month: str, pay_day: int, posted: str, paid: str, kind: str = "正常") -> str:
    """A worker, an agreed pay day and one batch."""
    what = f"类型: {kind}, 奖补: [{{姓名: 王大山, 金额: 100}}]"
    return (
        f"{PEOPLE}用工约定: {{发薪日: {pay_day}}}\n"
        f"发放批次: [{{月份: {month}, {what}, 公示日期: {posted}, 发放日期: {paid}}}]\n"
    )


@pytest.mark.parametrize(
    ("month", "pay_day", "posted", "paid", "expected"),
    [
        # 2026-08-15 is a Saturday: the wages of July are paid on Friday the 14th at the latest
        ("2026-07", 15, "2026-08-05", "2026-08-14", set()),
        ("2026-07", 15, "2026-08-05", "2026-08-15", {"R414"}),
        ("2026-07", 15, "2026-08-05", "2026-08-17", {"R414"}),
        # 2026-05-05 is a holiday that lasts from the 1st: April is paid on 04-30
        ("2026-04", 5, "2026-04-22", "2026-04-30", set()),
        ("2026-04", 5, "2026-04-22", "2026-05-06", {"R414"}),
        # 2026-10-10 is a Saturday that is worked: nothing moves
        ("2026-09", 10, "2026-10-01", "2026-10-10", set()),
        ("2026-09", 10, "2026-10-01", "2026-10-12", set()),
        # a day that the month does not have is its last: 2026-02-28, a Saturday that is worked
        ("2026-01", 30, "2026-02-10", "2026-02-28", {"R412"}),
    ],
)
def test_the_agreed_pay_day_before_a_day_of_rest(codes, month, pay_day, posted, paid, expected):
    assert codes(pay(month, pay_day, posted, paid)) == expected


@pytest.mark.parametrize("pay_day", ["0", "32", "15.5", "月底", "-1"])
def test_a_pay_day_that_no_month_has_is_told(tmp_path, pay_day):
    (tmp_path / "项目.yaml").write_text(f"{HEAD}用工约定: {{发薪日: {pay_day}}}\n", encoding="utf-8")
    [finding] = load_project(tmp_path).report.findings
    assert (finding.code, finding.place.line) == ("P103", HEAD.count("\n") + 1)
    assert "1 至 31 的整数，如 15" in finding.message


@pytest.mark.parametrize("pay_day", ["15", "15日", "每月15日", "１５号"])
def test_a_pay_day_as_people_write_it(tmp_path, pay_day):
    (tmp_path / "项目.yaml").write_text(f"{HEAD}用工约定: {{发薪日: {pay_day}}}\n", encoding="utf-8")
    assert load_project(tmp_path).project.terms.pay_day == 15


def test_the_message_says_when_it_should_have_been(check):
    about = FAULTLESS.replace("发放批次:", "用工约定: {发薪日: 6}\n发放批次:")
    (found,) = check(about).findings
    assert found.code == "R414"
    assert found.months == ("2026-03",)
    assert found.message.startswith(
        "2026年3月的报酬约定 2026-04-06 发放，这天是休息日，应提前到 2026-04-03，实际 2026-04-10"
    )


def batch(posted: str, paid: str) -> str:
    """The wages of February 2026 (domain §10.5)."""
    text = f"发放批次: [{{月份: 2026-02, 奖补: [{{姓名: 王大山, 金额: 100}}], 公示日期: {posted}, 发放日期: {paid}}}]\n"
    return PEOPLE + text


@pytest.mark.parametrize(
    ("posted", "paid", "expected"),
    [
        # posted 2026-03-01 → 03-02 … 03-08 → 03-09 at the earliest, which is day 9 after 2026-02-28
        ("2026-03-01", "2026-03-08", {"R402"}),
        ("2026-03-01", "2026-03-09", set()),
        ("2026-03-01", "2026-03-31", {"R412"}),  # day 31
        ("2026-03-01", "2026-04-01", {"R404"}),  # day 32
        ("2026-03-01", "2026-04-02", {"R404"}),  # day 33
    ],
)
def test_the_vectors_of_notice_and_payment(codes, posted, paid, expected):
    assert codes(batch(posted, paid)) == expected


def test_the_vectors_are_told_in_days(check):
    early = FAULTLESS.replace("发放日期: 2026-04-10", "发放日期: 2026-04-08")
    (found,) = check(early).findings
    assert "最早 2026-04-09 才能发放" in found.message
    late = FAULTLESS.replace("发放日期: 2026-04-10", "发放日期: 2026-05-03")
    assert (
        "自 2026-03-31 次日起算是第 33 天，应不超过 31 天" in {f.code: f.message for f in check(late).findings}["R404"]
    )


def correction(made: str, paid: str) -> str:
    """What was forgotten in February is paid later, by a sheet of its own."""
    rows = "奖补: [{姓名: 王大山, 金额: 100}]"
    return (
        f"{PEOPLE}发放批次:\n"
        f"  - {{月份: 2026-02, {rows}, 公示日期: 2026-03-01, 发放日期: 2026-03-09}}\n"
        f"  - {{月份: 2026-02, 类型: 补发, {rows}, {made}公示日期: 2026-06-15, 发放日期: {paid}}}\n"
    )


@pytest.mark.parametrize(
    ("made", "paid", "late"),
    [
        ("制表日期: 2026-06-10, ", "2026-06-24", set()),
        ("制表日期: 2026-06-10, ", "2026-07-05", {"R412"}),
        ("制表日期: 2026-06-10, ", "2026-07-12", {"R404"}),
        ("", "2026-06-24", set()),
    ],
)
def test_a_correction_counts_from_the_day_of_its_sheet(codes, made, paid, late):
    assert codes(correction(made, paid)) & {"R404", "R412", "R413"} == late


@pytest.mark.parametrize(("paid", "late"), [("2026-07-01", {"R412"}), ("2026-07-02", {"R404"})])
def test_a_settlement_counts_from_the_oldest_month_that_it_pays(codes, paid, late):
    text = (
        "工价: [{工种: 普工, 单价: 180}]\n"
        "务工人员: [{姓名: 王大山, 身份证号: 511902196803150011, 工种: 普工}]\n"
        "考勤: [{月份: 2026-05, 明细: [{姓名: 王大山, 出勤: {6: 1}}]}]\n"
        "发放批次:\n"
        f"  - {{月份: 2026-06, 类型: 结算, 制表日期: 2026-06-20, 公示日期: 2026-06-22, 发放日期: {paid}}}\n"
    )
    assert codes(text) & {"R404", "R412", "R413"} == late


@pytest.mark.parametrize(
    ("letter", "kind", "posted", "expected"),
    [
        # ten working days after 2026-02-03 end on 02-24: 02-14 is worked, 02-15 … 02-23 are off
        ("2026-02-03", "县级计划公示", "2026-02-24", set()),
        ("2026-02-03", "县级计划公示", "2026-02-25", {"R415"}),
        ("2026-02-03", "县级计划公示", "2026-02-03", set()),
        ("2026-02-03", "镇村项目公示", "2026-04-25", set()),
        ("", "县级计划公示", "2026-02-25", set()),
    ],
)
def test_the_fund_plan_is_public_in_ten_working_days(codes, letter, kind, posted, expected):
    told = f", 下达日期: {letter}" if letter else ""
    funds = f"资金: [{{来源: 中央预算内投资, 金额: 200万元{told}}}]\n"
    assert codes(funds + NOTICE.format(kind, posted)) == expected


def test_the_first_letter_and_the_first_notice_count(codes):
    funds = (
        "资金:\n"
        "  - {来源: 中央预算内投资, 金额: 200万元, 下达日期: 2026-03-02}\n"
        "  - {来源: 中央财政衔接资金, 金额: 100万元, 下达日期: 2026-05-06}\n"
        "  - {来源: 自筹资金, 金额: 10万元, 下达日期: 2026-01-06}\n"
    )
    where = "地点: 政府网站, 单位: 发展和改革局, 电话: 0827-5550110"
    notices = (
        "公示:\n"
        f"  - {{类别: 县级计划公示, 张贴日期: 2026-05-08, {where}}}\n"
        f"  - {{类别: 县级计划公示, 张贴日期: 2026-03-16, {where}}}\n"
    )
    assert codes(funds + notices) == set()
    assert codes(funds + notices.replace("2026-03-16", "2026-03-17")) == {"R415"}


def test_a_month_is_looked_at_when_it_is_over(check):
    text = FAULTLESS.replace("  - {类别: 月调度会, 日期: 2026-03-03}\n", "").replace("阶段: 总结移交", "阶段: 实施")

    def codes_on(month: int, day: int) -> set[str]:
        return {finding.code for finding in check(text, today=datetime.date(2026, month, day)).findings}

    assert "R416" not in codes_on(3, 31)
    assert "R416" in codes_on(4, 1)
    planned = text.replace("阶段: 实施", "阶段: 申报")
    assert "R416" not in {finding.code for finding in check(planned, today=datetime.date(2026, 4, 1)).findings}


@pytest.mark.parametrize("kind", ["推进会", "调度会", "月调度会"])
def test_the_meeting_has_several_names(check, kind):
    assert check(FAULTLESS.replace("类别: 月调度会", f"类别: {kind}")).findings == ()


@pytest.mark.parametrize(
    ("county", "final", "expected"),
    [
        ("2026-09-26", "2026-09-26", set()),
        ("2026-09-27", "2026-09-26", {"R417"}),
        ("2026-09-26", "2026-09-27", {"R418"}),
    ],
)
def test_three_months_after_the_finish(codes, county, final, expected):
    closing = f"验收: {{复验: {{日期: {county}, 结论: 合格}}}}\n财务: {{决算日期: {final}}}\n"
    assert codes(closing, about="实际完工: 2026-06-26") == expected


@pytest.mark.parametrize(("today", "late"), [("2026-06-04", set()), ("2026-06-05", {"R423", "R424"})])
def test_who_waits_for_three_months_is_told(check, today, late):
    text = FAULTLESS.replace("阶段: 总结移交", "阶段: 验收").replace("财务: {决算日期: 2026-04-28}\n", "")
    text = text.replace("  复验: {日期: 2026-05-10, 结论: 合格}\n  备案日期: 2026-05-20\n", "")
    found = {finding.code for finding in check(text, today=datetime.date.fromisoformat(today)).findings}
    assert found & {"R423", "R424"} == late


@pytest.mark.parametrize(
    ("filed", "expected"), [("2026-09-09", set()), ("2026-09-10", {"R419"}), ("2026-08-24", {"R407"})]
)
def test_filing_within_fifteen_days_of_the_acceptance(codes, filed, expected):
    assert codes(f"验收: {{复验: {{日期: 2026-08-25, 结论: 合格}}, 备案日期: {filed}}}\n") == expected


def test_filing_is_asked_for_at_the_handover(check):
    text = FAULTLESS.replace("  备案日期: 2026-05-20\n", "")
    assert {finding.code for finding in check(text).findings} == {"R422"}
    assert check(text.replace("阶段: 总结移交", "阶段: 验收")).findings == ()


@pytest.mark.parametrize(
    ("about", "expected"),
    [
        ("计划完工: 2026-06-30\n实际完工: 2026-06-30", set()),
        ("计划完工: 2026-06-30\n实际完工: 2026-07-01", {"R420"}),
        ("计划完工: 2026-06-30\n实际完工: 2026-07-01\n延期原因: 6月连续暴雨停工，已报县发展改革局同意", set()),
        ("计划完工: 2026-06-30", set()),
    ],
)
def test_a_delay_has_a_reason(codes, about, expected):
    assert codes(about=about) == expected


def test_a_delay_closes_the_gate_of_acceptance(pack):
    assert pack.rules["R420"].gates == ("G4",)


def test_a_year_without_holidays_is_told_once_and_only_where_it_matters(check, codes):
    batches = "发放批次: [{月份: 2030-01, 奖补: [{姓名: 王大山, 金额: 100}]}, {月份: 2030-02, 奖补: [{姓名: 王大山, 金额: 100}]}]\n"
    text = PEOPLE + "用工约定: {发薪日: 15}\n" + batches
    assert codes(text) == {"R421"}
    assert codes(PEOPLE + batches) == set()
    assert codes("资金: [{来源: 中央预算内投资, 金额: 200万元, 下达日期: 2026-12-25}]\n") == {"R421"}
    assert codes("资金: [{来源: 中央预算内投资, 金额: 200万元, 下达日期: 2026-12-01}]\n") == set()
