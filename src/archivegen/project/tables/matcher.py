"""Which column a heading text names, whatever a village writes for it.

A heading is compared without blanks, punctuation and asterisks, then without what stands in brackets
(``日工资（元/天）``), then by its parts (``卡号/账号``).
"""

from __future__ import annotations

import re
import unicodedata
from functools import cache
from typing import NamedTuple

from archivegen.project.tables.columns import Column

LONGEST = 80
"""Signs of a heading with all that stands above it; what is longer is a title, and looking through it takes long."""

_BRACKETS = re.compile(r"\([^()]*\)|\[[^\[\]]*\]|【[^【】]*】|〔[^〔〕]*〕")
_NOISE = re.compile(r"[^\w½]|_")
_FIRST_SIGN = re.compile(r"[^\W_]|½")
_PARTS = re.compile(r"[/、|或]|及(?=.)")
_DIVIDERS = re.compile(r"[(\[【〔/、|或及]")


class Match(NamedTuple):
    """A heading text that names a column; the lower ``rank`` is the better (0 is the canonical name)."""

    name: str
    rank: int


def normalise_heading(text: str) -> str:
    """Letters and digits only, full width made half width; for comparing, never for showing."""
    return _strip_noise(unicodedata.normalize("NFKC", text))


def _strip_noise(wide: str) -> str:
    return (wide if wide.isalnum() else _NOISE.sub("", wide)).casefold()


class Matcher:
    """A function from a heading's text to the column that it names; every answer is remembered."""

    def __init__(self, columns: tuple[Column, ...]) -> None:
        self._known: dict[str, Match] = {}
        for column in columns:
            for rank, word in enumerate((column.name, *column.synonyms)):
                key = normalise_heading(word)
                if key not in self._known or self._known[key].rank > rank:
                    self._known[key] = Match(column.name, rank)
        self._initials = frozenset(key[0] for key in self._known)
        self._endings = frozenset(key[start:] for key in self._known for start in range(len(key)))
        self._answers: dict[str, Match | None] = {}
        self._helps: dict[str, bool] = {}

    def __call__(self, text: str) -> Match | None:
        """The column that the text names, if any."""
        if len(text) > LONGEST:
            return None
        try:
            return self._answers[text]
        except KeyError:
            answer = self._answers[text] = self._match(text)
            return answer

    def may_help(self, text: str) -> bool:
        """False when no heading with this text in one of its rows gets its name from it; nearly every cell of data is such.

        A heading is named by the last of its texts that is no mere sign, or by one that holds a slash or a bracket.
        """
        helps = self._helps.get(text)
        if helps is None:
            helps = self._helps[text] = self.is_divided(text) or self._ends_name(text)
        return helps

    def is_divided(self, text: str) -> bool:
        """Whether a text has parts, or an aside in brackets."""
        return _DIVIDERS.search(unicodedata.normalize("NFKC", text)) is not None

    def _ends_name(self, text: str) -> bool:
        """Whether a text without brackets and slashes can stand at the end of a name."""
        return normalise_heading(text) in self._endings

    def _match(self, text: str) -> Match | None:
        wide = unicodedata.normalize("NFKC", text)
        if found := self._look_up(wide):
            return found
        if not _DIVIDERS.search(wide):
            return None
        bare = _BRACKETS.sub("", wide)
        if bare != wide and (found := self._look_up(bare)):
            return found
        parts = _PARTS.split(bare)
        named = [m for part in parts if (m := self._look_up(part))] if len(parts) > 1 else []
        return named[0] if named and len({m.name for m in named}) == 1 else None

    def _look_up(self, wide: str) -> Match | None:
        """A title may be long: its first sign nearly always tells that it is no name."""
        first = _FIRST_SIGN.search(wide)
        if first is None or first[0].casefold()[0] not in self._initials:
            return None
        return self._known.get(_strip_noise(wide))


@cache
def make_matcher(columns: tuple[Column, ...]) -> Matcher:
    """The matcher of these columns, one for all tables of a kind."""
    return Matcher(columns)
