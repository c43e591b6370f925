"""What is due for the project's own notices: the fund plan's, those before the start, and the end of each (domain §7 V-E06).  Pure."""

from __future__ import annotations

import datetime
from collections.abc import Iterator

from archivegen.agenda.terms import Due, Term
from archivegen.project.basics import ProjectStage
from archivegen.project.calendar_days import ONE_DAY
from archivegen.project.due_dates import first_plan_letter
from archivegen.project.figures import Figures


def list_notice_terms(figures: Figures, today: datetime.date) -> Iterator[Due]:
    """When notices are to be posted, and when those that were posted have stood their days."""
    yield from _list_fund_notice(figures)
    yield from _list_notices_before_start(figures)
    yield from _list_notices(figures, today)


def _list_fund_notice(figures: Figures) -> Iterator[Due]:
    policy, letter = figures.policy, first_plan_letter(figures)
    if letter is None or not policy.fund_notice_kinds or not policy.fund_notice_workdays:
        return
    posted = [notice.posted for notice in figures.project.notices if notice.kind in policy.fund_notice_kinds]
    yield Due(
        Term.FUND_NOTICE,
        policy.calendar.add_workdays(letter, policy.fund_notice_workdays),
        bool(posted),
        min(posted, default=None),
        papers=tuple(policy.notice_papers.get(policy.fund_notice_kinds[0], ())),
        by_workdays=True,
        words={"letter": letter, "days": policy.fund_notice_workdays},
    )


def _list_notices(figures: Figures, today: datetime.date) -> Iterator[Due]:
    """The end of every notice that was posted."""
    policy = figures.policy
    for notice in figures.project.notices:
        days = policy.notice_days.get(notice.kind)
        if days is None:
            continue
        soonest = notice.posted + ONE_DAY * days
        end = max(soonest, notice.until or soonest)
        yield Due(
            Term.NOTICE_END,
            end,
            end < today and bool(notice.objections or notice.result),
            subject=f"{notice.kind} {notice.posted}",
            papers=tuple(policy.notice_papers.get(notice.kind, ())),
            words={"kind": notice.kind, "posted": notice.posted, "days": days},
        )


def _list_notices_before_start(figures: Figures) -> Iterator[Due]:
    """Notices that must hang when the building begins."""
    project, policy = figures.project, figures.policy
    start = project.basics.started or project.basics.planned_start
    for kind in _kinds_before_start(figures):
        days = policy.notice_days.get(kind)
        if start is None or days is None:
            continue
        posted = min((notice.posted for notice in project.notices if notice.kind == kind), default=None)
        yield Due(
            Term.NOTICE_BEFORE_START,
            policy.calendar.previous_workday(start),
            posted is not None,
            posted,
            subject=kind,
            papers=tuple(policy.notice_papers.get(kind, ())),
            by_workdays=True,
            words={"kind": kind, "days": days},
        )


def _kinds_before_start(figures: Figures) -> Iterator[str]:
    """Notices that a project in 实施 owes, but for that of the fund plan, which has a term of its own."""
    for need in figures.policy.stage_facts:
        section, _, kind = need.path.partition(".")
        if section == "公示" and need.stage is ProjectStage.BUILDING and kind not in figures.policy.fund_notice_kinds:
            yield kind
