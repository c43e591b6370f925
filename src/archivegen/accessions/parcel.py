"""What was received, as plain facts: read from the archive itself and from what the inspector found."""

from __future__ import annotations

import hashlib
import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from archivegen.chinese import find_personal_numbers, half_width, mask
from archivegen.disk import explain_refusal
from archivegen.errors import OutputError
from archivegen.manifest import WHOLE, Manifest, ManifestVolume, Numbering, State
from archivegen.verify import Verification
from archivegen.verify.reading.source import READ_ERRORS, Source, open_source

_MANIFESTS = ("manifest-sha256.txt", "manifest-sha512.txt", "manifest-sha1.txt", "manifest-md5.txt")
_ARCHIVE_OF = "以工代赈项目档案"
"""What ``bundle`` writes behind a project's name into bag-info.txt."""
_FOR_EVER = "永久"
_MOST_INFO = 1 << 20


@dataclass(frozen=True, slots=True)
class Parcel:
    """One archive that was handed over; counts are None where the archive does not say them."""

    path: Path
    kind: str
    name: str
    """Of the bag: its folder or file without ``.zip``."""
    project_name: str
    project_code: str = ""
    giver: str = ""
    bagged_on: str = ""
    ours: bool = False
    scope: str = WHOLE
    provisional: bool = False
    sealed: bool = False
    restricted: int = 0
    """Papers that not everybody may see."""
    volumes: tuple[ManifestVolume, ...] = ()
    volume_count: int | None = None
    papers: int | None = None
    pages: int | None = None
    missing: int = 0
    """Papers that are owed and not in the archive."""
    unsigned: int = 0
    """Papers that are owed and not yet signed."""
    files: int = 0
    octets: int = 0
    manifest: str = ""
    """Which manifest ``digest`` is of."""
    digest: str = ""
    """SHA-256 of the manifest: the same archive has the same, as a folder and as a ZIP."""
    package_digest: str = ""
    """SHA-256 of the ZIP file, empty for a folder."""
    retention: str = ""
    """The longest inside."""
    retentions: tuple[tuple[str, int], ...] = ()

    @property
    def whole(self) -> bool:
        """Whether nothing was left out."""
        return self.scope == WHOLE


def read_parcel(checked: Verification) -> Parcel:
    """The facts of an archive that was checked; of one that cannot be opened there is only its name.

    Raises ``OutputError`` when it cannot be read any more.
    """
    path = checked.path
    name = path.name.removesuffix(".zip") if path.is_file() else path.resolve().name
    bare = Parcel(
        path, checked.kind, hide_numbers(name), hide_numbers(name), files=checked.files, octets=checked.octets
    )
    try:
        with open_source(path) as (source, _):
            if source is None or source.refused:
                return bare
            return _fill(bare, source, checked.manifest)
    except READ_ERRORS as error:
        reason = explain_refusal(error) if isinstance(error, OSError) else str(error)
        raise OutputError(f"档案包 {path} 读不出来（{reason}）。请检查存储介质后再接收。") from error


def _fill(bare: Parcel, source: Source, manifest: Manifest | None) -> Parcel:
    info = _read_info(source)
    listed = next((name for name in _MANIFESTS if name in source.files), "")
    items = [item for item in manifest.items if item.files] if manifest is not None else []
    filed = [item for item in items if item.number is not None] if manifest and manifest.volumes else items
    pages = [item.pages for item in filed if item.pages is not None]
    states = Counter(item.state for item in manifest.items) if manifest else Counter[State]()
    volumes = manifest.volumes if manifest else ()
    periods = Counter(each.retention for each in volumes or items if each.retention)
    ordered = sorted(periods, key=_length_of, reverse=True)
    known = manifest is not None
    return Parcel(
        path=bare.path,
        kind=bare.kind,
        name=bare.name,
        project_name=hide_numbers(manifest.project_name if manifest else _name_project(info) or bare.name),
        project_code=hide_numbers(manifest.project_code if manifest else info.get("External-Identifier", "")),
        giver=hide_numbers(info.get("Source-Organization", "")),
        bagged_on=manifest.date if manifest else info.get("Bagging-Date", ""),
        ours=known,
        scope=manifest.scope if manifest else WHOLE,
        provisional=manifest is not None and manifest.format > 1 and manifest.numbering is Numbering.PROVISIONAL,
        sealed=any(file.sealed for item in items for file in item.files),
        restricted=sum(item.restricted for item in items),
        volumes=volumes,
        volume_count=len(volumes) or None,
        papers=manifest.count_filed() if manifest else None,
        pages=sum(pages) if pages else None,
        missing=states[State.MISSING],
        unsigned=states[State.UNSIGNED],
        files=bare.files,
        octets=bare.octets,
        manifest=listed,
        digest=_digest(source, listed) if listed else "",
        package_digest=_digest_file(bare.path) if bare.path.is_file() else "",
        retention=ordered[0] if ordered else "",
        retentions=tuple((period, periods[period]) for period in ordered),
    )


def _name_project(info: dict[str, str]) -> str:
    return info.get("External-Description", "").removesuffix(_ARCHIVE_OF).strip()


def hide_numbers(text: str) -> str:
    """A text without line breaks in which no whole ID, account or mobile number stands."""
    line = " ".join(text.split())
    numbers = find_personal_numbers(line)
    if numbers:
        line = half_width(line)
    for number in numbers:
        line = line.replace(number, mask(number))
    return line


def _length_of(period: str) -> int:
    years = re.search(r"[0-9]+", period)
    return 10_000 if period == _FOR_EVER else int(years[0]) if years else 0


def _read_info(source: Source) -> dict[str, str]:
    """Labels and values of bag-info.txt, the first of each."""
    if source.files.get("bag-info.txt", _MOST_INFO) >= _MOST_INFO:
        return {}
    with source.open("bag-info.txt") as handle:
        lines = handle.read(_MOST_INFO).decode("utf-8", "replace").splitlines()
    pairs = [line.partition(":") for line in reversed(lines) if ":" in line]
    return {label.strip(): value.strip() for label, _, value in pairs}


def _digest(source: Source, path: str) -> str:
    with source.open(path) as handle:
        return _hash(iter(lambda: handle.read(1 << 18), b""))


def _digest_file(path: Path) -> str:
    with path.open("rb") as handle:
        return hashlib.file_digest(handle, "sha256").hexdigest()


def _hash(chunks: Iterable[bytes]) -> str:
    digest = hashlib.sha256()
    for chunk in chunks:
        digest.update(chunk)
    return digest.hexdigest()
