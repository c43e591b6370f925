"""Commands on archives: bundle, verify."""

from __future__ import annotations

import datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from archivegen.cli import renumber_command, show, unseal_command, verify_command
from archivegen.cli.bug_report import report_bug
from archivegen.cli.chinese_click import ChineseCommand
from archivegen.cli.passphrase import passphrase_file_option, read_passphrase
from archivegen.cli.project_commands import (
    date_option,
    json_option,
    open_workspace,
    project_argument,
    stamp,
    stop_if_invalid,
)
from archivegen.errors import ExitCode
from archivegen.manifest import RESTRICTED_FOLDER

if TYPE_CHECKING:
    from archivegen.bundling import Bundled
    from archivegen.volume_books import Books
    from archivegen.workspace import Workspace


_FONDS_IS_KNOWN = "A047"
"""Numbers are provisional although the project file names the 全宗号."""


def register(group: click.Group) -> None:
    """Add these commands to the group."""
    for command in (bundle, renumber_command.renumber, verify_command.verify, unseal_command.unseal):
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
@click.option("--sm3", is_flag=True, help="在 SHA-256 之外，再附国密 SM3 摘要。")
@click.option("--public", is_flag=True, help="只打公开部分：留下受限材料，并审查其余材料里有没有身份证号等。")
@click.option(
    "--withhold", multiple=True, metavar="代码或键", help="与 --public 同用：这件（类）材料也不发，可写多次。"
)
@click.option("--level", type=click.Choice(("县", "镇", "村", "施")), help="只打这一级整理的材料。")
@click.option("--encrypt", is_flag=True, help="用口令封存受限部分，供传递途中保密。")
@passphrase_file_option
@date_option
@json_option
def bundle(
    project: Path,
    output: Path | None,
    as_zip: bool,  # noqa: FBT001
    with_books: bool,  # noqa: FBT001
    sm3: bool,  # noqa: FBT001
    public: bool,  # noqa: FBT001
    withhold: tuple[str, ...],
    level: str | None,
    encrypt: bool,  # noqa: FBT001
    passphrase_file: Path | None,
    day: datetime.datetime | None,
    as_json: bool,  # noqa: FBT001
) -> int:
    """把归档件和不需签章的材料打成档案包，附完整性清单和索引页。"""
    from archivegen import bundling, pipeline
    from archivegen.archive.public_check import PublicLeakError
    from archivegen.archive.scope import Scope

    _check_choices(public=public, withhold=withhold, encrypt=encrypt, passphrase_file=passphrase_file)
    workspace = open_workspace(project, day)
    stop_if_invalid(workspace, as_json=as_json)
    _check_withheld(withhold, workspace)
    passphrase = read_passphrase(passphrase_file, confirm=True) if encrypt else ""
    try:
        with show.progress_bar("打包") as advance, show.progress_bar("转成 PDF") as advance_books:
            result = bundling.bundle(
                workspace, stamp(), output=output, as_zip=as_zip, sm3=sm3, passphrase=passphrase,
                scope=Scope(public, level or "", frozenset(withhold)), progress=advance,
                with_books=with_books, book_progress=advance_books,
            )  # fmt: skip
    except PublicLeakError as error:
        if as_json:
            show.show_json({"path": None, "findings": [finding.as_dict() for finding in error.findings]})
        else:
            show.show_findings(error.findings)
        raise
    if as_json:
        total = result.standing.summary.total
        show.show_json(
            {
                "path": str(result.path),
                "files": result.files,
                "left_out": result.left_out,
                "to_look_at": result.unseen,
                "percent": total.percent,
                "numbering": "provisional" if result.provisional else "final",
                "overrides": [line._asdict() for line in result.overrides],
                "findings": [f.as_dict() for f in result.standing.findings + result.trouble],
                "books": _list_books(result.books),
            }
        )
    else:
        _show_bundled(result, as_zip=as_zip, encrypt=encrypt)
    if result.bugs:
        report_bug(result.bugs)
    if result.books is not None and result.books.lack:
        return ExitCode.OUTPUT
    return ExitCode.FINDINGS if pipeline.blocks(result.standing.findings + result.trouble) else ExitCode.DONE


def _list_books(books: Books | None) -> dict[str, object] | None:
    if books is None:
        return None
    paths = [books.bound.places[number] for number in sorted(books.bound.places)]
    return {"paths": paths, "remarks": list(books.remarks), "lack": books.lack}


def _show_books(books: Books) -> None:
    if books.lack:
        show.say(books.lack, colour="red")
        return
    restricted = sum(path.startswith(RESTRICTED_FOLDER) for path in books.bound.places.values())
    elsewhere = f"，其中受限的 {restricted} 卷在 data/{RESTRICTED_FOLDER} 里" if restricted else ""
    show.say(f"合订本 {len(books.bound.files)} 卷，在档案包的 data/00_索引/案卷 里{elsewhere}。")
    for remark in books.remarks:
        show.say(remark, colour="yellow")


def _show_bundled(result: Bundled, *, as_zip: bool, encrypt: bool = False) -> None:
    show.show_findings(result.standing.findings + result.trouble)
    show.say(f"档案包已封好：{result.path}", colour="green")
    if result.left_out:
        show.say(f"这是整套档案的一部分，收入 {result.files} 个文件，另有 {result.left_out} 份材料没有收入。")
    if result.unseen is not None:
        show.say(
            f"机器能读出的文字里没有发现不宜公开的内容。另有 {result.unseen} 个扫描件、图片须由人逐页看过才能公开，"
            "清单见 data/00_索引/公开审查报告.xlsx。",
            colour="yellow" if result.unseen else None,
        )
    if encrypt:
        show.say("受限部分已用口令封存。口令请另行告知收件人，不要和档案包放在一起；口令遗失不能找回。")
    if not result.left_out:
        _show_totals(result)
    if result.books is not None:
        _show_books(result.books)
    where = "解开后打开 index.html" if as_zip else f"打开 {result.path / 'index.html'}"
    show.say(f"查看索引：{where}；查验：archivegen verify {result.path}")


def _show_totals(result: Bundled) -> None:
    total = result.standing.summary.total
    ready = sum(item.complete for item in result.standing.summary.prerequisites)
    show.say(
        f"收入 {result.files} 个文件；应归档 {total.due} 份，齐全 {total.complete} 份，待签章 {total.unsigned} 份，"
        f"缺失 {total.missing} 份，不适用 {total.not_applicable} 份；完成 {total.percent or 0}%。"
    )
    if result.overrides:
        show.say(f"保管期限另有规定的 {len(result.overrides)} 件：")
        rows = [(line.key, line.usual, line.retention, line.reason) for line in result.overrides]
        show.show_table(("键", "资料清单", "改为", "理由"), rows)
    if result.provisional:
        found = {finding.code for finding in result.standing.findings + result.trouble}
        if _FONDS_IS_KNOWN not in found:  # which says the same
            show.say("档号是预编的；写上全宗号、材料收齐后，运行 archivegen renumber 编成正式档号。")
    show.say(f"验收前置资料 {len(result.standing.summary.prerequisites)} 项中 {ready} 项合格。")


def _check_choices(*, public: bool, withhold: tuple[str, ...], encrypt: bool, passphrase_file: Path | None) -> None:
    """Options that make no sense together are refused before anything is done."""
    if withhold and not public:
        raise click.UsageError("--withhold 只与 --public 同用；整套档案不能少收材料。")
    if encrypt and public:
        raise click.UsageError("--public 的档案包里没有受限材料，不需要 --encrypt。请只用其中一个。")
    if passphrase_file is not None and not encrypt:
        raise click.UsageError("--passphrase-file 只与 --encrypt 同用。")


def _check_withheld(withhold: tuple[str, ...], workspace: Workspace) -> None:
    """A misspelt key would let out what should stay."""
    from archivegen.chinese import nearest

    known = {name for entry in workspace.plan.entries for name in (entry.code, entry.key)}
    for name in withhold:
        if name not in known:
            near = nearest(name, known)
            hint = f"最接近的是“{near}”。" if near else ""
            raise click.UsageError(f"--withhold：应归档清单里没有“{name}”。{hint}请用 archivegen plan 查看代码和键。")
