"""监督检查: problems that were mended, checks that were made (seeds Meishan, Mingshan; domain R28, R56, §7 V-E09)."""

from __future__ import annotations

import datetime
from collections.abc import Iterator

from archivegen.project.basics import ProjectStage
from archivegen.project.calendar_days import shift_month
from archivegen.project.records import last_of_month
from archivegen.rules.run import Breach, Checked, breach
from archivegen.rules.wording import list_months


def find_open_problems(checked: Checked) -> Iterator[Breach]:
    """R720: what supervision found is mended before the county accepts (seed Dongpo; domain §7 V-Q02)."""
    county = checked.project.acceptance.county
    if not checked.has_reached(ProjectStage.ACCEPTANCE):
        return
    for index, visit in enumerate(checked.project.oversight):
        late = county is not None and visit.is_open(checked.policy.no_problem, county.day)
        if late or visit.is_open(checked.policy.no_problem):
            yield breach(
                checked.place("监督检查", index),
                kind=visit.kind,
                day=visit.day,
                problem=visit.problem,
                closed=visit.closed or "没有填",
            )


def find_missing_monthly_checks(checked: Checked) -> Iterator[Breach]:
    """R721: the county looks once a month (市月查、县周查、乡日查; domain §7 V-E09).

    Only of a project that keeps these records here, and only months that lie wholly between start and end.
    """
    started, finished = checked.project.basics.started, checked.project.basics.finished
    for kind in checked.policy.monthly_checks:
        seen = {f"{visit.day:%Y-%m}" for visit in checked.project.oversight if visit.kind == kind}
        if not seen or started is None or not checked.has_reached(ProjectStage.BUILDING):
            continue
        missing = [month for month in _whole_months(started, finished or checked.today) if month not in seen]
        if missing:
            yield breach(checked.place("监督检查"), kind=kind, months=list_months(missing))


def _whole_months(first: datetime.date, last: datetime.date) -> Iterator[str]:
    """The months whose first day is not before ``first`` and whose last is before ``last``; the month of start may be short."""
    month = f"{first:%Y-%m}" if first.day == 1 else shift_month(f"{first:%Y-%m}", 1)
    while last_of_month(month) < last:
        yield month
        month = shift_month(month, 1)
