"""The sums of the labour ledger: by trade, place and category, each the same money counted another way."""

from __future__ import annotations

from decimal import Decimal

from archivegen.project.words import build_words
from tests.project.test_figures import figures, month

ROSTER = [
    {"姓名": "甲", "工种": "技工", "村": "香水村", "村组": "10组"},
    {"姓名": "乙", "工种": "普工", "村": "香水村", "村组": "2组", "人员类别": "残疾人、脱贫户"},
    {"姓名": "丙", "工种": "普工", "村": "石垭村", "村组": "1组", "人员类别": "退役军人"},
]
BATCHES = [{"月份": "2026-03"}, {"月份": "2026-04"}]
APRIL = [
    {
        "月份": "2026-04",
        "明细": [
            {"姓名": "乙", "工种": "普工", "出勤": {"1": "1", "2": "0.5"}},
            {"姓名": "乙", "工种": "技工", "出勤": {"3": "1"}},
        ],
    }
]
LOG = [
    {"日期": "2026-03-05", "施工部位": "边沟砌筑"},
    {"日期": "2026-03-02", "施工部位": "路基清表"},
    {"日期": "2026-03-06", "施工部位": "边沟砌筑"},
    {"日期": "2026-03-07", "施工部位": "停工", "停工原因": "大雨"},
    {"日期": "2026-04-01", "施工部位": "路面浇筑"},
]


def batches(*, public=False):
    attendance = month({"甲": 10, "乙": 4, "丙": 5}) + APRIL
    found = figures(务工人员=ROSTER, 考勤=attendance, 施工日志=LOG, 发放批次=BATCHES)
    return build_words(found, public=public)["发放批次"]


def shown(rows):
    return [(row["名称"], row["人数"], row["天数"], row["实发"]) for row in rows]


def test_the_same_money_by_trade_and_by_place():
    march, april = batches()
    assert shown(march["汇总"]["工种"]) == [
        ("技工", 1, Decimal(10), Decimal("2400.00")),
        ("普工", 2, Decimal(9), Decimal("1620.00")),
    ]
    assert [row["名称"] for row in march["汇总"]["村组"]] == ["香水村2组", "香水村10组", "石垭村1组"]
    for batch in (march, april):
        for rows in (batch["汇总"]["工种"], batch["汇总"]["村组"]):
            assert sum(row["实发"] for row in rows) == batch["合计"]["实发"]
            assert sum(row["天数"] for row in rows) == batch["合计"]["天数"]


def test_somebody_in_two_trades_or_categories_counts_once_in_each():
    march, april = batches()
    assert shown(april["汇总"]["工种"]) == [
        ("普工", 1, Decimal("1.5"), Decimal("270.00")),
        ("技工", 1, Decimal(1), Decimal("240.00")),
    ]
    assert april["人数"] == 1
    assert [(row["名称"], row["人数"], row["重点"]) for row in march["汇总"]["类别"]] == [
        ("脱贫户", 1, True),
        ("残疾人", 1, True),
        ("退役军人", 1, False),
    ]


def test_days_run_on_from_month_to_month():
    march, april = batches()
    assert (march["累计天数"], april["累计天数"]) == (Decimal(19), Decimal("21.5"))


def test_parts_of_the_works_come_once_each_in_the_order_of_the_work():
    march, april = batches()
    assert march["施工部位"] == ["路基清表", "边沟砌筑"]
    assert april["施工部位"] == ["路面浇筑"]


def test_public_papers_are_never_given_categories():
    assert all("汇总" not in batch for batch in batches(public=True))
