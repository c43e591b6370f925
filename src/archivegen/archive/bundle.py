"""One archive from states and files: the bag with its records, its indexes and its 档案清单."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from types import MappingProxyType

from archivegen.archive.bag.seal_note import SEAL_NOTE, explain_seal
from archivegen.archive.bag.tag_files import BagInfo
from archivegen.archive.bag.write import Guard, Packing, Progress, StoredFile, write_bag
from archivegen.archive.completeness.gate_lines import GateLine
from archivegen.archive.completeness.index import ArchiveFacts, Index, IndexRow, build_index
from archivegen.archive.completeness.page import PAGE_NAME, render_page
from archivegen.archive.completeness.page_links import link_companions, link_volumes
from archivegen.archive.completeness.workbook import WORKBOOK_NAME, render_workbook
from archivegen.archive.lists.carrier import describe_carrier
from archivegen.archive.lists.data import describe_volumes
from archivegen.archive.state import ItemState
from archivegen.archive.volume import NOT_BOUND, ArchivedFile, Arrangement, Bound, Volume
from archivegen.findings import Finding
from archivegen.manifest import (
    INDEX_FOLDER,
    MANIFEST_NAME,
    WHOLE,
    Manifest,
    ManifestFile,
    ManifestItem,
    ManifestVolume,
    Numbering,
    render_manifest,
)
from archivegen.pack.handover import Handover
from archivegen.plan import Plan


def close_archive(
    destination: Path,
    facts: ArchiveFacts,
    plan: Plan,
    states: Sequence[ItemState],
    arrangement: Arrangement,
    *,
    bound: Bound = NOT_BOUND,
    gates: Sequence[GateLine] = (),
    loose: Sequence[Finding] = (),
    handover: Handover | None = None,
    papers: Mapping[str, bytes] = MappingProxyType({}),
    packing: Packing = Packing(),  # noqa: B008 - frozen
    guard: Guard | None = None,
    progress: Progress | None = None,
) -> Path:
    """Write the archive ``destination`` (a folder, or with ``packing.as_zip`` the file ``destination`` + ``.zip``); return its path.

    ``states`` come from ``assess``, ``arrangement`` from ``arrange``; ``bound`` are the merged PDFs of volumes, ``papers`` are papers
    about the archive by path below ``data/``.
    The index shows what ``gates`` answer and which files lie ``loose``; ``handover`` says how the carrier is described (not at
    all when None).  Raises :class:`~archivegen.errors.OutputError`.
    """
    index = build_index(facts, plan, states, arrangement, gates=gates, loose=loose, bound=bound)

    def describe(stored: Sequence[StoredFile]) -> dict[str, bytes]:
        payload = {
            f"{INDEX_FOLDER}/{MANIFEST_NAME}": render_manifest(make_manifest(index, stored, bound)),
            f"{INDEX_FOLDER}/{WORKBOOK_NAME}": render_workbook(index),
            **describe_volumes(arrangement, facts),
            **papers,
        }
        sizes = [file.size for file in stored]
        carrier = describe_carrier(arrangement, facts, handover, sizes) if handover else {}
        sealed = frozenset(file.path for file in stored if file.sealed)
        books = {number: path for number, path in bound.places.items() if path not in sealed}
        seen = replace(
            index,
            volume_links=link_volumes(arrangement.volumes, books, payload),
            companions=link_companions([*(f"data/{path}" for path in payload), *carrier]),
            sealed=sealed,
        )
        made = {
            **{f"data/{path}": content for path, content in payload.items()},
            PAGE_NAME: render_page(seen),
            **carrier,
        }
        return {**made, SEAL_NOTE: explain_seal(facts, len(sealed))} if sealed else made

    info = BagInfo(
        source_organization=facts.giver or facts.organisation,
        external_identifier=facts.project_code or facts.project_name,
        external_description=f"{facts.project_name} 以工代赈项目档案"
        + (f"（{facts.scope_note}）" if facts.scope_note else ""),
        bagging_date=facts.closed_on,
        software_agent=f"archivegen {facts.tool_version}",
        contact_name=facts.contact_name,
        contact_phone=facts.contact_phone,
        group_identifier=(facts.project_code or facts.project_name) if facts.scope != WHOLE else "",
        scope=facts.scope if facts.scope != WHOLE else "",
        withheld=facts.left_out,
    )
    return write_bag(
        destination, (*arrangement.files, *bound.files), describe, info, packing=packing, guard=guard, progress=progress
    )


def make_manifest(index: Index, stored: Sequence[StoredFile], bound: Bound = NOT_BOUND) -> Manifest:
    """The 档案清单: every volume, and every line of the index with the hashes of what was stored for it."""
    by_path = {file.path: file for file in stored}
    facts, arrangement = index.facts, index.arrangement
    return Manifest(
        project_name=facts.project_name,
        project_code=facts.project_code,
        pack_id=facts.pack_id,
        pack_version=facts.pack_version,
        tool_version=facts.tool_version,
        date=facts.closed_on.isoformat(),
        fonds=arrangement.fonds,
        numbering=Numbering.PROVISIONAL if arrangement.provisional else Numbering.FINAL,
        scope=facts.scope,
        volumes=tuple(_list_volume(volume, find_book(volume, bound, by_path)) for volume in arrangement.volumes),
        items=tuple(_list_item(row, by_path) for row in index.rows),
    )


def find_book(volume: Volume, bound: Bound, stored: Mapping[str, StoredFile]) -> str:
    """Where a volume's merged PDF lies; empty when there is none, or none that can be opened without the passphrase."""
    path = bound.places.get(volume.number, "")
    return path if path and not stored[path].sealed else ""


def _list_volume(volume: Volume, book: str) -> ManifestVolume:
    return ManifestVolume(
        number=volume.number,
        archival_code=volume.code,
        kind=str(volume.kind),
        title=volume.title,
        organisation=volume.organisation,
        first=volume.first,
        last=volume.last,
        retention=volume.retention,
        secrecy=volume.secrecy,
        papers=len(volume.present),
        pages=volume.pages,
        book=book,
    )


def _list_item(row: IndexRow, stored: Mapping[str, StoredFile]) -> ManifestItem:
    entry, filed = row.item.entry, row.filed
    return ManifestItem(
        key=entry.key,
        code=entry.code,
        title=entry.title,
        stage=entry.stage,
        volume=row.volume.number if row.volume else None,
        number=filed.number or None if filed else None,
        archival_code=filed.code if filed else "",
        state=row.item.state,
        reason=row.item.explanation,
        level=entry.level,
        responsible=entry.responsible,
        author=filed.responsible if filed else "",
        document_number=filed.document_number if filed else "",
        date=filed.date if filed else "",
        year=filed.year if filed else "",
        retention=entry.retention,
        secrecy=filed.secrecy if filed else "",
        category=filed.category if filed else "",
        medium=filed.medium if filed else "",
        cross_reference=filed.cross_reference if filed else "",
        pages=filed.pages if filed else None,
        audience=str(entry.audience),
        origin=str(entry.origin),
        group=entry.group,
        aspect=entry.aspect,
        emphasis=entry.emphasis,
        signers=entry.signers,
        files=tuple(_list_file(file, stored[file.path]) for file in filed.files) if filed else (),
    )


def _list_file(file: ArchivedFile, stored: StoredFile) -> ManifestFile:
    return ManifestFile(stored.path, stored.sha256, stored.size, file.pages, file.kind, stored.sealed)
