"""bag-info.txt (RFC 8493 §2.2.2; package-info.txt before version 0.96): labels and values, and what they must not be."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping

from archivegen.findings import Finding, Place, make_finding
from archivegen.verify.reading.paths import show
from archivegen.verify.reading.source import DamagedError
from archivegen.verify.tags.declaration import Declaration
from archivegen.verify.tags.text import Mark, read_lines

_MOST_FIELDS = 10_000
_OXUM = re.compile(r"([0-9]{1,18})\.([0-9]{1,18})")
_ONCE = ("Bagging-Date", "Bag-Size", "Bag-Group-Identifier", "Bag-Count")
"""Elements that SHOULD NOT be repeated."""
_DATE = re.compile(r"[0-9]{4}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12][0-9]|3[01])")

Fields = list[tuple[str, str]]
"""Labels and values in their order."""


def read_info(
    name: str, blocks: Iterable[bytes | memoryview], declaration: Declaration
) -> tuple[Fields, tuple[Finding, ...]]:
    """The fields; a line that begins with a blank goes on with the value above.  A line that is none ends the reading (V032)."""
    fields: Fields = []
    mark = Mark()
    place = Place(name)
    number = 0
    try:
        for line in read_lines(blocks, declaration.encoding, mark):
            number = line.number
            problem = _take(fields, line.text, declaration)
            if problem:
                return fields, (make_finding("V032", Place(name, line=number), reason=problem),)
    except UnicodeDecodeError:
        return fields, (make_finding("V032", place, reason=f"不是 {declaration.encoding} 文本"),)
    except DamagedError as error:
        return fields, (make_finding("V032", place, reason=str(error)),)
    if mark.seen:
        problem = "开头有字节序标记（BOM）"
        first = Place(name, line=1)
        if declaration.is_final:
            return fields, (make_finding("V032", first, reason=problem),)
        return fields, (make_finding("V080", first, what=problem),)
    return fields, ()


def _take(fields: Fields, line: str, declaration: Declaration) -> str:
    """Add a line to the fields; what is wrong with it, in Chinese."""
    if not line.strip():
        return ""
    if line.startswith((" ", "\t")) and fields:
        label, value = fields[-1]
        fields[-1] = (label, f"{value} {line.strip()}")
        return "一项内容太长" if len(fields[-1][1]) > 1 << 16 else ""
    label, colon, value = line.partition(":")
    if not colon or not label.strip():
        return f"“{show(line)[:40]}”应为“名称: 内容”"
    if declaration.is_final and (label != label.strip() or not value.startswith((" ", "\t"))):
        return f"“{show(line)[:40]}”的冒号前不得有空格，冒号后应有一个空格"
    if len(fields) >= _MOST_FIELDS:
        return f"超过 {_MOST_FIELDS:,} 项"
    fields.append((label.strip(), value.strip()))
    return ""


def find_oxum(fields: Fields) -> tuple[int, int] | None:
    """Octets and files that the payload should have; None where nothing readable is said."""
    match = next(iter(filter(None, map(_OXUM.fullmatch, _values(fields, "payload-oxum")))), None)
    return None if match is None else (int(match[1]), int(match[2]))


def check_info(fields: Fields, name: str, sizes: Mapping[str, int], declaration: Declaration) -> Iterator[Finding]:
    """What the fields say against the payload, and against the standard."""
    place = Place(name)
    values = _values(fields, "payload-oxum")
    for value in dict.fromkeys(values):
        match = _OXUM.fullmatch(value)
        if match is None:
            yield make_finding("V031", place, found=show(value)[:40])
            continue
        payload = [octets for path, octets in sizes.items() if path.startswith("data/")]
        if (int(match[1]), int(match[2])) != (sum(payload), len(payload)):
            octets, files = int(match[1]), int(match[2])
            found_octets, found_files = sum(payload), len(payload)
            yield make_finding(
                "V030", place, octets=octets, files=files, found_octets=found_octets, found_files=found_files
            )
    if len(values) > 1:
        if declaration.is_final:
            yield make_finding("V038", place, count=len(values))
        else:
            yield make_finding("V080", place, what="Payload-Oxum 写了不止一次")
    counts = Counter(label.lower() for label, _ in fields)
    for label in _ONCE:
        if counts[label.lower()] > 1:
            yield make_finding("V039", place, label=label, problem=f"写了 {counts[label.lower()]} 次，只应写一次")
    for value in _values(fields, "bagging-date"):
        if _DATE.fullmatch(value) is None:
            yield make_finding(
                "V039", place, label="Bagging-Date", problem=f"写成了“{show(value)[:40]}”，应为 2026-03-05 这样的日期"
            )


def _values(fields: Fields, label: str) -> list[str]:
    return [value for known, value in fields if known.lower() == label]
