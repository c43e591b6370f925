"""Posts have no more people than places, dividends no more than the gain, letters a paper to stand on."""

from __future__ import annotations

import pytest

HEAD = """\
项目: {{名称: 香水村产业道路以工代赈项目, 年度: 2026, 类型: {kind}, 建设方式: 村民自建, 县: 巴州区, 乡镇: 云屏镇, 村: 香水村}}
"""


def codes(report) -> set[str]:
    return {finding.code for finding in report.findings}


@pytest.mark.parametrize(
    ("paper", "expected"),
    [
        ("D04", set()),
        ("C22@2026-03", set()),
        ("C22@2026-03+公示结果证明", set()),
        ("D4", {"R940"}),
        ("验收申请", {"R940"}),
    ],
)
def test_a_letter_belongs_to_a_paper_of_the_catalogue(check, paper, expected):
    report = check(HEAD.format(kind="公益性") + f"发文: [{{材料: {paper}, 文号: 云屏府〔2026〕1号}}]\n")
    assert codes(report) == expected


def test_an_unknown_letter_is_told_with_the_nearest_code(check):
    found = check(HEAD.format(kind="公益性") + "发文: [{材料: D044, 文号: 云屏府〔2026〕1号}]\n").findings
    assert "D04" in found[0].message


@pytest.mark.parametrize(
    ("people", "expected"),
    [
        ("[{姓名: 何光明}]", set()),
        ("[{姓名: 何光明}, {姓名: 李正和}]", {"R941"}),
        ("[{姓名: 何光明, 聘用止: 2026-10-31}, {姓名: 李正和, 聘用起: 2026-11-01}]", set()),
        ("[{姓名: 何光明, 聘用止: 2026-11-01}, {姓名: 李正和, 聘用起: 2026-11-01}]", {"R941"}),
    ],
)
def test_who_left_a_post_makes_room(check, people, expected):
    post = f"公益性岗位: [{{岗位: 管护员, 名额: 1, 人员: {people}}}]\n"
    assert codes(check(HEAD.format(kind="公益性") + post)) == expected


@pytest.mark.parametrize(
    ("mode", "year", "expected"),
    [
        ("按股", "收益: 1000, 分配: 1000", set()),
        ("按股", "收益: 1000, 分配: 1000.01", {"R942"}),
        ("保底", "收益: 1000, 分配: 2000", set()),
        ("按股", "分配: 2000", set()),
    ],
)
def test_no_more_is_divided_than_was_gained(check, mode, year, expected):
    shares = f"折股量化: {{模式: {mode}, 股东: [{{名称: 集体, 比例: 100%}}], 分红: [{{年度: 2026, {year}}}]}}\n"
    assert codes(check(HEAD.format(kind="产业") + shares)) == expected
