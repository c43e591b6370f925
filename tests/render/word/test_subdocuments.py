"""Whole Word files inside a paper."""

from __future__ import annotations

from importlib.util import find_spec
from io import BytesIO
from typing import Any

import pytest
from docx import Document

from archivegen.errors import TemplateError
from archivegen.render.docx import compile_docx, render_docx
from archivegen.render.office import extract_text
from tests.render.test_docx import build, lines

HAS_COMPOSER = find_spec("docxcompose") is not None


def annex(text: str) -> bytes:
    def draw(document: Any) -> None:
        document.add_heading(text, 1)
        document.add_table(rows=1, cols=1).cell(0, 0).text = "表格 & 单元格"

    return build(draw)


def test_a_file_takes_the_place_of_its_paragraph() -> None:
    template = lines("前", "{%p for 附 in 附件 %}", "{{p 附|子文档 }}", "{%p endfor %}", "后")
    assert compile_docx(template, name="x.docx").lane == "慢"
    words = {"附件": [annex("甲"), annex("乙")]}
    if not HAS_COMPOSER:
        with pytest.raises(TemplateError, match="pip install docxcompose"):
            render_docx(template, words, name="x.docx")
        return
    made = render_docx(template, words, name="x.docx")
    assert made == render_docx(template, words, name="x.docx")
    assert extract_text(made, ".docx") == "前\n甲\n表格 & 单元格\n乙\n表格 & 单元格\n后\n"
    assert Document(BytesIO(made)).paragraphs[1].style.name == "Heading 1"


def test_without_a_file_nothing_is_printed_and_nothing_is_composed() -> None:
    template = lines("前", "{{p 附|子文档 }}", "后")
    assert extract_text(render_docx(template, {"附": ""}, name="x.docx"), ".docx") == "前\n\n后\n"
    assert compile_docx(lines("子文档：{{ 附 }}"), name="x.docx").lane == "快"


@pytest.mark.parametrize(
    ("text", "value", "why"),
    [
        ("附件：{{ 附|子文档 }}", b"PK", "子文档要单独占一段"),
        ("{{p 附|子文档 }}", "甲", "只能用在 Word 文件上"),
    ],
)
def test_what_cannot_be_taken_in_is_told(text: str, value: Any, why: str) -> None:
    with pytest.raises(TemplateError, match=why):
        render_docx(lines(text), {"附": value}, name="x.docx")
