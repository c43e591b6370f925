"""What lies in 归档件/: which file is the record of which paper.

A record lies in ``归档件/<key>/`` (at any depth) or directly as ``归档件/<key>.pdf``, ``<key>_2.pdf``, ``<key> 背面.jpg``.
A name belongs to a key when it is the key, or the key followed by one of the separators; the longest key wins, so
that ``C11@张三丰.pdf`` is never the paper of ``C11@张三``.  Whatever cannot be filed for certain is reported and
not filed.  Names are compared in NFC and without regard to case, as Windows does; a name that means two papers is not filed.
"""

from __future__ import annotations

import os
import stat
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import NamedTuple

from archivegen.chinese.names import natural_order, nearest
from archivegen.disk import explain_refusal
from archivegen.findings import Finding, Place, make_finding
from archivegen.formats import LOWEST_DPI, FileFacts, examine
from archivegen.formats.kinds import FileType, accepted_suffixes, find_type
from archivegen.pdf_mark import is_untouched_print
from archivegen.plan import Origin, PlanEntry

_SEPARATORS = " _-(（."
_IGNORED_NAMES = {".ds_store", "thumbs.db", "desktop.ini", "__macosx"}
_IGNORED_PREFIXES = ("~$", "._", ".~lock.")
_MAX_DEPTH = 8


class SourceFile(NamedTuple):
    """A file as it was when it was assessed; a file that differs later was changed meanwhile."""

    path: Path
    size: int
    modified: int
    """Time of last change, in nanoseconds."""


@dataclass(frozen=True, slots=True)
class Records:
    """The records by key, each list in the order of the names, and everything that could not be filed."""

    files: Mapping[str, tuple[SourceFile, ...]] = field(default_factory=dict)
    findings: tuple[Finding, ...] = ()


def find_records(folder: Path, entries: Iterable[PlanEntry]) -> Records:
    """Look through 归档件 (``folder``) for the papers of the plan; a folder that is not there holds nothing."""
    search = _Search(folder, _KeyIndex(entries))
    try:
        status = folder.lstat()
    except FileNotFoundError:
        return Records({}, tuple(search.findings))
    except OSError as error:
        search.report("A016", folder, reason=explain_refusal(error))
        return Records({}, tuple(search.findings))
    if not stat.S_ISDIR(status.st_mode) or is_link(status):
        search.report("A015", folder, kind=describe_kind(status))
        return Records({}, tuple(search.findings))
    for path, status in search.list_folder(folder):
        search.file_name(path, status)
    files = {key: tuple(found) for key, found in search.files.items()}
    return Records(files, tuple(search.findings))


def is_link(status: os.stat_result) -> bool:
    """Symbolic link, or a junction of Windows."""
    junction = getattr(status, "st_reparse_tag", 0) == getattr(stat, "IO_REPARSE_TAG_MOUNT_POINT", -1)
    return stat.S_ISLNK(status.st_mode) or junction


def describe_kind(status: os.stat_result) -> str:
    """What a directory entry is, in words for a message."""
    if is_link(status):
        return "链接（快捷方式）"
    if stat.S_ISDIR(status.st_mode):
        return "文件夹"
    return "普通文件" if stat.S_ISREG(status.st_mode) else "管道、设备一类的特殊文件"


class _KeyIndex:
    """Finds the papers that a name may mean."""

    def __init__(self, entries: Iterable[PlanEntry]) -> None:
        self.papers: dict[str, list[PlanEntry]] = {}
        for entry in entries:
            self.papers.setdefault(_fold(entry.key), []).append(entry)

    def find(self, name: str) -> list[PlanEntry]:
        """The papers of the longest key that ``name`` (without suffix) is, or begins with before a separator."""
        name = unicodedata.normalize("NFC", name)
        for end in range(len(name), 0, -1):
            if end == len(name) or name[end] in _SEPARATORS:
                papers = self.papers.get(_fold(name[:end]))
                if papers:
                    return papers
        return []

    def suggest(self, name: str) -> str:
        """A sentence that names the nearest key, or says that none is near."""
        near = nearest(_fold(name), self.papers)
        return f"最接近的键是“{self.papers[near][0].key}”" if near else "应归档清单里没有相近的键"


class _Search:
    """One walk through 归档件; collects files and findings."""

    def __init__(self, folder: Path, keys: _KeyIndex) -> None:
        self.folder = folder
        self.keys = keys
        self.files: dict[str, list[SourceFile]] = {}
        self.findings: list[Finding] = []

    def report(self, code: str, path: Path, papers: tuple[str, ...] = (), **params: object) -> None:
        shown = path.relative_to(self.folder.parent).as_posix().encode("utf-8", "replace").decode("utf-8")
        self.findings.append(make_finding(code, Place(shown), papers=papers, **params))

    def list_folder(self, folder: Path) -> Iterator[tuple[Path, os.stat_result]]:
        """Entries in the order of their names, system rubbish left out."""
        try:
            paths = sorted(folder.iterdir(), key=lambda path: natural_order(path.name))
        except OSError as error:
            self.report("A016", folder, reason=explain_refusal(error))
            return
        for path in paths:
            if path.name.casefold() in _IGNORED_NAMES or path.name.startswith(_IGNORED_PREFIXES):
                continue
            try:
                yield path, path.lstat()
            except OSError as error:
                self.report("A016", path, reason=explain_refusal(error))

    def file_name(self, path: Path, status: os.stat_result) -> None:
        """File one entry of 归档件 itself: the name decides the paper."""
        is_folder = stat.S_ISDIR(status.st_mode) and not is_link(status)
        name = path.name if is_folder else path.stem
        papers = self.keys.find(name)
        if not papers:
            self.report("A011", path, hint=self.keys.suggest(name))
        elif len(papers) > 1:
            codes = tuple(dict.fromkeys(entry.code for entry in papers))
            self.report("A018", path, codes, keys="、".join(entry.key for entry in papers))
        elif not papers[0].applies:
            reason = papers[0].reason or "未写明理由"
            self.report("A017", path, (papers[0].code,), key=papers[0].key, reason=reason)
        else:
            self.take(papers[0], path, status, depth=0)

    def take(self, entry: PlanEntry, path: Path, status: os.stat_result, depth: int) -> None:
        """Take a file, or everything in a folder, as record of ``entry``."""
        if is_link(status) or not (stat.S_ISREG(status.st_mode) or stat.S_ISDIR(status.st_mode)):
            self.report("A015", path, (entry.code,), kind=describe_kind(status))
        elif stat.S_ISREG(status.st_mode):
            if self.accept(entry, path, status):
                found = SourceFile(path, status.st_size, status.st_mtime_ns)
                self.files.setdefault(entry.key, []).append(found)
        elif depth > _MAX_DEPTH:
            self.report("A016", path, (entry.code,), reason="文件夹套得太深")
        else:
            for inner, inner_status in self.list_folder(path):
                self.take(entry, inner, inner_status, depth + 1)

    def accept(self, entry: PlanEntry, path: Path, status: os.stat_result) -> bool:
        """Whether a regular file may be a record of ``entry``; says why not."""
        kind = find_type(path.suffix)
        if status.st_size == 0:
            self.report("A012", path, (entry.code,))
        elif kind is None:
            self.report("A013", path, (entry.code,), found=path.suffix or "（无）", accepted=accepted_suffixes())
        elif kind.editable and entry.signers and entry.origin is Origin.GENERATED:
            self.report("A019", path, (entry.code,), kind=kind.name)
        else:
            try:
                with path.open("rb", buffering=0) as handle:
                    if entry.needs_scan and path.suffix.lower() == ".pdf" and is_untouched_print(handle):
                        self.report("A020", path, (entry.code,))
                        return False
                    facts = examine(handle, path.suffix, status.st_size)
            except OSError as error:
                self.report("A016", path, (entry.code,), reason=explain_refusal(error))
            else:
                return self.judge(entry, path, kind, facts)
        return False

    def judge(self, entry: PlanEntry, path: Path, kind: FileType, facts: FileFacts) -> bool:
        """Whether what is in the file may be archived; says why not, and what may be and is not good."""
        papers = (entry.code,)
        if facts.encrypted:
            self.report("A021", path, papers)
        elif facts.kind != kind.name:
            self.report("A014", path, papers, suffix=path.suffix, expected=kind.name, found=facts.kind)
        elif facts.problem:
            self.report("A022", path, papers, kind=kind.name, reason=facts.problem)
        elif facts.scripts:
            self.report("A023", path, papers)
        elif facts.macros:
            self.report("A024", path, papers, kind=kind.name)
        else:
            self.warn(path, papers, facts)
            return True
        return False

    def warn(self, path: Path, papers: tuple[str, ...], facts: FileFacts) -> None:
        """Say what an archive would rather not have; the file is taken."""
        if facts.embedded or facts.links:
            what = "里面夹带了别的文件" if facts.embedded else "要用到别处的文件才显示得全"
            self.report("A025", path, papers, what=what)
        if facts.low_resolution:
            self.report("A026", path, papers, dpi=facts.dpi or 0, lowest=LOWEST_DPI)
        if facts.mended:
            self.report("A027", path, papers)


def _fold(name: str) -> str:
    return unicodedata.normalize("NFC", name).casefold()
