"""Tags that would take all memory and time, or look where they should not: told at once, in Chinese."""

from __future__ import annotations

import re
from pathlib import Path
from xml.sax.saxutils import escape

import pytest

from tests.render.books import workbook
from tests.render.harm import DOCX, judge, refusal, told_under_limits
from tests.render.packages import edit, lines, members

GREEDY = [
    "{% for a in range(100000) %}{% for b in range(100000) %}x{% endfor %}{% endfor %}",
    "{% for a in range(9999) %}{{ 'x' * 9999 }}{% endfor %}",
    "{% set n = namespace(x='x') %}{% for a in range(60) %}{% set n.x = n.x ~ n.x %}{% endfor %}{{ n.x }}",
    "{% set n = namespace(x=[1]) %}{% for a in range(60) %}{% set n.x = n.x + n.x %}{% endfor %}{{ n.x|length }}",
    "{% set n = namespace(x=9) %}{% for a in range(60) %}{% set n.x = n.x * n.x %}{% endfor %}{{ n.x }}",
    "{{ 'x' * 1000000000 }}",
    "{{ ([1] * 9999 * 9999 * 9999)|length }}",
    "{{ 9 ** 9 ** 9 }}",
    "{{ 1e999999999 }}",
    "{{ 1e999999999|int }}",
    "{{ 1e99999999|元 }}",
    "{{ 1e99999999|大写 }}",
    "{{ range(1000000000000)|list|length }}",
    "{{ range(99999)|map('string')|join('x' * 9999)|length }}",
    "{{ ('x' * 9999)|replace('x', 'y' * 9999)|replace('y', 'z' * 9999)|length }}",
    "{{ range(99999)|batch(1)|list|length * range(99999)|sum }}{% for a in range(99999)|batch(99999, 1) %}{% for b in a %}{{ a|length }}{% endfor %}{% endfor %}",
    "{% macro m() %}{{ m() }}{% endmacro %}{{ m() }}",
    "{% macro m() %}{{ m() }}{{ m() }}{% endmacro %}{{ m() }}",
    "{% for a in [明细] recursive %}{{ loop([明细]) }}{% endfor %}",
    "{{ " + "(" * 3_000 + "1" + ")" * 3_000 + " }}",
    "{{ " + "-" * 5_000 + "1 }}",
    "{{ " + "9" * 6_000 + " }}",
    "{% if 真 %}" * 2_000 + "{% endif %}" * 2_000,
    "{{ 名" + "|upper" * 6_000 + " }}",
    "{{ '%99999999999d' % 1 }}",
    "{{ '{:>9999999999}'.format(名) }}",
    "{{ 名.ljust(9999999999) }}",
    "{{ 明细|分页(0.0000001) }}",
]
PRYING = [
    "{{ ''.__class__ }}",
    "{{ 名.__class__.__mro__[1].__subclasses__() }}",
    "{{ 名['__class__'] }}",
    "{{ 名|attr('__class__') }}",
    "{{ [名]|map(attribute='__class__')|list }}",
    "{{ [名]|map('attr', '__class__')|join }}",
    "{{ '{0.__class__}'.format(名) }}",
    "{{ '{0.__class__}'.format_map({}) }}",
    "{{ self.__init__ }}",
    "{{ self._TemplateReference__context }}",
    "{{ cycler.__init__.__globals__ }}",
    "{{ namespace.__init__ }}",
    "{{ joiner('、').__init__ }}",
    "{{ range.__doc__ }}",
    "{% for a in 明细 %}{{ loop.__class__ }}{{ loop._iterable }}{% endfor %}",
    "{% macro m() %}{% endmacro %}{{ m.__globals__ }}",
    "{{ lipsum() }}",
    "{{ config }}",
    "{% include '/etc/passwd' %}",
    "{% import 'os' as os %}",
    "{% extends 'x' %}",
    "{% autoescape false %}{{ '<w:p/>' }}{% endautoescape %}",
    "{{ '<w:p/>'|safe }}",
    "{% do 明细.append(1) %}",
    "{{ 明细.append(1) }}",
    "{{ 项目.update({'名称': 1}) }}",
    "{{ 项目.名称.encode() }}",
    "{% debug %}",
]


def cell_of(tag: str) -> bytes:
    text = escape(tag).encode("ascii", "xmlcharrefreplace")
    return edit(workbook({"表": {"A1": "QQQQ"}}), {"xl/worksheets/sheet1.xml": lambda old: old.replace(b"QQQQ", text)})


class TestTags:
    def test_what_would_take_all_memory_and_time(self, tmp_path: Path) -> None:
        templates = {}
        for number, tag in enumerate(GREEDY):
            templates[f"{number}.docx"] = lines(tag)
            templates[f"{number}.xlsx"] = cell_of(tag)
        rows = {"A1": "{%tr for a in range(99999) %}{%tr for b in range(99999) %}x{%tr endfor %}{%tr endfor %}"}
        templates["行.xlsx"] = workbook({"表": rows})
        templates["列.xlsx"] = workbook({"表": {"A1": "{%tc for a in range(99999) %}x{%tc endfor %}"}})
        templates["表.xlsx"] = workbook({"表": {"A1": "{%sheet for a in range(99999) %}x"}})
        templates["段.docx"] = lines(
            "{%p for a in range(99999) %}{%p for b in range(99999) %}x{%p endfor %}{%p endfor %}"
        )
        made = []
        for name, answer in told_under_limits(templates, tmp_path).items():
            if answer.startswith("told "):
                judge(answer)
            else:
                made.append(name)
        assert made == []

    @pytest.mark.parametrize("tag", PRYING)
    def test_what_would_look_where_it_should_not(self, tag: str) -> None:
        refusal(".docx", lines(tag))
        refusal(".xlsx", cell_of(tag))

    def test_a_title_and_a_header_are_no_way_round(self) -> None:
        core = edit(
            DOCX,
            {
                "docProps/core.xml": lambda old: re.sub(
                    rb"<dc:title>.*?</dc:title>|<dc:title/>", b"<dc:title>{{ ''.__class__ }}</dc:title>", old
                )
            },
        )
        assert b"__class__" in members(core)["docProps/core.xml"]
        refusal(".docx", core)
