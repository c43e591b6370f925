"""Issuing numbers: every paper that became complete gets the next 件号 of its volume; what is issued never moves.  Pure.

The first time numbers run in catalogue order (or in the order that the pack gives); a later paper goes to the latest volume of its
group that has room and is kept at least as long, or else opens the next one: the retention stands in the 档号 of a volume, so a paper
that must be kept longer cannot join it.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from itertools import groupby
from typing import NamedTuple

from archivegen.archive.filing.order import FilingOrder
from archivegen.archive.filing.register import IssuedPaper, IssuedVolume, Register
from archivegen.archive.volume import Kind


class Candidate(NamedTuple):
    """A complete paper that wants a number: the group of papers to which it belongs, and what decides its volume.

    ``family`` is the key of the main paper: attachments stay with it where there is room.  ``pages`` counts at least one.
    """

    key: str
    code: str
    title: str
    stage: str
    kind: Kind
    category: str
    group: str
    restricted: bool
    term: str
    pages: int
    family: str


def issue_numbers(register: Register, candidates: Sequence[Candidate], order: FilingOrder) -> Register:
    """The register with a number for every candidate that has none, in the order of ``candidates``.

    A paper whose volume no longer suits it (it became restricted, or is restricted no more) leaves its number empty and gets another.
    """
    desk = _Desk(register, candidates, order)
    current = register.current()
    fresh = [candidate for candidate in candidates if desk.needs_number(candidate, current.get(candidate.key))]
    for _, family in groupby(fresh, key=lambda one: (one.family, one.kind, one.group, one.restricted)):
        desk.place(list(family))
    return desk.close()


@dataclass
class _Open:
    """A volume while papers are placed; it was ``fresh`` opened in this run, and its term still grows, or it was issued before."""

    number: int
    kind: Kind
    category: str
    group: str
    restricted: bool
    term: str = ""
    code: str = ""
    fresh: bool = True
    pages: int = 0
    count: int = 0
    last: int = 0
    placed: list[tuple[int, Candidate]] = field(default_factory=list)


class _Desk:
    """One run of issuing."""

    def __init__(self, register: Register, candidates: Sequence[Candidate], order: FilingOrder) -> None:
        self.register = register
        self.order = order
        self.fonds = register.fonds or order.filing.unknown_fonds
        self.moved: dict[str, str] = {}
        pages = {candidate.key: candidate.pages for candidate in candidates}
        self.volumes = [_reopen(volume, register.papers, pages) for volume in register.volumes]

    def needs_number(self, candidate: Candidate, issued: IssuedPaper | None) -> bool:
        """Whether a paper has no number, or one in the wrong part of the archive."""
        if issued is None:
            return True
        if self.register.volume(issued.volume).restricted == candidate.restricted:
            return False
        self.moved[candidate.key] = "改列受限材料" if candidate.restricted else "不再列为受限材料"
        return True

    def place(self, family: Sequence[Candidate]) -> None:
        """Put a paper and its attachments into one volume; more than a volume takes are put one by one."""
        together = self._find(family)
        if together is None and self._has_room(_Open(0, family[0].kind, "", "", restricted=False), family):
            together = self._open(family[0])
        for candidate in family:
            self._put(together or self._find([candidate]) or self._open(candidate), candidate)

    def _find(self, family: Sequence[Candidate]) -> _Open | None:
        """The volume that takes all of them: the one opened last in this run, or else the latest that is kept long enough."""
        wanted = family[0]
        alike = [volume for volume in self.volumes if _group_of(volume) == _group_of(wanted)]
        fresh = [volume for volume in alike if volume.fresh][-1:]
        usable = (volume for volume in fresh or alike[::-1] if all(self._keeps(volume, one) for one in family))
        return next((volume for volume in usable if self._has_room(volume, family)), None)

    def _keeps(self, volume: _Open, candidate: Candidate) -> bool:
        rank = self.order.filing.rank
        return volume.fresh or rank(volume.term) <= rank(candidate.term)

    def _has_room(self, volume: _Open, family: Sequence[Candidate]) -> bool:
        options = self.order.filing.volumes
        pages = volume.pages + sum(candidate.pages for candidate in family)
        fits = pages <= options.most_pages and volume.count + len(family) <= options.most_papers
        return fits or volume.kind is Kind.BOX

    def _open(self, candidate: Candidate) -> _Open:
        alike = [volume.number for volume in self.volumes if volume.kind is candidate.kind]
        first = 1
        if candidate.kind is Kind.BOX:
            alike = [volume.number for volume in self.volumes if volume.category == candidate.category]
            first = next(one.first_box for one in self.order.filing.by_item if one.category == candidate.category)
        number = max(alike, default=first - 1) + 1
        volume = _Open(number, candidate.kind, candidate.category, candidate.group, candidate.restricted)
        self.volumes.append(volume)
        return volume

    def _put(self, volume: _Open, candidate: Candidate) -> None:
        first = self.order.first_items.get(volume.category, 1) if volume.kind is Kind.BOX else 1
        volume.last = max(volume.last + 1, first)
        volume.count += 1
        volume.pages += candidate.pages
        if volume.fresh:
            volume.term = self.order.filing.longest((volume.term, candidate.term))
        volume.placed.append((volume.last, candidate))

    def close(self) -> Register:
        """The register with everything that was issued."""
        for volume in self.volumes:
            volume.code = volume.code or self._write_volume_code(volume)
        issued = [
            IssuedPaper(
                one.key, one.code, one.title, one.stage, volume.number, number, self._write_code(volume, number, one)
            )
            for volume in self.volumes
            for number, one in volume.placed
        ]
        now = {paper.key: paper.archival_code for paper in issued}
        kept = [self._leave(paper, now) for paper in self.register.papers]
        volumes = tuple(
            IssuedVolume(one.number, one.kind, one.category, one.group, one.restricted, one.term, one.code)
            for one in sorted(self.volumes, key=lambda volume: volume.number)
        )
        papers = tuple(sorted((*kept, *issued), key=lambda paper: (paper.volume, paper.number)))
        return self.register._replace(fonds=self.fonds, volumes=volumes, papers=papers)

    def _leave(self, paper: IssuedPaper, now: Mapping[str, str]) -> IssuedPaper:
        if paper.moved or paper.key not in self.moved:
            return paper
        return paper._replace(moved=f"{self.moved[paper.key]}，现档号{now[paper.key]}")

    def _write_volume_code(self, volume: _Open) -> str:
        """档号 of a volume; a box has none of its own (DA/T 22), what its items share stands for it."""
        if volume.kind is Kind.BOX:
            return self._write_item_code(volume, "", "").rstrip("-·")
        return self.order.write(self.order.filing.volumes.code, self._volume_words(volume))

    def _write_code(self, volume: _Open, number: int, candidate: Candidate) -> str:
        filing = self.order.filing
        shown = filing.pad(number, "件")
        if volume.kind is Kind.BOX:
            return self._write_item_code(volume, shown, candidate.code)
        words = {"案卷档号": volume.code, "件号": shown, "代码": candidate.code}
        return self.order.write(filing.volumes.item_code, {**self._volume_words(volume), **words})

    def _write_item_code(self, volume: _Open, shown: str, paper: str) -> str:
        series = next(one for one in self.order.filing.by_item if one.category == volume.category)
        year, _, institution = volume.group.partition("/")
        words = {"年度": year, "机构": institution, "件号": shown, "代码": paper, **self._term_word(volume)}
        return self.order.write(series.code, {"全宗号": self.fonds, "类别": volume.category, **words})

    def _volume_words(self, volume: _Open) -> dict[str, object]:
        alike = [one.number for one in self.volumes if _group_of(one) == _group_of(volume)]
        return {
            **self.order.volume_words(self.fonds),
            "类别": volume.category,
            "案卷号": self.order.filing.pad(volume.number, "案卷"),
            "组": volume.group,
            "卷次": sorted(alike).index(volume.number) + 1,
            **self._term_word(volume),
        }

    def _term_word(self, volume: _Open) -> dict[str, str]:
        return {"期限": self.order.filing.terms.get(volume.term, volume.term)}


def _reopen(volume: IssuedVolume, papers: Sequence[IssuedPaper], pages: Mapping[str, int]) -> _Open:
    """A volume of an earlier run with what lies in it now."""
    inside = [paper for paper in papers if paper.volume == volume.number]
    return _Open(
        *volume,
        fresh=False,
        pages=sum(pages.get(paper.key, 0) for paper in inside if not paper.moved),
        count=len(inside),
        last=max((paper.number for paper in inside), default=0),
    )


def _group_of(one: _Open | Candidate) -> tuple[Kind, str, str, bool]:
    """What papers of one volume share; of a box the retention besides, so that its items have one code."""
    term = f"/{one.term}" if one.kind is Kind.BOX else ""
    return one.kind, one.category, one.group + term, one.restricted
