"""One manifest (RFC 8493 §2.1.3, §2.2.1), read line by line and joined at once with the files it means."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field

from archivegen.findings import Finding, Place, make_finding
from archivegen.verify.reading.paths import PathIndex, explain_foreign, show, tidy
from archivegen.verify.reading.source import MOST_FILES, DamagedError
from archivegen.verify.tags.declaration import Declaration
from archivegen.verify.tags.text import Line, Mark, read_lines

DIGEST_LENGTHS = {
    "md5": 32, "sha1": 40, "sha224": 56, "sha256": 64, "sha384": 96, "sha512": 128, "sm3": 64,
    "sha512224": 56, "sha512256": 64, "sha3224": 56, "sha3256": 64, "sha3384": 96, "sha3512": 128,
    "blake2b512": 128, "blake2s256": 64,
}  # fmt: skip
"""Hexadecimal digits of the algorithms that can be checked, by their normalised names (§2.4)."""
_MANIFEST_FILE = re.compile(r"(tag)?manifest-([^/]+)\.txt")
_ENTRY = re.compile(r"([0-9A-Fa-f]+)([ \t]+)(\*?)(.+)", re.DOTALL)
_LOWER = re.compile(r"[0-9]*[a-f][0-9a-f]*")
_NOT_PLAIN = re.compile(r"^[ \t*~/]|^[A-Za-z]:|[\\%\x00-\x1f\x7f-\x9f]")
"""What makes a path worth a second look."""
_ESCAPED = re.compile(r"%(0[DdAa]|25)")
_ESCAPED_END = re.compile(r"%(0[DdAa])")
_OPEN_PERCENT = re.compile(r"%(?!0[DdAa]|25)")
_MOST_FINDINGS = 1000
"""Lines of one manifest that are reported one by one."""


@dataclass(slots=True)
class Listing:
    """One manifest: the files it lists with their digests; paths are the objects of the index."""

    name: str
    algorithm: str
    digests: dict[str, bytes] = field(default_factory=dict)
    missing: dict[str, tuple[int, bytes]] = field(default_factory=dict)
    """Listed paths that are not there: the line, and the digest."""
    findings: list[Finding] = field(default_factory=list)
    cut_short: bool = False
    """Whether the manifest could not be read to its end: what it does not list means nothing then."""

    @property
    def is_tag(self) -> bool:
        """Whether it lists tag files and not the payload."""
        return self.name.startswith("tag")

    def report(self, code: str, line: int | None, **params: str | int) -> None:
        """Add a finding at one line of the manifest."""
        if len(self.findings) < _MOST_FINDINGS:
            self.findings.append(make_finding(code, Place(self.name, line=line), papers=(), **params))


def match_manifest(name: str) -> tuple[str, str] | None:
    """The algorithm that a manifest's file name names, as written and normalised (§2.4); None for any other file."""
    match = _MANIFEST_FILE.fullmatch(name)
    return None if match is None else (match[2], re.sub(r"[^a-z0-9]", "", match[2].lower()))


def read_listing(
    name: str, algorithm: str, blocks: Iterable[bytes | memoryview], declaration: Declaration, index: PathIndex
) -> Listing:
    """Read one manifest; a line that is wrong is reported and left out.  Raises what reading raises."""
    listing = Listing(name, algorithm)
    reader = _Reader(listing, declaration, index)
    mark = Mark()
    try:
        for line in read_lines(blocks, declaration.encoding, mark):
            reader.take(line)
            if len(listing.digests) + len(listing.missing) > 2 * MOST_FILES:
                raise DamagedError(f"列出了 {2 * MOST_FILES:,} 条以上，多于能核验的文件")
    except UnicodeDecodeError:
        listing.report("V010", None, reason=f"不是 {declaration.encoding} 文本")
        listing.cut_short = True
    except DamagedError as error:
        listing.report("V010", None, reason=str(error))
        listing.cut_short = True
    if mark.seen and declaration.is_final:
        listing.report("V010", 1, reason="开头有字节序标记（BOM）")
    elif mark.seen:
        reader.tolerated.add("开头有字节序标记（BOM）")
    reader.sum_up()
    return listing


class _Reader:
    def __init__(self, listing: Listing, declaration: Declaration, index: PathIndex) -> None:
        self.listing = listing
        self.declaration = declaration
        self.index = index
        self.digits = DIGEST_LENGTHS[listing.algorithm]
        self.ends: set[str] = set()
        self.separators: set[str] = set()
        self.cases: set[bool] = set()
        self.tolerated: set[str] = set()
        """What strict validation would not accept, and what is meant all the same."""

    def take(self, line: Line) -> None:
        if line.end:
            self.ends.add(line.end)
        if not line.text or self._take_plain(line.text):
            return
        match = _ENTRY.fullmatch(line.text)
        if match is None or len(match[1]) != self.digits:
            reason = f"应为 {self.digits} 位十六进制摘要、空格、路径"
            self.listing.report("V010", line.number, reason=reason)
            return
        self.separators.add(match[2] + match[3])
        if match[1] != match[1].lower():
            self.cases.add(True)
        if match[1] != match[1].upper():
            self.cases.add(False)
        if match[3]:
            self.tolerated.add("路径前有 md5sum 一类工具写的星号")
        self._add(line.number, bytes.fromhex(match[1]), match[4])

    def _take_plain(self, text: str) -> bool:
        """Nearly every line of nearly every manifest: digest, two spaces, a file that is there under that very name."""
        digits, path = text[: self.digits], text[self.digits + 2 :]
        own = self.index.own.get(path)
        if own is None or own in self.listing.digests or text[self.digits : self.digits + 2] != "  ":
            return False
        if path.startswith("data/") == self.listing.is_tag or _NOT_PLAIN.search(path) or not _LOWER.fullmatch(digits):
            return False
        self.listing.digests[own] = bytes.fromhex(digits)
        self.separators.add("  ")
        self.cases.add(False)
        return True

    def _add(self, number: int, digest: bytes, written: str) -> None:
        path, found = self._find(written)
        plain = tidy(path)
        outside = "含有上级目录“..”，指到了档案包外面" if plain is None else self._explain_misplaced(plain)
        unsafe = explain_foreign(path) or outside
        if unsafe or plain is None:
            self.listing.report("V012", number, path=show(path), reason=unsafe)
            return
        if plain != path:
            self.listing.report("V025", number, path=show(path), read=show(plain))
        self._note(number, digest, plain, found if plain == path else self.index.find(plain))

    def _find(self, written: str) -> tuple[str, str | None]:
        """The path that is meant, and the file: percent signs were not written alike by all programs of all versions."""
        strict, loose = (_ESCAPED, None) if self.declaration.is_final else (_ESCAPED_END, _ESCAPED)
        path = _unescape(written, strict)
        found = self.index.find(path)
        if "%" not in written:
            return path, found
        if found is None:
            other = written if loose is None else _unescape(written, loose)
            twin = self.index.find(other) if other != path else None
            if twin is not None:
                self.tolerated.add("路径里的百分号写法不合规定")
                return other, twin
        elif self.declaration.is_final and _OPEN_PERCENT.search(written):
            self.tolerated.add("路径里的百分号写法不合规定")
        return path, found

    def _note(self, number: int, digest: bytes, path: str, found: str | None) -> None:
        digests, missing = self.listing.digests, self.listing.missing
        known = missing.get(path, (0, None))[1] if found is None else digests.get(found)
        if known is not None:
            if known == digest and not self.declaration.is_final:
                self.tolerated.add("同一个文件写了两次")
            else:
                detail = "" if known == digest else "，而且摘要不同"
                self.listing.report("V011", number, path=show(path), detail=detail)
        elif found is None:
            missing[path] = (number, digest)
        else:
            digests[found] = digest

    def _explain_misplaced(self, plain: str) -> str:
        in_payload = plain.startswith("data/")
        if self.listing.is_tag:
            return "标签清单不得列入 data 里的文件" if in_payload else ""
        return "" if in_payload else "内容清单只能列 data 里的文件"

    def sum_up(self) -> None:
        """What can be said of a manifest only when all of it was read."""
        mixed = [
            (len(self.ends) > 1, "换行符"),
            (len(self.separators) > 1, "空白"),
            (len(self.cases) > 1, "十六进制大小写"),
        ]
        if any(is_mixed for is_mixed, _ in mixed):
            self.listing.report("V018", None, detail="、".join(what for is_mixed, what in mixed if is_mixed))
        if self.tolerated:
            self.listing.report("V080", None, what="；".join(sorted(self.tolerated)))


def _unescape(written: str, escaped: re.Pattern[str]) -> str:
    return escaped.sub(lambda match: chr(int(match[1], 16)), written) if "%" in written else written


def decode_path(written: str, declaration: Declaration) -> str:
    """Undo the percent-encoding of line ends; of the percent sign itself since version 1.0 (RFC 8493 §2.1.3)."""
    return _unescape(written, _ESCAPED if declaration.is_final else _ESCAPED_END)
