"""State of every paper of the plan: what is there, what is lacking, why, what to do and who does it.  Pure."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import NamedTuple

from archivegen.archive.records import Records
from archivegen.manifest import State
from archivegen.plan import Origin, Plan, PlanEntry, Stage

LEVEL_NAMES = {"县": "县级（县发展改革局）", "镇": "项目乡镇", "村": "村委会、项目理事会", "施": "施工单位"}
"""Who acts for a level when the project does not name the unit (seed Bazhou, «1+3»)."""
_ANY_PLACE = "归档件/ 下以各份材料的键命名的文件夹"


class ItemState(NamedTuple):
    """One paper with its state; ``explanation`` says in Chinese what is there or what is lacking and what to do."""

    entry: PlanEntry
    stage: Stage
    state: State
    explanation: str
    why: str = ""
    """Of what is owed: what is lacking."""
    to_do: str = ""
    """Of what is owed: what to do."""

    @property
    def owed(self) -> bool:
        """Whether somebody has to act."""
        return self.state in (State.UNSIGNED, State.MISSING)

    @property
    def owed_by(self) -> str:
        """Who has to act, empty when nothing is owed."""
        return (self.entry.responsible or LEVEL_NAMES.get(self.entry.level, self.entry.level)) if self.owed else ""

    @property
    def shared_task(self) -> tuple[str, str]:
        """``why`` and ``to_do`` without the place of this one paper, so that papers which wait alike share one task."""
        return self.why, self.to_do.replace(_name_place(self.entry), _ANY_PLACE)


def assess(plan: Plan, drafts: Mapping[str, Path], records: Records) -> tuple[ItemState, ...]:
    """State of every entry of the plan, in its order, from the drafts (by key) and the records."""
    stages = {stage.code: stage for stage in plan.stages}
    return tuple(
        _assess_entry(entry, stages[entry.stage], drafts, len(records.files.get(entry.key, ())))
        for entry in plan.entries
    )


def _assess_entry(entry: PlanEntry, stage: Stage, drafts: Mapping[str, Path], scans: int) -> ItemState:
    has_draft = entry.key in drafts and not entry.slip
    if not entry.applies:
        reason = entry.reason or "未写明不适用的理由，请在资料清单中补写“不适用说明”"
        return ItemState(entry, stage, State.NOT_APPLICABLE, reason)
    if scans:
        return ItemState(entry, stage, State.COMPLETE, f"已收到归档件 {scans} 个文件")
    if has_draft and not entry.needs_scan:
        return ItemState(entry, stage, State.COMPLETE, "由系统生成，无须签章，原样归档")
    state = State.UNSIGNED if has_draft else State.MISSING
    explanation, why, to_do = _explain_draft(entry) if has_draft else _explain_absence(entry)
    return ItemState(entry, stage, state, explanation, why, to_do)


def _name_place(entry: PlanEntry) -> str:
    return f"归档件/{entry.key}/"


def _explain_draft(entry: PlanEntry) -> tuple[str, str, str]:
    """Explanation, what is lacking, what to do."""
    place = _name_place(entry)
    if entry.signers:
        signers = "、".join(entry.signers)
        return (
            f"已生成，待{signers}签字盖章；签章后扫描，放入 {place}",
            "已生成，还没有签章",
            f"由{signers}签字盖章，扫描后放入 {place}",
        )
    return (
        f"表格已生成，待形成单位办理；办好后扫描，放入 {place}",
        "表格已生成，还没有办理",
        f"由形成单位办好，扫描后放入 {place}",
    )


def _explain_absence(entry: PlanEntry) -> tuple[str, str, str]:
    if entry.missing_facts:
        facts = "、".join(entry.missing_facts)
        return f"项目文件还缺：{facts}；补齐后生成", f"项目文件还缺：{facts}", "在项目文件中补齐后生成"
    if entry.origin is Origin.COLLECTED:
        due = f"（{entry.due}）" if entry.due else ""
        to_do = f"向形成单位收集原件{due}，扫描后放入 {_name_place(entry)}"
        return f"须{to_do}", "还没有收到原件", to_do
    signing = f"，由{'、'.join(entry.signers)}签字盖章，扫描后放入 {_name_place(entry)}" if entry.signers else ""
    return "尚未生成；请先生成文书", "尚未生成", f"生成文书{signing}"
