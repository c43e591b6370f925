"""发放批次 and 银行回单: what was to be paid and what arrived (domain §7-D, V-D11)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from decimal import Decimal

from archivegen.project.pay import BatchKind
from archivegen.project.reckoning import WageSheet
from archivegen.rules.naming import Named, Trouble, find_trouble, report_unknown
from archivegen.rules.run import Breach, Checked, breach
from archivegen.rules.wording import name_person

PAID = "成功"
FAILED = "失败"
WHY_EMPTY = {
    BatchKind.NORMAL: ("没有考勤、计件或奖补", "补上这个月的考勤"),
    BatchKind.CORRECTION: ("没有更正", "在“更正”里写上补给谁、补哪个月、补多少"),
    BatchKind.SETTLEMENT: ("各月的报酬都已列入以前的批次", "核对以前各批"),
}
"""Kind of batch → what it lacks, and what to do about it."""


def find_empty_batches(checked: Checked) -> Iterator[Breach]:
    """R316: a month is paid because somebody worked in it, a correction because something was wrong."""
    for index, sheet in enumerate(checked.figures.sheets):
        if not sheet.lines:
            lacking, advice = WHY_EMPTY[sheet.batch.kind]
            place = checked.place("发放批次", index, "月份")
            yield breach(place, month=sheet.batch.month, batch=sheet.batch.label, lacking=lacking, advice=advice)


def find_repeated_batches(checked: Checked) -> Iterator[Breach]:
    """R317: a month is paid once; what is paid later for it is a batch of another kind."""
    first: dict[str, int] = {}
    for index, batch in enumerate(checked.project.batches):
        if batch.kind is not BatchKind.NORMAL:
            continue
        earlier = first.setdefault(batch.month, index)
        if earlier != index:
            where = checked.place("发放批次", earlier, "月份")
            yield breach(checked.place("发放批次", index, "月份"), month=batch.month, where=where)


def find_differing_receipts(checked: Checked) -> Iterator[Breach]:
    """R314: to everybody what the wage sheet says, to the cent (seed Meishan: 避免多发漏发少发错发)."""
    for number, sheet in enumerate(checked.figures.sheets):
        if sheet.batch.receipts:
            yield from _compare_receipts(checked, number, sheet)


def _compare_receipts(checked: Checked, number: int, sheet: WageSheet) -> Iterator[Breach]:
    owed: dict[int, Decimal] = defaultdict(Decimal)
    for line in sheet.lines:
        owed[id(line.worker)] += line.net
    received: dict[int, Decimal] = defaultdict(Decimal)
    last_row: dict[int, int] = {}
    sign = -1 if sheet.batch.takes_back else 1  # the receipts of a 追回 are those of people who returned money
    for index, receipt in enumerate(sheet.batch.receipts):
        if worker := checked.figures.find_worker(receipt.name, receipt.worker_no):
            received[id(worker)] += sign * receipt.amount if receipt.status != FAILED else 0
            last_row[id(worker)] = index
    for worker in checked.project.workers:
        key = id(worker)
        if owed[key] != received[key]:
            path = ("回单", last_row[key], "金额") if key in last_row else ("回单",)
            yield breach(
                checked.place("发放批次", number, *path),
                name=name_person(worker.name, worker.worker_no),
                month=sheet.batch.month,
                owed=owed[key],
                received=received[key],
                difference=abs(owed[key] - received[key]),
            )


def find_unknown_receivers(checked: Checked) -> Iterator[Breach]:
    """R315: nobody is paid who is not on the roster."""
    return report_unknown(checked, _named_rows(checked))


def find_unclear_receivers(checked: Checked) -> Iterator[Breach]:
    """R334: a receipt means one person, by name and by number."""
    for row in _named_rows(checked):
        if find_trouble(checked, row) in {Trouble.AMBIGUOUS, Trouble.CONTRADICTED}:
            place, name = checked.place(*row.path, "姓名"), name_person(row.name, row.worker_no)
            yield breach(place, month=row.month, name=name)


def _named_rows(checked: Checked) -> Iterator[Named]:
    for number, batch in enumerate(checked.project.batches):
        for index, receipt in enumerate(batch.receipts):
            path = ("发放批次", number, "回单", index)
            yield Named("银行回单", path, receipt.name, receipt.worker_no, month=batch.month)


def find_odd_receipt_states(checked: Checked) -> Iterator[Breach]:
    """R335: paid or failed; any other word would count as paid."""
    for number, batch in enumerate(checked.project.batches):
        for index, receipt in enumerate(batch.receipts):
            if receipt.status not in {PAID, FAILED}:
                place = checked.place("发放批次", number, "回单", index, "状态")
                found = receipt.status
                yield breach(place, month=batch.month, name=receipt.name, found=found, paid=PAID, failed=FAILED)
