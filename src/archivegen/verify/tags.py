"""The tag files of a bag (RFC 8493 §2), read as text and judged line by line."""

from __future__ import annotations

import codecs
import re
from dataclasses import dataclass, field

from archivegen.findings import Finding, Place, make_finding
from archivegen.verify.paths import explain_unsafe, show

DIGEST_LENGTHS = {"md5": 32, "sha1": 40, "sha224": 56, "sha256": 64, "sha384": 96, "sha512": 128}
"""Hexadecimal digits of the algorithms that can be checked."""
_VERSION = re.compile(r"BagIt-Version: ([0-9]{1,4})\.([0-9]{1,4})")
_ENCODING = re.compile(r"Tag-File-Character-Encoding: (\S+)")
_ENCODINGS = {"utf-8", "utf-16", "utf-16-le", "utf-16-be", "utf-32", "ascii", "iso8859-1", "cp1252", "gbk", "gb18030"}
_LINE_END = re.compile(r"\r\n|\r|\n")
_ENTRY = re.compile(r"([0-9A-Fa-f]+)([ \t]+\*?)(.+)")
_FETCH = re.compile(r"(\S+)[ \t]+([0-9]+|-)[ \t]+(.+)")
_ESCAPED = re.compile(r"%(0[DdAa]|25)")


@dataclass(frozen=True, slots=True)
class Declaration:
    """What bagit.txt says."""

    version: tuple[int, int]
    encoding: str


@dataclass(slots=True)
class Listing:
    """One manifest: path → hexadecimal digest in lower case, and the line each path stands in."""

    name: str
    algorithm: str
    digests: dict[str, str] = field(default_factory=dict)
    lines: dict[str, int] = field(default_factory=dict)
    findings: list[Finding] = field(default_factory=list)

    @property
    def is_tag(self) -> bool:
        """Whether it lists tag files and not the payload."""
        return self.name.startswith("tag")

    def report(self, code: str, line: int | None, **params: str | int) -> None:
        """Add a finding at one line of the manifest."""
        self.findings.append(make_finding(code, Place(self.name, line=line), papers=(), **params))


def parse_declaration(content: bytes) -> tuple[Declaration | None, tuple[Finding, ...]]:
    """Read bagit.txt strictly: two lines, no byte-order mark, one space after the colon."""
    place = Place("bagit.txt")
    try:
        lines = _LINE_END.split(content.decode("utf-8"))
    except UnicodeDecodeError:
        return None, (make_finding("V003", place, reason="不是 UTF-8 文本"),)
    while len(lines) > 2 and not lines[-1]:
        lines.pop()
    if lines[0].startswith("\ufeff"):
        return None, (make_finding("V003", place, reason="开头有字节序标记（BOM）"),)
    version = _VERSION.fullmatch(lines[0])
    encoding = _ENCODING.fullmatch(lines[1]) if len(lines) > 1 else None
    if version is None or encoding is None or len(lines) != 2:
        return None, (
            make_finding(
                "V003", place, reason="不是“BagIt-Version: 1.0”和“Tag-File-Character-Encoding: UTF-8”这样的两行"
            ),
        )
    number = (int(version[1]), int(version[2]))
    if not (0, 93) <= number <= (0, 97) and number != (1, 0):
        return None, (make_finding("V004", place, version=f"{version[1]}.{version[2]}"),)
    try:
        name = codecs.lookup(encoding[1]).name
    except (LookupError, ValueError):  # ValueError: a zero byte in the name
        name = ""
    if name not in _ENCODINGS:
        return None, (make_finding("V005", place, encoding=encoding[1][:40]),)
    return Declaration(number, name), ()


def parse_listing(name: str, algorithm: str, content: bytes, declaration: Declaration) -> Listing:
    """Read one manifest; a line that is wrong is reported and left out."""
    listing = Listing(name, algorithm)
    try:
        text = content.decode(declaration.encoding)
    except UnicodeDecodeError:
        listing.report("V010", None, reason=f"不是 {declaration.encoding} 文本")
        return listing
    separators, digests = set(), ""
    for number, line in enumerate(_LINE_END.split(text), start=1):
        if not line:
            continue
        match = _ENTRY.fullmatch(line)
        if match is None or len(match[1]) != DIGEST_LENGTHS[algorithm]:
            listing.report("V010", number, reason=f"应为 {DIGEST_LENGTHS[algorithm]} 位十六进制摘要、空格、路径")
            continue
        separators.add(match[2])
        digests += match[1]
        _add_entry(listing, number, match[1].lower(), match[3], declaration)
    mixed = [
        (len(set(_LINE_END.findall(text))) > 1, "换行符"),
        (len(separators) > 1, "空白"),
        (digests not in (digests.lower(), digests.upper()), "十六进制大小写"),
    ]
    if any(is_mixed for is_mixed, _ in mixed):
        listing.report("V018", None, detail="、".join(what for is_mixed, what in mixed if is_mixed))
    return listing


def _add_entry(listing: Listing, number: int, digest: str, written: str, declaration: Declaration) -> None:
    path = decode_path(written, declaration)
    unsafe = explain_unsafe(path) or _explain_misplaced(listing, path)
    if unsafe:
        listing.report("V012", number, path=show(path), reason=unsafe)
        return
    plain = "/".join(part for part in path.split("/") if part not in ("", "."))
    if plain != path:
        listing.report("V025", number, path=show(path), read=show(plain))
    if plain in listing.digests:
        detail = "" if listing.digests[plain] == digest else "，而且摘要不同"
        listing.report("V011", number, path=show(plain), detail=detail)
        return
    listing.digests[plain] = digest
    listing.lines[plain] = number


def _explain_misplaced(listing: Listing, path: str) -> str:
    plain = path.removeprefix("./")
    in_payload = plain.startswith("data/")
    if listing.is_tag:
        return "标签清单不得列入 data 里的文件" if in_payload else ""
    return "" if in_payload else "内容清单只能列 data 里的文件"


def decode_path(written: str, declaration: Declaration) -> str:
    """Undo the percent-encoding of line ends; of the percent sign itself since version 1.0 (RFC 8493 §2.1.3)."""
    since_one = declaration.version >= (1, 0)
    return _ESCAPED.sub(
        lambda match: chr(int(match[1], 16)) if since_one or match[1] != "25" else match[0],
        written,
    )


def parse_info(
    name: str, content: bytes, declaration: Declaration
) -> tuple[list[tuple[str, str]], tuple[Finding, ...]]:
    """Labels and values of bag-info.txt in order; a line that begins with a blank goes on with the value above."""
    place = Place(name)
    fields: list[tuple[str, str]] = []
    try:
        text = content.decode(declaration.encoding)
    except UnicodeDecodeError:
        return fields, (make_finding("V032", place, reason=f"不是 {declaration.encoding} 文本"),)
    for number, line in enumerate(_LINE_END.split(text.removeprefix("\ufeff")), start=1):
        label, colon, value = line.partition(":")
        if line.startswith((" ", "\t")) and fields:
            fields[-1] = (fields[-1][0], f"{fields[-1][1]} {line.strip()}")
        elif colon and label.strip():
            fields.append((label.strip(), value.strip()))
        elif line.strip():
            place = Place(name, line=number)
            return fields, (make_finding("V032", place, reason=f"“{show(line)[:40]}”应为“名称: 内容”"),)
    return fields, ()


def parse_fetch(content: bytes, declaration: Declaration) -> tuple[list[str], tuple[Finding, ...]]:
    """Paths that fetch.txt would have us download."""
    paths: list[str] = []
    findings: list[Finding] = []
    text = content.decode(declaration.encoding, "replace")
    for number, line in enumerate(_LINE_END.split(text), start=1):
        place = Place("fetch.txt", line=number)
        match = _FETCH.fullmatch(line)
        if match is None:
            if line:
                findings.append(make_finding("V035", place, reason="每行应为网址、字节数、路径"))
            continue
        path = decode_path(match[3], declaration)
        unsafe = explain_unsafe(path)
        if unsafe:
            findings.append(make_finding("V012", place, path=show(path), reason=unsafe))
        else:
            paths.append(path)
    return paths, tuple(findings)
