"""What kind of thing each template word is, known without a project: its kind, the words below it, who may see it.

``vocabulary.json`` is read off the sample projects by ``tools/write_reference.py``; a test holds it current.  So a template
can be checked on a machine that has neither a project nor the samples.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import lru_cache
from importlib.resources import files

TEXT, NUMBER, DATE, YES_NO, LIST, GROUP = "文字", "数", "日期", "是否", "列表", "组"
ANY_NAME = "*"
"""Stands for every name in a group whose names the project file chooses, such as 不适用."""


@dataclass(frozen=True, slots=True)
class Shape:
    """One kind of value: a single one, a group with its words, or a list with the shape of its entries."""

    kind: str
    public: bool = True
    """Whether papers for the public are given it."""
    words: Mapping[str, Shape] = field(default_factory=dict)
    entry: Shape | None = None
    """Of a list; None when nothing is known of its entries."""

    def word(self, name: str) -> Shape | None:
        """The shape of ``name`` in this group."""
        return self.words.get(name) or self.words.get(ANY_NAME)

    def names(self, *, public: bool) -> list[str]:
        """The names in this group that a paper may use."""
        return [name for name, shape in self.words.items() if name != ANY_NAME and (shape.public or not public)]

    def adding(self, words: Mapping[str, Shape]) -> Shape:
        """The same group with more words."""
        return replace(self, words={**self.words, **words})


ANYTHING = Shape("")
"""A word of which nothing is known."""


def group(words: Mapping[str, Shape]) -> Shape:
    """A group of words."""
    return Shape(GROUP, words=words)


def list_of(entry: Shape | None) -> Shape:
    """A list."""
    return Shape(LIST, entry=entry)


def either(shapes: Iterable[Shape | None]) -> Shape | None:
    """What is certain of a value that is one of these: None when they have nothing in common."""
    one, *others = list(shapes) or [None]
    for other in others:
        one = _either_of(one, other)
    return one


def _either_of(one: Shape | None, other: Shape | None) -> Shape | None:
    if one is None or other is None or one.kind != other.kind:
        return None
    public = one.public or other.public
    if one.kind == LIST:
        known = one.entry is not None and other.entry is not None
        return Shape(LIST, public, entry=_either_of(one.entry, other.entry) if known else one.entry or other.entry)
    if one.kind != GROUP:
        return Shape(one.kind, public)
    words = dict(one.words)
    for name, shape in other.words.items():
        words[name] = (_either_of(words[name], shape) or Shape(TEXT, shape.public)) if name in words else shape
    return Shape(GROUP, public, words)


def walk_paths(shape: Shape, path: str = "", *, public: bool = False) -> Iterator[str]:
    """The dotted words of a group that stand in no list."""
    for name in shape.names(public=public):
        inner = f"{path}.{name}" if path else name
        yield inner
        yield from walk_paths(shape.words[name], inner, public=public)


@lru_cache(maxsize=1)
def load_vocabulary() -> Shape:
    """Every word that a project can give, as one group."""
    text = files("archivegen.language").joinpath("vocabulary.json").read_text(encoding="utf-8")
    return read_vocabulary(json.loads(text))


def read_vocabulary(lines: Mapping[str, tuple[str, bool]]) -> Shape:
    """From ``{"务工人员[].姓名": ["文字", true], …}``, a path for every group, list, entry and word."""
    below: dict[str, list[str]] = {}
    for path in lines:
        below.setdefault(_parent(path), []).append(path)

    def build(path: str) -> Shape:
        kind, public = lines[path]
        if kind == LIST:
            entry = f"{path}[]"
            return Shape(LIST, public, entry=build(entry) if entry in lines else None)
        return Shape(kind, public, {inner.rpartition(".")[2]: build(inner) for inner in below.get(path, ())})

    return group({path: build(path) for path in below[""]})


def _parent(path: str) -> str:
    return path[:-2] if path.endswith("[]") else path.rpartition(".")[0]
