"""YAML events → dict, list and text, and the line of everything.

Every scalar is text: ``011`` stays ``011``, ``否`` and ``12:30`` stay what was written; the fields of the model give
types.  Anchors, aliases, tags, merge keys and a second document are refused while the events pass by, before anything
is expanded, so a file of a thousand bytes that unfolds to a gigabyte costs nothing.

A file of a thousand people has fifty thousand scalars, nearly all plain, on one line and clean: what only an odd text can
hold (escapes, zero-width signs, tight comments) is looked for once in the whole text.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Callable
from functools import cached_property
from typing import Any, NamedTuple

import yaml

from archivegen.findings import Finding, Place, Severity, make_finding
from archivegen.project.source.lines import LineOf, Lines, line_of
from archivegen.project.source.syntax import MAX_DEPTH, explain_joined_lines, quote_text, split_lines

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


class Tree(NamedTuple):
    """A file that could be read: what it says, and on which line each of it stands."""

    data: dict[str, Any]
    lines: Lines


def to_plain(tree: Tree) -> tuple[dict[str, Any], Lines]:
    """The tree as dict, list and str, and the line of every path such as ``("务工人员", 3, "姓名")``."""
    return tree.data, tree.lines


class TreeBuilder:
    """Reads one text.  ``findings`` and ``error`` (the parser's, if it stumbled) are there after :meth:`build`."""

    def __init__(self, text: str, shown: str) -> None:
        self.findings: list[Finding] = []
        self.error: yaml.YAMLError | None = None
        self._text = text
        self._shown = shown
        self._whole = True
        self._next: Callable[[], Any] = lambda: None
        self._clean_keys: set[str] = set()
        self._escapes = "\\" in text
        self._invisible = self._escapes or _INVISIBLE.search(text) is not None
        self._comments = _TIGHT_COMMENT.search(text) is not None

    @cached_property
    def _lines(self) -> list[str]:
        return split_lines(self._text)

    def build(self) -> Tree | None:
        """The tree, or ``None`` when what the text means cannot be known."""
        try:
            loader = _LOADER(self._text)
        except yaml.YAMLError as error:
            self.error = error
            return None
        self._next = loader.get_event
        try:
            value, lines = self._read_document()
        except yaml.YAMLError as error:
            self.error = error
            return None
        except _UnreadableError:
            return None
        finally:
            loader.dispose()
        if not isinstance(value, dict):
            if all(finding.severity is not Severity.ERROR for finding in self.findings):
                self._report("P025", line_of(lines))
            return None
        return Tree(value, Lines(lines)) if self._whole else None

    def _report(self, code: str, line: int, **params: object) -> None:
        self.findings.append(make_finding(code, Place(self._shown, line), papers=(), **params))

    def _read_document(self) -> tuple[Any, LineOf]:
        value: Any = ""
        lines: LineOf = 1
        documents = 0
        event: Any = self._next()
        while event is not None:
            if type(event) is yaml.DocumentStartEvent:
                documents += 1
                if documents > 1:
                    self._report("P023", _line_of(event))
                    raise _UnreadableError
                value, lines = self._read_node(self._next(), 1, None, 0)
            event = self._next()
        return value, lines

    def _read_node(self, event: Any, depth: int, key: str | None, key_line: int) -> tuple[Any, LineOf]:
        """One value; ``key`` is the key that it belongs to, on ``key_line``."""
        kind = type(event)
        line: int = event.start_mark.line + 1
        if event.anchor is not None or kind is yaml.AliasEvent:
            self._refuse_anchor(event, line)
        if kind is yaml.ScalarEvent:
            return self._read_scalar(event, line, key, key_line, at_root=depth == 1), line
        if kind is yaml.AliasEvent:
            self._whole = False
            return "", line
        if event.tag is not None:
            self._refuse_tag(event, line)
        if depth > MAX_DEPTH:
            self._report("P024", line, limit=MAX_DEPTH)
            raise _UnreadableError
        return self._read_list(line, depth) if kind is yaml.SequenceStartEvent else self._read_mapping(line, depth)

    def _read_list(self, line: int, depth: int) -> tuple[Any, LineOf]:
        items: list[Any] = []
        lines: list[LineOf] = []
        while type(event := self._next()) is not yaml.SequenceEndEvent:
            item, at = self._read_node(event, depth + 1, None, 0)
            items.append(item)
            lines.append(at)
        return items, (line, lines)

    def _read_mapping(self, line: int, depth: int) -> tuple[Any, LineOf]:
        pairs: dict[str, Any] = {}
        lines: dict[str | int, LineOf] = {}
        while type(event := self._next()) is not yaml.MappingEndEvent:
            key_line: int = event.start_mark.line + 1
            key = self._read_key(event, key_line, depth)
            value, at = self._read_node(self._next(), depth + 1, key, key_line)
            if key in pairs:
                self._report("P021", key_line, key=quote_text(key), first=line_of(lines[key]))
                continue
            pairs[key] = value
            lines[key] = key_line if type(at) is int else (key_line, at[1])  # type: ignore[index]
        return pairs, (line, lines)

    def _read_key(self, event: Any, line: int, depth: int) -> str:
        if type(event) is not yaml.ScalarEvent:
            self._read_node(event, depth + 1, None, 0)
            self._report("P026", line)
            self._whole = False
            return ""
        written: str = event.value
        if written in self._clean_keys and event.anchor is None and event.tag is None:
            return written
        self._refuse_machinery(event, line)
        if written == "<<" and not event.style:
            self._report("P022", line, sign="<<")
            self._whole = False
        if written.startswith(tuple(_WIDE_SPACES)):
            # Such a key does not stand on the level that it seems to stand on.
            self._report("P012", line)
            self._whole = False
        key = _INVISIBLE.sub("", written).strip(_WIDE_SPACES + " ")
        if key == written != "<<":
            self._clean_keys.add(key)
        return key

    def _read_scalar(self, event: Any, line: int, key: str | None, key_line: int, *, at_root: bool) -> str:
        if event.tag is not None:
            self._refuse_tag(event, line)
        text: str = event.value
        last: int = event.end_mark.line
        style = event.style
        if not style:
            text = self._read_unquoted(event, text, range(line - 1, last + 1), key, key_line, at_root=at_root)
        elif self._escapes and (control := CONTROL.search(text)):
            self._report("P010", line, sign=f"U+{ord(control.group()):04X}")
        if style == "|":
            text = text.rstrip("\n")
        elif last >= line:
            text = _unfold(text, self._lines[line - 1 : last + 1]).rstrip("\n")
        return _INVISIBLE.sub("", text) if self._invisible else text

    def _read_unquoted(
        self, event: Any, text: str, span: range, key: str | None, key_line: int, *, at_root: bool
    ) -> str:
        """A plain text without the blanks around it; entries that YAML joined into it, or cut off it, are reported."""
        if len(span) > 1 or at_root or (key is not None and key_line <= span.start):
            above = (key, key_line) if key is not None else None
            seen = range(span.start, min(span.stop, len(self._lines)))
            self.findings += explain_joined_lines(self._lines, seen, self._shown, above, at_root=at_root)
        if self._comments:
            self._warn_of_comment(event)
        return "" if text in {"~", "null"} else text.strip(_WIDE_SPACES)

    def _warn_of_comment(self, event: Any) -> None:
        """``3组 #12号``: what stands right behind the # was meant as text more often than as a comment."""
        line, column = event.end_mark.line, event.end_mark.column
        match = _TIGHT_COMMENT.match(self._lines[line], column) if line < len(self._lines) else None
        if match:
            self._report("P034", line + 1, text=quote_text(match.group(1)))

    def _refuse_machinery(self, event: Any, line: int) -> None:
        if event.anchor is not None:
            self._refuse_anchor(event, line)
        if event.tag is not None:
            self._refuse_tag(event, line)

    def _refuse_anchor(self, event: Any, line: int) -> None:
        sign = "*" if isinstance(event, yaml.AliasEvent) else "&"
        self._report("P022", line, sign=sign + quote_text(str(event.anchor)))

    def _refuse_tag(self, event: Any, line: int) -> None:
        self._report("P022", line, sign=quote_text(str(event.tag).replace("tag:yaml.org,2002:", "!!")))


class _UnreadableError(Exception):
    """Nothing after this event is worth reading."""


def _line_of(event: Any) -> int:
    return int(event.start_mark.line) + 1


def _unfold(text: str, lines: list[str]) -> str:
    """Take out the blank that YAML puts where a line ends, when Chinese stands on both sides of it."""
    for before, after in itertools.pairwise(line.strip() for line in lines):
        if before and after and _is_cjk(before[-1]) and _is_cjk(after[0]):
            text = text.replace(f"{before[-8:]} {after[:8]}", before[-8:] + after[:8], 1)
    return text


def _is_cjk(sign: str) -> bool:
    return any(first <= sign <= last for first, last in _CJK)
