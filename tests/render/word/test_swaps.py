"""A sample picture whose alternative text is a word gives way to the word's picture."""

from __future__ import annotations

import re
from io import BytesIO
from typing import Any
from zipfile import ZipFile

import pytest
from docx import Document
from docx.shared import Cm

from archivegen.errors import TemplateError
from archivegen.render.docx import docx_words, render_docx
from tests.render.test_docx import build
from tests.values.test_pictures import photo

SAMPLE = photo(1, (300, 300))


def draw_sample(paragraph: Any, word: str) -> None:
    """A picture in a frame of 4 × 4 cm with its alternative text, behind a text of the same paragraph."""
    run = paragraph.add_run("照片：")
    shape = run.add_picture(BytesIO(SAMPLE), Cm(4), Cm(4))
    shape._inline.docPr.set("descr", word)


def template(word: str = "{{ 照片 }}") -> bytes:
    return build(lambda document: draw_sample(document.add_paragraph(), word))


def parts(document: bytes) -> dict[str, bytes]:
    with ZipFile(BytesIO(document)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def test_the_photo_is_fitted_into_the_frame_of_the_sample() -> None:
    made = render_docx(template(), {"照片": photo(1, (400, 200))}, name="附件.docx")
    shape = Document(BytesIO(made)).inline_shapes[0]
    assert (shape.width, shape.height) == (Cm(4), Cm(2))
    assert shape._inline.docPr.get("descr") == "图片"
    assert SAMPLE not in parts(made).values()
    assert len([name for name in parts(made) if name.startswith("word/media/")]) == 1
    assert "照片：" in "".join(paragraph.text for paragraph in Document(BytesIO(made)).paragraphs)
    assert docx_words(template(), name="附件.docx") == {"照片"}


def test_full_width_braces_and_filters_are_understood() -> None:
    made = render_docx(template("｛｛ 键｜二维码 ｝｝"), {"键": "C21-2026-03"}, name="附件.docx")
    shape = Document(BytesIO(made)).inline_shapes[0]
    assert (shape.width, shape.height) == (Cm(4), Cm(4))


def test_without_a_photo_the_sample_is_not_shown() -> None:
    made = render_docx(template(), {"照片": ""}, name="附件.docx")
    assert "<w:drawing>" not in parts(made)["word/document.xml"].decode()
    assert SAMPLE not in parts(made).values()


def test_each_round_of_a_loop_has_its_own_photo() -> None:
    def draw(document: Any) -> None:
        document.add_paragraph("{%p for 人 in 人们 %}")
        draw_sample(document.add_paragraph(), "{{ 人.照片 }}")
        document.add_paragraph("{%p endfor %}")

    people = [{"照片": photo(1, (200, 200))}, {"照片": photo(6, (200, 100))}]
    made = parts(render_docx(build(draw), {"人们": people}, name="附件.docx"))
    body = made["word/document.xml"].decode()
    relations = re.findall(r'r:embed="([^"]+)"', body)
    assert len(set(relations)) == 2
    assert all(f'Id="{relation}"' in made["word/_rels/document.xml.rels"].decode() for relation in relations)
    assert len(set(re.findall(r'<wp:docPr id="(\d+)"', body))) == 2


def test_samples_in_headers_are_replaced_too() -> None:
    def draw(document: Any) -> None:
        draw_sample(document.sections[0].header.paragraphs[0], "{{ 照片 }}")

    made = parts(render_docx(build(draw), {"照片": photo(1, (200, 200))}, name="附件.docx"))
    assert SAMPLE not in made.values()
    assert any(b"media/added1.jpeg" in content for name, content in made.items() if "header" in name)


def test_a_sample_that_something_else_shows_stays() -> None:
    def draw(document: Any) -> None:
        draw_sample(document.add_paragraph(), "{{ 照片 }}")
        document.add_picture(BytesIO(SAMPLE))

    made = render_docx(build(draw), {"照片": ""}, name="附件.docx")
    assert SAMPLE in parts(made).values()
    assert len(Document(BytesIO(made)).inline_shapes) == 1


def test_a_word_that_is_no_picture_is_told_with_its_place() -> None:
    with pytest.raises(TemplateError, match=r"模板 附件.docx 正文第 1 段“{{ 照片 }}” 有错：图片的替代文字写了词"):
        render_docx(template(), {"照片": "张三"}, name="附件.docx")
    with pytest.raises(TemplateError, match="最接近的是“照片”"):
        render_docx(template("{{ 照骗 }}"), {"照片": photo(1, (9, 9))}, name="附件.docx")
