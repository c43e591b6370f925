"""Words about work: sign-in sheets and site log, and which record they were made from where the township kept no such paper.

Nothing is invented: what no record says stays blank, for a person to write.
"""

from __future__ import annotations

import datetime
from collections import defaultdict
from collections.abc import Iterator, Sequence
from decimal import Decimal

from archivegen.chinese import chinese_month
from archivegen.project.figures import Figures
from archivegen.project.labour import AttendanceMonth, SiteLogDay
from archivegen.project.people_words import home_of
from archivegen.project.plain import Words, blank_words, fact_words
from archivegen.project.presence import PresenceRow
from archivegen.project.reckoning import ZERO, month_dates, month_length
from archivegen.project.records import Source

WEEKDAYS = "一二三四五六日"


def attendance_words(figures: Figures) -> list[Words]:
    """考勤: one sign-in sheet a month.  ``逐日`` has one mark a day of the month: √, ½, 停 or blank.

    A month that has no sign-in sheet gets one from the record that says who worked; ``来源`` names it.
    """
    made: dict[str, list[PresenceRow]] = defaultdict(list)
    for row in figures.presence:
        if row.source is not Source.SIGN_IN:
            made[row.month].append(row)
    sheets = {month.month: month for month in figures.project.attendance}
    words = [_sheet_words(figures, m) for m in figures.project.attendance if m.month not in made]
    words += [_made_words(figures, month, rows, sheets.get(month)) for month, rows in made.items()]
    return sorted(words, key=lambda month: str(month["月份"]))


def _sheet_words(figures: Figures, month: AttendanceMonth) -> Words:
    length = month_length(month.month)
    stopped = _stopped_days(figures, month.month)
    dates = month_dates(month.month)
    rows: list[Words] = []
    for position, row in enumerate(month.rows, 1):
        worker = figures.find_worker(row.name, row.worker_no, row.id_number)
        fractions = [row.days.get(day, ZERO) for day in range(1, length + 1)]
        rows.append(
            {
                "序号": position,
                "姓名": row.name,
                "工种": row.trade or (worker.trade if worker else ""),
                "村组": home_of(figures, worker) if worker else "",
                "逐日": [_mark(f, stopped=date in stopped) for f, date in zip(fractions, dates, strict=True)],
                "出勤": fractions,
                "合计": sum(fractions, Decimal(0)),
                "备注": row.note,
            }
        )
    return {
        **_month_words(figures, month.month, rows),
        "考勤员": month.keeper,
        "班组": month.crew,
        "来源": Source.SIGN_IN.value,
        "人数": len({row.worker_no or row.name for row in month.rows}),
    }


def _made_words(figures: Figures, month: str, rows: Sequence[PresenceRow], form: AttendanceMonth | None) -> Words:
    """A sign-in sheet from another record; ``form`` is the blank sheet of the month, where there is one."""
    stopped, dates = _stopped_days(figures, month), month_dates(month)
    listed: list[Words] = []
    for position, row in enumerate(rows, 1):
        fractions = [row.days.get(date.day, ZERO) for date in dates]
        listed.append(
            {
                "序号": position,
                "姓名": row.worker.name,
                "工种": row.trade,
                "村组": home_of(figures, row.worker),
                "逐日": [_mark(f, stopped=date in stopped) for f, date in zip(fractions, dates, strict=True)],
                "出勤": fractions,
                "合计": sum(fractions, row.undated),
                "备注": "",
            }
        )
    return {
        **_month_words(figures, month, listed),
        "考勤员": form.keeper if form else "",
        "班组": form.crew if form else "",
        "来源": rows[0].source.value,
        "人数": len({id(row.worker) for row in rows}),
    }


def _month_words(figures: Figures, month: str, rows: list[Words]) -> Words:
    dates = month_dates(month)
    known = month not in figures.undated_months  # a month of sums: how many came on which day nobody knows
    heads = [figures.people_by_date.get(date, 0) if known else 0 for date in dates]
    return {
        **_calendar_words(month),
        "明细": rows,
        "每日人数": heads,
        "合计": sum((row["合计"] for row in rows), Decimal(0)),
        "人次": sum(heads),
        "逐日有据": known,
    }


def _calendar_words(month: str) -> Words:
    dates = month_dates(month)
    return {
        "月份": month,
        "月份名": chinese_month(month),
        "年": dates[0].year,
        "月": dates[0].month,
        "日期": [date.day for date in dates],
        "星期": [WEEKDAYS[date.weekday()] for date in dates],
    }


def attendance_outline(figures: Figures) -> list[Words]:
    """考勤 without its lines and what is summed from them: its months, and who kept them."""
    made = {row.month: row.source for row in figures.presence if row.source is not Source.SIGN_IN}
    sheets = {month.month: month for month in figures.project.attendance}
    listed: list[tuple[str, AttendanceMonth | None, Source]] = []
    listed += [(m.month, m, Source.SIGN_IN) for m in figures.project.attendance if m.month not in made]
    listed += [(month, sheets.get(month), source) for month, source in made.items()]
    words: list[Words] = [
        {
            **_calendar_words(month),
            "逐日有据": month not in figures.undated_months,
            "考勤员": form.keeper if form else "",
            "班组": form.crew if form else "",
            "来源": source.value,
        }
        for month, form, source in listed
    ]
    return sorted(words, key=lambda month: str(month["月份"]))


def _stopped_days(figures: Figures, month: str) -> set[datetime.date]:
    return {log.day for log in figures.log_by_month.get(month, ()) if log.stopped}


def _mark(fraction: Decimal, *, stopped: bool) -> str:
    if fraction == 1:
        return "√"
    if fraction == Decimal("0.5"):
        return "½"
    if fraction:
        return f"{fraction.normalize():f}"
    return "停" if stopped else ""


def log_words(figures: Figures) -> list[Words]:
    """施工日志: one line a day; heads that were not written come from the record of the month, and ``人数来源`` names it.

    Without any site log there is a line for every day that was worked, with date and heads and all else blank.
    """
    logs = sorted(figures.project.site_log, key=lambda item: item.day)
    return [_day_words(figures, log) for log in logs] if logs else list(_made_days(figures))


def _day_words(figures: Figures, log: SiteLogDay) -> Words:
    month = f"{log.day:%Y-%m}"
    heads = figures.people_by_date.get(log.day, 0)
    source = None if month in figures.undated_months else figures.sources.get(month)
    known = source is not None or log.stopped  # where no record says who came, a blank, no zero
    counted = log.heads is None and source not in {None, Source.LOG}
    return {
        **fact_words(log),
        **_shared_words(figures, log.day),
        "停工": bool(log.stopped),
        "出勤人数": log.heads if log.heads is not None else heads if known else "",
        "分工种人数": log.by_trade or _trades_of(figures, log.day),
        "来源": Source.LOG.value,
        "人数来源": source.value if counted and source else "",
    }


def _made_days(figures: Figures) -> Iterator[Words]:
    for day in sorted(figures.people_by_date):
        month = f"{day:%Y-%m}"
        if month not in figures.undated_months:
            yield {
                **blank_words(SiteLogDay),
                **_shared_words(figures, day),
                "日期": day,
                "停工": False,
                "出勤人数": figures.people_by_date[day],
                "分工种人数": _trades_of(figures, day),
                "来源": figures.sources[month].value,
                "人数来源": figures.sources[month].value,
            }


def _shared_words(figures: Figures, day: datetime.date) -> Words:
    return {"星期": WEEKDAYS[day.weekday()], "签到人数": figures.people_by_date.get(day, 0)}


def _trades_of(figures: Figures, day: datetime.date) -> str:
    trades = figures.heads_by_date.get(day, {})
    return "，".join(f"{trade}{count}人" for trade, count in trades.items())


def log_months(figures: Figures, days: Sequence[Words]) -> list[Words]:
    """日志月份: the days of the log month by month, with the record that they, or their heads, were read from.

    Without any site log a month whose work has no dates is owed too: it has no ``施工日志``, and its paper waits.
    """
    months: dict[str, list[Words]] = {}
    for day in days:
        months.setdefault(f"{day['日期']:%Y-%m}", []).append(day)
    if not figures.project.site_log:
        months.update({month: [] for month in figures.undated_months})
    return [
        {
            "月份": month,
            "月份名": chinese_month(month),
            "日": rows,
            "施工日志": rows,
            "来源": rows[0]["来源"] if rows else figures.sources[month].value,
            "人数来源": next((row["人数来源"] for row in rows if row["人数来源"]), ""),
        }
        for month, rows in sorted(months.items())
    ]
