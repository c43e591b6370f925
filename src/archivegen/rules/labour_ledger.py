"""务工台账 by itself, and the stay on the site: dates that cannot be, days without a date, running sums (domain §7-D)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from decimal import Decimal

from archivegen.chinese import plain_number
from archivegen.findings import Evidence
from archivegen.project.labour import LedgerRow
from archivegen.project.people import Worker
from archivegen.project.reckoning import month_length
from archivegen.project.records import Record, Source, first_of_month, last_of_month
from archivegen.rules.run import Breach, Checked, breach
from archivegen.rules.wording import list_days, name_person, name_worker

TABLE = "务工台账"


def find_undated_days_with_two_rates(checked: Checked) -> Iterator[Breach]:
    """R355: days without a date have a price only where the month has one price."""
    found: dict[tuple[str, str], list[Record]] = defaultdict(list)
    for record in checked.figures.chosen_records:
        if record.undated and record.worker:
            found[record.month, record.trade or record.worker.trade].append(record)
    for (month, trade), records in found.items():
        before = checked.figures.rate_on(trade, first_of_month(month))
        changes = [
            rate
            for rate in checked.project.rates
            if rate.trade == trade and rate.since and first_of_month(month) < rate.since <= last_of_month(month)
        ]
        # The first price of all changes none: whoever worked in the month worked for it.
        if len({rate.price for rate in changes} | {before} - {None}) > 1:
            yield breach(
                checked.place(*records[0].path, "天数"),
                month=month,
                evidence=[Evidence(checked.place(*r.path), f"{r.name} {plain_number(r.undated)} 天") for r in records],
                trade=trade,
                since=min(rate.since for rate in changes if rate.since),
                count=len({(record.name, record.worker_no) for record in records}),
            )


def find_work_outside_the_stay(checked: Checked) -> Iterator[Breach]:
    """R356: nobody works before he came to the site or after he left it."""
    for index, worker in enumerate(checked.project.workers):
        span, entered, left = checked.figures.spans.get(id(worker)), worker.entered, worker.left
        if span is None or ((not entered or entered <= span.first) and (not left or span.last <= left)):
            continue
        worked = [item.day for item in checked.figures.days_by_worker.get(id(worker), ())]
        early = [day for day in worked if worker.entered and day < worker.entered]
        late = [day for day in worked if worker.left and day > worker.left]
        stays = ((early, "进场日期", "以前", worker.entered), (late, "退场日期", "以后", worker.left))
        for outside, field, side, limit in stays:
            if outside:
                place, name = checked.place("务工人员", index, field), name_worker(worker)
                days, count = list_days(outside), len(set(outside))
                yield breach(
                    place, worker=worker, name=name, field=field, limit=limit, side=side, days=days, count=count
                )


def find_rows_outside_the_month(checked: Checked) -> Iterator[Breach]:
    """R357: a ledger's row says how many days, and they lie in its month; only piecework has none."""
    for month_index, ledger in enumerate(checked.project.ledger):
        for index, row in enumerate(ledger.rows):
            if found := _find_fault(row, ledger.month):
                field, problem = found
                place, name = (
                    checked.place(TABLE, month_index, "明细", index, field),
                    name_person(row.name, row.worker_no),
                )
                yield breach(place, month=ledger.month, name=name, problem=problem)


def _find_fault(row: LedgerRow, month: str) -> tuple[str, str] | None:
    length = month_length(month)
    if row.day is not None and f"{row.day:%Y-%m}" != month:
        return "日期", f"写的是 {row.day}，不在这个月"
    if row.days is None:
        is_piecework = row.day is None and (row.earned is not None or row.received is not None)
        return None if is_piecework else ("天数", "没有写天数")
    if row.day is None and row.days > length:
        return "天数", f"写的是 {plain_number(row.days)} 天，这个月只有 {length} 天"
    return None


def find_half_dated_months(checked: Checked) -> Iterator[Breach]:
    """R358: a ledger has a line a day or a line a month; both together would count a day twice."""
    for month_index, ledger in enumerate(checked.project.ledger):
        undated = [index for index, row in enumerate(ledger.rows) if row.day is None]
        if undated and len(undated) < len(ledger.rows):
            yield breach(
                checked.place(TABLE, month_index, "明细", undated[0], "日期"),
                month=ledger.month,
                evidence=[
                    Evidence(checked.place(TABLE, month_index, "明细", index), ledger.rows[index].name)
                    for index in undated
                ],
                dated=len(ledger.rows) - len(undated),
                undated=len(undated),
            )


def find_differing_running_days(checked: Checked) -> Iterator[Breach]:
    """R359: 累计天数 of the ledger is the sum of its months, or of what was worked in a month without a ledger (V-D12)."""
    stated: dict[tuple[int, str], tuple[Decimal, Record, Worker]] = {}
    for record in checked.figures.records:
        if record.source is Source.LEDGER and record.worker:
            key = id(record.worker), record.month
            _, month_index, _, index = record.path
            running = checked.project.ledger[int(month_index)].rows[int(index)].days_so_far
            if running is not None and (key not in stated or running > stated[key][0]):
                stated[key] = running, record, record.worker
    by_worker = _sum_months(checked) if stated else {}
    for (person, month), (running, record, worker) in stated.items():
        total = sum((days for name, days in by_worker[person].items() if name <= month), Decimal(0))
        if running != total:
            yield breach(
                checked.place(*record.path, "累计天数"),
                month=month,
                name=name_worker(worker),
                stated=plain_number(running),
                total=plain_number(total),
            )


def _sum_months(checked: Checked) -> Mapping[int, Mapping[str, Decimal]]:
    """``id(worker)`` → month → days by its ledger, or by the work of a month without one."""
    found: dict[int, dict[str, Decimal]] = defaultdict(lambda: defaultdict(Decimal))
    kept = {ledger.month for ledger in checked.project.ledger}
    for row in checked.figures.presence:
        if row.month not in kept:
            found[id(row.worker)][row.month] += row.total + row.undated
    for record in checked.figures.records:
        if record.source is Source.LEDGER and record.worker:
            found[id(record.worker)][record.month] += record.total + record.undated
    return found
