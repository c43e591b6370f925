"""Word papers: fill a template with words.

A template is compiled once to a stamp (``render/word/``), which is kept in memory and on the disk; a paper is one render
and one zip.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from typing import Any

from archivegen.compiled import load_compiled
from archivegen.language import words_used
from archivegen.render.word.stamp import DocxStamp


def render_docx(template: bytes, words: Mapping[str, Any], *, name: str) -> bytes:
    """Fill the Word ``template`` with ``words`` (plain data, see ``language.plain``) and return the document.

    Equal arguments give equal bytes.  Every failure is a ``TemplateError`` that names the template (``name``), the
    paragraph near it and, for an unknown word, the nearest right one.
    """
    return compile_docx(template, name=name).render(words)


def docx_words(template: bytes, *, name: str) -> set[str]:
    """The dotted words that a Word template uses, named as ``language.words_used`` names them."""
    return {word for source in compile_docx(template, name=name).sources for word in words_used(source)}


@lru_cache(maxsize=128)
def compile_docx(template: bytes, *, name: str) -> DocxStamp:
    """Compile a template to a stamp; raises ``TemplateMistakesError`` with all that is wrong with it."""

    def compile_anew() -> dict[str, Any]:
        from archivegen.render.word.compile import compile_template  # lxml, and docxtpl when there is a tag

        return compile_template(template, name)

    return DocxStamp(load_compiled("docx", template, compile_anew), name)
