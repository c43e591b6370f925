"""What a township clerk does, and what the tool answers."""

from __future__ import annotations

import json
import re
import shutil

import pytest

from tests.conftest import LONGMEN, SMALL_PROJECT


def test_help_is_chinese_and_names_every_command(run_cli):
    ran = run_cli("--help")
    assert ran.code == 0
    for command in ("new", "check", "plan", "generate", "status", "bundle", "verify", "schema", "batch", "rules"):
        assert f"  {command} " in ran.out
    assert "Usage" not in ran.out
    assert "Options" not in ran.out


@pytest.mark.parametrize(
    "command", ["new", "check", "plan", "generate", "status", "bundle", "verify", "schema", "batch", "rules"]
)
def test_help_of_a_command_is_chinese(run_cli, command):
    ran = run_cli(command, "--help")
    assert ran.code == 0
    assert "用法：archivegen" in ran.out
    assert not any(word in ran.out for word in ("Usage", "Options:", "Show this message"))


@pytest.mark.parametrize(
    ("arguments", "expected"),
    [
        (["chek"], "是否想写 check"),
        (["check", "--jsno"], "是否想写 --json"),
        (["new"], "还缺 文件夹"),
        (["generate", "--stage"], "--stage 后面缺少内容"),
        (["generate", "--jobs", "0"], "应写 1 到 61 的整数"),
        (["bundle", "--date", "2026-13-1"], "如 2026-11-25"),
        (["receive", "档案包"], "还缺 --register"),
    ],
)
def test_a_wrong_command_line_is_explained(run_cli, arguments, expected):
    ran = run_cli(*arguments)
    assert ran.code == 2
    assert expected in ran.err


def test_new_project_can_be_checked_and_generated_at_once(run_cli, tmp_path):
    folder = tmp_path / "某村产业道路"
    assert run_cli("new", folder).code == 0
    assert (folder / "项目.schema.json").is_file()
    assert sorted(p.name for p in (folder / "数据").iterdir()) == ["施工日志.xlsx", "考勤表.xlsx", "花名册.xlsx"]
    checked = run_cli("check", folder)
    assert checked.code == 0, checked.text
    generated = run_cli("generate", cwd=folder)
    assert generated.code == 0, generated.text
    assert "待补事实" in generated.out


def test_new_never_touches_a_folder_with_something_in_it(run_cli, tmp_path):
    (tmp_path / "别人的").mkdir()
    (tmp_path / "别人的" / "文件.txt").write_text("重要", encoding="utf-8")
    ran = run_cli("new", tmp_path / "别人的")
    assert ran.code == 6
    assert [p.name for p in (tmp_path / "别人的").iterdir()] == ["文件.txt"]


@pytest.mark.parametrize("name", ["甲:乙", "项目.", "con", "a?b"])
def test_new_refuses_a_folder_name_that_windows_cannot_hold(run_cli, tmp_path, name):
    ran = run_cli("new", tmp_path / name)
    assert ran.code == 6
    assert "Windows" in ran.err


def test_a_project_may_be_named_by_its_folder_its_file_or_not_at_all(run_cli, make_project):
    folder = make_project()
    assert (
        run_cli("check", folder).out == run_cli("check", folder / "项目.yaml").out == run_cli("check", cwd=folder).out
    )


def test_no_project_here(run_cli, tmp_path):
    ran = run_cli("check", cwd=tmp_path)
    assert ran.code == 3
    assert "没有 项目.yaml" in ran.err
    assert run_cli("check", tmp_path / "没有").code == 3


def test_every_problem_at_once_with_its_line(run_cli, make_project):
    text = SMALL_PROJECT.replace("  年度: 2026", "  年渡: 2026").replace("200万元", "两百万").replace("2500", "很多")
    ran = run_cli("check", make_project(text))
    assert ran.code == 3
    assert "项目.yaml:3" in ran.out
    assert "最接近的是“年度”" in ran.out
    assert "项目.yaml:11" in ran.out
    assert "项目.yaml:13" in ran.out


def test_a_key_in_the_wrong_place_is_told_where_it_belongs(run_cli, make_project):
    ran = run_cli("check", make_project(SMALL_PROJECT + "全宗号: J001\n"))
    assert ran.code == 3
    assert "属于“档案”" in ran.out


def test_json_everywhere(run_cli, sample, tmp_path):
    folder = sample(LONGMEN)
    assert json.loads(run_cli("check", folder, "--json").out)["findings"]
    assert len(json.loads(run_cli("plan", folder, "--json").out)) > 70
    papers = json.loads(run_cli("generate", folder, "--only", "C10", "--json").out)["papers"]
    assert [paper["key"] for paper in papers] == ["C10", "C10+公示名单"]
    assert json.loads(run_cli("status", folder, "--json").out)["prerequisites"][0]["number"] == 1
    bundled = json.loads(run_cli("bundle", folder, "-o", tmp_path / "外", "--json").out)
    assert json.loads(run_cli("verify", bundled["path"], "--json").out)["valid"] is True


def test_plan_names_what_does_not_apply_and_why(run_cli, sample):
    ran = run_cli("plan", sample(LONGMEN))
    assert ran.code == 0
    assert "不适用" in ran.out
    assert "共 74 项资料" in ran.out


def test_only_and_stage_are_checked(run_cli, make_project):
    folder = make_project()
    assert "没有“C99”" in run_cli("generate", folder, "--only", "C99").err
    assert "没有“Z”" in run_cli("generate", folder, "--stage", "Z").err
    assert run_cli("generate", folder, "--stage", "申报").code == 0


def test_a_spoilt_archive_fails_with_seven(run_cli, sample, tmp_path):
    folder = sample(LONGMEN)
    path = json.loads(run_cli("bundle", folder, "-o", tmp_path / "包", "--json").out)["path"]
    shutil.copy(folder / "项目.yaml", f"{path}/data/多余.yaml")
    ran = run_cli("verify", path)
    assert ran.code == 7
    assert "不合格" in ran.out


def test_schema_is_printed_or_written(run_cli, tmp_path):
    printed = run_cli("schema").out
    assert run_cli("schema", "-o", tmp_path / "s.json").code == 0
    assert (tmp_path / "s.json").read_text(encoding="utf-8") == printed
    assert json.loads(printed)["title"] == "以工代赈项目文件"


@pytest.mark.parametrize("command", ["bundle", "renumber", "verify", "receive", "unseal", "generate"])
def test_the_help_of_a_command_has_no_english_notes(run_cli, command):
    told = run_cli(command, "--help").out
    assert not re.search(r"\[required\]|\[default|<=", told), told
