"""发放批次: what is to be paid, and how often (domain §7-D)."""

from __future__ import annotations

from collections.abc import Iterator

from archivegen.project.due_dates import is_monthly
from archivegen.project.pay import BatchKind
from archivegen.rules.repeats import list_repeats
from archivegen.rules.run import Breach, Checked, breach

WHY_EMPTY = {
    BatchKind.NORMAL: ("没有考勤、计件或奖补", "核对月份写得对不对，或补上这个月的考勤"),
    BatchKind.CORRECTION: ("没有更正", "在“更正”里写上补给谁、补哪个月、补多少"),
    BatchKind.SETTLEMENT: ("各月的报酬都已列入以前的批次", "核对以前各批"),
}
"""Kind of batch → what it lacks, and what to do about it."""


def find_empty_batches(checked: Checked) -> Iterator[Breach]:
    """R316: a month is paid because somebody worked in it, a correction because something was wrong."""
    for index, sheet in enumerate(checked.figures.sheets):
        if not sheet.lines:
            lacking, advice = WHY_EMPTY[sheet.batch.kind]
            place = checked.place("发放批次", index, "月份")
            yield breach(place, month=sheet.batch.month, batch=sheet.batch.label, lacking=lacking, advice=advice)


def find_repeated_batches(checked: Checked) -> Iterator[Breach]:
    """R317: a month is paid once; what is paid later for it is a batch of another kind."""
    batches = checked.project.batches
    for index, earlier in list_repeats(batch.month if is_monthly(batch) else "" for batch in batches):
        where = checked.place("发放批次", earlier, "月份")
        yield breach(checked.place("发放批次", index, "月份"), month=batches[index].month, where=where)
