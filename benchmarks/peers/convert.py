"""Our Word template → the same template in a peer's syntax, and the words that it then needs; done by machine.

Every expression becomes a plain word (``v7``), every condition a flag (``c3``), every loop a list (``l1``) whose items hold
their own words (a whole loop is one word for a peer without loops in a line).  The peers thus get their values ready-made, which spares them what our engine must work out.
"""

from __future__ import annotations

import html
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from io import BytesIO
from pathlib import Path
from typing import Any
from zipfile import ZIP_DEFLATED, ZipFile

from archivegen.language import compile_expression, compile_text

_LOOP = r"(?P<loop>\{% *for [^<]*?\{% *endfor *%\})|"
_TAG = r"\{\{(?P<word>.*?)\}\}|\{%p? *(?P<order>\w+) *(?P<rest>.*?) *%\}"
_PARTS = re.compile(r"word/(document|header\d+|footer\d+)\.xml|docProps/core\.xml")


@dataclass
class Word:
    """A place that shows a value; ``text`` is the tag, or a whole loop with its tags."""

    name: str
    text: str


@dataclass
class Branch:
    """One way of a choice; without a condition it is the way that is left."""

    name: str
    condition: str | None
    body: list[Any] = field(default_factory=list)


@dataclass
class Choice:
    """``if … elif … else … endif``."""

    branches: list[Branch]


@dataclass
class Loop:
    """``for … else … endfor``."""

    name: str
    target: str
    source: str
    body: list[Any] = field(default_factory=list)
    empty: Branch | None = None


@dataclass(frozen=True)
class Dialect:
    """How a peer writes a word, the beginning and the end of a condition; ``loops`` tells whether it has loops in a line."""

    word: Callable[[str], str]
    begin: Callable[[str], str]
    end: Callable[[str], str]
    loops: bool = True


SECTIONS = Dialect(lambda name: f"{{{name}}}", lambda name: f"{{#{name}}}", lambda name: f"{{/{name}}}")
"""docxtemplater and easy-template-x."""

CARBONE = Dialect(
    lambda name: f"{{d.{name}}}",
    lambda name: f"{{d.{name}:ifEQ(true):showBegin}}",
    lambda name: f"{{d.{name}:showEnd}}",
    loops=False,
)


class Converter:
    """One template; ``parts`` are its converted parts, ``give_words`` what a paper needs."""

    def __init__(self, template: Path, dialect: Dialect) -> None:
        self.dialect = dialect
        self.tag = re.compile(_TAG if dialect.loops else _LOOP + _TAG)
        self.count = 0
        self.root: list[Any] = []
        with ZipFile(template) as source:
            self.parts = {name: source.read(name) for name in source.namelist()}
        for name, content in self.parts.items():
            if _PARTS.fullmatch(name):
                self.parts[name] = self._convert(content.decode()).encode()

    def save(self, path: Path) -> None:
        """Write the converted template."""
        target = BytesIO()
        with ZipFile(target, "w", ZIP_DEFLATED) as package:
            for name, content in self.parts.items():
                package.writestr(name, content)
        path.write_bytes(target.getvalue())

    def give_words(self, words: Mapping[str, Any]) -> dict[str, Any]:
        """What the converted template needs for a paper with these words."""
        return dict(self._list_words(self.root, dict(words)))

    def _name(self, kind: str) -> str:
        self.count += 1
        return f"{kind}{self.count}"

    def _convert(self, xml: str) -> str:
        """Replace the tags of one part in their order; ``open_`` holds the conditions and loops that are not closed yet."""
        pieces: list[str] = []
        bodies: list[list[Any]] = [self.root]
        open_: list[Choice | Loop] = []
        position = 0
        for tag in self.tag.finditer(xml):
            pieces.append(xml[position : tag.start()])
            position = tag.end()
            marks = self._note(tag, bodies, open_)
            for mark in marks[:-1]:
                pieces.append(mark)
                if tag.group().startswith("{%p"):
                    position = self._repeat_paragraph(xml, tag, pieces)
            pieces += marks[-1:]
        return "".join([*pieces, xml[position:]])

    @staticmethod
    def _repeat_paragraph(xml: str, tag: re.Match[str], pieces: list[str]) -> int:
        """A paragraph of its own for the second mark: a peer drops a paragraph that holds one mark alone."""
        start = max(xml.rfind("<w:p>", 0, tag.start()), xml.rfind("<w:p ", 0, tag.start()))
        end = xml.index("</w:p>", tag.end()) + len("</w:p>")
        pieces += [xml[tag.end() : end], xml[start : tag.start()]]
        return tag.end()

    def _note(self, tag: re.Match[str], bodies: list[list[Any]], open_: list[Choice | Loop]) -> list[str]:
        say, rest = self.dialect, html.unescape(tag["rest"] or "")
        match tag["order"]:
            case None:
                word = Word(self._name("v"), html.unescape(tag.group()))
                bodies[-1].append(word)
                return [say.word(word.name)]
            case "if":
                branch = Branch(self._name("c"), rest)
                choice = Choice([branch])
                bodies[-1].append(choice)
                open_.append(choice)
                bodies.append(branch.body)
                return [say.begin(branch.name)]
            case "for":
                target, _, source = rest.partition(" in ")
                loop = Loop(self._name("l"), target.strip(), source.strip())
                bodies[-1].append(loop)
                open_.append(loop)
                bodies.append(loop.body)
                return [say.begin(loop.name)]
            case "elif" | "else":
                return self._turn(rest if tag["order"] == "elif" else None, bodies, open_)
            case "endif" | "endfor":
                bodies.pop()
                block = open_.pop()
                last = block.branches[-1] if isinstance(block, Choice) else block.empty or block
                return [say.end(last.name)]
        raise ValueError(tag.group())

    def _turn(self, condition: str | None, bodies: list[list[Any]], open_: list[Choice | Loop]) -> list[str]:
        block = open_[-1]
        branch = Branch(self._name("c"), condition)
        bodies[-1] = branch.body
        if isinstance(block, Choice):
            before = block.branches[-1].name
            block.branches.append(branch)
        else:
            before = block.name
            block.empty = branch
        return [self.dialect.end(before), self.dialect.begin(branch.name)]

    def _list_words(self, nodes: Sequence[Any], words: dict[str, Any]) -> Iterator[tuple[str, Any]]:
        for node in nodes:
            if isinstance(node, Word):
                yield node.name, compile_text(node.text)(words)
            elif isinstance(node, Choice):
                yield from self._choose(node, words)
            else:
                yield from self._list_items(node, words)

    def _choose(self, choice: Choice, words: dict[str, Any]) -> Iterator[tuple[str, Any]]:
        taken = False
        for branch in choice.branches:
            holds = not taken and (branch.condition is None or bool(find_value(branch.condition, words)))
            taken = taken or holds
            yield branch.name, holds
            if holds:
                yield from self._list_words(branch.body, words)

    def _list_items(self, loop: Loop, words: dict[str, Any]) -> Iterator[tuple[str, Any]]:
        items = list(find_value(loop.source, words))
        yield (
            loop.name,
            [
                dict(self._list_words(loop.body, {**words, loop.target: item, "loop": {"last": number == len(items)}}))
                for number, item in enumerate(items, 1)
            ],
        )
        if loop.empty is not None:
            yield loop.empty.name, not items
            if not items:
                yield from self._list_words(loop.empty.body, words)


def find_value(expression: str, words: Mapping[str, Any]) -> Any:
    return compile_expression(expression)(words)
