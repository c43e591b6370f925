"""The sheets of 资料清单完整性.xlsx as plain tables.  Pure; ``workbook`` lays them out."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from archivegen.archive.gate_lines import GateLine
from archivegen.archive.index import Index, IndexRow
from archivegen.archive.summary import NoticeState, Prerequisite, Tally
from archivegen.archive.tasks import TaskList
from archivegen.archive.volume import Volume
from archivegen.manifest import State

Cell = str | int

_FORBIDDEN = re.compile(r"[\[\]:*?/\\']")
"""Characters that the name of a sheet cannot have."""
_MAX_SHEET_NAME = 31


@dataclass(frozen=True, slots=True)
class Table:
    """A sheet of the workbook; ``widths`` in characters of a half-width digit."""

    name: str
    title: str
    headings: tuple[str, ...]
    widths: tuple[int, ...]
    rows: tuple[tuple[Cell, ...], ...]


def make_tables(index: Index) -> tuple[Table, ...]:
    """All sheets: every paper, every line of the catalogue, all summaries, a list of tasks for each level."""
    summary = index.summary
    return (
        _table_papers(index),
        _table_orders(index),
        _table_lines(index),
        *(
            _count_table(name, title, heading, (*tallies, *totals))
            for name, title, heading, tallies, totals in (
                ("按要点", "各要点资料齐全情况", "要点", summary.emphases, ()),
                ("按阶段", "各阶段资料齐全情况", "阶段", summary.stages, (summary.total,)),
                ("按责任层级", "各责任层级资料齐全情况", "责任层级", summary.levels, (summary.total,)),
                ("按分项", "七分项资料齐全情况", "分项", summary.aspects, ()),
                ("按六类", "六类资料齐全情况", "类别", summary.groups, ()),
            )
            if tallies or totals
        ),
        *([_table_notices(summary.notices)] if summary.notices else []),
        *([_table_prerequisites(summary.prerequisites)] if summary.prerequisites else []),
        *([_table_gates(index.gates), _table_obstacles(index.gates)] if index.gates else []),
        _table_volumes(index),
        *([_table_overrides(index)] if index.arrangement.overrides else []),
        *([_table_loose(index)] if index.loose else []),
        *_table_tasks(summary.tasks),
    )


def _table_papers(index: Index) -> Table:
    columns = (
        ("序号", 5),
        ("阶段", 8),
        ("代码", 5),
        ("题名", 34),
        ("状态", 7),
        ("件号", 10),
        ("日期", 11),
        ("页数", 5),
        ("责任者", 18),
        ("期限", 6),
        ("说明", 36),
    )
    rows = (_list_paper(number, row) for number, row in enumerate(index.rows, start=1))
    return _make_table("总表", "资料清单完整性总表", columns, rows)


def _list_paper(number: int, row: IndexRow) -> tuple[Cell, ...]:
    entry, filed = row.item.entry, row.filed
    return (
        number,
        row.item.stage.name,
        entry.code,
        entry.title,
        str(row.item.state),
        row.number,
        filed.date if filed else "",
        (filed.pages if filed else None) or "",
        entry.responsible or entry.level,
        entry.retention,
        row.item.explanation,
    )


def _table_orders(index: Index) -> Table:
    """Where every paper belongs in the further orders, and its files."""
    columns = (
        ("代码", 5),
        ("题名", 28),
        ("层级", 5),
        ("分项", 5),
        ("要点", 15),
        ("六类", 5),
        ("受众", 5),
        ("档号", 28),
        ("归档文件", 50),
    )
    rows = (
        (
            row.item.entry.code,
            row.item.entry.title,
            row.item.entry.level,
            row.item.entry.aspect or "",
            "、".join(row.item.entry.emphasis),
            row.item.entry.group,
            str(row.item.entry.audience),
            row.filed.code if row.filed else "",
            "\n".join(row.files),
        )
        for row in index.rows
    )
    return _make_table("分类和文件", "各件材料的归类和归档文件", columns, rows)


def _table_lines(index: Index) -> Table:
    columns = (
        ("代码", 7),
        ("名称", 44),
        ("责任层级", 10),
        ("状态", 9),
        ("应归档", 9),
        ("齐全", 9),
        ("说明", 60),
    )
    rows = (
        (line.code, line.name, line.level, str(line.state), line.due, line.complete, line.reason)
        for line in index.summary.catalogue
    )
    return _make_table("资料清单", "资料清单逐项核对", columns, rows)


def _count_table(name: str, title: str, heading: str, tallies: Sequence[Tally]) -> Table:
    columns = ((heading, 36), ("应归档", 12), *((str(state), 12) for state in State), ("齐全率", 12))
    rows = ((t.label, t.due, t.complete, t.unsigned, t.missing, t.not_applicable, t.percent_text) for t in tallies)
    return _make_table(name, title, columns, rows)


def _table_notices(notices: Sequence[NoticeState]) -> Table:
    columns = (("公示", 30), ("代码", 8), ("公示件", 14), ("照片", 14), ("结果", 14), ("是否齐全", 14))
    names = [heading for heading, _ in columns[2:5]]
    rows = []
    for notice in notices:
        parts = {part.name: f"{part.complete}/{part.due}" for part in notice.parts}
        verdict = "齐全" if notice.complete else "不齐全"
        rows.append((notice.name, notice.code, *(parts.get(name, "—") for name in names), verdict))
    return _make_table("四不缺", "四类公示核对（公示件、照片、结果；已齐份数/应有份数）", columns, rows)


def _table_prerequisites(prerequisites: Sequence[Prerequisite]) -> Table:
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
    return _make_table(f"验收前置{len(prerequisites)}项", "竣工验收前置资料核查", columns, rows)


def _table_gates(gates: Sequence[GateLine]) -> Table:
    columns = (("关口", 16), ("问题", 36), ("答", 10), ("还差（件）", 11), ("提醒（件）", 11), ("说明", 50))
    rows = (
        (
            gate.label,
            gate.question,
            gate.answer,
            len(gate.obstacles),
            len(gate.reminders),
            "".join((gate.sentence, *gate.remarks)),
        )
        for gate in gates
    )
    return _make_table("关口", "关口核对", columns, rows)


def _table_obstacles(gates: Sequence[GateLine]) -> Table:
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
    return _make_table("关口事项", "各关口还没有办妥的事", columns, rows)


def _table_volumes(index: Index) -> Table:
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
    return _make_table("案卷", "案卷一览", columns, rows)


def format_span(volume: Volume) -> str:
    """``2026-01-05 至 2026-11-20``, one day where both are the same, empty when no date is known."""
    return volume.first if volume.first == volume.last else f"{volume.first} 至 {volume.last}"


def _table_overrides(index: Index) -> Table:
    columns = (("键", 16), ("题名", 44), ("原定期限", 11), ("改为", 11), ("理由", 50))
    rows = ((o.key, o.title, o.usual, o.retention, o.reason) for o in index.arrangement.overrides)
    return _make_table("保管期限调整", "保管期限与资料清单不同的材料", columns, rows)


def _table_loose(index: Index) -> Table:
    columns = (("性质", 8), ("位置", 36), ("问题和处理办法", 90))
    rows = ((str(finding.severity), str(finding.place), finding.message) for finding in index.loose)
    return _make_table("归档问题", "归档时发现的问题", columns, rows)


def _table_tasks(lists: Sequence[TaskList]) -> Iterator[Table]:
    columns = (
        ("序号", 6),
        ("代码", 7),
        ("材料", 32),
        ("状态", 9),
        ("缺什么", 24),
        ("怎么办", 44),
        ("谁来办", 20),
        ("办结日期", 10),
        ("经办人", 9),
    )
    for level in lists:
        rows = (
            (
                number,
                item.entry.code,
                item.entry.title,
                str(item.state),
                item.why,
                item.to_do,
                item.owed_by,
                "",
                "",
            )
            for number, item in enumerate(level.items, start=1)
        )
        name = _FORBIDDEN.sub("", f"待办 {level.level}")[:_MAX_SHEET_NAME]
        yield _make_table(name, f"{level.level}待办任务", columns, rows)


def _make_table(
    name: str,
    title: str,
    columns: Sequence[tuple[str, int]],
    rows: Iterator[tuple[Cell, ...]] | Sequence[tuple[Cell, ...]],
) -> Table:
    headings, widths = zip(*columns, strict=True)
    return Table(name, title, headings, widths, tuple(rows))
