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
from archivegen.rules.wording import group_days, list_days, list_few, name_worker

GROUP = "团体保险"


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
    """R217: a policy that begins too late or ends too early; the one policy of many is one mistake."""
    shared: list[_Gap] = []
    for gap in _list_gaps(checked):
        if not gap.covers or gap.elder:
            continue
        if all(cover.source == GROUP for cover in gap.covers):
            shared.append(gap)
        else:
            yield _report(checked, gap)
    if shared:
        yield _report_group(checked, shared)


def find_uncovered_elders(checked: Checked) -> Iterator[Breach]:
    """R218: whoever has reached ``insured_age`` works no day uninsured: at work without any policy, or outside its period."""
    for gap in _list_gaps(checked):
        if gap.elder and (gap.covers or checked.has_reached(ProjectStage.BUILDING)):
            yield _report(checked, gap)


def _report_group(checked: Checked, gaps: Sequence[_Gap]) -> Breach:
    days = sorted({day for gap in gaps for day in gap.days})
    return breach(
        checked.place("用工约定", "保险止"),
        workers=tuple(gap.worker for gap in gaps),
        evidence=[
            Evidence(checked.place("务工人员", gap.line), f"{name_worker(gap.worker)} {list_days(gap.days)} 务工")
            for gap in gaps
        ],
        name=list_few((name_worker(gap.worker) for gap in gaps), "人"),
        count=len(days),
        days=list_days(days),
        periods=_tell_covers(gaps[0].covers),
        limit=checked.policy.insured_age,
    )


def _report(checked: Checked, gap: _Gap) -> Breach:
    place = checked.place("务工人员", gap.line)
    return breach(
        place,
        worker=gap.worker,
        evidence=[Evidence(place, f"{first}至{last} 务工，不在保险期内") for first, last in group_days(gap.days)],
        name=name_worker(gap.worker),
        count=len(gap.days),
        days=list_days(gap.days),
        periods=_tell_covers(gap.covers),
        limit=checked.policy.insured_age,
    )


def _list_gaps(checked: Checked) -> Iterator[_Gap]:
    group = _read_cover(GROUP, checked.project.terms)
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


def _tell_covers(covers: Sequence[_Cover]) -> str:
    return "、".join(f"{cover.source} {_tell_period(cover)}" for cover in covers) or "没有保险"


def _tell_period(cover: _Cover) -> str:
    if cover.until == datetime.date.max:
        return f"{cover.since}起"
    return f"{'' if cover.since == datetime.date.min else cover.since}至{cover.until}"
