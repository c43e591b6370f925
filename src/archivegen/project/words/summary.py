"""统计: the sums that the closing report shows beside one another, by batch, trade, village group, round of training and visit.

What was paid is what the paid sheets say; what was planned is the estimate of the four parties (domain §6.5, §6.18 E01).
"""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Iterator
from decimal import ROUND_HALF_UP, Decimal

from archivegen.chinese import natural_order
from archivegen.project.figures import Figures
from archivegen.project.people import Trainee, Training, Worker
from archivegen.project.plain import Words, or_blank
from archivegen.project.reckoning import CENT, ZERO, WageLine, share_of, worker_sex
from archivegen.project.words.people import home_of


def summary_words(figures: Figures) -> Words:
    """Every sum of the closing report that no other section has."""
    return {
        "批次": [{"名称": sheet.batch.label, "万元": _in_wan(sheet.total("net"))} for sheet in figures.sheets],
        "工种": _sum_trades(figures),
        "村组": _sum_groups(figures),
        "类别": _share_categories(figures),
        "男": sum(worker_sex(worker) == "男" for worker in figures.employed),
        "女": sum(worker_sex(worker) == "女" for worker in figures.employed),
        "轮次": _sum_rounds(figures),
        "监督": _sum_visits(figures),
        "主要指标": list(_compare_plan(figures)),
    }


def _in_wan(amount: Decimal) -> Decimal:
    """元 → 万元 with two decimals, as a chart shows it."""
    return amount.scaleb(-4).quantize(CENT, rounding=ROUND_HALF_UP)


def _paid_lines(figures: Figures) -> Iterator[WageLine]:
    for sheet in figures.paid_sheets:
        yield from sheet.lines


def _sum_trades(figures: Figures) -> list[Words]:
    """Planned and paid by trade; trades that the estimate has come first."""
    planned: dict[str, list[Decimal]] = {}
    for row in figures.estimate:
        days, pay = planned.setdefault(row.line.trade, [ZERO, ZERO])
        planned[row.line.trade] = [days + row.days, pay + row.pay]
    lines: dict[str, list[WageLine]] = {trade: [] for trade in planned}
    for line in _paid_lines(figures):
        lines.setdefault(line.trade, []).append(line)
    return [
        {
            "工种": trade,
            "计划工日": planned[trade][0] if trade in planned else "",
            "计划报酬": planned[trade][1] if trade in planned else "",
            "人数": len({id(line.worker) for line in own}),
            "工日": sum((line.days for line in own), ZERO),
            "报酬": sum((line.net for line in own), ZERO),
        }
        for trade, own in lines.items()
    ]


def _sum_groups(figures: Figures) -> list[Words]:
    """Where the workers come from, by village and group."""
    groups: dict[str, list[Worker]] = {}
    for worker in figures.employed:
        groups.setdefault(home_of(figures, worker) or "未填写", []).append(worker)
    pay = figures.pay_by_worker
    return [
        {
            "村组": name,
            "人数": len(own),
            "重点人数": sum(figures.is_priority(worker) for worker in own),
            "报酬": sum((pay.get(id(worker), ZERO) for worker in own), ZERO),
        }
        for name, own in sorted(groups.items(), key=lambda group: natural_order(group[0]))
    ]


def _share_categories(figures: Figures) -> list[Words]:
    """Everybody once: those whom the rules put first, and all others."""
    sums: dict[bool, Decimal] = {}
    for worker in figures.employed:
        first = figures.is_priority(worker)
        sums[first] = sums.get(first, ZERO) + figures.pay_by_worker.get(id(worker), ZERO)
    named = (("重点群体", sums.get(True, ZERO)), ("其他务工群众", sums.get(False, ZERO)))
    return [{"名称": name, "万元": _in_wan(amount)} for name, amount in named if amount]


def _sum_rounds(figures: Figures) -> list[Words]:
    rounds: dict[str, list[Training]] = {}
    for session in figures.project.training:
        rounds.setdefault(session.round.value, []).append(session)
    return [
        {
            "轮次": name,
            "场次": len(own),
            "学时": sum((session.hours or ZERO for session in own), ZERO),
            "人次": sum(len(session.trainees) for session in own),
            "考核": sum(trainee.score is not None for session in own for trainee in session.trainees),
            "合格": sum(_passed(session, trainee) for session in own for trainee in session.trainees),
        }
        for name, own in rounds.items()
    ]


def _passed(session: Training, trainee: Trainee) -> bool:
    return trainee.score is not None and not session.has_failed(trainee)


def _sum_visits(figures: Figures) -> list[Words]:
    """Supervision by kind: visits, those that found something, and what of it was settled."""
    kinds = dict.fromkeys(visit.kind for visit in figures.project.oversight)
    return [_sum_kind(figures, kind) for kind in kinds]


def _sum_kind(figures: Figures, kind: str) -> Words:
    own = [visit for visit in figures.project.oversight if visit.kind == kind]
    found = [visit for visit in own if visit.has_problem(figures.policy.no_problem)]
    return {
        "类别": kind,
        "次数": len(own),
        "问题": len(found),
        "销号": sum(visit.closed is not None for visit in found),
    }


def _compare_plan(figures: Figures) -> Iterator[Words]:
    """主要指标: what was planned and what became of it; a line that has neither is left out."""
    project, basics = figures.project, figures.project.basics
    finance, day = project.finance, project.summary.day
    settled = finance.final_day is None or day is None or finance.final_day <= day
    base = figures.ratio_base
    planned_heads = figures.planned_heads(figures.planned_days) if figures.estimate else None
    lines: Iterable[tuple[str, str, Decimal | int | None, Decimal | int | None]] = (
        ("总投资", "元", figures.total_investment or None, finance.final_account if settled else None),
        (
            "建设工期",
            "天",
            _count_days(basics.planned_start, basics.planned_end),
            _count_days(basics.started, basics.finished),
        ),
        ("务工人数", "人", planned_heads, len(figures.employed) or None),
        ("用工量", "工日", figures.planned_days or None, figures.days_worked or None),
        ("劳务报酬", "元", figures.planned_wages or None, figures.wages_paid or None),
        ("劳务报酬占比", "%", _percent(figures.planned_wages, base), _percent(figures.wages_paid, base)),
    )
    for name, unit, planned, actual in lines:
        if planned is not None or actual is not None:
            yield {"名称": name, "单位": unit, "计划": or_blank(planned), "实际": or_blank(actual)}


def _count_days(first: datetime.date | None, last: datetime.date | None) -> int | None:
    return (last - first).days + 1 if first and last else None


def _percent(part: Decimal, whole: Decimal) -> Decimal | None:
    share = share_of(part, whole) if part else None
    return None if share is None else (share * 100).quantize(CENT, rounding=ROUND_HALF_UP)
