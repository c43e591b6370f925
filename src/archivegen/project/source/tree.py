"""YAML events → a tree of text with line numbers.

Every scalar is text: ``011`` stays ``011``, ``否`` and ``12:30`` stay what was written; the fields of the model give
types.  Anchors, aliases, tags, merge keys and a second document are refused while the events pass by, before anything
is expanded, so a file of a thousand bytes that unfolds to a gigabyte costs nothing.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import yaml

from archivegen.findings import Finding, Place, Severity, make_finding
from archivegen.project.source.syntax import explain_joined_lines, quote_text, split_lines

MAX_DEPTH = 20

CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\ud800-\udfff\ufffd\ufffe\uffff]")
"""Characters that no text of a person holds; U+FFFD is what an editor leaves where it lost one."""

_LOADER: Any = getattr(yaml, "CBaseLoader", yaml.BaseLoader)
_INVISIBLE = re.compile("[\u200b\u2060\ufeff]")
_WIDE_SPACES = "\u3000\u00a0"
# A pattern of these ranges would take as long to compile as a project file to read.
_CJK = (
    ("\u2018", "\u201d"),
    ("\u2e80", "\u303f"),
    ("\u3041", "\ua4cf"),
    ("\uac00", "\ud7a3"),
    ("\uf900", "\ufaff"),
    ("\ufe30", "\ufe4f"),
    ("\uff00", "\uffef"),
)
_TIGHT_COMMENT = re.compile(r"[ \t]+#([^\s#].*)")

Keys = tuple[str | int, ...]
"""A logical path, e.g. ``("务工人员", 3, "姓名")``."""


@dataclass(frozen=True, slots=True)
class Scalar:
    """One text; ``line`` is 1-based."""

    text: str
    line: int


@dataclass(frozen=True, slots=True)
class Sequence:
    """Items of a list."""

    items: tuple[Node, ...]
    line: int


@dataclass(frozen=True, slots=True)
class Mapping:
    """Keys and their values, in the order of the file; no key stands twice."""

    pairs: tuple[tuple[Scalar, Node], ...]
    line: int


Node = Scalar | Sequence | Mapping


def to_plain(node: Node) -> tuple[Any, dict[Keys, int]]:
    """The tree as dict, list and str, and the line of every path such as ``("务工人员", 3, "姓名")``.

    A path that ends in a key has the line of the key; the root ``()`` has the line of the first key.
    """
    positions: dict[Keys, int] = {}
    return _flatten(node, (), node.line, positions), positions


def _flatten(node: Node, path: Keys, line: int, positions: dict[Keys, int]) -> Any:
    positions[path] = line
    if isinstance(node, Scalar):
        return node.text
    if isinstance(node, Sequence):
        return [_flatten(item, (*path, i), item.line, positions) for i, item in enumerate(node.items)]
    return {key.text: _flatten(value, (*path, key.text), key.line, positions) for key, value in node.pairs}


class TreeBuilder:
    """Reads one text.  ``findings`` and ``error`` (the parser's, if it stumbled) are there after :meth:`build`."""

    def __init__(self, text: str, shown: str) -> None:
        self.findings: list[Finding] = []
        self.error: yaml.YAMLError | None = None
        self._text = text
        self._lines = split_lines(text)
        self._shown = shown
        self._whole = True
        self._events: Iterator[yaml.Event] = iter(())

    def build(self) -> Mapping | None:
        """The tree, or ``None`` when what the text means cannot be known."""
        self._events = yaml.parse(self._text, Loader=_LOADER)
        try:
            node = self._read_document()
        except yaml.YAMLError as error:
            self.error = error
            return None
        except _UnreadableError:
            return None
        if not isinstance(node, Mapping):
            if all(finding.severity is not Severity.ERROR for finding in self.findings):
                self._report("P025", node.line)
            return None
        return node if self._whole else None

    def _report(self, code: str, line: int, **params: object) -> None:
        self.findings.append(make_finding(code, Place(self._shown, line), papers=(), **params))

    def _read_document(self) -> Node:
        root: Node = Scalar("", 1)
        documents = 0
        for event in self._events:
            if isinstance(event, yaml.DocumentStartEvent):
                documents += 1
                if documents > 1:
                    self._report("P023", _line_of(event))
                    raise _UnreadableError
                root = self._read_node(next(self._events), depth=1, key=None)
        return root

    def _read_node(self, event: yaml.Event, depth: int, key: Scalar | None) -> Node:
        line = _line_of(event)
        self._refuse_machinery(event, line)
        if isinstance(event, yaml.ScalarEvent):
            return self._read_scalar(event, key, at_root=depth == 1)
        if isinstance(event, yaml.AliasEvent):
            self._whole = False
            return Scalar("", line)
        if depth > MAX_DEPTH:
            self._report("P024", line, limit=MAX_DEPTH)
            raise _UnreadableError
        if isinstance(event, yaml.SequenceStartEvent):
            items = []
            while not isinstance(inner := next(self._events), yaml.SequenceEndEvent):
                items.append(self._read_node(inner, depth + 1, None))
            return Sequence(tuple(items), line)
        return self._read_mapping(line, depth)

    def _read_mapping(self, line: int, depth: int) -> Mapping:
        pairs: dict[str, tuple[Scalar, Node]] = {}
        while not isinstance(event := next(self._events), yaml.MappingEndEvent):
            key = self._read_key(event, depth)
            value = self._read_node(next(self._events), depth + 1, key)
            if key.text in pairs:
                self._report("P021", key.line, key=quote_text(key.text), first=pairs[key.text][0].line)
            else:
                pairs[key.text] = (key, value)
        return Mapping(tuple(pairs.values()), line)

    def _read_key(self, event: yaml.Event, depth: int) -> Scalar:
        line = _line_of(event)
        if not isinstance(event, yaml.ScalarEvent):
            self._read_node(event, depth + 1, None)
            self._report("P026", line)
            self._whole = False
            return Scalar("", line)
        self._refuse_machinery(event, line)
        if event.value == "<<" and not event.style:
            self._report("P022", line, sign="<<")
            self._whole = False
        if event.value.startswith(tuple(_WIDE_SPACES)):
            # Such a key does not stand on the level that it seems to stand on.
            self._report("P012", line)
            self._whole = False
        return Scalar(_INVISIBLE.sub("", event.value).strip(_WIDE_SPACES + " "), line)

    def _read_scalar(self, event: yaml.ScalarEvent, key: Scalar | None, *, at_root: bool) -> Scalar:
        text, line, last = event.value, _line_of(event), _end_of(event)[0]
        if not event.style:
            above = (key.text, key.line) if key else None
            span = range(line - 1, min(last + 1, len(self._lines)))
            self.findings += explain_joined_lines(self._lines, span, self._shown, above, at_root=at_root)
            text = "" if text in {"~", "null"} else text.strip(_WIDE_SPACES)
            self._warn_of_comment(event)
        elif control := CONTROL.search(text):
            self._report("P010", line, sign=f"U+{ord(control.group()):04X}")
        if event.style == "|":
            text = text.rstrip("\n")
        elif last >= line:
            text = _unfold(text, self._lines[line - 1 : last + 1]).rstrip("\n")
        return Scalar(_INVISIBLE.sub("", text), line)

    def _warn_of_comment(self, event: yaml.ScalarEvent) -> None:
        """``3组 #12号``: what stands right behind the # was meant as text more often than as a comment."""
        line, column = _end_of(event)
        match = _TIGHT_COMMENT.match(self._lines[line], column) if line < len(self._lines) else None
        if match:
            self._report("P034", line + 1, text=quote_text(match.group(1)))

    def _refuse_machinery(self, event: yaml.Event, line: int) -> None:
        anchor = getattr(event, "anchor", None)
        if anchor is not None:
            sign = "*" if isinstance(event, yaml.AliasEvent) else "&"
            self._report("P022", line, sign=sign + quote_text(str(anchor)))
        if (tag := getattr(event, "tag", None)) is not None:
            self._report("P022", line, sign=quote_text(str(tag).replace("tag:yaml.org,2002:", "!!")))


class _UnreadableError(Exception):
    """Nothing after this event is worth reading."""


def _line_of(event: yaml.Event) -> int:
    return event.start_mark.line + 1 if event.start_mark is not None else 1


def _end_of(event: yaml.Event) -> tuple[int, int]:
    """Line and column, both from 0, right behind an event."""
    return (event.end_mark.line, event.end_mark.column) if event.end_mark is not None else (0, 0)


def _unfold(text: str, lines: list[str]) -> str:
    """Take out the blank that YAML puts where a line ends, when Chinese stands on both sides of it."""
    for before, after in itertools.pairwise(line.strip() for line in lines):
        if before and after and _is_cjk(before[-1]) and _is_cjk(after[0]):
            text = text.replace(f"{before[-8:]} {after[:8]}", before[-8:] + after[:8], 1)
    return text


def _is_cjk(sign: str) -> bool:
    return any(first <= sign <= last for first, last in _CJK)
