"""What the states of all papers add up to, by everything that an archive office asks for.  Pure."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from decimal import ROUND_FLOOR, Decimal
from typing import NamedTuple

from archivegen.archive.completeness.tasks import TaskList, list_tasks
from archivegen.archive.state import ItemState
from archivegen.manifest import State
from archivegen.pack.index_orders import NoticeLine
from archivegen.plan import Plan

_WORST = (State.NOT_APPLICABLE, State.COMPLETE, State.UNSIGNED, State.MISSING)
_FEW = 3


class Tally(NamedTuple):
    """How many papers of one group are in each state."""

    label: str
    complete: int
    unsigned: int
    missing: int
    not_applicable: int
    value: str = ""
    """What tells the papers of this group from others (``C``, ``3``, ``劳务报酬发放``); empty for a total."""

    @property
    def due(self) -> int:
        """Papers that must be there."""
        return self.complete + self.unsigned + self.missing

    @property
    def percent(self) -> Decimal | None:
        """Complete papers in percent of those due, one decimal, rounded down so that 100 means all; None if none is due."""
        if not self.due:
            return None
        return (Decimal(100 * self.complete) / self.due).quantize(Decimal("0.1"), ROUND_FLOOR)

    @property
    def percent_text(self) -> str:
        """``66.6%``, ``100%``, or a dash where nothing is due."""
        return "—" if self.percent is None else f"{self.percent}%".replace(".0%", "%")


class LineState(NamedTuple):
    """One line of the catalogue: the worst state of its papers, and the reason."""

    code: str
    name: str
    stage: str
    level: str
    state: State
    complete: int
    due: int
    reason: str


class Prerequisite(NamedTuple):
    """One of the eleven acceptance prerequisites and what it still lacks."""

    number: int
    wording: str
    codes: tuple[str, ...]
    lacking: tuple[str, ...]
    """What is not complete, each as words for a table; empty means that the prerequisite is fulfilled."""

    @property
    def complete(self) -> bool:
        """Whether acceptance may count on it."""
        return not self.lacking


class NoticePart(NamedTuple):
    """The notice itself, its photos or its result: how many are due and how many complete."""

    name: str
    complete: int
    due: int

    @property
    def done(self) -> bool:
        """Whether all are there, and at least one."""
        return 0 < self.complete == self.due


class NoticeState(NamedTuple):
    """One of the four notices that must never be missing (seed Bazhou 四不缺, domain R68)."""

    name: str
    code: str
    parts: tuple[NoticePart, ...]

    @property
    def complete(self) -> bool:
        """Whether notice, photos and result are all there."""
        return all(part.done for part in self.parts)


class Summary(NamedTuple):
    """Everything that the index says in figures."""

    total: Tally
    """All papers."""
    lines: Tally
    """All lines of the catalogue; a line is complete when all its papers are."""
    stages: tuple[Tally, ...]
    levels: tuple[Tally, ...]
    prerequisites: tuple[Prerequisite, ...]
    emphases: tuple[Tally, ...] = ()
    aspects: tuple[Tally, ...] = ()
    groups: tuple[Tally, ...] = ()
    notices: tuple[NoticeState, ...] = ()
    catalogue: tuple[LineState, ...] = ()
    tasks: tuple[TaskList, ...] = ()
    """What is owed, a list for each responsible level, labour and wages first (domain R61, R77)."""


def summarise(plan: Plan, states: Sequence[ItemState]) -> Summary:
    """Count the states of ``assess`` for the whole archive and by all the orders of the pack."""
    orders = plan.orders
    catalogue = _judge_lines(states)
    level_names = name_levels(plan)
    return Summary(
        total=_count("合计", [item.state for item in states]),
        lines=_count("资料项", [line.state for line in catalogue]),
        stages=_count_groups(states, lambda item: (item.stage.code,), [(s.code, s.name) for s in plan.stages]),
        levels=_count_groups(
            states,
            lambda item: (level_names.get(item.entry.level, item.entry.level),),
            [(line.name, line.name) for line in orders.levels],
        ),
        prerequisites=tuple(_assess_prerequisite(*line, states) for line in plan.prerequisites),
        emphases=_count_groups(states, lambda item: item.entry.emphasis, [(name, name) for name in orders.emphases]),
        aspects=_count_groups(
            states,
            lambda item: (str(item.entry.aspect),) if item.entry.aspect else (),
            [(str(line.number), f"{line.number} {line.name}") for line in orders.aspects],
        ),
        groups=_count_groups(
            states,
            lambda item: (item.entry.group,) if item.entry.group else (),
            [(name, name) for name in orders.groups],
        ),
        notices=tuple(_assess_notice(line, states) for line in orders.notices),
        catalogue=catalogue,
        tasks=list_tasks(plan, states, level_names),
    )


def name_levels(plan: Plan) -> dict[str, str]:
    """Level code (县 镇 村 施) → name of the level in the index."""
    return {code: line.name for line in plan.orders.levels for code in line.codes}


def _count(label: str, states: Sequence[State], value: str = "") -> Tally:
    complete, unsigned, missing, not_applicable = (sum(state is wanted for state in states) for wanted in State)
    return Tally(label, complete, unsigned, missing, not_applicable, value)


def _count_groups(
    states: Sequence[ItemState], groups_of: Callable[[ItemState], Iterable[str]], labels: Sequence[tuple[str, str]]
) -> tuple[Tally, ...]:
    """Tallies in the order of ``labels``; a group without papers is left out, one without a label comes last."""
    names = dict(labels)
    groups: dict[str, list[State]] = {value: [] for value in names}
    for item in states:
        for value in groups_of(item):
            groups.setdefault(value, []).append(item.state)
    return tuple(
        _count(names.get(value, value) or "（未注明）", members, value) for value, members in groups.items() if members
    )


def _judge_lines(states: Sequence[ItemState]) -> tuple[LineState, ...]:
    """One line for each catalogue code: the worst state of its papers that are due."""
    lines: dict[str, list[ItemState]] = {}
    for item in states:
        lines.setdefault(item.entry.code, []).append(item)
    return tuple(_judge_line(items) for items in lines.values())


def _judge_line(items: Sequence[ItemState]) -> LineState:
    entry = items[0].entry
    state = max((item.state for item in items), key=_WORST.index)
    complete = sum(item.state is State.COMPLETE for item in items)
    due = sum(item.state is not State.NOT_APPLICABLE for item in items)
    return LineState(
        entry.code, entry.name, items[0].stage.code, entry.level, state, complete, due, _explain_line(items, state)
    )


def _explain_line(items: Sequence[ItemState], state: State) -> str:
    if state is State.COMPLETE:
        return ""
    same = [item for item in items if item.state is state]
    if len(items) == 1 or state is State.NOT_APPLICABLE:
        return same[0].why or same[0].explanation
    reasons = tuple(dict.fromkeys(item.why for item in items if item.owed))
    owed = sum(item.owed for item in items)
    more = f"等 {len(reasons)} 种情况" if len(reasons) > _FEW else ""
    return f"差 {owed} 份：{'；'.join(reasons[:_FEW])}{more}"


def _assess_notice(line: NoticeLine, states: Sequence[ItemState]) -> NoticeState:
    papers = [item for item in states if item.entry.code == line.code]
    parts = [("公示件", "")]
    parts += [(name, part) for name, part in (("照片", line.photo), ("结果", line.result)) if part]
    return NoticeState(line.name, line.code, tuple(_count_part(name, part, papers) for name, part in parts))


def _count_part(name: str, part: str, papers: Sequence[ItemState]) -> NoticePart:
    """Papers that were waived count as not there: these four are never waived (domain R68)."""
    wanted = [item.state for item in papers if item.entry.key.partition("+")[2] == part]
    return NoticePart(name, sum(state is State.COMPLETE for state in wanted), max(1, len(wanted)))


def _assess_prerequisite(
    number: int, wording: str, codes: tuple[str, ...], states: Sequence[ItemState]
) -> Prerequisite:
    """All papers of all codes must be complete or not applicable, and at least one complete.

    A code without a single paper (no wage batch yet) is lacking: an empty list must never look like a finished one.
    """
    lacking: list[str] = []
    complete = False
    for code in codes:
        papers = [item for item in states if item.entry.code == code]
        complete = complete or any(item.state is State.COMPLETE for item in papers)
        lacking += [f"{code} {item.entry.title}（{item.state}）" for item in papers if item.owed]
        if not papers:
            lacking.append(f"{code}（应归档清单中还没有）")
    if not lacking and not complete:
        lacking.append("所列材料均不适用，没有一件可以证明")
    return Prerequisite(number, wording, codes, tuple(lacking))
