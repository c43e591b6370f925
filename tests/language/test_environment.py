"""What a template may do, what it may not, and how a mistake is told."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from archivegen.language import explain, make_environment

WORDS: dict[str, Any] = {
    "项目": {
        "名称": "甲&乙<丙>",
        "年度": 2026,
        "建设方式": "施工承包",
        "开工": date(2026, 3, 5),
        "竣工": "",
        "items": "键在先",
    },
    "发放": {"明细": [{"姓名": "𠮷野", "实发": Decimal("1409.50")}, {"姓名": "李四", "实发": Decimal("2.00")}]},
    "占比": Decimal("0.4"),
    "天": Decimal("22.50"),
    "达标": True,
    "空表": [],
}


def fill(source: str, **more: Any) -> str:
    return make_environment().from_string(source).render({**WORDS, **more})


def failure(source: str, **more: Any) -> str:
    words = {**WORDS, **more}
    try:
        printed = make_environment().from_string(source).render(words)
    except Exception as error:  # noqa: BLE001 - whatever a template raises must be explained
        return explain(error, words)
    raise AssertionError(f"printed {printed!r}")


@pytest.mark.parametrize(
    ("source", "printed"),
    [
        ("{{ 项目.名称 }}", "甲&amp;乙&lt;丙&gt;"),
        ("{{ 项目['名称'] }}", "甲&amp;乙&lt;丙&gt;"),
        ("{{ 项目.items }}", "键在先"),
        ("{{ 项目.开工 }} {{ 项目.竣工 }} {{ 达标 }} {{ 天 }} {{ 项目.年度 }}", "2026-03-05  是 22.50 2026"),
        ("{% for 人 in 发放.明细 %}{{ loop.index }}{{ 人.姓名 }}{% endfor %}", "1𠮷野2李四"),
        ("{% for 键, 值 in 发放.items() %}{{ 键 }}{{ 值|length }}{% endfor %}", "明细2"),
        ("{{ 发放.明细[1].姓名 }}{{ (发放.明细|last).姓名 }}", "李四李四"),
        ("{{ 发放.明细|sum(attribute='实发') }}", "1411.50"),
        ("{{ 发放.明细|map(attribute='姓名')|join('、') }}", "𠮷野、李四"),
        ("{% for 组 in 发放.明细|groupby('姓名') %}{{ 组.grouper }}{{ 组.list|length }}{% endfor %}", "李四1𠮷野1"),
        ("{{ 项目.开工.year }}", "2026"),
        ("{% if 项目.建设方式.startswith('施工') %}√{% endif %}", "√"),
        (
            "{% set ns = namespace(和=0) %}{% for 人 in 发放.明细 %}{% set ns.和 = ns.和 + 人.实发 %}{% endfor %}{{ ns.和 }}",
            "1411.50",
        ),
        ("{% macro 格(值) %}<w:t>{{ 值 }}</w:t>{% endmacro %}{{ 格(项目.名称) }}", "<w:t>甲&amp;乙&lt;丙&gt;</w:t>"),
        ("{{ '√' if not 达标 }}", ""),
    ],
)
def test_words_are_printed(source: str, printed: str) -> None:
    assert fill(source) == printed


@pytest.mark.parametrize(
    ("source", "printed"),
    [
        ("{% if 占比 >= 0.4 %}够{% else %}不够{% endif %}", "够"),
        ("{{ 0.1 + 0.2 }}", "0.3"),
        ("{{ 占比 * 1.1 }}", "0.44"),
        ("{{ 5 / 2 }}", "2.5"),
        ("{{ 7 // 2 }} {{ 7 % 2 }}", "3 1"),
        ("{{ '_' * 4 }}", "____"),
        ("{{ 0.5 }}", "0.5"),
    ],
)
def test_templates_calculate_exactly(source: str, printed: str) -> None:
    assert fill(source) == printed


@pytest.mark.parametrize(
    ("source", "sentence"),
    [
        ("{{ 项目.名字 }}", "没有“项目.名字”这个词，最接近的是“项目.名称”"),
        ("{{ 项目名称 }}", "没有“项目名称”这个词，最接近的是“项目.名称”"),
        ("{{ 监理.资质 }}", "没有“监理”这个词"),
        (
            "{% for 人 in 发放.明细 %}{{ 人.性名 }}{% endfor %}",
            "没有“发放.明细[].性名”这个词，最接近的是“发放.明细[].姓名”",
        ),
        (
            "{{ 发放.明细|map(attribute='名字')|list|顿号 }}",
            "没有“发放.明细[].名字”这个词，最接近的是“发放.明细[].姓名”",
        ),
        ("{{ 发放.明细.姓名 }}", "“发放.明细”是列表，不能直接取“姓名”，请先用 for 逐个取"),
        ("{% if 项目.名字 %}{% endif %}", "没有“项目.名字”这个词"),
        ("{% for 人 in 项目.名字 %}{% endfor %}", "没有“项目.名字”这个词"),
        ("{{ 项目.名字|默认('无') }}", "没有“项目.名字”这个词"),
        ("{{ 项目.名字 == '' }}", "没有“项目.名字”这个词"),
        ("{{ 空表|first }}", "列表可能是空的"),
        ("{{ 空表[0] }}", "“空表”里没有第 1 项"),
        ("{{ 项目.名称.upper }}", "“甲&乙<丙>”后面没有“upper”这个词"),
        ("{{ 项目.开工.today() }}", "“项目.开工”后面没有“today”这个词"),
        ("{{ 项目.名称|大学 }}", "没有“大学”这个过滤器，最接近的是“大写”"),
        ("{% if 项目.名称 is defined %}{% endif %}", "直接写 if 和词就可以"),
        ("{% if 项目.名称 is 什么 %}{% endif %}", "没有“is 什么”这种判断"),
    ],
)
def test_a_word_that_does_not_exist_is_an_error_that_names_the_right_one(source: str, sentence: str) -> None:
    assert sentence in failure(source)


@pytest.mark.parametrize(
    ("source", "sentence"),
    [
        ("{% for 人 in 空表 %}", "“for”没有结束，后面少了 endfor"),
        ("{% endfor %}", "前面少了开头的标签"),
        ("{% if 达标 %}{% endfor %}", "标签“endfor”放错了地方，这里还有没有结束的 if"),
        ("{{ 项目.名称 ", "没有用“}}”结束"),
        ("{{ 项目.名称 }", "“}”放错了地方"),
        ("{{ 项目.名称｜大写 }}", "不能用「｜」，标点、括号和引号要用英文半角"),
        ("{{ 项目.建设方式 == “施工承包” }}", "不能用「“」"),
        ("{{ (项目.名称 }}", "放错了地方"),
        ("{% 如果 达标 %}", "没有“如果”这种标签"),
        ("{{ 项目.名称 名称 }}", "“名称”前面少了运算符"),
    ],
)
def test_mistakes_of_writing_are_told_in_chinese(source: str, sentence: str) -> None:
    assert sentence in failure(source)


@pytest.mark.parametrize(
    ("source", "sentence"),
    [
        ("{{ 项目 }}", "一组词，不能整组印出来，要写到其中一个，可以选：名称、年度"),
        ("{{ 发放.明细 }}", "列表，不能直接印出来"),
        ("{{ 项目.名称.strip }}", "少了一对括号"),
        ("{{ loop }}", "没有“loop”这个词"),
        ("{{ 项目.名称 + 天 }}", "文字和数字相加"),
        ("{{ 天 / 0 }}", "除数为零"),
        ("{{ 1 / 0 }}", "除数为零"),
        ("{{ 项目.名称|元 }}", "“|元”只能用在数字上，现为“甲&乙<丙>”"),
    ],
)
def test_what_nobody_wants_to_see_in_a_paper_is_refused(source: str, sentence: str) -> None:
    assert sentence in failure(source)


@pytest.mark.parametrize(
    "source",
    [
        "{{ ''.__class__.__mro__ }}",
        "{{ 项目['__class__'] }}",
        "{{ cycler.__init__.__globals__ }}",
        "{{ 项目.名称.format(1) }}",
        "{{ 文件.read_text() }}",
        "{{ 文件 }}",
        "{{ 文件['parent'] }}",
        "{{ 文件[0] }}",
        "{{ [文件]|map(attribute='name')|list|顿号 }}",
        "{{ 项目.update({}) }}",
        "{{ 项目.名称|safe }}",
        "{{ lipsum() }}",
        "{{ [1, 2]|random }}",
        "{{ '%s' % 天 }}",
        "{{ 9 ** 9 ** 9 }}",
        "{{ 'x' * 999999999 }}",
        "{% for i in range(10000000) %}{% endfor %}",
        "{% set x %}{}{% endset %}{{ x.format(1) }}",
        "{% set x %}{a}{% endset %}{{ x.format_map({'a': 1}) }}",
        "{% set x %}&lt;{% endset %}{{ x.unescape() }}",
        "{% set x %}a{% endset %}{{ x.join(['b']) }}",
        "{% set n = namespace() %}{{ n._Namespace__attrs }}",
        "{% set n = namespace(x='{}') %}{{ n.x.format(1) }}",
        "{{ self._TemplateReference__context }}",
        "{% macro m() %}{% endmacro %}{{ m._func }}",
        "{% macro m() %}{% endmacro %}{{ m._environment }}",
        "{% for i in [1] %}{{ loop._iterator }}{% endfor %}",
        "{% for i in [1] %}{{ loop.__init__.__globals__ }}{% endfor %}",
        "{{ cycler(1).__class__ }}",
        "{{ joiner('x').__init__ }}",
        "{{ dict.fromkeys([1]) }}",
        "{{ dict.__subclasses__() }}",
        "{{ range.__self__ }}",
        "{{ [1].append(2) }}",
        "{{ [[1]]|map('attr', '__class__')|list }}",
        "{{ [项目]|map(attribute='__class__')|list|顿号 }}",
        "{{ [项目]|groupby('__class__') }}",
        "{{ ('甲'|粗体).runs }}",
        "{{ ('甲'|二维码).content }}",
        "{% include '/etc/passwd' %}",
        "{% import 'x' as x %}",
        "{% from 'x' import x %}",
        "{% extends 'x' %}",
        "{% autoescape false %}{{ 项目.名称 }}{% endautoescape %}",
    ],
)
def test_a_template_reaches_nothing_but_its_words(source: str) -> None:
    assert failure(source, 文件=Path("/etc/passwd"))


@pytest.mark.parametrize(
    ("value", "printed"),
    [
        ('=HYPERLINK("http://x")', "=HYPERLINK(&#34;http://x&#34;)"),
        ("甲\x00乙\x07\x0c丙\ud800丁\ufffe", "甲乙丙丁"),
        ("一\r\n二\r三\x0b四\u2028五", "一\n二\n三\n四\n五"),
        ("<w:p/>", "&lt;w:p/&gt;"),
        ("{{ 项目.名称 }}", "{{ 项目.名称 }}"),
        (Decimal("2.8E+6"), "2800000"),
        ("名" * 60, "名" * 60),
    ],
)
def test_values_are_data_whatever_they_look_like(value: object, printed: str) -> None:
    assert fill("{{ 值 }}", 值=value) == printed


def test_control_characters_do_not_come_in_through_a_joined_list() -> None:
    assert fill("{{ 值|join('<') }}", 值=["a\x07", "b&"]) == "a&lt;b&amp;"
