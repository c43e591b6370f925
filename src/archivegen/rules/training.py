"""培训: trained and certified before work, in safety too, and in all three rounds (domain §7-C)."""

from __future__ import annotations

import datetime
from collections import defaultdict
from collections.abc import Iterator, Mapping
from typing import NamedTuple

from archivegen.project.basics import ProjectStage
from archivegen.project.people import Trainee, Training, TrainingRound, Worker
from archivegen.rules.contracts import list_workers_at_work
from archivegen.rules.run import Breach, Checked, breach
from archivegen.rules.wording import name_person, name_worker


class _Trained(NamedTuple):
    """What the lists of 岗前 training say of one worker."""

    passed: datetime.date | None
    """The first day on which the exam was passed, or training attended when there was none."""
    failed: tuple[tuple[Training, Trainee], ...]


def find_untrained_workers(checked: Checked) -> Iterator[Breach]:
    """R203: training and exam come before work (安全生产法 art. 28; seed Dongpo)."""
    for index, worker, first, trained in _untrained(checked):
        if trained.passed is None and not trained.failed:
            yield breach(checked.place("务工人员", index), worker=worker, name=name_worker(worker), first=first)


def find_failed_exams(checked: Checked) -> Iterator[Breach]:
    """R206: who fails the exam does not work (the same sources)."""
    for index, worker, first, trained in _untrained(checked):
        if trained.passed is None and trained.failed:
            training, trainee = trained.failed[-1]
            yield breach(
                checked.place("务工人员", index),
                worker=worker,
                name=name_worker(worker),
                first=first,
                day=training.day,
                score=trainee.score,
                mark=training.pass_mark,
            )


def find_late_training(checked: Checked) -> Iterator[Breach]:
    """R207: trained, but after the first day of work (the same sources)."""
    for index, worker, first, trained in _untrained(checked):
        if trained.passed is not None:
            place = checked.place("务工人员", index)
            yield breach(place, worker=worker, name=name_worker(worker), first=first, day=trained.passed)


def find_absent_training_list(checked: Checked) -> Iterator[Breach]:
    """R205: people work and no list of 岗前 training is there at all."""
    first = checked.figures.first_work_day
    if first and not _entry_sessions(checked) and not _all_certified(checked):
        yield breach(checked.place("培训"), first=first)


def find_shared_certificates(checked: Checked) -> Iterator[Breach]:
    """R211: a certificate number belongs to one person (domain §7 V-C04)."""
    first: dict[str, tuple[object, str, tuple[str | int, ...]]] = {}
    for number, person, name, path in _list_certificates(checked):
        owner, other, where = first.setdefault(number, (person, name, path))
        if owner != person:
            yield breach(checked.place(*path), name=name, other=other, number=number, where=checked.place(*where))


def _list_certificates(checked: Checked) -> Iterator[tuple[str, object, str, tuple[str | int, ...]]]:
    """Number, person, name and path of every certificate in the roster and in the lists of trainees; 无 is no number."""
    for index, worker in enumerate(checked.project.workers):
        if _has_digit(worker.certificate_no):
            path: tuple[str | int, ...] = ("务工人员", index, "上岗证号")
            yield worker.certificate_no, id(worker), name_worker(worker), path
    for session, training in enumerate(checked.project.training):
        for index, trainee in enumerate(training.trainees):
            if _has_digit(trainee.certificate_no):
                found = checked.figures.find_worker(trainee.name, trainee.worker_no)
                person = id(found) if found else (trainee.name, trainee.worker_no)
                path = ("培训", session, "学员", index, "证号")
                yield trainee.certificate_no, person, name_person(trainee.name, trainee.worker_no), path


def _has_digit(text: str) -> bool:
    return any(sign.isdigit() for sign in text)


def find_early_certificates(checked: Checked) -> Iterator[Breach]:
    """R212: the certificate follows the training (seed Dongpo: train, exam, 上岗证)."""
    sessions = _sessions_by_worker(checked)
    for index, worker in enumerate(checked.project.workers):
        attended = sessions.get(id(worker))
        day = worker.certificate_day
        if attended and day and day < (first := min(training.day for training in attended)):
            place = checked.place("务工人员", index, "发证日期")
            yield breach(place, worker=worker, name=name_worker(worker), day=day, trained=first)


def find_work_before_certificate(checked: Checked) -> Iterator[Breach]:
    """R213: the certificate is there before work begins; whoever was not trained at all is told so instead."""
    told = {id(worker) for _, worker, _, _ in _untrained(checked)}
    for index, worker, first in list_workers_at_work(checked):
        day = worker.certificate_day
        if day and day > first and id(worker) not in told:
            place = checked.place("务工人员", index, "发证日期")
            yield breach(place, worker=worker, name=name_worker(worker), first=first, day=day)


def find_certificates_of_failed_exams(checked: Checked) -> Iterator[Breach]:
    """R223: who has never passed the exam has no certificate (seed Dongpo: train, exam, 上岗证)."""
    known = _read_sessions(checked, _entry_sessions(checked))
    for index, worker in enumerate(checked.project.workers):
        trained = known.get(id(worker))
        if trained is None or trained.passed or not trained.failed:
            continue
        training, trainee = trained.failed[-1]
        certificate = worker.certificate_no or trainee.certificate_no or worker.certificate_day
        if certificate:
            yield breach(
                checked.place("务工人员", index),
                worker=worker,
                name=name_worker(worker),
                day=training.day,
                score=trainee.score,
                mark=training.pass_mark,
                certificate=certificate,
            )


def find_missing_rounds(checked: Checked) -> Iterator[Breach]:
    """R214: at acceptance the second and the third round have been held too (seed Meishan: three rounds)."""
    held = {training.round for training in checked.project.training}
    missing = [each.value for each in TrainingRound if each not in held and each is not TrainingRound.BEFORE]
    if held and missing and checked.has_reached(ProjectStage.ACCEPTANCE):
        yield breach(checked.place("培训"), rounds="、".join(missing))


def find_missing_safety_education(checked: Checked) -> Iterator[Breach]:
    """R215: nobody begins before a session on safety was held (安全生产法 art. 28)."""
    first = checked.figures.first_work_day
    if first and checked.has_reached(ProjectStage.BUILDING) and not _has_safety_session(checked, first):
        yield breach(checked.place("培训"), first=first)


def find_workers_without_safety_education(checked: Checked) -> Iterator[Breach]:
    """R216: everybody on a list of 岗前 training was taught safety before the first day (the same article)."""
    first = checked.figures.first_work_day
    if not first or not checked.has_reached(ProjectStage.BUILDING) or not _has_safety_session(checked, first):
        return
    sessions = _sessions_by_worker(checked)
    for index, worker, first in list_workers_at_work(checked):
        attended = [training for training in sessions.get(id(worker), ()) if training.day <= first]
        if attended and not any(training.teaches_safety(checked.policy.safety_words) for training in attended):
            place = checked.place("务工人员", index)
            yield breach(place, worker=worker, name=name_worker(worker), first=first, topic=attended[-1].topic)


def _has_safety_session(checked: Checked, day: datetime.date) -> bool:
    return any(
        training.day <= day and training.teaches_safety(checked.policy.safety_words)
        for training in checked.project.training
        if "务工" in training.audience
    )


def _sessions_by_worker(checked: Checked) -> Mapping[int, list[Training]]:
    """``id(worker)`` → sessions of 岗前 training that list the worker, in the order of the file."""
    found: dict[int, list[Training]] = defaultdict(list)
    for training in _entry_sessions(checked):
        for trainee in training.trainees:
            if worker := checked.figures.find_worker(trainee.name, trainee.worker_no):
                found[id(worker)].append(training)
    return found


def _untrained(checked: Checked) -> Iterator[tuple[int, Worker, datetime.date, _Trained]]:
    """Whoever worked before training, once lists of 岗前 training are there."""
    sessions = _entry_sessions(checked)
    if not sessions:
        return
    known = _read_sessions(checked, sessions)
    for index, worker, first in list_workers_at_work(checked):
        trained = known.get(id(worker), _Trained(None, ()))
        certified = worker.certificate_day is not None and worker.certificate_day <= first
        if not certified and (trained.passed is None or trained.passed > first):
            yield index, worker, first, trained


def _entry_sessions(checked: Checked) -> list[Training]:
    """Lists of 岗前 training for workers; cadres and council members are trained apart (seed Guang'an)."""
    return [training for training in checked.project.training if training.is_for_entry and training.trainees]


def _read_sessions(checked: Checked, sessions: list[Training]) -> Mapping[int, _Trained]:
    passed: dict[int, datetime.date] = {}
    failed: dict[int, list[tuple[Training, Trainee]]] = defaultdict(list)
    for training in sessions:
        for trainee in training.trainees:
            worker = checked.figures.find_worker(trainee.name, trainee.worker_no)
            if worker is None:
                continue
            if training.has_failed(trainee):
                failed[id(worker)].append((training, trainee))
            else:
                passed[id(worker)] = min(training.day, passed.get(id(worker), training.day))
    return {key: _Trained(passed.get(key), tuple(failed.get(key, ()))) for key in passed.keys() | failed.keys()}


def _all_certified(checked: Checked) -> bool:
    return all(
        worker.certificate_day is not None and worker.certificate_day <= first
        for _, worker, first in list_workers_at_work(checked)
    )
