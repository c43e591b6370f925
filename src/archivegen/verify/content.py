"""What is inside the files of a bag: formats, openability, encryption, macros, scripts, pages (DA/T 70-2018; domain §7-R, V-R04, V-R05).

In an archive of ours what is wrong is wrong.  A bag that somebody else made for other ends may hold anything: there the same is said as
a remark, and as a warning where it is dangerous.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import NamedTuple

from archivegen.findings import Finding, Place, Severity, make_finding
from archivegen.formats import LOWEST_DPI, FileFacts, examine, examine_bytes
from archivegen.formats.kinds import RECORD_TYPES, UNKNOWN, accepted_suffixes, find_type
from archivegen.formats.texts import TEXT_KINDS
from archivegen.manifest import INDEX_FOLDER, SEALED_PATH, Manifest
from archivegen.verify.reading.fixity import explain
from archivegen.verify.reading.paths import PathIndex, show
from archivegen.verify.reading.source import READ_ERRORS, Source
from archivegen.verify.tally import Tally

_DANGEROUS = {"V064", "V065"}
_PROGRAMS = {"程序文件"}
_SEALED = f"data/{SEALED_PATH}"
_USUAL = {suffix: kind.name for kind in RECORD_TYPES for suffix in kind.suffixes}
_INDEX_FOLDER = f"data/{INDEX_FOLDER}/"


class Listed(NamedTuple):
    """What the 档案清单 says of one file."""

    code: str
    pages: int | None


class ContentCheck:
    """Looks at the files of a bag, one by one and by several threads."""

    def __init__(self, source: Source, manifest: Manifest | None, index: PathIndex) -> None:
        self.source = source
        self.ours = manifest is not None
        self.listed = dict(_list_files(manifest, index)) if manifest is not None else {}
        self.found = Tally()
        """What is wrong; one cause, one finding."""

    def look(self, path: str, content: bytes | None = None) -> None:
        """Look at one file, at its ``content`` when that was read anyway.

        What is sealed on purpose is left to whoever has the passphrase.
        """
        if not path.startswith("data/") or path == _SEALED:
            return
        suffix, listed = _find_suffix(path), self.listed.get(path)
        facts = self._examine(path, suffix) if content is None else examine_bytes(content, suffix)
        if (
            facts.kind == _USUAL.get(suffix)
            and facts.is_flawless
            and (not listed or listed.pages in (None, facts.pages))
        ):
            return
        for finding in _judge(path, suffix, facts, listed, ours=self.ours):
            severity = finding.severity
            if not self.ours:
                severity = Severity.WARNING if finding.code in _DANGEROUS else Severity.INFO
            self.found.add((replace(finding, severity=severity),))

    def _examine(self, path: str, suffix: str) -> FileFacts:
        try:
            with self.source.open(path) as handle:
                return examine(handle, suffix, self.source.files[path])
        except READ_ERRORS as error:
            return FileFacts(UNKNOWN, problem=f"读不出来：{explain(error)}")


def _list_files(manifest: Manifest, index: PathIndex) -> Iterator[tuple[str, Listed]]:
    for item in manifest.items:
        for file in item.files:
            found = None if file.sealed else index.find(f"data/{file.path}")
            if found is not None:
                yield found, Listed(item.code, file.pages)


def _find_suffix(path: str) -> str:
    stem, dot, end = path.rpartition("/")[2].rpartition(".")
    return dot + end if stem else ""


def _judge(path: str, suffix: str, facts: FileFacts, listed: Listed | None, *, ours: bool) -> Iterator[Finding]:
    """The one thing that keeps a file from being an archive's, or the things that an archive would rather not have."""
    refusal = _find_refusal(path, suffix, facts, ours=ours)
    place, papers = Place(show(path)), (listed.code,) if listed else ()
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


def _find_refusal(path: str, suffix: str, facts: FileFacts, *, ours: bool) -> tuple[str, dict[str, str]] | None:
    """Code and parameters of what makes a file unfit; None for a fit one."""
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
