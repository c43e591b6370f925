"""结算: whether everybody has got all that the whole project owed him, and nothing beyond (decision 0007).  Pure."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from decimal import Decimal
from typing import NamedTuple

from archivegen.project.figures import Figures
from archivegen.project.pay import BatchKind
from archivegen.project.people import Worker
from archivegen.project.plain import Words
from archivegen.project.receipts import arrived_amounts
from archivegen.project.reckoning import ZERO, WageSheet


class Balance(NamedTuple):
    """One worker's account up to and with a batch.  Amounts in 元."""

    worker: Worker
    days: Decimal
    gross: Decimal
    deduction: Decimal
    paid_before: Decimal
    paid_now: Decimal

    @property
    def rest(self) -> Decimal:
        """结余 = 累计应发 − 累计扣减 − 已发 − 本次实发: what is still owed; negative where too much was paid."""
        return self.gross - self.deduction - self.paid_before - self.paid_now


def list_balances(figures: Figures, sheet: WageSheet) -> tuple[Balance, ...]:
    """The account of everybody who is on this sheet or an earlier one, in the order of the roster."""
    position = next(index for index, other in enumerate(figures.sheets) if other is sheet)
    days: dict[int, Decimal] = defaultdict(lambda: ZERO)
    gross: dict[int, Decimal] = defaultdict(lambda: ZERO)
    deduction: dict[int, Decimal] = defaultdict(lambda: ZERO)
    before: dict[int, Decimal] = defaultdict(lambda: ZERO)
    for other in figures.sheets[: position + 1]:
        for line in other.lines:
            days[id(line.worker)] += line.days
            gross[id(line.worker)] += line.gross
            deduction[id(line.worker)] += line.deduction
    for other in figures.sheets[:position]:
        for worker, amount in paid_amounts(figures, other).items():
            before[worker] += amount
    now = sheet.net_by_worker
    keys = {*gross, *before}
    return tuple(
        Balance(w, days[id(w)], gross[id(w)], deduction[id(w)], before[id(w)], now.get(id(w), ZERO))
        for w in figures.project.workers
        if id(w) in keys
    )


def paid_amounts(figures: Figures, sheet: WageSheet) -> Mapping[int, Decimal]:
    """``id(worker)`` → what a batch has paid: by its receipts where there are some, else by its sheet once it is paid."""
    if sheet.batch.receipts:
        return arrived_amounts(figures, sheet)
    return sheet.net_by_worker if sheet.batch.paid else {}


def account_words(figures: Figures, sheet: WageSheet, known: Mapping[int, Words]) -> Words:
    """``结算单`` (one row a worker) and ``结算合计`` of a settlement; no rows for any other batch.

    ``known`` are the words of the persons by ``id(worker)``.
    """
    balances = list_balances(figures, sheet) if sheet.batch.kind is BatchKind.SETTLEMENT else ()
    rows = [
        {**known[id(balance.worker)], "序号": position, **_amounts(balance)}
        for position, balance in enumerate(balances, 1)
    ]
    names = ("累计天数", "累计应发", "累计扣减", "已发", "本次实发", "结余")
    return {"结算单": rows, "结算合计": {name: sum((row[name] for row in rows), ZERO) for name in names}}


def _amounts(balance: Balance) -> Words:
    return {
        "累计天数": balance.days,
        "累计应发": balance.gross,
        "累计扣减": balance.deduction,
        "已发": balance.paid_before,
        "本次实发": balance.paid_now,
        "结余": balance.rest,
    }
