"""Where a bag's bytes go: a folder or a ZIP.  Both take the files in a fixed order and leave nothing to the clock."""

from __future__ import annotations

import os
import zipfile
from abc import ABC, abstractmethod
from collections.abc import Iterable
from datetime import date
from pathlib import Path

from archivegen.durable import sync_disk

_PACKED = (".pdf", ".jpg", ".jpeg", ".png", ".ofd", ".docx", ".xlsx", ".zip")
"""Formats that are compressed already; deflating them again costs ten times the time and saves nothing."""
_SYNC_EACH_FILE = os.name == "nt"


class Sink(ABC):
    """Takes the files of one bag, each once."""

    @abstractmethod
    def add(self, path: str, chunks: Iterable[bytes], size: int) -> None:
        """Write a file; ``path`` is relative to the bag with ``/``, ``size`` what its chunks should come to."""

    @abstractmethod
    def finish(self) -> None:
        """Make everything durable; after this the bag is whole."""

    @abstractmethod
    def abandon(self) -> None:
        """Let go of open files after a failure."""


class FolderSink(Sink):
    """A bag as a folder that does not exist yet."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self.made: set[Path] = set()
        root.mkdir()

    def add(self, path: str, chunks: Iterable[bytes], size: int) -> None:  # noqa: ARG002 - only a ZIP asks for it
        """Write a file and the folders above it."""
        target = self.root.joinpath(*path.split("/"))
        if target.parent not in self.made:
            target.parent.mkdir(parents=True, exist_ok=True)
            self.made.add(target.parent)
        with target.open("xb") as handle:
            for chunk in chunks:
                handle.write(chunk)
            if _SYNC_EACH_FILE:
                handle.flush()
                os.fsync(handle.fileno())

    def finish(self) -> None:
        """One sync for the whole folder."""
        sync_disk(self.root)

    def abandon(self) -> None:
        """Every file was closed when it was written."""


class ZipSink(Sink):
    """A bag as a ZIP file that does not exist yet, with the bag as its one top folder ``top``."""

    def __init__(self, file: Path, top: str, day: date) -> None:
        self.top = top
        self.time = (max(day.year, 1980), day.month, day.day, 0, 0, 0)
        self.handle = file.open("xb")
        self.package = zipfile.ZipFile(self.handle, "w", allowZip64=True)

    def add(self, path: str, chunks: Iterable[bytes], size: int) -> None:
        """Write a member, deflated unless its format is packed already."""
        member = zipfile.ZipInfo(f"{self.top}/{path}", date_time=self.time)
        member.compress_type = zipfile.ZIP_STORED if path.lower().endswith(_PACKED) else zipfile.ZIP_DEFLATED
        member.create_system = 3
        member.external_attr = 0o100644 << 16
        member.file_size = size
        with self.package.open(member, "w") as target:
            for chunk in chunks:
                target.write(chunk)

    def finish(self) -> None:
        """Write the directory of the ZIP and sync the file."""
        self.package.close()
        self.handle.flush()
        os.fsync(self.handle.fileno())
        self.handle.close()

    def abandon(self) -> None:
        """Close the file without the directory that closing the package would write: it is thrown away."""
        self.package.fp = None
        self.handle.close()
