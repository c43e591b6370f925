"""材料目录: every paper that a project owes, stage by stage, for the forms that list the archive (E09, E10)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import Any

from archivegen.archive.records import Records
from archivegen.plan import Plan, PlanEntry


def listing_words(plan: Plan, records: Records) -> dict[str, Any]:
    """The papers that apply, by stage and counted by retention; ``份数`` is how many files lie in 归档件 for each.

    Papers of which each item makes one, and which have no item yet, are left out: there is nothing to file.
    """
    owed = [entry for entry in plan.entries if entry.applies and not _waits_for_items(entry)]
    stages = []
    for stage in plan.stages:
        rows = [_row(entry, records) for entry in owed if entry.stage == stage.code]
        for number, row in enumerate(rows, 1):
            row["序号"] = number
        if rows:
            stages.append(
                {"代码": stage.code, "名称": stage.name, "期限": _longest(rows), "明细": rows, "件数": len(rows)}
            )
    counts = Counter(entry.retention for entry in owed)
    return {
        "阶段": stages,
        "件数": len(owed),
        "期限": [{"保管期限": term, "件数": counts[term]} for term in TERMS if counts[term]],
    }


TERMS = ("永久", "30年", "10年")
"""Longest first (DA/T 13)."""


def _waits_for_items(entry: PlanEntry) -> bool:
    return entry.template is None and bool(entry.missing_facts)


def _row(entry: PlanEntry, records: Records) -> dict[str, Any]:
    return {
        "键": entry.key,
        "代码": entry.code,
        "题名": entry.title,
        "责任单位": entry.responsible,
        "保管期限": entry.retention,
        "份数": len(records.files.get(entry.key, ())) or "",
    }


def _longest(rows: Sequence[dict[str, Any]]) -> str:
    """A volume is kept as long as the longest of its papers (GB/T 11822)."""
    terms = {row["保管期限"] for row in rows}
    return next((term for term in TERMS if term in terms), "")
