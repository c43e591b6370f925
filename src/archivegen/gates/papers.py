"""The papers of a gate that are not in order yet: a signed paper is in order when its scan lies in 归档件."""

from __future__ import annotations

import datetime
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cached_property
from pathlib import Path

from archivegen.archive import ItemState, Prerequisite, State, assess, summarise
from archivegen.chinese import chinese_month
from archivegen.gates.verdict import Matter
from archivegen.pack.model import Gate
from archivegen.pack.rule_book import PREREQUISITES, expand_papers
from archivegen.plan import PlanEntry, unit_of_level
from archivegen.project.people import Worker
from archivegen.workspace import Workspace

_FEW = 3
_OWED = (State.UNSIGNED, State.MISSING)
_LOG_MONTHS = "日志月份"


class GatePapers:
    """The states of a project's papers, looked at once for all months of a gate and of those that must be passed before."""

    def __init__(self, workspace: Workspace, gates: Sequence[Gate]) -> None:
        self.workspace = workspace
        self.catalogue = workspace.pack.catalogue
        # What nobody signs is made whenever it is wanted; it is wanting only while facts are.
        made = {
            e.key: Path() for e in workspace.plan.entries if e.template and not e.needs_scan and not e.missing_facts
        }
        self.states = assess(workspace.plan, {**made, **workspace.drafts()}, workspace.records)
        results = {code for gate in gates for code in gate.results}
        self.codes = frozenset(code for gate in gates for code in expand_papers(gate, self.catalogue)) - results
        self.drafts_do = frozenset(code for gate in gates for code in gate.draft_papers)
        self.crew_codes = frozenset(code for gate in gates for code in gate.crew_papers)
        self.substitutes = {code: other for gate in gates for code, other in gate.substitutes.items()}
        self.asks_prerequisites = any(PREREQUISITES in gate.papers for gate in gates)
        self.looped = {document.code: document.for_each for document in self.catalogue.documents if document.for_each}
        self.prerequisite_of = {code: item.number for item in self.catalogue.prerequisites for code in item.codes}

    @cached_property
    def prerequisites(self) -> tuple[Prerequisite, ...]:
        """The eleven acceptance prerequisites, when the gate asks for them."""
        return summarise(self.workspace.plan, self.states).prerequisites if self.asks_prerequisites else ()

    def list_matters(self, month: str = "") -> tuple[list[Matter], list[Matter]]:
        """What is owed, and what another paper stands in for, of one month or of all; one matter a catalogue line."""
        owed: dict[str, list[ItemState]] = defaultdict(list)
        for item in self._due(month):
            drafted = item.state is State.UNSIGNED and item.entry.code in self.drafts_do
            if item.state in _OWED and not drafted:
                owed[item.entry.code].append(item)
        obstacles: list[Matter] = []
        replaced: list[Matter] = []
        for code, items in owed.items():
            other = self.substitutes.get(code, "")
            matter = self._as_matter(items, other if self._is_complete(other) else "")
            (replaced if self._is_complete(other) else obstacles).append(matter)
        return [*obstacles, *self._unproved()], replaced

    def _due(self, month: str) -> Iterator[ItemState]:
        for item in self.states:
            entry = item.entry
            if entry.code not in self.codes or (month and not is_of_month(entry, month, looped=self.looped)):
                continue
            if entry.code in self.crew_codes and not self._is_of_first_crew(entry):
                continue
            yield item

    def _is_of_first_crew(self, entry: PlanEntry) -> bool:
        return entry.item is None or self._first_crew is None or entry.item[1] in self._first_crew

    @cached_property
    def _first_crew(self) -> set[int] | None:
        """Numbers of the workers who came first; None while it is not known who, then any one signed paper will do."""
        project = self.workspace.loaded.project
        assert project is not None
        days = {index: day for index, worker in enumerate(project.workers) if (day := self._first_day(worker))}
        if days:
            earliest = min(days.values())
            return {index for index, day in days.items() if day == earliest}
        signed = {
            item.entry.item[1]
            for item in self.states
            if item.entry.item and item.entry.code in self.crew_codes and item.state is State.COMPLETE
        }
        return signed or None

    def _first_day(self, worker: Worker) -> datetime.date | None:
        worked = self.workspace.figures.days_by_worker.get(id(worker), ())
        return min((day for day in (worker.entered, worked[0].day if worked else None) if day), default=None)

    def _is_complete(self, code: str) -> bool:
        states = [item.state for item in self.states if item.entry.code == code]
        return State.COMPLETE in states and not any(state in _OWED for state in states)

    def _as_matter(self, items: Sequence[ItemState], substitute: str) -> Matter:
        first = items[0]
        entry, count = first.entry, len(items)
        number = self.prerequisite_of.get(entry.code) if self.asks_prerequisites else None
        aside = f"，验收前置第{number}项" if number else ""
        name = entry.title if count == 1 else f"{entry.name} {count} 份"
        keys = "、".join(item.entry.key for item in items[:_FEW]) + (f"等{count}份" if count > _FEW else "")
        to_do = _explain_one(first) if count == 1 else _explain_many(items)
        if substitute:
            to_do = f"已有 {substitute}，可先验收；{to_do}"
        what = f"{entry.code} {name}（{first.state}{aside}）"
        return Matter(entry.level, first.owed_by, what, keys, to_do, entry.basis, entry.code)

    def _unproved(self) -> Iterator[Matter]:
        """Prerequisites of which no paper is owed and none is there either."""
        for item in self.prerequisites:
            owed = any(state.entry.code in item.codes and state.state in _OWED for state in self.states)
            if item.lacking and not owed:
                codes = "、".join(item.codes)
                what = f"验收前置第{item.number}项 {item.wording}"
                to_do = f"{'；'.join(item.lacking)}。请核对“不适用”里的材料代码"
                yield Matter("镇", unit_of_level(self.workspace.words, "镇"), what, codes, to_do)

    def list_unbegun(self, months: Iterable[str]) -> Iterator[Matter]:
        """Months in which somebody worked and that have no page of a paper kept by the month (the site log)."""
        entries = [item.entry for item in self.states]
        applying = {entry.code: entry for entry in entries if entry.applies}
        for code, for_each in self.looped.items():
            if for_each != _LOG_MONTHS or code not in self.codes or code not in applying:
                continue
            entry = applying[code]
            for month in months:
                if not any(e.code == code and is_of_month(e, month, looped=self.looped) for e in entries):
                    what = f"{code} {entry.name}（{chinese_month(month)}，缺失）"
                    to_do = f"{chinese_month(month)}有人务工，却没有这个月的{entry.name}。请补记后生成，签章后扫描归档"
                    yield Matter(entry.level, entry.responsible, what, f"{code}@{month}", to_do, entry.basis, code)


def is_of_month(entry: PlanEntry, month: str, *, looped: Mapping[str, str]) -> bool:
    """Whether a paper is one of this month: ``C21@2026-03``, ``C21@2026-03-补``, or a paper that no month tells apart."""
    if entry.code not in looped:
        return True
    name = entry.key.partition("@")[2].partition("+")[0]
    return name == month or name.startswith(f"{month}-")


def _explain_one(item: ItemState) -> str:
    entry = item.entry
    if item.state is State.MISSING and entry.template and entry.signers and not entry.missing_facts:
        signers = "、".join(entry.signers)
        return f"尚未生成。请运行 archivegen generate，打印后由{signers}签字盖章，扫描后放入 归档件/{entry.key}/"
    return item.explanation


def _explain_many(items: Sequence[ItemState]) -> str:
    unsigned = sum(item.state is State.UNSIGNED for item in items)
    missing = len(items) - unsigned
    counts = [f"{count} 份{state}" for state, count in ((State.UNSIGNED, unsigned), (State.MISSING, missing)) if count]
    return f"{'，'.join(counts)}。请逐份办理，扫描后放入 归档件/ 下以各自的键命名的文件夹；清单见 archivegen status"
