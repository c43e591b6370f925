"""The batches of a village: wage sheet, notice, payment, receipts, and what people say when they are asked."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path
from typing import Any

from tests.model.village import Village, Villager, last_day

PHOTO = Path(__file__).parents[1] / "rules" / "faultless" / "照片.png"
"""What every notice of the village shows for its first and its last day."""


def money(cents: int) -> str:
    """``12345`` → ``123.45``."""
    return f"{cents // 100}.{cents % 100:02d}"


def half_days(halves: int) -> str:
    """``3`` → ``1.5``."""
    return f"{halves // 2}.5" if halves % 2 else f"{halves // 2}"


def who(person: Villager) -> dict[str, str]:
    """How a row names somebody."""
    return {"姓名": person.name, **({"编号": person.worker_no} if person.worker_no else {})}


def clock(made: date) -> dict[str, str]:
    """The clock of a batch: posted two days after it is made, paid on the first day that the notice allows."""
    posted = made + timedelta(days=2)
    days = {"制表日期": made, "公示日期": posted, "发放日期": posted + timedelta(days=8)}
    return {key: f"{day}" for key, day in days.items()}


def write_batches(village: Village) -> list[dict[str, Any]]:
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
