"""Tags as people type them."""

from __future__ import annotations

import pytest

from archivegen.language.mending import find_tags, mend_tags


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("项目：｛｛ 项目.名称 ｝｝。", "项目：{{ 项目.名称 }}。"),
        ("{{ 项目.名称｜默认（“无，待补”） }}", '{{ 项目.名称|默认("无，待补") }}'),
        ("｛％ if 甲 ＝＝ ‘乙’ ％｝是｛％ endif ％｝", "{% if 甲 == '乙' %}是{% endif %}"),
        ("{ { 项目.名称 } }", "{{ 项目.名称 }}"),
        ("{{\u00a0项目\u200b。名称\u3000}}", "{{ 项目.名称 }}"),
        ('{{ 甲|默认(“他说"好"”) }}', "{{ 甲|默认('他说\"好\"') }}"),
        ('{{ "}}" }}', '{{ "}}" }}'),
        ("{{ {'甲': {'乙': 1}}['甲'] }}", "{{ {'甲': {'乙': 1}}['甲'] }}"),
        ("{% end for %}", "{% endfor %}"),
        ("{% else if 甲 %}", "{% elif 甲 %}"),
        ("{%-for人in列表-%}", "{%- for 人 in 列表 -%}"),
        ("“引文”（全角），50％｝", "“引文”（全角），50％｝"),
        ("没有标签", "没有标签"),
    ],
)
def test_one_meaning_only(typed: str, meant: str) -> None:
    assert mend_tags(typed) == meant
    assert mend_tags(meant) == meant


@pytest.mark.parametrize(
    ("typed", "axis", "body"),
    [
        ("{%tr for 人 in 列表 %}", "tr", "for 人 in 列表"),
        ("{% tr for 人 in 列表 %}", "tr", "for 人 in 列表"),
        ("{%  p if 甲 %}", "p", "if 甲"),
        ("{%trif 甲 %}", "tr", "if 甲"),
        ("{{r 甲 }}", "r", "甲"),
        ("{{ r 甲 }}", "r", "甲"),
        ("{{ r if 甲 else 乙 }}", "", "r if 甲 else 乙"),
        ("{{ p }}", "", "p"),
        ("{#tr 说明 #}", "tr", "说明"),
        ("{%- sheet for 月 in 月份 -%}", "sheet", "for 月 in 月份"),
    ],
)
def test_what_a_tag_stands_for(typed: str, axis: str, body: str) -> None:
    ((tag,), strays) = find_tags(typed)
    assert (tag.axis, tag.body, strays) == (axis, body, [])


def test_tags_know_where_they_stand() -> None:
    text = "甲｛｛ 乙 ｝｝丙{% if 丁 %}"
    tags, _ = find_tags(text)
    assert [text[tag.start : tag.end] for tag in tags] == ["｛｛ 乙 ｝｝", "{% if 丁 %}"]
    assert [tag.verb for tag in tags] == ["", "if"]


@pytest.mark.parametrize(
    ("typed", "stray", "is_opener"),
    [
        ("{{ 项目.名称 } 和", "{{", True),
        ("{{ 项目.名称 } 和 {{ 项目.法人 }}", "{{", True),
        ("{% if 甲", "{%", True),
        ("甲 }}", "}}", False),
        ("甲 ％｝", "％｝", False),
    ],
)
def test_delimiters_without_their_twin(typed: str, stray: str, *, is_opener: bool) -> None:
    _, (found,) = find_tags(typed)
    assert (found.text, found.is_opener) == (stray, is_opener)


@pytest.mark.parametrize("text", ["{完成率100%}", "{#1 {x}", "{ 甲 }", "f{x}", "(%)"])
def test_ordinary_braces_are_no_tags(text: str) -> None:
    assert find_tags(text) == ([], [])
    assert mend_tags(text) == text


def test_an_open_string_does_not_swallow_the_next_tag() -> None:
    tags, _ = find_tags('{{ 甲|默认("无) }} 和 {{ 乙|默认("无") }}')
    assert [tag.body for tag in tags] == ['甲|默认("无)', '乙|默认("无")']
