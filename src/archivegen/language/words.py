"""Words: the plain data that templates are given, and which of them a template uses."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from decimal import Decimal
from functools import lru_cache
from typing import Any

from jinja2 import nodes

from archivegen.language.environment import METHODS, WordsEnvironment, make_environment

_PLAIN = (str, int, bool, date, bytes)
# Filters whose result holds the entries of the list they are given.
_KEEPS_ENTRIES = frozenset({"list", "reject", "rejectattr", "reverse", "select", "selectattr", "sort", "unique"})
_FIRST_ARGUMENT_IS_A_WORD = frozenset({"groupby", "rejectattr", "selectattr"})
_METHOD_NAMES = frozenset().union(*(names for _, names in METHODS))

_Scope = dict[str, str | None]


class _NotPlainError(TypeError):
    """Carries the offending value upwards while the containers add where it stands."""

    def __init__(self, value: object, path: str = "") -> None:
        super().__init__(f"模板词“{path.lstrip('.')}”只能是文字、数字、日期、列表或一组词，现为 {value!r}")
        self.value = value
        self.path = path


def plain(value: Any) -> Any:
    """A copy of ``value`` that holds only dict, list, str, int, bool, Decimal, date and bytes (the content of a picture or of a document).

    Tuples become lists and text enums text.  Raises ``TypeError`` naming the place for anything else: None (an absent
    text is ``""``), float, NaN, datetime, a model, a Path.
    """
    kind = type(value)
    if kind in _PLAIN or (kind is Decimal and value.is_finite()):
        return value
    if isinstance(value, Mapping):
        group = {}
        for key, item in value.items():
            if type(key) is not str:
                raise _NotPlainError(key)
            try:
                group[key] = plain(item)
            except _NotPlainError as trouble:
                raise _NotPlainError(trouble.value, f".{key}{trouble.path}") from None
        return group
    if isinstance(value, list | tuple):
        entries = []
        for index, item in enumerate(value):
            try:
                entries.append(plain(item))
            except _NotPlainError as trouble:
                raise _NotPlainError(trouble.value, f"[{index}]{trouble.path}") from None
        return entries
    if isinstance(value, str) and not hasattr(value, "__html__"):
        return str(value)
    raise _NotPlainError(value)


def words_used(source: str) -> set[str]:
    """The dotted words that a template uses: ``项目.名称``, and ``发放.明细[].姓名`` for a word of a list's entries.

    Loop variables and ``set`` names are followed to the word they stand for.  An expression of the catalogue is asked
    for as ``{{ expression }}``.  Raises jinja2's ``TemplateSyntaxError``.
    """
    found: set[str] = set()
    _collect(_reader().parse(source), {}, found)
    return found


@lru_cache(maxsize=1)
def _reader() -> WordsEnvironment:
    return make_environment()


def _collect(node: nodes.Node, scope: _Scope, found: set[str]) -> None:
    """Add the words under ``node``; ``scope`` maps local names to their words (None: not a word)."""
    for kinds, collect in _COLLECTORS:
        if isinstance(node, kinds):
            collect(node, scope, found)
            return
    _collect_all(node.iter_child_nodes(), scope, found)


def _collect_all(group: Iterator[nodes.Node] | list[Any], scope: _Scope, found: set[str]) -> None:
    for node in group:
        _collect(node, scope, found)


def _collect_loop(node: nodes.For, scope: _Scope, found: set[str]) -> None:
    _collect(node.iter, scope, found)
    path = _path(node.iter, scope)
    inner = scope | _bind(node.target, f"{path}[]" if path else None) | {"loop": None}
    if node.test is not None:
        _collect(node.test, inner, found)
    _collect_all(node.body, inner, found)
    _collect_all(node.else_, dict(scope), found)


def _collect_assignment(node: nodes.Assign, scope: _Scope, found: set[str]) -> None:
    _collect(node.node, scope, found)
    scope.update(_bind(node.target, _path(node.node, scope)))


def _collect_captured_text(node: nodes.AssignBlock, scope: _Scope, found: set[str]) -> None:
    _collect_all(node.body, dict(scope), found)
    scope.update(_bind(node.target, None))


def _collect_with(node: nodes.With, scope: _Scope, found: set[str]) -> None:
    _collect_all(node.values, scope, found)
    inner = dict(scope)
    for target, value in zip(node.targets, node.values, strict=True):
        inner.update(_bind(target, _path(value, scope)))
    _collect_all(node.body, inner, found)


def _collect_macro(node: nodes.Macro | nodes.CallBlock, scope: _Scope, found: set[str]) -> None:
    if isinstance(node, nodes.Macro):
        scope[node.name] = None
    inner = scope | {argument.name: None for argument in node.args} | {"caller": None}
    _collect_all(node.iter_child_nodes(exclude=("args",)), inner, found)


def _collect_call(node: nodes.Call, scope: _Scope, found: set[str]) -> None:
    called: nodes.Node = node.node
    if isinstance(called, nodes.Getattr) and called.attr in _METHOD_NAMES:
        called = called.node
    _collect(called, scope, found)
    _collect_all(node.iter_child_nodes(exclude=("node",)), scope, found)


def _collect_word(node: nodes.Name | nodes.Getattr | nodes.Getitem, scope: _Scope, found: set[str]) -> None:
    path = _path(node, scope)
    if path:
        found.add(path)
    inner: nodes.Node = node
    while isinstance(inner, nodes.Getattr | nodes.Getitem):
        if isinstance(inner, nodes.Getitem):
            _collect(inner.arg, scope, found)
        inner = inner.node
    if not isinstance(inner, nodes.Name):
        _collect(inner, scope, found)


def _collect_filter(node: nodes.Filter, scope: _Scope, found: set[str]) -> None:
    _collect_all(node.iter_child_nodes(), scope, found)
    path = _path(node.node, scope) if node.node is not None else None
    words = [keyword.value for keyword in node.kwargs if keyword.key == "attribute"]
    words += node.args[:1] if node.name in _FIRST_ARGUMENT_IS_A_WORD else []
    for word in words:
        if path and isinstance(word, nodes.Const) and isinstance(word.value, str):
            found.add(f"{path}[].{word.value}")


def _path(node: nodes.Node, scope: _Scope) -> str | None:
    """The word that ``node`` stands for, or None when it is computed or local."""
    if isinstance(node, nodes.Name):
        return scope[node.name] if node.name in scope else None if node.name in _reader().globals else node.name
    if isinstance(node, nodes.Filter) and node.name in _KEEPS_ENTRIES and node.node is not None:
        return _path(node.node, scope)
    if not isinstance(node, nodes.Getattr | nodes.Getitem):
        return None
    parent = _path(node.node, scope)
    if parent is None:
        return None
    if isinstance(node, nodes.Getattr):
        return f"{parent}.{node.attr}"
    named = isinstance(node.arg, nodes.Const) and isinstance(node.arg.value, str)
    return f"{parent}.{node.arg.value}" if named and isinstance(node.arg, nodes.Const) else f"{parent}[]"


def _bind(target: nodes.Node, path: str | None) -> _Scope:
    """Local names that an assignment or a loop makes."""
    if isinstance(target, nodes.Name):
        return {target.name: path}
    return {name.name: None for name in target.find_all(nodes.Name)}


_COLLECTORS: tuple[tuple[Any, Any], ...] = (
    (nodes.For, _collect_loop),
    (nodes.Assign, _collect_assignment),
    (nodes.AssignBlock, _collect_captured_text),
    (nodes.With, _collect_with),
    ((nodes.Macro, nodes.CallBlock), _collect_macro),
    ((nodes.Name, nodes.Getattr, nodes.Getitem), _collect_word),
    (nodes.Filter, _collect_filter),
    (nodes.Call, _collect_call),
)
