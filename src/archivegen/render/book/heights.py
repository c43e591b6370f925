"""Rows grow with their text: the template's height is the least, as in Word, for no spreadsheet program says so itself.

Excel fits a row only when no height is written, LibreOffice not even then; so the lines of wrapped texts are estimated.
"""

from __future__ import annotations

import math
from unicodedata import east_asian_width

USUAL_WIDTH, USUAL_SIZE = 8.43, 11.0
_PADDING = 0.8
"""Of a column's width in characters, what no text can use."""
_LEADING = 1.28
"""Height of a line in units of its font's size."""
HIGHEST = 409.0


def fits_one_line(text: str, room: float, size: float) -> bool:
    """Whether a text surely stands on one line: a 汉字 takes two characters."""
    return len(text) * 2 <= (room - _PADDING) * USUAL_SIZE / size and "\n" not in text


def needed_height(text: str, room: float, size: float) -> float:
    """The height of a wrapped text in columns of ``room`` characters; 0 when it stands on one line."""
    width = (room - _PADDING) * USUAL_SIZE / size
    lines = sum(_count_lines(part, width) for part in text.split("\n"))
    return min(math.ceil(lines * size * _LEADING), HIGHEST) if lines > 1 else 0.0


def _count_lines(text: str, room: float) -> int:
    """Lines of one paragraph: a 汉字 may end a line, so that nothing else needs to be known."""
    lines, used = 1, 0.0
    for sign in text:
        width = 2 if east_asian_width(sign) in "WFA" else 1
        if used + width > room:
            lines, used = lines + 1, 0.0
        used += width
    return lines
