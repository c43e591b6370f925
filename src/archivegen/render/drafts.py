"""出件: where each draft lies, and what happens to a file that is already there.

A draft may be made again at will, but never over the work of a person: a file whose content this tool did not write
is kept as it is, and the new draft is laid beside it.  What this tool wrote is known from the journal, which is
written before the files, so that a run that was killed leaves no draft that would pass for somebody's work.
"""

from __future__ import annotations

import contextlib
import hashlib
import os
from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path, PurePosixPath

from archivegen.chinese import safe_file_name
from archivegen.disk import explain_refusal
from archivegen.errors import OutputError
from archivegen.journal import Event, EventKind, append_events
from archivegen.plan import Plan, PlanEntry

DRAFTS_FOLDER = "出件"
BATCH = 32
"""Drafts whose journal lines are written in one go."""


class DraftStatus(StrEnum):
    """What became of one paper in a run."""

    WRITTEN = "新生成"
    UPDATED = "已更新"
    UNCHANGED = "未变"
    KEPT = "有人改过"
    WAITING = "待补事实"
    BLOCKED = "有错未生成"
    FAILED = "生成失败"


@dataclass(frozen=True, slots=True)
class Draft:
    """One paper's outcome; ``path`` is relative to the project folder, ``note`` says what to know or do."""

    entry: PlanEntry
    status: DraftStatus
    path: str = ""
    note: str = ""


def draft_paths(plan: Plan) -> dict[str, PurePosixPath]:
    """Key → path of the draft relative to the project folder, for every entry that has a template.

    Papers that come in numbers lie in a folder of their own.  Two titles that differ only in what a file name cannot
    hold are told apart by a mark made from the key, so that a path never moves when lines are added.
    """
    folders = {stage.code: stage.folder for stage in plan.stages}
    wanted = {e.key: _draft_path(e, folders[e.stage], e.template.suffix) for e in plan.entries if e.template}
    counts = Counter(path.casefold() for path in wanted.values())
    return {
        key: path if counts[text.casefold()] == 1 else path.with_stem(f"{path.stem}~{_mark(key)}")
        for key, text in wanted.items()
        for path in [PurePosixPath(text)]
    }


def _draft_path(entry: PlanEntry, folder: str, suffix: str) -> str:
    name = safe_file_name(f"{entry.code}_{entry.title}", 180) + suffix
    own = f"{safe_file_name(f'{entry.code}_{entry.name}', 90)}/" if entry.item else ""
    return f"{DRAFTS_FOLDER}/{folder}/{own}{name}"


def _mark(key: str) -> str:
    return hashlib.sha256(key.encode()).hexdigest()[:6]


class DraftStore:
    """Writes drafts below one project folder."""

    def __init__(self, folder: Path, journal: Path, history: Iterable[Event], when: str) -> None:
        self._folder = folder
        self._journal = journal
        self._when = when
        self._ours: dict[str, set[str]] = defaultdict(set)
        for event in history:
            if event.kind == EventKind.GENERATED:
                self._ours[event.file].add(event.sha256)
        self._pending: list[tuple[Path, bytes]] = []
        self._events: list[Event] = []

    @property
    def known_paths(self) -> tuple[str, ...]:
        """Every path at which this tool ever wrote a draft of this project."""
        return tuple(self._ours)

    def put(self, entry: PlanEntry, path: PurePosixPath, content: bytes) -> Draft:
        """Decide what becomes of one draft, and write it now or with the next batch."""
        digest = hashlib.sha256(content).hexdigest()
        standing = self._digest(path)
        if standing == digest:
            return Draft(entry, DraftStatus.UNCHANGED, str(path))
        if standing is None or standing in self._ours[str(path)]:
            self._queue(entry, path, content, digest)
            return Draft(entry, DraftStatus.WRITTEN if standing is None else DraftStatus.UPDATED, str(path))
        beside = self._place_beside(path, digest)
        if self._digest(beside) != digest:
            self._queue(entry, beside, content, digest)
        note = f"这份材料有人改过，原样保留；按现在的项目文件新生成的一份在 {beside}"
        return Draft(entry, DraftStatus.KEPT, str(path), note)

    def _place_beside(self, path: PurePosixPath, digest: str) -> PurePosixPath:
        number = 1
        while True:
            beside = path.with_stem(f"{path.stem}（新稿{number if number > 1 else ''}）")
            standing = self._digest(beside)
            if standing is None or standing == digest or standing in self._ours[str(beside)]:
                return beside
            number += 1

    def _digest(self, path: PurePosixPath) -> str | None:
        try:
            return hashlib.sha256((self._folder / path).read_bytes()).hexdigest()
        except FileNotFoundError:
            return None
        except OSError as error:
            raise OutputError(f"读不了 {path}：{explain_refusal(error)}。请处理后再运行。") from error

    def _queue(self, entry: PlanEntry, path: PurePosixPath, content: bytes, digest: str) -> None:
        self._pending.append((self._folder / path, content))
        self._events.append(Event(EventKind.GENERATED, entry.key, str(path), digest))
        self._ours[str(path)].add(digest)
        if len(self._pending) >= BATCH:
            self.flush()

    def flush(self) -> None:
        """Write what waits: the journal first, then each file whole (a temporary file and a rename)."""
        pending, self._pending = self._pending, []
        events, self._events = self._events, []
        append_events(self._journal, events, self._when)
        for path, content in pending:
            if not path.parent.resolve().is_relative_to(self._folder.resolve()):
                raise OutputError(f"“{path.parent}”是链接，指到了项目文件夹以外，没有写。请换成真正的文件夹再运行。")
            write_whole(path, content)


def write_whole(path: Path, content: bytes) -> None:
    """Write a file so that it is there whole or as it was before; raises ``OutputError`` in Chinese."""
    temporary = path.with_name(f"~{_mark(path.name)}.{os.getpid()}.tmp")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        temporary.write_bytes(content)
        temporary.replace(path)
    except OSError as error:
        raise OutputError(f"写不了 {path}：{explain_refusal(error)}。请处理后再运行；已写好的文件不受影响。") from error
    finally:
        with contextlib.suppress(OSError):
            temporary.unlink(missing_ok=True)


def stale_drafts(folder: Path, known: Iterable[str], wanted: Iterable[PurePosixPath]) -> tuple[str, ...]:
    """Drafts of earlier runs that no paper of the plan wants any more; they are named, never deleted."""
    names = {str(path) for path in wanted}
    beside = {stem for path in names for stem in (PurePosixPath(path).stem,)}
    return tuple(
        path
        for path in known
        if path not in names and PurePosixPath(path).stem.split("（新稿")[0] not in beside and (folder / path).is_file()
    )
