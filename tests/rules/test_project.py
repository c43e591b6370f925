"""What a stage owes, and papers that do not apply."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from archivegen.findings import Severity
from archivegen.project.basics import ProjectStage
from tests.rules.people_at_work import at_stage

HEAD = "项目: {{名称: 道路, 年度: 2026, 类型: 公益性, 建设方式: 村民自建, 县: 巴州区, 乡镇: 云屏镇, 村: 香水村, 阶段: {}}}\n"
FAULTLESS = (Path(__file__).parent / "faultless" / "项目.yaml").read_text(encoding="utf-8")
SECTIONS = [
    line.partition(":")[0] for line in FAULTLESS.splitlines() if line[0] != " " and not line.startswith("项目:")
]


def test_every_stage_asks_for_more(check):
    counts = [
        sum(1 for finding in check(HEAD.format(stage.value)).findings if finding.code == "R804")
        for stage in ProjectStage
    ]
    assert counts[0] == 0
    assert counts == sorted(set(counts))


def test_a_missing_fact_names_the_papers_that_wait(check):
    found = next(f for f in check(HEAD.format("申报")).findings if "四方会商" in f.message)
    assert found.papers == ("A06",)
    assert "A06" in found.message


def test_what_is_missing_is_only_a_warning(check):
    assert {f.code for f in check(HEAD.format("申报")).errors} == set()


@pytest.mark.parametrize("code", ["C30", "C21@2026-03"])
def test_papers_that_can_be_waived(codes, code):
    assert codes(f"不适用: {{{code}: 本项目没有}}\n") == set()


def test_a_code_that_was_typed_in_small_letters(check):
    (found,) = check(HEAD.format("规划储备") + "不适用: {C300: 没有设计变更}\n").findings
    assert "“C30”" in found.message


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(gone=st.sets(st.sampled_from(SECTIONS)), stage=st.sampled_from(list(ProjectStage)))
def test_whatever_is_missing_the_rules_go_on(check, gone, stage):
    kept, keep = [], True
    for line in FAULTLESS.splitlines():
        keep = line.partition(":")[0] not in gone if line[0] != " " else keep
        if keep:
            kept.append(line)
    text = "\n".join(kept).replace("阶段: 总结移交", f"阶段: {stage.value}")
    for finding in check(text + "\n").findings:
        assert "{" not in finding.message


# --- codes and responsible persons ------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("stage", "expected"), [("规划储备", None), ("申报", Severity.WARNING), ("实施", Severity.ERROR)]
)
def test_a_project_code_is_asked_for_from_the_application_on(check, stage, expected):
    found = check(at_stage(stage, ("  代码: 2512-511902-04-01-123456\n", ""))).findings
    assert {f.code: f.severity for f in found} == ({"R810": expected} if expected else {})


@pytest.mark.parametrize(
    ("about", "problem"),
    [
        ('区划代码: "511902"', ""),
        ('省: 四川\n区划代码: "511902"', ""),
        ('省: 内蒙古\n区划代码: "150100"', ""),
        ('省: 重庆市\n区划代码: "511902"', "是四川省"),
        ('区划代码: "51190"', "应为6位数字"),
        ('区划代码: "51190２"', "应为6位数字"),
        ('区划代码: "991902"', "不是省级代码"),
    ],
)
def test_region_codes(check, about, problem):
    head = HEAD.format("规划储备").replace("}", ", " + about.replace("\n", ", ") + "}")
    found = check(head).findings
    assert [f.code for f in found] == (["R811"] if problem else [])
    assert all(problem in f.message for f in found)


@pytest.mark.parametrize(
    "parties",
    [
        "参建各方: {实施单位: {名称: 项目理事会, 负责人: 谭国安}, ",
        "参建各方: {施工单位: {名称: 某建设工程有限公司, 负责人: 谭国安}, ",
    ],
)
def test_the_head_of_the_builder_is_the_person_who_builds(check, parties):
    gone = (", {层级: 施, 姓名: 谭国安}", "")
    assert {f.code for f in check(at_stage("实施", gone)).findings} == {"R817"}
    assert check(at_stage("实施", gone, ("参建各方: {", parties))).findings == ()
    assert check(at_stage("申报", gone)).findings == ()


def test_the_county_lead_can_be_rung_up(check):
    gone = (", 电话: 0827-5550111", "")
    severity = {
        stage: [f.severity for f in check(at_stage(stage, gone)).findings] for stage in ("规划储备", "申报", "实施")
    }
    assert severity == {"规划储备": [], "申报": [Severity.WARNING], "实施": [Severity.ERROR]}


DAYS = "  计划开工: 2026-03-02\n  计划完工: 2026-06-30\n"
STEP = "  工序进度: [{{名称: 路面, 开始: {}, 结束: {}}}]\n"


@pytest.mark.parametrize(
    ("start", "end", "expected"),
    [
        ("2026-03-02", "2026-06-30", set()),
        ("2026-05-01", "2026-05-01", set()),
        ("2026-03-01", "2026-06-30", {"R531"}),
        ("2026-03-02", "2026-07-01", {"R531"}),
        ("2026-05-02", "2026-05-01", {"R530"}),
    ],
)
def test_steps_of_the_schedule_lie_in_the_planned_period(codes, start, end, expected):
    assert codes(DAYS + STEP.format(start, end)) == expected


def test_a_step_that_ends_before_it_starts_blocks_the_plan_that_draws_it(check):
    step = "工序进度: [{名称: 路面, 开始: 2026-05-02, 结束: 2026-05-01}]"
    (found,) = check(HEAD.format("规划储备").replace("阶段:", f"{step}, 阶段:")).findings
    assert found.papers == ("B02",)
    assert "“路面”2026-05-02 开始，结束却是 2026-05-01" in found.message


def test_steps_without_a_planned_period_are_left_alone(codes):
    assert codes(STEP.format("2026-05-01", "2027-05-01")) == set()
