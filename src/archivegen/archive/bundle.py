"""One archive from states and files: the bag with its records, its indexes and its 档案清单."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from archivegen.archive.arrangement import ArchivedFile
from archivegen.archive.index import ArchiveFacts, Index, build_index
from archivegen.archive.page import PAGE_NAME, render_page
from archivegen.archive.state import ItemState
from archivegen.archive.workbook import WORKBOOK_NAME, render_workbook
from archivegen.archive.write import BagInfo, Progress, StoredFile, write_bag
from archivegen.manifest import INDEX_FOLDER, MANIFEST_NAME, Manifest, ManifestFile, ManifestItem, render_manifest
from archivegen.plan import Plan


def close_archive(
    destination: Path,
    facts: ArchiveFacts,
    plan: Plan,
    states: Sequence[ItemState],
    files: Sequence[ArchivedFile],
    *,
    as_zip: bool = False,
    progress: Progress | None = None,
) -> Path:
    """Write the archive ``destination`` (a folder, or with ``as_zip`` the file ``destination`` + ``.zip``); return its path.

    ``states`` come from ``assess``, ``files`` from ``arrange``.  Raises :class:`~archivegen.errors.OutputError`.
    """
    index = build_index(facts, plan, states, files)

    def describe(stored: Sequence[StoredFile]) -> dict[str, bytes]:
        return {
            f"data/{INDEX_FOLDER}/{MANIFEST_NAME}": render_manifest(make_manifest(index, stored)),
            f"data/{INDEX_FOLDER}/{WORKBOOK_NAME}": render_workbook(index),
            PAGE_NAME: render_page(index),
        }

    info = BagInfo(
        source_organization=facts.organisation,
        external_identifier=facts.project_code or facts.project_name,
        external_description=f"{facts.project_name} 以工代赈项目档案",
        bagging_date=facts.closed_on,
        software_agent=f"archivegen {facts.tool_version}",
        contact_name=facts.contact_name,
        contact_phone=facts.contact_phone,
    )
    return write_bag(destination, files, describe, info, as_zip=as_zip, progress=progress)


def make_manifest(index: Index, stored: Sequence[StoredFile]) -> Manifest:
    """The 档案清单: every line of the index with the hashes of what was stored for it."""
    by_path = {file.path: ManifestFile(file.path, file.sha256, file.size) for file in stored}
    facts = index.facts
    items = tuple(
        ManifestItem(
            key=row.item.entry.key,
            code=row.item.entry.code,
            title=row.item.entry.title,
            stage=row.item.entry.stage,
            number=row.number,
            state=row.item.state,
            reason=row.item.explanation,
            level=row.item.entry.level,
            responsible=row.item.entry.responsible,
            retention=row.item.entry.retention,
            audience=str(row.item.entry.audience),
            origin=str(row.item.entry.origin),
            files=tuple(by_path[path] for path in row.files),
        )
        for row in index.rows
    )
    return Manifest(
        project_name=facts.project_name,
        project_code=facts.project_code,
        pack_id=facts.pack_id,
        pack_version=facts.pack_version,
        tool_version=facts.tool_version,
        date=facts.closed_on.isoformat(),
        items=items,
    )
