"""保险: every day of work lies within a policy (domain §7 V-C07)."""

from __future__ import annotations

import datetime
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from archivegen.findings import Evidence
from archivegen.project.basics import ProjectStage
from archivegen.project.people import Worker, WorkTerms
from archivegen.project.reckoning import worker_age
from archivegen.rules.run import Breach, Checked, breach
from archivegen.rules.wording import list_days, name_worker


class _Cover(NamedTuple):
    """A period of insurance; an end that nobody wrote down is open."""

    source: str
    since: datetime.date
    until: datetime.date


class _Gap(NamedTuple):
    """Days that a worker worked and no policy covers; ``line`` counts the roster from 0, ``covers`` are the policies there are."""

    line: int
    worker: Worker
    days: Sequence[datetime.date]
    covers: Sequence[_Cover]
    elder: bool


def find_uncovered_days(checked: Checked) -> Iterator[Breach]:
    """R217: a policy that begins too late or ends too early."""
    for gap in _list_gaps(checked):
        if gap.covers and not gap.elder:
            yield _report(checked, gap)


def find_uncovered_elders(checked: Checked) -> Iterator[Breach]:
    """R218: whoever has reached ``insured_age`` works no day uninsured: at work without any policy, or outside its period."""
    for gap in _list_gaps(checked):
        if gap.elder and (gap.covers or checked.has_reached(ProjectStage.BUILDING)):
            yield _report(checked, gap)


def _report(checked: Checked, gap: _Gap) -> Breach:
    place = checked.place("务工人员", gap.line)
    periods = "、".join(f"{cover.source}{_tell_period(cover)}" for cover in gap.covers) or "没有保险"
    return breach(
        place,
        worker=gap.worker,
        evidence=[Evidence(place, f"{day} 务工，不在保险期内") for day in gap.days],
        name=name_worker(gap.worker),
        count=len(gap.days),
        days=list_days(gap.days),
        periods=periods,
        limit=checked.policy.insured_age,
    )


def _list_gaps(checked: Checked) -> Iterator[_Gap]:
    group = _read_cover("团体保险", checked.project.terms)
    for index, worker in enumerate(checked.project.workers):
        span = checked.work_spans.get(id(worker))
        covers = [cover for cover in (_read_cover("本人保险", worker), group) if cover]
        if span is None or any(cover.since <= span.first and span.last <= cover.until for cover in covers):
            continue
        worked = {day.day for day in checked.figures.days_by_worker.get(id(worker), ())}
        days = sorted(
            day
            for day in worked | checked.piece_days.get(id(worker), frozenset())
            if not any(cover.since <= day <= cover.until for cover in covers)
        )
        if days:
            age = worker_age(worker, days[-1])
            yield _Gap(index, worker, days, covers, age is not None and age >= checked.policy.insured_age)


def _read_cover(source: str, facts: Worker | WorkTerms) -> _Cover | None:
    if not (facts.insurance_no or facts.insured_from or facts.insured_to):
        return None
    return _Cover(source, facts.insured_from or datetime.date.min, facts.insured_to or datetime.date.max)


def _tell_period(cover: _Cover) -> str:
    since = "" if cover.since == datetime.date.min else f"{cover.since}起"
    until = "" if cover.until == datetime.date.max else f"至{cover.until}"
    return since + until
