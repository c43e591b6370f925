"""Indicators of performance that name a figure which the project computes (domain §7 V-Q04)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from decimal import Decimal

from archivegen.errors import PackError
from archivegen.project.closing import Indicator
from archivegen.project.figures import Figures
from archivegen.project.policy import IndicatorCheck
from archivegen.project.reckoning import share_of
from archivegen.project.shares import CENTRAL

WAGE_SHARE, WAGES_PAID = "报酬占比", "实发报酬"


def find_check(checks: Iterable[IndicatorCheck], indicator: Indicator) -> IndicatorCheck | None:
    """The figure that an indicator names, told by words in its name; None when it names none."""
    name = indicator.third

    def names(check: IndicatorCheck) -> bool:
        return all(word in name for word in check.words) and not any(word in name for word in check.without)

    return next((check for check in checks if names(check)), None)


def known_values(figures: Figures, name: str) -> list[Decimal]:
    """What the figure is; a share is right on any base that the name may mean.  Empty while it is not known.

    Raises ``PackError`` for a figure that there is not.
    """
    project = figures.project
    if name == WAGE_SHARE:
        paid = figures.wages_paid
        bases = [figures.ratio_base, *(line.amount for line in figures.fund_shares), figures.fund_total(CENTRAL)]
        shares = [share_of(paid, base) for base in bases]
        lines = [line.paid_share for line in figures.fund_shares]
        return [share for share in (*shares, *lines) if share is not None] if paid else []
    counts: Mapping[str, Decimal] = {
        WAGES_PAID: figures.wages_paid,
        "务工人数": Decimal(len(figures.employed)),
        "重点群体人数": Decimal(sum(figures.is_priority(worker) for worker in figures.employed)),
        "培训人次": Decimal(sum(len(training.trainees) for training in project.training)),
        "公益岗数": Decimal(sum(post.quota for post in project.posts)),
    }
    if name not in counts:
        known = "、".join([WAGE_SHARE, *counts])
        raise PackError(f"模板包 rules.yaml 的“指标核对”中，“{name}”不认识；应为 {known} 之一。")
    return [counts[name]] if counts[name] else []
