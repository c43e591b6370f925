"""Tags that stand beside data: they move out, and what stood beside them stays as it looked."""

from __future__ import annotations

import re
from io import BytesIO
from typing import Any

import pytest
from docx import Document
from docx.shared import Pt

from archivegen.errors import TemplateError
from archivegen.render.docx import render_docx
from archivegen.render.office import extract_text
from tests.render.test_docx import build, lines, member, table

PEOPLE = {"人们": [{"名": "甲", "额": 1}, {"名": "乙", "额": 2}], "没人": [], "真": True, "假": False}


def add_cell(document: Any, text: str) -> None:
    document.add_table(rows=1, cols=1).cell(0, 0).text = text


def text_of(template: bytes, **words: Any) -> str:
    return extract_text(render_docx(template, {**PEOPLE, **words}, name="x.docx"), ".docx").rstrip("\n")


def told(template: bytes) -> str:
    with pytest.raises(TemplateError) as caught:
        render_docx(template, PEOPLE, name="x.docx")
    return str(caught.value)


@pytest.mark.parametrize(
    ("paragraph", "printed"),
    [
        ("前{%p if 真 %}中{%p endif %}后", "前\n中\n后"),
        ("前{%p if 假 %}中{%p endif %}后", "前\n后"),
        ("{%p for 人 in 人们 %}{{ 人.名 }}{%p endfor %}", "甲\n乙"),
        ("{%p if 假 %}一{%p else %}二{%p endif %}", "二"),
        ("合计{% if 真 %}（大写）{% endif %}元", "合计（大写）元"),
        ("{% p if 真 %}是{%  p endif %}", "是"),
    ],
)
def test_text_beside_the_tags_of_a_paragraph_stays(paragraph: str, printed: str) -> None:
    assert text_of(lines(paragraph)) == printed


def test_the_texts_keep_the_look_of_paragraph_and_run() -> None:
    def draw(document: Any) -> None:
        paragraph = document.add_paragraph(style="Heading 2")
        paragraph.add_run("前{%p if 真 %}中").bold = True
        paragraph.add_run("间{%p endif %}后").font.size = Pt(20)

    made = Document(BytesIO(render_docx(build(draw), PEOPLE, name="x.docx")))
    assert [(p.style.name, p.text) for p in made.paragraphs] == [
        ("Heading 2", "前"),
        ("Heading 2", "中间"),
        ("Heading 2", "后"),
    ]
    assert made.paragraphs[1].runs[0].bold
    assert made.paragraphs[2].runs[0].font.size == Pt(20)


def test_what_follows_a_split_tag_in_another_look_keeps_it() -> None:
    def draw(document: Any) -> None:
        paragraph = document.add_paragraph()
        paragraph.add_run("姓名：{{ 人们").bold = True
        paragraph.add_run("[0].名 }}（签字）").italic = True

    (paragraph,) = Document(BytesIO(render_docx(build(draw), PEOPLE, name="x.docx"))).paragraphs
    assert [(run.text, run.bold, run.italic) for run in paragraph.runs] == [
        ("姓名：甲", True, None),
        ("（签字）", None, True),
    ]


def test_a_section_that_ends_in_a_tag_paragraph_still_ends() -> None:
    def draw(document: Any) -> None:
        document.add_paragraph("{%p if 真 %}")
        document.add_paragraph("中")
        document.add_paragraph("{%p endif %}")
        document.add_section()
        document.add_paragraph("后")

    before = member(build(draw), "word/document.xml").count("<w:sectPr")
    assert (
        member(render_docx(build(draw), PEOPLE, name="x.docx"), "word/document.xml").count("<w:sectPr") == before == 2
    )


def test_a_row_loop_spelt_plainly_over_cells_and_rows() -> None:
    over_rows = table(
        ("头", ""), ("{% for 人 in 人们 %}{{ 人.名 }}", "上"), ("{{ 人.额 }}", "下{% endfor %}"), ("尾", "")
    )
    assert text_of(over_rows) == "头\n甲\t上\n1\t下\n乙\t上\n2\t下\n尾"
    inside = table(("{% for 人 in 人们 %}{% if 人.额 > 1 %}{{ 人.名 }}", "{{ 人.额 }}{% endif %}{% endfor %}"))
    assert text_of(inside) == "乙\t2"


def test_columns_are_repeated_and_the_grid_follows() -> None:
    template = table(
        ("项", "{%tc for 人 in 人们 %}{{ 人.名 }}{%tc endfor %}"),
        ("额", "{%tc for 人 in 人们 %}{{ 人.额 }}{%tc endfor %}"),
    )
    made = render_docx(template, PEOPLE, name="x.docx")
    assert (
        extract_text(made, ".docx") == "项\t甲\t乙\n额\t1\t2\n\n"
        or extract_text(made, ".docx") == "项\t甲\t乙\n额\t1\t2\n"
    )
    assert member(made, "word/document.xml").count("<w:gridCol ") == 3
    gone = member(render_docx(template, {**PEOPLE, "人们": []}, name="x.docx"), "word/document.xml")
    assert gone.count("<w:gridCol ") == 1


@pytest.mark.parametrize(
    ("template", "why"),
    [
        (table(("名称", "{% if 真 %}甲"), ("乙", "丙{% endif %}尾")), "被撕开"),
        (build(lambda d: [d.add_paragraph("{% for 人 in 人们 %}"), add_cell(d, "{% endfor %}")]), "被撕开"),
        (table(("{%tc for 人 in 人们 %}甲",), ("乙{%tc endfor %}",)), "不在表格的同一行"),
        (table(("甲{%tr endfor %}{%tr for 人 in 人们 %}",)), "前面少了开头的标签"),
    ],
)
def test_blocks_that_would_tear_the_page_are_told(template: bytes, why: str) -> None:
    message = told(template)
    assert why in message
    assert re.search(r"第 \d+ (段|个表格)", message)


@pytest.mark.parametrize("kind", ["header", "footer"])
def test_an_emptied_header_keeps_a_paragraph(kind: str) -> None:
    def draw(document: Any) -> None:
        part = getattr(document.sections[0], kind)
        part.paragraphs[0].text = "{%p if 假 %}"
        part.add_paragraph("文")
        part.add_paragraph("{%p endif %}")

    made = render_docx(build(draw), PEOPLE, name="x.docx")
    (name,) = [f"word/{kind}{number}.xml" for number in range(1, 4) if _has(made, f"word/{kind}{number}.xml")]
    assert "<w:p/>" in member(made, name)


def _has(document: bytes, name: str) -> bool:
    try:
        return bool(member(document, name))
    except KeyError:
        return False
