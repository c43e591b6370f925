"""A county with many projects: all are made in one go, and what is wrong with one is told and stops no other."""

from __future__ import annotations

import datetime
import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from archivegen.batch import (
    MOST_DEPTH,
    MOST_NOTES,
    PROJECTS_A_PROCESS,
    Outcome,
    ProjectTask,
    find_projects,
    make_project,
    make_projects,
    suggest_processes,
    worst_code,
)
from archivegen.errors import ExitCode, ProjectError
from archivegen.pipeline import lock_project
from archivegen.workers import count_processors, hire_processes
from tests.conftest import SMALL_PROJECT, TOWN, VILLAGE, hear_ctrl_c
from tests.poor_machine import obey_permissions, run_archivegen
from tests.workers_at_hand import children_of, kill_whoever_works_on

TODAY = datetime.date(2026, 11, 20)
WHEN = "2026-11-20T09:00:00+08:00"

WORK = """\
工价: [{工种: 普工, 单价: 180}]
务工人员: [{姓名: 王大山, 工种: 普工, 身份证号: 511902196803150011}]
考勤: [{月份: 2026-03, 明细: [{姓名: 王大山, 出勤: {2: 1, 3: 0.5}}]}]
发放批次: [{月份: 2026-03, 公示日期: 2026-04-02, 发放日期: 2026-04-10}]
"""


def lay_project(folder: Path, text: str = SMALL_PROJECT + WORK, name: str = "项目.yaml") -> Path:
    folder.mkdir(parents=True)
    (folder / name).write_text(text, encoding="utf-8")
    return folder


@pytest.fixture
def county(tmp_path: Path) -> Path:
    """Three projects in two townships; the middle one has a mistake in its file."""
    root = tmp_path / "巴州区"
    lay_project(root / "云屏镇" / "青溪村产业道路")
    lay_project(root / "云屏镇" / "白石村蓄水池", SMALL_PROJECT.replace("  年度: 2026", "  年渡: 2026"))
    lay_project(root / "清江镇" / "龙泉村便民桥")
    return root


def papers(folder: Path) -> dict[str, bytes]:
    return {p.relative_to(folder).as_posix(): p.read_bytes() for p in (folder / "出件").rglob("*.*")}


def tasks(root: Path) -> list[ProjectTask]:
    return [ProjectTask(folder, TODAY, WHEN) for folder in find_projects(root).folders]


# --- which projects -----------------------------------------------------------------------------------------------------


def test_projects_are_found_at_any_depth_and_nowhere_else(tmp_path):
    root = tmp_path / "县"
    wanted = [lay_project(root / "甲镇" / "一村" / "道路"), lay_project(root / "乙镇" / "水渠", name="项目.yml")]
    wanted.append(lay_project(root / "甲镇" / "一村" / "道路" / "二期"))
    wanted.append(lay_project(root / "丙镇" / "写错名字的", name="项目.yaml.txt"))
    for hidden in (".git", "出件", "归档件", "档案包"):
        lay_project(root / "乙镇" / "水渠" / hidden / "里面的")
    bag = lay_project(root / "收到的档案" / "某项目_20261120" / "data").parent
    (bag / "bagit.txt").touch()
    elsewhere = lay_project(tmp_path / "别处" / "别人的项目")
    (root / "链接").symlink_to(elsewhere.parent)
    (root / "绕回来").symlink_to(root)
    found = find_projects(root)
    assert set(found.folders) == set(wanted)
    assert list(found.folders) == sorted(found.folders)
    assert found.notes == ()


def test_the_folder_itself_may_be_a_project(make_project):
    folder = make_project()
    assert find_projects(folder).folders == (folder,)


def test_what_is_too_deep_is_told(tmp_path):
    lay_project(tmp_path / "项目")
    deep = tmp_path.joinpath(*["层"] * (MOST_DEPTH + 1))
    lay_project(deep / "太深的项目")
    found = find_projects(tmp_path)
    assert [folder.name for folder in found.folders] == ["项目"]
    assert "太深" in found.notes[0]


@pytest.mark.parametrize("name", ["空的", "没有", "文件.txt"])
def test_a_folder_without_projects(tmp_path, name):
    (tmp_path / "空的").mkdir()
    (tmp_path / "文件.txt").touch()
    with pytest.raises(ProjectError, match=r"没有找到项目|不是文件夹"):
        find_projects(tmp_path / name)
    ran = run_archivegen("batch", tmp_path / name)
    assert ran.code == 3


# --- one run over all ---------------------------------------------------------------------------------------------------


def test_one_invalid_project_stops_no_other(county):
    ran = run_archivegen("batch", county)
    assert ran.code == 3, ran.text
    assert "云屏镇/白石村蓄水池：项目文件有误" in ran.out
    assert "项目.yaml:3" in ran.out
    assert "共 3 个项目，完成 2 个，需要处理 1 个" in ran.out
    assert papers(county / "云屏镇" / "青溪村产业道路") == papers(county / "清江镇" / "龙泉村便民桥")
    assert len(papers(county / "清江镇" / "龙泉村便民桥")) > 5
    assert not (county / "云屏镇" / "白石村蓄水池" / "出件").exists()


def test_the_same_facts_as_json(county):
    ran = run_archivegen("batch", county, "--jobs", "2", "--json")
    assert ran.code == 3
    facts = json.loads(ran.out)
    told = {project["project"]: project for project in facts["projects"]}
    assert list(told) == ["云屏镇/白石村蓄水池", "云屏镇/青溪村产业道路", "清江镇/龙泉村便民桥"]
    assert [project["exit_code"] for project in told.values()] == [3, 0, 0]
    assert told["云屏镇/白石村蓄水池"]["errors"] >= 1
    made = told["清江镇/龙泉村便民桥"]
    assert made["papers"]["新生成"] == len(papers(Path(made["folder"])))
    assert facts["not_searched"] == []


def test_a_second_run_changes_nothing(county):
    assert run_archivegen("batch", county).code == 3
    project = county / "清江镇" / "龙泉村便民桥"
    before = papers(project), (project / "过程记录.jsonl").read_bytes()
    again = json.loads(run_archivegen("batch", county, "--json").out)["projects"][-1]
    assert set(again["papers"]) <= {"未变", "待补事实"}
    assert (papers(project), (project / "过程记录.jsonl").read_bytes()) == before


def test_same_bytes_whatever_the_number_of_processes(tmp_path):
    for name in ("一个进程", "两个进程"):
        for copy in ("甲", "乙"):
            lay_project(tmp_path / name / copy, VILLAGE)
    alone = list(make_projects(tasks(tmp_path / "一个进程"), None))
    together = list(make_projects(tasks(tmp_path / "两个进程"), hire_processes(2)))
    assert {outcome.exit_code for outcome in alone + together} == {ExitCode.DONE}
    for copy in ("甲", "乙"):
        one, two = tmp_path / "一个进程" / copy, tmp_path / "两个进程" / copy
        assert papers(one) == papers(two)
        assert (one / "过程记录.jsonl").read_bytes() == (two / "过程记录.jsonl").read_bytes()


def test_a_project_in_use_or_not_writable_stops_no_other(county):
    project = county / "清江镇" / "龙泉村便民桥"
    with lock_project(project):
        ran = run_archivegen("batch", county)
    assert ran.code == 6
    assert "另一个 archivegen 正在处理“龙泉村便民桥”" in ran.out
    assert papers(county / "云屏镇" / "青溪村产业道路")
    project.chmod(0o555)
    ran = run_archivegen("batch", county, "--jobs", "2", prepare=obey_permissions)
    assert ran.code == 6
    assert "没有权限" in ran.out
    project.chmod(0o755)
    assert run_archivegen("batch", county).code == 3


def test_a_folder_that_may_not_be_searched_is_told(county):
    (county / "清江镇").chmod(0)
    ran = run_archivegen("batch", county, prepare=obey_permissions)
    (county / "清江镇").chmod(0o755)
    assert ran.code == 3
    assert "清江镇”打不开，没有找：没有权限" in ran.out
    assert "共 2 个项目" in ran.out


def test_the_report_of_one_project_stays_short(tmp_path):
    workers = "".join(f"  - {{姓名: 何{n}, 工种: 普工, 身份证: 1}}\n" for n in range(40))
    folder = lay_project(tmp_path / "项目", SMALL_PROJECT + "务工人员:\n" + workers)
    outcome = make_project(ProjectTask(folder, TODAY, WHEN))
    assert outcome.exit_code is ExitCode.PROJECT
    assert outcome.errors == 40
    assert len(outcome.notes) == MOST_NOTES
    assert "共 40 处" in outcome.notes[-1]


def test_the_exit_code_is_that_of_the_project_that_needs_attention_most():
    def worst(*codes: ExitCode) -> ExitCode:
        return worst_code(Outcome(Path(str(code)), code) for code in codes)

    assert worst() is ExitCode.DONE
    assert worst(ExitCode.DONE, ExitCode.FINDINGS) is ExitCode.FINDINGS
    assert worst(ExitCode.FINDINGS, ExitCode.PROJECT, ExitCode.DONE) is ExitCode.PROJECT
    assert worst(ExitCode.TEMPLATE, ExitCode.PROJECT) is ExitCode.TEMPLATE
    assert worst(ExitCode.TEMPLATE, ExitCode.OUTPUT, ExitCode.PROJECT) is ExitCode.OUTPUT


def test_few_projects_are_not_worth_a_second_process():
    assert suggest_processes(1) == suggest_processes(2 * PROJECTS_A_PROCESS - 1) == 1
    assert suggest_processes(10_000) == count_processors()


def test_jobs_and_scheduler_exclude_each_other(county):
    ran = run_archivegen("batch", county, "--jobs", "2", "--scheduler", "tcp://127.0.0.1:1")
    assert ran.code == 2
    assert "只能写一个" in ran.err


# --- workers that die ---------------------------------------------------------------------------------------------------


def test_a_worker_that_is_killed_names_its_project_and_the_others_are_made(tmp_path):
    for name in ("甲村", "乙村", "丙村"):
        lay_project(tmp_path / name, TOWN if name == "乙村" else VILLAGE)
    with kill_whoever_works_on(tmp_path / "乙村") as killed:
        outcomes = {outcome.folder.name: outcome for outcome in make_projects(tasks(tmp_path), hire_processes(2))}
    assert len(killed) == 2, "once beside others, once alone"
    assert outcomes["乙村"].exit_code is ExitCode.OUTPUT
    assert "意外结束" in outcomes["乙村"].notes[0]
    for name in ("甲村", "丙村"):
        assert outcomes[name].exit_code is ExitCode.DONE
        assert len(papers(tmp_path / name)) > 40
    again = make_project(ProjectTask(tmp_path / "乙村", TODAY, WHEN))
    assert again.exit_code is ExitCode.DONE
    assert papers(tmp_path / "乙村").keys() >= papers(tmp_path / "甲村").keys()


def begin_batch(root: Path) -> subprocess.Popen[str]:
    """A batch on two processes that is well at work when this returns."""
    process = subprocess.Popen(
        [sys.executable, "-m", "archivegen", "batch", str(root), "--jobs", "2"],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        encoding="utf-8",
        preexec_fn=hear_ctrl_c,
        start_new_session=True,
    )
    deadline = time.monotonic() + 60
    while not list(root.rglob("*.docx")) and process.poll() is None and time.monotonic() < deadline:
        time.sleep(0.005)
    assert process.poll() is None
    return process


def left_after_a_while(pids: set[int]) -> list[int]:
    deadline = time.monotonic() + 30
    while any(Path(f"/proc/{pid}").exists() for pid in pids) and time.monotonic() < deadline:
        time.sleep(0.02)
    return [pid for pid in pids if Path(f"/proc/{pid}").exists()]


@pytest.fixture
def villages(tmp_path: Path) -> Path:
    """The first is the one that is made again in the end; the others keep the workers at work."""
    for number in range(8):
        lay_project(tmp_path / f"{number}村", TOWN if number else VILLAGE)
    return tmp_path


@pytest.mark.parametrize("everybody", [True, False], ids=["at the terminal", "to the master alone"])
def test_ctrl_c_ends_master_and_workers(villages, everybody):
    process = begin_batch(villages)
    below = children_of(process.pid)
    if everybody:
        os.killpg(process.pid, signal.SIGINT)
    else:
        process.send_signal(signal.SIGINT)
    _, errors = process.communicate(timeout=30)
    assert process.returncode == 130
    assert "已中断" in errors
    assert "Traceback" not in errors
    assert not list(villages.rglob("*.tmp"))
    assert len(below) >= 2
    assert left_after_a_while(below) == []


def test_workers_do_not_outlive_a_master_that_is_killed(villages):
    process = begin_batch(villages)
    below = children_of(process.pid)
    process.kill()
    process.communicate()
    assert left_after_a_while(below) == []
    outcome = make_project(ProjectTask(villages / "0村", TODAY, WHEN))
    assert outcome.exit_code is ExitCode.DONE, outcome.notes


def test_pdfs_of_every_project(run_cli, tmp_path, make_project, monkeypatch):
    (tmp_path / "县").mkdir()
    for name in ("青溪村", "石板村"):
        make_project(SMALL_PROJECT, f"县/{name}")
    assert run_cli("batch", tmp_path / "县", "--pdf").code == 0
    for name in ("青溪村", "石板村"):
        drafts = tmp_path / "县" / name / "出件"
        made = {path.relative_to(drafts / "PDF").with_suffix("") for path in (drafts / "PDF").rglob("*.pdf")}
        assert made == {path.relative_to(drafts).with_suffix("") for path in drafts.rglob("*.???x")}
        assert made
    monkeypatch.setenv("ARCHIVEGEN_SOFFICE", "/没有/soffice")
    ran = run_cli("batch", tmp_path / "县", "--pdfa")
    assert ran.code == 6
    assert ran.out.count("没有找到 LibreOffice") == 2
