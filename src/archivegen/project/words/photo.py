"""Words about the photos of the works: one after the other, and part by part before, during and after (domain §6.18 E02)."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import zip_longest

from archivegen.project.closing import Phase, WorksPhoto
from archivegen.project.plain import Words, blank_words, fact_words

SERIES = "ZP"
"""照片 in the numbers of an archive (DA/T 1 item kinds; domain §9.2)."""


def photo_words(photos: Sequence[WorksPhoto]) -> tuple[list[Words], list[Words]]:
    """影像 in the order of the list, and 影像部位: the same photos, a part of the works each, side by side in rows.

    A photo without a number gets one by its place in the list.  A row has as many of 前, 中 and 后 as there are; the rest are
    blank, so that a form shows where a photo is missing.
    """
    rows = [_number(fact_words(photo), position) for position, photo in enumerate(photos, 1)]
    parts: dict[str, list[Words]] = {}
    for row in rows:
        parts.setdefault(row["部位"], []).append(row)
    return rows, [_arrange(part, position, found) for position, (part, found) in enumerate(parts.items(), 1)]


def _number(row: Words, position: int) -> Words:
    number = row["编号"] or f"{SERIES}-{position:03d}"
    return {**row, "序号": position, "编号": number, "阶段名": f"施工{row['阶段']}"}


def _arrange(part: str, position: int, found: Sequence[Words]) -> Words:
    blank = {**blank_words(WorksPhoto), "序号": "", "阶段名": ""}
    by_phase = {phase: [row for row in found if row["阶段"] == phase] for phase in (p.value for p in Phase)}
    rows = [dict(zip(by_phase, row, strict=True)) for row in zip_longest(*by_phase.values(), fillvalue=blank)]
    in_order = [row for taken in by_phase.values() for row in taken]
    return {
        "序号": position,
        "部位": part,
        "张数": len(found),
        "照片": in_order,
        "行": rows,
        "缺": [f"施工{phase}" for phase, taken in by_phase.items() if not taken],
    }
