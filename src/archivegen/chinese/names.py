"""Names: files that every system accepts, and the nearest right word for a misspelt one."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Iterable
from difflib import SequenceMatcher, get_close_matches
from itertools import takewhile

MAX_CHARACTERS = 80
UNNAMED = "未命名"
_MOST_ALIKE = 8

# Windows forbids these; their full-width twins keep two different titles different.
_FORBIDDEN = {ord(narrow): wide for narrow, wide in zip('\\/:*?"<>|', "＼／：＊？＂＜＞｜", strict=True)}
_RESERVED = {"CON", "PRN", "AUX", "NUL", "CONIN$", "CONOUT$"} | {
    f"{device}{digit}" for device in ("COM", "LPT") for digit in "0123456789¹²³"
}
# Cc control, Cf format (bidirectional marks make a name read backwards), Cs lone surrogates, Zl and Zp line ends.
_INVISIBLE = {"Cc", "Cf", "Cs", "Zl", "Zp"}


def safe_file_name(text: str, max_bytes: int = 200) -> str:
    """``text`` as a file name without its suffix: NFC, legal on Windows and Linux, never empty.

    At most 80 characters and ``max_bytes`` bytes of UTF-8 (the Linux limit is 255 with the suffix); a character and its
    marks are never cut apart.  The result of a result is itself.
    """
    if max_bytes < len(UNNAMED.encode()):
        raise ValueError(f"max_bytes is too small for any name: {max_bytes}")
    visible = text if text.isprintable() else _without_invisible(text)
    name = unicodedata.normalize("NFC", visible.translate(_FORBIDDEN))
    name = _trim(_cut(_trim(name), max_bytes))
    if name.partition(".")[0].rstrip().upper() in _RESERVED:
        name = _trim(_cut(f"_{name}", max_bytes))
    return name or UNNAMED


def natural_order(name: str) -> tuple[list[tuple[int, int, str]], str]:
    """A sort key: ``2组`` before ``10组``, ``2.jpg`` before ``10.jpg``; the same on every machine.

    Only 0 to 9 count as numbers: ``①`` and ``２`` are letters like others.
    """
    parts = re.split(r"([0-9]+)", unicodedata.normalize("NFC", name))
    numbered = [(0, int(part), "") if part.isascii() and part.isdigit() else (1, 0, part) for part in parts if part]
    return numbered, name


def nearest(word: str, words: Iterable[str]) -> str | None:
    """The one of ``words`` that ``word`` was most likely meant to be, or None when nothing is close."""
    # Two of four characters make 名字 and 名称 alike, but not safe and iso_date.
    found = get_close_matches(word, list(words), n=_MOST_ALIKE, cutoff=_least_likeness(word))
    alike = [other for other in found if _likeness(other, word) == _likeness(found[0], word)]
    # 名程 is as near to 村名 as to 名称; a slip keeps what stands before it.
    return max(alike, key=lambda other: _shared_start(other, word), default=None)


class NearWords:
    """Words among which the nearest one is asked for again and again: a roster, when a sign-in sheet knows other people."""

    def __init__(self, words: Iterable[str]) -> None:
        self._words = list(dict.fromkeys(words))
        self._answers: dict[str, str | None] = {}
        self._places: dict[str, list[int]] = defaultdict(list)
        for place, word in enumerate(self._words):
            for sign in set(word):
                self._places[sign].append(place)

    def nearest(self, word: str) -> str | None:
        """As :func:`nearest`, asked only about words that share enough signs with this one; every answer is remembered."""
        if word not in self._answers:
            self._answers[word] = self._find_nearest(word)
        return self._answers[word]

    def _find_nearest(self, word: str) -> str | None:
        shared = Counter(place for sign in word for place in self._places.get(sign, ()))
        least = _least_likeness(word)
        near = sorted(p for p, count in shared.items() if 2 * count >= least * (len(word) + len(self._words[p])))
        return nearest(word, [self._words[place] for place in near])


def _least_likeness(word: str) -> float:
    return 0.7 if word.isascii() else 0.5


def _shared_start(one: str, other: str) -> int:
    return sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], zip(one, other, strict=False)))


def _likeness(one: str, other: str) -> float:
    return SequenceMatcher(None, one, other).ratio()


def _without_invisible(text: str) -> str:
    return "".join(" " if c in "\t\n\r" else c for c in text if c in "\t\n\r" or _is_visible(c))


def _is_visible(character: str) -> bool:
    return unicodedata.category(character) not in _INVISIBLE


def _trim(name: str) -> str:
    """Windows drops dots and spaces at the end; a leading dot hides a file, a leading ``~$`` marks Office's locks."""
    name = name.rstrip(". \u3000")
    while name.startswith((".", " ", "\u3000", "~$")):
        name = name.lstrip(". \u3000").removeprefix("~$")
    return name


def _cut(name: str, max_bytes: int) -> str:
    length = min(len(name), MAX_CHARACTERS)
    while len(name[:length].encode()) > max_bytes:
        length -= 1
    while 0 < length < len(name) and unicodedata.category(name[length]).startswith("M"):
        length -= 1
    return name[:length]
