"""The words of a template as a person reads them: single ones by their group, and every list with the fields of its items."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from archivegen.language.shapes import GROUP, LIST

_ENTRY = "[]"


@dataclass(slots=True)
class WordList:
    """``singles``: 项目 → 名称, 村名; ``lists``: 务工人员[] → 姓名, 性别."""

    singles: dict[str, list[str]] = field(default_factory=dict)
    lists: dict[str, list[str]] = field(default_factory=dict)


def arrange_words(uses: Mapping[str, str]) -> WordList:
    """Sort the used words (each with its kind) into groups and lists, in the order of their first use."""
    listed = WordList()
    for word, kind in uses.items():
        if kind == LIST:
            listed.lists.setdefault(f"{word}{_ENTRY}", [])
        elif _ENTRY in word:
            name, _, item = word.rpartition(_ENTRY)
            fields = listed.lists.setdefault(f"{name}{_ENTRY}", [])
            if item and kind != GROUP:
                fields.append(item.removeprefix("."))
        elif kind != GROUP:
            head, _, rest = word.partition(".")
            listed.singles.setdefault(head, []).append(rest)
    return listed
