"""One slip of the pen in one record: what is changed, and the rows of which one must be named.

Each takes the sections of a village that is in order and changes one thing in place.  None is returned where the village has
nothing to change (no piecework, no failed payment).
"""

from __future__ import annotations

import random
from collections.abc import Callable
from datetime import date, timedelta
from decimal import Decimal
from typing import Any, NamedTuple

from tests.model.records import Sections
from tests.model.village import NAMES

Path_ = tuple[str | int, ...]


class Changed(NamedTuple):
    """What was changed, and the paths of the rows that can be blamed for it."""

    what: str
    rows: tuple[Path_, ...]


Change = Callable[[Sections, random.Random], Changed | None]


# --- a day ------------------------------------------------------------------------------------------------------------


def halve_a_day(sections: Sections, rng: random.Random) -> Changed:
    """Somebody's whole day becomes a half, or a half a whole."""
    month, row = _pick_row(sections, rng)
    marks = sections["考勤"][month]["明细"][row]["出勤"]
    day = rng.choice(list(marks))
    marks[day] = "1" if marks[day] == "0.5" else "0.5"
    return _blame_work(sections, month, row, int(day), f"{day} 日改为 {marks[day]}")


def strike_a_day(sections: Sections, rng: random.Random) -> Changed | None:
    """A signature is lost."""
    month, row = _pick_row(sections, rng)
    marks = sections["考勤"][month]["明细"][row]["出勤"]
    day = rng.choice(list(marks))
    del marks[day]
    return _blame_work(sections, month, row, int(day), f"删去 {day} 日") if marks else None


def sign_in_on_an_idle_day(sections: Sections, rng: random.Random) -> Changed | None:
    """Somebody signs in on a day that the log calls 停工."""
    month, row = _pick_row(sections, rng)
    name = sections["考勤"][month]["月份"]
    idle = [log["日期"] for log in sections["施工日志"] if "停工原因" in log and log["日期"].startswith(name)]
    if not idle:
        return None
    day = rng.choice(idle)
    sections["考勤"][month]["明细"][row]["出勤"][str(int(day[8:]))] = "1"
    return _blame_work(sections, month, row, int(day[8:]), f"停工的 {day} 签到")


def miscount_heads(sections: Sections, rng: random.Random) -> Changed:
    """The log counts one more than signed in."""
    index = rng.choice([i for i, log in enumerate(sections["施工日志"]) if "停工原因" not in log])
    log = sections["施工日志"][index]
    log["出勤人数"] = str(int(log["出勤人数"]) + 1)
    return Changed(f"日志 {log['日期']} 多一人", (("施工日志", index),))


def skip_a_log_entry(sections: Sections, rng: random.Random) -> Changed:
    """A day is missing in the log, not the last one."""
    index = rng.randrange(len(sections["施工日志"]) - 1)
    gone = sections["施工日志"].pop(index)
    return Changed(f"日志缺 {gone['日期']}", (("施工日志",),))


def change_a_day_of_the_ledger(sections: Sections, rng: random.Random) -> Changed:
    """The ledger has a half day for a whole one, or the other way round."""
    month = rng.randrange(len(sections["务工台账"]))
    index = rng.randrange(len(sections["务工台账"][month]["明细"]))
    row = sections["务工台账"][month]["明细"][index]
    row["天数"] = "1" if row["天数"] == "0.5" else "0.5"
    return Changed(f"台账 {row['日期']} {row['姓名']}改为 {row['天数']} 天", (("务工台账", month, "明细", index),))


def forget_a_name_in_the_log(sections: Sections, rng: random.Random) -> Changed:
    """The log names one person fewer than came."""
    index = rng.choice([i for i, log in enumerate(sections["施工日志"]) if "停工原因" not in log])
    log = sections["施工日志"][index]
    log["出勤人员"] = "、".join(log["出勤人员"].split("、")[:-1]) or "张三丰"
    return Changed(f"日志 {log['日期']} 漏了一人", (("施工日志", index),))


def list_other_days_on_the_pay_sheet(sections: Sections, rng: random.Random) -> Changed:
    """The pay sheet has half a day more."""
    batch = rng.randrange(len(sections["发放批次"]))
    index = rng.randrange(len(sections["发放批次"][batch]["明细"]))
    row = sections["发放批次"][batch]["明细"][index]
    row["天数"] = str(Decimal(row["天数"]) + Decimal("0.5"))
    return Changed(f"发放表{row['姓名']}多半天", (("发放批次", batch, "明细", index),))


# --- a rate -----------------------------------------------------------------------------------------------------------


def change_a_rate(sections: Sections, rng: random.Random) -> Changed | None:
    """One 元 more a day, for a price that somebody earned."""
    index = rng.choice(range(len(sections["工价"])))
    rate = sections["工价"][index]
    later = [r["执行日期"] for r in sections["工价"] if r["工种"] == rate["工种"] and r["执行日期"] > rate["执行日期"]]
    until = min(later, default="9999-12-31")
    earners: dict[tuple[int, str], None] = {}
    for month, sheet in enumerate(sections["考勤"]):
        for row in sheet["明细"]:
            days = [f"{sheet['月份']}-{int(day):02d}" for day in row["出勤"]]
            if row["工种"] == rate["工种"] and any(rate["执行日期"] <= day < until for day in days):
                earners[month, row["姓名"]] = None
    if not earners:
        return None
    rate["单价"] = str(Decimal(rate["单价"]) + 1)
    rows = [row for month, name in earners for row in _pay_rows(sections, month, name)]
    return Changed(f"{rate['工种']}工价多一元", (*rows, ("工价", index)))


# --- a cent -----------------------------------------------------------------------------------------------------------


def shift_a_receipt(sections: Sections, rng: random.Random) -> Changed:
    """The bank paid one cent more or less."""
    batch, index = _pick_receipt(sections, rng)
    receipt = sections["发放批次"][batch]["回单"][index]
    receipt["金额"] = str(Decimal(receipt["金额"]) + rng.choice((Decimal("0.01"), Decimal("-0.01"))))
    rows = _pay_rows(
        sections, batch, receipt["姓名"]
    )  # after a failed transfer that one is shown, for it is still open
    return Changed(f"{receipt['姓名']}的回单差一分", tuple(rows))


def shift_the_pay_sheet(sections: Sections, rng: random.Random) -> Changed:
    """The pay sheet that the township keeps has one cent more or less."""
    batch = rng.randrange(len(sections["发放批次"]))
    index = rng.randrange(len(sections["发放批次"][batch]["明细"]))
    row = sections["发放批次"][batch]["明细"][index]
    key = rng.choice(("应发", "实发"))
    row[key] = str(Decimal(row[key]) + rng.choice((Decimal("0.01"), Decimal("-0.01"))))
    return Changed(f"发放表{row['姓名']}的{key}差一分", (("发放批次", batch, "明细", index),))


def shift_a_bonus(sections: Sections, rng: random.Random) -> Changed:
    """A bonus of one cent more."""
    batch = rng.randrange(len(sections["发放批次"]))
    index = rng.randrange(len(sections["发放批次"][batch]["奖补"]))
    bonus = sections["发放批次"][batch]["奖补"][index]
    bonus["金额"] = str(Decimal(bonus["金额"]) + Decimal("0.01"))
    rows = _pay_rows(sections, batch, bonus["姓名"])
    return Changed(f"{bonus['姓名']}的奖补多一分", (("发放批次", batch, "奖补", index), *rows))


def shift_a_measurement(sections: Sections, rng: random.Random) -> Changed | None:
    """Quantity, price or amount of measured work no longer belong together."""
    if not sections["计件"]:
        return None
    index = rng.randrange(len(sections["计件"]))
    key = rng.choice(("数量", "单价", "金额"))
    piece = sections["计件"][index]
    piece[key] = str(Decimal(piece[key]) + 1)
    return Changed(f"{piece['姓名']}的计件{key}多一", (("计件", index),))


def pay_twice(sections: Sections, rng: random.Random) -> Changed:
    """The bank paid somebody a second time."""
    batch, index = _pick_receipt(sections, rng)
    receipts = sections["发放批次"][batch]["回单"]
    receipts.append({**receipts[index], "流水号": "20991231000077"})
    rows = tuple(("发放批次", batch, "回单", i) for i in (index, len(receipts) - 1))
    return Changed(f"{receipts[index]['姓名']}发了两次", rows)


def lose_a_receipt(sections: Sections, rng: random.Random) -> Changed | None:
    """Somebody was not paid at all."""
    batch, index = _pick_receipt(sections, rng)
    gone = sections["发放批次"][batch]["回单"].pop(index)
    rows = [("发放批次", batch, "回单"), ("发放批次", batch), *_pay_rows(sections, batch, gone["姓名"])]
    return Changed(f"{gone['姓名']}没有回单", tuple(rows)) if sections["发放批次"][batch]["回单"] else None


# --- a person, an account ---------------------------------------------------------------------------------------------


def misspell_a_name(sections: Sections, rng: random.Random) -> Changed:
    """A name on the sign-in sheet that nobody bears."""
    month, row = _pick_row(sections, rng)
    line = sections["考勤"][month]["明细"][row]
    line["姓名"] = line["姓名"][:-1] + "甲"
    return Changed("签到表写错名字", (("考勤", month, "明细", row),))


def swap_two_digits_of_an_id(sections: Sections, rng: random.Random) -> Changed:
    """One digit of an ID is another."""
    index, worker = _pick_worker(sections, rng)
    place = rng.randrange(6, 17)
    digit = str((int(worker["身份证号"][place]) + rng.randrange(1, 10)) % 10)
    worker["身份证号"] = worker["身份证号"][:place] + digit + worker["身份证号"][place + 1 :]
    return Changed(f"{worker['姓名']}的身份证号错一位", (("务工人员", index),))


def misread_an_account(sections: Sections, rng: random.Random) -> Changed:
    """One digit of an account on the roster is another."""
    index, worker = _pick_worker(sections, rng)
    worker["账号"] = _other_digit(worker["账号"], rng)
    return Changed(f"{worker['姓名']}的账号错一位", (("务工人员", index),))


def pay_into_another_account(sections: Sections, rng: random.Random) -> Changed:
    """The bank paid into an account that is not the worker's."""
    batch, index = _pick_receipt(sections, rng)
    receipt = sections["发放批次"][batch]["回单"][index]
    receipt["账号"] = _other_digit(receipt["账号"], rng)
    return Changed(f"{receipt['姓名']}的回单账号不同", (("发放批次", batch, "回单", index),))


def share_an_account(sections: Sections, rng: random.Random) -> Changed | None:
    """Two people with one account."""
    if len(sections["务工人员"]) < 2:
        return None
    first, second = rng.sample(range(len(sections["务工人员"])), 2)
    sections["务工人员"][second]["账号"] = sections["务工人员"][first]["账号"]
    return Changed("两人一个账号", (("务工人员", first), ("务工人员", second)))


def price_a_trade_nowhere(sections: Sections, rng: random.Random) -> Changed:
    """A trade on the sign-in sheet that has no price."""
    month, row = _pick_row(sections, rng)
    sections["考勤"][month]["明细"][row]["工种"] = "爆破工"
    return Changed("签到表写了没有工价的工种", (("考勤", month, "明细", row),))


# --- a date -----------------------------------------------------------------------------------------------------------


def sign_the_contract_late(sections: Sections, rng: random.Random) -> Changed:
    """A contract of the day after the first day of work."""
    index, worker = _pick_worker(sections, rng)
    worker["合同签订日期"] = f"{_first_work(sections, worker['姓名']) + timedelta(days=1)}"
    rows = [("务工人员", index), *_sheet_rows(sections, worker["姓名"])]
    return Changed(f"{worker['姓名']}先务工后签合同", tuple(rows))


def pay_a_day_early(sections: Sections, rng: random.Random) -> Changed:
    """Paid on the last day of the notice."""
    batch = rng.randrange(len(sections["发放批次"]))
    facts = sections["发放批次"][batch]
    facts["发放日期"] = f"{date.fromisoformat(facts['公示日期']) + timedelta(days=7)}"
    return Changed(f"{facts['月份']} 公示没有满就发放", (("发放批次", batch),))


def pay_a_month_late(sections: Sections, rng: random.Random) -> Changed:
    """Paid on the 32nd day after the end of the month."""
    batch = rng.randrange(len(sections["发放批次"]))
    facts = sections["发放批次"][batch]
    made = date.fromisoformat(facts["制表日期"])
    facts["发放日期"] = f"{made + timedelta(days=31)}"
    return Changed(f"{facts['月份']} 逾期发放", (("发放批次", batch),))


def train_late(sections: Sections, _rng: random.Random) -> Changed:
    """The training before work was held after the first day of work."""
    training = sections["培训"][0]
    training["日期"] = "2026-03-03"
    roster = [("务工人员", index) for index in range(len(sections["务工人员"]))]
    everybody = [row for name in NAMES for row in _sheet_rows(sections, name)]
    return Changed("先上岗后培训", (("培训",), ("培训", 0), *roster, *everybody))


def start_late(sections: Sections, _rng: random.Random) -> Changed:
    """The works began, it is written, a day after the first people signed in."""
    sections["项目"]["实际开工"] = "2026-03-03"
    return Changed("开工前有出勤", (("项目", "实际开工"), ("项目",)))


def object_in_vain(sections: Sections, rng: random.Random) -> Changed:
    """An objection that nobody answered."""
    batch = rng.randrange(len(sections["发放批次"]))
    sections["发放批次"][batch]["异议"] = "1件，天数有误"
    return Changed("有异议就发放", (("发放批次", batch),))


CHANGES: tuple[Change, ...] = (
    halve_a_day,
    strike_a_day,
    sign_in_on_an_idle_day,
    change_a_day_of_the_ledger,
    forget_a_name_in_the_log,
    list_other_days_on_the_pay_sheet,
    shift_the_pay_sheet,
    miscount_heads,
    skip_a_log_entry,
    change_a_rate,
    shift_a_receipt,
    shift_a_bonus,
    shift_a_measurement,
    pay_twice,
    lose_a_receipt,
    misspell_a_name,
    swap_two_digits_of_an_id,
    misread_an_account,
    pay_into_another_account,
    share_an_account,
    price_a_trade_nowhere,
    sign_the_contract_late,
    pay_a_day_early,
    pay_a_month_late,
    train_late,
    start_late,
    object_in_vain,
)


# --- where ------------------------------------------------------------------------------------------------------------


def _pick_row(sections: Sections, rng: random.Random) -> tuple[int, int]:
    month = rng.randrange(len(sections["考勤"]))
    return month, rng.randrange(len(sections["考勤"][month]["明细"]))


def _pick_receipt(sections: Sections, rng: random.Random) -> tuple[int, int]:
    """A payment that arrived."""
    batch = rng.randrange(len(sections["发放批次"]))
    receipts = sections["发放批次"][batch]["回单"]
    return batch, rng.choice([i for i, receipt in enumerate(receipts) if receipt["状态"] == "成功"])


def _pick_worker(sections: Sections, rng: random.Random) -> tuple[int, dict[str, Any]]:
    index = rng.randrange(len(sections["务工人员"]))
    return index, sections["务工人员"][index]


def _other_digit(number: str, rng: random.Random) -> str:
    place = rng.randrange(6, len(number))
    digit = str((int(number[place]) + rng.randrange(1, 10)) % 10)
    return number[:place] + digit + number[place + 1 :]


def _blame_work(sections: Sections, month: int, row: int, day: int, what: str) -> Changed:
    """Work that no longer agrees: the sheet's row, the log of the day, and what the person was paid."""
    sheet = sections["考勤"][month]
    on = f"{sheet['月份']}-{day:02d}"
    logs = [("施工日志", i) for i, log in enumerate(sections["施工日志"]) if log["日期"] == on]
    name = sheet["明细"][row]["姓名"]
    ledger = [
        ("务工台账", month, "明细", index)
        for index, line in enumerate(sections["务工台账"][month]["明细"])
        if (line["日期"], line["姓名"]) == (on, name)
    ]
    rows = (("考勤", month, "明细", row), *logs, *ledger, *_pay_rows(sections, month, name))
    return Changed(f"{name} {on}：{what}", rows)


def _pay_rows(sections: Sections, batch: int, name: str) -> list[Path_]:
    """Where one person stands in one batch."""
    facts = sections["发放批次"][batch]
    return [
        ("发放批次", batch, part, index)
        for part in ("回单", "明细")
        for index, row in enumerate(facts.get(part, ()))
        if row["姓名"] == name
    ]


def _sheet_rows(sections: Sections, name: str) -> list[Path_]:
    return [
        ("考勤", month, "明细", index)
        for month, sheet in enumerate(sections["考勤"])
        for index, row in enumerate(sheet["明细"])
        if row["姓名"] == name
    ]


def _first_work(sections: Sections, name: str) -> date:
    days = [
        date.fromisoformat(f"{sheet['月份']}-{int(day):02d}")
        for sheet in sections["考勤"]
        for row in sheet["明细"]
        if row["姓名"] == name
        for day in row["出勤"]
    ]
    return min(days)
