"""出勤人员 of the site log: ``张三、李四（半天）；技工：王五½`` → who was there, and for how much of the day.  Pure.

What cannot be read is refused with a sentence, never guessed: every name is a day's wage.
"""

from __future__ import annotations

import re
from decimal import Decimal
from functools import cache, lru_cache
from typing import Annotated, NamedTuple

from archivegen.chinese import half_width
from archivegen.project.values import Reading

_TEXTS_KEPT = 8192
_HALF, _WHOLE = Decimal("0.5"), Decimal(1)
_GROUPS = re.compile(r"[;；\n]+")
_PREFIX = re.compile(r"(?P<prefix>[^：:、，,]+)[：:](?P<rest>.*)", re.DOTALL)
_COUNT_BEHIND = re.compile(r"[（(]?[0-9]+[人名个]?[）)]?$")
_TOTAL_BEHIND = re.compile(r"[、，,]?(?P<word>等|共|共计|合计|计)(?P<count>[0-9]+)[人名]$")
_ENTRY = re.compile(r"[^、，,（(]+(?:[（(][^）)]*[）)])?[^、，,（(]*")
_PARTS = re.compile(r"(?P<name>[^（(]+)(?:[（(](?P<inside>[^）)]*)[）)])?(?P<tail>.*)", re.DOTALL)
_MARK_BEHIND = re.compile(r"(?P<name>.+?)(?P<mark>½|半天|半日|半|0?\.5|1/2)$")
_NUMBER = re.compile(r"(?:编号)?(?P<number>[A-Za-z0-9-]*[0-9][A-Za-z0-9-]*)")
_NO_TRADE = frozenset({"出勤人员", "人员", "务工人员", "出勤", "到场", "全天"})


class Attendee(NamedTuple):
    """One name of the list: with the number, the trade and the share of the day (1 or 0.5) that stand beside it."""

    name: str
    worker_no: str
    trade: str
    fraction: Decimal


@lru_cache(maxsize=_TEXTS_KEPT)
def list_attendees(text: str) -> tuple[Attendee, ...]:
    """Everybody whom the text names as present, in its order.

    Raises ``ValueError`` with one Chinese sentence when part of it is no name, or when it says that names are left out.
    """
    found: list[Attendee] = []
    for group in _GROUPS.split(text):
        found.extend(_read_group(group.strip()))
    return tuple(attendee for attendee in found if attendee.fraction)


def _read_group(group: str) -> list[Attendee]:
    trade, fraction = "", _WHOLE
    if match := _PREFIX.fullmatch(group):
        prefix, group = _COUNT_BEHIND.sub("", match["prefix"].strip()), match["rest"].strip()
        if _is_half(prefix):
            fraction = _HALF
        elif prefix not in _NO_TRADE:
            trade = prefix
    stated = _TOTAL_BEHIND.search(group)
    names = _split_names(group[: stated.start()] if stated else group)
    if stated and int(stated["count"]) != len(names):
        raise ValueError(f"写明{stated['count']}人，却只列了 {len(names)} 个姓名，请把姓名写全，现为“{group[:40]}”")
    return [_read_entry(name, trade, fraction) for name in names]


def _split_names(text: str) -> list[str]:
    """By commas; without any, by the blanks, where a name of two signs that is spread is closed up again."""
    entries = [entry.strip() for entry in _ENTRY.findall(text)]
    if len(entries) == 1 and not re.search(r"[、，,]", text):
        words = entries[0].split()
        entries = words if all(len(word) > 1 for word in words) else ["".join(words)]
    return [entry for entry in entries if entry]


def _read_entry(entry: str, trade: str, fraction: Decimal) -> Attendee:
    parts = _PARTS.fullmatch(entry)
    if parts is None:
        raise _refuse(entry)
    name, number = "".join(parts["name"].split()), ""
    marks = [mark for mark in re.split(r"[，,、\s]+", parts["inside"] or "") if mark]
    if tail := parts["tail"].strip():
        marks.append(tail)
    if behind := _MARK_BEHIND.fullmatch(name):
        name = behind["name"]
        marks.append(behind["mark"])
    for mark in marks:
        days = _days_of(mark)
        if days is not None:
            fraction = days
        elif match := _NUMBER.fullmatch(half_width(mark)):
            number = match["number"]
        elif re.search(r"[0-9]", half_width(mark)):
            raise _refuse(entry)
        else:
            trade = mark
    if len(name) < 2 or re.search(r"[0-9]", half_width(name)):
        raise _refuse(entry)
    return Attendee(name, number, trade, fraction)


def _days_of(mark: str) -> Decimal | None:
    """What a mark beside a name is worth, by the marks of the attendance grid; None when it is no mark."""
    from archivegen.project.tables.day_columns import parse_mark

    if _is_half(mark):
        return _HALF
    return parse_mark(half_width(mark).removesuffix("天")) if mark[:1].isdecimal() else parse_mark(mark)


@cache
def _is_half(word: str) -> bool:
    from archivegen.project.tables.day_columns import half_words

    return half_words().get(word, "全天") != "全天" or word in {"半日", "半个工"}


def _refuse(entry: str) -> ValueError:
    return ValueError(f"出勤人员应写姓名，如 张三、李四（半天），认不出“{entry[:20]}”")


def _check(value: object) -> str:
    text = "；".join(map(str, value)) if isinstance(value, list | tuple) else str(value).strip()
    list_attendees(text)
    return text


RollCall = Annotated[
    str,
    Reading(
        _check,
        {
            "anyOf": [{"type": "string"}, {"type": "array", "items": {"type": "string"}}],
            "examples": ["张三、李四（半天）"],
        },
    ),
]
"""Kept as written; that it can be read is checked at the door."""
