"""三个一致: every record of the same work says the same (domain §7-D V-D01, V-D06; seed Meishan).

One slip is told once: where the days differ, the dates and the amounts that follow from them are its evidence and no
findings of their own.
"""

from __future__ import annotations

import datetime
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence

from archivegen.chinese import plain_number
from archivegen.findings import Evidence
from archivegen.project.kept_pay import Amount, AmountDifference, compare_amounts
from archivegen.project.reconciliation import Book, Difference, Entry, Matter
from archivegen.rules.run import Breach, Checked, breach
from archivegen.rules.wording import list_few, name_person

MOST_DATES = 31
"""Dates that one finding shows: a month has no more."""


def find_differing_days(checked: Checked) -> Iterator[Breach]:
    """R350: the same days a worker and month in sign-in sheet, ledger and pay sheet (V-D01)."""
    dates = _dates_by_person(checked)
    for row in checked.reconciled.month_differences:
        worker = row.person.worker if row.person else None
        if row.matter is Matter.DAYS and worker:
            yield breach(
                checked.place(*_odd_one(row.said).path),
                month=row.month,
                evidence=[*_show(checked, row.said), *_show_dates(checked, dates.get((row.month, id(worker)), ()))],
                name=name_person(worker.name, worker.worker_no),
                said=_say(row.said),
                gap=plain_number(row.gap),
            )


def find_people_in_one_record(checked: Checked) -> Iterator[Breach]:
    """R351: whoever stands in one record stands in all that were kept (V-D01)."""
    for row in checked.reconciled.month_differences:
        worker = row.person.worker if row.person else None
        if row.matter is Matter.MISSING and worker:
            first = next(iter(row.said.values()))
            yield breach(
                checked.place(*first.path),
                month=row.month,
                evidence=_show(checked, row.said),
                name=name_person(worker.name, worker.worker_no),
                said=_say(row.said),
                lacking="、".join(row.lacking),
            )


def find_differing_dates(checked: Checked) -> Iterator[Breach]:
    """R352: as many days in ledger and sign-in sheet, and on the same dates; more or fewer are R350."""
    differing = _months_that_differ(checked)
    for (month, key), rows in _dates_by_person(checked).items():
        worker = rows[0].person.worker if rows[0].person else None
        if worker and (month, key) not in differing:
            entry = next(iter(rows[0].said.values()))
            yield breach(
                checked.place(*entry.path),
                month=month,
                evidence=_show_dates(checked, rows),
                name=name_person(worker.name, worker.worker_no),
                dates=list_few((_say_date(row) for row in rows), "天"),
            )


def find_differing_names(checked: Checked) -> Iterator[Breach]:
    """R353: the people whom the log names on a date are those of the month's record."""
    found: dict[datetime.date, list[Difference]] = defaultdict(list)
    for row in checked.reconciled.name_differences:
        if row.day and row.person and row.person.worker:
            found[row.day].append(row)
    positions = {log.day: index for index, log in enumerate(checked.project.site_log)}
    for day, rows in found.items():
        yield breach(
            checked.place("施工日志", positions[day], "出勤人员"),
            month=f"{day:%Y-%m}",
            evidence=[evidence for row in rows for evidence in _show(checked, row.said, row)],
            day=day,
            names=list_few((_say_listed(row) for row in rows), "人"),
        )


def find_differing_amounts(checked: Checked) -> Iterator[Breach]:
    """R354: what pay sheet and ledger write is what the facts give, to the cent (V-D06).

    Where the days differ (R350, R351) the sums follow from them; a price that differs is told all the same.
    """
    differing = _months_that_differ(checked)
    found: dict[tuple[Book, str, int], list[AmountDifference]] = defaultdict(list)
    for row in compare_amounts(checked.figures):
        if row.amount is Amount.PRICE or (row.month, id(row.worker)) not in differing:
            found[row.book, row.month, id(row.worker)].append(row)
    for (book, month, _), rows in found.items():
        worker = rows[0].worker
        yield breach(
            checked.place(*rows[0].path),
            month=month,
            evidence=[Evidence(checked.place(*row.path), _say_amount(row)) for row in rows],
            name=name_person(worker.name, worker.worker_no),
            table=book.value,
            amounts="，".join(map(_say_amount, rows)),
        )


def _months_that_differ(checked: Checked) -> set[tuple[str, int]]:
    rows = checked.reconciled.month_differences
    return {(row.month, id(row.person.worker)) for row in rows if row.person and row.person.worker}


def _dates_by_person(checked: Checked) -> Mapping[tuple[str, int], list[Difference]]:
    found: dict[tuple[str, int], list[Difference]] = defaultdict(list)
    for row in checked.reconciled.date_differences:
        if row.person and row.person.worker:
            found[row.month, id(row.person.worker)].append(row)
    return found


def _odd_one(said: Mapping[Book, Entry]) -> Entry:
    """The record that stands alone against the others, or else the last: a sign-in sheet is the nearest to the work."""
    values = [entry.value for entry in said.values()]
    alone = [entry for entry in said.values() if values.count(entry.value) == 1]
    return alone[0] if len(alone) == 1 else list(said.values())[-1]


def _say(said: Mapping[Book, Entry]) -> str:
    """签到表 21 天、务工台账 22 天."""
    return "、".join(f"{book} {plain_number(entry.value)} 天" for book, entry in said.items())


def _say_date(row: Difference) -> str:
    lacking = "、".join(f"{book}没有" for book in row.lacking)
    return f"{row.day}（{'、'.join(filter(None, (_say(row.said), lacking)))}）"


def _say_listed(row: Difference) -> str:
    assert row.person
    who = name_person(row.person.name, row.person.worker_no)
    if not row.lacking:
        return f"{who}{_say(row.said)}"
    return f"{who}只在{'、'.join(row.said)}里有"


def _say_amount(row: AmountDifference) -> str:
    return f"{row.amount}写的是 {row.written:,.2f} 元、应为 {row.expected:,.2f} 元"


def _show(checked: Checked, said: Mapping[Book, Entry], row: Difference | None = None) -> list[Evidence]:
    who = f"{row.person.name} {row.day} " if row and row.person else ""
    return [
        Evidence(checked.place(*entry.path), f"{who}{book} {plain_number(entry.value)} 天")
        for book, entry in said.items()
    ]


def _show_dates(checked: Checked, rows: Sequence[Difference]) -> list[Evidence]:
    """Every record's row about every date on which they differ."""
    return [
        Evidence(checked.place(*entry.path), _say_date(row)) for row in rows[:MOST_DATES] for entry in row.said.values()
    ]
