"""A folder of projects: each one is read, checked and made by itself, here, on several processors or on a cluster.

What comes back of a project is a few lines.  Nothing that is wrong with one project keeps the others from being made.
"""

from __future__ import annotations

import contextlib
import datetime
import os
import traceback
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from archivegen.disk import explain_refusal
from archivegen.errors import ArchivegenError, ExitCode, ProjectError
from archivegen.findings import Report
from archivegen.paper_pdfs import PdfStatus, PdfWish
from archivegen.pipeline import ARCHIVES_FOLDER, Generated, generate
from archivegen.project.load import PROJECT_FILE
from archivegen.render.drafts import DRAFTS_FOLDER, DraftStatus, group_by_note
from archivegen.workers import Crew, Lost, count_processors, work_through
from archivegen.workspace import RECORDS_FOLDER, open_project

MOST_DEPTH = 16
"""Folders below the one that is named; deeper ones are told, not searched."""

MOST_NOTES = 5
"""Lines that one project may take in the report; its own run tells all."""

PROJECTS_A_PROCESS = 2
"""A process more is worth its start when it takes over so many projects (docs/performance.md)."""

_PROJECT_FILES = {PROJECT_FILE, "项目.yml", f"{PROJECT_FILE}.txt", "项目.yml.txt"}
"""The last two are no project files, but somebody meant them to be: reading them tells so."""

_NEVER_SEARCHED = {DRAFTS_FOLDER, RECORDS_FOLDER, ARCHIVES_FOLDER}
_BAG_MARK = "bagit.txt"

_WORST_FIRST = (
    ExitCode.BUG,
    ExitCode.PACK,
    ExitCode.OUTPUT,
    ExitCode.TEMPLATE,
    ExitCode.PROJECT,
    ExitCode.FINDINGS,
    ExitCode.DONE,
)


# --- find -------------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Found:
    """The projects below a folder, and what could not be searched."""

    folders: tuple[Path, ...]
    notes: tuple[str, ...] = ()


def find_projects(root: Path) -> Found:
    """Every folder at or below ``root`` that holds a project file, in the order of their paths.

    Links are not followed; hidden folders, finished bags and what a project keeps (出件, 归档件, 档案包) are not searched.
    Raises ``ProjectError`` when ``root`` is no folder or holds no project.
    """
    if not root.is_dir():
        raise ProjectError(f"“{root}”不是文件夹。请写放着各个项目文件夹的那个文件夹。")
    notes: list[str] = []
    folders = tuple(sorted(_search(root.resolve(), 0, notes)))
    if not folders:
        told = "；".join(notes)
        raise ProjectError(f"“{root}”里没有找到项目：没有一个文件夹里有 {PROJECT_FILE}。{told}")
    return Found(folders, tuple(notes))


def holds_project(folder: Path) -> bool:
    """Whether a folder itself is a project's: it holds a project file, or what was meant to be one."""
    return any((folder / name).exists() for name in _PROJECT_FILES)


def _search(folder: Path, depth: int, notes: list[str]) -> Iterator[Path]:
    try:
        with os.scandir(folder) as listing:
            entries = list(listing)
    except OSError as error:
        notes.append(f"“{folder}”打不开，没有找：{explain_refusal(error)}。")
        return
    names = {entry.name for entry in entries}
    if _BAG_MARK in names:
        return
    if names & _PROJECT_FILES:
        yield folder
    below = [e for e in entries if e.is_dir(follow_symlinks=False) and _may_search(e.name)]
    if below and depth >= MOST_DEPTH:
        notes.append(f"“{folder}”以下的文件夹太深，没有找。")
        return
    for entry in below:
        yield from _search(folder / entry.name, depth + 1, notes)


def _may_search(name: str) -> bool:
    return not name.startswith(".") and name not in _NEVER_SEARCHED


# --- one project ------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class ProjectTask:
    """One project to be made; ``today`` and ``when`` are the master's, so that all workers live on one day."""

    folder: Path
    today: datetime.date
    when: str
    pdf: PdfWish | None = None
    """PDFs that are wanted besides; every project calls LibreOffice for itself."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of one project: little enough to be sent back."""

    folder: Path
    exit_code: ExitCode
    papers: tuple[tuple[DraftStatus, int], ...] = ()
    errors: int = 0
    warnings: int = 0
    notes: tuple[str, ...] = ()
    """What to know or do, ``MOST_NOTES`` lines at most."""
    bugs: tuple[str, ...] = ()

    def count(self, *statuses: DraftStatus) -> int:
        """Papers with one of these outcomes."""
        return sum(number for status, number in self.papers if status in statuses)


def make_project(task: ProjectTask) -> Outcome:
    """Read, check and make one project, under its own lock and with its own journal; never raises but for an interruption."""
    try:
        workspace = open_project(task.folder, task.today)
        result = generate(workspace, task.when, pdf=task.pdf)
    except ArchivegenError as error:
        return Outcome(task.folder, error.exit_code, notes=(str(error),))
    except MemoryError:
        return Outcome(
            task.folder, ExitCode.OUTPUT, notes=("内存不够，没有做完。请减少同时处理的项目（--jobs）再运行。",)
        )
    except Exception:  # noqa: BLE001 - a bug in one project must not cost the others
        return Outcome(task.folder, ExitCode.BUG, notes=("程序出了故障，没有做完。",), bugs=(traceback.format_exc(),))
    return _sum_up(task.folder, result, valid=workspace.valid)


def _sum_up(folder: Path, result: Generated, *, valid: bool) -> Outcome:
    report = result.report
    return Outcome(
        folder,
        result.exit_code(whole=True) if valid else ExitCode.PROJECT,
        tuple((status, len(found)) for status in DraftStatus if (found := result.with_status(status))),
        len(report.errors),
        len(report.warnings),
        _shorten([*_tell_errors(report), *_tell_papers(result)]),
        result.bugs,
    )


def _tell_errors(report: Report) -> Iterator[str]:
    return (f"{error.place} {error.severity} {error.code} {error.message}" for error in report.errors)


def _tell_papers(result: Generated) -> Iterator[str]:
    yield from (f"{finding.place} {finding.code} {finding.message}" for finding in result.trouble)
    yield from (f"{name}：{note}" for name, note in group_by_note(result.with_status(DraftStatus.FAILED)))
    yield from (f"{draft.path}：{draft.note}" for draft in result.with_status(DraftStatus.KEPT))
    yield from (f"已不需要 {path}" for path in result.stale)
    if result.pdfs is not None:
        yield from filter(None, [result.pdfs.lack])
        yield from (
            f"{paper.entry.title}（{paper.entry.key}）没有转成 PDF：{paper.note}"
            for paper in result.pdfs.with_status(PdfStatus.FAILED)
        )


def _shorten(notes: Sequence[str]) -> tuple[str, ...]:
    if len(notes) <= MOST_NOTES:
        return tuple(notes)
    return (*notes[: MOST_NOTES - 1], f"……共 {len(notes)} 处，进入这个项目运行 archivegen generate 可看全部")


# --- all projects -----------------------------------------------------------------------------------------------------


def make_projects(tasks: Sequence[ProjectTask], crew: Crew | None) -> Iterator[Outcome]:
    """The outcome of each project, as soon as it is known.

    A project over which a worker died, and over which another died alone, is named; the others go on.
    """
    if crew is None:
        yield from map(make_project, tasks)
        return
    with contextlib.closing(work_through(crew, make_project, tasks, ordered=False)) as done:
        for task, outcome in done:
            yield _tell_lost(task) if isinstance(outcome, Lost) else outcome


def _tell_lost(task: ProjectTask) -> Outcome:
    note = "处理它的进程意外结束（多半是内存不够，被系统关掉），没有做完；已写好的文件有效。请单独运行这个项目。"
    return Outcome(task.folder, ExitCode.OUTPUT, notes=(note,))


def suggest_processes(projects: int) -> int:
    """Processes that pay for so many projects on this machine; 1 means this one."""
    return max(1, min(count_processors(), projects // PROJECTS_A_PROCESS))


class Ended(Protocol):
    """Whatever became of one project."""

    @property
    def exit_code(self) -> ExitCode:
        """How its run ended."""


def worst_code(outcomes: Iterable[Ended]) -> ExitCode:
    """The exit code of many projects: that of the one that needs attention most."""
    return min((outcome.exit_code for outcome in outcomes), key=_WORST_FIRST.index, default=ExitCode.DONE)
