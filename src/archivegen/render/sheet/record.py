"""What a sheet's program reports while it runs: sheets, rows and their values, in their order."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from itertools import islice
from typing import Any, NamedTuple

from jinja2 import Undefined

from archivegen.errors import TemplateError
from archivegen.language.environment import printable
from archivegen.render.sheet.formulas import LAST_COLUMN, LAST_ROW
from archivegen.render.sheet.layout import Path, Spot
from archivegen.values.pictures import Picture

LONGEST_TEXT = 32_767
MOST_SHEETS = 1_000
_NAMED = ("姓名", "名称", "name")
_SHORT = 20


class Round(NamedTuple):
    """One iteration of a row loop: its number within the loop, counted from 1, and the item that it is about."""

    number: int
    item: Any


class RowRecord(NamedTuple):
    """One made row: where it stands in the template, and its values in the order of its cells; a column loop is a list."""

    spot: Spot
    values: list[Any]


@dataclass(slots=True)
class SheetRecord:
    """One made sheet."""

    title: str
    rounds: list[Round]
    """All iterations of row loops; the path of a row holds their numbers in this list."""
    texts: dict[int, str] = field(default_factory=dict)
    """Words outside the cells: headers, footers, drawings."""
    rows: list[RowRecord] = field(default_factory=list)
    marks: dict[tuple[int, int], list[Spot]] = field(default_factory=dict)
    """(position of the row, number of the column loop) → the columns made there, where they are more than one simple loop."""


class Recorder:
    """Collects the sheets that one template sheet makes; its methods are called by the program."""

    def __init__(self) -> None:
        self.sheets: list[SheetRecord] = []
        self.rounds: list[Round] = [Round(0, None)]
        self._row_path: list[int] = []
        self._counts: dict[tuple[int, Path], int] = {}
        self._columns: list[int] = []
        self._column_rounds = 0
        self._marks: list[Spot] = []

    def sheet(self, title: str) -> None:
        """A new sheet begins."""
        if len(self.sheets) >= MOST_SHEETS:
            raise TemplateError(f"工作表超过了 {MOST_SHEETS} 张，请检查 {{%sheet … %}} 的列表，或者分成几个文件")
        self.sheets.append(SheetRecord(title, self.rounds))

    def text(self, number: int, text: Any) -> None:
        """A text outside the cells."""
        self.sheets[-1].texts[number] = str(text)

    def row_round(self, depth: int, loop: int, item: Any) -> None:
        """The next iteration of a row loop that has ``depth`` loops around it."""
        path = self._row_path
        del path[depth:]
        key = (loop, tuple(path))
        number = self._counts.get(key, 0) + 1
        self._counts[key] = number
        path.append(len(self.rounds))
        self.rounds.append(Round(number, item))

    def row(self, number: int, depth: int) -> Callable[[Any], None]:
        """A row of the template is made once more; its values go to the returned function."""
        rows = self.sheets[-1].rows
        if len(rows) >= LAST_ROW:
            raise TemplateError(f"行数超过了表格的上限 {LAST_ROW} 行")
        values: list[Any] = []
        rows.append(RowRecord(Spot(number, tuple(self._row_path[:depth])), values))
        return values.append

    def span(self, number: int) -> Callable[[Any], None]:
        """The columns of a column loop begin; their values go to the returned function."""
        rows = self.sheets[-1].rows
        values: list[Any] = []
        rows[-1].values.append(values)
        self._marks = self.sheets[-1].marks[len(rows) - 1, number] = []
        self._column_rounds = 0
        return values.append

    def whole(self, entries: Any) -> None:
        """The columns of a column loop that prints nothing but the entries of a list."""
        self.sheets[-1].rows[-1].values.append(list(islice(entries, LAST_COLUMN + 1)))

    def column_round(self, depth: int) -> None:
        """The next iteration of a column loop."""
        self._column_rounds += 1
        self._columns[depth:] = [self._column_rounds]

    def mark(self, column: int, depth: int) -> None:
        """The next value belongs to this column of the template."""
        self._marks.append(Spot(column, tuple(self._columns[:depth])))

    def tell_item(self, depth: int) -> str:
        """Which items of the loops are just being written."""
        return tell_item(self.rounds, tuple(self._row_path[:depth]))


def tell_item(rounds: list[Round], path: Path) -> str:
    """``第 37 项（李四）``: which items of the loops a row is about; empty outside loops."""
    if not path:
        return ""
    told = "的".join(f"第 {rounds[number].number} 项" for number in path)
    item = rounds[path[-1]].item
    name = next((item[key] for key in _NAMED if isinstance(item, dict) and isinstance(item.get(key), str)), "")
    if not name and isinstance(item, str):
        name = item
    return f"{told}（{name[:_SHORT]}）" if name else told


def settle(value: Any) -> Any:
    """A word's value as a cell holds it: text, int, Decimal, date, a picture, or None for nothing.

    Raises what the language raises for an unknown word or a whole group of words.
    """
    if value is None or isinstance(value, Picture):
        return value
    if isinstance(value, Undefined):
        str(value)  # raises, with the word
    if isinstance(value, bool):
        return "是" if value else "否"
    if isinstance(value, int | float | Decimal):
        number = value if isinstance(value, int) else Decimal(str(value))
        if isinstance(number, Decimal) and not number.is_finite():
            raise TemplateError(f"这里算不出数（{value}）")
        return number
    if isinstance(value, date):
        return value
    return str(printable(value))


def double_ampersand(value: Any) -> str:
    """A word in a header or footer, where ``&`` begins a code."""
    content = settle(value)
    return "" if content is None else str(printable(content)).replace("&", "&&")


def check_length(text: str) -> None:
    """Raises ``TemplateError`` for a text that no cell holds; Excel counts UTF-16 units."""
    if len(text) > LONGEST_TEXT // 2 and len(text.encode("utf-16-le", "surrogatepass")) // 2 > LONGEST_TEXT:
        raise TemplateError(f"文字太长，一个单元格最多 {LONGEST_TEXT} 字，现为 {len(text)} 字")
