"""What is inside the files of a bag: formats, openability, encryption, macros, scripts, pages (DA/T 70-2018; domain §7-R, V-R04, V-R05).

In an archive of ours what is wrong is wrong.  A bag that somebody else made for other ends may hold anything: there the same is said as
a remark, and as a warning where it is dangerous.
"""

from __future__ import annotations

import io
from collections.abc import Iterator
from dataclasses import replace
from posixpath import splitext
from typing import NamedTuple

from archivegen.findings import Finding, Place, Severity, make_finding
from archivegen.formats import LOWEST_DPI, FileFacts, examine
from archivegen.formats.kinds import UNKNOWN, accepted_suffixes, find_type
from archivegen.formats.texts import TEXT_KINDS
from archivegen.manifest import INDEX_FOLDER, SEALED_PATH, Manifest
from archivegen.verify.fixity import explain
from archivegen.verify.paths import PathIndex, show
from archivegen.verify.source import READ_ERRORS, Source

SMALL = 1 << 17
"""Files up to this size are handed over in one piece when they were read for their digest: they need not be opened again."""
_DANGEROUS = {"V064", "V065"}
_PROGRAMS = {"程序文件"}
_INDEX_FOLDER = f"data/{INDEX_FOLDER}/"


class Listed(NamedTuple):
    """What the 档案清单 says of one file."""

    code: str
    pages: int | None


class ContentCheck:
    """Looks at the files of a bag one by one; ``facts`` are kept by path in the bag."""

    def __init__(self, source: Source, manifest: Manifest | None, index: PathIndex) -> None:
        self.source = source
        self.ours = manifest is not None
        self.listed = dict(_list_files(manifest, index)) if manifest is not None else {}
        self.facts: dict[str, FileFacts] = {}

    def wants(self, path: str) -> bool:
        """Whether a file is to be looked at: everything in the payload but what is sealed on purpose."""
        return path.startswith("data/") and path != f"data/{SEALED_PATH}" and path not in self.source.unreadable

    def look(self, path: str, content: bytes | None = None) -> None:
        """Look at one file, at its ``content`` when that was read anyway; what cannot be read is reported by whoever reads it whole."""
        if not self.wants(path):
            return
        suffix, size = splitext(path)[1], self.source.files[path]
        try:
            if content is not None:
                self.facts[path] = examine(io.BytesIO(content), suffix, len(content))
            elif size <= SMALL or self.source.seeks_cheaply(path):
                with self.source.open(path) as handle:
                    self.facts[path] = examine(handle, suffix, size)
            else:
                self.facts[path] = self._look_unpacked(path, suffix, size)
        except READ_ERRORS as error:
            self.facts[path] = FileFacts(UNKNOWN, problem=f"读不出来：{explain(error)}")

    def _look_unpacked(self, path: str, suffix: str, size: int) -> FileFacts:
        """Look at a file that is packed and so large that going to and fro in it would unpack it again and again."""
        if size > _LARGEST_UNPACKED:
            return FileFacts(UNKNOWN, problem=_TOO_LARGE)
        with self.source.open(path) as handle:
            return examine(io.BytesIO(handle.read(size)), suffix, size)

    def findings(self) -> Iterator[Finding]:
        """What is wrong, file by file; one cause, one finding."""
        for path in sorted(self.facts):
            for finding in _judge(path, self.facts[path], self.listed.get(path), ours=self.ours):
                if self.ours:
                    yield finding
                else:
                    severity = Severity.WARNING if finding.code in _DANGEROUS else Severity.INFO
                    yield replace(finding, severity=severity)


_LARGEST_UNPACKED = 1 << 26
_TOO_LARGE = "在 zip 里压缩存放，解开后太大，没有打开检查"


def _list_files(manifest: Manifest, index: PathIndex) -> Iterator[tuple[str, Listed]]:
    for item in manifest.items:
        for file in item.files:
            found = None if file.sealed else index.find(f"data/{file.path}")
            if found is not None:
                yield found, Listed(item.code, file.pages)


def _judge(path: str, facts: FileFacts, listed: Listed | None, *, ours: bool) -> Iterator[Finding]:
    """The one thing that keeps a file from being an archive's, or the things that an archive would rather not have."""
    place, papers = Place(show(path)), (listed.code,) if listed else ()
    refusal = _find_refusal(path, facts, ours=ours)
    if refusal is not None:
        code, params = refusal
        yield make_finding(code, place, papers=papers, **params)
        return
    if facts.embedded or facts.links:
        what = "里面夹带了别的文件" if facts.embedded else "要用到别处的文件才显示得全"
        yield make_finding("V066", place, papers=papers, what=what)
    if facts.low_resolution:
        yield make_finding("V067", place, papers=papers, dpi=facts.dpi, lowest=LOWEST_DPI)
    if facts.mended:
        yield make_finding("V068", place, papers=papers)
    if facts.obstacles:
        yield make_finding("V070", place, papers=papers, claim=facts.archival, reason="；".join(facts.obstacles))
    if listed and None not in (listed.pages, facts.pages) and listed.pages != facts.pages:
        yield make_finding("V069", place, papers=papers, listed=listed.pages, found=facts.pages)


def _find_refusal(path: str, facts: FileFacts, *, ours: bool) -> tuple[str, dict[str, str]] | None:
    """Code and parameters of what makes a file unfit; None for a fit one."""
    suffix = splitext(path)[1]
    wanted = find_type(suffix)
    text = TEXT_KINDS.get(suffix.lower()) if path.startswith(_INDEX_FOLDER) or not ours else None
    name = wanted.name if wanted else text
    if name is None and (ours or facts.kind in _PROGRAMS):
        return "V061", {"found": show(suffix) or "（无）", "kind": facts.kind, "accepted": accepted_suffixes()}
    if facts.encrypted:
        return "V063", {"kind": facts.kind}
    if name is None:
        return None
    if facts.problem and facts.kind in (name, UNKNOWN):
        return "V062", {"kind": name, "reason": facts.problem}
    if facts.kind != name:
        return "V060", {"suffix": show(suffix), "expected": name, "found": facts.kind}
    if facts.macros:
        return "V064", {"kind": name}
    return ("V065", {"kind": name}) if facts.scripts else None
