"""One file put in its place at one stroke, on the disk before its name is; what it replaces can be kept beside it."""

from __future__ import annotations

import contextlib
import shutil
from pathlib import Path

from archivegen.disk import explain_refusal
from archivegen.durable import sync_folder, write_synced
from archivegen.errors import OutputError

_UNFINISHED = ".正在写"


def replace_file(path: Path, content: bytes, *, backup: Path | None = None) -> None:
    """Write ``path`` so that it holds ``content`` whole or what it held before; ``backup`` gets what it held before.

    What a killed run left under the unfinished name is written over: the caller holds the lock.  Raises ``OutputError``.
    """
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        if backup is not None:
            _put(backup, path.read_bytes(), like=path)
        _put(path, content, like=path)
    except OSError as error:
        raise OutputError(f"写不了 {path}：{explain_refusal(error)}。原有的文件没有变动；请处理后再运行。") from error


def _put(path: Path, content: bytes, like: Path) -> None:
    unfinished = path.with_name(path.name + _UNFINISHED)
    try:
        write_synced(unfinished, content)
        if like.exists():
            shutil.copymode(like, unfinished)
        unfinished.replace(path)
    except BaseException:
        with contextlib.suppress(OSError):
            unfinished.unlink()
        raise
    sync_folder(path.parent)
