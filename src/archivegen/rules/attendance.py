"""考勤: who signed in, and whether that can be (domain §7-D, seed Meishan)."""

from __future__ import annotations

import datetime
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from decimal import Decimal

from archivegen.chinese import chinese_month, mask_id, plain_number
from archivegen.project.reckoning import month_length
from archivegen.project.records import Record, Source, first_of_month
from archivegen.rules.naming import Named, report_ambiguous, report_contradicted, report_unknown
from archivegen.rules.repeats import list_repeats
from archivegen.rules.run import Breach, Checked, breach
from archivegen.rules.wording import list_days, name_person, name_worker

HALF_DAY, WHOLE_DAY = Decimal("0.5"), Decimal(1)
TABLE = "考勤"


def find_unknown_people(checked: Checked) -> Iterator[Breach]:
    """R301: whoever signed in stands in the roster; his wage would be lost."""
    return report_unknown(checked, _unclear_rows(checked))


def find_ambiguous_people(checked: Checked) -> Iterator[Breach]:
    """R302: namesakes are told apart by their number; their wages would be lost."""
    return report_ambiguous(checked, _unclear_rows(checked))


def find_contradicted_people(checked: Checked) -> Iterator[Breach]:
    """R320: name and number mean one person; the wage would go to the number's owner."""
    return report_contradicted(checked, _unclear_rows(checked))


def find_attendance_without_roster(checked: Checked) -> Iterator[Breach]:
    """R319: attendance counts only for people on a roster."""
    records = checked.figures.records
    if not checked.project.workers and records:
        table = str(records[0].path[0])
        yield breach(checked.place(table), table=table)


def _unclear_rows(checked: Checked) -> Iterator[Named]:
    """The rows that mean nobody of the roster, or not the one whom they name."""
    return _named_rows(record for record in checked.figures.records if record.worker is None)


def _named_rows(records: Iterable[Record]) -> Iterator[Named]:
    """Everybody whom a record names; a ledger or log that names somebody day by day is told once a month."""
    told: set[tuple[object, ...]] = set()
    for record in records:
        who = record.name, record.worker_no, record.id_number
        key = record.source, record.month, *who
        if record.source is Source.SIGN_IN or key not in told:
            told.add(key)
            field = "出勤人员" if record.source is Source.LOG else ""
            yield Named(str(record.path[0]), record.path, *who, month=record.month, field=field)


def find_contradicted_ids(checked: Checked) -> Iterator[Breach]:
    """R338: an ID on the sign-in sheet is the one on the roster; another one is another person or a slip."""
    for row in _named_rows(record for record in checked.figures.records if record.worker and record.id_number):
        worker = checked.figures.find_worker(row.name, row.worker_no, row.id_number)
        if worker and worker.id_number and row.id_number != worker.id_number:
            place = checked.place(*row.path, "身份证号")
            written, known = mask_id(row.id_number), mask_id(worker.id_number)
            name = name_person(row.name, row.worker_no)
            yield breach(place, month=row.month, table=row.table, name=name, written=written, known=known)


def find_odd_fractions(checked: Checked) -> Iterator[Breach]:
    """R303: a day is worked whole or half."""
    for record in checked.figures.records:
        for day, fraction in record.days.items() if _has_odd_days(record) else ():
            if fraction not in {0, HALF_DAY, 1}:
                place, found = checked.place_of_mark(record, day), plain_number(fraction)
                yield breach(
                    place,
                    month=record.month,
                    name=record.name,
                    when=f" {chinese_month(record.month)}{day}日",
                    found=found,
                )
        if record.undated % HALF_DAY:
            place, found = checked.place(*record.path, "天数"), plain_number(record.undated)
            yield breach(
                place, month=record.month, name=record.name, when=f" {chinese_month(record.month)}", found=found
            )


def _has_odd_days(record: Record) -> bool:
    """Whether some of the days that count is neither whole nor half, or does not count at all; hardly ever."""
    fractions = list(record.worked.values())
    return record.worked is not record.days or fractions.count(WHOLE_DAY) + fractions.count(HALF_DAY) < len(fractions)


def find_overfull_days(checked: Checked) -> Iterator[Breach]:
    """R321: the trades of one worker on one day do not add up to more than a day.

    An entry above one is R303, a day that the log tells twice R322.
    """
    rows_of: dict[tuple[object, ...], list[Record]] = defaultdict(list)
    for record in checked.figures.records:
        if record.worker:
            sheet = record.path if record.source is Source.LOG else record.path[:2]
            rows_of[*sheet, id(record.worker)].append(record)
    for rows in rows_of.values():
        for day in _shared_days(rows) if len(rows) > 1 else ():
            parts = [(row, row.days[day]) for row in rows if row.days.get(day)]
            total = sum((fraction for _, fraction in parts), Decimal(0))
            if total > 1 and all(fraction <= 1 for _, fraction in parts):
                row = parts[-1][0]
                yield breach(
                    checked.place_of_mark(row, day),
                    month=row.month,
                    table=str(row.path[0]),
                    name=name_person(row.name, row.worker_no),
                    day=day,
                    total=plain_number(total),
                    parts="、".join(f"{row.trade}{plain_number(fraction)}" for row, fraction in parts),
                )


def _shared_days(rows: list[Record]) -> list[int]:
    """Days of the month that more than one of the rows marks."""
    marks = Counter(day for row in rows for day, fraction in row.days.items() if fraction)
    return sorted(day for day, count in marks.items() if count > 1)


def find_impossible_days(checked: Checked) -> Iterator[Breach]:
    """R304: a month has no more days than the calendar gives it."""
    for record in checked.figures.records:
        if record.worked is record.days:
            continue
        length = month_length(record.month)
        for day, fraction in record.days.items():
            if fraction and not 1 <= day <= length:
                place = checked.place_of_mark(record, day)
                yield breach(place, name=record.name, month=record.month, day=day, length=length)


def find_repeated_months(checked: Checked) -> Iterator[Breach]:
    """R305: one sign-in sheet and one ledger a month; two would count twice and bear the same key."""
    for table, kept in ((TABLE, checked.project.attendance), ("务工台账", checked.project.ledger)):
        for index, earlier in list_repeats(month.month for month in kept):
            where = checked.place(table, earlier, "月份")
            yield breach(checked.place(table, index, "月份"), table=table, month=kept[index].month, where=where)


def find_overlong_months(checked: Checked) -> Iterator[Breach]:
    """R311: more days in a month than anybody should work (domain §7 V-D05)."""
    limit = checked.policy.month_days_warning
    days: dict[tuple[str, int], Decimal] = defaultdict(Decimal)
    for row in checked.figures.presence:
        days[row.month, id(row.worker)] += row.total + row.undated
    for (month_name, key), count in days.items():
        if count > limit:
            index = checked.figures.roster_lines[key]
            worker = checked.project.workers[index]
            yield breach(
                checked.place("务工人员", index),
                name=name_worker(worker),
                month=month_name,
                days=plain_number(count),
                limit=plain_number(limit),
            )


def find_future_attendance(checked: Checked) -> Iterator[Breach]:
    """R318: nobody has signed in for a day that has not come."""
    future: dict[tuple[object, ...], set[datetime.date]] = defaultdict(set)
    this_month = f"{checked.today:%Y-%m}"
    for record in checked.figures.records:
        if record.source is Source.LOG or record.month < this_month:
            continue  # the log is R323
        first = first_of_month(record.month)
        days = {first.replace(day=day) for day in record.worked}
        future[record.path[:2]] |= {day for day in days if day > checked.today}
        if record.undated and first > checked.today:
            future[record.path[:2]].add(first)
    for (table, index), days in future.items():
        if days:
            place = checked.place(str(table), int(str(index)))
            month = f"{min(days):%Y-%m}"
            yield breach(place, table=table, month=month, days=list_days(days), today=checked.today)
