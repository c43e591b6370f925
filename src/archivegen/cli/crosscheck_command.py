"""The command that compares projects: crosscheck."""

from __future__ import annotations

import datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from archivegen.cli import show
from archivegen.cli.chinese_click import ChineseCommand
from archivegen.cli.project_commands import json_option

if TYPE_CHECKING:
    from archivegen.crosscheck import Comparison


def register(group: click.Group) -> None:
    """Add this command to the group."""
    group.add_command(crosscheck)


@click.command(cls=ChineseCommand)
@click.argument("root", metavar="文件夹", type=click.Path(path_type=Path))
@json_option
def crosscheck(root: Path, as_json: bool) -> int:  # noqa: FBT001 - click passes flags by name
    """比对一个文件夹里的所有项目：有没有一个人同一天在两处签到、一个账号给两个人用。"""
    from archivegen.batch import worst_code
    from archivegen.crosscheck import compare_folder

    compared = compare_folder(root, datetime.date.today())
    if as_json:
        _show_facts(compared)
    else:
        _show_comparison(compared)
    return worst_code(compared.projects)


def _show_comparison(compared: Comparison) -> None:
    for project in compared.projects:
        if project.refusal:
            show.say(f"{project.name}：{project.refusal}", colour="red")
        elif project.report.findings:
            show.say(f"\n{project.name}", colour="cyan")
            show.show_findings(project.report.findings)
    for note in compared.notes:
        show.say(note, colour="yellow")
    read = [project for project in compared.projects if not project.refusal]
    told = [finding for project in read for finding in project.report.findings]
    people = sum(project.people for project in read)
    if len(read) == 1 and len(compared.projects) == 1:
        show.say("这里只有 1 个项目，没有可以互相比对的。请写放着全县各个项目的那个文件夹。", colour="yellow")
    if told:
        show.say()
    show.say(
        f"比对了 {len(read)} 个项目、{people} 人：{show.count_findings(told)}。", colour="red" if told else "green"
    )


def _show_facts(compared: Comparison) -> None:
    show.show_json(
        {
            "projects": [
                {
                    "project": project.name,
                    "folder": str(project.folder),
                    "people": project.people,
                    "refusal": project.refusal,
                    "exit_code": int(project.exit_code),
                    "findings": [finding.as_dict() for finding in project.report.findings],
                }
                for project in compared.projects
            ],
            "not_searched": list(compared.notes),
        }
    )
