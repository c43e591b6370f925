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
@click.option("--output", "-o", type=click.Path(path_type=Path), metavar="文件夹", help="放到哪里；要是新的文件夹。")
@click.option("--check", is_flag=True, help="只核对封存的材料与档案清单是否相符，不解到磁盘上。")
@passphrase_file_option
def unseal(archive: Path, output: Path | None, check: bool, passphrase_file: Path | None) -> int:  # noqa: FBT001
    """解开档案包中封存的受限部分，逐个核对摘要。"""
    from archivegen import unsealing

    if (output is None) != check:
        raise click.UsageError("请用 -o 指定解封到哪个文件夹；只核对不解封的，用 --check，不写 -o。")
    passphrase = read_passphrase(passphrase_file, confirm=False)
    if output is None:
        checked = unsealing.check_sealed(archive, passphrase)
        show.say(f"封存的 {checked.files} 个文件都在，与档案清单相符（{checked.octets:,} 字节）。", colour="green")
        return ExitCode.DONE
    opened = unsealing.unseal(archive, output, passphrase)
    show.say(
        f"已解封：{opened.path}（{opened.files} 个文件，{opened.octets:,} 字节，与档案清单相符）。", colour="green"
    )
    show.say("里面有身份证号、账号等个人信息，用完请妥善保管或删除。")
    return ExitCode.DONE
