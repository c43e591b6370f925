"""Whom a row of a table means.  Every list joins the roster by number or name; what joins to the wrong person pays him."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from enum import Enum, auto
from functools import cache
from typing import NamedTuple

from archivegen.chinese import chinese_month
from archivegen.findings import Evidence
from archivegen.project.people import Worker
from archivegen.rules.run import Breach, Checked
from archivegen.rules.wording import list_choices, name_person, name_worker


class Trouble(Enum):
    """Why a row means nobody, or not the one whom it names."""

    UNKNOWN = auto()
    AMBIGUOUS = auto()
    CONTRADICTED = auto()


class Named(NamedTuple):
    """A row that names somebody: the table, the path of the row, the name and the number in it, and its wage month."""

    table: str
    path: tuple[str | int, ...]
    name: str
    worker_no: str
    id_number: str = ""
    month: str = ""
    field: str = ""
    """The fact that holds name and number alike; empty where each has its own."""


def find_trouble(checked: Checked, row: Named) -> Trouble | None:
    """What is wrong with whom a row means; None when it means one person, or when the roster itself is to blame.

    Two lines of the roster with one number (R118) or one name and one ID (R102) are reported there and once.
    """
    if checked.figures.find_worker(row.name, row.worker_no, row.id_number):
        return None
    meant = _candidates(checked, row)
    if not meant:
        return Trouble.UNKNOWN
    if all(worker.name != row.name for worker in meant):
        return Trouble.CONTRADICTED
    ids = {worker.id_number for worker in meant}
    twice = len(ids) == 1 and all(ids)
    return None if row.worker_no or twice else Trouble.AMBIGUOUS


def report_unknown(
    checked: Checked, rows: Iterable[Named], is_told: Callable[[str, str], bool] | None = None
) -> Iterator[Breach]:
    """People who are not in the roster, with the most likely right name: each once, whatever names them and how often.

    ``is_told`` says of a name and a number whether another rule tells of that person.
    """
    if not checked.project.workers:
        return
    for named in _gather(checked, rows, Trouble.UNKNOWN):
        row = named[0]
        if is_told is None or not is_told(row.name, row.worker_no):
            who = name_person(row.name, row.worker_no)
            yield _report(checked, named, "姓名", name=who, choices=_suggest(checked, row))


def report_ambiguous(checked: Checked, rows: Iterable[Named]) -> Iterator[Breach]:
    """Names without a number that several people bear."""
    for named in _gather(checked, rows, Trouble.AMBIGUOUS):
        namesakes = _candidates(checked, named[0])
        choices = list_choices(name_worker(worker) for worker in namesakes)
        yield _report(checked, named, "姓名", name=named[0].name, count=len(namesakes), choices=choices)


def report_contradicted(checked: Checked, rows: Iterable[Named]) -> Iterator[Breach]:
    """Numbers that are another person's."""
    for named in _gather(checked, rows, Trouble.CONTRADICTED):
        row = named[0]
        owner = "、".join(worker.name for worker in _candidates(checked, row))
        yield _report(checked, named, "编号", name=row.name, number=row.worker_no or row.name, owner=owner)


def is_on_record(checked: Checked, others: Iterable[Named] = ()) -> Callable[[str, str], bool]:
    """Whether a record of work, or one of some other rows, names somebody so: R301 or R312 tells what is wrong with the name.

    The names are gathered when first asked for: nearly always nobody is unknown.
    """

    @cache
    def list_names() -> frozenset[tuple[str, str]]:
        told = {(row.name, row.worker_no) for row in others}
        return frozenset(told.union((record.name, record.worker_no) for record in checked.figures.records))

    return lambda name, worker_no: (name, worker_no) in list_names()


def _gather(checked: Checked, rows: Iterable[Named], trouble: Trouble) -> Iterable[list[Named]]:
    """The rows with this trouble, in groups of one name and number."""
    found: dict[tuple[str, str], list[Named]] = defaultdict(list)
    for row in rows:
        if find_trouble(checked, row) is trouble:
            found[row.name, row.worker_no].append(row)
    return found.values()


def _report(checked: Checked, rows: Sequence[Named], field: str, **words: object) -> Breach:
    """One person's rows as one breach, which concerns all their months and shows where each of them stands."""
    places = [checked.place(*row.path, row.field or field) for row in rows]
    words["table"] = "、".join(dict.fromkeys(row.table for row in rows))
    months = tuple(sorted({row.month for row in rows if row.month})) or None
    shown = zip(places, rows, strict=True) if len(rows) > 1 else ()
    evidence = tuple(Evidence(place, f"{chinese_month(row.month)}的{row.table}") for place, row in shown)
    return Breach(places[0], words, months=months, evidence=evidence)


def _candidates(checked: Checked, row: Named) -> tuple[Worker, ...]:
    return checked.figures.workers_called(row.worker_no or row.name)


def _suggest(checked: Checked, row: Named) -> str:
    """“张三（编号A7）”: namesakes with another number, or else the nearest name."""
    called = checked.figures.workers_called(row.name)
    namesakes = [name_worker(worker) for worker in called if worker.name == row.name]
    close = None if namesakes else checked.known_names.nearest(row.name)
    return list_choices(namesakes or ([close] if close else [])) or "无"
