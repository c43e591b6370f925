"""Words about training: 培训档案 (the ledger and one item a session), 安全教育, and the number of a 上岗证 (domain §6.10).

Names and scores of persons are in them, so public papers are never given these words (domain §1.9).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal

from archivegen.project.figures import Figures
from archivegen.project.people import Trainee, Training, TrainingRound, Worker
from archivegen.project.plain import Words, blank_words, fact_words, or_blank
from archivegen.project.reckoning import ZERO, share_of

Sessions = Sequence[tuple[Training, Trainee]]
"""The trainings of one person, each with what it says about them."""

LEDGER = "台账"
"""Key of the paper that holds all sessions; every other one is told apart by its day."""
_PLACES = 20
"""Places to sign when nobody wrote how many are to come."""


def sessions_by_worker(figures: Figures) -> Mapping[int, Sessions]:
    """``id(worker)`` → that worker's trainings in the order of the project file."""
    found: dict[int, list[tuple[Training, Trainee]]] = defaultdict(list)
    for training in figures.project.training:
        for trainee in training.trainees:
            if worker := figures.find_worker(trainee.name, trainee.worker_no):
                found[id(worker)].append((training, trainee))
    return dict(found)


def find_certificate(figures: Figures, worker: Worker, position: int, sessions: Sessions) -> str:
    """The number of a worker's 上岗证: as written, or for whom has passed 项目号-年份-序号 (domain §6.10); else "".

    ``position`` is the line of the roster, from 1: a number stays what it is when others join.
    """
    written = worker.certificate_no or next((p.certificate_no for _, p in sessions if p.certificate_no), "")
    if written or not any(_earns_certificate(training, trainee) for training, trainee in sessions):
        return written
    basics = figures.project.basics
    project = figures.project.archive.project_no or basics.code.rpartition("-")[2]
    return "-".join(filter(None, (project, str(basics.year), f"{position:03d}")))


def _earns_certificate(training: Training, trainee: Trainee) -> bool:
    """Passed before work, or was there where nothing was asked."""
    return training.is_for_entry and (_is_passed(training, trainee) is True or training.pass_mark is None)


def _is_passed(training: Training, trainee: Trainee) -> bool | str:
    """Whether the exam was passed; "" while no score or no pass mark is known."""
    if trainee.score is None or training.pass_mark is None:
        return ""
    return trainee.score >= training.pass_mark


def training_words(figures: Figures, persons: Sequence[Words]) -> list[Words]:
    """培训档案: the ledger of all sessions, then every session in the order of the file; empty without any.

    ``persons`` are the full words of the roster, in its order.
    """
    certified: set[int] = set()
    sessions = [_session_words(figures, training, persons, certified) for training in figures.project.training]
    if not sessions:
        return []
    blank = {key: [] if isinstance(value, list) else "" for key, value in sessions[0].items()}
    ledger = {**blank, "键": LEDGER, "台账": True, "场次": sessions, "人员": list(_list_persons(figures, persons))}
    return [ledger, *sessions]


def _session_words(figures: Figures, training: Training, persons: Sequence[Words], certified: set[int]) -> Words:
    rows = [_trainee_words(figures, training, trainee, persons) for trainee in training.trainees]
    for position, row in enumerate(rows, 1):
        row["序号"] = position
    scored = [row for row in rows if row["成绩"] != ""]
    passed = [row for row in rows if row["合格"] is True]
    rate = share_of(Decimal(len(passed)), Decimal(len(scored))) if training.pass_mark is not None else None
    places = training.planned or _PLACES
    return {
        **blank_words(Training),
        **fact_words(training),
        "台账": False,
        "键": "-".join(filter(None, (training.day.isoformat(), training.session_no))),
        "学员": rows,
        "名单": rows or [{**_blank_trainee(), "序号": position} for position in range(1, places + 1)],
        "实到": len(rows) or "",
        "有考核": bool(scored or training.exam or training.pass_mark is not None),
        "参考": len(scored),
        "合格人数": len(passed),
        "合格率": or_blank(rate),
        "务工": "务工" in training.audience,
        "含安全教育": training.teaches_safety(figures.policy.safety_words),
        "上岗证": list(_list_cards(figures, training, persons, certified)),
        "场次": [],
        "人员": [],
    }


def _blank_trainee() -> Words:
    return dict.fromkeys(("姓名", "编号", "尾号", "村组", "工种", "班组", "成绩", "合格", "证号"), "")


def _trainee_words(figures: Figures, training: Training, trainee: Trainee, persons: Sequence[Words]) -> Words:
    person = _find_person(figures, trainee, persons)
    earned = training.is_for_entry and not training.has_failed(trainee)
    return {
        **_blank_trainee(),
        **({key: person[key] for key in ("尾号", "工种", "班组")} if person else {}),
        "村组": person["村组全称"] if person else "",
        "姓名": trainee.name,
        "编号": trainee.worker_no,
        "成绩": or_blank(trainee.score),
        "合格": _is_passed(training, trainee),
        "证号": trainee.certificate_no or (person["上岗证号"] if person and earned else ""),
    }


def _find_person(figures: Figures, trainee: Trainee, persons: Sequence[Words]) -> Words | None:
    worker = figures.find_worker(trainee.name, trainee.worker_no)
    return persons[figures.roster_lines[id(worker)]] if worker else None


def _list_cards(figures: Figures, training: Training, persons: Sequence[Words], certified: set[int]) -> Iterator[Words]:
    """上岗证 of a session: one a worker, from the first that earned it."""
    for trainee in training.trainees:
        worker = figures.find_worker(trainee.name, trainee.worker_no)
        if worker is None or id(worker) in certified or not _earns_certificate(training, trainee):
            continue
        certified.add(id(worker))
        person = persons[figures.roster_lines[id(worker)]]
        yield {
            "姓名": worker.name,
            "工种": worker.trade,
            "证号": trainee.certificate_no or person["上岗证号"],
            "成绩": or_blank(trainee.score),
            "发证日期": worker.certificate_day or "",
        }


def _list_persons(figures: Figures, persons: Sequence[Words]) -> Iterator[Words]:
    """Everybody on the roster with what was learnt in each of the three rounds."""
    sessions = sessions_by_worker(figures)
    for worker, person in zip(figures.project.workers, persons, strict=True):
        own = sessions.get(id(worker), ())
        rounds = {
            held.value: [
                {"日期": t.day, "成绩": or_blank(p.score), "合格": _is_passed(t, p)} for t, p in own if t.round is held
            ]
            for held in TrainingRound
        }
        yield {
            "序号": person["序号"],
            "姓名": worker.name,
            "尾号": person["尾号"],
            "村组": person["村组全称"],
            "工种": worker.trade,
            **rounds,
            "次数": len(own),
            "学时": sum((training.hours or ZERO for training, _ in own), ZERO),
            "证号": person["上岗证号"],
        }


def safety_words(figures: Figures, persons: Sequence[Words]) -> list[Words]:
    """安全教育: who was taught safety when, a line each time; who never was stands at the end without a day (R215, R216)."""
    taught: set[int] = set()
    rows: list[Words] = []
    for training in sorted(figures.project.training, key=lambda held: held.day):
        if not training.teaches_safety(figures.policy.safety_words):
            continue
        for trainee in training.trainees:
            if worker := figures.find_worker(trainee.name, trainee.worker_no):
                taught.add(id(worker))
                line = figures.roster_lines[id(worker)]
                rows.append({**_safety_line(persons[line]), **_safety_facts(training, trainee)})
    for worker, person in zip(figures.project.workers, persons, strict=True):
        if id(worker) not in taught:
            rows.append(_safety_line(person))
    return [{**row, "序号": position} for position, row in enumerate(rows, 1)]


def _safety_line(person: Words) -> Words:
    known = {key: person[key] for key in ("姓名", "尾号", "工种", "班组")}
    return {**known, "日期": "", "课题": "", "学时": "", "成绩": "", "师资": ""}


def _safety_facts(training: Training, trainee: Trainee) -> Words:
    return {
        "日期": training.day,
        "课题": training.topic,
        "学时": or_blank(training.hours),
        "成绩": or_blank(trainee.score),
        "师资": training.trainer,
    }
