"""The heading of a village's table, wherever its rows stand.

A group heading over several columns (``账户`` over ``开户行`` and ``账号``) is read together with what stands below it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import NamedTuple

from archivegen.project.tables.matcher import Matcher, normalise_heading
from archivegen.project.tables.sheet import Cell, Sheet

MAX_DEPTH = 3
"""Rows that one heading may take."""

Chain = list[tuple[Cell, str]]
"""Texts with the cells they stand in: those of a row, or those over a column from top to bottom."""


class Heading(NamedTuple):
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


def find_heading(sheet: Sheet, matcher: Matcher, rows: range) -> Heading | None:
    """The heading with the most matched columns that begins in ``rows``; of equals the plainest, flattest, first."""
    best: Heading | None = None
    best_score = (0, 0, 0)
    lines = [_read_line(sheet, row) for row in range(rows.start, min(rows.stop + MAX_DEPTH - 1, len(sheet.rows)))]
    hopes = [_count_hopes(line, matcher, grouped=not sheet.origins) for line in lines]
    for first in rows:
        if sum(hopes[first - rows.start :][:MAX_DEPTH]) < best_score[0]:
            continue
        chains: list[Chain] = [[] for _ in range(sheet.width)]
        for depth, line in enumerate(lines[first - rows.start :][:MAX_DEPTH], 1):
            if sheet.is_blank(first + depth - 1):
                break
            _hang_line(chains, line, first)
            block = chains if sheet.origins or depth == 1 else _add_groups(chains, lines[first - rows.start])
            found = _match_columns(block, matcher)
            plain = sum(not min(c.below_group for c in candidates) for candidates in found.values())
            score = (len(found), plain, -depth)
            if score > best_score:
                best, best_score = _settle(found, block, first, _reach(sheet, first, first + depth - 1)), score
    return best


def _count_hopes(line: Chain, matcher: Matcher, *, grouped: bool) -> int:
    """How many columns a row can help to name at most; a group heading (``grouped``) with a slash helps all on its right."""
    helping = [text for _, text in line if text and matcher.may_help(text)]
    return len(line) if grouped and any(matcher.is_divided(text) for text in helping) else len(helping)


def _read_line(sheet: Sheet, row: int) -> Chain:
    """A row as it is seen: for every column the cell that covers it (the top left one of a merge) and that cell's text."""
    texts = sheet.row_texts(row)
    if row not in sheet.merged_rows:
        return [((row, column), text) for column, text in enumerate(texts)]
    cells = [sheet.origins.get((row, column), (row, column)) for column in range(len(texts))]
    return [(cell, sheet.text(*cell)) for cell in cells]


def _hang_line(chains: list[Chain], line: Chain, first: int) -> None:
    """Hang a row's texts under the chains of a block that begins in row ``first``; a merged cell counts once."""
    for chain, seen in zip(chains, line, strict=True):
        if seen[1] and seen[0][0] >= first and not (chain and chain[-1][0] == seen[0]):
            chain.append(seen)


def _add_groups(chains: list[Chain], top: Chain) -> list[Chain]:
    """Where nothing is merged, a blank top cell over a filled one belongs to the group heading on its left."""
    grouped: list[Chain] = []
    group = ""
    for chain, (cell, text) in zip(chains, top, strict=True):
        grouped.append([(cell, group), *chain] if group and not text and len(chain) == 1 else chain)
        group = grouped[-1][0][1] if len(grouped[-1]) > 1 else text
    return grouped


class _Candidate(NamedTuple):
    """One column that a name may stand for; sorted best first."""

    below_group: bool
    rank: int
    column: int


def _match_columns(chains: list[Chain], matcher: Matcher) -> dict[str, list[_Candidate]]:
    """The columns that each name may stand for: of every chain the longest end that is a name."""
    found: dict[str, list[_Candidate]] = {}
    for column, words in _heading_words(chains):
        for start in range(len(words)):
            if match := matcher("".join(words[start:])):
                found.setdefault(match.name, []).append(_Candidate(start > 0, match.rank, column))
                break
    return found


def _heading_words(chains: list[Chain]) -> Iterator[tuple[int, list[str]]]:
    """The columns that have a heading of their own, and its words from top to bottom."""
    used: set[Cell] = set()
    for column, chain in enumerate(chains):
        if chain and chain[-1][0] not in used:
            used.add(chain[-1][0])
            yield column, [text for _, text in chain]


def _reach(sheet: Sheet, first: int, last: int) -> int:
    """The last row that a merged cell of the heading reaches."""
    while any(first <= sheet.origins.get((last + 1, c), (-1, 0))[0] <= last for c in range(sheet.width)):
        last += 1
    return last


def _settle(found: dict[str, list[_Candidate]], chains: list[Chain], first: int, last: int) -> Heading:
    texts = {column: "".join(words) for column, words in _heading_words(chains)}
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
