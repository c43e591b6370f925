"""适用, 逐一, 键 and 题名 of the catalogue."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest

from archivegen.errors import TemplateError
from archivegen.language import compile_expression, compile_text

WORDS: dict[str, Any] = {
    "项目": {"名称": "甲&乙<丙>", "建设方式": "施工承包"},
    "发放批次": [{"月份": "2026-03"}, {"月份": "2026-04"}],
    "项": {"月份": "2026-03"},
    "占比": Decimal("0.40"),
}


def test_an_expression_gives_its_value() -> None:
    assert compile_expression('项目.建设方式 == "施工承包"')(WORDS) is True
    assert compile_expression("项目.建设方式 in ['村民自建']")(WORDS) is False
    assert compile_expression("发放批次")(WORDS) is WORDS["发放批次"]
    assert compile_expression("项.月份")(WORDS) == "2026-03"
    assert compile_expression("占比 >= 0.4 and 发放批次|length > 1")(WORDS) is True
    assert compile_expression("发放批次|selectattr('月份', '==', '2026-04')|list")(WORDS) == [{"月份": "2026-04"}]


def test_a_title_is_plain_text() -> None:
    assert compile_text("劳务报酬发放表（{{ 项.月份|中文日期 }}）")(WORDS) == "劳务报酬发放表（2026年3月）"
    assert compile_text("{{ 项目.名称 }}资料")(WORDS) == "甲&乙<丙>资料"
    assert compile_text("验收表")({}) == "验收表"
    assert type(compile_text("{{ 项目.名称 ~ '<' }}")(WORDS)) is str


def test_the_same_expression_is_compiled_once() -> None:
    assert compile_expression("项.月份") is compile_expression("项.月份")


@pytest.mark.parametrize(
    ("source", "sentence"),
    [
        ('项目.建设方试 == "施工承包"', "没有“项目.建设方试”这个词，最接近的是“项目.建设方式”"),
        ("项目.名字", "没有“项目.名字”这个词，最接近的是“项目.名称”"),
        ("发放批此", "没有“发放批此”这个词，最接近的是“发放批次”"),
        ("占比 / 0", "除数为零"),
        ("占比 > 项目", "两个值不能这样放在一起用"),
    ],
)
def test_a_wrong_word_names_the_expression_and_the_right_word(source: str, sentence: str) -> None:
    with pytest.raises(TemplateError) as caught:
        compile_expression(source)(WORDS)
    assert f"“{source}”" in str(caught.value)
    assert sentence in str(caught.value)


@pytest.mark.parametrize(
    ("source", "sentence"),
    [
        ("", "没有写完"),
        ("项目.建设方式 ==", "没有写完"),
        ("项目.建设方式 == “施工承包”", "不能用「“」，标点、括号和引号要用英文半角"),
        ("项目.建设方式 = '施工承包'", "判断相等要写“==”"),
        ("项目.名称|大学", "没有“大学”这个过滤器，最接近的是“大写”"),
        ("项目 名称", "写法不对"),
    ],
)
def test_what_is_no_expression_is_refused_at_once(source: str, sentence: str) -> None:
    with pytest.raises(TemplateError) as caught:
        compile_expression(source)
    assert f"“{source}”写法不对" in str(caught.value)
    assert sentence in str(caught.value)


def test_a_broken_title_is_refused() -> None:
    with pytest.raises(TemplateError, match=r"文字“发放表\{\{ 项\.月份”写法不对"):
        compile_text("发放表{{ 项.月份")
    with pytest.raises(TemplateError, match=r"最接近的是“项\.月份”"):
        compile_text("发放表{{ 项.月分 }}")(WORDS)
