"""三个一致: what the sign-in sheet, the labour ledger, the pay sheet and the site log say of the same work, side by side.  Pure.

Every record that a township kept is compared with every other, by worker and month and, where both know dates, by worker
and date (seed Meishan; domain §7-D V-D01, V-D02).  Nothing is averaged and no record wins: each difference is a row.
"""

from __future__ import annotations

import datetime
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from functools import cached_property

from archivegen.project.differences import Book, Difference, Entry, Heads, Matter, Path_, Person, Tally
from archivegen.project.figures import Figures
from archivegen.project.pay import BatchKind, PayRow
from archivegen.project.people import Worker
from archivegen.project.reckoning import ZERO
from archivegen.project.records import Record, Source, first_of_month
from archivegen.project.roll_call import list_attendees

_Rows = Mapping[Source, Sequence[Record]]
_Key = tuple[str, object]
"""Month and person."""


class Reconciliation:
    """All records of a project side by side.  Each list is made when first asked for, and once."""

    def __init__(self, figures: Figures) -> None:
        self.figures = figures

    @cached_property
    def _people(self) -> dict[object, Person]:
        return {}

    def _identify(self, worker: Worker | None, name: str, worker_no: str) -> object:
        key: object = id(worker) if worker else (name, worker_no)
        if key not in self._people:
            found = Person(worker.name, worker.worker_no, worker) if worker else Person(name, worker_no)
            self._people[key] = found
        return key

    @cached_property
    def _rows(self) -> Mapping[_Key, _Rows]:
        """Month and person → the rows about him, by record."""
        found: dict[_Key, dict[Source, list[Record]]] = {}
        for record in self.figures.records:
            key = record.month, self._identify(record.worker, record.name, record.worker_no)
            found.setdefault(key, {}).setdefault(record.source, []).append(record)
        return found

    def rows_of(self, month: str, worker: Worker) -> _Rows:
        """What the records of work say of somebody in a month, by record, as written."""
        return self._rows.get((month, id(worker)), {})

    @cached_property
    def _pay_rows(self) -> Mapping[_Key, Sequence[tuple[PayRow, Path_]]]:
        """Month and person → what the kept pay sheet of the month says of him."""
        found: dict[_Key, list[tuple[PayRow, Path_]]] = defaultdict(list)
        for index, batch in enumerate(self.figures.project.batches):
            for position, row in enumerate(batch.rows if batch.kind is BatchKind.NORMAL else ()):
                worker = self.figures.find_worker(row.name, row.worker_no, row.id_number)
                key = batch.month, self._identify(worker, row.name, row.worker_no)
                found[key].append((row, ("发放批次", index, "明细", position)))
        return found

    @cached_property
    def _kept(self) -> Mapping[str, tuple[Book, ...]]:
        """Month → the records that say how many days somebody worked in it."""
        kept: dict[str, set[Book]] = defaultdict(set)
        for (month, _), rows in self._rows.items():
            for source, records in rows.items():
                # Names in the log are compared date by date, unless the month's work is read from them.
                is_sum = source is not Source.LOG or self.figures.sources.get(month) is source
                if (
                    is_sum
                    and Book(source.value) not in kept[month]
                    and any(record.undated or record.worked for record in records)
                ):
                    kept[month].add(Book(source.value))
        for (month, _), pay_rows in self._pay_rows.items():
            if any(row.days is not None for row, _ in pay_rows):
                kept[month].add(Book.PAY)
        return {month: tuple(book for book in Book if book in books) for month, books in kept.items()}

    @cached_property
    def tallies(self) -> tuple[Tally, ...]:
        """Everybody whom a record gives days, month by month, whether the records agree or not."""
        return tuple(sorted(self._list_tallies(least=1), key=lambda tally: tally.month))

    def _list_tallies(self, least: int) -> Iterator[Tally]:
        """The tallies of the months in which at least so many records were kept."""
        for key in dict.fromkeys((*self._rows, *self._pay_rows)):
            if len(self._kept.get(key[0], ())) >= least and (tally := self._count(key)):
                yield tally

    def _count(self, key: _Key) -> Tally | None:
        month, person = key
        kept = self._kept.get(month, ())
        said: dict[Book, Entry] = {}
        for source, records in self._rows.get(key, {}).items():
            if Book(source.value) in kept:
                total = sum((record.total + record.undated for record in records), ZERO)
                path, *others = (_sum_path(record) for record in records)
                # Rows with a date are compared date by date.
                summed = source is not Source.LEDGER or records[0].undated
                said[Book(source.value)] = Entry(total, path, tuple(others) if summed else ())
        pay_rows = self._pay_rows.get(key, ())
        counted = [(row.days, path) for row, path in pay_rows if row.days is not None]
        if counted:
            path, *others = ((*path, "天数") for _, path in counted)
            said[Book.PAY] = Entry(sum((days for days, _ in counted), ZERO), path, tuple(others))
        elif pay_rows:
            kept = tuple(book for book in kept if book is not Book.PAY)  # it pays him by the piece: no word of days
        ordered = {book: said[book] for book in Book if book in said}
        worked = any(entry.value for entry in ordered.values())
        return Tally(self._people[person], month, ordered, kept) if worked else None

    @cached_property
    def month_differences(self) -> tuple[Difference, ...]:
        """Persons and months in which the kept records do not give the same days."""
        return tuple(
            Difference(
                Matter.MISSING if tally.lacking else Matter.DAYS,
                tally.month,
                None,
                tally.person,
                tally.said,
                tally.lacking,
            )
            for tally in sorted(self._list_tallies(least=2), key=lambda tally: tally.month)
            if tally.gap
        )

    @cached_property
    def date_differences(self) -> tuple[Difference, ...]:
        """Persons and dates on which sign-in sheet and ledger, both of which know dates, do not say the same."""
        found: list[Difference] = []
        dated = {month for month in self._kept if Book.SIGN_IN in self._kept[month] and self._ledger_has_dates(month)}
        for (month, key), rows in self._rows.items():
            if month in dated:
                found.extend(self._compare_dates(month, self._people[key], rows))
        return tuple(sorted(found, key=lambda row: (row.month, row.day)))

    def _ledger_has_dates(self, month: str) -> bool:
        return Book.LEDGER in self._kept.get(month, ()) and month not in self._undated_ledgers

    @cached_property
    def _undated_ledgers(self) -> frozenset[str]:
        return frozenset(record.month for record in self.figures.records if record.undated)

    def _compare_dates(self, month: str, person: Person, rows: _Rows) -> Iterator[Difference]:
        signed, ledger = _by_day(rows.get(Source.SIGN_IN, ())), _by_day(rows.get(Source.LEDGER, ()))
        for day in sorted(signed.keys() | ledger.keys()):
            entries = {Book.SIGN_IN: signed.get(day), Book.LEDGER: ledger.get(day)}
            said = {book: entry for book, entry in entries.items() if entry}
            lacking = tuple(book for book, entry in entries.items() if entry is None)
            if lacking or len({entry.value for entry in said.values()}) > 1:
                date = first_of_month(month).replace(day=day)
                yield Difference(Matter.DATE, month, date, person, said, lacking)

    @cached_property
    def name_differences(self) -> tuple[Difference, ...]:
        """Persons whom the log names on a date and the month's record does not have, or the other way round."""
        found: list[Difference] = []
        named = {log.day for log in self.figures.project.site_log if log.names}
        months = {f"{day:%Y-%m}" for day in named} - self.figures.undated_months
        for (month, key), rows in self._rows.items():
            source = self.figures.sources.get(month) if month in months else None
            if source is None or source is Source.LOG:
                continue
            listed, known = _by_day(rows.get(Source.LOG, ())), _by_day(rows.get(source, ()))
            first = first_of_month(month)
            for day in sorted(listed.keys() | known.keys()):
                date = first.replace(day=day)
                entries = {Book(source.value): known.get(day), Book.LOG: listed.get(day)}
                said = {book: entry for book, entry in entries.items() if entry}
                if date not in named or (len(said) > 1 and not _is_less(said)):
                    continue
                lacking = tuple(book for book, entry in entries.items() if entry is None)
                found.append(Difference(Matter.LISTED, month, date, self._people[key], said, lacking))
        return tuple(sorted(found, key=lambda row: (row.month, row.day)))

    @cached_property
    def heads(self) -> tuple[Heads, ...]:
        """Date → how many people each record counts, whether they agree or not."""
        present: dict[datetime.date, dict[Book, set[object]]] = defaultdict(lambda: defaultdict(set))
        paths: dict[tuple[datetime.date, Book], Path_] = {}
        for (month, key), rows in self._rows.items():
            first = first_of_month(month)
            for source, records in rows.items():
                if source is Source.LOG or (source is Source.LEDGER and month in self._undated_ledgers):
                    continue
                book = Book(source.value)
                for day, entry in _by_day(records).items():
                    date = first.replace(day=day)
                    present[date][book].add(key)
                    paths.setdefault((date, book), entry.path[:2])
        counted = {
            date: {book: Entry(Decimal(len(people)), paths[date, book]) for book, people in books.items()}
            for date, books in present.items()
        }
        for index, log in enumerate(self.figures.project.site_log):
            heads = log.heads if log.heads is not None else len(self._listed_on(index))
            if log.heads is not None or log.names:
                counted.setdefault(log.day, {})[Book.LOG] = Entry(Decimal(heads), ("施工日志", index, "出勤人数"))
        return tuple(Heads(date, self._fill_zeros(date, said)) for date, said in sorted(counted.items()))

    def _listed_on(self, index: int) -> set[object]:
        log = self.figures.project.site_log[index]
        return {(who.name, who.worker_no) for who in list_attendees(log.names)}

    def _fill_zeros(self, date: datetime.date, said: Mapping[Book, Entry]) -> Mapping[Book, Entry]:
        """A record that was kept in the month and has nobody on the date says zero."""
        month = f"{date:%Y-%m}"
        filled: dict[Book, Entry] = {}
        for book in (Book.SIGN_IN, Book.LEDGER, Book.LOG):
            kept = book in self._kept.get(month, ()) and (book is Book.SIGN_IN or self._ledger_has_dates(month))
            if book in said:
                filled[book] = said[book]
            elif book is not Book.LOG and kept:
                filled[book] = Entry(ZERO, ())
        return filled

    @cached_property
    def head_differences(self) -> tuple[Difference, ...]:
        """Dates on which the records do not count the same number of people."""
        return tuple(
            Difference(Matter.HEADS, f"{row.day:%Y-%m}", row.day, None, row.said) for row in self.heads if row.gap
        )


def _by_day(records: Sequence[Record]) -> dict[int, Entry]:
    """Day of the month → days worked on it in all rows, and where they say so."""
    found: dict[int, Entry] = {}
    for record in records:
        for day, fraction in record.worked.items():
            before, path = found.get(day), mark_path(record, day)
            found[day] = (
                Entry(before.value + fraction, before.path, (*before.others, path)) if before else Entry(fraction, path)
            )
    return found


def _sum_path(record: Record) -> Path_:
    """Where a record says how many days it gives."""
    return (*record.path, "天数") if record.source is Source.LEDGER else record.path


def mark_path(record: Record, day: int) -> Path_:
    """The path of what a record says about a day of its month."""
    if record.source is Source.SIGN_IN:
        return (*record.path, "出勤", day)
    return (*record.path, "天数" if record.source is Source.LEDGER else "出勤人员")


def _is_less(said: Mapping[Book, Entry]) -> bool:
    """Whether the log says half a day of somebody whom the record gives a whole one; a bare name only says that he came."""
    record = next(entry.value for book, entry in said.items() if book is not Book.LOG)
    return said[Book.LOG].value < min(record, Decimal(1))
