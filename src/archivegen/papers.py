"""The papers of one project: printed one after the other or by a crew, and laid on the disk as they come.

Memory holds the words of the project, the papers of one batch or of the chunks under way, and one line a paper of what
became of it; never the papers of a run.
"""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Generator, Iterable, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from archivegen.findings import Finding
from archivegen.journal import JOURNAL_NAME, read_events
from archivegen.plan import PlanEntry
from archivegen.render.drafts import Draft, DraftStatus, DraftStore
from archivegen.render.press import (
    Failure,
    Order,
    Printed,
    cut_chunks,
    lay_words,
    print_chunk,
    print_paper,
    sweep_words,
)
from archivegen.workspace import Workspace

if TYPE_CHECKING:
    from archivegen.workers import Crew

CHUNK = 32
"""Word papers that a worker is given at a time; an Excel paper counts as one for every so many people in it."""

PEOPLE_A_WEIGHT = 16

_LOST = Failure("生成它的进程意外结束（多半是内存不够，被系统关掉），没有生成。请关闭其他程序后再运行")

MOST_TRACES = 3
"""One bug often fails five hundred papers in the same way."""

Progress = Callable[[int, int, str], None]
"""Called with how many are done, how many there are, and what is being done."""


def no_progress(done: int, total: int, doing: str) -> None:
    """Progress that nobody watches."""


@dataclass(frozen=True)
class Papers:
    """What became of the papers of one run."""

    drafts: tuple[Draft, ...]
    trouble: tuple[Finding, ...]
    """What is wrong with the journal."""
    known_paths: tuple[str, ...]
    """Where this tool ever wrote a draft of this project."""
    bugs: tuple[str, ...] = ()
    """The first traces of papers that failed because the program is at fault."""


def make_papers(
    workspace: Workspace,
    entries: Sequence[PlanEntry],
    when: str,
    *,
    crew: Crew | None = None,
    progress: Progress = no_progress,
) -> Papers:
    """Make these papers of a project that the caller has locked; ``when`` stamps the journal.

    Whoever prints them, the same papers are written in the same order.  Raises ``OutputError``.
    """
    journal = workspace.folder / JOURNAL_NAME
    events, trouble = read_events(journal)
    store = DraftStore(workspace.folder, journal, events, when)
    del events
    held = _hold_back(workspace, entries)
    due = [entry for entry in entries if entry.key not in held]
    drafts: list[Draft] = []
    bugs: dict[str, None] = {}
    try:
        with contextlib.closing(_print_all(workspace, due, crew)) as printed:
            for done, entry in enumerate(entries):
                progress(done, len(entries), entry.title)
                drafts.append(held.get(entry.key) or _settle(workspace, store, entry, next(printed), bugs))
    finally:
        store.flush()
    progress(len(entries), len(entries), "")
    return Papers(tuple(drafts), trouble, store.known_paths, tuple(bugs)[:MOST_TRACES])


def _hold_back(workspace: Workspace, entries: Iterable[PlanEntry]) -> dict[str, Draft]:
    """Papers that are not printed: an error concerns them, facts are not there yet, or they list numbers that cannot be read."""
    blocked: dict[str, list[Finding]] = {}
    for finding in workspace.report.errors:
        for code in finding.papers:
            blocked.setdefault(code, []).append(finding)
    held = {}
    for entry in entries:
        if (found := blocked.get(entry.code)) and not entry.slip:
            reasons = f"{found[0].code} {found[0].message}" + (f" 等 {len(found)} 处" if len(found) > 1 else "")
            held[entry.key] = Draft(entry, DraftStatus.BLOCKED, note=f"请先改正：{found[0].place} {reasons}")
        elif entry.missing_facts or entry.template is None:
            missing = "、".join(entry.missing_facts)
            held[entry.key] = Draft(entry, DraftStatus.WAITING, note=f"项目文件里还没有{missing}")
        elif not entry.numbered and workspace.numbers_trouble:
            held[entry.key] = Draft(entry, DraftStatus.BLOCKED, note=f"请先改正：{workspace.numbers_trouble}")
    return held


def _settle(
    workspace: Workspace, store: DraftStore, entry: PlanEntry, printed: Printed, bugs: dict[str, None]
) -> Draft:
    if isinstance(printed, Failure):
        if printed.trace:
            bugs[printed.trace] = None
        return Draft(entry, DraftStatus.FAILED, note=printed.note)
    return store.put(entry, workspace.paths[entry.key], printed)


def _print_all(workspace: Workspace, entries: Sequence[PlanEntry], crew: Crew | None) -> Generator[Printed, None, None]:
    """What is printed for each entry, in order, no more of it at a time than the writer needs."""
    if crew is None or not entries:
        sweep_words(workspace.folder)
        for entry in entries:
            yield print_paper(entry, workspace.pick_words)
        return
    with lay_words(workspace.folder, workspace.pack_words(entries)) as (path, digest):
        chunks = cut_chunks(entries, CHUNK, lambda entry: _weigh(workspace, entry))
        yield from _print_orders(crew, (Order(path, digest, chunk) for chunk in chunks))


def _weigh(workspace: Workspace, entry: PlanEntry) -> int:
    """Most Excel papers have a row for everybody of the roster."""
    if workspace.loaded.project is None or entry.template is None or entry.template.suffix != ".xlsx":
        return 1
    return 1 + len(workspace.loaded.project.workers) // PEOPLE_A_WEIGHT


def _print_orders(crew: Crew, orders: Iterable[Order]) -> Generator[Printed, None, None]:
    from archivegen.workers import Lost, work_through

    with contextlib.closing(work_through(crew, print_chunk, orders)) as done:
        for order, printed in done:
            if not isinstance(printed, Lost):
                yield from printed
            elif len(order.entries) == 1:
                yield _LOST
            else:
                yield from _print_singly(crew, order)


def _print_singly(crew: Crew, order: Order) -> Generator[Printed, None, None]:
    """A worker died over this chunk, and over it alone: which paper was it?"""
    single = replace(crew, most_at_once=1)
    yield from _print_orders(single, (Order(order.words, order.digest, (entry,)) for entry in order.entries))
