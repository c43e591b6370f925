"""The octets of one member of a ZIP: bounded windows of what is stored, bounded pieces of what is deflated."""

from __future__ import annotations

import io
import os
import zlib
from collections.abc import Callable, Iterator
from typing import IO, NamedTuple

from archivegen.verify.source import BLOCK, DamagedError
from archivegen.verify.zip_directory import STORED, ZipFile

_MARK_STEP = 1 << 22
_MOST_MARKS = 64
"""Places in a member where going back may begin: about 40 KB of memory each."""
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
    unpacker = zlib.decompressobj(-zlib.MAX_WBITS)
    for window in _read_windows(package, packed):
        if unpacker.eof:
            raise DamagedError("压缩数据之后还有别的数据")
        rest = window
        while rest:
            block = unpacker.decompress(rest, BLOCK)
            rest = unpacker.unconsumed_tail
            if block:
                yield block
    while not unpacker.eof:
        block = unpacker.decompress(unpacker.unconsumed_tail, BLOCK)
        if not block:
            raise DamagedError("压缩数据不完整")
        yield block
    if unpacker.unused_data:
        raise DamagedError("压缩数据之后还有别的数据")


def _read_windows(package: ZipFile, packed: range) -> Iterator[bytes]:
    place = packed.start
    while place < packed.stop:
        window = package.read_at(place, min(BLOCK, packed.stop - place))
        if not window:
            raise DamagedError("zip 文件在这里断了")
        place += len(window)
        yield window


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


class _Mark(NamedTuple):
    """A place in a deflated member where unpacking can begin again."""

    position: int
    """In the member, unpacked."""
    place: int
    """In the package."""
    unpacker: zlib._Decompress


class _InflatedFile(io.RawIOBase):
    """A member that was deflated; marks on the way spare going back to its beginning."""

    def __init__(self, package: ZipFile, packed: range, size: int) -> None:
        super().__init__()
        self.size = size
        self.package, self.packed = package, packed
        self.wanted = 0
        self.step = max(_MARK_STEP, size // _MOST_MARKS)
        self.marks = [_Mark(0, packed.start, zlib.decompressobj(-zlib.MAX_WBITS))]
        self.block = self.rest = b""
        self._enter(self.marks[0])

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
        nearest = max((mark for mark in self.marks if mark.position <= self.wanted), key=lambda mark: mark.position)
        if self.wanted < self.first or nearest.position > self.first + len(self.block):
            self._enter(nearest)
        while self.wanted >= self.first + len(self.block):
            self.first += len(self.block)
            self.block = self._unpack_block()
            if not self.block:
                return 0
        begin = self.wanted - self.first
        data = self.block[begin : begin + min(len(buffer), self.size - self.wanted)]
        buffer[: len(data)] = data
        self.wanted += len(data)
        return len(data)

    def _enter(self, mark: _Mark) -> None:
        self.first, self.place, self.unpacker = mark.position, mark.place, mark.unpacker.copy()
        self.block = self.rest = b""

    def _unpack_block(self) -> bytes:
        """The next octets, none at the end; ``first`` is where they begin."""
        if self.first >= self.marks[-1].position + self.step:
            self.marks.append(_Mark(self.first, self.place - len(self.rest), self.unpacker.copy()))
        while not self.unpacker.eof:
            if not self.rest:
                self.rest = self.package.read_at(self.place, min(BLOCK, self.packed.stop - self.place))
                self.place += len(self.rest)
            block = self.unpacker.decompress(self.rest, BLOCK)
            ended = not (self.rest or block)
            self.rest = self.unpacker.unconsumed_tail
            if block or ended:
                return block
        return b""
