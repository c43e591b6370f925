"""What the bank says it paid, against the wage sheet."""

from __future__ import annotations

import pytest

PEOPLE = "务工人员: [{姓名: 王大山, 身份证号: 511902196803150011}, {姓名: 李小英, 身份证号: 511902197508220026}]\n"


def batch(receipts: str) -> str:
    bonuses = "奖补: [{姓名: 王大山, 金额: 100}, {姓名: 李小英, 金额: 200}]"
    days = "公示日期: 2026-04-01, 发放日期: 2026-04-10"
    return PEOPLE + f"发放批次: [{{月份: 2026-03, {days}, {bonuses}, 回单: [{receipts}]}}]\n"


@pytest.mark.parametrize(
    ("receipts", "expected"),
    [
        ("", set()),
        ("{姓名: 王大山, 金额: 100}, {姓名: 李小英, 金额: 200}", set()),
        ("{姓名: 王大山, 金额: 100.00}, {姓名: 李小英, 金额: 150}, {姓名: 李小英, 金额: 50}", set()),
        ("{姓名: 王大山, 金额: 100}, {姓名: 李小英, 金额: 200, 状态: 失败}, {姓名: 李小英, 金额: 200}", set()),
        ("{姓名: 王大山, 金额: 100}, {姓名: 李小英, 金额: 200, 状态: 失败}", {"R386"}),
        ("{姓名: 王大山, 金额: 100}", {"R314"}),
        ("{姓名: 王大山, 金额: 200}, {姓名: 李小英, 金额: 100}", {"R314"}),
    ],
)
def test_receipts(codes, receipts, expected):
    assert codes(batch(receipts)) == expected


def test_somebody_on_the_roster_who_was_owed_nothing(codes):
    text = batch("{姓名: 王大山, 金额: 100}, {姓名: 李小英, 金额: 200}").replace(
        ", {姓名: 李小英, 金额: 200}], 回单", "], 回单"
    )
    assert codes(text) == {"R314"}
