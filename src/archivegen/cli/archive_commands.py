"""Commands on archives: bundle, verify."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from archivegen.cli import show, verify_command
from archivegen.cli.bug_report import report_bug
from archivegen.cli.chinese_click import ChineseCommand
from archivegen.cli.project_commands import json_option, open_workspace, project_argument, stamp, stop_if_invalid
from archivegen.errors import ExitCode

if TYPE_CHECKING:
    from archivegen.bundling import Bundled
    from archivegen.volume_books import Books


def register(group: click.Group) -> None:
    """Add these commands to the group."""
    for command in (bundle, verify_command.verify):
        group.add_command(command)


@click.command(cls=ChineseCommand)
@project_argument
@click.option("--output", "-o", type=click.Path(path_type=Path), metavar="文件夹", help="放到哪里；不写就是“档案包”。")
@click.option("--zip", "as_zip", is_flag=True, help="打成一个 ZIP 文件，便于拷贝和报送。")
@click.option(
    "--pdf",
    "with_books",
    is_flag=True,
    help="每卷另做一个合订本（PDF）：有书签、页码和档号，原件不动；Word、Excel 材料要装有 LibreOffice 才能并入。",
)
@json_option
def bundle(project: Path, output: Path | None, as_zip: bool, with_books: bool, as_json: bool) -> int:  # noqa: FBT001
    """把归档件和不需签章的材料打成档案包，附完整性清单和索引页。"""
    from archivegen import bundling, pipeline

    workspace = open_workspace(project)
    stop_if_invalid(workspace, as_json=as_json)
    with show.progress_bar("打包") as advance, show.progress_bar("转成 PDF") as advance_books:
        result = bundling.bundle(
            workspace,
            stamp(),
            output=output,
            as_zip=as_zip,
            with_books=with_books,
            progress=advance,
            book_progress=advance_books,
        )
    if as_json:
        total = result.standing.summary.total
        show.show_json(
            {
                "path": str(result.path),
                "files": result.files,
                "percent": total.percent,
                "findings": [f.as_dict() for f in result.standing.findings + result.trouble],
                "books": _list_books(result.books),
            }
        )
    else:
        _show_bundled(result, as_zip=as_zip)
    if result.bugs:
        report_bug(result.bugs)
    if result.books is not None and result.books.lack:
        return ExitCode.OUTPUT
    return ExitCode.FINDINGS if pipeline.blocks(result.standing.findings) else ExitCode.DONE


def _list_books(books: Books | None) -> dict[str, object] | None:
    if books is None:
        return None
    paths = [books.places[number] for number in sorted(books.places)]
    return {"paths": paths, "remarks": list(books.remarks), "lack": books.lack}


def _show_books(books: Books) -> None:
    if books.lack:
        show.say(books.lack, colour="red")
        return
    show.say(f"合订本 {len(books.files)} 卷，在档案包的 data/00_索引/案卷 里；受限的在 data/99_受限 里。")
    for remark in books.remarks:
        show.say(remark, colour="yellow")


def _show_bundled(result: Bundled, *, as_zip: bool) -> None:
    show.show_findings(result.standing.findings + result.trouble)
    total = result.standing.summary.total
    ready = sum(item.complete for item in result.standing.summary.prerequisites)
    show.say(f"档案包已封好：{result.path}", colour="green")
    show.say(
        f"收入 {result.files} 个文件；应归档 {total.due} 份，齐全 {total.complete} 份，待签章 {total.unsigned} 份，"
        f"缺失 {total.missing} 份，不适用 {total.not_applicable} 份；完成 {total.percent or 0}%。"
    )
    show.say(f"验收前置资料 {len(result.standing.summary.prerequisites)} 项中 {ready} 项合格。")
    if result.books is not None:
        _show_books(result.books)
    where = "解开后打开 index.html" if as_zip else f"打开 {result.path / 'index.html'}"
    show.say(f"查看索引：{where}；查验：archivegen verify {result.path}")
