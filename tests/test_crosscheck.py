"""Two villages, two roads, one man: what only shows when projects are laid side by side."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest

from tests.conftest import ROOT

BAD = ROOT / "tests" / "bad"
PAIRS = ("R362-one-man-on-two-roads", "R363-one-account-in-two-projects", "R369-one-id-under-two-names")


@pytest.mark.parametrize("name", PAIRS)
def test_both_projects_are_told_and_neither_alone(run_cli, name):
    result = run_cli("crosscheck", BAD / name, "--json")
    facts = json.loads(result.out)
    assert [[f["code"] for f in project["findings"]] for project in facts["projects"]] == [[name[:4]], [name[:4]]]
    for project in facts["projects"]:
        alone = json.loads(run_cli("check", project["folder"], "--json").out)
        assert alone["findings"] == []


def test_the_evidence_says_where_the_other_one_stands(run_cli):
    facts = json.loads(run_cli("crosscheck", BAD / PAIRS[0], "--json").out)
    other, mine = facts["projects"]
    assert mine["findings"][0]["evidence"] == [
        {"where": f"{other['project']}/项目.yaml:10", "text": f"{other['project']}：王大山"}
    ]


def test_the_samples_share_nobody(run_cli):
    result = run_cli("crosscheck", ROOT / "samples")
    assert result.code == 0
    assert "比对了 4 个项目、286 人：没有发现问题。" in result.out


def test_a_project_that_cannot_be_read_does_not_stop_the_others(run_cli, tmp_path):
    shutil.copytree(BAD / PAIRS[1], tmp_path / "县")
    broken = tmp_path / "县" / "丙"
    broken.mkdir()
    (broken / "项目.yaml").write_text("项目: {名称: 没有写完\n", encoding="utf-8")
    result = run_cli("crosscheck", tmp_path / "县")
    assert result.code == 3
    assert "丙：项目文件有误" in result.out
    assert "错误 2 处" in result.out


def test_an_own_flag_and_one_from_the_comparison_are_two(run_cli, tmp_path):
    folder = Path(shutil.copytree(BAD / PAIRS[0], tmp_path / "县"))
    file = folder / "甲" / "项目.yaml"
    text = file.read_text(encoding="utf-8").replace("工种: 普工, 合同", "工种: 普工, 户名: 王小山, 合同")
    file.write_text(
        text + "发放批次: [{月份: 2026-03, 公示日期: 2026-04-01, 发放日期: 2026-04-10}]\n", encoding="utf-8"
    )
    facts = json.loads(run_cli("crosscheck", folder, "--json").out)
    found = {project["project"]: [f["code"] for f in project["findings"]] for project in facts["projects"]}
    assert found == {"甲": ["R370", "R362"], "乙": ["R362"]}


def test_one_project_alone_has_nothing_to_be_compared_with(run_cli, tmp_path):
    result = run_cli("crosscheck", ROOT / "tests" / "rules" / "faultless")
    assert "比对了 1 个项目、2 人" in result.out


def test_one_project_has_nothing_to_be_compared_with(run_cli, make_project):
    result = run_cli("crosscheck", make_project())
    assert result.code == 0
    assert result.out.splitlines() == [
        "这里只有 1 个项目，没有可以互相比对的。请写放着全县各个项目的那个文件夹。",
        "比对了 1 个项目、0 人：没有发现问题。",
    ]
