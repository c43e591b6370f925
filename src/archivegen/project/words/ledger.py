"""汇总 of one month's labour ledger: by trade, village group and category, and where was worked (domain §6.12).

Categories of persons are in it, so public papers are never given these words (domain §1.9).
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterable
from decimal import Decimal

from archivegen.project.figures import Figures
from archivegen.project.plain import Words
from archivegen.project.reckoning import WageLine, WageSheet

_NUMBER = re.compile(r"[0-9]+(?=[^0-9]*$)")
"""The number of a village group, the last in its name."""


def ledger_words(figures: Figures, sheet: WageSheet) -> Words:
    """``汇总`` (工种, 村组, 类别: 名称, 人数, 天数, 应发, 扣减, 实发 each), 累计天数 of all batches so far, 施工部位.

    Somebody in two trades counts once in each, somebody of two categories likewise; 重点 tells the categories that the
    rules put first.
    """
    position = next(i for i, other in enumerate(figures.sheets) if other is sheet)
    listed = figures.policy.priority_categories
    categories = _group(sheet, lambda line: line.worker.categories)
    categories.sort(key=lambda row: listed.index(row["名称"]) if row["名称"] in listed else len(listed))
    return {
        "汇总": {
            "工种": _group(sheet, lambda line: (line.trade,)),
            "村组": _sort_places(_group(sheet, lambda line: (line.worker.village + line.worker.group,))),
            "类别": [{**row, "重点": row["名称"] in listed} for row in categories],
        },
        "累计天数": sum((earlier.total("days") for earlier in figures.sheets[: position + 1]), Decimal(0)),
        "施工部位": _list_parts(figures, {line.month for line in sheet.lines if not line.correction}),
    }


def _group(sheet: WageSheet, names_of: Callable[[WageLine], Iterable[str]]) -> list[Words]:
    groups: dict[str, list[WageLine]] = {}
    for line in sheet.lines:
        for name in names_of(line):
            groups.setdefault(name, []).append(line)
    return [
        {
            "名称": name,
            "人数": len({id(line.worker) for line in lines}),
            "天数": sum((line.days for line in lines), Decimal(0)),
            "应发": sum((line.gross for line in lines), Decimal(0)),
            "扣减": sum((line.deduction for line in lines), Decimal(0)),
            "实发": sum((line.net for line in lines), Decimal(0)),
        }
        for name, lines in groups.items()
    ]


def _sort_places(rows: list[Words]) -> list[Words]:
    """2组 before 10组, the village that comes first in the roster first."""
    villages: dict[str, int] = {}

    def rank(row: Words) -> tuple[int, int]:
        number = _NUMBER.search(row["名称"])
        village = row["名称"][: number.start()] if number else row["名称"]
        return villages.setdefault(village, len(villages)), int(number[0]) if number else 0

    return sorted(rows, key=rank)


def _list_parts(figures: Figures, months: Collection[str]) -> list[str]:
    """Every part of the works that was worked on in some months, each once, in the order of the work."""
    log = (day for month in sorted(months) for day in figures.log_by_month.get(month, ()))
    return list(dict.fromkeys(day.part for day in log if day.part and not day.stopped))
