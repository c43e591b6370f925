"""A village as its township writes it down: the sections of 项目.yaml, every record kept by itself."""

from __future__ import annotations

from copy import deepcopy
from datetime import date, timedelta
from functools import cache
from pathlib import Path
from typing import Any

import yaml
from openpyxl import Workbook

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
    last_day,
    list_rows,
)

FAULTLESS = Path(__file__).parents[1] / "rules" / "faultless" / "项目.yaml"
PHOTO = FAULTLESS.with_name("照片.png")
"""What every notice of the village shows for its first and its last day."""
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
        "发放批次": _batches(village),
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


def money(cents: int) -> str:
    """``12345`` → ``123.45``."""
    return f"{cents // 100}.{cents % 100:02d}"


def half_days(halves: int) -> str:
    """``3`` → ``1.5``."""
    return f"{halves // 2}.5" if halves % 2 else f"{halves // 2}"


def who(person: Villager) -> dict[str, str]:
    """How a row names somebody."""
    return {"姓名": person.name, **({"编号": person.worker_no} if person.worker_no else {})}


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


# --- batches ----------------------------------------------------------------------------------------------------------


def clock(made: date) -> dict[str, str]:
    """The clock of a batch: posted two days after it is made, paid on the first day that the notice allows."""
    posted = made + timedelta(days=2)
    days = {"制表日期": made, "公示日期": posted, "发放日期": posted + timedelta(days=8)}
    return {key: f"{day}" for key, day in days.items()}


def _batches(village: Village) -> list[dict[str, Any]]:
    """A batch a month, a correction of the first month when it is paid, the settlement at the end."""
    found = []
    for month in village.months:
        is_last = village.has_settlement and month == village.months[-1]
        found.append(_month_batch(village, month, is_last=is_last))
        if month == village.months[0] and village.corrections:
            found.append(_correction_batch(village, month))
    return found


def _month_batch(village: Village, month: str, *, is_last: bool) -> dict[str, Any]:
    batch = _begin_batch(village, month, last_day(month) + timedelta(days=1))
    if is_last:
        batch["类型"] = "结算"
    batch["奖补"] = [
        {**who(village.people[number - 1]), "金额": money(cents), "事由": "评议"}
        for number, on, cents in village.bonuses
        if on == month
    ]
    if village.has_pay_sheet and not is_last:
        batch["明细"] = [_pay_sheet_line(village, person, month) for person in village.people]
    paid = {person.number: village.net(person.number, month) for person in village.people}
    days = {person.number: village.month_days(person.number, month) for person in village.people}
    return _pay(village, batch, paid, days)


def _correction_batch(village: Village, month: str) -> dict[str, Any]:
    batch = _begin_batch(village, month, last_day(month) + timedelta(days=14))
    batch["类型"] = "补发"
    batch["更正"] = [
        {
            **who(village.people[row.number - 1]),
            **(
                {"工种": row.trade, "天数": half_days(row.halves), "单价": money(row.price)}
                if row.halves
                else {"金额": money(row.cents)}
            ),
            "事由": "漏记",
            "依据": "签到表复核记录",
        }
        for row in village.corrections
    ]
    paid = {row.number: row.amount for row in village.corrections}
    return _pay(village, batch, paid, {row.number: row.halves for row in village.corrections})


def _begin_batch(village: Village, month: str, made: date) -> dict[str, Any]:
    batch: dict[str, Any] = {"月份": month, **clock(made), "异议": "无"}
    if month in village.sources:
        batch["资金来源"] = village.sources[month]
    return {**batch, "公示照片": {"首日": PHOTO.name, "末日": PHOTO.name}}


def _pay(village: Village, batch: dict[str, Any], paid: dict[int, int], halves: dict[int, int]) -> dict[str, Any]:
    """The receipts of a batch, and what people say when they are asked."""
    day = date.fromisoformat(batch["发放日期"])
    receipts = []
    for number, cents in paid.items():
        person = village.people[number - 1]
        serial = f"{day:%Y%m%d}{number:04d}"
        line = {**who(person), "账号": person.account, "金额": money(cents)}
        if (number, batch["月份"]) in village.failed:
            receipts.append({**line, "日期": f"{day}", "流水号": f"{serial}0", "状态": "失败"})
            receipts.append({**line, "日期": f"{day + timedelta(days=2)}", "流水号": f"{serial}1", "状态": "成功"})
        else:
            receipts.append({**line, "日期": f"{day}", "流水号": f"{serial}1", "状态": "成功"})
    batch["回单"] = receipts
    if village.asks_everybody:
        agrees = {"是否到账": "是", "本人签名": "是", "核验方式": "面对面", "结论": "一致"}
        batch["核验"] = [
            {**who(village.people[n - 1]), "自述天数": half_days(halves[n]), "自述金额": money(cents), **agrees}
            for n, cents in paid.items()
        ]
    return batch


def _pay_sheet_line(village: Village, person: Villager, month: str) -> dict[str, str]:
    """What the township wrote on its own pay sheet."""
    return {
        **who(person),
        "天数": half_days(village.month_days(person.number, month)),
        "应发": money(village.gross(person.number, month)),
        "扣减": money(village.deducted(person.number, month)),
        "实发": money(village.net(person.number, month)),
    }
