"""Arguments of filters by their Chinese names, and lengths on paper."""

from __future__ import annotations

import re
from collections.abc import Callable
from decimal import Decimal
from functools import wraps
from typing import Any

from archivegen.chinese import half_width
from archivegen.errors import TemplateError

EMU_PER_MM = 36_000
"""English Metric Units, in which Office measures drawings."""

_LENGTH = re.compile(r"([0-9]+(?:\.[0-9]+)?)\s*(厘米|毫米|cm|mm)?", re.IGNORECASE)
_MM = {"厘米": 10, "cm": 10, "毫米": 1, "mm": 1, "": 1}
_LONGEST_MM = 1_000


def name_in_chinese(used: str, **names: str) -> Callable[[Callable[..., Any]], Callable[..., Any]]:
    """Let ``|图片(宽="8厘米")`` be written for ``picture(width="8厘米")``; ``names`` are Chinese name → parameter.

    The filter raises ``TemplateError`` that lists the names when an argument has another one or when there are too many.
    """

    def decorate(use: Callable[..., Any]) -> Callable[..., Any]:
        parameters = tuple(names.values())

        @wraps(use)
        def called(value: Any, *args: Any, **kwargs: Any) -> Any:
            given = dict(zip(parameters, args, strict=False))
            for name, argument in kwargs.items():
                parameter = names.get(name, name)
                if parameter not in parameters or parameter in given:
                    raise TemplateError(f"“|{used}”的括号里不能写“{name}”，可以写：{'、'.join(names)}")
                given[parameter] = argument
            if len(args) > len(parameters):
                raise TemplateError(f"“|{used}”的括号里最多写 {len(parameters)} 个值：{'、'.join(names)}")
            return use(value, **given)

        return called

    return decorate


def read_length(value: Any, used: str, name: str) -> int | None:
    """``8厘米``, ``80毫米``, ``8cm`` or a number of 毫米 in EMU; None for a blank one.  Raises ``TemplateError``."""
    if value == "":
        return None
    number: Decimal | None = None
    if isinstance(value, int | Decimal) and not isinstance(value, bool):
        number = Decimal(value)
    elif isinstance(value, str) and (found := _LENGTH.fullmatch(half_width(value[:40]).strip())):
        number = Decimal(found[1]) * _MM[(found[2] or "").lower()]
    if number is None or not 1 <= number <= _LONGEST_MM:
        shown = value if isinstance(value, str | int | Decimal) else "一组值"
        raise TemplateError(
            f"“|{used}”的{name}要写成“8厘米”或“80毫米”，最小 1 毫米，最大 1 米，现为“{str(shown)[:40]}”"
        )
    return int(number * EMU_PER_MM)
