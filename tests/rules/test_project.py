"""What a stage owes, and papers that do not apply."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from archivegen.project.basics import ProjectStage

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
