"""A PDF whose tables are wrong: its objects looked for from the first octet to the last."""

from __future__ import annotations

import re

from archivegen.formats.pdf_file import PdfFile
from archivegen.formats.pdf_objects import Value, parse_object
from archivegen.formats.pdf_tables import Entry
from archivegen.formats.reading import DamagedError, Slices

_BLOCK = 1 << 20
_OVERLAP = 64
_MOST_OBJECTS = 500_000
_MOST_MARKS = 2_000_000
_LARGEST = 1 << 28
"""A larger file is not searched: what its own tables do not describe, is damaged."""
_MARK = re.compile(
    rb"(?<![0-9])([0-9]{1,10})[\x00\t\n\x0c\r ]{1,8}[0-9]{1,5}[\x00\t\n\x0c\r ]{1,8}obj(?![a-z])|trailer(?=[\x00\t\n\x0c\r ]*<<)|startxref"
)


class _Found:
    """The table that a search made."""

    def __init__(self) -> None:
        self.places: dict[int, Entry] = {}

    def find(self, number: int) -> Entry | None:
        return self.places.get(number)


def rescue(slices: Slices) -> PdfFile:
    """The file as its objects tell; raises :class:`DamagedError` when it ends before its end or has no catalogue."""
    file = PdfFile(slices, 0)
    table = _Found()
    file.tables.append(table)
    if slices.size > _LARGEST:
        raise DamagedError("交叉引用表不对")
    trailers, last_object, last_end = _search(slices, table)
    if not table.places:
        raise DamagedError("里面没有 PDF 的对象")
    if last_end < last_object:
        raise DamagedError("没有文件结尾，可能没有传完或扫描中断")
    for offset in reversed(trailers):
        for name, value in _read_trailer(slices, offset).items():
            file.trailer.setdefault(name, value)
    _read_streams(file, table)
    if not file.find_dict(file.trailer.get(b"/Root")):
        raise DamagedError("没有文档目录")
    return file


def _search(slices: Slices, table: _Found) -> tuple[list[int], int, int]:
    """Fill the table; return where trailers stand, the last object and the last sign of an end."""
    trailers: list[int] = []
    last_object = last_end = -1
    start = marks = 0
    while start < slices.size:
        block = slices.take(start, _BLOCK + _OVERLAP)
        for match in _MARK.finditer(block):
            at = start + match.start()
            if match.start() >= _BLOCK:
                break
            marks += 1
            if match[1] is not None:
                table.places[int(match[1])] = Entry(at)
                last_object = at
            elif match[0] == b"startxref":
                last_end = at
            else:
                trailers.append(start + match.end())
                del trailers[:-64]
        if len(table.places) > _MOST_OBJECTS or marks > _MOST_MARKS:
            raise DamagedError("对象多得不正常")
        start += _BLOCK
    return trailers, last_object, last_end


def _read_trailer(slices: Slices, offset: int) -> dict[bytes, Value]:
    buffer = slices.take(offset, 1 << 16)
    stop = buffer.find(b"startxref")
    try:
        found = parse_object(buffer, 0, stop if stop >= 0 else len(buffer))
    except DamagedError:
        return {}
    return found if isinstance(found, dict) else {}


def _read_streams(file: PdfFile, table: _Found) -> None:
    """Add what object streams hold, and take table streams for trailers."""
    for number in sorted(table.places):
        entry = table.places[number]
        if b"/ObjStm" not in (head := file.slices.take(entry.place, 512)) and b"/XRef" not in head:
            continue
        try:
            value = file.read_numbered(number)
        except DamagedError:
            continue
        if not isinstance(value, dict):
            continue
        if value.get(b"/Type") == b"/XRef":
            for name in (b"/Root", b"/Encrypt", b"/ID"):
                if name in value:
                    file.trailer.setdefault(name, value[name])
        elif value.get(b"/Type") == b"/ObjStm":
            for place, member in enumerate(file.list_members(number)):
                table.places.setdefault(member, Entry(place, number))
