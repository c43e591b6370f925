"""更正 and 结算: what a later batch adds to a paid month, or takes back, and how a project is closed (decision 0007)."""

from __future__ import annotations

import datetime
from collections.abc import Iterator, Sequence
from decimal import Decimal
from typing import NamedTuple

from archivegen.chinese import chinese_month
from archivegen.project.pay import BatchKind, Correction, PayBatch
from archivegen.project.people import Worker
from archivegen.project.reckoning import ZERO, round_money
from archivegen.project.settlement import list_balances
from archivegen.rules.run import Breach, Checked, breach
from archivegen.rules.wages import is_same_unit
from archivegen.rules.wording import list_few, name_person, name_worker


class Row(NamedTuple):
    """One row of 更正: the numbers of its batch and of itself, and whom and which month it means."""

    number: int
    batch: PayBatch
    line: int
    row: Correction
    worker: Worker
    month: str

    @property
    def who(self) -> str:
        """How sentences name the person."""
        return name_person(self.row.name, self.row.worker_no)

    def path(self, *keys: str) -> tuple[str | int, ...]:
        """Where the row stands in the project file."""
        return ("发放批次", self.number, "更正", self.line, *keys)


def _rows(checked: Checked) -> Iterator[Row]:
    """Every correction of somebody who is known; the others are R312, R327 and R328."""
    for number, batch in enumerate(checked.project.batches):
        for index, row in enumerate(batch.corrections):
            worker = checked.figures.find_worker(row.name, row.worker_no)
            if worker is not None:
                yield Row(number, batch, index, row, worker, batch.month_of(row))


def find_corrections_of_unpaid_months(checked: Checked) -> Iterator[Breach]:
    """R340: what is not paid yet is mended where it stands, not corrected by a second sheet (decision 0007)."""
    settled = checked.figures.wages.settled_months
    for found in _rows(checked):
        paying = settled.get(found.month)
        if paying is None or paying is found.batch:
            state = "没有已发放的批次"
        elif paying.paid is None:
            state = "还没有发放"
        else:
            continue
        place = checked.place(*found.path("月份"))
        yield breach(place, month=found.batch.month, name=found.who, corrected=chinese_month(found.month), state=state)


def find_corrections_without_work(checked: Checked) -> Iterator[Breach]:
    """R341: money for a month in which nobody saw him at work needs more than a line (domain §1.10)."""
    for found in _rows(checked):
        if not found.row.takes and not checked.figures.wages.has_worked(found.worker, found.month):
            place = checked.place(*found.path("姓名"))
            yield breach(place, month=found.batch.month, name=found.who, corrected=chinese_month(found.month))


def find_unexplained_corrections(checked: Checked) -> Iterator[Breach]:
    """R342: why, and on what evidence; villagers read it on the notice."""
    for found in _rows(checked):
        given = {"事由": found.row.reason, "依据": found.row.basis}
        missing = [name for name, text in given.items() if not text]
        if missing:
            place = checked.place(*found.path())
            yield breach(place, month=found.batch.month, name=found.who, missing="和".join(f"“{m}”" for m in missing))
    for number, batch in enumerate(checked.project.batches):
        for index, bonus in enumerate(batch.bonuses if batch.kind is BatchKind.CORRECTION else ()):
            if not bonus.reason:
                place = checked.place("发放批次", number, "奖补", index)
                who = name_person(bonus.name, bonus.worker_no)
                yield breach(place, month=batch.month, name=who, missing="“事由”")


def find_unclear_corrections(checked: Checked) -> Iterator[Breach]:
    """R343: every row has one amount, and it can be reckoned again (domain V-D06)."""
    for found in _rows(checked):
        if problem := _find_problem(checked, found):
            yield breach(checked.place(*found.path()), month=found.batch.month, name=found.who, problem=problem)


def _find_problem(checked: Checked, found: Row) -> str:
    row = found.row
    if not row.days and not row.amount:
        return "没有写天数，也没有写金额"
    if row.days is None:
        return ""
    if row.days * 2 % 1:
        return f"天数写的是 {row.days}，应为整天或半天"
    trade = row.trade or found.worker.trade
    units = [rate.unit for rate in checked.project.rates if rate.trade == trade] if row.price is None else []
    day_unit = checked.figures.day_units[0]
    if odd := next((unit for unit in units if not is_same_unit(checked, unit, day_unit)), ""):
        return f"“{trade}”按 {odd} 计价，不能用天数算，应写金额"
    price = checked.figures.wages.correction_price(found.worker, found.batch, row)
    if not price:
        return f"工种“{trade or '（未填）'}”在 {chinese_month(found.month)}没有工价，或当月工价有变动，应写单价或日期"
    amount = round_money(row.days * price)
    if row.amount is not None and row.amount != amount:
        return f"金额写的是 {row.amount:,.2f} 元，{row.days} 天 × {price:,.2f} 元应为 {amount:,.2f} 元"
    return ""


def find_excessive_recovery(checked: Checked) -> Iterator[Breach]:
    """R344: a batch that pays takes from nobody more than it gives him; the rest waits for the next."""
    for number, sheet in enumerate(checked.figures.sheets):
        if sheet.batch.takes_back:
            continue
        nets = sheet.net_by_worker
        for worker in sheet.workers:
            net = nets[id(worker)]
            if net < 0:
                lines = [line for line in sheet.lines if line.worker is worker]
                taken = sum((-line.net for line in lines if line.net < 0), ZERO)
                yield breach(
                    checked.place("发放批次", number),
                    month=sheet.batch.month,
                    name=name_worker(worker),
                    batch=sheet.batch.label,
                    due=net + taken,
                    taken=taken,
                    short=-net,
                )


# --- settlement -----------------------------------------------------------------------------------------------------


def _find_settlement(checked: Checked) -> tuple[int, PayBatch] | None:
    """The first settlement of the project."""
    batches = enumerate(checked.project.batches)
    return next(((number, batch) for number, batch in batches if batch.kind is BatchKind.SETTLEMENT), None)


def find_batches_after_settlement(checked: Checked) -> Iterator[Breach]:
    """R345: the settlement closes the account; afterwards there are only corrections."""
    settlement = _find_settlement(checked)
    if settlement is None:
        return
    at, closing = settlement
    for number, batch in enumerate(checked.project.batches):
        late = number > at or batch.month > closing.month
        if batch.kind is not BatchKind.CORRECTION and number != at and late:
            place = checked.place("发放批次", number, "月份")
            yield breach(place, month=batch.month, batch=batch.label, settlement=closing.label)


def find_work_after_settlement(checked: Checked) -> Iterator[Breach]:
    """R346: who settles has stopped working."""
    settlement = _find_settlement(checked)
    if settlement is None:
        return
    at, closing = settlement
    settled = checked.figures.wages.settled_months
    days = [*checked.heads, *(piece.day for piece in checked.project.piecework)]
    late = {day for day in days if settled.get(f"{day:%Y-%m}") in (None, closing) and _is_after(day, closing)}
    if late:
        place = checked.place("发放批次", at)
        yield breach(place, month=closing.month, settlement=closing.label, count=len(late), last=max(late))


def _is_after(day: datetime.date, closing: PayBatch) -> bool:
    return f"{day:%Y-%m}" > closing.month or bool(closing.table_day and day > closing.table_day)


def find_unsettled_accounts(checked: Checked) -> Iterator[Breach]:
    """R347: after the settlement nobody is owed a cent, and nobody has a cent too much (domain V-D12, V-M04)."""
    for number, sheet in enumerate(checked.figures.sheets):
        if sheet.batch.kind is not BatchKind.SETTLEMENT or not sheet.batch.table_day:
            continue
        open_accounts = [balance for balance in list_balances(checked.figures, sheet) if balance.rest]
        if open_accounts:
            names = (f"{name_worker(b.worker)} {b.rest:,.2f} 元" for b in open_accounts)
            yield breach(
                checked.place("发放批次", number),
                month=sheet.batch.month,
                settlement=sheet.batch.label,
                names=list_few(names, "人"),
                gaps=_tell_gaps([balance.rest for balance in open_accounts]),
            )


def _tell_gaps(rests: Sequence[Decimal]) -> str:
    """少发 120.00 元、多发 5.00 元, as far as there is any."""
    owed = sum((rest for rest in rests if rest > 0), ZERO)
    over = sum((-rest for rest in rests if rest < 0), ZERO)
    return "、".join(f"{what} {amount:,.2f} 元" for what, amount in (("少发", owed), ("多发", over)) if amount)
