"""Every figure of a project, computed once, in ``Decimal``: wages, estimate, shares, counts.  Pure.

Money is 元 with two decimals, rounded half up where a product needs it; days are steps of a half; ratios are fractions.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from decimal import ROUND_CEILING, ROUND_HALF_UP, Decimal
from functools import cached_property

from archivegen.project import shares
from archivegen.project.basics import BuildMode, Fund
from archivegen.project.labour import Piecework
from archivegen.project.matching import BatchPayment, ReceiptReader
from archivegen.project.people import Worker
from archivegen.project.reckoning import (
    EMPLOYED,
    SELF_HIRED,
    ZERO,
    EstimateRow,
    WageSheet,
    round_money,
    worker_age,
    worker_sex,
)
from archivegen.project.wages import WageBook
from archivegen.project.work_figures import WorkFigures


class Figures(WorkFigures):
    """All figures of one project.  Each is computed when first asked for, and once."""

    # --- people and terms ------------------------------------------------------------------------------------------

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
            for key, net in sheet.net_by_worker.items():
                found[key] += net
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
