"""The fields of 档案清单.json: key by key what is written, and what may be read."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

from archivegen.manifest.records import Numbering, State

_SHA256 = re.compile(r"[0-9a-f]{64}")
_DATE = re.compile(r"\d{4}-\d{2}-\d{2}")


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


Fields = tuple[tuple[str, str, Callable[[object], Any]], ...]
"""Name of an attribute, its key in the file, and the reader of its value, which raises ``ValueError`` in Chinese."""
HEAD: Fields = (
    ("project_name", "项目名称", _read_words),
    ("project_code", "项目代码", _read_text),
    ("pack_id", "模板包", _read_text),
    ("pack_version", "模板包版本", _read_text),
    ("tool_version", "软件版本", _read_text),
    ("date", "归档日期", _read_date),
)
ITEM: Fields = (
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
FILE: Fields = (("path", "路径", _read_path), ("sha256", "sha256", _read_sha256), ("size", "字节数", _read_size))
HEAD_2: Fields = (
    ("fonds", "全宗号", _read_text),
    ("numbering", "编号状态", _read_numbering),
    ("scope", "范围", _read_words),
)
VOLUME: Fields = (
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
ITEM_2: Fields = (
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
FILE_2: Fields = (("pages", "页数", _read_count), ("kind", "格式", _read_text), ("sealed", "封存", _read_yes))
