"""Wages, shares and estimates: the vectors of the seeds, and what must hold for any numbers."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from archivegen.pack.load import built_in_pack, load_pack
from archivegen.project.figures import Figures
from archivegen.project.load import load_project
from archivegen.project.model import Project
from archivegen.project.reckoning import round_money
from archivegen.project.words import build_words
from tests.conftest import ALL_SAMPLES, SAMPLES

POLICY = load_pack(built_in_pack()).policy

BASICS = {
    "名称": "香水村产业道路",
    "年度": "2026",
    "类型": "产业",
    "建设方式": "村民自建",
    "县": "巴州区",
    "乡镇": "云屏镇",
    "村": "香水村",
}
RATES = [
    {"工种": "工长", "单价": "260"},
    {"工种": "技工", "单价": "240"},
    {"工种": "普工", "单价": "180"},
    {"工种": "边沟砌筑", "单位": "m³", "单价": "45.50"},
]


def figures(**sections: object) -> Figures:
    return Figures(Project.model_validate({"项目": BASICS, "工价": RATES, **sections}), POLICY)


def month(days: dict[str, Decimal | int]) -> list[dict[str, object]]:
    """A grid of March in which everybody works so many days, the last of them half when the number is odd."""

    def marks(count: Decimal) -> dict[str, str]:
        whole = int(count)
        found = {str(day): "1" for day in range(1, whole + 1)}
        return {**found, str(whole + 1): "0.5"} if count != whole else found

    rows = [{"姓名": name, "出勤": marks(Decimal(str(count)))} for name, count in days.items()]
    return [{"月份": "2026-03", "明细": rows}]


def test_a_deduction_is_off_unless_the_contract_has_it():
    found = figures(
        务工人员=[{"姓名": "乙", "工种": "技工"}],
        考勤=month({"乙": 18}),
        考核=[{"姓名": "乙", "日期": "2026-03-28", "事由": "旷工", "处理": "扣款", "金额": "432"}],
        发放批次=[{"月份": "2026-03"}],
    )
    assert found.sheets[0].total("net") == Decimal("4320.00")


def test_a_rate_that_changes_on_a_date_makes_two_lines():
    found = figures(
        工价=[{"工种": "普工", "单价": "180"}, {"工种": "普工", "单价": "200", "执行日期": "2026-03-03"}],
        务工人员=[{"姓名": "丙", "工种": "普工"}],
        考勤=month({"丙": 5}),
        发放批次=[{"月份": "2026-03"}],
    )
    assert [(line.days, line.price, line.net) for line in found.sheets[0].lines] == [(2, 180, 360), (3, 200, 600)]


def test_the_denominator_is_the_earmarked_fund_not_the_investment():
    found = figures(
        资金=[
            {"来源": "中央预算内投资", "金额": "200万元"},
            {"来源": "省级以工代赈资金", "金额": "100万元"},
            {"来源": "自筹资金", "金额": "700万元"},
        ]
    )
    assert found.ratio_base == Decimal(3_000_000)
    assert found.total_investment == Decimal(10_000_000)
    assert found.required_ratio == Decimal("0.25")


def test_the_approval_may_ask_for_more_and_name_its_base():
    found = figures(
        资金=[{"来源": "中央预算内投资", "金额": "200万元"}, {"来源": "省级以工代赈资金", "金额": "100万元"}],
        批复={"文号": "x", "日期": "2026-01-01", "机关": "y", "报酬占比": "42%", "计算基数": "中央资金"},
    )
    assert found.ratio_base == Decimal(2_000_000)
    assert found.required_ratio == Decimal("0.42")


days = st.integers(0, 62).map(lambda halves: Decimal(halves) / 2)


@given(st.lists(days, min_size=1, max_size=20), st.decimals("0.01", "999.99", places=2))
def test_totals_foot_across_and_down(counts, price):
    names = [f"人{number}" for number in range(len(counts))]
    found = figures(
        工价=[{"工种": "普工", "单价": str(price)}],
        务工人员=[{"姓名": name, "工种": "普工"} for name in names],
        考勤=month(dict(zip(names, [min(count, Decimal("30.5")) for count in counts], strict=True))),
        发放批次=[{"月份": "2026-03"}],
    )
    [sheet] = found.sheets
    for line in sheet.lines:
        assert line.net == round_money(line.days * line.price)
    assert sheet.total("net") == sum((line.net for line in sheet.lines), Decimal(0))
    assert sheet.total("days") == sum((work_day.fraction for work_day in found.work_days), Decimal(0))


@pytest.mark.parametrize("name", ALL_SAMPLES)
def test_figures_of_a_sample_agree_with_each_other(name: str):
    loaded = load_project(Path(SAMPLES / name))
    assert loaded.project is not None
    found = Figures(loaded.project, POLICY)
    words = build_words(found)
    for batch in words["发放批次"]:
        assert sum(line["实发"] for line in batch["明细"]) == batch["合计"]["实发"]
        assert sum(person["实发"] for person in batch["人员"]) == batch["合计"]["实发"]
        attended = sum(m["合计"] for m in words["考勤"] if m["月份"] == batch["月份"])
        if batch["类型"] != "补发":
            assert sum(line["天数"] for line in batch["明细"]) == attended
    assert words["指标"]["实发报酬"] == sum(b["合计"]["实发"] for b in words["发放批次"] if b["发放日期"])
    assert words["指标"]["工日"] == sum(m["合计"] for m in words["考勤"])


@pytest.mark.parametrize("name", ALL_SAMPLES)
def test_public_words_hold_no_person_fact_that_must_not_be_shown(name: str):
    """Domain §1.9: name, group, trade, days and amounts; nothing else of a person."""
    loaded = load_project(Path(SAMPLES / name))
    assert loaded.project is not None
    words = build_words(Figures(loaded.project, POLICY), public=True)
    secrets = {
        text
        for worker in loaded.project.workers
        for text in (worker.id_number, worker.account, worker.phone.replace(" ", ""))
        if text
    }
    shown = set(_texts(words))
    assert not [secret for secret in secrets if any(secret in text for text in shown)]
    for person in words["务工人员"]:
        assert set(person) == {"序号", "姓名", "村组", "工种"}
    assert "工资保障" not in words
    assert "务工台账" not in words
    assert all("核验" not in batch for batch in words["发放批次"])
    assert all("备注" not in row for month in words["考勤"] for row in month["明细"])


def _texts(value: object):
    if isinstance(value, dict):
        for item in value.values():
            yield from _texts(item)
    elif isinstance(value, list):
        for item in value:
            yield from _texts(item)
    elif isinstance(value, str):
        yield value
