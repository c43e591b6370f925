"""``vocabulary.json``: every template word, its kind and whether public papers have it, for the check of templates."""

from __future__ import annotations

import datetime
import json
import tempfile
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path
from typing import Any, get_args

from archivegen.language.shapes import ANY_NAME, DATE, GROUP, LIST, NUMBER, TEXT, YES_NO
from archivegen.manifest import Audience
from archivegen.pipeline import words_for
from archivegen.project.model import Project
from archivegen.project.plain import is_facts
from archivegen.workspace import Workspace, open_project
from reference.project_file import join_examples
from reference.template_words import ANY_DAY, SAMPLES

_KINDS: tuple[tuple[Any, str], ...] = (
    (bool, YES_NO),
    (datetime.date, DATE),
    ((int, Decimal), NUMBER),
    (list, LIST),
    (dict, GROUP),
)

_PHOTO_FILES = "照片文件"
_OF_A_PAPER = ("材料", "验收前置", _PHOTO_FILES)
"""Words that papers are given beside those of the project."""
_OF_THE_ARCHIVE = ("案卷", "文书", "全部案卷", "编目")
"""The same, for the papers about the archive itself."""


def write_vocabulary() -> str:
    """The whole file: a line a word."""
    inside: dict[str, str] = {}
    public: set[str] = set()
    with tempfile.TemporaryDirectory() as folder:
        (Path(folder) / "项目.yaml").write_text(join_examples(), encoding="utf-8")
        for place in (*SAMPLES, Path(folder)):
            workspace = open_project(place, ANY_DAY)
            for path, kind in _walk(_all_words(workspace)):
                if not inside.get(path):
                    inside[path] = kind
            public |= {path for path, _ in _walk(workspace.public_words)}
    public |= {path for path in inside if path.split(".")[0].split("[")[0] in _OF_A_PAPER}
    kinds = {path: kind or _guess(path, inside) for path, kind in inside.items()}
    lines = [f"{json.dumps(path, ensure_ascii=False)}: {_told(kind, path in public)}" for path, kind in kinds.items()]
    return "{\n" + ",\n".join(lines) + "\n}\n"


def _all_words(workspace: Workspace) -> dict[str, Any]:
    """The words of a paper of the offices; what the catalogue adds for single papers is read from the catalogue."""
    entry = next(e for e in workspace.plan.entries if e.template and e.item is None and e.audience is Audience.INTERNAL)
    lists = workspace.archive_words
    totals = {**lists["编目"], "归档章": lists["编目"]["档号章"]}
    # No sample files letters by item: their words are those of volumes.
    words = {**words_for(workspace, entry), **lists, "文书": lists["全部案卷"], "编目": totals}
    return {name: words[name] for name in [*workspace.words, *_OF_A_PAPER, *_OF_THE_ARCHIVE]}


def _walk(value: Any, path: str = "") -> Iterator[tuple[str, str]]:
    """Every path with its kind; "" for a blank, whose kind another project may tell."""
    if path:
        yield path, _kind(value)
    if isinstance(value, dict):
        if path.rpartition(".")[2] in _FREE_GROUPS:
            yield f"{path}.{ANY_NAME}", _kind(next(iter(value.values()), ""))
            return
        for key, inner in value.items():
            yield from _walk(inner, f"{path}.{key}" if path else str(key))
    elif isinstance(value, list):
        for entry in value:
            yield from _walk(entry, f"{path}[]")


def _kind(value: Any) -> str:
    if value == "":
        return ""
    return next((kind for types, kind in _KINDS if isinstance(value, types)), TEXT)


def _guess(path: str, kinds: dict[str, str]) -> str:
    """Of a word that no sample has: what a word of the same name is elsewhere (弃权 of another meeting); never a list, which is not blank but empty."""
    name = path.rpartition(".")[2]
    single = (
        kind for other, kind in kinds.items() if kind not in ("", LIST, GROUP) and other.rpartition(".")[2] == name
    )
    return next(single, TEXT)


def _told(kind: str, public: bool) -> str:  # noqa: FBT001
    return json.dumps([kind, public], ensure_ascii=False)


def _find_free_groups(model: Any) -> Iterator[str]:
    """Facts whose names the project file chooses, such as 不适用."""
    for fact in model.model_fields.values():
        if "dict[" in str(fact.annotation):
            yield str(fact.alias)
        for inner in (fact.annotation, *get_args(fact.annotation)):
            if is_facts(inner):
                yield from _find_free_groups(inner)


_FREE_GROUPS = frozenset({*_find_free_groups(Project), _PHOTO_FILES})
"""Facts whose names the project file chooses, such as 不适用; photos are named by their paths."""
