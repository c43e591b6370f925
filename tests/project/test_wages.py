"""Whoever adds up in whole cents comes to the same wages: days and prices, pieces, corrections, the settlement."""

from __future__ import annotations

import datetime
from collections import defaultdict
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import Workbook

from archivegen.pack.load import built_in_pack, load_pack
from archivegen.project.figures import Figures
from archivegen.project.load import load_project
from archivegen.project.model import Project
from archivegen.project.pay import BatchKind
from archivegen.project.settlement import list_balances
from tests.wage_sheets import half_up

POLICY = load_pack(built_in_pack()).policy
BASICS = {"名称": "香水村产业道路", "年度": "2026", "类型": "产业", "建设方式": "村民自建"}
BASICS |= {"县": "巴州区", "乡镇": "云屏镇", "村": "香水村"}
TRADES = ("工长", "技工", "普工")


def figures(**sections: object) -> Figures:
    return Figures(Project.model_validate({"项目": BASICS, **sections}), POLICY)


# --- an account book in whole cents, kept by somebody else --------------------------------------------------------------


def cents(text: str) -> int:
    """``45.50`` → 4550."""
    whole, _, rest = text.partition(".")
    return int(whole) * 100 + int((rest + "00")[:2])


def price_in_cents(rates: list[dict[str, str]], trade: str, day: str) -> int:
    agreed = [rate for rate in rates if rate["工种"] == trade and rate.get("执行日期", "0000-00-00") <= day]
    return cents(max(agreed, key=lambda rate: rate.get("执行日期", "0000-00-00"))["单价"])


def month_in_cents(data: dict[str, list], name: str, trade: str, month: str) -> int:
    """What one person earned in a month: half days by trade and price, each product rounded by itself."""
    halves: dict[tuple[str, int], int] = defaultdict(int)
    for sheet in data["考勤"]:
        for row in sheet["明细"] if sheet["月份"] == month else ():
            for day, mark in row["出勤"].items() if row["姓名"] == name else ():
                worked = row.get("工种") or trade
                price = price_in_cents(data["工价"], worked, f"{month}-{int(day):02d}")
                halves[worked, price] += 2 if mark == "1" else 1
    total = sum(half_up(count * price, 2) for (_, price), count in halves.items())
    for piece in data["计件"]:
        if piece["姓名"] == name and piece["日期"][:7] == month:
            thousandths = int(Decimal(piece["数量"]) * 1000)
            total += half_up(thousandths * cents(piece["单价"]), 1000)
    return total


# --- random projects ----------------------------------------------------------------------------------------------------

prices = st.integers(1, 60000).map(lambda n: f"{n // 100}.{n % 100:02d}")
days_of_month = st.dictionaries(st.integers(1, 28).map(str), st.sampled_from(["1", "0.5"]), max_size=28)


@st.composite
def projects(draw: st.DrawFn) -> dict[str, list]:
    count = draw(st.integers(1, 4))
    names = [f"何{sign}" for sign in "甲乙丙丁"[:count]]
    rates = [{"工种": trade, "单价": draw(prices)} for trade in TRADES]
    for trade in TRADES:
        if draw(st.booleans()):
            since = f"2026-{draw(st.integers(3, 4)):02d}-{draw(st.integers(1, 28)):02d}"
            rates.append({"工种": trade, "单价": draw(prices), "执行日期": since})
    months = []
    for month in ("2026-03", "2026-04", "2026-05"):
        rows = []
        for name in names:
            rows.append({"姓名": name, "出勤": draw(days_of_month)})
            if draw(st.booleans()):
                rows.append({"姓名": name, "工种": draw(st.sampled_from(TRADES)), "出勤": draw(days_of_month)})
        months.append({"月份": month, "明细": rows})
    pieces = [
        {
            "姓名": draw(st.sampled_from(names)),
            "日期": f"2026-{draw(st.integers(3, 5)):02d}-{draw(st.integers(1, 28)):02d}",
            "项目": "砌石",
            "单位": "m³",
            "数量": f"{draw(st.integers(0, 90000)) / 1000:.3f}",
            "单价": draw(prices),
        }
        for _ in range(draw(st.integers(0, 4)))
    ]
    workers = [{"姓名": name, "工种": draw(st.sampled_from(TRADES))} for name in names]
    return {"务工人员": workers, "工价": rates, "考勤": months, "计件": pieces}


def net_in_cents(found: Figures, number: int) -> dict[str, int]:
    totals: dict[str, int] = defaultdict(int)
    for line in found.sheets[number].lines:
        assert line.gross == line.day_pay + line.piece_pay + line.bonus + line.amended
        assert line.net == line.gross - line.deduction
        totals[line.worker.name] += int(line.net * 100)
        assert line.net * 100 == int(line.net * 100)
    return totals


@given(projects())
@settings(max_examples=120)
def test_every_month_is_the_sum_in_whole_cents(data):
    found = figures(**data, 发放批次=[{"月份": month} for month in ("2026-03", "2026-04", "2026-05")])
    for number, month in enumerate(("2026-03", "2026-04", "2026-05")):
        totals = net_in_cents(found, number)
        for worker in data["务工人员"]:
            assert totals[worker["姓名"]] == month_in_cents(data, worker["姓名"], worker["工种"], month)
        sheet = found.sheets[number]
        assert sheet.total("net") == sum((line.net for line in sheet.lines), Decimal(0))
        assert sheet.total("gross") == sum((sheet.total(k) for k in ("day_pay", "piece_pay", "bonus", "amended")), 0)


@given(projects(), st.integers(-10, 10).filter(bool), st.integers(-9999, 9999).filter(bool))
@settings(max_examples=60)
def test_a_settlement_pays_what_no_month_paid_and_every_correction_once(data, halves, amount):
    worker = data["务工人员"][0]
    rows = [
        {"姓名": worker["姓名"], "月份": "2026-03", "天数": f"{halves / 2}", "单价": "185.55"},
        {"姓名": worker["姓名"], "月份": "2026-03", "金额": f"{amount / 100:.2f}"},
    ]
    batches = [
        {"月份": "2026-03", "发放日期": "2026-04-10"},
        {"月份": "2026-03", "类型": "补发", "更正": rows, "发放日期": "2026-05-10"},
        {"月份": "2026-05", "类型": "结算"},
    ]
    found = figures(**data, 发放批次=batches)
    corrected, settled = net_in_cents(found, 1), net_in_cents(found, 2)
    assert corrected == {worker["姓名"]: half_up(halves * 18555, 2) + amount}
    for one in data["务工人员"]:
        open_months = sum(month_in_cents(data, one["姓名"], one["工种"], m) for m in ("2026-04", "2026-05"))
        assert settled[one["姓名"]] == open_months
    assert all(balance.rest == 0 for balance in list_balances(found, found.sheets[2]))


# --- particular cases ---------------------------------------------------------------------------------------------------

WORKER = [{"姓名": "何甲", "工种": "普工"}]
RATE = [{"工种": "普工", "单价": "180"}, {"工种": "技工", "单价": "240"}]


def lines_of(found: Figures, number: int = 0) -> list[tuple[str, Decimal, Decimal, Decimal]]:
    return [(line.trade, line.days, line.price, line.net) for line in found.sheets[number].lines]


def test_two_trades_half_days_and_a_new_price_within_the_month():
    rates = [*RATE, {"工种": "普工", "单价": "185.50", "执行日期": "2026-03-16"}]
    rows = [
        {"姓名": "何甲", "出勤": {"14": "1", "15": "0.5", "16": "1", "17": "0.5"}},
        {"姓名": "何甲", "工种": "技工", "出勤": {"15": "0.5", "20": "1"}},
    ]
    found = figures(
        务工人员=WORKER, 工价=rates, 考勤=[{"月份": "2026-03", "明细": rows}], 发放批次=[{"月份": "2026-03"}]
    )
    assert lines_of(found) == [
        ("普工", Decimal("1.5"), Decimal(180), Decimal("270.00")),
        ("技工", Decimal("1.5"), Decimal(240), Decimal("360.00")),
        ("普工", Decimal("1.5"), Decimal("185.50"), Decimal("278.25")),
    ]


def test_half_a_cent_goes_up_in_every_line_by_itself():
    rates = [{"工种": "普工", "单价": "180.01"}, {"工种": "技工", "单价": "240.01"}]
    rows = [{"姓名": "何甲", "出勤": {"2": "0.5"}}, {"姓名": "何甲", "工种": "技工", "出勤": {"2": "0.5"}}]
    found = figures(
        务工人员=WORKER, 工价=rates, 考勤=[{"月份": "2026-03", "明细": rows}], 发放批次=[{"月份": "2026-03"}]
    )
    assert [net for *_, net in lines_of(found)] == [Decimal("90.01"), Decimal("120.01")]
    assert found.sheets[0].total("net") == Decimal("210.02")


def test_a_correction_takes_the_price_of_its_day():
    rates = [*RATE, {"工种": "普工", "单价": "200", "执行日期": "2026-03-16"}]
    rows = [
        {"姓名": "何甲", "日期": "2026-03-05", "天数": "1"},
        {"姓名": "何甲", "日期": "2026-03-20", "天数": "-0.5"},
        {"姓名": "何甲", "月份": "2026-02", "天数": "1"},
        {"姓名": "何甲", "天数": "1", "单价": "190"},
        {"姓名": "何甲", "工种": "技工", "天数": "1"},
        {"姓名": "何甲", "金额": "-12.34"},
    ]
    found = figures(务工人员=WORKER, 工价=rates, 发放批次=[{"月份": "2026-03", "类型": "补发", "更正": rows}])
    lines = found.sheets[0].lines
    assert [line.net for line in lines] == [180, -100, 180, 190, 240, Decimal("-12.34")]
    assert [line.month for line in lines] == ["2026-03", "2026-03", "2026-02", "2026-03", "2026-03", "2026-03"]
    assert found.sheets[0].months == ("2026-02", "2026-03")


def test_a_paid_month_stays_what_it_was():
    work = [{"月份": "2026-03", "明细": [{"姓名": "何甲", "出勤": {"2": "1"}}]}]
    rows = [{"姓名": "何甲", "天数": "1"}]
    batches = [{"月份": "2026-03"}, {"月份": "2026-03", "类型": "补发", "更正": rows}]
    found = figures(务工人员=WORKER, 工价=RATE, 考勤=work, 发放批次=batches)
    assert [sheet.total("net") for sheet in found.sheets] == [180, 180]
    assert found.wages_due == 360


@pytest.mark.parametrize("written", ["-180.00", "负180", "－180", "（180）", "-180元"])
def test_how_people_write_money_that_is_taken_back(written):
    rows = [{"姓名": "何甲", "金额": written}]
    found = figures(务工人员=WORKER, 发放批次=[{"月份": "2026-03", "类型": "补发", "更正": rows}])
    assert found.sheets[0].total("net") == -180
    assert found.sheets[0].batch.takes_back
    assert found.sheets[0].batch.label == "2026年3月追回"


def test_a_month_written_as_a_day_by_a_spreadsheet():
    batch = {"月份": "2026-05", "类型": "补发", "更正": [{"姓名": "何甲", "月份": "2026-03-01", "金额": "5"}]}
    assert figures(务工人员=WORKER, 发放批次=[batch]).sheets[0].lines[0].month == "2026-03"


def test_a_settlement_knows_what_came_back_from_the_bank():
    work = [{"月份": m, "明细": [{"姓名": "何甲", "出勤": {"2": "1"}}]} for m in ("2026-03", "2026-04")]
    receipts = [{"姓名": "何甲", "金额": "180", "状态": "失败"}, {"姓名": "何甲", "金额": "100"}]
    batches = [
        {"月份": "2026-03", "发放日期": "2026-04-10", "回单": receipts},
        {"月份": "2026-04", "类型": "结算"},
    ]
    found = figures(务工人员=WORKER, 工价=RATE, 考勤=work, 发放批次=batches)
    (balance,) = list_balances(found, found.sheets[1])
    assert (balance.gross, balance.paid_before, balance.paid_now, balance.rest) == (360, 100, 180, 80)
    assert found.sheets[1].batch.kind is BatchKind.SETTLEMENT
    assert balance.worker is found.project.workers[0]


def test_work_before_and_after_the_settlement_is_not_paid_twice():
    work = [{"月份": f"2026-0{m}", "明细": [{"姓名": "何甲", "出勤": {"2": "1"}}]} for m in range(3, 8)]
    batches = [{"月份": "2026-03"}, {"月份": "2026-05", "类型": "结算"}, {"月份": "2026-06", "类型": "结算"}]
    found = figures(务工人员=WORKER, 工价=RATE, 考勤=work, 发放批次=batches)
    assert [[line.month for line in sheet.lines] for sheet in found.sheets] == [
        ["2026-03"],
        ["2026-04", "2026-05"],
        ["2026-06"],
    ]


def test_days_are_those_of_the_calendar():
    """29 February is a day of leap years only; it earns nothing in 2026."""
    work = [{"月份": "2026-02", "明细": [{"姓名": "何甲", "出勤": {"28": "1", "29": "1"}}]}]
    found = figures(务工人员=WORKER, 工价=RATE, 考勤=work, 发放批次=[{"月份": "2026-02"}])
    assert found.sheets[0].total("net") == 180
    assert found.work_days[-1].day == datetime.date(2026, 2, 28)


def test_corrections_from_a_table_of_the_village(tmp_path):
    book = Workbook()
    sheet = book.active
    sheet.append(["2026年5月更正明细表"])
    sheet.append(
        ["序号", "人员编号", "姓名", "所属月份", "更正天数", "日工资（元）", "扣回金额（元）", "更正原因", "佐证"]
    )
    sheet.append([1, "A1", "何甲", "2026年3月", 0.5, None, None, "漏记半天", "签到表"])
    sheet.append([2, "A2", "何 乙", datetime.date(2026, 4, 1), -1, 190, None, "多记一天", "村监督人员证明"])
    sheet.append([3, "A1", "何甲", "2026-04", None, None, -12.5, "单价用错", "会商纪要"])
    sheet.append(["合计", None, None, None, -0.5, None, -12.5])
    (tmp_path / "数据").mkdir()
    book.save(tmp_path / "数据" / "更正.xlsx")
    head = "项目:\n" + "".join(f"  {key}: {value}\n" for key, value in BASICS.items())
    text = "工价: [{工种: 普工, 单价: 180}]\n务工人员: [{编号: A1, 姓名: 何甲, 工种: 普工}, {编号: A2, 姓名: 何乙, 工种: 普工}]\n"
    text += "发放批次: [{月份: 2026-05, 类型: 补发, 更正: 数据/更正.xlsx}]\n"
    (tmp_path / "项目.yaml").write_text(head + text, encoding="utf-8")
    loaded = load_project(tmp_path)
    assert loaded.project is not None, [str(finding) for finding in loaded.report.findings]
    assert not loaded.report.findings
    (sheet,) = Figures(loaded.project, POLICY).sheets
    assert [(line.worker.name, line.month, line.net, line.reason) for line in sheet.lines] == [
        ("何甲", "2026-03", 90, "漏记半天"),
        ("何甲", "2026-04", Decimal("-12.5"), "单价用错"),
        ("何乙", "2026-04", -190, "多记一天"),
    ]
    place = loaded.place("发放批次", 0, "更正", 1, "天数")
    assert str(place).startswith("数据/更正.xlsx")
