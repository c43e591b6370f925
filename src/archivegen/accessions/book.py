"""Somebody's workbook: its cells read, its parts kept byte for byte but for those in which something is written.

No spreadsheet library takes part: what one does not know (notes, charts, filters, macros of a later Excel) it would drop.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from lxml import etree

from archivegen.errors import OutputError, TemplateError
from archivegen.render.remarks.office_parts import OfficeParts, Xml, read_cell

_BUILT_IN_DATES = {*range(14, 18), 22, *range(27, 37), *range(50, 59)}
_TEXT_FORMAT = 49
_FORMAT_NOISE = re.compile(r'"[^"]*"|\[[^\]]*\]|\\.')
_ODD_PARTS = (TypeError, ValueError, KeyError, IndexError, AttributeError)


@dataclass(frozen=True, slots=True)
class Sheet:
    """One sheet of the book: its name and the part that it lies in."""

    name: str
    member: str
    hidden: bool


class Book:
    """A workbook that is read, written into and saved as bytes."""

    def __init__(self, content: bytes, name: str) -> None:
        """Raises ``OutputError`` when this is no workbook, has a password or macros, or is damaged."""
        self.name = name
        try:
            self.parts = OfficeParts(content, name)
            self.main = self.parts.main_part()
            self.root = self.parts.xml(self.main)
            self.space = "{" + (etree.QName(self.root).namespace or "") + "}"
            self._strings = self._read_strings()
            self._formats = self._read_formats()
            self.sheets = tuple(self._list_sheets())
        except TemplateError as error:
            raise OutputError(f"登记簿{str(error).removeprefix('模板')}。没有写进任何内容。") from error
        except _ODD_PARTS as error:
            raise OutputError(f"登记簿 {name} 已损坏，读不出来。请从备份找回，或另存一份后再试。") from error

    def write(self) -> bytes:
        """The whole file with what was changed."""
        try:
            return self.parts.write()
        except TemplateError as error:
            raise OutputError(f"登记簿 {self.name} 写不成：{error}") from error

    def rows(self, sheet: Sheet) -> dict[int, Xml]:
        """Row number → element; numbers that a program left out are counted."""
        found: dict[int, Xml] = {}
        number = 0
        for row in self.parts.xml(sheet.member).find(f"{self.space}sheetData"):
            if isinstance(row.tag, str):
                number = int(row.get("r") or number + 1)
                found[number] = row
        return found

    def cells(self, row: Xml) -> Iterator[tuple[int, Xml]]:
        """Column number and element of each cell of a row."""
        column = 0
        for cell in row:
            if isinstance(cell.tag, str):
                column = read_cell(cell.get("r", ""))[1] or column + 1
                yield column, cell

    def texts(self, row: Xml) -> dict[int, str]:
        """Column → what a person reads there; empty cells are left out."""
        found = ((column, self.text_of(cell).strip()) for column, cell in self.cells(row))
        return {column: text for column, text in found if text}

    def text_of(self, cell: Xml) -> str:
        """The text of a cell; a date is ISO, a whole number has no decimals."""
        kind = cell.get("t", "n")
        if kind == "inlineStr":
            return _join_runs(cell.find(f"{self.space}is"), self.space)
        value = cell.findtext(f"{self.space}v") or ""
        if kind == "s":
            return self._strings[int(value)] if value else ""
        if kind != "n" or not value:
            return value
        number = float(value)
        if self.is_date(cell.get("s")):
            return (self.first_day + timedelta(days=int(number))).isoformat()
        return str(int(number)) if number.is_integer() else value

    @property
    def first_day(self) -> date:
        """The day that Excel counts from."""
        settings = self.root.find(f"{self.space}workbookPr")
        late = settings is not None and settings.get("date1904") in ("1", "true")
        return date(1904, 1, 1) if late else date(1899, 12, 30)

    def is_date(self, style: str | None) -> bool:
        """Whether cells of a style show their number as a day."""
        number, code = self._format_of(style)
        return number in _BUILT_IN_DATES or bool(re.search(r"[yd]", _FORMAT_NOISE.sub("", code).lower()))

    def is_text(self, style: str | None) -> bool:
        """Whether a person set the cells of a style to text."""
        return self._format_of(style)[0] == _TEXT_FORMAT

    def quoted(self, style: str | None) -> str:
        """The same style for a text that stays text after an edit, though it begins like a formula."""
        formats = self._styles().find(f"{self.space}cellXfs")
        twin = etree.fromstring(etree.tostring(formats[int(style or 0)]))
        twin.set("quotePrefix", "1")
        formats.append(twin)
        formats.set("count", str(len(formats)))
        self._formats.append(self._formats[int(style or 0)])
        return str(len(formats) - 1)

    # Parts -----------------------------------------------------------------------------------------------------------

    def _list_sheets(self) -> Iterator[Sheet]:
        relation = f"{{{self.parts.office_namespace()}}}id"
        for item in self.root.find(f"{self.space}sheets"):
            member = self.parts.target(self.main, item.get(relation, ""))
            if member is None or member not in self.parts.parts:
                raise KeyError(item.get("name"))
            if self.parts.xml(member).find(f"{self.space}sheetData") is not None:
                yield Sheet(item.get("name", ""), member, item.get("state", "visible") != "visible")

    def _read_strings(self) -> list[str]:
        found = self.parts.related(self.main, "sharedStrings")
        if not found:
            return []
        return [_join_runs(item, self.space) for item in self.parts.xml(found[0]) if isinstance(item.tag, str)]

    def _styles(self) -> Xml:
        return self.parts.xml(self.parts.related(self.main, "styles")[0])

    def _read_formats(self) -> list[tuple[int, str]]:
        """Number and code of the number format of each cell style."""
        if not self.parts.related(self.main, "styles"):
            return []
        styles = self._styles()
        known = {item.get("numFmtId"): item.get("formatCode", "") for item in styles.iter(f"{self.space}numFmt")}
        formats: Any = styles.find(f"{self.space}cellXfs")
        numbers = [item.get("numFmtId", "0") for item in formats] if formats is not None else []
        return [(int(number), known.get(number, "")) for number in numbers]

    def _format_of(self, style: str | None) -> tuple[int, str]:
        number = int(style or 0)
        return self._formats[number] if number < len(self._formats) else (0, "")


def _join_runs(item: Xml | None, space: str) -> str:
    """The text of a string without the readings above its signs."""
    if item is None:
        return ""
    pieces = (each for each in item.iter(f"{space}t") if etree.QName(each.getparent()).localname != "rPh")
    return "".join(piece.text or "" for piece in pieces)
