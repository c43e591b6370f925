"""What is read out of a file for the review: passages of text, and what no program can read."""

from __future__ import annotations

from typing import NamedTuple


class Passage(NamedTuple):
    """A piece of text: ``place`` says where in the file it stands, in words; ``unseen`` counts pages or pictures without text."""

    place: str
    text: str
    unseen: int = 0


class UnreadableError(Exception):
    """A file that cannot be read, so that nothing can be said of it; ``str()`` is the reason as a Chinese clause."""


MOST_OCTETS = 512 << 20
"""A part of a package that unpacks to more is no paper of an office."""
DEEPEST = 4
"""A package in a package in a package: what lies deeper is refused."""
