"""The fonts inside a PDF: which there are, and their programs without what LibreOffice counts up."""

from __future__ import annotations

import re
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

_SUBSET = re.compile(r"^/?[A-Z]{6}\+")
_FONT_FILES = ("/FontFile", "/FontFile2", "/FontFile3")
_UNIQUE_ID = re.compile(rb"/UniqueID (\d{7}) def")
_FIXED_ID = b"4100000"
_EEXEC_KEY, _EEXEC_C1, _EEXEC_C2 = 55665, 52845, 22719
"""Adobe Type 1 Font Format (1990), 7.3."""
_NUMBER_WITHIN = 4096
"""The number stands near the beginning of the enciphered part, before the outlines."""


@dataclass(frozen=True, slots=True)
class Font:
    """A font of a PDF: its PostScript name without the subset's mark, and whether its outlines are inside."""

    name: str
    embedded: bool


def find_fonts(pdf: Any) -> list[Any]:
    """The font dictionaries of an open PDF's pages that may bear outlines: descendants, not the composite fonts above them."""
    seen: set[tuple[int, int]] = set()
    return [font for page in pdf.pages for font in _search(page.obj.get("/Resources"), seen)]


def _search(resources: Any, seen: set[tuple[int, int]]) -> Iterator[Any]:
    """The fonts of a page, and of the drawings that it uses; pages mostly share one list."""
    if resources is None or (resources.is_indirect and resources.objgen in seen):
        return
    if resources.is_indirect:
        seen.add(resources.objgen)
    for font in resources.get("/Font", {}).values():
        if font.objgen not in seen or not font.is_indirect:
            seen.add(font.objgen)
            yield from font.get("/DescendantFonts", (font,))
    for drawing in resources.get("/XObject", {}).values():
        if drawing.objgen not in seen:
            seen.add(drawing.objgen)
            yield from _search(drawing.get("/Resources"), seen)


def name_fonts(fonts: list[Any]) -> tuple[Font, ...]:
    """Names and whether they are inside, in the order of the names."""
    found: dict[str, bool] = {}
    for font in fonts:
        name = _SUBSET.sub("", str(font.get("/BaseFont", "/"))).lstrip("/")
        found[name] = found.get(name, True) and _is_inside(font)
    return tuple(Font(name, found[name]) for name in sorted(found))


def _is_inside(font: Any) -> bool:
    descriptor = font.get("/FontDescriptor")
    return font.get("/Subtype") == "/Type3" or (
        descriptor is not None and any(key in descriptor for key in _FONT_FILES)
    )


# --- the number that changes ------------------------------------------------------------------------------------------


def fix_numbers(fonts: list[Any]) -> None:
    """Give every Type 1 program one fixed UniqueID: LibreOffice counts through all files of a call, so the same paper would differ."""
    import pikepdf

    for font in fonts:
        stream = font.get("/FontDescriptor", {}).get("/FontFile")
        if stream is None:
            continue
        program = stream.read_bytes()
        clear, cipher = int(stream.Length1), int(stream.Length2)
        head = _UNIQUE_ID.sub(b"/UniqueID " + _FIXED_ID + b" def", program[:clear])
        fixed = _Sealed(head, program[clear : clear + cipher], program[clear + cipher :])
        stream.write(_rewrite(fixed), filter=pikepdf.Name.FlateDecode)


@dataclass(frozen=True, slots=True)
class _Sealed:
    """A Type 1 program.  The head names font and glyphs, and so says what the enciphered part holds but for its number."""

    head: bytes
    cipher: bytes
    tail: bytes

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Sealed) and (self.head, len(self.cipher)) == (other.head, len(other.cipher))

    def __hash__(self) -> int:
        return hash(self.head)


@lru_cache(maxsize=256)
def _rewrite(program: _Sealed) -> bytes:
    """The compressed stream; many papers of one kind have the same few characters in a font."""
    return zlib.compress(program.head + _encipher_anew(program.cipher) + program.tail)


def _encipher_anew(cipher: bytes) -> bytes:
    """The enciphered part with the fixed number in it.  Each byte depends on all before it: those behind the number change too."""
    found = _UNIQUE_ID.search(bytes(_decipher(cipher[:_NUMBER_WITHIN])))
    if found is None:
        return cipher
    start, end = found.span(1)
    made = bytearray(cipher[:start])
    was = now = _run_through(cipher[:start])
    for sealed, sign in zip(cipher[start:end], _FIXED_ID, strict=True):
        fresh = sign ^ (now >> 8)
        made.append(fresh)
        was = ((sealed + was) * _EEXEC_C1 + _EEXEC_C2) & 0xFFFF
        now = ((fresh + now) * _EEXEC_C1 + _EEXEC_C2) & 0xFFFF
    for sealed in cipher[end:]:
        fresh = sealed ^ (was >> 8) ^ (now >> 8)
        made.append(fresh)
        was = ((sealed + was) * _EEXEC_C1 + _EEXEC_C2) & 0xFFFF
        now = ((fresh + now) * _EEXEC_C1 + _EEXEC_C2) & 0xFFFF
    return bytes(made)


def _run_through(cipher: bytes) -> int:
    """The state of the cipher behind these bytes."""
    state = _EEXEC_KEY
    for sealed in cipher:
        state = ((sealed + state) * _EEXEC_C1 + _EEXEC_C2) & 0xFFFF
    return state


def _decipher(cipher: bytes) -> Iterator[int]:
    state = _EEXEC_KEY
    for sealed in cipher:
        yield sealed ^ (state >> 8)
        state = ((sealed + state) * _EEXEC_C1 + _EEXEC_C2) & 0xFFFF
