"""What LibreOffice counts up inside fonts is fixed, and nothing else of a font changes."""

from __future__ import annotations

import random
import re

import pytest

from archivegen.pdf.embedded import _decipher, _encipher_anew

KEY, C1, C2 = 55665, 52845, 22719
"""Adobe Type 1 Font Format, 7.3."""


def encipher(plain: bytes) -> bytes:
    state, made = KEY, bytearray()
    for sign in plain:
        made.append(sign ^ (state >> 8))
        state = ((made[-1] + state) * C1 + C2) & 0xFFFF
    return bytes(made)


def write_private(number: int, outlines: bytes) -> bytes:
    return b"abcddup /Private 8 dict dup begin\n/RD {string} def\n/UniqueID %d def\n/CharStrings " % number + outlines


@pytest.mark.parametrize("length", [0, 1, 5000])
def test_the_number_is_fixed_and_the_outlines_stay(length):
    outlines = random.Random(7).randbytes(length)
    first, second = (_encipher_anew(encipher(write_private(n, outlines))) for n in (4100001, 4100873))
    assert first == second
    assert bytes(_decipher(first)) == write_private(4100000, outlines)


def test_a_font_without_the_number_is_left_alone():
    cipher = encipher(b"abcddup /Private 8 dict dup begin\n/CharStrings " + bytes(range(256)))
    assert _encipher_anew(cipher) == cipher
    assert not re.search(rb"UniqueID", bytes(_decipher(cipher)))
