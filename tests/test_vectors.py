"""The vectors of domain §10.1–10.5, each through the doors that a county uses: the project file, its figures, words and papers.

The sections stand in the order of §10; the fixtures of §10.6 that must be found are in ``test_negative_fixtures.py``.
"""

from __future__ import annotations

import datetime
import json
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path

import pytest

from archivegen.chinese import amount_in_capitals
from archivegen.language import make_environment
from archivegen.workspace import Workspace, open_project
from tests.conftest import Ran
from tests.made import Made
from tests.wage_projects import DONGPO, HEAD, make
from tests.wage_sheets import money, read_rows

TODAY = datetime.date(2026, 5, 1)
Open = Callable[..., Workspace]


@pytest.fixture
def opened(tmp_path: Path) -> Open:
    """A project with these sections, as every command opens it."""

    def run(sections: str, head: str = HEAD) -> Workspace:
        (tmp_path / "项目.yaml").write_text(head + sections, encoding="utf-8")
        workspace = open_project(tmp_path, TODAY)
        assert workspace.valid, [str(finding) for finding in workspace.report.findings]
        return workspace

    return run


def percent(share: Decimal | None) -> str:
    """As papers print it."""
    return make_environment().from_string("{{ x|百分比 }}").render(x=share)


def paid(wages: str, people: int = 1) -> str:
    """Sections: so much was paid to so many people for February, a 元 to each and the rest to the first."""
    names = [f"何{'甲乙丙丁戊己庚辛壬癸'[number % 10]}{chr(0x4E00 + number // 10)}" for number in range(people)]
    first = Decimal(wages) - people + 1
    bonuses = ", ".join(f"{{姓名: {name}, 金额: {1 if number else first}}}" for number, name in enumerate(names))
    roster = ", ".join(f"{{姓名: {name}}}" for name in names)
    if people == 1:
        roster = roster.replace("}", ", 身份证号: 511902196803150011}")
    batch = f"月份: 2026-02, 公示日期: 2026-03-01, 发放日期: 2026-03-09, 奖补: [{bonuses}]"
    return f"务工人员: [{roster}]\n发放批次: [{{{batch}}}]\n"


# --- §10.1 ratios -----------------------------------------------------------------------------------------------------

SHARES = {
    "Baoding reserve 2025": ("2569.1", "中央预算内投资", "7200", "35.68%"),
    "Jingyan 2026": ("157.50", "中央预算内投资", "375", "42.00%"),
    "Hubei village project 2026": ("186", "中央财政衔接资金", "370", "50.27%"),
    "Tongxin": ("206.8", "中央财政衔接资金", "400", "51.70%"),
    "Guangxi Lingnan": ("160.04", "中央预算内投资", "320", "50.01%"),
}


@pytest.mark.parametrize(("wages", "kind", "base", "expected"), SHARES.values(), ids=SHARES)
def test_10_1_share_of_wages(opened: Open, wages: str, kind: str, base: str, expected: str):
    """Planned and paid alike; amounts in 万元."""
    fund = f"来源: {kind}, 金额: {base}万元, 计划报酬: {wages}万元"
    (line,) = opened(f"资金: [{{{fund}}}]\n" + paid(str(Decimal(wages) * 10000))).figures.fund_shares
    assert (percent(line.planned_share), percent(line.paid_share)) == (expected, expected)


def test_10_1_share_of_wages_in_the_terminal(opened: Open, run_cli: Callable[..., Ran]):
    fund = "来源: 中央预算内投资, 金额: 7200万元, 计划报酬: 2569.1万元"
    folder = opened(f"资金: [{{{fund}}}]\n" + paid("25691000")).folder
    (row,) = [
        line for line in run_cli("status", folder, "--brief").out.splitlines() if line.startswith("中央预算内投资")
    ]
    assert row.split().count("35.68%") == 2
    (share,) = json.loads(run_cli("status", folder, "--json").out)["shares"]
    assert share["paid"] == "25691000.00"


def test_10_1_meishan_counts_on_central_and_provincial_money(opened: Open):
    funds = "资金: [{来源: 中央预算内投资, 金额: 3232万元}, {来源: 省级以工代赈资金, 金额: 1000万元}]\n"
    approval = "批复: {文号: 巴发改〔2026〕1号, 日期: 2026-01-10, 机关: 巴州区发展和改革局, 计算基数: 中央和省级资金}\n"
    figures = opened(funds + approval + paid("10000000")).figures
    assert percent(figures.joint_share.paid_share) == "23.63%"
    assert figures.joint_share.name == "中央和省级资金"
    assert [line.paid for line in figures.fund_shares] == [None, None]


@pytest.mark.parametrize(
    ("wages", "people", "average", "printed"),
    [("10000000", 1094, "9140.77", "0.9141"), ("23760000", 2016, "11785.71", "1.1786")],
    ids=["Meishan average", "Baoding 2024 average"],
)
def test_10_1_average_pay(opened: Open, wages: str, people: int, average: str, printed: str):
    """元 with two decimals; 万元 with four, as wage statistics have them."""
    found = opened(paid(wages, people)).words["指标"]["人均报酬"]
    assert found == Decimal(average)
    assert make_environment().from_string("{{ x|万元(4) }}").render(x=found) == printed


# --- §10.2 wages of Dongpo --------------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def dongpo(tmp_path_factory: pytest.TempPathFactory) -> Made:
    return make(tmp_path_factory.mktemp("dongpo"), DONGPO)


def test_10_2_figures(dongpo: Made):
    (sheet,) = dongpo.workspace.figures.sheets
    assert [line.net for line in sheet.lines] == [Decimal("5850.00"), Decimal("3888.00"), Decimal("5226.00")]
    assert sheet.total("net") == Decimal("14964.00")
    total = dongpo.workspace.words["发放批次"][0]["合计"]
    assert total["应发"] - total["扣减"] == total["实发"] == Decimal("14964.00")


def test_10_2_wage_sheet(dongpo: Made):
    """Read back from the xlsx."""
    rows = {row["姓名"]: row for row in read_rows(dongpo.path("C21@2026-03"))}
    expected = {
        "王大山": ("22.5", "260", "5850.00", "0", "5850.00", "0", "5850.00"),
        "李小英": ("18", "240", "4320.00", "0", "4320.00", "432.00", "3888.00"),
        "何晓燕": ("26", "180", "4680.00", "546.00", "5226.00", "0", "5226.00"),
    }
    heads = ("天数", "日单价", "计日金额", "计件金额", "应发合计", "扣减额", "实发金额")
    for name, amounts in expected.items():
        assert [money(rows[name][head]) for head in heads] == [money(amount) for amount in amounts], name
    assert sum(money(row["实发金额"]) for row in rows.values()) == Decimal("14964.00")
    assert "人民币壹万肆仟玖佰陆拾肆元整" in dongpo.text("C21@2026-03")


def test_10_2_sign_in_sheet_and_ledger_have_the_same_days(dongpo: Made):
    for key, head in (("C16@2026-03", "合计天数"), ("C17@2026-03", "当月天数"), ("C21@2026-03", "天数")):
        rows = read_rows(dongpo.path(key))
        found = {
            row["姓名"]: Decimal(str(next(v for h, v in row.items() if h.startswith(head[:2]) and v))) for row in rows
        }
        assert found == {"王大山": Decimal("22.5"), "李小英": 18, "何晓燕": 26}, key


def test_10_2_notice(dongpo: Made):
    text = dongpo.text("C22@2026-03")
    for amount in ("5,850.00", "4,320.00", "432.00", "3,888.00", "5,226.00", "14,964.00", "546.00"):
        assert amount in text
    assert "人民币壹万肆仟玖佰陆拾肆元整" in text
    result = dongpo.text("C22@2026-03+公示结果证明")
    assert "应发劳务报酬15,396.00元，扣减432.00元，实发劳务报酬14,964.00元（人民币壹万肆仟玖佰陆拾肆元整）" in result


def test_10_2_nothing_is_wrong_with_the_wages(dongpo: Made):
    assert not [finding for finding in dongpo.workspace.report.findings if finding.code.startswith("R3")]


# --- §10.3 identity numbers and accounts ------------------------------------------------------------------------------


def roster(id_number: str, more: str = "") -> str:
    return f"务工人员: [{{姓名: 王大山, 身份证号: {id_number}{more}}}]\n"


@pytest.mark.parametrize(
    ("number", "sex", "born"),
    [
        ("511902196803150011", "男", "1968-03-15"),
        ("511902197508220026", "女", "1975-08-22"),
        ("511902200801010030", "男", "2008-01-01"),
        ("51190219550630004X", "女", "1955-06-30"),
    ],
)
def test_10_3_valid_identity_numbers(opened: Open, number: str, sex: str, born: str):
    workspace = opened(roster(number))
    assert not workspace.report.findings
    (person,) = workspace.words["务工人员"]
    assert (person["性别"], f"{person['出生日期']}") == (sex, born)


@pytest.mark.parametrize(
    "number",
    ["511902199002290050", "51190219680315002", "511902196803150012"],
    ids=["29 February 1990", "too short", "last digit changed"],
)
def test_10_3_invalid_identity_numbers(opened: Open, number: str):
    assert [finding.code for finding in opened(roster(number)).report.findings] == ["R101"]


@pytest.mark.parametrize(
    ("number", "day", "age"),
    [
        ("511902200801010030", "2026-01-01", 18),
        ("511902200801010030", "2025-12-31", 17),
        ("51190219550630004X", "2026-01-01", 70),
    ],
)
def test_10_3_age_on_the_day_of_work(opened: Open, number: str, day: str, age: int):
    work = f"考勤: [{{月份: {day[:7]}, 明细: [{{姓名: 王大山, 出勤: {{{int(day[8:])}: 1}}}}]}}]\n"
    ready = ", 工种: 普工, 合同签订日期: " + day + ", 发证日期: 2025-12-01, 保险单号: PA1, 健康证明日期: 2025-12-01"
    workspace = opened("工价: [{工种: 普工, 单价: 180}]\n" + roster(number, ready) + work)
    found = {finding.code for finding in workspace.report.findings}
    assert ("R107" in found) == (age < 18)
    assert "R108" not in found
    assert workspace.words["务工人员"][0]["年龄"] == age


@pytest.mark.parametrize(
    ("account", "expected"),
    [("6228480012345678903", []), ("6214671234567890128", []), ("6228480012345678901", ["R119"])],
)
def test_10_3_luhn_is_a_warning(opened: Open, account: str, expected: list[str]):
    report = opened(roster("511902196803150011", f', 账号: "{account}"')).report
    assert [finding.code for finding in report.findings] == expected
    assert not report.errors


# --- §10.4 amounts in capitals ----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("amount", "capitals"),
    [
        ("1409.50", "壹仟肆佰零玖元伍角整"),
        ("16409.02", "壹万陆仟肆佰零玖元零贰分"),
        ("325.04", "叁佰贰拾伍元零肆分"),
        ("0.05", "伍分"),
        ("10050", "壹万零伍拾元整"),
        ("100000010", "壹亿零壹拾元整"),
        ("1776600", "壹佰柒拾柒万陆仟陆佰元整"),
        ("107000.53", "壹拾万柒仟元伍角叁分"),
        ("14964", "壹万肆仟玖佰陆拾肆元整"),
    ],
)
def test_10_4_capitals_of_a_sheet(opened: Open, amount: str, capitals: str):
    """Written in one form; no fact of a project file is in capitals, so that there is none to be read in two."""
    total = opened(paid(amount)).figures.sheets[0].total("net")
    assert amount_in_capitals(total) == capitals
    assert make_environment().from_string("{{ x|大写 }}").render(x=total) == capitals


# --- §10.5 the clock --------------------------------------------------------------------------------------------------


def test_10_5_notice_and_earliest_payment(opened: Open, run_cli: Callable[..., Ran]):
    workspace = opened(
        "务工人员: [{姓名: 王大山}]\n发放批次: [{月份: 2026-02, 公示日期: 2026-03-01, 奖补: [{姓名: 王大山, 金额: 9}]}]\n"
    )
    batch = workspace.words["发放批次"][0]
    assert [f"{batch[key]}" for key in ("公示起", "公示止", "最早发放")] == ["2026-03-02", "2026-03-08", "2026-03-09"]
    lines = run_cli("calendar", workspace.folder).out.splitlines()
    (notice,) = [line for line in lines if "公示（2026-03-02起）期满" in line]
    (payment,) = [line for line in lines if "这天起可以发放" in line]
    (latest,) = [line for line in lines if "最后期限" in line]
    assert [line[:10] for line in (notice, payment, latest)] == ["2026-03-08", "2026-03-09", "2026-03-31"]


@pytest.mark.parametrize(
    ("day", "expected"),
    [
        ("2026-03-08", ["R402"]),
        ("2026-03-09", []),
        ("2026-03-31", ["R412"]),
        ("2026-04-01", ["R404"]),
        ("2026-04-02", ["R404"]),
    ],
)
def test_10_5_payment_after_the_period(opened: Open, day: str, expected: list[str]):
    """Day 9 after the end of February is in order, the 31st is the last, the 33rd is an error."""
    report = opened(paid("9.01").replace("2026-03-09", day)).report
    assert [finding.code for finding in report.findings] == expected
    if day == "2026-04-02":
        assert "33" in report.findings[0].message
        assert report.errors
