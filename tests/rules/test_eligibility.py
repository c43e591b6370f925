"""Who may work: ages on the first day, and what is claimed."""

from __future__ import annotations

import pytest


def person(number: str, rest: str) -> str:
    return f"务工人员: [{{姓名: 王大山, 身份证号: {number}, {rest}}}]\n"


YOUTH, ELDER = "511902200801010030", "51190219550630004X"


@pytest.mark.parametrize(
    ("number", "rest", "expected"),
    [
        (YOUTH, "合同签订日期: 2026-01-01", set()),
        (YOUTH, "合同签订日期: 2025-12-31", {"R107"}),
        (YOUTH, "合同签订日期: 2026-01-01, 进场日期: 2025-12-31", {"R107"}),
        (YOUTH, "合同签订日期: 2023-12-31", {"R106"}),
        (ELDER, "合同签订日期: 2026-06-30, 保险单号: PA1", {"R108"}),
        (ELDER, "合同签订日期: 2026-06-29, 保险单号: PA1", set()),
        (ELDER, "合同签订日期: 2026-06-29", {"R109"}),
    ],
)
def test_birthdays_decide(codes, number, rest, expected):
    assert codes(person(number, rest)) == expected


def test_a_policy_for_all_insures_everybody(codes):
    terms = "用工约定: {保险单号: PYTT001}\n"
    assert codes(terms + person(ELDER, "合同签订日期: 2026-06-29")) == set()


def test_ages_are_read_on_the_first_day_of_work(codes):
    text = person(YOUTH, "工种: 普工, 合同签订日期: 2026-01-02, 发证日期: 2025-12-01")
    text += "工价: [{工种: 普工, 单价: 180}]\n"
    text += "考勤: [{月份: 2025-12, 明细: [{姓名: 王大山, 出勤: {31: 1}}]}]\n"
    assert codes(text) == {"R107", "R201"}


def test_before_anybody_is_hired_the_planned_start_counts(codes):
    assert codes(person(YOUTH, "工种: 普工"), "计划开工: 2025-12-01") == {"R107"}


def test_an_ordinary_household_needs_no_evidence(codes):
    assert codes(person("511902196803150011", "人员类别: 一般农户")) == set()


def test_several_categories_with_evidence(codes):
    assert codes(person("511902196803150011", "人员类别: [脱贫户, 残疾人], 类别佐证: 防返贫监测系统")) == set()
