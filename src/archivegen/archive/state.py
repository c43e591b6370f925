"""State of every paper of the plan, and what the states add up to.  Pure."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from decimal import ROUND_FLOOR, Decimal
from pathlib import Path
from typing import NamedTuple

from archivegen.archive.records import Records
from archivegen.manifest import State
from archivegen.plan import Origin, Plan, PlanEntry, Stage

LEVEL_NAMES = {"县": "县级（县发展改革局）", "镇": "项目乡镇", "村": "村委会、项目理事会", "施": "施工单位"}
"""The responsible levels in the order of the index (seed Bazhou, «1+3»)."""


class ItemState(NamedTuple):
    """One paper with its state; ``explanation`` says in Chinese what is there or what is lacking and what to do."""

    entry: PlanEntry
    stage: Stage
    state: State
    explanation: str

    @property
    def owed_by(self) -> str:
        """Who has to act, empty when nothing is owed."""
        owed = self.state in (State.UNSIGNED, State.MISSING)
        return (self.entry.responsible or LEVEL_NAMES.get(self.entry.level, self.entry.level)) if owed else ""


class Tally(NamedTuple):
    """How many papers of one group are in each state."""

    label: str
    complete: int
    unsigned: int
    missing: int
    not_applicable: int

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


class Summary(NamedTuple):
    """Everything that the index says in figures."""

    total: Tally
    """All papers."""
    lines: Tally
    """All lines of the catalogue; a line is complete when all its papers are."""
    stages: tuple[Tally, ...]
    levels: tuple[Tally, ...]
    prerequisites: tuple[Prerequisite, ...]


def assess(plan: Plan, drafts: Mapping[str, Path], records: Records) -> tuple[ItemState, ...]:
    """State of every entry of the plan, in its order, from the drafts (by key) and the records."""
    stages = {stage.code: stage for stage in plan.stages}
    found = []
    for entry in plan.entries:
        state, explanation = _assess_entry(entry, drafts, len(records.files.get(entry.key, ())))
        found.append(ItemState(entry, stages[entry.stage], state, explanation))
    return tuple(found)


def summarise(plan: Plan, states: Sequence[ItemState]) -> Summary:
    """Count the states of ``assess`` for the whole archive, by stage and by responsible level."""
    return Summary(
        total=_count("合计", [item.state for item in states]),
        lines=_count("资料项", _join_lines(states)),
        stages=_count_groups(states, lambda item: item.stage.code, {stage.code: stage.name for stage in plan.stages}),
        levels=_count_groups(states, lambda item: item.entry.level, LEVEL_NAMES),
        prerequisites=tuple(_assess_prerequisite(*line, states) for line in plan.prerequisites),
    )


def _assess_entry(entry: PlanEntry, drafts: Mapping[str, Path], scans: int) -> tuple[State, str]:
    has_draft = entry.key in drafts and not entry.slip
    if not entry.applies:
        return State.NOT_APPLICABLE, entry.reason or "未写明不适用的理由，请在资料清单中补写“不适用说明”"
    if scans:
        return State.COMPLETE, f"已收到归档件 {scans} 个文件"
    if not entry.needs_scan:
        if has_draft:
            return State.COMPLETE, "由系统生成，无须签章，原样归档"
        return State.MISSING, _explain_absence(entry)
    if has_draft and entry.signers:
        return State.UNSIGNED, f"已生成，待{'、'.join(entry.signers)}签字盖章；签章后扫描，放入 归档件/{entry.key}/"
    if has_draft:
        return State.UNSIGNED, f"表格已生成，待形成单位办理；办好后扫描，放入 归档件/{entry.key}/"
    return State.MISSING, _explain_absence(entry)


def _explain_absence(entry: PlanEntry) -> str:
    if entry.missing_facts:
        return f"项目文件还缺：{'、'.join(entry.missing_facts)}；补齐后生成"
    if entry.origin is Origin.COLLECTED:
        due = f"（{entry.due}）" if entry.due else ""
        return f"须向形成单位收集原件{due}，扫描后放入 归档件/{entry.key}/"
    return "尚未生成；请先生成文书"


def _count(label: str, states: Sequence[State]) -> Tally:
    return Tally(label, *(sum(1 for state in states if state is wanted) for wanted in State))


def _count_groups(
    states: Sequence[ItemState], group_of: Callable[[ItemState], str], labels: Mapping[str, str]
) -> tuple[Tally, ...]:
    """Tallies in the order of ``labels``; a group without papers is left out, one without a label comes last."""
    groups: dict[str, list[State]] = {code: [] for code in labels}
    for item in states:
        groups.setdefault(group_of(item), []).append(item.state)
    return tuple(_count(labels.get(code, code), members) for code, members in groups.items() if members)


def _join_lines(states: Sequence[ItemState]) -> list[State]:
    """One state for each catalogue code: the worst of its papers that are due."""
    worst = (State.NOT_APPLICABLE, State.COMPLETE, State.UNSIGNED, State.MISSING)
    lines: dict[str, State] = {}
    for item in states:
        known = lines.setdefault(item.entry.code, item.state)
        lines[item.entry.code] = max(known, item.state, key=worst.index)
    return list(lines.values())


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
        owed = [item for item in papers if item.state in (State.UNSIGNED, State.MISSING)]
        complete = complete or any(item.state is State.COMPLETE for item in papers)
        lacking += [f"{code} {item.entry.title}（{item.state}）" for item in owed]
        if not papers:
            lacking.append(f"{code}（应归档清单中还没有）")
    if not lacking and not complete:
        lacking.append("所列材料均不适用，没有一件可以证明")
    return Prerequisite(number, wording, codes, tuple(lacking))
