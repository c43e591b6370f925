"""Where every record goes in the archive and which 件号 it gets.  Pure.

Stage folders and the folder of each catalogue line follow domain §4: ``03_实施/C16_务工签到表/C16_01_….pdf``; papers with
full ID and account numbers go to ``99_受限/``.  A paper is one 件, however many files it has; 件号 run through the whole
archive in catalogue order without a gap.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from archivegen.archive.records import Records, SourceFile
from archivegen.archive.state import ItemState
from archivegen.chinese.names import safe_file_name
from archivegen.manifest import State
from archivegen.plan import Audience

RESTRICTED_FOLDER = "99_受限"
_MAX_NAME_CHARACTERS = 80
_MAX_NAME_BYTES = 239
_MAX_FOLDER_CHARACTERS = 40
"""Two folders and a name make at most 162 characters: a path inside the bag stays well under 200."""


@dataclass(frozen=True, slots=True)
class ArchivedFile:
    """One file of the archive: ``path`` below ``data/`` with ``/``, ``number`` the 件号 of its paper.

    ``source.size`` and ``source.modified`` are -1 for a draft that was not looked at when it was assessed.
    """

    key: str
    number: int
    path: str
    source: SourceFile


def arrange(states: Sequence[ItemState], drafts: Mapping[str, Path], records: Records) -> tuple[ArchivedFile, ...]:
    """Place and number the files of every complete paper, in catalogue order.

    A scan is archived instead of the draft; a paper that nobody signs is archived as it was generated; a paper that
    still waits for its signatures is no record and is not archived.
    """
    folders = _name_folders(states)
    complete = [(item, _pick_sources(item, drafts, records)) for item in states if item.state is State.COMPLETE]
    counts: dict[str, int] = {}
    for item, sources in complete:
        counts[folders[_folder_of(item)]] = counts.get(folders[_folder_of(item)], 0) + len(sources)
    placed: list[ArchivedFile] = []
    running: dict[str, int] = {}
    for number, (item, sources) in enumerate(complete, start=1):
        folder = folders[_folder_of(item)]
        width = max(2, len(str(counts[folder])))
        for source in sources:
            running[folder] = running.get(folder, 0) + 1
            name = _name_file(item, f"{running[folder]:0{width}d}", source.path.suffix.lower())
            placed.append(ArchivedFile(item.entry.key, number, f"{folder}/{name}", source))
    return tuple(placed)


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
    """``C16_01_务工签到表（2026年3月）.pdf``: unique in its folder by its sequence number."""
    stem = f"{item.entry.code}_{sequence}_{item.entry.title}"
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
