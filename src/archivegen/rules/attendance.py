"""考勤: who signed in, and whether that can be (domain §7-D, seed Meishan)."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator
from decimal import Decimal

from archivegen.chinese import mask_id, plain_number
from archivegen.findings import Place
from archivegen.project.labour import AttendanceRow
from archivegen.project.reckoning import month_length
from archivegen.rules.naming import Named, report_ambiguous, report_contradicted, report_unknown
from archivegen.rules.run import Breach, Checked, breach
from archivegen.rules.wording import list_days, name_person

HALF_DAY = Decimal("0.5")
TABLE = "考勤"


def find_unknown_people(checked: Checked) -> Iterator[Breach]:
    """R301: whoever signed in stands in the roster; his wage would be lost."""
    return report_unknown(checked, _named_rows(checked))


def find_ambiguous_people(checked: Checked) -> Iterator[Breach]:
    """R302: namesakes are told apart by their number; their wages would be lost."""
    return report_ambiguous(checked, _named_rows(checked))


def find_contradicted_people(checked: Checked) -> Iterator[Breach]:
    """R320: name and number mean one person; the wage would go to the number's owner."""
    return report_contradicted(checked, _named_rows(checked))


def find_attendance_without_roster(checked: Checked) -> Iterator[Breach]:
    """R319: attendance counts only for people on a roster."""
    if not checked.project.workers and any(month.rows for month in checked.project.attendance):
        yield breach(checked.place(TABLE))


def _named_rows(checked: Checked) -> Iterator[Named]:
    for month, index, row in checked.attendance_rows():
        name = checked.project.attendance[month].month
        yield Named(TABLE, (TABLE, month, "明细", index), row.name, row.worker_no, row.id_number, name)


def find_contradicted_ids(checked: Checked) -> Iterator[Breach]:
    """R338: an ID on the sign-in sheet is the one on the roster; another one is another person or a slip."""
    for month, index, row in checked.attendance_rows():
        worker = checked.figures.find_worker(row.name, row.worker_no, row.id_number)
        if worker and row.id_number and worker.id_number and row.id_number != worker.id_number:
            place = checked.place(TABLE, month, "明细", index, "身份证号")
            written, known = mask_id(row.id_number), mask_id(worker.id_number)
            name, of = name_person(row.name, row.worker_no), checked.project.attendance[month].month
            yield breach(place, month=of, name=name, written=written, known=known)


def find_odd_fractions(checked: Checked) -> Iterator[Breach]:
    """R303: a day is worked whole or half."""
    for month, index, row in checked.attendance_rows():
        for day, fraction in row.days.items():
            if fraction not in {0, HALF_DAY, 1}:
                place = _place_of(checked, month, index, day)
                of = checked.project.attendance[month].month
                yield breach(place, month=of, name=row.name, day=day, found=plain_number(fraction))


def find_overfull_days(checked: Checked) -> Iterator[Breach]:
    """R321: the trades of one worker on one day do not add up to more than a day."""
    rows_of: dict[tuple[int, int], list[tuple[int, AttendanceRow]]] = defaultdict(list)
    for month, index, row in checked.attendance_rows():
        if worker := checked.figures.find_worker(row.name, row.worker_no, row.id_number):
            rows_of[month, id(worker)].append((index, row))
    for (month, _), rows in rows_of.items():
        # One row alone cannot overlap, and an entry above one is R303.
        for day in _shared_days(rows) if len(rows) > 1 else ():
            parts = [(index, row, row.days[day]) for index, row in rows if row.days.get(day)]
            total = sum((fraction for _, _, fraction in parts), Decimal(0))
            if total > 1:
                index, row, _ = parts[-1]
                yield breach(
                    _place_of(checked, month, index, day),
                    month=checked.project.attendance[month].month,
                    name=name_person(row.name, row.worker_no),
                    day=day,
                    total=plain_number(total),
                    parts="、".join(f"{row.trade}{plain_number(fraction)}" for _, row, fraction in parts),
                )


def _shared_days(rows: list[tuple[int, AttendanceRow]]) -> list[int]:
    """Days of the month that more than one of the rows marks."""
    marks = Counter(day for _, row in rows for day, fraction in row.days.items() if fraction)
    return sorted(day for day, count in marks.items() if count > 1)


def _place_of(checked: Checked, month: int, index: int, day: int) -> Place:
    """Where a mark stands: a table knows its days by number, a YAML file by text."""
    rows = (TABLE, month, "明细")
    return checked.place(*rows, index, "出勤", day if rows in checked.loaded.tables else str(day))


def find_impossible_days(checked: Checked) -> Iterator[Breach]:
    """R304: a month has no more days than the calendar gives it."""
    for month, index, row in checked.attendance_rows():
        name = checked.project.attendance[month].month
        length = month_length(name)
        for day, fraction in row.days.items():
            if fraction and not 1 <= day <= length:
                place = _place_of(checked, month, index, day)
                yield breach(place, name=row.name, month=name, day=day, length=length)


def find_repeated_months(checked: Checked) -> Iterator[Breach]:
    """R305: one sign-in sheet a month; two would count twice and bear the same key."""
    first: dict[str, int] = {}
    for index, month in enumerate(checked.project.attendance):
        earlier = first.setdefault(month.month, index)
        if earlier != index:
            where = checked.place(TABLE, earlier, "月份")
            yield breach(checked.place(TABLE, index, "月份"), month=month.month, where=where)


def find_overlong_months(checked: Checked) -> Iterator[Breach]:
    """R311: more days in a month than anybody should work (domain §7 V-D05)."""
    limit = checked.policy.month_days_warning
    days: dict[tuple[str, int], Decimal] = defaultdict(Decimal)
    for month, _, row in checked.attendance_rows():
        if worker := checked.figures.find_worker(row.name, row.worker_no, row.id_number):
            days[checked.project.attendance[month].month, id(worker)] += sum(row.days.values())
    positions = {id(worker): index for index, worker in enumerate(checked.project.workers)}
    for (month_name, key), count in days.items():
        if count > limit:
            index = positions[key]
            worker = checked.project.workers[index]
            yield breach(
                checked.place("务工人员", index),
                name=name_person(worker.name, worker.worker_no),
                month=month_name,
                days=plain_number(count),
                limit=plain_number(limit),
            )


def find_future_attendance(checked: Checked) -> Iterator[Breach]:
    """R318: nobody has signed in for a day that has not come."""
    future = [day for day in checked.present if day > checked.today]
    for index, month in enumerate(checked.project.attendance):
        days = [day for day in future if f"{day:%Y-%m}" == month.month]
        if days:
            yield breach(checked.place(TABLE, index), month=month.month, days=list_days(days), today=checked.today)
