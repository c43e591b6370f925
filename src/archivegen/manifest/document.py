"""档案清单.json written, and read from whoever may have written it."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping
from typing import Any, NamedTuple, TypeVar

from archivegen.findings import Finding, Place, make_finding
from archivegen.manifest.fields import FILE, FILE_2, HEAD, HEAD_2, ITEM, ITEM_2, VOLUME, Fields
from archivegen.manifest.records import Manifest, ManifestFile, ManifestItem, ManifestVolume

FORMAT = "archivegen/档案清单/2"
FIRST_FORMAT = "archivegen/档案清单/1"
_T = TypeVar("_T")


def render_manifest(manifest: Manifest) -> bytes:
    """The file's bytes, UTF-8; the same manifest gives the same bytes."""
    document = {
        "格式": FORMAT,
        **_write_fields(manifest, HEAD + HEAD_2),
        "案卷": [_write_fields(volume, VOLUME) for volume in manifest.volumes],
        "材料": [
            {
                **_write_fields(item, ITEM + ITEM_2),
                "文件": [_write_fields(file, FILE + FILE_2) for file in item.files],
            }
            for item in manifest.items
        ],
    }
    return (json.dumps(document, ensure_ascii=False, indent=1) + "\n").encode("utf-8", "backslashreplace")


def _write_fields(record: object, fields: Fields) -> dict[str, Any]:
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
    head = reader.read_fields(document, HEAD if first else HEAD + HEAD_2, "清单")
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

    def read_fields(self, source: object, fields: Fields, where: str) -> dict[str, Any] | None:
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
        values = self.read_fields(source, VOLUME, f"第 {number} 个案卷")
        return None if values is None else ManifestVolume(**values)

    def read_item(self, source: object, number: int) -> ManifestItem | None:
        where = f"第 {number} 条材料"
        if isinstance(source, dict) and isinstance(source.get("键"), str):
            where += f"（{source['键']:.60}）"
        values = self.read_fields(source, ITEM if self.first else ITEM + ITEM_2, where)
        if values is None or not isinstance(source, Mapping):
            return None
        lines = source.get("文件")
        if not isinstance(lines, list):
            self.report(where, "文件", "应为一个列表")
            return None
        wanted = FILE if self.first else FILE + FILE_2
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
