"""A month that was paid stays as it was paid; what was wrong in it is put right by a row that says why."""

from __future__ import annotations

import pytest

ROSTER = """\
工价: [{工种: 普工, 单价: 180}, {工种: 砌石, 单位: m³, 单价: 45.5}]
务工人员:
  - {姓名: 王大山, 身份证号: 511902196803150011, 工种: 普工, 合同签订日期: 2026-03-01, 发证日期: 2026-03-01}
  - {姓名: 李小英, 身份证号: 511902197508220026, 工种: 普工, 合同签订日期: 2026-03-01, 发证日期: 2026-03-01}
考勤:
  - 月份: 2026-03
    明细: [{姓名: 王大山, 出勤: {2: 1, 3: 1}}, {姓名: 李小英, 出勤: {2: 1}}]
发放批次:
  - {月份: 2026-03, 公示日期: 2026-04-01, 发放日期: 2026-04-10}
"""
DAYS = "公示日期: 2026-07-01, 发放日期: 2026-07-12"
WHY = "事由: 3月5日漏记, 依据: 签到复核记录"


def correct(*rows: str, kind: str = "补发", month: str = "2026-03", more: str = "") -> str:
    listed = ", ".join(f"{{{row}, {WHY}}}" for row in rows)
    return ROSTER + f"  - {{月份: {month}, 类型: {kind}, {DAYS}{more}, 更正: [{listed}]}}\n"


@pytest.mark.parametrize(
    "row",
    [
        "姓名: 王大山, 天数: 1",
        "姓名: 王大山, 天数: 0.5, 单价: 200",
        "姓名: 王大山, 天数: 2, 单价: 180, 金额: 360",
        "姓名: 王大山, 金额: 75.25",
        "姓名: 王大山, 工种: 砌石, 天数: 1, 单价: 200",
        "姓名: 王大山, 日期: 2026-03-05, 天数: 1",
    ],
)
def test_a_correction_with_reason_and_evidence(codes, row):
    assert codes(correct(row)) == set()


def test_months_after_the_month_a_correction_is_not_late(codes):
    assert codes(correct("姓名: 王大山, 天数: 1")) == set()
    assert codes(correct("姓名: 王大山, 天数: 1").replace(", 发放日期: 2026-07-12", "")) == set()


def test_it_needs_a_notice_like_any_other_payment(codes):
    assert codes(correct("姓名: 王大山, 天数: 1").replace("公示日期: 2026-07-01, ", "")) == {"R409"}


@pytest.mark.parametrize(
    ("row", "problem"),
    [
        ("姓名: 王大山", "没有写天数"),
        ("姓名: 王大山, 天数: 0", "没有写天数"),
        ("姓名: 王大山, 天数: 0.3", "应为整天或半天"),
        ("姓名: 王大山, 天数: 1, 金额: 180.01", "1 天 × 180.00 元应为 180.00 元"),
        ("姓名: 王大山, 天数: 1, 工种: 钢筋工", "“钢筋工”在 2026年3月没有工价"),
        ("姓名: 王大山, 天数: 1, 工种: 砌石", "按 m³ 计价"),
    ],
)
def test_an_amount_that_cannot_be_reckoned(check, row, problem):
    from tests.rules.conftest import HEAD

    found = check(HEAD + correct(row)).findings
    assert [finding.code for finding in found] == ["R343"]
    assert problem in found[0].message


def test_a_price_that_changed_within_the_month_asks_for_the_day(codes):
    changed = correct("姓名: 王大山, 天数: 1").replace(
        "工价: [", "工价: [{工种: 普工, 单价: 200, 执行日期: 2026-03-16}, "
    )
    assert codes(changed) == {"R343"}
    assert codes(changed.replace("天数: 1, 事由", "天数: 1, 日期: 2026-03-05, 事由")) == set()
    assert codes(changed.replace("天数: 1, 事由", "天数: 1, 单价: 200, 事由")) == set()


def test_money_back_alone_is_a_batch_of_its_own(codes):
    back = correct("姓名: 王大山, 天数: -1", "姓名: 李小英, 金额: -20")
    assert codes(back) == set()
    returned = ", 回单: [{姓名: 王大山, 金额: 180}, {姓名: 李小英, 金额: 20}]"
    assert codes(correct("姓名: 王大山, 天数: -1", "姓名: 李小英, 金额: -20", more=returned)) == set()
    short = returned.replace("金额: 20", "金额: 19.99")
    assert codes(correct("姓名: 王大山, 天数: -1", "姓名: 李小英, 金额: -20", more=short)) == {"R314"}


def test_who_is_paid_and_who_pays_back_do_not_share_a_batch(codes):
    assert codes(correct("姓名: 王大山, 天数: 1", "姓名: 李小英, 天数: -1")) == {"R344"}


@pytest.mark.parametrize(("taken", "expected"), [("180", set()), ("180.01", {"R344"})])
def test_a_month_takes_back_no_more_than_it_pays(codes, taken, expected):
    text = correct(f"姓名: 王大山, 月份: 2026-03, 金额: -{taken}", kind="正常", month="2026-06")
    june = "  - {月份: 2026-06, 明细: [{姓名: 王大山, 出勤: {3: 1}}]}\n发放批次"
    assert codes(text.replace("发放批次", june)) == expected


def test_a_month_does_not_correct_itself(codes):
    text = correct("姓名: 王大山, 天数: 1", kind="正常", month="2026-06")
    june = "  - {月份: 2026-06, 明细: [{姓名: 王大山, 出勤: {3: 1}}]}\n发放批次"
    assert codes(text.replace("发放批次", june)) == {"R340"}


def test_a_month_that_is_listed_and_not_paid(codes):
    text = correct("姓名: 王大山, 天数: 1").replace(", 发放日期: 2026-04-10", "")
    assert codes(text) == {"R340", "R413"}


def test_the_rows_name_somebody_of_the_roster(codes):
    assert codes(correct("姓名: 王小山, 天数: 1")) == {"R312", "R316"}


def test_money_back_needs_no_work_in_the_month(codes):
    """Whoever was paid without having worked gives it back."""
    paid = correct("姓名: 李小英, 天数: -1").replace(", {姓名: 李小英, 出勤: {2: 1}}", "")
    assert codes(paid) == set()


def test_a_bonus_that_was_forgotten_has_a_reason(codes):
    text = ROSTER + f"  - {{月份: 2026-03, 类型: 补发, {DAYS}, 奖补: [{{姓名: 王大山, 金额: 50%s}}]}}\n"
    assert codes(text % ", 事由: 夜间值守") == set()
    assert codes(text % "") == {"R342"}


def test_two_corrections_of_one_month_have_two_numbers(codes):
    twice = correct("姓名: 王大山, 天数: 1") + correct("姓名: 王大山, 天数: 1").removeprefix(ROSTER)
    assert codes(twice.replace("类型: 补发", "类型: 补发, 批次号: 2", 1)) == set()


# --- settlement -----------------------------------------------------------------------------------------------------

SETTLED = """\
工价: [{工种: 普工, 单价: 180}]
务工人员:
  - {姓名: 王大山, 身份证号: 511902196803150011, 工种: 普工, 合同签订日期: 2026-03-01, 发证日期: 2026-03-01}
考勤:
  - {月份: 2026-03, 明细: [{姓名: 王大山, 出勤: {2: 1, 3: 1}}]}
  - {月份: 2026-04, 明细: [{姓名: 王大山, 出勤: {2: 1}}]}
  - {月份: 2026-05, 明细: [{姓名: 王大山, 出勤: {6: 1}}]}
发放批次:
  - {月份: 2026-03, 公示日期: 2026-04-01, 发放日期: 2026-04-10}
"""
CLOSING = "  - {月份: 2026-05, 类型: 结算, 制表日期: 2026-05-08, 公示日期: 2026-05-09, 发放日期: 2026-05-18}\n"


def test_a_settlement_pays_all_that_is_open(codes):
    assert codes(SETTLED + CLOSING) == set()


def test_work_on_the_day_after_the_sheet(codes):
    assert codes(SETTLED + CLOSING.replace("2026-05-08", "2026-05-06")) == set()
    assert codes(SETTLED + CLOSING.replace("2026-05-08", "2026-05-05")) == {"R346"}


def test_a_second_settlement(codes):
    again = CLOSING.replace("2026-05,", "2026-06,").replace("}", ", 奖补: [{姓名: 王大山, 金额: 1}]}")
    assert codes(SETTLED + CLOSING + again) == {"R345"}


def test_a_correction_may_follow(codes):
    more = f"  - {{月份: 2026-04, 类型: 补发, {DAYS}, 更正: [{{姓名: 王大山, 天数: 1, {WHY}}}]}}\n"
    assert codes(SETTLED + CLOSING + more) == set()


def test_a_settlement_with_nothing_to_settle(codes):
    march = SETTLED.replace("  - {月份: 2026-04, 明细: [{姓名: 王大山, 出勤: {2: 1}}]}\n", "").replace(
        "  - {月份: 2026-05, 明细: [{姓名: 王大山, 出勤: {6: 1}}]}\n", ""
    )
    assert codes(march + CLOSING) == {"R316"}


def test_a_failed_payment_is_open_at_the_settlement(codes):
    failed = SETTLED.replace("2026-04-10}", "2026-04-10, 回单: [{姓名: 王大山, 金额: 360, 状态: 失败}]}")
    assert codes(failed + CLOSING) == {"R347", "R386"}


def test_acceptance_knows_what_the_settlement_paid(codes):
    assert "R903" not in codes(SETTLED + CLOSING, "阶段: 验收")
    assert "R903" in codes(SETTLED + CLOSING.replace(", 发放日期: 2026-05-18", ""), "阶段: 验收")


# --- measured work --------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("day", "witness", "batch", "expected"),
    [
        ("2026-03-28", "李正和", "制表日期: 2026-03-28, 公示日期: 2026-04-01, 发放日期: 2026-04-10", set()),
        ("2026-03-29", "李正和", "制表日期: 2026-03-28, 公示日期: 2026-04-01, 发放日期: 2026-04-10", {"R348"}),
        ("2026-03-28", "", "制表日期: 2026-03-28, 公示日期: 2026-04-01, 发放日期: 2026-04-10", {"R348"}),
    ],
)
def test_measured_before_the_sheet_and_witnessed(codes, day, witness, batch, expected):
    text = "务工人员: [{姓名: 王大山, 身份证号: 511902196803150011}]\n"
    text += f"计件: [{{姓名: 王大山, 日期: {day}, 项目: 砌石, 单位: m³, 数量: 2, 单价: 45.5, 见证人: '{witness}'}}]\n"
    assert codes(text + f"发放批次: [{{月份: 2026-03, {batch}}}]\n") == expected


def test_without_witness_before_the_notice_is_just_a_state(codes):
    text = "务工人员: [{姓名: 王大山, 身份证号: 511902196803150011}]\n"
    text += "计件: [{姓名: 王大山, 日期: 2026-10-03, 项目: 砌石, 单位: m³, 数量: 2, 单价: 45.5}]\n"
    assert codes(text + "发放批次: [{月份: 2026-10}]\n") == set()
