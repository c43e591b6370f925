"""Which column of a register is which: by what stands above it, whatever the order and whatever else a county keeps there."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from archivegen.accessions.book import Book, Sheet
from archivegen.chinese import half_width
from archivegen.errors import OutputError
from archivegen.pack.reception import RegisterOptions

_NOISE = re.compile(r"\(.*?\)|[\s:*#/·_—-]+")
_SEARCHED_ROWS = 20
_ENOUGH = 3
"""Headings that must be known for a row to be a head at all."""


@dataclass(frozen=True, slots=True)
class Layout:
    """Where the list stands: its sheet, the row of its headings, field → column (from 1)."""

    sheet: Sheet
    heading: int
    columns: Mapping[str, int]


def find_layout(book: Book, options: RegisterOptions) -> Layout:
    """The sheet and row that look most like a register's head; raises ``OutputError`` that says what is missing."""
    best: tuple[int, Layout, dict[str, list[str]]] | None = None
    for sheet in book.sheets:
        if sheet.hidden:
            continue
        for number, row in list(book.rows(sheet).items())[:_SEARCHED_ROWS]:
            found = _match(book.texts(row), options)
            columns = {name: min(places) for name, places in found.items()}
            if best is None or len(columns) > len(best[1].columns):
                best = (number, Layout(sheet, number, columns), {n: _letters(p) for n, p in found.items()})
    if best is None or len(best[1].columns) < _ENOUGH:
        raise OutputError(
            f"登记簿 {book.name} 的前 {_SEARCHED_ROWS} 行里没有找到表头。"
            f"表头至少要有 {'、'.join(options.needed)} 这几列；可先不写已有的文件，让程序新建一本作样子。"
        )
    number, layout, places = best
    where = f"登记簿 {book.name} 工作表“{layout.sheet.name}”第 {number} 行的表头"
    faults = [f"缺少“{name}”一列（可写作 {'、'.join(options.columns[name])}）" for name in _missing(layout, options)]
    faults += [f"“{name}”有 {len(found)} 列（{'、'.join(found)}）" for name, found in places.items() if len(found) > 1]
    if faults:
        raise OutputError(f"{where}{'；'.join(faults)}。请改好表头再运行，登记簿没有变动。")
    return layout


def _missing(layout: Layout, options: RegisterOptions) -> list[str]:
    return [name for name in options.needed if name not in layout.columns]


def _match(texts: Mapping[int, str], options: RegisterOptions) -> dict[str, list[int]]:
    known = {_tight(word): name for name, words in options.columns.items() for word in words}
    found: dict[str, list[int]] = {}
    for column, text in texts.items():
        if name := known.get(_tight(text)):
            found.setdefault(name, []).append(column)
    return found


def _tight(text: str) -> str:
    return _NOISE.sub("", half_width(text)).upper()


def _letters(places: list[int]) -> list[str]:
    from archivegen.render.sheet.formulas import letters_of

    return [f"{letters_of(column)} 列" for column in places]
