"""Whom a row of a table means.  Every list joins the roster by number or name; what joins to the wrong person pays him."""

from __future__ import annotations

from collections.abc import Iterator
from enum import Enum, auto
from typing import NamedTuple

from archivegen.project.people import Worker
from archivegen.rules.run import Breach, Checked, breach
from archivegen.rules.wording import list_choices, name_person


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


def report_unknown(checked: Checked, rows: Iterator[Named]) -> Iterator[Breach]:
    """Rows about people who are not in the roster, with the most likely right name."""
    if not checked.project.workers:
        return
    for row in rows:
        if find_trouble(checked, row) is Trouble.UNKNOWN:
            who, choices = name_person(row.name, row.worker_no), _suggest(checked, row)
            place = checked.place(*row.path, row.field or "姓名")
            yield breach(place, month=row.month, table=row.table, name=who, choices=choices)


def report_ambiguous(checked: Checked, rows: Iterator[Named]) -> Iterator[Breach]:
    """Rows that name one of several namesakes."""
    for row in rows:
        if find_trouble(checked, row) is Trouble.AMBIGUOUS:
            namesakes = _candidates(checked, row)
            choices = list_choices(name_person(worker.name, worker.worker_no) for worker in namesakes)
            place = checked.place(*row.path, row.field or "姓名")
            yield breach(place, month=row.month, table=row.table, name=row.name, count=len(namesakes), choices=choices)


def report_contradicted(checked: Checked, rows: Iterator[Named]) -> Iterator[Breach]:
    """Rows whose number is another person's."""
    for row in rows:
        if find_trouble(checked, row) is Trouble.CONTRADICTED:
            yield breach(
                checked.place(*row.path, row.field or "编号"),
                month=row.month,
                table=row.table,
                name=row.name,
                number=row.worker_no or row.name,
                owner="、".join(worker.name for worker in _candidates(checked, row)),
            )


def _candidates(checked: Checked, row: Named) -> tuple[Worker, ...]:
    return checked.figures.workers_called(row.worker_no or row.name)


def _suggest(checked: Checked, row: Named) -> str:
    """“张三（编号A7）”: namesakes with another number, or else the nearest name."""
    called = checked.figures.workers_called(row.name)
    namesakes = [name_person(worker.name, worker.worker_no) for worker in called if worker.name == row.name]
    close = None if namesakes else checked.known_names.nearest(row.name)
    return list_choices(namesakes or ([close] if close else [])) or "无"
