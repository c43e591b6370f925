"""Which column of a village's table is which: headings matched by name, wherever the heading row stands.

A heading is compared without blanks, punctuation and asterisks, then without what stands in brackets
(``日工资（元/天）``), then by its parts (``卡号/账号``).  A group heading over several columns (``账户`` over ``开户行`` and
``账号``) is read together with what stands below it.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cache

from archivegen.project.tables.columns import Column
from archivegen.project.tables.sheet import Cell, Sheet

MAX_DEPTH = 3
"""Rows that one heading may take."""

_BRACKETS = re.compile(r"\([^()]*\)|\[[^\[\]]*\]|【[^【】]*】|〔[^〔〕]*〕")
_NOISE = re.compile(r"[^\w½]|_")
_PARTS = re.compile(r"[/、|或]|及(?=.)")


@dataclass(frozen=True, slots=True)
class Match:
    """A heading text that names a column; the lower ``rank`` is the better (0 is the canonical name)."""

    name: str
    rank: int


Matcher = Callable[[str], Match | None]


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading found: its rows (from 0), the column of each name, and what else stands there."""

    first: int
    last: int
    columns: Mapping[str, int]
    texts: Mapping[int, str]
    """Every heading text by column, recognised or not, as it reads from top to bottom."""
    repeated: tuple[tuple[str, int, int], ...] = ()
    """A name, and two columns with one and the same heading."""
    rivals: tuple[tuple[str, int, int], ...] = ()
    """A name, the column that is used, and a column with another synonym that is not."""

    @property
    def unknown(self) -> dict[str, int]:
        """Heading texts that name no column."""
        used = set(self.columns.values()) | {c for _, _, c in (*self.repeated, *self.rivals)}
        return {text: column for column, text in self.texts.items() if column not in used}


def normalise_heading(text: str) -> str:
    """Letters and digits only, full width made half width; for comparing, never for showing."""
    return _NOISE.sub("", unicodedata.normalize("NFKC", text)).casefold()


def make_matcher(columns: tuple[Column, ...]) -> Matcher:
    """A function from a heading's text to the column that it names."""
    known: dict[str, Match] = {}
    for column in columns:
        for rank, word in enumerate((column.name, *column.synonyms)):
            key = normalise_heading(word)
            if key not in known or known[key].rank > rank:
                known[key] = Match(column.name, rank)

    @cache
    def match(text: str) -> Match | None:
        wide = unicodedata.normalize("NFKC", text)
        bare = _BRACKETS.sub("", wide)
        for form in (wide, bare):
            if found := known.get(normalise_heading(form)):
                return found
        parts = [m for part in _PARTS.split(bare) if (m := known.get(normalise_heading(part)))]
        return parts[0] if parts and len({m.name for m in parts}) == 1 else None

    return match


def find_heading(sheet: Sheet, matcher: Matcher, rows: range) -> Heading | None:
    """The heading with the most matched columns that begins in ``rows``; of equals the plainest, flattest, first."""
    best: Heading | None = None
    best_score = (0, 0, 0)
    for first in rows:
        for depth in range(1, min(MAX_DEPTH, len(sheet.rows) - first) + 1):
            if sheet.is_blank(first) or sheet.is_blank(first + depth - 1):
                break
            heading, plain = _match_block(sheet, matcher, first, first + depth - 1)
            score = (len(heading.columns), plain, -depth)
            if score > best_score:
                best, best_score = heading, score
    return best


@dataclass(frozen=True, slots=True)
class _Candidate:
    """One column that a name may stand for; sorted best first."""

    below_group: bool
    rank: int
    column: int


def _match_block(sheet: Sheet, matcher: Matcher, first: int, last: int) -> tuple[Heading, int]:
    """Read rows ``first`` … ``last`` as one heading; also how many of its columns need no group heading."""
    found: dict[str, list[_Candidate]] = {}
    texts: dict[int, str] = {}
    used: set[Cell] = set()
    group = ""
    for column in range(sheet.width):
        chain = _read_chain(sheet, range(first, last + 1), column, group)
        group = chain[0][1] if len(chain) > 1 else sheet.text(first, column)
        if not chain or chain[-1][0] in used:
            continue
        used.add(chain[-1][0])
        words = [text for _, text in chain]
        texts[column] = "".join(words)
        for start in range(len(words)):
            if match := matcher("".join(words[start:])):
                found.setdefault(match.name, []).append(_Candidate(start > 0, match.rank, column))
                break
    plain = sum(not min(c.below_group for c in candidates) for candidates in found.values())
    return _settle(found, texts, first, _reach(sheet, first, last)), plain


def _read_chain(sheet: Sheet, rows: range, column: int, group: str) -> list[tuple[Cell, str]]:
    """The texts over a column from top to bottom with the cells they stand in; a merged cell counts once.

    Where nothing is merged, a blank top cell over a filled one belongs to the ``group`` heading on its left.
    """
    chain: dict[Cell, str] = {}
    for row in rows:
        origin = sheet.origins.get((row, column), (row, column))
        if origin[0] >= rows.start and (text := sheet.text(*origin)):
            chain[origin] = text
    cells = list(chain.items())
    if len(rows) > 1 and len(cells) == 1 and group and not sheet.origins and not sheet.text(rows.start, column):
        cells.insert(0, ((rows.start, column), group))
    return cells


def _reach(sheet: Sheet, first: int, last: int) -> int:
    """The last row that a merged cell of the heading reaches."""
    while any(first <= sheet.origins.get((last + 1, c), (-1, 0))[0] <= last for c in range(sheet.width)):
        last += 1
    return last


def _settle(found: dict[str, list[_Candidate]], texts: dict[int, str], first: int, last: int) -> Heading:
    columns: dict[str, int] = {}
    repeated: list[tuple[str, int, int]] = []
    rivals: list[tuple[str, int, int]] = []
    for name, candidates in found.items():
        best, *others = sorted(candidates, key=lambda c: (c.below_group, c.rank, c.column))
        columns[name] = best.column
        for other in others:
            if normalise_heading(texts[other.column]) == normalise_heading(texts[best.column]):
                repeated.append((name, best.column, other.column))
            elif other.below_group == best.below_group:
                rivals.append((name, best.column, other.column))
    return Heading(first, last, columns, texts, tuple(repeated), tuple(rivals))
