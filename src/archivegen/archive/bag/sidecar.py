"""``X.zip.sha256``: the digest beside a ZIP, as ``sha256sum -c`` reads it, so that a copy can be checked without opening it.

A sidecar of another ZIP would call a whole archive broken, so the two change places in this order::

    1  X.zip.sha256           → X.zip.sha256.替换前     the older one steps aside
    2  X.zip.正在生成         → X.zip                   (``swap``)
    3  X.zip.sha256.正在生成  → X.zip.sha256
    4  delete X.zip.sha256.替换前

Recovery looks whether ``X.zip.正在生成`` is still there: then step 2 was not done and the older sidecar comes back; otherwise the ZIP is
the new one and its sidecar goes to its place.
"""

from __future__ import annotations

import hashlib
from contextlib import suppress
from pathlib import Path

from archivegen.durable import write_synced

_BUILDING, _OLDER = ".正在生成", ".替换前"


def find_sidecar(target: Path) -> Path:
    """Where the sidecar of a ZIP lies."""
    return target.with_name(target.name + ".sha256")


def write_sidecar(target: Path) -> None:
    """Write the sidecar of the finished ZIP that still lies at its building place; it takes its own place later."""
    with target.with_name(target.name + _BUILDING).open("rb") as handle:
        digest = hashlib.file_digest(handle, "sha256").hexdigest()
    write_synced(_beside(target, _BUILDING), f"{digest}  {target.name}\n".encode())


def set_aside(target: Path) -> None:
    """Step 1."""
    with suppress(FileNotFoundError):
        find_sidecar(target).replace(_beside(target, _OLDER))


def put_in_place(target: Path) -> None:
    """Steps 3 and 4."""
    with suppress(FileNotFoundError):
        _beside(target, _BUILDING).replace(find_sidecar(target))
    _beside(target, _OLDER).unlink(missing_ok=True)


def recover_sidecar(target: Path) -> None:
    """Mend what a killed run left, before ``X.zip.正在生成`` is deleted."""
    if target.with_name(target.name + _BUILDING).exists():
        discard_sidecar(target)
    else:
        put_in_place(target)


def discard_sidecar(target: Path) -> None:
    """Take back what a run did before its ZIP was in its place."""
    _beside(target, _BUILDING).unlink(missing_ok=True)
    with suppress(FileNotFoundError):
        _beside(target, _OLDER).replace(find_sidecar(target))


def _beside(target: Path, suffix: str) -> Path:
    return target.with_name(find_sidecar(target).name + suffix)
