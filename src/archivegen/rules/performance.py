"""绩效: points, and what is said to be achieved beside the figures (domain §7 V-Q04, V-Q08; 财预〔2020〕10号)."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import ROUND_HALF_UP, Decimal

from archivegen.project.basics import ProjectStage
from archivegen.project.indicators import find_check, known_values
from archivegen.project.reckoning import CENT, ZERO
from archivegen.project.self_evaluation import Scored, SelfEvaluation
from archivegen.project.shares import is_ratio_of
from archivegen.project.stated import Stated, read_stated
from archivegen.rules.run import Breach, Checked, breach

_COUNTED = frozenset({"", "人", "人次", "名", "个", "岗"})


# --- achieved values --------------------------------------------------------------------------------------------------


def find_differing_indicators(checked: Checked) -> Iterator[Breach]:
    """R907: an indicator that names a computed figure says that figure."""
    if not checked.has_reached(ProjectStage.ACCEPTANCE):
        return
    for index, indicator in enumerate(checked.project.performance.indicators):
        stated = read_stated(indicator.achieved)
        check = find_check(checked.policy.indicator_checks, indicator)
        if stated is None or check is None or not _fits(stated, check.figure):
            continue
        figures = known_values(checked.figures, check.figure)
        if figures and not any(stated.agrees_with(figure) for figure in figures):
            yield breach(
                checked.place("绩效", "指标", index, "完成值"),
                name=indicator.third,
                stated=indicator.achieved,
                figure=check.figure,
                computed=_write(figures[0], check.figure),
            )


def _fits(stated: Stated, figure: str) -> bool:
    """Whether the unit is one of this figure; times a year or hours are not persons."""
    if figure == "报酬占比":
        return stated.unit == "%"
    if figure == "实发报酬":
        return stated.unit in {"元", "万元"}
    return stated.unit in _COUNTED


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


# --- self-evaluation --------------------------------------------------------------------------------------------------


def find_unexplained_shortfalls(checked: Checked) -> Iterator[Breach]:
    """R926: an indicator that was missed, or got less than all its points, says why (财预〔2020〕10号)."""
    if not checked.has_reached(ProjectStage.HANDOVER):
        return
    indicators = checked.project.performance.indicators
    for item in SelfEvaluation(checked.figures).scored:
        if item.falls_short and not item.indicator.reason:
            index = next(number for number, one in enumerate(indicators) if one is item.indicator)
            yield breach(checked.place("绩效", "指标", index), name=item.indicator.third, why=_tell_shortfall(item))


def _tell_shortfall(item: Scored) -> str:
    if item.ratio is not None and item.ratio < 1:
        return f"完成 {item.achieved}，没有达到 {item.indicator.target}"
    return f"得 {item.score:f} 分，低于分值 {item.indicator.weight:f}"


def find_other_satisfaction(checked: Checked) -> Iterator[Breach]:
    """R927: the satisfaction is the share of the people asked who were satisfied."""
    facts = checked.project.performance
    if facts.satisfaction is None or not facts.sample or facts.satisfied is None:
        return
    if not is_ratio_of(facts.satisfaction, Decimal(facts.satisfied), Decimal(facts.sample)):
        share = Decimal(facts.satisfied) / facts.sample
        stated, shown = (
            f"{(part * 100).quantize(CENT, rounding=ROUND_HALF_UP):f}%" for part in (facts.satisfaction, share)
        )
        place = checked.place("绩效", "满意度")
        yield breach(place, stated=stated, sample=facts.sample, satisfied=facts.satisfied, share=shown)
