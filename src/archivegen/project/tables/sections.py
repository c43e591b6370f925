"""The parts of a sheet that are a table: a heading and the data rows below it, again and again.

What people add for the eye is passed over: titles, rows of column numbers, totals, notes, signatures, an example row,
blank rows, and the heading that is repeated on page two.  The words that tell them are data (``headings.yaml``).
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
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
    row = heading.last + 1
    while row < len(sheet.rows):
        again = _find_repeated(sheet, matcher, heading, row)
        if again is not None and enough(again):
            rows = _drop_titles(sheet, rows, title_above=row)
            sections.append(Section(heading, tuple(rows), tuple(title)))
            below = rows[-1] if rows else heading.last
            title = [text for i in range(below + 1, row) for text in sheet.texts(i)]
            heading, rows, row = again, [], again.last + 1
            continue
        if is_data_row(sheet, heading, row, columns):
            rows.append(row)
        row += 1
    sections.append(Section(heading, tuple(rows), tuple(title)))
    return tuple(sections)


def is_data_row(sheet: Sheet, heading: Heading, row: int, columns: Mapping[str, Column]) -> bool:
    """Whether a row below ``heading`` holds facts."""
    texts = sheet.row_texts(row)
    filled = list(islice((column for column, text in enumerate(texts) if text), 2))
    if not filled or _is_aside([texts[column] for column in filled]):
        return False
    if row == heading.last + 1 and _is_numbering(sheet.texts(row)):
        return False
    alone = len(filled) == 1
    spans = sheet.origins.get((row, filled[0] + 1)) == (row, filled[0])
    required = (column for name, column in heading.columns.items() if name in columns and columns[name].required)
    if any(_holds(sheet, heading, row, column) for column in required):
        return not (alone and (spans or _PROSE.search(texts[filled[0]])))
    # Rows prepared for names that never came: numbered, or with a formula that gives 0.
    names = [
        name
        for name, column in heading.columns.items()
        if _holds(sheet, heading, row, column) and sheet.rows[row][column] not in (0, "0")
    ]
    if not names or names == ["编号"]:
        return False
    is_text = names[0] in columns and columns[names[0]].kind is Kind.TEXT
    return not (alone and (spans or is_text))


def _find_repeated(sheet: Sheet, matcher: Matcher, heading: Heading, row: int) -> Heading | None:
    """A heading that begins in ``row`` and has at least half of the columns of the one above."""
    cells = sheet.rows[row]
    first = next((column for column, text in enumerate(sheet.row_texts(row)) if text), 0)
    for column in (first, *islice(heading.columns.values(), 3)):
        value = cells[column] if cells else ""
        if isinstance(value, str) and value and matcher(value):
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
    origin = sheet.origins.get((row, column))
    if origin is not None and origin[1] == column and origin[0] > heading.last:
        row = origin[0]
    return bool(sheet.row_texts(row)[column])


def _is_aside(first_texts: list[str]) -> bool:
    """Whether the first two texts of a row say that it is a total, a note, a signature or an example."""
    if _begins_aside(first_texts[0]):
        return True
    return len(first_texts) > 1 and _BLANKS.sub("", first_texts[1]) in _load_words().totals


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
