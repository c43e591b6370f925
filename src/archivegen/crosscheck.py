"""A folder of projects, compared: whoever signs in at two of them on one day is found here and nowhere else."""

from __future__ import annotations

import datetime
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from archivegen.batch import find_projects
from archivegen.errors import ArchivegenError, ExitCode
from archivegen.findings import Report
from archivegen.rules import judge_again
from archivegen.rules.crosscheck import Appearance, compare_projects, list_appearances
from archivegen.workspace import Workspace, open_project


@dataclass(frozen=True, slots=True)
class Compared:
    """What the comparison found in one project, and whether it could be compared at all."""

    name: str
    folder: Path
    report: Report = field(default=Report())
    people: int = 0
    refusal: str = ""
    exit_code: ExitCode = ExitCode.DONE


@dataclass(frozen=True, slots=True)
class Comparison:
    """All projects below a folder, and what could not be searched."""

    projects: tuple[Compared, ...]
    notes: tuple[str, ...] = ()


def compare_folder(root: Path, today: datetime.date) -> Comparison:
    """Read every project below ``root`` and compare their people.

    A project that cannot be read is told and does not keep the others from being compared.  Of a project's own flags only
    those that the comparison adds to are told again: two flags on one month ask for a face-to-face verification wherever
    they come from.  Raises ``ProjectError`` when there is no project below ``root``.
    """
    found = find_projects(root)
    desks: dict[str, Workspace] = {}
    projects: dict[str, Compared] = {}
    for folder, name in zip(found.folders, _name_folders(root, found.folders), strict=True):
        opened = _open(folder, name, today)
        if isinstance(opened, Workspace):
            desks[name] = opened
        else:
            projects[name] = opened
    people = [person for name, desk in desks.items() for person in list_appearances(name, desk.checked)]
    projects |= _compare(desks, people)
    return Comparison(tuple(projects[name] for name in sorted(projects, key=lambda n: projects[n].folder)), found.notes)


def _open(folder: Path, name: str, today: datetime.date) -> Workspace | Compared:
    """A project that can be compared, or why it cannot."""
    try:
        desk = open_project(folder, today)
    except ArchivegenError as error:
        return Compared(name, folder, refusal=str(error), exit_code=error.exit_code)
    if desk.valid:
        return desk
    reason = f"项目文件有误（{len(desk.report.errors)} 处），没有比对；先运行 archivegen check 改正"
    return Compared(name, folder, refusal=reason, exit_code=ExitCode.PROJECT)


def _compare(desks: Mapping[str, Workspace], people: Sequence[Appearance]) -> Iterator[tuple[str, Compared]]:
    """What the comparison adds to each project."""
    pack = next((desk.pack for desk in desks.values()), None)
    if pack is None:
        return
    counts = Counter(person.project for person in people)
    found = compare_projects(people, {name: desk.checked for name, desk in desks.items()}, pack)
    for name, cross in found.items():
        desk = desks[name]
        own = [finding for finding in desk.report.findings if finding.code in pack.rules]
        told = judge_again(desk.checked, pack, [*own, *cross]) if cross else Report()
        report = Report(tuple(finding for finding in told.findings if finding not in own))
        code = ExitCode.FINDINGS if report.errors else ExitCode.DONE
        yield name, Compared(name, desk.folder, report, counts[name], exit_code=code)


def _name_folders(root: Path, folders: tuple[Path, ...]) -> list[str]:
    """How messages call each project: its path below the folder that was named."""
    return [
        folder.name if folder == root.resolve() else folder.relative_to(root.resolve()).as_posix() for folder in folders
    ]
