"""The sign-in sheet, in YAML and as the grid that a village keeps."""

from __future__ import annotations

from pathlib import Path

from openpyxl import Workbook

READY = "合同签订日期: 2026-03-01, 发证日期: 2026-03-01"
ROSTER = f"""\
工价: [{{工种: 普工, 单价: 180}}, {{工种: 技工, 单价: 240}}]
务工人员:
  - {{编号: A1, 姓名: 王大山, 身份证号: 511902196803150011, 工种: 普工, {READY}}}
  - {{编号: A2, 姓名: 李小英, 身份证号: 511902197508220026, 工种: 普工, {READY}}}
  - {{编号: A3, 姓名: 王大山, 身份证号: 51190219550630004X, 工种: 普工, 保险单号: PA1, {READY}}}
"""


def sheet(*rows: str, month: str = "2026-03") -> str:
    return f"考勤:\n  - 月份: {month}\n    明细:\n" + "".join(f"      - {{{row}}}\n" for row in rows)


def test_half_days_in_two_trades_are_one_day_and_one_head(codes):
    text = sheet("姓名: 李小英, 工种: 普工, 出勤: {2: 0.5}", "姓名: 李小英, 工种: 技工, 出勤: {2: 0.5}")
    assert codes(ROSTER + text + "施工日志: [{日期: 2026-03-02, 出勤人数: 1}]\n") == set()


def test_an_id_tells_namesakes_apart(codes):
    assert codes(ROSTER + sheet("姓名: 王大山, 身份证号: 51190219550630004X, 出勤: {2: 1}")) == set()


def test_a_number_that_nobody_has(codes):
    assert codes(ROSTER + sheet("姓名: 李小英, 编号: A9, 出勤: {2: 1}")) == {"R301"}


def test_the_nearest_name_is_told(check):
    head = "项目: {名称: 道路, 年度: 2026, 类型: 公益性, 建设方式: 村民自建, 县: 巴州区, 乡镇: 云屏镇, 村: 香水村}\n"
    (found,) = check(head + ROSTER + sheet("姓名: 李小瑛, 出勤: {2: 1}")).findings
    assert "“李小瑛”" in found.message
    assert "“李小英”" in found.message


def test_february_and_its_leap_day(codes):
    hired = ROSTER.replace("2026-03-01", "2024-01-01")
    assert codes(hired + sheet("姓名: 李小英, 出勤: {29: 1}", month="2024-02")) == set()
    assert codes(ROSTER + sheet("姓名: 李小英, 出勤: {29: 1}", month="2026-02")) == {"R304"}


def test_day_zero_and_an_empty_row(codes):
    assert codes(ROSTER + sheet("姓名: 李小英, 出勤: {0: 1}")) == {"R304"}
    assert codes(ROSTER + sheet("姓名: 李小英, 出勤: {}")) == set()


def test_today_is_not_the_future(codes):
    days = sheet("姓名: 李小英, 出勤: {1: 1}", month="2026-11")
    assert codes(ROSTER + days) == set()
    assert codes(ROSTER + days.replace("{1: 1}", "{2: 1}")) == {"R318"}


def test_trouble_in_a_grid_stands_at_its_cell(check, tmp_path: Path):
    book = Workbook()
    page = book.active
    page.append(["2026年3月考勤表"])
    page.append(["序号", "编号", "姓名", "工种", *range(1, 32), "合计"])
    page.append([1, "A2", "李小英", "普工", "", "√", "½", *[""] * 28, 1.5])
    page.append([2, "A1", "王大川", "普工", "", "√", "", *[""] * 28, 1])
    page.append([3, "A2", "李小英", "技工", "", "√", "", *[""] * 28, 1])
    book.save(tmp_path / "考勤.xlsx")
    head = "项目: {名称: 道路, 年度: 2026, 类型: 公益性, 建设方式: 村民自建, 县: 巴州区, 乡镇: 云屏镇, 村: 香水村}\n"
    found = check(head + ROSTER + "考勤: [{月份: 2026-03, 明细: 考勤.xlsx}]\n").findings
    assert {(finding.code, str(finding.place)) for finding in found} == {
        ("R320", "考勤.xlsx Sheet!C4"),
        ("R321", "考勤.xlsx Sheet!F5"),
    }
