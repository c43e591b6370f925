"""案卷: what an arrangement consists of.  Types only.

A volume (案卷, GB/T 11822-2008) holds papers in the order of their 件号; letters that a pack files by item (DA/T 22-2015) lie in a
box (盒), which has the same shape.
"""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum
from types import MappingProxyType
from typing import TYPE_CHECKING, NamedTuple

from archivegen.archive.records import SourceFile
from archivegen.archive.state import ItemState
from archivegen.findings import Finding

if TYPE_CHECKING:
    from archivegen.archive.filing.register import Register


class Kind(StrEnum):
    """How the papers of a volume are arranged."""

    VOLUME = "案卷"
    BOX = "文书"


class ArchivedFile(NamedTuple):
    """One file of the archive: ``path`` below ``data/`` with ``/``, ``kind`` its format, ``pages`` None where unknown.

    ``source.size`` and ``source.modified`` are -1 for a draft that was not looked at when it was assessed.
    """

    key: str
    path: str
    source: SourceFile
    pages: int | None = None
    kind: str = ""


class FiledPaper(NamedTuple):
    """One 件: a paper with its number in the volume, its 档号 (``code``) and what the indexes say of it.

    A paper about the archive itself (卷内目录, 移交清单) has number 0 and no code.  A number whose paper is not there (taken out, or
    missing) stays visible: it has no ``files``, and ``remark`` says why.
    """

    item: ItemState
    number: int
    code: str
    files: tuple[ArchivedFile, ...]
    pages: int | None
    responsible: str
    """责任者: who formed the paper."""
    document_number: str = ""
    date: str = ""
    """ISO, empty when it is not known."""
    year: str = ""
    secrecy: str = ""
    remark: str = ""
    category: str = ""
    """门类, e.g. KJ·JJ."""
    medium: str = ""
    """载体: 纸质、电子 of a scan, 电子 of what was born digital."""
    cross_reference: str = ""
    """互见号: the code of the paper original or of another medium."""

    @property
    def present(self) -> bool:
        """Whether the paper is there."""
        return bool(self.files)


class Volume(NamedTuple):
    """One volume or box; ``folder`` names it on the disk (``001_规划储备``)."""

    number: int
    code: str
    kind: Kind
    title: str
    folder: str
    restricted: bool
    retention: str
    secrecy: str
    organisation: str
    """立卷单位."""
    papers: tuple[FiledPaper, ...]
    """In the order of their numbers, those that are not there included."""
    category: str = ""

    @property
    def present(self) -> tuple[FiledPaper, ...]:
        """The papers that are there."""
        return tuple(paper for paper in self.papers if paper.present)

    @property
    def label(self) -> str:
        """``001``: the number as file names and indexes show it."""
        return f"{self.number:03d}"

    @property
    def first(self) -> str:
        """Earliest date of its papers, ISO; empty when none is known."""
        return min((paper.date for paper in self.present if paper.date), default="")

    @property
    def last(self) -> str:
        """Latest date of its papers, ISO; empty when none is known."""
        return max((paper.date for paper in self.present if paper.date), default="")

    @property
    def pages(self) -> int:
        """Pages in all; papers whose pages are not known count nothing."""
        return sum(paper.pages or 0 for paper in self.present)


class Bound(NamedTuple):
    """The 合订本 of an archive: one merged PDF a volume."""

    files: tuple[ArchivedFile, ...] = ()
    places: Mapping[int, str] = MappingProxyType({})
    """Number of a volume → path of its book below ``data/``."""
    starts: Mapping[str, int] = MappingProxyType({})
    """Key of a paper → its first page (from 1) in the book of its volume."""


NOT_BOUND = Bound()


class Override(NamedTuple):
    """A retention period that the project file sets in the place of the catalogue's, with its reason."""

    key: str
    title: str
    usual: str
    retention: str
    reason: str


class Arrangement(NamedTuple):
    """The whole archive arranged.

    ``fonds`` is the 全宗号 as the codes show it, empty while they show a placeholder; ``provisional`` is true while the numbers
    are not final.
    """

    volumes: tuple[Volume, ...]
    unnumbered: tuple[FiledPaper, ...] = ()
    """Papers about the archive itself."""
    fonds: str = ""
    provisional: bool = True
    overrides: tuple[Override, ...] = ()
    findings: tuple[Finding, ...] = ()
    register: Register | None = None
    """The numbers as they are now, to be written before the bag takes its place."""
    states: tuple[ItemState, ...] = ()
    """The states of ``assess``, with what became of numbered papers that are not there."""

    @property
    def files(self) -> tuple[ArchivedFile, ...]:
        """Every file of every paper, in the order of the volumes."""
        papers = (*(paper for volume in self.volumes for paper in volume.papers), *self.unnumbered)
        return tuple(file for paper in papers for file in paper.files)
