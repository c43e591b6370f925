"""The command of the side that takes archives over: receive."""

from __future__ import annotations

import datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from archivegen.cli import show
from archivegen.cli.chinese_click import ChineseCommand
from archivegen.cli.project_commands import json_option, stamp
from archivegen.errors import ExitCode

if TYPE_CHECKING:
    from archivegen.reception import Received


def register(group: click.Group) -> None:
    """Add this command to the group."""
    group.add_command(receive)


@click.command(cls=ChineseCommand)
@click.argument("archives", metavar="档案包…", type=click.Path(path_type=Path), nargs=-1, required=True)
@click.option(
    "--register",
    "register_file",
    required=True,
    type=click.Path(path_type=Path, dir_okay=False),
    metavar="登记簿.xlsx",
    help="登记到哪一本登记簿；没有的，新建一本。",
)
@click.option("--by", "receiver", default="", metavar="接收人", help="印在回执上，记在登记簿里。")
@click.option("--unit", default="", metavar="接收单位", help="印在回执上，如 县档案馆。")
@click.option(
    "--to",
    "store",
    type=click.Path(path_type=Path, file_okay=False),
    metavar="馆藏文件夹",
    help="检测合格的档案包复制到这里，复制后再检测一遍；不写就不复制。",
)
@json_option
def receive(
    archives: tuple[Path, ...],
    register_file: Path,
    receiver: str,
    unit: str,
    store: Path | None,
    as_json: bool,  # noqa: FBT001 - click passes flags by name
) -> int:
    """接收移交来的档案包：全面检测，出接收回执或退回通知，登记入册。"""
    from archivegen.pack.load import load_pack
    from archivegen.reception import Desk
    from archivegen.reception import receive as receive_archives

    _check_paths(archives)
    desk = Desk(register_file, load_pack(), datetime.date.today(), stamp(), receiver, unit, store)
    done: list[Received] = []
    try:
        with show.progress_bar("检测") as advance:
            for received in receive_archives(archives, desk, lambda at, total: advance(at, total, "")):
                done.append(received)
                if not as_json:
                    _show_received(received)
    finally:
        if as_json:
            show.show_json({"register": str(register_file), "archives": [_list_facts(each) for each in done]})
    if not as_json:
        _show_total(done, register_file)
    return ExitCode.DONE if all(each.number for each in done) else ExitCode.VERIFICATION


def _check_paths(archives: tuple[Path, ...]) -> None:
    """A path that was mistyped is nobody's archive: nothing is received, and no notice is written about it."""
    missing = [path for path in archives if not path.exists() and not path.is_symlink()]
    if missing:
        raise click.UsageError(
            f"找不到档案包：{'、'.join(map(str, missing))}。请核对路径，检查 U 盘是否插好；一个也没有接收。"
        )


def _show_received(received: Received) -> None:
    parcel = received.parcel
    show.show_findings(received.checked.report.findings)
    if received.again:
        show.say(f"{parcel.path}：已经接收过，登记号 {received.number}，没有再登记。", colour="yellow")
        return
    if not received.number:
        show.say(f"{parcel.path}：检测不合格，没有登记。退回通知：{received.paper}", colour="red")
        return
    show.say(f"{parcel.path}：{received.verdict}，登记号 {received.number}。接收回执：{received.paper}", colour="green")
    if received.place is not None:
        show.say(f"  已存入馆藏并检测：{received.place}")
    if received.earlier:
        show.say(f"  续收：同一项目已有登记号 {'、'.join(received.earlier)}。", colour="yellow")
    for note in received.notes:
        show.say(f"  {note}", colour="yellow")


def _show_total(done: list[Received], register_file: Path) -> None:
    new = sum(bool(each.number) and not each.again for each in done)
    again = sum(each.again for each in done)
    back = sum(not each.number for each in done)
    show.say(f"登记 {new} 个，已接收过 {again} 个，退回 {back} 个；登记簿：{register_file}")


def _list_facts(received: Received) -> dict[str, object]:
    parcel = received.parcel
    status = "退回" if not received.number else "已接收过" if received.again else "已登记"
    return {
        "path": str(parcel.path),
        "status": status,
        "number": received.number,
        "verdict": received.verdict,
        "project": parcel.project_name,
        "project_code": parcel.project_code,
        "volumes": parcel.volume_count,
        "papers": parcel.papers,
        "pages": parcel.pages,
        "files": parcel.files,
        "bytes": parcel.octets,
        "manifest_sha256": parcel.digest,
        "zip_sha256": parcel.package_digest,
        "scope": parcel.scope,
        "sealed": parcel.sealed,
        "earlier": list(received.earlier),
        "paper": str(received.paper or ""),
        "place": str(received.place or ""),
        "notes": list(received.notes),
        "findings": [finding.as_dict() for finding in received.checked.report.findings],
    }
