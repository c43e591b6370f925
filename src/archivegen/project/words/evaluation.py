"""自评: the words of the self-evaluation form and of the evaluation report (E03)."""

from __future__ import annotations

from archivegen.project.figures import Figures
from archivegen.project.plain import Words, fact_words, or_blank
from archivegen.project.points import sum_firsts
from archivegen.project.reckoning import ZERO, share_of
from archivegen.project.self_evaluation import BUDGET, Scored, SelfEvaluation
from archivegen.project.words.account import sum_sources


def self_evaluation_words(figures: Figures) -> Words:
    """自评: money, indicators with points, sums by first level, what fell short; blank where a person must judge."""
    evaluation = SelfEvaluation(figures)
    rows = [_indicator_words(item, number) for number, item in enumerate(evaluation.scored, 1)]
    total = evaluation.total_score
    return {
        "资金": _money_words(figures, evaluation),
        "指标": rows,
        "分类": _sum_firsts(rows, evaluation),
        "分值": evaluation.total_weight,
        "得分": or_blank(total),
        "等级": evaluation.grade,
        "等级标准": [{"等级": name, "最低分": least} for name, least in figures.policy.performance_grades.items()],
        "未达标": [row for row, item in zip(rows, evaluation.scored, strict=True) if item.falls_short],
    }


def _money_words(figures: Figures, evaluation: SelfEvaluation) -> Words:
    kept = evaluation.spent is not None
    spent = {row["来源"]: row["支出"] for row in sum_sources(figures)} if kept else {}
    kinds = list(dict.fromkeys(fund.kind for fund in figures.project.funds))
    rows = []
    for kind in kinds:
        funds = [fund for fund in figures.project.funds if fund.kind is kind]
        budget = sum((fund.amount if fund.arrived is None else fund.arrived for fund in funds), ZERO)
        used = spent.get(kind.value)
        rate = None if used is None else share_of(used, budget)
        rows.append(
            {
                "来源": kind.value,
                "年初预算": figures.fund_total((kind,)),
                "全年预算": budget,
                "全年执行": or_blank(used),
                "执行率": or_blank(rate),
            }
        )
    return {
        "明细": rows,
        "年初预算": figures.fund_total(),
        "全年预算": evaluation.budget,
        "全年执行": or_blank(evaluation.spent),
        "执行率": or_blank(evaluation.rate),
        "分值": or_blank(evaluation.budget_weight),
        "得分": or_blank(evaluation.budget_score),
    }


def _indicator_words(item: Scored, number: int) -> Words:
    return {
        **fact_words(item.indicator),
        "序号": number,
        "完成值": item.achieved,
        "完成率": or_blank(item.ratio),
        "得分": or_blank(item.score),
        "已评": item.score is not None,
    }


def _sum_firsts(rows: list[Words], evaluation: SelfEvaluation) -> list[Words]:
    """The budget, where it has points, and the first levels."""
    levels = sum_firsts(rows)
    if evaluation.budget_weight is None:
        return levels
    score = or_blank(evaluation.budget_score)
    return [{"名称": BUDGET, "分值": evaluation.budget_weight, "得分": score, "指标": []}, *levels]
