"""The catalogue's expressions (适用, 逐一, 键) and texts (题名), in the language of the templates."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import lru_cache
from types import CodeType
from typing import Any, NamedTuple

from jinja2 import Template, Undefined
from jinja2.environment import TemplateExpression

from archivegen.compiled import load_compiled
from archivegen.errors import TemplateError
from archivegen.language.environment import WordsEnvironment, make_environment
from archivegen.language.explain import explain


class Expression(NamedTuple):
    """A compiled expression; call it with words to get its value."""

    source: str
    run: TemplateExpression

    def __call__(self, words: Mapping[str, Any]) -> Any:
        """Raises ``TemplateError`` for an unknown word and whatever else cannot be computed."""
        try:
            value = self.run(words)
            if isinstance(value, Undefined):
                str(value)  # raises, with the word
        except Exception as error:
            raise TemplateError(f"表达式“{self.source}”有错：{explain(error, words)}，请改正") from error
        return value


class Text(NamedTuple):
    """A compiled text such as ``劳务报酬发放表（{{ 项.月份|中文日期 }}）``; call it with words to get a plain string."""

    source: str
    template: Template

    def __call__(self, words: Mapping[str, Any]) -> str:
        """Raises ``TemplateError`` for an unknown word and whatever else cannot be printed."""
        try:
            return self.template.render(words)
        except Exception as error:
            raise TemplateError(f"文字“{self.source}”有错：{explain(error, words)}，请改正") from error


_EXPRESSION, _TEXT = "表达式", "文字"

_compiled: dict[tuple[str, str], CodeType] = {}
"""Byte code by kind and source: what :func:`recall_compiled` found on the disk."""


def recall_compiled(expressions: Iterable[str], texts: Iterable[str]) -> None:
    """Have the byte code of a whole catalogue at hand, from the disk when it was compiled before.

    What is not written right is left out: it is reported when somebody asks for it, with its place.
    """
    sources = [(_EXPRESSION, source) for source in expressions] + [(_TEXT, source) for source in texts]
    wanted = sorted({(kind, source) for kind, source in sources if source})
    known = load_compiled("catalogue", repr(wanted).encode(), lambda: [_compile_or_none(*one) for one in wanted])
    _compiled.update((one, code) for one, code in zip(wanted, known, strict=True) if code is not None)


def _compile_or_none(kind: str, source: str) -> CodeType | None:
    try:
        return _compile(kind, source)
    except Exception:  # noqa: BLE001 - whatever it is, the same comes again when the expression is asked for
        return None


def _compile(kind: str, source: str) -> CodeType:
    environment = _environment()
    if kind == _TEXT:
        return environment.compile(source)
    environment.compile_expression(source, undefined_to_none=False)
    return environment.last


class _RecordingEnvironment(WordsEnvironment):
    """Remembers the byte code that it made last: of an expression Jinja hands out only what runs it."""

    last: CodeType

    def _compile(self, source: str, filename: str) -> CodeType:
        self.last = super()._compile(source, filename)
        return self.last


@lru_cache(maxsize=1024)
def compile_expression(source: str) -> Expression:
    """Compile ``项目.建设方式 == "施工承包"``; ``TemplateError`` when it is not an expression."""
    return Expression(source, TemplateExpression(_load(_EXPRESSION, source), undefined_to_none=False))


@lru_cache(maxsize=1024)
def compile_text(source: str) -> Text:
    """Compile a text with ``{{ … }}`` in it; ``TemplateError`` when it cannot be read."""
    return Text(source, _load(_TEXT, source))


def _load(kind: str, source: str) -> Template:
    try:
        code = _compiled.get((kind, source)) or _compile(kind, source)
        return Template.from_code(_environment(), code, _environment().globals)
    except Exception as error:
        raise TemplateError(f"{kind}“{source}”写法不对：{explain(error, {})}，请改正") from error


@lru_cache(maxsize=1)
def _environment() -> _RecordingEnvironment:
    """Keys and titles are no XML: nothing is escaped here."""
    environment = make_environment(escape=False, kind=_RecordingEnvironment)
    assert isinstance(environment, _RecordingEnvironment)
    return environment
