"""The share of wages in every fund line, asked for, planned and paid (domain §1.2).  Pure.

The floor and the letter of a fund line bind that line; the number of the approval binds the base that the approval
names, and a line that is this base alone.  Money is 元, shares are fractions; None is what nobody has told yet.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from decimal import ROUND_CEILING, Decimal
from typing import TYPE_CHECKING, NamedTuple

from archivegen.project.basics import Channel, Fund, FundKind, RatioBase
from archivegen.project.model import Project
from archivegen.project.policy import Policy
from archivegen.project.reckoning import CENT, ZERO, WageSheet, share_of

if TYPE_CHECKING:
    from archivegen.project.figures import Figures

CENTRAL = (FundKind.CENTRAL_BUDGET, FundKind.CENTRAL_RELIEF)
FISCAL = (*CENTRAL, FundKind.PROVINCIAL, FundKind.FISCAL)
WAGES = "劳务报酬"
"""The kind of a ledger line by which wages were paid."""


class FundShare(NamedTuple):
    """One fund line, or all lines of the base together: what is asked of it, planned and paid."""

    name: str
    doc_no: str
    amount: Decimal
    floor: Decimal | None
    demanded: Decimal | None
    """What the letter of the line (of the base: the approval) asks for."""
    required: Decimal | None
    planned: Decimal | None
    """元; None while nobody has told what part of the planned wages the line pays."""
    paid: Decimal | None
    """元; None while nobody has told which line paid a batch."""

    @property
    def required_amount(self) -> Decimal | None:
        """The least wages to the cent: a share that is missed by less than a cent is missed."""
        if self.required is None:
            return None
        return (self.amount * self.required).quantize(CENT, rounding=ROUND_CEILING)

    @property
    def planned_share(self) -> Decimal | None:
        """Planned wages ÷ the line."""
        return None if self.planned is None else share_of(self.planned, self.amount)

    @property
    def paid_share(self) -> Decimal | None:
        """Paid wages ÷ the line."""
        return None if self.paid is None else share_of(self.paid, self.amount)

    @property
    def still_owed(self) -> Decimal | None:
        """What is still to be paid until the share is reached; zero when it is."""
        wanted = self.required_amount
        return None if wanted is None or self.paid is None else max(wanted - self.paid, ZERO)

    def is_enough(self, wages: Decimal | None) -> bool | None:
        """Whether so much is the share that is asked for; None while either is unknown."""
        return None if self.required is None or wages is None else wages >= self.amount * self.required


def is_ratio_of(ratio: Decimal, part: Decimal, whole: Decimal) -> bool:
    """Whether a ratio, as exactly as it is written, is part ÷ whole: 50% may be a round word for 50.27 %, not 50.27% for 50.31 %."""
    unit = Decimal(1).scaleb(min(int(ratio.as_tuple().exponent), -2))
    return abs(part / whole - ratio) <= unit


# --- the base ---------------------------------------------------------------------------------------------------------


def is_earmarked(fund: Fund, policy: Policy) -> bool:
    """Whether a fund line is 以工代赈 money."""
    return fund.earmarked if fund.earmarked is not None else fund.kind in policy.earmarked_kinds


def name_base(project: Project) -> RatioBase:
    """What the denominator is called; projects of the 推广 channel count on all fiscal money (domain §1.2)."""
    base = project.approval.base if project.approval else RatioBase.EARMARKED
    promoted = project.basics.channel is Channel.PROMOTED
    return RatioBase.FISCAL if promoted and base is RatioBase.EARMARKED else base


def list_base_funds(project: Project, policy: Policy) -> tuple[Fund, ...]:
    """The fund lines that together are the denominator: earmarked money, or what the approval names (domain §1.2)."""
    kinds: dict[RatioBase, Sequence[FundKind]] = {
        RatioBase.CENTRAL: CENTRAL,
        RatioBase.CENTRAL_AND_PROVINCIAL: (*CENTRAL, FundKind.PROVINCIAL),
        RatioBase.FISCAL: FISCAL,
    }
    wanted = kinds.get(name_base(project))
    if wanted is None:
        return tuple(fund for fund in project.funds if is_earmarked(fund, policy))
    return tuple(fund for fund in project.funds if fund.kind in wanted)


def find_floor(project: Project, policy: Policy) -> Decimal | None:
    """The pack's floor for this project's fund lines, weighted by amount; None without earmarked money."""
    if project.basics.channel is Channel.PROMOTED:
        return policy.promoted_floor
    lines = [fund for fund in project.funds if is_earmarked(fund, policy)]
    wanted = sum((fund.amount * policy.wage_share_floor.get(fund.kind, ZERO) for fund in lines), ZERO)
    return share_of(wanted, _add_amounts(lines))


def find_required(project: Project, policy: Policy) -> Decimal | None:
    """max(floor, number of the approval, what the letters of all lines together ask for); None while none is known."""
    funds = list_base_funds(project, policy)
    base = _add_amounts(funds)
    numbers = [find_floor(project, policy), _demand_of_approval(project, base)]
    if any(_demand_of_letter(fund) is not None for fund in funds):
        wanted = sum((fund.amount * (_required_of_line(fund, project, policy) or ZERO) for fund in funds), ZERO)
        numbers.append(share_of(wanted, base))
    return _largest(numbers)


def _add_amounts(funds: Iterable[Fund]) -> Decimal:
    return sum((fund.amount for fund in funds), ZERO)


def _largest(numbers: Iterable[Decimal | None]) -> Decimal | None:
    return max((number for number in numbers if number is not None), default=None)


def _demand_of_approval(project: Project, base: Decimal) -> Decimal | None:
    approval = project.approval
    if approval is None:
        return None
    # The letter's percentage is its amount, rounded; where both stand, the amount binds to the cent.
    return approval.ratio if approval.amount is None else share_of(approval.amount, base)


def _demand_of_letter(fund: Fund) -> Decimal | None:
    return fund.ratio if fund.wages is None else share_of(fund.wages, fund.amount)


def _floor_of_line(fund: Fund, project: Project, policy: Policy) -> Decimal | None:
    if project.basics.channel is Channel.PROMOTED:
        # This floor is asked of all fiscal money together, not of each of its lines.
        return policy.promoted_floor if list_base_funds(project, policy) == (fund,) else None
    return policy.wage_share_floor.get(fund.kind) if is_earmarked(fund, policy) else None


def _required_of_line(fund: Fund, project: Project, policy: Policy) -> Decimal | None:
    alone = list_base_funds(project, policy) == (fund,)
    approval = _demand_of_approval(project, fund.amount) if alone else None
    return _largest([_floor_of_line(fund, project, policy), _demand_of_letter(fund), approval])


# --- who pays what ----------------------------------------------------------------------------------------------------


def list_wage_funds(project: Project, policy: Policy) -> tuple[Fund, ...]:
    """The fund lines of which wages are asked: earmarked money, the base of a 推广 project, lines whose letter asks."""
    promoted = list_base_funds(project, policy) if project.basics.channel is Channel.PROMOTED else ()

    def pays(fund: Fund) -> bool:
        told = fund.ratio is not None or fund.wages is not None or fund.planned_wages is not None
        return told or fund in promoted or is_earmarked(fund, policy)

    return tuple(fund for fund in project.funds if pays(fund))


def find_fund(project: Project, source: str) -> Fund | None:
    """The one fund line that ``source`` means, by kind or by the number of its letter; None when none or several do."""
    found = [fund for fund in project.funds if source and source in {fund.kind, fund.doc_no}]
    return found[0] if len(found) == 1 else None


def split_payment(figures: Figures, sheet: WageSheet) -> Mapping[Fund, Decimal] | None:
    """Which fund line paid how much of a batch, 元; None when nobody tells.

    The batch tells first, the account's lines of that day next, and where only one line is to pay wages, it is that one.
    """
    project = figures.project
    net = sheet.total("net")
    if sheet.batch.source:
        fund = find_fund(project, sheet.batch.source)
        return None if fund is None else {fund: net}
    booked = booked_payment(figures, sheet)
    if booked is not None and sum(booked.values(), ZERO) == net:
        return booked
    payers = list_wage_funds(project, figures.policy)
    return {payers[0]: net} if len(payers) == 1 else None


def booked_payment(figures: Figures, sheet: WageSheet) -> Mapping[Fund, Decimal] | None:
    """What the account's wage lines of the batch's payment day say; None without such lines or with an unknown source.

    Where two batches are paid on one day the account does not tell which line paid which.
    """
    paid = sheet.batch.paid
    same_day = [other for other in figures.sheets if other.batch.paid == paid]
    lines = [line for line in figures.project.finance.ledger if line.day == paid and line.kind == WAGES]
    if paid is None or len(same_day) != 1 or not lines:
        return None
    found: dict[Fund, Decimal] = defaultdict(lambda: ZERO)
    for line in lines:
        fund = find_fund(figures.project, line.source)
        if fund is None:
            return None
        found[fund] += (line.expense or ZERO) - (line.income or ZERO)
    return dict(found)


def _paid_by_fund(figures: Figures) -> Mapping[Fund, Decimal] | None:
    found: dict[Fund, Decimal] = defaultdict(lambda: ZERO)
    for sheet in figures.paid_sheets:
        parts = split_payment(figures, sheet)
        if parts is None:
            return None
        for fund, amount in parts.items():
            found[fund] += amount
    return found


# --- the table --------------------------------------------------------------------------------------------------------


def list_shares(figures: Figures) -> tuple[FundShare, ...]:
    """One record a fund line of which wages are asked, in the order of the project file."""
    project, policy = figures.project, figures.policy
    funds = list_wage_funds(project, policy)
    paid = _paid_by_fund(figures)
    found = []
    for fund in funds:
        planned = fund.planned_wages
        if planned is None and len(funds) == 1 and figures.estimate:
            planned = figures.planned_wages
        found.append(
            FundShare(
                name=fund.kind.value,
                doc_no=fund.doc_no,
                amount=fund.amount,
                floor=_floor_of_line(fund, project, policy),
                demanded=_demand_of_letter(fund),
                required=_required_of_line(fund, project, policy),
                planned=planned,
                paid=None if paid is None else paid.get(fund, ZERO),
            )
        )
    return tuple(found)


def join_shares(figures: Figures) -> FundShare:
    """The base that the approval names, all its lines together."""
    project = figures.project
    return FundShare(
        name=name_base(project).value,
        doc_no=project.approval.doc_no if project.approval else "",
        amount=figures.ratio_base,
        floor=figures.floor_ratio,
        demanded=_demand_of_approval(project, figures.ratio_base),
        required=figures.required_ratio,
        planned=figures.planned_wages if figures.estimate else None,
        paid=figures.wages_paid,
    )
