"""A table's file → sheets of raw cells: .xlsx and .xls through calamine, .csv in the encodings that editors save.

What a file is is told by its bytes, not by its name: bank downloads called ``.xls`` are often web pages.  Sizes are
checked before anything is unpacked.
"""

from __future__ import annotations

import csv
import io
import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path
from typing import Any, NamedTuple

from archivegen.chinese import nearest
from archivegen.findings import Finding, Place, make_finding
from archivegen.project.source.decoding import DamagedTextError, decode_bytes
from archivegen.project.source.syntax import quote_text
from archivegen.project.tables.locate import find_lock, locate_file
from archivegen.project.tables.sheet import Sheet, check_extent, spread_merges
from archivegen.project.tables.xls import SIGNATURE as XLS_SIGNATURE
from archivegen.project.tables.xls import inspect_xls
from archivegen.project.tables.xlsx import (
    BrokenWorkbookError,
    EncryptedWorkbookError,
    NotAWorkbookError,
    OversizeError,
    SheetFacts,
    WorkbookFacts,
    inspect_xlsx,
)

MAX_BYTES = 50 * 1024 * 1024

_DELIMITERS = "\t,;，|"
_INTRUDERS = (
    (b"%PDF", "PDF 文件"),
    (b"\xff\xd8\xff", "照片（JPEG）"),
    (b"\x89PNG", "图片（PNG）"),
    (b"GIF8", "图片（GIF）"),
    (b"Rar!", "RAR 压缩包"),
    (b"7z\xbc\xaf", "7z 压缩包"),
    (b"MIME-Version:", "网页（MHT）"),
    (b"{\\rtf", "RTF 文档"),
    (b"\x09\x00\x04\x00", "很旧的 Excel 格式"),
    (b"\x09\x02\x06\x00", "很旧的 Excel 格式"),
    (b"\x09\x04\x06\x00", "很旧的 Excel 格式"),
)


class Request(NamedTuple):
    """What a project file asks for: ``数据/考勤.xlsx#3月``, and where it says so."""

    sheet: str | None
    asked: Place
    path: Path
    file: str
    """Path from the project's folder, with forward slashes."""


@dataclass(frozen=True, slots=True)
class Workbook:
    """An open file.  A text file has no named sheets but one reading for each way of parting its lines."""

    file: str
    names: tuple[str, ...] = ()
    hidden: frozenset[str] = frozenset()
    readings: tuple[Sheet, ...] = ()
    book: Any = None
    facts: WorkbookFacts = field(default_factory=WorkbookFacts)

    def read_sheets(self, names: tuple[str, ...]) -> Iterator[Sheet | Finding]:
        """Sheets by name, each read when its turn comes; a finding for one that is too large or broken."""
        yield from self.readings
        for name in names:
            yield self._read_sheet(name)

    def _read_sheet(self, name: str) -> Sheet | Finding:
        index = [sheet.name for sheet in self.book.sheets_metadata].index(name)
        facts = self.facts.sheets[index] if index < len(self.facts.sheets) else SheetFacts()
        place = Place(self.file, sheet=name)
        if (too_large := check_extent(facts.rows, facts.columns, place)) is not None:
            return too_large
        try:
            with _calamine():
                source = self.book.get_sheet_by_index(index)
                rows = source.to_python(skip_empty_area=False)
                merges = source.merged_cell_ranges or []
        except BrokenWorkbookError:
            return make_finding("P048", place, reference=self.file)
        origins = spread_merges(merges, len(rows), len(rows[0]) if rows else 0)
        return Sheet(self.file, name, rows, origins, facts.faults, epoch_1904=self.facts.epoch_1904)


def resolve_request(folder: Path, reference: str, asked: Place) -> tuple[Request | None, tuple[Finding, ...]]:
    """Part file and sheet, and find the file.  A ``#`` may also belong to the file's name."""
    path, findings = locate_file(folder, reference, asked)
    sheet = ""
    if path is None and "#" in reference:
        name, _, sheet = reference.rpartition("#")
        path, findings = locate_file(folder, name, asked)
    if path is None:
        return None, findings
    file = path.relative_to(folder).as_posix()
    if find_lock(path):
        findings = (*findings, make_finding("P043", Place(file), reference=file))
    return Request(sheet.strip() or None, asked, path, file), findings


def open_workbook(request: Request) -> Workbook | Finding:
    """Open a table's file, or say what it is instead."""
    place, file = Place(request.file), request.file
    try:
        with request.path.open("rb") as stream:
            raw = stream.read(MAX_BYTES + 1)
    except OSError:
        return make_finding("P049", place, reference=file)
    if not raw:
        return make_finding("P047", place, reference=file)
    try:
        return _open_bytes(raw, file)
    except OversizeError:
        return make_finding("P044", place, reference=file, limit=MAX_BYTES // 1024 // 1024)
    except EncryptedWorkbookError:
        return make_finding("P046", place, reference=file)
    except NotAWorkbookError as trouble:
        return make_finding("P045", place, reference=file, what=trouble.what)
    except BrokenWorkbookError:
        return make_finding("P048", place, reference=file)
    except DamagedTextError as trouble:
        return make_finding("P064", Place(file, trouble.line), reference=file, line=trouble.line)
    except csv.Error:
        return make_finding("P065", place, reference=file)


def choose_names(workbook: Workbook, request: Request) -> tuple[str, ...] | Finding:
    """The sheets to look at: the one that is named, or all visible ones."""
    if request.sheet is None or not workbook.names:
        return tuple(name for name in workbook.names if name not in workbook.hidden)
    wanted = request.sheet.casefold()
    for name in workbook.names:
        if name.strip().casefold() == wanted:
            return (name,)
    near = nearest(request.sheet, workbook.names)
    return make_finding(
        "P050",
        request.asked,
        sheet=quote_text(request.sheet),
        sheets="、".join(workbook.names[:12]),
        hint=f"是不是“{near}”？" if near else "",
    )


@lru_cache(maxsize=1)
def _open_bytes(raw: bytes, file: str) -> Workbook:
    """The last file is kept, for the months of a project are often sheets of one file."""
    if len(raw) > MAX_BYTES:
        raise OversizeError
    for signature, what in _INTRUDERS:
        if raw.startswith(signature):
            raise NotAWorkbookError(what)
    if raw.startswith(b"PK"):
        return _open_book(raw, file, inspect_xlsx(raw))
    if raw.startswith(XLS_SIGNATURE):
        return _open_book(raw, file, inspect_xls(raw))
    return Workbook(file, readings=_read_text(raw, file))


def _open_book(raw: bytes, file: str, facts: WorkbookFacts) -> Workbook:
    import python_calamine

    with _calamine():
        book = python_calamine.CalamineWorkbook.from_filelike(io.BytesIO(raw))
        sheets = [s for s in book.sheets_metadata if s.typ == python_calamine.SheetTypeEnum.WorkSheet]
    return Workbook(
        file,
        names=tuple(sheet.name for sheet in sheets),
        hidden=frozenset(s.name for s in sheets if s.visible != python_calamine.SheetVisibleEnum.Visible),
        book=book,
        facts=facts,
    )


@contextmanager
def _calamine() -> Iterator[None]:
    """Every failure of the reader means one thing to the user; its panics are not even ``Exception``."""
    try:
        with _without_stderr():
            yield
    except Exception as trouble:
        raise BrokenWorkbookError from trouble
    except BaseException as trouble:
        if type(trouble).__name__ == "PanicException":
            raise BrokenWorkbookError from trouble
        raise


@contextmanager
def _without_stderr() -> Iterator[None]:
    """A panic writes its place in the library's source to the terminal before anybody can catch it."""
    try:
        saved, null = os.dup(2), os.open(os.devnull, os.O_WRONLY)
    except OSError:
        # A program without a console has no such stream.
        yield
        return
    try:
        os.dup2(null, 2)
        yield
    finally:
        os.dup2(saved, 2)
        os.close(saved)
        os.close(null)


def _read_text(raw: bytes, file: str) -> tuple[Sheet, ...]:
    text = decode_bytes(raw).text
    head = text[:4096].lstrip().casefold()
    if head.startswith("<"):
        raise NotAWorkbookError(_name_markup(head))
    if "\0" in text:
        raise NotAWorkbookError("不认识的二进制文件")
    delimiters = [sign for sign in _DELIMITERS if sign in text] or [","]
    if head.startswith("sep=") and len(head) > 4:
        delimiters = [head[4]]
    readings: list[Sheet] = []
    for delimiter in delimiters:
        try:
            readings.append(_part_lines(text, delimiter, file))
        except csv.Error:
            if delimiter == delimiters[-1] and not readings:
                raise
    return tuple(readings)


def _name_markup(head: str) -> str:
    if "urn:schemas-microsoft-com:office:spreadsheet" in head:
        return "XML 表格（Excel 2003）"
    return "XML 文件" if head.startswith("<?xml") and "<html" not in head else "网页（HTML）"


def _part_lines(text: str, delimiter: str, file: str) -> Sheet:
    """All rows padded to one width, each with the line that it begins on."""
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    rows: list[list[Any]] = []
    lines: list[int] = []
    begin = 1
    for row in reader:
        rows.append(row)
        lines.append(begin)
        begin = reader.line_num + 1
    width = max(map(len, rows), default=0)
    padded = [row + [""] * (width - len(row)) for row in rows]
    return Sheet(file, None, padded, lines=tuple(lines))
