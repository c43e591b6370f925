"""A register that was lost, made again from the newest bag that holds the whole archive."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

from archivegen.archive.bag.peek import peek
from archivegen.archive.filing.order import FilingOrder
from archivegen.archive.filing.register import IssuedPaper, IssuedVolume, Register, list_contradictions
from archivegen.archive.filing.settlement import WITHDRAWN
from archivegen.archive.volume import Kind
from archivegen.manifest import (
    INDEX_FOLDER,
    MANIFEST_NAME,
    WHOLE,
    Manifest,
    ManifestItem,
    Numbering,
    State,
    parse_manifest,
)
from archivegen.plan import Stage

_INSIDE = f"data/{INDEX_FOLDER}/{MANIFEST_NAME}"
_MOST_OCTETS = 1 << 28


def recover_register(
    archives: Path, stages: Sequence[Stage], order: FilingOrder, project_code: str
) -> tuple[Register | None, str]:
    """The numbers of the newest bag of this project below ``archives``, and its name; None and ``""`` when there is none.

    Bags of a part of the archive do not list every number and are passed by, as are those of format 1, which had no volumes, and those
    that contradict themselves.
    """
    found = []
    for name, manifest in _list_manifests(archives):
        if manifest.format == 2 and manifest.scope == WHOLE and _is_ours(manifest, order, project_code):
            register = _read_numbers(manifest, stages, order)
            if not any(list_contradictions(register)):
                found.append(((manifest.date, len(register.papers), name), register))
    if not found:
        return None, ""
    (_, _, name), register = max(found, key=lambda pair: pair[0])
    # Numbers only grow: a bag that has all of these and more was closed later, whatever the clock said that day.
    for (_, _, other), grown in sorted(found, key=lambda pair: pair[0][1]):
        if _list_issued(register) < _list_issued(grown):
            name, register = other, grown
    return register, name


def _list_issued(register: Register) -> set[tuple[str, int, int, str]]:
    return {(paper.key, paper.volume, paper.number, paper.archival_code) for paper in register.papers}


def _is_ours(manifest: Manifest, order: FilingOrder, project_code: str) -> bool:
    return manifest.project_name == order.project_name or (manifest.project_code == project_code != "")


def _list_manifests(archives: Path) -> Iterator[tuple[str, Manifest]]:
    if not archives.is_dir():
        return
    for path in sorted(archives.iterdir()):
        content = peek(path, _INSIDE, _MOST_OCTETS) if path.is_dir() or path.suffix == ".zip" else None
        manifest, _ = parse_manifest(content, path.name) if content is not None else (None, ())
        if manifest is not None:
            yield path.name, manifest


def _read_numbers(manifest: Manifest, stages: Sequence[Stage], order: FilingOrder) -> Register:
    items = [item for item in manifest.items if item.number is not None and item.volume is not None]
    final = manifest.numbering is Numbering.FINAL
    volumes = []
    for volume in manifest.volumes:
        first = next((item for item in items if item.volume == volume.number), None)
        if first is not None:
            kind = Kind.BOX if volume.kind == Kind.BOX else Kind.VOLUME
            restricted = first.restricted
            volumes.append(
                IssuedVolume(
                    volume.number,
                    kind,
                    first.category,
                    _find_group(first, kind, stages, order),
                    restricted,
                    volume.retention,
                    volume.archival_code,
                )
            )
    return Register(
        manifest.fonds or order.filing.unknown_fonds,
        final,
        tuple(volumes),
        tuple(sorted((_read_paper(item) for item in items), key=lambda paper: (paper.volume, paper.number))),
    )


def _find_group(item: ManifestItem, kind: Kind, stages: Sequence[Stage], order: FilingOrder) -> str:
    options = order.filing.volumes
    if kind is Kind.BOX:
        return f"{item.year}/{order.institution}"
    if item.restricted:
        return options.restricted
    by_code = next((group.name for group in options.groups if item.code in group.papers), None)
    by_stage = next((group.name for group in options.groups if item.stage in group.stages), None)
    stage = next((stage.name for stage in stages if stage.code == item.stage), item.stage)
    return by_code or by_stage or stage


def _read_paper(item: ManifestItem) -> IssuedPaper:
    assert item.volume is not None
    assert item.number is not None
    left = f"（{item.volume}-{item.number}）"
    moved = ""
    if item.state is State.NOT_APPLICABLE and item.key.endswith(left):
        moved = item.reason.removeprefix(f"{WITHDRAWN}：").partition("（原档号")[0]
    key = item.key.removesuffix(left) if moved else item.key
    return IssuedPaper(key, item.code, item.title, item.stage, item.volume, item.number, item.archival_code, moved)
