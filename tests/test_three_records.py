"""A township keeps all three records, or one of them: what the other papers say then, and what is found when they disagree."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from openpyxl import load_workbook

from archivegen.errors import ExitCode
from archivegen.project.figures import Figures
from archivegen.project.records import Source
from archivegen.project.words import build_words
from archivegen.render.office import extract_text
from tests.conftest import SAMPLES, XIANGSHUI, Ran
from tests.kept_records import add_text, drop_sections, read_figures, write_ledger, write_log_with_names

MARCH = "2026年3月"


@pytest.fixture(scope="module")
def full() -> Figures:
    return read_figures(SAMPLES / XIANGSHUI)


@pytest.fixture
def keep(sample: Callable[[], Path], full: Figures) -> Callable[[str], Path]:
    """The sample of a township that keeps only one record."""

    def make(record: str) -> Path:
        folder = sample()
        if record == "签到表":
            drop_sections(folder, "施工日志")
            return folder
        drop_sections(folder, "考勤", "施工日志")
        if record == "日志列名":
            add_text(folder, write_log_with_names(full))
        else:
            add_text(folder, write_ledger(folder, full, dated=record == "逐日台账"))
        return folder

    return make


def read_paper(folder: Path, code: str, suffix: str) -> str:
    found = list((folder / "出件").rglob(f"{code}_*（{MARCH}）{suffix}"))
    assert len(found) == 1, found
    return extract_text(found[0].read_bytes(), suffix)


@pytest.mark.parametrize("record", ["签到表", "逐日台账", "逐月台账", "日志列名"])
def test_the_same_wages_from_whichever_record_is_kept(keep, full, record):
    figures = read_figures(keep(record))
    assert [sheet.total("net") for sheet in figures.sheets] == [sheet.total("net") for sheet in full.sheets]
    assert [sheet.total("days") for sheet in figures.sheets] == [sheet.total("days") for sheet in full.sheets]
    pay = {worker.name: amount for worker, amount in paid(figures)}
    assert pay == {worker.name: amount for worker, amount in paid(full)}


def paid(figures: Figures):
    by_id = figures.pay_by_worker
    return [(worker, by_id.get(id(worker))) for worker in figures.project.workers]


@pytest.mark.parametrize("record", ["签到表", "逐日台账", "日志列名"])
def test_the_same_heads_on_every_date(keep, full, record):
    assert read_figures(keep(record)).heads_by_date == full.heads_by_date


@pytest.mark.parametrize("record", ["签到表", "逐日台账", "逐月台账", "日志列名"])
def test_one_record_is_enough_and_nothing_is_found(keep, run_cli, record):
    folder = keep(record)
    ran: Ran = run_cli("check", folder)
    assert ran.code == ExitCode.DONE, ran.text
    assert "没有发现问题" in ran.out
    compared = run_cli("reconcile", folder)
    assert compared.code == ExitCode.DONE
    assert "没有差异" in compared.out


def test_three_records_that_agree(sample, full, run_cli):
    folder = sample()
    add_text(folder, write_ledger(folder, full, dated=True))
    assert run_cli("check", folder).code == ExitCode.DONE
    assert "没有差异" in run_cli("reconcile", folder).out


def test_the_ledger_day_by_day_makes_the_sign_in_sheet_and_the_log(keep, run_cli):
    folder = keep("逐日台账")
    assert run_cli("generate", folder, "--only", "C16", "--only", "C17", "--only", "C18", "--only", "C21").code == 0
    sheet = read_paper(folder, "C16", ".xlsx")
    assert "本表出勤根据务工台账汇总填列，原始签到表未提供，请务工人员逐人核对签名" in sheet
    assert "√" in sheet
    assert "出勤986人次，合计942.5个工日" in sheet
    assert "天数根据务工台账填列，原始签到表未提供" in read_paper(folder, "C17", ".xlsx")
    assert "本表出勤天数根据务工台账填列，原始签到表未提供" in read_paper(folder, "C21", ".xlsx")
    log = read_paper(folder, "C18", ".docx")
    assert "日期、人数根据务工台账填列，原始施工日志未提供" in log
    assert "共39人，其中：工长2人，技工12人，普工23人，特殊岗位2人" in log


def test_the_ledger_month_by_month_leaves_the_grid_empty(keep, run_cli):
    folder = keep("逐月台账")
    assert run_cli("generate", folder, "--only", "C16", "--only", "C18").code == 0
    sheet = read_paper(folder, "C16", ".xlsx")
    assert "务工台账没有记到日，出勤日期由本人据实补签" in sheet
    assert "本月务工46人，合计942.5个工日" in sheet
    assert "人次" not in sheet
    assert "√为出勤" not in sheet
    assert not list((folder / "出件").rglob("C18_*.docx"))  # nobody knows on which days
    plan = {entry["key"]: entry for entry in json.loads(run_cli("plan", folder, "--json").out)}
    assert plan["C18@2026-03"]["missing_facts"] == ["施工日志"]
    words = build_words(read_figures(folder))
    month = words["考勤"][0]
    assert all(mark in {"", "停"} for row in month["明细"] for mark in row["逐日"])
    assert month["明细"][0]["合计"] > 0


def test_the_sheet_makes_the_log_and_leaves_room_to_write(keep, run_cli):
    folder = keep("签到表")
    assert run_cli("generate", folder, "--only", "C16", "--only", "C18").code == 0
    assert "根据" not in read_paper(folder, "C16", ".xlsx")
    log = read_paper(folder, "C18", ".docx")
    assert "日期、人数根据签到表填列，原始施工日志未提供，空白处由记录人据实补记" in log
    assert "本月务工24天" in log
    words = build_words(read_figures(folder))
    assert {day["天气"] for day in words["施工日志"]} == {""}
    assert {day["来源"] for day in words["施工日志"]} == {"签到表"}


def test_names_in_the_log_make_the_sign_in_sheet(keep, run_cli):
    folder = keep("日志列名")
    assert set(read_figures(folder).sources.values()) == {Source.LOG}
    assert run_cli("generate", folder, "--only", "C16", "--only", "C18").code == 0
    assert "本表出勤根据施工日志汇总填列" in read_paper(folder, "C16", ".xlsx")
    assert "根据" not in read_paper(folder, "C18", ".docx")


# --- one slip, at its cell --------------------------------------------------------------------------------------------


def change_cell(file: Path, cell: str, value: object) -> None:
    book = load_workbook(file)
    book.worksheets[0][cell] = value
    book.save(file)


@pytest.fixture
def three(sample, full) -> Path:
    """All records: the sign-in sheets, the log, and a ledger with a line a worker."""
    folder = sample()
    add_text(folder, write_ledger(folder, full, dated=False))
    return folder


def test_one_day_more_in_the_ledger_is_found_at_its_cell(three, run_cli):
    change_cell(three / "数据/台账/2026-03.xlsx", "D5", 24)
    ran = run_cli("check", three, "--json")
    findings = json.loads(ran.out)["findings"]
    assert ran.code == ExitCode.FINDINGS
    assert [finding["code"] for finding in findings] == ["R350"]
    assert findings[0]["where"] == "数据/台账/2026-03.xlsx 台账!D5"
    assert "签到表 23 天、务工台账 24 天" in findings[0]["message"]
    assert findings[0]["months"] == ["2026-03"]
    assert [row["where"] for row in findings[0]["evidence"]] == [
        "数据/考勤/2026-03.xlsx 3月!B6",
        "数据/台账/2026-03.xlsx 台账!D5",
    ]


def test_reconcile_shows_and_writes_every_difference(three, run_cli, tmp_path):
    change_cell(three / "数据/台账/2026-03.xlsx", "D5", 24)
    change_cell(three / "数据/台账/2026-04.xlsx", "D7", 1.5)
    file = tmp_path / "核对.xlsx"
    ran = run_cli("reconcile", three, "-o", file)
    assert ran.code == ExitCode.FINDINGS
    assert "共 2 处差异" in ran.out
    assert "数据/台账/2026-03.xlsx 台账!D5" in ran.out
    book = load_workbook(file)
    assert book.sheetnames == ["差异", "汇总（按人）", "汇总（按日）"]
    heads, first, second = ([cell.value for cell in row] for row in book["差异"].iter_rows(min_row=3, max_row=5))
    row = dict(zip(heads, first, strict=True))
    assert (row["月份"], row["日期"], row["事项"]) == ("2026-03", "全月", "天数")
    assert (row["签到表"], row["务工台账"], row["相差"]) == (23, 24, 1)
    assert dict(zip(heads, second, strict=True))["月份"] == "2026-04"
    assert book["差异"].freeze_panes == "A4"
    assert book["汇总（按人）"].max_row == 3 + 184
    assert book["汇总（按日）"].max_row == 3 + 117
    again = tmp_path / "再核对.xlsx"
    run_cli("reconcile", three, "-o", again)
    assert again.read_bytes() == file.read_bytes()


def test_reconcile_one_month_and_for_machines(three, run_cli):
    change_cell(three / "数据/台账/2026-03.xlsx", "D5", 24)
    ran = run_cli("reconcile", three, "--month", "2026年3月", "--json")
    assert ran.code == ExitCode.FINDINGS
    (row,) = json.loads(ran.out)["differences"]
    assert (row["month"], row["day"], row["gap"], row["said"]) == (
        "2026-03",
        None,
        "1",
        {"签到表": "23", "务工台账": "24"},
    )
    assert run_cli("reconcile", three, "--month", "2026-04").code == ExitCode.DONE


def test_whoever_is_missing_on_the_pay_sheet_is_told_once(sample, run_cli):
    folder = sample()
    file = folder / "项目.yaml"
    kept = "    回单: 数据/银行回单/2026-03.xlsx\n"
    text = file.read_text(encoding="utf-8")
    assert text.count(kept) == 1
    file.write_text(text.replace(kept, kept + "    明细: [{姓名: 何光才, 天数: 23, 实发: 5980}]\n"), encoding="utf-8")
    rows = json.loads(run_cli("reconcile", folder, "--json").out)["differences"]
    assert {row["matter"] for row in rows} == {"缺人"}
    assert len(rows) == 45


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (("--month", "三月"), "月份应写成 2026-03"),
        (("--month", "2025-03"), "2025-03 没有可核对的记录。可写：2026-03"),
        (("-o", "核对.pdf"), "应写成 文件.xlsx"),
    ],
)
def test_reconcile_says_what_to_write(three, run_cli, arguments, told):
    ran = run_cli("reconcile", three, *arguments)
    assert ran.code == ExitCode.USAGE
    assert told in ran.text


def test_reconcile_of_a_file_that_cannot_be_read(make_project, run_cli):
    ran = run_cli("reconcile", make_project("项目: {名称: 香水村}\n"))
    assert ran.code == ExitCode.PROJECT


def test_a_project_without_records_has_nothing_to_compare(make_project, run_cli):
    ran = run_cli("reconcile", make_project())
    assert ran.code == ExitCode.DONE
    assert "没有可核对的记录" in ran.out


def test_a_ledger_that_the_tool_made_is_read_back(sample, run_cli, full):
    """Our own C17 and C21 are what a township would fill in and keep: both are read and agree."""
    folder = sample()
    assert run_cli("generate", folder, "--only", "C17", "--only", "C21").code == 0
    lines = ["务工台账:"]
    text = (folder / "项目.yaml").read_text(encoding="utf-8")
    for month in ("2026-03", "2026-05"):
        number = int(month[5:])
        (ledger,) = (folder / "出件").rglob(f"C17_*（2026年{number}月）.xlsx")
        (pay,) = (folder / "出件").rglob(f"C21_*发放表（2026年{number}月）.xlsx")
        (folder / "数据" / f"台账{number}.xlsx").write_bytes(ledger.read_bytes())
        (folder / "数据" / f"发放{number}.xlsx").write_bytes(pay.read_bytes())
        lines.append(f"  - {{月份: {month}, 明细: '数据/台账{number}.xlsx#务工台账'}}")
    start = text.index("发放批次:")
    for number in (3, 5):
        at = text.index(f"月份: 2026-0{number}", start)
        indent = " " * (at - text.rindex("\n", 0, at) - 3)
        text = text[:at] + f"明细: 数据/发放{number}.xlsx\n{indent}  " + text[at:]
    (folder / "项目.yaml").write_text(text, encoding="utf-8")
    add_text(folder, "\n".join(lines) + "\n")
    figures = read_figures(folder)
    assert len(figures.project.ledger[0].rows) == len(full.sheets[0].lines)
    assert len(figures.project.batches[0].rows) == len(full.sheets[0].lines)
    ran = run_cli("reconcile", folder)
    assert ran.code == ExitCode.DONE, ran.text
    assert run_cli("check", folder).code == ExitCode.DONE
