"""renumber: all 档号 issued anew, in their best order."""

from __future__ import annotations

import datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from archivegen.cli import show
from archivegen.cli.bug_report import report_bug
from archivegen.cli.chinese_click import ChineseCommand
from archivegen.cli.project_commands import (
    date_option,
    json_option,
    open_workspace,
    project_argument,
    stamp,
    stop_if_invalid,
)
from archivegen.errors import ExitCode

if TYPE_CHECKING:
    from archivegen.bundling import Bundled

_SHOWN = 40


@click.command(cls=ChineseCommand)
@project_argument
@click.option("--reason", default="", metavar="理由", help="档号已经是正式的，重编必须写明理由；过程记录会记下来。")
@click.option("--output", "-o", type=click.Path(path_type=Path), metavar="文件夹", help="放到哪里；不写就是“档案包”。")
@click.option("--zip", "as_zip", is_flag=True, help="打成一个 ZIP 文件，便于拷贝和报送。")
@date_option
@json_option
def renumber(
    project: Path,
    reason: str,
    output: Path | None,
    as_zip: bool,  # noqa: FBT001
    day: datetime.datetime | None,
    as_json: bool,  # noqa: FBT001
) -> int:
    """全部档号重新编排：档号、文件名、封面、目录和档案包一起更新；写了全宗号的，编成正式档号。"""
    from archivegen import bundling, pipeline
    from archivegen.numbers import Renumbering

    workspace = open_workspace(project, day)
    stop_if_invalid(workspace, as_json=as_json)
    with show.progress_bar("打包") as advance:
        result = bundling.bundle(
            workspace, stamp(), output=output, as_zip=as_zip, renumbering=Renumbering(reason), progress=advance
        )
    if as_json:
        show.show_json(
            {
                "path": str(result.path),
                "numbering": "provisional" if result.provisional else "final",
                "changes": [line._asdict() for line in result.renumbered],
                "findings": [f.as_dict() for f in result.standing.findings + result.trouble],
            }
        )
    else:
        _show_renumbered(result)
    if result.bugs:
        report_bug(result.bugs)
    return ExitCode.FINDINGS if pipeline.blocks(result.standing.findings + result.trouble) else ExitCode.DONE


def _show_renumbered(result: Bundled) -> None:
    show.show_findings(result.standing.findings + result.trouble)
    rows = [(line.key, line.title, line.old or "（新编）", line.new) for line in result.renumbered]
    if rows:
        show.show_table(("键", "题名", "原档号", "新档号"), rows[:_SHOWN])
    if len(rows) > _SHOWN:
        show.say(f"……另有 {len(rows) - _SHOWN} 件，全部见档案包的 00_索引；加 --json 可列出全部新旧档号。")
    state = "预编的，写上全宗号后再运行一次就成为正式的" if result.provisional else "正式的"
    show.say(f"档号改动 {len(rows)} 件；现在的档号是{state}。", colour="green")
    show.say(f"档案包已按新档号封好：{result.path}")
