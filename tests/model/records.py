"""A village as its township writes it down: the sections of 项目.yaml, every record kept by itself."""

from __future__ import annotations

import calendar
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import yaml

from tests.model.village import FIRST_DAY, PIECE, TRADES, Village, list_rows

FAULTLESS = Path(__file__).parents[1] / "rules" / "faultless" / "项目.yaml"
PHOTO = FAULTLESS.with_name("照片.png")
"""What every notice of the village shows for its first and its last day."""
Sections = dict[str, Any]


def write_records(village: Village) -> Sections:
    """Section → what stands in it, as plain data; all records of the village agree."""
    sections = yaml.load(FAULTLESS.read_text(encoding="utf-8"), Loader=yaml.BaseLoader)
    about = sections["项目"]
    about.update({"阶段": "实施", "计划开工": f"{FIRST_DAY}", "计划完工": "2026-12-20", "实际开工": f"{FIRST_DAY}"})
    for finished in ("实际完工", "延期原因"):
        about.pop(finished, None)
    for later in ("验收", "资产", "管护", "绩效", "财务", "总结"):
        sections.pop(later, None)
    trade = village.people[0].trade
    usual = village.rates[trade][-1][1]
    sections |= {
        "资金": [{"来源": "中央预算内投资", "金额": money(village.total * 2), "下达日期": "2026-01-20"}],
        "务工测算": [
            {"分项": "路面", "单位": "米", "工程量": f"{village.total / usual:.1f}", "人工定额": "1", "工种": trade}
        ],
        "工价": [
            {"工种": name, "单价": money(cents), "执行日期": f"{since}"}
            for name, prices in village.rates.items()
            for since, cents in prices
        ],
        "务工人员": [_roster_line(person) for person in village.people],
        "考勤": [_sign_in_sheet(village, month) for month in village.months],
        "务工台账": [_ledger(village, month) for month in village.months],
        "计件": [_measurement(*piece) for piece in village.pieces],
        "施工日志": [_log_line(village, day) for day in village.days],
        "发放批次": [_batch(village, month) for month in village.months],
    }
    sections["培训"] = [{**sections["培训"][0], "学员": [{"姓名": person.name} for person in village.people]}]
    sections["会议"] += [{"类别": "推进会", "日期": f"{month}-20"} for month in village.months]
    return sections


def money(cents: int) -> str:
    """``12345`` → ``123.45``."""
    return f"{cents // 100}.{cents % 100:02d}"


def half_days(halves: int) -> str:
    """``3`` → ``1.5``."""
    return f"{halves // 2}.5" if halves % 2 else f"{halves // 2}"


def write_yaml(sections: Sections) -> str:
    """The sections as a project file, one record a line."""
    return yaml.dump(sections, allow_unicode=True, sort_keys=False, default_flow_style=None, width=10_000)


def _roster_line(person: Any) -> dict[str, str]:
    return {
        "姓名": person.name,
        "身份证号": person.id_number,
        "性别": person.sex,
        "电话": person.phone,
        "工种": person.trade,
        "来源范围": "本村",
        "合同签订日期": "2026-02-26",
        "同意书日期": "2026-02-26",
        "发证日期": "2026-03-01",
        "上岗证号": f"SG-{person.number}",
        "开户行": "农业银行云屏分理处",
        "账号": person.account,
        "亲属关系": "无",
    }


def _sign_in_sheet(village: Village, month: str) -> dict[str, Any]:
    rows = [
        {"姓名": person.name, "工种": trade, "出勤": {f"{day.day}": half_days(half) for day, half in days.items()}}
        for person, trade, days in list_rows(village, month)
    ]
    return {"月份": month, "明细": rows}


def _ledger(village: Village, month: str) -> dict[str, Any]:
    """The labour ledger with a row a day and a person, kept by somebody else than the sign-in sheet."""
    rows = [
        {"日期": f"{day}", "姓名": person.name, "工种": trade, "天数": half_days(half), "施工部位": "路面"}
        for person, trade, days in list_rows(village, month)
        for day, half in days.items()
    ]
    return {"月份": month, "明细": rows}


def _measurement(name: str, day: date, quantity: int, cents: int) -> dict[str, str]:
    amount = (2 * quantity * cents + 100) // 200
    measured = {"姓名": name, "日期": f"{day}", "项目": PIECE, "单位": "m³", "数量": money(quantity)}
    return {**measured, "单价": money(cents), "金额": money(amount), "见证人": "何晓燕"}


def _log_line(village: Village, day: date) -> dict[str, str]:
    heads = village.heads(day)
    line = {"日期": f"{day}", "天气": "晴" if heads else "雨", "出勤人数": f"{heads}"}
    present = [
        f"{person.name}{'（半天）' if half == 1 else ''}"
        for person in village.people
        if (half := sum(village.halves.get((person.name, trade, day), 0) for trade in TRADES))
    ]
    return {**line, "出勤人员": "、".join(present)} if heads else {**line, "停工原因": "雨"}


def pay_days(month: str) -> dict[str, date]:
    """The clock of a batch: made on the first of the next month, posted on the third, paid on the ninth day after."""
    year, number = map(int, month.split("-"))
    end = date(year, number, calendar.monthrange(year, number)[1])
    posted = end + timedelta(days=3)
    return {"制表日期": end + timedelta(days=1), "公示日期": posted, "发放日期": posted + timedelta(days=9)}


def _batch(village: Village, month: str) -> dict[str, Any]:
    clock = pay_days(month)
    paid = clock["发放日期"]
    batch: dict[str, Any] = {"月份": month, **{key: f"{day}" for key, day in clock.items()}, "异议": "无"}
    batch["公示照片"] = {"首日": PHOTO.name, "末日": PHOTO.name}
    batch["奖补"] = [
        {"姓名": name, "金额": money(cents), "事由": "评议"} for name, on, cents in village.bonuses if on == month
    ]
    batch["明细"] = [_pay_sheet_line(village, person.name, month) for person in village.people]
    receipts = []
    for person in village.people:
        serial = f"{paid:%Y%m%d}{person.number:04d}"
        line = {"姓名": person.name, "账号": person.account, "金额": money(village.net(person.name, month))}
        if (person.name, month) in village.failed:
            receipts.append({**line, "日期": f"{paid}", "流水号": f"{serial}0", "状态": "失败"})
            receipts.append({**line, "日期": f"{paid + timedelta(days=2)}", "流水号": f"{serial}1", "状态": "成功"})
        else:
            receipts.append({**line, "日期": f"{paid}", "流水号": f"{serial}1", "状态": "成功"})
    batch["回单"] = receipts
    return batch


def _pay_sheet_line(village: Village, name: str, month: str) -> dict[str, str]:
    """What the township wrote on its own pay sheet."""
    net = money(village.net(name, month))
    days = half_days(village.month_days(name, month))
    return {"姓名": name, "天数": days, "应发": net, "扣减": "0", "实发": net}
