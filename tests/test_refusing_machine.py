"""A disk that is full or may not be written, another run, a stranger's links: nothing is left half done."""

from __future__ import annotations

import json
import re
import signal
import subprocess
import sys
import time
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from archivegen.pipeline import lock_project
from tests.conftest import LONGMEN, SMALL_PROJECT, XIANGSHUI, Ran, hear_ctrl_c
from tests.formats.files_by_hand import make_pdf, make_stream
from tests.poor_machine import fill_disk, obey_permissions, run_archivegen

PROJECT = (
    SMALL_PROJECT
    + """\
工价: [{工种: 普工, 单价: 180}]
务工人员: [{姓名: 王大山, 工种: 普工, 身份证号: 511902196803150011}]
考勤: [{月份: 2026-03, 明细: [{姓名: 王大山, 出勤: {2: 1, 3: 0.5}}]}]
发放批次: [{月份: 2026-03, 公示日期: 2026-04-02, 发放日期: 2026-04-10}]
"""
)
NO_ROOM = "放不下|磁盘已满"


def snapshot(folder: Path) -> dict[str, bytes]:
    """Every file of the folder but the empty locks that runs leave."""
    files = {p.relative_to(folder).as_posix(): p for p in sorted(folder.rglob("*")) if p.is_file()}
    return {name: path.read_bytes() for name, path in files.items() if not name.endswith(".lock")}


def refused(ran: Ran, *words: str) -> None:
    """The run ended with 6 and one Chinese sentence."""
    assert ran.code == 6, ran.text
    assert re.search("[\u4e00-\u9fff]", ran.err)
    assert "Errno" not in ran.text
    assert "denied" not in ran.text
    for word in words:
        assert re.search(word, ran.err), ran.err


def assert_whole(folder: Path) -> None:
    """Every paper and archive that lies there is whole, and nothing waits to be one."""
    for path in folder.rglob("*"):
        assert not path.name.endswith((".tmp", ".正在生成", ".替换前", ".待删除")), path
        if path.suffix in {".docx", ".xlsx", ".zip"}:
            with zipfile.ZipFile(path) as package:
                assert package.testzip() is None
    for bag in folder.glob("档案包/*/bagit.txt"):
        assert run_archivegen("verify", bag.parent).code == 0


@pytest.fixture
def folder(make_project: Callable[..., Path]) -> Path:
    return make_project(PROJECT)


# --- read only ----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("command", [("generate",), ("bundle",), ("bundle", "--zip")])
def test_a_folder_that_may_only_be_read(folder, command):
    before = snapshot(folder)
    folder.chmod(0o555)
    refused(run_archivegen(command[0], folder, *command[1:], prepare=obey_permissions), "不能写入", "没有权限")
    assert run_archivegen("check", folder, prepare=obey_permissions).code == 0
    assert run_archivegen("status", folder, prepare=obey_permissions).code == 0
    assert snapshot(folder) == before


@pytest.mark.parametrize(
    ("locked", "command"), [("出件", "generate"), ("档案包", "bundle"), ("过程记录.jsonl", "generate")]
)
def test_a_part_that_may_only_be_read(folder, locked, command):
    place = folder / locked
    if place.suffix:
        place.touch()
    else:
        place.mkdir()
    place.chmod(0o444 if place.suffix else 0o555)
    refused(run_archivegen(command, folder, prepare=obey_permissions), locked, "没有权限")
    assert_whole(folder)
    place.chmod(0o755)
    assert run_archivegen(command, folder, prepare=obey_permissions).code == 0


def test_a_place_where_no_project_may_be_begun(tmp_path):
    tmp_path.chmod(0o555)
    refused(run_archivegen("new", tmp_path / "青溪村", prepare=obey_permissions), "建不了", "没有权限")
    refused(run_archivegen("schema", "-o", tmp_path / "a.json", prepare=obey_permissions), "写不了", "没有权限")
    assert list(tmp_path.iterdir()) == []


def test_an_archive_to_a_place_that_is_not_there(folder, tmp_path):
    refused(run_archivegen("bundle", folder, "-o", "/proc/没有"), "档案包写不成")
    refused(run_archivegen("bundle", folder, "-o", folder / "项目.yaml"), "档案包写不成", "同名的文件")


# --- no room ------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("left", [0, 100, 4000])
def test_a_full_disk_while_papers_are_made(folder, left):
    refused(run_archivegen("generate", folder, prepare=fill_disk(left)), NO_ROOM)
    assert_whole(folder)
    again = json.loads(run_archivegen("generate", folder, "--json").out)
    assert {paper["status"] for paper in again["papers"]} <= {"新生成", "未变", "待补事实"}
    assert_whole(folder)


@pytest.mark.parametrize("zipped", [(), ("--zip",)])
@pytest.mark.parametrize("left", [0, 3000, 12_000])
def test_a_full_disk_while_the_archive_is_closed(folder, left, zipped):
    first = json.loads(run_archivegen("bundle", folder, *zipped, "--json").out)["path"]
    (folder / "归档件").mkdir()
    (folder / "归档件" / "B05.pdf").write_bytes(make_pdf({7: make_stream(bytes(20_000))}))
    before = snapshot(folder / "档案包")
    refused(run_archivegen("bundle", folder, *zipped, prepare=fill_disk(left)), NO_ROOM)
    assert snapshot(folder / "档案包") == before
    assert run_archivegen("verify", first).code == 0
    assert run_archivegen("bundle", folder, *zipped).code == 0
    assert snapshot(folder / "档案包") != before
    assert_whole(folder)


@pytest.mark.parametrize("left", [0, 5000])
def test_a_full_disk_while_a_project_is_begun(tmp_path, left):
    begun = tmp_path / "青溪村"
    refused(run_archivegen("new", begun, prepare=fill_disk(left)), "建不了", NO_ROOM)
    assert not begun.exists()
    begun.mkdir()
    refused(run_archivegen("new", begun, prepare=fill_disk(left)), NO_ROOM)
    assert list(begun.iterdir()) == []
    assert run_archivegen("new", begun).code == 0


def test_output_that_goes_nowhere(folder):
    with Path("/dev/full").open("wb") as full:
        done = subprocess.run(
            [sys.executable, "-m", "archivegen", "plan", str(folder)],
            cwd=folder.parent, stdout=full, stderr=subprocess.PIPE, encoding="utf-8", timeout=60, check=False,
        )  # fmt: skip
    assert done.returncode == 6
    assert "磁盘已满" in done.stderr
    assert [path.name for path in folder.parent.iterdir()] == [folder.name]


def test_an_old_console_that_cannot_show_a_rare_name(make_project):
    folder = make_project(PROJECT.replace("王大山", "𠮷野"))
    ran = run_archivegen("plan", folder, encoding="gbk")
    assert ran.code == 0
    assert "?野" in ran.out


# --- somebody else at work ------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("command", ["generate", "bundle"])
def test_a_second_run_is_told_to_wait(folder, command):
    with lock_project(folder):
        refused(run_archivegen(command, folder), "另一个 archivegen")
        assert run_archivegen("check", folder).code == 0
    assert snapshot(folder).keys() == {"项目.yaml"}
    assert run_archivegen(command, folder).code == 0


def test_two_runs_at_once_leave_one_good_result(sample):
    folder = sample(XIANGSHUI)
    command = [sys.executable, "-m", "archivegen", "generate", str(folder), "--only", "C11", "--json"]
    runs = [subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE) for _ in range(3)]
    ends = [(run.communicate(timeout=200), run.returncode) for run in runs]
    assert {code for _, code in ends} <= {0, 6}
    assert 0 in {code for _, code in ends}
    assert not any(b"Traceback" in out + err for (out, err), _ in ends)
    again = json.loads(run_archivegen("generate", folder, "--only", "C11", "--json").out)
    assert {paper["status"] for paper in again["papers"]} == {"未变"}
    assert again["findings"] == []
    assert_whole(folder)


def test_ctrl_c_while_the_archive_is_closed(sample):
    folder = sample(LONGMEN)
    path = Path(json.loads(run_archivegen("bundle", folder, "--json").out)["path"])
    (folder / "归档件").mkdir(exist_ok=True)
    for page in range(300):
        scan = folder / "归档件" / "B05" / f"{page}.pdf"
        scan.parent.mkdir(exist_ok=True)
        scan.write_bytes(make_pdf({7: make_stream(bytes(200_000))}))
    before = snapshot(folder / "档案包")
    process = subprocess.Popen(
        [sys.executable, "-m", "archivegen", "bundle", str(folder)],
        stderr=subprocess.PIPE,
        encoding="utf-8",
        preexec_fn=hear_ctrl_c,
    )
    deadline = time.monotonic() + 60
    while not list((folder / "档案包").glob("*.正在生成")) and process.poll() is None and time.monotonic() < deadline:
        time.sleep(0.002)
    process.send_signal(signal.SIGINT)
    _, errors = process.communicate(timeout=60)
    assert process.returncode == 130
    assert "已中断" in errors
    assert "Traceback" not in errors
    assert snapshot(folder / "档案包") == before
    assert run_archivegen("verify", path).code == 0


# --- links --------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", ["出件", "出件/03_实施", "过程记录.jsonl", ".archivegen.lock", "档案包"])
def test_nothing_is_written_through_a_link(folder, tmp_path_factory, name):
    outside = tmp_path_factory.mktemp("别人的")
    if "." in name:
        target = outside / "文件.txt"
        target.write_text("别人的文件\n", encoding="utf-8")
    else:
        target = outside
    (folder / name).parent.mkdir(exist_ok=True)
    (folder / name).symlink_to(target)
    before = snapshot(outside)
    refused(run_archivegen("bundle" if name == "档案包" else "generate", folder), "是链接", "项目文件夹以外")
    assert snapshot(outside) == before
