"""档案清单.json: the contract on disk between the room that builds an archive and the room that inspects it.

It lists every line of the 应归档清单 with its state, and for each complete paper its files with their SHA-256.  Keys in
the file are Chinese.  A reader passes over keys that it does not know, so that later versions can add some.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any, NamedTuple

from archivegen.findings import Finding, Place, make_finding

MANIFEST_NAME = "档案清单.json"
INDEX_FOLDER = "00_索引"
"""Payload folder of the indexes; the only payload that the manifest does not list."""
FORMAT = "archivegen/档案清单/1"
_SHA256 = re.compile(r"[0-9a-f]{64}")
_DATE = re.compile(r"\d{4}-\d{2}-\d{2}")


class State(StrEnum):
    """State of one paper in the completeness index."""

    COMPLETE = "齐全"
    UNSIGNED = "待签章"
    MISSING = "缺失"
    NOT_APPLICABLE = "不适用"


class ManifestFile(NamedTuple):
    """One file of a paper: ``path`` below the bag's ``data/``, ``size`` in bytes."""

    path: str
    sha256: str
    size: int


class ManifestItem(NamedTuple):
    """One line of the 应归档清单; ``number`` is its 件号, None unless the paper is complete."""

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
    files: tuple[ManifestFile, ...] = ()


@dataclass(frozen=True, slots=True)
class Manifest:
    """What an archive says of itself."""

    project_name: str
    project_code: str
    pack_id: str
    pack_version: str
    tool_version: str
    date: str
    """Day of the archive, ISO."""
    items: tuple[ManifestItem, ...] = field(default=())


def render_manifest(manifest: Manifest) -> bytes:
    """The file's bytes, UTF-8; the same manifest gives the same bytes."""
    document = {
        "格式": FORMAT,
        **{label: getattr(manifest, name) for name, label, _ in _HEAD},
        "材料": [
            {
                **{label: getattr(item, name) for name, label, _ in _ITEM},
                "文件": [{label: getattr(file, name) for name, label, _ in _FILE} for file in item.files],
            }
            for item in manifest.items
        ],
    }
    return (json.dumps(document, ensure_ascii=False, indent=1) + "\n").encode("utf-8", "backslashreplace")


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
    if not isinstance(document, dict) or document.get("格式") != FORMAT:
        found = document.get("格式") if isinstance(document, dict) else None
        return None, (make_finding("V050", place, reason=f"“格式”应为 {FORMAT}，实为 {found!r:.60}"),)
    reader = _Reader(place, [])
    head = reader.read_fields(document, _HEAD, "清单")
    lines = document.get("材料")
    if not isinstance(lines, list):
        reader.report("清单", "材料", "应为一个列表")
        lines = []
    items = tuple(item for number, line in enumerate(lines, 1) if (item := reader.read_item(line, number)) is not None)
    if head is None:
        return None, tuple(reader.findings)
    return Manifest(**head, items=items), tuple(reader.findings)


class _Reader(NamedTuple):
    place: Place
    findings: list[Finding]

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

    def read_item(self, source: object, number: int) -> ManifestItem | None:
        where = f"第 {number} 条材料"
        if isinstance(source, dict) and isinstance(source.get("键"), str):
            where += f"（{source['键']:.60}）"
        values = self.read_fields(source, _ITEM, where)
        if values is None or not isinstance(source, Mapping):
            return None
        lines = source.get("文件")
        if not isinstance(lines, list):
            self.report(where, "文件", "应为一个列表")
            return None
        files = [self.read_fields(line, _FILE, f"{where}的第 {k} 个文件") for k, line in enumerate(lines, 1)]
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
