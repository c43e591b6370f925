"""Whom a line of the bank's receipts means, and what became of everybody's money."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from archivegen.project.matching import Doubt, ReceiptReader, State, has_account
from archivegen.project.people import Worker
from tests.project.test_figures import POLICY, figures

CARD, OTHER, THIRD = "6228480012345678903", "6214671234567890128", "6228480012345678911"
ID_A, ID_B, ID_C = "511902196803150011", "511902197508220026", "51190219550630004X"

ROSTER = [
    {"姓名": "王大山", "编号": "A1", "身份证号": ID_A, "账号": CARD},
    {"姓名": "王大山", "编号": "A2", "身份证号": ID_B, "账号": OTHER},
    {
        "姓名": "李小英",
        "编号": "A3",
        "账号": "6228 4800 1234 5678 911",
        "户名": "赵成",
        "户名关系": "配偶",
        "收款授权": "2026-03-01",
    },
    {"姓名": "陈仕友", "身份证号": ID_C},
]


def settle(receipts, roster=ROSTER, amount=100, paid="2026-04-14"):
    bonuses = [{"姓名": w["姓名"], "编号": w.get("编号", ""), "金额": str(amount)} for w in roster]
    batch = {"月份": "2026-03", "发放日期": paid, "奖补": bonuses, "回单": receipts}
    return figures(务工人员=roster, 发放批次=[batch]).payments[0]


def whom(**receipt):
    match = settle([{"金额": "100", **receipt}]).matches[0]
    return match.doubt or match.worker.worker_no or match.worker.name


@pytest.mark.parametrize(
    ("receipt", "expected"),
    [
        ({"姓名": "王大山", "编号": "A2"}, "A2"),
        ({"姓名": "王大山", "身份证号": ID_B}, "A2"),
        ({"姓名": "王大山", "身份证号": ID_B.lower()}, "A2"),
        ({"姓名": "王大山", "账号": OTHER}, "A2"),
        ({"姓名": "王大山", "账号": "6214 6712 3456 7890 128"}, "A2"),
        ({"姓名": "王大山", "账号": "6214****0128"}, "A2"),
        ({"姓名": "王大山"}, Doubt.AMBIGUOUS),
        ({"姓名": "王大山", "账号": "6228480012345678999"}, Doubt.AMBIGUOUS),
        ({"姓名": "陈仕友"}, "陈仕友"),
        ({"姓名": "陈仕友", "账号": "6228480012345678999"}, "陈仕友"),
        ({"姓名": "陈士友"}, Doubt.UNKNOWN),
        # the name of the holder who collects with authorisation
        ({"姓名": "赵成", "账号": "6228480012345678911"}, "A3"),
        ({"姓名": "赵成"}, "A3"),
        ({"姓名": "赵成", "编号": "A3"}, "A3"),
        ({"姓名": "李小英", "账号": "6228480012345678911"}, "A3"),
        # number, ID and name must agree
        ({"姓名": "王大山", "编号": "A3"}, Doubt.CONTRADICTED),
        ({"姓名": "王大山", "编号": "A9"}, Doubt.UNKNOWN),
        ({"姓名": "李小英", "身份证号": ID_A}, Doubt.CONTRADICTED),
        ({"姓名": "陈仕友", "身份证号": "511902200801010030"}, Doubt.CONTRADICTED),
        ({"姓名": "王大山", "编号": "A1", "身份证号": ID_B}, Doubt.CONTRADICTED),
        # another's account under the own name: the person is clear, the account is what a rule asks about
        ({"姓名": "陈仕友", "账号": CARD}, "陈仕友"),
    ],
)
def test_a_line_means(receipt, expected):
    assert whom(**receipt) == expected


FAMILY = [
    {"姓名": "王小山", "编号": "B1", "身份证号": ID_A, "账号": CARD},
    {"姓名": "王大山", "编号": "B2", "账号": OTHER, "户名": "王小山", "收款人身份证号": ID_A},
]


@pytest.mark.parametrize(
    ("receipt", "expected"),
    [
        ({"账号": CARD}, "B1"),
        ({"账号": OTHER}, "B2"),
        ({"账号": OTHER, "身份证号": ID_A}, "B2"),
        ({"账号": CARD, "身份证号": ID_A}, "B1"),
        ({}, "B1"),
    ],
)
def test_a_son_who_works_himself_and_collects_for_his_father(receipt, expected):
    match = settle([{"姓名": "王小山", "金额": "100", **receipt}], FAMILY).matches[0]
    assert match.worker.worker_no == expected


def test_an_account_of_before_is_still_the_workers():
    worker = Worker.model_validate({"姓名": "王大山", "账号": CARD, "曾用账号": [OTHER]})
    assert has_account(worker, OTHER)
    assert has_account(worker, "****8903")
    assert not has_account(worker, THIRD)
    assert not has_account(worker, "6214****8903")


@pytest.mark.parametrize(
    ("word", "state"),
    [
        ("成功", State.ARRIVED),
        ("交易成功", State.ARRIVED),
        ("已入账。", State.ARRIVED),
        ("交易失败", State.FAILED),
        ("失败（户名不符）", State.FAILED),
        ("失败(户名不符)", State.FAILED),
        ("交易失败：账户不存在", State.FAILED),
        ("账户不存在", State.FAILED),
        ("户名不符", State.FAILED),
        ("未成功", State.FAILED),
        ("退票", State.RETURNED),
        ("退票-账户已销户", State.RETURNED),
        ("处理中", State.PENDING),
        ("挂账", None),
        ("正常", None),
        ("不知道是否成功", None),
    ],
)
def test_the_words_of_banks(word, state):
    assert ReceiptReader((), POLICY, lambda *_: None).read_state(word) is state


ONE = [{"姓名": "王大山"}]


def follow(*rows):
    receipts = [
        {"姓名": "王大山", "金额": str(amount), "状态": state, **({"日期": day} if day else {})}
        for amount, state, day in rows
    ]
    person = settle(receipts, ONE).people[0]
    return person.received, person.stuck, person.outstanding, str(person.stuck_since or "")


@pytest.mark.parametrize(
    ("rows", "expected"),
    [
        ([(100, "成功", "2026-04-14")], (100, 0, 0, "")),
        ([(100, "失败", "2026-04-14")], (0, 100, 100, "2026-04-14")),
        ([(100, "失败", "2026-04-14"), (100, "成功", "2026-04-20")], (100, 0, 0, "")),
        # the bank's files come in any order
        ([(100, "成功", "2026-04-20"), (100, "失败", "2026-04-14")], (100, 0, 0, "")),
        # a success that came back later is no success
        ([(100, "成功", "2026-04-14"), (100, "退票", "2026-04-16")], (0, 100, 100, "2026-04-16")),
        ([(100, "成功", "2026-04-14"), (100, "退票", "2026-04-16"), (100, "成功", "2026-04-20")], (100, 0, 0, "")),
        # a second order that the bank refused takes nothing back
        ([(100, "成功", "2026-04-14"), (100, "失败", "2026-04-16")], (100, 0, 0, "")),
        ([(60, "成功", "2026-04-14"), (40, "失败", "2026-04-15")], (60, 40, 40, "2026-04-15")),
        ([(60, "成功", "2026-04-14"), (30, "失败", "2026-04-15")], (60, 30, 40, "2026-04-15")),
        ([(100, "失败", "2026-04-14"), (100, "失败", "2026-04-20")], (0, 100, 100, "2026-04-14")),
        ([(100, "处理中", "2026-04-14")], (0, 100, 100, "2026-04-14")),
        ([(100, "处理中", "2026-04-14"), (100, "成功", "2026-04-15")], (100, 0, 0, "")),
        (
            [(100, "失败", "2026-04-14"), (50, "成功", "2026-04-20"), (50, "成功", "2026-04-20")],
            (100, 0, 0, ""),
        ),
        ([(100, "失败", ""), (100, "成功", "")], (100, 0, 0, "")),
        ([(100, "挂账", "2026-04-14")], (100, 0, 0, "")),
        ([(150, "成功", "2026-04-14")], (150, 0, 0, "")),
    ],
)
def test_the_course_of_a_payment(rows, expected):
    assert follow(*rows) == expected


def test_whoever_was_paid_without_being_on_the_sheet_stands_at_the_end():
    roster = [{"姓名": "王大山"}, {"姓名": "李小英"}]
    batch = {"月份": "2026-03", "奖补": [{"姓名": "李小英", "金额": "100"}]}
    receipts = [{"姓名": "王大山", "金额": "70"}, {"姓名": "李小英", "金额": "100"}]
    people = figures(务工人员=roster, 发放批次=[{**batch, "回单": receipts}]).payments[0].people
    assert [(p.worker.name, p.owed, p.received) for p in people] == [("李小英", 100, 100), ("王大山", 0, 70)]


@given(
    st.lists(
        st.tuples(st.integers(1, 300), st.sampled_from(["成功", "失败", "退票", "处理中"]), st.integers(1, 28)),
        max_size=8,
    )
)
def test_no_course_of_events_loses_a_cent(rows):
    received, stuck, outstanding, _ = follow(*((a, state, f"2026-04-{day:02d}") for a, state, day in rows))
    assert received + outstanding >= 100
    assert (received >= 100) == (outstanding == 0)
    assert 0 <= stuck <= outstanding
    arrived = sum(a for a, state, _ in rows if state == "成功")
    assert Decimal(0) <= received <= arrived
