"""Photos of a project's folder as a paper is given them: read when the paper is made, and no finer than print needs."""

from __future__ import annotations

from collections.abc import Iterable
from importlib.util import find_spec
from pathlib import Path

from archivegen.project.photos import photo_problem

LARGE = 600_000
"""Bytes from which a photo is made smaller as it is read: sixty of a phone's photos would fill the memory."""


def read_photos(folder: Path, names: Iterable[str]) -> dict[str, bytes | str]:
    """照片文件: path as the project file writes it → the photo; ``""`` for one that cannot be used, which a rule tells.

    Without Pillow no photo is printed: the form keeps the place where one is pasted.
    """
    can_print = find_spec("PIL") is not None
    return {"": ""} | {name: _read_photo(folder, name) if can_print else "" for name in names}


def _read_photo(folder: Path, name: str) -> bytes | str:
    if photo_problem(folder, name):
        return ""
    try:
        content = (folder / name).read_bytes()
    except OSError:
        return ""
    if len(content) < LARGE:
        return content
    from archivegen.values.pictures import shrink

    return shrink(content)
