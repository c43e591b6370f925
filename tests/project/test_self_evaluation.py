"""绩效自评: points by what was reached (财预〔2020〕10号), as a county adds them up by hand."""

from __future__ import annotations

import datetime
from decimal import Decimal

import pytest

from archivegen.pack.load import load_pack
from archivegen.project.figures import Figures
from archivegen.project.load import load_project
from archivegen.project.self_evaluation import SelfEvaluation
from archivegen.project.stated import compare_stated, read_stated, read_target
from archivegen.workspace import open_project
from tests.conftest import SAMPLES, SMALL_PROJECT, XIANGSHUI

SAME = (("m³", "立方米"), ("m", "米", "延米"))


@pytest.mark.parametrize(
    ("target", "reached", "part"),
    [
        ("4.2公里", "4.2公里", "1"),
        ("4公里", "3000米", "0.75"),
        ("≥3860米", "3,890 米", "1.007772"),
        ("不少于120人次", "90人次", "0.75"),
        ("≥46人", "46名", "1"),
        ("100%", "95%（剩1项）", "0.95"),
        ("≤400万元", "389.15万元", "1"),
        ("不超过400万元", "5000000元", "0.8"),
        ("≥50万元", "0万元", "0"),
        ("12立方米", "6m³", "0.5"),
    ],
)
def test_how_far_a_target_is_reached(target, reached, part):
    wanted, got = read_target(target), read_stated(reached)
    assert wanted
    assert got
    assert compare_stated(wanted, got, SAME).quantize(Decimal("0.000001")) == Decimal(part).quantize(
        Decimal("0.000001")
    )


@pytest.mark.parametrize(("target", "reached"), [("3口", "3公里"), ("0处", "1处"), ("4公里", "4人")])
def test_what_cannot_be_compared_is_left_to_people(target, reached):
    wanted, got = read_target(target), read_stated(reached)
    assert wanted
    assert got
    assert compare_stated(wanted, got, SAME) is None


def evaluate(make_project, text: str) -> SelfEvaluation:
    loaded = load_project(make_project(SMALL_PROJECT + text))
    assert loaded.project is not None, loaded.report.findings
    return SelfEvaluation(Figures(loaded.project, load_pack().policy))


@pytest.mark.parametrize(
    ("fields", "score"),
    [
        ("指标值: 4公里, 完成值: 4公里, 分值: 20", "20"),
        ("指标值: 4公里, 完成值: 5公里, 分值: 20", "20"),
        ("指标值: 3公里, 完成值: 2公里, 分值: 20", "13.33"),
        ("指标值: 3公里, 完成值: 2公里, 分值: 20, 得分: 15", "15"),
        ("指标值: 落实, 完成值: 落实，管护期10年, 分值: 3", "3"),
        ("指标值: 落实, 完成值: 部分落实, 分值: 3", None),
        ("指标值: 4公里, 分值: 20", None),
        ("指标值: 4公里, 完成值: 4公里", None),
    ],
)
def test_points_of_an_indicator(make_project, fields, score):
    evaluation = evaluate(make_project, f"绩效: {{指标: [{{一级: 产出指标, 三级: 道路, {fields}}}]}}\n")
    [item] = evaluation.scored
    assert item.score == (None if score is None else Decimal(score))
    assert evaluation.total_score is None


def test_budget_scores_by_what_was_spent_of_what_arrived(make_project):
    text = """\
财务: {台账: [{日期: 2026-03-01, 摘要: 付材料款, 支出: 1500000}, {日期: 2026-03-02, 摘要: 发放, 支出: 100000, 类别: 劳务报酬},
  {日期: 2026-03-05, 摘要: 退回, 收入: 1000, 类别: 劳务报酬}]}
绩效: {指标: [{一级: 产出指标, 三级: 道路, 指标值: 4公里, 完成值: 4公里, 分值: 90}]}
"""
    evaluation = evaluate(make_project, text)
    assert evaluation.spent == Decimal(1599000)
    assert evaluation.rate == Decimal("0.7995")
    assert (evaluation.budget_weight, evaluation.budget_score) == (Decimal(10), Decimal("8.00"))
    assert (evaluation.total_score, evaluation.grade) == (Decimal("98.00"), "优")


@pytest.mark.parametrize(
    ("score", "grade"), [("90", "优"), ("89.99", "良"), ("60", "中"), ("59.99", "差"), ("0", "差")]
)
def test_grades_begin_at_their_bounds(make_project, score, grade):
    text = f"绩效: {{指标: [{{一级: 预算执行, 三级: 支出率, 指标值: 100%, 分值: 0, 得分: 0}}, {{一级: 产出指标, 三级: 道路, 指标值: 4公里, 分值: 100, 得分: {score}}}]}}\n"
    assert evaluate(make_project, text).grade == grade


def test_what_the_program_knows_need_not_be_written(tmp_path, sample):
    folder = sample(XIANGSHUI)
    file = folder / "项目.yaml"
    text = file.read_text(encoding="utf-8")
    for written in (
        ", 完成值: 72.32万元",
        ", 完成值: 34.44%",
        ", 完成值: 46人",
        ", 完成值: 129人次",
        ", 完成值: 98.3%",
    ):
        assert text.count(written) == 1
        text = text.replace(written, "")
    file.write_text(text, encoding="utf-8")
    found = {row["三级"]: row["完成值"] for row in _words(folder)["指标"]}
    assert found["发放劳务报酬"] == "72.32万元"
    assert found["劳务报酬占中央预算内投资比例"] == "34.44%"
    assert found["吸纳当地群众务工"] == "46人"
    assert found["技能培训"] == "129人次"
    assert found["受益群众满意度"] == "98.3%"


def test_sums_of_the_sample_are_those_of_its_form():
    words = _words(SAMPLES / XIANGSHUI)
    assert [(row["名称"], row["分值"], row["得分"]) for row in words["分类"]] == [
        ("预算执行", 10, 10),
        ("产出指标", 50, 50),
        ("效益指标", 30, Decimal("29.5")),
        ("满意度指标", 10, 10),
    ]
    assert (words["分值"], words["得分"], words["等级"]) == (100, Decimal("99.5"), "优")
    assert words["资金"]["全年执行"] == sum(row["全年执行"] for row in words["资金"]["明细"]) == Decimal("3891453.50")
    assert [row["三级"] for row in words["未达标"]] == ["技能培训"]


def _words(folder):
    return open_project(folder, datetime.date(2026, 11, 20)).words["自评"]
