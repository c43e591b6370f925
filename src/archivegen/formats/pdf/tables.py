"""Where a PDF's objects lie: the table of old and the stream of today (ISO 32000-1, 7.5.4 and 7.5.8)."""

from __future__ import annotations

from typing import NamedTuple, Protocol

from archivegen.formats.pdf.objects import Value, as_number
from archivegen.formats.reading import DamagedError, Slices

_ENTRY_SIZE = 20


class Entry(NamedTuple):
    """Where an object lies: at an offset, or as member ``place`` of the object stream ``packed_in``."""

    place: int
    packed_in: int | None = None
    free: bool = False


class Places(Protocol):
    """Anything that knows where objects lie."""

    def find(self, number: int) -> Entry | None:
        """The entry of an object, None when nothing is said of it."""


_FREE = Entry(0, None, free=True)


class Table:
    """A table of lines of 20 octets, read a line at a time; ``sections`` are (first number, count, offset in the file)."""

    def __init__(self, slices: Slices) -> None:
        self.slices = slices
        self.sections: list[tuple[int, int, int]] = []
        self.hybrid = False
        """A table stream beside it may know the objects that it calls free."""

    def find(self, number: int) -> Entry | None:
        """The entry of an object, None when the table does not speak of it."""
        for first, count, offset in self.sections:
            if first <= number < first + count:
                buffer, start, end = self.slices.view(offset + (number - first) * _ENTRY_SIZE, _ENTRY_SIZE)
                if end - start < 18 or buffer[start + 10] != 0x20 or buffer[start + 16] != 0x20:
                    raise DamagedError("交叉引用表的行写得不对")
                if buffer[start + 17] != 0x6E:  # "n": in use
                    return _FREE
                return Entry(int(buffer[start : start + 10]))
        return None


class StreamTable:
    """A table stream unpacked: ``rows`` of ``widths`` octets for the numbers of ``sections`` (first number, count, first row)."""

    def __init__(self, rows: bytes, widths: tuple[int, int, int], sections: list[tuple[int, int, int]]) -> None:
        self.rows = rows
        self.widths = widths
        self.sections = sections

    def find(self, number: int) -> Entry | None:
        """The entry of an object, None when the table does not speak of it."""
        for first, count, row in self.sections:
            if first <= number < first + count:
                return self._read(row + number - first)
        return None

    def _read(self, row: int) -> Entry | None:
        one, two, three = self.widths
        start = row * (one + two + three)
        fields = self.rows[start : start + one + two + three]
        if len(fields) < one + two + three:
            return None
        kind = int.from_bytes(fields[:one], "big") if one else 1
        second = int.from_bytes(fields[one : one + two], "big")
        if kind == 1:
            return Entry(second)
        if kind == 2:
            return Entry(int.from_bytes(fields[one + two :], "big"), second)
        return _FREE


def read_stream_table(value: dict[bytes, Value], data: bytes) -> StreamTable:
    """The table that a stream of type ``XRef`` holds; raises :class:`DamagedError`."""
    widths = [as_number(width) for width in _as_list(value.get(b"/W"))]
    if len(widths) < 3 or not all(0 <= width <= 8 for width in widths) or not sum(widths[:3]):
        raise DamagedError("交叉引用流的列宽不对")
    parameters = value.get(b"/DecodeParms")
    if isinstance(parameters, list):
        parameters = parameters[0] if parameters else None
    if isinstance(parameters, dict) and as_number(parameters.get(b"/Predictor"), 1) >= 10:
        data = _undo_prediction(data, as_number(parameters.get(b"/Columns"), 1))
    numbers = [as_number(number) for number in _as_list(value.get(b"/Index")) or [b"0", value.get(b"/Size")]]
    sections, row = [], 0
    for first, count in zip(numbers[::2], numbers[1::2], strict=False):
        if first < 0 or count < 0:
            raise DamagedError("交叉引用流的编号不对")
        sections.append((first, count, row))
        row += count
    return StreamTable(data, (widths[0], widths[1], widths[2]), sections)


def _as_list(value: Value) -> list[Value]:
    return value if isinstance(value, list) else []


def _undo_prediction(data: bytes, columns: int) -> bytes:
    """Rows of a PNG predictor as they were (PNG, 9.2), one octet a pixel."""
    if not 1 <= columns <= 64:
        raise DamagedError("交叉引用流的列数不对")
    rows = []
    above = bytes(columns)
    for start in range(0, len(data) - columns, columns + 1):
        kind, row = data[start], data[start + 1 : start + 1 + columns]
        if kind == 2:
            row = bytes([(x + y) & 255 for x, y in zip(row, above, strict=True)])
        elif kind:
            row = _undo_row(kind, row, above)
        rows.append(row)
        above = row
    return b"".join(rows)


def _undo_row(kind: int, row: bytes, above: bytes) -> bytes:
    """A row that was predicted from the octet to its left (the first kind) and from others around it."""
    found = bytearray()
    left = corner = 0
    for octet, up in zip(row, above, strict=True):
        if kind == 1:
            guess = left
        elif kind == 3:
            guess = (left + up) // 2
        elif kind == 4:
            guess = min((left, up, corner), key=lambda near: abs(left + up - corner - near))
        else:
            raise DamagedError("交叉引用流的预测方法不对")
        left, corner = (octet + guess) & 255, up
        found.append(left)
    return bytes(found)
