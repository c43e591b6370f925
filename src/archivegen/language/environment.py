"""The Jinja environment: what a template may do, and nothing else."""

from __future__ import annotations

import re
from collections.abc import Callable, ItemsView, Mapping
from datetime import date
from decimal import Decimal
from math import isfinite
from typing import Any, cast

from jinja2 import StrictUndefined, Undefined, UndefinedError, nodes
from jinja2.compiler import Frame
from jinja2.exceptions import SecurityError, TemplateRuntimeError, TemplateSyntaxError
from jinja2.runtime import Context, LoopContext, Macro, TemplateReference
from jinja2.utils import Cycler, Joiner, Namespace, missing
from markupsafe import Markup

from archivegen.errors import TemplateError
from archivegen.language.bounded_code import BoundedCode, BoundedEnvironment
from archivegen.language.bounded_filters import bound_filter, bound_test
from archivegen.language.filters import FILTERS, SHORT
from archivegen.values.charts import Chart
from archivegen.values.pictures import Picture
from archivegen.values.prose import Prose
from archivegen.values.richtext import RichText

# Left out on purpose: safe (unescapes), random and lipsum (same facts, same bytes), round and format (half-even, float),
# default and defined (a misspelt word would pass in silence; ours refuse it), tojson, pprint, urlize, xmlattr.
_JINJA_FILTERS = frozenset(
    {"abs", "batch", "count", "dictsort", "first", "groupby", "int", "items", "join", "last", "length", "list"}
    | {"lower", "map", "max", "min", "reject", "rejectattr", "replace", "reverse", "select", "selectattr", "slice"}
    | {"sort", "string", "sum", "trim", "unique", "upper"}
)
_JINJA_TESTS_LEFT_OUT = frozenset({"callable", "defined", "escaped", "filter", "none", "test", "undefined"})
_JINJA_GLOBALS = frozenset({"cycler", "dict", "joiner", "namespace", "range"})

# A pack is one folder of data: a template reaches no other file and never turns escaping off.
_FORBIDDEN_TAGS: dict[type[nodes.Node], str] = {
    nodes.Include: "include",
    nodes.Import: "import",
    nodes.FromImport: "from",
    nodes.Extends: "extends",
    nodes.EvalContextModifier: "autoescape",
}
_JINJA_OBJECTS = (Cycler, Joiner, LoopContext, Macro, Namespace, TemplateReference, Undefined)
METHODS: tuple[tuple[type[Any], frozenset[str]], ...] = (
    (dict, frozenset({"items", "keys", "values"})),
    (str, frozenset({"endswith", "split", "startswith", "strip"})),
    (date, frozenset({"year", "month", "day"})),
    (tuple, frozenset({"grouper", "list"})),
)
"""Attributes of plain data that a template may use; everything else is a key."""

_LINE_ENDS = re.compile("\r\n?|[\x0b\x85\u2028\u2029]")
_NOT_IN_XML = re.compile("[\x00-\x08\x0c\x0e-\x1f\x7f\ud800-\udfff\ufffe\uffff]")


class UnknownWordError(UndefinedError):
    """A template used a word that does not exist: ``word`` in ``parent`` (None at the top level)."""

    def __init__(self, message: str, parent: object = None, word: object = None) -> None:
        super().__init__(message)
        self.parent = parent
        self.word = word


class _Missing(StrictUndefined):
    """Fails on every use and remembers which word was missing where."""

    __slots__ = ()

    def __init__(
        self,
        hint: str | None = None,
        obj: Any = missing,
        name: str | None = None,
        exc: type[TemplateRuntimeError] = UndefinedError,
    ) -> None:
        def unknown(message: str) -> UnknownWordError:
            return UnknownWordError(message, None if obj is missing else obj, name)

        wanted = exc if issubclass(exc, SecurityError) else cast("type[TemplateRuntimeError]", unknown)
        super().__init__(hint, obj, name, wanted)


class WordsCode(BoundedCode):
    """What the templates become: plain groups of words are asked directly, numbers are decimals."""

    def visit_Getattr(self, node: nodes.Getattr, frame: Frame) -> None:  # noqa: N802 - Jinja's name
        """A key of a plain dict is looked up on the spot; whatever else there is goes through the environment's guard."""
        group = self.temporary_identifier()
        self.write(f"({group}[{node.attr!r}] if ({group} := ")
        self.visit(node.node, frame)
        self.write(
            f").__class__ is dict and {node.attr!r} in {group} else environment.getattr({group}, {node.attr!r}))"
        )

    def visit_Const(self, node: nodes.Const, frame: Frame) -> None:  # noqa: N802 - Jinja's name
        """``0.4`` in a template is Decimal("0.4"): as a float it would be larger than the 40 % of the project file."""
        if isinstance(node.value, float):
            if not isfinite(node.value):
                self.fail("模板里的数字太大，算不出来", node.lineno)
            self.write(f"environment.decimal({str(node.value)!r})")
        else:
            super().visit_Const(node, frame)


class WordsEnvironment(BoundedEnvironment):
    """Looks up keys before attributes, reaches only plain data, calculates in Decimal."""

    code_generator_class = WordsCode
    # All of them, so that Jinja folds no constants with float arithmetic at compile time.
    intercepted_binops = frozenset({"+", "-", "*", "/", "//", "%", "**"})
    decimal = staticmethod(Decimal)

    def getattr(self, obj: Any, attribute: str) -> Any:
        """``obj.attribute`` of a template."""
        if type(obj) is dict and attribute in obj:
            return obj[attribute]
        if isinstance(obj, Mapping) and attribute in obj:
            return obj[attribute]
        if any(attribute in names for kind, names in METHODS if isinstance(obj, kind)):
            return getattr(obj, attribute)
        if isinstance(obj, _JINJA_OBJECTS):
            return super().getattr(obj, attribute)
        return self.undefined(obj=obj, name=attribute)

    def getitem(self, obj: Any, argument: Any) -> Any:
        """``obj[argument]`` of a template, and the ``attribute=`` of its filters."""
        if isinstance(argument, str):
            return self.getattr(obj, argument)
        if isinstance(obj, (*_JINJA_OBJECTS, Mapping, list, tuple, str)):
            return super().getitem(obj, argument)
        return self.undefined(obj=obj, name=argument)

    def call_binop(self, context: Context, operator: str, left: Any, right: Any) -> Any:
        """Arithmetic: ``5 / 2`` is exact, ``%`` is no text formatting."""
        if operator == "**" or (operator == "%" and isinstance(left, str)):
            raise TemplateError(f"模板里不能用“{operator}”这样计算，请改用加减乘除")
        if operator in {"/", "//"} and isinstance(left, int) and isinstance(right, int):
            left = Decimal(left)
        return super().call_binop(context, operator, left, right)

    def _parse(self, source: str, name: str | None, filename: str | None) -> nodes.Template:
        tree = super()._parse(source, name, filename)
        for node in tree.find_all(tuple(_FORBIDDEN_TAGS)):
            tag = next(tag for kind, tag in _FORBIDDEN_TAGS.items() if isinstance(node, kind))
            raise TemplateSyntaxError(f"模板里不能用 {tag}", node.lineno, name, filename)
        return tree


def make_environment(*, escape: bool = True, kind: type[WordsEnvironment] = WordsEnvironment) -> WordsEnvironment:
    """The environment of Word and Excel templates; ``escape=False`` is for titles and keys, which are no XML."""
    # optimized=False: the optimizer would fold 0.1 + 0.2 as floats before the numbers become decimals.
    environment = kind(undefined=_Missing, autoescape=escape, finalize=printable, optimized=False)
    ours: dict[str, Callable[..., Any]] = {name: use for names, use in FILTERS.items() for name in names}
    theirs = {name: use for name, use in environment.filters.items() if name in _JINJA_FILTERS}
    both = {**theirs, **ours}.items()
    environment.filters = {name: use if use in SHORT else bound_filter(name, use) for name, use in both}
    tests: ItemsView[str, Any] = environment.tests.items()
    environment.tests = {name: bound_test(name, test) for name, test in tests if name not in _JINJA_TESTS_LEFT_OUT}
    environment.globals = {name: value for name, value in environment.globals.items() if name in _JINJA_GLOBALS}
    return environment


def printable(value: Any) -> Any:
    """What ``{{ value }}`` prints; characters that no XML may hold are dropped, every line end becomes a newline.

    Raises ``TemplateError`` for what nobody wants to see in a paper, such as a whole group of words.
    """
    if isinstance(value, Markup):
        return Markup(_clean(str(value)))  # noqa: S704 - escaped already, only characters are dropped
    if isinstance(value, str):
        return _clean(value)
    if isinstance(value, bool):
        return "是" if value else "否"
    if isinstance(value, int | Undefined):
        return value
    if isinstance(value, Decimal):
        return f"{value:f}"
    if isinstance(value, float):
        return f"{Decimal(str(value)):f}"
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Prose):
        return _clean(value.plain)
    raise TemplateError(_not_printable(value))


def _clean(text: str) -> str:
    return _NOT_IN_XML.sub("", _LINE_ENDS.sub("\n", text))


def _not_printable(value: Any) -> str:
    if isinstance(value, Mapping):
        words = "、".join(str(key)[:20] for key in list(value)[:8])
        return f"这里是一组词，不能整组印出来，要写到其中一个，可以选：{words}"
    if isinstance(value, list | tuple):
        return "这里是一个列表，不能直接印出来，请用 for 逐个写，或者用“|顿号”“|换行”连起来"
    if isinstance(value, bytes):
        return '这里是图片或文件的内容，不能直接印出来，图片要写成 {{ 词|图片(宽="8厘米") }}'
    if isinstance(value, Picture | Chart | RichText):
        return "图片、图表、链接和带样式的文字只能单独印在 Word 的正文里，不能印在这里，也不能和别的文字连起来"
    if callable(value):
        return "这里少了一对括号 ()，或者少写了后面的词"
    return f"这里没有可以印出来的值（{type(value).__name__}）"
