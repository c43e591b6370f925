"""E03: the self-evaluation form and the evaluation report say the same as the other papers, and stand bare facts."""

from __future__ import annotations

import re

import pytest

from archivegen.pipeline import generate, open_project
from tests.conftest import XIANGSHUI
from tests.made import TODAY, WHEN, Made, make_sample

FORM, REPORT = "E03", "E03+绩效评价报告"
BARE = """\
项目: {名称: 青溪村灌溉渠以工代赈项目, 年度: 2026, 类型: 公益性, 建设方式: 施工承包, 县: 巴州区, 乡镇: 云屏镇, 村: 青溪村, 实际完工: 2026-06-30}
绩效: {指标: [{一级: 产出指标, 三级: 整治渠道, 指标值: 5公里}]}
"""
SLIPS = re.compile(r"None|nan|\{\{|（）|“”|，，|。。|，。|；。|、。|：。")


@pytest.fixture(scope="module")
def made(tmp_path_factory) -> Made:
    return make_sample(XIANGSHUI, tmp_path_factory.mktemp("e03"))


def test_form_adds_up(made):
    rows = [line.split("\t") for line in made.text(FORM).splitlines()]
    points = [row[5:7] for row in rows if len(row) >= 7 and re.fullmatch(r"[\d.]+", row[6]) and "%" not in row[5]]
    assert len(points) == 14
    total = next(row for row in rows if row[0].startswith("总分"))
    money = next(row for row in rows if row[0] == "年度资金总额")
    assert sum(float(weight) for weight, _ in points) + float(money[4]) == float(total[1]) == 100
    assert sum(float(score) for _, score in points) + float(money[6]) == float(total[2]) == 99.5
    assert money == ["年度资金总额", "398.60", "389.15", "389.15", "10", "100.00%", "10"]


def test_report_tells_what_the_form_and_the_summary_tell(made):
    report, summary = made.text(REPORT), made.text("E01")
    assert "项目得99.5分，评价等级为“优”" in report
    assert "调查群众60人，其中59人表示满意，满意度为98.3%" in report
    for figure in ("723,227.04元", "15,722.33元", "34.44%"):
        assert figure in report
        assert figure in summary
    assert "完工后培训有1人外出未参加" in report
    assert "完工后培训有1人外出未参加" in made.text(FORM)


def test_bare_project_gets_both_without_holes(tmp_path):
    folder = tmp_path / "项目"
    folder.mkdir()
    (folder / "项目.yaml").write_text(BARE, encoding="utf-8")
    workspace = open_project(folder, TODAY)
    bare = Made(folder, workspace, generate(workspace, WHEN))
    for key in (FORM, REPORT):
        assert not SLIPS.search(bare.text(key)), SLIPS.search(bare.text(key))
    assert "部分指标尚待评定" in bare.text(REPORT)
    assert "项目由施工单位承包建设" in bare.text(REPORT)


def test_form_waits_until_the_works_are_finished(tmp_path):
    folder = tmp_path / "项目"
    folder.mkdir()
    (folder / "项目.yaml").write_text(BARE.replace(", 实际完工: 2026-06-30", ""), encoding="utf-8")
    [entry] = [entry for entry in open_project(folder, TODAY).plan.entries if entry.key == FORM]
    assert entry.missing_facts == ("项目·实际完工",)
