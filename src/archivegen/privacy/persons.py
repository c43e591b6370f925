"""The persons of one project: their numbers and names, and where a text tells to which category one of them belongs."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Mapping
from typing import Any, NamedTuple

from archivegen.chinese import normalise_id
from archivegen.privacy.numbers import CARD, ID, PHONE, Found

CATEGORY = "人员类别"
_NAME, _OWN = "姓名", {"身份证号": ID, "账号": CARD, "电话": PHONE}
_SHORTEST = 11
_GAPS = str.maketrans("", "", " \t\n-")


class Persons(NamedTuple):
    """What the project file says of villagers that nobody outside may read.

    ``numbers`` maps each known number to its kind; ``names`` are those of persons of whom such numbers or categories are known.
    """

    names: frozenset[str]
    numbers: Mapping[str, str]

    def find_numbers(self, text: str) -> list[Found]:
        """The known numbers in a text that was folded, gaps left out of account: also an account that no check digit betrays."""
        tight = text.translate(_GAPS).upper()
        return [Found(kind, number, -1) for number, kind in self.numbers.items() if number in tight]


def know_persons(words: Mapping[str, Any]) -> Persons:
    """The persons in the full words of a project."""
    names: set[str] = set()
    numbers: dict[str, str] = {}
    for person in _list_persons(words):
        names.add(str(person[_NAME]))
        for label, kind in _OWN.items():
            number = normalise_id(str(person.get(label) or ""))
            if len(number) >= _SHORTEST and number[:-1].isdecimal():
                numbers.setdefault(number, kind)
    return Persons(frozenset(name for name in names if len(name) > 1), numbers)


def _list_persons(value: Any) -> Iterator[Mapping[str, Any]]:
    if isinstance(value, Mapping):
        if value.get(_NAME) and ("身份证号" in value or "账号" in value or "人员类别" in value):
            yield value
        for inner in value.values():
            yield from _list_persons(inner)
    elif isinstance(value, (list, tuple)):
        for inner in value:
            yield from _list_persons(inner)


class CategorySearch:
    """Finds the lines in which a category stands near the name of a person (domain §1.9: totals may be told, persons not)."""

    def __init__(self, names: Collection[str], categories: Iterable[str], reach: int) -> None:
        """``reach``: how many characters may lie between name and category."""
        self._names = frozenset(names)
        self._lengths = sorted({len(name) for name in names})
        ordered = sorted(set(categories), key=len, reverse=True)
        self._words = re.compile("|".join(map(re.escape, ordered))) if ordered and names else None
        self._reach = reach

    def find(self, text: str) -> list[Found]:
        """One hit a line, as ``张**…脱贫户`` is enough to know where to look."""
        if self._words is None:
            return []
        found: list[Found] = []
        reached = -1
        for word in self._words.finditer(text):
            if word.start() <= reached:
                continue
            first = max(text.rfind("\n", 0, word.start()) + 1, word.start() - self._reach)
            end = text.find("\n", word.end())
            last = min(len(text) if end < 0 else end, word.end() + self._reach)
            name = self._find_name(text[first : word.start()]) or self._find_name(text[word.end() : last])
            if name:
                found.append(Found(CATEGORY, f"{name}（{word[0]}）", word.start()))
                reached = len(text) if end < 0 else end
        return found

    def _find_name(self, piece: str) -> str:
        for start in range(len(piece)):
            for length in self._lengths:
                if piece[start : start + length] in self._names:
                    return piece[start : start + length]
        return ""
