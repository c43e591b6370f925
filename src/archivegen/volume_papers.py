"""The papers of each volume for the archive itself: cover, back, list and note, and the list of all volumes.

They are made from the same templates as the printed E09, so that paper and bag say the same.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path, PurePosixPath
from typing import Any

from archivegen.archive import Arrangement, tell_volumes
from archivegen.archive.lists.data import VOLUME_LIST, index_folder
from archivegen.archive.volume import Kind
from archivegen.manifest import INDEX_FOLDER, Audience
from archivegen.plan import Origin, PlanEntry
from archivegen.render.engine import render_entry
from archivegen.render.press import complete_words
from archivegen.workspace import Workspace


def print_volume_papers(workspace: Workspace, arrangement: Arrangement) -> dict[str, bytes]:
    """The papers by path below ``data/``; none where nothing is filed.  Raises ``TemplateError``."""
    if not arrangement.volumes:
        return {}
    handover = workspace.pack.handover
    every = PurePosixPath(handover.volume_list)
    made = {f"{INDEX_FOLDER}/{VOLUME_LIST}{every.suffix}": _print(workspace, arrangement, VOLUME_LIST, every)}
    for volume in arrangement.volumes:
        single = arrangement._replace(volumes=(volume,), unnumbered=())
        left_out = handover.only_volumes if volume.kind is Kind.BOX else ()
        for name, template in handover.papers.items():
            if name in left_out:
                continue
            path = PurePosixPath(template)
            made[f"{index_folder(volume)}/{name}{path.suffix}"] = _print(workspace, single, name, path)
    return made


def _print(workspace: Workspace, arrangement: Arrangement, name: str, template: PurePosixPath) -> bytes:
    entry = replace(_ENTRY, key=name, name=name, title=name, template=workspace.pack.folder / template)
    return render_entry(entry, _words(workspace, arrangement, entry))


def _words(workspace: Workspace, arrangement: Arrangement, entry: PlanEntry) -> Mapping[str, Any]:
    lists = tell_volumes(arrangement, workspace.pack.handover, workspace.words["档案"]["机构代码"])
    return complete_words(entry, workspace.words, {**workspace.record_words, **lists}, Path())


_ENTRY = PlanEntry(
    code="",
    key="",
    name="",
    title="",
    stage="",
    origin=Origin.GENERATED,
    level="",
    responsible="",
    retention="",
    audience=Audience.INTERNAL,
    numbered=False,
)
"""What the templates are told of a paper that no line of the catalogue stands for."""
