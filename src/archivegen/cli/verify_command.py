"""verify: what an inspector found, for people and for scripts."""

from __future__ import annotations

from pathlib import Path

import click

from archivegen.cli import show
from archivegen.cli.chinese_click import ChineseCommand
from archivegen.cli.project_commands import json_option
from archivegen.errors import ExitCode


@click.command(cls=ChineseCommand)
@click.argument("archive", metavar="档案包", type=click.Path(path_type=Path))
@json_option
def verify(archive: Path, as_json: bool) -> int:  # noqa: FBT001
    """检测档案包（文件夹或 ZIP）：有没有少、多、改动，与清单是否相符。"""
    from archivegen.verify import verify_bag

    with show.progress_bar("检测") as advance:
        result = verify_bag(archive, lambda done, total: advance(done, total, ""))
    findings = result.report.findings
    if as_json:
        show.show_json(
            {
                "valid": result.passed,
                "kind": result.kind,
                "bagit_version": result.version,
                "algorithms": list(result.algorithms),
                "files": result.files,
                "bytes": result.octets,
                "findings": [finding.as_dict() for finding in findings],
            }
        )
    else:
        show.show_findings(findings)
        verdict, colour = ("检测合格", "green") if result.passed else ("检测不合格", "red")
        about = (
            f"{result.files} 个文件，{result.octets:,} 字节，{'、'.join(result.algorithms)}"
            if result.files
            else "没有内容"
        )
        show.say(f"{verdict}：{archive}（{about}；{show.count_findings(findings)}）。", colour=colour)
    return ExitCode.DONE if result.passed else ExitCode.VERIFICATION
