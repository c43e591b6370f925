"""发放批次: what is to be paid, and how often (domain §7-D)."""

from __future__ import annotations

from collections.abc import Iterator

from archivegen.project.pay import BatchKind
from archivegen.rules.run import Breach, Checked, breach


def find_empty_batches(checked: Checked) -> Iterator[Breach]:
    """R316: a month is paid because somebody worked in it."""
    for index, sheet in enumerate(checked.figures.sheets):
        if not sheet.lines:
            yield breach(checked.place("发放批次", index, "月份"), month=sheet.batch.month)


def find_repeated_batches(checked: Checked) -> Iterator[Breach]:
    """R317: a month is paid once; what is paid later for it is a batch of another kind."""
    first: dict[str, int] = {}
    for index, batch in enumerate(checked.project.batches):
        if batch.kind is not BatchKind.NORMAL:
            continue
        earlier = first.setdefault(batch.month, index)
        if earlier != index:
            where = checked.place("发放批次", earlier, "月份")
            yield breach(checked.place("发放批次", index, "月份"), month=batch.month, where=where)
