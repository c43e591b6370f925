"""The table of differences: every kind of row, by worker and date."""

from __future__ import annotations

import datetime
from decimal import Decimal

import pytest

from archivegen.findings import Place
from archivegen.project.difference_rows import LACKING, DifferenceRow, make_table
from archivegen.project.differences import Book
from tests.project.test_records import MARCH, figures

SHEET = {"月份": MARCH, "明细": [{"姓名": "甲", "出勤": {"2": "1", "3": "1"}}]}


def rows(**sections: object) -> list[DifferenceRow]:
    return list(make_table(figures(**sections), lambda *path: Place("/".join(map(str, path)))).rows)


def day(number: int) -> datetime.date:
    return datetime.date(2026, 3, number)


def ledger(*marks: tuple[str, int, str]) -> dict[str, object]:
    found = [{"姓名": name, "日期": f"2026-03-{number:02d}", "天数": days} for name, number, days in marks]
    return {"月份": MARCH, "明细": found}


def test_a_month_and_the_dates_behind_it():
    month, second, third, heads = rows(考勤=[SHEET], 务工台账=[ledger(("甲", 2, "0.5"), ("甲", 4, "1"))])[:4]
    assert (month.day, month.matter, month.gap) == (None, "天数", Decimal("0.5"))
    assert month.said == {Book.SIGN_IN: 2, Book.LEDGER: Decimal("1.5")}
    assert (second.day, second.said) == (day(2), {Book.SIGN_IN: 1, Book.LEDGER: Decimal("0.5")})
    assert (third.day, third.said) == (day(3), {Book.SIGN_IN: 1, Book.LEDGER: LACKING})
    assert third.where == "签到表 考勤/0/明细/0/出勤/3"
    assert (heads.day, heads.name, heads.matter, heads.said) == (day(3), "", "人数", {Book.SIGN_IN: 1, Book.LEDGER: 0})


def test_somebody_whom_the_roster_does_not_know():
    (row,) = rows(
        考勤=[SHEET], 务工台账=[{"月份": MARCH, "明细": [{"姓名": "甲", "天数": "2"}, {"姓名": "乙某", "天数": "1"}]}]
    )
    assert (row.name, row.matter, row.said) == ("乙某", "缺人", {Book.LEDGER: 1, Book.SIGN_IN: LACKING})
    assert "名单里没有此人" in row.advice


def test_heads_of_the_log():
    found = rows(
        考勤=[SHEET], 施工日志=[{"日期": "2026-03-02", "出勤人数": "2"}, {"日期": "2026-03-03", "出勤人数": "1"}]
    )
    assert [(row.day, row.said, row.gap) for row in found] == [(day(2), {Book.SIGN_IN: 1, Book.LOG: 2}, 1)]


def test_names_of_the_log():
    found = rows(考勤=[SHEET], 施工日志=[{"日期": "2026-03-02", "出勤人员": "甲某"}, {"日期": "2026-03-03"}])
    listed = [row for row in found if row.matter == "名单"]
    assert [(row.name, row.day, row.said) for row in listed] == [
        ("甲", day(2), {Book.SIGN_IN: 1, Book.LOG: LACKING}),
        ("甲某", day(2), {Book.LOG: 1, Book.SIGN_IN: LACKING}),
    ]


def test_money_to_the_cent():
    kept = [{"姓名": "甲", "天数": "2", "应发": "360", "实发": "359.99"}]
    (row,) = rows(考勤=[SHEET], 发放批次=[{"月份": MARCH, "明细": kept}])
    assert (row.matter, row.said, row.expected, row.gap) == (
        "实发（元）",
        {Book.PAY: Decimal("359.99")},
        Decimal("360.00"),
        Decimal("-0.01"),
    )
    assert row.where == "发放表 发放批次/0/明细/0/实发"


@pytest.mark.parametrize(
    ("worker", "log", "matter", "expected"),
    [
        ({}, [{"日期": "2026-03-03", "停工原因": "大雨"}], "停工日出工", [3]),
        ({}, [{"日期": "2026-03-03", "停工原因": "大雨", "备注": "上午抢修"}], "停工日出工", []),
        ({"合同签订日期": "2026-03-03"}, [], "合同签订前出工", [2]),
        ({"合同签订日期": "2026-03-02"}, [], "合同签订前出工", []),
        ({"发证日期": "2026-03-04"}, [], "培训前出工", [2, 3]),
        ({"进场日期": "2026-03-03"}, [], "进场前出工", [2]),
        ({"退场日期": "2026-03-02"}, [], "退场后出工", [3]),
        ({"出生日期": "2010-03-03"}, [], "未满年龄出工", [2]),
        ({"出生日期": "2008-02-29"}, [], "未满年龄出工", []),
    ],
)
def test_days_on_which_nobody_may_have_worked(worker, log, matter, expected):
    found = rows(考勤=[SHEET], 务工人员=[{"姓名": "甲", "工种": "普工", **worker}], 施工日志=log)
    assert [row.day for row in found if row.matter == matter] == [day(number) for number in expected]


def test_two_trades_and_more_than_a_day():
    double = {"月份": MARCH, "明细": [*SHEET["明细"], {"姓名": "甲", "工种": "技工", "出勤": {"3": "0.5"}}]}
    (row,) = rows(考勤=[double])
    assert (row.matter, row.day, row.said) == ("一天超过一个工", day(3), {Book.SIGN_IN: Decimal("1.5")})


def test_one_month_of_two():
    april = {"月份": "2026-04", "明细": [{"姓名": "甲", "天数": "3"}]}
    sheets = [SHEET, {"月份": "2026-04", "明细": [{"姓名": "甲", "出勤": {"2": "1"}}]}]
    found = figures(考勤=sheets, 务工台账=[april, {"月份": MARCH, "明细": [{"姓名": "甲", "天数": "9"}]}])
    table = make_table(found, lambda *_: Place("项目.yaml"), "2026-04")
    assert [row.month for row in table.rows] == ["2026-04"]
    assert [tally.month for tally in table.workers] == ["2026-04"]
    assert len(make_table(found, lambda *_: Place("项目.yaml")).rows) == 2
