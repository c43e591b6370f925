"""The second foreman: closes what a project has as an archive.

    assess → arrange → index → write

He stands above the gates, for the index says what blocks each of them.  The date is an argument: the same facts on the same
day give the same bytes.
"""

from __future__ import annotations

import contextlib
import hashlib
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from archivegen.findings import Finding
from archivegen.journal import JOURNAL_NAME, Event, EventKind, append_events
from archivegen.numbers import (
    NewNumber,
    Renumbering,
    arrange_archive,
    check_reason,
    compare_numbers,
    read_numbers,
    record_numbers,
)
from archivegen.papers import Progress, make_papers, no_progress
from archivegen.pipeline import ARCHIVES_FOLDER, Standing, lock_project
from archivegen.render.drafts import DraftStatus
from archivegen.volume_books import Books, make_books
from archivegen.volume_papers import print_volume_papers
from archivegen.workspace import Workspace

if TYPE_CHECKING:
    from archivegen.archive.volume import Arrangement, Override
    from archivegen.plan import PlanEntry


@dataclass(frozen=True)
class Bundled:
    """What a run of ``bundle`` made."""

    path: Path
    standing: Standing
    trouble: tuple[Finding, ...]
    files: int
    bugs: tuple[str, ...] = ()
    """Traces of papers that failed because the program is at fault."""
    books: Books | None = None
    """The merged PDFs of volumes, None when none were asked for."""
    provisional: bool = True
    """Whether the 档号 are not final yet."""
    overrides: tuple[Override, ...] = ()
    renumbered: tuple[NewNumber, ...] = ()
    """Of ``renumber``: every paper whose 档号 changed."""


def bundle(
    workspace: Workspace,
    when: str,
    *,
    output: Path | None = None,
    as_zip: bool = False,
    with_books: bool = False,
    renumbering: Renumbering | None = None,
    progress: Progress = no_progress,
    book_progress: Progress = no_progress,
) -> Bundled:
    """Close what is there as a BagIt bag below ``output`` (档案包/ of the project when None).

    Papers that nobody signs are brought up to date first; scans are taken as they are.  Numbers that were issued stay; with a
    ``renumbering`` all are issued anew in their best order.  ``with_books`` adds one merged PDF a volume.  Raises ``OutputError``;
    an older bag of the same day is replaced whole or stays whole.
    """
    from archivegen.archive import assess, close_archive, describe_project, name_archive, summarise
    from archivegen.gates import list_gate_lines

    with lock_project(workspace.folder), contextlib.ExitStack() as stack:
        issued, found = read_numbers(workspace)
        if renumbering is not None:
            check_reason(issued, renumbering)
        unsigned = [e for e in workspace.plan.entries if e.applies and e.template and not e.needs_scan]
        made = make_papers(workspace, unsigned, when)
        stale = {draft.entry.key for draft in made.drafts if draft.status in {DraftStatus.BLOCKED, DraftStatus.FAILED}}
        drafts = {key: path for key, path in workspace.drafts().items() if key not in stale}
        states = assess(workspace.plan, drafts, workspace.records)
        arrangement = arrange_archive(workspace, states, drafts, issued, renumbering)
        states = arrangement.states
        findings = (*workspace.records.findings, *found, *arrangement.findings)
        standing = Standing(states, summarise(workspace.plan, states), findings)
        destination = (output or workspace.folder / ARCHIVES_FOLDER) / name_archive(workspace.words, workspace.today)
        books = None
        if with_books:
            work = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="archivegen-")))
            options = workspace.pack.volume_book
            books = make_books(arrangement, options, work, root=workspace.folder, progress=book_progress)
        record_numbers(workspace, issued, arrangement, renumbering, when)
        _refresh_lists(workspace, arrangement, [entry for entry in unsigned if entry.key in drafts], when)
        path = close_archive(
            destination,
            describe_project(workspace.words, workspace.pack, workspace.today),
            workspace.plan,
            states,
            arrangement,
            handover=workspace.pack.handover,
            volume_papers=print_volume_papers(workspace, arrangement),
            books=books.files if books else (),
            book_places=books.places if books else None,
            gates=list_gate_lines(workspace),
            loose=standing.findings,
            as_zip=as_zip,
            progress=lambda done, total: progress(done, total, ""),
        )
        _record_archived(workspace, path, as_zip=as_zip, when=when)
    changes = compare_numbers(issued, arrangement) if renumbering else ()
    return Bundled(
        path,
        standing,
        (*made.trouble, *(books.findings if books else ())),
        len(arrangement.files),
        made.bugs,
        books,
        arrangement.provisional,
        arrangement.overrides,
        changes,
    )


def _refresh_lists(workspace: Workspace, arrangement: Arrangement, unsigned: Sequence[PlanEntry], when: str) -> None:
    """Covers and lists that nobody signs show the numbers of this archive, which may be newer than those that they were made with."""
    refiled = workspace.refile(arrangement)
    about = [entry for entry in unsigned if not entry.numbered]
    if about and refiled.archive_words != workspace.archive_words:
        make_papers(refiled, about, when)


def _record_archived(workspace: Workspace, path: Path, *, as_zip: bool, when: str) -> None:
    """The journal remembers which bag was closed, by the hash of its manifest (or of the ZIP)."""
    sealed = path if as_zip else path / "manifest-sha256.txt"
    with sealed.open("rb") as handle:
        digest = hashlib.file_digest(handle, "sha256").hexdigest()
    shown = path.relative_to(workspace.folder).as_posix() if path.is_relative_to(workspace.folder) else path.name
    append_events(workspace.folder / JOURNAL_NAME, [Event(EventKind.ARCHIVED, "", shown, digest)], when)
