"""What is due when: calendar."""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from archivegen.cli import show
from archivegen.cli.bug_report import report_bug
from archivegen.cli.chinese_click import ChineseCommand
from archivegen.cli.months import read_month
from archivegen.cli.project_commands import json_option, open_workspace, stop_if_invalid
from archivegen.errors import ExitCode

if TYPE_CHECKING:
    from archivegen.agenda import AgendaItem
    from archivegen.timetable import Timetable

WEEKDAYS = "一二三四五六日"


def register(group: click.Group) -> None:
    """Add this command to the group."""
    group.add_command(calendar)


@click.command(cls=ChineseCommand)
@click.argument("place", metavar="[项目或文件夹]", required=False, default=Path(), type=click.Path(path_type=Path))
@click.option("--month", metavar="月份", help="只看这个月到期的事，如 2026-04。")
@click.option("--all", "show_all", is_flag=True, help="连已办的也列出。")
@click.option(
    "--ics",
    "file",
    metavar="文件",
    type=click.Path(path_type=Path),
    help="写成日历文件（.ics），手机和 Outlook 都能导入；改了项目文件后再导入一次，原来的事项会更新，不会重复。",
)
@json_option
def calendar(place: Path, month: str | None, show_all: bool, file: Path | None, as_json: bool) -> int:  # noqa: FBT001
    """列出什么时候该办什么事：考勤、公示、发放、推进会、验收等，逾期的在前。"""
    today = datetime.date.today()
    chosen = read_month(month)
    root, tables, notes = _read_place(place, today, as_json=as_json)
    items = sorted((item for table in tables for item in table.items), key=lambda item: item.position)
    if chosen:
        items = [item for item in items if f"{item.day:%Y-%m}" == chosen]
    if file is not None:
        _write_file(file, items, tables, today)
    shown = [item for item in items if show_all or not _is_done(item)]
    if as_json:
        show.show_json(_facts(root, shown, tables, notes))
    else:
        _show_items(shown, several=root is not None)
        _show_ending(items, shown, tables, root, notes)
        if file is not None:
            show.say(f"已写出日历文件 {file}，共 {len(items)} 件事，可以导入手机或 Outlook 的日历。", colour="green")
    bugs = [bug for table in tables for bug in table.bugs]
    if bugs:
        report_bug(list(dict.fromkeys(bugs)))
    return _worst(tables)


def _read_place(
    place: Path, today: datetime.date, *, as_json: bool
) -> tuple[Path | None, list[Timetable], tuple[str, ...]]:
    """The folder of many projects, or None when it is one project; what is due there; what could not be searched."""
    from archivegen.batch import find_projects, holds_project
    from archivegen.timetable import make_timetable, read_timetables

    if place.is_dir() and not holds_project(place):
        found = find_projects(place)
        return place, list(read_timetables(found.folders, today)), found.notes
    workspace = open_workspace(place)
    stop_if_invalid(workspace, as_json=as_json)
    return None, [make_timetable(workspace)], ()


def _worst(tables: Sequence[Timetable]) -> ExitCode:
    from archivegen.batch import worst_code

    return worst_code(tables)


def _is_done(item: AgendaItem) -> bool:
    from archivegen.agenda import State

    return item.state is State.DONE


# --- what is shown ----------------------------------------------------------------------------------------------------


def _show_items(items: Sequence[AgendaItem], *, several: bool) -> None:
    from archivegen.agenda import State

    colours = {State.OVERDUE: "red", State.NEAR: "yellow", State.DONE: "green"}
    headings = ["日期", "状态", "责任", "材料", "事项"]
    if several:
        headings.insert(2, "项目")
    rows = []
    for item in items:
        done = f"（{item.done_on:%m-%d}办）" if item.done_on else ""
        day = f"{item.day} 周{WEEKDAYS[item.day.weekday()]}"
        row = [day, item.standing, item.owner, item.key, f"{item.text}{done}"]
        if several:
            row.insert(2, item.project)
        rows.append(row)
    if rows:
        show.show_table(headings, rows, colours=[colours.get(item.state) for item in items])


def _show_ending(
    items: Sequence[AgendaItem],
    shown: Sequence[AgendaItem],
    tables: Sequence[Timetable],
    root: Path | None,
    notes: Sequence[str],
) -> None:
    from archivegen.agenda import State

    counts = {state: sum(item.state is state for item in items) for state in State}
    told = "，".join(f"{state} {count} 件" for state, count in counts.items() if count) or "没有到期的事"
    hidden = "（已办的没有列出，加 --all 可看）" if len(shown) < len(items) else ""
    show.say(f"{'' if not shown else chr(10)}{told}{hidden}。", colour="red" if counts[State.OVERDUE] else "green")
    if years := _list_unknown_years(tables, shown):
        names = "、".join(map(str, years))
        show.say(f"还没有{names}年的放假安排，这些日期只按周六、周日休息推算，请留意。", colour="yellow")
    for note in notes:
        show.say(note, colour="yellow")
    for table in tables:
        if table.notes:
            show.say(f"没有列入 {_name(root, table)}：", colour="red", to_stderr=True)
            for note in table.notes:
                show.say(f"    {note}", to_stderr=True)


def _list_unknown_years(tables: Sequence[Timetable], shown: Sequence[AgendaItem]) -> list[int]:
    """Years of what is shown whose holidays are not known."""
    unknown = {year for table in tables for year in table.unknown_years}
    return sorted(unknown & {item.day.year for item in shown})


def _name(root: Path | None, table: Timetable) -> str:
    if root is None:
        return table.folder.name
    shown = table.folder.relative_to(root.resolve()).as_posix()
    return table.folder.name if shown == "." else shown


def _facts(
    root: Path | None, shown: Sequence[AgendaItem], tables: Sequence[Timetable], notes: Sequence[str]
) -> dict[str, Any]:
    return {
        "items": [
            {
                "project": item.project,
                "day": item.day,
                "state": str(item.state),
                "days_late": item.days_late,
                "done_on": item.done_on,
                "what": item.text,
                "kind": str(item.term),
                "owner": item.owner,
                "key": item.key,
                "month": item.month,
                "source": item.source,
                "uid": item.uid,
            }
            for item in shown
        ],
        "unknown_years": _list_unknown_years(tables, shown),
        "unread": [
            {"project": _name(root, table), "exit_code": int(table.exit_code), "notes": list(table.notes)}
            for table in tables
            if table.notes
        ],
        "not_searched": list(notes),
    }


def _write_file(file: Path, items: Sequence[AgendaItem], tables: Sequence[Timetable], today: datetime.date) -> None:
    from archivegen.agenda import write_calendar
    from archivegen.render.drafts import write_whole

    projects = list(dict.fromkeys(item.project for item in items))
    title = f"{projects[0]}日程" if len(projects) == 1 else "以工代赈项目日程"
    reminder = max((table.reminder_days for table in tables), default=0)
    write_whole(file, write_calendar(items, title, today, reminder))
