"""How folders and files of the archive are named.  Pure.

Stage folders and the folder of each catalogue line follow domain §4: ``03_实施/C16_务工签到表/003-0012_C16_….pdf``; papers with
full ID and account numbers lie in ``99_受限/``.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Mapping, Sequence

from archivegen.archive.filing.order import FilingOrder
from archivegen.archive.state import ItemState
from archivegen.chinese.names import safe_file_name
from archivegen.manifest import RESTRICTED_FOLDER

_MAX_NAME_CHARACTERS = 80
_MAX_NAME_BYTES = 239
_MAX_FOLDER_CHARACTERS = 40
"""Two folders and a name make at most 162 characters: a path inside the bag stays well under 200."""

Folders = Mapping[tuple[str, str], str]
"""Top folder and catalogue code → the folder."""


def name_folders(states: Sequence[ItemState]) -> Folders:
    """A folder for every top folder and code; two that a Windows disk would take for one are told apart."""
    names: dict[tuple[str, str], str] = {}
    taken: set[str] = set()
    for item in states:
        top, code = folder_key(item)
        if (top, code) in names:
            continue
        wanted = f"{_clean(top, _MAX_FOLDER_CHARACTERS)}/{_clean(f'{code}_{item.entry.name}', _MAX_FOLDER_CHARACTERS)}"
        names[top, code] = next(name for name in _variants(wanted) if name.casefold() not in taken)
        taken.add(names[top, code].casefold())
    return names


def folder_key(item: ItemState) -> tuple[str, str]:
    """What decides the folder: the top folder and the catalogue code."""
    return (RESTRICTED_FOLDER if item.entry.audience.restricted else item.stage.folder, item.entry.code)


def name_volume_folder(label: str, group: str) -> str:
    """``001_规划储备``."""
    return _clean(f"{label}_{group}", _MAX_FOLDER_CHARACTERS)


def name_file(item: ItemState, label: str, number: str, suffix: str, order: FilingOrder) -> str:
    """``003-0012_C16_务工签到表（2026年3月）.pdf``; a title that is too long for a disk is cut, numbers are not.

    ``label`` and ``number`` are empty for a paper about the archive itself, whose name is its code and title.
    """
    words = {"案卷号": label, "件号": number, "代码": item.entry.code, "题名": item.entry.title}
    room = _MAX_NAME_CHARACTERS - len(suffix)
    if not label:
        part = f"_{number}" if number else ""
        return _clean(f"{words['代码']}{part}_{words['题名']}", room, _MAX_NAME_BYTES - len(suffix)) + suffix
    stem = order.write(order.filing.file_name, words)
    while len(stem) > room and words["题名"]:
        words["题名"] = words["题名"][: -max(1, len(stem) - room)]
        stem = order.write(order.filing.file_name, words)
    for old, new in order.filing.aliases.items():
        stem = stem.replace(old, new)
    return _clean(stem, room, _MAX_NAME_BYTES - len(suffix)) + suffix


def _variants(name: str) -> Iterator[str]:
    yield name
    for number in range(2, 10**6):
        yield f"{name}_{number}"


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
