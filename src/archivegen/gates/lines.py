"""All gates of one project as the completeness index of its archive shows them."""

from __future__ import annotations

from collections.abc import Iterator

from archivegen.archive.completeness.gate_lines import GateLine, Obstacle
from archivegen.gates.verdict import Matter, Verdict
from archivegen.workspace import Workspace


def line_of(workspace: Workspace, verdict: Verdict) -> GateLine:
    """One answer as plain values."""
    papers = {document.code for document in workspace.pack.catalogue.documents}
    gate = verdict.gate
    return GateLine(
        code=gate.code,
        name=gate.name,
        month=verdict.month,
        question=verdict.question,
        answer=str(verdict.answer),
        settled=verdict.settled,
        sentence=verdict.sentence,
        obstacles=tuple(_list_obstacles(verdict.obstacles, papers)),
        reminders=tuple(_list_obstacles(verdict.reminders, papers)),
        remarks=verdict.remarks,
    )


def _list_obstacles(matters: tuple[Matter, ...], papers: set[str]) -> Iterator[Obstacle]:
    for matter in matters:
        yield Obstacle(matter.who, matter.what, matter.where, matter.to_do, matter.source, matter.code in papers)
