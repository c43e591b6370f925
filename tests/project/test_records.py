"""Which record a month's work is read from, and what it says."""

from __future__ import annotations

from decimal import Decimal

import pytest

from archivegen.pack.load import built_in_pack, load_pack
from archivegen.project.figures import Figures
from archivegen.project.load import load_project
from archivegen.project.model import Project
from archivegen.project.records import Source
from tests.project.test_figures import BASICS, RATES

POLICY = load_pack(built_in_pack()).policy
MARCH = "2026-03"
SHEET = {"月份": MARCH, "明细": [{"姓名": "甲", "出勤": {"2": "1"}}]}
FORM = {"月份": MARCH, "明细": [{"姓名": "甲", "出勤": {}}]}
DATED = {"月份": MARCH, "明细": [{"姓名": "甲", "日期": "2026-03-03", "天数": "1"}]}
SUMS = {"月份": MARCH, "明细": [{"姓名": "甲", "天数": "5.5"}]}
NAMES = {"日期": "2026-03-04", "出勤人员": "甲某"}


def figures(**sections: object) -> Figures:
    workers = [{"姓名": "甲", "工种": "普工"}, {"姓名": "甲某", "工种": "技工"}]
    facts = {"项目": BASICS, "工价": RATES, "务工人员": workers, **sections}
    return Figures(Project.model_validate(facts), POLICY)


@pytest.mark.parametrize(
    ("sections", "expected"),
    [
        ({"考勤": [SHEET], "务工台账": [DATED], "施工日志": [NAMES]}, Source.SIGN_IN),
        ({"考勤": [SHEET]}, Source.SIGN_IN),
        ({"考勤": [FORM], "务工台账": [DATED]}, Source.LEDGER),
        ({"务工台账": [DATED], "施工日志": [NAMES]}, Source.LEDGER),
        ({"务工台账": [SUMS], "施工日志": [NAMES]}, Source.LOG),
        ({"务工台账": [SUMS]}, Source.LEDGER),
        ({"施工日志": [NAMES]}, Source.LOG),
    ],
)
def test_the_record_that_is_believed(sections, expected):
    assert figures(**sections).sources == {MARCH: expected}


def test_a_blank_form_alone_is_no_record():
    assert figures(考勤=[FORM], 施工日志=[{"日期": "2026-03-04", "出勤人数": "3"}]).sources == {}


def test_a_row_knows_whom_it_means_and_what_of_it_was_worked():
    rows = [{"姓名": "甲", "出勤": {"1": "1", "2": "0", "3": "0.5", "31": "1"}}, {"姓名": "乙", "出勤": {"1": "1"}}]
    found = figures(考勤=[{"月份": "2026-04", "明细": rows}])
    known, stranger = found.records
    assert known.worker is found.project.workers[0]
    assert (known.worked, known.total) == ({1: Decimal(1), 3: Decimal("0.5")}, Decimal("1.5"))
    assert stranger.worker is None
    assert stranger.worked is stranger.days, "a row without idle or impossible days is not copied"
    assert [row.total for row in found.presence] == [Decimal("1.5")]


def test_each_month_has_its_own_record():
    april = {"月份": "2026-04", "明细": [{"姓名": "甲", "天数": "3"}]}
    found = figures(考勤=[SHEET], 务工台账=[april])
    assert found.sources == {"2026-03": Source.SIGN_IN, "2026-04": Source.LEDGER}
    assert found.undated_months == {"2026-04"}


def test_days_without_a_date_are_paid_and_counted_but_on_no_day():
    found = figures(务工台账=[SUMS], 发放批次=[{"月份": MARCH}])
    (line,) = found.sheets[0].lines
    assert (line.days, line.price, line.net) == (Decimal("5.5"), Decimal(180), Decimal("990.00"))
    assert not found.work_days
    assert found.days_worked == Decimal("5.5")
    assert found.people_by_date == {}
    assert found.months_of(line.worker) == (MARCH,)
    assert [worker.name for worker in found.employed] == ["甲"]


def test_whoever_worked_23_days_of_march_began_by_the_9th():
    rows = [{"姓名": "甲", "天数": "20"}, {"姓名": "甲", "工种": "技工", "天数": "2.5"}]
    found = figures(务工台账=[{"月份": MARCH, "明细": rows}])
    assert found.first_work_day is not None
    assert str(found.first_work_day) == "2026-03-09"


def test_lines_a_day_become_one_row_a_trade():
    rows = [
        {"姓名": "甲", "日期": "2026-03-02", "天数": "半天"},
        {"姓名": "甲", "日期": "2026-03-02", "工种": "技工", "天数": "½"},
        {"姓名": "甲", "日期": "2026-03-03", "天数": "1天"},
    ]
    found = figures(务工台账=[{"月份": MARCH, "明细": rows}])
    assert [(row.trade, dict(row.days)) for row in found.presence] == [
        ("普工", {2: Decimal("0.5"), 3: Decimal(1)}),
        ("技工", {2: Decimal("0.5")}),
    ]
    assert found.people_by_date[found.work_days[0].day] == 1


@pytest.mark.parametrize(
    ("written", "expected"),
    [("22", "22"), ("22.5天", "22.5"), ("21½", "21.5"), ("半天", "0.5"), ("3个工", "3"), ("１２工日", "12")],
)
def test_how_days_are_written(written, expected):
    row = {"姓名": "甲", "天数": written}
    found = figures(务工台账=[{"月份": MARCH, "明细": [row]}])
    assert found.project.ledger[0].rows[0].days == Decimal(expected)


@pytest.mark.parametrize(
    ("section", "told"),
    [
        (
            "务工台账: [{月份: 2026-03, 明细: [{姓名: 甲, 天数: 两天半}]}]",
            "天数应写成 22、22.5 或 半天 这样，现为“两天半”",
        ),
        ("施工日志: [{日期: 2026-03-04, 出勤人员: 普工8人}]", "出勤人员应写姓名"),
    ],
)
def test_what_cannot_be_read_is_told(tmp_path, section, told):
    facts = "\n".join(f"  {key}: {value}" for key, value in BASICS.items())
    (tmp_path / "项目.yaml").write_text(f"项目:\n{facts}\n{section}\n", encoding="utf-8")
    loaded = load_project(tmp_path)
    assert loaded.project is None
    assert any(told in finding.message for finding in loaded.report.findings)
