"""The passphrase of the sealed part: asked for without an echo, or read from a file or the environment; never from the command line."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import click

from archivegen.disk import explain_refusal
from archivegen.sealing import PassphraseError

VARIABLE = "ARCHIVEGEN_PASSPHRASE"

passphrase_file_option = click.option(
    "--passphrase-file",
    type=click.Path(path_type=Path),
    metavar="文件",
    help=f"从文件的第一行读口令，供脚本使用；也可以用环境变量 {VARIABLE}。都没有就在屏幕上问。",
)


def read_passphrase(file: Path | None, *, confirm: bool) -> str:
    """The passphrase; ``confirm`` asks for it twice.  Raises ``PassphraseError`` where nobody can be asked."""
    if file is not None:
        try:
            lines = file.read_text(encoding="utf-8-sig").splitlines()
        except (OSError, UnicodeDecodeError) as error:
            reason = explain_refusal(error) if isinstance(error, OSError) else "不是文本文件"
            raise PassphraseError(f"口令文件“{file}”读不出来（{reason}）。请核对文件名。") from error
        return _require(lines[0] if lines else "", f"口令文件“{file}”的第一行是空的")
    if VARIABLE in os.environ:
        return _require(os.environ[VARIABLE], f"环境变量 {VARIABLE} 是空的")
    if not sys.stdin.isatty():
        raise PassphraseError(
            f"要输入口令，但这里没有键盘可用。请用 --passphrase-file 指定口令文件，或设置环境变量 {VARIABLE}。"
        )
    first: str = click.prompt("封存口令（输入时不显示）", hide_input=True, err=True)
    if confirm and click.prompt("再输一遍", hide_input=True, err=True) != first:
        raise PassphraseError("两次输入的口令不一样，没有封存。请重新运行。")
    return first


def _require(passphrase: str, problem: str) -> str:
    if not passphrase:
        raise PassphraseError(f"{problem}。请写上口令。")
    return passphrase
