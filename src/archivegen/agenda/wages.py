"""What is due for wages, batch by batch: sheet, approval, notice, payment (domain §7 V-E02 to V-E05).  Pure.

It is reckoned backwards from the day on which wages are to be paid: the notice stands its full days before, and each step
comes some working days before the notice.  What has happened takes the place of what was reckoned.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Iterator
from typing import Any

from archivegen.agenda.terms import Due, Term
from archivegen.project.calendar_days import ONE_DAY
from archivegen.project.due_dates import (
    agreed_day,
    earliest_payment,
    is_monthly,
    latest_agreed_day,
    notice_end,
    period_end,
)
from archivegen.project.figures import Figures
from archivegen.project.model import Project
from archivegen.project.pay import PayBatch
from archivegen.project.policy import Policy
from archivegen.project.records import last_of_month


def list_wage_terms(
    figures: Figures, months: Iterable[str], worked: frozenset[str], today: datetime.date
) -> Iterator[Due]:
    """What is due for every batch, and for every month that has none yet.

    ``months`` are those in which the building goes on, ``worked`` those in which somebody worked.
    """
    batches = figures.project.batches
    listed = {batch.month for batch in batches if is_monthly(batch)} | figures.wages.settled_months.keys()
    for batch in batches:
        yield from _Payment(figures, batch, worked, today).list_terms()
    for month in sorted({*months, *worked} - listed):
        payment = _Payment(figures, PayBatch.model_validate({"月份": month}), worked, today)
        if last_of_month(month) >= today or month in worked:
            yield from payment.list_terms()
        elif figures.project.basics.started and not _stood_still(figures.project, month):
            yield from payment.list_sign_in()


def _stood_still(project: Project, month: str) -> bool:
    """Whether the site log tells of a month in which nobody worked."""
    logs = [log for log in project.site_log if f"{log.day:%Y-%m}" == month]
    return bool(logs) and all(log.stopped for log in logs)


class _Payment:
    """One batch and the days that follow from it."""

    def __init__(self, figures: Figures, batch: PayBatch, worked: frozenset[str], today: datetime.date) -> None:
        self.policy: Policy = figures.policy
        self.batch = batch
        self.people = [
            person for payment in figures.payments if payment.sheet.batch is batch for person in payment.people
        ]
        self.today = today
        # A day that is still to come is a plan: nothing was paid on it.
        self.paid = batch.paid if batch.paid and batch.paid <= today else None
        self.worked = batch.month in worked
        self.end = period_end(figures, batch)
        pay_day = figures.project.terms.pay_day if is_monthly(batch) else None
        self.pay_day = pay_day
        self.agreed = agreed_day(batch.month, pay_day)
        self.pay = self._choose_pay_day(latest_agreed_day(batch.month, pay_day, self.policy.calendar))
        self.posting = self._latest_posting(self.pay) if self.pay else None

    def _choose_pay_day(self, agreed: datetime.date | None) -> datetime.date | None:
        """The agreed day when a notice after the period still fits before it, or else the last that the law allows."""
        if self.end is None:
            return agreed
        if agreed is not None and self._latest_posting(agreed) > self.end:
            return agreed
        return self.policy.calendar.not_later_workday(self.end + ONE_DAY * self.policy.pay_within_days)

    def _latest_posting(self, pay: datetime.date) -> datetime.date:
        return self.policy.calendar.not_later_workday(pay - ONE_DAY * (self.policy.wage_notice_days + 1))

    def _due(self, term: Term, day: datetime.date, *, done: bool, **more: Any) -> Due:
        words = {"name": self.batch.label, **more.pop("words", {})}
        return Due(term, day, done, month=self.batch.month, subject=self.batch.key, words=words, **more)

    def _reached(self, *days: datetime.date | None) -> bool:
        """Whether one of these steps, or what comes after all of them, has happened: what was posted was approved."""
        return any((*days, self.batch.posted, self.paid))

    # --- what is due ------------------------------------------------------------------------------------------------

    def list_terms(self) -> Iterator[Due]:
        """Everything about this batch that can be known."""
        if is_monthly(self.batch):
            yield from self.list_sign_in()
        yield from self._list_preparation()
        yield from self._list_notice()
        yield from self._list_payment()
        yield from self._list_resending()

    def list_sign_in(self) -> Iterator[Due]:
        """The month's sign-in sheet: closed when the sheet of wages is made, or the month is over and recorded."""
        if self.posting is None or self.end is None:
            return
        day = max(self._before_posting(self.posting, "考勤"), self.end)
        recorded = self.worked and self.end < self.today
        done = recorded or self._reached(self.batch.table_day, self.batch.approved)
        yield self._due(Term.SIGN_IN, day, done=done, by_workdays=True)

    def _list_preparation(self) -> Iterator[Due]:
        """The sheet and its approval; neither before the period is over, nor after the notice."""
        if self.posting is None or self.end is None:
            return
        made, approved = self.batch.table_day, self.batch.approved
        soonest = self.policy.calendar.next_workday(self.end) if is_monthly(self.batch) else self.end
        for term, step, done_on, done in (
            (Term.WAGE_SHEET, "制表", made, self._reached(made, approved)),
            (Term.APPROVAL, "审批", approved, self._reached(approved)),
        ):
            day = min(max(self._before_posting(self.posting, step), soonest), self.posting)
            yield self._due(term, day, done=done, done_on=done_on, by_workdays=True)

    def _before_posting(self, posting: datetime.date, step: str) -> datetime.date:
        return self.policy.calendar.add_workdays(posting, -self.policy.workdays_before_notice.get(step, 0))

    def _list_notice(self) -> Iterator[Due]:
        posted, days = self.batch.posted, self.policy.wage_notice_days
        if self.posting and self.pay:
            words = {"days": days, "pay": self.pay}
            done = self._reached()
            yield self._due(Term.WAGE_NOTICE, self.posting, done=done, done_on=posted, by_workdays=True, words=words)
        start = posted or self._expected_posting()
        if start:
            end = notice_end(start, self.batch.notice_end, self.policy)
            closed = bool(self.paid) or (end < self.today and bool(self.batch.objections))
            yield self._due(Term.WAGE_NOTICE_END, end, done=closed, words={"first": start + ONE_DAY})
        if posted:
            first = earliest_payment(posted, self.batch.notice_end, self.policy)
            yield self._due(Term.MAY_PAY, first, done=bool(self.paid), done_on=self.paid, opens=True)

    def _expected_posting(self) -> datetime.date | None:
        """When the notice will be posted, while it can still be in time; when that was missed, nobody knows."""
        return self.posting if self.posting and self.posting >= self.today and not self.paid else None

    def _list_payment(self) -> Iterator[Due]:
        paid = self.paid
        if self.agreed:
            day = self.policy.calendar.not_later_workday(self.agreed)
            term = Term.PAY_DAY if day == self.agreed else Term.MOVED_PAY_DAY
            words = {"pay_day": self.pay_day, "agreed": self.agreed}
            yield self._due(term, day, done=bool(paid), done_on=paid, by_workdays=True, words=words)
        if self.end:
            words = {"since": self.end, "days": self.policy.pay_within_days}
            last = self.end + ONE_DAY * self.policy.pay_within_days
            yield self._due(Term.LAST_PAY_DAY, last, done=bool(paid), done_on=paid, words=words)

    def _list_resending(self) -> Iterator[Due]:
        """What the bank sent back or could not pay, until everybody has what he is owed."""
        failed = [match for person in self.people for match in person.matches if not match.has_arrived]
        open_rows = [match for person in self.people if person.stuck for match in person.failed]
        days = [day for match in open_rows or failed if (day := match.receipt.day or self.paid)]
        if days:
            last = min(days) + ONE_DAY * self.policy.resend_within_days
            yield self._due(Term.RESENDING, last, done=not open_rows, words={"count": len(open_rows or failed)})
