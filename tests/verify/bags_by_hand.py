"""Bags made by hand, byte by byte: the inspector is never tested with the builder's own words."""

from __future__ import annotations

import hashlib
import zipfile
from pathlib import Path

DECLARATION = b"BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n"


def list_files(files, algorithm="sha256"):
    """A manifest of the files."""
    name = {"sha3256": "sha3_256", "blake2b512": "blake2b"}.get(algorithm, algorithm)
    return "".join(
        f"{hashlib.new(name, content).hexdigest()}  {path}\n" for path, content in sorted(files.items())
    ).encode()


def make_bag(payload=None, tags=None, *, algorithms=("sha256",), declaration=DECLARATION, manifest=None):
    """A bag as path → bytes; ``manifest`` replaces the content of the payload manifests."""
    payload = {"data/甲.txt": "第一件\n".encode(), "data/乙/乙.bin": bytes(range(256))} if payload is None else payload
    files = {"bagit.txt": declaration, **(tags or {})}
    for algorithm in algorithms:
        files[f"manifest-{algorithm}.txt"] = list_files(payload, algorithm) if manifest is None else manifest
    listed = dict(files)
    for algorithm in algorithms:
        files[f"tagmanifest-{algorithm}.txt"] = list_files(listed, algorithm)
    return {**payload, **files}


def lay_out(folder: Path, files):
    """Write a bag as a folder."""
    for path, content in files.items():
        target = folder / path
        if path.endswith("/"):
            target.mkdir(parents=True, exist_ok=True)
            continue
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(content)
    return folder


def pack(file: Path, files, top="包/", compression=zipfile.ZIP_DEFLATED):
    """Write a bag as a ZIP."""
    with zipfile.ZipFile(file, "w", compression) as package:
        for path, content in files.items():
            package.writestr(top + path, content)
    return file
