"""The clock of a wage month: posted, stood long enough, nobody objects, not paid yet (domain §5.1 G3, §7 V-E02, V-E03)."""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from typing import NamedTuple

from archivegen.chinese import chinese_month
from archivegen.gates.verdict import Matter
from archivegen.plan import unit_of_level
from archivegen.project.due_dates import earliest_payment
from archivegen.project.pay import PayBatch
from archivegen.rules.dates import is_settled
from archivegen.workspace import Workspace

_LEVEL = "镇"
_SOURCE = "东坡经验：公示7天；广安经验；《民法典》第二百零一条"


class Payday(NamedTuple):
    """How far the payment of one month has come."""

    obstacles: tuple[Matter, ...]
    paid_on: tuple[datetime.date, ...]
    earliest: datetime.date | None


def list_months(workspace: Workspace) -> list[str]:
    """Every month in which somebody worked or is paid, in order."""
    project = workspace.loaded.project
    assert project is not None
    worked = {month.month for month in project.attendance if any(any(row.days.values()) for row in month.rows)}
    return sorted(worked | workspace.figures.worked_months | {batch.month for batch in project.batches})


def list_worked_months(workspace: Workspace) -> list[str]:
    """Every month in which somebody of the roster worked by the day."""
    return sorted({row.month for row in workspace.figures.presence if row.days})


def examine_payday(workspace: Workspace, month: str) -> Payday:
    """What the clock says of all batches of a month that are not paid yet, the settlement that pays it among them."""
    project = workspace.loaded.project
    assert project is not None
    settling = workspace.figures.wages.settled_months.get(month)
    batches = [(i, batch) for i, batch in enumerate(project.batches) if batch.month == month or batch is settling]
    if not batches:
        return Payday((_unlisted(workspace, month),), (), None)
    today = workspace.today
    unpaid = [(index, batch) for index, batch in batches if batch.paid is None or batch.paid > today]
    if not unpaid:
        return Payday((), tuple(sorted({batch.paid for _, batch in batches if batch.paid})), None)
    obstacles = [matter for index, batch in unpaid for matter in _list_matters(workspace, index, batch)]
    policy = workspace.pack.policy
    first_days = [earliest_payment(b.posted, b.notice_end, policy) for _, b in unpaid if b.posted]
    earliest = max(first_days, default=today)
    return Payday(tuple(obstacles), (), earliest if earliest > today else None)


def _unlisted(workspace: Workspace, month: str) -> Matter:
    to_do = f"“发放批次”里还没有{chinese_month(month)}。请写上这个月的发放批次，再生成发放表和公示"
    return _matter(workspace, "还没有列入发放批次", str(workspace.loaded.place("发放批次")), to_do)


def _list_matters(workspace: Workspace, index: int, batch: PayBatch) -> Iterator[Matter]:
    policy = workspace.pack.policy
    if batch.posted is None:
        where = str(workspace.loaded.place("发放批次", index, "公示日期"))
        to_do = f"请张贴发放公示，把张贴日期填在“公示日期”；满 {policy.wage_notice_days} 天、没有异议后才能发放"
        yield _matter(workspace, f"{batch.label}的报酬还没有公示", where, to_do, _SOURCE)
    if not is_settled(batch.objections, policy):
        where = str(workspace.loaded.place("发放批次", index, "异议"))
        to_do = f"公示有异议（{batch.objections}），还没有了结。请核实处理，把结果写进“异议”，如 1件，已核实更正"
        yield _matter(workspace, f"{batch.label}的公示有异议没有了结", where, to_do, "东坡经验")


def _matter(workspace: Workspace, what: str, where: str, to_do: str, source: str = "") -> Matter:
    return Matter(_LEVEL, unit_of_level(workspace.words, _LEVEL), what, where, to_do, source)
