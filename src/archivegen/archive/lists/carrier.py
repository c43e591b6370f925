"""说明文件.TXT and 目录文件.XML: what a carrier says of itself at its root (《电子档案移交与接收办法》, domain §9.9).

Names, elements and wording are data of the pack (``handover.yaml``).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any
from xml.etree import ElementTree as ET

from archivegen.archive.completeness.index import ArchiveFacts
from archivegen.archive.lists.data import add_element, finish_xml
from archivegen.archive.lists.words import count_pages, is_digital
from archivegen.archive.volume import Arrangement, FiledPaper, Volume
from archivegen.language import compile_text
from archivegen.manifest import Numbering
from archivegen.pack.handover import CatalogueFile, Handover

_BOM = "\ufeff"
"""An old Notepad takes UTF-8 without it for GBK."""


def describe_carrier(
    arrangement: Arrangement,
    facts: ArchiveFacts,
    handover: Handover,
    sizes: Sequence[int],
) -> dict[str, bytes]:
    """Both files by their names; ``sizes`` are the octets of every file of the papers."""
    note, catalogue = handover.note_file, handover.catalogue_file
    return {
        note.name: write_note(note.text, _tell_carrier(arrangement, facts, sizes)),
        catalogue.name: write_catalogue(arrangement, catalogue),
    }


def write_note(text: str, words: Mapping[str, Any]) -> bytes:
    """The note with these words, as a Notepad of any age shows it."""
    lines = [line.rstrip() for line in compile_text(text)(dict(words)).splitlines()]
    return (_BOM + "\r\n".join(lines) + "\r\n").encode("utf-8", "replace")


def write_catalogue(arrangement: Arrangement, file: CatalogueFile) -> bytes:
    """An entry a paper in the order of the volumes, then the papers about the archive itself."""
    root = ET.Element(file.root)
    filed: list[tuple[Volume | None, FiledPaper]] = [
        (volume, paper) for volume in arrangement.volumes for paper in volume.present
    ]
    filed += [(None, paper) for paper in arrangement.unnumbered]
    for number, (volume, paper) in enumerate(filed, start=1):
        row = ET.SubElement(root, file.row)
        told = _tell_paper(number, volume, paper)
        for name, word in file.elements.items():
            value = told[word]
            for single in value if isinstance(value, list) else (value,):
                add_element(row, name, single)
    return finish_xml(root)


def _tell_paper(number: int, volume: Volume | None, paper: FiledPaper) -> dict[str, Any]:
    entry = paper.item.entry
    return {
        "顺序号": number,
        "档号": paper.code,
        "案卷号": volume.label if volume else "",
        "件号": paper.number or "",
        "文件编号": paper.document_number,
        "责任者": paper.responsible,
        "题名": entry.title,
        "日期": paper.date.replace("-", ""),
        "年度": paper.year,
        "保管期限": entry.retention,
        "密级": paper.secrecy,
        "页数": paper.pages,
        "电子档案名称": [f"data/{file.path}" for file in paper.files],
        "备注": paper.remark,
    }


def _tell_carrier(arrangement: Arrangement, facts: ArchiveFacts, sizes: Sequence[int]) -> dict[str, Any]:
    volumes = arrangement.volumes
    filed = [paper for volume in volumes for paper in volume.present]
    firsts = [volume.first for volume in volumes if volume.first]
    lasts = [volume.last for volume in volumes if volume.last]
    return {
        "项目名称": facts.project_name,
        "项目代码": facts.project_code,
        "全宗号": arrangement.fonds,
        "编号状态": str(Numbering.PROVISIONAL if arrangement.provisional else Numbering.FINAL),
        "范围": facts.scope,
        "未收入": facts.left_out,
        "卷数": len(volumes),
        "件数": len(filed),
        "页数": count_pages(filed),
        "电子件数": sum(paper.pages is None and is_digital(paper) for paper in filed),
        "起日": date.fromisoformat(min(firsts)) if firsts else "",
        "止日": date.fromisoformat(max(lasts)) if lasts else "",
        "文件数": len(sizes),
        "字节数": sum(sizes),
        "移交单位": facts.giver or facts.organisation,
        "接收单位": facts.receiver,
        "介质编号": facts.medium_number,
        "归档日期": facts.closed_on,
        "软件版本": facts.tool_version,
    }
