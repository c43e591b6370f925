"""The foreman: the order of the stations, and nothing else.

    load → check → plan → render → (print, sign, stamp, scan) → assess

No station knows the next one.  The date is an argument: the same facts on the same day give the same bytes.
"""

from __future__ import annotations

import contextlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

from archivegen.disk import explain_refusal
from archivegen.errors import ExitCode, OutputError
from archivegen.findings import Finding, Report, Severity
from archivegen.journal import JOURNAL_NAME
from archivegen.paper_pdfs import Pdfs, PdfStatus, PdfWish, make_pdfs
from archivegen.papers import Progress, make_papers, no_progress
from archivegen.plan import Origin, PlanEntry
from archivegen.print_sets import PrintSet, PrintWish, make_print_sets
from archivegen.render.drafts import DRAFTS_FOLDER, Draft, DraftStatus, stale_drafts
from archivegen.workspace import ARCHIVES_FOLDER, Workspace, open_project

if TYPE_CHECKING:
    from archivegen.archive import ItemState, Summary
    from archivegen.workers import Crew

__all__ = [
    "ARCHIVES_FOLDER",
    "Generated",
    "Standing",
    "Workspace",
    "assess_project",
    "blocks",
    "generate",
    "lock_project",
    "open_project",
    "words_for",
]

LOCK_NAME = ".archivegen.lock"

# --- generate ---------------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Generated:
    """What a run of ``generate`` did."""

    report: Report
    drafts: tuple[Draft, ...] = ()
    stale: tuple[str, ...] = ()
    """Drafts of earlier runs that no paper wants any more."""
    trouble: tuple[Finding, ...] = field(default=())
    """What is wrong with the journal."""
    bugs: tuple[str, ...] = ()
    """Traces of papers that failed because the program is at fault."""
    pdfs: Pdfs | None = None
    """Their PDFs, None when none were asked for."""
    print_sets: tuple[PrintSet, ...] = ()

    def exit_code(self, *, whole: bool) -> ExitCode:
        """How the run ends; errors that concern none of the papers asked for do not fail a run that asked for a few."""
        if self.with_status(DraftStatus.FAILED):
            return ExitCode.TEMPLATE
        if self.pdfs is not None and not self.pdfs.complete:
            return ExitCode.OUTPUT
        if any(each.status is PdfStatus.FAILED for each in self.print_sets):
            return ExitCode.OUTPUT
        blocked = self.with_status(DraftStatus.BLOCKED) or (whole and self.report.errors)
        return ExitCode.FINDINGS if blocked else ExitCode.DONE

    def with_status(self, status: DraftStatus) -> tuple[Draft, ...]:
        """The papers with one outcome."""
        return tuple(draft for draft in self.drafts if draft.status is status)


def generate(
    workspace: Workspace,
    when: str,
    *,
    stages: Sequence[str] = (),
    only: Sequence[str] = (),
    audiences: Sequence[str] = (),
    crew: Crew | None = None,
    progress: Progress = no_progress,
    pdf: PdfWish | None = None,
    pdf_progress: Progress = no_progress,
    print_sets: PrintWish | None = None,
) -> Generated:
    """Make the drafts of these stages, papers and audiences (all where none is named) below ``出件/``.

    A paper that an error concerns or that fails is not made; the others are.  ``only`` takes codes (``C11``) and keys
    (``C21@2026-03``).  ``when`` stamps the journal.  A ``crew`` prints in its workers, to the same bytes; without one it is
    done here.  ``pdf`` asks for PDFs of them besides, ``print_sets`` for sets of these; what keeps one from being made stops
    nothing else.  Raises ``OutputError``; what was written until then stays and is known.
    """
    if not workspace.valid:
        return Generated(workspace.report)
    wanted = [entry for entry in workspace.plan.entries if _is_wanted(entry, stages, only, audiences)]
    complete = not (stages or only or audiences)
    sets: tuple[PrintSet, ...] = ()
    with lock_project(workspace.folder):
        made = make_papers(workspace, wanted, when, crew=crew, progress=progress)
        pdfs = make_pdfs(workspace.folder, made.drafts, pdf, pdf_progress) if pdf is not None else None
        if pdfs is not None and print_sets is not None:
            sets = make_print_sets(workspace, pdfs, print_sets, whole=complete)
    stale = stale_drafts(workspace.folder, made.known_paths, workspace.paths.values()) if complete else ()
    return Generated(workspace.report, made.drafts, stale, made.trouble, made.bugs, pdfs, sets)


def _is_wanted(entry: PlanEntry, stages: Sequence[str], only: Sequence[str], audiences: Sequence[str]) -> bool:
    if not entry.applies or (entry.origin is Origin.COLLECTED and not entry.slip):
        return False
    named = not only or entry.code in only or entry.key in only
    return named and (not stages or entry.stage in stages) and (not audiences or entry.audience in audiences)


def words_for(workspace: Workspace, entry: PlanEntry) -> dict[str, Any]:
    """What the entry's template is given: the words that its audience may see, and the state of the prerequisites."""
    return workspace.pick_words(entry)


# --- status -----------------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Standing:
    """Which papers are there, which wait for signatures, which are missing."""

    states: tuple[ItemState, ...]
    summary: Summary
    findings: tuple[Finding, ...]
    """Files in 归档件 that could not be filed."""


def assess_project(workspace: Workspace) -> Standing:
    """The state of every paper as the folder stands now."""
    from archivegen.archive import assess, summarise

    states = assess(workspace.plan, workspace.drafts(), workspace.records)
    return Standing(states, summarise(workspace.plan, states), workspace.records.findings)


@contextlib.contextmanager
def lock_project(folder: Path) -> Iterator[None]:
    """Hold the project's folder for one run; raises ``OutputError`` when another run has it or it is not writable."""
    from filelock import FileLock, Timeout

    for name in (LOCK_NAME, JOURNAL_NAME, DRAFTS_FOLDER, ARCHIVES_FOLDER):
        if (folder / name).is_symlink():
            raise OutputError(f"“{folder / name}”是链接，写进去会改动项目文件夹以外的文件。请删去这个链接再运行。")
    lock = FileLock(folder / LOCK_NAME)
    try:
        lock.acquire(timeout=0)
    except Timeout as error:
        raise OutputError(f"另一个 archivegen 正在处理“{folder.name}”。请等它做完再试。") from error
    except OSError as error:
        raise OutputError(
            f"“{folder}”不能写入（{explain_refusal(error)}）。请检查文件夹的权限，或换一个位置。"
        ) from error
    try:
        yield
    finally:
        lock.release()


def blocks(findings: Sequence[Finding]) -> bool:
    """Whether any of the findings is an error."""
    return any(finding.severity is Severity.ERROR for finding in findings)
