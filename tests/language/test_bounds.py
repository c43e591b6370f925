"""A template cannot run for ever, fill the memory or make an endless paper, by mistake or on purpose."""

from __future__ import annotations

import marshal
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from jinja2 import Template

from archivegen.language import bounds, explain, make_environment
from archivegen.language.bounds import MOST_CALLS, MOST_STEPS

WORDS: dict[str, Any] = {
    "人们": [{"姓名": f"工人{n}", "工种": "普工", "日薪": Decimal("180.50")} for n in range(2_000)],
    "长": "字" * 200_000,
    "日": date(2026, 3, 5),
}
DOUBLED = "{% set 值 = namespace(甲=甲) %}{% for i in range(99) %}{% set 值.甲 = __ %}{% endfor %}{{ 值.甲|length }}"

WORK = [
    "{% for a in range(9999) %}{% for b in range(9999) %}{% for c in range(9999) %}{% endfor %}{% endfor %}{% endfor %}",
    "{% for a in range(9999) if a %}{% for b in range(9999)|reverse %}{{ b }}{% endfor %}{% endfor %}",
    "{% for a in 人们 %}{% for b in 人们|map(attribute='姓名') %}{{ b == '甲' }}{{ a.姓名 }}{% endfor %}{% endfor %}",
    "{% for a in range(99999) %}{{ 人们|sum(attribute='日薪') }}{% endfor %}",
    "{% for a in range(99999) %}{% set x = range(99999)|select('in', 人们)|list|length %}{% endfor %}",
    "{% for a in range(99999) %}{% set x = 人们|sort(attribute='姓名') %}{% endfor %}",
    "{% for a in range(99999) %}{% if 长 == 长[1:] ~ 'a' %}{% endif %}{% endfor %}",
    "{% for a in range(99999) %}{% if a in 人们 %}{% endif %}{% endfor %}",
    "{% for a in range(99999) %}{% if '乙' in 长 %}{% endif %}{% endfor %}",
    "{% for a in range(99999) %}{% if 长.startswith('乙') or 长.endswith('乙') %}{% endif %}{% endfor %}",
    "{% macro m(n) %}{% if n %}{{ m(n - 1) }}{{ m(n - 1) }}{% endif %}{% endmacro %}{{ m(40) }}",
    "{% for a in [[]] recursive %}{{ loop([1] * 9999) if loop.depth < 9 }}{% endfor %}",
    "".join(
        f"{{% block 块{n} %}}{{% for i in range(9999) %}}{{{{ self.块{n + 1}() }}}}{{% endfor %}}{{% endblock %}}"
        for n in range(3)
    )
    + "{% block 块3 %}{% endblock %}",
]
TEXT = [
    "{% for a in range(9999) %}{{ 长 }}{% endfor %}",
    "{% for a in range(99999) %}" + "字" * 1_100 + "{% endfor %}",
    DOUBLED.replace("__", "值.甲 ~ 值.甲"),
    DOUBLED.replace("__", "值.甲 + 值.甲"),
    DOUBLED.replace("__", "值.甲 * 99"),
    DOUBLED.replace("__", "99 * 值.甲"),
    DOUBLED.replace("__", "值.甲|replace('甲', '甲甲')"),
    DOUBLED.replace("__", "值.甲|replace('', '甲')"),
    DOUBLED.replace("__", "[值.甲, 值.甲]|join"),
    DOUBLED.replace("__", "[值.甲, 值.甲]|join('、')|upper"),
    DOUBLED.replace("__", "[值.甲, 值.甲]|顿号"),
    DOUBLED.replace("__", "[值.甲, 值.甲]|换行"),
    DOUBLED.replace("甲=甲", "甲=[1]").replace("__", "值.甲 + 值.甲"),
    DOUBLED.replace("甲=甲", "甲=[1]").replace("__", "值.甲 * 99"),
    DOUBLED.replace("甲=甲", "甲=(1, 2)").replace("__", "99 * 值.甲"),
    DOUBLED.replace("甲=甲", "甲=[1]").replace("__", "[值.甲, 值.甲]|sum(start=[])"),
    DOUBLED.replace("甲=甲", "甲=[1]").replace("__", "值.甲 + range(99999)|list"),
    "{% set 一 %}甲{% endset %}" + "{% set 一 %}{{ 一 }}{{ 一 }}{% endset %}" * 60 + "{{ 一|length }}",
    "{% macro 倍(x) %}{{ x }}{{ x }}{% endmacro %}" + "{% set 甲 = 倍(甲) %}" * 60 + "{{ 甲|length }}",
    "{% macro 倍() %}{{ caller() }}{{ caller() }}{% endmacro %}"
    + "{% call 倍() %}" * 15
    + "字" * 10_000
    + "{% endcall %}" * 15,
    "{% set x %}{% for a in range(99999) %}" + "<w:t>{{ a }}</w:t>" * 99 + "{% endfor %}{% endset %}",
    "{% set x %}{% for a in range(99) %}{{ 长 }}{% endfor %}{% endset %}",
    "{% filter upper %}{% for a in range(99) %}{{ 长 }}{% endfor %}{% endfilter %}",
    "{% for a in range(99) %}{% set x = 长[1:] %}{% endfor %}",
    "{% for a in range(99) %}{% set x = 长|list %}{% endfor %}",
    "{% for a in range(99) %}{% set x = 长.split('甲') %}{{ x|join }}{% endfor %}",
    "{% for a in range(9999) %}{% set x = [1]|batch(10000, 0)|list %}{% endfor %}",
    "{{ ([长] * 9999)|join }}",
    "{{ ('甲' * 9999)|replace('甲', '乙' * 9999) }}",
]
NUMBERS = [
    "{% set 值 = namespace(甲=99) %}{% for i in range(99) %}{% set 值.甲 = 值.甲 * 值.甲 %}{% endfor %}{{ 值.甲 }}",
    "{% set 值 = namespace(甲=9.9) %}{% for i in range(99) %}{% set 值.甲 = 值.甲 * 值.甲 %}{% endfor %}{{ 值.甲 }}",
    "{{ 1e999999 }}",
    "{{ 1e300 * 1e300 }}",
    "{{ '9'|replace('9', '9' * 4000)|int }}",
    "{{ " + "9" * 4000 + " }}",
    "{{ " + "9" * 6000 + " }}",
    "{{ 0x" + "f" * 9000 + " }}",
    "{{ (1e300)|int }}",
]
REFUSED = [
    ("{{ 2.5|四舍五入(1000000000) }}", "小数位数"),
    ("{{ 2.5|百分比(1000000000) }}", "小数位数"),
    ("{{ 2.5|万元(-1000000000) }}", "小数位数"),
    ("{{ 2.5|万元('甲') }}", "小数位数"),
    ("{{ 2.5|大写('甲' * 9999) }}", "最多 60 个字"),
    ("{{ 'x' * 999999999 }}", "最多重复 10000 次"),
    ("{{ 999999999 * 'x' }}", "最多重复 10000 次"),
    ("{{ (1, 2) * 999999999 }}", "最多重复 10000 次"),
    ("{{ [1]|batch(1000000000)|list|length }}", "1 到 10000"),
    ("{{ [1]|batch(1000000000, 0)|list|length }}", "1 到 10000"),
    ("{{ [1]|slice(1000000000)|list|length }}", "1 到 10000"),
    ("{% for i in range(1000000000) %}{% endfor %}", "数字太大"),
    ("{{ '%999999999d' is even }}", "“is even”只能用在数字上"),
    ("{{ ['%999999999d']|select('divisibleby', 5)|list|length }}", "“is divisibleby”只能用在数字上"),
    ("{{ [1, 2] ~ '甲' }}", "这里是一个列表"),
    ("{{ {'甲': 1}|string }}", "这里是一组词"),
    ("{{ [[1], [2]]|join }}", "这里是一个列表"),
    ("{{ {(1, 2): 3}[(1, 2)] }}", "方括号里要写一个词或者一个数"),
    ("{{ [1]|map(['a'])|list|length }}", "名字要写在引号里"),
    ("{{ 1 in [2] in [3] }}", "in 不能和别的比较连着写"),
    ("{% macro m() %}{{ m() }}{% endmacro %}{{ m() }}", f"超过了 {MOST_CALLS} 层"),
    ("{% macro m() %}{% call m() %}{{ caller() }}{% endcall %}{% endmacro %}{{ m() }}", "层"),
    ("{% block 甲 %}{{ self.甲() }}{% endblock %}", "层"),
    ("{% for a in [1] recursive %}{{ loop([1]) }}{% endfor %}", "层"),
    ("{{ " + "(" * 3_000 + "1" + ")" * 3_000 + " }}", "套得太深"),
    ("{{ " + "[" * 100_000 + " }}", "套得太深"),
    ("{{ " + "not " * 3_000 + "1 }}", "套得太深"),
    ("{{ " + "-" * 3_000 + "1 }}", "套得太深"),
    ("{{ 1" + " + 1" * 3_000 + " }}", "套得太深"),
    ("{{ 1" + " if 1 else 1" * 3_000 + " }}", "套得太深"),
    ("{{ 1" + "|string" * 3_000 + " }}", "套得太深"),
    ("{{ 日" + ".year" * 3_000 + " }}", "套得太深"),
    ("{% if 1 %}" * 3_000 + "{% endif %}" * 3_000, "套得太深"),
    ("{% for i in [1] %}" * 21 + "{% endfor %}" * 21, "套得太深"),
    ("{{ 1 }}" * 200_000, "标签太多"),
    ("甲" * 20_000_001, "模板太长"),
]
NESTED = "{% set 值 = namespace(甲=[1], 乙=[1]) %}{% for i in range(60) %}{% set 值.甲 = [值.甲, 值.甲] %}{% set 值.乙 = [值.乙, 值.乙] %}{% endfor %}"
PAIRED = NESTED.replace("[1]", "1").replace("[值", "(值").replace("] %}", ") %}")
DEEP = (
    PAIRED.replace("range(60)", "range(99999)")
    .replace("(值.甲, 值.甲)", "(值.甲,)")
    .replace("(值.乙, 值.乙)", "(值.乙,)")
)
ENDLESS = [
    made + use
    for made in (NESTED, PAIRED, DEEP)
    for use in (
        "{{ 值.甲 == 值.乙 }}",
        "{{ 值.甲 < 值.乙 }}",
        "{{ 值.甲 is eq(值.乙) }}",
        "{{ 值.甲 in [值.乙] }}",
        "{{ 值.甲 is in([值.乙]) }}",
        "{{ [值.甲, 值.乙]|sort|length }}",
        "{{ [值.甲, 值.乙]|unique|list|length }}",
        "{{ [{'a': 值.甲}, {'a': 值.乙}]|groupby('a')|length }}",
        "{{ [{'a': 值.甲}, {'a': 值.乙}]|max(attribute='a') }}",
        "{{ {值.甲: 1} }}",
        "{{ dict([[值.甲, 1]]) }}",
        "{{ {}[值.甲] }}",
        "{{ 值.甲 }}",
        "{{ 值.甲 ~ '' }}",
        "{{ 值.甲|string }}",
        "{{ 值.甲|join }}",
        "{{ 值.甲|upper }}",
        "{{ 值.甲|顿号 }}",
        "{{ 值.甲|元 }}",
        "{{ 值.甲|序号 }}",
        "{{ 值.甲|脱敏 }}",
        "{{ ''|replace('', 值.甲) }}",
        "{{ [1]|map(值.甲)|list }}",
        "{% for i in [1, 2] %}{{ loop.changed(值.甲) }}{% endfor %}",
    )
]


@pytest.fixture
def small(monkeypatch: pytest.MonkeyPatch) -> None:
    """The same counts, only smaller, so that the tests are quick."""
    monkeypatch.setattr(bounds, "MOST_STEPS", 300_000)
    monkeypatch.setattr(bounds, "MOST_TEXT", 3_000_000)
    monkeypatch.setattr(bounds, "MOST_PRINTED", 3_000_000)


def failure(source: str) -> str:
    words = {**WORDS, "甲": "甲"}
    try:
        printed = make_environment().from_string(source).render(words)
    except Exception as error:  # noqa: BLE001 - whatever a template raises must be explained
        return explain(error, words)
    raise AssertionError(f"printed {printed[:100]!r}")


@pytest.mark.parametrize("source", WORK)
def test_loops_inside_loops_end(source: str, small: None) -> None:
    assert "多半是循环套着循环" in failure(source) or "文字太多" in failure(source)


@pytest.mark.parametrize("source", TEXT)
def test_texts_and_lists_do_not_grow_without_end(source: str, small: None) -> None:
    assert "写出的文字太多" in failure(source) or "要做的太多" in failure(source)


@pytest.mark.parametrize("source", NUMBERS)
def test_numbers_do_not_grow_without_end(source: str, small: None) -> None:
    assert "数字太大，算不出来" in failure(source)


@pytest.mark.parametrize(("source", "sentence"), REFUSED)
def test_what_is_refused_at_once(source: str, sentence: str) -> None:
    assert sentence in failure(source)


@pytest.mark.parametrize("source", ENDLESS)
def test_a_list_that_holds_itself_many_times_is_not_looked_through(source: str, small: None) -> None:
    assert any("\u4e00" <= sign <= "\u9fff" for sign in failure(source))


def test_all_of_it_stays_within_a_small_memory_and_a_short_time() -> None:
    """The counts are what bounds a template; this shows that they bound what matters."""
    program = (
        "import resource, sys\n"
        "sys.path.insert(0, sys.argv[1])\n"
        "resource.setrlimit(resource.RLIMIT_AS, (1_500_000_000,) * 2)\n"
        "resource.setrlimit(resource.RLIMIT_CPU, (90,) * 2)\n"
        "from tests.language.test_bounds import ENDLESS, NUMBERS, TEXT, WORK, failure\n"
        "told = [failure(source) for source in [WORK[0], WORK[2], *TEXT[:4], TEXT[-9], *ENDLESS[:9], NUMBERS[0]]]\n"
        "sys.exit(any('内存太多' in sentence for sentence in told))\n"
    )
    root = Path(__file__).parents[2]
    assert subprocess.run([sys.executable, "-c", program, root]).returncode == 0


def test_a_large_honest_table_is_well_within_bounds() -> None:
    template = make_environment().from_string(
        "{% for 人 in 人们 %}<tr>{% for 天 in range(1, 32) %}<td>{{ 人.姓名 }}{{ 天 }}{{ 人.日薪|元 }}</td>{% endfor %}</tr>{% endfor %}"
        "{{ 人们|sum(attribute='日薪')|元 }}{% for 种 in 人们|groupby('工种') %}{{ 种.grouper }}{{ 种.list|length }}{% endfor %}"
    )
    context = template.new_context(WORDS)
    printed = "".join(template.root_render_func(context))
    assert printed.endswith("361,000.00普工2000")
    assert context.budget.steps > MOST_STEPS * 0.94  # type: ignore[attr-defined]


def test_every_rendering_has_a_budget_of_its_own_in_every_thread(small: None) -> None:
    source = "{% for a in range(300) %}{% for b in range(200) %}{{ '' }}{% endfor %}{% endfor %}完"
    template = make_environment().from_string(source)
    with ThreadPoolExecutor(4) as pool:
        printed = list(pool.map(lambda _: template.render(), range(12)))
    assert printed == ["完"] * 12


def test_the_bounds_hold_for_code_that_was_kept_on_the_disk() -> None:
    kept = marshal.dumps(make_environment().compile(WORK[0]))
    environment = make_environment()
    template = Template.from_code(environment, marshal.loads(kept), environment.make_globals(None))
    with pytest.raises(Exception, match="多半是循环套着循环"):
        template.render()


@pytest.mark.parametrize(
    ("source", "printed"),
    [
        ("{{ '甲&' ~ 1 ~ 2.50 ~ true }}", "甲&amp;12.5是"),
        ("{% set 块 %}<b>{% endset %}{{ 块 ~ '&' }}", "<b>&amp;"),
        ("{{ [1, 2.5, '甲&']|join('<') }}", "1&lt;2.5&lt;甲&amp;"),
        ("{{ [{'a': 2}, {'a': 1}]|sort(attribute='a')|map(attribute='a')|join }}", "12"),
        ("{{ [3, 1, 2]|sort|join }}{{ [3, 1]|sort(reverse=true)|join }}{{ [1, 1]|unique|list|length }}", "123311"),
        ("{{ ['乙', '甲']|max }}{{ [1, 2]|min }}{{ [1, 2]|reverse|join }}", "甲121"),
        (
            "{{ [1, 2, 3]|batch(2, 0)|map('join')|join('/') }} {{ [1, 2, 3]|slice(2)|map('length')|join('/') }}",
            "12/30 2/1",
        ),
        ("{{ 'abc'[1:] }}{{ [1, 2, 3][:-1]|join }}", "bc12"),
        ("{{ [] == [] }}{{ (1, 2) < (1, 3) }}{{ '甲' in ['甲'] }}{{ 'b' in 'abc' }}{{ 3 not in [1] }}", "是是是是是"),
        ("{% for a in range(99) %}{{ '' }}{% endfor %}完", "完"),
        ("{{ 1 < 2 < 3 }}{{ {'a': 1} == {'a': 1} }}", "是是"),
        ("{{ 'aXbX'|replace('X', '&') }}{{ 'aXbX'|replace('X', '', 1) }}", "a&amp;b&amp;abX"),
        ("{% for a in [[1, [2]], [3]] recursive %}{{ loop(a) if a is sequence else a }};{% endfor %}", "1;2;;;3;;"),
        ("{% macro 行(甲, 乙=1) %}{{ 甲 }}{{ 乙 }}{{ caller() }}{% endmacro %}{% call 行(0) %}&{% endcall %}", "01&"),
        ("{% for a in [1, 2, 3] if a > 1 %}{{ loop.index }}{{ loop.last }}{{ a }}{% endfor %}", "1否22是3"),
        ("{{ ([1] + [2])|join }}{{ 2 * '-' }}{{ ('a',) * 2 == ('a', 'a') }}", "12--是"),
        ("{{ 4 is even }}{{ 9 is divisibleby(3) }}{{ [1, 2]|select('odd')|list|join }}", "是是1"),
        ("{{ dict(a=1).a }}{{ namespace(a=1).a }}{{ '甲 乙'.split()|join }}", "11甲乙"),
    ],
)
def test_what_is_allowed_works_as_before(source: str, printed: str) -> None:
    assert make_environment().from_string(source).render() == printed
