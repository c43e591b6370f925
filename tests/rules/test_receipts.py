"""What the bank's receipts may not say: another account, one transfer twice, money before its day, failures left lying."""

from __future__ import annotations

import datetime
from dataclasses import replace

import pytest

CARD, OTHER = "6228480012345678903", "6214671234567890128"
ROSTER = f"""\
务工人员:
  - {{姓名: 王大山, 身份证号: 511902196803150011, 账号: "{CARD}"}}
  - {{姓名: 李小英, 身份证号: 511902197508220026}}
"""
DAYS = "公示日期: 2026-04-01, 发放日期: 2026-04-10"
OTHERS = "{姓名: 李小英, 金额: 200}"


def batch(receipts: str, roster: str = ROSTER, days: str = DAYS, month: str = "2026-03") -> str:
    bonuses = "奖补: [{姓名: 王大山, 金额: 100}, {姓名: 李小英, 金额: 200}]"
    comma = ", " if days else ""
    return f"{roster}发放批次: [{{月份: {month}{comma}{days}, {bonuses}, 回单: [{receipts}]}}]\n"


@pytest.mark.parametrize(
    ("account", "expected"),
    [
        (CARD, set()),
        ("6228 4800 1234 5678 903", set()),
        ("6228****8903", set()),
        (OTHER, {"R380"}),
        ("6228****0128", {"R380"}),
    ],
)
def test_the_account_that_the_worker_confirmed(codes, account, expected):
    assert codes(batch(f'{{姓名: 王大山, 账号: "{account}", 金额: 100}}, {OTHERS}')) == expected


def test_a_card_that_was_changed_since(codes):
    roster = ROSTER.replace(f'账号: "{CARD}"', f'账号: "{CARD}", 曾用账号: "{OTHER}"')
    assert codes(batch(f'{{姓名: 王大山, 账号: "{OTHER}", 金额: 100}}, {OTHERS}', roster)) == set()


def test_receipts_of_a_month_in_which_nobody_worked_are_one_mistake(codes):
    text = f"{ROSTER}发放批次: [{{月份: 2026-03, {DAYS}, 回单: [{{姓名: 王大山, 金额: 100}}, {OTHERS}]}}]\n"
    assert codes(text) == {"R316"}


def test_a_failure_on_a_wrong_account_is_no_payment_into_it(codes):
    failed = f'{{姓名: 王大山, 账号: "{OTHER}", 金额: 100, 状态: 户名不符}}'
    assert codes(batch(f'{failed}, {{姓名: 王大山, 账号: "{CARD}", 金额: 100}}, {OTHERS}')) == set()


@pytest.mark.parametrize(
    ("receipts", "expected"),
    [
        ("{姓名: 王大山, 金额: 100, 流水号: A1}, {姓名: 李小英, 金额: 200, 流水号: A2}", set()),
        # one number for the whole batch is the batch's
        ("{姓名: 王大山, 金额: 100, 流水号: A1}, {姓名: 李小英, 金额: 200, 流水号: A1}", set()),
        (
            "{姓名: 王大山, 金额: 50, 流水号: A1}, {姓名: 王大山, 金额: 50, 流水号: A1}, {姓名: 李小英, 金额: 200}",
            {"R381"},
        ),
        (
            "{姓名: 王大山, 金额: 100, 流水号: A1}, {姓名: 李小英, 金额: 100, 流水号: A1}, {姓名: 李小英, 金额: 100, 流水号: A2}",
            {"R381"},
        ),
        # what failed bears the number of its order, and so does what came back
        (
            "{姓名: 王大山, 金额: 100, 流水号: A1, 状态: 失败}, {姓名: 王大山, 金额: 100, 流水号: A1}, {姓名: 李小英, 金额: 200}",
            set(),
        ),
    ],
)
def test_serial_numbers(codes, receipts, expected):
    assert codes(batch(receipts)) == expected


def test_the_number_of_a_batch_in_another_batch(check):
    first = batch("{姓名: 王大山, 金额: 100, 流水号: A1}, {姓名: 李小英, 金额: 200, 流水号: A1}")
    april = "公示日期: 2026-05-01, 发放日期: 2026-05-10, 奖补: [{姓名: 王大山, 金额: 9}]"
    second = f"{{月份: 2026-04, {april}, 回单: [{{姓名: 王大山, 金额: 9, 流水号: A1}}]}}"
    from tests.rules.conftest import HEAD

    [finding] = check(HEAD + first.replace("]}]\n", f"]}}, {second}]\n")).findings
    assert finding.code == "R381"
    assert "3 次" in finding.message
    assert len(finding.evidence) == 3


@pytest.mark.parametrize(
    ("day", "days", "expected"),
    [
        ("2026-04-10", DAYS, set()),
        ("2026-04-09", DAYS, {"R382"}),
        # not paid yet on the sheet: posted 10-20, seven full days, from 10-28 on
        ("2026-10-28", "公示日期: 2026-10-20", set()),
        ("2026-10-27", "公示日期: 2026-10-20", {"R382"}),
    ],
)
def test_money_does_not_arrive_before_its_day(codes, day, days, expected):
    month = "2026-03" if "发放日期" in days else "2026-10"
    assert codes(batch(f"{{姓名: 王大山, 金额: 100, 日期: {day}}}, {OTHERS}", days=days, month=month)) == expected


def test_early_receipts_are_told_once_with_their_rows(check):
    from tests.rules.conftest import HEAD

    early = "{姓名: 王大山, 金额: 100, 日期: 2026-04-09}, {姓名: 李小英, 金额: 200, 日期: 2026-04-08}"
    [finding] = check(HEAD + batch(early)).findings
    assert "2 笔" in finding.message
    assert "最早 2026-04-08" in finding.message
    assert [row.text for row in finding.evidence] == ["2026-04-09 王大山 100.00 元", "2026-04-08 李小英 200.00 元"]


FAILED = "{姓名: 王大山, 金额: 100, 日期: 2026-04-10, 状态: 账户不存在, 备注: 已销户}"


@pytest.mark.parametrize(
    ("today", "expected"),
    [
        (datetime.date(2026, 4, 10), {"R385"}),
        (datetime.date(2026, 4, 17), {"R385"}),
        (datetime.date(2026, 4, 18), {"R386"}),
    ],
)
def test_a_failure_is_sent_again_within_seven_days(codes, today, expected):
    assert codes(batch(f"{FAILED}, {OTHERS}"), today=today) == expected


def test_a_failure_that_was_sent_again_is_settled(codes):
    again = "{姓名: 王大山, 金额: 100, 日期: 2026-04-18}"
    assert codes(batch(f"{FAILED}, {again}, {OTHERS}")) == set()
    short = again.replace("100", "99.99")
    assert codes(batch(f"{FAILED}, {short}, {OTHERS}")) == {"R386"}  # a cent is still owed


def test_what_is_wanting_beyond_the_failure(codes):
    half = FAILED.replace("金额: 100", "金额: 40")
    assert codes(batch(f"{half}, {OTHERS}")) == {"R314", "R386"}


def test_what_is_told_of_a_failure(check):
    from tests.rules.conftest import HEAD

    [finding] = check(HEAD + batch(f"{FAILED}, {OTHERS}"), today=datetime.date(2026, 4, 12)).findings
    assert "王大山的2026年3月报酬还有 100.00 元没有到账：发放失败" in finding.message
    assert "2026-04-10 起已 2 天" in finding.message
    assert "8903" in finding.message
    assert CARD not in finding.message
    assert finding.months == ("2026-03",)


def test_the_county_sets_the_days(codes, pack):
    patient = replace(pack, policy=replace(pack.policy, resend_within_days=30))
    assert codes(batch(f"{FAILED}, {OTHERS}"), pack=patient, today=datetime.date(2026, 5, 10)) == {"R385"}
    assert codes(batch(f"{FAILED}, {OTHERS}"), pack=patient, today=datetime.date(2026, 5, 11)) == {"R386"}


def test_a_returned_transfer_is_owed_again(codes):
    back = "{姓名: 王大山, 金额: 100, 日期: 2026-04-10}, {姓名: 王大山, 金额: 100, 日期: 2026-04-13, 状态: 退票}"
    assert codes(batch(f"{back}, {OTHERS}")) == {"R386"}


@pytest.mark.parametrize(
    ("facts", "expected"),
    [
        ("户名: 王大山", set()),
        ("户名: 王小山", {"R111"}),
        ("户名: 王小山, 户名关系: 子女", {"R111"}),
        ("户名: 王小山, 收款授权: 2026-03-01", {"R111"}),
        ("户名: 王小山, 户名关系: 子女, 收款授权: 2026-03-01授权书", set()),
    ],
)
def test_another_collects_only_with_relation_and_authorisation(codes, facts, expected):
    roster = ROSTER.replace(f'账号: "{CARD}"', f'账号: "{CARD}", {facts}')
    assert codes(batch("", roster)) == expected


def test_the_receipt_in_the_name_of_the_authorised_holder(codes):
    roster = ROSTER.replace(f'账号: "{CARD}"', f'账号: "{CARD}", 户名: 王小山, 户名关系: 子女, 收款授权: 授1号')
    assert codes(batch(f'{{姓名: 王小山, 账号: "{CARD}", 金额: 100}}, {OTHERS}', roster)) == set()
    assert codes(batch(f"{{姓名: 王小石, 金额: 100}}, {OTHERS}", roster)) == {"R314", "R315"}
