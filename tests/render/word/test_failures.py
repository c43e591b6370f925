"""Failures while filling: the paper's reader learns the place, the tag and the person."""

from __future__ import annotations

import pickle
from typing import Any

import pytest

from archivegen.errors import TemplateError
from archivegen.render.docx import compile_docx, render_docx
from archivegen.render.mistakes import TemplateMistakesError
from tests.render.test_docx import build, lines, table

PEOPLE = [{"姓名": f"务工者{number}", "天数": 1} for number in range(1, 47)]


def failure(template: bytes, **words: Any) -> TemplateMistakesError:
    with pytest.raises(TemplateMistakesError) as caught:
        render_docx(template, words, name="C16.docx")
    return caught.value


def test_the_37th_worker_is_named() -> None:
    people = [dict(person) for person in PEOPLE]
    del people[36]["天数"]
    template = table(("姓名", "天数"), ("{%tr for 人 in 发放.明细 %}{{ 人.姓名 }}", "{{ 人.天数|天数 }}{%tr endfor %}"))
    error = failure(template, 发放={"明细": people})
    assert str(error) == (
        "模板 C16.docx 第 1 个表格第 2 行第 2 格“{{ 人.天数|天数 }}{%tr endfor %}” 有错：第 37 项“务工者37”："
        "没有“发放.明细[].天数”这个词（{{ 人.天数|天数 }}），请修改模板"
    )
    (mistake,) = error.mistakes
    assert (mistake.where.member, mistake.where.paragraph) == ("word/document.xml", 3)
    assert str(pickle.loads(pickle.dumps(error))) == str(error)


def test_loops_in_loops_are_told_from_outside_in() -> None:
    template = lines("{% for 组 in 组们 %}{% for 人 in 组.人们 %}{{ loop.index }}{{ 人.岁数 }}{% endfor %}{% endfor %}")
    groups = [{"名称": "一组", "人们": [{"姓名": "甲", "岁数": 1}]}, {"名称": "二组", "人们": [{"姓名": "乙"}]}]
    assert "第 2 项“二组”，第 1 项“乙”：没有" in str(failure(template, 组们=groups))


def test_a_failure_in_the_title_is_placed() -> None:
    def draw(document: Any) -> None:
        document.core_properties.title = "{{ 项目.名程 }}"

    assert "文件属性“{{ 项目.名程 }}” 有错：没有“项目.名程”" in str(failure(build(draw), 项目={"名称": "甲"}))


def test_every_mistake_of_a_template_is_told_at_once() -> None:
    def draw(document: Any) -> None:
        document.sections[0].header.paragraphs[0].text = "{{ 甲|大雪 }}"
        document.add_paragraph("好 {{ 甲 }}")
        document.add_paragraph("{{ 甲|大写 }} {{ 甲 乙 }}")
        document.add_paragraph("{% if 甲 %}没有结束")
        document.add_table(rows=1, cols=2).cell(0, 1).text = "{{ 甲|小写 }"
        document.add_paragraph("{% if 甲 %}{{ 甲|没有这个 }}{% endif %}")

    with pytest.raises(TemplateMistakesError) as caught:
        compile_docx(build(draw), name="C16.docx")
    shown = [(mistake.where.shown, mistake.tag) for mistake in caught.value.mistakes]
    assert sorted(shown) == sorted(
        [
            ("正文第 2 段“{{ 甲|大写 }} {{ 甲 乙 }}”", "{{ 甲 乙 }}"),
            ("正文第 3 段“{% if 甲 %}没有结束”", "{% if 甲 %}"),
            ("第 1 个表格第 1 行第 2 格“{{ 甲|小写 }”", "{{"),
            ("正文第 4 段“{% if 甲 %}{{ 甲|没有这个 }}{% endif %}”", "{{ 甲|没有这个 }}"),
            ("页眉“{{ 甲|大雪 }}”", "{{ 甲|大雪 }}"),
        ]
    )
    assert all(mistake.mend.startswith("请") for mistake in caught.value.mistakes)
    paragraphs = [
        mistake.where.paragraph for mistake in caught.value.mistakes if mistake.where.member == "word/document.xml"
    ]
    assert sorted(filter(None, paragraphs)) == [1, 2, 4, 5]


def test_an_unknown_filter_in_a_branch_that_is_never_taken_is_told() -> None:
    with pytest.raises(TemplateError, match="没有“大雪”这个过滤器"):
        compile_docx(lines("{% if 甲 %}{{ 甲|大雪 }}{% endif %}"), name="x.docx")
