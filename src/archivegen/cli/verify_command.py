"""verify: what an inspector found in one bag, or in all that lie below a folder."""

from __future__ import annotations

import datetime
import json
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from archivegen.cli import show
from archivegen.cli.chinese_click import ChineseCommand
from archivegen.cli.project_commands import json_option
from archivegen.errors import ExitCode

if TYPE_CHECKING:
    from archivegen.findings import Finding
    from archivegen.verify import Found, Summary, Verification


@click.command(cls=ChineseCommand)
@click.argument("archive", metavar="档案包", type=click.Path(path_type=Path))
@click.option("--fast", is_flag=True, help="只看文件有没有、长短对不对，不读内容；不能代替全面检测。")
@click.option("--sidecar", is_flag=True, help="ZIP 再整个读一遍，与旁边的 .sha256 校验文件核对。")
@click.option(
    "--report",
    type=click.Path(path_type=Path),
    metavar="文件夹或文件",
    help="把四性检测报告写到这里：docx 供签字，json 供程序读取。",
)
@json_option
def verify(archive: Path, fast: bool, sidecar: bool, report: Path | None, as_json: bool) -> int:  # noqa: FBT001
    """检测档案包（文件夹或 ZIP）：有没有少、多、改动，与清单是否相符。

    给出的文件夹本身不是档案包时（如 U 盘、档案室的总文件夹），检测它下面的所有档案包。
    """
    from archivegen.verify import find_bags, holds_many, verify_bag

    if holds_many(archive):
        found = find_bags(archive)
        if found.bags or found.unreadable:
            if report is not None:
                raise click.UsageError("四性检测报告一次写一个档案包的。请指定其中一个档案包，或去掉 --report。")
            return _verify_many(archive, found, fast=fast, sidecar=sidecar, as_json=as_json)
    with show.progress_bar("检测") as advance:
        result = verify_bag(archive, lambda done, total: advance(done, total, ""), fast=fast, with_sidecar=sidecar)
    if as_json:
        show.show_json(_describe(result))
    else:
        _show_result(archive, result)
    if report is not None:
        _write_report(result, report)
    return ExitCode.DONE if result.passed else ExitCode.VERIFICATION


def _write_report(result: Verification, place: Path) -> None:
    from archivegen.inspection_report import say_verdict, write_report
    from archivegen.pack.load import load_pack

    report, paper, data = write_report(result, load_pack(), datetime.date.today(), place)
    waiting = report.count()["人工确认"]
    note = f"还有 {waiting} 项要由人确认、签字" if waiting else "各项都有了结论"
    show.say(
        f"四性检测报告：{paper}（另有 {data.name}）；自动检测结论：{say_verdict(report.automatic)}；{note}。",
        to_stderr=True,
    )


def _show_result(archive: Path, result: Verification) -> None:
    from archivegen.verify.report import name_digest

    findings = result.report.findings
    show.show_findings(findings)
    about = ""
    if result.files:
        digests = "、".join(map(name_digest, result.algorithms))
        about = f"{result.files} 个文件，{result.octets:,} 字节{'，' if digests else ''}{digests}；"
    show.say(f"{_judge(result)}：{archive}（{about}{show.count_findings(findings)}）。", colour=_colour(result))
    if result.passed and result.report.warnings:
        # To scripts a warning is what is said although the exit code is 0.
        show.say("警告不妨碍合格，移交前请逐条核对处理。", colour="yellow", to_stderr=True)


def _judge(result: Verification) -> str:
    if not result.passed:
        return "检测不合格"
    return "快速检测未发现问题，内容没有读，不能据此认定合格" if result.fast else "检测合格"


def _colour(result: Verification) -> str:
    if not result.passed:
        return "red"
    return "yellow" if result.fast or result.report.warnings else "green"


def _describe(result: Verification) -> dict[str, Any]:
    return {
        "valid": result.passed,
        "contents_read": not result.fast,
        "kind": result.kind,
        "bagit_version": result.version,
        "algorithms": list(result.algorithms),
        "files": result.files,
        "bytes": result.octets,
        "findings": [finding.as_dict() for finding in result.report.findings],
    }


def _verify_many(root: Path, found: Found, *, fast: bool, sidecar: bool, as_json: bool) -> int:
    """Check all and say at once what was found in each, so that nothing but sums is kept."""
    from archivegen.verify import Summary, verify_all

    summary = Summary()
    with show.progress_bar("检测") as advance:
        results = verify_all(found, lambda done, total: advance(done, total, ""), fast=fast, with_sidecar=sidecar)
        if as_json:
            _stream_json(root, results, summary)
        else:
            for result in results:
                summary.add(result)
                if result.is_bag and not result.passed:
                    _show_failed(root, result)
    if not as_json:
        _show_summary(root, summary, fast=fast)
    return ExitCode.VERIFICATION if summary.failed else ExitCode.DONE


def _name(root: Path, path: Path) -> str:
    return "." if path == root else path.relative_to(root).as_posix()


def _show_failed(root: Path, result: Verification) -> None:
    codes = {finding.code: 0 for finding in result.report.errors}
    for finding in result.report.errors:
        codes[finding.code] += 1
    counts = "，".join(f"{code} {count} 处" for code, count in codes.items())
    first = result.report.errors[0]
    show.say(f"不合格 {_name(root, result.path)}（{counts}）：{first.place} {first.message}", colour="red")


def _show_summary(root: Path, summary: Summary, *, fast: bool) -> None:
    if summary.samples:
        show.say()
        rows = [_row(summary, summary.samples[code]) for code in sorted(summary.samples)]
        colours = [show.COLOURS[summary.samples[code].severity] for code in sorted(summary.samples)]
        show.show_table(("编号", "级别", "档案包", "处", "说明（其中一处）"), rows, colours)
    if summary.others:
        names = "、".join(_name(root, path) for path in summary.others[:3])
        more = "等" if len(summary.others) > 3 else ""
        show.say(f"另有 {len(summary.others)} 个 zip 不是档案包，没有计入：{names}{more}。", colour="yellow")
    read = "；只看了有没有和长短，没有读内容" if fast else ""
    colour = "red" if summary.failed else "yellow" if fast else "green"
    total = summary.passed + summary.failed
    show.say(
        f"\n共检测 {total} 个档案包（{summary.files} 个文件，{summary.octets:,} 字节{read}）："
        f"{'未发现问题' if fast else '合格'} {summary.passed} 个，不合格 {summary.failed} 个。",
        colour=colour,
    )
    if summary.failed:
        show.say("逐条查看某一个：archivegen verify 它的路径。")


def _row(summary: Summary, sample: Finding) -> tuple[object, ...]:
    bags, findings = summary.bags_by_code[sample.code], summary.findings_by_code[sample.code]
    return (sample.code, sample.severity, bags, findings, sample.message)


def _stream_json(root: Path, results: Iterator[Verification], summary: Summary) -> None:
    """One JSON document, written as the results come."""
    show.say(f'{{"root": {json.dumps(str(root), ensure_ascii=False)}, "bags": [')
    separator = ""
    for result in results:
        summary.add(result)
        if result.is_bag:
            bag = {"path": _name(root, result.path), **_describe(result)}
            show.say(separator + json.dumps(bag, ensure_ascii=False, default=str))
            separator = ","
    sums = {
        "passed": summary.passed,
        "failed": summary.failed,
        "files": summary.files,
        "bytes": summary.octets,
        "findings_by_code": dict(sorted(summary.findings_by_code.items())),
        "bags_by_code": dict(sorted(summary.bags_by_code.items())),
        "not_bags": [_name(root, path) for path in summary.others],
    }
    show.say(f'], "summary": {json.dumps(sums, ensure_ascii=False)}}}')
