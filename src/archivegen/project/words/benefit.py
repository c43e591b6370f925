"""Words of what a project leaves to the villagers: dividends of an industry project, posts of a public one (domain §6.18)."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from itertools import pairwise

from archivegen.project.benefits import Equity
from archivegen.project.figures import Figures
from archivegen.project.plain import Words
from archivegen.project.reckoning import ZERO, round_money

_NO_DIVIDEND = {"年度": "", "收益": "", "分配": "", "日期": "", "凭证号": "", "备注": ""}


def add_benefit_words(words: Words, figures: Figures) -> None:
    """Add ``分红台账`` (one table a year; before the first dividend a blank one) and ``岗位人员`` (one a person)."""
    words["分红台账"] = _list_dividends(words["折股量化"], figures.project.equity)
    words["岗位人员"] = _list_holders(words)


def split_by_shares(total: Decimal, shares: Sequence[Decimal]) -> list[Decimal]:
    """A sum, 元, in parts to the cent; parts of shares that come to one come to the sum itself."""
    edges, given = ZERO, [ZERO]
    for share in shares:
        edges += share
        given.append(round_money(total * edges))
    return [after - before for before, after in pairwise(given)]


def _list_dividends(equity: Words, facts: Equity | None) -> list[Words]:
    if facts is None or not facts.holders:
        return []
    tables = []
    for position, year in enumerate(equity["分红"] or [_NO_DIVIDEND]):
        parts: list[Decimal | str] = [""] * len(facts.holders)
        if facts.dividends:
            parts = list(split_by_shares(facts.dividends[position].amount, [holder.share for holder in facts.holders]))
        rows = [
            {"序号": number, "名称": holder["名称"], "类别": holder["类别"], "比例": holder["比例"], "应分": part}
            for number, (holder, part) in enumerate(zip(equity["股东"], parts, strict=True), 1)
        ]
        tables.append({**year, "明细": rows})
    return tables


def _list_holders(words: Words) -> list[Words]:
    """Everybody who was taken on, each with the post."""
    people: list[Words] = []
    for post in words["公益性岗位"]:
        about = {key: post[key] for key in ("岗位", "内容", "条件", "月报酬", "资金来源", "期限")}
        for person in post["人员"]:
            key = f"{person['姓名']}-{person['编号']}" if person["编号"] else person["姓名"]
            people.append({**person, **about, "岗位考核": post["考核"], "序号": len(people) + 1, "键": key})
    return people
