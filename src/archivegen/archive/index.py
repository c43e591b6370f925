"""What the completeness index says, as plain rows.  Pure; ``workbook`` and ``page`` only lay it out."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from archivegen.archive.state import LEVEL_NAMES, ItemState, Summary, Tally, summarise
from archivegen.archive.volume import Arrangement, FiledPaper, Volume
from archivegen.manifest import WHOLE, State
from archivegen.plan import Plan, Stage

Cell = str | int


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

    def by_stage(self) -> tuple[tuple[Stage, tuple[IndexRow, ...]], ...]:
        """The rows in groups of one stage, in catalogue order."""
        groups: dict[Stage, list[IndexRow]] = {}
        for row in self.rows:
            groups.setdefault(row.item.stage, []).append(row)
        return tuple((stage, tuple(rows)) for stage, rows in groups.items())


@dataclass(frozen=True, slots=True)
class Table:
    """A sheet of the workbook; ``widths`` in characters of a half-width digit."""

    name: str
    title: str
    headings: tuple[str, ...]
    widths: tuple[int, ...]
    rows: tuple[tuple[Cell, ...], ...]


def build_index(facts: ArchiveFacts, plan: Plan, states: Sequence[ItemState], arrangement: Arrangement) -> Index:
    """Join states and filed papers on the key."""
    places: dict[str, tuple[FiledPaper, Volume | None]] = {
        paper.item.entry.key: (paper, volume) for volume in arrangement.volumes for paper in volume.papers
    }
    places |= {paper.item.entry.key: (paper, None) for paper in arrangement.unnumbered}
    rows = tuple(IndexRow(item, *places.get(item.entry.key, (None, None))) for item in states)
    return Index(facts, summarise(plan, states), rows, arrangement)


def make_tables(index: Index) -> tuple[Table, ...]:
    """The sheets of 资料清单完整性.xlsx."""
    summary = index.summary
    return (
        Table(
            "总表",
            "资料清单完整性总表",
            ("序号", "阶段", "代码", "题名", "状态", "件号", "说明", "责任层级", "责任者", "保管期限", "归档文件"),
            (5, 9, 6, 30, 8, 10, 32, 9, 17, 9, 36),
            tuple(_list_paper(number, row) for number, row in enumerate(index.rows, start=1)),
        ),
        _count_table("按阶段", "各阶段资料齐全情况", "阶段", (*summary.stages, summary.total)),
        _count_table("按责任层级", "各责任层级资料齐全情况", "责任层级", (*summary.levels, summary.total)),
        Table(
            "验收前置11项",
            "竣工验收前置资料核查",
            ("序号", "前置资料", "对应材料代码", "是否齐全", "尚缺"),
            (6, 30, 20, 10, 60),
            tuple(
                (
                    line.number,
                    line.wording,
                    "、".join(line.codes),
                    "齐全" if line.complete else "不齐全",
                    "\n".join(line.lacking),
                )
                for line in summary.prerequisites
            ),
        ),
        Table(
            "待办清单",
            "待签章、缺失资料待办清单",
            ("序号", "责任层级", "待办单位", "代码", "题名", "状态", "说明"),
            (6, 22, 22, 8, 34, 9, 48),
            _list_owed(index),
        ),
    )


def format_percent(tally: Tally) -> str:
    """``66.6%``, or a dash where nothing is due."""
    return "—" if tally.percent is None else f"{tally.percent}%"


def _list_paper(number: int, row: IndexRow) -> tuple[Cell, ...]:
    entry = row.item.entry
    return (
        number,
        row.item.stage.name,
        entry.code,
        entry.title,
        str(row.item.state),
        row.number,
        row.item.explanation,
        entry.level,
        entry.responsible,
        entry.retention,
        "\n".join(row.files),
    )


def _count_table(name: str, title: str, heading: str, tallies: Sequence[Tally]) -> Table:
    return Table(
        name,
        title,
        (heading, "应归档", *State, "齐全率"),
        (36, 12, 12, 12, 12, 12, 12),
        tuple(_list_tally(tally) for tally in tallies),
    )


def _list_tally(tally: Tally) -> tuple[Cell, ...]:
    counts = (tally.complete, tally.unsigned, tally.missing, tally.not_applicable)
    return (tally.label, tally.due, *counts, format_percent(tally))


def _list_owed(index: Index) -> tuple[tuple[Cell, ...], ...]:
    """What each level still owes, level by level («谁形成、谁整理», domain R61)."""
    levels = tuple(dict.fromkeys((*LEVEL_NAMES, *(row.item.entry.level for row in index.rows))))
    owed = sorted((row for row in index.rows if row.item.owed_by), key=lambda row: levels.index(row.item.entry.level))
    return tuple(
        (
            number,
            LEVEL_NAMES.get(row.item.entry.level, row.item.entry.level),
            row.item.owed_by,
            row.item.entry.code,
            row.item.entry.title,
            str(row.item.state),
            row.item.explanation,
        )
        for number, row in enumerate(owed, start=1)
    )
