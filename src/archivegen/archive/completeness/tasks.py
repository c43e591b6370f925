"""待办: what each responsible level still owes: what, why, what to do, who («谁形成、谁整理», domain R61).  Pure."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from archivegen.archive.state import ItemState
from archivegen.manifest import State
from archivegen.plan import Plan


class Task(NamedTuple):
    """Papers of one catalogue line that wait for the same thing."""

    code: str
    name: str
    titles: tuple[str, ...]
    state: State
    why: str
    to_do: str
    who: str
    first: bool
    """Whether it is about what is looked at first: labour and wages (domain R77)."""


class TaskList(NamedTuple):
    """What one level owes, what is looked at first at the top."""

    level: str
    tasks: tuple[Task, ...]
    items: tuple[ItemState, ...]
    """The same, paper by paper."""


def list_tasks(plan: Plan, states: Sequence[ItemState], level_names: Mapping[str, str]) -> tuple[TaskList, ...]:
    """A list for every level that has papers at all, in the order of the pack; a level that owes nothing has an empty one."""
    by_level: dict[str, list[ItemState]] = {line.name: [] for line in plan.orders.levels}
    present: set[str] = set()
    for item in states:
        level = level_names.get(item.entry.level, item.entry.level)
        present.add(level)
        if item.owed:
            by_level.setdefault(level, []).append(item)
    first = frozenset(plan.orders.first)
    return tuple(_make_list(level, items, first) for level, items in by_level.items() if level in present)


def _make_list(level: str, items: Sequence[ItemState], first: frozenset[str]) -> TaskList:
    ordered = sorted(items, key=lambda item: not first.intersection(item.entry.emphasis))
    groups: dict[tuple[str, ...], list[ItemState]] = {}
    for item in ordered:
        groups.setdefault((item.entry.code, item.state, item.owed_by, *item.shared_task), []).append(item)
    return TaskList(level, tuple(_make_task(members, first) for members in groups.values()), tuple(ordered))


def _make_task(members: Sequence[ItemState], first: frozenset[str]) -> Task:
    item = members[0]
    why, to_do = item.shared_task if len(members) > 1 else (item.why, item.to_do)
    return Task(
        code=item.entry.code,
        name=item.entry.name,
        titles=tuple(member.entry.title for member in members),
        state=item.state,
        why=why,
        to_do=to_do,
        who=item.owed_by,
        first=bool(first.intersection(item.entry.emphasis)),
    )
