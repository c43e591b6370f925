"""Words of a template judged without a project: what is used where, and what cannot be right."""

from __future__ import annotations

import pytest

from archivegen.language.shapes import Shape, load_vocabulary
from archivegen.language.uses import inspect_tags, inspect_words, shape_of

WORDS = load_vocabulary()
BATCH = WORDS.words["发放批次"].entry
assert BATCH is not None
OF_A_BATCH = WORDS.adding({"项": BATCH})


def faults(source: str, *, public: bool = False) -> list[str]:
    return [fault.problem for fault in inspect_words(source, OF_A_BATCH, public=public).faults]


def test_a_use_knows_its_line_and_its_kind() -> None:
    source = "{{ 项目.名称 }}\n{% for 人 in 项.明细 %}\n{{ 人.姓名 }}{{ 人.天数 }}\n{% endfor %}"
    used = [(use.word, use.line, use.kind) for use in inspect_words(source, OF_A_BATCH).uses]
    assert used == [
        ("项目.名称", 1, "文字"),
        ("项.明细", 2, "列表"),
        ("项.明细[].姓名", 3, "文字"),
        ("项.明细[].天数", 3, "数"),
    ]


@pytest.mark.parametrize(
    ("source", "problem"),
    [
        ("{{ 项目.名程 }}", "没有“项目.名程”这个词，最接近的是“项目.名称”"),
        ("{{ 名称 }}", "没有“名称”这个词，最接近的是“项目.名称”"),
        ("{% for 人 in 项.明细 %}{{ 人.姓明 }}{% endfor %}", "没有“人.姓明”这个词，最接近的是“人.姓名”"),
        ("{% if 项目.自健 %}是{% endif %}", "没有“项目.自健”这个词，最接近的是“项目.自建”"),
        ("{{ 项目.简称|默认(项目.名程) }}", "没有“项目.名程”这个词，最接近的是“项目.名称”"),
        ("{% set 甲 = 项目.名程 %}{{ 甲 }}", "没有“项目.名程”这个词，最接近的是“项目.名称”"),
        ("{% with 甲 = 项目 %}{{ 甲.名程 }}{% endwith %}", "没有“甲.名程”这个词，最接近的是“甲.名称”"),
        ("{{ 务工人员|selectattr('来源范韦')|list|length }}", "没有“来源范韦”这个词，最接近的是“来源范围”"),
        ("{{ 发放批次|sum(attribute='合计.实付') }}", "没有“合计.实付”这个词，最接近的是“合计.实发”"),
        (
            "{% for 页 in 项.明细|分页(20) %}{% for 人 in 页 %}{{ 人.姓明 }}{% endfor %}{% endfor %}",
            "没有“人.姓明”这个词，最接近的是“人.姓名”",
        ),
        (
            "{% for 组 in 务工人员|groupby('工种') %}{{ 组.list[0].姓明 }}{% endfor %}",
            "没有“组.list[…].姓明”这个词，最接近的是“组.list[…].姓名”",
        ),
        ("{% for 名, 告 in 公示栏.items() %}{{ 告.地典 }}{% endfor %}", "没有“告.地典”这个词，最接近的是“告.地点”"),
        ("{{ (参建各方.业主单位 if 项目.自建 else 参建各方.监理单位).名程 }}", "没有“名程”这个词，最接近的是“名称”"),
        ("{{ 务工人员.姓名 }}", "“务工人员”是列表，不能直接取“姓名”"),
        ("{{ 务工人员 }}", "“务工人员”是列表，不能直接印出来"),
        ("{{ 项目 }}", "“项目”是一组词，不能整组印出来"),
        ("{{ 项目.名称.长度 }}", "“项目.名称”后面没有“长度”这个词，它本身就是一个值（文字）"),
        ("{% for 年 in 项目.年度 %}{% endfor %}", "“项目.年度”不是列表（是数），不能用 for 逐个取"),
        ("{% for 人 in 项.明细 %}{% endfor %}{{ 人.姓名 }}", "“人”只在它的 for 和 endfor 之间才有，这里已经在外面"),
        ("{{ loop.index }}", "没有“loop”这个词"),
    ],
)
def test_what_cannot_be_right_for_any_project(source: str, problem: str) -> None:
    assert faults(source) == [problem]


@pytest.mark.parametrize(
    "source",
    [
        "{{ 项目.实际开工.year }}{{ 项目.名称.split('村')[0] }}{{ 项目.村[0] }}{{ 项目.乡镇[-1] }}",
        "{{ 不适用['C30'] }}{{ 不适用.C31 }}{{ 档案.立卷人.县 }}",
        "{% for 类 in ['业主单位', '监理单位'] %}{{ 参建各方[类].名称 }}{% endfor %}",
        "{% set 表 = namespace(号=0) %}{% set 表.号 = 表.号 + 1 %}{{ 表.号 }}",
        "{% macro 格(值) %}{{ 值.随便 }}{% endmacro %}{{ 格(项目) }}",
        "{% set 名 = {'甲': '乙'} %}{{ 名['甲'] }}{{ 名[项目.名称] }}",
        "{% for 处 in 公示栏.施工公告.地点 or ['村口'] %}{{ 处 }}{% endfor %}",
        "{% for 对 in 验收前置|batch(2) %}{{ 对[0].名称 }}{% endfor %}{{ 材料.题名 }}",
        "{{ 项目.村|顿号 }}{{ 务工人员|map(attribute='姓名')|join('、') }}{{ 项目.自建|勾选 }}",
    ],
)
def test_what_may_be_right_is_left_alone(source: str) -> None:
    assert faults(source) == []


def test_a_paper_for_the_public_has_no_private_words() -> None:
    source = "{% for 人 in 务工人员 %}{{ 人.姓名 }}{{ 人.身份证号 }}{% endfor %}{{ 考核|length }}"
    assert faults(source) == []
    assert faults(source, public=True) == ["公开材料里没有“人.身份证号”这个词", "公开材料里没有“考核”这个词"]
    [fault] = inspect_words("{% for 人 in 务工人员 %}{{ 人.身份证 }}{% endfor %}", WORDS, public=True).faults
    assert "身份证号" not in fault.problem + fault.mend


@pytest.mark.parametrize(
    ("source", "word"),
    [
        ("{% for 页 in 项.明细|分页(9) %}{% for 人 in 页 %}{{ 人.姓名 }}{% endfor %}{% endfor %}", "项.明细[].姓名"),
        ("{% for 组 in 务工人员|groupby('工种') %}{{ 组.list[0].姓名 }}{% endfor %}", "务工人员[].姓名"),
        ("{% for 种, 们 in 务工人员|groupby('工种') %}{{ 们|length }}{% endfor %}", "务工人员[].工种"),
        ("{{ (参建各方.业主单位 if 项目.自建 else 参建各方.监理单位).名称 }}", "参建各方.监理单位.名称"),
        ("{{ 参建各方[项目.名称].电话 }}", "参建各方.*.电话"),
        ("{{ 发放批次|sum(attribute='合计.实发') }}", "发放批次[].合计.实发"),
    ],
)
def test_a_word_is_followed_to_the_list_it_comes_from(source: str, word: str) -> None:
    inspection = inspect_words(source, OF_A_BATCH)
    assert word in {use.word for use in inspection.uses}
    assert not inspection.faults


def test_the_shape_of_an_expression_of_the_catalogue() -> None:
    notice = shape_of("公示栏.施工公告", WORDS)
    assert isinstance(notice, Shape)
    assert "张贴日期" in notice.words
    assert shape_of("1 + 1", WORDS) is None


def test_tags_that_do_not_pair_are_judged_one_by_one() -> None:
    tags = [
        "{% for 人 in 项.明细 %}",
        "{{ 人.姓明 }}",
        "{% elif 项目.自健 %}",
        "{% fro 某 in 项目 %}",
        "{{ 某.名 }}",
        "{{ 天数 }}",
    ]
    found = [
        (fault.line, fault.word) for fault in inspect_tags([*tags, "{% for 某 in", "{% endif %}"], OF_A_BATCH).faults
    ]
    assert found == [(2, "人.姓明"), (3, "项目.自健"), (6, "天数")]
