"""The files of a bag, in a folder or in a ZIP, without unpacking and without following anything out of it."""

from __future__ import annotations

import os
import stat
import struct
import zipfile
import zlib
from abc import ABC, abstractmethod
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import IO

from archivegen.disk import explain_refusal
from archivegen.findings import Finding, Place, make_finding
from archivegen.verify.paths import explain_unsafe, show

READ_ERRORS = (OSError, EOFError, RuntimeError, ValueError, struct.error, zipfile.BadZipFile, zlib.error)
"""What reading a damaged file or ZIP member can raise."""
_BOMB_RATIO = 100
_BOMB_FLOOR = 1 << 30


class Source(ABC):
    """A bag's regular files: ``files`` maps path (with ``/``, relative to the bag) to octets."""

    kind = ""

    def __init__(self) -> None:
        self.files: dict[str, int] = {}
        self.findings: list[Finding] = []
        self.unreadable: set[str] = set()
        """Those of ``files`` that were reported already and must not be opened."""
        self.refused = False
        """Set when the bag must not be read any further."""

    @abstractmethod
    def open(self, path: str) -> IO[bytes]:
        """Open one of ``files`` for reading; raises one of ``READ_ERRORS``."""

    @abstractmethod
    def close(self) -> None:
        """Let go of the bag."""


@contextmanager
def open_source(path: Path) -> Iterator[tuple[Source | None, tuple[Finding, ...]]]:
    """The bag at ``path``, or None and the findings that say why there is none."""
    place = Place(path.name or str(path))
    source: Source | None = None
    try:
        if path.is_dir():
            source = FolderSource(path)
        elif not path.exists():
            yield None, (make_finding("V001", place, path=path, reason="找不到这个路径"),)
            return
        elif not path.is_file():
            yield None, (make_finding("V001", place, path=path, reason="它不是文件夹，也不是普通文件"),)
            return
        elif not zipfile.is_zipfile(path):
            reason = "没有 zip 的目录，文件不完整，或者根本不是 zip"
            yield None, (make_finding("V040", place, reason=reason),)
            return
        else:
            source = ZipSource(path)
    except OSError as error:
        yield None, (make_finding("V001", place, path=path, reason=explain_refusal(error)),)
        return
    except READ_ERRORS:
        yield None, (make_finding("V040", place, reason="zip 的目录已损坏"),)
        return
    try:
        yield source, tuple(source.findings)
    finally:
        source.close()


class FolderSource(Source):
    """A bag as a folder."""

    kind = "文件夹"

    def __init__(self, root: Path) -> None:
        super().__init__()
        self.root = root
        with os.scandir(root):
            pass  # a root that cannot be listed is no bag with findings, but a path that cannot be opened
        waiting = [""]
        while waiting:
            waiting += self._list_folder(waiting.pop())

    def _list_folder(self, folder: str) -> list[str]:
        """Take in the files of one folder and return its subfolders."""
        found: list[str] = []
        try:
            with os.scandir(self.root / folder) as entries:
                for entry in entries:
                    path = f"{folder}/{entry.name}" if folder else entry.name
                    status = entry.stat(follow_symlinks=False)
                    if stat.S_ISDIR(status.st_mode) and not _is_junction(status):
                        found.append(path)
                    elif stat.S_ISREG(status.st_mode):
                        self.files[path] = status.st_size
                    else:
                        kind = "管道、设备一类的特殊文件"
                        if stat.S_ISLNK(status.st_mode) or stat.S_ISDIR(status.st_mode):
                            kind = "链接"
                        self.findings.append(make_finding("V020", Place(show(path)), kind=kind))
        except OSError as error:
            reason = explain_refusal(error)
            self.findings.append(make_finding("V022", Place(show(folder) or "."), reason=reason))
        return found

    def open(self, path: str) -> IO[bytes]:
        """Open a file that is still a regular one: it may have been exchanged for a link or a pipe meanwhile."""
        flags = os.O_RDONLY | getattr(os, "O_BINARY", 0) | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0)
        descriptor = os.open(self.root / path, flags)
        if not stat.S_ISREG(os.fstat(descriptor).st_mode):
            os.close(descriptor)
            raise OSError("不再是普通文件")
        return os.fdopen(descriptor, "rb", buffering=0)

    def close(self) -> None:
        """Nothing is held."""


class ZipSource(Source):
    """A bag in a ZIP, at its root or in its one top folder."""

    kind = "zip 文件"

    def __init__(self, file: Path) -> None:
        super().__init__()
        self.members: dict[str, zipfile.ZipInfo] = {}
        self.package = zipfile.ZipFile(file)
        self.top = ""
        try:
            if not self._is_bomb(file):
                self._take_members()
                self._enter_top()
        except BaseException:
            self.package.close()
            raise

    def _is_bomb(self, file: Path) -> bool:
        """More than a hundred times its size and more than 1 GB, or members that lie on top of each other."""
        members = self.package.infolist()
        packed = file.stat().st_size
        unpacked = sum(member.file_size for member in members)
        overlapping = sum(member.compress_size for member in members) > packed
        if not overlapping and unpacked <= max(_BOMB_FLOOR, packed * _BOMB_RATIO):
            return False
        sizes = {"unpacked": f"{unpacked:,} 字节", "packed": f"{packed:,} 字节"}
        self.findings.append(make_finding("V044", Place(file.name), **sizes))
        self.refused = True
        return True

    def _take_members(self) -> None:
        for member in self.package.infolist():
            path = _decode_name(member)
            place = Place(show(path))
            unsafe = explain_unsafe(path)
            mode = member.external_attr >> 16
            if unsafe:
                self.findings.append(make_finding("V042", place, path=show(path), reason=unsafe))
            elif path in self.members:
                self.findings.append(make_finding("V041", place, path=show(path)))
            elif stat.S_IFMT(mode) and not (stat.S_ISREG(mode) or stat.S_ISDIR(mode)):
                kind = "链接" if stat.S_ISLNK(mode) else "管道、设备一类的特殊文件"
                self.findings.append(make_finding("V020", place, kind=kind))
            elif not path.endswith("/"):
                self.members[path] = member
                self._check_packing(path, member)

    def _check_packing(self, path: str, member: zipfile.ZipInfo) -> None:
        """Whether any ordinary program can unpack the member."""
        if member.flag_bits & 0x1:
            self.findings.append(make_finding("V043", Place(show(path)), path=show(path)))
        elif member.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED, zipfile.ZIP_BZIP2):
            self.findings.append(make_finding("V045", Place(show(path)), path=show(path), method=member.compress_type))
        else:
            return
        self.unreadable.add(path)

    def _enter_top(self) -> None:
        """Make the paths relative to the bag; a ZIP with several bags has none that is meant."""
        roots = [path for path in self.members if path.rsplit("/", 1)[-1] == "bagit.txt" and path.count("/") <= 1]
        if "bagit.txt" not in roots and len(roots) > 1:
            self.findings.append(make_finding("V046", Place(show(roots[0])), count=len(roots)))
            self.refused = True
        elif "bagit.txt" not in roots and roots:
            self.top = roots[0].removesuffix("bagit.txt")
        for path in [path for path in self.members if not path.startswith(self.top)]:
            del self.members[path]
            place = Place(show(path))
            self.findings.append(make_finding("V047", place, path=show(path), top=show(self.top.rstrip("/"))))
        self.members = {path.removeprefix(self.top): member for path, member in self.members.items()}
        self.unreadable = {path.removeprefix(self.top) for path in self.unreadable}
        self.files = {path: member.file_size for path, member in self.members.items()}

    def open(self, path: str) -> IO[bytes]:
        """Open a member; it yields no more octets than the ZIP's directory says."""
        return self.package.open(self.members[path])

    def close(self) -> None:
        """Close the ZIP."""
        self.package.close()


def _is_junction(status: os.stat_result) -> bool:
    return getattr(status, "st_reparse_tag", 0) == getattr(stat, "IO_REPARSE_TAG_MOUNT_POINT", -1)


def _decode_name(member: zipfile.ZipInfo) -> str:
    """The name as its maker meant it: Windows and WPS write GBK without saying so."""
    if member.flag_bits & 0x800:
        return member.orig_filename
    raw = member.orig_filename.encode("cp437", "replace")
    for encoding in ("utf-8", "gb18030"):
        with suppress(UnicodeDecodeError):
            return raw.decode(encoding)
    return member.orig_filename
