"""The eleven acceptance prerequisites as words, for the paper that lists them."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from archivegen.archive.completeness.summary import summarise
from archivegen.archive.records import Records
from archivegen.archive.state import ItemState, assess
from archivegen.manifest import State
from archivegen.plan import Plan

_ASIDE = re.compile(r"（[^）]*）")


def prerequisite_words(plan: Plan, records: Records) -> list[dict[str, Any]]:
    """The eleven prerequisites as they stand in 归档件; drafts do not count, so that making drafts changes nothing."""
    unsigned = {entry.key: Path() for entry in plan.entries if entry.template and not entry.needs_scan}
    states = assess(plan, unsigned, records)
    by_code: dict[str, list[ItemState]] = defaultdict(list)
    for item in states:
        by_code[item.entry.code].append(item)
    return [
        {
            "序号": item.number,
            "名称": item.wording,
            "材料": list(item.codes),
            "合格": item.complete,
            "份数": sum(len(records.files.get(s.entry.key, ())) for code in item.codes for s in by_code[code]),
            "欠缺": [text for code in item.codes if (text := _lacking(by_code[code]))],
        }
        for item in summarise(plan, states).prerequisites
    ]


def _lacking(papers: Sequence[ItemState]) -> str:
    """``C21 劳务报酬发放表缺 3 份``; empty when nothing of this line is lacking."""
    lacking = sum(item.state not in {State.COMPLETE, State.NOT_APPLICABLE} for item in papers)
    entry = papers[0].entry if papers else None
    return f"{entry.code} {_ASIDE.sub('', entry.name)}缺 {lacking} 份" if entry and lacking else ""
