"""Drafts: made again at will, never over a person's work."""

from __future__ import annotations

import datetime
import multiprocessing
import os
import shutil
import signal
import subprocess
import sys
import time
from concurrent.futures import BrokenExecutor, Executor, Future
from pathlib import Path

import pytest
from docx import Document

from archivegen.cli.bug_report import report_bug
from archivegen.errors import ExitCode, OutputError
from archivegen.journal import read_events
from archivegen.pack.load import load_pack
from archivegen.papers import MOST_TRACES
from archivegen.pipeline import Workspace, generate, lock_project, open_project
from archivegen.project.load import load_project
from archivegen.render.drafts import DraftStatus
from archivegen.workers import Crew, hire_processes
from tests.conftest import LONGMEN, ROOT, SMALL_PROJECT, VILLAGE, XIANGSHUI, hear_ctrl_c

TODAY = datetime.date(2026, 11, 20)
WHEN = "2026-11-20T09:00:00+08:00"


def run(folder: Path, **options: object):
    return generate(open_project(folder, TODAY), WHEN, **options)


def snapshot(folder: Path) -> dict[str, tuple[int, bytes]]:
    return {str(p): (p.stat().st_mtime_ns, p.read_bytes()) for p in sorted(folder.rglob("*")) if p.is_file()}


def test_an_unchanged_project_writes_nothing(sample):
    folder = sample(XIANGSHUI)
    first = run(folder, only=["C16", "C21", "B06"])
    assert not first.with_status(DraftStatus.FAILED)
    assert len(first.with_status(DraftStatus.WRITTEN)) == 4 * 4 + 2
    before = snapshot(folder)
    second = run(folder, only=["C16", "C21", "B06"])
    assert {draft.status for draft in second.drafts} == {DraftStatus.UNCHANGED}
    assert snapshot(folder) == before


def test_a_changed_fact_renews_the_papers_it_is_in(sample):
    folder = sample(XIANGSHUI)
    run(folder, only=["B06", "C10"])
    text = (folder / "项目.yaml").read_text(encoding="utf-8")
    (folder / "项目.yaml").write_text(text.replace("建设规模:", "建设规模: 另加一座小桥。"), encoding="utf-8")
    result = run(folder, only=["B06", "C10"])
    statuses = {draft.entry.key: draft.status for draft in result.drafts}
    assert statuses["B06"] is DraftStatus.UPDATED
    assert statuses["C10"] is DraftStatus.UNCHANGED


def test_a_paper_that_a_person_edited_is_kept_and_the_new_one_laid_beside(sample):
    folder = sample(XIANGSHUI)
    [draft, *_] = run(folder, only=["C10"]).drafts
    path = folder / draft.path
    edited = path.read_bytes() + b"edited"
    path.write_bytes(edited)
    [kept, *attached] = run(folder, only=["C10"]).drafts
    assert {each.status for each in attached} == {DraftStatus.UNCHANGED}
    assert kept.status is DraftStatus.KEPT
    assert "新稿" in kept.note
    assert path.read_bytes() == edited
    [beside] = path.parent.glob("*（新稿）*")
    before = snapshot(folder)
    assert run(folder, only=["C10"]).drafts[0].status is DraftStatus.KEPT
    assert snapshot(folder) == before
    beside.write_bytes(b"also edited")
    run(folder, only=["C10"])
    assert beside.read_bytes() == b"also edited"
    assert list(path.parent.glob("*（新稿2）*"))


def test_drafts_that_nobody_wants_any_more_are_named_not_deleted(make_project):
    workers = (
        "工价:\n  - {工种: 普工, 单价: 180}\n务工人员:\n  - {姓名: 何一, 工种: 普工}\n  - {姓名: 何二, 工种: 普工}\n"
    )
    folder = make_project(SMALL_PROJECT + workers)
    made = run(folder)
    gone = [d.path for d in made.drafts if d.entry.key in {"C11@何二", "C12@何二"} and d.path]
    assert len(gone) == 2
    (folder / "项目.yaml").write_text(
        SMALL_PROJECT + workers.replace("  - {姓名: 何二, 工种: 普工}\n", ""), encoding="utf-8"
    )
    assert sorted(run(folder).stale) == sorted(gone)
    assert all((folder / path).is_file() for path in gone)


def test_an_error_blocks_its_papers_and_no_others(sample):
    folder = sample(XIANGSHUI)
    text = (folder / "项目.yaml").read_text(encoding="utf-8")
    assert "工种: 技工" in text
    broken = "\n".join(line for line in text.splitlines() if not (line.strip().startswith("- {工种: 技工")))
    (folder / "项目.yaml").write_text(broken, encoding="utf-8")
    result = run(folder, only=["C21", "C18"])
    statuses = {draft.entry.key: draft.status for draft in result.drafts}
    assert statuses["C21@2026-03"] is DraftStatus.BLOCKED
    assert statuses["C18@2026-03"] is DraftStatus.WRITTEN
    assert result.report.errors


def test_what_was_written_is_in_the_journal_before_a_kill_can_hide_it(sample):
    folder = sample(LONGMEN)
    process = subprocess.Popen(
        [sys.executable, "-m", "archivegen", "generate", str(folder)], stdout=subprocess.PIPE, stderr=subprocess.STDOUT
    )
    deadline = time.monotonic() + 60
    while not list((folder / "出件").rglob("*.docx")) and process.poll() is None and time.monotonic() < deadline:
        time.sleep(0.01)
    process.send_signal(signal.SIGKILL)
    process.communicate()
    known = {event.file for event in read_events(folder / "过程记录.jsonl")[0]}
    written = {p.relative_to(folder).as_posix() for p in (folder / "出件").rglob("*.*") if not p.name.endswith(".tmp")}
    assert written
    assert written <= known
    result = run(folder, only=["C10", "C11"])
    assert not result.with_status(DraftStatus.KEPT)
    assert not result.with_status(DraftStatus.FAILED)


@pytest.mark.parametrize("jobs", [(), ("--jobs", "2")], ids=["alone", "two processes"])
def test_ctrl_c_ends_with_130_and_keeps_what_was_there(sample, jobs):
    folder = sample(LONGMEN)
    before = load_project(folder).report
    process = subprocess.Popen(
        [sys.executable, "-m", "archivegen", "generate", str(folder), *jobs],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        encoding="utf-8",
        preexec_fn=hear_ctrl_c,
    )
    deadline = time.monotonic() + 60
    while not (folder / "出件").exists() and process.poll() is None and time.monotonic() < deadline:
        time.sleep(0.01)
    process.send_signal(signal.SIGINT)
    _, errors = process.communicate(timeout=60)
    assert process.returncode == 130
    assert "已中断" in errors
    assert "Traceback" not in errors
    assert load_project(folder).report == before
    assert not list(folder.rglob("*.tmp"))
    assert not list(folder.glob(".archivegen.words"))


def test_two_runs_at_once_do_not_meet(sample):
    folder = sample(LONGMEN)
    with lock_project(folder), pytest.raises(OutputError, match="另一个 archivegen"):
        run(folder)


def test_same_facts_same_bytes_in_another_folder_on_another_day(sample, tmp_path):
    first = sample(LONGMEN)
    second = tmp_path / "别处" / LONGMEN
    second.parent.mkdir()
    shutil.copytree(first, second)
    generate(open_project(first, TODAY), WHEN, only=["B02", "C11", "C16", "C21"])
    generate(open_project(second, datetime.date(2027, 1, 1)), WHEN, only=["B02", "C11", "C16", "C21"])

    def drafts(folder: Path) -> dict[str, bytes]:
        return {p.relative_to(folder).as_posix(): p.read_bytes() for p in (folder / "出件").rglob("*.*")}

    assert drafts(first) == drafts(second)
    assert len(drafts(first)) > 120


# --- one paper fails, or many processes print ----------------------------------------------------------------------------


def drafts_of(folder: Path) -> dict[str, bytes]:
    return {p.relative_to(folder).as_posix(): p.read_bytes() for p in (folder / "出件").rglob("*.*")}


def open_with_broken(folder: Path, pack: Path, template: str) -> Workspace:
    """The project with a copy of the pack in which one template uses a word that there is not."""
    shutil.copytree(ROOT / "templates", pack)
    paper = Document(str(pack / "docx" / template))
    paper.add_paragraph("{{ 项目.没有这个词 }}")
    paper.save(str(pack / "docx" / template))
    return Workspace(load_project(folder), load_pack(pack), TODAY)


def test_a_broken_template_fails_its_papers_and_no_others(make_project, tmp_path):
    folder = make_project(VILLAGE)
    result = generate(open_with_broken(folder, tmp_path / "包", "C11-用工协议.docx"), WHEN)
    failed = result.with_status(DraftStatus.FAILED)
    assert {draft.entry.code for draft in failed} == {"C11"}
    assert len(failed) == 48
    assert all("没有这个词" in draft.note for draft in failed)
    assert len(result.with_status(DraftStatus.WRITTEN)) == len(drafts_of(folder)) > 4
    assert result.exit_code(whole=True) is ExitCode.TEMPLATE
    assert result.bugs == ()


def test_a_bug_in_some_papers_is_reported_once_and_stops_no_others(make_project):
    workspace = open_project(make_project(VILLAGE), TODAY)
    assert workspace.plan.entries
    del workspace.words["务工人员"][40:]  # what no check foresees: people of the plan who are not there any more
    result = generate(workspace, WHEN)
    failed = result.with_status(DraftStatus.FAILED)
    assert [draft.entry.code for draft in failed] == ["C11"] * 8 + ["C12"] * 8
    assert all("程序出了故障" in draft.note for draft in failed)
    assert len(result.with_status(DraftStatus.WRITTEN)) >= 40
    assert result.exit_code(whole=True) is ExitCode.TEMPLATE
    assert 1 <= len(result.bugs) <= MOST_TRACES


def test_a_bug_report_names_nobody(tmp_path, monkeypatch, capsys):
    monkeypatch.chdir(tmp_path)
    report_bug(["KeyError: 511902196803150011", "ValueError: 6217000010001234567"])
    [report] = tmp_path.glob("archivegen-故障报告-*.txt")
    text = report.read_text(encoding="utf-8")
    assert "511902196803150011" not in text
    assert "KeyError" in text
    assert "ValueError" in text
    assert "这不是您的错" in capsys.readouterr().err


def test_same_bytes_whatever_the_number_of_processes(make_project):
    alone, together = make_project(VILLAGE, "一个"), make_project(VILLAGE, "两个")
    one = generate(open_project(alone, TODAY), WHEN)
    two = generate(open_project(together, TODAY), WHEN, crew=hire_processes(2))
    assert [(d.entry.key, d.status, d.path) for d in one.drafts] == [
        (d.entry.key, d.status, d.path) for d in two.drafts
    ]
    assert drafts_of(alone) == drafts_of(together)
    assert (alone / "过程记录.jsonl").read_bytes() == (together / "过程记录.jsonl").read_bytes()
    assert not list(together.glob(".archivegen.words*"))


def test_jobs_on_the_command_line(run_cli, make_project):
    folder = make_project(VILLAGE)
    ran = run_cli("generate", folder, "--jobs", "2", "--only", "C11")
    assert ran.code == 0, ran.text
    assert "新生成 48 份" in ran.out
    assert "未变 48 份" in run_cli("generate", folder, "-j", "1", "--only", "C11").out
    assert run_cli("generate", folder, "--jobs", "0").code == 2


def test_a_printer_that_is_killed_costs_nothing_when_it_was_an_accident(make_project):
    folder = make_project(VILLAGE)
    killed: list[int] = []

    def kill_one(done: int, total: int, doing: str) -> None:
        workers = multiprocessing.active_children()
        if workers and not killed:
            worker = workers[0]
            os.kill(worker.pid, signal.SIGKILL)
            killed.append(worker.pid)

    result = generate(open_project(folder, TODAY), WHEN, crew=hire_processes(2), progress=kill_one)
    assert killed
    assert {draft.status for draft in result.drafts} <= {DraftStatus.WRITTEN, DraftStatus.WAITING}
    assert len(drafts_of(folder)) == len(result.with_status(DraftStatus.WRITTEN))


class Deadly(Executor):
    """Workers that are killed whenever they are handed one certain paper, as by a paper that needs too much memory."""

    def __init__(self, key: str) -> None:
        self.key = key
        self.broken = False

    def submit(self, run, work, order):
        future: Future = Future()
        self.broken = self.broken or any(entry.key == self.key for entry in order.entries)
        if self.broken:
            future.set_exception(BrokenExecutor())
        else:
            future.set_result(run(work, order))
        return future


def test_a_paper_that_kills_its_worker_is_named_and_all_others_are_written(make_project):
    folder = make_project(VILLAGE)
    crew = Crew(lambda: Deadly("C11@何江三"), lambda _: None, most_at_once=4)
    result = generate(open_project(folder, TODAY), WHEN, crew=crew)
    [failed] = result.with_status(DraftStatus.FAILED)
    assert failed.entry.key == "C11@何江三"
    assert "意外结束" in failed.note
    alone = generate(open_project(make_project(VILLAGE, "一个"), TODAY), WHEN)
    assert [draft.entry.key for draft in result.drafts] == [draft.entry.key for draft in alone.drafts]
    assert len(drafts_of(folder)) == len(alone.with_status(DraftStatus.WRITTEN)) - 1
