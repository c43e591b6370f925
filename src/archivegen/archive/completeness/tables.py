"""The sheets of 资料清单完整性.xlsx as plain tables.  Pure; ``workbook`` lays them out."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from archivegen.archive.completeness.check_tables import (
    table_gates,
    table_loose,
    table_notices,
    table_obstacles,
    table_overrides,
    table_prerequisites,
    table_volumes,
)
from archivegen.archive.completeness.index import Index, IndexRow
from archivegen.archive.completeness.summary import Tally
from archivegen.archive.completeness.table import Cell, Table, make_table
from archivegen.archive.completeness.tasks import TaskList
from archivegen.manifest import State

_FORBIDDEN = re.compile(r"[\[\]:*?/\\']")
"""Characters that the name of a sheet cannot have."""
_MAX_SHEET_NAME = 31


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
        *([table_notices(summary.notices)] if summary.notices else []),
        *([table_prerequisites(summary.prerequisites)] if summary.prerequisites else []),
        *([table_gates(index.gates), table_obstacles(index.gates)] if index.gates else []),
        table_volumes(index),
        *([table_overrides(index)] if index.arrangement.overrides else []),
        *([table_loose(index)] if index.loose else []),
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
    return make_table("总表", "资料清单完整性总表", columns, rows)


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
    return make_table("分类和文件", "各件材料的归类和归档文件", columns, rows)


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
    return make_table("资料清单", "资料清单逐项核对", columns, rows)


def _count_table(name: str, title: str, heading: str, tallies: Sequence[Tally]) -> Table:
    columns = ((heading, 36), ("应归档", 12), *((str(state), 12) for state in State), ("齐全率", 12))
    rows = ((t.label, t.due, t.complete, t.unsigned, t.missing, t.not_applicable, t.percent_text) for t in tallies)
    return make_table(name, title, columns, rows)


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
        yield make_table(name, f"{level.level}待办任务", columns, rows)
