"""PDFs of the papers of one project: 出件/PDF/, in the same folders as the drafts below 出件/.

A PDF is made from the draft that lies there, a hand-edited one included: it is what will be printed.  Each bears the mark of
what it was made from, so that only what changed is made again; a PDF that somebody changed is kept.
"""

from __future__ import annotations

import tempfile
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path, PurePosixPath

from archivegen.disk import explain_refusal
from archivegen.errors import OutputError
from archivegen.pdf import (
    Converted,
    Fonts,
    convert_office,
    count_pages,
    find_lack,
    find_office,
    prepare_fonts,
    tell_fonts,
)
from archivegen.pdf_mark import make_mark, read_mark
from archivegen.plan import PlanEntry
from archivegen.render.drafts import DRAFTS_FOLDER, Draft, DraftStatus, write_whole

PDF_FOLDER = f"{DRAFTS_FOLDER}/PDF"
_RECIPE = "1"
"""Changes when the same draft is turned into another PDF."""
_MADE = {DraftStatus.WRITTEN, DraftStatus.UPDATED, DraftStatus.UNCHANGED, DraftStatus.KEPT}

Progress = Callable[[int, int, str], None]


class PdfStatus(StrEnum):
    """What became of one PDF in a run."""

    WRITTEN = "新生成"
    UPDATED = "已更新"
    UNCHANGED = "未变"
    KEPT = "有人改过"
    FAILED = "转换失败"


@dataclass(frozen=True, slots=True)
class PdfWish:
    """What kind of PDF is wanted."""

    archival: bool = False
    """PDF/A-2b."""


@dataclass(frozen=True, slots=True)
class PaperPdf:
    """One paper's PDF; ``path`` is relative to the project folder, ``note`` says what to know or do."""

    entry: PlanEntry
    status: PdfStatus
    path: str
    note: str = ""


@dataclass(frozen=True)
class Pdfs:
    """What became of the PDFs of one run."""

    papers: tuple[PaperPdf, ...] = ()
    lack: str = ""
    """Why none could be made: what this machine lacks."""
    notes: tuple[str, ...] = ()
    """What stood in for which font, and what is no PDF/A."""

    @property
    def complete(self) -> bool:
        """Whether every PDF that was wanted is there."""
        return not self.lack and not self.with_status(PdfStatus.FAILED)

    def with_status(self, status: PdfStatus) -> tuple[PaperPdf, ...]:
        """The PDFs with one outcome."""
        return tuple(paper for paper in self.papers if paper.status is status)


@dataclass(frozen=True, slots=True)
class _Task:
    """A draft whose PDF is to be made."""

    entry: PlanEntry
    draft: Path
    path: str
    mark: bytes
    standing: bool


def pdf_paths(drafts: Sequence[Draft]) -> dict[str, str]:
    """Key → where the PDF of a draft lies, relative to the project folder."""
    bare = {draft.entry.key: PurePosixPath(draft.path).relative_to(DRAFTS_FOLDER) for draft in drafts}
    counts = Counter(str(path.with_suffix("")).casefold() for path in bare.values())
    return {
        key: f"{PDF_FOLDER}/{path.with_suffix('') if counts[str(path.with_suffix('')).casefold()] == 1 else path}.pdf"
        for key, path in bare.items()
    }


def make_pdfs(folder: Path, drafts: Sequence[Draft], wish: PdfWish, progress: Progress) -> Pdfs:
    """Bring the PDFs of these drafts up to date, in a project that the caller has locked.

    Drafts that were not made have none.  Raises ``OutputError`` when the disk refuses.
    """
    made = [draft for draft in drafts if draft.path and draft.status in _MADE]
    lack = find_lack()
    if lack or not made:
        return Pdfs(lack=lack if made else "")
    with tempfile.TemporaryDirectory(prefix="archivegen-") as name:
        try:
            fonts = prepare_fonts(Path(name))
        except OSError as error:
            raise OutputError(f"临时文件夹 {name} 不能写入：{explain_refusal(error)}。请处理后再运行。") from error
        found = _sort_out(folder, made, wish, fonts)
        tasks = [task for task in found if isinstance(task, _Task)]
        results = _convert(Path(name), tasks, wish, fonts, progress) if tasks else {}
        papers = tuple(_lay(folder, task, results[task.path]) if isinstance(task, _Task) else task for task in found)
        return Pdfs(papers, notes=_tell(list(results.values()), wish, fonts))


def _sort_out(folder: Path, drafts: Sequence[Draft], wish: PdfWish, fonts: Fonts) -> list[PaperPdf | _Task]:
    """What is current, what somebody changed, and what is to be made."""
    recipe = f"{_RECIPE} {fonts.mark} {wish.archival}"
    paths = pdf_paths(drafts)
    found: list[PaperPdf | _Task] = []
    for draft in drafts:
        source, path = folder / draft.path, paths[draft.entry.key]
        mark = make_mark(recipe, source.read_bytes())
        standing = read_inside(folder, path)
        known = read_mark(standing) if standing else b""
        if known is None and not count_pages(folder / path):
            note = f"原有的 {path} 打不开，可能已损坏或加了密码；请先把它移走或改名，再重新生成"
            found.append(PaperPdf(draft.entry, PdfStatus.FAILED, "", note))
        elif known is None:
            note = "这份 PDF 有人改过，原样保留；要重新生成，请先把它移走或改名"
            found.append(PaperPdf(draft.entry, PdfStatus.KEPT, path, note))
        elif known == mark:
            found.append(PaperPdf(draft.entry, PdfStatus.UNCHANGED, path))
        else:
            found.append(_Task(draft.entry, source, path, mark, standing is not None))
    return found


def read_inside(folder: Path, path: str) -> bytes | None:
    """A file below the project folder, None when there is none.  Raises ``OutputError``, also for a link that leads outside."""
    place = folder / path
    try:
        if not place.parent.resolve().is_relative_to(folder.resolve()):
            raise OutputError(f"“{place.parent}”是链接，指到了项目文件夹以外，没有写。请换成真正的文件夹再运行。")
        return place.read_bytes()
    except FileNotFoundError:
        return None
    except OSError as error:
        raise OutputError(f"读不了 {path}：{explain_refusal(error)}。请处理后再运行。") from error


def _convert(
    work: Path, tasks: Sequence[_Task], wish: PdfWish, fonts: Fonts, progress: Progress
) -> dict[str, Converted]:
    program = find_office()
    assert program is not None
    results = convert_office(
        program,
        [task.draft for task in tasks],
        work,
        marks=[task.mark for task in tasks],
        archival=wish.archival,
        environment=fonts.environment,
        progress=progress,
    )
    return dict(zip((task.path for task in tasks), results, strict=True))


def _lay(folder: Path, task: _Task, result: Converted) -> PaperPdf:
    if result.pdf is None or result.finished is None:
        return PaperPdf(task.entry, PdfStatus.FAILED, "", result.problem)
    write_whole(folder / task.path, result.pdf.read_bytes())
    return PaperPdf(task.entry, PdfStatus.UPDATED if task.standing else PdfStatus.WRITTEN, task.path)


def _tell(results: Sequence[Converted], wish: PdfWish, fonts: Fonts) -> tuple[str, ...]:
    finished = [(result.source.stem, result.finished) for result in results if result.finished]
    notes = list(tell_fonts(fonts, {name for _, each in finished for name in each.fonts})) if finished else []
    if wish.archival:
        failing = [(name, each.not_archival) for name, each in finished if each.not_archival]
        notes += [f"{name}.pdf 不符合 PDF/A-2b：{'；'.join(why)}。" for name, why in failing]
    return tuple(notes)
