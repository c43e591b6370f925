"""拨付申请: what was done, is due, was paid and is asked for at every progress payment (domain §6.16).  Pure."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal
from typing import NamedTuple

from archivegen.project.figures import Figures
from archivegen.project.finance import Application
from archivegen.project.measured import DoneItem, list_done
from archivegen.project.reckoning import ZERO, WageSheet, share_of


class PaymentStep(NamedTuple):
    """One application with its figures.  Amounts in 元; None is what nobody has told yet."""

    application: Application
    items: tuple[DoneItem, ...]
    """What was measured by the day up to which the work is counted."""
    done: Decimal | None
    due: Decimal | None
    paid_before: Decimal
    sheets: tuple[WageSheet, ...]
    """The wage sheets that are paid out of it."""
    wages: Decimal | None
    contract: Decimal | None
    """Contract and approved variations."""

    @property
    def open(self) -> Decimal | None:
        """应付未付: what may be asked for."""
        return None if self.due is None else self.due - self.paid_before

    @property
    def paid_after(self) -> Decimal:
        """What will have been paid when all that is asked for is granted."""
        return self.paid_before + self.application.asked

    @property
    def share_after(self) -> Decimal | None:
        """That, of the contract."""
        return None if self.contract is None else share_of(self.paid_after, self.contract)


def list_steps(figures: Figures) -> tuple[PaymentStep, ...]:
    """The applications in the order of their numbers."""
    finance = figures.project.finance
    steps: list[PaymentStep] = []
    paid = ZERO
    for application in sorted(finance.applications, key=lambda each: each.number):
        items = list_done(figures.project, application.until or application.day)
        done = application.done if application.done is not None else _add(item.amount for item in items)
        sheets = find_sheets(figures, application)
        wages = _add(sheet.total("net") for sheet in sheets) if sheets else application.wages
        due = application.due if application.due is not None else _add((done, application.on_site))
        steps.append(PaymentStep(application, items, done, due, paid, sheets, wages, finance.contract_total))
        paid += application.paid or ZERO
    return tuple(steps)


def find_sheets(figures: Figures, application: Application) -> tuple[WageSheet, ...]:
    """The wage sheets of the batches that an application names."""
    return tuple(sheet for sheet in figures.sheets if sheet.batch.key in application.wage_batches)


def _add(amounts: Iterable[Decimal | None]) -> Decimal | None:
    """Their sum; None when not one of them is known."""
    known = [amount for amount in amounts if amount is not None]
    return sum(known, ZERO) if known else None
