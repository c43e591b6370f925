"""A wage is right to the cent or it is not printed."""

from __future__ import annotations

import pytest

from archivegen.pack.model import Pack

WORKER = "务工人员: [{姓名: 王大山, 身份证号: 511902196803150011, 工种: 普工, 合同签订日期: 2026-03-01, 发证日期: 2026-03-01}]\n"
WORK = "考勤: [{月份: 2026-03, 明细: [{姓名: 王大山, 出勤: {2: 1}}]}]\n"


@pytest.mark.parametrize("since", ["", ", 执行日期: 2026-03-02", ", 执行日期: 2025-10-28"])
def test_a_price_from_the_first_day_on(codes, since):
    assert codes(f"工价: [{{工种: 普工, 单价: 180{since}}}]\n" + WORKER + WORK) == set()


def test_a_price_may_change(codes):
    rates = "工价: [{工种: 普工, 单价: 180}, {工种: 普工, 单价: 200, 执行日期: 2026-04-01}]\n"
    assert codes(rates + WORKER + WORK) == set()


@pytest.mark.parametrize("unit", ["天", "元/天", "工日", "日"])
def test_the_unit_of_a_day(codes, unit):
    assert codes(f"工价: [{{工种: 普工, 单位: {unit}, 单价: 180}}]\n" + WORKER + WORK) == set()


@pytest.mark.parametrize("unit", ["小时", "m³", "月"])
def test_what_is_no_unit_of_a_day(codes, unit):
    assert codes(f"工价: [{{工种: 普工, 单位: {unit}, 单价: 180}}]\n" + WORKER + WORK) == {"R325"}


def test_a_row_without_trade_has_no_price(codes):
    text = "工价: [{工种: 普工, 单价: 180}]\n" + WORKER.replace("工种: 普工, ", "") + WORK
    assert codes(text) == {"R310"}


def test_a_price_of_a_piece_of_its_own_needs_no_rate(codes):
    assert (
        codes(WORKER + "计件: [{姓名: 王大山, 日期: 2026-03-02, 项目: 砌石, 单位: 方, 数量: 3, 单价: 45.5}]\n") == set()
    )


def test_units_that_mean_the_same(codes):
    rates = "工价: [{工种: 普工, 单价: 180}, {工种: 砌石, 单位: m3, 单价: 45.5}]\n"
    assert codes(rates + WORKER + "计件: [{姓名: 王大山, 日期: 2026-03-02, 项目: 砌石, 单位: 方, 数量: 3}]\n") == set()


def test_whatever_makes_a_wage_wrong_blocks_the_sheet_the_notice_and_the_ledger(pack: Pack):
    wrong = [
        "R103 R118 R301 R302 R303 R304 R305 R306 R307 R310 R312 R317 R318 R319 R320 R321 R324 R325 R326 R327 R328",
        "R330 R331 R332 R336 R337 R338 R510",
    ]
    for code in " ".join(wrong).split():
        assert {"C17", "C21", "C22", "C25"} <= set(pack.rules[code].papers), code


def test_acceptance_and_dates_block_no_contract(pack: Pack):
    for code, rule in pack.rules.items():
        if code.startswith(("R4", "R6", "R7", "R9")):
            assert "C11" not in rule.papers, code
