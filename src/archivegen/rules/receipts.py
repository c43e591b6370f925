"""银行回单: what arrived, with whom, when, and what is still on its way (domain §7-D, V-D11)."""

from __future__ import annotations

import datetime
from collections import defaultdict
from collections.abc import Iterator, Sequence
from decimal import Decimal
from typing import NamedTuple

from archivegen.chinese import mask_account
from archivegen.findings import Evidence
from archivegen.project.due_dates import earliest_payment, is_monthly
from archivegen.project.matching import BatchPayment, Doubt, Match, PersonPayment, State
from archivegen.project.people import Worker
from archivegen.project.reckoning import ZERO
from archivegen.rules.naming import Named, is_on_record, report_unknown
from archivegen.rules.run import Breach, Checked, breach
from archivegen.rules.wages import list_payees
from archivegen.rules.wording import name_person, name_worker


class Line(NamedTuple):
    """One line of the receipts with the number of its batch."""

    batch: int
    match: Match

    @property
    def path(self) -> tuple[str | int, ...]:
        """Where the line stands."""
        return ("发放批次", self.batch, "回单", self.match.position)


def _list_lines(checked: Checked) -> Iterator[Line]:
    for number, payment in enumerate(checked.figures.payments):
        for match in payment.matches:
            yield Line(number, match)


def _list_people(checked: Checked) -> Iterator[tuple[int, BatchPayment, PersonPayment]]:
    """Everybody in every batch that has receipts."""
    for number, payment in enumerate(checked.figures.payments):
        if payment.matches:
            for person in payment.people:
                yield number, payment, person


def _month_of(checked: Checked, line: Line) -> str:
    return checked.project.batches[line.batch].month


def find_differing_receipts(checked: Checked) -> Iterator[Breach]:
    """R314: to everybody what the wage sheet says, to the cent (seed Meishan: 避免多发漏发少发错发).

    What is wanting because a transfer failed is told by R385 and R386; what went to a name that is nobody's, by R315; a batch
    that pays nobody, by R316.  Where the bank paid what the township's own sheet says, that sheet is what differs, and R350,
    R351 or R354 tells of it.
    """
    for number, payment, person in _list_people(checked):
        if not payment.sheet.lines:
            continue
        difference = person.owed - person.received
        if not difference or difference == person.stuck or difference == _sent_to_strangers(checked, payment, person):
            continue
        if person.received != _kept_net(checked, payment, person.worker):
            path = ("回单", person.matches[-1].position, "金额") if person.matches else ("回单",)
            yield breach(
                checked.place("发放批次", number, *path),
                month=payment.sheet.batch.month,
                name=name_worker(person.worker),
                batch=payment.sheet.batch.label,
                owed=person.owed,
                received=person.received,
                difference=abs(difference),
            )


def _sent_to_strangers(checked: Checked, payment: BatchPayment, person: PersonPayment) -> Decimal:
    """元 that arrived in a batch under an unknown name to which this person's is the nearest."""
    strangers = [match for match in payment.matches if match.doubt is Doubt.UNKNOWN and match.has_arrived]
    meant = [m for m in strangers if checked.known_names.nearest(m.receipt.name) == person.worker.name]
    return sum((match.receipt.amount for match in meant), ZERO)


def _kept_net(checked: Checked, payment: BatchPayment, worker: Worker) -> Decimal | None:
    """What the township's own pay sheet of a month gives somebody, 元; None when it does not say."""
    batch = payment.sheet.batch
    rows = batch.rows if is_monthly(batch) else ()
    amounts = [row.net for row in rows if checked.figures.find_worker(row.name, row.worker_no, row.id_number) is worker]
    known = [amount for amount in amounts if amount is not None]
    return sum(known, ZERO) if known and len(known) == len(amounts) else None


def find_unknown_receivers(checked: Checked) -> Iterator[Breach]:
    """R315: nobody is paid who is not on the roster; whom a record of work or another list names too is R301 or R312."""
    payees = {(row.name, row.worker_no) for row in list_payees(checked)}
    lines = (line for line in _list_lines(checked) if line.match.doubt is Doubt.UNKNOWN)
    rows = (
        Named("银行回单", line.path, receipt.name, receipt.worker_no, receipt.id_number, month=_month_of(checked, line))
        for line in lines
        for receipt in (line.match.receipt,)
    )
    return report_unknown(
        checked, rows, lambda name, worker_no: (name, worker_no) in payees or is_on_record(checked, name, worker_no)
    )


def find_unclear_receivers(checked: Checked) -> Iterator[Breach]:
    """R334: a receipt means one person, by number, ID, account and name."""
    for line in _list_lines(checked):
        if line.match.doubt in {Doubt.AMBIGUOUS, Doubt.CONTRADICTED}:
            receipt = line.match.receipt
            place, name = checked.place(*line.path, "姓名"), name_person(receipt.name, receipt.worker_no)
            yield breach(place, month=_month_of(checked, line), name=name)


def find_odd_receipt_states(checked: Checked) -> Iterator[Breach]:
    """R335: arrived, failed, returned or under way; any other word would count as arrived."""
    for line in _list_lines(checked):
        if line.match.state is None:
            receipt = line.match.receipt
            place = checked.place(*line.path, "状态")
            month, known = _month_of(checked, line), "、".join(State)
            yield breach(place, month=month, name=receipt.name, found=receipt.status, known=known)


def find_repeated_serials(checked: Checked) -> Iterator[Breach]:
    """R381: a transfer is booked once; one number on all lines of a batch is the number of the batch."""
    groups: dict[str, list[Line]] = defaultdict(list)
    for line in _list_lines(checked):
        if line.match.receipt.serial and line.match.has_arrived:
            groups[line.match.receipt.serial].append(line)
    for serial, lines in groups.items():
        if len(lines) > 1 and not _numbers_a_batch(checked, lines) and not _stand_twice(checked, lines):
            yield breach(
                checked.place(*lines[1].path, "流水号"),
                month=_month_of(checked, lines[1]),
                serial=f"…{serial[-6:]}" if len(serial) > 6 else serial,
                count=len(lines),
                where=checked.place(*lines[0].path, "流水号"),
                evidence=[_show(checked, line, "流水号") for line in lines],
            )


def _numbers_a_batch(checked: Checked, lines: Sequence[Line]) -> bool:
    """Whether all that arrived in one batch has this number, everybody once."""
    if len({line.batch for line in lines}) > 1:
        return False
    people = {id(line.match.worker) for line in lines}
    arrived = [match for match in checked.figures.payments[lines[0].batch].matches if match.has_arrived]
    return len(arrived) == len(lines) == len(people)


def _stand_twice(checked: Checked, lines: Sequence[Line]) -> bool:
    """Whether the lines stand in two ordinary batches of one month: R317 tells of that."""
    batches = [checked.project.batches[line.batch] for line in lines]
    numbers = {line.batch for line in lines}
    once_a_month = {batch.month for batch in batches} == {batches[0].month} and all(map(is_monthly, batches))
    return once_a_month and len(numbers) == len(lines)


def find_early_receipts(checked: Checked) -> Iterator[Breach]:
    """R382: money does not arrive before the payment day, nor before the notice is over (seed Dongpo; domain §7 V-E02)."""
    for number, payment in enumerate(checked.figures.payments):
        batch = payment.sheet.batch
        limit, what = batch.paid, "发放日期"
        if limit is None and batch.posted:
            limit, what = earliest_payment(batch.posted, batch.notice_end, checked.policy), "公示期满后最早可发放的日期"
        early = [
            Line(number, match)
            for match in payment.matches
            if limit and match.has_arrived and match.receipt.day and match.receipt.day < limit
        ]
        if early:
            yield breach(
                checked.place(*early[0].path, "日期"),
                month=batch.month,
                batch=batch.label,
                count=len(early),
                day=min(line.match.receipt.day for line in early if line.match.receipt.day),
                what=what,
                limit=limit,
                evidence=[_show(checked, line, "日期") for line in early],
            )


def _show(checked: Checked, line: Line, key: str) -> Evidence:
    receipt = line.match.receipt
    parts = [str(receipt.day or ""), name_person(receipt.name, receipt.worker_no), f"{receipt.amount:,.2f} 元"]
    return Evidence(checked.place(*line.path, key), " ".join(part for part in parts if part))


# --- failed payments --------------------------------------------------------------------------------------------------


def find_failed_payments(checked: Checked) -> Iterator[Breach]:
    """R385: a payment that failed is sent again (domain §7 V-D11; Chongqing: failed payments are returned for correction)."""
    return _report_failures(checked, overdue=False)


def find_failures_overdue(checked: Checked) -> Iterator[Breach]:
    """R386: and that within so many days."""
    return _report_failures(checked, overdue=True)


def _report_failures(checked: Checked, *, overdue: bool) -> Iterator[Breach]:
    limit = checked.policy.resend_within_days
    for number, payment, person in _list_people(checked):
        batch = payment.sheet.batch
        if person.stuck <= ZERO:
            continue
        since = person.stuck_since or batch.paid
        days = (checked.today - since).days if since else 0
        if (0 < limit < days) is overdue:
            last = person.failed[-1]
            account = last.receipt.account or person.worker.account
            yield breach(
                checked.place(*Line(number, last).path, "状态"),
                month=batch.month,
                name=name_worker(person.worker),
                batch=batch.label,
                open=person.stuck,
                state="银行还在处理" if last.state is State.PENDING else "发放失败",
                when=_tell_wait(since, days),
                account=mask_account(account) if account else "未填",
                limit=limit,
            )


def _tell_wait(since: datetime.date | None, days: int) -> str:
    return f"{since} 起已 {days} 天" if since else "没有写日期"
