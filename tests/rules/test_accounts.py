"""Accounts that wages are paid to."""

from __future__ import annotations

import pytest

MAN = "511902196803150011"


@pytest.mark.parametrize(
    "account",
    [
        '账号: "6228480012345678903"',
        '账号: "6228 4800 1234 5678 903", 账户类型: 社保卡',
        '账号: "6214671234567890128", 户名: 王大山',
        '账号: "2201000123456789", 账户类型: 存折',
        '账号: "88-12345", 账户类型: 农信社存折',
    ],
)
def test_accounts_that_are_in_order(codes, account):
    assert codes(f"务工人员: [{{姓名: 王大山, 身份证号: {MAN}, {account}}}]") == set()


def test_a_letter_in_a_card_number(codes):
    assert codes(f'务工人员: [{{姓名: 王大山, 身份证号: {MAN}, 账号: "622848001234567890O"}}]') == {"R112"}
