"""What an expression of a template stands for, told from the shapes of the words, and what cannot be right in it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from jinja2 import nodes

from archivegen.chinese import nearest
from archivegen.language import inspection
from archivegen.language.environment import METHODS, make_environment
from archivegen.language.inspection import Fault, Inspection, Use
from archivegen.language.shapes import (
    ANY_NAME,
    ANYTHING,
    DATE,
    GROUP,
    LIST,
    NUMBER,
    TEXT,
    YES_NO,
    Shape,
    either,
    group,
    list_of,
    walk_paths,
)

_KEEPS_ENTRIES = frozenset({"list", "reject", "rejectattr", "reverse", "select", "selectattr", "sort", "unique"})
_ONE_ENTRY = frozenset({"first", "last", "max", "min"})
_MAKES_PAGES = frozenset({"batch", "pages", "slice", "分页"})
_DEFAULTS = frozenset({"default", "默认"})
_FIRST_ARGUMENT_IS_A_WORD = frozenset({"groupby", "rejectattr", "selectattr", "sum"})
_METHOD_NAMES = frozenset().union(*(names for _, names in METHODS))
_PAGES, _GROUPS = "\0", "\1"
"""End the path of a list in pages, and of the groups of a list or one of them."""
_DATE_PARTS = frozenset({"year", "month", "day"})
READER = make_environment()
"""Parses, and knows the names that every template has; nothing is ever filled in with it."""
_INTO_FRAME = "_swap"
"""The engines' filter that fits a picture into the frame of a sample."""
_PRINTERS = "_"
"""Begins the names of the filters that the engines themselves put behind what is printed."""


@dataclass(frozen=True, slots=True)
class Value:
    """What stands for a value: its shape, its word, and how the author wrote it."""

    shape: Shape | None = None
    paths: tuple[str, ...] = ()
    """The words that it stands for; several for one of two."""
    written: str = ""


Scope = dict[str, Value]
COMPUTED = Value()
_A_TEXT = Value(Shape(TEXT))
_A_NUMBER = Value(Shape(NUMBER))


class ValueReader:
    """Walks expressions; what it finds is in ``found``."""

    def __init__(self, words: Shape, *, public: bool) -> None:
        self.words = words
        self.public = public
        self.known = READER.globals
        self.found = Inspection()
        self.made: set[str] = set()
        """Names that loops and their like have made so far."""

    # Values -----------------------------------------------------------------------------------------------------------

    def value(self, node: nodes.Node, scope: Scope, *, as_step: bool = False) -> Value:
        """What ``node`` stands for; a word is noted unless it is only a step on the way to one."""
        read = _READERS.get(type(node))
        if read is None:
            for child in node.iter_child_nodes():
                self.value(child, scope)
            return COMPUTED
        value = read(self, node, scope)
        if value.shape == ANYTHING:
            value = Value(None, value.paths, value.written)
        if not as_step and isinstance(node, nodes.Name | nodes.Getattr | nodes.Getitem):
            self._note(value, node)
        return value

    def _name(self, node: nodes.Name, scope: Scope) -> Value:
        if node.name in scope:
            return scope[node.name]
        if node.name in self.known:
            return COMPUTED
        shape = self.words.word(node.name) if self.words is not ANYTHING else ANYTHING
        if shape is not None and (shape.public or not self.public):
            return Value(shape, (node.name,), node.name)
        if shape is not None:
            return self._fault(node, node.name, *inspection.tell_private(node.name))
        if node.name in self.made:
            return self._fault(node, node.name, *inspection.tell_outside(node.name))
        near = nearest(node.name, [*scope, *self.words.names(public=self.public)])
        near = near or nearest(node.name, walk_paths(self.words, public=self.public))
        return self._fault(node, node.name, *inspection.tell_unknown(node.name, near, ()))

    def _attribute(self, node: nodes.Getattr, scope: Scope) -> Value:
        return self._step(self.value(node.node, scope, as_step=True), node.attr, node)

    def _item(self, node: nodes.Getitem, scope: Scope) -> Value:
        base = self.value(node.node, scope, as_step=True)
        if isinstance(node.arg, nodes.Const) and isinstance(node.arg.value, str):
            return self._step(base, node.arg.value, node)
        self.value(node.arg, scope)
        if isinstance(node.arg, nodes.Slice):
            return base
        if base.shape is None:
            return Value(None, _append(base.paths, "[]"), f"{base.written}[…]")
        if base.shape.kind == LIST:
            return Value(base.shape.entry, _append(base.paths, "[]"), f"{base.written}[…]")
        if base.shape.kind == GROUP:
            seen = [base.shape.words[name] for name in base.shape.names(public=self.public)]
            return Value(either(seen) if seen else None, _append(base.paths, f".{ANY_NAME}"), f"{base.written}[…]")
        return COMPUTED

    def _step(self, base: Value, name: str, node: nodes.Node) -> Value:
        """``base.name``."""
        shape, written = base.shape, f"{base.written}.{name}" if base.written else name
        if shape is None:
            return Value(None, _append(base.paths, f".{name}"), written)
        if shape.kind == GROUP:
            return self._word_of_group(base, shape, name, written, node)
        if shape.kind == LIST:
            return self._fault(node, written, *inspection.tell_step_into_list(base.written, name))
        if shape.kind == DATE and name in _DATE_PARTS:
            return _A_NUMBER
        return self._fault(node, written, *inspection.tell_step_into_value(base.written, name, shape.kind))

    def _word_of_group(self, base: Value, shape: Shape, name: str, written: str, node: nodes.Node) -> Value:
        word = shape.word(name)
        if word is None:
            names = shape.names(public=self.public)
            near = nearest(name, names)
            return self._fault(
                node, written, *inspection.tell_unknown(written, near and written.removesuffix(name) + near, names)
            )
        if self.public and not word.public:
            return self._fault(node, written, *inspection.tell_private(written))
        return Value(word, _append(base.paths, f".{name}"), written)

    def _filtered(self, node: nodes.Filter, scope: Scope) -> Value:
        base = self.value(node.node, scope) if node.node is not None else _A_TEXT
        for argument in (*node.args, *(keyword.value for keyword in node.kwargs)):
            self.value(argument, scope)
        inner = self.entry(base) if base.shape is None or base.shape.kind == LIST else COMPUTED
        inner, picked = Value(inner.shape, inner.paths), COMPUTED
        for word in _words_in_arguments(node):
            picked = inner
            for name in word.split("."):
                picked = self._step(picked, name, node)
            self._note(picked, node)
        return self._result(node, base, inner, picked, scope)

    def _result(self, node: nodes.Filter, base: Value, inner: Value, picked: Value, scope: Scope) -> Value:
        if node.name == _INTO_FRAME:
            return COMPUTED
        if node.name.startswith(_PRINTERS):
            return base
        if node.name in _KEEPS_ENTRIES:
            return base if base.shape is None or base.shape.kind == LIST else COMPUTED
        if node.name in _ONE_ENTRY:
            return inner
        if node.name in _MAKES_PAGES and inner.shape is not None:
            return Value(list_of(base.shape), tuple(f"{path}{_PAGES}" for path in base.paths))
        if node.name == "groupby" and inner.shape is not None:
            one = group({"grouper": picked.shape or Shape(TEXT), "list": list_of(inner.shape)})
            return Value(list_of(one), tuple(f"{path}{_GROUPS}" for path in base.paths))
        if node.name == "map" and picked.shape is not None:
            return Value(list_of(picked.shape))
        if node.name in _DEFAULTS and node.args:
            return Value(either([base.shape, self.value(node.args[0], scope).shape]), base.paths, base.written)
        if node.name in {"dictsort", "items"}:
            return _pairs(base)
        return COMPUTED

    def entry(self, base: Value, node: nodes.Node | None = None) -> Value:
        """One round of a loop over ``base``."""
        if base.shape is None or base.shape.kind == LIST:
            return Value(base.shape and base.shape.entry, _append(base.paths, "[]"), base.written)
        if base.shape.kind in {NUMBER, DATE, YES_NO} and node is not None:
            return self._fault(node, base.written, *inspection.tell_no_list(base.written, base.shape.kind))
        return _A_TEXT

    def _called(self, node: nodes.Call, scope: Scope) -> Value:
        for argument in node.iter_child_nodes(exclude=("node",)):
            self.value(argument, scope)
        called = node.node
        if not isinstance(called, nodes.Getattr) or called.attr not in _METHOD_NAMES:
            self.value(called, scope)
            return COMPUTED
        base = self.value(called.node, scope)
        if called.attr == "items":
            return _pairs(base)
        if called.attr == "values" and base.shape is not None:
            return Value(list_of(either(base.shape.words.values())))
        return COMPUTED

    def _choice(self, node: nodes.CondExpr, scope: Scope) -> Value:
        self.value(node.test, scope)
        one = self.value(node.expr1, scope)
        return _one_of(one, self.value(node.expr2, scope)) if node.expr2 is not None else one

    def _either(self, node: nodes.Or, scope: Scope) -> Value:
        return _one_of(self.value(node.left, scope), self.value(node.right, scope))

    def _literal(self, node: nodes.List | nodes.Tuple, scope: Scope) -> Value:
        shapes = [self.value(item, scope).shape for item in node.items]
        return Value(list_of(either(shapes) if shapes else None))

    def _literal_group(self, node: nodes.Dict, scope: Scope) -> Value:
        words: dict[str, Shape] = {}
        for pair in node.items:
            shape = self.value(pair.value, scope).shape
            if not isinstance(pair.key, nodes.Const) or shape is None:
                return COMPUTED
            words[str(pair.key.value)] = shape
        return Value(group(words))

    def _constant(self, node: nodes.Const, _scope: Scope) -> Value:
        return _A_TEXT if isinstance(node.value, str) else COMPUTED

    def _note(self, value: Value, node: nodes.Node) -> None:
        kind = value.shape.kind if value.shape is not None else ""
        for path in value.paths:
            if path[-1] not in {_PAGES, _GROUPS}:
                self.found.uses.append(Use(path, node.lineno, kind))

    # Faults -----------------------------------------------------------------------------------------------------------

    def check_printed(self, value: Value, node: nodes.Node) -> None:
        """A list or a group cannot be printed as it is."""
        if value.shape is not None and value.shape.kind == LIST:
            self._fault(node, value.written, *inspection.tell_printed_list(value.written))
        elif value.shape is not None and value.shape.kind == GROUP:
            names = value.shape.names(public=self.public)
            self._fault(node, value.written, *inspection.tell_printed_group(value.written, names))

    def _fault(self, node: nodes.Node, written: str, problem: str, mend: str) -> Value:
        fault = Fault(node.lineno, written, problem, mend)
        if fault not in self.found.faults:
            self.found.faults.append(fault)
        return COMPUTED


def _append(paths: tuple[str, ...], more: str) -> tuple[str, ...]:
    """One step further: a page of a list, and the list of a group, hold the entries of the list itself."""
    made = []
    for path in paths:
        if path.endswith(_PAGES):
            made.append(path[:-1])
        elif path.endswith(_GROUPS):
            made += [path] if more == "[]" else [path[:-1]] if more == ".list" else []
        else:
            made.append(f"{path}{more}")
    return tuple(made)


def _one_of(one: Value, other: Value) -> Value:
    return Value(either([one.shape, other.shape]), one.paths + other.paths)


def _pairs(base: Value) -> Value:
    inner = either(base.shape.words.values()) if base.shape is not None and base.shape.words else None
    return Value(list_of(group({"键": Shape(TEXT), "值": inner})) if inner is not None else None)


def _words_in_arguments(node: nodes.Filter) -> list[str]:
    """The words that a filter takes as texts: ``selectattr('性别')``, ``sum(attribute='合计.实发')``."""
    given: list[nodes.Node] = [keyword.value for keyword in node.kwargs if keyword.key == "attribute"]
    given += node.args[:1] if node.name in _FIRST_ARGUMENT_IS_A_WORD else []
    return [word.value for word in given if isinstance(word, nodes.Const) and isinstance(word.value, str)]


_READERS: Mapping[type[nodes.Node], Callable[[ValueReader, Any, Scope], Value]] = {
    nodes.Name: ValueReader._name,  # noqa: SLF001
    nodes.Getattr: ValueReader._attribute,  # noqa: SLF001
    nodes.Getitem: ValueReader._item,  # noqa: SLF001
    nodes.Filter: ValueReader._filtered,  # noqa: SLF001
    nodes.Call: ValueReader._called,  # noqa: SLF001
    nodes.CondExpr: ValueReader._choice,  # noqa: SLF001
    nodes.Or: ValueReader._either,  # noqa: SLF001
    nodes.List: ValueReader._literal,  # noqa: SLF001
    nodes.Tuple: ValueReader._literal,  # noqa: SLF001
    nodes.Dict: ValueReader._literal_group,  # noqa: SLF001
    nodes.Const: ValueReader._constant,  # noqa: SLF001
}
