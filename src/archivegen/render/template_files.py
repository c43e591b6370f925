"""Which files are templates, and the pack that each belongs to."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path

from archivegen.errors import PackError
from archivegen.pack.load import load_pack
from archivegen.pack.model import Pack
from archivegen.render.lint import SUFFIXES
from archivegen.render.remarks import is_name_of_copy

_CATALOGUE = "catalogue.yaml"
_NO_TEMPLATES = "starter"
"""A pack's folder of empty tables for new projects."""


def list_templates(folder: Path) -> list[Path]:
    """The templates below a folder, in order; not the copies with remarks, not what Office leaves beside an open file."""
    return sorted(
        path
        for path in folder.rglob("*")
        if path.suffix.lower() in SUFFIXES
        and path.is_file()
        and not path.name.startswith(("~", "."))
        and not is_name_of_copy(path)
        and not _is_starter(path, folder)
    )


def _is_starter(path: Path, folder: Path) -> bool:
    inside = path.relative_to(folder).parts
    return inside[0] == _NO_TEMPLATES and (folder / _CATALOGUE).is_file()


def find_pack(template: Path) -> tuple[Pack, str]:
    """The pack in whose folder a template lies, else the built-in one; and why a pack that lies there cannot be read."""
    folder = next((folder for folder in template.resolve().parents if (folder / _CATALOGUE).is_file()), None)
    try:
        return _load(folder), ""
    except PackError as error:
        return _load(None), str(error)


@lru_cache(maxsize=8)
def _load(folder: Path | None) -> Pack:
    return load_pack(folder)
