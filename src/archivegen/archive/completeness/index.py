"""What the completeness index says, as plain rows.  Pure; ``workbook`` and ``page`` only lay it out."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from archivegen.archive.completeness.gate_lines import GateLine
from archivegen.archive.completeness.summary import Summary, name_levels, summarise
from archivegen.archive.state import ItemState
from archivegen.archive.volume import NOT_BOUND, Arrangement, Bound, FiledPaper, Volume
from archivegen.findings import Finding
from archivegen.manifest import WHOLE
from archivegen.plan import Plan, Stage

Links = tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class ArchiveFacts:
    """What the archive says of its project; ``details`` are further lines for the head of the index (地点, 总投资 …)."""

    project_name: str
    organisation: str
    """Who hands the archive over (项目法人/建设单位)."""
    closed_on: date
    tool_version: str
    project_code: str = ""
    pack_id: str = ""
    pack_version: str = ""
    contact_name: str = ""
    contact_phone: str = ""
    giver: str = ""
    """移交单位; empty means the organisation."""
    receiver: str = ""
    medium_number: str = ""
    details: tuple[tuple[str, str], ...] = ()
    scope: str = WHOLE
    scope_note: str = ""
    """What a part says of itself: what it is and how much was left out."""
    left_out: int = 0


@dataclass(frozen=True, slots=True)
class IndexRow:
    """One paper: its state, and where it is filed; ``volume`` is None for a paper about the archive itself."""

    item: ItemState
    filed: FiledPaper | None = None
    volume: Volume | None = None

    @property
    def number(self) -> str:
        """``003-0012``: volume and 件号; empty when the paper has none."""
        return f"{self.volume.label}-{self.filed.number:04d}" if self.filed and self.volume else ""

    @property
    def files(self) -> tuple[str, ...]:
        """Paths below ``data/``."""
        return tuple(file.path for file in self.filed.files) if self.filed else ()


@dataclass(frozen=True, slots=True)
class Index:
    """The whole completeness index."""

    facts: ArchiveFacts
    summary: Summary
    rows: tuple[IndexRow, ...]
    arrangement: Arrangement
    gates: tuple[GateLine, ...] = ()
    loose: tuple[Finding, ...] = ()
    """Files in 归档件 that were taken for no paper."""
    volume_links: Mapping[int, Links] = field(default_factory=dict)
    """Number of a volume → what lies beside it (合订本, 卷内目录): name and path below ``data/``."""
    companions: Links = ()
    """Lists and notes of the whole archive: name and path beside the page."""
    sealed: frozenset[str] = frozenset()
    """Paths of files that lie in the sealed part and cannot be opened from here."""
    book_pages: Mapping[str, tuple[str, int]] = field(default_factory=dict)
    """Key of a paper → path of its volume's merged PDF below ``data/`` and the paper's first page there."""
    level_names: Mapping[str, str] = field(default_factory=dict)
    """Level of a paper (县 镇 村 施) → name of the level that keeps it."""
    first: tuple[str, ...] = ()
    """Emphases that are looked at first."""

    def by_stage(self) -> tuple[tuple[Stage, tuple[IndexRow, ...]], ...]:
        """The rows in groups of one stage, in catalogue order."""
        groups: dict[Stage, list[IndexRow]] = {}
        for row in self.rows:
            groups.setdefault(row.item.stage, []).append(row)
        return tuple((stage, tuple(rows)) for stage, rows in groups.items())


def build_index(
    facts: ArchiveFacts,
    plan: Plan,
    states: Sequence[ItemState],
    arrangement: Arrangement,
    *,
    gates: Sequence[GateLine] = (),
    loose: Sequence[Finding] = (),
    volume_links: Mapping[int, Links] | None = None,
    bound: Bound = NOT_BOUND,
) -> Index:
    """Join states and filed papers on the key."""
    places: dict[str, tuple[FiledPaper, Volume | None]] = {
        paper.item.entry.key: (paper, volume) for volume in arrangement.volumes for paper in volume.papers
    }
    places |= {paper.item.entry.key: (paper, None) for paper in arrangement.unnumbered}
    rows = tuple(IndexRow(item, *places.get(item.entry.key, (None, None))) for item in states)
    return Index(
        facts,
        summarise(plan, states),
        rows,
        arrangement,
        gates=tuple(gates),
        loose=tuple(loose),
        volume_links=volume_links or {},
        book_pages={
            key: (bound.places[place[1].number], bound.starts[key])
            for key, place in places.items()
            if place[1] is not None and key in bound.starts
        },
        level_names=name_levels(plan),
        first=plan.orders.first,
    )
