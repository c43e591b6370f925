"""收方: what was measured against its own formula and against 建设内容; 综合评价: points within their weights."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import ROUND_HALF_UP, Decimal

from archivegen.project.basics import ProjectStage
from archivegen.project.measured import compute_formula, sum_by_item
from archivegen.rules.run import Breach, Checked, breach
from archivegen.rules.wording import list_choices


def find_wrong_quantities(checked: Checked) -> Iterator[Breach]:
    """R726: the formula gives the quantity, rounded as the quantity is written; what is no formula is not judged."""
    for index, row in enumerate(checked.project.measurements):
        value = compute_formula(row.formula)
        if value is not None and _round_like(value, row.quantity) != row.quantity:
            yield breach(
                checked.place("收方", index, "计算式"),
                day=row.day,
                part=row.part,
                formula=row.formula,
                found=f"{row.quantity.normalize():f}",
                wanted=f"{value.quantize(Decimal('0.0001'), rounding=ROUND_HALF_UP).normalize():f}",
            )


_MOST_PLACES = 8
"""Behind the point; more is beyond what Decimal can round."""


def _round_like(value: Decimal, written: Decimal) -> Decimal:
    places = max(min(int(written.as_tuple().exponent), 0), -_MOST_PLACES)
    return value.quantize(Decimal(1).scaleb(places), rounding=ROUND_HALF_UP)


def find_unmeasured_differences(checked: Checked) -> Iterator[Breach]:
    """R727: at acceptance what was measured of an item, where anything was, is what is said to be done."""
    if not checked.has_reached(ProjectStage.ACCEPTANCE):
        return
    sums = sum_by_item(checked.project)
    for index, item in enumerate(checked.project.work_items):
        measured = sums.get(item.name)
        if measured is not None and item.done is not None and measured != item.done:
            yield breach(
                checked.place("建设内容", index, "完成数量"),
                name=item.name,
                measured=f"{measured.normalize():f}{item.unit}",
                done=f"{item.done.normalize():f}{item.unit}",
            )


def find_unknown_items(checked: Checked) -> Iterator[Breach]:
    """R728: an item that is measured stands in 建设内容; each name is told once."""
    known = [item.name for item in checked.project.work_items]
    told: set[str] = set()
    for index, row in enumerate(checked.project.measurements):
        if known and row.item and row.item not in known and row.item not in told:
            told.add(row.item)
            yield breach(checked.place("收方", index, "分项"), item=row.item, choices=list_choices(known))


def find_wrong_scores(checked: Checked) -> Iterator[Breach]:
    """R729: points are given for the criteria of the pack, once each and no more than their weight."""
    evaluation = checked.project.acceptance.evaluation
    weights = {criterion.name: criterion.points for criterion in checked.policy.evaluation}
    seen: set[str] = set()
    for index, score in enumerate(evaluation.scores if evaluation else ()):
        weight = weights.get(score.criterion)
        if weight is None:
            problem = f"评分标准里没有这项指标，应为{list_choices(weights)}之一"
        elif score.criterion in seen:
            problem = "写了两次，只能留一项"
        elif score.points > weight:
            problem = f"得分 {score.points.normalize():f} 超过分值 {weight.normalize():f}"
        else:
            problem = ""
        seen.add(score.criterion)
        if problem:
            place = checked.place("验收", "综合评价", "得分", index)
            yield breach(place, criterion=score.criterion, problem=problem)
