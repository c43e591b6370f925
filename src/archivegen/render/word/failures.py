"""Why filling failed: the place in the template, the tag, and the item of the loop."""

from __future__ import annotations

import traceback
from collections.abc import Iterator, Mapping, Sequence
from types import FrameType
from typing import Any, Protocol

from jinja2 import Template
from jinja2.runtime import LoopContext

from archivegen.errors import TemplateError
from archivegen.language import explain
from archivegen.render.mistakes import Mistake, TemplateMistakesError, Where

_NAMES = ("姓名", "名称")
_LOCAL = "l_"


class FilledPart(Protocol):
    """What is asked of a part."""

    member: str
    lines: Sequence[int]
    places: Sequence[tuple[Any, ...]]

    @property
    def template(self) -> Template:
        """Its template."""


def tell_failure(name: str, part: FilledPart, words: Mapping[str, Any], error: BaseException) -> TemplateError:
    """The failure as one mistake of the template ``name``."""
    frames = [
        (frame, line)
        for frame, line in traceback.walk_tb(error.__traceback__)
        if frame.f_code.co_filename == f"<{part.member}>"
    ]
    problem = explain(error, words)
    if not frames:
        return TemplateMistakesError(name, [Mistake(Where(part.member, part.member), problem)])
    frame, line = frames[-1]
    *packed, tag = part.places[part.lines[_source_line(part, line) - 1]]
    item = "，".join(_tell_items(frame, words))
    return TemplateMistakesError(name, [Mistake(Where(*packed), f"{item}：{problem}" if item else problem, tag)])


def _source_line(part: FilledPart, line: int) -> int:
    return min(part.template.get_corresponding_lineno(line), len(part.lines))


def _tell_items(frame: FrameType, words: Mapping[str, Any]) -> Iterator[str]:
    """``第 37 项“张三”`` for each loop around the failure, outer first."""
    items = {name: value for name, value in frame.f_locals.items() if name.startswith(_LOCAL)}
    loops = {name.split("_")[1]: value for name, value in items.items() if isinstance(value, LoopContext)}
    for name, value in items.items():
        level = name.split("_")[1]
        if level == "0" or not isinstance(value, Mapping) or any(value is word for word in words.values()):
            continue
        number = loops[level].index if level in loops else _position(value, words)
        shown = next((f"“{value[key]}”" for key in _NAMES if value.get(key)), "")
        if number:
            yield f"第 {number} 项{shown}"


def _position(item: Any, words: Any) -> int:
    """The number of an item in the list of the words that holds it; 0 when none does."""
    if isinstance(words, Mapping):
        return next((number for value in words.values() if (number := _position(item, value))), 0)
    if isinstance(words, list):
        for number, entry in enumerate(words, 1):
            if entry is item:
                return number
        return next((number for entry in words if (number := _position(item, entry))), 0)
    return 0
