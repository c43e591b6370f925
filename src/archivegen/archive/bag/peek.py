"""One file of an archive that lies there finished, in a folder or in a ZIP."""

from __future__ import annotations

from pathlib import Path
from zipfile import BadZipFile, ZipFile


def peek(archive: Path, name: str, most: int) -> bytes | None:
    """The content of ``name`` (its path in the bag); None when it is not there, cannot be read, or unpacks to more than ``most`` octets."""
    try:
        if archive.is_dir():
            return (archive / name).read_bytes()
        with ZipFile(archive) as package:
            member = next((one for one in package.infolist() if one.filename.endswith(f"/{name}")), None)
            return package.read(member) if member is not None and member.file_size <= most else None
    except (OSError, ValueError, KeyError, BadZipFile, RuntimeError, NotImplementedError):
        return None
