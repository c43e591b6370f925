"""Reading the files of a bag once, with every digest that somebody wants of them."""

from __future__ import annotations

import hashlib
import os
import threading
from collections.abc import Callable, Iterable
from concurrent.futures import ThreadPoolExecutor
from itertools import chain
from typing import NamedTuple

from archivegen.disk import explain_refusal
from archivegen.findings import Finding, Place, make_finding
from archivegen.verify.reading.inflate import ChecksumError
from archivegen.verify.reading.paths import show
from archivegen.verify.reading.source import BLOCK, READ_ERRORS, DamagedError, Source
from archivegen.verify.tags.listing import DIGEST_LENGTHS

Progress = Callable[[int, int], None]
"""Called with the octets read and the octets to read."""
Look = Callable[[str, bytes | None], None]
"""Called with each file that was read to its end, and its content when that came in one piece."""
_LARGE = 1 << 20
"""Files from this size on are read by several threads: hashing lets go of the interpreter, opening does not."""
_TOLD = 1 << 24
"""Octets between two reports of progress."""
_NAMES = {
    "sha512224": "sha512_224", "sha512256": "sha512_256", "sha3224": "sha3_224", "sha3256": "sha3_256",
    "sha3384": "sha3_384", "sha3512": "sha3_512", "blake2b512": "blake2b", "blake2s256": "blake2s",
}  # fmt: skip


class Wanted(NamedTuple):
    """A file to be read: what each manifest says of it (name, algorithm, digest), and whether its SHA-256 is asked for."""

    path: str
    stated: tuple[tuple[str, str, bytes], ...]
    keep: bool = False


class _Read(NamedTuple):
    findings: tuple[Finding, ...]
    sha256: str = ""


def can_check(algorithm: str) -> bool:
    """Whether a digest of this (normalised) name can be computed here."""
    return algorithm in DIGEST_LENGTHS and _NAMES.get(algorithm, algorithm) in hashlib.algorithms_available


def check_fixity(
    source: Source,
    paths: Iterable[str],
    look_up: Callable[[str], Wanted],
    progress: Progress | None,
    look: Look | None = None,
) -> tuple[dict[str, str], list[Finding]]:
    """Compare every file with what is stated of it (V015), each read once; ``look`` may look into it.

    Returns the SHA-256 of those that are to be kept; a file that cannot be read to its end has none (V022).
    """
    paths = [path for path in paths if path not in source.unreadable]
    run = _Run(source, sum(source.files[path] for path in paths), progress, look)
    large = [look_up(path) for path in paths if source.files[path] >= _LARGE]
    small = (look_up(path) for path in paths if source.files[path] < _LARGE)
    found: dict[str, str] = {}
    findings: list[Finding] = []
    threads = min(len(large), os.cpu_count() or 1, 8)
    try:
        if threads > 1:
            with ThreadPoolExecutor(threads) as crew:
                try:
                    results = list(crew.map(run.read, large))
                except BaseException:
                    run.stopped = True
                    raise
        else:
            results = [run.read(file) for file in large]
        for file, result in chain(zip(large, results, strict=True), ((file, run.read(file)) for file in small)):
            findings += result.findings
            if result.sha256:
                found[file.path] = result.sha256
    finally:
        run.stopped = True
    run.tell(0, last=True)
    return found, findings


class _Run:
    """One reading of many files."""

    def __init__(self, source: Source, total: int, progress: Progress | None, look: Look | None) -> None:
        self.source = source
        self.total = total
        self.progress = progress
        self.look = look
        self.done = self.told = 0
        self.stopped = False
        self.lock = threading.Lock()
        self.own = threading.local()

    def read(self, file: Wanted) -> _Read:
        """Hash one file and compare; nothing is raised for what is wrong with it."""
        hashers = {algorithm: _new_hasher(algorithm) for _, algorithm, _ in file.stated}
        if file.keep:
            hashers.setdefault("sha256", hashlib.sha256())
        damage, whole = "", None
        try:
            whole = self._feed(file.path, [hasher.update for hasher in hashers.values()])
        except ChecksumError as error:
            damage = str(error)
        except READ_ERRORS as error:
            return _Read((make_finding("V022", Place(show(file.path)), reason=explain(error)),))
        if self.stopped:
            return _Read(())
        digests = {algorithm: hasher.digest() for algorithm, hasher in hashers.items()}
        findings = [
            make_finding("V015", Place(show(file.path)), manifest=name)
            for name, algorithm, digest in file.stated
            if digests[algorithm] != digest
        ]
        if self.look is not None and not findings and not damage:
            # What is in a file that was changed says nothing of the one that was archived.
            self.look(file.path, whole)
        if damage and not findings:
            findings.append(make_finding("V022", Place(show(file.path)), reason=damage))
        return _Read(tuple(findings), digests["sha256"].hex() if file.keep else "")

    def _feed(self, path: str, updates: list[Callable[[bytes | memoryview], None]]) -> bytes | None:
        """Read a file to its end, through all digests; its content when that came in one piece."""
        size, whole = self.source.files[path], None
        if not hasattr(self.own, "buffer"):
            self.own.buffer = bytearray(BLOCK)
        for block in self.source.blocks(path, self.own.buffer):
            for update in updates:
                update(block)
            if len(block) == size and isinstance(block, bytes):
                whole = block
            if self.stopped:
                return None
            self.tell(len(block))
        return whole

    def tell(self, octets: int, *, last: bool = False) -> None:
        """Count what was read; report it now and then."""
        if self.progress is None:
            return
        with self.lock:
            self.done += octets
            if last or self.done - self.told >= _TOLD:
                self.told = self.done
                self.progress(self.total if last else self.done, self.total)


def explain(error: Exception) -> str:
    """Why reading failed, in words for a message."""
    if isinstance(error, OSError):
        return explain_refusal(error)
    return str(error) if isinstance(error, DamagedError) else "压缩数据已损坏"


def _new_hasher(algorithm: str) -> hashlib._Hash:
    return hashlib.new(_NAMES.get(algorithm, algorithm), usedforsecurity=False)
