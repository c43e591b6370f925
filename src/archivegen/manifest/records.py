"""What an archive says of itself: its volumes, its papers, their files.  Types only."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from typing import NamedTuple

MANIFEST_NAME = "档案清单.json"
INDEX_FOLDER = "00_索引"
"""Payload folder of the indexes; the only payload that the manifest does not list."""


class State(StrEnum):
    """State of one paper in the completeness index."""

    COMPLETE = "齐全"
    UNSIGNED = "待签章"
    MISSING = "缺失"
    NOT_APPLICABLE = "不适用"


class Audience(StrEnum):
    """Who may see a paper; decides which words its template is given (domain §6.1)."""

    INTERNAL = "内部"
    PUBLIC = "公开"
    RESTRICTED = "受限"
    BANK = "银行"

    @property
    def restricted(self) -> bool:
        """Whether the paper bears whole ID or account numbers and lies in the restricted part."""
        return self in (Audience.RESTRICTED, Audience.BANK)


class Numbering(StrEnum):
    """Whether the 档号 are final."""

    PROVISIONAL = "预编"
    FINAL = "正式"


RESTRICTED_FOLDER = "99_受限"
"""Payload folder of the papers that not everybody may see."""
SEALED_PATH = f"{RESTRICTED_FOLDER}/受限部分（封存）.zip"
"""Below ``data/``: the one file in which the restricted papers lie when they are sealed."""
WHOLE = "全部"
"""Scope of an archive that leaves nothing out."""


class ManifestFile(NamedTuple):
    """One file of a paper: ``path`` below the bag's ``data/``, ``size`` in bytes, ``pages`` None where unknown."""

    path: str
    sha256: str
    size: int
    pages: int | None = None
    kind: str = ""
    sealed: bool = False
    """Whether the file lies inside the sealed part; ``path`` is then its path there."""


class ManifestVolume(NamedTuple):
    """One volume: dates are ISO or empty, ``book`` is the path of its merged PDF below ``data/`` or empty."""

    number: int
    archival_code: str
    kind: str
    title: str
    organisation: str
    first: str
    last: str
    retention: str
    secrecy: str
    papers: int
    pages: int
    book: str = ""


class ManifestItem(NamedTuple):
    """One line of the 应归档清单; ``number`` is its 件号 in its ``volume``, None unless the paper is filed there."""

    key: str
    code: str
    title: str
    stage: str
    number: int | None
    state: State
    reason: str
    level: str
    responsible: str
    retention: str
    audience: str
    origin: str
    volume: int | None = None
    archival_code: str = ""
    author: str = ""
    """责任者: who formed the paper; ``responsible`` is who owes it."""
    document_number: str = ""
    date: str = ""
    year: str = ""
    secrecy: str = ""
    category: str = ""
    pages: int | None = None
    medium: str = ""
    cross_reference: str = ""
    group: str = ""
    aspect: int = 0
    emphasis: tuple[str, ...] = ()
    signers: tuple[str, ...] = ()
    files: tuple[ManifestFile, ...] = ()

    @property
    def restricted(self) -> bool:
        """Whether the paper lies in the restricted part; an audience that is not known does not say so."""
        return any(self.audience == audience for audience in Audience if audience.restricted)


@dataclass(frozen=True, slots=True)
class Manifest:
    """What an archive says of itself; ``format`` is 1 or 2."""

    project_name: str
    project_code: str
    pack_id: str
    pack_version: str
    tool_version: str
    date: str
    """Day of the archive, ISO."""
    items: tuple[ManifestItem, ...] = field(default=())
    fonds: str = ""
    numbering: Numbering = Numbering.PROVISIONAL
    scope: str = WHOLE
    volumes: tuple[ManifestVolume, ...] = field(default=())
    format: int = 2

    def count_filed(self) -> int:
        """Papers (件) that are there; lists and notes of the volumes are none of them (GB/T 11822-2008)."""
        return sum(bool(item.files) and (item.number is not None or not self.volumes) for item in self.items)
