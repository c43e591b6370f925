"""What is due for the project itself: training, building, meetings, acceptance, aftercare (domain §7 V-E07, V-E08, V-A05, V-Q09).

Where something has not happened yet, the plan's date serves; what cannot be known yet is left out.
"""

from __future__ import annotations

import datetime
from collections import Counter
from collections.abc import Iterator

from archivegen.agenda.terms import MOST_MONTHS, Due, Term
from archivegen.chinese import chinese_month
from archivegen.project.calendar_days import ONE_DAY, add_months, shift_month
from archivegen.project.figures import Figures
from archivegen.project.records import last_of_month

LONGEST_TERM = 100
"""Years; a longer term of aftercare or of an approval is a slip of the pen."""


def list_work_terms(figures: Figures, worked: frozenset[str], today: datetime.date) -> Iterator[Due]:
    """What is due for the project from its approval to the end of the aftercare, but for notices and wages."""
    yield from _list_building(figures)
    yield from _list_insurance(figures)
    yield from _list_meetings(figures, worked, today)
    yield from _list_closing(figures, today)


def list_building_months(figures: Figures, today: datetime.date) -> Iterator[str]:
    """``2026-03`` …: every month from the start to the finish, as they were or as they are planned."""
    basics = figures.project.basics
    start = basics.started or basics.planned_start
    end = basics.finished or basics.planned_end
    if start is None or end is None:
        return
    late = today if basics.started and not basics.finished else end
    last = f"{max(end, late):%Y-%m}"
    month = f"{start:%Y-%m}"
    for _ in range(MOST_MONTHS):
        if month > last:
            return
        yield month
        month = shift_month(month, 1)


# --- building ---------------------------------------------------------------------------------------------------------


def _list_building(figures: Figures) -> Iterator[Due]:
    project, basics = figures.project, figures.project.basics
    approval = project.approval
    if approval and approval.valid_years and approval.valid_years <= LONGEST_TERM:
        last = add_months(approval.day, 12 * approval.valid_years)
        yield Due(Term.APPROVAL_ENDS, last, basics.started is not None, basics.started)
    if start := basics.started or basics.planned_start:
        days = [training.day for training in project.training if training.is_for_entry]
        latest = figures.policy.calendar.previous_workday(start)
        yield Due(Term.TRAINING, latest, bool(days), min(days, default=None), by_workdays=True)
    if basics.planned_start:
        yield Due(Term.START, basics.planned_start, basics.started is not None, basics.started)
    if basics.planned_end:
        yield Due(Term.FINISH, basics.planned_end, basics.finished is not None, basics.finished)
    if end := basics.finished or basics.planned_end:
        paid = all(batch.paid for batch in project.batches)
        yield Due(Term.CONTRACTS_END, end, basics.finished is not None and paid)


def _list_insurance(figures: Figures) -> Iterator[Due]:
    """Insurance that runs out; nobody needs it when the building was finished before."""
    project, finished = figures.project, figures.project.basics.finished
    group = project.terms.insured_to
    if group:
        yield Due(Term.INSURANCE_ENDS, group, finished is not None and finished <= group)
    own = Counter(worker.insured_to for worker in project.workers if worker.insured_to and worker.left is None)
    for day, count in own.items():
        if day and day != group:
            done = finished is not None and finished <= day
            yield Due(Term.OWN_INSURANCE_ENDS, day, done, subject=str(day), words={"count": count})


def _list_meetings(figures: Figures, worked: frozenset[str], today: datetime.date) -> Iterator[Due]:
    """The county's meeting of every month of work, on its last working day; a past month without work needs none."""
    policy = figures.policy
    held = [meeting.day for meeting in figures.project.meetings if meeting.kind in policy.progress_meeting_kinds]
    for month in sorted({*list_building_months(figures, today), *worked}) if policy.progress_meeting_kinds else ():
        end = last_of_month(month)
        if end < today and month not in worked:
            continue
        days = [day for day in held if f"{day:%Y-%m}" == month]
        yield Due(
            Term.MEETING,
            policy.calendar.not_later_workday(end),
            bool(days),
            min(days, default=None),
            month=month,
            subject=month,
            by_workdays=True,
            words={"name": chinese_month(month)},
        )


# --- closing ----------------------------------------------------------------------------------------------------------


def _list_closing(figures: Figures, today: datetime.date) -> Iterator[Due]:
    project, policy = figures.project, figures.policy
    county, finance = project.acceptance.county, project.finance
    if (finish := _expected_finish(figures, today)) is not None:
        months = policy.acceptance_within_months
        if months:
            day = add_months(finish, months)
            accepted = county.day if county else None
            yield Due(Term.ACCEPTANCE, day, county is not None, accepted, words={"months": months})
        months = policy.final_account_within_months
        if months:
            settled = finance.final_day is not None or finance.final_account is not None
            day = add_months(finish, months)
            yield Due(Term.FINAL_ACCOUNT, day, settled, finance.final_day, words={"months": months})
    if county and policy.filing_within_days:
        filed = project.acceptance.filed
        day = county.day + ONE_DAY * policy.filing_within_days
        yield Due(Term.FILING, day, filed is not None, filed, words={"days": policy.filing_within_days})
    yield from _list_defects(figures)
    yield from _list_aftercare(figures)


def _list_aftercare(figures: Figures) -> Iterator[Due]:
    """The ends of the warranty, which runs from the acceptance (建设工程质量管理条例 art. 40), and of the aftercare."""
    acceptance, care = figures.project.acceptance, figures.project.aftercare
    months = acceptance.warranty_months
    if acceptance.county and months and months <= 12 * LONGEST_TERM:
        yield Due(Term.WARRANTY_ENDS, add_months(acceptance.county.day, months), words={"months": months})
    if care and care.since and care.years and care.years <= LONGEST_TERM:
        yield Due(Term.AFTERCARE_ENDS, add_months(care.since, 12 * care.years), words={"years": care.years})


def _expected_finish(figures: Figures, today: datetime.date) -> datetime.date | None:
    """The finish, or the planned one while it lies ahead; when a plan was missed, nobody knows."""
    basics = figures.project.basics
    planned = basics.planned_end if basics.planned_end and basics.planned_end >= today else None
    return basics.finished or planned


def _list_defects(figures: Figures) -> Iterator[Due]:
    """Defects that an inspection found, together for each day until which they are to be mended."""
    acceptance = figures.project.acceptance
    tests = {"自验": (acceptance.own, "D01"), "初验": (acceptance.township, "D02"), "复验": (acceptance.county, "D08")}
    for stage, (inspection, paper) in tests.items():
        defects = [defect for defect in (inspection.defects if inspection else ()) if defect.due]
        for day in sorted({defect.due for defect in defects if defect.due}):
            found = [defect for defect in defects if defect.due == day]
            closed = [defect.closed for defect in found if defect.closed]
            yield Due(
                Term.DEFECTS,
                day,
                len(closed) == len(found),
                max(closed, default=None),
                subject=f"{stage} {day}",
                papers=(paper,),
                words={"stage": stage, "count": len(found)},
            )
