"""Days on which nobody may have worked, and somebody did: by worker and date, from the one list of work.  Pure.

The rules report the same by worker; here stands every date, for the table of differences (domain §7-D; R22).
"""

from __future__ import annotations

import datetime
from collections.abc import Iterator, Mapping
from decimal import Decimal
from enum import StrEnum
from typing import NamedTuple

from archivegen.chinese import age_on
from archivegen.project.figures import Figures
from archivegen.project.people import Worker
from archivegen.project.presence import PresenceRow
from archivegen.project.reckoning import worker_birth
from archivegen.project.records import first_of_month


class Forbidden(StrEnum):
    """Why nobody may have worked on a day."""

    STOPPED = "停工日出工"
    OVERFULL = "一天超过一个工"
    BEFORE_CONTRACT = "合同签订前出工"
    BEFORE_TRAINING = "培训前出工"
    CHILD = "未满年龄出工"
    BEFORE_ENTRY = "进场前出工"
    AFTER_LEAVING = "退场后出工"


class ForbiddenDay(NamedTuple):
    """One worker's day that cannot be right; ``days`` is what the record of the month says he worked."""

    reason: Forbidden
    worker: Worker
    day: datetime.date
    days: Decimal
    month: str
    source: str


def list_forbidden_days(figures: Figures) -> Iterator[ForbiddenDay]:
    """Every such day, in date order, with the record that it was read from."""
    stopped = {log.day for log in figures.project.site_log if log.stopped and not log.note}
    trained = _training_days(figures)
    limits = {id(worker): list(_limits(figures, worker, trained)) for worker in figures.project.workers}
    found: list[ForbiddenDay] = []
    for (key, day), (row, days) in _days(figures).items():
        reasons = [reason for reason, first, last in limits[key] if not first <= day <= last]
        reasons += [Forbidden.STOPPED] * (day in stopped) + [Forbidden.OVERFULL] * (days > 1)
        found.extend(ForbiddenDay(reason, row.worker, day, days, row.month, row.source.value) for reason in reasons)
    return iter(sorted(found, key=lambda item: item.day))


def _days(figures: Figures) -> Mapping[tuple[int, datetime.date], tuple[PresenceRow, Decimal]]:
    """Worker and date → a row about it, and the days of all his trades together."""
    found: dict[tuple[int, datetime.date], tuple[PresenceRow, Decimal]] = {}
    for row in figures.presence:
        first = first_of_month(row.month)
        for day, fraction in row.days.items():
            key = id(row.worker), first.replace(day=day)
            before = found.get(key)
            found[key] = row, fraction + (before[1] if before else 0)
    return found


def _limits(
    figures: Figures, worker: Worker, trained: Mapping[int, datetime.date]
) -> Iterator[tuple[Forbidden, datetime.date, datetime.date]]:
    """Reason, first and last day on which it does not hold."""
    always, ever = datetime.date.min, datetime.date.max
    if worker.contract_day:
        yield Forbidden.BEFORE_CONTRACT, worker.contract_day, ever
    if id(worker) in trained:
        yield Forbidden.BEFORE_TRAINING, trained[id(worker)], ever
    if worker.entered:
        yield Forbidden.BEFORE_ENTRY, worker.entered, ever
    if worker.left:
        yield Forbidden.AFTER_LEAVING, always, worker.left
    birth = worker_birth(worker)
    if birth and (begun := _come_of_age(birth, figures.policy.minimum_age)):
        yield Forbidden.CHILD, begun, ever


def _come_of_age(birth: datetime.date, age: int) -> datetime.date | None:
    """The first day on which somebody has the age."""
    try:
        day = birth.replace(year=birth.year + age)
    except ValueError:
        day = datetime.date(birth.year + age, 3, 1)
    return day if age_on(birth, day) >= age else None


def _training_days(figures: Figures) -> Mapping[int, datetime.date]:
    """``id(worker)`` → the first day on which he was certified or had passed a training before work, where known."""
    found: dict[int, datetime.date] = {}
    for worker in figures.project.workers:
        if worker.certificate_day:
            found[id(worker)] = worker.certificate_day
    for training in figures.project.training:
        if not training.is_for_entry:
            continue
        for trainee in training.trainees:
            worker_found = figures.find_worker(trainee.name, trainee.worker_no)
            if worker_found and not training.has_failed(trainee):
                found[id(worker_found)] = min(training.day, found.get(id(worker_found), training.day))
    return found
