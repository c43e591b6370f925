"""The 合订本 of an arranged archive: one PDF a volume, made from the records, which stay as they are.

    sheets and Word/Excel records → PDF (one call of LibreOffice for all volumes) → bound and stamped volume by volume

A file that cannot be shown (OFD, a lock, damage, no LibreOffice) has a page in its place; nothing stops for it.
"""

from __future__ import annotations

import importlib.util
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from types import MappingProxyType

from archivegen.archive.lists.contents_links import link_contents
from archivegen.archive.lists.data import index_folder
from archivegen.archive.records import SourceFile
from archivegen.archive.volume import NOT_BOUND, ArchivedFile, Arrangement, Bound, FiledPaper, Volume
from archivegen.book_wording import BookWording
from archivegen.disk import explain_refusal
from archivegen.errors import OutputError
from archivegen.findings import Finding, Place, make_finding
from archivegen.manifest import RESTRICTED_FOLDER
from archivegen.pack.volume_book import BookOptions
from archivegen.pdf import Converted, convert_office, find_office, prepare_fonts
from archivegen.pdf.book_parts import BookFile, BookPart
from archivegen.pdf.tidy import Trouble
from archivegen.pdf.volume_book import IMAGES, Lapse, bind_book

BOOK_NAME = "合订本.pdf"
VOLUMES_FOLDER = "案卷"

LACK = "没有安装 PDF 组件，没有做合订本；档案包的其他内容不受影响。请运行 pip install archivegen[pdf]，再打包一次。"
NO_OFFICE = (
    "这台电脑没有 LibreOffice，合订本里有 {count} 个 Word、Excel 文件没有转成 PDF，各放了一页说明。"
    "要把它们并入，请装好 LibreOffice 再打包一次。"
)
OTHER_FORMATS = "合订本里有 {count} 个 OFD 等格式的文件不能并入，各放了一页说明，请直接打开原文件查阅。"
_LIBRARIES = ("pikepdf", "fontTools", "img2pdf")
_OFFICE = frozenset({".docx", ".xlsx", ".doc", ".xls"})
_CODES = {Trouble.LOCKED: "A071", Trouble.BROKEN: "A072"}

Progress = Callable[[int, int, str], None]


@dataclass(frozen=True)
class Books:
    """What became of the books of one archive."""

    bound: Bound = NOT_BOUND
    """The books, where they lie and on which page each paper begins."""
    findings: tuple[Finding, ...] = ()
    remarks: tuple[str, ...] = ()
    """What else is to be known, each a sentence."""
    lack: str = ""
    """Why there are none."""


def make_books(
    arrangement: Arrangement,
    options: BookOptions,
    work: Path,
    *,
    root: Path,
    volume_papers: Mapping[str, bytes] = MappingProxyType({}),
    progress: Progress = lambda done, total, doing: None,  # noqa: ARG005
) -> Books:
    """Make the books below ``work``, a private folder that must last until the bag is written.

    ``volume_papers`` are covers, indexes and notes by path below ``data/``, of which the pack names those that go in; findings
    name files as they lie below ``root``.  The same records give the same bytes.  Raises ``OutputError``.
    """
    if any(importlib.util.find_spec(name) is None for name in _LIBRARIES):
        return Books(lack=LACK)
    try:
        return _Shop(arrangement, options, work, root, volume_papers).make(progress)
    except OSError as error:
        raise OutputError(
            f"合订本写不出来：{explain_refusal(error)}（临时文件夹 {work}）。请处理后重新运行。"
        ) from error


def place_book(volume: Volume) -> str:
    """Where a volume's book lies below ``data/``; that of a restricted volume leaves the archive with the restricted part."""
    top = f"{RESTRICTED_FOLDER}/" if volume.restricted else ""
    return f"{top}{index_folder(volume)}/{BOOK_NAME}"


class _Shop:
    """Makes the books of one archive."""

    def __init__(
        self,
        arrangement: Arrangement,
        options: BookOptions,
        work: Path,
        root: Path,
        volume_papers: Mapping[str, bytes],
    ) -> None:
        self._arrangement, self._work, self._root = arrangement, work, root
        self._options, self._volume_papers = options, volume_papers
        self._wording = BookWording(options, arrangement.fonds)
        self._converted: dict[Path, Converted] = {}
        self._unconverted = 0
        self._strange = 0
        self._findings: list[Finding] = []

    def make(self, progress: Progress) -> Books:
        """All books, volume by volume."""
        laid = {volume.number: self._lay_sheets(volume) for volume in self._arrangement.volumes}
        papers = [file.source.path for volume in self._arrangement.volumes for file in _list_files(volume)]
        self._convert([*(path for group in laid.values() for path in group.values()), *papers], progress)
        files: list[ArchivedFile] = []
        places: dict[int, str] = {}
        starts: dict[str, int] = {}
        for volume in self._arrangement.volumes:
            if not volume.present:
                continue
            target = self._work / f"{volume.label}.pdf"
            starts.update(self._bind(volume, laid[volume.number], target))
            places[volume.number] = place_book(volume)
            files.append(ArchivedFile("", places[volume.number], SourceFile(target, -1, -1)))
        return Books(Bound(tuple(files), places, starts), tuple(self._findings), tuple(self._tell()))

    def _lay_sheets(self, volume: Volume) -> dict[str, Path]:
        """Covers, indexes and notes of a volume as files of their own, by path below ``data/``."""
        folder = self._work / f"sheets-{volume.label}"
        folder.mkdir()
        laid = {}
        for name in (*self._options.before, *self._options.behind):
            start = f"{index_folder(volume)}/{name}."
            for path in (path for path in self._volume_papers if path.startswith(start)):
                laid[path] = folder / PurePosixPath(path).name
                laid[path].write_bytes(link_contents(self._volume_papers[path], path, volume.present))
        return laid

    def _convert(self, paths: Sequence[Path], progress: Progress) -> None:
        office = [path for path in dict.fromkeys(paths) if path.suffix.lower() in _OFFICE]
        program = find_office()
        if not office or program is None:
            return
        folder = self._work / "office"
        folder.mkdir()
        environment = prepare_fonts(folder).environment
        made = convert_office(program, office, folder, environment=environment, progress=progress)
        self._converted = dict(zip(office, made, strict=True))

    def _bind(self, volume: Volume, laid: Mapping[str, Path], target: Path) -> Mapping[str, int]:
        before = [self._sheet_part(laid, path) for path in laid if PurePosixPath(path).stem in self._options.before]
        behind = [self._sheet_part(laid, path) for path in laid if PurePosixPath(path).stem in self._options.behind]
        parts = [*before, *(self._paper_part(volume, paper) for paper in volume.present), *behind]
        folder = self._work / f"bind-{volume.label}"
        folder.mkdir()
        title = f"{volume.code} {volume.title}"
        book = bind_book(parts, title, self._wording.numbering, folder, target)
        for piece in folder.iterdir():
            piece.unlink()
        self._report(volume, book.lapses)
        keys = [paper.item.entry.key for paper in volume.present]
        return dict(zip(keys, book.starts[len(before) :], strict=False))

    def _report(self, volume: Volume, lapses: Sequence[Lapse]) -> None:
        known = {file.path: (file, paper) for paper in volume.papers for file in paper.files}
        for lapse in lapses:
            if lapse.name in known:
                file, paper = known[lapse.name]
                papers = (paper.item.entry.code,)
                self._findings.append(make_finding(_CODES[lapse.trouble], self._place(file.source.path), papers=papers))

    def _place(self, path: Path) -> Place:
        return Place(path.relative_to(self._root).as_posix() if path.is_relative_to(self._root) else path.name)

    def _sheet_part(self, laid: Mapping[str, Path], path: str) -> BookPart:
        title = PurePosixPath(path).stem
        return BookPart(title, (self._show(laid[path], path, title, title),), start=None, has_links=True)

    def _paper_part(self, volume: Volume, paper: FiledPaper) -> BookPart:
        title = paper.item.entry.title
        files = tuple(
            self._show(file.source.path, file.path, PurePosixPath(file.path).name, title, paper)
            for file in paper.files
        )  # fmt: skip
        words = self._wording.list_words(volume, paper)
        rows, style = self._wording.stamp(volume.kind, words)
        return BookPart(self._wording.bookmark(words), files, rows, style)

    def _show(self, path: Path, name: str, title: str, paper_title: str, paper: FiledPaper | None = None) -> BookFile:
        """A file as it goes into the book: itself, its PDF, or nothing but a notice."""
        suffix = path.suffix.lower()
        shown: Path | None = path
        reason = "文件打不开，可能已损坏或加了密码"
        if suffix in _OFFICE:
            made = self._converted.get(path)
            shown = made.pdf if made else None
            reason = made.problem if made else "打包的电脑没有装 LibreOffice，Word、Excel 文件没有转成 PDF"
            if made is None:
                self._unconverted += 1
            elif made.pdf is None:
                codes = (paper.item.entry.code,) if paper else ()
                self._findings.append(make_finding("A073", self._place(path), papers=codes, reason=made.problem))
        elif suffix != ".pdf" and suffix not in IMAGES:
            shown, reason = None, f"{suffix.lstrip('.').upper()} 格式不能并入 PDF"
            self._strange += 1
        return BookFile(shown, name, title, self._wording.notice(paper_title, name, reason))

    def _tell(self) -> Iterator[str]:
        if self._unconverted:
            yield NO_OFFICE.format(count=self._unconverted)
        if self._strange:
            yield OTHER_FORMATS.format(count=self._strange)


def _list_files(volume: Volume) -> Iterator[ArchivedFile]:
    for paper in volume.papers:
        yield from paper.files
