"""综合评价 and 收方单: the county's score with the pack's criteria, and the measurement sheets (domain §6.16, §6.17)."""

from __future__ import annotations

from decimal import Decimal

from archivegen.project.closing import Evaluation
from archivegen.project.figures import Figures
from archivegen.project.labour import Measurement
from archivegen.project.measured import group_sheets
from archivegen.project.plain import Words, blank_words, fact_words, or_blank
from archivegen.project.points import find_grade, sum_firsts
from archivegen.project.reckoning import ZERO


def evaluation_words(figures: Figures) -> Words:
    """综合评价: every criterion of the pack with what was given for it, and the sums; blank where nobody scored yet."""
    evaluation = figures.project.acceptance.evaluation
    given = {score.criterion: score for score in evaluation.scores} if evaluation else {}
    rows: list[Words] = []
    for number, criterion in enumerate(figures.policy.evaluation, 1):
        score = given.get(criterion.name)
        rows.append(
            {
                **fact_words(criterion),
                "序号": number,
                "得分": score.points if score else "",
                "扣分理由": score.reason if score else "",
            }
        )
    points = [given[criterion.name].points for criterion in figures.policy.evaluation if criterion.name in given]
    total = sum(points, ZERO) if points and len(points) == len(rows) else None
    return {
        **(fact_words(evaluation) if evaluation else blank_words(Evaluation)),
        "已有": evaluation is not None,
        "指标": rows,
        "一级": sum_firsts(rows),
        "满分": sum((criterion.points for criterion in figures.policy.evaluation), ZERO),
        "总分": or_blank(total),
        "等次": "" if total is None else _name_grade(figures, total),
        "否决条款": list(figures.policy.evaluation_vetoes),
        "等次标准": [{"等次": name, "最低分": least} for name, least in figures.policy.evaluation_grades.items()],
    }


def _name_grade(figures: Figures, total: Decimal) -> str:
    """The grade of a total; the lowest when something is vetoed or no other is reached."""
    bounds, evaluation = figures.policy.evaluation_grades, figures.project.acceptance.evaluation
    vetoed = evaluation is not None and bool(evaluation.vetoed)
    return ("" if vetoed else find_grade(bounds, total)) or min(bounds, key=lambda name: bounds[name], default="")


def measured_words(figures: Figures) -> list[Words]:
    """收方单: one sheet for every day and part."""
    return [
        {
            "键": sheet.key,
            "日期": sheet.day,
            "部位": sheet.part,
            "明细": [{"序号": number, **fact_words(row)} for number, row in enumerate(sheet.rows, 1)],
            "合计": _sum_units(sheet.rows),
        }
        for sheet in group_sheets(figures.project)
    ]


def _sum_units(rows: tuple[Measurement, ...]) -> list[Words]:
    """What was measured in all, one line for every item and unit, and of how many rows."""
    groups: dict[tuple[str, str], list[Decimal]] = {}
    for row in rows:
        groups.setdefault((row.item, row.unit), []).append(row.quantity)
    return [
        {"分项": item, "单位": unit, "数量": sum(quantities, ZERO), "行数": len(quantities)}
        for (item, unit), quantities in groups.items()
    ]
