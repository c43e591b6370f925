"""Which words a template uses, where, and which of them cannot be right: found without filling it in.

Jinja's own tree is walked once with the shapes of the words instead of their values.  What is computed has no shape, and
nothing is said of it: a mistake told here is one for every project.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from functools import lru_cache

from jinja2 import TemplateSyntaxError, nodes

from archivegen.language.inspection import Inspection
from archivegen.language.shapes import GROUP, TEXT, Shape
from archivegen.language.word_values import COMPUTED, READER, Scope, Value, ValueReader

_MAKES_NAMES = re.compile(r"\{%[-+]?\s*(?:for|set|with|macro)\s*(.*?)(?:\bin\b|=|%\})", re.DOTALL)
_OPENS = re.compile(r"\{%[-+]?\s*(for|if|set|with|macro|call|filter|autoescape)\b")


def inspect_words(source: str, words: Shape, *, public: bool = False) -> Inspection:
    """Walk a template; ``public`` papers are given the words that the public may see.

    With ``ANYTHING`` as its words a template is only asked which it uses.
    Raises jinja2's ``TemplateSyntaxError``.
    """
    reader = _PageReader(words, public=public)
    reader.read_all(_parse(source).body, {})
    return reader.found


def inspect_tags(tags: Sequence[str], words: Shape, *, public: bool = False) -> Inspection:
    """Walk the tags of a template that does not compile, each by itself; a line of the result is a tag's number from 1.

    Loops and conditions need not pair.  Names that any tag makes are known everywhere, a tag that cannot be read is passed
    over: the engine tells what is wrong with it, and nothing is told here that comes from it alone.
    """
    reader = _PageReader(words, public=public)
    scope: Scope = {name: COMPUTED for tag in tags for name in _names_made(tag)} | {"loop": COMPUTED}
    for number, tag in enumerate(tags, 1):
        try:
            tree = _parse("\n" * (number - 1) + _closed(tag))
        except TemplateSyntaxError:
            continue
        reader.read_tag(tree.body, scope)
    return reader.found


@lru_cache(maxsize=64)
def _parse(source: str) -> nodes.Template:
    """One template makes several papers, each with words of its own."""
    return READER.parse(source)


def _names_made(tag: str) -> list[str]:
    found = _MAKES_NAMES.match(tag)
    return re.findall(r"\w+", found[1]) if found else []


def _closed(tag: str) -> str:
    """A tag that opens something with its end; a branch of a condition as a condition."""
    tag = re.sub(r"^\{%([-+]?)\s*elif\b", r"{%\1 if", tag)
    opened = _OPENS.match(tag)
    if opened is None or (opened[1] == "set" and "=" in tag):
        return tag
    return f"{tag}{{% end{opened[1]} %}}"


def shape_of(expression: str, words: Shape) -> Shape | None:
    """What an expression of the catalogue gives, or None when that is not known."""
    output = _parse("{{ " + expression + " }}").find(nodes.Output)
    assert output is not None
    return ValueReader(words, public=False).value(output.nodes[0], {}).shape


class _PageReader(ValueReader):
    # What stands on a page --------------------------------------------------------------------------------------------

    def read_all(self, group_of_nodes: Iterable[nodes.Node], scope: Scope) -> None:
        for node in group_of_nodes:
            self._read(node, scope)

    def read_tag(self, body: Iterable[nodes.Node], scope: Scope) -> None:
        """One tag of many: what its loop makes is known to those that follow."""
        for node in body:
            if isinstance(node, nodes.For):
                self._bind(node.target, self.entry(self.value(node.iter, scope), node.iter), scope)
                if node.test is not None:
                    self.value(node.test, scope)
            elif isinstance(node, nodes.With):
                for target, value in zip(node.targets, node.values, strict=True):
                    self._bind(target, self.value(value, scope), scope)
            else:
                self._read(node, scope)

    def _read(self, node: nodes.Node, scope: Scope) -> None:
        if isinstance(node, nodes.Output):
            for child in node.nodes:
                self.check_printed(self.value(child, scope), child)
        elif isinstance(node, nodes.For):
            self._read_loop(node, scope)
        elif isinstance(node, nodes.Assign):
            self._bind(node.target, self.value(node.node, scope), scope)
        elif isinstance(node, nodes.AssignBlock):
            self.read_all(node.body, dict(scope))
            self._bind(node.target, Value(Shape(TEXT)), scope)
        elif isinstance(node, nodes.With):
            inner = dict(scope)
            for target, value in zip(node.targets, node.values, strict=True):
                self._bind(target, self.value(value, scope), inner)
            self.read_all(node.body, inner)
        elif isinstance(node, nodes.Macro | nodes.CallBlock):
            self._read_macro(node, scope)
        elif isinstance(node, nodes.Expr):
            self.value(node, scope)
        else:
            self.read_all(node.iter_child_nodes(), scope)

    def _read_loop(self, node: nodes.For, scope: Scope) -> None:
        inner = dict(scope)
        self._bind(node.target, self.entry(self.value(node.iter, scope), node.iter), inner)
        inner["loop"] = COMPUTED
        if node.test is not None:
            self.value(node.test, inner)
        self.read_all(node.body, inner)
        self.read_all(node.else_, dict(scope))

    def _read_macro(self, node: nodes.Macro | nodes.CallBlock, scope: Scope) -> None:
        if isinstance(node, nodes.Macro):
            scope[node.name] = COMPUTED
        else:
            self.value(node.call, scope)
        for default in node.defaults:
            self.value(default, scope)
        names = [argument.name for argument in node.args]
        self.read_all(node.body, scope | dict.fromkeys([*names, "caller", "varargs", "kwargs"], COMPUTED))

    def _bind(self, target: nodes.Node, value: Value, scope: Scope) -> None:
        if isinstance(target, nodes.Name):
            self.made.add(target.name)
            scope[target.name] = Value(value.shape, value.paths, target.name)
        elif isinstance(target, nodes.Tuple):
            pair = list(value.shape.words.values()) if value.shape is not None and value.shape.kind == GROUP else []
            parts = pair if len(pair) == len(target.items) else [None] * len(target.items)
            for inner, shape in zip(target.items, parts, strict=True):
                self._bind(inner, Value(shape), scope)
