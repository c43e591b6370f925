"""A bug becomes a report that can be sent: what happened, without the numbers of people."""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from pathlib import Path

import click

from archivegen import __version__


def report_bug(traces: Sequence[str]) -> None:
    """Write the traces to a file in the current folder, ID numbers and accounts masked, and say where it is."""
    import platform

    from archivegen.chinese import find_personal_numbers, mask

    text = "\n".join(traces)
    for number in find_personal_numbers(text):
        text = text.replace(number, mask(number))
    now = datetime.datetime.now().astimezone()
    report = Path(f"archivegen-故障报告-{now:%Y%m%d-%H%M%S}.txt")
    about = f"archivegen {__version__}\nPython {platform.python_version()}\n{platform.platform()}\n{now}\n\n"
    click.secho("程序出了故障，这不是您的错。", fg="red", err=True)
    try:
        report.write_text(about + text, encoding="utf-8", errors="backslashreplace")
    except OSError:
        click.echo(about + text, err=True)
    else:
        click.echo(
            f"故障报告在 {report.resolve()}，证件号和账号已遮盖；请发给维护人员。原有的文件没有受影响。", err=True
        )
