"""The mark of a PDF that this program made: what it was made from, and that nobody changed it since.

The file's permanent ID is the mark; the second ID is the hash of all other bytes.  So a PDF tells by itself whether it is
current, whether somebody changed it, and that it is a print-out of a draft and no scan of a signed paper.
"""

from __future__ import annotations

import hashlib
import os
import re
from typing import BinaryIO

MARK_BYTES = 16
_SIGN = b"agpd"
"""Every mark begins with it."""
_ID = re.compile(rb"/ID ?\[ ?<([0-9a-f]{32})> ?<([0-9a-f]{32})> ?\]")
_TAIL = 4096
_BLANK_ID = b"0" * 32


def make_mark(recipe: str, *contents: bytes) -> bytes:
    """The mark of what is made from these contents after this recipe."""
    digest = hashlib.sha256(f"{recipe}\0".encode())
    for content in contents:
        digest.update(content)
    return _SIGN + digest.digest()[: MARK_BYTES - len(_SIGN)]


def seal_pdf(content: bytes, mark: bytes) -> bytes:
    """The PDF with ``mark`` as its permanent ID and the hash of the rest as its second."""
    found = _find_id(content)
    if found is None:
        raise ValueError("a PDF that was just written has no ID")
    first, second = found.span(1), found.span(2)
    marked = content[: first[0]] + mark.hex().encode() + content[first[1] : second[0]]
    rest = content[second[1] :]
    return marked + _hash_around(marked, rest) + rest


def read_mark(content: bytes) -> bytes | None:
    """The mark of a PDF of ours that nobody changed since; None for any other file."""
    found = _find_id(content)
    if found is None:
        return None
    start, end = found.span(2)
    own = _hash_around(content[:start], content[end:]) == found[2]
    return bytes.fromhex(found[1].decode()) if own else None


def is_untouched_print(file: BinaryIO) -> bool:
    """Whether an open file is a PDF of ours as it was made: neither signed nor scanned.  Other files cost a look at their end."""
    size = file.seek(0, os.SEEK_END)
    file.seek(max(0, size - _TAIL))
    found = _find_id(file.read())
    if found is None or not found[1].startswith(_SIGN.hex().encode()):
        return False
    file.seek(0)
    return read_mark(file.read()) is not None


def _hash_around(before: bytes, after: bytes) -> bytes:
    digest = hashlib.sha256(before)
    digest.update(_BLANK_ID)
    digest.update(after)
    return digest.hexdigest()[:32].encode()


def _find_id(content: bytes) -> re.Match[bytes] | None:
    found = None
    for match in _ID.finditer(content, max(0, len(content) - _TAIL)):
        found = match
    return found
