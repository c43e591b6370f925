"""Facts as plain words: dicts under Chinese keys, with blanks where a fact is absent."""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from decimal import Decimal
from enum import Enum
from functools import cache
from typing import Any, get_args

from pydantic import BaseModel

from archivegen.chinese import SHORTEST_NUMBER, find_personal_numbers, mask
from archivegen.project.values import Facts

Words = dict[str, Any]

Kept = Mapping[str, Any]
"""Name → None for a word that is kept whole, or what is kept of the group or of each entry of the list."""

_PLAIN = frozenset({str, bool, int, Decimal, datetime.date})


def fact_words(value: Any) -> Any:
    """Facts as plain words: aliases as keys, absent as ``""``, tuples as lists."""
    if type(value) in _PLAIN:
        return value
    if value is None:
        return ""
    if isinstance(value, Facts):
        facts = value.__dict__
        written = [(key, facts[name]) for key, name in fact_keys(type(value))]
        return {key: item if type(item) in _PLAIN else fact_words(item) for key, item in written}
    if isinstance(value, Enum):
        return value.value
    if isinstance(value, tuple | list):
        return [fact_words(item) for item in value]
    if isinstance(value, Mapping):
        return {str(key): fact_words(item) for key, item in value.items()}
    return value


@cache
def fact_keys(model: type[Facts]) -> tuple[tuple[str, str], ...]:
    """Chinese key and field of every fact of a group."""
    return tuple((str(field.alias), name) for name, field in model.model_fields.items())


def or_blank(value: Any) -> Any:
    """A figure as a word: blank while it is not known."""
    return "" if value is None else value


def keep_words(words: Any, kept: Kept | None) -> Any:
    """Of a group, or of each entry of a list, what is listed."""
    if kept is None:
        return words
    if isinstance(words, list):
        return [keep_words(entry, kept) for entry in words]
    return {name: keep_words(words[name], inner) for name, inner in kept.items()}


def blank_words(model: type[Facts]) -> Words:
    """The words of a section that the project file does not have yet: every key there, every value blank."""
    words: Words = {}
    for name, field in model.model_fields.items():
        nested = [t for t in (field.annotation, *get_args(field.annotation)) if is_facts(t)]
        many = str(field.annotation).startswith(("tuple", "dict")) or "tuple" in str(field.annotation)
        if "dict" in str(field.annotation):
            words[str(field.alias)] = {}
        elif many:
            words[str(field.alias)] = []
        elif nested:
            words[str(field.alias)] = blank_words(nested[0])
        else:
            default = model.model_fields[name].get_default()
            words[str(field.alias)] = "" if field.is_required() else fact_words(default)
    return words


def is_facts(candidate: Any) -> bool:
    """Whether a type is a group of facts."""
    return isinstance(candidate, type) and issubclass(candidate, BaseModel)


def optional_words(value: Facts | None, model: type[Facts]) -> Words:
    """Words of a section that may be absent; ``已有`` tells whether it is there.  Nested sections likewise."""
    if value is None:
        return {**blank_words(model), "已有": False}
    words: Words = fact_words(value)
    for name, field in model.model_fields.items():
        nested = next((t for t in (field.annotation, *get_args(field.annotation)) if is_facts(t)), None)
        if nested is not None and not isinstance(getattr(value, name), tuple | Mapping):
            words[str(field.alias)] = optional_words(getattr(value, name), nested)
    return {**words, "已有": True}


def mask_personal_numbers(value: Any) -> Any:
    """The same words with every ID, account and mobile number inside a text masked, whoever wrote it there."""
    if isinstance(value, dict):
        return {key: item if _is_harmless(item) else mask_personal_numbers(item) for key, item in value.items()}
    if isinstance(value, list):
        return [item if _is_harmless(item) else mask_personal_numbers(item) for item in value]
    if isinstance(value, str):
        for number in find_personal_numbers(value):
            value = value.replace(number, mask(number))
    return value


def _is_harmless(value: Any) -> bool:
    """Most words: a quick look instead of a search."""
    kind = type(value)
    return len(value) < SHORTEST_NUMBER if kind is str else kind in _PLAIN
