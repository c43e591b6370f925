"""``archivegen calendar`` as a clerk uses it: on one project, on a folder of projects, for a telephone."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from archivegen.errors import ExitCode
from tests.conftest import SMALL_PROJECT


def plan(start: str, end: str) -> str:
    """A small project with a plan."""
    dates = f"  简称: 青溪村道路\n  计划开工: {start}\n  计划完工: {end}\n"
    return SMALL_PROJECT.replace("  村: 青溪村\n", f"  村: 青溪村\n{dates}")


PAST = plan("2020-03-02", "2020-06-30")
FAR = plan("2099-03-02", "2099-03-30")


def lay(folder: Path, text: str) -> Path:
    folder.mkdir(parents=True)
    (folder / "项目.yaml").write_text(text, encoding="utf-8")
    return folder


def test_what_is_overdue_comes_first_and_what_is_done_is_not_shown(run_cli, tmp_path):
    folder = lay(
        tmp_path / "青溪村", FAR.replace("计划开工: 2099-03-02", "计划开工: 2020-03-02\n  实际开工: 2020-03-02")
    )
    ran = run_cli("calendar", folder)
    assert ran.code == ExitCode.DONE
    lines = ran.out.splitlines()
    assert lines[0].split() == ["日期", "状态", "责任", "材料", "事项"]
    assert "逾期" in lines[1]
    standing = ["逾期" in line.partition("  ")[2][:8] for line in lines[1:] if line[:2] == "20"]
    assert standing == sorted(standing, reverse=True)
    assert "已办的没有列出，加 --all 可看" in ran.out
    assert "按计划开工" not in ran.out
    assert "按计划开工" in run_cli("calendar", folder, "--all").out


def test_one_month(run_cli, tmp_path):
    folder = lay(tmp_path / "青溪村", PAST)
    out = run_cli("calendar", folder, "--month", "2020年6月").out
    assert "2020-06-30 周二" in out
    assert "2020-03-02" not in out
    assert "没有到期的事" in run_cli("calendar", folder, "--month", "2021-06").out


def test_a_month_that_is_none(run_cli, tmp_path):
    ran = run_cli("calendar", lay(tmp_path / "青溪村", PAST), "--month", "六月")
    assert ran.code == ExitCode.USAGE
    assert "月份应写成 2026-03 或 2026年3月" in ran.err


def test_for_programs(run_cli, tmp_path):
    ran = run_cli("calendar", lay(tmp_path / "青溪村", PAST), "--json", "--month", "2020-03")
    facts = json.loads(ran.out)
    (start,) = [item for item in facts["items"] if item["kind"] == "计划开工"]
    assert start["day"] == "2020-03-02"
    assert start["state"] == "逾期"
    assert start["days_late"] > 2000
    assert (start["owner"], start["key"], start["project"]) == ("村", "C15", "青溪村道路")
    assert start["source"]
    assert facts["unread"] == []


def test_a_calendar_file_has_what_is_done_too(run_cli, tmp_path):
    begun = PAST.replace("  计划完工", "  实际开工: 2020-03-02\n  计划完工")
    folder, file = lay(tmp_path / "青溪村", begun), tmp_path / "日历" / "日程.ics"
    ran = run_cli("calendar", folder, "--ics", file)
    assert ran.code == ExitCode.DONE
    assert f"已写出日历文件 {file}" in ran.out
    text = file.read_bytes().replace(b"\r\n ", b"").decode("utf-8")
    assert "SUMMARY:【已办】按计划开工" in text
    assert "X-WR-CALNAME:青溪村道路日程" in text
    first = file.read_bytes()
    run_cli("calendar", folder, "--ics", file)
    assert file.read_bytes() == first


def test_a_calendar_file_that_cannot_be_written(run_cli, tmp_path):
    ran = run_cli("calendar", lay(tmp_path / "青溪村", PAST), "--ics", tmp_path)
    assert ran.code == ExitCode.OUTPUT
    assert "是文件夹，不是文件" in ran.err


@pytest.fixture
def county(tmp_path: Path) -> Path:
    root = tmp_path / "巴州区"
    lay(root / "云屏镇" / "青溪村", PAST)
    lay(root / "云屏镇" / "白石村", SMALL_PROJECT.replace("  年度: 2026", "  年渡: 2026"))
    lay(root / "清江镇" / "龙泉村", PAST.replace("青溪村道路", "龙泉村便桥").replace("青溪村2026年", "龙泉村2026年"))
    return root


def test_a_folder_of_projects_is_one_list(run_cli, county):
    ran = run_cli("calendar", county)
    assert ran.code == ExitCode.PROJECT
    lines = [line.split() for line in ran.out.splitlines() if line[:3] == "202"]
    assert ran.out.splitlines()[0].split() == ["日期", "状态", "项目", "责任", "材料", "事项"]
    assert [line[0] for line in lines] == sorted(line[0] for line in lines)
    assert "青溪村道路" in ran.out
    assert "龙泉村便桥" in ran.out
    assert "没有列入 云屏镇/白石村" in ran.err
    assert "年渡" in ran.err


def test_a_folder_of_projects_for_programs_and_for_telephones(run_cli, county, tmp_path):
    ran = run_cli("calendar", county, "--json", "--ics", tmp_path / "全区.ics")
    assert ran.code == ExitCode.PROJECT
    facts = json.loads(ran.out)
    (unread,) = facts["unread"]
    assert (unread["project"], unread["exit_code"]) == ("云屏镇/白石村", 3)
    assert {item["project"] for item in facts["items"]} == {"青溪村道路", "龙泉村便桥"}
    assert len({item["uid"] for item in facts["items"]}) == len(facts["items"])
    text = (tmp_path / "全区.ics").read_text(encoding="utf-8")
    assert "X-WR-CALNAME:以工代赈项目日程" in text


def test_one_project_that_is_wrong(run_cli, county):
    ran = run_cli("calendar", county / "云屏镇" / "白石村")
    assert ran.code == ExitCode.PROJECT
    assert "年渡" in ran.text
    assert "项目文件有误" in ran.text


def test_a_place_without_projects(run_cli, tmp_path):
    assert run_cli("calendar", tmp_path / "没有").code == ExitCode.PROJECT
    ran = run_cli("calendar", tmp_path)
    assert ran.code == ExitCode.PROJECT
    assert "没有找到项目" in ran.err


def test_its_help_is_chinese(run_cli):
    out = run_cli("calendar", "--help").out
    assert "列出什么时候该办什么事" in out
    assert "一个项目，或放着各个项目文件夹的那个文件夹" in out
