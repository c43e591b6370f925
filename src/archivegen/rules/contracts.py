"""用工合同 and training before work (domain §7-C)."""

from __future__ import annotations

import datetime
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from archivegen.project.people import Trainee, Training, TrainingRound, Worker
from archivegen.project.reckoning import WorkDay
from archivegen.rules.run import Breach, Checked, breach
from archivegen.rules.wording import list_choices, list_few, name_person

PIECEWORK = "计件"


def find_work_before_contract(checked: Checked) -> Iterator[Breach]:
    """R201: signed on or before the first day of work (保障农民工工资支付条例 art. 28; seed Meishan)."""
    for index, worker, days in _workers_at_work(checked):
        first, signed = days[0].day, worker.contract_day
        if signed and first < signed:
            place = checked.place("务工人员", index, "合同签订日期")
            yield breach(place, name=_name(worker), first=first, signed=signed)


def find_work_without_contract(checked: Checked) -> Iterator[Breach]:
    """R202: whoever worked needs a contract with a date (the same sources)."""
    for index, worker, days in _workers_at_work(checked):
        if worker.contract_day is None:
            yield breach(checked.place("务工人员", index), name=_name(worker), first=days[0].day)


def find_unpriced_roster_trades(checked: Checked) -> Iterator[Breach]:
    """R204: the price that a contract promises stands among the agreed rates (劳动合同法 art. 17; seed Meishan)."""
    known = {rate.trade for rate in checked.project.rates}
    strangers: dict[str, list[int]] = defaultdict(list)
    for index, worker in enumerate(checked.project.workers):
        if known and worker.trade and worker.trade not in known and worker.pay_mode != PIECEWORK:
            strangers[worker.trade].append(index)
    for trade, indexes in strangers.items():
        names = [_name(checked.project.workers[index]) for index in indexes]
        place = checked.place("务工人员", indexes[0], "工种")
        yield breach(place, trade=trade, names=list_few(names, "人"), choices=list_choices(sorted(known)))


class _Trained(NamedTuple):
    """What the lists of 岗前 training say of one worker."""

    passed: datetime.date | None
    """The first day on which the exam was passed, or training attended when there was none."""
    failed: tuple[tuple[Training, Trainee], ...]


def find_untrained_workers(checked: Checked) -> Iterator[Breach]:
    """R203: training and exam come before work (安全生产法 art. 28; seed Dongpo)."""
    for index, worker, first, trained in _untrained(checked):
        if trained.passed is None and not trained.failed:
            yield breach(checked.place("务工人员", index), name=_name(worker), first=first)


def find_failed_exams(checked: Checked) -> Iterator[Breach]:
    """R206: who fails the exam does not work (the same sources)."""
    for index, worker, first, trained in _untrained(checked):
        if trained.passed is None and trained.failed:
            training, trainee = trained.failed[-1]
            yield breach(
                checked.place("务工人员", index),
                name=_name(worker),
                first=first,
                day=training.day,
                score=trainee.score,
                mark=training.pass_mark,
            )


def find_late_training(checked: Checked) -> Iterator[Breach]:
    """R207: trained, but after the first day of work (the same sources)."""
    for index, worker, first, trained in _untrained(checked):
        if trained.passed is not None:
            yield breach(checked.place("务工人员", index), name=_name(worker), first=first, day=trained.passed)


def find_absent_training_list(checked: Checked) -> Iterator[Breach]:
    """R205: people work and no list of 岗前 training is there at all."""
    first = checked.figures.work_days[:1]
    if first and not _entry_sessions(checked) and not _all_certified(checked):
        yield breach(checked.place("培训"), first=first[0].day)


def _untrained(checked: Checked) -> Iterator[tuple[int, Worker, datetime.date, _Trained]]:
    """Whoever worked before training, once lists of 岗前 training are there."""
    sessions = _entry_sessions(checked)
    if not sessions:
        return
    known = _read_sessions(checked, sessions)
    for index, worker, days in _workers_at_work(checked):
        first = days[0].day
        trained = known.get(id(worker), _Trained(None, ()))
        certified = worker.certificate_day is not None and worker.certificate_day <= first
        if not certified and (trained.passed is None or trained.passed > first):
            yield index, worker, first, trained


def _entry_sessions(checked: Checked) -> list[Training]:
    """Lists of 岗前 training for workers; cadres and council members are trained apart (seed Guang'an)."""
    return [
        training
        for training in checked.project.training
        if training.round is TrainingRound.BEFORE and training.trainees and "务工" in training.audience
    ]


def _read_sessions(checked: Checked, sessions: list[Training]) -> Mapping[int, _Trained]:
    passed: dict[int, datetime.date] = {}
    failed: dict[int, list[tuple[Training, Trainee]]] = defaultdict(list)
    for training in sessions:
        for trainee in training.trainees:
            worker = checked.figures.find_worker(trainee.name, trainee.worker_no)
            if worker is None:
                continue
            if trainee.score is not None and training.pass_mark is not None and trainee.score < training.pass_mark:
                failed[id(worker)].append((training, trainee))
            else:
                passed[id(worker)] = min(training.day, passed.get(id(worker), training.day))
    return {key: _Trained(passed.get(key), tuple(failed.get(key, ()))) for key in passed.keys() | failed.keys()}


def _all_certified(checked: Checked) -> bool:
    return all(
        worker.certificate_day is not None and worker.certificate_day <= days[0].day
        for _, worker, days in _workers_at_work(checked)
    )


def _workers_at_work(checked: Checked) -> Iterator[tuple[int, Worker, Sequence[WorkDay]]]:
    for index, worker in enumerate(checked.project.workers):
        if days := checked.figures.days_by_worker.get(id(worker)):
            yield index, worker, days


def _name(worker: Worker) -> str:
    return name_person(worker.name, worker.worker_no)
