"""采购: offers compared, tenders held, results published (domain §1.8, §7 V-P06; 询比选 of Sichuan self-build)."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from archivegen.project.basics import ProjectStage
from archivegen.project.parties import Purchase, Quote
from archivegen.rules.run import Breach, Checked, breach

WORKS = "工程"


def find_few_offers(checked: Checked) -> Iterator[Breach]:
    """R713: three units at least were asked; one unit twice is one."""
    wanted = checked.policy.quotes_needed
    for index, purchase in _inquiries(checked):
        units = {quote.unit for quote in purchase.quotes}
        if len(units) < wanted:
            yield breach(
                checked.place("采购", index),
                subject=purchase.subject,
                found=len(units),
                wanted=wanted,
                method=purchase.method,
            )


def find_dearer_winners(checked: Checked) -> Iterator[Breach]:
    """R714: the lowest offer wins, or it is said why not."""
    for index, purchase in _inquiries(checked):
        own = _offer_of_winner(purchase)
        lowest = min(purchase.quotes, key=lambda quote: quote.total, default=None)
        if own and lowest and own.total > lowest.total and not purchase.reason:
            yield breach(
                checked.place("采购", index, "成交单位"),
                subject=purchase.subject,
                winner=own.unit,
                price=own.total,
                other=lowest.unit,
                lowest=lowest.total,
            )


def find_contradicted_winners(checked: Checked) -> Iterator[Breach]:
    """R716: who won has made an offer, and is paid what it says."""
    for index, purchase in enumerate(checked.project.purchases):
        if not purchase.quotes or not purchase.winner:
            continue
        own = _offer_of_winner(purchase)
        problem = ""
        if own is None:
            problem = "没有报价"
        elif purchase.amount is not None and purchase.amount > own.total:
            problem = f"报价 {own.total:,.2f} 元，成交金额却是 {purchase.amount:,.2f} 元"
        if problem:
            place = checked.place("采购", index, "成交单位")
            yield breach(place, subject=purchase.subject, winner=purchase.winner, problem=problem)


def _inquiries(checked: Checked) -> Iterator[tuple[int, Purchase]]:
    """Purchases that compare offers and have come to a result."""
    for index, purchase in enumerate(checked.project.purchases):
        compares = any(word in purchase.method for word in checked.policy.inquiry_methods)
        if compares and (purchase.winner or purchase.amount is not None or purchase.quotes):
            yield index, purchase


def _offer_of_winner(purchase: Purchase) -> Quote | None:
    return next((quote for quote in purchase.quotes if quote.unit == purchase.winner), None)


def find_missing_tenders(checked: Checked) -> Iterator[Breach]:
    """R715: from a certain amount on a tender is held, or it is said why not (招标投标法 art. 66; domain §1.8)."""
    general = checked.project.basics.procurement
    limits = checked.policy.tender_limits
    for index, purchase in enumerate(checked.project.purchases):
        limit = limits.get(purchase.kind)
        told = f"{purchase.method}{purchase.basis}"
        if limit and purchase.amount is not None and purchase.amount >= limit and not _explains(checked, told):
            yield breach(
                checked.place("采购", index, "金额"),
                subject=purchase.subject,
                kind=purchase.kind,
                amount=purchase.amount,
                limit=limit,
            )
    contract, limit = checked.project.finance.contract_amount, limits.get(WORKS, Decimal(0))
    if limit and contract is not None and contract >= limit and not _explains(checked, general):
        place = checked.place("财务", "合同金额")
        yield breach(place, subject="工程合同", kind=WORKS, amount=contract, limit=limit)


def _explains(checked: Checked, text: str) -> bool:
    return any(word in text for word in (*checked.policy.tender_words, *checked.policy.exemption_words))


def find_unpublished_purchases(checked: Checked) -> Iterator[Breach]:
    """R717: a self-build project publishes what it bought and from whom (seed Guang'an)."""
    if not checked.project.basics.is_self_built or not checked.has_reached(ProjectStage.ACCEPTANCE):
        return
    for index, purchase in enumerate(checked.project.purchases):
        if purchase.winner and purchase.posted is None:
            yield breach(checked.place("采购", index), subject=purchase.subject, winner=purchase.winner)
