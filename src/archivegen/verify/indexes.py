"""案卷目录, 卷内目录 and 目录文件 as data, held against 档案清单.json (DA/T 70-2018, 1-11; GB/T 11822)."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Any
from xml.parsers import expat

from archivegen.findings import Finding, Place, make_finding
from archivegen.manifest import INDEX_FOLDER, WHOLE, Manifest, ManifestItem, Numbering
from archivegen.verify.chain import JOURNAL_PATH
from archivegen.verify.list_rows import ROW_READERS, UNREADABLE
from archivegen.verify.reading.paths import PathIndex, show
from archivegen.verify.reading.source import BLOCK, READ_ERRORS, Source

_VOLUME_LIST = f"data/{INDEX_FOLDER}/案卷目录"
_CONTENTS = re.compile(rf"data/{INDEX_FOLDER}/案卷/[^/]+/卷内目录\.(json|xml|csv)")
_CARRIER = (("说明文件.TXT",), ("目录文件.XML", "文件目录.XML", "案卷目录.XML"))
"""What lies at the root of a carrier; the catalogue may bear any of three names (《电子档案移交与接收办法》)."""
_KNOWN = re.compile(
    rf"data/{INDEX_FOLDER}/(?:[^/]+\.(?:json|jsonl|xlsx|csv|xml)"
    r"|案卷/[^/]+/[^/]+\.(?:json|xlsx|csv|xml|docx|pdf))"
)
"""What the folder of indexes holds; anything else there was smuggled in."""
_LONGEST = 1 << 26
_CODE = "档号"
_SHOWN = 3


def check_indexes(manifest: Manifest, source: Source, index: PathIndex) -> Iterator[Finding]:
    """Every list says the same codes as the manifest; the carrier describes itself; nothing else lies among the indexes."""
    for path in sorted(source.files):
        if path.startswith(f"data/{INDEX_FOLDER}/") and not _KNOWN.fullmatch(path):
            yield make_finding("V057", Place(show(path)))
    if manifest.format == 1:
        return
    if manifest.scope == WHOLE and manifest.numbering is Numbering.FINAL:
        yield from _check_presence(source)
        if JOURNAL_PATH not in source.files:
            yield make_finding("V086", Place(JOURNAL_PATH))
    reader = _Lists(source)
    yield from reader.compare(
        [f"{_VOLUME_LIST}.{kind}" for kind in ("json", "xml", "csv")],
        {volume.archival_code for volume in manifest.volumes},
    )
    yield from _check_contents(manifest, source, index, reader)
    named = {item.archival_code for item in manifest.items} - {""}
    papers = {item.archival_code for item in manifest.items if item.files} - {""}
    yield from reader.compare(_CARRIER[1], papers, named)
    by_code = {item.archival_code: item for item in manifest.items if item.archival_code}
    for path in _CARRIER[1]:
        yield from _check_lines(path, reader.lines(path), by_code, index)


def _check_presence(source: Source) -> Iterator[Finding]:
    wanted = [*_CARRIER, *((f"{_VOLUME_LIST}.{kind}",) for kind in ("json", "xml", "csv"))]
    for names in wanted:
        if not any(name in source.files for name in names):
            yield make_finding("V008", Place("."), missing=names[0])


def _check_contents(manifest: Manifest, source: Source, index: PathIndex, reader: _Lists) -> Iterator[Finding]:
    """The list of each volume: found by the code that every line of it begins with."""
    inside: dict[int, dict[str, ManifestItem]] = {volume.number: {} for volume in manifest.volumes}
    for item in manifest.items:
        if item.volume in inside and item.archival_code:
            inside[item.volume][item.archival_code] = item
    seen: dict[str, set[int]] = {"json": set(), "xml": set(), "csv": set()}
    own = {volume.number: volume.archival_code for volume in manifest.volumes}
    for path in sorted(source.files):
        match = _CONTENTS.fullmatch(path)
        if match is None:
            continue
        number = _find_volume(path)
        seen[match[1]].add(number)
        wanted = inside.get(number, {})
        filed = {code for code, item in wanted.items() if item.files}
        # A withdrawn paper keeps its line; the XML names the volume by the same word as its papers.
        yield from reader.compare([path], filed, {*wanted, own.get(number, "")})
        yield from _check_lines(path, reader.lines(path), wanted, index)
    for kind, found in seen.items():
        for volume in manifest.volumes:
            if volume.number not in found and manifest.scope == WHOLE and manifest.numbering is Numbering.FINAL:
                yield make_finding("V008", Place("."), missing=f"第 {volume.number} 卷的卷内目录.{kind}")


def _find_volume(path: str) -> int:
    """The number of a volume by its folder (``001_规划储备``); 0 when it says none."""
    match = re.match(r"0*(\d{1,6})", path.split("/")[-2])
    return int(match[1]) if match else 0


def _check_lines(
    path: str, lines: Iterable[Mapping[str, Any]], wanted: Mapping[str, ManifestItem], index: PathIndex
) -> Iterator[Finding]:
    """Title and pages of every line, and that the files it names are there."""
    place = Place(show(path))
    for line in lines:
        item = wanted.get(str(line.get(_CODE, "")))
        if item is None:
            continue
        for label, value in (
            ("文件题名", item.title),
            ("题名", item.title),
            ("责任者", item.author),
            ("页数", item.pages),
            ("保管期限", item.retention),
            ("日期", item.date),
        ):
            if label in line and _flatten(line[label]) != _flatten(value):
                reason = f"{line[_CODE]} 的{label}写的是“{line[label]}”，清单是“{value}”"
                yield make_finding("V078", place, papers=(item.code,), reason=reason)
        files = line.get("电子文件")
        for file in files if isinstance(files, list) else ():
            if index.find(str(file)) is None and not any(f.sealed for f in item.files):
                reason = f"{line[_CODE]} 的电子文件“{show(str(file))}”不在档案包里"
                yield make_finding("V078", place, papers=(item.code,), reason=reason)


def _flatten(value: object) -> str:
    """A value as every kind of list writes it: the carrier's dates have no hyphens."""
    return "" if value is None else str(value).replace("-", "").removeprefix("'")


class _Lists:
    """Reads lists of three kinds for the codes in them."""

    def __init__(self, source: Source) -> None:
        self.source = source

    def compare(self, paths: Iterable[str], wanted: set[str], allowed: set[str] | None = None) -> Iterator[Finding]:
        """Each list that is there names all codes that are wanted, and none that is not allowed (None: not wanted)."""
        for path in paths:
            if path not in self.source.files or path in self.source.unreadable:
                continue
            place = Place(show(path))
            try:
                found = {str(row.get(_CODE, "")) for row in self._read(path)} - {""}
            except expat.ExpatError:
                continue  # that it is no XML, whoever looked into the file has told
            except (*READ_ERRORS, *UNREADABLE):
                yield make_finding("V078", place, reason="这份目录读不懂")
                continue
            for what, codes in (("少了", wanted - found), ("多了", found - wanted - (allowed or set()))):
                if codes:
                    shown = "、".join(sorted(codes)[:_SHOWN])
                    yield make_finding("V078", place, reason=f"{what} {len(codes)} 个档号（{shown}）")

    def lines(self, path: str) -> list[Mapping[str, Any]]:
        """The lines of a list; none when it cannot be read, which ``compare`` has told."""
        if path not in self.source.files or path in self.source.unreadable:
            return []
        try:
            return self._read(path)
        except (*READ_ERRORS, *UNREADABLE):
            return []

    def _read(self, path: str) -> list[Mapping[str, Any]]:
        if self.source.files[path] > _LONGEST:
            raise ValueError("长得不正常")
        content = b"".join(bytes(block) for block in self.source.blocks(path, bytearray(BLOCK)))
        return ROW_READERS[path.rsplit(".", 1)[-1].lower()](content)
