"""Why a template failed, as one Chinese sentence that names the nearest right word."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import lru_cache
from typing import Any

from jinja2.exceptions import SecurityError, TemplateRuntimeError, TemplateSyntaxError

from archivegen.chinese import nearest
from archivegen.errors import TemplateError
from archivegen.language.environment import UnknownWordError, make_environment

_DEEPEST = 6
_LONGEST_WORD = 100
_SYNTAX = (
    (r"No filter named '(?P<filter>[^']+)'", "没有“{0}”这个过滤器"),
    (r"No test named '(?:un)?defined'", "不用判断词有没有：缺的值是空的，直接写 if 和词就可以"),
    (r"No test named '([^']+)'", "没有“is {0}”这种判断"),
    (r"Encountered unknown tag '([^']+)'.*innermost block.*'(\w+)'", "标签“{0}”放错了地方，这里还有没有结束的 {1}"),
    (r"Encountered unknown tag '([^']+)'", "没有“{0}”这种标签，或者它前面少了开头的标签"),
    (r"Unexpected end of template.*innermost block.*'(\w+)'", "“{0}”没有结束，后面少了 end{0}"),
    (r"unexpected end of template, expected 'end of print statement'", "“{{{{”没有用“}}}}”结束"),
    (r"unexpected char '(.)'", "不能用「{0}」，标点、括号和引号要用英文半角"),
    (r"unexpected 'end of template'", "没有写完"),
    (r"chunk after expression", "后面多出了内容；判断相等要写“==”"),
    (r"unexpected '(.+)'", "“{0}”放错了地方"),
    (r"expected token 'end of (?:print statement|statement block)', got '(.+)'", "“{0}”前面少了运算符、逗号或者“|”"),
    (r"tag name expected", "标签是空的"),
    (r"Expected an expression, got 'end of (?:print statement|statement block)'", "标签是空的，或者没有写完"),
    (r"[Ee]xpected token '(.+)', got 'end of (?:print statement|statement block)'", "没有写完，这里还应有“{0}”"),
    (r"expected token '(.+)', got '(.+)'", "这里应是“{0}”，现为“{1}”"),
)


def explain(error: BaseException, words: Mapping[str, Any]) -> str:
    """What went wrong while compiling or filling in a template that was given ``words``; no full stop."""
    if isinstance(error, UnknownWordError):
        return _explain_unknown(error, words)
    if isinstance(error, RecursionError | MemoryError):
        return "这里套得太深或者要的内存太多，请分成几步写"
    if isinstance(error, SecurityError):
        return "用了模板里不允许的写法"
    if isinstance(error, TemplateSyntaxError | TemplateRuntimeError):
        return _explain_syntax(error.message or "")
    if isinstance(error, ArithmeticError):
        return "算不出来，多半是除数为零" if isinstance(error, ZeroDivisionError) else "数字太大，算不出来"
    message = str(error)
    if isinstance(error, TemplateError) or (isinstance(error, ValueError) and _is_chinese(message)):
        return message
    if isinstance(error, TypeError):
        return f"两个值不能这样放在一起用，例如把文字和数字相加（{message}）"
    return f"无法计算（{type(error).__name__}: {message}）"


def _is_chinese(message: str) -> bool:
    return any("\u3400" <= sign <= "\u9fff" for sign in message)


def _explain_unknown(error: UnknownWordError, words: Mapping[str, Any]) -> str:
    if error.word is None:
        return "这里没有可以取的值，列表可能是空的"
    parent, word = error.parent, str(error.word)[:_LONGEST_WORD]
    if parent is None:
        return _suggest(word, _find_nearest(word, tuple(_list_paths(words))))
    path = _find_path(parent, words)
    if isinstance(parent, Mapping):
        right = _find_nearest(word, tuple(map(str, parent)))
        dot = f"{path}." if path else ""
        return _suggest(f"{dot}{word}", f"{dot}{right}" if right else None)
    if isinstance(parent, list) and isinstance(error.word, int):
        return f"“{path or '这个列表'}”里没有第 {error.word + 1} 项"
    if isinstance(parent, list):
        return f"“{path or '这个词'}”是列表，不能直接取“{word}”，请先用 for 逐个取"
    named = path or (parent if isinstance(parent, str) else "")
    return f"“{named}”后面没有“{word}”这个词" if named else f"这里不能取“{word}”"


def _suggest(word: str, right: str | None) -> str:
    return f"没有“{word}”这个词，最接近的是“{right}”" if right else f"没有“{word}”这个词"


def _explain_syntax(message: str) -> str:
    if message.startswith("模板"):
        return message
    for pattern, sentence in _SYNTAX:
        found = re.search(pattern, message, re.DOTALL)
        if found is None:
            continue
        right = nearest(found[1], make_environment().filters) if "filter" in found.groupdict() else None
        return sentence.format(*found.groups()) + (f"，最接近的是“{right}”" if right else "")
    return f"写法不对（{message}）"


@lru_cache(maxsize=64)
def _find_nearest(word: str, candidates: tuple[str, ...]) -> str | None:
    """One word that is wrong in a template fails five hundred papers alike."""
    return nearest(word, candidates)


def _find_path(parent: object, words: Mapping[str, Any]) -> str:
    """The word that ``parent`` is the value of, the shortest first; blank when there is none."""
    if isinstance(parent, str | int):  # equal texts are often one object
        return ""
    short = next((key for key, value in words.items() if value is parent), "")
    return short or next((path for path, value in _walk(words) if value is parent), "")


def _list_paths(value: Mapping[str, Any], path: str = "", depth: int = 1) -> Iterator[str]:
    """Every word that stands in no list."""
    for key, item in value.items():
        below = f"{path}.{key}" if path else str(key)
        yield below
        if isinstance(item, Mapping) and depth < _DEEPEST:
            yield from _list_paths(item, below, depth + 1)


def _walk(value: Any, path: str = "", depth: int = 0) -> Iterator[tuple[str, Any]]:
    """Every word with its dotted path; entries of a list as ``发放.明细[]``."""
    if path:
        yield path, value
    if depth >= _DEEPEST:
        return
    if isinstance(value, Mapping):
        for key, item in value.items():
            yield from _walk(item, f"{path}.{key}" if path else str(key), depth + 1)
    elif isinstance(value, list):
        for item in value:
            yield from _walk(item, f"{path}[]", depth + 1)
