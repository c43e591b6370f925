"""The command that lays the records of work side by side: reconcile."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from archivegen.cli import show
from archivegen.cli.chinese_click import ChineseCommand
from archivegen.cli.months import choose_month, read_month
from archivegen.cli.project_commands import json_option, open_workspace, project_argument, stop_if_invalid
from archivegen.errors import ExitCode

if TYPE_CHECKING:
    from archivegen.project.difference_rows import DifferenceRow, ReconciliationTable
    from archivegen.workspace import Workspace


def register(group: click.Group) -> None:
    """Add this command to the group."""
    group.add_command(reconcile)


@click.command(cls=ChineseCommand)
@project_argument
@click.option("--month", metavar="月份", help="只核对一个月，如 2026-03；不写就核对所有月份。")
@click.option(
    "--output", "-o", type=click.Path(path_type=Path), metavar="文件.xlsx", help="把差异和汇总写成 Excel 表，可打印。"
)
@json_option
def reconcile(project: Path, month: str | None, output: Path | None, as_json: bool) -> int:  # noqa: FBT001
    """核对三个一致：签到表、务工台账、发放表、施工日志逐人逐日比对，列出每一处差异。"""
    from archivegen.project.difference_rows import make_table

    wanted = read_month(month)
    if output is not None and output.suffix.lower() != ".xlsx":
        raise click.UsageError(f"--output 应写成 文件.xlsx，现为“{output}”。")
    workspace = open_workspace(project)
    stop_if_invalid(workspace, as_json=as_json)
    table = make_table(workspace.figures, workspace.loaded.place, wanted)
    if wanted and not (table.rows or table.workers or table.dates):
        whole = make_table(workspace.figures, workspace.loaded.place)
        choose_month(wanted, _list_months(whole), "可核对的记录")
    if output is not None:
        _write_book(workspace, table, wanted, output)
    if as_json:
        show.show_json(_table_facts(table))
    else:
        _show_table(table, wanted)
        if output is not None:
            show.say(f"已写出 {output}。", colour="green")
    return ExitCode.FINDINGS if table.rows else ExitCode.DONE


def _list_months(table: ReconciliationTable) -> list[str]:
    months = {row.month for row in table.rows} | {tally.month for tally in table.workers}
    return sorted(months | {f"{heads.day:%Y-%m}" for heads in table.dates})


def _write_book(workspace: Workspace, table: ReconciliationTable, month: str, output: Path) -> None:
    from archivegen.reconciliation_book import render_book
    from archivegen.render.drafts import write_whole

    write_whole(output, render_book(table, workspace.figures.project.basics.name, month, workspace.today))


def _show_table(table: ReconciliationTable, month: str) -> None:
    from archivegen.project.difference_rows import show_value
    from archivegen.project.reconciliation import Book

    if not table.rows:
        compared = len(table.workers) + len(table.dates)
        found = (
            f"没有差异：核对了 {len(table.workers)} 人月、{len(table.dates)} 天。" if compared else "没有可核对的记录。"
        )
        show.say(f"{month} {found}".strip(), colour="green" if compared else "yellow")
        return
    headings = ("月份", "日期", "姓名", "事项", *Book, "应为", "相差", "位置")
    rows = []
    for row in table.rows:
        money = row.expected is not None
        said = [show_value(row.said.get(book), money=money) for book in Book]
        name = f"{row.name}（{row.worker_no}）" if row.worker_no else row.name
        sums = (show_value(row.expected, money=True), show_value(row.gap, money=money))
        rows.append((row.month, row.day or "全月", name, row.matter, *said, *sums, row.where))
    show.show_table(headings, rows)
    show.say()
    for matter, advice in dict.fromkeys((row.matter, row.advice) for row in table.rows):
        show.say(f"{matter}：{advice}。")
    show.say(f"\n共 {len(rows)} 处差异。", colour="red")


def _table_facts(table: ReconciliationTable) -> dict[str, Any]:
    from archivegen.chinese import plain_number

    return {
        "differences": [_row_facts(row) for row in table.rows],
        "workers": [
            {
                "month": tally.month,
                "name": tally.person.name,
                "worker_no": tally.person.worker_no,
                "days": {str(book): plain_number(entry.value) for book, entry in tally.said.items()},
                "lacking": [str(book) for book in tally.lacking],
                "gap": plain_number(tally.gap),
            }
            for tally in table.workers
        ],
        "dates": [
            {
                "day": heads.day,
                "heads": {str(book): plain_number(entry.value) for book, entry in heads.said.items()},
                "gap": plain_number(heads.gap),
            }
            for heads in table.dates
        ],
    }


def _row_facts(row: DifferenceRow) -> dict[str, Any]:
    from archivegen.project.difference_rows import show_value

    money = row.expected is not None
    said = {str(book): show_value(value, money=money).replace(",", "") for book, value in row.said.items()}
    expected = f"{row.expected:.2f}" if row.expected is not None else None
    gap = show_value(row.gap, money=money).replace(",", "") or None
    return {**row._asdict(), "said": said, "expected": expected, "gap": gap}
