"""The text of an Excel workbook, read from its XML without a spreadsheet library."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator
from datetime import datetime, timedelta
from decimal import Decimal, InvalidOperation
from xml.etree import ElementTree as ET
from xml.etree.ElementTree import Element
from zipfile import ZipFile

_S = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
_DRAWN_TEXT = "{http://schemas.openxmlformats.org/drawingml/2006/main}t"
_REL_ID = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
_REL = "{http://schemas.openxmlformats.org/package/2006/relationships}Relationship"

_EXCEL_EPOCH = datetime(1899, 12, 30)  # noqa: DTZ001 - a serial number has no zone
_BUILT_IN_DATES = {*range(14, 23), *range(27, 37), *range(45, 48), *range(50, 59)}
_LITERALS = re.compile(r'"[^"]*"|\\.|\[[^\]]*\]')
_ESCAPED = re.compile(r"_x([0-9A-Fa-f]{4})_")
_FOOTER_CODE = re.compile(r'&(?:"[^"]*"|K[0-9A-Fa-f]{6}|[0-9]{1,3}|[A-Z])')


def read_xlsx_text(archive: ZipFile) -> str:
    """Every sheet in order: its name, its rows with tabs between the cells, its header and footer, drawings, comments."""
    strings = [_string(item) for item in _parse(archive, "xl/sharedStrings.xml").iter(f"{_S}si")]
    dates = _date_styles(_parse(archive, "xl/styles.xml"))
    told = []
    for name, member in _sheets(archive):
        sheet = _parse(archive, member)
        lines = [f"〔表〕{name}", *_rows(sheet, strings, dates), *_page_texts(sheet), *_attached(archive, member)]
        told.append("\n".join(lines).rstrip("\n"))
    return "\n\n".join(told) + "\n"


def _parse(archive: ZipFile, member: str) -> Element:
    if member not in archive.namelist():
        return Element("absent")
    return ET.fromstring(archive.read(member))  # noqa: S314 - our own output, and expat caps entities


def _relations(archive: ZipFile, member: str) -> dict[str, str]:
    """Relationship id → member name, for the relationships of ``member``."""
    folder, name = posixpath.split(member)
    relations = _parse(archive, f"{folder}/_rels/{name}.rels").iter(_REL)
    return {
        relation.get("Id", ""): posixpath.normpath(posixpath.join("/", folder, relation.get("Target", ""))).lstrip("/")
        for relation in relations
    }


def _sheets(archive: ZipFile) -> Iterator[tuple[str, str]]:
    targets = _relations(archive, "xl/workbook.xml")
    for sheet in _parse(archive, "xl/workbook.xml").iter(f"{_S}sheet"):
        yield sheet.get("name", ""), targets.get(sheet.get(_REL_ID, ""), "")


def _rows(sheet: Element, strings: list[str], dates: list[bool]) -> Iterator[str]:
    for row in sheet.iter(f"{_S}row"):
        cells: list[str] = []
        for cell in row.iter(f"{_S}c"):
            column = _column(cell.get("r", ""))
            cells += [""] * (column - len(cells) - 1)
            cells.append(_cell_text(cell, strings, dates))
        line = "\t".join(cells).rstrip("\t")
        if line:
            yield line


def _column(reference: str) -> int:
    """1 for A, 27 for AA; 0 when the cell does not say where it stands (then it follows the one before)."""
    number = 0
    for letter in reference.rstrip("0123456789"):
        number = number * 26 + ord(letter) - ord("A") + 1
    return number


def _cell_text(cell: Element, strings: list[str], dates: list[bool]) -> str:
    kind, value, formula = cell.get("t", "n"), cell.findtext(f"{_S}v"), cell.findtext(f"{_S}f")
    if kind == "inlineStr":
        inline = cell.find(f"{_S}is")
        return "" if inline is None else _string(inline)
    if value is None:
        return f"={formula}" if formula else ""
    if kind == "s":
        return strings[int(value)]
    if kind == "b":
        return "TRUE" if value == "1" else "FALSE"
    if kind != "n":
        return _unescape(value)
    style = int(cell.get("s", "0"))
    return _number(value, is_date=style < len(dates) and dates[style])


def _number(text: str, *, is_date: bool) -> str:
    """A number in full: an account that Excel keeps as 6.2E+18 must not hide behind the exponent."""
    try:
        number = Decimal(text)
    except InvalidOperation:
        return text
    if not is_date:
        return f"{number:f}"
    moment = _EXCEL_EPOCH + timedelta(seconds=round(float(number) * 86400))
    return moment.date().isoformat() if number == int(number) else moment.isoformat(" ", "minutes")


def _date_styles(styles: Element) -> list[bool]:
    """For each cell style whether its number format shows a date."""
    custom = {
        int(form.get("numFmtId", "0")): bool(re.search("[yYdD]", _LITERALS.sub("", form.get("formatCode", ""))))
        for form in styles.iter(f"{_S}numFmt")
    }
    formats = styles.find(f"{_S}cellXfs")
    ids = [int(form.get("numFmtId", "0")) for form in formats] if formats is not None else []
    return [custom.get(identity, identity in _BUILT_IN_DATES) for identity in ids]


def _string(item: Element) -> str:
    """Text of a shared or inline string without the phonetic guide over it."""
    runs = [run for run in item if run.tag in {f"{_S}t", f"{_S}r"}]
    return _unescape("".join((run.text if run.tag == f"{_S}t" else run.findtext(f"{_S}t")) or "" for run in runs))


def _unescape(text: str) -> str:
    return _ESCAPED.sub(lambda found: chr(int(found[1], 16)), text)


def _page_texts(sheet: Element) -> Iterator[str]:
    for part in sheet.iter(f"{_S}headerFooter"):
        for child in part:
            text = _FOOTER_CODE.sub(" ", (child.text or "").replace("&&", "\0")).replace("\0", "&").strip()
            if text:
                yield f"〔{'页眉' if 'Header' in child.tag else '页脚'}〕{' '.join(text.split())}"


def _attached(archive: ZipFile, member: str) -> Iterator[str]:
    """Text boxes, chart titles and comments of a sheet."""
    for target in _relations(archive, member).values():
        root = _parse(archive, target)
        if "/drawings/" in target and target.endswith(".xml"):
            texts = [node.text or "" for node in root.iter(_DRAWN_TEXT)]
            charts = [part for part in _relations(archive, target).values() if "/charts/" in part]
            texts += [node.text or "" for part in charts for node in _parse(archive, part).iter(_DRAWN_TEXT)]
            yield from (f"〔图〕{text}" for text in texts if text)
        elif root.tag == f"{_S}comments":
            yield from (f"〔批注〕{_string(comment)}" for comment in root.iter(f"{_S}text"))
