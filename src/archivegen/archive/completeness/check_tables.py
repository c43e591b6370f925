"""Sheets on what acceptance and hand-over ask for: notices, prerequisites, gates, volumes, what was found amiss.  Pure."""

from __future__ import annotations

from collections.abc import Sequence

from archivegen.archive.completeness.gate_lines import GateLine
from archivegen.archive.completeness.index import Index
from archivegen.archive.completeness.summary import NoticeState, Prerequisite
from archivegen.archive.completeness.table import Table, make_table
from archivegen.archive.volume import Volume


def table_notices(notices: Sequence[NoticeState]) -> Table:
    """Notice, photos and result of each of the four."""
    columns = (("公示", 30), ("代码", 8), ("公示件", 14), ("照片", 14), ("结果", 14), ("是否齐全", 14))
    names = [heading for heading, _ in columns[2:5]]
    rows = []
    for notice in notices:
        parts = {part.name: f"{part.complete}/{part.due}" for part in notice.parts}
        verdict = "齐全" if notice.complete else "不齐全"
        rows.append((notice.name, notice.code, *(parts.get(name, "—") for name in names), verdict))
    return make_table("四不缺", "四类公示核对（公示件、照片、结果；已齐份数/应有份数）", columns, rows)


def table_prerequisites(prerequisites: Sequence[Prerequisite]) -> Table:
    """What acceptance asks for first."""
    columns = (("序号", 6), ("前置资料", 30), ("对应材料代码", 20), ("是否齐全", 10), ("尚缺", 60))
    rows = (
        (
            line.number,
            line.wording,
            "、".join(line.codes),
            "齐全" if line.complete else "不齐全",
            "\n".join(line.lacking),
        )
        for line in prerequisites
    )
    return make_table(f"验收前置{len(prerequisites)}项", "竣工验收前置资料核查", columns, rows)


def table_gates(gates: Sequence[GateLine]) -> Table:
    """One line a gate, of monthly ones a month."""
    columns = (("关口", 16), ("问题", 36), ("答", 10), ("还差（件）", 11), ("提醒（件）", 11), ("说明", 50))
    rows = (
        (
            gate.label,
            gate.question,
            gate.answer,
            len(gate.obstacles),
            len(gate.reminders),
            "".join((_point_to_matters(gate.sentence), *gate.remarks)),
        )
        for gate in gates
    )
    return make_table("关口", "关口核对", columns, rows)


def _point_to_matters(sentence: str) -> str:
    """The sentence on the screen has the matters below it; here they have a sheet of their own."""
    return f"{sentence.removesuffix('：')}，见“关口事项”。" if sentence.endswith("：") else sentence


def table_obstacles(gates: Sequence[GateLine]) -> Table:
    """Everything that blocks a gate or should be looked at before it."""
    columns = (
        ("关口", 12),
        ("月份", 9),
        ("性质", 7),
        ("什么事", 30),
        ("怎么办", 48),
        ("谁来办", 20),
        ("在哪里", 22),
        ("依据", 16),
    )
    rows = (
        (gate.label, gate.month, kind, matter.what, matter.to_do, matter.who, matter.where, matter.source)
        for gate in gates
        for kind, matters in (("卡住", gate.obstacles), ("提醒", gate.reminders))
        for matter in matters
    )
    return make_table("关口事项", "各关口还没有办妥的事", columns, rows)


def table_volumes(index: Index) -> Table:
    """One line a volume."""
    columns = (
        ("案卷号", 8),
        ("档号", 30),
        ("类别", 7),
        ("案卷题名", 40),
        ("立卷单位", 22),
        ("起止日期", 24),
        ("件数", 7),
        ("页数", 7),
        ("保管期限", 9),
        ("密级", 8),
    )
    rows = (
        (
            volume.label,
            volume.code,
            str(volume.kind),
            volume.title,
            volume.organisation,
            format_span(volume),
            len(volume.present),
            volume.pages or "",
            volume.retention,
            volume.secrecy,
        )
        for volume in index.arrangement.volumes
    )
    return make_table("案卷", "案卷一览", columns, rows)


def format_span(volume: Volume) -> str:
    """``2026-01-05 至 2026-11-20``, one day where both are the same, empty when no date is known."""
    return volume.first if volume.first == volume.last else f"{volume.first} 至 {volume.last}"


def table_overrides(index: Index) -> Table:
    """Retention periods that the project file changed."""
    columns = (("键", 16), ("题名", 44), ("原定期限", 11), ("改为", 11), ("理由", 50))
    rows = ((o.key, o.title, o.usual, o.retention, o.reason) for o in index.arrangement.overrides)
    return make_table("保管期限调整", "保管期限与资料清单不同的材料", columns, rows)


def table_loose(index: Index) -> Table:
    """What was found amiss while the archive was arranged."""
    columns = (("性质", 8), ("位置", 36), ("问题和处理办法", 90))
    rows = ((str(finding.severity), str(finding.place), finding.message) for finding in index.loose)
    return make_table("归档问题", "归档时发现的问题", columns, rows)
