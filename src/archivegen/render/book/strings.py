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
    """The strings of one paper.

    ``tails`` holds, for every text met so far that may stand in a cell as it is, how the cell ends: the rest goes through
    :meth:`add`.
    """

    def __init__(self) -> None:
        self.tails: dict[str, str] = {}
        self._numbers: dict[str, int] = {}

    def add(self, text: str) -> str:
        """How the cell of a text ends; empty when nothing that XML may hold is left of it.

        Raises ``TemplateError`` for a text that is too long for a cell.
        """
        if text.isalnum() and len(text) <= _SURELY_SHORT:
            tail = self.tails[text] = f"{self.number(f'<si><t>{text}</t></si>')}</v></c>"
            return tail
        clean = str(printable(text))
        if not clean:
            return ""
        check_length(clean)
        tail = f"{self.number(_write_string(clean))}</v></c>"
        if not clean.startswith(("=", "+", "-", "@")):
            self.tails[text] = tail
        return tail

    def number(self, markup: str) -> int:
        """The number of a string, given as its ``<si>``."""
        return self._numbers.setdefault(markup, len(self._numbers))

    def add_static(self, text: str | RichText) -> int:
        """The number of a string of the template."""
        return self.number(text.markup if isinstance(text, RichText) else _write_string(drop_illegal(text)))

    def write(self, uses: int) -> str:
        """The part that holds them, used so many times."""
        head = f'<sst xmlns="{MAIN}" count="{uses}" uniqueCount="{len(self._numbers)}">'
        return f"{DECLARATION}{head}{''.join(self._numbers)}</sst>"


def write_text(text: str) -> str:
    """A text as the element that holds it."""
    escaped = escape(_LIKE_ESCAPED.sub("_x005F_", text))
    kept = ' xml:space="preserve"' if text != text.strip() or "\n" in text or "  " in text else ""
    return f"<t{kept}>{escaped}</t>"


def _write_string(text: str) -> str:
    return f"<si>{write_text(text)}</si>"
