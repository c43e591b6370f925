"""The sheets of an Excel workbook, hidden ones too, row by row with the cells' texts in their places."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator
from decimal import Decimal, InvalidOperation
from typing import Any
from zipfile import ZipFile

from archivegen.privacy.passages import MOST_OCTETS, Passage, UnreadableError

_S = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
_REL_ID = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
_ESCAPED = re.compile(r"_x([0-9A-Fa-f]{4})_")


def read_sheets(package: ZipFile) -> Iterator[Passage]:
    """One passage a sheet; nothing for a package that is no workbook.  Raises :class:`UnreadableError`."""
    names = set(package.namelist())
    if "xl/workbook.xml" not in names:
        return
    strings = []
    if "xl/sharedStrings.xml" in names:
        strings = ["".join(item.itertext()) for item in _parse(package, "xl/sharedStrings.xml").iter(f"{_S}si")]
    targets = _read_targets(package, names)
    for sheet in _parse(package, "xl/workbook.xml").iter(f"{_S}sheet"):
        member = targets.get(sheet.get(_REL_ID, ""), "")
        if member in names:
            yield Passage(f"表“{sheet.get('name', '')}”", "\n".join(_list_rows(package, member, strings)))


def _parse(package: ZipFile, member: str) -> Any:
    from lxml import etree

    if package.getinfo(member).file_size > MOST_OCTETS:
        raise UnreadableError(f"{member}太大")
    try:
        return etree.fromstring(package.read(member), etree.XMLParser(resolve_entities=False, huge_tree=True))
    except etree.LxmlError as error:
        raise UnreadableError(f"{member}不是完好的 XML") from error


def _read_targets(package: ZipFile, names: set[str]) -> dict[str, str]:
    member = "xl/_rels/workbook.xml.rels"
    if member not in names:
        return {}
    return {
        relation.get("Id", ""): posixpath.normpath(posixpath.join("/xl", relation.get("Target", ""))).lstrip("/")
        for relation in _parse(package, member)
    }


def _list_rows(package: ZipFile, member: str, strings: list[str]) -> Iterator[str]:
    for row in _parse(package, member).iter(f"{_S}row"):
        line = "\t".join(_read_cell(cell, strings) for cell in row.iter(f"{_S}c")).rstrip("\t")
        if line:
            yield line


def _read_cell(cell: Any, strings: list[str]) -> str:
    value, formula = cell.findtext(f"{_S}v") or "", cell.findtext(f"{_S}f") or ""
    kind = cell.get("t", "n")
    if kind == "s" and value.isdecimal():
        shown = strings[int(value)] if int(value) < len(strings) else ""
    elif kind == "inlineStr":
        shown = "".join(text for part in cell.iter(f"{_S}is") for text in part.itertext())
    else:
        shown = _write_out(value) if kind == "n" else value
    shown = _ESCAPED.sub(lambda found: chr(int(found[1], 16)), shown)
    return f"{shown} ={formula}" if formula else shown


def _write_out(number: str) -> str:
    """A number in full: an account that Excel keeps as 6.2E+18 must not hide behind its exponent."""
    try:
        value = Decimal(number)
    except InvalidOperation:
        return number
    return f"{value:f}" if abs(value.adjusted()) < 40 else number
