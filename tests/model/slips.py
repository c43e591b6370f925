"""Slips about people, accounts, dates, discipline: one thing changed, and the rows of which one must be named.

Like ``changes.py``: None where the village has nothing of the kind.
"""

from __future__ import annotations

import random
from datetime import date, timedelta
from decimal import ROUND_HALF_UP, Decimal

from tests.model.rows import (
    Change,
    Changed,
    Path_,
    Sections,
    first_work,
    is_same_person,
    list_work_rows,
    other_digit,
    pick_batch,
    pick_batch_row,
    pick_mark,
    pick_receipt,
    pick_worker,
)

ONE_DAY = timedelta(days=1)
CENT = Decimal("0.01")


# --- a person, an account ---------------------------------------------------------------------------------------------


def misspell_a_name(sections: Sections, rng: random.Random) -> Changed | None:
    """A name on the sign-in sheet that nobody bears."""
    if mark := pick_mark(sections, rng):
        mark.line["姓名"] = mark.line["姓名"][:-1] + "甲"
        return Changed("签到表写错名字", (("考勤", mark.sheet, "明细", mark.row),))
    return None


def lose_a_number(sections: Sections, rng: random.Random) -> Changed | None:
    """A namesake on a receipt, without the number that tells whom the bank paid."""
    batch, index = pick_receipt(sections, rng)
    receipt = sections["发放批次"][batch]["回单"][index]
    if "编号" not in receipt:
        return None
    del receipt["编号"], receipt["账号"]
    return Changed(f"{receipt['姓名']}的回单没有编号和账号", (("发放批次", batch, "回单", index),))


def misread_an_id(sections: Sections, rng: random.Random) -> Changed:
    """One digit of an ID is another."""
    index, worker = pick_worker(sections, rng)
    worker["身份证号"] = other_digit(worker["身份证号"][:17], rng) + worker["身份证号"][17]
    return Changed(f"{worker['姓名']}的身份证号错一位", (("务工人员", index),))


def give_another_birth(sections: Sections, rng: random.Random) -> Changed:
    """A date of birth that is not that of the ID."""
    index, worker = pick_worker(sections, rng)
    number = worker["身份证号"]
    born = date(int(number[6:10]), int(number[10:12]), int(number[12:14]))
    worker["出生日期"] = f"{born + rng.choice((ONE_DAY, -ONE_DAY))}"
    return Changed(f"{worker['姓名']}的出生日期差一天", (("务工人员", index),))


def give_the_other_sex(sections: Sections, rng: random.Random) -> Changed:
    """男 for 女 or the other way round."""
    index, worker = pick_worker(sections, rng)
    worker["性别"] = "女" if worker["性别"] == "男" else "男"
    return Changed(f"{worker['姓名']}的性别不符", (("务工人员", index),))


def share(sections: Sections, rng: random.Random, key: str) -> Changed | None:
    """Two people with one number of some kind."""
    if len(sections["务工人员"]) < 2:
        return None
    first, second = rng.sample(range(len(sections["务工人员"])), 2)
    sections["务工人员"][second][key] = sections["务工人员"][first][key]
    return Changed(f"两人一个{key}", (("务工人员", first), ("务工人员", second)))


def share_an_account(sections: Sections, rng: random.Random) -> Changed | None:
    """Two people with one account."""
    return share(sections, rng, "账号")


def share_a_phone(sections: Sections, rng: random.Random) -> Changed | None:
    """Two people with one telephone."""
    return share(sections, rng, "电话")


def share_an_id(sections: Sections, rng: random.Random) -> Changed | None:
    """Two people with one ID."""
    return share(sections, rng, "身份证号")


def share_a_certificate(sections: Sections, rng: random.Random) -> Changed | None:
    """Two people with one certificate."""
    return share(sections, rng, "上岗证号")


def misread_an_account(sections: Sections, rng: random.Random) -> Changed:
    """One digit of an account on the roster is another; of a passbook the receipts tell, for it has no check digit."""
    index, worker = pick_worker(sections, rng)
    worker["账号"] = other_digit(worker["账号"], rng)
    receipts = [
        ("发放批次", number, "回单", position)
        for number, batch in enumerate(sections["发放批次"])
        for position, row in enumerate(batch["回单"])
        if is_same_person(row, worker)
    ]
    return Changed(f"{worker['姓名']}的账号错一位", (("务工人员", index), *receipts))


def pay_into_another_account(sections: Sections, rng: random.Random) -> Changed:
    """The bank paid into an account that is not the worker's."""
    batch, index = pick_receipt(sections, rng)
    receipt = sections["发放批次"][batch]["回单"][index]
    receipt["账号"] = other_digit(receipt["账号"], rng)
    return Changed(f"{receipt['姓名']}的回单账号不同", (("发放批次", batch, "回单", index),))


def change_the_holder(sections: Sections, rng: random.Random) -> Changed:
    """The account belongs to somebody else, and nobody wrote who allowed it."""
    index, worker = pick_worker(sections, rng)
    worker["户名"] = "杨广财"
    return Changed(f"{worker['姓名']}的户名是别人", (("务工人员", index),))


def price_a_trade_nowhere(sections: Sections, rng: random.Random) -> Changed | None:
    """A trade on the sign-in sheet that has no price."""
    if mark := pick_mark(sections, rng):
        mark.line["工种"] = "爆破工"
        return Changed("签到表写了没有工价的工种", (("考勤", mark.sheet, "明细", mark.row),))
    return None


def measure_another_item(sections: Sections, rng: random.Random) -> Changed | None:
    """Piecework that takes its price from the rate table, under a name that is not there."""
    priced = [index for index, piece in enumerate(sections["计件"]) if "单价" not in piece]
    if not priced:
        return None
    index = rng.choice(priced)
    sections["计件"][index]["项目"] = "抹灰"
    return Changed("计件项目没有工价", (("计件", index),))


def measure_in_another_unit(sections: Sections, rng: random.Random) -> Changed | None:
    """Square metres at the price of a cubic metre."""
    priced = [index for index, piece in enumerate(sections["计件"]) if "单价" not in piece]
    if not priced:
        return None
    index = rng.choice(priced)
    sections["计件"][index]["单位"] = "m²"
    return Changed("计件单位不同", (("计件", index),))


def hire_as_an_employee(sections: Sections, rng: random.Random) -> Changed:
    """A labour contract where villagers build for themselves."""
    index, worker = pick_worker(sections, rng)
    worker["合同类型"] = "劳动合同"
    return Changed(f"{worker['姓名']}签了劳动合同", (("务工人员", index),))


def strike_a_trainee(sections: Sections, rng: random.Random) -> Changed:
    """Somebody is not on the list of the training before work, and has no certificate either."""
    index, worker = pick_worker(sections, rng)
    trainees = sections["培训"][0]["学员"]
    trainees[:] = [row for row in trainees if not is_same_person(row, worker)]
    del worker["发证日期"], worker["上岗证号"]
    return Changed(f"{worker['姓名']}没有培训", (("务工人员", index), ("培训",), *list_work_rows(sections, worker)))


# --- a date -----------------------------------------------------------------------------------------------------------


def date_after_work(sections: Sections, rng: random.Random, key: str, later: timedelta = ONE_DAY) -> Changed | None:
    """Something that must come before the first day of work comes after it."""
    index, worker = pick_worker(sections, rng)
    began = first_work(sections, worker)
    if began is None:
        return None
    worker[key] = f"{began + later}"
    return Changed(f"{worker['姓名']}先务工，后{key}", (("务工人员", index), *list_work_rows(sections, worker)))


def sign_the_contract_late(sections: Sections, rng: random.Random) -> Changed | None:
    """A contract of the day after the first day of work."""
    return date_after_work(sections, rng, "合同签订日期")


def certify_late(sections: Sections, rng: random.Random) -> Changed | None:
    """A certificate of the day after the first day of work."""
    return date_after_work(sections, rng, "发证日期")


def come_late(sections: Sections, rng: random.Random) -> Changed | None:
    """He came to the site, it is written, a day after he worked there."""
    return date_after_work(sections, rng, "进场日期")


def leave_early(sections: Sections, rng: random.Random) -> Changed | None:
    """He left the site, it is written, on his first day."""
    return date_after_work(sections, rng, "退场日期", timedelta(0))


def insure_late(sections: Sections, rng: random.Random) -> Changed | None:
    """Insured from the day after the first day of work."""
    if "保险起" not in sections["务工人员"][0]:
        return None
    return date_after_work(sections, rng, "保险起")


def consent_late(sections: Sections, rng: random.Random) -> Changed:
    """The consent is younger than the notice that shows the name."""
    index, worker = pick_worker(sections, rng)
    worker["同意书日期"] = f"{date.fromisoformat(sections['发放批次'][0]['公示日期']) + ONE_DAY}"
    return Changed(f"{worker['姓名']}的同意书晚于公示", (("务工人员", index),))


def move(sections: Sections, rng: random.Random, key: str, days: int) -> Changed:
    """A date of a batch is so many days later."""
    number, batch = pick_batch(sections, rng)
    batch[key] = f"{date.fromisoformat(batch[key]) + timedelta(days=days)}"
    return Changed(f"{batch['月份']} 的{key}差 {days} 天", (("发放批次", number),))


def pay_a_day_early(sections: Sections, rng: random.Random) -> Changed:
    """Paid on the last day of the notice."""
    return move(sections, rng, "发放日期", -1)


def post_a_day_late(sections: Sections, rng: random.Random) -> Changed:
    """Posted a day later, and paid on the day that was meant."""
    return move(sections, rng, "公示日期", 1)


def pay_a_month_late(sections: Sections, rng: random.Random) -> Changed | None:
    """Paid on the 32nd day after the end of the month; a correction has no such term."""
    numbers = [number for number, batch in enumerate(sections["发放批次"]) if batch.get("类型") != "补发"]
    number = rng.choice(numbers)
    batch = sections["发放批次"][number]
    batch["发放日期"] = f"{date.fromisoformat(batch['制表日期']) + timedelta(days=31)}"
    return Changed(f"{batch['月份']} 逾期发放", (("发放批次", number),))


def receive_early(sections: Sections, rng: random.Random) -> Changed:
    """The bank paid one person before the notice was over."""
    batch, index = pick_receipt(sections, rng)
    facts = sections["发放批次"][batch]
    facts["回单"][index]["日期"] = f"{date.fromisoformat(facts['发放日期']) - ONE_DAY}"
    return Changed("回单早于公示期满", (("发放批次", batch, "回单", index),))


def train_late(sections: Sections, _rng: random.Random) -> Changed:
    """The training before work was held after the first day of work."""
    sections["培训"][0]["日期"] = "2026-03-03"
    people = range(len(sections["务工人员"]))
    work = [row for worker in sections["务工人员"] for row in list_work_rows(sections, worker)]
    return Changed("先上岗后培训", (("培训", 0), *(("务工人员", index) for index in people), *work))


def start_late(sections: Sections, _rng: random.Random) -> Changed:
    """The works began, it is written, a day after the first entry of the log."""
    sections["项目"]["实际开工"] = "2026-03-03"
    return Changed("开工前有出勤", (("项目", "实际开工"),))


def object_in_vain(sections: Sections, rng: random.Random) -> Changed:
    """An objection that nobody answered."""
    number, batch = pick_batch(sections, rng)
    batch["异议"] = "1件，天数有误"
    return Changed("有异议就发放", (("发放批次", number),))


def lose_a_photo(sections: Sections, rng: random.Random) -> Changed:
    """A notice without the photo of its last day."""
    number, batch = pick_batch(sections, rng)
    del batch["公示照片"]["末日"]
    return Changed("公示少一张照片", (("发放批次", number),))


def name_another_fund(sections: Sections, rng: random.Random) -> Changed | None:
    """A batch is paid by a fund that the project does not have."""
    number, batch = pick_batch(sections, rng)
    if "资金来源" not in batch:
        return None
    batch["资金来源"] = "川财农〔2026〕404号"
    return Changed("资金来源不在资金里", (("发放批次", number),))


# --- discipline and corrections ---------------------------------------------------------------------------------------


def pick_record(sections: Sections, rng: random.Random, kind: str) -> int | None:
    """A record of discipline of a kind."""
    found = [index for index, row in enumerate(sections.get("考核", ())) if row["处理"] == kind]
    return rng.choice(found) if found else None


def forget_an_education(sections: Sections, rng: random.Random) -> Changed | None:
    """Two educations before the deduction in the place of three."""
    index = pick_record(sections, rng, "教育")
    if index is None:
        return None
    gone = sections["考核"].pop(index)
    rows = [("考核", i) for i, row in enumerate(sections["考核"]) if is_same_person(row, gone)]
    return Changed(f"{gone['姓名']}少一次教育", tuple(rows))


def forget_the_decision(sections: Sections, rng: random.Random) -> Changed | None:
    """Nobody decided the deduction."""
    index = pick_record(sections, rng, "扣款")
    if index is None:
        return None
    del sections["考核"][index]["决定依据"]
    return Changed("扣款没有决定依据", (("考核", index),))


def deduct_above_the_tenth(sections: Sections, rng: random.Random) -> Changed | None:
    """One cent above the tenth of the month's pay, as the pay sheet of the township has it."""
    index = pick_record(sections, rng, "扣款")
    if index is None:
        return None
    record = sections["考核"][index]
    month = record["日期"][:7]
    lines = [
        row
        for batch in sections["发放批次"]
        if batch["月份"] == month
        for row in batch.get("明细", ())
        if is_same_person(row, record)
    ]
    if not lines:
        return None
    tenth = (Decimal(lines[0]["应发"]) / 10).quantize(CENT, ROUND_HALF_UP)
    record["金额"] = str(tenth + CENT)
    return Changed(f"{record['姓名']}扣款 {record['金额']}，超过一成", (("考核", index),))


def deduct_a_cent_more(sections: Sections, rng: random.Random) -> Changed | None:
    """Another sum than was paid."""
    index = pick_record(sections, rng, "扣款")
    if index is None or "金额" not in sections["考核"][index]:
        return None
    record = sections["考核"][index]
    record["金额"] = str(Decimal(record["金额"]) + CENT)
    pay: list[Path_] = [
        ("发放批次", number, part, position)
        for number, batch in enumerate(sections["发放批次"])
        if batch["月份"] == record["日期"][:7]
        for part in ("回单", "明细", "核验")
        for position, row in enumerate(batch.get(part, ()))
        if is_same_person(row, record)
    ]
    return Changed(f"{record['姓名']}的扣款多一分", (("考核", index), *pay))


def switch_deductions_off(sections: Sections, _rng: random.Random) -> Changed | None:
    """The contract does not agree to deductions, and one was made."""
    if "用工约定" not in sections:
        return None
    sections["用工约定"]["启用扣款"] = "否"
    rows = [("考核", index) for index, row in enumerate(sections["考核"]) if row["处理"] == "扣款"]
    return Changed("没有约定就扣款", tuple(rows))


def forget_the_reason(sections: Sections, rng: random.Random) -> Changed | None:
    """A correction that nobody can check."""
    if picked := pick_batch_row(sections, rng, "更正"):
        path, row = picked
        del row["依据"]
        return Changed(f"{row['姓名']}的更正没有依据", (path,))
    return None


def ask_somebody_else(sections: Sections, rng: random.Random) -> Changed | None:
    """Somebody was asked who is not on the sheet."""
    if picked := pick_batch_row(sections, rng, "核验"):
        path, row = picked
        row["姓名"] = "杨广财"
        row.pop("编号", None)
        return Changed("核验了别人", (path,))
    return None


def say_that_another_signed(sections: Sections, rng: random.Random) -> Changed | None:
    """Somebody says that he did not sign himself."""
    if picked := pick_batch_row(sections, rng, "核验"):
        path, row = picked
        row["本人签名"] = "否"
        return Changed(f"{row['姓名']}说不是本人签名", (path,))
    return None


SLIPS: tuple[Change, ...] = (
    misspell_a_name,
    lose_a_number,
    misread_an_id,
    give_another_birth,
    give_the_other_sex,
    share_an_account,
    share_a_phone,
    share_an_id,
    share_a_certificate,
    misread_an_account,
    pay_into_another_account,
    change_the_holder,
    price_a_trade_nowhere,
    measure_another_item,
    measure_in_another_unit,
    hire_as_an_employee,
    strike_a_trainee,
    sign_the_contract_late,
    certify_late,
    come_late,
    leave_early,
    insure_late,
    consent_late,
    pay_a_day_early,
    post_a_day_late,
    pay_a_month_late,
    receive_early,
    train_late,
    start_late,
    object_in_vain,
    lose_a_photo,
    name_another_fund,
    forget_an_education,
    forget_the_decision,
    deduct_above_the_tenth,
    deduct_a_cent_more,
    switch_deductions_off,
    forget_the_reason,
    ask_somebody_else,
    say_that_another_signed,
)
