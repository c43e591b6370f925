"""Free text of the project file in a paper: ``{{p 词|正文 }}`` takes the look of its paragraph, lists take named styles."""

from __future__ import annotations

from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from docx import Document
from docx.enum.style import WD_STYLE_TYPE
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.shared import Pt

from archivegen.render.docx import render_docx
from tests.office_standard import judge
from tests.render.test_docx import build
from tests.render.validity import find_docx_faults
from tests.render.workbooks import build as build_book
from tests.render.workbooks import read, render

TEXT = "**质量：**实行四级控制。\n- 自检\n  1. 班组\n- 抽检\n  驻场<技术员>\n结束。"


def draw(document: Any) -> None:
    for name in ("列表-一级", "列表-二级"):
        document.styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH)
    document.add_paragraph("前")
    paragraph = document.add_paragraph("{{p 背景|正文 }}", style="Quote")
    paragraph.alignment = WD_ALIGN_PARAGRAPH.RIGHT
    paragraph.runs[0].font.size = Pt(15)
    document.add_paragraph("后")


def fill(template: bytes, value: Any) -> Any:
    made = render_docx(template, {"背景": value}, name="方案.docx")
    assert made == render_docx(template, {"背景": value}, name="方案.docx")
    assert not find_docx_faults(made)
    return Document(BytesIO(made))


def test_paragraphs_look_like_the_one_they_stand_in_and_items_have_their_styles() -> None:
    document = fill(build(draw), TEXT)
    shown = [(p.style.name, p.text) for p in document.paragraphs]
    assert shown == [
        ("Normal", "前"),
        ("Quote", "质量：实行四级控制。"),
        ("列表-一级", "●\t自检"),
        ("列表-二级", "1.\t班组"),
        ("列表-一级", "●\t抽检"),
        ("列表-一级", "驻场<技术员>"),
        ("Quote", "结束。"),
        ("Normal", "后"),
    ]
    first = document.paragraphs[1]
    assert first.alignment == WD_ALIGN_PARAGRAPH.RIGHT
    assert [(run.text, bool(run.font.bold), run.font.size) for run in first.runs] == [
        ("质量：", True, Pt(15)),
        ("实行四级控制。", False, Pt(15)),
    ]


def test_the_standard_accepts_all_of_it(tmp_path: Path) -> None:
    paper = tmp_path / "方案.docx"
    paper.write_bytes(render_docx(build(draw), {"背景": TEXT}, name="方案.docx"))
    assert judge([paper]) == {paper: []}


def test_a_list_of_texts_and_no_text() -> None:
    template = build(draw)
    assert [p.text for p in fill(template, ["甲", "乙\n丙"]).paragraphs] == ["前", "甲", "乙", "丙", "后"]
    for nothing in ("", [], " \n"):
        assert [p.text for p in fill(template, nothing).paragraphs] == ["前", "后"]


def test_without_the_styles_and_in_a_table_items_are_indented_by_themselves() -> None:
    def draw_cell(document: Any) -> None:
        document.add_paragraph("{{p 背景|正文 }}", style="Quote").alignment = WD_ALIGN_PARAGRAPH.RIGHT
        document.add_table(rows=1, cols=1).rows[0].cells[0].text = "{{p 背景|正文 }}"

    document = fill(build(draw_cell), "- 甲\n  - 乙\n    续")
    items = document.paragraphs[:3]
    assert [(p.style.name, p.text) for p in items] == [("Quote", "●\t甲"), ("Quote", "○\t乙"), ("Quote", "续")]
    assert [p.paragraph_format.left_indent.twips for p in items] == [1280, 1920, 1920]
    assert [p.paragraph_format.first_line_indent.twips for p in items] == [-640, -640, 0]
    cell = document.tables[0].rows[0].cells[0]
    assert [p.text for p in cell.paragraphs][:3] == ["●\t甲", "○\t乙", "续"]
    assert [p.paragraph_format.left_indent.twips for p in cell.paragraphs[:3]] == [420, 840, 840]


def test_an_empty_text_in_a_cell_leaves_a_cell_that_word_opens() -> None:
    def draw_cell(document: Any) -> None:
        document.add_table(rows=1, cols=1).rows[0].cells[0].text = "{{p 背景|正文 }}"

    assert [p.text for p in fill(build(draw_cell), "").tables[0].rows[0].cells[0].paragraphs] == [""]


def test_a_page_break_before_the_text_is_one_page_break() -> None:
    def draw_break(document: Any) -> None:
        document.add_paragraph("前")
        document.add_paragraph("{{p 背景|正文 }}").paragraph_format.page_break_before = True

    made = fill(build(draw_break), "甲\n乙\n- 丙")
    assert [bool(p.paragraph_format.page_break_before) for p in made.paragraphs] == [False, True, False, False]


@pytest.mark.parametrize("tag", ["{{ 背景|正文 }}", "{{r 背景|正文 }}"])
def test_inside_a_line_it_is_plain_text(tag: str) -> None:
    document = fill(build(lambda d: d.add_paragraph(f"按：{tag}")), "**甲**\n- 乙")
    assert document.paragraphs[0].text == "按：甲\n●乙"


def test_in_a_workbook_it_is_plain_text() -> None:
    made = render(build_book({"A1": "{{ 背景|正文 }}"}), 背景=["**甲**", "- 乙"])
    assert read(made).active["A1"].value == "甲\n●乙"
