"""The catalogue's expressions (适用, 逐一, 键) and texts (题名), in the language of the templates."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from jinja2 import Template, Undefined
from jinja2.environment import TemplateExpression

from archivegen.errors import TemplateError
from archivegen.language.environment import WordsEnvironment, make_environment
from archivegen.language.explain import explain


@dataclass(frozen=True, slots=True)
class Expression:
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


@dataclass(frozen=True, slots=True)
class Text:
    """A compiled text such as ``劳务报酬发放表（{{ 项.月份|中文日期 }}）``; call it with words to get a plain string."""

    source: str
    template: Template

    def __call__(self, words: Mapping[str, Any]) -> str:
        """Raises ``TemplateError`` for an unknown word and whatever else cannot be printed."""
        try:
            return self.template.render(words)
        except Exception as error:
            raise TemplateError(f"文字“{self.source}”有错：{explain(error, words)}，请改正") from error


@lru_cache(maxsize=1024)
def compile_expression(source: str) -> Expression:
    """Compile ``项目.建设方式 == "施工承包"``; ``TemplateError`` when it is not an expression."""
    try:
        return Expression(source, _environment().compile_expression(source, undefined_to_none=False))
    except Exception as error:
        raise _refused("表达式", source, error) from error


@lru_cache(maxsize=1024)
def compile_text(source: str) -> Text:
    """Compile a text with ``{{ … }}`` in it; ``TemplateError`` when it cannot be read."""
    try:
        return Text(source, _environment().from_string(source))
    except Exception as error:
        raise _refused("文字", source, error) from error


@lru_cache(maxsize=1)
def _environment() -> WordsEnvironment:
    """Keys and titles are no XML: nothing is escaped here."""
    return make_environment(escape=False)


def _refused(what: str, source: str, error: Exception) -> TemplateError:
    return TemplateError(f"{what}“{source}”写法不对：{explain(error, {})}，请改正")
