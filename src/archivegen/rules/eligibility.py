"""务工人员: who may work, and who is hired first (domain §1.3, §7-B)."""

from __future__ import annotations

import datetime
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping

from archivegen.chinese import nearest
from archivegen.findings import Evidence
from archivegen.project.basics import ProjectStage
from archivegen.project.people import Worker
from archivegen.project.presence import first_of_month
from archivegen.project.reckoning import worker_age, worker_sex
from archivegen.rules.run import Breach, Checked, breach
from archivegen.rules.wording import list_choices, list_few, name_worker


def find_children(checked: Checked) -> Iterator[Breach]:
    """R106: nobody below the working age, on the first day (劳动法 art. 15)."""
    limit = checked.policy.minimum_age
    for index, worker, age, day in _list_ages(checked, _first_day):
        if age < limit:
            yield _age_breach(checked, index, worker, age=age, day=day, limit=limit)


def find_minors_on_site(checked: Checked) -> Iterator[Breach]:
    """R107: nobody under age on a building site, on the first day (劳动法 art. 64; 未成年工特殊保护规定)."""
    low, limit = checked.policy.minimum_age, checked.policy.site_minimum_age
    for index, worker, age, day in _list_ages(checked, _first_day):
        if low <= age < limit:
            yield _age_breach(checked, index, worker, age=age, day=day, limit=limit)


def find_too_old_workers(checked: Checked) -> Iterator[Breach]:
    """R108: the upper age that the county sets, on the last day of work."""
    limit = checked.policy.maximum_age
    for index, worker, age, day in _list_ages(checked, _last_day):
        if age > limit:
            yield _age_breach(checked, index, worker, age=age, day=day, limit=limit)


def find_uninsured_elders(checked: Checked) -> Iterator[Breach]:
    """R109: whoever has reached the age of retirement has no work-injury insurance and needs an accident policy.

    From the building on R218 says it, as an error, of whoever is still older and worked on days that are known.
    """
    if checked.project.terms.insurance_no:
        return
    strict = checked.policy.insured_age if checked.has_reached(ProjectStage.BUILDING) else None
    for index, worker, age, day, limit in _list_elders(checked):
        dated = id(worker) in checked.figures.days_by_worker or id(worker) in checked.piece_days
        told_there = strict is not None and age >= strict and dated
        if not worker.insurance_no and not told_there:
            yield _age_breach(checked, index, worker, age=age, day=day, limit=limit)


def find_elders_in_closed_trades(checked: Checked) -> Iterator[Breach]:
    """R120: work at height, underground or of the heaviest kind is closed to whoever has reached the age (domain §7 V-B05)."""
    closed = _closed_trades(checked)
    for index, worker in enumerate(checked.project.workers):
        limit = checked.policy.service_age.get(worker_sex(worker))
        for trade, day in closed.get(id(worker), {}).items():
            age = worker_age(worker, day)
            if limit is not None and age is not None and age >= limit:
                yield breach(
                    checked.place("务工人员", index, "工种"),
                    worker=worker,
                    name=name_worker(worker),
                    age=age,
                    day=day,
                    limit=limit,
                    trade=trade,
                )


def find_elders_without_health_note(checked: Checked) -> Iterator[Breach]:
    """R121: whoever has reached the age shows, or declares in writing, that he is fit for the work (domain §7 V-B05)."""
    if not checked.has_reached(ProjectStage.BUILDING):
        return
    missing = [found for found in _list_elders(checked) if found[1].health_day is None]
    if missing:
        yield breach(
            checked.place("务工人员", missing[0][0]),
            workers=tuple(worker for _, worker, *_ in missing),
            evidence=[
                Evidence(
                    checked.place("务工人员", index), f"{name_worker(worker)} {day} 已 {age} 岁（{limit} 岁起为超龄）"
                )
                for index, worker, age, day, limit in missing
            ],
            names=list_few((name_worker(worker) for _, worker, *_ in missing), "人"),
            count=len(missing),
        )


def _age_breach(checked: Checked, index: int, worker: Worker, *, age: int, day: datetime.date, limit: int) -> Breach:
    place = checked.place("务工人员", index)
    return breach(place, worker=worker, name=name_worker(worker), age=age, day=day, limit=limit)


def _list_ages(
    checked: Checked, find_day: Callable[[Checked, Worker], datetime.date | None]
) -> Iterator[tuple[int, Worker, int, datetime.date]]:
    """Everybody whose age is known on that day."""
    for index, worker in enumerate(checked.project.workers):
        day = find_day(checked, worker)
        age = worker_age(worker, day)
        if age is not None and day is not None:
            yield index, worker, age, day


def _list_elders(checked: Checked) -> Iterator[tuple[int, Worker, int, datetime.date, int]]:
    """Everybody hired who has reached the age from which only a 用工协议 is signed, and that age."""
    for index, worker, age, day in _list_ages(checked, _last_day):
        limit = checked.policy.service_age.get(worker_sex(worker))
        if limit is not None and age >= limit and checked.is_hired(worker):
            yield index, worker, age, day, limit


def _first_day(checked: Checked, worker: Worker) -> datetime.date | None:
    """The first day of contract, entry or work, or else of the building."""
    basics, span = checked.project.basics, checked.work_spans.get(id(worker))
    own = [day for day in (worker.contract_day, worker.entered, span.first if span else None) if day]
    return min(own, default=basics.started or basics.planned_start)


def _last_day(checked: Checked, worker: Worker) -> datetime.date | None:
    """The last day of work; before there is any, the first of what is known."""
    span = checked.work_spans.get(id(worker))
    return span.last if span else _first_day(checked, worker)


def _closed_trades(checked: Checked) -> Mapping[int, Mapping[str, datetime.date]]:
    """``id(worker)`` → trade that is closed to elders → the last day in it."""
    words = checked.policy.elder_forbidden_trades
    found: dict[int, dict[str, datetime.date]] = defaultdict(dict)
    for worker in checked.project.workers:
        day = _first_day(checked, worker)
        if day and any(word in worker.trade for word in words):
            found[id(worker)][worker.trade] = day
    for row in checked.figures.presence:
        if row.days and any(word in row.trade for word in words):
            day = first_of_month(row.month).replace(day=max(row.days))
            known = found[id(row.worker)]
            known[row.trade] = max(day, known.get(row.trade, day))
    return found


def find_unproved_categories(checked: Checked) -> Iterator[Breach]:
    """R110: a priority category needs a document or a register that says so (seed Meishan; domain §7-B)."""
    ordinary = checked.policy.ordinary_categories
    for index, worker in enumerate(checked.project.workers):
        claimed = [category for category in worker.categories if category not in ordinary]
        if claimed and not worker.evidence:
            place = checked.place("务工人员", index, "人员类别")
            yield breach(place, worker=worker, name=name_worker(worker), categories="、".join(claimed))


def find_unknown_categories(checked: Checked) -> Iterator[Breach]:
    """R114: categories are those of the pack; what is not among them counts as no priority."""
    known = (*checked.policy.priority_categories, *checked.policy.ordinary_categories)
    for index, worker in enumerate(checked.project.workers):
        for category in worker.categories:
            if category not in known:
                close = nearest(category, known)
                yield breach(
                    checked.place("务工人员", index, "人员类别"),
                    name=name_worker(worker),
                    category=category,
                    worker=worker,
                    choices=list_choices([close] if close else known),
                )


def find_unknown_origins(checked: Checked) -> Iterator[Breach]:
    """R116: 本村 → 邻村 → 本乡镇 → 邻近乡镇 (seed Dongpo)."""
    known = checked.policy.origin_order
    for index, worker in enumerate(checked.project.workers):
        if worker.origin and worker.origin not in (*known, *checked.policy.outside_county):
            yield breach(
                checked.place("务工人员", index, "来源范围"),
                name=name_worker(worker),
                origin=worker.origin,
                worker=worker,
                choices=list_choices(known),
            )


def find_workers_from_elsewhere(checked: Checked) -> Iterator[Breach]:
    """R122: the outer limit is the county (seed Dongpo; domain §7 V-B07)."""
    for index, worker in enumerate(checked.project.workers):
        if worker.origin in checked.policy.outside_county:
            place = checked.place("务工人员", index, "来源范围")
            choices = list_choices(checked.policy.origin_order)
            yield breach(place, worker=worker, name=name_worker(worker), origin=worker.origin, choices=choices)
