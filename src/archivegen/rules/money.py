"""资金, 批复 and the share of wages (domain §1.2, §7-M)."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from archivegen.project.basics import ProjectStage
from archivegen.project.reckoning import round_money
from archivegen.project.shares import is_ratio_of
from archivegen.rules.fund_lines import is_building, is_out_of_reach, report_low_share
from archivegen.rules.run import Breach, Checked, breach
from archivegen.rules.wording import list_choices, list_missing


def find_low_planned_share(checked: Checked) -> Iterator[Breach]:
    """R501: planned wages ÷ earmarked money ≥ max(floor of the pack, number of the approval) (domain §1.2)."""
    if checked.project.estimate and checked.has_reached(ProjectStage.APPLICATION):
        yield from _report_low_share(checked, "务工测算", checked.figures.planned_wages)


def find_low_share_in_planning(checked: Checked) -> Iterator[Breach]:
    """R512: the same while the project is still being planned."""
    if checked.project.estimate and not checked.has_reached(ProjectStage.APPLICATION):
        yield from _report_low_share(checked, "务工测算", checked.figures.planned_wages)


def find_low_paid_share(checked: Checked) -> Iterator[Breach]:
    """R502: the same for the wages that were paid, once the project is to be accepted."""
    if checked.has_reached(ProjectStage.ACCEPTANCE):
        yield from _report_low_share(checked, "发放批次", checked.figures.wages_paid)


def find_share_still_to_pay(checked: Checked) -> Iterator[Breach]:
    """R509: how far the project is while it is being built."""
    if is_building(checked) and not is_out_of_reach(checked):
        yield from _report_low_share(checked, "发放批次", checked.figures.wages_paid)


def _report_low_share(checked: Checked, section: str, wages: Decimal) -> Iterator[Breach]:
    yield from report_low_share(checked.place(section), checked.figures.joint_share, wages)


def find_planned_wages_over_fund(checked: Checked) -> Iterator[Breach]:
    """R503: earmarked money cannot pay more wages than there is of it."""
    yield from _report_over_fund(checked, "务工测算", checked.figures.planned_wages)


def find_listed_wages_over_fund(checked: Checked) -> Iterator[Breach]:
    """R510: nor can all wage sheets together ask for more."""
    yield from _report_over_fund(checked, "发放批次", checked.figures.wages_due)


def _report_over_fund(checked: Checked, section: str, wages: Decimal) -> Iterator[Breach]:
    figures = checked.figures
    earmarked = sum((fund.amount for fund in checked.project.funds if figures.is_earmarked(fund)), Decimal(0))
    fund = max(earmarked, figures.ratio_base)
    if fund and wages > fund:
        yield breach(checked.place(section), wages=wages, fund=fund)


def find_differing_total(checked: Checked) -> Iterator[Breach]:
    """R504: the lines of 资金 add up to 总投资."""
    total, lines = checked.project.basics.total_investment, checked.figures.fund_total()
    if total is not None and checked.project.funds and total != lines:
        place = checked.place("项目", "总投资")
        yield breach(place, total=total, lines=lines, difference=abs(total - lines))


def find_unpriced_estimate(checked: Checked) -> Iterator[Breach]:
    """R505: every trade of the estimate has an agreed price (seed Dongpo)."""
    known = list(dict.fromkeys(rate.trade for rate in checked.project.rates))
    reported: set[str] = set()
    for index, line in enumerate(checked.project.estimate):
        if line.trade not in known and line.trade not in reported:
            reported.add(line.trade)
            place = checked.place("务工测算", index, "工种")
            yield breach(place, trade=line.trade, choices=list_choices(known) or "无")


def find_incomplete_shares(checked: Checked) -> Iterator[Breach]:
    """R506: quantified shares add up to the whole (seeds Meishan, Bazhou)."""
    equity = checked.project.equity
    total = sum((holder.share for holder in equity.holders), Decimal(0)) if equity else Decimal(1)
    # 33.33% three times is the whole: half of the second decimal a holder may be lost in writing.
    lost = Decimal("0.00005") * len(equity.holders) if equity else Decimal(0)
    if equity and equity.holders and abs(total - 1) > lost:
        yield breach(checked.place("折股量化", "股东"), total=total, count=len(equity.holders))


def find_vague_approval(checked: Checked) -> Iterator[Breach]:
    """R507: the approval states mode, share of wages and the two principles (seed Bazhou)."""
    if not checked.has_reached(ProjectStage.BUILDING):
        yield from _report_vague_approval(checked)


def find_vague_approval_at_work(checked: Checked) -> Iterator[Breach]:
    """R511: the same once work has begun on the strength of it."""
    if checked.has_reached(ProjectStage.BUILDING):
        yield from _report_vague_approval(checked)


def _report_vague_approval(checked: Checked) -> Iterator[Breach]:
    approval = checked.project.approval
    if approval is None:
        return
    stated = {
        "建设方式": bool(approval.mode),
        "报酬占比": approval.ratio is not None or approval.amount is not None,
        "两个尽量": approval.two_principles is True,
    }
    if missing := list_missing(stated):
        yield breach(checked.place("批复"), missing=missing)


def find_contradicting_approval(checked: Checked) -> Iterator[Breach]:
    """R508: amount ÷ base is the ratio, as exactly as the ratio is written."""
    approval, base = checked.project.approval, checked.figures.ratio_base
    if approval is None or approval.ratio is None or approval.amount is None or not base:
        return
    if not is_ratio_of(approval.ratio, approval.amount, base):
        yield breach(
            checked.place("批复", "报酬金额"),
            amount=approval.amount,
            base=base,
            found=approval.amount / base,
            ratio=approval.ratio,
            expected=round_money(base * approval.ratio),
        )
