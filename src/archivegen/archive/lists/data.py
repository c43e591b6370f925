"""案卷目录 and 卷内目录 as data: JSON, XML and CSV, the same lines in each.  Pure; same arrangement, same bytes.

Dates are ISO; what is not known is null in JSON and empty elsewhere.  CSV begins with a byte order mark, which Excel and WPS need
to read it as UTF-8, and a text that they would take for a formula has an apostrophe before it.
"""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from types import MappingProxyType
from typing import NamedTuple
from xml.etree import ElementTree as ET

from archivegen.archive.completeness.index import ArchiveFacts
from archivegen.archive.completeness.workbook import clean_text
from archivegen.archive.lists.words import count_pages
from archivegen.archive.volume import Arrangement, FiledPaper, Volume
from archivegen.manifest import INDEX_FOLDER, Numbering

VOLUME_LIST = "案卷目录"
VOLUME_CONTENTS = "卷内目录"
VOLUMES_FOLDER = "案卷"
_FORMULA = ("=", "+", "-", "@", "\t", "\r")
Value = str | int | None
Line = Mapping[str, Value | list[str]]


class Listing(NamedTuple):
    """A list to be written: its name, what it says above its lines, what a line is called, its columns, its lines."""

    name: str
    head: Mapping[str, Value]
    row: str
    columns: Sequence[str]
    lines: Sequence[Line]


def index_folder(volume: Volume) -> str:
    """Where the papers and lists of a volume lie, below ``data/``."""
    return f"{INDEX_FOLDER}/{VOLUMES_FOLDER}/{volume.folder}"


def describe_volumes(arrangement: Arrangement, facts: ArchiveFacts) -> dict[str, bytes]:
    """The list of volumes and that of each volume in the three formats, by path below ``data/``."""
    listings = {f"{INDEX_FOLDER}/{VOLUME_LIST}": list_volumes(arrangement, facts)}
    for volume in arrangement.volumes:
        listings[f"{index_folder(volume)}/{VOLUME_CONTENTS}"] = list_contents(volume)
    return {
        f"{path}{suffix}": write(listing)
        for path, listing in listings.items()
        for suffix, write in ((".json", write_json), (".xml", write_xml), (".csv", write_csv))
    }


def list_volumes(arrangement: Arrangement, facts: ArchiveFacts) -> Listing:
    """案卷目录 (domain §9.2)."""
    head: dict[str, Value] = {
        "项目名称": facts.project_name,
        "项目代码": facts.project_code,
        "全宗号": arrangement.fonds,
        "编号状态": str(Numbering.PROVISIONAL if arrangement.provisional else Numbering.FINAL),
        "归档日期": facts.closed_on.isoformat(),
    }
    return Listing(VOLUME_LIST, head, "案卷", tuple(_VOLUME), [_tell_volume(volume) for volume in arrangement.volumes])


def list_contents(volume: Volume) -> Listing:
    """卷内目录; of papers filed by item, 归档文件目录 (domain §9.2, §9.3)."""
    lines = [{name: get(paper) for name, get in _PAPER.items()} for paper in volume.papers]
    return Listing(VOLUME_CONTENTS, _tell_volume(volume), "文件", tuple(_PAPER), lines)


def _tell_volume(volume: Volume) -> dict[str, Value]:
    return {name: get(volume) for name, get in _VOLUME.items()}


def _count_pages(volume: Volume) -> int | None:
    total = count_pages(volume.present)
    return total if isinstance(total, int) else None


_VOLUME: Mapping[str, Callable[[Volume], Value]] = MappingProxyType(
    {
        "案卷号": lambda volume: volume.number,
        "档号": lambda volume: volume.code,
        "类别": lambda volume: str(volume.kind),
        "题名": lambda volume: volume.title,
        "立卷单位": lambda volume: volume.organisation,
        "起日": lambda volume: volume.first,
        "止日": lambda volume: volume.last,
        "保管期限": lambda volume: volume.retention,
        "密级": lambda volume: volume.secrecy,
        "件数": lambda volume: len(volume.present),
        "页数": _count_pages,
        "受限": lambda volume: "是" if volume.restricted else "否",
    }
)
_PAPER: Mapping[str, Callable[[FiledPaper], Value | list[str]]] = MappingProxyType(
    {
        "序号": lambda paper: paper.number,
        "档号": lambda paper: paper.code,
        "文件编号": lambda paper: paper.document_number,
        "责任者": lambda paper: paper.responsible,
        "文件题名": lambda paper: paper.item.entry.title,
        "日期": lambda paper: paper.date,
        "页数": lambda paper: paper.pages,
        "保管期限": lambda paper: paper.item.entry.retention,
        "密级": lambda paper: paper.secrecy,
        "备注": lambda paper: paper.remark,
        "键": lambda paper: paper.item.entry.key,
        "电子文件": lambda paper: [f"data/{file.path}" for file in paper.files],
    }
)


# --- formats ----------------------------------------------------------------------------------------------------------


def write_json(listing: Listing) -> bytes:
    """One object: the head, then the lines."""
    document = {
        "格式": f"archivegen/{listing.name}/1",
        **listing.head,
        listing.row: [dict(line) for line in listing.lines],
    }
    return (json.dumps(document, ensure_ascii=False, indent=1) + "\n").encode("utf-8", "replace")


def write_xml(listing: Listing) -> bytes:
    """The head as elements, then an element a line; a list of values is an element a value."""
    root = ET.Element(listing.name)
    for name, value in listing.head.items():
        add_element(root, name, value)
    for line in listing.lines:
        row = ET.SubElement(root, listing.row)
        for name, values in line.items():
            for single in values if isinstance(values, list) else (values,):
                add_element(row, name, single)
    return finish_xml(root)


def add_element(parent: ET.Element, name: str, value: Value) -> None:
    """An element with a text; characters that XML cannot hold are left out."""
    text = "" if value is None else clean_text(str(value))
    # A reader may drop a line feed or a tab in a value; a blank reads the same to people.
    ET.SubElement(parent, name).text = " ".join(text.split()) or None


def finish_xml(root: ET.Element) -> bytes:
    """The file's bytes: UTF-8, one element a line."""
    ET.indent(root, " ")
    text: str = ET.tostring(root, encoding="unicode")
    return f'<?xml version="1.0" encoding="UTF-8"?>\n{text}\n'.encode("utf-8", "replace")


def write_csv(listing: Listing) -> bytes:
    """A line of names, then the lines; lists of values are joined by ``;``."""
    target = io.StringIO(newline="")
    writer = csv.writer(target, lineterminator="\r\n")
    writer.writerow(listing.columns)
    writer.writerows(list(_tell_cells(line, listing.columns)) for line in listing.lines)
    return target.getvalue().encode("utf-8-sig", "replace")


def _tell_cells(line: Line, names: Sequence[str]) -> Iterator[str | int]:
    for name in names:
        value = line[name]
        if isinstance(value, int):
            yield value
        else:
            yield _as_text(value if isinstance(value, str) else ";".join(value or ()))


def _as_text(text: str) -> str:
    clean = clean_text(text)
    return f"'{clean}" if clean.startswith(_FORMULA) else clean
