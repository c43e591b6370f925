"""考核: deductions from wages (seed Dongpo: three educations, a decision of the village, a cap; domain §11.1)."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from archivegen.project.labour import Discipline
from archivegen.project.reckoning import round_money
from archivegen.rules.run import Breach, Checked, breach
from archivegen.rules.wording import list_choices, name_person

DEDUCTION = "扣款"
EDUCATION = "教育"
KINDS = (EDUCATION, "取消资格", DEDUCTION)


def find_odd_kinds(checked: Checked) -> Iterator[Breach]:
    """R337: a record of an unknown kind would change no wage and tell nobody."""
    for index, record in enumerate(checked.project.discipline):
        if record.kind not in KINDS:
            place = checked.place("考核", index, "处理")
            choices = list_choices(KINDS)
            yield breach(place, month=_month(record), name=record.name, found=record.kind, choices=choices)


def find_deductions_not_agreed(checked: Checked) -> Iterator[Breach]:
    """R313: off unless the terms of work switch it on; the wage sheet then ignores the record."""
    if not checked.project.terms.discipline:
        for index, record in _deductions(checked):
            place = checked.place("考核", index, "处理")
            yield breach(place, month=_month(record), name=record.name, day=record.day)


def find_hasty_deductions(checked: Checked) -> Iterator[Breach]:
    """R330: three times educated before."""
    needed = checked.policy.educations_before_deduction
    for index, record in _agreed_deductions(checked):
        count = sum(1 for other in _educations(checked, record) if other.day <= record.day)
        if count < needed:
            place = checked.place("考核", index, "日期")
            yield breach(place, month=_month(record), name=record.name, day=record.day, count=count, needed=needed)


def find_undecided_deductions(checked: Checked) -> Iterator[Breach]:
    """R331: decided by the village."""
    for index, record in _agreed_deductions(checked):
        if not record.decision:
            yield breach(checked.place("考核", index), month=_month(record), name=record.name, day=record.day)


def find_excessive_deductions(checked: Checked) -> Iterator[Breach]:
    """R332: no more than the agreed share of the month's wage."""
    cap = min(checked.project.terms.deduction_cap, checked.policy.deduction_cap)
    for index, sheet in enumerate(checked.figures.sheets):
        for worker in sheet.workers:
            lines = [line for line in sheet.lines if line.worker is worker]
            gross = sum((line.gross for line in lines), Decimal(0))
            deduction = sum((line.deduction for line in lines), Decimal(0))
            if deduction > round_money(gross * cap):
                yield breach(
                    checked.place("发放批次", index),
                    name=name_person(worker.name, worker.worker_no),
                    month=sheet.batch.month,
                    gross=gross,
                    deduction=deduction,
                    most=round_money(gross * cap),
                    cap=cap,
                )


def find_excessive_agreement(checked: Checked) -> Iterator[Breach]:
    """R333: contracts do not print a higher cap than the county allows."""
    terms, cap = checked.project.terms, checked.policy.deduction_cap
    if terms.discipline and terms.deduction_cap > cap:
        yield breach(checked.place("用工约定", "扣款上限"), agreed=terms.deduction_cap, cap=cap)


def _month(record: Discipline) -> str:
    """The wage month that a record takes from."""
    return f"{record.day:%Y-%m}"


def _educations(checked: Checked, record: Discipline) -> Iterator[Discipline]:
    """The educations of the worker whom a record means."""
    worker = checked.figures.find_worker(record.name, record.worker_no)
    for other in checked.project.discipline:
        if other.kind == EDUCATION and checked.figures.find_worker(other.name, other.worker_no) is worker:
            yield other


def _deductions(checked: Checked) -> Iterator[tuple[int, Discipline]]:
    return ((i, record) for i, record in enumerate(checked.project.discipline) if record.kind == DEDUCTION)


def _agreed_deductions(checked: Checked) -> Iterator[tuple[int, Discipline]]:
    return _deductions(checked) if checked.project.terms.discipline else iter(())
