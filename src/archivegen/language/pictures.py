"""A picture as a value: what a filter makes of plain data and a paper shows in the place of a word."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal


@dataclass(frozen=True, slots=True)
class Picture:
    """The bytes of a picture, its size on paper in EMU (914,400 an inch), and what it shows, for those who cannot see it."""

    content: bytes
    kind: Literal["png", "jpeg"]
    width: int
    height: int
    text: str = ""
