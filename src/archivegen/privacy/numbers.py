"""Identity numbers, bank cards and mobile numbers in any text, however they are broken up.

The numbers are recognised by what they are made of (GB 11643-1999: province, date of birth, check character; cards: first
digits, length and Luhn), so that 档号, amounts, dates, project codes and hashes are none.  A number may be written in full-width or
other digits, in groups, with a digit in each cell of a form, or be broken by the end of a line.
"""

from __future__ import annotations

import re
import sys
import unicodedata
from collections.abc import Iterator, Sequence
from functools import cache
from typing import NamedTuple

from archivegen.chinese.identity import id_problem, is_credit_code, is_old_id, luhn_ok

ID, CARD, PHONE = "身份证号码", "银行卡号或账号", "手机号码"

_GAP = r"[ \t\n-]"
_HEX = re.compile(r"[0-9A-Fa-f]{32,}")
_TIGHT = re.compile(r"[0-9]{11,}[Xx]?")
_SPACED = re.compile(rf"(?<![0-9])(?=(?:[0-9]{_GAP}{{0,3}}){{10}}[0-9])(?=[0-9]*{_GAP})")
"""The first digit of a group that others follow: at least eleven digits in all, with gaps."""
_GROUP = re.compile(rf"([0-9]+[Xx]?|[Xx](?![A-Za-z0-9]))({_GAP}{{0,3}})")
_ID_GROUPS = {
    (6, 8, 4),
    (6, 4, 4, 4),
    (6, 4, 2, 2, 4),
    (3, 3, 4, 4, 4),
    (6, 8, 3, 1),
    (4, 4, 4, 4, 2),
    (6, 12),
    (14, 4),
    (6, 4, 8),
}
_OLD_ID_GROUPS = {(6, 6, 3), (6, 9)}
_PHONE_GROUPS = {(3, 4, 4), (3, 8), (7, 4)}
_ANNOUNCED = re.compile(r"(?i)(?:^|[^a-z])(?:tel|phone|mobile|no|id|card|account|acct)$")
_MOBILE = re.compile(r"(?:86)?1[3-9][0-9]{9}")
_CARD_STARTS = ("3", "4", "5", "60", "62", "68", "69", "9")
_GROUPED_CARD_STARTS = ("62", "60", "955", "4367", "436")
"""Cards in groups begin as the usual ones of mainland banks do: sums of four digits in a row are no card."""
_FOLLOWS_NUMBER = re.compile(rf"[0-9]{_GAP}{{1,3}}$")
_SHORTEST, _LONGEST = 11, 24
_LATEST_BIRTH = "2099"
"""Digits by chance are dates of later centuries far more often than of this."""
_MOST_LINES = 4
"""A number in a narrow cell is broken over so many lines at most."""


class Found(NamedTuple):
    """A number in a text: what it is, its digits, and where it begins."""

    kind: str
    number: str
    start: int


@cache
def _folding() -> dict[int, str | None]:
    """Every character that shows a digit, a gap or nothing at all → what it is taken for.

    Zero-width and format characters go: a number cannot hide behind them.
    """
    table: dict[int, str | None] = {}
    for code in range(0x80, sys.maxunicode + 1):
        sign = chr(code)
        category = unicodedata.category(sign)
        if category == "Nd":
            table[code] = str(unicodedata.decimal(sign))
        elif category == "Cf":
            table[code] = None
        elif category == "Zs":
            table[code] = " "
        elif category == "Pd":
            table[code] = "-"
    table |= {ord(sign): "X" for sign in "×✕ХΧＸｘх"} | {ord("−"): "-", ord("＋"): "+", 0x2028: "\n", 0x2029: "\n"}
    return table | {ord("\r"): None, 0x0B: "\n", 0x0C: "\n", 0x85: "\n"}


def fold(text: str) -> str:
    """The text with all digits as ASCII digits, all blanks and dashes as one kind, and nothing invisible in it."""
    return text.translate(_folding())


def find_numbers(text: str) -> list[Found]:
    """Every identity number, card and mobile number in a text that :func:`fold` went over, in its order."""
    found = {hit.start: hit for hit in _find_spaced(text)} | {hit.start: hit for hit in _find_tight(text)}
    return [found[start] for start in sorted(found)]


def _find_tight(text: str) -> Iterator[Found]:
    """Numbers written without a gap."""
    hashes = [word.span() for word in _HEX.finditer(text) if not word[0].isdecimal()]
    for run in _TIGHT.finditer(text):
        if any(start <= run.start() and run.end() <= end for start, end in hashes):
            continue
        yield from _judge_run(text, run[0], run.start())


def _judge_run(text: str, run: str, start: int) -> Iterator[Found]:
    before, end = text[max(start - 2, 0) : start], start + len(run)
    fraction = before[-1:] == "." and before[:1].isdecimal()
    lettered = _touches_letters(text, start, end)
    digits = run.rstrip("Xx")
    if fraction:
        return
    is_card = digits == run and 16 <= len(run) <= 19 and run.startswith(_CARD_STARTS) and luhn_ok(run)
    if is_card and not lettered and not _is_id(run) and not is_credit_code(run):
        yield Found(CARD, run, start)
        return
    for place in range(len(run) - 17):
        if _is_id(run[place : place + 18]) and (len(run) == 18 or _is_true_id(run[place : place + 18])):
            yield Found(ID, run[place : place + 18].upper(), start + place)
            return
    if lettered or digits != run:
        return
    if len(run) == 15 and is_old_id(run):
        yield Found(ID, run, start)
    elif _MOBILE.fullmatch(run):
        yield Found(PHONE, run, start)


def _touches_letters(text: str, start: int, end: int) -> bool:
    """Whether a number is part of a code (a policy, a voucher, a hash); ``Tel`` and its like only announce it."""
    if not (text[max(start - 1, 0) : start].isascii() and text[max(start - 1, 0) : start].isalpha()):
        return text[end : end + 1].isascii() and text[end : end + 1].isalpha()
    return _ANNOUNCED.search(text[max(start - 8, 0) : start]) is None


def _is_id(number: str) -> bool:
    """Whether 18 characters are an identity number, or one of which only the last digit was miscopied."""
    problem = id_problem(number)
    if problem is None:
        return _is_true_id(number)
    return "校验位" in problem and number[6:10] <= _LATEST_BIRTH and not is_credit_code(number)


def _is_true_id(number: str) -> bool:
    return id_problem(number) is None and number[6:10] <= _LATEST_BIRTH


def _find_spaced(text: str) -> Iterator[Found]:
    """Numbers with gaps: in groups, a digit a cell, or broken by the end of a line."""
    reached = -1
    for begin in _SPACED.finditer(text):
        if begin.start() < reached:
            continue
        for found, end in _judge_groups(text, begin.start(), _take_groups(text, begin.start())):
            reached = end
            yield found


def _take_groups(text: str, start: int) -> list[tuple[str, str]]:
    """The groups from here on, each with the gap after it, as far as a number can reach."""
    groups, digits, place = [], 0, start
    while digits < _LONGEST and (group := _GROUP.match(text, place)):
        groups.append((group[1], group[2]))
        digits += len(group[1])
        place = group.end()
        if not group[2]:
            break
    return groups


def _judge_groups(text: str, start: int, groups: Sequence[tuple[str, str]]) -> Iterator[tuple[Found, int]]:
    for count in range(2, len(groups) + 1):
        taken = groups[:count]
        number = "".join(group for group, _ in taken).upper()
        if len(number) > 19:
            return
        if len(number) < _SHORTEST:
            continue
        gaps = {gap for _, gap in taken[:-1]}
        alone = count == len(groups) and _FOLLOWS_NUMBER.search(text[max(start - 4, 0) : start]) is None
        kind = _name_groups(number, tuple(len(group) for group, _ in taken), gaps, alone=alone)
        if kind:
            yield Found(kind, number, start), start + sum(len(group) + len(gap) for group, gap in taken)
            return


def _name_groups(number: str, lengths: tuple[int, ...], gaps: set[str], *, alone: bool) -> str:
    """What a number in groups is, empty when it is none.

    A gap may be the end of a line only where the number is broken there, the end of a cell only where each cell holds one digit.
    """
    in_cells = all(length == 1 for length in lengths[:-1]) and lengths[-1] <= 2
    broken = len(lengths) <= _MOST_LINES and all("\n" in gap for gap in gaps)
    if not (in_cells or broken or not any("\n" in gap or "\t" in gap for gap in gaps)):
        return ""
    if _is_grouped_id(number, lengths, free=in_cells or broken or alone):
        return ID
    if "X" in number or (in_cells and not alone):
        return ""
    if 16 <= len(number) <= 19 and _is_grouped_card(number, lengths, broken=broken, alone=alone):
        return CARD
    if _MOBILE.fullmatch(number) and (in_cells or (lengths in _PHONE_GROUPS and not broken)):
        return PHONE
    return ""


def _is_grouped_id(number: str, lengths: tuple[int, ...], *, free: bool) -> bool:
    if len(number) == 15:
        return lengths in _OLD_ID_GROUPS and is_old_id(number)
    return len(number) == 18 and (free or lengths in _ID_GROUPS) and _is_true_id(number)


def _is_grouped_card(number: str, lengths: tuple[int, ...], *, broken: bool, alone: bool) -> bool:
    fours = all(length == 4 for length in lengths[:-1]) or (lengths[0] == 6 and all(n == 4 for n in lengths[1:-1]))
    shaped = alone and (fours or len(lengths) == 2 or max(lengths) == 1)
    split = broken and len(lengths) == 2 and lengths[0] >= 4
    return (shaped or split) and number.startswith(_GROUPED_CARD_STARTS) and luhn_ok(number)
