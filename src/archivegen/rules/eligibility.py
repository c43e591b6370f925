"""务工人员: who may work, and who is hired first (domain §1.3, §7-B)."""

from __future__ import annotations

import datetime
from collections.abc import Iterator

from archivegen.chinese import nearest
from archivegen.project.people import Worker
from archivegen.project.reckoning import worker_age, worker_sex
from archivegen.rules.run import Breach, Checked, breach
from archivegen.rules.wording import list_choices, name_person


def find_children(checked: Checked) -> Iterator[Breach]:
    """R106: nobody below the working age (劳动法 art. 15)."""
    limit = checked.policy.minimum_age
    for index, worker, age, day in _ages(checked):
        if age < limit:
            yield _age_breach(checked, index, worker, age=age, day=day, limit=limit)


def find_minors_on_site(checked: Checked) -> Iterator[Breach]:
    """R107: nobody under age on a building site (劳动法 art. 64; 未成年工特殊保护规定)."""
    low, limit = checked.policy.minimum_age, checked.policy.site_minimum_age
    for index, worker, age, day in _ages(checked):
        if low <= age < limit:
            yield _age_breach(checked, index, worker, age=age, day=day, limit=limit)


def find_too_old_workers(checked: Checked) -> Iterator[Breach]:
    """R108: the upper age that the county sets."""
    limit = checked.policy.maximum_age
    for index, worker, age, day in _ages(checked):
        if age > limit:
            yield _age_breach(checked, index, worker, age=age, day=day, limit=limit)


def find_uninsured_elders(checked: Checked) -> Iterator[Breach]:
    """R109: whoever has reached the age of retirement has no work-injury insurance and needs an accident policy."""
    if checked.project.terms.insurance_no:
        return
    for index, worker, age, day in _ages(checked):
        limit = checked.policy.service_age.get(worker_sex(worker))
        if limit is not None and age >= limit and not worker.insurance_no and _is_hired(checked, worker):
            yield _age_breach(checked, index, worker, age=age, day=day, limit=limit)


def _age_breach(checked: Checked, index: int, worker: Worker, *, age: int, day: datetime.date, limit: int) -> Breach:
    name = name_person(worker.name, worker.worker_no)
    return breach(checked.place("务工人员", index), name=name, age=age, day=day, limit=limit)


def _ages(checked: Checked) -> Iterator[tuple[int, Worker, int, datetime.date]]:
    """Everybody whose age is known, on the first day of contract, entry or work, or else of the building."""
    basics = checked.project.basics
    for index, worker in enumerate(checked.project.workers):
        worked = checked.figures.spans.get(id(worker))
        own = [day for day in (worker.contract_day, worker.entered, worked.first if worked else None) if day]
        day = min(own, default=basics.started or basics.planned_start)
        age = worker_age(worker, day)
        if age is not None and day is not None:
            yield index, worker, age, day


def _is_hired(checked: Checked, worker: Worker) -> bool:
    return bool(worker.contract_day or worker.entered or id(worker) in checked.figures.spans)


def find_unproved_categories(checked: Checked) -> Iterator[Breach]:
    """R110: a priority category needs a document or a register that says so (seed Meishan; domain §7-B)."""
    ordinary = checked.policy.ordinary_categories
    for index, worker in enumerate(checked.project.workers):
        claimed = [category for category in worker.categories if category not in ordinary]
        if claimed and not worker.evidence:
            place = checked.place("务工人员", index, "人员类别")
            yield breach(place, name=name_person(worker.name, worker.worker_no), categories="、".join(claimed))


def find_unknown_categories(checked: Checked) -> Iterator[Breach]:
    """R114: categories are those of the pack; what is not among them counts as no priority."""
    known = (*checked.policy.priority_categories, *checked.policy.ordinary_categories)
    for index, worker in enumerate(checked.project.workers):
        for category in worker.categories:
            if category not in known:
                close = nearest(category, known)
                yield breach(
                    checked.place("务工人员", index, "人员类别"),
                    name=name_person(worker.name, worker.worker_no),
                    category=category,
                    choices=list_choices([close] if close else known),
                )


def find_unknown_origins(checked: Checked) -> Iterator[Breach]:
    """R116: 本村 → 邻村 → 本乡镇 → 邻近乡镇, and nobody from outside the county (seed Dongpo)."""
    known = checked.policy.origin_order
    for index, worker in enumerate(checked.project.workers):
        if worker.origin and worker.origin not in known:
            yield breach(
                checked.place("务工人员", index, "来源范围"),
                name=name_person(worker.name, worker.worker_no),
                origin=worker.origin,
                choices=list_choices(known),
            )
