"""The files of a bag, in a folder or in a ZIP, without unpacking and without following anything out of it."""

from __future__ import annotations

import os
import stat
import struct
import zlib
from abc import ABC, abstractmethod
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO

from archivegen.disk import explain_refusal
from archivegen.findings import Finding, Place, make_finding
from archivegen.verify.reading.paths import show

BLOCK = 1 << 18
"""Octets that are read at a time."""
MOST_FILES = 200_000
"""Files that a bag may have: about 600 octets of memory each, so that 150 MB are enough for the most."""


class DamagedError(Exception):
    """What was read cannot be what was written; ``str()`` is a Chinese reason without a full stop."""


READ_ERRORS = (OSError, EOFError, RuntimeError, ValueError, struct.error, zlib.error, DamagedError)
"""What reading a damaged file or ZIP member can raise."""


class Source(ABC):
    """A bag's regular files: ``files`` maps path (with ``/``, relative to the bag) to octets."""

    kind = ""

    def __init__(self) -> None:
        self.files: dict[str, int] = {}
        self.has_payload_folder = False
        """Whether there is a folder ``data``, be it empty."""
        self.findings: list[Finding] = []
        self.unreadable: set[str] = set()
        """Those of ``files`` that were reported already and must not be opened."""
        self.refused = False
        """Set when the bag must not be read any further."""

    @abstractmethod
    def open(self, path: str) -> IO[bytes]:
        """Open one of ``files`` for reading and seeking; raises one of ``READ_ERRORS``, as reading does."""

    @abstractmethod
    def blocks(self, path: str, buffer: bytearray) -> Iterator[bytes | memoryview]:
        """All octets of one of ``files`` from the first to the last, each block valid until the next is asked for.

        Raises one of ``READ_ERRORS``, at the end too: when the file is longer or shorter than it was.  May be called by several
        threads at a time, each with a ``buffer`` of its own of :data:`BLOCK` octets.
        """

    @abstractmethod
    def close(self) -> None:
        """Let go of the bag."""

    def refuse_crowd(self, name: str) -> None:
        """Report that there are too many files to be looked at (V028)."""
        self.findings.append(make_finding("V028", Place(name), most=f"{MOST_FILES:,}"))
        self.refused = True


@contextmanager
def open_source(path: Path) -> Iterator[tuple[Source | None, tuple[Finding, ...]]]:
    """The bag at ``path``, or None and the findings that say why there is none."""
    source, findings = _find_source(path)
    try:
        yield source, findings
    finally:
        if source is not None:
            source.close()


def _find_source(path: Path) -> tuple[Source | None, tuple[Finding, ...]]:
    from archivegen.verify.reading.zipped import ZipSource

    place = Place(show(path.name or str(path)))
    shown = show(str(path))
    try:
        mode = path.stat().st_mode
        if not (stat.S_ISDIR(mode) or stat.S_ISREG(mode)):
            return None, (make_finding("V001", place, path=shown, reason="它不是文件夹，也不是普通文件"),)
        source: Source = FolderSource(path) if stat.S_ISDIR(mode) else ZipSource(path)
    except FileNotFoundError:
        return None, (make_finding("V001", place, path=shown, reason="找不到这个路径"),)
    except OSError as error:
        return None, (make_finding("V001", place, path=shown, reason=explain_refusal(error)),)
    except DamagedError as error:
        return None, (make_finding("V040", place, reason=str(error)),)
    except READ_ERRORS:  # also a path with a zero byte
        return None, (make_finding("V040", place, reason="zip 的目录已损坏"),)
    return source, tuple(source.findings)


class FolderSource(Source):
    """A bag as a folder."""

    kind = "文件夹"

    def __init__(self, root: Path) -> None:
        super().__init__()
        self.root = str(root)
        with os.scandir(root):
            pass  # a root that cannot be listed is no bag with findings, but a path that cannot be opened
        waiting = [""]
        while waiting and not self.refused:
            waiting += self._list_folder(waiting.pop())

    def _list_folder(self, folder: str) -> list[str]:
        """Take in the files of one folder and return its subfolders."""
        found: list[str] = []
        try:
            with os.scandir(f"{self.root}/{folder}" if folder else self.root) as entries:
                for entry in entries:
                    path = f"{folder}/{entry.name}" if folder else entry.name
                    status = entry.stat(follow_symlinks=False)
                    if stat.S_ISREG(status.st_mode):
                        self.files[path] = status.st_size
                    elif stat.S_ISDIR(status.st_mode) and not _is_junction(status):
                        found.append(path)
                    else:
                        self._report_special(path, status.st_mode)
                    if len(self.files) + len(self.findings) > MOST_FILES:
                        self.refuse_crowd(".")
                        return []
        except OSError as error:
            reason = explain_refusal(error)
            self.findings.append(make_finding("V022", Place(show(folder) or "."), reason=reason))
        self.has_payload_folder |= "data" in found
        return found

    def _report_special(self, path: str, mode: int) -> None:
        is_link = stat.S_ISLNK(mode) or stat.S_ISDIR(mode)
        kind = "链接" if is_link else "管道、设备一类的特殊文件"
        self.findings.append(make_finding("V020", Place(show(path)), kind=kind))

    def open(self, path: str) -> IO[bytes]:
        """Open a file that is still what it was: it may have been exchanged for a link or a pipe meanwhile."""
        return os.fdopen(self._open(path), "rb", buffering=0)

    def _open(self, path: str) -> int:
        descriptor = os.open(f"{self.root}/{path}", _READ)
        status = os.fstat(descriptor)
        if stat.S_ISREG(status.st_mode) and status.st_size == self.files[path]:
            return descriptor
        os.close(descriptor)
        raise DamagedError("核验时正在被改动" if stat.S_ISREG(status.st_mode) else "不再是普通文件")

    def blocks(self, path: str, buffer: bytearray) -> Iterator[bytes | memoryview]:
        """A small file comes in one piece, a large one through the buffer."""
        left = self.files[path]
        descriptor = self._open(path)
        try:
            if left < BLOCK:
                while left and (chunk := os.read(descriptor, left)):
                    left -= len(chunk)
                    yield chunk
            else:
                view = memoryview(buffer)
                with os.fdopen(descriptor, "rb", buffering=0, closefd=False) as handle:
                    while left and (count := handle.readinto(view[: min(left, BLOCK)])):
                        left -= count
                        yield view[:count]
            if left:
                raise DamagedError("核验时正在被改动，变短了")
        finally:
            os.close(descriptor)

    def close(self) -> None:
        """Nothing is held."""


_READ = os.O_RDONLY
for _flag in ("O_BINARY", "O_NOFOLLOW", "O_NONBLOCK", "O_CLOEXEC"):
    _READ |= getattr(os, _flag, 0)


def _is_junction(status: os.stat_result) -> bool:
    return getattr(status, "st_reparse_tag", 0) == getattr(stat, "IO_REPARSE_TAG_MOUNT_POINT", -1)
