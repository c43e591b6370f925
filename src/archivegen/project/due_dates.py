"""Days that follow from facts: from when a payment's time runs, how long its notice stands, which letter gave the money.  Pure."""

from __future__ import annotations

import datetime

from archivegen.project.calendar_days import ONE_DAY, WorkCalendar, shift_month
from archivegen.project.figures import Figures
from archivegen.project.pay import BatchKind, PayBatch
from archivegen.project.policy import Policy
from archivegen.project.reckoning import month_length
from archivegen.project.records import last_of_month


def period_end(figures: Figures, batch: PayBatch) -> datetime.date | None:
    """The day from which the days to the payment are counted (保障农民工工资支付条例 art. 24).

    A month counts from its end, and so does the oldest month that a settlement pays.  What only corrects or closes counts
    from the day on which its sheet was made, for it became known then; None while that day is not known.
    """
    if is_monthly(batch):
        return last_of_month(batch.month)
    months = [month for month, payer in figures.wages.settled_months.items() if payer is batch]
    return last_of_month(min(months)) if months else batch.table_day


def notice_end(posted: datetime.date, written: datetime.date | None, policy: Policy) -> datetime.date:
    """The last day of a wage notice: the later of what was written and what the period asks for.

    Posted on D, counted from D+1, so many full days (seeds Dongpo, Guang'an; 民法典 art. 201).
    """
    soonest = posted + ONE_DAY * policy.wage_notice_days
    return max(soonest, written or soonest)


def earliest_payment(posted: datetime.date, written: datetime.date | None, policy: Policy) -> datetime.date:
    """The first day on which wages may be paid: D+8 after a notice of seven days."""
    return notice_end(posted, written, policy) + ONE_DAY


def agreed_day(month: str, pay_day: int | None) -> datetime.date | None:
    """The day of the following month on which a month's wages are paid as agreed; None when there is no such agreement."""
    if pay_day is None:
        return None
    following = shift_month(month, 1)
    return last_of_month(following).replace(day=min(pay_day, month_length(following)))


def latest_agreed_day(month: str, pay_day: int | None, calendar: WorkCalendar) -> datetime.date | None:
    """The agreed day, or the working day before it when it is a day of rest (保障农民工工资支付条例 art. 14)."""
    day = agreed_day(month, pay_day)
    return calendar.not_later_workday(day) if day else None


def is_monthly(batch: PayBatch) -> bool:
    """Whether it is the ordinary payment of a month, which the agreed pay day is about."""
    return batch.kind is BatchKind.NORMAL


def first_plan_letter(figures: Figures) -> datetime.date | None:
    """The day of the letter that gave the first earmarked money; None when no such letter is known."""
    funds = figures.project.funds
    return min((fund.doc_day for fund in funds if fund.doc_day and figures.is_earmarked(fund)), default=None)
