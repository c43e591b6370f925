"""Shared strings: the template's are read, the paper's are numbered as they are met."""

from __future__ import annotations

import re
from typing import Any, NamedTuple

from archivegen.language.environment import printable
from archivegen.render.book.markup import DECLARATION, MAIN, children, drop_illegal, escape, parse_part, write_element
from archivegen.render.sheet.record import check_length

_ESCAPED = re.compile(r"_x([0-9A-Fa-f]{4})_")
_LIKE_ESCAPED = re.compile(r"_(?=x[0-9A-Fa-f]{4}_)")
_SURELY_SHORT = 1000
_NAMESPACE = f' xmlns="{MAIN}"'


class RichText(NamedTuple):
    """A string with fonts or a phonetic guide: its XML stays as it is."""

    text: str
    markup: str


def read_strings(content: bytes | None, member: str) -> list[str | RichText]:
    """The shared strings of a template by their numbers."""
    if content is None:
        return []
    return [read_string(item) for item in children(parse_part(content, member), "si")]


def read_string(item: Any) -> str | RichText:
    """A shared or an inline string: a plain text, unless there is more to it."""
    runs = list(children(item, "r"))
    texts = [t.text or "" for part in (item, *runs) for t in children(part, "t")]
    text = _ESCAPED.sub(lambda found: chr(int(found[1], 16)), "".join(texts))
    if not runs and next(children(item, "rPh"), None) is None:
        return text
    inside = "".join(write_element(child) for child in item).replace(_NAMESPACE, "")
    return RichText(text, f"<si>{inside}</si>")


class StringTable:
    """The strings of one paper."""

    def __init__(self) -> None:
        self.numbers: dict[str, int] = {}
        """By the ``<si>`` of a string, or by a text that needs no care (:func:`is_simple`)."""

    def add(self, text: str) -> int | None:
        """The number of a text; None when nothing that XML may hold is left of it.

        Raises ``TemplateError`` for a text that is too long for a cell.
        """
        if is_simple(text):
            return self.number(text)
        clean = str(printable(text))
        if not clean:
            return None
        check_length(clean)
        return self.number(clean if is_simple(clean) else f"<si>{write_text(clean)}</si>")

    def number(self, markup: str) -> int:
        """The number of a string, given as its ``<si>`` or as a simple text."""
        return self.numbers.setdefault(markup, len(self.numbers))

    def add_static(self, text: str | RichText) -> int:
        """The number of a string of the template."""
        if isinstance(text, RichText):
            return self.number(text.markup)
        return self.number(text if is_simple(text) else f"<si>{write_text(drop_illegal(text))}</si>")

    def write(self) -> str:
        """The part that holds them."""
        head = f'<sst xmlns="{MAIN}" uniqueCount="{len(self.numbers)}">'
        listed = [key if key[:1] == "<" or not key else f"<si><t>{key}</t></si>" for key in self.numbers]
        return f"{DECLARATION}{head}{''.join(listed)}</sst>"


def is_simple(text: str) -> bool:
    """Whether a text is short and of nothing but letters, 汉字 and digits."""
    return text.isalnum() and len(text) <= _SURELY_SHORT


def write_text(text: str) -> str:
    """A text as the element that holds it."""
    escaped = escape(_LIKE_ESCAPED.sub("_x005F_", text))
    kept = ' xml:space="preserve"' if text != text.strip() or "\n" in text or "  " in text else ""
    return f"<t{kept}>{escaped}</t>"
