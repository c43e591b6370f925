"""出件: where each draft lies, and what happens to a file that is already there.

A draft may be made again at will, but never over the work of a person: a file whose content this tool did not write
is kept as it is, and the new draft is laid beside it.  What this tool wrote is known from the journal, which is
written before the files, so that a run that was killed leaves no draft that would pass for somebody's work.
"""

from __future__ import annotations

import contextlib
import hashlib
import os
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path, PurePosixPath

from archivegen.chinese import safe_file_name
from archivegen.disk import explain_refusal
from archivegen.errors import OutputError
from archivegen.journal import Event, EventKind, append_events
from archivegen.plan import Plan, PlanEntry
from archivegen.render.package import equal_content

DRAFTS_FOLDER = "出件"
BATCH = 32
"""Drafts whose journal lines are written in one go."""

_UNFINISHED = "~正在写.tmp"
_DIGEST = 32


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


def group_by_note(drafts: Iterable[Draft]) -> list[tuple[str, str]]:
    """Names and note of papers that share one: a single wrong fact may concern forty contracts."""
    groups: dict[str, list[Draft]] = {}
    for draft in drafts:
        groups.setdefault(draft.note, []).append(draft)
    return [(_name_papers(group), note) for note, group in groups.items()]


def _name_papers(drafts: Sequence[Draft]) -> str:
    if len(drafts) == 1:
        [draft] = drafts
        failed = draft.status is DraftStatus.FAILED
        return f"{draft.entry.title}（{draft.entry.key}）" if failed else draft.path or draft.entry.title
    codes = "、".join(dict.fromkeys(draft.entry.code for draft in drafts))
    return f"{len(drafts)} 份（{codes}）"


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
    title = f"{entry.title}（收集封面）" if entry.slip else entry.title
    name = safe_file_name(f"{entry.code}_{title}", 180) + suffix
    own = f"{safe_file_name(f'{entry.code}_{entry.name}', 90)}/" if entry.item else ""
    return f"{DRAFTS_FOLDER}/{folder}/{own}{name}"


def _mark(key: str) -> str:
    return hashlib.sha256(key.encode()).hexdigest()[:6]


class DraftStore:
    """Writes drafts below one project folder, whose lock the caller holds.

    Memory holds the papers of one batch and one line a draft of what this tool ever wrote; never the papers of a run.
    """

    def __init__(self, folder: Path, journal: Path, history: Iterable[Event], when: str) -> None:
        self._folder = folder
        self._journal = journal
        self._when = when
        self._ours: dict[str, bytes] = {}
        """Path → the hashes of all that this tool wrote there, one behind the other."""
        for event in history:
            if event.kind == EventKind.GENERATED:
                self._remember(event.file, event.sha256)
        self._prepared: set[str] = set()
        self._pending: list[tuple[str, bytes]] = []
        self._events: list[Event] = []

    @property
    def known_paths(self) -> tuple[str, ...]:
        """Every path at which this tool ever wrote a draft of this project."""
        return tuple(self._ours)

    def put(self, entry: PlanEntry, path: PurePosixPath, content: bytes) -> Draft:
        """Decide what becomes of one draft, and write it now or with the next batch."""
        name = str(path)
        standing = self._read(name)
        if standing is None:
            self._queue(entry, name, content)
            return Draft(entry, DraftStatus.WRITTEN, name)
        if _is_same_paper(standing, content):
            return Draft(entry, DraftStatus.UNCHANGED, name)
        if self._is_ours(name, standing):
            self._queue(entry, name, content)
            return Draft(entry, DraftStatus.UPDATED, name)
        beside, there = self._place_beside(path, content)
        if not there:
            self._queue(entry, beside, content)
        note = f"这份材料有人改过，原样保留；按现在的项目文件新生成的一份在 {beside}"
        return Draft(entry, DraftStatus.KEPT, name, note)

    def _place_beside(self, path: PurePosixPath, content: bytes) -> tuple[str, bool]:
        """Where the new draft of an edited one goes, and whether it lies there already."""
        number = 1
        while True:
            beside = str(path.with_stem(f"{path.stem}（新稿{number if number > 1 else ''}）"))
            standing = self._read(beside)
            if standing is None or self._is_ours(beside, standing):
                return beside, standing is not None and _is_same_paper(standing, content)
            if _is_same_paper(standing, content):
                return beside, True
            number += 1

    def _read(self, name: str) -> bytes | None:
        try:
            with open(f"{self._folder}/{name}", "rb") as file:  # noqa: PTH123 - a Path costs more than the call
                return file.read()
        except FileNotFoundError:
            return None
        except OSError as error:
            raise OutputError(f"读不了 {name}：{explain_refusal(error)}。请处理后再运行。") from error

    def _is_ours(self, name: str, standing: bytes) -> bool:
        """An empty file is what a power failure leaves of a fresh draft: nobody's work is in it."""
        known, digest = self._ours.get(name, b""), hashlib.sha256(standing).digest()
        return not standing or digest in (known[at : at + _DIGEST] for at in range(0, len(known), _DIGEST))

    def _remember(self, name: str, sha256: str) -> None:
        with contextlib.suppress(ValueError):  # a later version may write another kind of hash
            known, digest = self._ours.get(name, b""), bytes.fromhex(sha256)
            if len(digest) == _DIGEST:
                self._ours[name] = known + digest

    def _queue(self, entry: PlanEntry, name: str, content: bytes) -> None:
        digest = hashlib.sha256(content).hexdigest()
        self._pending.append((name, content))
        self._events.append(Event(EventKind.GENERATED, entry.key, name, digest))
        self._remember(name, digest)
        if len(self._pending) >= BATCH:
            self.flush()

    def flush(self) -> None:
        """Write what waits: the journal first, then each file whole (a temporary file and a rename)."""
        pending, self._pending = self._pending, []
        events, self._events = self._events, []
        append_events(self._journal, events, self._when)
        for name, content in pending:
            folder, _, file = f"{self._folder}/{name}".rpartition("/")
            if folder not in self._prepared:
                self._prepare(Path(folder))
                self._prepared.add(folder)
            # The lock keeps other runs out: one name is enough, and what a killed run left there is written over.
            _put_file(f"{folder}/{file}", f"{folder}/{_UNFINISHED}", content)

    def _prepare(self, folder: Path) -> None:
        try:
            if not folder.resolve().is_relative_to(self._folder.resolve()):
                raise OutputError(f"“{folder}”是链接，指到了项目文件夹以外，没有写。请换成真正的文件夹再运行。")
            folder.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise _refused(folder, error) from error


def _is_same_paper(standing: bytes, content: bytes) -> bool:
    """Equal bytes, or equal parts deflated by another machine."""
    return standing == content or equal_content(standing, content)


def write_whole(path: Path, content: bytes) -> None:
    """Write a file so that it is there whole or as it was before; raises ``OutputError`` in Chinese."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise _refused(path, error) from error
    _put_file(str(path), str(path.with_name(f"~{_mark(path.name)}.{os.getpid()}.tmp")), content)


def _put_file(path: str, temporary: str, content: bytes) -> None:
    """A new name costs no more this way than without the detour; a draft that stands is replaced at one stroke."""
    try:
        with open(temporary, "wb") as file:  # noqa: PTH123 - a Path costs more than the call
            file.write(content)
        os.replace(temporary, path)  # noqa: PTH105
    except BaseException as error:
        with contextlib.suppress(OSError):
            os.unlink(temporary)  # noqa: PTH108
        if isinstance(error, OSError):
            raise _refused(path, error) from error
        raise


def _refused(path: Path | str, error: OSError) -> OutputError:
    return OutputError(f"写不了 {path}：{explain_refusal(error)}。请处理后再运行；已写好的文件不受影响。")


def stale_drafts(folder: Path, known: Iterable[str], wanted: Iterable[PurePosixPath]) -> tuple[str, ...]:
    """Drafts of earlier runs that no paper of the plan wants any more; they are named, never deleted."""
    names = {str(path) for path in wanted}
    beside = {stem for path in names for stem in (PurePosixPath(path).stem,)}
    return tuple(
        path
        for path in known
        if path not in names and not _lies_beside(PurePosixPath(path).stem, beside) and (folder / path).is_file()
    )


def _lies_beside(stem: str, papers: set[str]) -> bool:
    """Whether a draft belongs to a paper: its new draft （新稿）, or the payment file of a bank （农商行代发）."""
    parts = stem.split("（")
    return any("（".join(parts[:length]) in papers for length in range(1, len(parts) + 1))
