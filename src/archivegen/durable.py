"""Making sure that what was written is on the disk: one file, the names in a folder, everything below a folder.  Imports nothing of ours."""

from __future__ import annotations

import os
import sys
from pathlib import Path


def write_synced(path: Path, content: bytes) -> None:
    """Write a file whose bytes are on the disk when this returns; its name is not, see :func:`sync_folder`."""
    with path.open("wb") as handle:
        handle.write(content)
        handle.flush()
        os.fsync(handle.fileno())


def sync_disk(folder: Path) -> None:
    """Make everything below ``folder`` durable with one call for its file system, not one for each file.

    Linux has ``syncfs``, which also reports what could not be written; other Unix systems sync all disks; on Windows
    every file was synced when it was closed.
    """
    if sys.platform == "win32":
        return
    import ctypes

    descriptor = os.open(folder, os.O_RDONLY)
    try:
        syncfs = getattr(ctypes.CDLL(None, use_errno=True), "syncfs", None)
        if syncfs is None:
            os.sync()
        elif syncfs(descriptor) != 0:
            number = ctypes.get_errno()
            raise OSError(number, os.strerror(number), str(folder))
    finally:
        os.close(descriptor)


def sync_folder(folder: Path) -> None:
    """Make the names in one folder durable, after a rename."""
    if sys.platform == "win32":
        return
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
