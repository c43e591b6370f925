"""Which person of the roster a line of the bank's receipts means, and what became of everybody's money.  Pure.

A line is matched by number, by ID, by account and by name, in this order; whoever is found must bear the line's name, or
have his pay go to the account of the person who bears it.  Nothing is guessed: what two people could mean means nobody.
"""

from __future__ import annotations

import datetime
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from decimal import Decimal
from enum import StrEnum
from typing import NamedTuple

from archivegen.chinese import half_width, normalise_id
from archivegen.project.pay import Receipt
from archivegen.project.people import Worker
from archivegen.project.policy import Policy
from archivegen.project.reckoning import ZERO, WageSheet
from archivegen.project.records import FindWorker

_BEHIND_A_STATE = "：:，,；;（( -—"
"""What parts the word for a state from the reason: ``失败（户名不符）``."""


class State(StrEnum):
    """What the bank says of a transfer; the words that banks use are pack data (回单状态)."""

    ARRIVED = "成功"
    FAILED = "失败"
    RETURNED = "退回"
    PENDING = "处理中"


class Doubt(StrEnum):
    """Why a line means nobody."""

    UNKNOWN = "不在名单"
    AMBIGUOUS = "同名"
    CONTRADICTED = "不符"
    ROSTER = "名单有误"
    """The roster has the person twice; that is reported there."""


class Match(NamedTuple):
    """One line of the receipts: its number in the list (from 0), what became of it, whom it means or why nobody."""

    position: int
    receipt: Receipt
    state: State | None
    """None when the bank's word is not known; such a line counts as arrived, so that nobody is paid twice."""
    worker: Worker | None
    doubt: Doubt | None = None

    @property
    def has_arrived(self) -> bool:
        """Whether the money counts as arrived."""
        return self.state is None or self.state is State.ARRIVED


class PersonPayment(NamedTuple):
    """What one person was owed in one batch and what became of it.  Amounts in 元."""

    worker: Worker
    owed: Decimal
    matches: tuple[Match, ...]
    """The person's lines in the order of their days."""
    arrived: tuple[Match, ...]
    """Those whose money is in the account now; what came back later is no longer among them."""
    failed: tuple[Match, ...]
    """Those that reached nobody and were not sent again with success."""
    sign: int
    """-1 in a batch that takes back: its receipts are those of people who returned money."""
    received: Decimal
    """What has arrived; negative where it was taken back."""
    outstanding: Decimal
    """What is still owed; never negative."""
    stuck: Decimal
    """What of it is owed because a transfer failed, came back or is under way."""

    @property
    def stuck_since(self) -> datetime.date | None:
        """The day of the first failure that is still open; None when nothing is stuck, or no day is known."""
        if not self.stuck:
            return None
        return min((match.receipt.day for match in self.failed if match.receipt.day), default=None)


class BatchPayment(NamedTuple):
    """A batch with all that came back from the bank for it."""

    sheet: WageSheet
    matches: tuple[Match, ...]
    people: tuple[PersonPayment, ...]
    """Everybody on the sheet in its order, then whoever was paid without being on it."""


class ReceiptReader:
    """Reads the receipts of one project."""

    def __init__(self, workers: Sequence[Worker], policy: Policy, find_worker: FindWorker) -> None:
        self._find_worker = find_worker
        self._states = {word: State(state) for state, words in policy.receipt_states.items() for word in words}
        self._states |= {state.value: state for state in State}
        self._read: dict[str, State | None] = {}
        self._by_number = _group(workers, lambda worker: [worker.worker_no])
        self._by_id = _group(workers, lambda worker: {worker.id_number, worker.holder_id})
        self._by_name = _group(workers, lambda worker: [worker.name])
        by_holder = _group(workers, lambda worker: [worker.account_holder])
        self._by_either_name = {
            name: _list_once((*self._by_name.get(name, ()), *by_holder.get(name, ())))
            for name in (*self._by_name, *by_holder)
        }

    def settle(self, sheet: WageSheet) -> BatchPayment:
        """Match the receipts of a batch, and count for everybody what was owed and what arrived."""
        matches = tuple(self._match(position, receipt) for position, receipt in enumerate(sheet.batch.receipts))
        owed = sheet.net_by_worker
        people = {id(worker): worker for worker in sheet.workers}
        of_person: dict[int, list[Match]] = defaultdict(list)
        for match in matches:
            if match.worker is not None:
                people.setdefault(id(match.worker), match.worker)
                of_person[id(match.worker)].append(match)
        sign = -1 if sheet.batch.takes_back else 1
        payments = (
            _settle_person(worker, owed.get(key, ZERO), of_person.get(key, ()), sign) for key, worker in people.items()
        )
        return BatchPayment(sheet, matches, tuple(payments))

    def read_state(self, text: str) -> State | None:
        """What a bank's word means; ``失败（户名不符）`` is 失败.  None when it is not among the known words."""
        if text not in self._read:
            whole = half_width(text).strip().rstrip("。.!")
            self._read[text] = self._states.get(whole) or self._states.get(split_state(text)[0])
        return self._read[text]

    def _match(self, position: int, receipt: Receipt) -> Match:
        found = self._find(receipt)
        worker, doubt = (None, found) if isinstance(found, Doubt) else (found, None)
        return Match(position, receipt, self.read_state(receipt.status), worker, doubt)

    def _find(self, receipt: Receipt) -> Worker | Doubt:
        if receipt.worker_no:
            return self._find_numbered(receipt)
        candidates = self._by_id.get(receipt.id_number, ()) or self._by_either_name.get(receipt.name, ())
        left = [worker for worker in candidates if not _differs(worker, receipt)]
        return Doubt.CONTRADICTED if candidates and not left else _choose(left, receipt)

    def _find_numbered(self, receipt: Receipt) -> Worker | Doubt:
        found = self._find_worker(receipt.name, receipt.worker_no, receipt.id_number)
        if found is not None:
            return Doubt.CONTRADICTED if _differs(found, receipt) else found
        numbered = self._by_number.get(receipt.worker_no, ()) or self._by_name.get(receipt.worker_no, ())
        chosen = _choose(numbered, receipt)
        return Doubt.ROSTER if chosen is Doubt.AMBIGUOUS else chosen


def _group(workers: Iterable[Worker], keys_of: Callable[[Worker], Iterable[str]]) -> Mapping[str, tuple[Worker, ...]]:
    found: dict[str, list[Worker]] = defaultdict(list)
    for worker in workers:
        for key in keys_of(worker):
            if key:
                found[key].append(worker)
    return {key: tuple(group) for key, group in found.items()}


def _list_once(workers: Iterable[Worker]) -> tuple[Worker, ...]:
    return tuple({id(worker): worker for worker in workers}.values())


def _choose(candidates: Sequence[Worker], receipt: Receipt) -> Worker | Doubt:
    """The one among the candidates who answers to the receipt's name; of several the one whose account it is."""
    answering = [worker for worker in candidates if receipt.name in (worker.name, worker.account_holder)]
    if not answering:
        return Doubt.CONTRADICTED if candidates else Doubt.UNKNOWN
    if len(answering) == 1:
        return answering[0]
    fitting = [worker for worker in answering if receipt.account and has_account(worker, receipt.account)]
    if len(fitting) == 1:
        return fitting[0]
    named = [worker for worker in answering if worker.name == receipt.name] or answering
    ids = {worker.id_number for worker in named}
    if len(named) == 1:
        return named[0]
    return Doubt.ROSTER if len(ids) == 1 and all(ids) else Doubt.AMBIGUOUS


def _differs(worker: Worker, receipt: Receipt) -> bool:
    """Whether the bank gives the ID of somebody else: neither the worker's nor, where another holds the account, his."""
    known = bool(receipt.id_number and worker.id_number) and "*" not in receipt.id_number
    return known and receipt.id_number != worker.id_number and worker.account_holder in ("", worker.name)


def split_state(text: str) -> tuple[str, str]:
    """A bank's word for a state, and the reason behind it: ``失败（户名不符）`` → 失败 and 户名不符."""
    plain = half_width(text).strip().rstrip("。.!")
    cut = min((at for sign in _BEHIND_A_STATE if (at := plain.find(sign)) > 0), default=len(plain))
    return plain[:cut], plain[cut + 1 :].strip(_BEHIND_A_STATE + "）)")


def known_accounts(worker: Worker) -> Iterator[str]:
    """The accounts that a worker has confirmed: today's, and those before."""
    yield from (normalise_id(account) for account in (worker.account, *worker.former_accounts) if account)


def has_account(worker: Worker, account: str) -> bool:
    """Whether a receipt's account is one of the worker's; banks mask the middle (``6228****8903``)."""
    if account == worker.account:
        return True
    wanted = normalise_id(account)
    if "*" not in wanted:
        return wanted in known_accounts(worker)
    head, tail = wanted.split("*", 1)[0], wanted.rsplit("*", 1)[1]
    return any(known.startswith(head) and known.endswith(tail) for known in known_accounts(worker))


def _settle_person(worker: Worker, owed: Decimal, matches: Sequence[Match], sign: int) -> PersonPayment:
    """Follow the lines day by day: a success settles an earlier failure of that amount, a return undoes a success."""
    ordered = _in_time(matches)
    arrived: list[Match] = []
    failed: list[Match] = []
    for match in ordered:
        if match.has_arrived:
            _take_out(failed, match)
            arrived.append(match)
        else:
            if match.state is State.RETURNED:
                _take_out(arrived, match)
            failed.append(match)
    received = sign * sum([match.receipt.amount for match in arrived], ZERO)
    outstanding = max(owed - received, ZERO)
    stuck = min(sum([match.receipt.amount for match in failed], ZERO), outstanding)
    return PersonPayment(
        worker, owed, tuple(ordered), tuple(arrived), tuple(failed), sign, received, outstanding, stuck
    )


def _in_time(matches: Sequence[Match]) -> list[Match]:
    """By day, and within a day as the list has them; as the list has them where a day is missing."""
    if len(matches) < 2 or any(match.receipt.day is None for match in matches):
        return list(matches)
    return sorted(matches, key=lambda match: match.receipt.day or datetime.date.min)


def _take_out(matches: list[Match], like: Match) -> None:
    """Remove the first of this amount."""
    for position, match in enumerate(matches):
        if match.receipt.amount == like.receipt.amount:
            del matches[position]
            return
