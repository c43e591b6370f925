"""Wages in each fund line, and whether the share that is asked for can still be reached (domain §1.2, §7 V-M01)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import ROUND_CEILING, Decimal
from typing import NamedTuple

from archivegen.findings import Evidence, Place
from archivegen.project.basics import Fund, ProjectStage
from archivegen.project.figures import Figures
from archivegen.project.reckoning import CENT, ZERO, share_of
from archivegen.project.shares import (
    WAGES,
    FundShare,
    booked_payment,
    find_fund,
    is_ratio_of,
    list_base_funds,
    list_wage_funds,
)
from archivegen.rules.run import Breach, Checked, breach
from archivegen.rules.wording import list_choices


class Reach(NamedTuple):
    """A share that cannot be reached: what can be paid at most, and what is missing then."""

    most: Decimal
    short: Decimal
    spent: Decimal = ZERO
    """What was spent on other things, 元."""


# --- every line by itself ---------------------------------------------------------------------------------------------


def find_low_planned_lines(checked: Checked) -> Iterator[Breach]:
    """R516: each of several fund lines is planned to pay what is asked of it."""
    for fund, line in _separate_lines(checked.figures):
        yield from _report_low_line(checked, fund, line, line.planned)


def find_low_paid_lines(checked: Checked) -> Iterator[Breach]:
    """R517: and has paid it once the project is to be accepted."""
    if checked.has_reached(ProjectStage.ACCEPTANCE):
        for fund, line in _separate_lines(checked.figures):
            yield from _report_low_line(checked, fund, line, line.paid)


def _report_low_line(checked: Checked, fund: Fund, line: FundShare, wages: Decimal | None) -> Iterator[Breach]:
    if wages is not None:
        yield from report_low_share(_place(checked, fund), line, wages)


def report_low_share(place: Place, line: FundShare, wages: Decimal) -> Iterator[Breach]:
    """Wages that are less than what is asked of a fund line, or of the base."""
    wanted = line.required_amount
    if wanted is None or not line.amount or line.is_enough(wages) is not False:
        return
    yield breach(
        place,
        name=line.name,
        wages=wages,
        amount=line.amount,
        share=share_of(wages, line.amount),
        required=line.required,
        wanted=wanted,
        short=wanted - wages,
    )


def _separate_lines(figures: Figures) -> list[tuple[Fund, FundShare]]:
    """The lines that are not the whole base: what the whole owes is R501, R502 and R509."""
    funds = list_wage_funds(figures.project, figures.policy)
    whole = list_base_funds(figures.project, figures.policy)
    return [] if funds == whole and len(funds) == 1 else list(zip(funds, figures.fund_shares, strict=True))


def _place(checked: Checked, fund: Fund) -> Place:
    return checked.place("资金", next(index for index, other in enumerate(checked.project.funds) if other is fund))


def find_contradicting_letters(checked: Checked) -> Iterator[Breach]:
    """R528: a line's letter asks for one number, in per cent and in 元 alike."""
    for index, fund in enumerate(checked.project.funds):
        if fund.ratio is None or fund.wages is None or not fund.amount:
            continue
        if not is_ratio_of(fund.ratio, fund.wages, fund.amount):
            yield breach(
                checked.place("资金", index, "报酬金额"),
                name=fund.kind.value,
                wages=fund.wages,
                amount=fund.amount,
                found=fund.wages / fund.amount,
                ratio=fund.ratio,
            )


def find_differing_plans(checked: Checked) -> Iterator[Breach]:
    """R527: what the lines are planned to pay is what the estimate says, once every line tells."""
    funds = list_wage_funds(checked.project, checked.policy)
    told = [fund.planned_wages for fund in funds]
    known = [amount for amount in told if amount is not None]
    total, planned = sum(known, ZERO), checked.figures.planned_wages
    if not known or not checked.project.estimate:
        return
    if total > planned or (len(known) == len(told) and total != planned):
        first = next(fund for fund in funds if fund.planned_wages is not None)
        yield breach(_place(checked, first), total=total, planned=planned, difference=abs(total - planned))


# --- who paid ---------------------------------------------------------------------------------------------------------


def find_unknown_sources(checked: Checked) -> Iterator[Breach]:
    """R513: a batch names one line of 资金."""
    funds = checked.project.funds
    known = list(dict.fromkeys(name for fund in funds for name in (fund.kind.value, fund.doc_no) if name))
    for index, batch in enumerate(checked.project.batches):
        if batch.source and funds and find_fund(checked.project, batch.source) is None:
            place = checked.place("发放批次", index, "资金来源")
            yield breach(place, month=batch.month, batch=batch.label, source=batch.source, choices=list_choices(known))


def find_contradicted_sources(checked: Checked) -> Iterator[Breach]:
    """R514: the batch and the account name the same line."""
    for index, sheet in enumerate(checked.figures.sheets):
        told = find_fund(checked.project, sheet.batch.source)
        booked = booked_payment(checked.figures, sheet)
        if told is None or booked is None or set(booked) == {told}:
            continue
        yield breach(
            checked.place("发放批次", index, "资金来源"),
            month=sheet.batch.month,
            batch=sheet.batch.label,
            paid=sheet.batch.paid,
            source=told.kind.value,
            booked="、".join(fund.kind.value for fund in booked),
            evidence=[
                Evidence(
                    checked.place("财务", "台账", number), f"{line.day} {line.voucher} {line.source} {line.expense}"
                )
                for number, line in enumerate(checked.project.finance.ledger)
                if line.kind == WAGES and line.day == sheet.batch.paid
            ],
        )


# --- out of reach -----------------------------------------------------------------------------------------------------


def find_money_spent_otherwise(checked: Checked) -> Iterator[Breach]:
    """R518: what is left of the money, all paid as wages, is less than what is asked for."""
    if not is_building(checked):
        return
    figures = checked.figures
    whole = list_base_funds(checked.project, checked.policy)
    lines: list[tuple[Sequence[Fund], FundShare]] = [(whole, figures.joint_share)]
    lines += [((fund,), line) for fund, line in _separate_lines(figures)]
    for funds, line in lines:
        if reach := _reach_of_money(figures, funds, line):
            place = _place(checked, funds[0])
            yield breach(place, name=line.name, amount=line.amount, wanted=line.required_amount, **reach._asdict())


def find_work_done_too_cheaply(checked: Checked) -> Iterator[Breach]:
    """R519: all the work is done, and the wages of all months together are less than what is asked for."""
    reach = _reach_of_labour(checked)
    rate = _usual_rate(checked.figures)
    if reach is None:
        return
    line = checked.figures.joint_share
    trade, price = rate or ("", ZERO)
    days = (reach.short / price).to_integral_value(rounding=ROUND_CEILING) if price else None
    yield breach(
        checked.place("发放批次"),
        due=reach.most,
        amount=line.amount,
        share=share_of(reach.most, line.amount),
        required=line.required,
        wanted=line.required_amount,
        short=reach.short,
        worth=f"，约合{trade} {days} 个工日" if days is not None else "",
    )


def is_out_of_reach(checked: Checked) -> bool:
    """Whether R518 or R519 already tells of the whole base what there is to tell."""
    figures = checked.figures
    if not is_building(checked):
        return False
    funds = list_base_funds(checked.project, checked.policy)
    return bool(_reach_of_money(figures, funds, figures.joint_share) or _reach_of_labour(checked))


def is_building(checked: Checked) -> bool:
    """Whether the project is being built, and not yet before its acceptance."""
    return checked.has_reached(ProjectStage.BUILDING) and not checked.has_reached(ProjectStage.ACCEPTANCE)


def _reach_of_money(figures: Figures, funds: Sequence[Fund], line: FundShare) -> Reach | None:
    spent = ZERO
    for entry in figures.project.finance.ledger:
        # A line without a kind may be wages: then nothing is proved.
        if entry.kind and entry.kind != WAGES and find_fund(figures.project, entry.source) in funds:
            spent += entry.expense or ZERO
    wanted = line.required_amount
    if not spent or wanted is None or line.amount - spent >= wanted or line.is_enough(line.paid):
        return None
    most = max(line.amount - spent, ZERO)
    return Reach(most, wanted - most, spent)


def _reach_of_labour(checked: Checked) -> Reach | None:
    """None while there is work to be done: what the estimate leaves is then judged by R501."""
    figures = checked.figures
    wanted = figures.joint_share.required_amount
    listed = {line.month for sheet in figures.sheets for line in sheet.lines}
    if not is_building(checked) or checked.project.basics.finished is None or wanted is None or not figures.ratio_base:
        return None
    due = figures.wages_due.quantize(CENT)
    return None if not listed or figures.worked_months - listed or due >= wanted else Reach(due, wanted - due)


def _usual_rate(figures: Figures) -> tuple[str, Decimal] | None:
    """The trade in which most days were worked, or else the cheapest, with its price for a day."""
    worked: dict[str, Decimal] = {}
    for sheet in figures.sheets:
        for line in sheet.lines:
            if line.price:
                worked[line.trade] = worked.get(line.trade, ZERO) + line.days
    prices = {rate.trade: rate.price for rate in figures.project.rates if rate.unit in figures.day_units and rate.price}
    trade = max((name for name in worked if name in prices), key=lambda name: worked[name], default=None)
    trade = trade or min(prices, key=lambda name: prices[name], default=None)
    return (trade, prices[trade]) if trade else None
