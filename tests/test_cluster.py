"""The same papers from a cluster: a real scheduler and real workers, all on this machine."""

from __future__ import annotations

import datetime
import json
import os
import shutil
import socket
import subprocess
import sys
from collections.abc import Iterator

import dask
import pytest
from distributed import LocalCluster

from archivegen.batch import ProjectTask, make_project, make_projects
from archivegen.cluster import join_cluster
from archivegen.errors import ClusterError, ExitCode
from archivegen.pipeline import generate, open_project
from tests.conftest import ROOT, SMALL_PROJECT, TOWN, VILLAGE
from tests.poor_machine import run_archivegen
from tests.test_batch import TODAY, WHEN, lay_project, papers
from tests.workers_at_hand import kill_whoever_works_on

NOBODY = "tcp://127.0.0.1:1"


@pytest.fixture(scope="module")
def cluster() -> Iterator[LocalCluster]:
    """Two workers; a task that kills its worker is given up at once."""
    with (
        dask.config.set({"distributed.scheduler.allowed-failures": 0}),
        LocalCluster(n_workers=2, threads_per_worker=1, dashboard_address=":0", silence_logs=50) as started,
    ):
        yield started


def test_a_batch_on_a_cluster_gives_the_same_bytes(cluster, tmp_path):
    places = [lay_project(tmp_path / "集群" / name, VILLAGE) for name in ("甲村", "乙村", "丙村")]
    lay_project(tmp_path / "集群" / "丁村", SMALL_PROJECT.replace("年度", "年渡"))
    ran = run_archivegen("batch", tmp_path / "集群", "--scheduler", cluster.scheduler_address, "--json")
    assert ran.code == 3, ran.text
    assert sorted(project["exit_code"] for project in json.loads(ran.out)["projects"]) == [0, 0, 0, 3]
    alone = lay_project(tmp_path / "单机", VILLAGE)
    assert make_project(ProjectTask(alone, TODAY, WHEN)).exit_code is ExitCode.DONE
    assert len(papers(alone)) > 48
    for place in places:
        assert papers(place) == papers(alone)


def test_the_papers_of_one_project_on_a_cluster(cluster, tmp_path):
    near, far = lay_project(tmp_path / "近", VILLAGE), lay_project(tmp_path / "远", VILLAGE)
    generate(open_project(near, TODAY), WHEN)
    with join_cluster(cluster.scheduler_address) as crew:
        generate(open_project(far, TODAY), WHEN, crew=crew)
    assert papers(near) == papers(far)
    assert (near / "过程记录.jsonl").read_bytes() == (far / "过程记录.jsonl").read_bytes()
    assert not (far / ".archivegen.words").exists()


def test_a_worker_of_the_cluster_that_is_killed_names_its_project(cluster, tmp_path):
    sizes = {"甲村": VILLAGE, "乙村": TOWN, "丙村": VILLAGE}
    tasks = [ProjectTask(lay_project(tmp_path / name, text), TODAY, WHEN) for name, text in sizes.items()]
    with join_cluster(cluster.scheduler_address) as crew, kill_whoever_works_on(tmp_path / "乙村") as killed:
        outcomes = {outcome.folder.name: outcome for outcome in make_projects(tasks, crew)}
    assert len(killed) == 1
    assert {name: outcome.exit_code for name, outcome in outcomes.items()} == {
        "甲村": ExitCode.DONE,
        "乙村": ExitCode.OUTPUT,
        "丙村": ExitCode.DONE,
    }
    assert "意外结束" in outcomes["乙村"].notes[0]


@pytest.mark.parametrize(
    "address", [NOBODY, "不是地址", "http://127.0.0.1:1", "tcp://没有这台电脑:8786", "tcp://", "tcp://a:b"]
)
def test_a_scheduler_that_is_not_there(address):
    with pytest.raises(ClusterError, match="连不上调度器") as told, join_cluster(address, patience=0.5):
        pass
    assert address in str(told.value)


def test_the_command_says_so_too(tmp_path):
    lay_project(tmp_path / "甲村")
    ran = run_archivegen("batch", tmp_path, "--scheduler", "不是地址")
    assert ran.code == 6
    assert "连不上调度器“不是地址”" in ran.err
    assert not (tmp_path / "甲村" / "出件").exists()


def test_a_scheduler_without_workers():
    with (
        LocalCluster(n_workers=0, dashboard_address=":0", silence_logs=50) as empty,
        pytest.raises(ClusterError, match="还没有工作机"),
        join_cluster(empty.scheduler_address, patience=0.5),
    ):
        pass


def test_a_worker_with_another_version_is_not_given_work(tmp_path):
    shutil.copytree(ROOT / "src" / "archivegen", tmp_path / "archivegen")
    (tmp_path / "archivegen" / "__init__.py").write_text('__version__ = "0.0.1"\n', encoding="utf-8")
    with LocalCluster(n_workers=0, dashboard_address=":0", silence_logs=50) as other:
        worker = subprocess.Popen(
            [
                sys.executable,
                "-m",
                "distributed.cli.dask_worker",
                other.scheduler_address,
                "--no-nanny",
                "--no-dashboard",
            ],
            env={**os.environ, "PYTHONPATH": str(tmp_path)},
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            cwd=tmp_path,
        )
        try:
            with (
                pytest.raises(ClusterError, match=r"上是 archivegen 0\.0\.1（Python"),
                join_cluster(other.scheduler_address, 60),
            ):
                pass
        finally:
            worker.terminate()
            worker.wait()


def test_without_the_extra_one_sentence_says_what_to_install(tmp_path):
    lay_project(tmp_path / "甲村")
    (tmp_path / "没装" / "distributed").mkdir(parents=True)
    (tmp_path / "没装" / "distributed" / "__init__.py").write_text("raise ImportError('not here')\n", encoding="utf-8")
    done = subprocess.run(
        [sys.executable, "-m", "archivegen", "batch", tmp_path / "甲村", "--scheduler", NOBODY],
        env={**os.environ, "PYTHONPATH": f"{tmp_path / '没装'}{os.pathsep}{os.environ.get('PYTHONPATH', '')}"},
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    assert done.returncode == 6
    assert "archivegen[cluster]" in done.stderr
    assert len(done.stderr.strip().splitlines()) == 1


def test_the_day_is_the_masters(cluster, tmp_path):
    folder = lay_project(tmp_path / "甲村")
    with join_cluster(cluster.scheduler_address) as crew:
        [outcome] = make_projects([ProjectTask(folder, datetime.date(2026, 1, 2), WHEN)], crew)
    assert outcome.exit_code is ExitCode.FINDINGS
    assert "今天是 2026-01-02" in outcome.notes[0]
    assert WHEN in (folder / "过程记录.jsonl").read_text(encoding="utf-8")


def test_something_else_that_listens_there_is_no_scheduler(cluster):
    worker = next(iter(cluster.scheduler_info["workers"]))
    with pytest.raises(ClusterError, match="连不上调度器"), join_cluster(worker, patience=2):
        pass
    with socket.create_server(("127.0.0.1", 0)) as deaf:
        address = f"tcp://127.0.0.1:{deaf.getsockname()[1]}"
        with pytest.raises(ClusterError, match="连不上调度器"), join_cluster(address, patience=0.5):
            pass
