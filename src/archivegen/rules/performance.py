"""绩效: points, and what is said to be achieved beside the figures (domain §7 V-Q04, V-Q08; 财预〔2020〕10号)."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from decimal import ROUND_DOWN, ROUND_HALF_UP, Decimal
from typing import NamedTuple

from archivegen.chinese import half_width
from archivegen.errors import PackError
from archivegen.project.basics import ProjectStage
from archivegen.project.closing import Indicator
from archivegen.project.figures import Figures
from archivegen.project.policy import IndicatorCheck
from archivegen.project.reckoning import ZERO, share_of
from archivegen.project.shares import CENTRAL
from archivegen.rules.run import Breach, Checked, breach

_AMOUNT = re.compile(r"(≥|>=|不低于|不少于)?([0-9][0-9,]{0,14}(?:\.[0-9]{1,8})?)(?![0-9.])([^0-9(,;。、]*)")
_UNITS = {"元": Decimal(1), "万元": Decimal(10_000), "%": Decimal("0.01")}
_COUNTED = frozenset({"", "人", "人次", "名", "个", "岗"})


class Stated(NamedTuple):
    """A number as somebody wrote it: ``72.32万元`` is 72.32 of 10,000 元."""

    number: Decimal
    unit: str
    at_least: bool

    def agrees_with(self, figure: Decimal) -> bool:
        """Whether a figure, written as exactly as this number, is this number; cut off is as good as rounded."""
        value = figure / _UNITS.get(self.unit, Decimal(1))
        if self.at_least:
            return value >= self.number
        return any(value.quantize(self.number, rounding=way) == self.number for way in (ROUND_HALF_UP, ROUND_DOWN))


def read_stated(text: str) -> Stated | None:
    """The number that a text begins with, or None: what stands behind it is explanation."""
    found = _AMOUNT.match(re.sub(r"\s", "", half_width(text)))
    if found is None:
        return None
    return Stated(Decimal(found[2].replace(",", "")), found[3] or "", bool(found[1]))


def read_share(text: str) -> Decimal | None:
    """The percentage that a text begins with, as a fraction that keeps its decimals; None when it is none."""
    stated = read_stated(text)
    return stated.number.scaleb(-2) if stated and stated.unit == "%" and not stated.at_least else None


# --- achieved values --------------------------------------------------------------------------------------------------


def find_differing_indicators(checked: Checked) -> Iterator[Breach]:
    """R907: an indicator that names a computed figure says that figure."""
    if not checked.has_reached(ProjectStage.ACCEPTANCE):
        return
    for index, indicator in enumerate(checked.project.performance.indicators):
        stated = read_stated(indicator.achieved)
        check = _find_check(checked.policy.indicator_checks, indicator)
        if stated is None or check is None or not _fits(stated, check.figure):
            continue
        figures = _known_values(checked.figures, check.figure)
        if figures and not any(stated.agrees_with(figure) for figure in figures):
            yield breach(
                checked.place("绩效", "指标", index, "完成值"),
                name=indicator.third,
                stated=indicator.achieved,
                figure=check.figure,
                computed=_write(figures[0], check.figure),
            )


def _find_check(checks: Iterable[IndicatorCheck], indicator: Indicator) -> IndicatorCheck | None:
    name = indicator.third

    def names(check: IndicatorCheck) -> bool:
        return all(word in name for word in check.words) and not any(word in name for word in check.without)

    return next((check for check in checks if names(check)), None)


def _fits(stated: Stated, figure: str) -> bool:
    """Whether the unit is one of this figure; times a year or hours are not persons."""
    if figure == "报酬占比":
        return stated.unit == "%"
    if figure == "实发报酬":
        return stated.unit in {"元", "万元"}
    return stated.unit in _COUNTED


def _known_values(figures: Figures, name: str) -> list[Decimal]:
    """What the figure is; a share is right on any base that the name may mean.  Empty while it is not known."""
    project = figures.project
    if name == "报酬占比":
        paid = figures.wages_paid
        bases = [figures.ratio_base, *(line.amount for line in figures.fund_shares), figures.fund_total(CENTRAL)]
        shares = [share_of(paid, base) for base in bases]
        lines = [line.paid_share for line in figures.fund_shares]
        return [share for share in (*shares, *lines) if share is not None] if paid else []
    counts: Mapping[str, Decimal] = {
        "实发报酬": figures.wages_paid,
        "务工人数": Decimal(len(figures.employed)),
        "重点群体人数": Decimal(sum(figures.is_priority(worker) for worker in figures.employed)),
        "培训人次": Decimal(sum(len(training.trainees) for training in project.training)),
        "公益岗数": Decimal(sum(post.quota for post in project.posts)),
    }
    if name not in counts:
        known = "、".join(["报酬占比", *counts])
        raise PackError(f"模板包 rules.yaml 的“指标核对”中，“{name}”不认识；应为 {known} 之一。")
    return [counts[name]] if counts[name] else []


def _write(figure: Decimal, name: str) -> str:
    if name == "报酬占比":
        return f"{(figure * 100).quantize(Decimal('0.01'), rounding=ROUND_HALF_UP)}%"
    return f"{figure:,.2f} 元" if name == "实发报酬" else f"{figure}"


# --- points -----------------------------------------------------------------------------------------------------------


def find_odd_total_of_points(checked: Checked) -> Iterator[Breach]:
    """R911: all points together are a hundred, once every indicator has some."""
    weights = _known_weights(checked)
    total = sum(weights, ZERO)
    if weights and total != 100:
        yield breach(checked.place("绩效", "指标"), total=f"{total:f}", count=len(weights))


def find_excessive_scores(checked: Checked) -> Iterator[Breach]:
    """R912: nobody gets more points than there are."""
    for index, indicator in enumerate(checked.project.performance.indicators):
        if indicator.weight is not None and indicator.score is not None and indicator.score > indicator.weight:
            place = checked.place("绩效", "指标", index, "得分")
            yield breach(place, name=indicator.third, score=indicator.score, weight=indicator.weight)


def find_odd_parts_of_points(checked: Checked) -> Iterator[Breach]:
    """R913: the points of each first level are what the form gives it."""
    if sum(_known_weights(checked), ZERO) != 100:
        return
    indicators = checked.project.performance.indicators
    for part, points in checked.policy.indicator_weights.items():
        found = sum((item.weight or ZERO for item in indicators if part in item.first), ZERO)
        if found != points:
            first = next((index for index, item in enumerate(indicators) if part in item.first), None)
            place = checked.place("绩效", "指标", *([] if first is None else [first]))
            yield breach(place, part=part, found=f"{found:f}", points=f"{points:f}")


def _known_weights(checked: Checked) -> list[Decimal]:
    """The points of all indicators, or nothing while one has none."""
    weights = [indicator.weight for indicator in checked.project.performance.indicators]
    known = [weight for weight in weights if weight is not None]
    return known if len(known) == len(weights) else []
