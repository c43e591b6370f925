"""The archive arranged: every record in its volume, with its number, its 档号 and its name in the bag.  Pure.

A paper is one 件, however many files it has.  Numbers come from the register; what has none yet gets the next one.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

from archivegen.archive.filing.findings import find_filing_findings
from archivegen.archive.filing.naming import Folders, folder_key, name_file, name_folders, name_volume_folder
from archivegen.archive.filing.numbering import issue_numbers
from archivegen.archive.filing.order import FilingOrder
from archivegen.archive.filing.register import IssuedPaper, IssuedVolume, Register
from archivegen.archive.filing.settlement import find_contradictions, gap_key, settle, withdraw
from archivegen.archive.filing.volumes import list_candidates
from archivegen.archive.records import Records, SourceFile
from archivegen.archive.state import ItemState
from archivegen.archive.volume import ArchivedFile, Arrangement, FiledPaper, Kind, Override, Volume
from archivegen.manifest import State

Look = Callable[[SourceFile], tuple[int | None, str]]
"""Pages (None where unknown) and format of a file."""


def look_at_nothing(_source: SourceFile) -> tuple[int | None, str]:
    """Nothing is known of a file."""
    return None, ""


def arrange(
    states: Sequence[ItemState],
    drafts: Mapping[str, Path],
    records: Records,
    order: FilingOrder,
    register: Register | None = None,
    look: Look = look_at_nothing,
) -> Arrangement:
    """Arrange every complete paper; ``register`` has the numbers that were issued before (None: none).

    A scan is archived instead of the draft; a paper that nobody signs is archived as it was generated; a paper that still waits for its
    signatures is no record and is not archived.  The arrangement's ``states`` tell besides what became of numbered papers that are
    not there, its ``register`` the numbers as they are now.
    """
    register = register or Register(order.shown_fonds)
    given, states = states, withdraw(states, register, order)
    complete = [item for item in states if item.state is State.COMPLETE]
    folders = name_folders(states)
    parts = {
        item.entry.key: [(source, *look(source)) for source in _pick_sources(item, drafts, records)]
        for item in complete
    }
    numbered = [item for item in complete if order.facts_of(item.entry).numbered]
    candidates = list_candidates(numbered, order, lambda item: _add_pages(parts[item.entry.key]) or 0)
    register = issue_numbers(register, candidates, order)
    settled = settle(states, register, order)
    shelf = _Shelf(order, folders, parts, {item.entry.key: item for item in settled})
    volumes = tuple(shelf.make_volume(volume, register) for volume in register.volumes)
    loose = tuple(shelf.file_unnumbered(item) for item in complete if not order.facts_of(item.entry).numbered)
    return Arrangement(
        volumes=volumes,
        unnumbered=loose,
        fonds="" if register.fonds == order.filing.unknown_fonds else register.fonds,
        provisional=not register.final,
        overrides=tuple(_list_overrides(settled, order)),
        findings=(
            *find_contradictions(given, states, order),
            *find_filing_findings(settled, volumes, register, order),
        ),
        register=register,
        states=settled,
    )


Part = tuple[SourceFile, int | None, str]


class _Shelf:
    """Makes volumes of papers and their files."""

    def __init__(
        self,
        order: FilingOrder,
        folders: Folders,
        parts: Mapping[str, Sequence[Part]],
        items: Mapping[str, ItemState],
    ) -> None:
        self.order = order
        self.folders = folders
        self.parts = parts
        self.items = items

    def make_volume(self, issued: IssuedVolume, register: Register) -> Volume:
        """One volume with every number that was issued in it."""
        filing = self.order.filing
        label = filing.pad(issued.number, "案卷")
        papers = tuple(self._file(paper, issued, label) for paper in register.papers if paper.volume == issued.number)
        inside = [paper for paper in papers if paper.files]
        return Volume(
            number=issued.number,
            code=issued.code,
            kind=issued.kind,
            title=self._title(issued, register),
            folder=name_volume_folder(label, self._group_name(issued)),
            restricted=issued.restricted,
            retention=filing.longest(paper.item.entry.retention for paper in inside) or issued.term,
            secrecy=filing.highest(paper.secrecy for paper in inside),
            organisation=self.order.organisation,
            papers=papers,
            category=issued.category,
        )

    def file_unnumbered(self, item: ItemState) -> FiledPaper:
        """A paper about the archive itself."""
        return self._describe(item, 0, "", self._name_parts(item, "", ""), "")

    def _file(self, issued: IssuedPaper, volume: IssuedVolume, label: str) -> FiledPaper:
        item = self.items[gap_key(issued)]
        files: tuple[ArchivedFile, ...] = ()
        if item.state is State.COMPLETE and not issued.moved:
            files = self._name_parts(item, label, self.order.filing.pad(issued.number, "件"))
        return self._describe(item, issued.number, issued.archival_code, files, volume.category)

    def _describe(
        self, item: ItemState, number: int, code: str, files: tuple[ArchivedFile, ...], category: str
    ) -> FiledPaper:
        facts, filing = self.order.facts_of(item.entry), self.order.filing
        scanned = item.entry.needs_scan
        return FiledPaper(
            item=item,
            number=number,
            code=code,
            files=files,
            pages=_add_pages(self.parts.get(item.entry.key, ())) if files else None,
            responsible=facts.responsible,
            document_number=facts.document_number,
            date=facts.date,
            year=facts.year,
            secrecy=facts.secrecy,
            remark="" if files else item.explanation,
            category=category or self.order.category or filing.category,
            medium=filing.media["扫描件" if scanned else "原生"] if files else "",
            cross_reference=facts.cross_reference or (self._refer(code) if files and scanned else ""),
        )

    def _refer(self, code: str) -> str:
        """互见号 of a scan: where its paper original is kept."""
        return self.order.write(self.order.filing.cross_reference, {"档号": code}) if code else ""

    def _name_parts(self, item: ItemState, label: str, number: str) -> tuple[ArchivedFile, ...]:
        parts = self.parts[item.entry.key]
        folder = self.folders[folder_key(item)]
        files = []
        for position, (source, pages, kind) in enumerate(parts, start=1):
            running = "-".join(part for part in (number, str(position) if len(parts) > 1 else "") if part)
            name = name_file(item, label, running, source.path.suffix.lower(), self.order)
            files.append(ArchivedFile(item.entry.key, f"{folder}/{name}", source, pages, kind))
        return tuple(files)

    def _title(self, issued: IssuedVolume, register: Register) -> str:
        words = {**self.order.volume_words(register.fonds), "类别": issued.category, "保管期限": issued.term}
        words["期限"] = self.order.filing.terms.get(issued.term, issued.term)
        if issued.kind is Kind.BOX:
            series = next((one for one in self.order.filing.by_item if one.category == issued.category), None)
            year, _, institution = issued.group.partition("/")
            words |= {"年度": year, "机构": institution}
            return self.order.write(series.title, words) if series else issued.group
        alike = [one.number for one in register.volumes if (one.kind, one.group) == (issued.kind, issued.group)]
        words |= {"案卷号": self.order.filing.pad(issued.number, "案卷"), "组": issued.group}
        return self.order.write(
            self.order.filing.volumes.title, {**words, "卷次": sorted(alike).index(issued.number) + 1}
        )

    def _group_name(self, issued: IssuedVolume) -> str:
        if issued.kind is Kind.VOLUME:
            return issued.group
        return f"{issued.category}{issued.group.partition('/')[0]}{issued.term}"


def _pick_sources(item: ItemState, drafts: Mapping[str, Path], records: Records) -> tuple[SourceFile, ...]:
    scans = records.files.get(item.entry.key, ())
    return scans or (SourceFile(drafts[item.entry.key], -1, -1),)


def _add_pages(parts: Sequence[Part]) -> int | None:
    """Pages of all files of a paper; None where one is not known."""
    counts = [pages for _, pages, _ in parts]
    return None if None in counts else sum(pages for pages in counts if pages is not None)


def _list_overrides(states: Sequence[ItemState], order: FilingOrder) -> list[Override]:
    found = []
    for item in states:
        override, usual = order.override_of(item.entry), order.facts_of(item.entry).usual
        if override and item.entry.applies and override[0] != usual:
            found.append(Override(item.entry.key, item.entry.title, usual, *override))
    return found
