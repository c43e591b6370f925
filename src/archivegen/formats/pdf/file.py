"""A PDF's cross-reference tables and objects (ISO 32000-1, 7.5), read where they are wanted."""

from __future__ import annotations

import re

from archivegen.formats.pdf.objects import Value, as_number, inflate, parse_object
from archivegen.formats.pdf.tables import Entry, Places, Table, read_stream_table
from archivegen.formats.reading import DamagedError, Slices

_WINDOW = 2048
_LONGEST_OBJECT = 1 << 21
_LONGEST_PACKED = 1 << 23
_MOST_UNPACKED = 1 << 28
"""In all, while one file is read: a file may be built so that its streams are unpacked again and again."""
_MOST_KEPT = 1 << 26
_MOST_TABLES = 1024
_TAIL = 2048
_HEADER = re.compile(rb"[\x00\t\n\x0c\r ]*([0-9]{1,10})[\x00\t\n\x0c\r ]+[0-9]{1,5}[\x00\t\n\x0c\r ]+obj")
_OBJECT_END = re.compile(rb"endobj|stream\r?\n|stream\r")
_START = re.compile(rb"startxref[\x00\t\n\x0c\r ]*([0-9]{1,20})")
_LATER_OBJECT = re.compile(rb"[0-9][\x00\t\n\x0c\r ]obj")
_SUBSECTION = re.compile(rb"[\x00\t\n\x0c\r ]*([0-9]{1,10})[\t ]+([0-9]{1,10})[\x00\t\n\x0c\r ]*")
_TRAILER = re.compile(rb"[\x00\t\n\x0c\r ]*trailer")
_ENTRY_SIZE = 20


class PdfFile:
    """A PDF as its own tables describe it; ``shift`` is the rubbish before its header."""

    def __init__(self, slices: Slices, shift: int) -> None:
        self.slices = slices
        self.shift = shift
        self.tables: list[Places] = []
        self.trailer: dict[bytes, Value] = {}
        self.packed: dict[int, _Members] = {}
        self.unpacked = 0

    def open_tables(self) -> None:
        """Read the chain of tables from the file's end; raises :class:`DamagedError`."""
        tail, _ = self.slices.tail(_TAIL)
        at = tail.rfind(b"startxref")
        found = _START.match(tail, at) if at >= 0 else None
        if found is None or _LATER_OBJECT.search(tail, at):
            raise DamagedError("没有文件结尾，可能没有传完或扫描中断")
        waiting, seen = [int(found[1])], set()
        while waiting:
            offset = waiting.pop()
            if offset in seen:
                continue
            seen.add(offset)
            if len(seen) > _MOST_TABLES:
                raise DamagedError("交叉引用表太多")
            trailer = self._read_table(offset + self.shift)
            for name, value in trailer.items():
                self.trailer.setdefault(name, value)
            # A hybrid file's second table comes before the older ones, so it is put on the pile last.
            waiting += [as_number(trailer[name]) for name in (b"/Prev", b"/XRefStm") if name in trailer]

    def resolve(self, value: Value) -> Value:
        """What a reference means, itself for any other value; None for an object that is not there."""
        for _ in range(32):
            if type(value) is not int:
                return value
            value = self.read_numbered(value)
        raise DamagedError("引用绕成了圈")

    def find_dict(self, value: Value) -> dict[bytes, Value]:
        """The dictionary that is meant, an empty one when it is none."""
        found = self.resolve(value)
        return found if isinstance(found, dict) else {}

    def read_numbered(self, number: int) -> Value:
        """The object of this number, None when it is free; raises :class:`DamagedError` when something else is in its place."""
        entry = self._find(number)
        if entry is None:
            return None
        if entry.packed_in is not None:
            data, bounds = self._unpack(entry.packed_in)
            if not 0 <= entry.place < len(bounds) - 1:
                raise DamagedError(f"第 {number} 号对象不在它的对象流里")
            return _parse_member(data, bounds[entry.place], bounds[entry.place + 1])
        found, value, _ = self.read_at(entry.place + self.shift)
        if found != number:
            raise DamagedError(f"第 {number} 号对象的位置上是第 {found} 号")
        return value

    def read_stream(self, number: int, limit: int) -> bytes:
        """A stream's data, unpacked when it is deflated; raises :class:`DamagedError`."""
        entry = self._find(number)
        if entry is None or entry.packed_in is not None:
            raise DamagedError(f"第 {number} 号数据流不在")
        return self._read_stream_at(entry.place + self.shift, limit)[1]

    def read_picture(self, value: Value) -> dict[bytes, Value]:
        """The dictionary of a stream, an empty one when it is none; raises :class:`DamagedError` when its data are cut off."""
        entry = self._find(value) if type(value) is int else None
        if entry is None or entry.packed_in is not None:
            return {}
        _, found, start = self.read_at(entry.place + self.shift)
        if start < 0 or not isinstance(found, dict):
            return {}
        length = as_number(self.resolve(found.get(b"/Length")))
        if length < 0 or b"endstream" not in self.slices.take(start + length, 32):
            raise DamagedError("图像没有写完")
        return found

    def read_at(self, offset: int) -> tuple[int, Value, int]:
        """Number and value of the object at ``offset`` and where its stream begins (-1: it has none)."""
        length = _WINDOW
        while True:
            buffer, start, end = self.slices.view(offset, length)
            header = _HEADER.match(buffer, start, end)
            if header is None:
                raise DamagedError("对象不在记载的位置上")
            stop = _OBJECT_END.search(buffer, header.end(), end)
            while stop is not None:
                try:
                    value = parse_object(buffer, header.end(), stop.start())
                except DamagedError:
                    # "endobj" may stand inside a string.
                    stop = _OBJECT_END.search(buffer, stop.end(), end)
                    continue
                begin = offset + stop.end() - start if stop[0][0] == 0x73 else -1
                return int(header[1]), value, begin
            if end - start < length or length >= _LONGEST_OBJECT:
                raise DamagedError("对象没有写完")
            length *= 8

    def list_members(self, number: int) -> list[int]:
        """The numbers of the objects in an object stream, in order; raises :class:`DamagedError`."""
        data, bounds = self._unpack(number)
        return [as_number(text) for text in data[: bounds[0]].split(None, 2 * len(bounds))[: 2 * len(bounds) - 2 : 2]]

    def _find(self, number: int) -> Entry | None:
        """Where an object lies: the newest table that knows it decides."""
        for table in self.tables:
            found = table.find(number)
            if found is not None:
                if found.free and isinstance(table, Table) and table.hybrid:
                    continue
                return None if found.free else found
        return None

    def _read_table(self, offset: int) -> dict[bytes, Value]:
        """Take in the table or the table stream at ``offset`` and return its trailer."""
        head = self.slices.take(offset, 24).lstrip(b"\x00\t\n\x0c\r ")
        if head.startswith(b"xref"):
            return self._read_plain_table(offset)
        value, data = self._read_stream_at(offset, _LONGEST_PACKED)
        if value.get(b"/Type") != b"/XRef":
            raise DamagedError("交叉引用表不在记载的位置上")
        if self.unpacked > _MOST_KEPT:
            raise DamagedError("交叉引用表大得不正常")
        self.tables.append(read_stream_table(value, data))
        return value

    def _read_plain_table(self, offset: int) -> dict[bytes, Value]:
        table = Table(self.slices)
        position = offset + self.slices.take(offset, 64).index(b"xref") + 4
        while True:
            buffer, start, end = self.slices.view(position, 64)
            found = _SUBSECTION.match(buffer, start, end)
            if found is None:
                break
            begin = position + found.end() - start
            table.sections.append((int(found[1]), int(found[2]), begin))
            position = begin + int(found[2]) * _ENTRY_SIZE
            if position > self.slices.size or len(table.sections) > 100_000:
                raise DamagedError("交叉引用表没有写完")
        length = _WINDOW
        while True:
            buffer, start, end = self.slices.view(position, length)
            found = _TRAILER.match(buffer, start, end)
            if found is None:
                raise DamagedError("交叉引用表的行长不对，或没有文件尾")
            stop = buffer.find(b"startxref", found.end(), end)
            try:
                trailer = parse_object(buffer, found.end(), stop if stop >= 0 else end)
                break
            except DamagedError:
                if end - start < length or length >= _LONGEST_OBJECT:
                    raise
            length *= 8
        if not isinstance(trailer, dict):
            raise DamagedError("文件尾不是字典")
        table.hybrid = b"/XRefStm" in trailer
        self.tables.append(table)
        return trailer

    def _read_stream_at(self, offset: int, limit: int) -> tuple[dict[bytes, Value], bytes]:
        _, value, start = self.read_at(offset)
        if start < 0 or not isinstance(value, dict):
            raise DamagedError("应有数据流的地方没有数据流")
        length = as_number(self.resolve(value.get(b"/Length")))
        if not 0 <= length <= limit:
            raise DamagedError("数据流的长度不对")
        data = self.slices.take(start, length)
        if len(data) < length:
            raise DamagedError("数据流没有写完")
        filters = self.resolve(value.get(b"/Filter"))
        names = filters if isinstance(filters, list) else [] if filters is None else [filters]
        if names in ([b"/FlateDecode"], [b"/Fl"]):
            data = inflate(data, limit)
        elif names:
            raise DamagedError("数据流的压缩方法不常见")
        self.unpacked += len(data)
        if self.unpacked > _MOST_UNPACKED:
            raise DamagedError("压缩数据展开后大得不正常")
        return value, data

    def _unpack(self, number: int) -> _Members:
        """The data of an object stream and where its members begin (ISO 32000-1, 7.5.7)."""
        if number not in self.packed:
            entry = self._find(number)
            if entry is None or entry.packed_in is not None:
                raise DamagedError("对象流不在")
            value, data = self._read_stream_at(entry.place + self.shift, _LONGEST_PACKED)
            first, count = as_number(value.get(b"/First")), as_number(value.get(b"/N"))
            numbers = data[: max(first, 0)].split(None, 2 * max(count, 0))
            if first < 0 or not 0 <= 2 * count <= len(numbers):
                raise DamagedError("对象流的目录不对")
            if len(self.packed) >= 4:
                self.packed.pop(next(iter(self.packed)))
            self.packed[number] = data, [first + as_number(text) for text in numbers[1 : 2 * count : 2]] + [len(data)]
        return self.packed[number]


_Members = tuple[bytes, list[int]]


def _parse_member(data: bytes, start: int, end: int) -> Value:
    if not 0 <= start < end <= len(data) or end - start > _LONGEST_OBJECT:
        raise DamagedError("对象流的目录不对")
    return parse_object(data, start, end)
