"""应归档清单: which papers a project owes, and keys that never move."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from archivegen.pack.load import load_pack
from archivegen.plan import find_key_clashes, make_plan
from archivegen.project.figures import Figures
from archivegen.project.model import Project
from archivegen.project.words import build_words
from tests.project.test_figures import BASICS

PACK = load_pack()


def plan_of(**sections: object):
    basics = {**BASICS, **sections.pop("项目", {})}
    project = Project.model_validate({"项目": basics, **sections})
    return make_plan(build_words(Figures(project, PACK.policy)), PACK)


@pytest.mark.parametrize("kind", ["公益性", "产业"])
@pytest.mark.parametrize("mode", ["村民自建", "施工承包"])
def test_every_kind_of_project_owes_68_of_the_74_lines(kind, mode):
    """Domain §4: after the filter by type and mode every project gets 68."""
    plan = plan_of(项目={"类型": kind, "建设方式": mode})
    assert len({entry.code for entry in plan.entries}) == 74
    assert len({entry.code for entry in plan.entries if entry.applies}) == 68
    assert all(entry.reason for entry in plan.entries if not entry.applies)


def test_a_waiver_needs_no_paper_and_keeps_its_reason():
    plan = plan_of(不适用={"C30": "施工中无设计变更"})
    [entry] = [entry for entry in plan.entries if entry.code == "C30"]
    assert (entry.applies, entry.reason) == (False, "施工中无设计变更")


def test_the_county_opinion_is_no_evidence_for_itself():
    codes = {code for _, _, codes in plan_of().prerequisites for code in codes}
    assert "D08" not in codes
    assert len(plan_of().prerequisites) == 11


names = st.lists(st.text("甲乙丙丁戊己庚辛", min_size=2, max_size=3), min_size=1, max_size=8, unique=True)


@settings(suppress_health_check=[HealthCheck.too_slow], deadline=None, max_examples=25)
@given(names, st.randoms())
def test_keys_do_not_move_when_lines_are_added_or_moved(people, random):
    def keys(roster: list[str]) -> set[str]:
        plan = plan_of(务工人员=[{"姓名": name} for name in roster])
        return {entry.key for entry in plan.entries if entry.code == "C11" and entry.item}

    shuffled = [*people, "新来的人"]
    random.shuffle(shuffled)
    assert keys(shuffled) == keys(people) | {"C11@新来的人"}


def test_two_papers_of_one_key_are_told_and_not_made():
    plan = plan_of(务工人员=[{"姓名": "何一"}, {"姓名": "何一"}])
    assert {finding.code for finding in find_key_clashes(plan, "项目.yaml")} == {"A101"}


def test_one_slip_that_doubles_many_papers_is_told_once():
    plan = plan_of(发放批次=[{"月份": "2026-03"}, {"月份": "2026-03"}], 考勤=[{"月份": "2026-03"}])
    [finding] = find_key_clashes(plan, "项目.yaml")
    assert {"C17", "C21", "C22"} <= set(finding.papers)


def test_keys_are_safe_in_a_path():
    plan = plan_of(务工人员=[{"姓名": "甲/乙:丙"}, {"姓名": ".."}])
    keys = [entry.key for entry in plan.entries if entry.code == "C11"]
    assert not [key for key in keys if "/" in key or ":" in key or key.endswith("@..")]


def test_the_stage_folders_are_five():
    assert [stage.folder for stage in plan_of().stages] == [
        "01_规划储备",
        "02_申报",
        "03_实施",
        "04_验收",
        "05_总结移交",
    ]
