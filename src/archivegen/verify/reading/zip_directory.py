"""The directory of a ZIP, read strictly (APPNOTE 6.3): what one program takes for the content no other takes for something else.

A member counts only where the central directory and the header before its data say the same, where no two members share an
octet, and where nothing lies before, between or after them that neither speaks of.
"""

from __future__ import annotations

import os
import struct
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from archivegen.verify.reading.source import DamagedError

_END = struct.Struct("<4s4H2LH")
_END_64 = struct.Struct("<4sQ2H2L4Q")
_LOCATOR = struct.Struct("<4sLQL")
_CENTRAL = struct.Struct("<4s6H3L5H2L")
_LOCAL = struct.Struct("<4s5H3L2H")
_WINDOW = 1 << 20
_LONGEST_DIRECTORY = 1 << 28
STORED, DEFLATED = 0, 8
ENCRYPTED, DESCRIBED, UTF_8 = 0x1, 0x8, 0x800
"""Bits of the flags: locked, sizes behind the data, name in UTF-8."""


class Member(NamedTuple):
    """One entry of the central directory; ``raw`` is its name as written."""

    raw: bytes
    flags: int
    method: int
    crc: int
    packed: int
    size: int
    mode: int
    """Unix file mode, 0 where the maker wrote none."""
    start: int
    """Where its local header begins."""


class Local(NamedTuple):
    """What the header before the data says; ``first`` and ``last`` bound the data."""

    raw: bytes
    flags: int
    method: int
    crc: int
    packed: int
    size: int
    first: int
    last: int


class ZipFile:
    """An open ZIP; the positions of its directory are checked when it is opened (:class:`DamagedError`)."""

    def __init__(self, path: Path) -> None:
        self.descriptor = os.open(path, os.O_RDONLY | getattr(os, "O_BINARY", 0) | getattr(os, "O_CLOEXEC", 0))
        self._lock = threading.Lock()
        try:
            self.size = os.fstat(self.descriptor).st_size
            self.trailing = 0
            """Octets behind the end of the ZIP."""
            self.leading = 0
            """Octets before its beginning."""
            self.count, self.directory, self.directory_end = self._find_directory()
        except BaseException:
            self.close()
            raise

    def close(self) -> None:
        """Let go of the file."""
        os.close(self.descriptor)

    def read_at(self, position: int, length: int) -> bytes:
        """``length`` octets, fewer at the end of the file; any thread may ask."""
        if hasattr(os, "pread"):
            return os.pread(self.descriptor, length, position)
        with self._lock:
            os.lseek(self.descriptor, position, os.SEEK_SET)
            return os.read(self.descriptor, length)

    def read_members(self) -> Iterator[Member]:
        """The entries of the central directory in their order."""
        buffer, base, place = b"", self.directory, 0
        for _ in range(self.count):
            if len(buffer) - place < _WINDOW // 4 and base + len(buffer) < self.directory_end:
                buffer, base = buffer[place:], base + place
                more = min(_WINDOW, self.directory_end - base - len(buffer))
                buffer, place = buffer + self.read_at(base + len(buffer), more), 0
            member, length = _parse_central(buffer, place)
            place += length
            yield member
        if base + place != self.directory_end:
            raise DamagedError("zip 的目录与它写明的长度不符")

    def read_local(self, member: Member) -> Local:
        """The header before a member's data."""
        head = self.read_at(member.start, _LOCAL.size + len(member.raw))
        if len(head) < _LOCAL.size or not head.startswith(b"PK\x03\x04"):
            raise DamagedError("zip 的目录指到了不是文件的地方")
        _, _, flags, method, _, _, crc, packed, size, name_length, extra_length = _LOCAL.unpack_from(head)
        if name_length > len(member.raw):
            head = self.read_at(member.start, _LOCAL.size + name_length)
        first = member.start + _LOCAL.size + name_length + extra_length
        raw = head[_LOCAL.size : _LOCAL.size + name_length]
        if 0xFFFFFFFF in (packed, size):
            extra = self.read_at(first - extra_length, extra_length)
            size, packed, _ = _widen(extra, size, packed, 0)
        return Local(raw, flags, method, crc, packed, size, first, first + member.packed)

    def _find_directory(self) -> tuple[int, int, int]:
        """Number of entries, and where the central directory begins and ends."""
        place, record = self._find_end()
        _, disk, first_disk, here, count, length, start, comment = record
        self.trailing = self.size - place - _END.size - comment
        end = place
        if 0xFFFF in (here, count) or 0xFFFFFFFF in (length, start):
            end, here, count, length, start = self._find_wide_end(place) or (end, here, count, length, start)
        if disk != first_disk or here != count or (disk not in (0, 0xFFFF)):
            raise DamagedError("是分卷压缩的一部分")
        if length > _LONGEST_DIRECTORY or count * _CENTRAL.size > length:
            raise DamagedError("zip 的目录长得不合理")
        self.leading = end - length - start
        if self.leading < 0:
            raise DamagedError("zip 的目录指到了文件外面，文件不完整")
        return count, start + self.leading, end

    def _find_end(self) -> tuple[int, tuple[int, ...]]:
        tail_start = max(0, self.size - _END.size - 0xFFFF)
        tail = self.read_at(tail_start, self.size - tail_start)
        place = len(tail)
        while (place := tail.rfind(b"PK\x05\x06", 0, place)) >= 0:
            if place + _END.size <= len(tail):
                record = _END.unpack_from(tail, place)
                if place + _END.size + record[-1] <= len(tail):
                    return tail_start + place, record
        raise DamagedError("没有 zip 的目录，文件不完整，或者根本不是 zip")

    def _find_wide_end(self, place: int) -> tuple[int, int, int, int, int] | None:
        """The same of a ZIP64, where there is one."""
        if place < _LOCATOR.size:
            return None
        mark, _, position, _ = _LOCATOR.unpack(self.read_at(place - _LOCATOR.size, _LOCATOR.size))
        if mark != b"PK\x06\x07":
            return None
        record = self.read_at(position, _END_64.size)
        if len(record) < _END_64.size or not record.startswith(b"PK\x06\x06"):
            raise DamagedError("zip 的目录已损坏")
        _, length, _, _, _, _, here, count, directory_length, start = _END_64.unpack(record)
        if position + length + 12 != place - _LOCATOR.size:
            raise DamagedError("zip 的目录已损坏")
        return position, here, count, directory_length, start


def _parse_central(buffer: bytes, place: int) -> tuple[Member, int]:
    if len(buffer) - place < _CENTRAL.size or buffer[place : place + 4] != b"PK\x01\x02":
        raise DamagedError("zip 的目录已损坏")
    fields = _CENTRAL.unpack_from(buffer, place)
    _, _, _, flags, method, _, _, crc, packed, size, name_length, extra_length, comment, _, _, attributes, start = (
        fields
    )
    begin = place + _CENTRAL.size
    raw = buffer[begin : begin + name_length]
    extra = buffer[begin + name_length : begin + name_length + extra_length]
    length = _CENTRAL.size + name_length + extra_length + comment
    if place + length > len(buffer):
        raise DamagedError("zip 的目录已损坏")
    if 0xFFFFFFFF in (packed, size, start):
        size, packed, start = _widen(extra, size, packed, start)
    return Member(raw, flags, method, crc, packed, size, attributes >> 16, start), length


def _widen(extra: bytes, size: int, packed: int, start: int) -> tuple[int, int, int]:
    """The 64-bit numbers of a ZIP64 extra field in the place of those that did not fit."""
    field = _find_extra(extra, 0x0001)
    numbers = iter(struct.unpack(f"<{len(field) // 8}Q", field[: len(field) // 8 * 8]))
    try:
        size, packed, start = (next(numbers) if value == 0xFFFFFFFF else value for value in (size, packed, start))
    except (StopIteration, RuntimeError) as error:
        raise DamagedError("zip 的目录已损坏") from error
    return size, packed, start


def _find_extra(extra: bytes, kind: int) -> bytes:
    """The data of one extra field; empty when it is not there."""
    place = 0
    while place + 4 <= len(extra):
        found, length = struct.unpack_from("<HH", extra, place)
        if found == kind:
            return extra[place + 4 : place + 4 + length]
        place += 4 + length
    return b""
