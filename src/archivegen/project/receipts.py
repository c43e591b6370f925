"""What came back from the bank, and whether everybody has the money."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from decimal import Decimal

from archivegen.project.figures import Figures
from archivegen.project.pay import Receipt
from archivegen.project.plain import Words, month_name
from archivegen.project.reckoning import WageSheet


def receipts_by_worker(figures: Figures, sheet: WageSheet) -> Mapping[int, list[Receipt]]:
    """``id(worker)`` → the receipts of a batch in their order; those of people who are not in the roster are left out."""
    found: dict[int, list[Receipt]] = defaultdict(list)
    for receipt in sheet.batch.receipts:
        worker = figures.find_worker(receipt.name, receipt.worker_no)
        if worker is not None:
            found[id(worker)].append(receipt)
    return dict(found)


def arrived_amounts(figures: Figures, sheet: WageSheet) -> Mapping[int, Decimal]:
    """``id(worker)`` → what the receipts of a batch say has arrived, 元; a failed transfer has reached nobody.

    The receipts of a 追回 are those of people who returned money: they count as negative.
    """
    sign = -1 if sheet.batch.takes_back else 1
    return {
        worker: sign * sum((receipt.amount for receipt in arrived), Decimal(0))
        for worker, receipts in receipts_by_worker(figures, sheet).items()
        if (arrived := [receipt for receipt in receipts if receipt.status != "失败"])
    }


def receipt_words(figures: Figures, sheet: WageSheet) -> Words:
    """核对: what the receipts of a batch add up to; amount and count are blank while there are no receipts."""
    known = bool(sheet.batch.receipts)
    arrived = arrived_amounts(figures, sheet)
    owed: dict[int, Decimal] = defaultdict(Decimal)
    for line in sheet.lines:
        owed[id(line.worker)] += line.net
    differing = sum(arrived.get(worker, Decimal(0)) != owed.get(worker, Decimal(0)) for worker in {*arrived, *owed})
    return {
        "已有": known,
        "人数": sum(1 for amount in arrived.values() if amount),
        "金额": sum(arrived.values(), Decimal(0)) if known else "",
        "不符人数": differing if known else "",
        "一致": known and not differing,
    }


def settlement_words(figures: Figures) -> Words:
    """Whether all wages are settled: every worked month has a sheet, every sheet a payment day, every receipt agrees.

    Batches without receipts count as paid on their payment day (domain V-Q02, V-D11).
    """
    paid, unpaid = figures.paid_sheets, figures.wages_due - figures.wages_paid
    owed = {row.month for row in figures.presence if row.days}
    owed |= {line.month for sheet in figures.sheets for line in sheet.lines}
    months = sorted(owed - {line.month for sheet in paid for line in sheet.lines if not line.correction})
    differing = sum(receipt_words(figures, sheet)["不符人数"] or 0 for sheet in paid)
    return {
        "未发报酬": unpaid,
        "未发月份": [month_name(month) for month in months],
        "回单不符人次": differing,
        "结清": bool(paid) and not unpaid and not months and not differing,
    }
