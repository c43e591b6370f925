"""The cells of a template sheet: words, formulas, and what never changes."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal, InvalidOperation
from typing import Any

from archivegen.render.book.markup import children, first_child, list_attributes, quote
from archivegen.render.book.strings import RichText, read_string
from archivegen.render.book.worksheet import HAS_TAG
from archivegen.render.sheet.formulas import LAST_COLUMN, LAST_ROW, number_of, shift_formula
from archivegen.render.sheet.program import Content
from archivegen.render.sheet.tags import TagError, mend_tags, split_marks

_STRAY = re.compile(r"\}\}|%\}")
_QUOTED_SHEET = re.compile(r"'(?:[^']|'')*'!")
_LOOSE_ROWS = 100
_MOST_BLANKS = 1000
_PLAIN_ROW = ("r", "spans", "ht", "customHeight")

At = tuple[int, int]


@dataclass(slots=True)
class SheetCells:
    """What was read of a sheet's rows."""

    contents: dict[At, Content] = field(default_factory=dict)
    styles: dict[int, dict[int, int]] = field(default_factory=dict)
    """The style of every cell that is there, by row and column."""
    tails: dict[At, str] = field(default_factory=dict)
    """The XML behind the style of a cell that never changes; of texts see ``texts``."""
    texts: dict[At, str | RichText] = field(default_factory=dict)
    arrays: dict[At, str] = field(default_factory=dict)
    """The range of each array formula."""
    rows: dict[int, tuple[str, float | None, str]] = field(default_factory=dict)
    """Attributes of each row without its height, its height, and the attribute that says that a person chose it."""
    mistakes: list[TagError] = field(default_factory=list)


class CellReader:
    """Reads the rows of one sheet; ``strings`` are the shared strings of the workbook."""

    def __init__(self, strings: Sequence[str | RichText]) -> None:
        self._strings = strings
        self._read = SheetCells()
        self._shared: dict[str, tuple[int, int, str]] = {}

    def read(self, data: Any) -> SheetCells:
        """Everything that stands in ``sheetData``; mistakes are collected."""
        row = 0
        for element in children(data, "row"):
            row = int(element.get("r") or row + 1)
            self._read_row(element, row)
        return self._read

    def _read_row(self, element: Any, row: int) -> None:
        attributes = [(name, value) for name, value in list_attributes(element) if name not in _PLAIN_ROW]
        height = float(element.get("ht")) if element.get("ht") else None
        chosen = f' customHeight="{quote(element.get("customHeight"))}"' if element.get("customHeight") else ""
        self._read.rows[row] = ("".join(f' {n}="{quote(v)}"' for n, v in attributes), height, chosen)
        column = 0
        styles = self._read.styles.setdefault(row, {})
        for cell in children(element, "c"):
            letters = (cell.get("r") or "").rstrip("0123456789")
            column = number_of(letters) if letters else column + 1
            if not (0 < column <= LAST_COLUMN and 0 < row <= LAST_ROW):
                continue
            styles[column] = int(cell.get("s") or 0)
            try:
                self._read_cell(cell, (row, column))
            except TagError as mistake:
                self._read.mistakes.append(mistake)

    def _read_cell(self, cell: Any, at: At) -> None:
        formula = first_child(cell, "f")
        if formula is not None:
            self._read_formula(formula, at)
            return
        kind, value = cell.get("t") or "n", first_child(cell, "v")
        text = value.text or "" if value is not None else ""
        if kind == "inlineStr":
            inline = first_child(cell, "is")
            self._read_text(read_string(inline) if inline is not None else "", at)
        elif kind == "s" and text:
            number = int(text)
            self._read_text(self._strings[number] if number < len(self._strings) else "", at)
        elif kind == "str":
            self._read_text(text, at)
        elif text:
            self._read_value(kind, text, at)

    def _read_value(self, kind: str, text: str, at: At) -> None:
        mark = "" if kind == "n" else f' t="{quote(kind)}"'
        self._read.tails[at] = f'"{mark}><v>{quote(text)}</v></c>'
        self._read.contents[at] = Content(_to_static(kind, text))

    def _read_text(self, stored: str | RichText, at: At) -> None:
        whole = stored.text if isinstance(stored, RichText) else stored
        text = mend_tags(whole).replace("\r\n", "\n").replace("\r", "\n")
        if not HAS_TAG.search(text):
            if stray := _STRAY.search(text):
                opening = "{%" if "%" in stray.group() else "{{"
                raise TagError(*at, text, f"“{stray.group()}”前面没有开头的“{opening}”")
            if text:
                self._read.texts[at] = stored
                self._read.contents[at] = Content(text)
            return
        text, marks = split_marks(text, *at)
        if marks and text.startswith("=") and not HAS_TAG.search(text):
            self._read.contents[at] = Content(text, is_formula=True, marks=marks)
            return
        is_words = bool(HAS_TAG.search(text))
        self._read.contents[at] = Content(text, is_words=is_words, marks=marks)
        if text and not is_words:
            self._read.texts[at] = text

    def _read_formula(self, formula: Any, at: At) -> None:
        kind, text = formula.get("t"), formula.text or ""
        if kind == "dataTable":
            raise TagError(*at, "", "模拟运算表不能用在模板里，请改为普通公式")
        if kind == "shared":
            text = self._read_shared(formula.get("si", ""), text, at)
        if kind == "array":
            self._read.arrays[at] = formula.get("ref") or ""
        text, marks = split_marks(text, *at)
        if HAS_TAG.search(_QUOTED_SHEET.sub("", text)):
            raise TagError(*at, text, "公式里不能写标签，请把词放在另一个单元格，让公式引用它")
        if text or marks:
            formula_text = text if text.startswith("=") else f"={text}"
            self._read.contents[at] = Content(formula_text if text else None, is_formula=bool(text), marks=marks)

    def _read_shared(self, group: str, text: str, at: At) -> str:
        """The formula that a shared one means in this cell."""
        if text:
            self._shared[group] = (*at, text)
            return text
        if group not in self._shared:
            return ""
        row, column, master = self._shared[group]
        return shift_formula(f"={master}", at[0] - row, at[1] - column)[1:]


def drop_array_results(cells: SheetCells) -> None:
    """What an array formula last gave in its other cells is no content."""
    for at, area in cells.arrays.items():
        first, _, last = area.replace("$", "").partition(":")
        corners = [re.fullmatch(r"([A-Za-z]+)(\d+)", corner) for corner in (first, last or first)]
        if not all(corners):
            continue
        (top, left), (bottom, right) = ((int(c[2]), number_of(c[1])) for c in corners if c)
        for inside in [(r, c) for r in range(top, bottom + 1) for c in range(left, right + 1) if (r, c) != at]:
            for known in (cells.contents, cells.tails, cells.texts):
                known.pop(inside, None)


def measure(cells: SheetCells, corners: Mapping[At, At]) -> tuple[int, int]:
    """Rows and columns that the sheet uses; programs that format whole rows or columns leave thousands of empty cells."""
    there = [(row, column) for row, columns in cells.styles.items() for column in columns]
    last_row = max((row for row, _ in cells.contents), default=1)
    last_column = max((column for _, column in cells.contents), default=1)
    near = (last_row + _MOST_BLANKS, last_column + _MOST_BLANKS)
    merged = [(row, column) for row, column in corners.values() if row <= near[0] and column <= near[1]]
    height = max((row for row, _ in (*there, *merged)), default=1)
    width = max((column for _, column in (*there, *merged)), default=1)
    high = [row for row, (_, size, _) in cells.rows.items() if size is not None and row <= height + _LOOSE_ROWS]
    height = max([height, *high])
    last_row = max([last_row, *(row for row, _ in merged)])
    last_column = max([last_column, *(column for _, column in merged)])
    return (height if height <= _MOST_BLANKS else last_row, width if width <= _MOST_BLANKS else last_column)


def list_columns(root: Any) -> Iterator[tuple[int, int, str, float | None]]:
    """First and last column, attributes and width of each entry of ``cols``."""
    for item in (entry for group in children(root, "cols") for entry in children(group, "col")):
        attributes = "".join(f' {n}="{quote(v)}"' for n, v in list_attributes(item) if n not in ("min", "max"))
        width = float(item.get("width")) if item.get("width") else None
        yield int(item.get("min", "1")), min(int(item.get("max", "1")), LAST_COLUMN), attributes, width


def _to_static(kind: str, text: str) -> Any:
    """A value that never changes, as formulas see it."""
    if kind == "b":
        return text.strip() in ("1", "true")
    if kind != "n":
        return text
    try:
        return Decimal(text.strip())
    except InvalidOperation:
        return text
