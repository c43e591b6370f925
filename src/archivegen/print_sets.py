"""Print sets: one PDF a signing party below 出件/成套打印/, in stapling order, a list of who signs where before it.

A paper that several parties sign circulates: it is printed once, in the set of whoever signs first, and named in the lists
of the others.  What each worker signs for himself is one set for one signing session, worker by worker.
"""

from __future__ import annotations

import hashlib
import tempfile
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from archivegen.chinese import safe_file_name
from archivegen.disk import explain_refusal
from archivegen.errors import OutputError
from archivegen.pack.model import PrintOptions
from archivegen.paper_pdfs import PaperPdf, Pdfs, PdfStatus, read_inside
from archivegen.pdf import (
    Part,
    convert_office,
    count_pages,
    find_office,
    merge_pdfs,
    place_parts,
    prepare_fonts,
    read_mark,
)
from archivegen.plan import Audience, Origin, PlanEntry, entry_words
from archivegen.render.drafts import DRAFTS_FOLDER, write_whole
from archivegen.render.engine import render_entry
from archivegen.workspace import Workspace

SETS_FOLDER = f"{DRAFTS_FOLDER}/成套打印"
LIST_NAME = "签署清单"
_RECIPE = "1"
_ROWS_A_PAGE = 18
_MOST_PASSES = 3
_STEP = "→"

Progress = Callable[[int, int, str], None]


@dataclass(frozen=True, slots=True)
class PrintWish:
    """How sets are wanted."""

    copy_each: bool = False
    """Every party gets a copy of its own of each paper that it signs; else a paper circulates."""


@dataclass(slots=True)
class PartySet:
    """What one party signs: papers of its own set, and those that come to it from other sets."""

    name: str
    own: list[PaperPdf] = field(default_factory=list)
    elsewhere: list[tuple[PaperPdf, str]] = field(default_factory=list)
    """Paper, name of the set that it is printed in."""


@dataclass(frozen=True, slots=True)
class PrintSet:
    """One set as it lies on the disk; ``path`` is relative to the project folder."""

    name: str
    status: PdfStatus
    path: str
    papers: int
    pages: int
    note: str = ""


def group_papers(papers: Sequence[PaperPdf], options: PrintOptions, wish: PrintWish) -> list[PartySet]:
    """The sets in the order of the pack, papers in that of the catalogue; the signing session goes by worker. Pure."""
    sets = {name: PartySet(name) for name in (options.session, *options.parties, options.others)}
    for paper in papers:
        parties = list(list_parties(paper.entry, options))
        in_session = _is_in_session(paper.entry, options)
        home = options.session if in_session else parties[0]
        sets[home].own.append(paper)
        for party in parties:
            if party == home:
                continue
            if wish.copy_each and not in_session:
                sets[party].own.append(paper)
            else:
                sets[party].elsewhere.append((paper, home))
    sets[options.session].own.sort(key=lambda paper: paper.entry.item[1] if paper.entry.item else 0)
    return [found for found in sets.values() if found.own or found.elsewhere]


def _is_in_session(entry: PlanEntry, options: PrintOptions) -> bool:
    return entry.item is not None and entry.item[0] == options.session_loop


def list_parties(entry: PlanEntry, options: PrintOptions) -> dict[str, list[str]]:
    """Party → what the catalogue calls it on this paper, in the order of signing."""
    party_of = {signer: party for party, signers in options.parties.items() for signer in signers}
    found: dict[str, list[str]] = {}
    for signer in entry.signers:
        found.setdefault(party_of.get(signer, options.others), []).append(signer)
    return found


def make_print_sets(workspace: Workspace, pdfs: Pdfs, wish: PrintWish) -> tuple[PrintSet, ...]:
    """Bring the sets of these papers up to date, in a project that the caller has locked.

    Papers that nobody signs, cover slips and papers without a PDF are in none.  Raises ``OutputError``.
    """
    options = workspace.pack.print_options
    signed = [
        paper for paper in pdfs.papers
        if paper.path and paper.entry.signers and not paper.entry.slip and paper.status is not PdfStatus.FAILED
    ]  # fmt: skip
    if pdfs.lack or not options.list_template or not signed:
        return ()
    sets = group_papers(signed, options, wish)
    with tempfile.TemporaryDirectory(prefix="archivegen-") as name:
        pages = {paper.path: count_pages(workspace.folder / paper.path) for paper in signed}
        return _Binder(workspace, Path(name), pages).bind(sets)


class _Binder:
    """Makes the lists, lays them before the papers and writes the sets that changed."""

    def __init__(self, workspace: Workspace, work: Path, pages: Mapping[str, int]) -> None:
        self._workspace, self._work, self._pages = workspace, work, pages
        self._options = workspace.pack.print_options
        try:
            self._fonts = prepare_fonts(work)
        except OSError as error:
            raise OutputError(f"临时文件夹 {work} 不能写入：{explain_refusal(error)}。请处理后再运行。") from error

    def bind(self, sets: Sequence[PartySet]) -> tuple[PrintSet, ...]:
        marks = {each.name: self._mark(each) for each in sets}
        paths = {
            each.name: f"{SETS_FOLDER}/{n:02d}_{safe_file_name(each.name, 90)}.pdf" for n, each in enumerate(sets, 1)
        }
        standing = {each.name: read_inside(self._workspace.folder, paths[each.name]) for each in sets}
        known = {name: read_mark(content) if content else b"" for name, content in standing.items()}
        due = [each for each in sets if known[each.name] not in {None, marks[each.name]}]
        lists = self._print_lists(due)
        found = []
        for each in sets:
            status, note = PdfStatus.UNCHANGED, ""
            if known[each.name] is None:
                status, note = PdfStatus.KEPT, "这一册有人改过，原样保留；要重新生成，请先把它移走或改名"
            elif each in due:
                parts = [Part(LIST_NAME, lists[each.name]), *(self._part(paper) for paper in each.own)]
                title = f"{self._workspace.words['项目']['名称']}——{each.name}"
                write_whole(self._workspace.folder / paths[each.name], merge_pdfs(parts, title, marks[each.name]))
                status = PdfStatus.WRITTEN if standing[each.name] is None else PdfStatus.UPDATED
            pages = count_pages(self._workspace.folder / paths[each.name])
            found.append(PrintSet(each.name, status, paths[each.name], len(each.own), pages, note))
        return tuple(found)

    def _part(self, paper: PaperPdf) -> Part:
        return Part(f"{paper.entry.key} {paper.entry.title}", self._workspace.folder / paper.path)

    def _mark(self, each: PartySet) -> bytes:
        digest = hashlib.sha256(f"{_RECIPE} {self._fonts.mark}\0".encode())
        digest.update(self._write_list(each, 1))
        for paper in each.own:
            digest.update((self._workspace.folder / paper.path).read_bytes())
        return digest.digest()[:16]

    def _print_lists(self, sets: Sequence[PartySet]) -> dict[str, Path]:
        """The list of each set as a PDF; how many pages it takes decides the pages that it names, so it may be made twice."""
        guesses = {each.name: 1 + (len(each.own) + len(each.elsewhere)) // _ROWS_A_PAGE for each in sets}
        made: dict[str, Path] = {}
        waiting = list(sets)
        for attempt in range(_MOST_PASSES):
            if not waiting:
                break
            folder = self._work / f"lists{attempt}"
            folder.mkdir()
            self._convert_lists(waiting, guesses, folder, made)
            right = {each.name: count_pages(made[each.name]) for each in waiting}
            waiting = [each for each in waiting if right[each.name] != guesses[each.name]]
            guesses.update({each.name: right[each.name] for each in waiting})
        return made

    def _convert_lists(
        self, sets: Sequence[PartySet], pages: Mapping[str, int], folder: Path, made: dict[str, Path]
    ) -> None:
        files = []
        for number, each in enumerate(sets):
            file = folder / f"{number}.docx"
            file.write_bytes(self._write_list(each, pages[each.name]))
            files.append(file)
        program = find_office()
        assert program is not None
        for each, result in zip(
            sets, convert_office(program, files, folder, environment=self._fonts.environment), strict=True
        ):
            if result.pdf is None:
                raise OutputError(f"“{each.name}”一册的签署清单没有转成 PDF：{result.problem}。请再运行一次。")
            made[each.name] = result.pdf

    def _write_list(self, each: PartySet, own_pages: int) -> bytes:
        template = self._workspace.pack.folder / self._options.list_template
        entry = PlanEntry(
            code=LIST_NAME, key=f"{LIST_NAME}@{each.name}", name=LIST_NAME, title=f"{LIST_NAME}（{each.name}）", stage="",
            origin=Origin.GENERATED, level="", responsible="", retention="", audience=Audience.INTERNAL, template=template,
        )  # fmt: skip
        words = {**self._workspace.words, "册": self._describe(each, own_pages)}
        return render_entry(entry, entry_words(entry, words))

    def _describe(self, each: PartySet, own_pages: int) -> dict[str, Any]:
        """The words of a list."""
        counts = [self._pages[paper.path] for paper in each.own]
        places = place_parts([own_pages, *counts])[1:]
        rows = [
            {
                "序号": number,
                "键": paper.entry.key,
                "题名": paper.entry.title,
                "页码": str(place) if count == 1 else f"{place}–{place + count - 1}",
                "签章": self._name_places(paper.entry, each.name),
                "传签": _tell_round(list_parties(paper.entry, self._options)),
                "份数": self._options.copies_of(paper.entry.code),
            }
            for number, (paper, place, count) in enumerate(zip(each.own, places, counts, strict=True), 1)
        ]
        return {
            "名称": each.name,
            "签约": each.name == self._options.session,
            "材料": rows,
            "总份数": sum(row["份数"] for row in rows),
            "传签材料": self._list_elsewhere(each),
        }

    def _name_places(self, entry: PlanEntry, party: str) -> str:
        """Where on the paper a party signs; everybody of a signing session signs there and then."""
        return "、".join(list_parties(entry, self._options).get(party, entry.signers))

    def _list_elsewhere(self, each: PartySet) -> list[dict[str, Any]]:
        """Papers that come from other sets; those of a signing session in one line for each place to sign."""
        rows: list[dict[str, Any]] = []
        session: dict[str, list[PlanEntry]] = {}
        for paper, home in each.elsewhere:
            place = self._name_places(paper.entry, each.name)
            if home == self._options.session:
                session.setdefault(place, []).append(paper.entry)
                continue
            parties = list_parties(paper.entry, self._options)
            order = list(parties).index(each.name) + 1
            rows.append(
                {
                    "键": paper.entry.key,
                    "题名": paper.entry.title,
                    "册": home,
                    "签章": place,
                    "次序": f"第{order}，共{len(parties)}方",
                }
            )
        for place, entries in session.items():
            codes = "、".join(dict.fromkeys(entry.code for entry in entries))
            title = f"{'、'.join(dict.fromkeys(entry.name for entry in entries))}，共{len(entries)}份"
            rows.append(
                {"键": codes, "题名": title, "册": self._options.session, "签章": place, "次序": "签约时当场签"}
            )
        return rows


def _tell_round(parties: Mapping[str, Sequence[str]]) -> str:
    return _STEP.join(parties) if len(parties) > 1 else ""
