"""Words about work: sign-in sheets and site log, and which record they were made from where the township kept no such paper.

Nothing is invented: what no record says stays blank, for a person to write.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from typing import NamedTuple

from archivegen.chinese import chinese_month
from archivegen.project.figures import Figures
from archivegen.project.labour import AttendanceMonth, SiteLogDay
from archivegen.project.plain import Words, blank_words, fact_words
from archivegen.project.reckoning import ZERO, month_dates
from archivegen.project.records import Source
from archivegen.project.words.people import home_of

WEEKDAYS = "一二三四五六日"


class _Sheet(NamedTuple):
    """One month's sign-in sheet: as it was kept, or made from another record; ``form`` is then the blank one, if any."""

    month: str
    form: AttendanceMonth | None
    source: Source


class _Line(NamedTuple):
    """One line of a sign-in sheet."""

    name: str
    trade: str
    home: str
    days: Mapping[int, Decimal]
    undated: Decimal
    note: str
    person: object
    """What tells this person from the others of the sheet."""


def attendance_words(figures: Figures) -> list[Words]:
    """考勤: one sign-in sheet a month.  ``逐日`` has one mark a day of the month: √, ½, 停 or blank.

    A month that has no sign-in sheet gets one from the record that says who worked; ``来源`` names it.
    """
    return [_sheet_words(figures, sheet) for sheet in _list_sheets(figures)]


def attendance_outline(figures: Figures) -> list[Words]:
    """考勤 without its lines and what is summed from them: its months, and who kept them."""
    return [_outline_words(figures, sheet) for sheet in _list_sheets(figures)]


def _list_sheets(figures: Figures) -> list[_Sheet]:
    made = {row.month: row.source for row in figures.presence if row.source is not Source.SIGN_IN}
    forms = {month.month: month for month in figures.project.attendance}
    kept = [_Sheet(form.month, form, Source.SIGN_IN) for form in figures.project.attendance if form.month not in made]
    listed = [*kept, *(_Sheet(month, forms.get(month), source) for month, source in made.items())]
    return sorted(listed, key=lambda sheet: sheet.month)


def _outline_words(figures: Figures, sheet: _Sheet) -> Words:
    return {
        **_calendar_words(sheet.month),
        "逐日有据": sheet.month not in figures.undated_months,
        "考勤员": sheet.form.keeper if sheet.form else "",
        "班组": sheet.form.crew if sheet.form else "",
        "来源": sheet.source.value,
    }


def _sheet_words(figures: Figures, sheet: _Sheet) -> Words:
    outline, dates = _outline_words(figures, sheet), month_dates(sheet.month)
    lines = list(_list_lines(figures, sheet))
    stopped = _stopped_days(figures, sheet.month)
    rows: list[Words] = []
    for position, line in enumerate(lines, 1):
        fractions = [line.days.get(date.day, ZERO) for date in dates]
        rows.append(
            {
                "序号": position,
                "姓名": line.name,
                "工种": line.trade,
                "村组": line.home,
                "逐日": [_mark(f, stopped=date in stopped) for f, date in zip(fractions, dates, strict=True)],
                "出勤": fractions,
                "合计": sum(fractions, line.undated),
                "备注": line.note,
            }
        )
    known = outline["逐日有据"]  # a month of sums: how many came on which day nobody knows
    heads = [figures.people_by_date.get(date, 0) if known else 0 for date in dates]
    return {
        **outline,
        "明细": rows,
        "每日人数": heads,
        "人数": len({line.person for line in lines}),
        "合计": sum((row["合计"] for row in rows), Decimal(0)),
        "人次": sum(heads),
    }


def _list_lines(figures: Figures, sheet: _Sheet) -> Iterator[_Line]:
    if sheet.form and sheet.source is Source.SIGN_IN:
        for row in sheet.form.rows:
            worker = figures.find_worker(row.name, row.worker_no, row.id_number)
            trade = row.trade or (worker.trade if worker else "")
            home = home_of(figures, worker) if worker else ""
            yield _Line(row.name, trade, home, row.days, ZERO, row.note, row.worker_no or row.name)
        return
    for own in figures.presence_by_month[sheet.month]:
        home = home_of(figures, own.worker)
        yield _Line(own.worker.name, own.trade, home, own.days, own.undated, "", id(own.worker))


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
