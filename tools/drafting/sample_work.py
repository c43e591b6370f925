"""Days on a site that does not exist: weather, who came, what the sign-in sheet, the log and the bank list then say."""

from __future__ import annotations

import calendar
import random
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import ROUND_HALF_UP, Decimal
from pathlib import Path
from typing import Any

import yaml

from .sample_people import Person
from .sample_sheets import Table

WHOLE, HALF = Decimal(1), Decimal("0.5")
_WEEKDAYS = "一二三四五六日"
# Each crew leader has a way of ticking; (whole day, half day).
_MARKS: Sequence[tuple[Any, Any]] = (("√", "半"), ("✓", "½"), (1, 0.5), ("√", 0.5), ("√", "½"))
_TRADE_ORDER = ("工长", "技工", "普工", "特殊岗位")


@dataclass(frozen=True, slots=True)
class SiteDay:
    """One calendar day.  ``stopped`` says why nobody worked; ``short`` that rain ended the day at noon."""

    day: date
    weather: str
    temperature: str
    stopped: str = ""
    short: bool = False


@dataclass(frozen=True, slots=True)
class Shift:
    """One person on one day."""

    person: Person
    trade: str
    day: date
    fraction: Decimal


def days_between(first: date, last: date) -> list[date]:
    """Every calendar day, both ends included."""
    return [first + timedelta(days=count) for count in range((last - first).days + 1)]


def load_lists(name: str) -> dict[str, Any]:
    """The YAML of this name beside this module."""
    lists: dict[str, Any] = yaml.safe_load(Path(__file__).with_name(name).read_text("utf-8"))
    return lists


def draw_calendar(rng: random.Random, first: date, last: date, lists: Mapping[str, Any]) -> list[SiteDay]:
    """Every day with its weather; ``停工`` of the lists says which days stopped and why, ``午后下雨`` which were short."""
    base = {2: 9, 3: 13, 4: 18, 5: 22, 6: 25, 7: 28, 8: 28, 9: 23, 10: 18, 11: 13}
    stops = {key: reason for reason, days in lists["停工"].items() for key in days}
    found = []
    for day in days_between(first, last):
        key = f"{day:%m-%d}"
        reason, short = stops.get(key, ""), key in lists["午后下雨"]
        low = base[day.month] + rng.randrange(-3, 3)
        spread = rng.randrange(3, 5) if "雨" in reason else rng.randrange(6, 10)
        if "雨" in reason:
            weather = reason[:2]
        elif short:
            weather = "上午阴，下午小雨"
        else:
            weather = rng.choice(("晴", "晴", "多云", "多云", "阴", "多云转晴", "阴转多云"))
        found.append(SiteDay(day, weather, f"{low}～{low + spread}℃", reason, short))
    return found


def draw_shifts(
    rng: random.Random,
    people: Sequence[Person],
    site_days: Sequence[SiteDay],
    absences: Mapping[str, tuple[date, date]],
    promoted: Mapping[str, tuple[date, str]],
) -> list[Shift]:
    """Who came when.  ``absences``: name → first and last day on site; ``promoted``: name → day and new trade."""
    found = []
    for site_day in site_days:
        if site_day.stopped:
            continue
        for person in people:
            first, last = absences.get(person.name, (site_day.day, site_day.day))
            chance = rng.random()
            if not first <= site_day.day <= last or chance > person.diligence:
                continue
            half = site_day.short or chance > person.diligence - 0.05
            trade = person.trade
            if person.name in promoted and site_day.day >= promoted[person.name][0]:
                trade = promoted[person.name][1]
            found.append(Shift(person, trade, site_day.day, HALF if half else WHOLE))
    return found


def heads_by_trade(shifts: Iterable[Shift]) -> dict[date, Counter[str]]:
    """Day → trade → people present."""
    found: dict[date, Counter[str]] = {}
    for shift in shifts:
        found.setdefault(shift.day, Counter())[shift.trade] += 1
    return found


def trades_text(trades: Mapping[str, int]) -> str:
    """``工长2人、普工25人`` in the usual order."""
    ordered = sorted(trades, key=lambda trade: _TRADE_ORDER.index(trade) if trade in _TRADE_ORDER else 9)
    return "、".join(f"{trade}{trades[trade]}人" for trade in ordered)


def plain_number(value: Decimal) -> int | float:
    """A count of days as Excel holds it."""
    return int(value) if value == value.to_integral_value() else float(value)


def sum_days(shifts: Iterable[Shift]) -> Decimal:
    """Σ of the fractions."""
    return sum((shift.fraction for shift in shifts), Decimal(0))


def attendance_table(
    month: str,
    shifts: Sequence[Shift],
    site_days: Sequence[SiteDay],
    people: Sequence[Person],
    *,
    title: str,
    subtitle: str,
    sheet: str,
    notes: Sequence[str],
    signatures: str,
    numbered: bool = False,
) -> Table:
    """The monthly grid of a village: mixed marks, 雨 on some rows of a wet day, own totals, heads of each day."""
    year, number = map(int, month.split("-"))
    length = calendar.monthrange(year, number)[1]
    wet = {d.day.day for d in site_days if f"{d.day:%Y-%m}" == month and "雨" in d.stopped}
    mine = [shift for shift in shifts if f"{shift.day:%Y-%m}" == month]
    rows: list[list[Any]] = []
    for place, person in enumerate(people):
        own = [shift for shift in mine if shift.person is person]
        for trade in dict.fromkeys(shift.trade for shift in own):
            same = [shift for shift in own if shift.trade == trade]
            name = [person.worker_no, person.name] if numbered else [person.name]
            whole, half = _MARKS[place % len(_MARKS)]
            marks: list[Any] = ["雨" if day in wet and place % 3 == 0 else "" for day in range(1, length + 1)]
            for shift in same:
                marks[shift.day.day - 1] = whole if shift.fraction == WHOLE else half
            rows.append([len(rows) + 1, *name, trade, *marks, plain_number(sum_days(same)), "", ""])
    heads = {day: sum(counts.values()) for day, counts in heads_by_trade(mine).items()}
    by_day = {str(day.day): count for day, count in heads.items()}
    number_column = [("编号", 7)] if numbered else []
    return Table(
        sheet=sheet,
        title=title,
        subtitle=subtitle,
        columns=[
            ("序号", 5),
            *number_column,
            ("姓名", 11),
            ("工种", 8),
            *((str(day), 3.6) for day in range(1, length + 1)),
            ("合计", 7),
            ("本人签字", 10),
            ("备注", 8),
        ],
        rows=rows,
        totals=[{"": "每日出勤人数", **by_day}, {"": "合  计（工日）", "合计": plain_number(sum_days(mine))}],
        notes=notes,
        signatures=signatures,
        size=9,
        a3=True,
        row_height=16,
    )


def draw_log(
    rng: random.Random,
    site_days: Sequence[SiteDay],
    shifts: Sequence[Shift],
    lists: Mapping[str, Any],
    recorder: str,
) -> list[list[Any]]:
    """Date, weekday, weather, temperature, part, heads, by trade, machines, materials, quality, safety, stop, recorder."""
    heads = heads_by_trade(shifts)
    rows: list[list[Any]] = []
    for site_day in site_days:
        trades = heads.get(site_day.day, Counter())
        phase = [phase for phase in lists["工序"] if phase["自"] <= f"{site_day.day:%m-%d}"][-1]
        if site_day.stopped:
            watch = "排水沟疏通、边坡巡查" if "雨" in site_day.stopped else "值守巡查"
            part, machines, materials, quality, safety = "停工", "", "", "", watch
        else:
            part, machines, materials = rng.choice(phase["部位"]), phase["机械"], rng.choice(phase["材料"])
            quality, safety = phase["质量"], rng.choice(lists["安全"])
        rows.append(
            [
                f"{site_day.day:%Y-%m-%d}",
                f"星期{_WEEKDAYS[site_day.day.weekday()]}",
                site_day.weather,
                site_day.temperature,
                part,
                sum(trades.values()),
                trades_text(trades),
                machines,
                materials,
                quality,
                safety,
                site_day.stopped,
                recorder,
            ]
        )
    return rows


def day_pay(shifts: Iterable[Shift], rates: Mapping[str, Decimal]) -> dict[str, Decimal]:
    """Name → 元 for the days of these shifts, to the cent."""
    days: dict[tuple[str, str], Decimal] = {}
    for shift in shifts:
        key = (shift.person.name, shift.trade)
        days[key] = days.get(key, Decimal(0)) + shift.fraction
    pay: dict[str, Decimal] = {}
    for (name, trade), count in days.items():
        pay[name] = pay.get(name, Decimal(0)) + cents(count * rates[trade])
    return pay


def cents(amount: Decimal) -> Decimal:
    """To the cent, half up."""
    return amount.quantize(Decimal("0.01"), rounding=ROUND_HALF_UP)
