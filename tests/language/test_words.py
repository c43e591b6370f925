"""Plain data for templates, and the words that a template uses."""

from __future__ import annotations

from collections import OrderedDict
from datetime import UTC, date, datetime
from decimal import Decimal
from enum import StrEnum
from pathlib import Path
from types import MappingProxyType

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markupsafe import Markup

from archivegen.language import make_environment, plain, words_used


class Mode(StrEnum):
    SELF_BUILT = "村民自建"


def test_plain_data_stays_and_its_likes_become_plain() -> None:
    words = plain(
        MappingProxyType(
            {
                "项目": OrderedDict(名称="甲", 方式=Mode.SELF_BUILT),
                "人": ({"天数": Decimal("22.5"), "在": True},),
                "日": date(2026, 3, 5),
            }
        )
    )
    assert words == {
        "项目": {"名称": "甲", "方式": "村民自建"},
        "人": [{"天数": Decimal("22.5"), "在": True}],
        "日": date(2026, 3, 5),
    }
    assert type(words) is dict
    assert type(words["项目"]) is dict
    assert type(words["项目"]["方式"]) is str
    assert type(words["人"]) is list


@pytest.mark.parametrize(
    "value",
    [
        None,
        1.5,
        Decimal("NaN"),
        Path("/etc"),
        datetime(2026, 3, 5, tzinfo=UTC),
        Markup("<b>"),
        {"甲"},
        bytearray(b"x"),
        object(),
    ],
    ids=lambda value: type(value).__name__,
)
def test_anything_else_is_refused_with_its_place(value: object) -> None:
    with pytest.raises(TypeError, match=r"“项目\.批次\[1\]\.金额”"):
        plain({"项目": {"批次": [{"金额": 1}, {"金额": value}]}})


def test_a_word_is_a_text() -> None:
    with pytest.raises(TypeError, match="1"):
        plain({1: "甲"})


_SCALARS = (
    st.text()
    | st.integers()
    | st.booleans()
    | st.decimals(allow_nan=False, allow_infinity=False)
    | st.dates()
    | st.binary()
)


@given(
    st.recursive(_SCALARS, lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(), inner, max_size=3))
)
def test_plain_data_is_a_copy_of_itself(value: object) -> None:
    assert plain(value) == value
    assert plain(plain(value)) == plain(value)


@pytest.mark.parametrize(
    ("source", "words"),
    [
        ("没有词", set()),
        ("{{ 项目.名称 }}{{ 项目['年度'] }}", {"项目.名称", "项目.年度"}),
        ("{{ 合计.实发|大写 }}", {"合计.实发"}),
        (
            "{% for 人 in 发放.明细 %}{{ loop.index }}{{ 人.姓名 }}{{ 人.账户.账号 }}{% endfor %}",
            {"发放.明细", "发放.明细[].姓名", "发放.明细[].账户.账号"},
        ),
        (
            "{% for 人 in 人员|selectattr('自愿')|sort(attribute='姓名') %}{{ 人.组 }}{% endfor %}",
            {"人员", "人员[].自愿", "人员[].姓名", "人员[].组"},
        ),
        (
            "{% for 月 in 考勤 %}{% for 人 in 月.人员 if 人.天数 %}{{ 人.姓名 }}{% endfor %}{% endfor %}",
            {"考勤", "考勤[].人员", "考勤[].人员[].天数", "考勤[].人员[].姓名"},
        ),
        ("{% set 法人 = 项目.法人 %}{{ 法人.名称 }}", {"项目.法人", "项目.法人.名称"}),
        ("{% set 行 %}{{ 甲.乙 }}{% endset %}{{ 行 }}", {"甲.乙"}),
        ("{% with 甲 = 乙.丙 %}{{ 甲.丁 }}{% endwith %}{{ 甲 }}", {"乙.丙", "乙.丙.丁", "甲"}),
        ("{{ 发放.明细[0].姓名 }}{{ 发放.明细[序].姓名 }}", {"发放.明细[].姓名", "序"}),
        (
            "{{ 发放.明细|sum(attribute='实发') }}{{ 人|groupby('组') }}",
            {"发放.明细", "发放.明细[].实发", "人", "人[].组"},
        ),
        ("{% macro 格(值) %}{{ 值.甲 }}{{ 外.乙 }}{% endmacro %}{{ 格(项.丙) }}", {"外.乙", "项.丙"}),
        ("{% for 键, 值 in 表.items() %}{{ 键 }}{{ 值.甲 }}{% endfor %}", {"表"}),
        ("{% for i in range(3) %}{{ i }}{% endfor %}{{ namespace(甲=乙) }}", {"乙"}),
        ("{% if 甲.乙 and 丙 == '丁' %}{{ (戊|last).己 }}{% endif %}", {"甲.乙", "丙", "戊", "戊[].己"}),
        ("{% for 人 in [] %}{% else %}{{ 人 }}{% endfor %}", {"人"}),
    ],
)
def test_the_words_of_a_template(source: str, words: set[str]) -> None:
    found = words_used(source)
    assert found == words
    assert make_environment().parse(source)
