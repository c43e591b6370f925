"""Command unseal."""

from __future__ import annotations

from pathlib import Path

import click

from archivegen.cli import show
from archivegen.cli.chinese_click import ChineseCommand
from archivegen.cli.passphrase import passphrase_file_option, read_passphrase
from archivegen.errors import ExitCode


@click.command(cls=ChineseCommand)
@click.argument("archive", metavar="档案包", type=click.Path(path_type=Path))
@click.option(
    "--output",
    "-o",
    required=True,
    type=click.Path(path_type=Path),
    metavar="文件夹",
    help="放到哪里；要是新的文件夹。",
)
@passphrase_file_option
def unseal(archive: Path, output: Path, passphrase_file: Path | None) -> int:
    """解开档案包中封存的受限部分，逐个核对摘要。"""
    from archivegen.unsealing import unseal as open_part

    opened = open_part(archive, output, read_passphrase(passphrase_file, confirm=False))
    show.say(
        f"已解封：{opened.path}（{opened.files} 个文件，{opened.octets:,} 字节，与档案清单相符）。", colour="green"
    )
    show.say("里面有身份证号、账号等个人信息，用完请妥善保管或删除。")
    return ExitCode.DONE
