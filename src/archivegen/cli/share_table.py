"""The share of wages of every fund line, for people and for machines."""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Decimal
from typing import TYPE_CHECKING, Any

from archivegen.cli import show

if TYPE_CHECKING:
    from archivegen.project.figures import Figures
    from archivegen.project.shares import FundShare

HEADINGS = ("劳务报酬占比", "资金（元）", "要求", "要求金额（元）", "计划", "实发（元）", "实际", "还差（元）")
UNKNOWN = "未分清"
TOGETHER = "合计："


def show_shares(figures: Figures) -> None:
    """A line a fund and one for the base that the approval names; nothing while the project has no such money."""
    lines = _name_lines(figures)
    if lines:
        show.say()
        show.show_table(HEADINGS, [(name, *_cells(line)) for name, line in lines])


def share_facts(figures: Figures) -> list[dict[str, Any]]:
    """The same as plain values; None is what nobody has told."""
    return [
        {
            "name": name,
            "amount": line.amount,
            "floor": line.floor,
            "demanded": line.demanded,
            "required": line.required,
            "required_amount": line.required_amount,
            "planned": line.planned,
            "planned_share": line.planned_share,
            "paid": line.paid,
            "paid_share": line.paid_share,
            "still_owed": line.still_owed,
        }
        for name, line in _name_lines(figures)
    ]


def _name_lines(figures: Figures) -> list[tuple[str, FundShare]]:
    if not figures.ratio_base:
        return []
    lines = [(line.name, line) for line in figures.fund_shares]
    together = figures.joint_share
    if len(lines) == 1 and lines[0][1].amount == together.amount:
        return lines
    return [*lines, (TOGETHER + together.name, together)]


def _cells(line: FundShare) -> tuple[str, ...]:
    return (
        f"{line.amount:,.2f}",
        _percent(line.required),
        _money(line.required_amount),
        _percent(line.planned_share) or UNKNOWN,
        _money(line.paid) or UNKNOWN,
        _percent(line.paid_share) or UNKNOWN,
        _money(line.still_owed),
    )


def _money(amount: Decimal | None) -> str:
    return "" if amount is None else f"{amount:,.2f}"


def _percent(share: Decimal | None) -> str:
    return "" if share is None else f"{(share * 100).quantize(Decimal('0.01'), rounding=ROUND_HALF_UP)}%"
