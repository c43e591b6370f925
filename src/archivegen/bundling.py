"""The second foreman: closes what a project has as an archive.

    assess → arrange → index → write

He stands above the gates, for the index says what blocks each of them.  The date is an argument: the same facts on the same
day give the same bytes.
"""

from __future__ import annotations

import contextlib
import hashlib
import tempfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from archivegen.errors import OutputError
from archivegen.findings import Finding, Place, make_finding
from archivegen.journal import JOURNAL_NAME, Event, EventKind, append_events, read_events
from archivegen.papers import Progress, make_papers, no_progress
from archivegen.pipeline import ARCHIVES_FOLDER, Standing, lock_project
from archivegen.render.drafts import DraftStatus
from archivegen.volume_books import Books, make_books
from archivegen.volume_papers import print_volume_papers
from archivegen.workspace import Workspace

if TYPE_CHECKING:
    from archivegen.archive import Arrangement, ItemState, Register
    from archivegen.archive.filing import FilingOrder
    from archivegen.archive.volume import Override


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


class NewNumber(NamedTuple):
    """A paper's 档号 before and after all numbers were issued anew; ``old`` is empty when it had none."""

    key: str
    title: str
    old: str
    new: str


class Renumbering(NamedTuple):
    """The wish to issue all numbers anew; final ones only with a ``reason``."""

    reason: str = ""


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
        issued = _read_numbers(workspace, renumbering)
        unsigned = [e for e in workspace.plan.entries if e.applies and e.template and not e.needs_scan]
        made = make_papers(workspace, unsigned, when)
        stale = {draft.entry.key for draft in made.drafts if draft.status in {DraftStatus.BLOCKED, DraftStatus.FAILED}}
        drafts = {key: path for key, path in workspace.drafts().items() if key not in stale}
        states = assess(workspace.plan, drafts, workspace.records)
        arrangement, found = arrange_archive(workspace, states, drafts, issued, renumbering)
        states = arrangement.states
        findings = (*workspace.records.findings, *found, *arrangement.findings)
        standing = Standing(states, summarise(workspace.plan, states), findings)
        destination = (output or workspace.folder / ARCHIVES_FOLDER) / name_archive(workspace.words, workspace.today)
        books = None
        if with_books:
            work = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="archivegen-")))
            options = workspace.pack.volume_book
            books = make_books(arrangement, options, work, root=workspace.folder, progress=book_progress)
        _record_numbers(workspace, issued, arrangement, renumbering, when)
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
    changes = _compare_numbers(issued, arrangement) if renumbering else ()
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


# --- numbers ----------------------------------------------------------------------------------------------------------


def _read_numbers(workspace: Workspace, renumbering: Renumbering | None) -> Register | None:
    """The register, before any work is done: a damaged one stops the run, and final numbers are not changed without a reason."""
    from archivegen.archive import read_register

    register = read_register(workspace.folder)
    if renumbering is not None and register is not None and register.final and not renumbering.reason.strip():
        raise OutputError(
            "档号已经是正式的，移交、引用时可能已经用了这些号，没有重编。确要重编的，请用 --reason 写明理由，过程记录会记下来。"
        )
    return register


def arrange_archive(
    workspace: Workspace,
    states: Sequence[ItemState],
    drafts: Mapping[str, Path],
    issued: Register | None,
    renumbering: Renumbering | None = None,
) -> tuple[Arrangement, tuple[Finding, ...]]:
    """The archive arranged by the numbers on record (``issued``); a lost record is made again from the newest bag.

    Writes nothing; the findings say what the recovery met.
    """
    from archivegen.archive import Register, State, arrange, make_order

    complete = [item.entry for item in states if item.state is State.COMPLETE]
    order = make_order(workspace.words, workspace.pack, complete, workspace.loaded.place)
    found: tuple[Finding, ...] = ()
    if renumbering is not None:
        issued = Register(order.shown_fonds, final=bool(order.fonds))
    elif issued is None:
        issued, found = _recover_numbers(workspace, order)
    return arrange(states, drafts, workspace.records, order, issued), found


def _recover_numbers(workspace: Workspace, order: FilingOrder) -> tuple[Register | None, tuple[Finding, ...]]:
    from archivegen.archive import REGISTER_NAME, recover_register

    code = workspace.words["项目"]["代码"]
    archives = workspace.folder / ARCHIVES_FOLDER
    register, bag = recover_register(archives, workspace.plan.stages, order, code)
    place = Place(REGISTER_NAME)
    if register is not None:
        return register, (make_finding("A050", place, bag=bag),)
    events, _ = read_events(workspace.folder / JOURNAL_NAME)
    closed = any(event.kind == EventKind.ARCHIVED for event in events)
    return None, (make_finding("A051", place, register=REGISTER_NAME),) if closed else ()


def _record_numbers(
    workspace: Workspace,
    before: Register | None,
    arrangement: Arrangement,
    renumbering: Renumbering | None,
    when: str,
) -> None:
    """Put the numbers on record before a bag shows them; the journal has why they changed before they change."""
    from archivegen.archive import REGISTER_NAME, render_register, write_register

    register = arrangement.register
    assert register is not None
    if renumbering is not None and before is not None and before != register:
        digest = hashlib.sha256(render_register(register)).hexdigest()
        reason = renumbering.reason.strip() or ("预编号改为正式档号" if register.final else "预编号重新排列")
        event = Event(EventKind.RENUMBERED, "", REGISTER_NAME, digest, note=reason)
        append_events(workspace.folder / JOURNAL_NAME, [event], when)
    write_register(workspace.folder, register)


def _compare_numbers(before: Register | None, arrangement: Arrangement) -> tuple[NewNumber, ...]:
    old = before.current() if before is not None else {}
    papers = [paper for volume in arrangement.volumes for paper in volume.papers]
    codes = [
        (paper, old[paper.item.entry.key].archival_code if paper.item.entry.key in old else "") for paper in papers
    ]
    return tuple(
        NewNumber(paper.item.entry.key, paper.item.entry.title, code, paper.code)
        for paper, code in codes
        if code != paper.code
    )


def _record_archived(workspace: Workspace, path: Path, *, as_zip: bool, when: str) -> None:
    """The journal remembers which bag was closed, by the hash of its manifest (or of the ZIP)."""
    sealed = path if as_zip else path / "manifest-sha256.txt"
    with sealed.open("rb") as handle:
        digest = hashlib.file_digest(handle, "sha256").hexdigest()
    shown = path.relative_to(workspace.folder).as_posix() if path.is_relative_to(workspace.folder) else path.name
    append_events(workspace.folder / JOURNAL_NAME, [Event(EventKind.ARCHIVED, "", shown, digest)], when)
