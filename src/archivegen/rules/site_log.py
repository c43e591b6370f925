"""施工日志 against 考勤: the same days, the same heads (三个一致, seed Meishan; domain §7-D)."""

from __future__ import annotations

import datetime
from collections import defaultdict
from collections.abc import Iterable, Iterator
from itertools import groupby

from archivegen.chinese import plain_number
from archivegen.findings import Evidence
from archivegen.project.labour import SiteLogDay
from archivegen.project.records import Record, Source
from archivegen.project.roll_call import list_attendees
from archivegen.rules.repeats import list_repeats
from archivegen.rules.run import Breach, Checked, breach
from archivegen.rules.wording import list_days, list_few

TABLE = "施工日志"


def find_work_on_stopped_days(checked: Checked) -> Iterator[Breach]:
    """R306: nobody works on a day of standstill; a half day before the rain is told in the remarks."""
    stopped = {log.day: index for index, log in enumerate(checked.project.site_log) if log.stopped and not log.note}
    for day, index in stopped.items():
        if records := checked.records_on(day):
            people = {record.person: record.name for record in records}
            yield breach(
                checked.place(TABLE, index, "停工原因"),
                evidence=[_show_mark(checked, record, day) for record in records],
                month=f"{day:%Y-%m}",
                day=day,
                reason=checked.project.site_log[index].stopped,
                record=checked.figures.sources[f"{day:%Y-%m}"],
                count=len(people),
                names=list_few(people.values(), "人"),
            )


def _show_mark(checked: Checked, record: Record, day: datetime.date) -> Evidence:
    worked = f"{record.name} {plain_number(record.worked[day.day])} 天"
    return Evidence(checked.place_of_mark(record, day.day), worked)


def find_different_heads(checked: Checked) -> Iterator[Breach]:
    """R307: as many heads in the log as people on the sign-in sheet, or on the record that stands for it."""
    for index, log in enumerate(checked.project.site_log):
        record = checked.source_on(log.day)
        if log.heads is None or record is None or _is_told_by_name(log, record):
            continue
        signed = checked.heads.get(log.day, 0)
        unexplained_stop = bool(log.stopped and signed and not log.note)
        if log.heads != signed and not unexplained_stop:
            place, month = checked.place(TABLE, index, "出勤人数"), f"{log.day:%Y-%m}"
            told = "出勤人员名单" if record is Source.LOG else f"{record}"
            yield breach(place, month=month, day=log.day, heads=log.heads, record=told, signed=signed)


def _is_told_by_name(log: SiteLogDay, record: Source) -> bool:
    """Whether the log lists as many names as heads: who differs is told by name (R353), not once more by number."""
    return bool(log.names) and record is not Source.LOG and len(list_attendees(log.names)) == log.heads


def find_unlogged_work(checked: Checked) -> Iterator[Breach]:
    """R308: no work without an entry in the log, once there is one."""
    logged = {log.day for log in checked.project.site_log}
    days = [day for day in checked.heads if day not in logged]
    if logged:
        yield from _report_days(checked, days)


def _report_days(checked: Checked, days: Iterable[datetime.date]) -> Iterator[Breach]:
    """One breach a month: the days of one month do not stop another."""
    for month, found in groupby(sorted(days), key=lambda day: f"{day:%Y-%m}"):
        missing = list(found)
        yield breach(checked.place(TABLE), month=month, days=list_days(missing), count=len(missing))


def find_gaps(checked: Checked) -> Iterator[Breach]:
    """R309: every calendar day from start to end (domain §6.12); days with attendance are R308."""
    logged = {log.day for log in checked.project.site_log}
    if not logged:
        return
    basics = checked.project.basics
    first = min(logged if basics.started is None else {*logged, basics.started})
    last = max(logged if basics.finished is None else {*logged, basics.finished})
    span = (first + datetime.timedelta(days=number) for number in range((last - first).days + 1))
    missing = [day for day in span if day not in logged and day not in checked.heads and day <= checked.today]
    yield from _report_days(checked, missing)


def find_repeated_days(checked: Checked) -> Iterator[Breach]:
    """R322: one entry a day."""
    days = [log.day for log in checked.project.site_log]
    for index, earlier in list_repeats(days):
        day, where = days[index], checked.place(TABLE, earlier, "日期")
        yield breach(checked.place(TABLE, index, "日期"), month=f"{day:%Y-%m}", day=day, where=where)


def find_future_entries(checked: Checked) -> Iterator[Breach]:
    """R323: a log is written on the day or after it."""
    future: dict[str, list[tuple[int, datetime.date]]] = defaultdict(list)
    for index, log in enumerate(checked.project.site_log):
        if log.day > checked.today:
            future[f"{log.day:%Y-%m}"].append((index, log.day))
    for month, found in future.items():
        place = checked.place(TABLE, found[0][0], "日期")
        yield breach(place, month=month, days=list_days([day for _, day in found]), today=checked.today)
