"""The agendas of one project or of a folder of projects; what is wrong with one project hides no other."""

from __future__ import annotations

import datetime
import traceback
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from archivegen.agenda import AgendaItem, find_unknown_years
from archivegen.batch import MOST_NOTES
from archivegen.errors import ArchivegenError, ExitCode
from archivegen.findings import Report
from archivegen.workspace import Workspace, open_project


@dataclass(frozen=True, slots=True)
class Timetable:
    """What is due in one project, or why that is not known."""

    folder: Path
    items: tuple[AgendaItem, ...] = ()
    unknown_years: tuple[int, ...] = ()
    """Years of which only the week-ends are known, where something is still due by working days."""
    reminder_days: int = 0
    exit_code: ExitCode = ExitCode.DONE
    notes: tuple[str, ...] = ()
    bugs: tuple[str, ...] = ()


def read_timetables(folders: Iterable[Path], today: datetime.date) -> Iterator[Timetable]:
    """The agenda of each project in turn."""
    return (_read_timetable(folder, today) for folder in folders)


def make_timetable(workspace: Workspace) -> Timetable:
    """The agenda of a project that could be read."""
    years = find_unknown_years(workspace.agenda, workspace.pack, workspace.today)
    return Timetable(workspace.folder, workspace.agenda, years, workspace.pack.policy.reminder_days)


def _read_timetable(folder: Path, today: datetime.date) -> Timetable:
    try:
        workspace = open_project(folder, today)
        if not workspace.valid:
            return Timetable(folder, exit_code=ExitCode.PROJECT, notes=_list_errors(workspace.report))
        return make_timetable(workspace)
    except ArchivegenError as error:
        return Timetable(folder, exit_code=error.exit_code, notes=(str(error),))
    except Exception:  # noqa: BLE001 - a bug in one project must not hide the others
        bugs = (traceback.format_exc(),)
        return Timetable(folder, exit_code=ExitCode.BUG, notes=("程序出了故障，没有读完。",), bugs=bugs)


def _list_errors(report: Report) -> tuple[str, ...]:
    lines = tuple(f"{error.place} {error.severity} {error.code} {error.message}" for error in report.errors)
    if len(lines) <= MOST_NOTES:
        return lines
    return (*lines[: MOST_NOTES - 1], f"……共 {len(lines)} 处，进入这个项目运行 archivegen check 可看全部")
