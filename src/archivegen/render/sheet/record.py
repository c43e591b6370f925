"""What a sheet's program reports while it runs: rows, cells and columns in their order."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Any

from jinja2 import Undefined

from archivegen.errors import TemplateError
from archivegen.language.environment import printable
from archivegen.render.sheet.formulas import LAST_COLUMN, LAST_ROW
from archivegen.render.sheet.layout import Spot

LONGEST_TEXT = 32_767

_NOTHING = object()


@dataclass(slots=True)
class RowRecord:
    """One made row: its place in the template, its values by column, and the columns that its loops made."""

    spot: Spot
    values: dict[Spot, Any] = field(default_factory=dict)
    spans: dict[int, list[Spot]] = field(default_factory=dict)


@dataclass(slots=True)
class SheetRecord:
    """One made sheet."""

    title: str = ""
    margins: dict[int, str] = field(default_factory=dict)
    """Texts of headers and footers."""
    rows: list[RowRecord] = field(default_factory=list)


class Recorder:
    """Collects the sheets that one template sheet makes; its methods are called by the program."""

    def __init__(self) -> None:
        self.sheets: list[SheetRecord] = []
        self._rounds = 0
        self._row_path: list[int] = []
        self._column_path: list[int] = []
        self._column_rounds = 0
        self._span: list[Spot] | None = None

    def sheet(self, title: str) -> str:
        """A new sheet begins."""
        self.sheets.append(SheetRecord(title))
        return ""

    def margin(self, number: int, text: str) -> str:
        """The text of a header or footer."""
        self.sheets[-1].margins[number] = text
        return ""

    def row_round(self, depth: int) -> str:
        """The next iteration of a row loop that has ``depth`` loops around it."""
        self._rounds += 1
        self._row_path[depth:] = [self._rounds]
        return ""

    def row(self, number: int, depth: int) -> str:
        """A row of the template is made once more."""
        rows = self.sheets[-1].rows
        if len(rows) >= LAST_ROW:
            raise TemplateError(f"行数超过了表格的上限 {LAST_ROW} 行")
        rows.append(RowRecord(Spot(number, tuple(self._row_path[:depth]))))
        self._span = None
        return ""

    def span(self, number: int) -> str:
        """The columns of a column loop begin (``number`` -1: they have ended)."""
        self._span = None if number < 0 else self.sheets[-1].rows[-1].spans.setdefault(number, [])
        self._column_rounds = 0
        return ""

    def column_round(self, depth: int) -> str:
        """The next iteration of a column loop."""
        self._column_rounds += 1
        self._column_path[depth:] = [self._column_rounds]
        return ""

    def cell(self, column: int, depth: int, value: Any = _NOTHING) -> str:
        """A cell of the current row, with its value if it has words."""
        spot = Spot(column, tuple(self._column_path[:depth]))
        if self._span is not None:
            self._span.append(spot)
            if len(self._span) > LAST_COLUMN:
                raise TemplateError(f"列数超过了表格的上限 {LAST_COLUMN} 列")
        if value is not _NOTHING:
            self.sheets[-1].rows[-1].values[spot] = to_content(value)
        return ""


def to_content(value: Any) -> Any:
    """A word's value as a cell holds it: Decimal, date, text, or None for nothing.

    Raises what the language raises for an unknown word or a whole group of words.
    """
    if isinstance(value, Undefined):
        str(value)  # raises, with the word
    if isinstance(value, bool):
        return "是" if value else "否"
    if isinstance(value, int | float | Decimal):
        number = Decimal(str(value))
        if not number.is_finite():
            raise TemplateError(f"这里算不出数（{value}）")
        return number
    if isinstance(value, date):
        return value
    text = str(printable(value))
    if len(text.encode("utf-16-le")) // 2 > LONGEST_TEXT:
        raise TemplateError(f"文字太长，一个单元格最多 {LONGEST_TEXT} 字，现为 {len(text)} 字")
    return text or None


def double_ampersand(value: Any) -> str:
    """A word in a header or footer, where ``&`` begins a code."""
    content = to_content(value)
    if content is None:
        return ""
    return str(printable(content)).replace("&", "&&")
