"""One slip of the pen in one record of work or pay: what is changed, and the rows of which one must be named.

Each takes the sections of a village that is in order and changes one thing in place.  None is returned where the village has
nothing to change (no piecework, no failed payment).
"""

from __future__ import annotations

import random
from decimal import Decimal

from tests.model.rows import (
    Change,
    Changed,
    Path_,
    Sections,
    is_same_person,
    list_days_at_work,
    list_pay_rows,
    pick_batch_row,
    pick_mark,
    pick_receipt,
)

CENT = Decimal("0.01")


# --- a day ------------------------------------------------------------------------------------------------------------


def halve_a_day(sections: Sections, rng: random.Random) -> Changed | None:
    """Somebody's whole day becomes a half, or a half a whole."""
    if mark := pick_mark(sections, rng):
        marks = mark.marks
        marks[mark.day] = "1" if marks[mark.day] == "0.5" else "0.5"
        return Changed(f"{mark.on} 改为 {marks[mark.day]}", mark.list_rows(sections))
    return None


def strike_a_day(sections: Sections, rng: random.Random) -> Changed | None:
    """A signature is lost."""
    mark = pick_mark(sections, rng)
    if mark is None or len(mark.marks) == 1:
        return None
    del mark.marks[mark.day]
    return Changed(f"删去 {mark.on}", mark.list_rows(sections))


def sign_in_on_an_idle_day(sections: Sections, rng: random.Random) -> Changed | None:
    """Somebody signs in on a day that the log calls 停工."""
    mark = pick_mark(sections, rng)
    if mark is None:
        return None
    idle = [log["日期"] for log in sections["施工日志"] if "停工原因" in log and log["日期"].startswith(mark.month)]
    if not idle:
        return None
    moved = mark._replace(day=str(int(rng.choice(idle)[8:])))
    moved.marks[moved.day] = "1"
    return Changed(f"停工的 {moved.on} 签到", moved.list_rows(sections))


def miscount_heads(sections: Sections, rng: random.Random) -> Changed | None:
    """The log counts one more than signed in; a ledger without dates has nothing to say of it."""
    if not any(list_days_at_work(sections, worker) for worker in sections["务工人员"]):
        return None
    index = _pick_working_day(sections, rng)
    log = sections["施工日志"][index]
    log["出勤人数"] = str(int(log["出勤人数"]) + 1)
    return Changed(f"日志 {log['日期']} 多一人", (("施工日志", index),))


def skip_a_log_entry(sections: Sections, rng: random.Random) -> Changed:
    """A day is missing in the log, not the last one."""
    index = rng.randrange(len(sections["施工日志"]) - 1)
    gone = sections["施工日志"].pop(index)
    return Changed(f"日志缺 {gone['日期']}", (("施工日志",),))


def change_a_day_of_the_ledger(sections: Sections, rng: random.Random) -> Changed | None:
    """The ledger has half a day more or less."""
    if "务工台账" not in sections:
        return None
    month = rng.randrange(len(sections["务工台账"]))
    index = rng.randrange(len(sections["务工台账"][month]["明细"]))
    row = sections["务工台账"][month]["明细"][index]
    days = Decimal(row["天数"])
    row["天数"] = str(days + Decimal("0.5") if days == Decimal("0.5") else days - Decimal("0.5"))
    rows = [("务工台账", month, "明细", index)]
    if "考勤" not in sections:
        rows.extend(list_pay_rows(sections, sections["务工台账"][month]["月份"], row))
    return Changed(f"台账 {row}", tuple(rows))


def move_a_day_of_the_ledger(sections: Sections, rng: random.Random) -> Changed | None:
    """As many days, but one of them on another date."""
    ledgers = sections.get("务工台账") or [{"明细": [{}]}]
    if "日期" not in ledgers[0]["明细"][0]:
        return None
    month = rng.randrange(len(ledgers))
    index = rng.randrange(len(ledgers[month]["明细"]))
    row = ledgers[month]["明细"][index]
    taken = list_days_at_work(sections, row)
    free = [
        log["日期"] for log in sections["施工日志"] if log["日期"][:7] == row["日期"][:7] and log["日期"] not in taken
    ]
    if not free:
        return None
    before, row["日期"] = row["日期"], rng.choice(free)
    logs = [("施工日志", i) for i, log in enumerate(sections["施工日志"]) if log["日期"] in {before, row["日期"]}]
    return Changed(f"台账 {before} 记成 {row['日期']}", (("务工台账", month, "明细", index), *logs))


def forget_a_name_in_the_log(sections: Sections, rng: random.Random) -> Changed | None:
    """The log names one person fewer than it counts."""
    index = _pick_working_day(sections, rng)
    log = sections["施工日志"][index]
    names = log.get("出勤人员", "").split("；")
    if not names[0]:
        return None
    group, _, people = names[-1].partition("：")
    rest = people.split("、")[:-1]
    names[-1:] = [f"{group}：{'、'.join(rest)}"] if rest else []
    log["出勤人员"] = "；".join(names) or "张三丰"
    pay = [row for batch in range(len(sections["发放批次"])) for row in _list_all_pay_rows(sections, batch)]
    return Changed(f"日志 {log['日期']} 漏了一人", (("施工日志", index), *(pay if _is_only_log(sections) else [])))


def list_other_days_on_the_pay_sheet(sections: Sections, rng: random.Random) -> Changed | None:
    """The pay sheet has half a day more."""
    if picked := pick_batch_row(sections, rng, "明细"):
        path, row = picked
        row["天数"] = str(Decimal(row["天数"]) + Decimal("0.5"))
        return Changed(f"发放表{row['姓名']}多半天", (path,))
    return None


# --- a rate -----------------------------------------------------------------------------------------------------------


def change_a_rate(sections: Sections, rng: random.Random) -> Changed | None:
    """One 元 more a day, for a price that somebody earned; the row of the rate, or who was paid otherwise."""
    rates = sections["工价"]
    index = rng.randrange(len(rates))
    rate = rates[index]
    if "执行日期" not in rate:
        return None
    later = [r["执行日期"] for r in rates if r["工种"] == rate["工种"] and r.get("执行日期", "") > rate["执行日期"]]
    until = min(later, default="9999-12-31")
    earners: dict[tuple[str, str, str], None] = {}
    for sheet in sections.get("考勤", ()):
        for row in sheet["明细"]:
            days = [f"{sheet['月份']}-{int(day):02d}" for day in row["出勤"]]
            if row["工种"] == rate["工种"] and any(rate["执行日期"] <= day < until for day in days):
                earners[sheet["月份"], row["姓名"], row.get("编号", "")] = None
    if not earners:
        return None
    rate["单价"] = str(Decimal(rate["单价"]) + 1)
    people = [(month, {"姓名": name, **({"编号": number} if number else {})}) for month, name, number in earners]
    rows = [row for month, who in people for row in list_pay_rows(sections, month, who)]
    return Changed(f"{rate['工种']}工价多一元", (*rows, ("工价", index)))


def change_the_price_of_a_piece(sections: Sections, rng: random.Random) -> Changed | None:
    """One 元 more a cubic metre in the rate table, for work that takes its price from it."""
    index = next((i for i, rate in enumerate(sections["工价"]) if rate.get("单位") == "m³"), None)
    priced = [(i, piece) for i, piece in enumerate(sections["计件"]) if "单价" not in piece]
    # Less than half a cent a measurement is lost in the rounding of it.
    if index is None or not priced:
        return None
    sections["工价"][index]["单价"] = str(Decimal(sections["工价"][index]["单价"]) + 1)
    rows: list[Path_] = [("工价", index)]
    for number, piece in priced:
        rows += [("计件", number), *list_pay_rows(sections, piece["日期"][:7], piece)]
    return Changed("砌石单价多一元", tuple(rows))


# --- a cent -----------------------------------------------------------------------------------------------------------


def shift_a_receipt(sections: Sections, rng: random.Random) -> Changed:
    """The bank paid one cent more or less."""
    batch, index = pick_receipt(sections, rng)
    receipt = sections["发放批次"][batch]["回单"][index]
    receipt["金额"] = str(Decimal(receipt["金额"]) + rng.choice((CENT, -CENT)))
    # After a failed transfer that one is shown, for it is still open.
    return Changed(f"{receipt['姓名']}的回单差一分", tuple(_list_in_batch(sections, batch, receipt)))


def shift_the_pay_sheet(sections: Sections, rng: random.Random) -> Changed | None:
    """The pay sheet that the township keeps has one cent more or less."""
    if picked := pick_batch_row(sections, rng, "明细"):
        path, row = picked
        key = rng.choice(("应发", "实发", "扣减"))
        row[key] = str(Decimal(row[key]) + (CENT if key == "扣减" else rng.choice((CENT, -CENT))))
        return Changed(f"发放表{row['姓名']}的{key}差一分", (path,))
    return None


def shift_a_bonus(sections: Sections, rng: random.Random) -> Changed | None:
    """A bonus of one cent more."""
    if picked := pick_batch_row(sections, rng, "奖补"):
        path, row = picked
        row["金额"] = str(Decimal(row["金额"]) + CENT)
        return Changed(f"{row['姓名']}的奖补多一分", (path, *_list_in_batch(sections, int(path[1]), row)))
    return None


def shift_a_correction(sections: Sections, rng: random.Random) -> Changed | None:
    """A correction of one cent, or half a day, more."""
    if picked := pick_batch_row(sections, rng, "更正"):
        path, row = picked
        key, more = ("金额", CENT) if "金额" in row else ("天数", Decimal("0.5"))
        row[key] = str(Decimal(row[key]) + more)
        return Changed(f"{row['姓名']}的更正多 {more}", (path, *_list_in_batch(sections, int(path[1]), row)))
    return None


def shift_an_interview(sections: Sections, rng: random.Random) -> Changed | None:
    """Somebody says that he got a cent less, or worked half a day less."""
    if picked := pick_batch_row(sections, rng, "核验"):
        path, row = picked
        key, less = rng.choice((("自述金额", CENT), ("自述天数", Decimal("0.5"))))
        row[key] = str(abs(Decimal(row[key]) - less))
        return Changed(f"{row['姓名']}的{key}少 {less}", (path,))
    return None


def shift_a_measurement(sections: Sections, rng: random.Random) -> Changed | None:
    """Quantity, price or amount of measured work no longer belong together, or no longer to what was paid."""
    if not sections["计件"]:
        return None
    index = rng.randrange(len(sections["计件"]))
    piece = sections["计件"][index]
    key = rng.choice([key for key in ("数量", "单价", "金额") if key in piece])
    piece[key] = str(Decimal(piece[key]) + 1)
    rows = list_pay_rows(sections, piece["日期"][:7], piece) if "金额" not in piece else []
    return Changed(f"{piece['姓名']}的计件{key}多一", (("计件", index), *rows))


def pay_twice(sections: Sections, rng: random.Random) -> Changed:
    """The bank paid somebody a second time."""
    batch, index = pick_receipt(sections, rng)
    receipts = sections["发放批次"][batch]["回单"]
    receipts.append({**receipts[index], "流水号": "20991231000077"})
    rows = tuple(("发放批次", batch, "回单", i) for i in (index, len(receipts) - 1))
    return Changed(f"{receipts[index]['姓名']}发了两次", rows)


def lose_a_receipt(sections: Sections, rng: random.Random) -> Changed | None:
    """Somebody was not paid at all."""
    batch, index = pick_receipt(sections, rng)
    gone = sections["发放批次"][batch]["回单"].pop(index)
    rows = [("发放批次", batch, "回单"), ("发放批次", batch), *_list_in_batch(sections, batch, gone)]
    return Changed(f"{gone['姓名']}没有回单", tuple(rows)) if sections["发放批次"][batch]["回单"] else None


CHANGES: tuple[Change, ...] = (
    halve_a_day,
    strike_a_day,
    sign_in_on_an_idle_day,
    miscount_heads,
    skip_a_log_entry,
    change_a_day_of_the_ledger,
    move_a_day_of_the_ledger,
    forget_a_name_in_the_log,
    list_other_days_on_the_pay_sheet,
    change_a_rate,
    change_the_price_of_a_piece,
    shift_a_receipt,
    shift_the_pay_sheet,
    shift_a_bonus,
    shift_a_correction,
    shift_an_interview,
    shift_a_measurement,
    pay_twice,
    lose_a_receipt,
)


def _pick_working_day(sections: Sections, rng: random.Random) -> int:
    return rng.choice([i for i, log in enumerate(sections["施工日志"]) if "停工原因" not in log])


def _is_only_log(sections: Sections) -> bool:
    return "考勤" not in sections and "务工台账" not in sections


def _list_in_batch(sections: Sections, batch: int, who: dict[str, str]) -> list[Path_]:
    """Where one person stands in one batch."""
    facts = sections["发放批次"][batch]
    return [
        ("发放批次", batch, part, index)
        for part in ("回单", "明细")
        for index, row in enumerate(facts.get(part, ()))
        if is_same_person(row, who)
    ]


def _list_all_pay_rows(sections: Sections, batch: int) -> list[Path_]:
    return [("发放批次", batch, "回单", index) for index in range(len(sections["发放批次"][batch]["回单"]))]
