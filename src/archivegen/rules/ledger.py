"""财务.台账: the separate account against contract, wages, money that arrived, and performance (domain §7-M)."""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from decimal import ROUND_HALF_UP, Decimal

from archivegen.findings import Evidence
from archivegen.project.basics import ProjectStage
from archivegen.project.fund_ledger import gain_of, wages_of
from archivegen.project.reckoning import ZERO
from archivegen.project.shares import WAGES, find_fund
from archivegen.project.stated import read_share
from archivegen.rules.run import Breach, Checked, breach
from archivegen.rules.wording import list_choices


def find_other_wages(checked: Checked) -> Iterator[Breach]:
    """R515: the account has paid as wages what the batches say, as far as the account is kept.

    A failed transfer that came back is an income of the same kind.
    """
    ledger = checked.project.finance.ledger
    lines = [(number, line) for number, line in enumerate(ledger) if line.kind == WAGES]
    if not ledger or not (lines or checked.has_reached(ProjectStage.ACCEPTANCE)):
        return
    kept_until = max(line.day for line in ledger)
    sheets = [sheet for sheet in checked.figures.paid_sheets if sheet.batch.paid and sheet.batch.paid <= kept_until]
    booked = sum((wages_of(line) for _, line in lines), ZERO)
    paid = sum((sheet.total("net") for sheet in sheets), ZERO)
    if booked == paid:
        return
    rows = [
        Evidence(
            checked.place("财务", "台账", number),
            f"{line.day} {line.voucher} {line.summary} {wages_of(line):,.2f} 元",
        )
        for number, line in lines
    ]
    for index, batch in enumerate(checked.project.batches):
        for sheet in sheets:
            if sheet.batch is batch:
                place = checked.place("发放批次", index)
                rows.append(Evidence(place, f"{batch.paid} {batch.label}发放表 {sheet.total('net'):,.2f} 元"))
    place = checked.place("财务", "台账", *(lines[:1] and (lines[0][0],)))
    yield breach(place, booked=booked, paid=paid, difference=abs(booked - paid), until=kept_until, evidence=rows)


def _add_expenses(checked: Checked, kinds: tuple[str, ...] | None = None) -> Decimal:
    ledger = checked.project.finance.ledger
    return sum((line.expense or ZERO for line in ledger if kinds is None or line.kind in kinds), ZERO)


def find_works_over_contract(checked: Checked) -> Iterator[Breach]:
    """R521: the works cost no more than the settlement, or else the contract with its variations (domain §7 V-M04)."""
    finance = checked.project.finance
    spent = _add_expenses(checked, checked.policy.works_expenses)
    if finance.most_for_works is None:
        return
    name, bound = finance.most_for_works
    if spent > bound:
        kinds = "、".join(checked.policy.works_expenses)
        yield breach(
            checked.place("财务", "台账"), spent=spent, kinds=kinds, name=name, bound=bound, over=spent - bound
        )


def find_expenses_over_account(checked: Checked) -> Iterator[Breach]:
    """R522: nothing is paid beyond the final account, or else beyond the money there is."""
    finance = checked.project.finance
    spent = _add_expenses(checked)
    if finance.final_account is not None:
        name, bound = "决算金额", finance.final_account
    elif checked.project.funds:
        name, bound = "各项资金之和", checked.figures.fund_total()
    else:
        return
    if spent > bound:
        yield breach(checked.place("财务", "台账"), spent=spent, name=name, bound=bound, over=spent - bound)


def find_overfull_funds(checked: Checked) -> Iterator[Breach]:
    """R523: no more arrives than was granted (domain §7 V-M05)."""
    for index, fund in enumerate(checked.project.funds):
        if fund.arrived is not None and fund.arrived > fund.amount:
            place = checked.place("资金", index, "到位金额")
            yield breach(place, name=fund.kind.value, arrived=fund.arrived, amount=fund.amount)


def find_differing_income(checked: Checked) -> Iterator[Breach]:
    """R524: what arrived is what the account took in from that source."""
    for index, fund in enumerate(checked.project.funds):
        lines = [
            line.income
            for line in checked.project.finance.ledger
            if line.income and line.kind != WAGES and find_fund(checked.project, line.source) is fund
        ]
        income = sum(lines, ZERO)
        if lines and fund.arrived is not None and income != fund.arrived:
            place = checked.place("资金", index, "到位金额")
            difference = abs(income - fund.arrived)
            yield breach(place, name=fund.kind.value, arrived=fund.arrived, income=income, difference=difference)


def find_differing_expense_rate(checked: Checked) -> Iterator[Breach]:
    """R525: the rate of expenditure in 绩效 is that of the account, of the money granted or of the money that arrived."""
    spent = _add_expenses(checked)
    if not spent or not checked.has_reached(ProjectStage.ACCEPTANCE):
        return
    arrived = sum((fund.arrived or ZERO for fund in checked.project.funds), ZERO)
    bases = [base for base in (checked.figures.fund_total(), arrived, checked.figures.total_investment) if base]
    for index, indicator in enumerate(checked.project.performance.indicators):
        stated = read_share(indicator.achieved)
        if stated is None or not any(word in indicator.third for word in checked.policy.expense_rate_words):
            continue
        rates = [(spent / base).quantize(stated, rounding=ROUND_HALF_UP) for base in bases]
        if rates and stated not in rates:
            place = checked.place("绩效", "指标", index, "完成值")
            yield breach(
                place, name=indicator.third, stated=indicator.achieved, rate=rates[0], spent=spent, base=bases[0]
            )


def find_overdrawn_account(checked: Checked) -> Iterator[Breach]:
    """R526: an account cannot pay what it does not have; the lines of one day count together."""
    by_day: dict[datetime.date, Decimal] = {}
    for line in checked.project.finance.ledger:
        by_day[line.day] = by_day.get(line.day, ZERO) + gain_of(line)
    if not any(line.income and line.kind != WAGES for line in checked.project.finance.ledger):
        return
    balance = ZERO
    for day in sorted(by_day):
        balance += by_day[day]
        if balance < 0:
            first = next(n for n, line in enumerate(checked.project.finance.ledger) if line.day == day)
            yield breach(checked.place("财务", "台账", first), day=day, missing=-balance)
            return


def find_unknown_ledger_sources(checked: Checked) -> Iterator[Breach]:
    """R529: a source of the account is a line of 资金; else no share can be counted from it."""
    known = list(dict.fromkeys(fund.kind.value for fund in checked.project.funds))
    reported: set[str] = set()
    for index, line in enumerate(checked.project.finance.ledger):
        names = {name for fund in checked.project.funds for name in (fund.kind.value, fund.doc_no)}
        if known and line.source and line.source not in names and line.source not in reported:
            reported.add(line.source)
            place = checked.place("财务", "台账", index, "来源")
            yield breach(place, source=line.source, choices=list_choices(known))
