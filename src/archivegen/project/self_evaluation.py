"""绩效自评: how far every indicator was reached, what it scores, and the sums (domain F02, §6.18 E03; 财预〔2020〕10号).

A person's score stands.  Where there is none, a number that reaches its target gets all points, one that falls short its
share of them; what is not to be exceeded (costs) gets target ÷ reached.  A target in words is reached when what was achieved
begins with it; else a person must judge, and the score stays open.  Points are rounded half up to two decimals.
"""

from __future__ import annotations

from collections.abc import Sequence
from decimal import ROUND_HALF_UP, Decimal
from functools import cached_property
from typing import NamedTuple

from archivegen.chinese import plain_number
from archivegen.project.closing import Indicator
from archivegen.project.figures import Figures
from archivegen.project.fund_ledger import add_spent
from archivegen.project.indicators import WAGE_SHARE, WAGES_PAID, find_check, known_values
from archivegen.project.points import find_grade
from archivegen.project.reckoning import CENT, ZERO
from archivegen.project.stated import compare_stated, read_stated, read_target

BUDGET, SATISFACTION = "预算执行", "满意度"
"""Parts of the names of first levels: how much of the money was spent; what people think."""
ONE, ALL_POINTS = Decimal(1), Decimal(100)


class Scored(NamedTuple):
    """An indicator with what was achieved, by which part of its target, and its points; None while it is not known."""

    indicator: Indicator
    achieved: str
    ratio: Decimal | None
    score: Decimal | None

    @property
    def falls_short(self) -> bool:
        """Whether the target was missed, or a person gave less than all points."""
        weight = self.indicator.weight
        missed = self.ratio is not None and self.ratio < ONE
        return missed or (weight is not None and self.score is not None and self.score < weight)


class SelfEvaluation:
    """The self-evaluation of one project."""

    def __init__(self, figures: Figures) -> None:
        self._figures = figures

    @cached_property
    def spent(self) -> Decimal | None:
        """What the account paid out, less the wages that came back, 元; None without an account."""
        ledger = self._figures.project.finance.ledger
        return add_spent(ledger) if ledger else None

    @cached_property
    def budget(self) -> Decimal:
        """What could be spent, 元: of every fund line what arrived, or what was granted while nobody tells what arrived."""
        funds = self._figures.project.funds
        return sum((fund.amount if fund.arrived is None else fund.arrived for fund in funds), ZERO)

    @property
    def rate(self) -> Decimal | None:
        """预算执行率 = spent ÷ budget."""
        return None if self.spent is None or not self.budget else self.spent / self.budget

    @cached_property
    def scored(self) -> tuple[Scored, ...]:
        """Every indicator but those of the budget."""
        indicators = self._figures.project.performance.indicators
        return tuple(self._score(item) for item in indicators if BUDGET not in item.first)

    @cached_property
    def budget_weight(self) -> Decimal | None:
        """The points of the budget: those of its indicators, or what the pack's form gives it, if a hundred leaves as many."""
        own = [item.weight for item in self._budget_items if item.weight is not None]
        if own:
            return sum(own, ZERO)
        usual = self._figures.policy.indicator_weights.get(BUDGET)
        others = sum((item.indicator.weight or ZERO for item in self.scored), ZERO)
        return usual if usual is not None and usual + others <= ALL_POINTS else None

    @cached_property
    def budget_score(self) -> Decimal | None:
        """As a person scored it, or else its points × the rate."""
        own = [item.score for item in self._budget_items if item.score is not None]
        if own:
            return sum(own, ZERO)
        return None if self.budget_weight is None or self.rate is None else share_points(self.budget_weight, self.rate)

    @property
    def _budget_items(self) -> Sequence[Indicator]:
        return [item for item in self._figures.project.performance.indicators if BUDGET in item.first]

    @property
    def total_weight(self) -> Decimal:
        """All points that there are."""
        weights = [item.indicator.weight for item in self.scored] + [self.budget_weight]
        return sum((weight for weight in weights if weight is not None), ZERO)

    @property
    def total_score(self) -> Decimal | None:
        """All points that were given; None while one is open."""
        scores = [item.score for item in self.scored]
        if self.budget_weight is not None:
            scores.append(self.budget_score)
        known = [score for score in scores if score is not None]
        return sum(known, ZERO) if self.scored and len(known) == len(scores) else None

    @property
    def grade(self) -> str:
        """优, 良, 中 or 差, by the pack's bounds; empty while the total is open."""
        total = self.total_score
        return "" if total is None else find_grade(self._figures.policy.performance_grades, total)

    def _score(self, indicator: Indicator) -> Scored:
        achieved = indicator.achieved or self._find_achieved(indicator)
        ratio = self._reach(indicator.target, achieved)
        score = indicator.score
        if score is None and indicator.weight is not None and ratio is not None:
            score = share_points(indicator.weight, ratio)
        return Scored(indicator, achieved, ratio, score)

    def _reach(self, target: str, achieved: str) -> Decimal | None:
        wanted, reached = read_target(target), read_stated(achieved)
        if wanted is None:
            return ONE if achieved and achieved.startswith(target.rstrip("。")) else None
        return None if reached is None else compare_stated(wanted, reached, self._figures.policy.same_units)

    def _find_achieved(self, indicator: Indicator) -> str:
        """What nobody wrote down and the program knows, once the works are finished."""
        project, policy = self._figures.project, self._figures.policy
        if SATISFACTION in indicator.first and project.performance.satisfaction is not None:
            return _as_percent(project.performance.satisfaction)
        check, wanted = find_check(policy.indicator_checks, indicator), read_target(indicator.target)
        if project.basics.finished is None or check is None or wanted is None:
            return ""
        known = known_values(self._figures, check.figure)
        return _write_figure(known[0], check.figure, wanted.stated.unit) if known else ""


def share_points(weight: Decimal, ratio: Decimal) -> Decimal:
    """The points for a part of a target; more than the target is worth no more than all of them."""
    return (weight * min(max(ratio, ZERO), ONE)).quantize(CENT, rounding=ROUND_HALF_UP)


def _as_percent(share: Decimal) -> str:
    return f"{plain_number((share * 100).quantize(CENT, rounding=ROUND_HALF_UP))}%"


def _write_figure(figure: Decimal, name: str, unit: str) -> str:
    """A computed figure in the unit of its target."""
    if name == WAGE_SHARE:
        return _as_percent(figure)
    if name == WAGES_PAID and unit.startswith("万元"):
        return f"{plain_number(figure.scaleb(-4).quantize(CENT, rounding=ROUND_HALF_UP))}万元"
    return f"{plain_number(figure)}{'元' if name == WAGES_PAID else unit}"
