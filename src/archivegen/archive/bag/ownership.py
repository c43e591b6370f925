"""Whose archive lies at a place: two projects of one short name, closed into one folder on one day, get one name."""

from __future__ import annotations

import re
from pathlib import Path

from archivegen.archive.bag.peek import peek
from archivegen.errors import OutputError

_TAGS = ("External-Identifier", "External-Description")
_LONGEST = 1 << 20


def check_owner(destination: Path, identifier: str, description: str) -> None:
    """Refuse to replace the archive of another project: neither its code nor its name is this one's.

    An archive that says nothing of its project is replaced as before.  Raises :class:`OutputError`.
    """
    mine = dict(zip(_TAGS, (_squeeze(identifier), _squeeze(description)), strict=True))
    theirs = _read_tags(destination)
    told = [tag for tag in _TAGS if theirs.get(tag) and mine[tag]]
    if told and all(_squeeze(theirs[tag]) != mine[tag] for tag in told):
        raise OutputError(
            f"{destination} 是另一个项目的档案包（{theirs.get(_TAGS[1]) or theirs.get(_TAGS[0])}），没有覆盖它。"
            "请把它移走，或用 -o 换一个输出位置；两个项目的简称相同的，请在项目文件里把简称改得有所区别。"
        )


def _read_tags(destination: Path) -> dict[str, str]:
    """The tags of the archive's bag-info.txt; none when there is none to be read, which others judge."""
    content = peek(destination, "bag-info.txt", _LONGEST) or b""
    try:
        text = re.sub(r"\r?\n[ \t]+", " ", content.decode("utf-8"))
    except UnicodeDecodeError:
        return {}
    pairs = (line.partition(":") for line in text.splitlines())
    return {tag.strip(): value.strip() for tag, _, value in pairs}


def _squeeze(text: str) -> str:
    return "".join(text.split())
