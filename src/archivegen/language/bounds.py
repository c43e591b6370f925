"""How much one rendering may do: counts of steps and of characters, never a clock, so that a template that passes passes everywhere.

A template is somebody else's file.  Whatever it can do more than once is paid for from the budget of its context, which
lives as long as one rendering: the rounds of a loop when it begins, the entries that a filter looks at, every text and list
that is made.  What costs nothing to check (a number, a short text) is not counted at all.
"""

from __future__ import annotations

from collections.abc import Generator, Iterable, Iterator, Mapping
from datetime import date
from decimal import Decimal
from itertools import islice
from typing import Any, AnyStr

from jinja2 import Undefined
from jinja2.runtime import BlockReference, Context, LoopContext, Macro
from jinja2.utils import Namespace
from markupsafe import Markup, escape

from archivegen.errors import TemplateError

MOST_STEPS = 30_000_000
"""Parts of a template (a word, a tag, a piece of text) times the rounds in which they are reached.  A table of 2,000 rows and
31 columns takes a twentieth."""
MOST_PRINTED = 100_000_000
"""Characters (or bytes) that a rendering prints: beyond what Word opens."""
MOST_TEXT = 16_000_000
"""Characters that it may make on the way, in macros, joined texts and lists."""
LONGEST_TEXT = 2_000_000
"""Characters of one of them."""
MOST_CALLS = 50
"""Macros inside one another."""
MOST_REPEATS = 10_000
"""How often ``*`` repeats a text or a list."""
LONGEST_COMPARED = 1_000_000
DEEPEST_COMPARED = 30
MOST_BITS = 512
"""Of a whole number: 154 digits."""
MOST_DIGITS = 400
"""Places before or behind the point of a decimal number."""

LONG = 1_000
"""Texts up to this length are not worth counting by themselves."""
_SLOT = 16
"""What an entry of a list takes, in characters."""
_ENTRY = 15
"""What a filter does with one entry of a list, in steps."""
_AT_ONCE = 256
"""Pieces that are taken before their length is looked at."""
_SCALARS = frozenset({bool, int, Decimal, date, type(None), float})
_COMPARED_BY_ENTRY = (list, tuple, Mapping)
_REENTRANT = (Macro, LoopContext, BlockReference)

TOO_MUCH_WORK = "这里要做的太多，多半是循环套着循环，重复的次数成倍增加，请减少循环"
TOO_MUCH_TEXT = "写出的文字太多，请减少循环和重复"
TOO_DEEP = f"宏里调用宏超过了 {MOST_CALLS} 层，多半是它调用了自己，请改掉"
TOO_LARGE_A_NUMBER = "数字太大，算不出来"


class Budget:
    """What is left of one rendering."""

    __slots__ = ("calls", "steps", "text")

    def __init__(self) -> None:
        self.steps = MOST_STEPS
        self.text = MOST_TEXT
        self.calls = MOST_CALLS

    def take_steps(self, number: int) -> None:
        """Raises ``TemplateError`` when they were the last."""
        self.steps -= number
        if self.steps < 0:
            raise TemplateError(TOO_MUCH_WORK)

    def take_text(self, characters: int) -> None:
        """Raises ``TemplateError`` when they were the last."""
        self.text -= characters
        if self.text < 0 or characters > LONGEST_TEXT:
            raise TemplateError(TOO_MUCH_TEXT)

    def afford_text(self, characters: int) -> None:
        """Raises ``TemplateError`` when a text of that length could not be made."""
        if characters > min(self.text, LONGEST_TEXT):
            raise TemplateError(TOO_MUCH_TEXT)


class Buffer(list[str]):
    """What a macro or ``{% set … %}{% endset %}`` gathers before it is one text."""

    __slots__ = ("budget",)

    def __init__(self, budget: Budget) -> None:
        super().__init__()
        self.budget = budget

    def append(self, piece: str) -> None:
        """Add one piece."""
        self.budget.take_text(len(piece) + 8)
        super().append(piece)

    def extend(self, pieces: Iterable[str]) -> None:
        """Add the pieces of one output."""
        for piece in pieces:
            self.append(piece)


class BoundedContext(Context):
    """The words of one rendering and its budget; compiled templates call it."""

    budget: Budget

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.budget = Budget()

    def derived(self, locals: dict[str, Any] | None = None) -> Context:  # noqa: A002 - Jinja's name
        """A context inside this one, on the same budget."""
        context = super().derived(locals)
        assert isinstance(context, BoundedContext)
        context.budget = self.budget
        return context

    def rounds(self, weight: int, entries: Any) -> Any:
        """What a loop runs over; its rounds cost ``weight`` steps each, paid at once where their number is known."""
        try:
            number = len(entries)
        except TypeError:
            return self._count(weight, entries)
        self.budget.take_steps(number * weight)
        return entries

    def _count(self, weight: int, entries: Iterable[Any]) -> Iterator[Any]:
        for entry in entries:
            self.budget.take_steps(weight)
            yield entry

    def buffer(self) -> Buffer:
        """A new one on this budget."""
        return Buffer(self.budget)

    def feed(self, value: Any) -> Any:
        """A value that a filter is about to look at, entry by entry."""
        if type(value) in _SCALARS or isinstance(value, Undefined | Namespace | bytes):
            return value
        if isinstance(value, str):
            if len(value) > LONG:
                self.budget.take_steps(len(value) >> 2)
            return value
        return self.rounds(_ENTRY, value) if hasattr(type(value), "__iter__") else value

    def keep(self, value: Any) -> Any:
        """A value that was made: its room is taken from the budget."""
        if isinstance(value, str):
            self.budget.take_text(len(value))
        elif isinstance(value, list | tuple):
            self.budget.take_text(len(value) * _SLOT)
        return check_number(value)

    def weigh(self, value: Any) -> Any:
        """A value about to be compared or hashed: a list of lists of lists may be small and yet endless to look through."""
        if type(value) in _SCALARS:
            return value
        if isinstance(value, str):
            self._read(value)
        elif isinstance(value, _COMPARED_BY_ENTRY):
            self.budget.take_steps(_count_entries(value, LONGEST_COMPARED))
        return value

    def needle(self, value: Any) -> Any:
        """What is looked for in a list or a group."""
        if isinstance(value, _COMPARED_BY_ENTRY):
            _count_entries(value, LONG)
        return value

    def haystack(self, value: Any) -> Any:
        """Where something is looked for."""
        if isinstance(value, str):
            self._read(value)
            return value
        return self.rounds(1, value) if isinstance(value, list | tuple) else self.feed(value)

    def cut(self, value: Any) -> Any:
        """A text or list of which a part is copied: ``值[1:]``."""
        if not isinstance(value, str | list | tuple):
            raise TemplateError("只有文字和列表可以取其中一段")
        return self.keep(value)

    def text_of(self, value: Any) -> str:
        """A value as it would be printed; a markup stays one."""
        if isinstance(value, str):
            return value
        finalize: Any = self.environment.finalize
        return str(finalize(value))

    def joined(self, values: tuple[Any, ...]) -> str:
        """``甲 ~ 乙``: as text, escaped as soon as one of them is a markup."""
        texts = [self.text_of(value) for value in values]
        if any(hasattr(text, "__html__") for text in texts):
            texts = [escape(text) for text in texts]
            self.budget.take_text(sum(map(len, texts)))
            return Markup("").join(texts)
        self.budget.take_text(sum(map(len, texts)))
        return "".join(texts)

    def _read(self, text: str) -> None:
        if len(text) > LONG:
            self.budget.take_steps(len(text) >> 5)


def join_pieces(pieces: Iterable[AnyStr], empty: AnyStr = "") -> AnyStr:  # type: ignore[assignment]
    """What is printed, as one text, or as bytes where ``empty`` is ``b""``; in the place of Jinja's ``concat``."""
    rest = iter(pieces)
    some = list(islice(rest, _AT_ONCE))
    text = empty.join(some)
    if len(some) < _AT_ONCE and len(text) <= LONGEST_TEXT:
        return text
    most = LONGEST_TEXT if isinstance(pieces, Buffer) else MOST_PRINTED
    texts, printed = [text], len(text)
    while printed <= most and (some := list(islice(rest, _AT_ONCE))):
        texts.append(empty.join(some))
        printed += len(texts[-1])
    if printed > most:
        error = TemplateError(TOO_MUCH_TEXT)
        if isinstance(pieces, Generator):
            pieces.throw(error)  # so that the traceback knows the line that was printing
        raise error
    return empty.join(texts)


def check_number(value: Any) -> Any:
    """``value``; raises ``TemplateError`` for a number that nobody writes and that takes long to compute with."""
    if type(value) is int:
        if value.bit_length() > MOST_BITS:
            raise TemplateError(TOO_LARGE_A_NUMBER)
    elif type(value) is Decimal and not (value.is_finite() and -MOST_DIGITS < value.adjusted() < MOST_DIGITS):
        raise TemplateError(TOO_LARGE_A_NUMBER)
    return value


def calculate(context: BoundedContext, compute: Any, operator: str, left: Any, right: Any) -> Any:
    """One of the four arithmetics within bounds; ``compute`` does it."""
    if type(left) in _SCALARS and type(right) in _SCALARS:
        return check_number(compute(check_number(left), check_number(right)))
    for one, other in ((left, right), (right, left)):
        if isinstance(one, bytes):
            raise TemplateError("图片不能拿来计算")
        if operator == "*" and isinstance(one, str | list | tuple) and type(other) in _SCALARS:
            _take_repeats(context, one, other)
            return compute(left, right)
        if operator == "-" and isinstance(one, Mapping | list):
            raise TemplateError("列表和一组词不能相减")
    return context.keep(compute(context.haystack(left), context.haystack(right)))


def _take_repeats(context: BoundedContext, repeated: Any, times: Any) -> None:
    if times > MOST_REPEATS:
        raise TemplateError(f"文字最多重复 {MOST_REPEATS} 次，现为 {check_number(times)} 次")
    size = len(repeated) * (1 if isinstance(repeated, str) else _SLOT)
    context.budget.take_text(max(0, int(times)) * size)


def call_within(context: BoundedContext, called: Any, args: tuple[Any, ...], kwargs: dict[str, Any]) -> Any:
    """Call a macro, a method of a text or a group, ``dict`` or ``range``, within bounds."""
    budget = context.budget
    if isinstance(called, _REENTRANT):
        budget.take_steps(1 + len(args))
        budget.calls -= 1
        if budget.calls < 0:
            raise TemplateError(TOO_DEEP)
        if isinstance(called, LoopContext):
            args = tuple(context.rounds(1, entries) for entries in args)
        try:
            return context.call(called, *args, **kwargs)
        finally:
            budget.calls += 1
    owner = getattr(called, "__self__", None)
    if isinstance(owner, str | Mapping):
        context.haystack(owner)
    if isinstance(called, type) or isinstance(owner, LoopContext):
        for value in (*args, *kwargs.values()):
            context.weigh(value)
    return context.keep(context.call(called, *args, **kwargs))


def _count_entries(value: Any, most: int) -> int:
    """How many values lie in ``value``, each as often as it lies there; raises ``TemplateError`` beyond ``most``."""
    number = 0
    waiting: list[tuple[Any, int]] = [(value, 0)]
    while waiting:
        group, depth = waiting.pop()
        number += len(group)
        if number > most or depth > DEEPEST_COMPARED:
            raise TemplateError("这里的列表套得太深或者太长，不能拿来比较")
        entries = (*group.keys(), *group.values()) if isinstance(group, Mapping) else group
        waiting += [(entry, depth + 1) for entry in entries if isinstance(entry, _COMPARED_BY_ENTRY)]
    return number
