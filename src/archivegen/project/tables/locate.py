"""What a project file refers to → a path inside the project's folder, or the reason why not.

Nothing outside the folder is ever opened: a project is a folder that is mailed and copied, and a reference out of it
either breaks there or reads somebody else's file.
"""

from __future__ import annotations

import re
import unicodedata
from pathlib import Path

from archivegen.chinese import nearest
from archivegen.findings import Finding, Place, make_finding
from archivegen.project.source.syntax import quote_text

_DRIVE_OR_STREAM = re.compile(r'[:\x00-\x1f<>"|?*]')
_LOCK_PREFIXES = ("~$", ".~lock.", ".~")
_OUR_OWN = (".json", ".jsonl", ".yaml", ".yml")
"""Files of a project that no reference means."""
_NOTHING = frozenset({"无", "没有", "暂无", "空", "-"})
"""What people write where there is nothing to write."""

Findings = tuple[Finding, ...]


def locate_file(folder: Path, reference: str, asked: Place) -> tuple[Path | None, Findings]:
    """The file that ``reference`` names; ``asked`` is where the reference stands.

    Both slashes part folders.  Names that differ only in case or in Unicode composition are found, as on Windows.
    """
    shown = quote_text(reference, limit=60)
    text = reference.strip().replace("\\", "/")
    parts = [part.strip() for part in text.split("/") if part.strip() not in {"", "."}]
    if text.startswith("/") or ".." in parts or _DRIVE_OR_STREAM.search(text):
        return None, (make_finding("P040", asked, reference=shown),)
    if text in _NOTHING:
        hint = "这里要写表格的路径；没有的，请删去这一行。"
        return None, (make_finding("P041", asked, reference=shown, hint=hint),)
    current = folder
    for i, part in enumerate(parts):
        found = _find_name(current, part)
        if found is None:
            hint = _suggest(current, part, is_file=i == len(parts) - 1)
            return None, (make_finding("P041", asked, reference=shown, hint=hint),)
        current = found
    if not _is_inside(current, folder):
        return None, (make_finding("P040", asked, reference=shown),)
    if not current.is_file():
        return None, (make_finding("P042", asked, reference=shown),)
    return current, ()


def find_lock(path: Path) -> bool:
    """Whether Excel, WPS or LibreOffice holds the file open: each lays a marked file beside it."""
    names = (f"~${path.name}", f".~{path.name}", f".~lock.{path.name}#")
    return any((path.parent / name).exists() for name in names)


def _find_name(folder: Path, name: str) -> Path | None:
    exact = folder / name
    if exact.exists():
        return exact
    wanted = _fold(name)
    return next((path for path in _list_folder(folder) if _fold(path.name) == wanted), None)


def _fold(name: str) -> str:
    return unicodedata.normalize("NFC", name).casefold()


def _list_folder(folder: Path) -> list[Path]:
    try:
        return sorted(path for path in folder.iterdir() if not path.name.startswith(_LOCK_PREFIXES))
    except OSError:
        return []


def _suggest(folder: Path, name: str, *, is_file: bool) -> str:
    files = (path for path in _list_folder(folder) if path.is_file() == is_file and not path.name.startswith("."))
    names = [path.name for path in files if path.suffix.lower() not in _OUR_OWN]
    if (found := nearest(name, names)) is not None:
        return f"那里有“{found}”，是不是它？"
    if not is_file:
        return f"没有“{quote_text(name)}”这个文件夹。"
    return f"那里只有：{'、'.join(names[:5])}。" if names else "那个文件夹里没有文件。"


def _is_inside(path: Path, folder: Path) -> bool:
    """Symbolic links are followed first."""
    try:
        return path.resolve().is_relative_to(folder.resolve())
    except (OSError, RuntimeError):
        return False
