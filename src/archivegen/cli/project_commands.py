"""Commands on one project: new, plan, generate, status, schema."""

from __future__ import annotations

import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from archivegen.cli import show
from archivegen.cli.bug_report import report_bug
from archivegen.cli.chinese_click import ChineseCommand
from archivegen.cli.generate_report import generated_facts, show_generated
from archivegen.cli.pdf_report import (
    copy_each_option,
    pdf_option,
    pdfa_option,
    print_option,
    wish_pdfs,
    wish_sets,
)
from archivegen.cli.share_table import share_facts, show_shares
from archivegen.errors import ExitCode

if TYPE_CHECKING:
    from archivegen.plan import PlanEntry
    from archivegen.workers import Crew
    from archivegen.workspace import Workspace

project_argument = click.argument(
    "project", metavar="[项目]", required=False, default=Path(), type=click.Path(path_type=Path)
)
json_option = click.option("--json", "as_json", is_flag=True, help="以 JSON 输出，供程序读取。")


def register(group: click.Group) -> None:
    """Add these commands to the group; ``new`` is at home here and comes before all others."""
    for command in (plan, generate, status, schema):
        group.add_command(command)


def open_workspace(project: Path, day: datetime.datetime | None = None) -> Workspace:
    """Read a project as of today, or of another ``day`` that was asked for."""
    from archivegen.workspace import open_project

    return open_project(project, day.date() if day is not None else datetime.date.today())


date_option = click.option(
    "--date",
    "day",
    type=click.DateTime(["%Y-%m-%d"]),
    metavar="日期",
    help="归档日期，如 2026-11-25；不写就是今天。同样的材料、同一个日期，档案包逐字节相同。",
)


def stamp() -> str:
    """Now, for the journal."""
    return datetime.datetime.now().astimezone().isoformat(timespec="seconds")


def stop_if_invalid(workspace: Workspace, *, as_json: bool) -> None:
    """Show why the project file cannot be used, and end with exit code 3."""
    if workspace.valid:
        return
    if as_json:
        show.show_json({"findings": [finding.as_dict() for finding in workspace.report.findings]})
    else:
        show.show_findings(workspace.report.findings)
        show.say(
            f"项目文件有误，改正以上各处后再运行：{show.count_findings(workspace.report.findings)}。", colour="red"
        )
    raise click.exceptions.Exit(ExitCode.PROJECT)


@click.command(cls=ChineseCommand)
@click.argument("folder", metavar="文件夹", type=click.Path(path_type=Path))
@click.option("--name", default="", metavar="名称", help="项目全称；不写就用文件夹名。")
def new(folder: Path, name: str) -> None:
    """建立一个新项目文件夹，里面有可以直接改的项目文件和空白表格。"""
    from archivegen.pack.start import start_project

    file = start_project(folder, name, datetime.date.today().year)
    show.say(f"已建立 {folder}。", colour="green")
    show.say(
        f"下一步：用记事本打开 {file}，把里面的“某县、某镇、某村”和示例数字换成本项目的；然后运行 archivegen check {folder}"
    )


@click.command(cls=ChineseCommand)
@project_argument
@json_option
def plan(project: Path, as_json: bool) -> int:  # noqa: FBT001
    """列出本项目应归档的全部材料，和不需要的材料及理由。"""
    workspace = open_workspace(project)
    stop_if_invalid(workspace, as_json=as_json)
    entries = workspace.plan.entries
    if as_json:
        show.show_json([_entry_facts(workspace, entry) for entry in entries])
        return ExitCode.DONE
    names = {stage.code: stage.name for stage in workspace.plan.stages}
    for stage, stage_name in names.items():
        show.say(f"\n{stage_name}", colour="cyan")
        rows = [
            (e.key, e.title, str(e.origin) if e.applies else "不适用", e.level, e.retention, _remark(e))
            for e in entries
            if e.stage == stage
        ]
        show.show_table(("键", "题名", "来源", "责任", "保管期限", "说明"), rows)
    due = sum(entry.applies for entry in entries)
    show.say(f"\n共 {len({e.code for e in entries})} 项资料，应归档 {due} 份，不适用 {len(entries) - due} 份。")
    return ExitCode.DONE


def _remark(entry: PlanEntry) -> str:
    if not entry.applies:
        return entry.reason
    return f"待补：{'、'.join(entry.missing_facts)}" if entry.missing_facts else ""


def _entry_facts(workspace: Workspace, entry: PlanEntry) -> dict[str, Any]:
    path = workspace.paths.get(entry.key)
    return {
        "key": entry.key,
        "code": entry.code,
        "title": entry.title,
        "stage": entry.stage,
        "origin": str(entry.origin),
        "level": entry.level,
        "responsible": entry.responsible,
        "retention": entry.retention,
        "audience": str(entry.audience),
        "signers": list(entry.signers),
        "applies": entry.applies,
        "reason": entry.reason,
        "missing_facts": list(entry.missing_facts),
        "prerequisite": entry.prerequisite,
        "draft": str(path) if path else None,
    }


@click.command(cls=ChineseCommand)
@project_argument
@click.option("--stage", "stages", multiple=True, metavar="阶段", help="只生成某阶段，如 C 或 实施；可写多次。")
@click.option("--only", multiple=True, metavar="材料", help="只生成某材料，如 C11 或 C21@2026-03；可写多次。")
@click.option(
    "--audience",
    "audiences",
    type=click.Choice(["内部", "公开", "受限", "银行"]),
    multiple=True,
    help="只生成给某类人看的版本：公开（上墙）、银行（代发）、内部、受限；可写多次。",
)
@click.option(
    "--jobs",
    "-j",
    type=click.IntRange(1, 61),
    metavar="个数",
    help="同时用几个处理器；通常一个最快，几千人的大表才值得多用。",
)
@pdf_option
@pdfa_option
@print_option
@copy_each_option
@json_option
def generate(
    *,
    project: Path,
    stages: tuple[str, ...],
    only: tuple[str, ...],
    audiences: tuple[str, ...],
    jobs: int | None,
    pdf: bool,
    pdfa: bool,
    print_sets: bool,
    copy_each: bool,
    as_json: bool,
) -> int:
    """生成材料到“出件”文件夹；没有变化的不重写，有人改过的不覆盖。"""
    from archivegen import pipeline

    workspace = open_workspace(project)
    stop_if_invalid(workspace, as_json=as_json)
    chosen, named = _stage_codes(workspace, stages), _papers(workspace, only)
    crew = _hire(jobs) if jobs and jobs > 1 else None
    with show.progress_bar("生成材料") as advance, show.progress_bar("转成 PDF") as advance_pdfs:
        result = pipeline.generate(
            workspace, stamp(), stages=chosen, only=named, audiences=audiences, crew=crew, progress=advance,
            pdf=wish_pdfs(pdf=pdf or print_sets or copy_each, pdfa=pdfa), pdf_progress=advance_pdfs,
            print_sets=wish_sets(print_sets=print_sets, copy_each=copy_each),
        )  # fmt: skip
    if as_json:
        show.show_json(generated_facts(result))
    else:
        show_generated(workspace, result)
    if result.bugs:
        report_bug(result.bugs)
    return result.exit_code(whole=not (stages or only or audiences))


def _hire(jobs: int) -> Crew:
    from archivegen.workers import hire_processes

    return hire_processes(jobs)


def _stage_codes(workspace: Workspace, names: tuple[str, ...]) -> list[str]:
    known = {name: stage.code for stage in workspace.plan.stages for name in (stage.code, stage.name)}
    unknown = [name for name in names if name not in known]
    if unknown:
        raise click.UsageError(f"没有“{unknown[0]}”这个阶段；可写：{'、'.join(known)}。")
    return [known[name] for name in names]


def _papers(workspace: Workspace, names: tuple[str, ...]) -> tuple[str, ...]:
    from archivegen.chinese import nearest

    known = {name for entry in workspace.plan.entries for name in (entry.code, entry.key)}
    unknown = [name for name in names if name not in known]
    if unknown:
        near = nearest(unknown[0], sorted(known))
        raise click.UsageError(f"没有“{unknown[0]}”这份材料" + (f"，是否想写 {near}？" if near else "。"))
    return names


@click.command(cls=ChineseCommand)
@project_argument
@click.option("--all", "show_all", is_flag=True, help="连齐全的和不适用的也列出。")
@click.option("--brief", is_flag=True, help="只看各阶段的合计。")
@json_option
def status(project: Path, show_all: bool, brief: bool, as_json: bool) -> int:  # noqa: FBT001
    """看资料齐不齐：哪些齐全、哪些待签章、哪些缺失、该谁补。"""
    from archivegen.manifest import State
    from archivegen.pipeline import assess_project, blocks

    workspace = open_workspace(project)
    stop_if_invalid(workspace, as_json=as_json)
    standing = assess_project(workspace)
    if as_json:
        show.show_json(
            {
                "papers": [
                    {
                        "key": item.entry.key,
                        "title": item.entry.title,
                        "state": str(item.state),
                        "explanation": item.explanation,
                        "owed_by": item.owed_by,
                    }
                    for item in standing.states
                ],
                "prerequisites": [
                    {"number": p.number, "wording": p.wording, "complete": p.complete, "lacking": list(p.lacking)}
                    for p in standing.summary.prerequisites
                ],
                "percent": standing.summary.total.percent,
                "shares": share_facts(workspace.figures),
                "findings": [finding.as_dict() for finding in standing.findings],
            }
        )
        return ExitCode.FINDINGS if blocks(standing.findings) else ExitCode.DONE
    show.show_findings(standing.findings)
    hidden = () if show_all else (State.COMPLETE, State.NOT_APPLICABLE)
    rows = [
        (item.state, item.entry.key, item.entry.title, item.owed_by, item.explanation)
        for item in standing.states
        if item.state not in hidden
    ]
    if rows and not brief:
        show.show_table(("状态", "键", "题名", "责任", "说明"), rows)
        show.say()
    tallies = (*standing.summary.stages, standing.summary.total)
    show.show_table(
        ("阶段", "应有", "齐全", "待签章", "缺失", "不适用", "完成"),
        [(t.label, t.due, t.complete, t.unsigned, t.missing, t.not_applicable, f"{t.percent or 0}%") for t in tallies],
    )
    show_shares(workspace.figures)
    ready = [p for p in standing.summary.prerequisites if p.complete]
    show.say(f"\n验收前置资料：{len(standing.summary.prerequisites)} 项中 {len(ready)} 项合格。")
    return ExitCode.FINDINGS if blocks(standing.findings) else ExitCode.DONE


@click.command(cls=ChineseCommand)
@click.option("--output", "-o", type=click.Path(path_type=Path), metavar="文件", help="写到文件；不写就打印出来。")
def schema(output: Path | None) -> None:
    """输出项目文件的 JSON Schema，编辑器据此补全和检查。"""
    from archivegen.project.schema import schema_text

    if output is None:
        click.echo(schema_text(), nl=False)
        return
    from archivegen.render.drafts import write_whole

    write_whole(output, schema_text().encode("utf-8"))
    show.say(f"已写出 {output}。")
