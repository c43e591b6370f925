"""A formula read once: its operators and calls as nested tuples, which can be kept on the disk.  Pure.

``("number", "1.5")``, ``("text", "甲")``, ``("truth", True)``, ``("reference", 0)`` (the number of the reference in the formula),
``("sign", "+", left, right)``, ``("call", "SUM", (argument, …))``.
"""

from __future__ import annotations

import re
from typing import Any

from archivegen.render.sheet.formulas import Formula, Reference
from archivegen.render.sheet.functions import COMPARE

Tree = tuple[Any, ...]

_TOKEN = re.compile(
    r"""\s*(?:
    (?P<text>"(?:[^"]|"")*")
  | (?P<call>[A-Z][A-Z0-9.]*)\(
  | (?P<number>(?:\d+\.?\d*|\.\d+)(?:E[-+]?\d+)?)(?![\w.:!])
  | (?P<truth>TRUE|FALSE)(?![\w.!(])
  | (?P<sign><=|>=|<>|[-+*/&=<>%(),])
    )\s*""",
    re.VERBOSE | re.IGNORECASE,
)
_DEEPEST = 60


class _UnreadableError(Exception):
    """Something that only a spreadsheet program understands."""


def read_tree(formula: Formula) -> Tree | None:
    """The tree of a parsed formula, or None when there is something in it that we do not understand."""
    try:
        return _Reader(formula).read_all()
    except _UnreadableError:
        return None


class _Reader:
    """Recursive descent over the pieces of one formula."""

    def __init__(self, formula: Formula) -> None:
        self.tokens: list[re.Match[str] | int] = []
        self.position = 0
        self.depth = 0
        references = 0
        for number, part in enumerate(formula):
            if isinstance(part, Reference):
                self.tokens.append(references)
                references += 1
            else:
                self._split(part[1:] if number == 0 else part)

    def _split(self, text: str) -> None:
        end = 0
        while end < len(text):
            token = _TOKEN.match(text, end)
            if token is None:
                if text[end:].isspace():
                    return
                raise _UnreadableError
            self.tokens.append(token)
            end = token.end()

    def read_all(self) -> Tree:
        tree = self._read_compared()
        if self.position < len(self.tokens):
            raise _UnreadableError
        return tree

    def _take(self, *signs: str) -> str:
        """The next sign, if it is one of these."""
        token = self.tokens[self.position] if self.position < len(self.tokens) else 0
        if isinstance(token, int) or token["sign"] not in signs:
            return ""
        self.position += 1
        return str(token["sign"])

    def _read_compared(self) -> Tree:
        left = self._read_joined()
        while sign := self._take(*COMPARE):
            left = ("sign", sign, left, self._read_joined())
        return left

    def _read_joined(self) -> Tree:
        left = self._read_added()
        while sign := self._take("&"):
            left = ("sign", sign, left, self._read_added())
        return left

    def _read_added(self) -> Tree:
        left = self._read_multiplied()
        while sign := self._take("+", "-"):
            left = ("sign", sign, left, self._read_multiplied())
        return left

    def _read_multiplied(self) -> Tree:
        left = self._read_signed()
        while sign := self._take("*", "/"):
            left = ("sign", sign, left, self._read_signed())
        return left

    def _read_signed(self) -> Tree:
        self.depth += 1
        if self.depth > _DEEPEST:
            raise _UnreadableError
        try:
            if self._take("+"):
                return self._read_signed()
            if self._take("-"):
                return ("sign", "-", ("number", "0"), self._read_signed())
            value = self._read_atom()
            while self._take("%"):
                value = ("sign", "/", value, ("number", "100"))
            return value
        finally:
            self.depth -= 1

    def _read_atom(self) -> Tree:
        if self._take("("):
            value = self._read_compared()
            if not self._take(")"):
                raise _UnreadableError
            return value
        if self.position >= len(self.tokens):
            raise _UnreadableError
        token = self.tokens[self.position]
        self.position += 1
        if isinstance(token, int):
            return ("reference", token)
        if token["sign"]:
            raise _UnreadableError
        if token["call"]:
            return self._read_call(token["call"].upper())
        if token["text"]:
            return ("text", token["text"][1:-1].replace('""', '"'))
        if token["truth"]:
            return ("truth", token["truth"].upper() == "TRUE")
        return ("number", token["number"])

    def _read_call(self, name: str) -> Tree:
        arguments: list[Tree] = []
        if not self._take(")"):
            arguments.append(self._read_compared())
            while self._take(","):
                arguments.append(self._read_compared())
            if not self._take(")"):
                raise _UnreadableError
        return ("call", name, tuple(arguments))
