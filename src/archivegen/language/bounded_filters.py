"""Filters and tests within bounds: what they look at and what they make is paid for from the budget of the rendering."""

from __future__ import annotations

import operator
from collections.abc import Callable, Iterable
from decimal import Decimal
from functools import wraps
from itertools import chain
from typing import Any

from jinja2 import pass_context
from jinja2.filters import make_attrgetter, make_multi_attrgetter
from jinja2.utils import _PassArg

from archivegen.errors import TemplateError
from archivegen.language.bounds import MOST_REPEATS, BoundedContext, calculate

_Use = Callable[..., Any]

_ON_TEXT = frozenset({"lower", "string", "trim", "upper"})
_BY_KEY = {"groupby": 0, "max": 1, "min": 1, "sort": 2, "unique": 1}
"""Filters that compare the entries by an attribute, and which of their arguments that is."""
_IN_PARTS = frozenset({"batch", "slice"})
_BY_NAME = {"map": 0, "reject": 0, "rejectattr": 1, "select": 0, "selectattr": 1}
"""Filters that use another by its name, and which of their arguments that is."""
_COMPARING = frozenset(
    {"==", "!=", ">", ">=", "<", "<=", "eq", "equalto", "ge", "greaterthan", "gt", "le", "lessthan", "lt", "ne"}
)
_ON_NUMBERS = frozenset({"divisibleby", "even", "odd"})
_DEAR = {"图片": 20_000, "picture": 20_000, "二维码": 2_000, "qrcode": 2_000, "图表": 1_000, "chart": 1_000}
"""Filters that take long by themselves, in steps."""
_DEAR_A_CHARACTER = {"正文": 20, "prose": 20, "富文本": 5, "rich_text": 5, "脱敏": 5, "mask": 5}
_NOT_COUNTED = frozenset({"count", "first", "last", "length"})
"""They do not look at the entries, however many there are."""


def bound_filter(name: str, use: _Use) -> _Use:
    """The filter within bounds."""
    if name in _NOT_COUNTED:
        return use
    run = _SPECIAL.get(name) or _find_run(name)
    function = _as_function(use)
    steps, steps_a_character = _DEAR.get(name, 0), _DEAR_A_CHARACTER.get(name, 0)

    @pass_context
    @wraps(use)
    def bounded(context: BoundedContext, value: Any, *args: Any, **kwargs: Any) -> Any:
        if steps or steps_a_character:
            context.budget.take_steps(steps + steps_a_character * _count_characters(value))
        return context.keep(run(context, function, context.feed(value), *args, **kwargs))

    return bounded


def _count_characters(value: Any) -> int:
    """Of a text, or of the texts of a list."""
    if isinstance(value, list | tuple):
        return sum(len(entry) for entry in value if isinstance(entry, str))
    return len(value) if isinstance(value, str) else 0


def bound_test(name: str, test: _Use) -> _Use:
    """The test within bounds; those that only look at a value's kind are left as they are."""
    if name not in _COMPARING | _ON_NUMBERS | {"in", "lower", "upper"}:
        return test

    @pass_context
    @wraps(test)
    def bounded(context: BoundedContext, value: Any, *args: Any) -> Any:
        if name in _ON_NUMBERS and not all(isinstance(number, int | Decimal) for number in (value, *args)):
            raise TemplateError(f"“is {name}”只能用在数字上")
        if name == "in":
            context.needle(value)
            for group in args:
                context.haystack(group)
            return test(value, *args)
        return test(context.weigh(value), *(context.weigh(one) for one in args))

    return bounded


def _find_run(name: str) -> _Use:
    if name in _ON_TEXT:
        return _change_text
    if name in _BY_KEY:
        return _run_by_key(_BY_KEY[name])
    if name in _IN_PARTS:
        return _divide
    if name in _BY_NAME:
        return _run_by_name(_BY_NAME[name])
    return _apply


def _as_function(use: _Use) -> _Use:
    """The filter, called with the context as its first argument whatever Jinja would pass."""
    wanted = _PassArg.from_obj(use)
    if wanted is _PassArg.context:
        return use
    if wanted is _PassArg.eval_context:
        return lambda context, *args, **kwargs: use(context.eval_ctx, *args, **kwargs)
    if wanted is _PassArg.environment:
        return lambda context, *args, **kwargs: use(context.environment, *args, **kwargs)
    return lambda _, *args, **kwargs: use(*args, **kwargs)


def _apply(context: BoundedContext, use: _Use, value: Any, *args: Any, **kwargs: Any) -> Any:
    return use(context, value, *args, **kwargs)


def _change_text(context: BoundedContext, use: _Use, value: Any, *args: Any, **kwargs: Any) -> Any:
    return use(context, context.text_of(value), *args, **kwargs)


def _replace(context: BoundedContext, use: _Use, value: Any, *args: Any, **kwargs: Any) -> Any:
    text, old, new = (context.text_of(one) for one in (value, *args[:2]))
    count = args[2] if len(args) > 2 else kwargs.get("count")
    times = text.count(old) if count is None or count < 0 else min(text.count(old), count)
    context.budget.afford_text(len(text) + times * len(new))
    return use(context, text, old, new, count)


def _join(context: BoundedContext, use: _Use, value: Any, d: Any = "", attribute: Any = None) -> Any:
    if attribute is not None:
        value = map(make_attrgetter(context.environment, attribute), value)
    between, texts, length = context.text_of(d), [], 0
    for entry in context.rounds(1, value):
        texts.append(context.text_of(entry))
        length += len(texts[-1]) + len(between)
        context.budget.afford_text(length)
    return use(context, texts, between)


def _add_up(context: BoundedContext, _: _Use, value: Any, attribute: Any = None, start: Any = 0) -> Any:
    if attribute is not None:
        value = map(make_attrgetter(context.environment, attribute), value)
    total = start
    for entry in value:
        total = calculate(context, operator.add, "+", total, entry)
    return total


def _run_by_key(position: int) -> _Use:
    """What a list is ordered by is compared many times: it must be easy to compare."""

    def run(context: BoundedContext, use: _Use, value: Any, *args: Any, **kwargs: Any) -> Any:
        entries = _gather(context, value)
        attribute = args[position] if len(args) > position else kwargs.get("attribute")
        keys = make_multi_attrgetter(context.environment, attribute)
        for key in chain.from_iterable(map(keys, entries)):
            context.weigh(key)
        return use(context, entries, *args, **kwargs)

    return run


def _divide(context: BoundedContext, use: _Use, value: Any, number: int, fill_with: Any = None) -> Any:
    if isinstance(number, bool) or not isinstance(number, int) or not 0 < number <= MOST_REPEATS:
        raise TemplateError(f"列表分成的份数或者每份的个数要在 1 到 {MOST_REPEATS} 之间")
    return (context.keep(part) for part in use(context, value, number, fill_with))


def _gather(context: BoundedContext, entries: Iterable[Any]) -> list[Any]:
    gathered = list(entries)
    context.keep(gathered)
    return gathered


def _turn_round(context: BoundedContext, use: _Use, value: Any) -> Any:
    return use(context, value if isinstance(value, str) else _gather(context, value))


def _run_by_name(position: int) -> _Use:
    def run(context: BoundedContext, use: _Use, value: Any, *args: Any, **kwargs: Any) -> Any:
        for name in args[: position + 1]:
            if not isinstance(name, str):
                raise TemplateError("过滤器、判断和字段的名字要写在引号里")
        return use(context, value, *args, **kwargs)

    return run


_SPECIAL: dict[str, _Use] = {"join": _join, "replace": _replace, "reverse": _turn_round, "sum": _add_up}
