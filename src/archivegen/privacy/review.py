"""公开审查: every text of the public part is read; one hit and nothing may be given out (domain §1.9; 《个人信息保护法》第25、28条)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import NamedTuple

from archivegen.chinese import mask, mask_name
from archivegen.disk import explain_refusal
from archivegen.findings import Finding, Place, make_finding
from archivegen.privacy.numbers import CARD, ID, PHONE, Found, find_numbers, fold
from archivegen.privacy.passages import Passage, UnreadableError
from archivegen.privacy.persons import CATEGORY, CategorySearch, Persons
from archivegen.privacy.read import read_bytes, read_file

_CODES = {ID: "A081", CARD: "A082", PHONE: "A083", CATEGORY: "A084"}
_MOST_SHOWN = 3


class Unseen(NamedTuple):
    """A file of which ``pages`` pages or pictures have no text that a program can read."""

    path: str
    key: str
    pages: int


@dataclass
class Review:
    """What was read and what was found; the public part may go out when ``findings`` is empty."""

    files: int = 0
    characters: int = 0
    unseen: list[Unseen] = field(default_factory=list)
    drafts: int = 0
    """How many drafts were read in the place of scans without text."""
    findings: list[Finding] = field(default_factory=list)


class Reviewer:
    """Reads the files of one public part, one after another."""

    def __init__(self, persons: Persons, categories: Iterable[str], reach: int) -> None:
        """``categories`` and ``reach``: the pack's words for categories of persons, and how near a name they must stand."""
        self.review = Review()
        self._persons = persons
        self._search = CategorySearch(persons.names, categories, reach)

    def read_record(self, path: str, key: str, source: Path, draft: Path | None) -> None:
        """Read a file that goes into the bag as ``path``; where it has no text, its paper's ``draft`` too.

        A file that cannot be read is a finding (A085): of what nobody read nobody can say that it is clean.
        """
        remedy = f"不宜公开的，加 --withhold {key} 把这件材料留下不发；可以公开的，请遮盖后重新制作"
        try:
            unseen = self._weigh(path, remedy, read_file(source))
            if unseen:
                self.review.unseen.append(Unseen(path, key, unseen))
            if unseen and draft is not None and draft != source:
                self.review.drafts += 1
                self._read_draft(path, remedy, draft)
        except UnreadableError as error:
            self._report("A085", path, remedy=remedy, reason=str(error))
        except OSError as error:
            self._report("A085", path, remedy=remedy, reason=explain_refusal(error))

    def read_copy(self, path: str, source: Path) -> None:
        """Read a file that was put together from records which are read by themselves: what it does not show is counted there."""
        remedy = "它由各件材料合成，请从有关材料里去掉"
        try:
            self._weigh(path, remedy, read_file(source))
        except UnreadableError as error:
            self._report("A085", path, remedy=remedy, reason=str(error))

    def read_made(self, path: str, content: bytes) -> None:
        """Read a file that was made for the bag: an index, a page, a list, what stands at its root."""
        remedy = "它由项目文件和材料清单里的文字组成，请从那里改掉"
        try:
            self._weigh(path, remedy, read_bytes(content, path))
        except UnreadableError as error:
            self._report("A085", path, remedy=remedy, reason=str(error))

    def _weigh(self, path: str, remedy: str, passages: Iterator[Passage]) -> int:
        """Report each kind of hit once a file, its name included; return how many pages have no text."""
        self.review.files += 1
        unseen = 0
        hits: dict[str, list[tuple[str, str]]] = {}
        for passage in (Passage("文件名", path), *passages):
            unseen += passage.unseen
            self.review.characters += len(passage.text)
            for found in self._search_text(passage.text):
                hits.setdefault(found.kind, []).append((passage.place.strip(), _mask(found)))
        for kind, places in hits.items():
            where, shown = (_list_distinct(column) for column in zip(*places, strict=True))
            self._report(_CODES[kind], path, remedy=remedy, found=shown, count=len(places), where=where)
        return unseen

    def _read_draft(self, path: str, remedy: str, draft: Path) -> None:
        kinds = Counter(found.kind for passage in read_file(draft) for found in self._search_text(passage.text))
        if kinds:
            told = "、".join(f"{kind} {count} 处" for kind, count in kinds.items())
            self._report("A086", path, remedy=remedy, draft=draft.name, found=told)

    def _search_text(self, text: str) -> list[Found]:
        folded = fold(text)
        found = find_numbers(folded)
        known = {hit.number for hit in found}
        found += [hit for hit in self._persons.find_numbers(folded) if hit.number not in known]
        return found + self._search.find(folded)

    def _report(self, code: str, path: str, **params: object) -> None:
        self.review.findings.append(make_finding(code, Place(path), papers=(), **params))


def _mask(found: Found) -> str:
    if found.kind == CATEGORY:
        name, _, rest = found.number.partition("（")
        return f"{mask_name(name)}（{rest}"
    return mask(found.number)


def _list_distinct(texts: Iterable[str]) -> str:
    told = list(dict.fromkeys(texts))
    return "、".join(told[:_MOST_SHOWN]) + (f"等 {len(told)} 处" if len(told) > _MOST_SHOWN else "")
