"""Face to face: what workers say, against what the wage sheet says."""

from __future__ import annotations

import pytest

PEOPLE = "务工人员: [{姓名: 王大山, 工种: 普工}, {姓名: 李小英, 工种: 普工}]\n工价: [{工种: 普工, 单价: 183}]\n"
WORK = "考勤: [{月份: 2026-03, 明细: [{姓名: 王大山, 出勤: {2: 1, 3: 0.5}}, {姓名: 李小英, 出勤: {2: 1}}]}]\n"
ACCEPTED = "验收: {复验: {日期: 2026-05-10, 结论: 合格}}\n"


def project(interviews: str) -> str:
    days = "公示日期: 2026-04-01, 发放日期: 2026-04-10"
    return PEOPLE + WORK + f"发放批次: [{{月份: 2026-03, {days}, 核验: [{interviews}]}}]\n"


@pytest.fixture
def said(check):
    """The findings about interviews: code → message."""
    from tests.rules.conftest import HEAD

    def run(text: str) -> dict[str, str]:
        found = check(HEAD + text).findings
        return {f.code: f.message for f in found if f.code in {"R366", "R367", "R368"}}

    return run


def test_everybody_asked_and_agreed(said):
    both = "{姓名: 王大山, 自述天数: 1.5, 自述金额: 274.50, 结论: 一致}, {姓名: 李小英, 自述天数: 1, 自述金额: 183, 结论: 相符}"
    assert said(project(both) + ACCEPTED) == {}


@pytest.mark.parametrize(
    ("answer", "expected"),
    [
        ("自述天数: 2", "自述 2 天，发放表 1.5 天"),
        ("自述金额: 274.49", "自述到账 274.49 元，发放表 274.50 元"),
        ("是否到账: 否", "自述没有到账"),
        ("本人签名: 否", "不是本人签名"),
        ("他人代领: 是", "由他人代领"),
        ("结论: 不一致", "结论是“不一致”"),
        ("自述天数: 1, 他人代领: 是", "自述 1 天，发放表 1.5 天；由他人代领"),
    ],
)
def test_whatever_disagrees_is_told(said, answer, expected):
    told = said(project(f"{{姓名: 王大山, {answer}}}, {{姓名: 李小英}}"))
    assert set(told) == {"R367"}
    assert f"报酬核验不一致：{expected}。" in told["R367"]


def test_whoever_was_not_asked_before_the_county_accepted(said):
    assert "还有 1 人没有面对面核验：李小英。" in said(project("{姓名: 王大山}") + ACCEPTED)["R366"]


def test_nobody_has_to_be_asked_while_the_work_goes_on(said):
    assert said(project("{姓名: 王大山}")) == {}


def test_somebody_who_was_not_paid(said):
    assert "“赵永秀”不在2026年3月的发放表上" in said(project("{姓名: 王大山}, {姓名: 李小英}, {姓名: 赵永秀}"))["R368"]
