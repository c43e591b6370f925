"""Volumes made by hand: papers with the dates, numbers and pages that a test wants."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from pathlib import Path
from typing import Any

from archivegen.archive.completeness.index import ArchiveFacts
from archivegen.archive.records import SourceFile
from archivegen.archive.state import ItemState
from archivegen.archive.volume import ArchivedFile, Arrangement, FiledPaper, Kind, Volume
from archivegen.manifest import Audience, State
from archivegen.plan import Origin, PlanEntry, Stage

FACTS = ArchiveFacts(
    project_name="香水村产业道路",
    organisation="云屏镇人民政府",
    closed_on=dt.date(2026, 11, 22),
    tool_version="0.1.0",
    project_code="2603-511902-04-01-123456",
    receiver="巴州区档案馆",
)


def file_paper(
    number: int, title: str = "批复", *, code: str = "B03", pages: int | None = 2, **changes: Any
) -> FiledPaper:
    """A paper of one scan; ``files=()`` for a number whose paper was taken out."""
    key = f"{code}@{number}"
    entry = PlanEntry(
        code=code,
        key=key,
        name=title,
        title=title,
        stage=code[0],
        origin=Origin.COLLECTED,
        level="县",
        responsible="巴州区发展和改革局",
        retention="永久",
        audience=Audience.INTERNAL,
    )
    if changes.pop("digital", False):
        entry = replace(entry, origin=Origin.GENERATED)
        changes.setdefault("medium", "电子")
    item = ItemState(entry, Stage(code[0], "申报"), State.COMPLETE, "已收到归档件 1 个文件")
    path = f"02_申报/{code}/{number}.pdf"
    files = (ArchivedFile(key, path, SourceFile(Path(), 1, 1), pages, "PDF"),)
    paper = FiledPaper(item, number, f"0146-KJ·JJ·2026-Y-001-{number:04d}", files, pages, "巴州区发展和改革局")
    return paper._replace(date="2026-03-05", year="2026", secrecy="内部")._replace(**changes)


def make_volume(*papers: FiledPaper, number: int = 1, **changes: Any) -> Volume:
    """A volume of these papers."""
    volume = Volume(
        number=number,
        code=f"0146-KJ·JJ·2026-Y-{number:03d}",
        kind=Kind.VOLUME,
        title="香水村产业道路申报材料",
        folder=f"{number:03d}_申报",
        restricted=False,
        retention="永久",
        secrecy="内部",
        organisation="云屏镇人民政府",
        papers=papers,
    )
    return volume._replace(**changes)


def arrange_volumes(*volumes: Volume, **changes: Any) -> Arrangement:
    """An arrangement with final numbers."""
    return Arrangement(volumes, fonds="0146", provisional=False)._replace(**changes)
