"""A Word template filled and looked at as Word would; or refused, with a sentence that says where and why."""

from __future__ import annotations

import re
from typing import Any

import pytest

from archivegen.errors import ExitCode, TemplateError
from archivegen.render.docx import render_docx
from tests.render.packages import text_in
from tests.render.validity import find_docx_faults

NAME = "C11-用工合同.docx"
PEOPLE = [{"名": "甲&乙", "额": 1}, {"名": "丙<丁>", "额": 2}, {"名": "戊", "额": 3}]
WORDS: dict[str, Any] = {
    "项目": {"名称": "香水村", "法人": "村委会"},
    "明细": PEOPLE,
    "没人": [],
    "名": "王小五",
    "真": True,
    "假": False,
    "空": "",
}
_PLACE = re.compile(r"第\s*\d+\s*(段|行|格|个表格|个表|张表|处|个文本框)|页眉|页脚|脚注|尾注|文本框|属性")
_ENGLISH = re.compile(r"[A-Za-z']{2,} [A-Za-z]{2,} [A-Za-z]{2,}")
"""Three words in a row are no tag."""


def fill(template: bytes, **words: Any) -> bytes:
    """The document, known to be one that Word opens."""
    document = render_docx(template, {**WORDS, **words}, name=NAME)
    assert find_docx_faults(document) == []
    return document


def text_of(template: bytes, part: str = "word/document.xml", **words: Any) -> str:
    """The paragraphs of the filled document (of its body, unless another part is named)."""
    return text_in(fill(template, **words), part)


def refusal(template: bytes, *told: str, **words: Any) -> str:
    """Why the template is refused: the sentence names the template, a place, and everything ``told``."""
    with pytest.raises(TemplateError) as caught:
        render_docx(template, {**WORDS, **words}, name=NAME)
    message = str(caught.value)
    assert caught.value.exit_code is ExitCode.TEMPLATE
    assert all(line.startswith(f"模板 {NAME} ") for line in message.splitlines()), message
    assert _PLACE.search(message), message
    assert not re.search(r"line \d|Traceback|expected token|w:t\b|lxml|jinja2", message), message
    assert not _ENGLISH.search(message), message
    missing = [word for word in told if word not in message]
    assert not missing, f"{missing} not in: {message}"
    return message


def right_or_told(template: bytes, expected: str, *told: str, part: str = "word/document.xml", **words: Any) -> None:
    """Either the text is right, or the template is refused with its place: never a loss without a word."""
    try:
        document = render_docx(template, {**WORDS, **words}, name=NAME)
    except TemplateError:
        refusal(template, *told, **words)
    else:
        assert find_docx_faults(document) == []
        assert text_in(document, part) == expected
