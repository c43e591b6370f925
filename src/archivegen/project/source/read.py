"""The project file that a village clerk writes: bytes → tree, and every problem of the text at once.

What can be read is read (GBK, UTF-16, a byte-order mark); what cannot is told in one sentence with its line and its
mend.  A text that stops the parser is read again section by section, so that the second mistake is told with the first.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path

import yaml

from archivegen.chinese import nearest
from archivegen.findings import Finding, Place, make_finding
from archivegen.project.source.decoding import DamagedTextError, Encoding, decode_bytes
from archivegen.project.source.syntax import explain_error, split_sections
from archivegen.project.source.tree import CONTROL, Tree, TreeBuilder, to_plain

__all__ = ["Tree", "parse_source", "read_source", "suggest_file", "to_plain"]

MAX_BYTES = 10 * 1024 * 1024
MAX_ALIKE = 20
"""Findings of one code that are shown; a file with a thousand tabs needs no thousand sentences."""

_OFFICE = (b"PK\x03\x04", b"\xd0\xcf\x11\xe0", b"%PDF")


def read_source(path: Path, shown: str) -> tuple[Tree | None, tuple[Finding, ...]]:
    """Read a project file; ``shown`` is its name in messages.

    The tree is ``None`` when what the file says cannot be known (syntax, aliases, nesting); a repeated key or a tag is an
    error as well, but the tree is there, so that the rest can be checked in the same run.
    """
    text, findings = _read_text(path, shown)
    if text is None:
        return None, findings
    tree, more = parse_source(text, shown)
    return tree, findings + more


def parse_source(text: str, shown: str) -> tuple[Tree | None, tuple[Finding, ...]]:
    """Like :func:`read_source` for text that is already at hand."""
    if _is_blank(text):
        return None, (make_finding("P005", Place(shown)),)
    if broken := tuple(_find_control_characters(text, shown)):
        return None, broken
    builder = TreeBuilder(text, shown)
    tree = builder.build()
    findings = builder.findings
    if builder.error is not None:
        findings = [*findings, *_explain_everywhere(text, shown, builder.error)]
    return tree, tuple(_limit(findings))


def _is_blank(text: str) -> bool:
    lines = (line.strip(" \t\r\ufeff\u3000") for line in text.splitlines())
    return not any(line and not line.startswith("#") and line not in {"---", "..."} for line in lines)


def _read_text(path: Path, shown: str) -> tuple[str | None, tuple[Finding, ...]]:
    place = Place(shown)
    if path.is_dir():
        return None, (make_finding("P002", place, file=shown),)
    if not path.is_file():
        return None, (make_finding("P001", place, file=shown, hint=suggest_file(path)),)
    try:
        with path.open("rb") as file:
            raw = file.read(MAX_BYTES + 1)
    except OSError:
        return None, (make_finding("P003", place, file=shown),)
    if len(raw) > MAX_BYTES:
        return None, (make_finding("P004", place, limit=MAX_BYTES // 1024 // 1024),)
    if raw.startswith(_OFFICE):
        return None, (make_finding("P006", place),)
    try:
        decoded = decode_bytes(raw)
    except DamagedTextError as trouble:
        return None, (make_finding("P009", Place(shown, trouble.line)),)
    warning = {Encoding.GB18030: "P007", Encoding.UTF16: "P008"}.get(decoded.encoding)
    return decoded.text, (make_finding(warning, place),) if warning else ()


def suggest_file(path: Path) -> str:
    """``项目.yaml.txt``, which Windows shows as 项目.yaml, is the usual case."""
    try:
        names = sorted(p.name for p in path.parent.iterdir() if ".y" in p.name.lower() and p.is_file())
    except OSError:
        return ""
    name = nearest(path.name, names) or (names[0] if len(names) == 1 else None)
    return f"同一文件夹里有“{name}”，是不是它？" if name else ""


def _find_control_characters(text: str, shown: str) -> Iterator[Finding]:
    last = 0
    for found, match in enumerate(CONTROL.finditer(text)):
        line = text.count("\n", 0, match.start()) + 1
        if line != last:
            yield make_finding("P010", Place(shown, line), sign=f"U+{ord(match.group()):04X}")
        last = line
        if found >= MAX_ALIKE:
            return


def _explain_everywhere(text: str, shown: str, error: yaml.YAMLError) -> Iterator[Finding]:
    """The first error, then what is wrong in the top-level sections, each read by itself."""
    yield from explain_error(text, error, shown)
    for section in split_sections(text):
        builder = TreeBuilder(section, shown)
        builder.build()
        yield from (finding for finding in builder.findings if finding.code != "P025")
        if builder.error is not None:
            yield from explain_error(section, builder.error, shown)


def _limit(findings: Iterable[Finding]) -> Iterator[Finding]:
    """Of one code one finding a line, and no more than :data:`MAX_ALIKE`."""
    seen: dict[str, set[int | None]] = {}
    for finding in findings:
        lines = seen.setdefault(finding.code, set())
        if finding.place.line in lines or len(lines) >= MAX_ALIKE:
            continue
        lines.add(finding.place.line)
        yield finding
