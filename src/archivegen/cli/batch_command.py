"""The command on many projects: batch."""

from __future__ import annotations

import contextlib
import datetime
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from archivegen.cli import show
from archivegen.cli.chinese_click import ChineseCommand
from archivegen.cli.pdf_report import pdf_option, pdfa_option, wish_pdfs
from archivegen.cli.project_commands import json_option, stamp
from archivegen.errors import ExitCode

if TYPE_CHECKING:
    from archivegen.batch import Found, Outcome
    from archivegen.workers import Crew

VERDICTS = {
    ExitCode.DONE: ("完成", "green"),
    ExitCode.FINDINGS: ("有错误，有关材料没有生成", "yellow"),
    ExitCode.PROJECT: ("项目文件有误，没有生成", "red"),
    ExitCode.PACK: ("模板包有误，没有生成", "red"),
    ExitCode.TEMPLATE: ("有材料生成失败", "red"),
    ExitCode.OUTPUT: ("没有做完", "red"),
    ExitCode.BUG: ("程序出了故障", "red"),
}


def register(group: click.Group) -> None:
    """Add this command to the group."""
    group.add_command(batch)


@click.command(cls=ChineseCommand)
@click.argument("root", metavar="文件夹", type=click.Path(path_type=Path))
@click.option(
    "--jobs",
    "-j",
    type=click.IntRange(1, 61),
    metavar="个数",
    help="同时做几个项目；不写就看处理器和项目的个数，1 是一个一个做。",
)
@click.option(
    "--scheduler",
    metavar="地址",
    help="交给 dask 调度器（如 tcp://192.0.2.1:8786）下的各台电脑去做；它们要装有同样的 archivegen，"
    "并且都能用同一路径看到这个文件夹（共享文件夹）。",
)
@pdf_option
@pdfa_option
@json_option
def batch(*, root: Path, jobs: int | None, scheduler: str | None, pdf: bool, pdfa: bool, as_json: bool) -> int:
    """给一个文件夹里的所有项目生成材料；一个项目有误，不影响其他项目。"""
    from archivegen.batch import ProjectTask, find_projects, make_projects, worst_code

    if jobs and scheduler:
        raise click.UsageError("--jobs 是在本机上并行，--scheduler 是交给别的电脑，只能写一个。")
    found = find_projects(root)
    now = stamp()
    wish = wish_pdfs(pdf=pdf, pdfa=pdfa)
    tasks = [ProjectTask(folder, datetime.date.today(), now, wish) for folder in found.folders]
    outcomes: list[Outcome] = []
    with _gather_crew(jobs, scheduler, len(tasks)) as crew, show.progress_bar("生成材料") as advance:
        for outcome in make_projects(tasks, crew):
            outcomes.append(outcome)
            if as_json:
                advance(len(outcomes), len(tasks), "")
            else:
                _show_outcome(root, outcome, f"[{len(outcomes)}/{len(tasks)}]")
    outcomes.sort(key=lambda outcome: outcome.folder)
    if as_json:
        show.show_json(_batch_facts(root, outcomes, found))
    else:
        _show_summary(root, outcomes, found)
    _report_bugs(outcomes)
    return worst_code(outcomes)


@contextlib.contextmanager
def _gather_crew(jobs: int | None, scheduler: str | None, projects: int) -> Iterator[Crew | None]:
    if scheduler:
        from archivegen.cluster import join_cluster

        with join_cluster(scheduler) as crew:
            yield crew
        return
    from archivegen.batch import suggest_processes
    from archivegen.workers import hire_processes

    wanted = min(jobs, projects) if jobs else suggest_processes(projects)
    yield hire_processes(wanted) if wanted > 1 else None


def _name_project(root: Path, outcome: Outcome) -> str:
    shown = outcome.folder.relative_to(root.resolve()).as_posix()
    return outcome.folder.name if shown == "." else shown


def _show_outcome(root: Path, outcome: Outcome, place: str) -> None:
    verdict, colour = VERDICTS[outcome.exit_code]
    counts = "，".join(f"{status} {number} 份" for status, number in outcome.papers)
    show.say(f"{place} {_name_project(root, outcome)}：{verdict}" + (f"（{counts}）" if counts else ""), colour=colour)
    for note in outcome.notes:
        show.say(f"    {note}")


def _show_summary(root: Path, outcomes: Sequence[Outcome], found: Found) -> None:
    from archivegen.render.drafts import DraftStatus as Status

    rows = [
        (
            _name_project(root, outcome),
            outcome.count(Status.WRITTEN, Status.UPDATED),
            outcome.count(Status.UNCHANGED),
            outcome.count(Status.KEPT),
            outcome.count(Status.WAITING),
            outcome.count(Status.BLOCKED, Status.FAILED),
            outcome.errors,
            VERDICTS[outcome.exit_code][0],
        )
        for outcome in outcomes
    ]
    show.say()
    show.show_table(("项目", "生成", "未变", "有人改过", "待补", "未生成", "错误", "结果"), rows)
    for note in found.notes:
        show.say(note, colour="yellow")
    done = sum(outcome.exit_code is ExitCode.DONE for outcome in outcomes)
    colour = "green" if done == len(outcomes) else "red"
    show.say(f"\n共 {len(outcomes)} 个项目，完成 {done} 个，需要处理 {len(outcomes) - done} 个。", colour=colour)


def _batch_facts(root: Path, outcomes: Sequence[Outcome], found: Found) -> dict[str, Any]:
    return {
        "projects": [
            {
                "project": _name_project(root, outcome),
                "folder": str(outcome.folder),
                "exit_code": int(outcome.exit_code),
                "papers": {str(status): number for status, number in outcome.papers},
                "errors": outcome.errors,
                "warnings": outcome.warnings,
                "notes": list(outcome.notes),
            }
            for outcome in outcomes
        ],
        "not_searched": list(found.notes),
    }


def _report_bugs(outcomes: Sequence[Outcome]) -> None:
    traces = list(dict.fromkeys(trace for outcome in outcomes for trace in outcome.bugs))
    if traces:
        from archivegen.cli.bug_report import report_bug

        report_bug(traces)
