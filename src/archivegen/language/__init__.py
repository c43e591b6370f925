"""The one template language of Word, Excel and the catalogue: sandboxed, strict, escaping.

``{{ 项目.名称 }}``, ``{{ 合计.实发|大写 }}``, ``{% for 人 in 发放.明细 %}``; in the catalogue bare expressions such as
``项目.建设方式 == "施工承包"``.  A word that does not exist is always an error that names the nearest right one.
"""

from __future__ import annotations

from archivegen.language.environment import UnknownWordError, WordsEnvironment, make_environment, printable
from archivegen.language.explain import explain
from archivegen.language.expressions import Expression, Text, compile_expression, compile_text, recall_compiled
from archivegen.language.filters import FILTERS
from archivegen.language.words import plain, words_used

__all__ = [
    "FILTERS",
    "Expression",
    "Text",
    "UnknownWordError",
    "WordsEnvironment",
    "compile_expression",
    "compile_text",
    "explain",
    "make_environment",
    "plain",
    "printable",
    "recall_compiled",
    "words_used",
]
