"""Objects of a PDF (ISO 32000-1, 7.3) as plain values.

A name is bytes that begin with ``/`` (its ``#`` escapes undone), a string bytes that begin with ``(`` or ``<``, a number or a
word bytes as written, a reference an ``int`` (the object's number), an array a list, a dictionary a dict by name.
"""

from __future__ import annotations

import re
import zlib
from functools import lru_cache
from typing import Any

from archivegen.formats.reading import DamagedError

Value = Any
"""bytes | int | list | dict, see above; None is the null of an object that is not there."""

_DEPTH = 100
_SHORT = 400
_BLANK = rb"\x00\t\n\x0c\r "
_TOKEN = re.compile(
    rb"[0-9]+[" + _BLANK + rb"]+[0-9]+[" + _BLANK + rb"]+R(?![^" + _BLANK + rb"()<>\[\]{}/%])"
    rb"|/[^" + _BLANK + rb"()<>\[\]{}/%]*+"
    rb"|<<|>>|\[|\]"
    rb"|<[^<>]*+>"
    rb"|\((?:[^()\\]++|\\.|\((?:[^()\\]++|\\.|\((?:[^()\\]++|\\.)*+\))*+\))*+\)"
    rb"|[^" + _BLANK + rb"()<>\[\]{}/%]++"
    rb"|%[^\r\n]*+"
    rb"|[()<>{}]",
    re.DOTALL,
)
_ESCAPE = re.compile(rb"#([0-9A-Fa-f]{2})")
_REFERENCE_END = ord("R")
_UNCLOSED = {b"(", b")", b"<", b">"}


def parse_object(buffer: bytes, start: int, end: int) -> Value:
    """The one object that stands in ``buffer[start:end]``; raises :class:`DamagedError` when there is none.

    The answer may be given to others too and must not be changed.
    """
    text = buffer[start:end]
    return _recall(text) if len(text) <= _SHORT else _parse(text)


def _parse(text: bytes) -> Value:
    waiting: list[tuple[list[Value], bytes]] = []
    current: list[Value] = []
    for token in _TOKEN.findall(text):
        first = token[0]
        if first == 0x2F:  # a name
            current.append(_unescape(token) if b"#" in token else token)
        elif token == b"<<" or token == b"[":  # noqa: PLR1714 - in this loop a set is slower
            if len(waiting) >= _DEPTH:
                raise DamagedError("对象嵌套太深")
            waiting.append((current, token))
            current = []
        elif token == b">>" or token == b"]":  # noqa: PLR1714
            current = _close(waiting, current, token)
        elif 0x30 <= first <= 0x39 and token[-1] == _REFERENCE_END:
            current.append(int(token.split(None, 1)[0]) if len(token) < 40 else -1)
        elif token in _UNCLOSED:
            raise DamagedError("对象没有写完")
        elif first != 0x25:  # no comment
            current.append(token)
    if waiting or not current:
        raise DamagedError("对象没有写完")
    return current[0]


_recall = lru_cache(maxsize=1024)(_parse)
"""The scans of one office are alike: most objects of a file were read in the file before."""


def as_number(value: Value, default: int = -1) -> int:
    """A whole number that was read, ``default`` for anything else."""
    if isinstance(value, bytes) and 0 < len(value) < 20 and value.lstrip(b"+-").isdigit():
        return int(value)
    return default


def as_real(value: Value) -> float | None:
    """A number that was read, None for anything else."""
    if not isinstance(value, bytes) or len(value) > 40:
        return None
    try:
        number = float(value)
    except ValueError:
        return None
    return number if abs(number) < 1e9 else None


def inflate(data: bytes, limit: int) -> bytes:
    """Deflated data unpacked, at most ``limit`` octets; raises :class:`DamagedError`."""
    unpacker = zlib.decompressobj()
    try:
        found = unpacker.decompress(data, limit)
    except zlib.error as error:
        raise DamagedError("压缩数据已损坏") from error
    if unpacker.unconsumed_tail:
        raise DamagedError("压缩数据展开后大得不正常")
    return found


def _close(waiting: list[tuple[list[Value], bytes]], current: list[Value], token: bytes) -> list[Value]:
    """End an array or a dictionary: the list around it, with it as last member."""
    if not waiting:
        raise DamagedError("对象的括号不成对")
    outer, opener = waiting.pop()
    if (opener == b"<<") != (token == b">>"):
        raise DamagedError("对象的括号不成对")
    if opener == b"[":
        outer.append(current)
        return outer
    if len(current) % 2:
        raise DamagedError("字典不成对")
    try:
        outer.append(dict(zip(current[::2], current[1::2], strict=True)))
    except TypeError as error:
        raise DamagedError("字典不成对") from error
    return outer


def _unescape(name: bytes) -> bytes:
    """``/J#61vaScript`` is ``/JavaScript``: an old trick to hide a script."""
    return _ESCAPE.sub(lambda match: bytes((int(match[1], 16),)), name)
