"""Metadata, 档号, volumes and retention of an archive of ours, as far as 档案清单.json itself tells (DA/T 70-2018; domain §7-R, §9.5).

What belongs to the hand-over (dates, cross references, signed indexes) is asked of an archive whose 档号 are final; before, it may still
be on its way.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from archivegen.findings import Finding, Place, make_finding
from archivegen.manifest import WHOLE, Manifest, ManifestItem, ManifestVolume, Numbering, State

ABOUT_THE_ARCHIVE = ("E09", "E10")
"""Papers about the archive, which bear no number: 编目 and 移交 (domain §6.19)."""
_FOREVER = "永久"
_YEARS = re.compile(r"(\d{1,3})\s*年")
_CODE = re.compile(r"[^\s\x00-\x1f\\/:*?\"<>|]+")
_PAGED = {"PDF 文件", "TIFF 图片", "JPEG 图片", "PNG 图片", "OFD 文件"}
_VOLUME = "案卷"
_PENDING = "待定"
"""A placeholder for a 全宗号 that is not yet given."""
_SHOWN = 8


class _Field(NamedTuple):
    """A mandatory field of a filed paper (domain §9.5, V-R02)."""

    label: str
    name: str


_MANDATORY = (
    _Field("责任者", "author"),
    _Field("年度", "year"),
    _Field("保管期限", "retention"),
    _Field("密级", "secrecy"),
    _Field("门类", "category"),
    _Field("载体", "medium"),
)


def check_properties(manifest: Manifest, place: Place) -> Iterator[Finding]:
    """Everything that the manifest must say and may not contradict; format 1 said too little to be asked."""
    if manifest.format == 1:
        return
    final = manifest.numbering is Numbering.FINAL
    volumes = {volume.number: volume for volume in manifest.volumes}
    filed = [item for item in manifest.items if item.files and item.volume is not None]
    for item in filed:
        yield from _check_metadata(item, place, final=final)
        yield from _check_code(item, volumes.get(item.volume or 0), manifest, place)
    yield from _check_volumes(manifest, filed, place)
    if final:
        yield from _check_cross_references(filed, place)
        yield from _check_handover(manifest, place)


def measure_term(term: str) -> int:
    """How long a retention period is, in years; one that nobody can read is the shortest."""
    if term == _FOREVER:
        return 1_000_000
    match = _YEARS.fullmatch(term)
    return int(match[1]) if match else 0


def _check_metadata(item: ManifestItem, place: Place, *, final: bool) -> Iterator[Finding]:
    lacking = [field.label for field in _MANDATORY if not str(getattr(item, field.name)).strip()]
    if final and not item.date:
        lacking.append("日期")
    if any(not file.kind for file in item.files):
        lacking.append("格式")
    if item.pages is None and all(file.kind in _PAGED for file in item.files):
        lacking.append("页数")
    if lacking:
        yield make_finding("V071", place, papers=(item.code,), key=item.key, fields="、".join(lacking))


def _check_code(
    item: ManifestItem, volume: ManifestVolume | None, manifest: Manifest, place: Place
) -> Iterator[Finding]:
    """档号 is one word, begins with that of its volume and ends with its number (DA/T 13-2022; V-R01)."""
    code, reason = item.archival_code, ""
    if not code:
        reason = "是空的"
    elif not _CODE.fullmatch(code) or "--" in code or code.strip("-·") != code:
        reason = "含有空白或不能用的符号"
    elif volume is None:
        reason = f"所属的第 {item.volume} 卷不在案卷目录里"
    elif volume.kind == _VOLUME and not code.startswith(volume.archival_code):
        reason = f"与所在案卷的档号“{volume.archival_code}”不相接"
    elif item.number is None or not re.search(rf"(?<!\d)0*{item.number}$", code):
        reason = f"末尾不是件号 {item.number}"
    elif manifest.numbering is Numbering.FINAL and (not manifest.fonds or _PENDING in code):
        reason = "全宗号还没有确定"
    elif manifest.fonds and not code.startswith(manifest.fonds):
        reason = f"不以全宗号“{manifest.fonds}”开头"
    if reason:
        yield make_finding("V072", place, papers=(item.code,), found=code or item.key, reason=reason)


def _check_volumes(manifest: Manifest, filed: list[ManifestItem], place: Place) -> Iterator[Finding]:
    if manifest.scope == WHOLE:
        # Boxes of office letters are numbered apart.
        numbers = {volume.number for volume in manifest.volumes if volume.kind == _VOLUME}
        for number in sorted(set(range(1, min(max(numbers, default=0), 2 * len(numbers)) + 1)) - numbers):
            yield make_finding("V073", place, number=number)
    inside: dict[int | None, list[ManifestItem]] = {}
    for item in filed:
        inside.setdefault(item.volume, []).append(item)
    for volume in manifest.volumes:
        papers = inside.get(volume.number, [])
        yield from _check_term(volume, papers, place)
        yield from _check_sums(volume, papers, place)


def _check_term(volume: ManifestVolume, papers: list[ManifestItem], place: Place) -> Iterator[Finding]:
    """A volume is kept as long as the longest inside (GB/T 11822; V-R06)."""
    longest = max(papers, key=lambda item: measure_term(item.retention), default=None)
    if longest is not None and measure_term(volume.retention) < measure_term(longest.retention):
        terms = {"term": volume.retention or "空白", "longest": longest.retention}
        yield make_finding("V074", place, papers=(longest.code,), number=volume.number, key=longest.key, **terms)


def _check_sums(volume: ManifestVolume, papers: list[ManifestItem], place: Place) -> Iterator[Finding]:
    dates = sorted(item.date for item in papers if item.date)
    for what, stated, found in (
        ("件数", volume.papers, len(papers)),
        ("页数", volume.pages, sum(item.pages or 0 for item in papers)),
        ("起日", volume.first, dates[0] if dates else ""),
        ("止日", volume.last, dates[-1] if dates else ""),
    ):
        if stated != found:
            yield make_finding(
                "V077", place, number=volume.number, what=what, stated=stated or "空白", found=found or "空白"
            )


def _check_cross_references(filed: list[ManifestItem], place: Place) -> Iterator[Finding]:
    """A paper original and its copy name each other (V-R09)."""
    loose = [item.key for item in filed if "纸" in item.medium and "电子" in item.medium and not item.cross_reference]
    if loose:
        keys = "、".join(loose[:_SHOWN]) + ("等" if len(loose) > _SHOWN else "")
        yield make_finding("V075", place, count=len(loose), keys=keys)


def _check_handover(manifest: Manifest, place: Place) -> Iterator[Finding]:
    """Indexes and notes are printed and signed before hand-over (V-R07)."""
    if manifest.scope != WHOLE:
        return
    for item in manifest.items:
        if item.code in ABOUT_THE_ARCHIVE and item.state in {State.MISSING, State.UNSIGNED}:
            yield make_finding(
                "V076", place, papers=(item.code,), key=item.key, title=item.title, state=str(item.state)
            )
