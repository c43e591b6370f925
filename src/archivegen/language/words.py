"""Words: the plain data that templates are given, and which of them a template uses."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Any

_PLAIN = (str, int, bool, date, bytes)


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
    from archivegen.language.shapes import ANYTHING
    from archivegen.language.uses import inspect_words  # making papers never asks

    return {use.word for use in inspect_words(source, ANYTHING).uses}
