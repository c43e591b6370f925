"""Villages drawn by lot, the same for the same seed."""

from __future__ import annotations

import random
from datetime import date, timedelta

from tests.model.village import (
    CENTRAL,
    FIRST_DAY,
    PROVINCIAL,
    TRADES,
    Correction,
    Deduction,
    Kept,
    Piece,
    Village,
    Villager,
    last_day,
    round_half_up,
)
from tools.drafting.sample_people import draw_account, draw_birth, draw_id

NAMES = ("王大山", "李小英", "张德贵", "陈素兰", "刘长福", "赵永秀", "谭国安", "欧阳明凤")


def draw_village(seed: int, people: int, months: int) -> Village:
    """A village of so many people and months."""
    rng = random.Random(seed)
    listed = [f"2026-{3 + number:02d}" for number in range(months)]
    last = last_day(listed[-1])
    village = Village(
        people=_draw_people(rng, people),
        months=listed,
        days=[FIRST_DAY + timedelta(days=count) for count in range((last - FIRST_DAY).days + 1)],
        kept=rng.choice((Kept.ALL, Kept.ALL, *Kept)),
        has_settlement=rng.random() < 0.3,
        has_pay_sheet=rng.random() < 0.7,
        asks_everybody=rng.random() < 0.5,
        is_insured=rng.random() < 0.5,
        has_tables=rng.random() < 0.2,
    )
    for trade in TRADES:
        prices = [(FIRST_DAY, rng.randrange(10_000, 30_000))]
        # A line a month has no dates: where a price changes within the month, nobody could say what it pays.
        if rng.random() < 0.5 and village.kept is not Kept.ONLY_MONTH_LEDGER:
            prices.append((date(2026, 3, rng.randrange(5, 25)), rng.randrange(10_000, 30_000)))
        village.rates[trade] = prices
    _draw_work(rng, village)
    _draw_extras(rng, village)
    _draw_deductions(rng, village)
    _draw_corrections(rng, village)
    if months > 1 and rng.random() < 0.3:
        lines = [CENTRAL, PROVINCIAL, *(rng.choice((CENTRAL, PROVINCIAL)) for _ in listed[2:])]
        village.sources = dict(zip(listed, lines, strict=True))
    village.idle = {day for day in village.days if not village.present(day)}
    return village


def _draw_people(rng: random.Random, count: int) -> list[Villager]:
    names = list(NAMES[:count])
    if count > 1 and rng.random() < 0.3:
        names[1] = names[0]
    found = []
    for number, name in enumerate(names, 1):
        sex = rng.choice("男女")
        identity = draw_id(rng, draw_birth(rng, rng.randrange(1972, 2001)), sex)
        passbook = rng.random() < 0.2
        account = f"8807{rng.randrange(10**10):010d}{number}" if passbook else draw_account(rng, "622848")
        worker_no = f"SG{number:02d}" if names.count(name) > 1 else ""
        found.append(Villager(number, name, worker_no, sex, identity, account, passbook, rng.choice(TRADES)))
    return found


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
                lot = rng.random()
                if half == 2 and lot < 0.1:
                    village.halves[person.number, person.trade, day] = 1
                    village.halves[person.number, second, day] = 1
                else:
                    village.halves[person.number, second if lot > 0.85 else person.trade, day] = half


def _draw_extras(rng: random.Random, village: Village) -> None:
    village.piece_price = rng.choice((0, rng.randrange(2_000, 6_000)))
    for month in village.months:
        # Odd cents for one person a month: sums that are all round are a flag.
        village.bonuses.append((village.people[0].number, month, rng.randrange(100, 1_000) * 2 + 1))
        for person in village.people:
            if rng.random() < 0.4:
                day = rng.choice(_days_of(village, person.number, month))
                cents = village.piece_price or rng.randrange(2_000, 6_000)
                writes_price = not village.piece_price or rng.random() < 0.5
                piece = Piece(person.number, day, rng.randrange(1, 150), cents, writes_price, rng.random() < 0.5)
                village.pieces.append(piece)
            if rng.random() < 0.2:
                village.failed.add((person.number, month))


def _draw_deductions(rng: random.Random, village: Village) -> None:
    for person in village.people:
        if rng.random() < 0.25:
            month = rng.choice(village.months)
            days = [day for day in village.days if f"{day:%Y-%m}" == month]
            first, second, third, last = sorted(rng.sample(days, 4))
            most = round_half_up(village.gross(person.number, month), 10)
            cents = rng.choice((None, most, rng.randrange(1, most)))
            village.deductions.append(Deduction(person.number, (first, second, third), last, cents))


def _draw_corrections(rng: random.Random, village: Village) -> None:
    if (village.has_settlement and len(village.months) == 1) or rng.random() < 0.6:
        return
    for person in village.people:
        if rng.random() < 0.5:
            halves, cents = rng.choice(((1, 0), (2, 0), (0, rng.randrange(101, 9_999))))
            price = rng.randrange(10_000, 30_000)
            village.corrections.append(Correction(person.number, person.trade, halves, price, cents))


def _days_of(village: Village, who: int, month: str) -> list[date]:
    return [day for (other, _, day) in village.halves if other == who and f"{day:%Y-%m}" == month]
