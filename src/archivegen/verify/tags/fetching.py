"""fetch.txt (RFC 8493 §2.2.3): files that a bag would have us download.  Nothing is ever downloaded."""

from __future__ import annotations

import re
from collections.abc import Iterable

from archivegen.findings import Finding, Place, make_finding
from archivegen.verify.reading.paths import explain_foreign, show, tidy
from archivegen.verify.reading.source import DamagedError
from archivegen.verify.tags.declaration import Declaration
from archivegen.verify.tags.listing import decode_path
from archivegen.verify.tags.text import read_lines

_ENTRY = re.compile(r"(\S+)[ \t]+([0-9]+|-)[ \t]+(.+)", re.DOTALL)
_ABSOLUTE = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:\S+")
_MOST_FINDINGS = 1000


def read_fetch(
    blocks: Iterable[bytes | memoryview], declaration: Declaration
) -> tuple[dict[str, int], tuple[Finding, ...]]:
    """The files that are promised from elsewhere with the line of each, and what is wrong with the list."""
    promised: dict[str, int] = {}
    findings: list[Finding] = []
    try:
        for line in read_lines(blocks, declaration.encoding):
            if line.text and len(findings) < _MOST_FINDINGS:
                problem = _take(promised, line.number, line.text, declaration)
                findings += [] if problem is None else [problem]
    except UnicodeDecodeError:
        findings.append(make_finding("V035", Place("fetch.txt"), reason=f"不是 {declaration.encoding} 文本"))
    except DamagedError as error:
        findings.append(make_finding("V035", Place("fetch.txt"), reason=str(error)))
    return promised, tuple(findings)


def _take(promised: dict[str, int], number: int, line: str, declaration: Declaration) -> Finding | None:
    place = Place("fetch.txt", line=number)
    match = _ENTRY.fullmatch(line)
    if match is None:
        return make_finding("V035", place, reason="每行应为网址、字节数、路径")
    path = decode_path(match[3], declaration)
    plain = tidy(path)
    unsafe = explain_foreign(path) or ("含有上级目录“..”，指到了档案包外面" if plain is None else "")
    if unsafe or plain is None:
        return make_finding("V012", place, path=show(path), reason=unsafe)
    if _ABSOLUTE.fullmatch(match[1]) is None:
        return make_finding("V035", place, reason=f"“{show(match[1])[:60]}”不是完整的网址")
    if not plain.startswith("data/") and declaration.is_final:
        return make_finding("V036", place, path=show(plain), problem="不是 data 里的文件")
    promised.setdefault(plain, number)
    return None
