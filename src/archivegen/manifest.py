"""档案清单.json: the contract on disk between the room that builds an archive and the room that inspects it.

It lists the volumes, every line of the 应归档清单 with its state and metadata (domain §9.5), and for each complete paper its
files with their SHA-256.  Keys in the file are Chinese.  A reader passes over keys that it does not know, so that later versions
can add some; format 1 had no volumes and no metadata beyond the title, and is read for ever.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any, NamedTuple, TypeVar

from archivegen.findings import Finding, Place, make_finding

MANIFEST_NAME = "档案清单.json"
INDEX_FOLDER = "00_索引"
"""Payload folder of the indexes; the only payload that the manifest does not list."""
FORMAT = "archivegen/档案清单/2"
FIRST_FORMAT = "archivegen/档案清单/1"
_T = TypeVar("_T")
_SHA256 = re.compile(r"[0-9a-f]{64}")
_DATE = re.compile(r"\d{4}-\d{2}-\d{2}")


class State(StrEnum):
    """State of one paper in the completeness index."""

    COMPLETE = "齐全"
    UNSIGNED = "待签章"
    MISSING = "缺失"
    NOT_APPLICABLE = "不适用"


class Numbering(StrEnum):
    """Whether the 档号 are final."""

    PROVISIONAL = "预编"
    FINAL = "正式"


RESTRICTED_FOLDER = "99_受限"
"""Payload folder of the papers that not everybody may see."""
SEALED_PATH = f"{RESTRICTED_FOLDER}/受限部分（封存）.zip"
"""Below ``data/``: the one file in which the restricted papers lie when they are sealed."""
WHOLE = "全部"
"""Scope of an archive that leaves nothing out."""


class ManifestFile(NamedTuple):
    """One file of a paper: ``path`` below the bag's ``data/``, ``size`` in bytes, ``pages`` None where unknown."""

    path: str
    sha256: str
    size: int
    pages: int | None = None
    kind: str = ""
    sealed: bool = False
    """Whether the file lies inside the sealed part; ``path`` is then its path there."""


class ManifestVolume(NamedTuple):
    """One volume: dates are ISO or empty, ``book`` is the path of its merged PDF below ``data/`` or empty."""

    number: int
    archival_code: str
    kind: str
    title: str
    organisation: str
    first: str
    last: str
    retention: str
    secrecy: str
    papers: int
    pages: int
    book: str = ""


class ManifestItem(NamedTuple):
    """One line of the 应归档清单; ``number`` is its 件号 in its ``volume``, None unless the paper is filed there."""

    key: str
    code: str
    title: str
    stage: str
    number: int | None
    state: State
    reason: str
    level: str
    responsible: str
    retention: str
    audience: str
    origin: str
    volume: int | None = None
    archival_code: str = ""
    author: str = ""
    """责任者: who formed the paper; ``responsible`` is who owes it."""
    document_number: str = ""
    date: str = ""
    year: str = ""
    secrecy: str = ""
    category: str = ""
    pages: int | None = None
    medium: str = ""
    cross_reference: str = ""
    group: str = ""
    aspect: int = 0
    emphasis: tuple[str, ...] = ()
    signers: tuple[str, ...] = ()
    files: tuple[ManifestFile, ...] = ()


@dataclass(frozen=True, slots=True)
class Manifest:
    """What an archive says of itself; ``format`` is 1 or 2."""

    project_name: str
    project_code: str
    pack_id: str
    pack_version: str
    tool_version: str
    date: str
    """Day of the archive, ISO."""
    items: tuple[ManifestItem, ...] = field(default=())
    fonds: str = ""
    numbering: Numbering = Numbering.PROVISIONAL
    scope: str = WHOLE
    volumes: tuple[ManifestVolume, ...] = field(default=())
    format: int = 2

    def count_filed(self) -> int:
        """Papers (件) that are there; lists and notes of the volumes are none of them (GB/T 11822-2008)."""
        return sum(bool(item.files) and (item.number is not None or not self.volumes) for item in self.items)


def render_manifest(manifest: Manifest) -> bytes:
    """The file's bytes, UTF-8; the same manifest gives the same bytes."""
    document = {
        "格式": FORMAT,
        **_write_fields(manifest, _HEAD + _HEAD_2),
        "案卷": [_write_fields(volume, _VOLUME) for volume in manifest.volumes],
        "材料": [
            {
                **_write_fields(item, _ITEM + _ITEM_2),
                "文件": [_write_fields(file, _FILE + _FILE_2) for file in item.files],
            }
            for item in manifest.items
        ],
    }
    return (json.dumps(document, ensure_ascii=False, indent=1) + "\n").encode("utf-8", "backslashreplace")


def _write_fields(record: object, fields: _Fields) -> dict[str, Any]:
    return {label: getattr(record, name) for name, label, _ in fields}


def parse_manifest(data: bytes, file: str) -> tuple[Manifest | None, tuple[Finding, ...]]:
    """Read a manifest that anybody may have written; nothing is raised for what is wrong in it.

    ``file`` names it in the findings.  A file that is no such document gives ``None``; an item or file entry with a wrong
    or missing field is reported (V051) and left out.
    """
    place = Place(file)
    try:
        document = json.loads(data.decode("utf-8"), object_pairs_hook=_refuse_twins)
    except (ValueError, RecursionError) as error:
        return None, (make_finding("V050", place, reason=_explain(error)),)
    if not isinstance(document, dict) or document.get("格式") not in (FIRST_FORMAT, FORMAT):
        found = document.get("格式") if isinstance(document, dict) else None
        return None, (make_finding("V050", place, reason=f"“格式”应为 {FORMAT}，实为 {found!r:.60}"),)
    first = document["格式"] == FIRST_FORMAT
    reader = _Reader(place, [], first)
    head = reader.read_fields(document, _HEAD if first else _HEAD + _HEAD_2, "清单")
    items = tuple(reader.read_list(document, "材料", reader.read_item))
    volumes = () if first else tuple(reader.read_list(document, "案卷", reader.read_volume))
    if head is None:
        return None, tuple(reader.findings)
    return Manifest(**head, items=items, volumes=volumes, format=1 if first else 2), tuple(reader.findings)


class _Reader(NamedTuple):
    place: Place
    findings: list[Finding]
    first: bool
    """Whether the document has format 1."""

    def report(self, where: str, label: str, problem: str) -> None:
        self.findings.append(make_finding("V051", self.place, where=where, field=label, problem=problem))

    def read_fields(self, source: object, fields: _Fields, where: str) -> dict[str, Any] | None:
        if not isinstance(source, dict):
            self.report(where, "（整条）", "应为一组字段")
            return None
        values: dict[str, Any] = {}
        for name, label, read in fields:
            if label not in source:
                self.report(where, label, "缺少这个字段")
                continue
            try:
                values[name] = read(source[label])
            except ValueError as error:
                self.report(where, label, f"{error}，实为 {source[label]!r:.60}")
        return values if len(values) == len(fields) else None

    def read_list(self, document: dict[str, Any], label: str, read: Callable[[object, int], _T | None]) -> Iterator[_T]:
        """The entries of a list that can be read, each told its place in it."""
        lines = document.get(label)
        if not isinstance(lines, list):
            self.report("清单", label, "应为一个列表")
            return
        for number, line in enumerate(lines, 1):
            if (found := read(line, number)) is not None:
                yield found

    def read_volume(self, source: object, number: int) -> ManifestVolume | None:
        values = self.read_fields(source, _VOLUME, f"第 {number} 个案卷")
        return None if values is None else ManifestVolume(**values)

    def read_item(self, source: object, number: int) -> ManifestItem | None:
        where = f"第 {number} 条材料"
        if isinstance(source, dict) and isinstance(source.get("键"), str):
            where += f"（{source['键']:.60}）"
        values = self.read_fields(source, _ITEM if self.first else _ITEM + _ITEM_2, where)
        if values is None or not isinstance(source, Mapping):
            return None
        lines = source.get("文件")
        if not isinstance(lines, list):
            self.report(where, "文件", "应为一个列表")
            return None
        wanted = _FILE if self.first else _FILE + _FILE_2
        files = [self.read_fields(line, wanted, f"{where}的第 {k} 个文件") for k, line in enumerate(lines, 1)]
        return ManifestItem(**values, files=tuple(ManifestFile(**file) for file in files if file is not None))


def _refuse_twins(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    """A key given twice would hide its first value from one reader and its second from another."""
    found = dict(pairs)
    if len(found) != len(pairs):
        raise ValueError("同一个字段名出现了两次")
    return found


def _explain(error: Exception) -> str:
    if isinstance(error, UnicodeDecodeError):
        return f"不是 UTF-8 文本（第 {error.start + 1} 个字节）"
    if isinstance(error, json.JSONDecodeError):
        return f"不是完整的 JSON（第 {error.lineno} 行第 {error.colno} 列）"
    return "嵌套太深" if isinstance(error, RecursionError) else str(error)


def _read_text(value: object) -> str:
    if not isinstance(value, str):
        raise ValueError("应为文字")
    return value


def _read_words(value: object) -> str:
    text = _read_text(value)
    if not text.strip():
        raise ValueError("不能为空")
    return text


def _read_date(value: object) -> str:
    text = _read_text(value)
    if not _DATE.fullmatch(text):
        raise ValueError("应为 2026-03-05 这样的日期")
    return text


def _read_sha256(value: object) -> str:
    text = _read_text(value)
    if not _SHA256.fullmatch(text):
        raise ValueError("应为 64 位小写十六进制")
    return text


def _read_size(value: object) -> int:
    if isinstance(value, bool) or not isinstance(value, int) or value < 0:
        raise ValueError("应为不小于 0 的整数")
    return value


def _read_number(value: object) -> int | None:
    if value is not None and (isinstance(value, bool) or not isinstance(value, int) or value < 1):
        raise ValueError("应为从 1 起的整数或空")
    return value


def _read_state(value: object) -> State:
    text = _read_text(value)
    if text not in set(State):
        raise ValueError(f"应为 {'、'.join(State)} 之一")
    return State(text)


def _read_path(value: object) -> str:
    text = _read_words(value)
    parts = text.split("/")
    if "\\" in text or "" in parts or "." in parts or ".." in parts or ":" in parts[0] or text.startswith("~"):
        raise ValueError("应为 data/ 之下的相对路径")
    return text


def _read_day(value: object) -> str:
    text = _read_text(value)
    if text and not _DATE.fullmatch(text):
        raise ValueError("应为 2026-03-05 这样的日期或空")
    return text


def _read_count(value: object) -> int | None:
    return None if value is None else _read_size(value)


def _read_texts(value: object) -> tuple[str, ...]:
    if not isinstance(value, list) or not all(isinstance(text, str) for text in value):
        raise ValueError("应为一列文字")
    return tuple(value)


def _read_yes(value: object) -> bool:
    if not isinstance(value, bool):
        raise ValueError("应为 true 或 false")
    return value


def _read_numbering(value: object) -> Numbering:
    text = _read_text(value)
    if text not in set(Numbering):
        raise ValueError(f"应为 {'、'.join(Numbering)} 之一")
    return Numbering(text)


def _read_book(value: object) -> str:
    return value if value == "" and isinstance(value, str) else _read_path(value)


_Fields = tuple[tuple[str, str, Callable[[object], Any]], ...]
_HEAD: _Fields = (
    ("project_name", "项目名称", _read_words),
    ("project_code", "项目代码", _read_text),
    ("pack_id", "模板包", _read_text),
    ("pack_version", "模板包版本", _read_text),
    ("tool_version", "软件版本", _read_text),
    ("date", "归档日期", _read_date),
)
_ITEM: _Fields = (
    ("key", "键", _read_words),
    ("code", "代码", _read_words),
    ("title", "题名", _read_words),
    ("stage", "阶段", _read_words),
    ("number", "件号", _read_number),
    ("state", "状态", _read_state),
    ("reason", "说明", _read_text),
    ("level", "责任层级", _read_text),
    ("responsible", "责任者", _read_text),
    ("retention", "保管期限", _read_text),
    ("audience", "受众", _read_text),
    ("origin", "来源", _read_text),
)
_FILE: _Fields = (("path", "路径", _read_path), ("sha256", "sha256", _read_sha256), ("size", "字节数", _read_size))
_HEAD_2: _Fields = (
    ("fonds", "全宗号", _read_text),
    ("numbering", "编号状态", _read_numbering),
    ("scope", "范围", _read_words),
)
_VOLUME: _Fields = (
    ("number", "案卷号", _read_size),
    ("archival_code", "档号", _read_words),
    ("kind", "类别", _read_words),
    ("title", "题名", _read_words),
    ("organisation", "立卷单位", _read_text),
    ("first", "起日", _read_day),
    ("last", "止日", _read_day),
    ("retention", "保管期限", _read_text),
    ("secrecy", "密级", _read_text),
    ("papers", "件数", _read_size),
    ("pages", "页数", _read_size),
    ("book", "合订本", _read_book),
)
_ITEM_2: _Fields = (
    ("volume", "案卷号", _read_number),
    ("archival_code", "档号", _read_text),
    ("author", "形成单位", _read_text),
    ("document_number", "文件编号", _read_text),
    ("date", "日期", _read_day),
    ("year", "年度", _read_text),
    ("secrecy", "密级", _read_text),
    ("category", "门类", _read_text),
    ("pages", "页数", _read_count),
    ("medium", "载体", _read_text),
    ("cross_reference", "互见号", _read_text),
    ("group", "六类", _read_text),
    ("aspect", "分项", _read_size),
    ("emphasis", "要点", _read_texts),
    ("signers", "签章", _read_texts),
)
_FILE_2: _Fields = (("pages", "页数", _read_count), ("kind", "格式", _read_text), ("sealed", "封存", _read_yes))
