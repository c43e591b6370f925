"""调度月份: what the county looks at every month, from the figures of the project (domain §6.16; seeds Mingshan, Dongpo).

Nothing of the future is counted: a month's cumulated figures are those of its last day.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from typing import NamedTuple

from archivegen.chinese import chinese_month
from archivegen.project.calendar_days import shift_month
from archivegen.project.figures import Figures
from archivegen.project.fund_ledger import add_arrived, add_spent
from archivegen.project.measured import list_done
from archivegen.project.plain import Words, fact_words, or_blank
from archivegen.project.reckoning import ZERO, share_of
from archivegen.project.records import last_of_month
from archivegen.project.totals_to_date import LabourTotals, PayTotals

_MOST_MONTHS = 120
"""A year that was mistyped must not ask for a thousand tables; a rule tells of the date."""


class Totals(NamedTuple):
    """What had been worked and paid by any day, counted once for all months."""

    labour: LabourTotals
    pay: PayTotals


def month_words(figures: Figures) -> list[Words]:
    """One a month, from the start of the work to the month in which the last wages were paid, without a gap."""
    totals = Totals(LabourTotals(figures), PayTotals(figures))
    return [_month_words(figures, totals, month) for month in list_months(figures)]


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


def _month_words(figures: Figures, totals: Totals, month: str) -> Words:
    project, end = figures.project, last_of_month(month)
    note = next((note for note in project.month_notes if note.month == month), None)
    kinds = figures.policy.progress_meeting_kinds
    meetings = [
        {**fact_words(meeting), **_before_meeting(figures, totals, meeting.day)}
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
        "务工": _labour_words(totals.labour, month),
        "报酬": _wage_words(figures, totals.pay, month, end),
        "培训": _training_words(figures, month, end),
        "公示": list(_list_notices(figures, month)),
        "存在问题": [*(note.problems if note else ()), *_list_problems(figures, month)],
        "未销号": sum(visit.is_open(figures.policy.no_problem, end) for visit in project.oversight),
        "下步": list(note.next_steps) if note and note.next_steps else decided,
        "推进会": meetings,
    }


def _before_meeting(figures: Figures, totals: Totals, day: datetime.date) -> Words:
    """What a meeting could know: work and wages of the months before, payments and places of work up to its day."""
    month = shift_month(f"{day:%Y-%m}", -1)
    wages = _wage_words(figures, totals.pay, month, day)
    now = figures.presence_by_month.get(f"{day:%Y-%m}", ())
    return {
        "上月末": last_of_month(month),
        "当月人数": len({id(own.worker) for own in now if any(number <= day.day for number in own.days)}),
        "累计人数": totals.labour.people_until(month),
        "累计工日": totals.labour.days_until(month),
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


def _labour_words(labour: LabourTotals, month: str) -> Words:
    return {
        "本月人数": labour.people(month),
        "累计人数": labour.people_until(month),
        "累计重点群体": labour.priority_people_until(month),
        "本月人次": or_blank(labour.heads(month)),
        "累计人次": or_blank(labour.heads_until(month)),
        "本月工日": labour.days(month),
        "累计工日": labour.days_until(month),
    }


def _wage_words(figures: Figures, pay: PayTotals, month: str, end: datetime.date) -> Words:
    due, paid = pay.due_until(month), pay.paid_until(end)
    return {
        "本月核定": pay.due(month),
        "累计核定": due,
        "本月发放": pay.paid(month, end),
        "累计发放": paid,
        "待发": due - paid,
        "占比": or_blank(share_of(paid, figures.ratio_base)),
    }


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
