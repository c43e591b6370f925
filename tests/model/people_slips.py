"""Slips about people and accounts: one thing changed, and the rows of which one must be named.

Like ``changes.py``: None where the village has nothing of the kind.
"""

from __future__ import annotations

import random
from datetime import date, timedelta
from decimal import Decimal

from tests.model.rows import (
    Change,
    Changed,
    Sections,
    is_same_person,
    list_work_rows,
    other_digit,
    pick_mark,
    pick_receipt,
    pick_worker,
)

ONE_DAY = timedelta(days=1)
CENT = Decimal("0.01")


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


PEOPLE_SLIPS: tuple[Change, ...] = (
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
)
