"""Who may work: ages on the first day, and what is claimed."""

from __future__ import annotations

import pytest

from tests.rules.people_at_work import at_stage


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


# --- age on the day of work -------------------------------------------------------------------------------------------

SEVENTIETH = "51190219550630004X"
WORKED = "工价: [{工种: 普工, 单价: 180}]\n考勤: [{月份: 2026-06, 明细: [{姓名: 王大山, 出勤: {%s}}]}]\n"
HIRED = "工种: 普工, 合同签订日期: 2026-06-01, 发证日期: 2026-06-01, 保险单号: PA1"


@pytest.mark.parametrize(("days", "expected"), [("29: 1", set()), ("29: 1, 30: 1", {"R108"}), ("29: 1, 30: 0", set())])
def test_the_upper_age_is_read_on_the_last_day_of_work(codes, days, expected):
    """He turns 71 on 30 June: a contract of 1 June does not make him young for ever."""
    assert codes(WORKED % days + person(SEVENTIETH, HIRED)) == expected


def test_work_by_the_piece_counts_as_work(codes):
    piece = "计件: [{姓名: 王大山, 日期: 2026-06-30, 项目: 砌石, 单位: m³, 数量: 1, 单价: 45.50}]\n"
    assert codes(WORKED % "29: 1" + piece + person(SEVENTIETH, HIRED)) == {"R108"}


def test_somebody_who_reaches_the_age_while_at_work_needs_a_policy(codes):
    """Born 1966-06-20: 59 on the day of the contract, 60 on the last day of work."""
    text = person("511902196606200016", HIRED.replace(", 保险单号: PA1", ""))
    assert codes(WORKED % "19: 1" + text) == set()
    assert codes(WORKED % "20: 1" + text) == {"R109"}


# --- trades and origins -----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("number", "trade", "expected"),
    [
        (SEVENTIETH, "高空作业", {"R120"}),
        (SEVENTIETH, "隧道清渣", {"R120"}),
        (SEVENTIETH, "架子工", {"R120"}),
        (SEVENTIETH, "普工", set()),
        ("511902196803150011", "高空作业", set()),
    ],
)
def test_trades_that_are_closed_to_elders(codes, number, trade, expected):
    rates = f"工价: [{{工种: {trade}, 单价: 240}}]\n"
    assert codes(rates + person(number, f"工种: {trade}, 合同签订日期: 2026-01-01, 保险单号: PA1")) == expected


def test_a_day_in_a_closed_trade_is_enough(check, codes):
    text = "工价: [{工种: 普工, 单价: 180}, {工种: 高处作业, 单价: 240}]\n"
    text += (
        "考勤: [{月份: 2026-06, 明细: [{姓名: 王大山, 出勤: {1: 1}}, {姓名: 王大山, 工种: 高处作业, 出勤: {2: 1}}]}]\n"
    )
    assert codes(text + person(SEVENTIETH, HIRED)) == {"R120"}


@pytest.mark.parametrize(
    ("origin", "expected"),
    [("本村", set()), ("本县", set()), ("县外", {"R122"}), ("外省", {"R122"}), ("附近", {"R116"})],
)
def test_nobody_comes_from_outside_the_county(codes, origin, expected):
    assert codes(person("511902196803150011", f"来源范围: {origin}")) == expected


def test_a_health_note_is_asked_for_once_people_build(codes, check):
    elder = ("身份证号: 511902197508220026", "身份证号: 51190219700822002X, 保险单号: PA1")
    noted = (elder[0], elder[1] + ", 健康证明日期: 2026-02-28")
    assert {f.code for f in check(at_stage("实施", elder)).findings} == {"R121"}
    assert check(at_stage("实施", noted)).findings == ()
    assert codes(person(SEVENTIETH, "合同签订日期: 2026-01-01, 保险单号: PA1")) == set()
