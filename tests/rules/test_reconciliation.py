"""三个一致 as an auditor asks it: sign-in sheet, ledger, pay sheet and log, each slip told once and where it stands."""

from __future__ import annotations

import pytest

from tests.rules.conftest import HEAD

ROSTER = """\
工价: [{工种: 普工, 单价: 180}, {工种: 技工, 单价: 240}]
务工人员:
  - {姓名: 王大山, 身份证号: 511902196803150011, 工种: 普工, 合同签订日期: 2026-03-01, 发证日期: 2026-03-01}
  - {姓名: 李秀英, 身份证号: 511902197508220026, 工种: 技工, 合同签订日期: 2026-03-01, 发证日期: 2026-03-01}
"""
DAYS = "{" + ", ".join(f"{day}: 1" for day in range(2, 23)) + "}"
"""21 days."""
GRID = f"考勤: [{{月份: 2026-03, 明细: [{{姓名: 王大山, 出勤: {DAYS}}}]}}]\n"


def ledger(*rows: str, month: str = "2026-03") -> str:
    return f"务工台账: [{{月份: {month}, 明细: [{', '.join(rows)}]}}]\n"


def pay(*rows: str) -> str:
    return (
        "发放批次: [{月份: 2026-03, 公示日期: 2026-04-01, 公示地点: [村务公开栏], 异议: 无, 发放日期: 2026-04-10, "
        f"明细: [{', '.join(rows)}]}}]\n"
    )


def log(*days: str) -> str:
    return f"施工日志: [{', '.join(days)}]\n"


def month_row(days: object, name: str = "王大山") -> str:
    return f"{{姓名: {name}, 天数: {days}}}"


def pay_row(days: object, net: object, more: str = "") -> str:
    return f"{{姓名: 王大山, 天数: {days}, 实发: {net}{more}}}"


# --- domain §10.6 -----------------------------------------------------------------------------------------------------


def test_sign_in_21_days_against_22_on_the_pay_sheet(check, codes):
    """(1): the sum that follows from the day too many is no second finding."""
    assert codes(ROSTER + GRID + pay(pay_row(22, 3960))) == {"R350"}


def test_ledger_and_pay_sheet_22_against_21_is_one_finding_with_three_numbers(check):
    text = HEAD + ROSTER + GRID + ledger(month_row(22)) + pay(pay_row(22, 3960, ", 单价: 180, 应发: 3960"))
    (finding,) = check(text).findings
    assert finding.code == "R350"
    assert "签到表 21 天、务工台账 22 天、发放表 22 天，相差 1 天" in finding.message
    assert finding.months == ("2026-03",)
    assert {"C16", "C17", "C21", "C22"} <= set(finding.papers)
    assert finding.gates == ("G3",)
    assert [row.text for row in finding.evidence] == ["签到表 21 天", "务工台账 22 天", "发放表 22 天"]
    assert text.splitlines()[(finding.place.line or 0) - 1].startswith("考勤")  # the one that stands alone


def test_work_on_a_stopped_day_from_the_ledger_too(codes):
    """(2), when the township keeps no sign-in sheet."""
    rows = "{姓名: 王大山, 日期: 2026-03-02, 天数: 1}"
    assert codes(ROSTER + ledger(rows) + log("{日期: 2026-03-02, 停工原因: 大雨}")) == {"R306"}
    assert codes(ROSTER + ledger(rows) + log("{日期: 2026-03-02, 停工原因: 大雨, 备注: 上午抢修}")) == set()


@pytest.mark.parametrize(
    "section",
    [
        ledger("{姓名: 王大山, 日期: 2026-03-02, 天数: 0.9}"),
        ledger(month_row("20.1")),
        GRID.replace("2: 1,", "2: 0.9,", 1),
    ],
)
def test_days_are_not_reckoned_from_hours(codes, section):
    """(11): eight hours rounded to a tenth of a day."""
    assert codes(ROSTER + section) == {"R303"}


# --- three records that agree -----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "sections",
    [
        GRID + ledger(month_row(21)),
        GRID + ledger(*(f"{{姓名: 王大山, 日期: 2026-03-{day:02d}, 天数: 1}}" for day in range(2, 23))),
        GRID + pay(pay_row(21, 3780, ", 单价: 180, 应发: 3780, 扣减: 0")),
        GRID + ledger("{姓名: 王大山, 天数: 21, 应得: 3780, 实发: 3780, 累计天数: 21}") + pay(pay_row(21, 3780)),
        ledger(month_row(21)) + pay(pay_row("21天", "3780.00元")),
        # A day in two halves, on two lines of the ledger.
        GRID
        + ledger(
            "{姓名: 王大山, 日期: 2026-03-02, 天数: 半天, 施工部位: 路基}",
            "{姓名: 王大山, 日期: 2026-03-02, 天数: 半天, 施工部位: 边沟}",
            *(f"{{姓名: 王大山, 日期: 2026-03-{day:02d}, 天数: 1}}" for day in range(3, 23)),
        ),
        log(*(f"{{日期: 2026-03-{day:02d}, 出勤人员: 王大山, 出勤人数: 1}}" for day in range(2, 23))) + GRID,
    ],
)
def test_good_neighbours(codes, sections):
    assert codes(ROSTER + sections) == set()


def test_a_pay_sheet_by_the_piece_says_nothing_of_days(codes):
    piece = "计件: [{姓名: 李秀英, 日期: 2026-03-20, 项目: 边沟, 单位: m³, 数量: 10, 单价: 40, 见证人: 何晓燕}]\n"
    rows = pay(pay_row(21, 3780), "{姓名: 李秀英, 实发: 400}")
    assert codes(ROSTER + GRID + piece + rows) == set()


# --- one record lacks somebody ------------------------------------------------------------------------------------------


def test_somebody_in_the_pay_sheet_only(check):
    text = HEAD + ROSTER + GRID + pay(pay_row(21, 3780), "{姓名: 李秀英, 天数: 3, 实发: 720}")
    (finding,) = check(text).findings
    assert finding.code == "R351"
    assert "李秀英 2026年3月有务工记录（发放表 3 天），签到表里却没有此人" in finding.message


def test_somebody_left_out_of_the_pay_sheet(codes):
    grid = GRID.replace("]}]", ", {姓名: 李秀英, 出勤: {2: 1}}]}]")
    assert codes(ROSTER + grid + pay(pay_row(21, 3780))) == {"R351"}


def test_a_stranger_in_the_ledger_is_told_once_a_month(check):
    rows = [f"{{姓名: 王大三, 日期: 2026-03-{day:02d}, 天数: 1}}" for day in range(2, 8)]
    found = check(HEAD + ROSTER + ledger(*rows)).findings
    assert [finding.code for finding in found] == ["R301"]
    assert "务工台账里的“王大三”不在务工人员名单中（相近的：“王大山”）" in found[0].message


@pytest.mark.parametrize(
    ("section", "code"),
    [
        (ledger("{姓名: 王大山, 编号: A9, 天数: 1}"), "R301"),
        (pay("{姓名: 赵不在, 天数: 1, 实发: 180}"), "R312"),
        (log("{日期: 2026-03-02, 出勤人员: 赵不在}"), "R301"),
        (ledger("{姓名: 王大山, 身份证号: 511902197508220026, 天数: 1}"), "R338"),
    ],
)
def test_names_are_joined_with_the_same_care(codes, section, code):
    assert code in codes(ROSTER + section)


def test_namesakes_in_ledger_and_log(codes):
    roster = ROSTER.replace("姓名: 王大山", "姓名: 王大山, 编号: A1").replace("姓名: 李秀英", "姓名: 王大山, 编号: A2")
    assert codes(roster + ledger(month_row(3))) == {"R302"}
    assert codes(roster + log("{日期: 2026-03-02, 出勤人员: 王大山}")) == {"R302"}
    assert codes(roster + log("{日期: 2026-03-02, 出勤人员: 王大山（A1）}")) == set()
    assert codes(roster + ledger("{姓名: 王大山, 编号: A2, 天数: 3}")) == set()
    assert codes(roster + ledger("{姓名: 李秀英, 编号: A2, 天数: 3}")) == {"R320"}


# --- dates and names ----------------------------------------------------------------------------------------------------


def test_the_same_days_on_other_dates(check):
    rows = [f"{{姓名: 王大山, 日期: 2026-03-{day:02d}, 天数: 1}}" for day in range(3, 24)]
    (finding,) = check(HEAD + ROSTER + GRID + ledger(*rows)).findings
    assert finding.code == "R352"
    assert "2026-03-02（签到表 1 天、务工台账没有）、2026-03-23（务工台账 1 天、签到表没有）" in finding.message
    assert len(finding.evidence) == 2


def test_a_day_more_on_one_date_shows_the_date(check):
    rows = [f"{{姓名: 王大山, 日期: 2026-03-{day:02d}, 天数: 1}}" for day in range(2, 24)]
    (finding,) = check(HEAD + ROSTER + GRID + ledger(*rows)).findings
    assert finding.code == "R350"
    assert any("2026-03-23" in row.text for row in finding.evidence)


GRID_OF_TWO = (
    "考勤: [{月份: 2026-03, 明细: [{姓名: 王大山, 出勤: {2: 1, 3: 0.5}}, {姓名: 李秀英, 出勤: {2: 1, 3: 1}}]}]\n"
)


@pytest.mark.parametrize(
    ("first", "second", "expected"),
    [
        ("王大山、李秀英", "王大山、李秀英", set()),
        ("李秀英 王大山", "王大山（半天）、李秀英", set()),
        ("王大山（半天）、李秀英", "王大山、李秀英", {"R353"}),
        ("王大山", "王大山、李秀英", {"R353"}),
        ("普工：王大山；技工：李秀英", "王大山½，李秀英", set()),
    ],
)
def test_names_in_the_log(codes, first, second, expected):
    days = log(f"{{日期: 2026-03-02, 出勤人员: {first}}}", f"{{日期: 2026-03-03, 出勤人员: {second}}}")
    assert codes(ROSTER + GRID_OF_TWO + days) == expected


def test_a_name_left_out_is_not_told_once_more_by_number(codes):
    """The log says one and names one, the sheet has two: who is missing says it all."""
    days = log(
        "{日期: 2026-03-02, 出勤人数: 1, 出勤人员: 王大山}", "{日期: 2026-03-03, 出勤人数: 2, 出勤人员: 王大山、李秀英}"
    )
    assert codes(ROSTER + GRID_OF_TWO + days) == {"R353"}


def test_a_number_that_is_not_that_of_the_names(codes):
    days = log("{日期: 2026-03-02, 出勤人数: 3, 出勤人员: 王大山、李秀英}")
    assert codes(ROSTER + days) == {"R307"}
    assert codes(ROSTER + days.replace("出勤人数: 3", "出勤人数: 2")) == set()


def test_heads_of_the_log_against_the_ledger(codes):
    rows = "{姓名: 王大山, 日期: 2026-03-02, 天数: 1}"
    assert codes(ROSTER + ledger(rows) + log("{日期: 2026-03-02, 出勤人数: 2}")) == {"R307"}
    assert codes(ROSTER + ledger(rows) + log("{日期: 2026-03-02, 出勤人数: 1}")) == set()
    # A ledger of sums knows no heads.
    assert codes(ROSTER + ledger(month_row(1)) + log("{日期: 2026-03-02, 出勤人数: 2}")) == set()


# --- money -------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("row", "told"),
    [
        (pay_row(21, "3780.01"), "实发写的是 3,780.01 元、应为 3,780.00 元"),
        (pay_row(21, 3780, ", 应发: 3800"), "应发写的是 3,800.00 元、应为 3,780.00 元"),
        (pay_row(21, 3780, ", 扣减: 10"), "扣减写的是 10.00 元、应为 0.00 元"),
        (pay_row(21, 3780, ", 单价: 170"), "单价写的是 170.00 元、应为 180.00 元"),
    ],
)
def test_a_cent_on_the_kept_pay_sheet(check, row, told):
    (finding,) = check(HEAD + ROSTER + GRID + pay(row)).findings
    assert (finding.code, finding.months) == ("R354", ("2026-03",))
    assert told in finding.message


def test_a_wrong_price_is_told_beside_wrong_days(codes):
    assert codes(ROSTER + GRID + pay(pay_row(22, 3740, ", 单价: 170"))) == {"R350", "R354"}


def test_money_in_the_ledger(codes):
    batch = "发放批次: [{月份: 2026-03, 公示日期: 2026-04-01, 公示地点: [公开栏], 异议: 无, 发放日期: 2026-04-10}]\n"
    assert codes(ROSTER + GRID + ledger("{姓名: 王大山, 天数: 21, 应得: 3780, 实发: 3780}") + batch) == set()
    assert codes(ROSTER + GRID + ledger("{姓名: 王大山, 天数: 21, 实发: 3700}") + batch) == {"R354"}


# --- the ledger by itself ------------------------------------------------------------------------------------------------


def test_a_rate_that_changes_on_the_first_asks_for_no_dates(codes):
    raised = ROSTER.replace("单价: 180}", "单价: 180}, {工种: 普工, 单价: 200, 执行日期: 2026-03-01}")
    assert codes(raised + ledger(month_row(20))) == set()
    assert codes(raised.replace("2026-03-01}", "2026-03-16}", 1) + ledger(month_row(20))) == {"R355"}
    assert codes(raised.replace("2026-03-01}", "2026-04-01}", 1) + ledger(month_row(20))) == set()
    dated = ledger("{姓名: 王大山, 日期: 2026-03-15, 天数: 1}", "{姓名: 王大山, 日期: 2026-03-16, 天数: 1}")
    assert codes(raised.replace("2026-03-01}", "2026-03-16}", 1) + dated) == set()


@pytest.mark.parametrize(
    ("stay", "expected"),
    [
        ("进场日期: 2026-03-02", set()),
        ("进场日期: 2026-03-03", {"R356"}),
        ("退场日期: 2026-03-22", set()),
        ("退场日期: 2026-03-21", {"R356"}),
    ],
)
def test_work_within_the_stay(codes, stay, expected):
    assert codes(ROSTER.replace("工种: 普工, 合同", f"工种: 普工, {stay}, 合同") + GRID) == expected


@pytest.mark.parametrize(
    ("row", "expected"),
    [
        (month_row(31), {"R311"}),
        (month_row(32), {"R311", "R357"}),
        ("{姓名: 王大山, 日期: 2026-03-31, 天数: 1}", set()),
        ("{姓名: 王大山, 日期: 2026-02-28, 天数: 1}", {"R357"}),
        ("{姓名: 王大山, 日期: 2026-03-02}", {"R357"}),
        ("{姓名: 王大山}", {"R357"}),
        ("{姓名: 王大山, 应得: 546, 实发: 546}", set()),
    ],
)
def test_days_within_the_month(codes, row, expected):
    assert codes(ROSTER + ledger(row)) == expected


def test_two_places_at_once(codes):
    rows = ("{姓名: 王大山, 日期: 2026-03-02, 天数: 1}", "{姓名: 王大山, 日期: 2026-03-02, 工种: 技工, 天数: 0.5}")
    assert codes(ROSTER + ledger(*rows)) == {"R321"}
    assert codes(ROSTER + log("{日期: 2026-03-02, 出勤人员: 普工：王大山；技工：王大山}")) == {"R321"}


def test_a_month_written_twice(codes):
    twice = ledger(month_row(3)).replace("}]}]", "}]}, {月份: 2026-03, 明细: [{姓名: 王大山, 天数: 2}]}]")
    assert codes(ROSTER + twice) == {"R305"}


def test_running_days_of_the_ledger(codes):
    two = ledger("{姓名: 王大山, 天数: 10, 累计天数: 10}").replace(
        "}]}]", "}]}, {月份: 2026-04, 明细: [{姓名: 王大山, 天数: 5.5, 累计天数: 15.5}]}]"
    )
    assert codes(ROSTER + two) == set()
    assert codes(ROSTER + two.replace("15.5}", "16}")) == {"R359"}
    # March has a sign-in sheet and no ledger: its days count all the same.
    april = ledger("{姓名: 王大山, 天数: 5, 累计天数: 26}", month="2026-04")
    assert codes(ROSTER + GRID + april) == set()
    assert codes(ROSTER + GRID + april.replace("26}", "5}")) == {"R359"}


def test_a_ledger_of_sums_needs_contract_and_training_too(codes):
    late = ROSTER.replace(
        "合同签订日期: 2026-03-01, 发证日期: 2026-03-01}", "合同签订日期: 2026-03-12, 发证日期: 2026-03-01}", 1
    )
    assert codes(late + ledger(month_row(20))) == set()  # from the 12th there are twenty days left
    assert "R201" in codes(late + ledger(month_row(21)))
    bare = ROSTER.replace(", 合同签订日期: 2026-03-01, 发证日期: 2026-03-01}", "}", 1)
    assert {"R202"} <= codes(bare + ledger(month_row(20)))


def test_a_ledger_without_roster(codes):
    assert codes(ledger(month_row(3))) == {"R319"}


def test_a_ledger_of_next_year(codes):
    assert codes(ROSTER + ledger(month_row(3), month="2027-03")) == {"R318"}
    row = "{姓名: 王大山, 日期: 2027-03-02, 天数: 1}"
    assert codes(ROSTER + ledger(row, month="2027-03")) == {"R318"}
