"""Closing an archive as a BagIt 1.0 bag (RFC 8493): a folder, or a ZIP with that folder in it.

The same files, facts and date give the same bytes.  An interrupted run leaves what was there before; ``swap`` has the rule.
"""

from __future__ import annotations

import hashlib
import os
import stat
import tempfile
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import NamedTuple, Protocol

from archivegen.archive.bag.ownership import check_owner
from archivegen.archive.bag.sidecar import write_sidecar
from archivegen.archive.bag.sink import FolderSink, Sink, ZipSink
from archivegen.archive.bag.swap import (
    building_place,
    check_replaceable,
    discard,
    hold_place,
    recover,
    recover_killed,
    replace_archive,
)
from archivegen.archive.bag.tag_files import (
    DECLARATION,
    BagInfo,
    check_path,
    find_algorithms,
    render_hashes,
    render_info,
)
from archivegen.archive.records import SourceFile
from archivegen.archive.volume import ArchivedFile
from archivegen.disk import explain_refusal
from archivegen.errors import OutputError
from archivegen.manifest import RESTRICTED_FOLDER, SEALED_PATH
from archivegen.sealing import seal_files

Progress = Callable[[int, int], None]
"""Called with the octets done and the octets in all."""
_BLOCK = 1 << 18


@dataclass(frozen=True, slots=True)
class Packing:
    """How a bag is written: as a ZIP, with SM3 beside SHA-256, with its restricted files sealed."""

    as_zip: bool = False
    sm3: bool = False
    passphrase: str = field(default="", repr=False)
    """Seals what lies below 99_受限; empty leaves it open."""

    def seals(self, path: str) -> bool:
        """Whether a payload file (path below ``data/``) goes into the sealed part."""
        return bool(self.passphrase) and path.startswith(f"{RESTRICTED_FOLDER}/")


class StoredFile(NamedTuple):
    """A payload file as it stands in the bag; ``path`` is below ``data/``, or inside the sealed part."""

    path: str
    sha256: str
    size: int
    sealed: bool = False


Describe = Callable[[Sequence[StoredFile]], Mapping[str, bytes]]
"""Makes further files, by path in the bag, once the hashes of the payload are known: the indexes (``data/00_索引/…``)
and tag files (``index.html``)."""


class Guard(Protocol):
    """Reads what is made for a bag that is to be given out, and stops it."""

    def read_made(self, path: str, content: bytes) -> None:
        """Look at a file that was made for the bag."""

    def check_stored(self, path: str, sha256: str) -> None:
        """Raise when a record (path below ``data/``) is not what was read before."""

    def make_reports(self) -> Mapping[str, bytes]:
        """Files for the bag that say what was looked at, by path."""

    def conclude(self) -> None:
        """Raise when anything was found that must not go out."""


def write_bag(
    destination: Path,
    files: Sequence[ArchivedFile],
    describe: Describe,
    info: BagInfo,
    *,
    packing: Packing = Packing(),
    guard: Guard | None = None,
    progress: Progress | None = None,
) -> Path:
    """Write the bag ``destination``, or the ZIP ``destination`` + ``.zip`` with its ``.sha256``, and return its path.

    An older archive of that name is replaced.  Raises :class:`OutputError` when a source was changed since it was
    assessed, when the place is taken, not writable or full; what was there before is then still there.
    """
    target = destination.with_name(destination.name + ".zip") if packing.as_zip else destination
    algorithms = find_algorithms(sm3=packing.sm3)
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        recover_killed(target.parent)
        with hold_place(target):
            recover(target)
            check_replaceable(target, as_zip=packing.as_zip)
            check_owner(target, info.external_identifier, info.external_description)
            with _new_sink(target, destination.name if packing.as_zip else "", info.bagging_date) as sink:
                bag = _Bag(sink, destination.name, algorithms, guard)
                bag.fill(files, describe, info, packing, target.parent, progress)
                if guard is not None:
                    guard.conclude()
                sink.finish()
                if packing.as_zip:
                    write_sidecar(target)
                replace_archive(target)
    except OSError as error:
        raise OutputError(_explain(error, target)) from error
    return target


@contextmanager
def _new_sink(target: Path, top: str, day: date) -> Iterator[Sink]:
    """A place to build the bag in; a failure leaves nothing of it.  ``top`` names the folder inside a ZIP."""
    place = building_place(target)
    sink: Sink | None = None
    try:
        sink = ZipSink(place, top, day) if top else FolderSink(place)
        yield sink
    except BaseException:
        if sink is not None:
            with suppress(OSError):
                sink.abandon()
        with suppress(OSError):
            discard(target)
        raise


class _Bag:
    """One bag while it is written."""

    def __init__(self, sink: Sink, top: str, algorithms: tuple[str, ...], guard: Guard | None) -> None:
        self.sink = sink
        self.top = top
        self.guard = guard
        self.hashes: dict[str, dict[str, str]] = {name: {} for name in algorithms}
        self.octets = 0

    def fill(
        self, files: Sequence[ArchivedFile], describe: Describe, info: BagInfo, packing: Packing, scratch: Path,
        progress: Progress | None,
    ) -> None:  # fmt: skip
        sizes = [file.source.path.stat().st_size if file.source.size < 0 else file.source.size for file in files]
        report = _Meter(sum(sizes), progress)
        ordered = sorted(zip(files, sizes, strict=True), key=lambda pair: pair[0].path)
        closed = [pair for pair in ordered if packing.seals(pair[0].path)]
        stored = [self.add_record(file, size, report) for file, size in ordered if not packing.seals(file.path)]
        if closed:
            stored += self.add_sealed(closed, packing.passphrase, scratch, report)
        extra = describe(stored)
        for path in sorted(extra, key=lambda path: (not path.startswith("data/"), path)):
            self.add_made(path, extra[path])
        for path, content in (self.guard.make_reports() if self.guard is not None else {}).items():
            self.add_made(path, content)
        payload = [path for path in self.hashes["sha256"] if path.startswith("data/")]
        self.add_made("bag-info.txt", render_info(info, self.octets, len(payload)))
        self.add_made("bagit.txt", DECLARATION)
        for name, hashes in self.hashes.items():
            self.add_made(f"manifest-{name}.txt", render_hashes({path: hashes[path] for path in payload}))
        tags = {name: {p: h for p, h in hashes.items() if p not in payload} for name, hashes in self.hashes.items()}
        for name, hashes in tags.items():
            self.add_made(f"tagmanifest-{name}.txt", render_hashes(hashes))

    def add_record(self, file: ArchivedFile, size: int, report: _Meter) -> StoredFile:
        octets = self.add(f"data/{file.path}", report.pass_on(read_source(file.source)), size)
        digest = self.hashes["sha256"][f"data/{file.path}"]
        if self.guard is not None:
            self.guard.check_stored(file.path, digest)
        return StoredFile(file.path, digest, octets)

    def add_sealed(
        self, files: Sequence[tuple[ArchivedFile, int]], passphrase: str, scratch: Path, report: _Meter
    ) -> Iterator[StoredFile]:
        """The restricted files as one sealed file; the scratch file has no name on most systems and is gone with the run."""
        contents = ((file.path, size, report.pass_on(read_source(file.source))) for file, size in files)
        with tempfile.TemporaryFile(dir=scratch) as handle:
            sealed = seal_files(handle, contents, passphrase)
            size = handle.seek(0, os.SEEK_END)
            handle.seek(0)
            self.add(f"data/{SEALED_PATH}", iter(lambda: handle.read(_BLOCK), b""), size)
        return (StoredFile(member.path, member.sha256, member.size, sealed=True) for member in sealed)

    def add_made(self, path: str, content: bytes) -> None:
        if self.guard is not None:
            self.guard.read_made(path, content)
        self.add(path, iter((content,)), len(content))

    def add(self, path: str, chunks: Iterator[bytes], size: int) -> int:
        """Write one file, remember its hashes, return its octets."""
        check_path(path, self.top)
        digests = [hashlib.new(name, usedforsecurity=False) for name in self.hashes]
        octets = 0

        def pass_through() -> Iterator[bytes]:
            nonlocal octets
            for chunk in chunks:
                for digest in digests:
                    digest.update(chunk)
                octets += len(chunk)
                yield chunk

        self.sink.add(path, pass_through(), size)
        for name, digest in zip(self.hashes, digests, strict=True):
            self.hashes[name][path] = digest.hexdigest()
        if path.startswith("data/"):
            self.octets += octets
        return octets


class _Meter:
    """Counts octets for the progress bar."""

    def __init__(self, total: int, progress: Progress | None) -> None:
        self.done, self.total, self.progress = 0, total, progress

    def pass_on(self, chunks: Iterator[bytes]) -> Iterator[bytes]:
        for chunk in chunks:
            yield chunk
            self.done += len(chunk)
            if self.progress is not None:
                self.progress(self.done, self.total)


def read_source(source: SourceFile) -> Iterator[bytes]:
    """The bytes of a regular file, as long as it is what was assessed and stays so to its last byte."""
    try:
        yield from _read_unchanged(source)
    except OSError as error:
        raise OutputError(
            f"要归档的文件读不出来：{source.path}（{explain_refusal(error)}）。请确认文件还在、没有被其他程序独占，然后重新运行。"
        ) from error


def _read_unchanged(source: SourceFile) -> Iterator[bytes]:
    before = source.path.lstat()
    if not stat.S_ISREG(before.st_mode):
        raise OutputError(f"{source.path} 在归档过程中被换成了别的东西，不是普通文件。请检查后重新运行。")
    with source.path.open("rb", buffering=0) as handle:
        opened = os.fstat(handle.fileno())
        wanted = (source.size, source.modified) if source.size >= 0 else (opened.st_size, opened.st_mtime_ns)
        octets = 0
        while octets <= wanted[0] and (chunk := handle.read(_BLOCK)):
            octets += len(chunk)
            yield chunk
        after = os.fstat(handle.fileno())
    seen = {(status.st_size, status.st_mtime_ns) for status in (before, opened, after)}
    if octets != wanted[0] or seen != {wanted}:
        raise OutputError(f"{source.path} 在归档过程中被改动了。请关闭打开它的程序（如 WPS），然后重新运行。")


def _explain(error: OSError, target: Path) -> str:
    where = f"（{error.filename}）" if error.filename and str(error.filename) != str(target) else ""
    return (
        f"档案包写不成：{target}：{explain_refusal(error)}{where}。"
        "请处理后重新运行，或用 -o 换一个输出位置。原有的档案包没有变动。"
    )
