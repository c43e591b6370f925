"""The octets of one member of a ZIP: bounded windows of what is stored, bounded pieces of what is deflated."""

from __future__ import annotations

import io
import os
import zlib
from bisect import bisect_right
from collections.abc import Callable, Iterator
from typing import IO

from archivegen.verify.reading.source import BLOCK, DamagedError
from archivegen.verify.reading.zip_directory import STORED, ZipFile

_SPACING = 1 << 20
_MOST_MARKS = 256
"""A mark takes about 50 KB."""
_Checksum = Callable[[bytes | memoryview, int], int]


class ChecksumError(DamagedError):
    """All octets were read, and their CRC is not the one that the ZIP says."""


def read_member(package: ZipFile, packed: range, method: int, size: int, crc: int) -> Iterator[bytes]:
    """All octets of the member whose data lies at ``packed``; raises :class:`DamagedError` or ``zlib.error``.

    Never yields more than ``size`` octets, whatever the data would unpack to.
    """
    add_up = _find_checksum()
    found = 0
    done = 0
    for block in _unpack(package, packed, method):
        done += len(block)
        if done > size:
            raise DamagedError("解开后比 zip 的目录写明的长")
        found = add_up(block, found)
        yield block
    if done != size:
        raise DamagedError("解开后比 zip 的目录写明的短")
    if found != crc:
        raise ChecksumError("与 zip 记载的校验码不符")


def open_member(package: ZipFile, packed: range, method: int, size: int) -> IO[bytes]:
    """The same as a file that can be read in any order."""
    raw = _StoredFile(package, packed) if method == STORED else _InflatedFile(package, packed, size)
    return io.BufferedReader(raw)


def _find_checksum() -> _Checksum:
    """ISA-L's CRC costs nothing beside a hash, zlib's a third of one."""
    try:
        from isal import isal_zlib
    except ImportError:
        return zlib.crc32
    checksum: _Checksum = isal_zlib.crc32
    return checksum


def _unpack(package: ZipFile, packed: range, method: int) -> Iterator[bytes]:
    if method == STORED:
        yield from _read_windows(package, packed)
        return
    inflater = _Inflater(package, packed)
    while block := inflater.read():
        yield block
    inflater.check_end()


class _Inflater:
    """A deflated stream on its way, in pieces of :data:`BLOCK` octets at most; a copy goes on from the same place."""

    def __init__(self, package: ZipFile, packed: range) -> None:
        self.package = package
        self.packed = packed
        self.place = packed.start
        self.rest = b""
        self.unpacker = zlib.decompressobj(-zlib.MAX_WBITS)

    def copy(self) -> _Inflater:
        other = _Inflater(self.package, self.packed)
        other.place, other.rest, other.unpacker = self.place, self.rest, self.unpacker.copy()
        return other

    def read(self) -> bytes:
        """The next piece; nothing at the end."""
        while not self.unpacker.eof:
            if not self.rest and self.place < self.packed.stop:
                self.rest = _read_window(self.package, self.place, self.packed.stop)
                self.place += len(self.rest)
            is_last = not self.rest
            block = self.unpacker.decompress(self.rest, BLOCK)
            self.rest = self.unpacker.unconsumed_tail
            if block or is_last:
                return block
        return b""

    def check_end(self) -> None:
        """The stream ends where its data ends."""
        if not self.unpacker.eof:
            raise DamagedError("压缩数据不完整")
        if self.unpacker.unused_data or self.place < self.packed.stop:
            raise DamagedError("压缩数据之后还有别的数据")


def _read_windows(package: ZipFile, packed: range) -> Iterator[bytes]:
    place = packed.start
    while place < packed.stop:
        window = _read_window(package, place, packed.stop)
        place += len(window)
        yield window


def _read_window(package: ZipFile, place: int, stop: int) -> bytes:
    window = package.read_at(place, min(BLOCK, stop - place))
    if not window:
        raise DamagedError("zip 文件在这里断了")
    return window


class _StoredFile(io.RawIOBase):
    """A member that was stored as it is."""

    def __init__(self, package: ZipFile, packed: range) -> None:
        super().__init__()
        self.package, self.packed, self.place = package, packed, 0

    def readable(self) -> bool:
        return True

    def seekable(self) -> bool:
        return True

    def seek(self, offset: int, whence: int = os.SEEK_SET) -> int:
        base = {os.SEEK_SET: 0, os.SEEK_CUR: self.place, os.SEEK_END: len(self.packed)}[whence]
        self.place = max(0, base + offset)
        return self.place

    def readinto(self, buffer: bytearray | memoryview) -> int:  # type: ignore[override] # any writable buffer
        length = min(len(buffer), max(0, len(self.packed) - self.place))
        data = self.package.read_at(self.packed.start + self.place, length) if length else b""
        buffer[: len(data)] = data
        self.place += len(data)
        return len(data)


class _InflatedFile(io.RawIOBase):
    """A member that was deflated; going back begins at the last of the places that were marked on the way."""

    def __init__(self, package: ZipFile, packed: range, size: int) -> None:
        super().__init__()
        self.size = size
        self.spacing = max(_SPACING, size // _MOST_MARKS)
        self.wanted = 0
        self.first = 0
        """Position of ``block`` in the member."""
        self.block = b""
        self.inflater = _Inflater(package, packed)
        self.marks = [(0, self.inflater.copy())]

    def readable(self) -> bool:
        return True

    def seekable(self) -> bool:
        return True

    def seek(self, offset: int, whence: int = os.SEEK_SET) -> int:
        base = {os.SEEK_SET: 0, os.SEEK_CUR: self.wanted, os.SEEK_END: self.size}[whence]
        self.wanted = max(0, base + offset)
        return self.wanted

    def readinto(self, buffer: bytearray | memoryview) -> int:  # type: ignore[override] # any writable buffer
        if self.wanted >= self.size:
            return 0
        self._approach()
        while self.wanted >= self.first + len(self.block):
            self.first += len(self.block)
            if self.first >= self.marks[-1][0] + self.spacing:
                self.marks.append((self.first, self.inflater.copy()))
            self.block = self.inflater.read()
            if not self.block:
                return 0
        begin = self.wanted - self.first
        data = self.block[begin : begin + min(len(buffer), self.size - self.wanted)]
        buffer[: len(data)] = data
        self.wanted += len(data)
        return len(data)

    def _approach(self) -> None:
        """Take up the nearest mark, unless it is nearer to go on."""
        first, inflater = self.marks[bisect_right(self.marks, self.wanted, key=lambda mark: mark[0]) - 1]
        if self.wanted < self.first or first > self.first + len(self.block):
            self.first, self.block, self.inflater = first, b"", inflater.copy()
