"""A random village whose records agree: who worked when, for how much, and what the bank paid.

Everything is reckoned here once more and otherwise: days as numbers of half days, money as numbers of cents, rounding by
hand.  Nothing of the program is imported, so that the same slip cannot stand in both.
"""

from __future__ import annotations

import calendar
import random
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta

from tools.drafting.sample_people import draw_account, draw_birth, draw_id

NAMES = ("王大山", "李小英", "张德贵", "陈素兰", "刘长福", "赵永秀", "谭国安", "欧阳明凤")
TRADES = ("工长", "技工", "普工")
PIECE = "砌石"
FIRST_DAY = date(2026, 3, 2)


def round_half_up(numerator: int, denominator: int) -> int:
    """A quotient of whole numbers to the nearest whole number, a half upwards; both are not negative."""
    return (2 * numerator + denominator) // (2 * denominator)


@dataclass
class Villager:
    """One line of the roster."""

    number: int
    name: str
    sex: str
    id_number: str
    account: str
    trade: str

    @property
    def phone(self) -> str:
        return f"139000010{self.number:02d}"


@dataclass
class Village:
    """Facts and sums of a few months."""

    people: list[Villager]
    months: list[str]
    days: list[date]
    """Every calendar day of the works."""
    idle: set[date]
    """Days on which nobody worked."""
    halves: dict[tuple[str, str, date], int] = field(default_factory=dict)
    """Name, trade and day → half days."""
    rates: dict[str, list[tuple[date, int]]] = field(default_factory=dict)
    """Trade → days from which a price in cents holds."""
    pieces: list[tuple[str, date, int, int]] = field(default_factory=list)
    """Name, day, hundredths of a cubic metre, cents a cubic metre."""
    bonuses: list[tuple[str, str, int]] = field(default_factory=list)
    """Name, month, cents."""
    failed: set[tuple[str, str]] = field(default_factory=set)
    """Name and month of payments that came back and were sent again."""

    def price(self, trade: str, day: date) -> int:
        """Cents a day on a day."""
        return max((since, cents) for since, cents in self.rates[trade] if since <= day)[1]

    def heads(self, day: date) -> int:
        """People on the site on a day."""
        return len({name for (name, _, on), half in self.halves.items() if on == day and half})

    def month_days(self, name: str, month: str) -> int:
        """Half days of one person in a month, all trades together."""
        return sum(half for (who, _, day), half in self.halves.items() if who == name and f"{day:%Y-%m}" == month)

    def day_pay(self, name: str, month: str) -> int:
        """Cents: each trade and price by itself, rounded half up."""
        lines: dict[tuple[str, int], int] = defaultdict(int)
        for (who, trade, day), half in self.halves.items():
            if who == name and f"{day:%Y-%m}" == month:
                lines[trade, self.price(trade, day)] += half
        return sum(round_half_up(half * cents, 2) for (_, cents), half in lines.items())

    def piece_pay(self, name: str, month: str) -> int:
        """Cents: each measurement rounded half up."""
        mine = [(q, cents) for who, day, q, cents in self.pieces if who == name and f"{day:%Y-%m}" == month]
        return sum(round_half_up(quantity * cents, 100) for quantity, cents in mine)

    def bonus(self, name: str, month: str) -> int:
        """Cents."""
        return sum(cents for who, on, cents in self.bonuses if who == name and on == month)

    def net(self, name: str, month: str) -> int:
        """Cents that one person is paid for a month."""
        return self.day_pay(name, month) + self.piece_pay(name, month) + self.bonus(name, month)

    @property
    def total(self) -> int:
        """Cents of all wages."""
        return sum(self.net(person.name, month) for person in self.people for month in self.months)


def draw_village(seed: int, people: int, months: int) -> Village:
    """A village of so many people and months, the same for the same seed."""
    rng = random.Random(seed)
    names = list(NAMES[:people])
    village = Village(
        people=[_draw_villager(rng, number, name) for number, name in enumerate(names, 1)],
        months=[f"2026-{3 + number:02d}" for number in range(months)],
        days=[],
        idle=set(),
    )
    last = date(2026, 2 + months, calendar.monthrange(2026, 2 + months)[1])
    village.days = [FIRST_DAY + timedelta(days=count) for count in range((last - FIRST_DAY).days + 1)]
    for trade in TRADES:
        prices = [(FIRST_DAY, rng.randrange(10_000, 30_000))]
        if rng.random() < 0.5:
            prices.append((date(2026, 3, rng.randrange(5, 25)), rng.randrange(10_000, 30_000)))
        village.rates[trade] = prices
    _draw_work(rng, village)
    _draw_extras(rng, village)
    village.idle = {day for day in village.days if not village.heads(day)}
    return village


def _draw_villager(rng: random.Random, number: int, name: str) -> Villager:
    sex = rng.choice("男女")
    birth = draw_birth(rng, rng.randrange(1972, 2001))
    return Villager(number, name, sex, draw_id(rng, birth, sex), draw_account(rng, "622848"), rng.choice(TRADES))


def _draw_work(rng: random.Random, village: Village) -> None:
    """Up to 24 days a month; everybody is there on the first day of a month, and no two people's months are alike."""
    for month in village.months:
        days = [day for day in village.days if f"{day:%Y-%m}" == month]
        for person in village.people:
            mine = {days[0]: 2, days[person.number]: 1}
            for day in rng.sample(days[len(NAMES) + 1 :], rng.randrange(5, 14)):
                mine[day] = rng.choice((1, 2, 2))
            second = rng.choice([trade for trade in TRADES if trade != person.trade])
            for day, half in mine.items():
                other = rng.random() < 0.15
                village.halves[person.name, second if other else person.trade, day] = half


def _draw_extras(rng: random.Random, village: Village) -> None:
    for month in village.months:
        first = next(iter(village.people))
        # Odd cents for one person a month: sums that are all round are a flag.
        village.bonuses.append((first.name, month, rng.randrange(100, 1_000) * 2 + 1))
        for person in village.people:
            if rng.random() < 0.4:
                worked = [day for (who, _, day) in village.halves if who == person.name and f"{day:%Y-%m}" == month]
                quantity, price = rng.randrange(1, 150), rng.randrange(2_000, 6_000)
                village.pieces.append((person.name, rng.choice(worked), quantity, price))
            if rng.random() < 0.2:
                village.failed.add((person.name, month))


def list_rows(village: Village, month: str) -> Iterator[tuple[Villager, str, dict[date, int]]]:
    """The lines of a month's sign-in sheet: person, trade, half days by day."""
    for person in village.people:
        for trade in TRADES:
            days = {
                day: half
                for (name, on, day), half in sorted(village.halves.items(), key=lambda item: item[0][2])
                if name == person.name and on == trade and f"{day:%Y-%m}" == month
            }
            if days:
                yield person, trade, days
