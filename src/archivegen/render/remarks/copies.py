"""Where the copy with remarks lies: beside its template, never over what a person made or changed."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path
from types import MappingProxyType

from archivegen.errors import TemplateError
from archivegen.render.drafts import write_whole
from archivegen.render.mistakes import Mistake
from archivegen.render.package import pack_part, read_package, write_package
from archivegen.render.remarks.docx_comments import annotate_docx, clear_docx
from archivegen.render.remarks.xlsx_notes import annotate_xlsx, clear_xlsx

_ADDED = re.compile(r"（有错处\d*）$")
_SEAL = re.compile(rb"<!-- archivegen ([0-9a-f]{64}) -->")
_HEAD = re.compile(rb"^(<\?xml[^>]*\?>)?\s*")

_FORMATS: Mapping[str, tuple[Callable[..., bytes], Callable[[bytes, str], tuple[bytes, int]]]] = MappingProxyType(
    {".docx": (annotate_docx, clear_docx), ".xlsx": (annotate_xlsx, clear_xlsx)}
)


def annotate(content: bytes, mistakes: Iterable[Mistake], name: str) -> bytes:
    """The template with a remark at every mistake, in the way of its format; sealed, so that it is known again."""
    annotated, _ = _FORMATS[Path(name).suffix.lower()]
    return _seal(annotated(content, mistakes, name), name)


def clear_remarks(content: bytes, name: str) -> tuple[bytes, int]:
    """The file without the remarks of an earlier check, and how many there were."""
    _, clear = _FORMATS[Path(name).suffix.lower()]
    return clear(content, name)


def is_name_of_copy(path: Path) -> bool:
    """Whether a file is called like a copy with remarks."""
    return _ADDED.search(path.stem) is not None


def write_copy(template: Path, copy: bytes, folder: Path, taken: set[Path]) -> Path:
    """Write the annotated ``copy`` as ``名字（有错处）.docx`` into ``folder``; the template itself is never written.

    A name is free when nothing lies there, or only a copy that this tool wrote and nobody changed since; else a number is
    added.  ``taken`` are the copies of this run.  Raises ``OutputError``.
    """
    stem = _ADDED.sub("", template.stem)
    number = 1
    while True:
        told = "" if number == 1 else str(number)
        path = folder / f"{stem}（有错处{told}）{template.suffix}"
        if path not in taken and _is_free(path, template):
            break
        number += 1
    taken.add(path)
    write_whole(path, copy)
    return path


def _is_free(path: Path, template: Path) -> bool:
    if path.is_symlink() or path.resolve() == template.resolve():
        return False
    return not path.exists() or (path.is_file() and _is_untouched(path))


def _is_untouched(path: Path) -> bool:
    """Whether a file is a copy with remarks, just as it was written."""
    try:
        parts = read_package(path.read_bytes(), path.name)
    except (TemplateError, OSError):
        return False
    for name, content in parts.items():
        if "comments" in name and (found := _SEAL.search(content)):
            parts[name] = _SEAL.sub(b"", content)
            return _digest(parts) == found[1].decode()
    return False


def _seal(content: bytes, name: str) -> bytes:
    parts = read_package(content, name)
    member = next((part for part in sorted(parts) if "comments" in part and part.endswith(".xml")), None)
    if member is None:
        return content
    mark = f"<!-- archivegen {_digest(parts)} -->".encode()
    parts[member] = _HEAD.sub(lambda head: head[0] + mark, parts[member], count=1)
    return write_package(pack_part(part, inside) for part, inside in parts.items())


def _digest(parts: Mapping[str, bytes]) -> str:
    digest = hashlib.sha256()
    for name in sorted(parts):
        digest.update(f"{name}\0{len(parts[name])}\0".encode() + parts[name])
    return digest.hexdigest()
