"""Which group of papers every paper belongs to, and in which order papers are taken.  Pure."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence

from archivegen.archive.filing.numbering import Candidate
from archivegen.archive.filing.order import FilingOrder
from archivegen.archive.state import ItemState
from archivegen.archive.volume import Kind
from archivegen.plan import Stage


def list_candidates(
    states: Sequence[ItemState], order: FilingOrder, pages_of: Callable[[ItemState], int]
) -> list[Candidate]:
    """The papers that may have a number, in the order in which numbers are issued.

    Groups come in the order of the pack's 分组 and then of the stages, the restricted group after all others, so that the volumes of the
    open part run without a gap; inside a group papers follow the catalogue, but for those that the pack puts before another.
    """
    rank = _rank_groups(order, states)
    place = _place_papers(order.filing.volumes.before, states)
    ordered = sorted(
        enumerate(states),
        key=lambda line: (
            line[1].entry.audience.restricted,
            rank[find_group(line[1], order)],
            place[line[1].entry.code],
            line[0],
        ),
    )
    return [_make_candidate(item, order, pages_of(item)) for _, item in ordered]


def find_group(item: ItemState, order: FilingOrder) -> str:
    """Name of the group whose volume takes a paper."""
    options, entry = order.filing.volumes, item.entry
    if entry.audience.restricted:
        return options.restricted
    by_code = next((group.name for group in options.groups if entry.code in group.papers), None)
    by_stage = next((group.name for group in options.groups if entry.stage in group.stages), None)
    return by_code or by_stage or item.stage.name


def _make_candidate(item: ItemState, order: FilingOrder, pages: int) -> Candidate:
    entry, filing = item.entry, order.filing
    facts = order.facts_of(entry)
    restricted = entry.audience.restricted
    series = None if restricted else filing.series_of(entry.code)
    return Candidate(
        key=entry.key,
        code=entry.code,
        title=entry.title,
        stage=entry.stage,
        kind=Kind.BOX if series else Kind.VOLUME,
        category=series.category if series else order.category or filing.category,
        group=f"{facts.year}/{order.institution}" if series else find_group(item, order),
        restricted=restricted,
        term=entry.retention,
        pages=max(1, pages),
        family=entry.key.partition("+")[0],
    )


def _rank_groups(order: FilingOrder, states: Iterable[ItemState]) -> dict[str, int]:
    names = [group.name for group in order.filing.volumes.groups]
    stages: list[Stage] = sorted({item.stage for item in states}, key=lambda stage: stage.code)
    names += [stage.name for stage in stages]
    return {name: number for number, name in enumerate([*dict.fromkeys(names), order.filing.volumes.restricted])}


def _place_papers(before: Mapping[str, str], states: Iterable[ItemState]) -> dict[str, float]:
    """Catalogue code → its place among the codes; one that goes before another stands half a step before it."""
    codes = {code: float(n) for n, code in enumerate(dict.fromkeys(item.entry.code for item in states))}
    moved = {code: codes[target] - 0.5 for code, target in before.items() if code in codes and target in codes}
    return codes | moved
