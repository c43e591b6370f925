"""Closing an archive as a BagIt 1.0 bag (RFC 8493): a folder, or a ZIP with that folder in it.

The same files, facts and date give the same bytes.  An interrupted run leaves what was there before; ``swap`` has the rule.
"""

from __future__ import annotations

import hashlib
import os
import re
import stat
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from archivegen.archive.records import SourceFile
from archivegen.archive.sink import FolderSink, Sink, ZipSink
from archivegen.archive.swap import (
    building_place,
    check_replaceable,
    discard,
    hold_place,
    recover,
    recover_killed,
    replace_archive,
)
from archivegen.archive.volume import ArchivedFile
from archivegen.disk import explain_refusal
from archivegen.errors import OutputError

Progress = Callable[[int, int], None]
"""Called with the octets done and the octets in all."""
_BLOCK = 1 << 18


@dataclass(frozen=True, slots=True)
class BagInfo:
    """What bag-info.txt says; empty values are left out."""

    source_organization: str
    external_identifier: str
    external_description: str
    bagging_date: date
    software_agent: str
    contact_name: str = ""
    contact_phone: str = ""


@dataclass(frozen=True, slots=True)
class StoredFile:
    """A payload file as it stands in the bag; ``path`` is below ``data/``."""

    path: str
    sha256: str
    size: int


Describe = Callable[[Sequence[StoredFile]], Mapping[str, bytes]]
"""Makes further files, by path in the bag, once the hashes of the payload are known: the indexes (``data/00_索引/…``)
and tag files (``index.html``)."""


def write_bag(
    destination: Path,
    files: Sequence[ArchivedFile],
    describe: Describe,
    info: BagInfo,
    *,
    as_zip: bool = False,
    progress: Progress | None = None,
) -> Path:
    """Write the bag ``destination``, or the ZIP ``destination`` + ``.zip``, and return its path.

    An older archive of that name is replaced.  Raises :class:`OutputError` when a source was changed since it was
    assessed, when the place is taken, not writable or full; what was there before is then still there.
    """
    target = destination.with_name(destination.name + ".zip") if as_zip else destination
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        recover_killed(target.parent)
        with hold_place(target):
            recover(target)
            check_replaceable(target, as_zip=as_zip)
            with _new_sink(target, destination.name if as_zip else "", info.bagging_date) as sink:
                _Bag(sink).fill(files, describe, info, progress)
                sink.finish()
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

    def __init__(self, sink: Sink) -> None:
        self.sink = sink
        self.hashes: dict[str, str] = {}
        self.octets = 0

    def fill(self, files: Sequence[ArchivedFile], describe: Describe, info: BagInfo, progress: Progress | None) -> None:
        sizes = [file.source.path.stat().st_size if file.source.size < 0 else file.source.size for file in files]
        done, total = 0, sum(sizes)
        stored = []
        for file, size in sorted(zip(files, sizes, strict=True), key=lambda pair: pair[0].path):
            chunks = read_source(file.source)
            octets = self.add(f"data/{file.path}", chunks, size)
            stored.append(StoredFile(file.path, self.hashes[f"data/{file.path}"], octets))
            done += octets
            if progress is not None:
                progress(done, total)
        extra = describe(stored)
        for path in sorted(extra, key=lambda path: (not path.startswith("data/"), path)):
            self.add(path, iter((extra[path],)), len(extra[path]))
        payload = {path: digest for path, digest in self.hashes.items() if path.startswith("data/")}
        self.add_text("bag-info.txt", _render_info(info, self.octets, len(payload)))
        self.add_text("bagit.txt", "BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n")
        self.add_text("manifest-sha256.txt", _render_manifest(payload))
        tags = {path: digest for path, digest in self.hashes.items() if path not in payload}
        self.add_text("tagmanifest-sha256.txt", _render_manifest(tags))

    def add(self, path: str, chunks: Iterator[bytes], size: int) -> int:
        """Write one file, remember its hash, return its octets."""
        digest = hashlib.sha256()
        octets = 0

        def pass_through() -> Iterator[bytes]:
            nonlocal octets
            for chunk in chunks:
                digest.update(chunk)
                octets += len(chunk)
                yield chunk

        self.sink.add(path, pass_through(), size)
        self.hashes[path] = digest.hexdigest()
        if path.startswith("data/"):
            self.octets += octets
        return octets

    def add_text(self, path: str, text: str) -> None:
        content = text.encode("utf-8")
        self.add(path, iter((content,)), len(content))


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


def encode_path(path: str) -> str:
    """A path as RFC 8493 §2.1.3 wants it in a manifest."""
    return path.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _render_manifest(hashes: Mapping[str, str]) -> str:
    return "".join(f"{hashes[path]}  {encode_path(path)}\n" for path in sorted(hashes))


def _render_info(info: BagInfo, octets: int, files: int) -> str:
    lines = (
        ("Source-Organization", info.source_organization),
        ("Contact-Name", info.contact_name),
        ("Contact-Phone", info.contact_phone),
        ("External-Identifier", info.external_identifier),
        ("External-Description", info.external_description),
        ("Bagging-Date", info.bagging_date.isoformat()),
        ("Payload-Oxum", f"{octets}.{files}"),
        ("Bag-Software-Agent", info.software_agent),
    )
    # A line break inside a value would begin another field.
    values = ((label, re.sub(r"\s+", " ", value).strip()) for label, value in lines)
    return "".join(f"{label}: {value}\n" for label, value in values if value)


def _explain(error: OSError, target: Path) -> str:
    where = f"（{error.filename}）" if error.filename and str(error.filename) != str(target) else ""
    return (
        f"档案包写不成：{target}：{explain_refusal(error)}{where}。"
        "请处理后重新运行，或用 -o 换一个输出位置。原有的档案包没有变动。"
    )
