"""Which volume every record belongs to, which number it has there, and where it lies in the bag.  Pure.

Stage folders and the folder of each catalogue line follow domain §4: ``03_实施/C16_务工签到表/003-0012_C16_….pdf``; papers with
full ID and account numbers lie in ``99_受限/`` and in a volume of their own.  A paper is one 件, however many files it has.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path

from archivegen.archive.records import Records, SourceFile
from archivegen.archive.state import ItemState
from archivegen.archive.volume import ArchivedFile, Arrangement, FiledPaper, Kind, Volume
from archivegen.chinese.names import safe_file_name
from archivegen.manifest import RESTRICTED_FOLDER, State
from archivegen.plan import Audience

_MAX_NAME_CHARACTERS = 80
_MAX_NAME_BYTES = 239
_MAX_FOLDER_CHARACTERS = 40
"""Two folders and a name make at most 162 characters: a path inside the bag stays well under 200."""
_TERMS = {"永久": "Y", "30年": "D30", "10年": "D10"}
"""Codes of the retention periods, longest first (DA/T 13-2022)."""


def arrange(states: Sequence[ItemState], drafts: Mapping[str, Path], records: Records) -> Arrangement:
    """Place and number the files of every complete paper, in catalogue order.

    A scan is archived instead of the draft; a paper that nobody signs is archived as it was generated; a paper that
    still waits for its signatures is no record and is not archived.
    """
    folders = _name_folders(states)
    complete = [item for item in states if item.state is State.COMPLETE]
    groups: dict[tuple[bool, str], list[ItemState]] = {}
    for item in sorted(complete, key=_is_restricted):
        restricted = _is_restricted(item)
        groups.setdefault((restricted, "" if restricted else item.entry.stage), []).append(item)
    volumes = tuple(
        _make_volume(number, restricted, items, lambda item: _pick_sources(item, drafts, records), folders)
        for number, ((restricted, _), items) in enumerate(groups.items(), start=1)
    )
    return Arrangement(volumes)


def _is_restricted(item: ItemState) -> bool:
    return item.entry.audience in (Audience.RESTRICTED, Audience.BANK)


def _make_volume(
    number: int,
    restricted: bool,  # noqa: FBT001
    items: Sequence[ItemState],
    sources_of: Callable[[ItemState], tuple[SourceFile, ...]],
    folders: Mapping[tuple[str, str], str],
) -> Volume:
    name = "受限材料" if restricted else items[0].stage.name
    retention = next((term for term in _TERMS if any(item.entry.retention == term for item in items)), "")
    code = f"QZ待定-KJ·JJ-{_TERMS.get(retention, 'Y')}-{number:03d}"
    papers = []
    for position, item in enumerate(items, start=1):
        sources = sources_of(item)
        files = []
        for part, source in enumerate(sources, start=1):
            running = f"{number:03d}-{position:04d}" + (f"-{part}" if len(sources) > 1 else "")
            stored = f"{folders[_folder_of(item)]}/{_name_file(item, running, source.path.suffix.lower())}"
            files.append(ArchivedFile(item.entry.key, stored, source))
        papers.append(FiledPaper(item, position, f"{code}-{position:04d}", tuple(files), None, item.entry.responsible))
    return Volume(number, code, Kind.VOLUME, name, f"{number:03d}_{name}", restricted, retention, "", "", tuple(papers))


def _pick_sources(item: ItemState, drafts: Mapping[str, Path], records: Records) -> tuple[SourceFile, ...]:
    scans = records.files.get(item.entry.key, ())
    return scans or (SourceFile(drafts[item.entry.key], -1, -1),)


def _folder_of(item: ItemState) -> tuple[str, str]:
    """What decides the folder: the top folder and the catalogue code."""
    restricted = item.entry.audience in (Audience.RESTRICTED, Audience.BANK)
    return (RESTRICTED_FOLDER if restricted else item.stage.folder, item.entry.code)


def _name_folders(states: Sequence[ItemState]) -> dict[tuple[str, str], str]:
    """A folder for every top folder and code; two that a Windows disk would take for one are told apart."""
    names: dict[tuple[str, str], str] = {}
    taken: set[str] = set()
    for item in states:
        top, code = _folder_of(item)
        if (top, code) in names:
            continue
        wanted = f"{_clean(top, _MAX_FOLDER_CHARACTERS)}/{_clean(f'{code}_{item.entry.name}', _MAX_FOLDER_CHARACTERS)}"
        names[top, code] = next(name for name in _variants(wanted) if name.casefold() not in taken)
        taken.add(names[top, code].casefold())
    return names


def _variants(name: str) -> Iterator[str]:
    yield name
    for number in range(2, 10**6):
        yield f"{name}_{number}"


def _name_file(item: ItemState, sequence: str, suffix: str) -> str:
    """``003-0012_C16_务工签到表（2026年3月）.pdf``: unique by its numbers."""
    stem = f"{sequence}_{item.entry.code}_{item.entry.title}"
    return _clean(stem, _MAX_NAME_CHARACTERS - len(suffix), _MAX_NAME_BYTES - len(suffix)) + suffix


def _clean(text: str, length: int, max_bytes: int = _MAX_NAME_BYTES) -> str:
    """A legal name of at most ``length`` characters.

    ``%`` becomes full-width: BagIt writes it as ``%25``, which ``sha256sum`` and older validators do not undo.
    """
    name = safe_file_name(text.replace("%", "％"), max_bytes)
    while len(name) > length:
        cut = length
        while cut > 1 and unicodedata.combining(name[cut]):
            cut -= 1
        name = safe_file_name(name[:cut], max_bytes)
    return name
