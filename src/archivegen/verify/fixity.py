"""Reading the files of a bag once, with every digest that somebody wants of them."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Mapping
from collections.abc import Set as AbstractSet

from archivegen.disk import explain_refusal
from archivegen.findings import Finding, Place, make_finding
from archivegen.verify.paths import show
from archivegen.verify.source import READ_ERRORS, Source

Progress = Callable[[int, int], None]
"""Called with the octets read and the octets to read."""
Digests = dict[str, dict[str, str]]
"""Path → algorithm → hexadecimal digest."""
_BLOCK = 1 << 16


def compute_digests(
    source: Source, wanted: Mapping[str, AbstractSet[str]], progress: Progress | None
) -> tuple[Digests, tuple[Finding, ...]]:
    """Digests of the ``wanted`` files (path → algorithms); a file that cannot be read to its end has none (V022)."""
    digests: Digests = {}
    findings: list[Finding] = []
    total = sum(source.files[path] for path in wanted)
    done = 0

    def count(octets: int) -> None:
        nonlocal done
        done += octets
        if progress is not None:
            progress(done, total)

    for path in sorted(wanted):
        if path in source.unreadable:
            continue
        try:
            digests[path] = _hash_file(source, path, wanted[path], count)
        except READ_ERRORS as error:
            findings.append(make_finding("V022", Place(show(path)), reason=explain(error)))
    return digests, tuple(findings)


def read_small(source: Source, path: str, limit: int) -> bytes:
    """A tag file's content, at most ``limit`` octets; raises one of ``READ_ERRORS``."""
    if source.files[path] > limit:
        raise OSError(f"超过 {limit >> 20} MB，不像是清单")
    with source.open(path) as handle:
        return b"".join(iter(lambda: handle.read(_BLOCK), b""))


def explain(error: Exception) -> str:
    """Why reading failed, in words for a message."""
    if isinstance(error, OSError):
        return explain_refusal(error) if error.errno else str(error)
    return "压缩数据已损坏"


def _hash_file(source: Source, path: str, algorithms: AbstractSet[str], count: Callable[[int], None]) -> dict[str, str]:
    hashers = {name: hashlib.new(name, usedforsecurity=False) for name in sorted(algorithms)}
    with source.open(path) as handle:
        while chunk := handle.read(_BLOCK):
            for hasher in hashers.values():
                hasher.update(chunk)
            count(len(chunk))
    return {name: hasher.hexdigest() for name, hasher in hashers.items()}
