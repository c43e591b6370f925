"""Slips about discipline, corrections and interviews: one thing changed, and the rows of which one must be named.

Like ``changes.py``: None where the village has nothing of the kind.
"""

from __future__ import annotations

import random
from datetime import timedelta
from decimal import ROUND_HALF_UP, Decimal

from tests.model.rows import (
    Change,
    Changed,
    Path_,
    Sections,
    is_same_person,
    pick_batch_row,
)

ONE_DAY = timedelta(days=1)
CENT = Decimal("0.01")


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


RECORD_SLIPS: tuple[Change, ...] = (
    forget_an_education,
    forget_the_decision,
    deduct_above_the_tenth,
    deduct_a_cent_more,
    switch_deductions_off,
    forget_the_reason,
    ask_somebody_else,
    say_that_another_signed,
)
