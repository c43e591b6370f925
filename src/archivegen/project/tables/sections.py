"""The parts of a sheet that are a table: a heading and the data rows below it, again and again.

What people add for the eye is passed over: titles, rows of column numbers, totals, notes, signatures, an example row,
blank rows, and the heading that is repeated on page two.  The words that tell them are data (``headings.yaml``).
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from functools import cache, lru_cache
from itertools import islice
from typing import NamedTuple

from archivegen.project.tables.columns import Column, Kind, load_headings
from archivegen.project.tables.headings import MAX_DEPTH, Heading, find_heading
from archivegen.project.tables.matcher import Matcher
from archivegen.project.tables.sheet import Sheet

_BLANKS = re.compile(r"\s+")
_ASIDES = re.compile(r"[(（][^()（）]*[)）]")
_CAPTION = re.compile(r"[\u4e00-\u9fff、“”\"]{1,14}[:：]")
_PROSE = re.compile("[，。；：]")
_COUNTED = re.compile("(?:成功|失败|共|计|共计|其中)?[0-9]+(?:笔|人|户|条)")
_WEEKDAY = re.compile("(?:星期|周)?[一二三四五六日天]")


class Section(NamedTuple):
    """A heading, its data rows (from 0), and the texts that stand above the heading."""

    heading: Heading
    rows: tuple[int, ...]
    title: tuple[str, ...]


class _Words(NamedTuple):
    totals: tuple[str, ...]
    labels: frozenset[str]
    """Of notes and of examples."""
    signatures: tuple[str, ...]


@cache
def _load_words() -> _Words:
    data = load_headings()
    labels = frozenset((*data["注释行"], *data["示例行"]))
    return _Words(tuple(data["合计行"]), labels, tuple(data["签章词"]))


def find_sections(
    sheet: Sheet, matcher: Matcher, columns: Mapping[str, Column], enough: Callable[[Heading], bool]
) -> tuple[Section, ...]:
    """All tables of a sheet from top to bottom; none when no heading is ``enough``."""
    reach = min(int(load_headings()["行数"]["表头以内"]), len(sheet.rows))
    heading = find_heading(sheet, matcher, range(reach))
    if heading is None or not enough(heading):
        return ()
    sections: list[Section] = []
    title = [text for row in range(heading.first) for text in sheet.texts(row)]
    rows: list[int] = []
    below = _Below.of(heading, columns)
    row = heading.last + 1
    while row < len(sheet.rows):
        filled = _find_filled(sheet.row_texts(row))
        again = _find_repeated(sheet, matcher, below, row, filled) if filled else None
        if again is not None and enough(again):
            rows = _drop_titles(sheet, rows, title_above=row)
            sections.append(Section(heading, tuple(rows), tuple(title)))
            last = rows[-1] if rows else heading.last
            title = [text for i in range(last + 1, row) for text in sheet.texts(i)]
            heading, rows, row = again, [], again.last + 1
            below = _Below.of(heading, columns)
            continue
        if filled and _is_data_row(sheet, below, row, filled):
            rows.append(row)
        row += 1
    sections.append(Section(heading, tuple(rows), tuple(title)))
    return tuple(sections)


class _Below(NamedTuple):
    """What is looked for in every row below a heading."""

    heading: Heading
    probes: tuple[int, ...]
    """The columns in which a heading that is repeated would show."""
    required: tuple[int, ...]
    """The columns one of which is filled in a row of data."""
    kinds: Mapping[str, Kind]

    @classmethod
    def of(cls, heading: Heading, columns: Mapping[str, Column]) -> _Below:
        """For a heading over these columns."""
        named = {name: (index, columns[name]) for name, index in heading.columns.items() if name in columns}
        required = tuple(index for index, column in named.values() if column.required)
        kinds = {name: column.kind for name, (_, column) in named.items()}
        return cls(heading, tuple(islice(heading.columns.values(), 3)), required, kinds)


def _find_filled(texts: Sequence[str]) -> tuple[int, ...]:
    """The first two filled columns of a row, as far as there are any."""
    if len(texts) > 1 and texts[0] and texts[1]:
        return 0, 1
    return tuple(islice((column for column, text in enumerate(texts) if text), 2))


def _is_data_row(sheet: Sheet, below: _Below, row: int, filled: tuple[int, ...]) -> bool:
    """Whether a row that is not blank holds facts."""
    heading, texts = below.heading, sheet.row_texts(row)
    if _is_aside([texts[column] for column in filled]):
        return False
    if row == heading.last + 1 and _is_numbering(sheet.texts(row)):
        return False
    alone = len(filled) == 1
    spans = alone and sheet.origins.get((row, filled[0] + 1)) == (row, filled[0])
    if any(_holds(sheet, heading, row, column) for column in below.required):
        return not (alone and (spans or _PROSE.search(texts[filled[0]])))
    # Rows prepared for names that never came: numbered, or with a formula that gives 0.
    names = [
        name
        for name, column in heading.columns.items()
        if _holds(sheet, heading, row, column) and sheet.rows[row][column] not in (0, "0")
    ]
    if not names or names == ["编号"]:
        return False
    return not (alone and (spans or below.kinds.get(names[0]) is Kind.TEXT))


def _find_repeated(sheet: Sheet, matcher: Matcher, below: _Below, row: int, filled: tuple[int, ...]) -> Heading | None:
    """A heading that begins in ``row`` and has at least half of the columns of the one above."""
    cells, heading = sheet.rows[row], below.heading
    for column in (filled[0], *below.probes):
        value = cells[column]
        if value and isinstance(value, str) and matcher(value):
            break
    else:
        return None
    found = find_heading(sheet, matcher, range(row, min(row + MAX_DEPTH, len(sheet.rows))))
    if found is None or found.first != row or len(found.columns) * 2 < max(len(heading.columns), 4):
        return None
    return found


def _drop_titles(sheet: Sheet, rows: list[int], title_above: int) -> list[int]:
    """Without the lonely cells right above a repeated heading: the title of page two."""
    kept = list(rows)
    while kept and kept[-1] == title_above - 1 and len(sheet.texts(kept[-1])) == 1:
        title_above = kept.pop()
    return kept


def _holds(sheet: Sheet, heading: Heading, row: int, column: int) -> bool:
    """Whether a cell has a value, its own or that of the merged cell which covers it from above."""
    origin = sheet.origins.get((row, column)) if row in sheet.merged_rows else None
    if origin is not None and origin[1] == column and origin[0] > heading.last:
        row = origin[0]
    return bool(sheet.row_texts(row)[column])


def _is_aside(first_texts: list[str]) -> bool:
    """Whether the first two texts of a row say that it is a total, a note, a signature or an example."""
    if _begins_aside(first_texts[0]):
        return True
    return len(first_texts) > 1 and _is_total(first_texts[1])


def _is_total(text: str) -> bool:
    return (text if text.isalnum() else _BLANKS.sub("", text)) in _load_words().totals


@lru_cache(maxsize=4096)
def _begins_aside(text: str) -> bool:
    """Whether a row that begins with this text is a total, a note, a signature or an example; rows begin with the same numbers."""
    words = _load_words()
    first = _BLANKS.sub("", text)
    if first.startswith(words.totals) or _COUNTED.match(first):
        return True
    bare = _ASIDES.sub("", first)
    if _CAPTION.match(bare) or bare.rstrip("：:") in words.labels:
        return True
    return any(word in first for word in words.signatures)


def _is_numbering(texts: list[str]) -> bool:
    """``1 2 3 4`` under the headings, or the days of the week under the days of the month."""
    if len(texts) < 3:
        return False
    if all(_WEEKDAY.fullmatch(text) for text in texts[-3:]):
        return True
    numbers = [int(text) for text in texts if text.isascii() and text.isdecimal()]
    return len(numbers) >= max(3, len(texts) - 2) and numbers == list(range(numbers[0], numbers[0] + len(numbers)))
