"""Which tables a village keeps, which columns they have, and how those are headed: data of ``headings.yaml``."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

from archivegen.compiled import load_compiled


class Kind(StrEnum):
    """What a column holds; decides how a cell becomes text."""

    TEXT = "文字"
    NAME = "姓名"
    NUMBER = "数字"
    MONEY = "金额"
    DATE = "日期"
    ID = "证件"
    ACCOUNT = "账号"
    PHONE = "电话"

    @property
    def is_number(self) -> bool:
        """Whether the column is added up: a merged cell's value then counts once."""
        return self in {Kind.NUMBER, Kind.MONEY}

    @property
    def is_code(self) -> bool:
        """Whether the column holds digits that are no quantity."""
        return self in {Kind.ID, Kind.ACCOUNT, Kind.PHONE}


class Column(NamedTuple):
    """One column that a table may have; ``name`` is the key of the project file."""

    name: str
    synonyms: tuple[str, ...] = ()
    required: bool = False
    kind: Kind = Kind.TEXT


@cache
def load_headings() -> Mapping[str, Any]:
    """``headings.yaml`` as text scalars."""
    raw = Path(__file__).with_name("headings.yaml").read_bytes()
    data: Mapping[str, Any] = load_compiled("yaml", raw, lambda: _parse(raw))
    return data


def _parse(raw: bytes) -> Any:
    import yaml

    return yaml.load(raw.decode("utf-8"), Loader=getattr(yaml, "CBaseLoader", yaml.BaseLoader))  # noqa: S506


@cache
def table_columns(table: str) -> tuple[Column, ...]:
    """The columns of a kind of table: 务工人员 施工日志 培训学员 计件 银行回单 更正 考勤."""
    return tuple(
        Column(
            name=name,
            synonyms=tuple(entry.get("同义", ())),
            required=entry.get("必需") == "是",
            kind=Kind(entry.get("类型", Kind.TEXT)),
        )
        for name, entry in load_headings()["表"][table].items()
    )
