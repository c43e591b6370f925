"""What a township keeps instead of all three records: ledgers and logs written as villages write them, from the work of a sample."""

from __future__ import annotations

import re
from collections import defaultdict
from decimal import Decimal
from pathlib import Path

from openpyxl import Workbook

from archivegen.pack.load import built_in_pack, load_pack
from archivegen.project.figures import Figures
from archivegen.project.load import load_project


def read_figures(folder: Path) -> Figures:
    """The figures of a project that must be faultless."""
    loaded = load_project(folder)
    assert loaded.project is not None, [str(finding) for finding in loaded.report.findings]
    return Figures(loaded.project, load_pack(built_in_pack()).policy)


def drop_sections(folder: Path, *keys: str) -> None:
    """Take whole sections out of the project file."""
    file = folder / "项目.yaml"
    text = file.read_text(encoding="utf-8")
    for key in keys:
        text, count = re.subn(rf"^{key}:.*?(?=^\S|\Z)", "", text, flags=re.DOTALL | re.MULTILINE)
        assert count == 1, key
    file.write_text(text, encoding="utf-8")


def add_text(folder: Path, text: str) -> None:
    """More lines at the end of the project file."""
    file = folder / "项目.yaml"
    file.write_text(file.read_text(encoding="utf-8").rstrip("\n") + "\n" + text, encoding="utf-8")


def write_ledger(
    folder: Path, figures: Figures, *, dated: bool, heads: tuple[str, str] = ("当月天数", "施工部位")
) -> str:
    """One workbook a month, a line a day or a line a worker; gives the section of the project file."""
    lines = ["务工台账:"]
    (folder / "数据" / "台账").mkdir()
    for month in sorted({row.month for row in figures.presence}):
        book = Workbook()
        sheet = book.active
        assert sheet is not None
        sheet.title = "台账"
        sheet.append([f"香水村务工台账（{month}）"])
        sheet.append(["序号", "姓名", "工种", *(["日期"] if dated else []), *heads])
        total = Decimal(0)
        for row in (row for row in figures.presence if row.month == month):
            whole = sum(row.days.values(), Decimal(0))
            total += whole
            parts = [([f"{month}-{day:02d}"], days) for day, days in row.days.items()] if dated else [([], whole)]
            for day, days in parts:
                sheet.append([sheet.max_row - 1, row.worker.name, row.trade, *day, float(days), "路基"])
        sheet.append(["合计", None, None, *([None] if dated else []), float(total)])
        file = f"数据/台账/{month}.xlsx"
        book.save(folder / file)
        lines.append(f"  - {{月份: {month}, 记录人: 赵会计, 明细: {file}}}")
    return "\n".join(lines) + "\n"


def write_log_with_names(figures: Figures) -> str:
    """The site log of a sample with the names of those who came in the place of heads."""
    present: dict[object, dict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
    for work in figures.work_days:
        present[work.day][work.trade].append(work.worker.name + ("（半天）" if work.fraction < 1 else ""))
    lines = ["施工日志:"]
    for log in figures.project.site_log:
        names = "；".join(f"{trade}{len(who)}人：{'、'.join(who)}" for trade, who in present[log.day].items())
        stop = f"停工原因: {log.stopped}, 备注: '{log.note}', " if log.stopped else ""
        lines.append(f"  - {{日期: {log.day}, 天气: {log.weather}, {stop}出勤人员: '{names}'}}")
    return "\n".join(lines) + "\n"
