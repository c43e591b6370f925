"""Titles in lines that break where the sense breaks (GB/T 9704-2012: 回行时词意完整，排列对称，长短适宜)."""

from __future__ import annotations

import re

# A new line may begin before a year, before 以工代赈, before a bracket, and after the name of a place.
_PLACES = re.compile(
    r"(?<=[一-龥])(?=\d{4}年|以工代赈|（)|(?<=[省市区县镇乡村])(?![省市区县镇乡村等和与及、级民庄两委组道])"
)
_BAD_BREAK = 1000
_NEW_LINE = 60


def break_title(text: str, width: int) -> list[str]:
    """Cut a title into lines of at most ``width`` 汉字, as few and as even as the sense allows; half-width counts half.

    Where no good place is near enough, the line breaks in the middle of a word as Word would do.
    """
    good = {match.start() for match in _PLACES.finditer(text)} | {len(text)}
    cheapest: dict[int, tuple[float, int]] = {len(text): (0, len(text))}
    for start in range(len(text) - 1, -1, -1):
        options: list[tuple[float, int]] = []
        for end in range(start + 1, len(text) + 1):
            room = width - _width_of(text[start:end])
            if room < 0 and options:
                break
            price = _NEW_LINE + room**2 / width + (0 if end in good else _BAD_BREAK)
            options.append((price + cheapest[end][0], end))
        cheapest[start] = min(options)
    lines, start = [], 0
    while start < len(text):
        end = cheapest[start][1]
        lines.append(text[start:end])
        start = end
    return lines


def _width_of(text: str) -> float:
    """Width in 汉字: digits and Latin letters are half as wide."""
    return sum(0.5 if character.isascii() else 1 for character in text)
