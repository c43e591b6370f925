"""Slips about dates and what a batch must have: one thing changed, and the rows of which one must be named.

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
    first_work,
    list_work_rows,
    pick_batch,
    pick_receipt,
    pick_worker,
)

ONE_DAY = timedelta(days=1)
CENT = Decimal("0.01")


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


DATE_SLIPS: tuple[Change, ...] = (
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
)
