"""What came back from the bank, and whether everybody has the money."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from decimal import Decimal

from archivegen.chinese import chinese_month, normalise_id
from archivegen.project.figures import Figures
from archivegen.project.matching import BatchPayment, Match, PersonPayment, State, has_account, split_state
from archivegen.project.people import Worker
from archivegen.project.plain import Words
from archivegen.project.reckoning import WageSheet

OWN, AUTHORISED, FOREIGN = "是", "授权", "否"
"""Whose name the receipt bears: the worker's, that of the holder whom he authorised, or another."""


def find_payment(figures: Figures, sheet: WageSheet) -> BatchPayment:
    """What the bank says of one of the project's sheets."""
    return next(payment for payment in figures.payments if payment.sheet is sheet)


def is_authorised(worker: Worker) -> bool:
    """Whether the account is the worker's own, or its holder has a relation and a written authorisation (domain V-B09)."""
    own = worker.account_holder in {"", worker.name}
    return own or bool(worker.holder_relation and worker.authorisation)


def receipt_words(figures: Figures, sheet: WageSheet) -> Words:
    """核对: what the receipts of a batch add up to; amounts and differing people are blank while there are no receipts."""
    payment = find_payment(figures, sheet)
    known = bool(payment.matches)
    people, strangers = payment.people, [match for match in payment.matches if match.worker is None]
    differing = sum(person.received != person.owed for person in people)
    received = sum((person.received for person in people), Decimal(0))
    unknown = sum((match.receipt.amount for match in strangers if match.has_arrived), Decimal(0))
    return {
        "已有": known,
        "人数": sum(1 for person in people if person.received),
        "金额": received if known else "",
        "笔数": sum(len(person.arrived) for person in people),
        "失败人数": sum(1 for person in people if person.stuck),
        "失败金额": sum((person.stuck for person in people), Decimal(0)),
        "未到账人数": sum(1 for person in people if person.outstanding),
        "未到账金额": sum((person.outstanding for person in people), Decimal(0)),
        "多付金额": sum((max(person.received - person.owed, Decimal(0)) for person in people), Decimal(0)),
        "对不上笔数": len(strangers),
        "对不上金额": unknown,
        "不符人数": differing if known else "",
        "一致": known and not differing and not strangers,
    }


def settlement_words(figures: Figures) -> Words:
    """Whether all wages are settled: every worked month has a sheet, every sheet a payment day, every receipt agrees.

    Batches without receipts count as paid on their payment day (domain V-Q02, V-D11).
    """
    paid, unpaid = figures.paid_sheets, figures.wages_due - figures.wages_paid
    owed = figures.worked_months | {line.month for sheet in figures.sheets for line in sheet.lines}
    months = sorted(owed - {line.month for sheet in paid for line in sheet.lines if not line.correction})
    differing = sum(receipt_words(figures, sheet)["不符人数"] or 0 for sheet in paid)
    return {
        "未发报酬": unpaid,
        "未发月份": [chinese_month(month) for month in months],
        "回单不符人次": differing,
        "结清": bool(paid) and not unpaid and not months and not differing,
    }


def arrived_amounts(figures: Figures, sheet: WageSheet) -> Mapping[int, Decimal]:
    """``id(worker)`` → what the receipts of a batch say has arrived, 元; negative where it was taken back."""
    return {id(person.worker): person.received for person in find_payment(figures, sheet).people if person.arrived}


def serials_by_worker(figures: Figures, sheet: WageSheet) -> Mapping[int, str]:
    """``id(worker)`` → the serial number of the transfer that arrived last."""
    people = find_payment(figures, sheet).people
    return {id(person.worker): person.arrived[-1].receipt.serial for person in people if person.arrived}


def payee_words(figures: Figures, sheet: WageSheet, known: Mapping[int, Words]) -> Iterator[Words]:
    """One row a person: what goes to the bank, and what came back (domain §6.13: C23).

    Whoever was paid without being on the sheet stands at the end, with nothing owed.
    """
    days: dict[int, Decimal] = {}
    for line in sheet.lines:
        days[id(line.worker)] = days.get(id(line.worker), Decimal(0)) + line.days
    payment = find_payment(figures, sheet)
    for position, person in enumerate(payment.people, 1):
        key = id(person.worker)
        yield {
            **known[key],
            "序号": position,
            "天数": days.get(key, Decimal(0)),
            "实发": person.owed,
            **_returned_words(person, known=bool(payment.matches)),
        }


def _returned_words(person: PersonPayment, *, known: bool) -> Words:
    last = person.arrived[-1].receipt if person.arrived else None
    account = normalise_id((last.account if last else "") or person.worker.account)
    return {
        "回单金额": person.received if known else "",
        "回单日期": (last.day or "") if last else "",
        "流水号": last.serial if last else "",
        "户名一致": _whose_name(person.worker, last.name) if last else "",
        "账号尾号": account[-4:],
        "账号一致": last is not None and (not last.account or has_account(person.worker, last.account)),
        "差额": person.received - person.owed if known else "",
        "处理": "；".join(_tell_course(person)) if known else "",
        "一致": bool(person.matches) and person.received == person.owed,
    }


def _whose_name(worker: Worker, name: str) -> str:
    if name == worker.name:
        return OWN
    return AUTHORISED if name == worker.account_holder and is_authorised(worker) else FOREIGN


def _tell_course(person: PersonPayment) -> Iterator[str]:
    """``4月14日失败（户名不符）；4月20日重发到账``: what was not paid at once, and what is still to be done."""
    failed_before = False
    for match in person.matches:
        if match.has_arrived and failed_before:
            yield f"{_day_of(match)}重发到账"
        elif match.state is State.PENDING:
            yield f"{_day_of(match)}银行处理中"
        elif not match.has_arrived:
            failed_before = True
            yield f"{_day_of(match)}{match.state}{_reason_of(match)}"
    if person.outstanding and person.matches:
        yield f"尚欠{person.outstanding:,.2f}元"
    elif person.outstanding:
        yield "没有回单"
    elif person.received > person.owed:
        yield f"{'多付' if person.sign > 0 else '尚未收回'}{person.received - person.owed:,.2f}元"


def _day_of(match: Match) -> str:
    day = match.receipt.day
    return f"{day.month}月{day.day}日" if day else ""


def _reason_of(match: Match) -> str:
    """What the bank says beyond the bare state: its note, what stands behind the state, or a state that is a reason."""
    head, reason = split_state(match.receipt.status)
    said = match.receipt.note or reason or ("" if str(match.state) in head else head)
    return f"（{said}）" if said else ""
