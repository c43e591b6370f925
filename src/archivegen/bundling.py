"""The second foreman: closes what a project has as an archive.

    assess → arrange → index → write

He stands above the gates, for the index says what blocks each of them.  The date is an argument: the same facts on the same
day give the same bytes.
"""

from __future__ import annotations

import contextlib
import hashlib
import tempfile
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from archivegen.archive.scope import Scope
from archivegen.archive.volume import NOT_BOUND
from archivegen.findings import Finding
from archivegen.journal import JOURNAL_NAME, Event, EventKind, append_events, read_paper_log
from archivegen.manifest import INDEX_FOLDER, WHOLE
from archivegen.numbers import (
    NewNumber,
    Renumbering,
    arrange_archive,
    check_reason,
    compare_numbers,
    find_outdated_lists,
    read_numbers,
    record_numbers,
)
from archivegen.papers import Papers, Progress, make_papers, no_progress
from archivegen.pipeline import ARCHIVES_FOLDER, Standing, lock_project
from archivegen.public_part import judge_wish, read_public
from archivegen.render.drafts import DraftStatus
from archivegen.volume_books import Books, make_books
from archivegen.volume_papers import print_volume_papers
from archivegen.workspace import Workspace

if TYPE_CHECKING:
    from archivegen.archive.filing.register import Register
    from archivegen.archive.volume import Arrangement, Override


SEALED_SUFFIX = "_封存"


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
    left_out: int = 0
    """Papers that a part did not take in."""
    unseen: int | None = None
    """Of a public part, how many files only a person can judge."""
    provisional: bool = True
    """Whether the 档号 are not final yet."""
    overrides: tuple[Override, ...] = ()
    renumbered: tuple[NewNumber, ...] = ()
    """Of a renumbering: every paper whose 档号 changed."""


def bundle(
    workspace: Workspace,
    when: str,
    *,
    output: Path | None = None,
    as_zip: bool = False,
    sm3: bool = False,
    passphrase: str = "",
    scope: Scope = Scope(),  # noqa: B008 - frozen
    with_books: bool = False,
    renumbering: Renumbering | None = None,
    progress: Progress = no_progress,
    book_progress: Progress = no_progress,
) -> Bundled:
    """Close what is there as a BagIt bag below ``output`` (档案包/ of the project when None).

    Papers that nobody signs are brought up to date first; scans are taken as they are.  Numbers that were issued stay; with a
    ``renumbering`` all are issued anew in their best order.  ``sm3`` adds the national digest, ``passphrase`` seals the restricted
    part, ``scope`` takes in a part only, ``with_books`` adds one merged PDF a volume.  Raises ``OutputError``, ``PassphraseError``, and for a
    public part that holds what must not be published ``PublicLeakError``; an older bag of the same day is replaced whole or stays whole.
    """
    from archivegen.archive import close_archive, describe_project, name_archive, narrow, tell_scope
    from archivegen.archive.bag.write import Packing
    from archivegen.gates import list_gate_lines

    judge_wish(passphrase, workspace)
    with lock_project(workspace.folder), contextlib.ExitStack() as stack:
        stock = _take_stock(workspace, when, renumbering)
        whole = stock.arrangement
        part = narrow(scope, workspace.plan, whole.states, whole)
        facts = tell_scope(describe_project(workspace.words, workspace.pack, workspace.today), scope, part.left_out)
        guard = read_public(workspace, facts, part.arrangement.files, stock.drafts) if scope.public else None
        volume_papers = print_volume_papers(workspace, part.arrangement)
        books = None
        if with_books:
            work = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="archivegen-")))
            options, root = workspace.pack.volume_book, workspace.folder
            books = make_books(
                part.arrangement, options, work, root=root, volume_papers=volume_papers, progress=book_progress
            )
            if guard is not None:
                guard.read_books(books.bound.files)
        record_numbers(workspace, stock.issued, whole, renumbering, when)
        # What is sealed for the road never takes the place of the open archive.
        name = name_archive(workspace.words, workspace.today) + scope.suffix + (SEALED_SUFFIX if passphrase else "")
        path = close_archive(
            (output or workspace.folder / ARCHIVES_FOLDER) / name,
            facts,
            part.plan,
            part.states,
            part.arrangement,
            bound=books.bound if books else NOT_BOUND,
            # What blocks a gate, and what could not be filed, would tell of papers that the part leaves out.
            gates=list_gate_lines(workspace) if scope.name == WHOLE else (),
            loose=stock.standing.findings if scope.name == WHOLE else (),
            handover=workspace.pack.handover,
            papers=_with_log(volume_papers, workspace, scope),
            packing=Packing(as_zip, sm3, passphrase),
            guard=guard,
            progress=lambda done, total: progress(done, total, ""),
        )
        _record_archived(workspace, path, as_zip=as_zip, when=when)
    return Bundled(
        path=path,
        standing=stock.standing,
        trouble=(*stock.made.trouble, *(books.findings if books else ())),
        files=len(part.arrangement.files),
        bugs=stock.made.bugs,
        books=books,
        left_out=part.left_out,
        unseen=guard.unseen if guard is not None else None,
        provisional=whole.provisional,
        overrides=whole.overrides,
        renumbered=compare_numbers(stock.issued, whole) if renumbering else (),
    )


class _Stock(NamedTuple):
    """What a project has when its archive is closed, and how it is arranged."""

    made: Papers
    drafts: Mapping[str, Path]
    issued: Register | None
    """The numbers on record before this run."""
    arrangement: Arrangement
    standing: Standing


def _take_stock(workspace: Workspace, when: str, renumbering: Renumbering | None) -> _Stock:
    """Bring up to date what nobody signs, see what is there, arrange it; nothing is on record yet."""
    from archivegen.archive import assess, summarise

    issued, found = read_numbers(workspace)
    if renumbering is not None:
        check_reason(issued, renumbering)
    unsigned = [e for e in workspace.plan.entries if e.applies and e.template and not e.needs_scan]
    made = make_papers(workspace, unsigned, when)
    stale = {draft.entry.key for draft in made.drafts if draft.status in {DraftStatus.BLOCKED, DraftStatus.FAILED}}
    drafts = {key: path for key, path in workspace.drafts().items() if key not in stale}
    states = assess(workspace.plan, drafts, workspace.records)
    whole = arrange_archive(workspace, states, drafts, issued, renumbering)
    _refresh_lists(workspace, whole, drafts, when)
    findings = (*workspace.records.findings, *found, *whole.findings, *find_outdated_lists(issued, whole))
    standing = Standing(whole.states, summarise(workspace.plan, whole.states), findings)
    return _Stock(made, drafts, issued, whole, standing)


def _refresh_lists(workspace: Workspace, arrangement: Arrangement, drafts: Mapping[str, Path], when: str) -> None:
    """Covers and lists show the numbers of this archive, which may be newer than those that they were made with."""
    refiled = workspace.refile(arrangement)
    about = [entry for entry in workspace.plan.entries if not entry.numbered and entry.key in drafts]
    if about and refiled.archive_words != workspace.archive_words:
        make_papers(refiled, about, when)


def _with_log(papers: Mapping[str, bytes], workspace: Workspace, scope: Scope) -> Mapping[str, bytes]:
    """The papers about the archive, and the log of the project where the archive is whole."""
    log = read_paper_log(workspace.folder / JOURNAL_NAME) if scope.name == WHOLE else b""
    return {**papers, f"{INDEX_FOLDER}/{JOURNAL_NAME}": log} if log else papers


def _record_archived(workspace: Workspace, path: Path, *, as_zip: bool, when: str) -> None:
    """The journal remembers which bag was closed, by the hash of its manifest (or of the ZIP)."""
    sealed = path if as_zip else path / "manifest-sha256.txt"
    with sealed.open("rb") as handle:
        digest = hashlib.file_digest(handle, "sha256").hexdigest()
    shown = path.relative_to(workspace.folder).as_posix() if path.is_relative_to(workspace.folder) else path.name
    append_events(workspace.folder / JOURNAL_NAME, [Event(EventKind.ARCHIVED, "", shown, digest)], when)
