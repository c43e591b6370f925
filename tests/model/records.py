"""A village as its township writes it down: the sections of 项目.yaml, every record kept by itself."""

from __future__ import annotations

from copy import deepcopy
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

import yaml
from openpyxl import Workbook

from tests.model.batches import half_days, money, who, write_batches
from tests.model.village import (
    CENTRAL,
    FIRST_DAY,
    PIECE,
    PROVINCIAL,
    Deduction,
    Kept,
    Piece,
    Village,
    Villager,
    list_rows,
)

FAULTLESS = Path(__file__).parents[1] / "rules" / "faultless" / "项目.yaml"
Sections = dict[str, Any]
DUMPER: type = getattr(yaml, "CSafeDumper", yaml.SafeDumper)


@cache
def _read_faultless() -> Sections:
    sections: Sections = yaml.load(FAULTLESS.read_text(encoding="utf-8"), Loader=yaml.BaseLoader)
    about = sections["项目"]
    about.update({"阶段": "实施", "计划开工": f"{FIRST_DAY}", "计划完工": "2026-12-20", "实际开工": f"{FIRST_DAY}"})
    for finished in ("实际完工", "延期原因"):
        about.pop(finished, None)
    for later in ("验收", "资产", "管护", "绩效", "财务", "总结"):
        sections.pop(later, None)
    return sections


def write_records(village: Village) -> Sections:
    """Section → what stands in it, as plain data; all records of the village agree."""
    sections = deepcopy(_read_faultless())
    trade = village.people[0].trade
    usual = village.rates[trade][-1][1]
    kept = village.kept
    sections |= {
        "资金": _funds(village),
        "务工测算": [
            {"分项": "路面", "单位": "米", "工程量": f"{village.total / usual:.1f}", "人工定额": "1", "工种": trade}
        ],
        "工价": [
            {"工种": name, "单价": money(cents), "执行日期": f"{since}"}
            for name, prices in village.rates.items()
            for since, cents in prices
        ],
        "务工人员": [_roster_line(village, person) for person in village.people],
        "计件": [_measurement(village, piece) for piece in village.pieces],
        "施工日志": [_log_line(village, day) for day in village.days],
        "发放批次": write_batches(village),
    }
    if village.piece_price:
        sections["工价"].append({"工种": PIECE, "单位": "m³", "单价": money(village.piece_price)})
    if kept in {Kept.ALL, Kept.SIGN_IN, Kept.MONTH_LEDGER}:
        sections["考勤"] = [_sign_in_sheet(village, month) for month in village.months]
    else:
        sections.pop("考勤")
    if kept in {Kept.ALL, Kept.LEDGER}:
        sections["务工台账"] = [_ledger(village, month) for month in village.months]
    elif kept in {Kept.MONTH_LEDGER, Kept.ONLY_MONTH_LEDGER}:
        sections["务工台账"] = [_month_ledger(village, month) for month in village.months]
    if village.deductions:
        sections["用工约定"] = {"启用扣款": "是"}
        sections["考核"] = [row for taken in village.deductions for row in _discipline(village, taken)]
    students = [who(person) for person in village.people]
    sections["培训"] = [{**sections["培训"][0], "学员": students}]
    sections["会议"] += [{"类别": "推进会", "日期": f"{month}-20"} for month in village.months]
    return sections


def write_yaml(sections: Sections) -> str:
    """The sections as a project file, one record a line."""
    return str(
        yaml.dump(sections, Dumper=DUMPER, allow_unicode=True, sort_keys=False, default_flow_style=None, width=10_000)
    )


def write_table(file: Path, rows: list[dict[str, str]]) -> str:
    """Rows as a village keeps them in Excel, as text; gives the path for the project file."""
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    heads = list(dict.fromkeys(key for row in rows for key in row))
    sheet.append(heads)
    for row in rows:
        sheet.append([row.get(head) for head in heads])
    file.parent.mkdir(exist_ok=True)
    book.save(file)
    return f"{file.parent.name}/{file.name}"


def _funds(village: Village) -> list[dict[str, str]]:
    """Twice what each line pays."""
    lines = [CENTRAL, PROVINCIAL] if village.sources else [CENTRAL]
    return [{"来源": line, "金额": money(village.paid_by(line) * 2), "下达日期": "2026-01-20"} for line in lines]


def _roster_line(village: Village, person: Villager) -> dict[str, str]:
    line = {
        **who(person),
        "身份证号": person.id_number,
        "性别": person.sex,
        "电话": person.phone,
        "工种": person.trade,
        "计酬方式": "混合" if any(piece.number == person.number for piece in village.pieces) else "计日",
        "来源范围": "本村",
        "合同签订日期": "2026-02-26",
        "同意书日期": "2026-02-26",
        "发证日期": "2026-03-01",
        "上岗证号": f"SG-{person.number}",
        "开户行": "农业银行云屏分理处",
        "账号": person.account,
        "亲属关系": "无",
    }
    if person.has_passbook:
        line["账户类型"] = "存折"
    if village.is_insured:
        line |= {"保险单号": f"PA{person.number:06d}", "保险起": "2026-03-01", "保险止": "2026-12-31"}
    return line


def _sign_in_sheet(village: Village, month: str) -> dict[str, Any]:
    rows = [
        {**who(person), "工种": trade, "出勤": {f"{day.day}": half_days(half) for day, half in days.items()}}
        for person, trade, days in list_rows(village, month)
    ]
    return {"月份": month, "明细": rows}


def _ledger(village: Village, month: str) -> dict[str, Any]:
    """The labour ledger with a row a day and a person, kept by somebody else than the sign-in sheet."""
    rows = [
        {"日期": f"{day}", **who(person), "工种": trade, "天数": half_days(half), "施工部位": "路面"}
        for person, trade, days in list_rows(village, month)
        for day, half in days.items()
    ]
    return {"月份": month, "明细": rows}


def _month_ledger(village: Village, month: str) -> dict[str, Any]:
    rows = [
        {**who(person), "工种": trade, "天数": half_days(sum(days.values()))}
        for person, trade, days in list_rows(village, month)
    ]
    return {"月份": month, "明细": rows}


def _measurement(village: Village, piece: Piece) -> dict[str, str]:
    person = village.people[piece.number - 1]
    row = {**who(person), "日期": f"{piece.day}", "项目": PIECE, "单位": "m³", "数量": money(piece.quantity)}
    if piece.writes_price:
        row["单价"] = money(piece.cents)
    if piece.writes_sum:
        row["金额"] = money(piece.amount)
    return {**row, "见证人": "何晓燕"}


def _discipline(village: Village, taken: Deduction) -> list[dict[str, str]]:
    person = who(village.people[taken.number - 1])
    rows = [{**person, "日期": f"{day}", "事由": "迟到", "处理": "教育", "教育人": "何晓燕"} for day in taken.educated]
    last = {**person, "日期": f"{taken.day}", "事由": "擅自离岗", "处理": "扣款", "决定依据": "村委会研究决定"}
    if taken.cents is not None:
        last["金额"] = money(taken.cents)
    return [*rows, last]


def _log_line(village: Village, day: date) -> dict[str, str]:
    """Heads, and where the township names people in its log, who came, by trade."""
    here = village.present(day)
    line = {"日期": f"{day}", "天气": "晴" if here else "雨", "出勤人数": f"{len(here)}"}
    if not here:
        return {**line, "停工原因": "雨"}
    if village.kept not in {Kept.ALL, Kept.LOG}:
        return line
    groups: dict[str, list[str]] = {}
    for (number, trade, on), half in sorted(village.halves.items()):
        if on == day:
            person = village.people[number - 1]
            marks = "，".join(filter(None, (person.worker_no, "半天" if half == 1 else "")))
            groups.setdefault(trade, []).append(f"{person.name}（{marks}）" if marks else person.name)
    return {**line, "出勤人员": "；".join(f"{trade}：{'、'.join(names)}" for trade, names in groups.items())}
