"""A PDF that is built like one that was read before: the scans of one office differ in their pictures only.

What a PDF is follows from its dictionaries and from nothing else, unless it hides some in streams.  So a small plain file has a key,
all its dictionaries with the lengths of their streams left out, and files of one key are the same but for their pictures.  A file with
anything that could be read in two ways (strings, comments, escapes, object streams) has no key and is read in full.
"""

from __future__ import annotations

import re

from archivegen.formats.facts import FileFacts

Key = tuple[bytes, ...]
_MOST_OBJECTS = 40
_LONGEST = 500
_MOST_KEPT = 512
_TAIL = 1024
_TABLE = re.compile(rb"xref[\r\n ]+0 ([0-9]{1,3})[ ]?[\r\n]+(?=[0-9]{10} [0-9]{5} [nf])")
_HEADER = re.compile(rb"([0-9]{1,3}) 0 obj[\r\n ]*")
_LENGTH = re.compile(rb"/Length[\x00\t\n\x0c\r ]+([0-9]{1,9})(?![0-9]|[\x00\t\n\x0c\r ]+[0-9]+[\x00\t\n\x0c\r ]+R)")
_ID = re.compile(rb"/ID ?\[ ?<[0-9A-Fa-f]*> ?<[0-9A-Fa-f]*> ?\]")
_INFO = re.compile(rb"/Info ([0-9]{1,3}) 0 R")
_AMBIGUOUS = re.compile(rb"[(%#]|/ObjStm|/XRef|/Metadata|/Prev|/Encrypt")

_CLOSERS = {b">", b"]", b" ", b"\r", b"\n", *(b"%d" % digit for digit in range(10))}

_known: dict[Key, FileFacts] = {}


def recall(key: Key) -> FileFacts | None:
    """What a file of this key is, when one was read before."""
    return _known.get(key)


def remember(key: Key, facts: FileFacts) -> None:
    """Keep what a file of this key turned out to be; only files without a fault are worth it."""
    if len(_known) >= _MOST_KEPT:
        _known.clear()
    _known[key] = facts


def make_key(data: bytes) -> Key | None:
    """The key of a whole file, None when it must be read in full.  Every stream was found to be as long as it says."""
    at = data.rfind(b"startxref", max(0, len(data) - _TAIL))
    digits = data[at + 9 : at + 30].split(None, 1) if at > 0 else []
    if not digits or not digits[0].isdigit() or b"obj" in data[at:]:
        return None
    table = _TABLE.match(data, int(digits[0]))
    if table is None or int(table[1]) > _MOST_OBJECTS:
        return None
    lines, count = table.end(), int(table[1])
    trailer = _ID.sub(b"/ID", data[lines + 20 * count : at], count=1)
    if not trailer.startswith(b"trailer") or len(trailer) > _LONGEST:
        return None
    info = _INFO.search(trailer)
    left_out = int(info[1]) if info else 0
    texts = [b"%d" % left_out, trailer]
    for number in range(1, count):
        line = lines + 20 * number
        if data[line + 10] != 0x20 or data[line + 16] != 0x20:
            return None
        if number == left_out:
            continue
        if data[line + 17] != 0x6E:
            texts.append(b"")
            continue
        text = _read_text(data, int(data[line : line + 10]), number)
        if text is None:
            return None
        texts.append(text)
    key = tuple(texts)
    # A key that is known was looked through when it was made first.
    return key if key in _known or not _is_ambiguous(b"\n".join(texts[1:]), left_out) else None


def _is_ambiguous(told: bytes, left_out: int) -> bool:
    """Whether the objects could be read in another way, or use the one that was left out (who made the file, and when)."""
    if _AMBIGUOUS.search(told):
        return True
    used = rb"(?<![0-9])0*%d[\x00\t\n\x0c\r ]+[0-9]+[\x00\t\n\x0c\r ]+R" % left_out
    return bool(left_out) and len(re.findall(used, told)) != 1


def _read_text(data: bytes, offset: int, number: int) -> bytes | None:
    """What an object says without the length of its stream, None when it must be read with care."""
    header = _HEADER.match(data, offset)
    if header is None or int(header[1]) != number:
        return None
    start = header.end()
    stream = data.find(b"stream", start, start + _LONGEST)
    end = data.find(b"endobj", start, stream if stream > 0 else start + _LONGEST)
    stop = end if end > 0 else stream
    if stop < 0:
        return None
    text = data[start:stop]
    if not _is_closed(text):
        return None
    if stop == end:
        return text
    length = _LENGTH.search(text)
    line_end = 2 if data.startswith(b"\r\n", stream + 6) else data.startswith(b"\n", stream + 6)
    if length is None or text.count(b"/Length") > 1 or not line_end:
        return None
    begin = stream + 6 + line_end
    if data.find(b"endstream", begin + int(length[1]), begin + int(length[1]) + 32) < 0:
        return None
    return text[: length.start(1)] + text[length.end(1) :]


def _is_closed(text: bytes) -> bool:
    """Whether the word that ended the object stood outside of everything: not in a list, and not as part of a name."""
    return text[-1:] in _CLOSERS and text.count(b"<<") == text.count(b">>") and text.count(b"[") == text.count(b"]")
