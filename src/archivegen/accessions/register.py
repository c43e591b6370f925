"""档案接收登记簿: somebody's Excel file, to which lines are added below the last one and nothing else is changed.

The columns are found by their headings; styles, widths, filters, notes, further columns and sheets stay as they are.
"""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from lxml import etree

from archivegen.accessions.book import Book
from archivegen.accessions.columns import Layout, find_layout
from archivegen.accessions.files import replace_file
from archivegen.accessions.growth import grow_areas
from archivegen.accessions.numbers import Issued, count_of
from archivegen.disk import explain_refusal
from archivegen.errors import OutputError
from archivegen.language import printable
from archivegen.pack.reception import CODE, DIGEST, NUMBER, PROJECT, RegisterOptions
from archivegen.render.remarks.office_parts import Xml
from archivegen.render.sheet.formulas import letters_of

Value = str | int | date
_LIKE_FORMULA = ("=", "+", "-", "@")
_SPACE = "{http://www.w3.org/XML/1998/namespace}space"
_KEPT_OF_A_ROW = ("s", "customFormat", "ht", "customHeight")


@dataclass(frozen=True, slots=True)
class Line:
    """What a line of the register says of one archive."""

    number: str
    name: str
    code: str
    digest: str

    @property
    def issued(self) -> Issued:
        """Its number, and whose it is."""
        return Issued(self.number, self.digest)


class Register:
    """The register as it stands, and its next state."""

    def __init__(self, path: Path, content: bytes, options: RegisterOptions) -> None:
        """Raises ``OutputError`` for what is no register, with everything that is wrong with its headings."""
        self.path = path
        self.options = options
        self._read = hashlib.sha256(content).digest() if path.exists() else None
        self.book = Book(content, path.name)
        self.layout: Layout = find_layout(self.book, options)
        self.rows = self.book.rows(self.layout.sheet)
        self._lines = dict(self._read_lines())

    @property
    def lines(self) -> tuple[Line, ...]:
        """The archives that were received, from the top."""
        return tuple(self._lines.values())

    @property
    def unknown_columns(self) -> tuple[str, ...]:
        """What this register has no column for."""
        return tuple(name for name in self.options.columns if name not in self.layout.columns)

    def _read_lines(self) -> Iterator[tuple[int, Line]]:
        columns = self.layout.columns
        for number, row in self.rows.items():
            if number > self.layout.heading:
                texts = self.book.texts(row)
                fields = [texts.get(columns.get(name, 0), "") for name in (NUMBER, PROJECT, CODE, DIGEST)]
                if count_of(fields[0]) and (fields[1] or fields[3]) and not self._is_total(texts):
                    yield number, Line(fields[0], fields[1], fields[2], fields[3].lower())

    def _is_total(self, texts: Mapping[int, str]) -> bool:
        return any("".join(text.split()) in self.options.total_words for text in texts.values())

    def find_place(self) -> int:
        """The number of the first empty row below the last line; raises ``OutputError`` where a total stands in the way."""
        place = max(self._lines, default=self.layout.heading) + 1
        while place in self.rows and (texts := self.book.texts(self.rows[place])):
            if self._is_total(texts):
                raise OutputError(
                    f"登记簿 {self.path.name} 第 {place} 行是合计，上面没有空行可以登记。"
                    "请在合计上面插入几个空行（或把合计移到表头上面）再运行，登记簿没有变动。"
                )
            place += 1
        return place

    def add(self, values: Mapping[str, Value]) -> None:
        """Add a line below the last one; ``values`` by field, those without a column here are left out."""
        place, last = self.find_place(), max(self._lines, default=0)
        row = self._open_row(place, self.rows.get(last))
        cells = dict(self.book.cells(row))
        for name, value in values.items():
            if column := self.layout.columns.get(name):
                is_counted = name == NUMBER and str(value).isdecimal() and self._counts(last, column)
                self._put(row, cells, column, int(str(value)) if is_counted else value)
        self.rows[place] = row
        grow_areas(self.book, self.layout.sheet, self.layout.heading, last, place)
        self._count_anew()
        texts = {name: str(values.get(name, "")) for name in (NUMBER, PROJECT, CODE, DIGEST)}
        self._lines[place] = Line(texts[NUMBER], texts[PROJECT], texts[CODE], texts[DIGEST])

    def _counts(self, last: int, column: int) -> bool:
        """Whether the county keeps its numbers as numbers."""
        above = dict(self.book.cells(self.rows[last])).get(column) if last else None
        return above is not None and above.get("t", "n") == "n"

    def save(self) -> None:
        """Put the new state in the place of the old, which stays beside it as 上一版; all or nothing.

        Raises ``OutputError``: the register is then as it was.
        """
        content = self.book.write()
        refuse_open(self.path)
        if self._read is not None and hashlib.sha256(read_register(self.path)).digest() != self._read:
            raise OutputError(
                f"登记簿 {self.path} 在登记过程中被别人改动了，没有覆盖它。请关闭打开它的程序，然后重新运行。"
            )
        backup = self.path.with_name(f"{self.path.stem}（上一版）{self.path.suffix}")
        replace_file(self.path, content, backup=backup if self._read is not None else None)
        self._read = hashlib.sha256(content).digest()

    # Rows and cells --------------------------------------------------------------------------------------------------

    def _open_row(self, place: int, above: Xml | None) -> Xml:
        """The row of a place: an empty one that was laid out beforehand, or a new one that looks like the line above."""
        space = self.book.space
        row = self.rows.get(place)
        if row is None:
            row = etree.Element(f"{space}row", r=str(place))
            self._insert_row(row, place)
            for name in _KEPT_OF_A_ROW if above is not None and above.get("customHeight") else _KEPT_OF_A_ROW[:2]:
                if above is not None and above.get(name):
                    row.set(name, above.get(name))
            for column, cell in self.book.cells(above) if above is not None else ():
                if cell.get("s"):
                    etree.SubElement(row, f"{space}c", r=f"{letters_of(column)}{place}", s=cell.get("s"))
        for name in ("spans", "hidden"):
            row.attrib.pop(name, None)
        return row

    def _insert_row(self, row: Xml, place: int) -> None:
        before = [number for number in self.rows if number < place]
        sheet_data = self.book.parts.xml(self.layout.sheet.member).find(f"{self.book.space}sheetData")
        if before:
            self.rows[max(before)].addnext(row)
        else:
            sheet_data.insert(0, row)

    def _put(self, row: Xml, cells: dict[int, Xml], column: int, value: Value) -> None:
        cell = cells.get(column)
        if cell is None:
            cell = etree.Element(f"{self.book.space}c", r=f"{letters_of(column)}{row.get('r')}")
            before = [known for known in cells if known < column]
            if before:
                cells[max(before)].addnext(cell)
            else:
                row.insert(0, cell)
            cells[column] = cell
        cell[:] = []
        cell.attrib.pop("t", None)
        style = cell.get("s")
        if isinstance(value, date) and self.book.is_date(style):
            etree.SubElement(cell, f"{self.book.space}v").text = str((value - self.book.first_day).days)
        elif isinstance(value, int) and not self.book.is_text(style):
            etree.SubElement(cell, f"{self.book.space}v").text = str(value)
        elif text := printable(value.isoformat() if isinstance(value, date) else str(value)):
            self._put_text(cell, text, style)

    def _put_text(self, cell: Xml, text: str, style: str | None) -> None:
        """A text stays text: it is no formula, now or after an edit."""
        cell.set("t", "inlineStr")
        if text.startswith(_LIKE_FORMULA):
            cell.set("s", self.book.quoted(style))
        inside = etree.SubElement(cell, f"{self.book.space}is")
        piece = etree.SubElement(inside, f"{self.book.space}t")
        piece.set(_SPACE, "preserve")
        piece.text = text

    def _count_anew(self) -> None:
        """Formulas of the register's keeper are counted again when it is opened next."""
        root = self.book.parts.xml(self.layout.sheet.member)
        settings = self.book.root.find(f"{self.book.space}calcPr")
        if root.find(f".//{self.book.space}f") is not None and settings is not None:
            settings.set("fullCalcOnLoad", "1")


@contextmanager
def hold_register(path: Path) -> Iterator[None]:
    """Keep a second run away from the register; raises ``OutputError`` when one is at work or an office program has it."""
    from filelock import FileLock, Timeout

    lock = FileLock(path.with_name(f".{path.name}.lock"), timeout=0)
    try:
        lock.acquire()
    except Timeout as error:
        raise OutputError(f"另一个程序正在往登记簿 {path} 登记。请等它做完再运行。") from error
    except OSError as error:
        raise OutputError(f"登记簿所在的文件夹写不进去：{path.parent}（{explain_refusal(error)}）。") from error
    try:
        refuse_open(path)
        yield
    finally:
        lock.release()


def refuse_open(path: Path) -> None:
    """Raise ``OutputError`` while Excel, WPS or LibreOffice has the register open: it would write over the new line."""
    for mark in (f"~${path.name}", f".~{path.name}", f".~lock.{path.name}#"):
        if os.path.lexists(path.with_name(mark)):
            raise OutputError(
                f"登记簿 {path} 正被 Excel 或 WPS 打开（旁边有“{mark}”），没有登记，也没有改动它。"
                "请保存并关闭后再运行；确实没有打开的，删去这个残留文件。"
            )


def read_register(path: Path) -> bytes:
    """The register's bytes; raises ``OutputError``."""
    suffix = path.suffix.lower()
    if suffix != ".xlsx":
        raise OutputError(f"登记簿应是 .xlsx 文件，现为 {path.name}。旧的 .xls、.et 请另存为 .xlsx 再用。")
    try:
        content = path.read_bytes()
    except OSError as error:
        raise OutputError(
            f"登记簿打不开：{path}（{explain_refusal(error)}）。请处理后再运行，登记簿没有变动。"
        ) from error
    if not os.access(path, os.W_OK):
        raise OutputError(f"登记簿是只读的：{path}。请在文件的属性里去掉“只读”再运行，登记簿没有变动。")
    if content.startswith(b"\xd0\xcf\x11\xe0"):
        raise OutputError(
            f"登记簿 {path.name} 设了打开密码，或是改了扩展名的旧 .xls。请另存为不带密码的 .xlsx 再运行。"
        )
    return content
