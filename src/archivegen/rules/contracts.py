"""用工合同: signed before work, of the right kind, at a price that may be paid (domain §7-C)."""

from __future__ import annotations

import datetime
from collections import defaultdict
from collections.abc import Iterator

from archivegen.project.people import Worker
from archivegen.project.reckoning import EMPLOYED, SELF_HIRED
from archivegen.rules.run import Breach, Checked, breach
from archivegen.rules.wording import list_choices, list_few, name_worker

PIECEWORK = "计件"


def find_work_before_contract(checked: Checked) -> Iterator[Breach]:
    """R201: signed on or before the first day of work (保障农民工工资支付条例 art. 28; seed Meishan)."""
    for index, worker, first in list_workers_at_work(checked):
        signed = worker.contract_day
        if signed and first < signed:
            place = checked.place("务工人员", index, "合同签订日期")
            yield breach(place, worker=worker, name=name_worker(worker), first=first, signed=signed)


def find_work_without_contract(checked: Checked) -> Iterator[Breach]:
    """R202: whoever worked needs a contract with a date (the same sources)."""
    for index, worker, first in list_workers_at_work(checked):
        if worker.contract_day is None:
            place = checked.place("务工人员", index)
            yield breach(place, worker=worker, name=name_worker(worker), first=first)


def find_unpriced_roster_trades(checked: Checked) -> Iterator[Breach]:
    """R204: the price that a contract promises stands among the agreed rates (劳动合同法 art. 17; seed Meishan)."""
    known = {rate.trade for rate in checked.project.rates}
    strangers: dict[str, list[int]] = defaultdict(list)
    for index, worker in enumerate(checked.project.workers):
        if known and worker.trade and worker.trade not in known and worker.pay_mode != PIECEWORK:
            strangers[worker.trade].append(index)
    for trade, indexes in strangers.items():
        names = [name_worker(checked.project.workers[index]) for index in indexes]
        place = checked.place("务工人员", indexes[0], "工种")
        yield breach(place, trade=trade, names=list_few(names, "人"), choices=list_choices(sorted(known)))


def find_rates_below_minimum(checked: Checked) -> Iterator[Breach]:
    """R208: no day is paid below the local minimum wage (劳动法 art. 48; domain §7 V-C02)."""
    least = checked.project.terms.minimum_wage
    for index, rate in enumerate(checked.project.rates):
        if least is not None and rate.unit in checked.figures.day_units and 0 < rate.price < least:
            yield breach(checked.place("工价", index, "单价"), trade=rate.trade, price=rate.price, least=least)


def find_unfitting_contracts(checked: Checked) -> Iterator[Breach]:
    """R209: a 劳动合同 where only a 用工协议 fits, unless somebody answers for it (domain §6.8, §7 V-C03, §11)."""
    figures = checked.figures
    for index, worker in enumerate(checked.project.workers):
        fits = figures.fitting_contract(worker)
        if worker.contract_kind == EMPLOYED and fits != EMPLOYED and not worker.contract_reason:
            place = checked.place("务工人员", index, "合同类型")
            why = _tell_why(checked, worker)
            yield breach(place, worker=worker, name=name_worker(worker), written=EMPLOYED, fits=fits, why=why)


def _tell_why(checked: Checked, worker: Worker) -> str:
    if checked.project.basics.is_self_built:
        return "项目由村民自建"
    return "已达到用工协议年龄" if checked.figures.is_past_service_age(worker) else "按件计酬"


def find_unknown_contract_kinds(checked: Checked) -> Iterator[Breach]:
    """R210: the paper is chosen by these two words."""
    for index, worker in enumerate(checked.project.workers):
        if worker.contract_kind and worker.contract_kind not in (EMPLOYED, SELF_HIRED):
            place = checked.place("务工人员", index, "合同类型")
            choices, found = list_choices((EMPLOYED, SELF_HIRED)), worker.contract_kind
            yield breach(place, worker=worker, name=name_worker(worker), found=found, choices=choices)


def list_workers_at_work(checked: Checked) -> Iterator[tuple[int, Worker, datetime.date]]:
    """Everybody who worked by the day: the number in the roster from 0, the worker, the day by which he had begun."""
    for index, worker in enumerate(checked.project.workers):
        if first := checked.figures.begun_by.get(id(worker)):
            yield index, worker, first
