"""A project that was worked and paid for months, with everything that the rules compare, and without a mistake.

Roster, training list, a sign-in sheet and the bank's receipts of every month, and a site log of every day, in Excel as villages
keep them; the sums that 项目.yaml states follow from what was drawn.
"""

from __future__ import annotations

import calendar
import datetime
import random
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from decimal import Decimal
from pathlib import Path
from typing import NamedTuple

from plain_xlsx import Value, write_workbook

START = datetime.date(2025, 3, 2)
RATES = (("工长", 260, ""), ("技工", 240, ""), ("普工", 180, ""), ("普工", 190, "2025-04-16"), ("特殊岗位", 100, ""))
"""Trade, 元 a day, and since when; the price of 普工 rises in the middle of a month."""
RISE = datetime.date(2025, 4, 16)
MOST_DAYS = 26
MARKS = {2: "√", 1: "半", 0: ""}
"""Half days worked → the mark."""
SUNDAY = 6
PHOTOS = "{首日: 照片/自建内容公示-首日.png, 末日: 照片/自建内容公示-末日.png}"
VILLAGERS = ("户数", "总人口", "劳动力总数", "在家劳动力", "有务工意愿")
"""What the survey counted: enough of everybody."""
MADE_HERE = frozenset({"资金", "批复", "务工测算", "工价"})
"""Sections whose sums follow from what was worked."""

Person = dict[str, str]


class Month(NamedTuple):
    """One month: for every worker the half days of every day."""

    first: datetime.date
    halves: Sequence[Sequence[int]]

    @property
    def name(self) -> str:
        """``2025-03``."""
        return f"{self.first:%Y-%m}"


def write_worked_project(folder: Path, people: list[Person], sections: Iterator[str], months: int) -> None:
    """All tables, and 项目.yaml of the kept ``sections`` (lines of the sample) and what belongs to the tables."""
    rng = random.Random(20250302)
    worked = [draw_month(rng, month, len(people)) for month in list_months(months)]
    batches = [list(list_wages(month, people)) for month in worked]
    for month, wages in zip(worked, batches, strict=True):
        write_sign_in_sheet(folder / "数据" / "考勤" / f"{month.name}.xlsx", month, people)
        write_receipts(folder / "数据" / "银行回单" / f"{month.name}.xlsx", month, people, wages)
    write_site_log(folder / "数据" / "施工日志.xlsx", worked)
    write_training(folder / "数据" / "培训.xlsx", people)
    kept = "".join(_fit_line(line, len(people), worked) for line in sections)
    total = sum((sum(wages, Decimal(0)) for wages in batches), Decimal(0))
    days: Counter[str] = Counter()
    for month in worked:
        for person, row in zip(people, month.halves, strict=True):
            days[person["工种"]] += sum(row)
    (folder / "项目.yaml").write_text(kept + _write_facts(total, days, worked), encoding="utf-8")


def list_months(count: int) -> Iterator[datetime.date]:
    """The first days of ``count`` months from the start."""
    for number in range(START.month - 1, START.month - 1 + count):
        yield datetime.date(START.year + number // 12, number % 12 + 1, 1)


def draw_month(rng: random.Random, first: datetime.date, count: int) -> Month:
    """Nobody works on Sundays, everybody is away for a day or two, and some go home at noon: about 25 days."""
    days = range(1, calendar.monthrange(first.year, first.month)[1] + 1)
    open_days = [day for day in days if first.replace(day=day) > START and first.replace(day=day).weekday() != SUNDAY]
    usual = [2 if day in set(open_days) else 0 for day in days]
    halves = []
    for _ in range(count):
        row = list(usual)
        for day in rng.sample(open_days, rng.choice((1, 1, 2, 3))):
            row[day - 1] = 0
        row[rng.choice(open_days) - 1] //= 2
        halves.append(row)
    return Month(first, halves)


def list_wages(month: Month, people: list[Person]) -> Iterator[Decimal]:
    """What everybody earned, in the order of the roster, 元."""
    usual = {trade: price for trade, price, since in RATES if not since}
    risen = {trade: price for trade, price, since in RATES if since}
    turn = max(0, (RISE - month.first).days)
    for row, person in zip(month.halves, people, strict=True):
        trade = person["工种"]
        halves = sum(row[:turn]) * usual[trade] + sum(row[turn:]) * risen.get(trade, usual[trade])
        yield Decimal(halves) / 2


def write_sign_in_sheet(path: Path, month: Month, people: list[Person]) -> None:
    days = range(1, len(month.halves[0]) + 1)
    heading: list[Value] = ["序号", "编号", "姓名", "工种", *days, "合计"]
    rows: list[list[Value]] = [
        [f"香水村产业道路以工代赈项目务工签到表（{month.first.year}年{month.first.month}月）"],
        heading,
    ]
    for number, (person, row) in enumerate(zip(people, month.halves, strict=True), 1):
        marks = [MARKS[half] for half in row]
        rows.append([number, person["编号"], person["姓名"], person["工种"], *marks, sum(row) / 2])
    write_workbook(path, "考勤", rows)


def write_receipts(path: Path, month: Month, people: list[Person], wages: list[Decimal]) -> None:
    paid = f"{_day_after(month, 12)}"
    rows: list[list[Value]] = [["序号", "户名", "账号", "金额", "交易日期", "流水号", "状态"]]
    for number, (person, wage) in enumerate(zip(people, wages, strict=True), 1):
        serial = f"LS{month.first:%Y%m}{number:06d}"
        rows.append([number, person["姓名"], person["账号"], wage, paid, serial, "成功"])
    write_workbook(path, "回单", rows)


def write_site_log(path: Path, months: list[Month]) -> None:
    rows: list[list[Value]] = [["日期", "天气", "施工部位", "出勤人数", "停工原因", "记录人"]]
    for month in months:
        for number, column in enumerate(zip(*month.halves, strict=True)):
            day = month.first + datetime.timedelta(days=number)
            heads = sum(1 for half in column if half)
            if day >= START:
                rows.append([f"{day}", "晴", "路面" if heads else "", heads, "" if heads else "周日休息", "何晓燕"])
    write_workbook(path, "施工日志", rows)


def write_training(path: Path, people: list[Person]) -> None:
    rows: list[list[Value]] = [["编号", "姓名", "成绩", "证号"]]
    for number, person in enumerate(people):
        rows.append([person["编号"], person["姓名"], 70 + number % 30, person["上岗证号"]])
    write_workbook(path, "学员", rows)


def _fit_line(line: str, count: int, months: list[Month]) -> str:
    """A line of the sample for a larger project that began a year earlier and goes on for longer."""
    line = re.sub(r"202[4-6](?=[-年〕.])", lambda match: str(int(match[0]) - 1), line)
    if line.startswith("会议:"):
        return line + "".join(_write_meeting(month) for month in months)
    changed = {
        "计划完工": "2026-02-28",
        "保险止": "2026-03-31",
        "有效作业天数": "306",
        **dict.fromkeys(VILLAGERS, str(count * 2)),
    }
    key = line.strip().partition(":")[0]
    return f"  {key}: {changed[key]}\n" if key in changed else line


def _write_meeting(month: Month) -> str:
    day = month.first.replace(day=25)
    return f"  - {{类别: 推进会, 名称: {month.first.month}月推进会, 日期: {day}, 主持: 程远航, 议题: [报酬落实], 决议: [按时发放]}}\n"


def _day_after(month: Month, day: int) -> datetime.date:
    """A day of the month that follows."""
    return (month.first + datetime.timedelta(days=31)).replace(day=day)


def _write_facts(total: Decimal, halves: Counter[str], months: list[Month]) -> str:
    """The sections that state sums (``halves``: half days by trade) or name tables; half of the earmarked money goes into wages."""
    fund = (total * 2).quantize(Decimal(1))
    lines = [
        "资金:",
        "  - {来源: 自筹资金, 金额: 200万元, 下达日期: 2024-09-10}",
        f"  - {{来源: 中央预算内投资, 金额: {fund}, 文号: 川发改投资〔2025〕8号, 下达日期: 2025-01-16, 到位金额: {fund}}}",
        "批复: {文号: 巴州发改审〔2024〕196号, 日期: 2024-12-25, 机关: 巴州区发展和改革局, 建设方式: 村民自建, 报酬占比: 33%, 两个尽量: 是}",
        "工价:",
    ]
    for trade, price, since in RATES:
        lines.append(f"  - {{工种: {trade}, 单位: 天, 单价: {price}, 执行日期: {since or '2024-10-28'}}}")
    lines.append("务工测算:")
    for trade, count in sorted(halves.items()):
        item = f"分项: {trade}用工, 单位: 天, 工程量: {Decimal(count) / 2}, 人工定额: 1, 人工比例: 100%, 工种: {trade}"
        lines.append(f"  - {{{item}}}")
    session = "轮次: 岗前, 日期: 2025-02-28, 课题: 安全生产, 合格分: 60, 学员: 数据/培训.xlsx"
    lines += ["务工人员: 数据/花名册.xlsx", "培训:", f"  - {{{session}}}", "施工日志: 数据/施工日志.xlsx", "考勤:"]
    for month in months:
        lines.append(f"  - {{月份: {month.name}, 考勤员: 何晓燕, 明细: 数据/考勤/{month.name}.xlsx}}")
    lines.append("发放批次:")
    for month in months:
        dates = {"制表日期": 1, "审批日期": 2, "公示日期": 3, "发放日期": 12}
        facts = "".join(f"{key}: {_day_after(month, day)}, " for key, day in dates.items())
        lines.append(
            f"  - {{月份: {month.name}, {facts}制表人: 何晓燕, 公示照片: {PHOTOS}, 公示地点: [村务公开栏], 张贴人: 何晓燕, 异议: 无, 回单: 数据/银行回单/{month.name}.xlsx}}"
        )
    return "\n".join(lines) + "\n"
