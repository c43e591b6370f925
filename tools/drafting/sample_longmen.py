"""Tables of 龙门村灌溉渠: 120 registered, three waves on site, the third month just begun, six not yet called."""

from __future__ import annotations

import random
from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

from .sample_people import Person, PhoneBook, age_on, draw_account, draw_birth, draw_id, draw_name, evidence_of
from .sample_sheets import Table, write_gb_csv, write_old_workbook, write_workbook
from .sample_work import Shift, SiteDay, attendance_table, day_pay, draw_calendar, draw_log, draw_shifts, load_lists

SEED = 20260408
START, LAST = date(2026, 4, 8), date(2026, 6, 11)
MONTHS = ("2026-04", "2026-05", "2026-06")
RATES = {"工长": Decimal(260), "技工": Decimal(240), "普工": Decimal(180), "特殊岗位": Decimal(100)}
# First worker of a wave, when it signed and was trained, when it came, its training sheet.
WAVES = (
    (1, date(2026, 4, 7), START, "第一期"),
    (63, date(2026, 5, 6), date(2026, 5, 8), "第二期"),
    (101, date(2026, 5, 30), date(2026, 6, 1), "第三期"),
)
UNCALLED = 115
PIECE_PAID = "LM096"  # paid by the metre only; the measured pieces stand in 项目.yaml
LISTS = load_lists("sample_longmen.yaml")
_TRADES = {1: "工长", 2: "工长", 3: "工长", 4: "工长", 63: "工长", 101: "工长"}
_SKILLED = {*range(5, 24), *range(64, 74), *range(102, 106)}
_LIGHT = {58, 59, 60, 61, 62, 99, 100, 114}


def draw_people(rng: random.Random) -> list[Person]:
    """The 120 of the roster, LM001 to LM120."""
    phones = PhoneBook(rng)
    taken = {name for name, _ in LISTS["指定"].values()}
    people = []
    for number in range(1, 121):
        name, sex = LISTS["指定"].get(number) or _draw_name(rng, number, taken)
        trade = _TRADES.get(number) or ("技工" if number in _SKILLED else "特殊岗位" if number in _LIGHT else "普工")
        years = (1957, 1966) if trade == "特殊岗位" else (1968, 1990) if trade == "工长" else (1960, 2004)
        first, last = years
        birth = draw_birth(rng, int(rng.triangular(first, last, first + (last - first) * 0.3)))
        categories = rng.choice(LISTS["类别"]) if rng.random() < 0.42 else ""
        if categories == "残疾人" and trade != "特殊岗位":
            categories = "低保户"
        place = rng.random()
        village = "龙门村" if place < 0.8 else "河湾村" if place < 0.93 else "梨坪村"
        bank = rng.choice(list(LISTS["银行"]))
        people.append(
            Person(
                worker_no=f"LM{number:03d}",
                name=name,
                sex=sex,
                birth=birth,
                id_number=draw_id(rng, birth, sex),
                village=village,
                group=f"{rng.randrange(1, 10)}组",
                origin={"龙门村": "本村", "河湾村": "邻村", "梨坪村": "本乡镇"}[village],
                phone=phones.next(),
                categories=categories,
                # A hole of a file in progress: some claims have no evidence noted yet.
                evidence=evidence_of(categories) if rng.random() < 0.9 else "",
                trade=trade,
                crew="一队" if number < 63 else "二队" if number < 101 else "三队",
                bank=bank,
                account=draw_account(rng, LISTS["银行"][bank]),
                diligence=0.0 if f"LM{number:03d}" == PIECE_PAID else rng.uniform(0.72, 0.97),
            )
        )
    return people


def _draw_name(rng: random.Random, number: int, taken: set[str]) -> tuple[str, str]:
    sex = "男" if number in _TRADES or rng.random() < 0.58 else "女"
    return draw_name(rng, sex, LISTS, taken), sex


def wave_of(number: int) -> tuple[date, date, str] | None:
    """Day of contract and training, first day on site, training sheet; None for those not yet called."""
    if number >= UNCALLED:
        return None
    return [wave[1:] for wave in WAVES if wave[0] <= number][-1]


def write_tables(data: Path) -> None:
    """Draw everything under ``数据/``."""
    rng = random.Random(SEED)
    people = draw_people(rng)
    site_days = draw_calendar(rng, START, LAST, LISTS)
    shifts = [
        shift
        for shift in draw_shifts(rng, people, site_days, {}, {})
        if (wave := wave_of(int(shift.person.worker_no[2:]))) and shift.day >= wave[1]
    ]
    write_old_workbook(data / "花名册.xls", _roster(rng, people))
    write_workbook(data / "考勤.xlsx", [_attendance(month, shifts, site_days, people) for month in MONTHS])
    write_workbook(data / "培训.xlsx", _trainings(rng, people))
    write_workbook(data / "银行回单" / "2026年4月.xlsx", [_receipts(rng, people, shifts)])
    write_gb_csv(data / "施工日志.csv", _log(rng, site_days, shifts))


def _roster(rng: random.Random, people: Sequence[Person]) -> Table:
    rows: list[list[Any]] = []
    for number, p in enumerate(people, 1):
        signed, entered, _ = wave_of(number) or ("", "", "")
        elder = bool(signed) and age_on(p.birth, START) >= (60 if p.sex == "男" else 55)
        rows.append(
            [
                number,
                p.worker_no,
                p.name,
                p.sex,
                p.id_number,
                p.village,
                p.group,
                p.phone if rng.random() < 0.95 else "",
                p.categories,
                p.evidence,
                p.origin,
                p.trade,
                p.crew,
                "计件" if p.worker_no == PIECE_PAID else "计日",
                f"LMQ-2026-{number:03d}" if signed else "",
                signed,
                entered,
                f"BXLM{number:03d}" if signed else "",
                signed,
                p.bank,
                p.account,
                "社保卡",
                f"PYLM202651190{number:04d}" if elder else "",
                date(2026, 4, 1) if elder else "",
                date(2026, 10, 31) if elder else "",
                signed,
                "村委会委员龙国平之侄媳" if number == 21 else "无",
                "2026年3月23日务工公告后经村务公开栏公布，无异议" if number == 21 else "",
                signed if signed and age_on(p.birth, LAST) >= (60 if p.sex == "男" else 55) else "",
                "" if signed else "已报名，待通知进场",
            ]
        )
    return Table(
        sheet="花名册",
        title="龙门村灌溉渠以工代赈项目务工人员实名制花名册",
        subtitle="填报单位：四川碧水源泉建设工程有限公司龙门村项目部（虚构）        劳资专管员：景小燕        2026年6月1日更新",
        columns=LISTS["花名册列"],
        rows=rows,
        totals=[{"": "合计", "姓名": f"{len(people)}人"}],
        notes=["说明：身份证号码、银行卡号按文本填写；男60周岁、女55周岁以上人员签用工协议并单独投保。"],
        signatures="制表：景小燕        项目负责人：岳鸿程        村委会核对：龙兴华",
    )


def _attendance(month: str, shifts: Sequence[Shift], site_days: Sequence[SiteDay], people: Sequence[Person]) -> Table:
    year, number = map(int, month.split("-"))
    on_site = [p for p in people if any(s.person is p and f"{s.day:%Y-%m}" == month for s in shifts)]
    return attendance_table(
        month,
        shifts,
        site_days,
        on_site,
        title=f"龙门村灌溉渠以工代赈项目务工人员签到表（{year}年{number}月）",
        subtitle=f"施工单位：四川碧水源泉建设工程有限公司        月份：{year}年{number}月        考勤员：景小燕        复核：龙兴华",
        sheet=f"{year}年{number}月",
        notes=[
            f"说明：√、✓、1为出勤一天，半、½、0.5为半天，雨为雨天停工。{'本月记至6月11日。' if number == 6 else ''}"
        ],
        signatures="考勤员：            施工负责人：            村“两委”核对：            镇驻村干部：            ",
        numbered=True,
    )


def _trainings(rng: random.Random, people: Sequence[Person]) -> list[Table]:
    tables = []
    for _, day, _, sheet in WAVES:
        trainees = [p for number, p in enumerate(people, 1) if (wave := wave_of(number)) and wave[2] == sheet]
        rows = [
            [number, p.worker_no, p.name, p.trade, "", rng.randrange(62, 100), f"BXLM{int(p.worker_no[2:]):03d}"]
            for number, p in enumerate(trainees, 1)
        ]
        tables.append(
            Table(
                sheet=sheet,
                title=f"龙门村灌溉渠项目岗前技能与安全培训签到表（{sheet}）",
                subtitle=f"日期：{day.year}年{day.month}月{day.day}日    地点：龙门村文化广场    实到：{len(rows)}人",
                columns=LISTS["培训列"],
                rows=rows,
                notes=["注：60分为合格，合格发上岗证。"],
                signatures="授课：            记录：景小燕            镇农业综合服务中心（章）：",
                font="仿宋",
                size=11,
            )
        )
    return tables


def _receipts(rng: random.Random, people: Sequence[Person], shifts: Sequence[Shift]) -> Table:
    mine = [shift for shift in shifts if f"{shift.day:%Y-%m}" == "2026-04"]
    pay = {p.worker_no: day_pay([s for s in mine if s.person is p], RATES) for p in people}
    base = rng.randrange(100_000, 900_000)
    rows: list[list[Any]] = []
    for person in people:
        if amount := pay[person.worker_no].get(person.name):
            serial = f"20260518{base + len(rows):010d}"
            payee = (person.worker_no, person.name, person.account)
            rows.append([len(rows) + 1, *payee, float(amount), "2026/5/18", serial, "成功"])
    return Table(
        sheet="Sheet1",
        title="农民工工资专用账户代发明细",
        subtitle="付款户名：四川碧水源泉建设工程有限公司农民工工资专户（龙门村灌溉渠）        用途：2026年4月劳务报酬",
        columns=LISTS["回单列"],
        rows=rows,
        totals=[{"": "合计", "代发金额": float(sum((Decimal(str(row[4])) for row in rows), Decimal(0)))}],
        notes=["以上明细与电子回单一致。"],
        formats={"代发金额": "#,##0.00"},
    )


def _log(rng: random.Random, site_days: Sequence[SiteDay], shifts: Sequence[Shift]) -> list[list[Any]]:
    rows = draw_log(rng, site_days, shifts, LISTS, "岳鸿程")
    heading = LISTS["日志列"]
    blank = [""] * (len(heading) - 1)
    for row in rows:
        row[0] = row[0].replace("-", "/")
    total = ["合计", *blank[:4], sum(row[5] for row in rows), *blank[:7]]
    return [["龙门村灌溉渠以工代赈项目施工日志", *blank], heading, *rows, total]
