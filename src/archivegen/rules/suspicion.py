"""Red flags: patterns that honest villages seldom show (domain §7-F; the case of Longchang, §1.10).

A flag proves nothing by itself.  It shows its rows, and two flags on one month ask for a face-to-face verification.
"""

from __future__ import annotations

import datetime
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from decimal import Decimal
from typing import NamedTuple

from archivegen.chinese import chinese_month
from archivegen.findings import Evidence
from archivegen.project.people import Worker
from archivegen.project.presence import PresenceRow
from archivegen.project.reckoning import CENT, WageSheet, share_of
from archivegen.rules.run import Breach, Checked, breach
from archivegen.rules.wording import list_few, list_months, name_worker

Pattern = frozenset[tuple[int, Decimal]]
"""Days of a month with what was worked on each."""


class Alike(NamedTuple):
    """People of one crew who signed in on the very same days of a month."""

    month: str
    crew_size: int
    people: tuple[Worker, ...]
    days: Decimal


def find_identical_attendance(checked: Checked) -> Iterator[Breach]:
    """R360: nearly a whole crew with the very same days, in several months (domain §7-F)."""
    policy = checked.policy
    alike: dict[str, list[Alike]] = defaultdict(list)
    for (month, crew), workers in _group_crews(checked).items():
        least = policy.alike_share * len(workers)
        if len(workers) < policy.alike_crew_size or _count_same_dates(workers) < least:
            continue
        patterns = [(own[0].worker, _add_up(own)) for own in workers]
        pattern, count = Counter(own for _, own in patterns).most_common(1)[0]
        if pattern and count >= least:
            people = tuple(worker for worker, own in patterns if own == pattern)
            total = sum((fraction for _, fraction in pattern), Decimal(0))
            alike[crew].append(Alike(month, len(patterns), people, total))
    for crew, found in alike.items():
        if len(found) >= policy.alike_months:
            yield _report_alike(checked, crew, sorted(found))


def _group_crews(checked: Checked) -> Mapping[tuple[str, str], Sequence[Sequence[PresenceRow]]]:
    """Month and crew → the rows of each worker."""
    rows: dict[tuple[str, str], dict[int, list[PresenceRow]]] = defaultdict(lambda: defaultdict(list))
    for row in checked.figures.presence:
        rows[row.month, row.worker.crew][id(row.worker)].append(row)
    return {key: list(workers.values()) for key, workers in rows.items()}


def _count_same_dates(workers: Iterable[Sequence[PresenceRow]]) -> int:
    """How many of a crew came on the same dates, at most: whoever differs in them has not the same days."""
    dates = (frozenset(own[0].days) if len(own) == 1 else {day for row in own for day in row.days} for own in workers)
    return max(Counter(map(frozenset, dates)).values())


def _add_up(rows: Sequence[PresenceRow]) -> Pattern:
    """The days of all rows of one worker; nearly everybody has one."""
    if len(rows) == 1:
        return frozenset(rows[0].days.items())
    days: dict[int, Decimal] = defaultdict(Decimal)
    for row in rows:
        for day, fraction in row.days.items():
            days[day] += fraction
    return frozenset(days.items())


def _report_alike(checked: Checked, crew: str, found: Sequence[Alike]) -> Breach:
    indices = {month.month: index for index, month in enumerate(checked.project.attendance)}
    evidence = [
        Evidence(
            checked.place("考勤", indices[alike.month]) if alike.month in indices else checked.place("考勤"),
            f"{chinese_month(alike.month)}：{alike.crew_size} 人中 {len(alike.people)} 人逐日出勤完全相同，都是 {alike.days.normalize():f} 天："
            + list_few((worker.name for worker in alike.people), "人"),
        )
        for alike in found
    ]
    months = tuple(alike.month for alike in found)
    words = {"crew": crew or "全体务工人员", "months": list_months(months), "count": len(months)}
    return Breach(evidence[0].place, words, months=months, evidence=tuple(evidence))


def find_round_sums(checked: Checked) -> Iterator[Breach]:
    """R361: a month in which everybody is paid in round hundreds (domain §7-F)."""
    for index, sheet in enumerate(checked.figures.sheets):
        sums = _net_by_worker(sheet)
        round_sums = all(amount and amount % checked.policy.round_sum == 0 for _, amount in sums)
        if len(sums) >= checked.policy.alike_crew_size and round_sums:
            place = checked.place("发放批次", index)
            yield breach(
                place,
                month=sheet.batch.month,
                batch=sheet.batch.label,
                count=len(sums),
                unit=checked.policy.round_sum,
                evidence=[Evidence(place, f"{name_worker(worker)} {amount:,.2f} 元") for worker, amount in sums],
            )


def _net_by_worker(sheet: WageSheet) -> list[tuple[Worker, Decimal]]:
    return [(worker, sheet.net_by_worker[id(worker)]) for worker in sheet.workers]


def find_share_hit_exactly(checked: Checked) -> Iterator[Breach]:
    """R364: wages that are the required share of what was spent, to the second decimal, month after month (domain §7-F)."""
    required = checked.figures.required_ratio
    hits = [
        (index, sheet, _share_of_spending(checked, sheet)) for index, sheet in enumerate(checked.figures.paid_sheets)
    ]
    if required is None or len(hits) < checked.policy.alike_months:
        return
    if all(share is not None and _hundredths(share) == _hundredths(required) for _, _, share in hits):
        evidence = [
            Evidence(
                checked.place("财务", "台账"),
                f"{sheet.batch.label}：报酬 {sheet.total('net'):,.2f} 元，占当月支出的 {share:.2%}",
            )
            for _, sheet, share in hits
        ]
        months = tuple(sheet.batch.month for _, sheet, _ in hits)
        words = {"required": required, "months": list_months(months)}
        yield Breach(checked.place("发放批次"), words, months=months, evidence=tuple(evidence))


def _share_of_spending(checked: Checked, sheet: WageSheet) -> Decimal | None:
    """A sheet's wages ÷ everything that the project's account paid out in the month of the payment."""
    paid = sheet.batch.paid
    if paid is None:
        return None
    lines = checked.project.finance.ledger
    spent = sum((line.expense or Decimal(0) for line in lines if _same_month(line.day, paid)), Decimal(0))
    return share_of(sheet.total("net"), spent)


def _same_month(day: datetime.date, other: datetime.date) -> bool:
    return (day.year, day.month) == (other.year, other.month)


def _hundredths(share: Decimal) -> Decimal:
    """A share in per cent with two decimals."""
    return (share * 100).quantize(CENT)


def find_more_paid_than_present(checked: Checked) -> Iterator[Breach]:
    """R365: far more people on the wage sheet than ever stood on the site on one day of the month (domain §7-F)."""
    most: dict[str, tuple[int, int]] = {}
    for index, log in enumerate(checked.project.site_log):
        month = f"{log.day:%Y-%m}"
        if log.heads is not None and log.heads > most.get(month, (0, 0))[0]:
            most[month] = (log.heads, index)
    for index, sheet in enumerate(checked.figures.sheets):
        heads, log_index = most.get(sheet.batch.month, (0, 0))
        workers = {id(line.worker) for line in sheet.lines if line.days}
        if (
            heads
            and len(workers) >= checked.policy.alike_crew_size
            and len(workers) > heads * checked.policy.crowd_factor
        ):
            day = checked.project.site_log[log_index].day
            yield breach(
                checked.place("发放批次", index),
                month=sheet.batch.month,
                batch=sheet.batch.label,
                paid=len(workers),
                heads=heads,
                evidence=[
                    Evidence(checked.place("施工日志", log_index, "出勤人数"), f"{day} 当月最多，{heads} 人"),
                    Evidence(checked.place("发放批次", index), f"发放表 {len(workers)} 人"),
                ],
            )
