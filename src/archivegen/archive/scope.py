"""收录范围: a part of an archive, and everything that would tell of the rest left out.  Pure.

The public part leaves out whole papers: those that the catalogue calls restricted, those about the archive itself (they list all of
it), and what a person withholds.  The part of a level holds what that level has to file («谁形成、谁整理», domain R61).  Both keep the
numbers of the whole.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from dataclasses import replace
from typing import NamedTuple

from archivegen.archive.completeness.index import ArchiveFacts
from archivegen.archive.state import LEVEL_NAMES, ItemState
from archivegen.archive.volume import Arrangement, FiledPaper
from archivegen.manifest import WHOLE, State
from archivegen.plan import Plan, PlanEntry

PUBLIC = "公开"


class Scope(NamedTuple):
    """Which papers an archive takes in."""

    public: bool = False
    level: str = ""
    """县, 镇, 村 or 施; empty for all."""
    withheld: frozenset[str] = frozenset()
    """Codes and keys of papers that a person leaves out of the public part."""

    @property
    def name(self) -> str:
        """``全部``, ``公开``, ``镇`` or ``公开·镇``, as 档案清单.json says it."""
        return "·".join(filter(None, (PUBLIC if self.public else "", self.level))) or WHOLE

    @property
    def suffix(self) -> str:
        """What is added to the name of the archive, so that a part never takes the place of the whole."""
        return "" if self.name == WHOLE else "_" + self.name.replace("·", "_")

    def tell(self, left_out: int) -> str:
        """One line for the head of the index and for bag-info.txt; empty for the whole."""
        if self.name == WHOLE:
            return ""
        level = f"{LEVEL_NAMES[self.level]}整理的" if self.level else ""
        kind = "公开部分" if self.public else "材料"
        return f"本档案包是整套档案的一部分：{level}{kind}，另有 {left_out} 份材料没有收入"

    def takes(self, entry: PlanEntry) -> bool:
        """Whether a paper belongs to the part."""
        if self.level and entry.level != self.level:
            return False
        hidden = entry.audience.restricted or not self.withheld.isdisjoint((entry.code, entry.key))
        return not (self.public and hidden)


class Part(NamedTuple):
    """What is left of plan, states and arrangement; ``left_out`` counts the papers that apply and are not in it."""

    plan: Plan
    states: tuple[ItemState, ...]
    arrangement: Arrangement
    left_out: int


def narrow(scope: Scope, plan: Plan, states: Sequence[ItemState], arrangement: Arrangement) -> Part:
    """The part of an archive that ``scope`` takes in.

    Without the rest the acceptance prerequisites and the four notices cannot be judged: a part does not show them.
    """
    if scope.name == WHOLE:
        return Part(plan, tuple(states), arrangement, 0)
    about = {paper.item.entry.key for paper in arrangement.unnumbered} if scope.public else set()

    def takes(entry: PlanEntry) -> bool:
        return scope.takes(entry) and entry.key not in about

    kept = tuple(item for item in states if takes(item.entry))
    left_out = sum(item.state is not State.NOT_APPLICABLE for item in states) - sum(
        item.state is not State.NOT_APPLICABLE for item in kept
    )
    narrowed = replace(
        plan,
        entries=tuple(entry for entry in plan.entries if takes(entry)),
        prerequisites=(),
        orders=plan.orders.model_copy(update={"notices": ()}),
    )
    return Part(narrowed, kept, _narrow_arrangement(arrangement, takes), left_out)


def tell_scope(facts: ArchiveFacts, scope: Scope, left_out: int) -> ArchiveFacts:
    """The facts of an archive with what a part says of itself, for the head of every index."""
    return replace(facts, scope=scope.name, scope_note=scope.tell(left_out), left_out=left_out)


def _narrow_arrangement(arrangement: Arrangement, takes: Callable[[PlanEntry], bool]) -> Arrangement:
    def keep(papers: Sequence[FiledPaper]) -> tuple[FiledPaper, ...]:
        return tuple(paper for paper in papers if takes(paper.item.entry))

    volumes = (volume._replace(papers=keep(volume.papers)) for volume in arrangement.volumes)
    return arrangement._replace(
        volumes=tuple(volume for volume in volumes if volume.papers),
        unnumbered=keep(arrangement.unnumbered),
        overrides=tuple(line for line in arrangement.overrides if line.key in _list_keys(arrangement, takes)),
        findings=(),
        register=None,
        states=(),
    )


def _list_keys(arrangement: Arrangement, takes: Callable[[PlanEntry], bool]) -> Collection[str]:
    papers = [paper for volume in arrangement.volumes for paper in volume.papers]
    return {paper.item.entry.key for paper in papers if takes(paper.item.entry)}
