"""What was compiled, on the disk: what depends on a template or a pack alone is worked out once a machine, not once a run.

An entry is named by the hash of the template, of this program's own code and of what it stands on; so nothing in it is ever
out of date, and two processes that write one write the same.  It is plain marshalled data with its own hash before it.  A
cache that cannot be read or written is no trouble: the template is compiled again.
"""

from __future__ import annotations

import hashlib
import marshal
import os
import sys
from collections.abc import Callable, Iterator
from functools import lru_cache
from importlib.util import find_spec
from pathlib import Path
from typing import Any

VARIABLE = "ARCHIVEGEN_CACHE"
"""Names another folder for the cache; ``off`` works without one."""

MOST_ENTRIES = 2_000
_DIGEST = 32
_ROOMS = ("render", "language", "values", "chinese")
_STANDS_ON = ("jinja2", "docxtpl", "markupsafe", "yaml")


def load_compiled(kind: str, template: bytes, compile_anew: Callable[[], Any]) -> Any:
    """What ``compile_anew`` returns, from the disk when it was worked out before.

    ``compile_anew`` depends on ``template`` alone and returns what :mod:`marshal` can hold: texts, bytes, numbers, tuples,
    lists, dicts, code.  Whatever it raises passes through and nothing is kept.
    """
    folder = cache_folder()
    if folder is None:
        return compile_anew()
    digest = hashlib.sha256(f"{kind}\0{_program_mark()}\0".encode() + template).hexdigest()
    path = folder / f"{kind}-{digest}.bin"
    known = _read(path)
    if known is None:
        known = compile_anew()
        _write(path, known)
    return known


def cache_folder() -> Path | None:
    """Where compiled templates lie: a folder of this user alone, or None when there is none to be had."""
    chosen = os.environ.get(VARIABLE)
    if chosen == "off":
        return None
    try:
        folder = Path(chosen) if chosen else _user_folder() / "archivegen" / "templates"
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    except (OSError, RuntimeError):
        return None
    return folder if _is_ours(folder) else None


def _user_folder() -> Path:
    if sys.platform == "win32":
        return Path(os.environ.get("LOCALAPPDATA") or Path.home() / "AppData" / "Local")
    if sys.platform == "darwin":
        return Path.home() / "Library" / "Caches"
    return Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache")


def _is_ours(folder: Path) -> bool:
    """Code is loaded from there: a folder that somebody else may write to is not used."""
    if sys.platform == "win32":
        return True
    stat = folder.stat()
    return stat.st_uid == os.geteuid() and not stat.st_mode & 0o022


def _read(path: Path) -> Any:
    try:
        content = path.read_bytes()
    except OSError:
        return None
    body = content[_DIGEST:]
    if len(content) <= _DIGEST or hashlib.sha256(body).digest() != content[:_DIGEST]:
        return None
    try:
        return marshal.loads(body)  # noqa: S302 - a folder of this user alone, as for Python's own byte code
    except (EOFError, TypeError, ValueError):
        return None


def _write(path: Path, compiled: Any) -> None:
    import tempfile

    body = marshal.dumps(compiled)
    temporary = ""
    try:
        _make_room(path.parent)
        handle, temporary = tempfile.mkstemp(prefix="~", dir=path.parent)
        with os.fdopen(handle, "wb") as file:
            file.write(hashlib.sha256(body).digest() + body)
        Path(temporary).replace(path)
    except OSError:
        if temporary:
            Path(temporary).unlink(missing_ok=True)


def _make_room(folder: Path) -> None:
    """Entries of old versions and of templates that were edited since are never asked for again: all go when too many are kept."""
    entries = [entry for entry in folder.iterdir() if entry.suffix == ".bin" or entry.is_file()]
    if len(entries) > MOST_ENTRIES:
        for entry in entries:
            entry.unlink(missing_ok=True)


@lru_cache(maxsize=1)
def _program_mark() -> str:
    """Changes with every change of this program, of Python and of what compiles the templates."""
    root = Path(__file__).parent
    ours = [stamp for room in _ROOMS for stamp in _stamp_sources(root / room)]
    theirs = [_stamp_file(spec.origin) for name in _STANDS_ON if (spec := find_spec(name)) and spec.origin]
    return "\n".join([sys.version, *theirs, *ours])


def _stamp_sources(folder: Path) -> Iterator[str]:
    with os.scandir(folder) as found:
        entries = sorted(found, key=lambda entry: entry.name)
    for entry in entries:
        if entry.name.endswith(".py"):
            yield _stamp_file(entry.path)
        elif entry.name != "__pycache__" and entry.is_dir():
            yield from _stamp_sources(Path(entry.path))


def _stamp_file(path: str) -> str:
    """A library's version is not asked for: reading its metadata takes longer than loading a template."""
    stat = Path(path).stat()
    return f"{path}:{stat.st_size}:{stat.st_mtime_ns}"
