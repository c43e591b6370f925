"""Print sets: one PDF a signing party below 出件/成套打印/, in stapling order, a list of who signs where before it.

A paper that several parties sign circulates: it is printed once, in the set of whoever signs first, and named in the lists
of the others.  What each worker signs for himself is one set for one signing session, worker by worker.
"""

from __future__ import annotations

import tempfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

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
    prepare_fonts,
)
from archivegen.pdf_mark import make_mark, read_mark
from archivegen.plan import PlanEntry
from archivegen.print_list import LIST_NAME, PartySet, list_parties, write_list
from archivegen.render.drafts import DRAFTS_FOLDER, write_whole
from archivegen.workspace import Workspace

SETS_FOLDER = f"{DRAFTS_FOLDER}/成套打印"
PARTIAL = "所选材料"
_RECIPE = "1"
_ROWS_A_PAGE = 18
_MOST_PASSES = 3


@dataclass(frozen=True, slots=True)
class PrintWish:
    """How sets are wanted."""

    copy_each: bool = False
    """Every party gets a copy of its own of each paper that it signs; else a paper circulates."""


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
    sets = {name: PartySet(name) for name in list_set_names(options)}
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


def list_set_names(options: PrintOptions) -> tuple[str, ...]:
    """All sets that there may be, in their order."""
    return (options.session, *options.parties, options.others)


def _is_in_session(entry: PlanEntry, options: PrintOptions) -> bool:
    return entry.item is not None and entry.item[0] == options.session_loop


def make_print_sets(workspace: Workspace, pdfs: Pdfs, wish: PrintWish, *, whole: bool) -> tuple[PrintSet, ...]:
    """Bring the sets of these papers up to date, in a project that the caller has locked.

    Sets of a few papers (not ``whole``) lie in a folder of their own: they never replace the full ones.
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
        return _Binder(workspace, Path(name), pages, SETS_FOLDER if whole else f"{SETS_FOLDER}/{PARTIAL}").bind(sets)


class _Binder:
    """Makes the lists, lays them before the papers and writes the sets that changed."""

    def __init__(self, workspace: Workspace, work: Path, pages: Mapping[str, int], folder: str) -> None:
        self._workspace, self._work, self._pages, self._folder = workspace, work, pages, folder
        self._options = workspace.pack.print_options
        try:
            self._fonts = prepare_fonts(work)
        except OSError as error:
            raise OutputError(f"临时文件夹 {work} 不能写入：{explain_refusal(error)}。请处理后再运行。") from error

    def bind(self, sets: Sequence[PartySet]) -> tuple[PrintSet, ...]:
        marks = {each.name: self._mark(each) for each in sets}
        paths = {each.name: self._place(each.name) for each in sets}
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
            if not pages:
                status, note = PdfStatus.FAILED, "这一册打不开，可能已损坏或加了密码；请先把它移走或改名，再重新生成"
            found.append(PrintSet(each.name, status, paths[each.name], len(each.own), pages, note))
        return tuple(found)

    def _place(self, name: str) -> str:
        """A set has the same name in every run, whichever others there are."""
        number = list_set_names(self._options).index(name) + 1
        return f"{self._folder}/{number:02d}_{safe_file_name(name, 90)}.pdf"

    def _part(self, paper: PaperPdf) -> Part:
        return Part(f"{paper.entry.key} {paper.entry.title}", self._workspace.folder / paper.path)

    def _mark(self, each: PartySet) -> bytes:
        papers = ((self._workspace.folder / paper.path).read_bytes() for paper in each.own)
        return make_mark(f"{_RECIPE} {self._fonts.mark}", write_list(self._workspace, each, self._pages, 1), *papers)

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
            file.write_bytes(write_list(self._workspace, each, self._pages, pages[each.name]))
            files.append(file)
        program = find_office()
        assert program is not None
        for each, result in zip(
            sets, convert_office(program, files, folder, environment=self._fonts.environment), strict=True
        ):
            if result.pdf is None:
                raise OutputError(f"“{each.name}”一册的签署清单没有转成 PDF：{result.problem}。请再运行一次。")
            made[each.name] = result.pdf
