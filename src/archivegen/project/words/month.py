"""调度月份: what the county looks at every month, from the figures of the project (domain §6.16; seeds Mingshan, Dongpo).

Nothing of the future is counted: a month's cumulated figures are those of its last day.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from typing import Any

from archivegen.chinese import chinese_month
from archivegen.project.calendar_days import shift_month
from archivegen.project.figures import Figures
from archivegen.project.fund_ledger import add_arrived, add_spent
from archivegen.project.measured import list_done
from archivegen.project.pay import BatchKind
from archivegen.project.plain import Words, fact_words, or_blank
from archivegen.project.reckoning import ZERO, WageSheet, share_of
from archivegen.project.records import last_of_month

_MOST_MONTHS = 120
"""A year that was mistyped must not ask for a thousand tables; a rule tells of the date."""


def month_words(figures: Figures) -> list[Words]:
    """One a month, from the start of the work to the month in which the last wages were paid, without a gap."""
    return [_month_words(figures, month) for month in list_months(figures)]


def list_months(figures: Figures) -> tuple[str, ...]:
    """The months that owe a table; none before work began or a progress meeting was held."""
    project = figures.project
    kinds = figures.policy.progress_meeting_kinds
    meetings = {meeting.day for meeting in project.meetings if meeting.kind in kinds}
    days = {project.basics.started, project.basics.finished, *meetings, *(b.paid for b in project.batches)} - {None}
    months = sorted({f"{day:%Y-%m}" for day in days} | figures.worked_months | set(figures.log_by_month))
    found: list[str] = []
    for month in months:
        gap = found[-1] if found else month
        while gap < month and (following := shift_month(gap, 1)) < month and len(found) < _MOST_MONTHS:
            gap = following
            found.append(gap)
        found.append(month)
    return tuple(found)


def _month_words(figures: Figures, month: str) -> Words:
    project, end = figures.project, last_of_month(month)
    note = next((note for note in project.month_notes if note.month == month), None)
    kinds = figures.policy.progress_meeting_kinds
    meetings = [
        {**fact_words(meeting), **_before_meeting(figures, meeting.day)}
        for meeting in project.meetings
        if meeting.kind in kinds and f"{meeting.day:%Y-%m}" == month
    ]
    decided = [line for meeting in meetings for line in meeting["决议"]]
    return {
        "月份": month,
        "月份名": chinese_month(month),
        "截止": end,
        "形象进度": note.progress if note else "",
        "施工部位": _list_parts(figures, month),
        "投资": _money_words(figures, month, end),
        "务工": _labour_words(figures, month),
        "报酬": _wage_words(figures, month, end),
        "培训": _training_words(figures, month, end),
        "公示": list(_list_notices(figures, month)),
        "存在问题": [*(note.problems if note else ()), *_list_problems(figures, month)],
        "未销号": sum(visit.is_open(figures.policy.no_problem, end) for visit in project.oversight),
        "下步": list(note.next_steps) if note and note.next_steps else decided,
        "推进会": meetings,
    }


def _before_meeting(figures: Figures, day: datetime.date) -> Words:
    """What a meeting could know: work and wages of the months before, payments and places of work up to its day."""
    month = shift_month(f"{day:%Y-%m}", -1)
    labour = _labour_words(figures, month)
    wages = _wage_words(figures, month, day)
    now = figures.presence_by_month.get(f"{day:%Y-%m}", ())
    return {
        "上月末": last_of_month(month),
        "当月人数": len({id(own.worker) for own in now if any(number <= day.day for number in own.days)}),
        "累计人数": labour["累计人数"],
        "累计工日": labour["累计工日"],
        "累计核定": wages["累计核定"],
        "累计发放": wages["累计发放"],
        "占比": wages["占比"],
        "施工部位": _list_parts(figures, f"{day:%Y-%m}", day),
    }


def _money_words(figures: Figures, month: str, end: datetime.date) -> Words:
    lines = [line for line in figures.project.finance.ledger if line.day <= end]
    spent = add_spent(lines)
    measured = [item.amount or ZERO for item in list_done(figures.project, end)]
    kept = bool(figures.project.finance.ledger)
    planned = figures.total_investment
    return {
        "总投资": planned or "",
        "完成产值": sum(measured, ZERO) if measured else "",
        "累计到位": add_arrived(lines) if kept else "",
        "本月支出": add_spent(line for line in lines if f"{line.day:%Y-%m}" == month) if kept else "",
        "累计支出": spent if kept else "",
        "完成比例": or_blank(share_of(spent, planned)) if kept else "",
    }


def _labour_words(figures: Figures, month: str) -> Words:
    until = [own for own in figures.presence if own.month <= month]
    now = [own for own in until if own.month == month]
    pieces = figures.project.piecework
    workers, workers_now = {id(own.worker) for own in until}, {id(own.worker) for own in now}
    for sheet in figures.sheets:
        for line in sheet.lines:
            if line.month <= month and (line.days or line.pieces):
                workers.add(id(line.worker))
                workers_now |= {id(line.worker)} if line.month == month else set()
    for piece in pieces:
        worker = figures.find_worker(piece.name, piece.worker_no)
        if worker and f"{piece.day:%Y-%m}" <= month:
            workers.add(id(worker))
            workers_now |= {id(worker)} if f"{piece.day:%Y-%m}" == month else set()
    listed = [worker for worker in figures.project.workers if id(worker) in workers]
    return {
        "本月人数": len(workers_now),
        "累计人数": len(workers),
        "累计重点群体": sum(figures.is_priority(worker) for worker in listed),
        "本月人次": _heads(figures, {month}),
        "累计人次": _heads(figures, {own.month for own in until}),
        "本月工日": sum((own.total + own.undated for own in now), ZERO),
        "累计工日": sum((own.total + own.undated for own in until), ZERO),
    }


def _heads(figures: Figures, months: set[str]) -> Any:
    """Σ of the people who came, day by day; blank where a record does not say on which days."""
    if months & figures.undated_months:
        return ""
    return sum(heads for day, heads in figures.people_by_date.items() if f"{day:%Y-%m}" in months)


def _wage_words(figures: Figures, month: str, end: datetime.date) -> Words:
    months = {id(sheet): _month_of(sheet) for sheet in figures.sheets}
    due = [sheet for sheet in figures.sheets if months[id(sheet)] <= month]
    paid = [sheet for sheet in figures.paid_sheets if sheet.batch.paid and sheet.batch.paid <= end]
    due_sum = sum((sheet.total("net") for sheet in due), ZERO)
    paid_sum = sum((sheet.total("net") for sheet in paid), ZERO)
    return {
        "本月核定": sum((sheet.total("net") for sheet in due if months[id(sheet)] == month), ZERO),
        "累计核定": due_sum,
        "本月发放": sum((s.total("net") for s in paid if s.batch.paid and f"{s.batch.paid:%Y-%m}" == month), ZERO),
        "累计发放": paid_sum,
        "待发": due_sum - paid_sum,
        "占比": or_blank(share_of(paid_sum, figures.ratio_base)),
    }


def _month_of(sheet: WageSheet) -> str:
    """The month that a sheet counts in: its own; what corrects an earlier month counts when it was made."""
    batch = sheet.batch
    made = f"{batch.table_day:%Y-%m}" if batch.table_day and batch.kind is not BatchKind.NORMAL else ""
    return max(batch.month, made)


def _training_words(figures: Figures, month: str, end: datetime.date) -> Words:
    until = [training for training in figures.project.training if training.day and training.day <= end]
    now = [training for training in until if training.day and f"{training.day:%Y-%m}" == month]
    return {
        "本月场次": len(now),
        "本月人次": sum(len(training.trainees) for training in now),
        "累计场次": len(until),
        "累计人次": sum(len(training.trainees) for training in until),
    }


def _list_notices(figures: Figures, month: str) -> Iterator[Words]:
    for notice in figures.project.notices:
        if f"{notice.posted:%Y-%m}" == month:
            yield {"类别": notice.kind, "张贴日期": notice.posted}
    for batch in figures.project.batches:
        if batch.posted and f"{batch.posted:%Y-%m}" == month:
            yield {"类别": f"{batch.label}劳务报酬公示", "张贴日期": batch.posted}


def _list_problems(figures: Figures, month: str) -> Iterator[str]:
    """What was found in the month, and whether it is mended."""
    for visit in figures.project.oversight:
        if f"{visit.day:%Y-%m}" == month and visit.has_problem(figures.policy.no_problem):
            state = f"{visit.closed.month}月{visit.closed.day}日销号" if visit.closed else "整改中"
            yield f"{visit.problem.rstrip('。；，、.')}（{visit.kind}，{state}）"


def _list_parts(figures: Figures, month: str, until: datetime.date | None = None) -> list[str]:
    """Every part of the works that was worked on (up to a day), each once, in the order of the log."""
    log = (day for day in figures.log_by_month.get(month, ()) if until is None or day.day <= until)
    return list(dict.fromkeys(day.part for day in log if day.part and not day.stopped))
