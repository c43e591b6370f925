"""Reading parts of a file, large or small, without ever holding a large one."""

from __future__ import annotations

import io
import os
from typing import IO

_WHOLE = 1 << 17
"""A file up to this size is read at once: one call costs less than five."""


class DamagedError(ValueError):
    """The bytes are not what the format wants; ``str()`` is a Chinese reason without a full stop."""


class Slices:
    """Any part of an open file of known ``size``."""

    def __init__(self, handle: IO[bytes], size: int) -> None:
        self.handle = handle
        self.size = size
        self.whole: bytes | None = None
        if size <= _WHOLE:
            self.whole = self._read(0, size)
            self.size = len(self.whole)

    @classmethod
    def of(cls, data: bytes) -> Slices:
        """Slices of what is in memory already."""
        slices = cls(io.BytesIO(data), 0)
        slices.size, slices.whole = len(data), data
        return slices

    def take(self, start: int, length: int) -> bytes:
        """Up to ``length`` octets from ``start``; fewer at the end of the file, none outside."""
        if start < 0 or start >= self.size:
            return b""
        if self.whole is not None:
            return self.whole[start : start + length]
        return self._read(start, length)

    def view(self, start: int, length: int) -> tuple[bytes, int, int]:
        """A buffer that holds ``take(start, length)``, and where it begins and ends there: spares the copy of small files."""
        if self.whole is not None:
            return self.whole, start, min(start + length, self.size)
        chunk = self.take(start, length)
        return chunk, 0, len(chunk)

    def tail(self, length: int) -> tuple[bytes, int]:
        """The last octets, and where they begin in the file."""
        start = max(0, self.size - length)
        return self.take(start, length), start

    def _read(self, start: int, length: int) -> bytes:
        self.handle.seek(start, os.SEEK_SET)
        data = self.handle.read(length)
        if len(data) < length and data:
            parts = [data]
            left = length - len(data)
            while left and (more := self.handle.read(left)):
                parts.append(more)
                left -= len(more)
            data = b"".join(parts)
        return data
