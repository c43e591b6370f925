"""What an .xls says that the table reader does not pass on, and whether it is safe to hand over.

An .xls (and WPS's .et) is a compound file (MS-CFB) whose stream ``Workbook`` is a run of records (MS-XLS).  Only what the
reader keeps to itself is looked at: cells with an error value, how far a sheet reaches, the day-count epoch, encryption.
"""

from __future__ import annotations

import struct
from collections.abc import Iterator
from dataclasses import dataclass, field
from struct import unpack_from
from typing import NamedTuple

from archivegen.project.tables.sheet import Cell
from archivegen.project.tables.xlsx import (
    BrokenWorkbookError,
    EncryptedWorkbookError,
    NotAWorkbookError,
    OversizeError,
    SheetFacts,
    WorkbookFacts,
)

MAX_CELLS = 4_000_000
"""The reader sets aside this many cells at most for a sheet, as it opens the file."""

SIGNATURE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"

_END = 0xFFFFFFFC  # sector numbers from here on are marks, not sectors
_SMALL_STREAM = 4096
_BOF, _EOF, _SHEET, _EPOCH, _ENCRYPTED = 0x809, 0x0A, 0x85, 0x22, 0x2F
_DIMENSIONS = 0x200
_FORMULA, _BOOLEAN_OR_ERROR, _NUMBERS = 0x06, 0x205, 0xBD
_CELLS = frozenset({_FORMULA, _BOOLEAN_OR_ERROR, _NUMBERS, 0x203, 0x27E, 0xFD, 0x204, 0xD6})
_ERRORS = {0: "#NULL!", 7: "#DIV/0!", 15: "#VALUE!", 23: "#REF!", 29: "#NAME?", 36: "#NUM!", 42: "#N/A"}


def inspect_xls(raw: bytes) -> WorkbookFacts:
    """Look through an .xls; raises one of the errors of this module or of :mod:`archivegen.project.tables.xlsx`."""
    try:
        return _inspect_records(_read_workbook_stream(raw))
    except (struct.error, IndexError, ValueError) as trouble:
        raise BrokenWorkbookError from trouble


class _Compound(NamedTuple):
    raw: bytes
    sector_size: int
    table: tuple[int, ...]

    def read(self, start: int) -> bytes:
        """A chain of sectors; a chain that bites its tail is broken."""
        pieces: list[bytes] = []
        sector = start
        for _ in range(len(self.table) + 1):
            if sector >= _END:
                return b"".join(pieces)
            pieces.append(self.sector(sector))
            sector = self.table[sector]
        raise BrokenWorkbookError

    def sector(self, number: int) -> bytes:
        start = (number + 1) * self.sector_size
        return self.raw[start : start + self.sector_size]


def _open_compound(raw: bytes) -> _Compound:
    shift = unpack_from("<H", raw, 30)[0]
    if shift not in {9, 12}:
        raise BrokenWorkbookError
    size = 1 << shift
    listed = list(unpack_from("<109I", raw, 76))
    more, count = unpack_from("<II", raw, 68)
    bare = _Compound(raw, size, ())
    for _ in range(min(count, len(raw) // size)):
        if more >= _END:
            break
        numbers = unpack_from(f"<{size // 4}I", bare.sector(more))
        listed += numbers[:-1]
        more = numbers[-1]
    table: list[int] = []
    for number in listed:
        if number < _END:
            table += unpack_from(f"<{size // 4}I", bare.sector(number))
    return _Compound(raw, size, tuple(table))


def _read_workbook_stream(raw: bytes) -> bytes:
    compound = _open_compound(raw)
    directory = compound.read(unpack_from("<I", raw, 48)[0])
    entries: dict[str, tuple[int, int]] = {}
    for offset in range(0, len(directory) - 127, 128):
        length = unpack_from("<H", directory, offset + 64)[0]
        name = directory[offset : offset + max(length - 2, 0)].decode("utf-16-le", "replace")
        entries.setdefault(name, unpack_from("<II", directory, offset + 116))
    if "EncryptedPackage" in entries:
        raise EncryptedWorkbookError
    for other, what in (("WordDocument", "Word 文档"), ("PowerPoint Document", "演示文稿")):
        if other in entries:
            raise NotAWorkbookError(what)
    found = entries.get("Workbook") or entries.get("Book")
    if found is None:
        raise NotAWorkbookError("别的程序的文件")
    start, size = found
    if size >= _SMALL_STREAM:
        return compound.read(start)[:size]
    container = compound.read(entries["Root Entry"][0])
    numbers = compound.read(unpack_from("<I", raw, 60)[0])
    small = _Compound(b"\0" * 64 + container, 64, unpack_from(f"<{len(numbers) // 4}I", numbers))
    return small.read(start)[:size]


def _records(stream: bytes) -> Iterator[tuple[int, int, int]]:
    """Type, offset of the body in the stream, and length of every record."""
    offset, end = 0, len(stream) - 4
    while offset <= end:
        kind, length = unpack_from("<HH", stream, offset)
        yield kind, offset + 4, length
        offset += 4 + length


def _inspect_records(stream: bytes) -> WorkbookFacts:
    sheets: dict[int, SheetFacts] = {}
    epoch_1904 = False
    scan = _SheetScan()
    depth = begin = 0
    for kind, at, length in _records(stream):
        if kind in _CELLS:
            scan.add(stream, kind, at, length)
        elif kind == _DIMENSIONS and length >= 14:
            _check_dimensions(*unpack_from("<IIHH", stream, at))
        elif kind == _BOF:
            depth += 1
            if depth == 1:
                begin, scan = at - 4, _SheetScan()
        elif kind == _EOF:
            depth -= 1
            if depth == 0 and begin in sheets:
                _check_size(scan.rows, scan.columns)
                sheets[begin] = SheetFacts(scan.rows, scan.columns, scan.faults)
        elif kind == _SHEET:
            sheets[unpack_from("<I", stream, at)[0]] = SheetFacts()
        elif kind in {_EPOCH, _ENCRYPTED}:
            epoch_1904 = _read_epoch(stream, kind, at)
    return WorkbookFacts(tuple(sheets.values()), epoch_1904)


def _read_epoch(stream: bytes, kind: int, at: int) -> bool:
    if kind == _ENCRYPTED:
        raise EncryptedWorkbookError
    return bool(unpack_from("<H", stream, at)[0] == 1)


def _check_dimensions(first_row: int, last_row: int, first_column: int, last_column: int) -> None:
    """The rectangle that a sheet claims; the ends are exclusive."""
    if not (first_row <= last_row <= 65536 and first_column <= last_column <= 256):
        raise BrokenWorkbookError
    _check_size(last_row - first_row, last_column - first_column)


def _check_size(rows: int, columns: int) -> None:
    if rows * columns > MAX_CELLS:
        raise OversizeError


@dataclass(slots=True)
class _SheetScan:
    """What is known so far of the sheet that is being passed."""

    rows: int = 0
    columns: int = 0
    faults: dict[Cell, str] = field(default_factory=dict)

    def add(self, stream: bytes, kind: int, at: int, length: int) -> None:
        row, column = unpack_from("<HH", stream, at)
        last = unpack_from("<H", stream, at + length - 2)[0] if kind == _NUMBERS else column
        self.rows, self.columns = max(self.rows, row + 1), max(self.columns, last + 1)
        if kind in {_FORMULA, _BOOLEAN_OR_ERROR} and (text := _error_text(stream, kind, at)):
            self.faults[row, column] = text


def _error_text(stream: bytes, kind: int, at: int) -> str:
    if kind == _BOOLEAN_OR_ERROR:
        value, is_error = unpack_from("<BB", stream, at + 6)
        return _ERRORS.get(value, "#N/A") if is_error else ""
    # A formula's result is a double; one whose top word is all ones is no number, and 2 marks an error.
    mark, value, top = stream[at + 6], stream[at + 8], unpack_from("<H", stream, at + 12)[0]
    return _ERRORS.get(value, "#N/A") if top == 0xFFFF and mark == 2 else ""
