"""What an .xlsx says that the table reader does not pass on, and whether it is safe to hand over.

The reader gives an empty cell for ``#REF!`` and for a formula that was never calculated, and it allocates a sheet's
whole rectangle; so the parts are looked through first.  Sizes are measured by inflating, never believed.
"""

from __future__ import annotations

import io
import posixpath
import re
import zipfile
import zlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import NamedTuple
from xml.etree import ElementTree as ET

from archivegen.project.tables.sheet import Cell, column_number

MAX_UNPACKED = 200 * 1024 * 1024

_OTHER_KINDS = (
    ("xl/workbook.bin", "二进制工作簿（xlsb）"),
    ("word/document.xml", "Word 文档"),
    ("ppt/presentation.xml", "演示文稿"),
    ("content.xml", "OpenDocument 文件（ods）"),
)
# A cell that is only formatted is closed at once; it takes no room in the reader.
_CELL = re.compile(rb'<(?:\w+:)?c\s[^>]*?\br="([A-Z]{1,3})(\d{1,7})"[^>]*+(?<!/)>(?!\s*</)')
_ERROR_CELL = re.compile(rb'<(?:\w+:)?c\s([^>]*\bt="e"[^>]*)>(.*?)</(?:\w+:)?c>', re.DOTALL)
_FORMULA_CELL = re.compile(
    rb"<(?:\w+:)?c\s([^>]*[^/>])>\s*<(?:\w+:)?f\b(?:[^>]*/>|[^>]*>[^<]*</(?:\w+:)?f>)\s*"
    rb"(?:<(?:\w+:)?v\s*/>|<(?:\w+:)?v\s*></(?:\w+:)?v>)?\s*</(?:\w+:)?c>"
)
_REFERENCE = re.compile(rb'\br="([A-Z]{1,3})(\d{1,7})"')
# Beyond column BZ or row 19999; only a sheet with such a cell can be too large to be read before it is measured.
_FAR_CELL = re.compile(rb'r="(?:[C-Z][A-Z]|[A-Z]{3}|[A-Z]{1,2}(?=\d{5})0*(?:[2-9]\d{4}|\d{6}))')
_VALUE = re.compile(rb"<(?:\w+:)?v[^>]*>([^<]*)<")
_RELATION = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
_STRICT_RELATION = "{http://purl.oclc.org/ooxml/officeDocument/relationships}id"


class OversizeError(Exception):
    """The file unpacks to more than :data:`MAX_UNPACKED`, or to more than it says."""


class BrokenWorkbookError(Exception):
    """The file is not what its first bytes say."""


class EncryptedWorkbookError(Exception):
    """The workbook asks for a password."""


class NotAWorkbookError(Exception):
    """A file of another kind; ``what`` names it for the user."""

    def __init__(self, what: str) -> None:
        super().__init__(what)
        self.what = what


@dataclass(frozen=True, slots=True)
class SheetFacts:
    """What one sheet holds beside its values; cells are (row, column) from 0."""

    rows: int = 0
    columns: int = 0
    """The rectangle that the reader will allocate, 0 by 0 when it is small enough not to be worth the measuring."""
    faults: Mapping[Cell, str] = field(default_factory=dict)
    """Cells with an error value (``#REF!``); ``""`` for a formula without a calculated value."""


class WorkbookFacts(NamedTuple):
    """One entry a sheet, in the order of the workbook, and whether day counts begin in 1904."""

    sheets: tuple[SheetFacts, ...] = ()
    epoch_1904: bool = False


def inspect_xlsx(raw: bytes) -> WorkbookFacts:
    """Look through an .xlsx; raises :class:`OversizeError` or :class:`BrokenWorkbookError`."""
    try:
        with zipfile.ZipFile(io.BytesIO(raw)) as archive:
            entries = archive.infolist()
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError, EOFError, ValueError, OSError) as trouble:
        raise BrokenWorkbookError from trouble
    _refuse_other_kinds({entry.filename for entry in entries})
    infos = [entry for entry in entries if entry.filename.lower().endswith((".xml", ".rels"))]
    if sum(info.file_size for info in infos) > MAX_UNPACKED:
        raise OversizeError
    wanted = {"xl/workbook.xml", "xl/_rels/workbook.xml.rels"}
    small: dict[str, bytes] = {}
    facts: dict[str, SheetFacts] = {}
    for info in infos:
        part = _inflate(raw, info)
        name = info.filename.replace("\\", "/").lstrip("/")
        if name in wanted:
            small[name] = part
        elif "/worksheets/" in name and name.endswith(".xml"):
            facts[name] = _inspect_sheet(part)
    if set(small) != wanted:
        raise BrokenWorkbookError
    return _order_sheets(small["xl/workbook.xml"], small["xl/_rels/workbook.xml.rels"], facts)


def _refuse_other_kinds(names: set[str]) -> None:
    if "xl/workbook.xml" in names:
        return
    for name, what in _OTHER_KINDS:
        if name in names:
            raise NotAWorkbookError(what)
    raise NotAWorkbookError("ZIP 压缩包")


def _inflate(raw: bytes, info: zipfile.ZipInfo) -> bytes:
    """One part, never more of it than its entry says."""
    head = raw[info.header_offset : info.header_offset + 30]
    if len(head) < 30 or info.flag_bits & 1:
        raise BrokenWorkbookError
    start = info.header_offset + 30 + int.from_bytes(head[26:28], "little") + int.from_bytes(head[28:30], "little")
    data = raw[start : start + info.compress_size]
    if info.compress_type == zipfile.ZIP_DEFLATED:
        try:
            data = zlib.decompressobj(-15).decompress(data, info.file_size + 1)
        except zlib.error as trouble:
            raise BrokenWorkbookError from trouble
    elif info.compress_type != zipfile.ZIP_STORED:
        raise BrokenWorkbookError
    if len(data) > info.file_size:
        raise OversizeError
    if b"<!DOCTYPE" in data[:4096]:
        raise BrokenWorkbookError
    return data


def _inspect_sheet(xml: bytes) -> SheetFacts:
    cells = _CELL.findall(xml) if _FAR_CELL.search(xml) else ()
    rows = max(map(int, {row for _, row in cells}), default=0)
    columns = max((column_number(letters.decode()) + 1 for letters in {c for c, _ in cells}), default=0)
    faults: dict[Cell, str] = {}
    for attributes, body in _ERROR_CELL.findall(xml) if b't="e"' in xml else ():
        value = _VALUE.search(body)
        _note_fault(faults, attributes, value.group(1).decode("utf-8", "replace") if value else "#N/A")
    for attributes in _FORMULA_CELL.findall(xml) if b"<f" in xml or b":f" in xml else ():
        if b't="str"' not in attributes and b't="e"' not in attributes:
            _note_fault(faults, attributes, "")
    return SheetFacts(rows, columns, faults)


def _note_fault(faults: dict[Cell, str], attributes: bytes, value: str) -> None:
    if match := _REFERENCE.search(attributes):
        faults[int(match.group(2)) - 1, column_number(match.group(1).decode())] = value


def _order_sheets(workbook: bytes, relations: bytes, facts: dict[str, SheetFacts]) -> WorkbookFacts:
    """The sheets stand in one part, the names of their files in another."""
    try:
        root, links = ET.fromstring(workbook), ET.fromstring(relations)  # noqa: S314 - no DTD gets here
    except (ET.ParseError, LookupError, ValueError) as trouble:
        raise BrokenWorkbookError from trouble
    targets = {link.get("Id"): _part_name(link.get("Target", "")) for link in links}
    sheets: list[SheetFacts] = []
    epoch_1904 = False
    for element in root.iter():
        tag = element.tag.rpartition("}")[2] if isinstance(element.tag, str) else ""
        if tag == "workbookPr":
            epoch_1904 = element.get("date1904", "0") in {"1", "true"}
        elif tag == "sheet":
            target = targets.get(element.get(_RELATION) or element.get(_STRICT_RELATION), "")
            sheets.append(facts.get(target, SheetFacts()))
    return WorkbookFacts(tuple(sheets), epoch_1904)


def _part_name(target: str) -> str:
    return target.lstrip("/") if target.startswith("/") else posixpath.normpath(f"xl/{target}")
