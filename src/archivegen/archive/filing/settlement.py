"""What became of papers whose numbers were issued: taken out, missing, or moved to another volume.  Pure.

A number that was issued is never given to another paper, so whatever happens to a paper leaves its number visible and says why.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from archivegen.archive.filing.order import FilingOrder
from archivegen.archive.filing.register import IssuedPaper, Register
from archivegen.archive.state import ItemState
from archivegen.chinese.names import nearest
from archivegen.findings import Finding, make_finding
from archivegen.manifest import Audience, State
from archivegen.plan import Origin, PlanEntry, Stage

WITHDRAWN = "已移出"
"""Begins the explanation of a paper that was taken out; its number stays empty and is explained in the 备考表."""


def withdraw(states: Sequence[ItemState], register: Register, order: FilingOrder) -> list[ItemState]:
    """The states, with those papers taken out that have a number and a reason in the project file (档案 移出)."""
    current = register.current()
    return [
        _take_out(item, current[item.entry.key], order.withdrawn[item.entry.key])
        if item.entry.key in order.withdrawn and item.entry.key in current
        else item
        for item in states
    ]


def settle(states: Sequence[ItemState], register: Register, order: FilingOrder) -> tuple[ItemState, ...]:
    """The states with a line for every number: those of papers that the plan does not know, and those that papers left, are added."""
    known = {item.entry.key: item for item in states}
    current = register.current()
    settled = [_explain_missing(item, current.get(item.entry.key)) for item in states]
    stages = {item.stage.code: item.stage for item in states}
    for paper in register.papers:
        if paper.moved or paper.key not in known:
            added = _recall(paper, register, stages.get(paper.stage) or Stage(paper.stage, paper.stage), order)
            settled.insert(_find_place(settled, paper), added)
    return tuple(settled)


def gap_key(paper: IssuedPaper) -> str:
    """The key under which a number that its paper left is listed: the paper itself has its key elsewhere."""
    return f"{paper.key}（{paper.volume}-{paper.number}）" if paper.moved else paper.key


def find_gap_problems(states: Sequence[ItemState], register: Register, order: FilingOrder) -> Iterator[Finding]:
    """Numbered papers that are not there (A041), and 移出 that says nothing (A042)."""
    current = register.current()
    for item in states:
        issued = current.get(item.entry.key)
        if issued and item.state is not State.COMPLETE and not item.explanation.startswith(WITHDRAWN):
            place = order.place("档案")
            yield make_finding(
                "A041",
                place,
                papers=(item.entry.code,),
                key=issued.key,
                archival_code=issued.archival_code,
                state=item.state,
            )
    for key in order.withdrawn:
        if key not in current:
            near = nearest(key, current)
            hint = f"最接近的是“{near}”" if near else "它可能还没有归档过"
            yield make_finding("A042", order.place("档案", "移出", key), key=key, hint=hint)


def find_contradictions(
    given: Sequence[ItemState], withdrawn: Sequence[ItemState], order: FilingOrder
) -> Iterator[Finding]:
    """Papers that the project file says were taken out while their files still lie in 归档件 (A043)."""
    for before, after in zip(given, withdrawn, strict=True):
        if before is not after and before.state is State.COMPLETE:
            key = before.entry.key
            yield make_finding("A043", order.place("档案", "移出", key), papers=(before.entry.code,), key=key)


def _take_out(item: ItemState, issued: IssuedPaper, reason: str) -> ItemState:
    return item._replace(state=State.NOT_APPLICABLE, explanation=_explain_withdrawal(issued, reason))


def _explain_withdrawal(issued: IssuedPaper, reason: str) -> str:
    return f"{WITHDRAWN}：{reason}（原档号{issued.archival_code}，此号空着不再使用）"


def _explain_missing(item: ItemState, issued: IssuedPaper | None) -> ItemState:
    if issued is None or item.state is State.COMPLETE or item.explanation.startswith(WITHDRAWN):
        return item
    return item._replace(explanation=f"已编档号{issued.archival_code}，现在没有这一件；{item.explanation}")


def _recall(paper: IssuedPaper, register: Register, stage: Stage, order: FilingOrder) -> ItemState:
    """A line for a number whose paper the plan does not list (any more)."""
    volume = register.volume(paper.volume)
    reason = paper.moved or order.withdrawn.get(paper.key, "")
    entry = PlanEntry(
        code=paper.code,
        key=gap_key(paper),
        name=paper.title,
        title=paper.title,
        stage=paper.stage,
        origin=Origin.COLLECTED,
        level="",
        responsible="",
        retention=volume.term,
        audience=Audience.RESTRICTED if volume.restricted else Audience.INTERNAL,
    )
    if reason:
        return ItemState(entry, stage, State.NOT_APPLICABLE, _explain_withdrawal(paper, reason))
    lost = f"已编档号{paper.archival_code}，应归档清单里已经没有这一件；请更正项目文件，或在“档案”的“移出”里写明理由"
    return ItemState(entry, stage, State.MISSING, lost)


def _find_place(states: Sequence[ItemState], paper: IssuedPaper) -> int:
    """After the last paper of the same code, or else of the same stage."""
    for name, wanted in (("code", paper.code), ("stage", paper.stage)):
        places = [number for number, item in enumerate(states, 1) if getattr(item.entry, name) == wanted]
        if places:
            return places[-1]
    return len(states)
