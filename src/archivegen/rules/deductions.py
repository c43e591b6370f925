"""考核: deductions from wages (seed Dongpo: three educations, a decision of the village, a cap; domain §11.1)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from decimal import Decimal

from archivegen.chinese import plain_number
from archivegen.findings import Evidence
from archivegen.project.labour import EDUCATION, Discipline
from archivegen.project.reckoning import WageLine, WageSheet, round_money
from archivegen.project.wages import DEDUCTION
from archivegen.rules.run import Breach, Checked, breach
from archivegen.rules.wording import list_choices, name_worker

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
    """R330: educated before, on so many days: three reproaches of one day are one education."""
    needed = checked.policy.educations_before_deduction
    for index, record in _agreed_deductions(checked):
        count = len({other.day for other in _educations(checked, record) if other.day < record.day})
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
        for lines in _group_lines(sheet, lambda line: (id(line.worker), line.month)):
            gross = sum((line.gross for line in lines if not line.correction), Decimal(0))
            deduction = sum((line.deduction for line in lines), Decimal(0))
            if deduction > round_money(gross * cap):
                yield breach(
                    checked.place("发放批次", index),
                    name=name_worker(lines[0].worker),
                    month=lines[0].month,
                    evidence=list(_show_records(checked, lines[0])),
                    gross=gross,
                    deduction=deduction,
                    most=round_money(gross * cap),
                    cap=cap,
                )


def _show_records(checked: Checked, line: WageLine) -> Iterator[Evidence]:
    """The records of the month that took from somebody."""
    for index, record in _agreed_deductions(checked):
        worker = checked.figures.find_worker(record.name, record.worker_no)
        if worker is line.worker and _month(record) == line.month:
            taken = "未写金额" if record.amount is None else f"{record.amount:,.2f} 元"
            yield Evidence(checked.place("考核", index), f"{record.day} {record.misconduct}：扣款 {taken}")


def _group_lines(sheet: WageSheet, key: Callable[[WageLine], object]) -> Iterable[list[WageLine]]:
    """The lines of a sheet that have a deduction in their midst, in groups."""
    groups: dict[object, list[WageLine]] = defaultdict(list)
    for line in sheet.lines if any(line.deduction for line in sheet.lines) else ():
        groups[key(line)].append(line)
    return [lines for lines in groups.values() if any(line.deduction for line in lines)]


def find_excessive_agreement(checked: Checked) -> Iterator[Breach]:
    """R333: contracts do not print a higher cap than the county allows."""
    terms, cap = checked.project.terms, checked.policy.deduction_cap
    if terms.discipline and terms.deduction_cap > cap:
        yield breach(checked.place("用工约定", "扣款上限"), agreed=terms.deduction_cap, cap=cap)


def _month(record: Discipline) -> str:
    """The wage month that a record takes from."""
    return f"{record.day:%Y-%m}"


def find_deductions_below_minimum(checked: Checked) -> Iterator[Breach]:
    """R349: what is left is not below the local minimum for the days worked (工资支付暂行规定 art. 16; domain V-D08)."""
    least = checked.project.terms.minimum_wage
    for index, sheet in enumerate(checked.figures.sheets if least else ()):
        for lines in _group_lines(sheet, lambda line: id(line.worker)):
            worker, net = lines[0].worker, sum((line.net for line in lines), Decimal(0))
            days = sum((line.days for line in lines), Decimal(0))
            wanted = round_money(days * (least or Decimal(0)))
            if net < wanted:
                yield breach(
                    checked.place("发放批次", index),
                    month=sheet.batch.month,
                    batch=sheet.batch.label,
                    name=name_worker(worker),
                    net=net,
                    days=plain_number(days),
                    least=least,
                    wanted=wanted,
                )


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
