"""Wages from the project file to the printed papers and back: read again from the xlsx and the docx, to the cent."""

from __future__ import annotations

import re
from decimal import Decimal

import openpyxl
import pytest

from archivegen.agenda import State, list_agenda
from archivegen.chinese import amount_in_capitals
from archivegen.gates.payday import examine_payday
from tests.made import TODAY, Made
from tests.wage_projects import HEAD, PEOPLE, WORK, make
from tests.wage_sheets import money, read_rows


def marks(days: str) -> str:
    count = Decimal(days)
    found = [f"{day}: 1" for day in range(1, int(count) + 1)]
    return "{" + ", ".join([*found, f"{int(count) + 1}: 0.5"] if count % 1 else found) + "}"


DONGPO = (
    HEAD
    + "用工约定: {启用扣款: 是}\n"
    + PEOPLE
    + f"""\
考勤:
  - 月份: 2026-03
    明细: [{{姓名: 王大山, 出勤: {marks("22.5")}}}, {{姓名: 李小英, 出勤: {marks("18")}}}, {{姓名: 何晓燕, 出勤: {marks("26")}}}]
计件: [{{姓名: 何晓燕, 日期: 2026-03-30, 部位: K0+100, 项目: 砌石, 单位: m³, 数量: 12, 见证人: 李正和}}]
考核:
  - {{姓名: 李小英, 日期: 2026-03-03, 事由: 迟到}}
  - {{姓名: 李小英, 日期: 2026-03-05, 事由: 迟到}}
  - {{姓名: 李小英, 日期: 2026-03-09, 事由: 早退}}
  - {{姓名: 李小英, 日期: 2026-03-18, 事由: 擅自离岗, 处理: 扣款, 决定依据: 村委会3月18日研究}}
发放批次:
  - {{月份: 2026-03, 制表日期: 2026-03-31, 公示日期: 2026-04-01, 异议: 无, 发放日期: 2026-04-10}}
"""
)


@pytest.fixture(scope="module")
def dongpo(tmp_path_factory) -> Made:
    return make(tmp_path_factory.mktemp("dongpo"), DONGPO)


def test_the_wages_of_dongpo_in_the_wage_sheet(dongpo):
    """Domain §10.2, read back from the xlsx."""
    rows = {row["姓名"]: row for row in read_rows(dongpo.path("C21@2026-03"))}
    expected = {
        "王大山": ("22.5", "260", "5850.00", "0", "5850.00", "0", "5850.00"),
        "李小英": ("18", "240", "4320.00", "0", "4320.00", "432.00", "3888.00"),
        "何晓燕": ("26", "180", "4680.00", "546.00", "5226.00", "0", "5226.00"),
    }
    heads = ("天数", "日单价", "计日金额", "计件金额", "应发合计", "扣减额", "实发金额")
    for name, amounts in expected.items():
        assert [money(rows[name][head]) for head in heads] == [money(amount) for amount in amounts], name
    text = dongpo.text("C21@2026-03")
    assert "人民币壹万肆仟玖佰陆拾肆元整" in text
    assert sum(money(row["实发金额"]) for row in rows.values()) == Decimal("14964.00")


def test_the_same_days_on_sign_in_sheet_and_ledger(dongpo):
    for key, head in (("C16@2026-03", "合计天数"), ("C17@2026-03", "当月天数"), ("C21@2026-03", "天数")):
        rows = read_rows(dongpo.path(key))
        found = {
            row["姓名"]: Decimal(str(next(v for h, v in row.items() if h.startswith(head[:2]) and v))) for row in rows
        }
        assert found == {"王大山": Decimal("22.5"), "李小英": 18, "何晓燕": 26}, key


def test_the_wages_of_dongpo_on_the_notice(dongpo):
    text = dongpo.text("C22@2026-03")
    for amount in ("5,850.00", "4,320.00", "432.00", "3,888.00", "5,226.00", "14,964.00", "546.00"):
        assert amount in text
    assert "人民币壹万肆仟玖佰陆拾肆元整" in text
    result = dongpo.text("C22@2026-03+公示结果证明")
    assert "应发劳务报酬15,396.00元，扣减432.00元，实发劳务报酬14,964.00元（人民币壹万肆仟玖佰陆拾肆元整）" in result


def test_a_deduction_prints_what_the_pack_says_of_it_in_law(dongpo):
    note = dongpo.workspace.pack.policy.deduction_note
    assert "法律上有争议" in note
    assert note in dongpo.text("C21@2026-03")
    assert note in dongpo.text("C11@王大山")


def test_without_agreement_nothing_is_said_of_deductions(tmp_path):
    off = make(tmp_path, re.sub(r"考核:\n(  - .*\n)*?发放", "发放", DONGPO.replace("启用扣款: 是", "启用扣款: 否")))
    note = off.workspace.pack.policy.deduction_note
    assert note not in off.text("C21@2026-03")
    assert note not in off.text("C11@王大山")


# --- corrections and the settlement ---------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def settled(tmp_path_factory) -> Made:
    return make(tmp_path_factory.mktemp("settled"), HEAD + PEOPLE + WORK)


@pytest.mark.parametrize("key", ["2026-03-补", "2026-03-补2", "2026-05-结"])
def test_a_sheet_of_several_months_foots_across_and_down(settled, key):
    path = settled.path(f"C21@{key}")
    rows = read_rows(path)
    for row in rows:
        day_pay = (Decimal(str(row["天数"] or 0)) * money(row["日单价"])).quantize(Decimal("0.01"), "ROUND_HALF_UP")
        assert money(row["计日金额"]) == day_pay
        parts = [money(row[head]) for head in ("计日金额", "计件金额", "奖补", "更正金额")]
        assert money(row["应发合计"]) == sum(parts)
        assert money(row["实发金额"]) == money(row["应发合计"]) - money(row["扣减额"])
    sheet = next(s for s in settled.workspace.figures.sheets if s.batch.key == key)
    total = sum(money(row["实发金额"]) for row in rows)
    assert total == sheet.total("net")
    assert amount_in_capitals(abs(total), "人民币") in settled.text(f"C21@{key}")
    assert sum(money(row["本批实发"]) for row in read_rows(settled.path(f"C17@{key}"))) == total
    assert f"{total:,.2f}" in settled.text(f"C22@{key}")
    slips = settled.text(f"C21@{key}+工资条")
    assert all(row["姓名"] in slips for row in rows)


def test_months_and_reasons_stand_in_every_line(settled):
    rows = read_rows(settled.path("C21@2026-03-补"))
    found = [(row["姓名"], row["所属月份"], row["事由"], row["依据"]) for row in rows]
    assert found == [
        ("王大山", "2026年3月", "值守补助漏列", "值守登记表"),
        ("李小英", "2026年3月", "3月3日下午漏记", "签到表复核记录"),
    ]
    notice = settled.text("C22@2026-03-补")
    assert "劳务报酬发放公示（2026年3月补发）" in notice
    assert "现将本项目2026年3月务工群众劳务报酬补发情况予以公示" in notice
    assert "3月3日下午漏记" in notice
    assert "签到表复核记录" not in notice
    assert "更正事由：3月3日下午漏记" in settled.text("C21@2026-03-补+工资条")


def test_money_that_is_returned_goes_to_no_bank(settled):
    keys = settled.keys
    assert "C21@2026-03-补+银行代发" in keys
    assert "C21@2026-03-补2+银行代发" not in keys
    text = settled.text("C21@2026-03-补2")
    assert "劳务报酬追回表（2026年3月第2次追回）" in text
    assert "应退回130.00元，由本人退回，不通过银行代发" in text
    assert "人民币壹佰叁拾元整" in text
    assert "由本人将多领的报酬退回项目资金账户" in settled.text("C22@2026-03-补2")
    assert "退回劳务报酬130.00元（人民币壹佰叁拾元整）" in settled.text("C22@2026-03-补2+公示结果证明")


def test_the_settlement_lists_what_no_month_paid(settled):
    rows = read_rows(settled.path("C21@2026-05-结"))
    found = [(row["姓名"], row["所属月份"], money(row["实发金额"])) for row in rows]
    assert found == [
        ("王大山", "2026年4月", Decimal("260.00")),
        ("王大山", "2026年5月", Decimal("130.00")),
        ("何晓燕", "2026年4月", Decimal("360.00")),
        ("何晓燕", "2026年5月", Decimal("151.65")),  # 3.333 × 45.50 = 151.6515
    ]


def test_the_settlement_statement_leaves_nothing_over(settled):
    rows = {row["姓名"]: row for row in read_rows(settled.path("C21@2026-05-结+结算单"))}
    heads = ("累计天数", "累计应发", "累计扣减", "已发", "本次实发", "结余")
    found = {name: [money(row[head]) for head in heads] for name, row in rows.items()}
    assert found == {
        "王大山": [money(n) for n in ("3", "813.33", "0", "423.33", "390.00", "0")],
        "李小英": [money(n) for n in ("2", "480.00", "0", "480.00", "0", "0")],
        "何晓燕": [money(n) for n in ("2", "511.65", "0", "0", "511.65", "0")],
    }
    assert "C21@2026-03+结算单" not in settled.keys


def test_paid_and_owed_agree_at_the_end(settled):
    words = settled.workspace.words
    assert words["指标"]["结清"] is True
    assert words["指标"]["实发报酬"] == words["发放批次"][-1]["累计实发"] == Decimal("1804.98")


def test_pages_add_up_to_the_sheet(tmp_path):
    """Fifty people on two pages: the subtotals are those of the pages, and their sum is the total."""
    names = [f"何{a}{b}" for a in "山川林海江" for b in "一二三四五六七八九十"]
    roster = "".join(f"  - {{姓名: {name}, 工种: 普工, 村组: 2组}}\n" for name in names)
    rows = ", ".join(f"{{姓名: {name}, 出勤: {{2: 1, 3: 0.5}}}}" for name in names)
    text = HEAD + "工价: [{工种: 普工, 单价: 180.01}]\n务工人员:\n" + roster
    text += f"考勤: [{{月份: 2026-03, 明细: [{rows}]}}]\n"
    made = make(tmp_path, text + "发放批次: [{月份: 2026-03, 公示日期: 2026-04-02}]\n")
    book = openpyxl.load_workbook(made.path("C21@2026-03"), data_only=True).worksheets[0]
    lines = list(book.iter_rows(values_only=True))
    heads = next(cells for cells in lines if cells[0] == "序号")
    net = heads.index("实发金额")
    pages = [money(cells[net]) for cells in lines if cells[0] == "本页合计"]
    total = next(money(cells[net]) for cells in lines if cells[0] == "合计")
    people = [money(cells[net]) for cells in lines if isinstance(cells[0], int)]
    assert len(people) == 50
    assert len(pages) > 1
    assert sum(pages) == sum(people) == total == 50 * Decimal("270.02")


def test_a_month_that_the_settlement_paid_is_paid(settled):
    payday = examine_payday(settled.workspace, "2026-04")
    assert payday.obstacles == ()
    assert [str(day) for day in payday.paid_on] == ["2026-06-02"]


def test_the_calendar_asks_for_no_sheet_of_a_month_that_the_settlement_pays(settled):
    agenda = list_agenda(settled.workspace.figures, settled.workspace.pack, TODAY)
    asked = [item.text for item in agenda if item.month == "2026-04" and item.state is not State.DONE]
    assert [text for text in asked if "推进会" not in text] == []


def test_two_corrections_of_one_month_without_a_number_are_not_mixed_up(tmp_path):
    made = make(tmp_path, (HEAD + PEOPLE + WORK).replace("    批次号: 2\n", ""))
    found = [finding for finding in made.workspace.report.findings if finding.code == "A101"]
    assert [{"C21", "C22"} <= set(finding.papers) for finding in found] == [True]
    assert "批次号: 2" in found[0].message
    assert "C21@2026-03-补" not in made.keys
