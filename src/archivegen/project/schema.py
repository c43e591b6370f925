"""The JSON Schema of ``项目.yaml``, from the model: an editor completes and checks the file with it."""

from __future__ import annotations

import json
from typing import Any

from archivegen.project.model import Project

TABLE_PATH = {"type": "string", "title": "表格路径", "description": "如 数据/花名册.xlsx，或 数据/考勤.xlsx#3月"}


def schema_text() -> str:
    """The schema as JSON text, ending in a line end; the same model gives the same text."""
    model = Project.model_json_schema(by_alias=True)
    _adapt(model)
    about = {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "以工代赈项目文件",
        "description": "一个以工代赈项目的全部事实；由 archivegen 读取。",
    }
    return json.dumps({**model, **about}, ensure_ascii=False, indent=2) + "\n"


def _adapt(node: Any) -> None:
    """Chinese descriptions only, and a path wherever a list may be a table."""
    if isinstance(node, list):
        for item in node:
            _adapt(item)
    if not isinstance(node, dict):
        return
    if node.get("type") == "object" and "properties" in node:
        _keep_chinese(node)
    node.pop("default", None)
    for name, value in node.items():
        if name == "properties":
            for key, fact in value.items():
                _adapt(fact)
                if "路径" in fact.get("description", ""):
                    _allow_path(fact, several="几个文件" in fact["description"])
                fact.setdefault("title", key)
        else:
            _adapt(value)


def _keep_chinese(node: dict[str, Any]) -> None:
    """The class docstring begins with its Chinese name where it has one; English prose is for programmers."""
    head = str(node.pop("description", "")).split(":", 1)[0]
    node.pop("title", None)
    if not head.isascii():
        node["title"] = head


def _allow_path(fact: dict[str, Any], *, several: bool) -> None:
    items = {key: fact.pop(key) for key in ("type", "items") if key in fact}
    if several:
        items["items"] = {"anyOf": [items["items"], dict(TABLE_PATH)]}
    fact["anyOf"] = [items, dict(TABLE_PATH)]
