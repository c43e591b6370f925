"""Every figure of a project, computed once, in ``Decimal``: wages, estimate, shares, counts.  Pure.

Money is 元 with two decimals, rounded half up where a product needs it; days are steps of a half; ratios are fractions.
"""

from __future__ import annotations

import datetime
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from decimal import ROUND_CEILING, ROUND_HALF_UP, Decimal
from functools import cached_property

from archivegen.project import shares
from archivegen.project.basics import BuildMode, Fund
from archivegen.project.labour import Piecework, SiteLogDay
from archivegen.project.matching import BatchPayment, ReceiptReader
from archivegen.project.model import Project
from archivegen.project.people import Rate, Worker
from archivegen.project.policy import Policy
from archivegen.project.presence import PresenceRow, list_presence
from archivegen.project.reckoning import (
    EMPLOYED,
    SELF_HIRED,
    ZERO,
    EstimateRow,
    WageSheet,
    WorkSpan,
    month_dates,
    round_money,
    worker_age,
    worker_sex,
)
from archivegen.project.records import Record, Source, choose_sources, last_of_month, list_records
from archivegen.project.wages import WageBook
from archivegen.project.worked import WorkDays, group_by_month, group_by_worker


class Figures:
    """All figures of one project.  Each is computed when first asked for, and once."""

    def __init__(self, project: Project, policy: Policy) -> None:
        self.project = project
        self.policy = policy

    # --- people -------------------------------------------------------------------------------------------------

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

    @property
    def day_units(self) -> tuple[str, ...]:
        """How people write the unit of a day's work: the first group of ``同义单位`` in the rules."""
        return next(iter(self.policy.same_units), ("天",))

    def contract_kind(self, worker: Worker) -> str:
        """劳动合同 or 用工协议: as written, or else what fits."""
        return worker.contract_kind or self.fitting_contract(worker)

    def fitting_contract(self, worker: Worker) -> str:
        """What fits by build mode, pay mode and age on the day of signing (domain §1.4, §6.8)."""
        contracted = self.project.basics.mode is BuildMode.CONTRACTED
        employed = contracted and worker.pay_mode != "计件" and not self.is_past_service_age(worker)
        return EMPLOYED if employed else SELF_HIRED

    def is_past_service_age(self, worker: Worker) -> bool:
        """Whether the worker has reached the age, on the day of signing, from which only a 用工协议 is signed."""
        basics = self.project.basics
        age = worker_age(worker, worker.contract_day or basics.started or basics.planned_start)
        limit = self.policy.service_age.get(worker_sex(worker))
        return age is not None and limit is not None and age >= limit

    def is_priority(self, worker: Worker) -> bool:
        """Whether the worker belongs to one of the groups that are hired first."""
        return any(category in self.policy.priority_categories for category in worker.categories)

    # --- attendance -----------------------------------------------------------------------------------------------

    @cached_property
    def work_days(self) -> WorkDays:
        """Every worked day of every known worker, in date order."""
        return WorkDays(self.presence)

    @cached_property
    def records(self) -> tuple[Record, ...]:
        """Every row of every record of work, as written."""
        return tuple(list_records(self.project))

    @cached_property
    def sources(self) -> Mapping[str, Source]:
        """Month → the record that its work is read from."""
        return choose_sources(self.records)

    @cached_property
    def presence(self) -> tuple[PresenceRow, ...]:
        """What every known worker worked, month by month."""
        return tuple(list_presence(self.records, self.sources, self.find_worker))

    @cached_property
    def undated_rows(self) -> Mapping[int, tuple[PresenceRow, ...]]:
        """``id(worker)`` → what that worker worked on days that no record names."""
        found: dict[int, list[PresenceRow]] = defaultdict(list)
        for row in self.presence:
            if row.undated:
                found[id(row.worker)].append(row)
        return {key: tuple(rows) for key, rows in found.items()}

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

    @cached_property
    def undated_months(self) -> frozenset[str]:
        """Months in which some day that was worked has no date: nobody knows how many people came on which day."""
        return frozenset(row.month for row in self.presence if row.undated)

    @cached_property
    def spans(self) -> Mapping[int, WorkSpan]:
        """``id(worker)`` → first and last day and how much was worked: what most rules ask, without half a million days."""
        found: dict[int, WorkSpan] = {}
        for row in self.presence:
            if row.days:
                dates, key = month_dates(row.month), id(row.worker)
                own = WorkSpan(dates[min(row.days) - 1], dates[max(row.days) - 1], sum(row.days.values(), ZERO))
                found[key] = own.join(found[key]) if key in found else own
        return found

    @cached_property
    def days_by_worker(self) -> Mapping[int, WorkDays]:
        """``id(worker)`` → that worker's days, in date order; who never worked is not there."""
        rows = group_by_worker(row for row in self.presence if row.days)
        return {key: WorkDays(own) for key, own in rows.items()}

    @cached_property
    def presence_by_month(self) -> Mapping[str, tuple[PresenceRow, ...]]:
        """Month → what was worked in it."""
        return group_by_month(self.presence)

    @cached_property
    def log_by_month(self) -> Mapping[str, tuple[SiteLogDay, ...]]:
        """Month → its entries in the site log, in date order; those of one date in the order of the log."""
        found: dict[str, list[SiteLogDay]] = defaultdict(list)
        for log in sorted(self.project.site_log, key=lambda entry: entry.day):
            found[f"{log.day:%Y-%m}"].append(log)
        return {month: tuple(logs) for month, logs in found.items()}

    @cached_property
    def heads_by_date(self) -> Mapping[datetime.date, Mapping[str, int]]:
        """Date → trade → number of people present, from the record of the month."""
        heads: dict[datetime.date, dict[str, int]] = defaultdict(lambda: defaultdict(int))
        for month, rows in self.presence_by_month.items():
            dates = month_dates(month)
            seen: set[tuple[tuple[int, str], int]] = set()
            lines = Counter((id(row.worker), row.trade) for row in rows)
            for row in rows:
                key = id(row.worker), row.trade
                days = row.days if lines[key] == 1 else [day for day in row.days if (key, day) not in seen]
                if lines[key] > 1:
                    seen.update((key, day) for day in days)
                for day in days:
                    heads[dates[day - 1]][row.trade] += 1
        return {day: dict(heads[day]) for day in sorted(heads)}

    @cached_property
    def people_by_date(self) -> Mapping[datetime.date, int]:
        """Date → number of people present, each counted once however many trades they worked in."""
        counts: dict[datetime.date, int] = defaultdict(int)
        for month, rows in self.presence_by_month.items():
            dates = month_dates(month)
            for own in group_by_worker(rows).values():
                # Nearly everybody has one row a month; only of several the days must be put together.
                for day in own[0].days if len(own) == 1 else {day for row in own for day in row.days}:
                    counts[dates[day - 1]] += 1
        return {day: counts[day] for day in sorted(counts)}

    # --- wages ----------------------------------------------------------------------------------------------------

    @cached_property
    def wages(self) -> WageBook:
        """The wage sheets and the prices in them."""
        return WageBook(self)

    @property
    def sheets(self) -> tuple[WageSheet, ...]:
        """One wage sheet a batch, in the order of the project file."""
        return self.wages.sheets

    def piece_price(self, piece: Piecework) -> Decimal:
        """元 per unit: as measured, or else from the rates; zero when neither says (a rule reports it)."""
        return self.wages.piece_price(piece)

    def piece_amount(self, piece: Piecework) -> Decimal:
        """Quantity × price, to the cent."""
        return self.wages.piece_amount(piece)

    @cached_property
    def paid_sheets(self) -> tuple[WageSheet, ...]:
        """The sheets whose money has gone out: those with a 发放日期."""
        return tuple(sheet for sheet in self.sheets if sheet.batch.paid)

    @cached_property
    def wages_due(self) -> Decimal:
        """Σ 实发 over all batches, paid or not, 元."""
        return sum((sheet.total("net") for sheet in self.sheets), ZERO)

    @cached_property
    def wages_paid(self) -> Decimal:
        """Σ 实发 over the paid batches, 元."""
        return sum((sheet.total("net") for sheet in self.paid_sheets), ZERO)

    @cached_property
    def pay_by_worker(self) -> Mapping[int, Decimal]:
        """``id(worker)`` → Σ 实发 over the paid batches, 元."""
        found: dict[int, Decimal] = defaultdict(lambda: ZERO)
        for sheet in self.paid_sheets:
            for line in sheet.lines:
                found[id(line.worker)] += line.net
        return dict(found)

    @cached_property
    def payments(self) -> tuple[BatchPayment, ...]:
        """What the bank says of every batch, one for each of :attr:`sheets`."""
        reader = ReceiptReader(self.project.workers, self.policy, self.find_worker)
        return tuple(reader.settle(sheet) for sheet in self.sheets)

    def months_of(self, worker: Worker) -> tuple[str, ...]:
        """The months in which a worker worked or is paid, in order."""
        return tuple(sorted(self._months_by_worker.get(id(worker), ())))

    @cached_property
    def _months_by_worker(self) -> Mapping[int, set[str]]:
        found: dict[int, set[str]] = defaultdict(set)
        for row in self.presence:
            if row.days or row.undated:
                found[id(row.worker)].add(row.month)
        for sheet in self.sheets:
            for line in sheet.lines:
                found[id(line.worker)] |= {sheet.batch.month, line.month}
        return found

    @cached_property
    def employed(self) -> tuple[Worker, ...]:
        """Everybody who worked by the day or by the piece, in the order of the roster."""
        found = {id(line.worker) for sheet in self.sheets for line in sheet.lines} | set(self.spans)
        found |= set(self.undated_rows)
        return tuple(worker for worker in self.project.workers if id(worker) in found)

    # --- estimate and money -----------------------------------------------------------------------------------------

    @cached_property
    def estimate(self) -> tuple[EstimateRow, ...]:
        """工日 = 工程量 × 定额 × 人工比例; 报酬 = 工日 × 单价 (domain §6.5)."""
        rows = []
        for line in self.project.estimate:
            days = (line.quantity * line.norm * line.manual_share).quantize(Decimal("0.1"), rounding=ROUND_HALF_UP)
            price = self.rate_on(line.trade, None) or ZERO
            rows.append(EstimateRow(line, days, price, round_money(days * price)))
        return tuple(rows)

    @cached_property
    def planned_wages(self) -> Decimal:
        """Σ of the estimate, 元."""
        return sum((row.pay for row in self.estimate), ZERO)

    @cached_property
    def planned_days(self) -> Decimal:
        """Σ 工日 of the estimate."""
        return sum((row.days for row in self.estimate), ZERO)

    def planned_heads(self, days: Decimal) -> int | None:
        """用工人数 = 工日 ÷ (有效作业天数 × 出勤率), rounded up; None while the work days are unknown."""
        terms = self.project.terms
        if not (terms.work_days and terms.attendance_rate):
            return None
        return int((days / (terms.work_days * terms.attendance_rate)).to_integral_value(rounding=ROUND_CEILING))

    def fund_total(self, kinds: Iterable[str] | None = None) -> Decimal:
        """Σ of the fund lines of these kinds (all when None), 元."""
        wanted = None if kinds is None else set(kinds)
        return sum((f.amount for f in self.project.funds if wanted is None or f.kind in wanted), ZERO)

    def is_earmarked(self, fund: Fund) -> bool:
        """Whether a fund line is 以工代赈 money."""
        return shares.is_earmarked(fund, self.policy)

    @cached_property
    def ratio_base(self) -> Decimal:
        """Denominator of the wage share in 元: earmarked money, or what the approval names (domain §1.2)."""
        return sum((fund.amount for fund in shares.list_base_funds(self.project, self.policy)), ZERO)

    @cached_property
    def floor_ratio(self) -> Decimal | None:
        """The pack's floor for this project's fund lines, weighted by amount; None without earmarked money."""
        return shares.find_floor(self.project, self.policy)

    @cached_property
    def required_ratio(self) -> Decimal | None:
        """max(floor, number of the approval, letters of the lines); None while none is known."""
        return shares.find_required(self.project, self.policy)

    @cached_property
    def fund_shares(self) -> tuple[shares.FundShare, ...]:
        """The share of wages of every fund line of which wages are asked."""
        return shares.list_shares(self)

    @cached_property
    def joint_share(self) -> shares.FundShare:
        """The share of wages of the approval's base."""
        return shares.join_shares(self)

    @cached_property
    def total_investment(self) -> Decimal:
        """As written, or else Σ of the fund lines, 元."""
        written = self.project.basics.total_investment
        return written if written is not None else self.fund_total()
