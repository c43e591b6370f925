"""Three educations, a decision, a cap; otherwise nobody loses a cent."""

from __future__ import annotations

import pytest

from tests.rules.conftest import HEAD

BASE = """\
用工约定: {启用扣款: 是}
务工人员: [{姓名: 王大山, 身份证号: 511902196803150011}, {姓名: 李小英, 身份证号: 511902197508220026}]
发放批次: [{月份: 2026-03, 公示日期: 2026-04-01, 发放日期: 2026-04-10, 奖补: [{姓名: 王大山, 金额: 1000}]}]
"""


def record(educations: list[str], deduction: str) -> str:
    lines = [f"  - {{姓名: {name}, 日期: 2026-03-0{n}, 事由: 迟到}}\n" for n, name in enumerate(educations, 1)]
    return (
        "考核:\n"
        + "".join(lines)
        + f"  - {{姓名: 王大山, 日期: 2026-03-20, 事由: 旷工, 处理: 扣款, 决定依据: 村委会3月19日研究{deduction}}}\n"
    )


@pytest.mark.parametrize(
    ("educations", "deduction", "expected"),
    [
        (["王大山"] * 3, ", 金额: 100", set()),
        (["王大山"] * 3, "", set()),
        (["王大山"] * 3, ", 金额: 100.01", {"R332"}),
        (["王大山", "王大山", "李小英"], ", 金额: 100", {"R330"}),
        ([], ", 金额: 100", {"R330"}),
    ],
)
def test_what_a_deduction_needs(codes, educations, deduction, expected):
    assert codes(BASE + record(educations, deduction)) == expected


def test_what_takes_too_much_is_shown(check):
    second = "  - {姓名: 王大山, 日期: 2026-03-25, 事由: 旷工, 处理: 扣款, 金额: 40.01, 决定依据: 村委会3月24日研究}\n"
    (finding,) = check(HEAD + BASE + record(["王大山"] * 3, ", 金额: 60") + second).findings
    assert finding.code == "R332"
    assert [row.text for row in finding.evidence] == [
        "2026-03-20 旷工：扣款 60.00 元",
        "2026-03-25 旷工：扣款 40.01 元",
    ]


def test_two_deductions_in_a_month_share_the_cap(codes):
    second = "  - {姓名: 王大山, 日期: 2026-03-25, 事由: 旷工, 处理: 扣款, 金额: 60, 决定依据: 村委会3月24日研究}\n"
    assert codes(BASE + record(["王大山"] * 3, ", 金额: 60") + second) == {"R332"}


def test_three_reproaches_of_one_day_are_one_education(codes):
    text = BASE + record(["王大山"] * 3, ", 金额: 100")
    assert codes(text.replace("2026-03-02", "2026-03-01").replace("2026-03-03", "2026-03-01")) == {"R330"}


def test_an_education_on_the_day_of_the_deduction_comes_too_late(codes):
    assert codes(BASE + record(["王大山"] * 3, ", 金额: 100").replace("2026-03-03", "2026-03-20")) == {"R330"}


WORK = """\
用工约定: {启用扣款: 是, 最低日工资: %s}
工价: [{工种: 普工, 单价: 100}]
务工人员:
  - {姓名: 王大山, 身份证号: 511902196803150011, 工种: 普工, 合同签订日期: 2026-03-01, 发证日期: 2026-03-01}
考勤: [{月份: 2026-03, 明细: [{姓名: 王大山, 出勤: {2: 1, 3: 1, 4: 0.5}}]}]
发放批次: [{月份: 2026-03, 公示日期: 2026-04-01, 发放日期: 2026-04-10}]
"""


@pytest.mark.parametrize(
    ("minimum", "deduction", "expected"),
    [
        ("95.20", ", 金额: 12", set()),  # 2.5 days × 95.20 = 238.00
        ("95.20", ", 金额: 12.01", {"R349"}),
        ("95.20", "", {"R349"}),  # a tenth: 25.00
        ("90", "", set()),
    ],
)
def test_a_deduction_leaves_the_minimum_wage(codes, minimum, deduction, expected):
    assert codes(WORK % minimum + record(["王大山"] * 3, deduction)) == expected
