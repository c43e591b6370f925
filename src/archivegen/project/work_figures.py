"""Whom a row means, who worked when, how much in all, at which price: what wages and counts are made from.  Pure."""

from __future__ import annotations

import datetime
from collections import defaultdict
from collections.abc import Mapping, Sequence
from decimal import ROUND_CEILING, Decimal
from functools import cached_property

from archivegen.project.heads import count_by_date, count_by_trade
from archivegen.project.labour import SiteLogDay
from archivegen.project.model import Project
from archivegen.project.people import Rate, Worker
from archivegen.project.policy import Policy
from archivegen.project.presence import PresenceRow, list_presence
from archivegen.project.reckoning import ZERO, WorkSpan
from archivegen.project.records import Record, Source, choose_sources, last_of_month, list_records
from archivegen.project.worked import WorkDays, find_spans, group_by_month, group_by_worker


class WorkFigures:
    """The figures of a project about work.  Each is computed when first asked for, and once."""

    def __init__(self, project: Project, policy: Policy) -> None:
        self.project = project
        self.policy = policy

    # --- people and prices ------------------------------------------------------------------------------------------

    @cached_property
    def _workers_by_name(self) -> Mapping[str, tuple[Worker, ...]]:
        found: dict[str, list[Worker]] = defaultdict(list)
        for worker in self.project.workers:
            found[worker.name].append(worker)
            if worker.worker_no and worker.worker_no != worker.name:
                found[worker.worker_no].append(worker)
        return {name: tuple(workers) for name, workers in found.items()}

    def workers_called(self, key: str) -> tuple[Worker, ...]:
        """Everybody whose name or number this is, in the order of the roster."""
        return self._workers_by_name.get(key, ())

    def find_worker(self, name: str, worker_no: str = "", id_number: str = "") -> Worker | None:
        """The worker of the roster whom a row means; None when unknown or when two share the name.

        A number decides before an ID, an ID before a name; whoever is found must bear the row's name.
        """
        candidates = self._workers_by_name.get(worker_no or name, ())
        if id_number and len(candidates) > 1:
            candidates = tuple(worker for worker in candidates if worker.id_number == id_number)
        return candidates[0] if len(candidates) == 1 and candidates[0].name == name else None

    @cached_property
    def roster_lines(self) -> Mapping[int, int]:
        """``id(worker)`` → the line of the roster, from 0."""
        return {id(worker): index for index, worker in enumerate(self.project.workers)}

    @cached_property
    def _rates(self) -> Mapping[str, Sequence[Rate]]:
        found: dict[str, list[Rate]] = defaultdict(list)
        for rate in self.project.rates:
            found[rate.trade].append(rate)
        return found

    def rate_on(self, trade: str, day: datetime.date | None) -> Decimal | None:
        """The agreed price of a trade or piecework item on a day: 元 per unit, None when there is none."""
        if (trade, day) not in self._prices:
            self._prices[trade, day] = self._find_price(trade, day)
        return self._prices[trade, day]

    @cached_property
    def _prices(self) -> dict[tuple[str, datetime.date | None], Decimal | None]:
        """What :meth:`rate_on` was asked before: every worker's every day asks for one of a few prices."""
        return {}

    def _find_price(self, trade: str, day: datetime.date | None) -> Decimal | None:
        rates = [rate for rate in self._rates.get(trade, ()) if rate.since is None or day is None or rate.since <= day]
        latest = max(rates, key=lambda rate: rate.since or datetime.date.min, default=None)
        return latest.price if latest else None

    # --- records and presence ---------------------------------------------------------------------------------------

    @cached_property
    def records(self) -> tuple[Record, ...]:
        """Every row of every record of work, as written."""
        return tuple(list_records(self.project, self.find_worker))

    @cached_property
    def sources(self) -> Mapping[str, Source]:
        """Month → the record that its work is read from."""
        return choose_sources(self.records)

    @cached_property
    def chosen_records(self) -> tuple[Record, ...]:
        """The rows that the work of each month is read from, those of people whom the roster does not know too."""
        return tuple(record for record in self.records if self.sources.get(record.month) is record.source)

    @cached_property
    def presence(self) -> tuple[PresenceRow, ...]:
        """What every known worker worked, month by month."""
        return tuple(list_presence(self.chosen_records))

    @cached_property
    def presence_by_month(self) -> Mapping[str, tuple[PresenceRow, ...]]:
        """Month → what was worked in it."""
        return group_by_month(self.presence)

    @cached_property
    def presence_by_worker(self) -> Mapping[int, tuple[PresenceRow, ...]]:
        """``id(worker)`` → what that worker worked on days that have a date; who never did is not there."""
        return group_by_worker(row for row in self.presence if row.days)

    @cached_property
    def undated_rows(self) -> Mapping[int, tuple[PresenceRow, ...]]:
        """``id(worker)`` → what that worker worked on days that no record names."""
        return group_by_worker(row for row in self.presence if row.undated)

    @cached_property
    def undated_months(self) -> frozenset[str]:
        """Months in which some day that was worked has no date: nobody knows how many people came on which day."""
        return frozenset(row.month for row in self.presence if row.undated)

    @cached_property
    def worked_months(self) -> frozenset[str]:
        """Months in which somebody worked: on days with a date or without one, or by the piece."""
        by_the_day = {row.month for row in self.presence if row.days or row.undated}
        return frozenset(by_the_day | {f"{piece.day:%Y-%m}" for piece in self.project.piecework})

    # --- days -------------------------------------------------------------------------------------------------------

    @cached_property
    def work_days(self) -> WorkDays:
        """Every worked day of every known worker, in date order."""
        return WorkDays(self.presence)

    @cached_property
    def days_by_worker(self) -> Mapping[int, WorkDays]:
        """``id(worker)`` → that worker's days, in date order; who never worked is not there."""
        return {key: WorkDays(own) for key, own in self.presence_by_worker.items()}

    @cached_property
    def spans(self) -> Mapping[int, WorkSpan]:
        """``id(worker)`` → first and last day and how much was worked: what most rules ask, without half a million days."""
        return find_spans(self.presence_by_worker)

    @cached_property
    def begun_by(self) -> Mapping[int, datetime.date]:
        """``id(worker)`` → the day on which that worker began.

        Of days without a date the last on which he can have begun: whoever worked 23 days of March did so by the 9th.
        """
        found = {key: span.first for key, span in self.spans.items()}
        for key, rows in self.undated_rows.items():
            month = min(row.month for row in rows)
            count = sum((row.undated for row in rows if row.month == month), ZERO)
            last = last_of_month(month)
            latest = last.replace(day=max(1, last.day + 1 - int(count.to_integral_value(rounding=ROUND_CEILING))))
            found[key] = min(latest, found.get(key, latest))
        return found

    @cached_property
    def first_work_day(self) -> datetime.date | None:
        """The day on which work began, as ``begun_by`` tells it; None before there is any."""
        return min(self.begun_by.values(), default=None)

    @property
    def days_worked(self) -> Decimal:
        """Σ of all days, with a date or without."""
        undated = sum((row.undated for row in self.presence), ZERO)
        return sum((span.days for span in self.spans.values()), undated)

    # --- heads ------------------------------------------------------------------------------------------------------

    @cached_property
    def heads_by_date(self) -> Mapping[datetime.date, Mapping[str, int]]:
        """Date → trade → number of people present, from the record of the month."""
        return count_by_trade(self.presence_by_month)

    @cached_property
    def people_by_date(self) -> Mapping[datetime.date, int]:
        """Date → number of people present, each counted once however many trades they worked in."""
        return count_by_date(self.presence_by_month)

    @cached_property
    def log_by_month(self) -> Mapping[str, tuple[SiteLogDay, ...]]:
        """Month → its entries in the site log, in date order; those of one date in the order of the log."""
        found: dict[str, list[SiteLogDay]] = defaultdict(list)
        for log in sorted(self.project.site_log, key=lambda entry: entry.day):
            found[f"{log.day:%Y-%m}"].append(log)
        return {month: tuple(logs) for month, logs in found.items()}
