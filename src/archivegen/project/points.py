"""Points of a form that is scored by first levels: the county's evaluation, the self-evaluation.  Pure."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from decimal import Decimal
from typing import Any

from archivegen.project.plain import Words
from archivegen.project.reckoning import ZERO


def find_grade(bounds: Mapping[str, Decimal], total: Decimal) -> str:
    """The highest grade whose least score is reached; empty when none is."""
    ordered = sorted(bounds.items(), key=lambda grade: grade[1], reverse=True)
    return next((name for name, least in ordered if total >= least), "")


def sum_firsts(rows: Iterable[Words]) -> list[Words]:
    """The first levels in their order, each with its rows and their 分值 and 得分; a sum of what is not all there is blank."""
    firsts: dict[str, list[Words]] = {}
    for row in rows:
        firsts.setdefault(row["一级"], []).append(row)
    return [
        {"名称": name, "分值": _add_up(own, "分值"), "得分": _add_up(own, "得分"), "指标": own}
        for name, own in firsts.items()
    ]


def _add_up(rows: Iterable[Words], key: str) -> Any:
    values = [row[key] for row in rows]
    return "" if "" in values else sum(values, ZERO)
