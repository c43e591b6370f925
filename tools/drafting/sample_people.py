"""People who do not exist: names, ID numbers with a true check digit, card numbers that pass Luhn, phones nobody has.

Every draw comes from the ``random.Random`` that the caller seeds, so the same people come out every time.
"""

from __future__ import annotations

import random
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
_CHECKS = "10X98765432"
# The counties of 巴中; most people have the code of the one they live in, the others moved in.
_COUNTIES = ("511902", "511903", "511921", "511922", "511923")


@dataclass(frozen=True, slots=True)
class Person:
    """One villager; ``categories`` are joined by 、 as a village writes them.  ``diligence`` is a chance from 0 to 1."""

    worker_no: str
    name: str
    sex: str
    birth: date
    id_number: str
    village: str
    group: str
    origin: str
    phone: str
    categories: str
    evidence: str
    trade: str
    crew: str
    bank: str
    account: str
    diligence: float


def age_on(birth: date, day: date) -> int:
    """Whole years between birth and a day."""
    return day.year - birth.year - ((day.month, day.day) < (birth.month, birth.day))


def draw_id(rng: random.Random, birth: date, sex: str, home: str = "511902") -> str:
    """An 18-digit number of a county of 巴中 (GB 11643), nine in ten of ``home``: odd sequence for men, even for women."""
    others = [county for county in _COUNTIES if county != home]
    county = home if rng.random() < 0.9 else rng.choice(others)
    sequence = rng.randrange(1, 499) * 2 + (1 if sex == "男" else 0)
    body = f"{county}{birth:%Y%m%d}{sequence:03d}"
    total = sum(int(digit) * weight for digit, weight in zip(body, _WEIGHTS, strict=True))
    return body + _CHECKS[total % 11]


def draw_account(rng: random.Random, prefix: str) -> str:
    """A card number of 19 digits with its Luhn digit."""
    body = prefix + "".join(rng.choice("0123456789") for _ in range(12))
    total = 0
    for place, digit in enumerate(reversed(body)):
        value = int(digit) * (2 if place % 2 == 0 else 1)
        total += value - 9 if value > 9 else value
    return body + str(-total % 10)


def draw_birth(rng: random.Random, year: int) -> date:
    """A day of that year."""
    return date(year, 1, 1) + timedelta(days=rng.randrange(365))


class PhoneBook:
    """Phones of the block 139 0000 xxxx, each given once."""

    def __init__(self, rng: random.Random) -> None:
        self._numbers = iter(rng.sample(range(1000, 9999), 400))

    def next(self) -> str:
        """The next free number, eleven digits."""
        return f"1390000{next(self._numbers)}"


EVIDENCE = {
    "脱贫户": "全国防返贫监测信息系统",
    "易地搬迁户": "易地扶贫搬迁花名册",
    "监测户": "全国防返贫监测信息系统",
    "边缘易致贫户": "全国防返贫监测信息系统",
    "突发严重困难户": "全国防返贫监测信息系统",
    "脱贫不稳定户": "全国防返贫监测信息系统",
    "低保户": "区民政局低保台账",
    "特困人员": "区民政局特困供养台账",
    "残疾人": "残疾人证",
    "因灾需救助人口": "区应急局救助台账",
}


def evidence_of(categories: str, level: str = "区") -> str:
    """Where the hardship categories are on record, once each; ``level`` is how the county calls itself."""
    found = [EVIDENCE[category].replace("区", level) for category in categories.split("、") if category]
    return "、".join(dict.fromkeys(found))


def draw_name(rng: random.Random, sex: str, lists: Mapping[str, Any], taken: set[str]) -> str:
    """A surname and a given name out of the lists 姓 and 男名 or 女名 that nobody has yet; it is taken from now on."""
    while True:
        name: str = rng.choice(lists["姓"]) + rng.choice(lists[f"{sex}名"])
        if name not in taken:
            taken.add(name)
            return name
