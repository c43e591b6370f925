from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

import archivegen
from archivegen.archive.swap import recover, replace_archive
from archivegen.verify import verify_bag

SCRIPT = Path(__file__).with_name("run_killed.py")
SOURCE = str(Path(next(iter(archivegen.__path__))).parent)


def run_script(what, folder, kind):
    command = [sys.executable, str(SCRIPT), what, str(folder), kind]
    environment = {
        **os.environ,
        "PYTHONPATH": os.pathsep.join((SOURCE, str(SCRIPT.parents[2]))),
        "PYTHONDONTWRITEBYTECODE": "1",
    }
    done = subprocess.run(command, check=False, capture_output=True, text=True, env=environment)
    assert done.returncode == 0, done.stderr
    return [json.loads(line) for line in done.stdout.splitlines()]


@pytest.mark.parametrize(("kind", "name"), [("folder", "甲"), ("zip", "甲.zip")])
def test_killed_at_any_moment_the_old_or_the_new_archive_is_whole(tmp_path, kind, name):
    runs = run_script("kill", tmp_path, kind)
    assert len(runs) > 10
    assert [run["code"] for run in runs] == [-9] * (len(runs) - 1) + [0]
    for run in runs:
        after = run["after"]
        kept = after.get(name) or after.get(f"{name}.替换前")
        assert kept in (1, 2), run
        assert -1 not in after.values(), run
        assert run["again"] == 0, run
        assert run["end"] == {name: 3}, run
    assert runs[0]["after"] == {name: 1}
    assert runs[-1]["after"] == {name: 2}


@pytest.mark.parametrize(("kind", "name"), [("folder", "甲"), ("zip", "甲.zip")])
def test_a_full_disk_leaves_the_old_archive_and_nothing_else(tmp_path, kind, name):
    for run in run_script("full", tmp_path, kind):
        assert run["code"] == 6, run
        assert run["after"] == {name: 1}, run


def test_an_archive_that_lost_its_place_gets_it_back(small_desk):
    bag = small_desk.close()
    bag.rename(bag.with_name(bag.name + ".替换前"))
    (bag.with_name(bag.name + ".正在生成")).mkdir()
    recover(bag)
    assert verify_bag(bag).passed
    assert [path.name for path in bag.parent.iterdir() if not path.name.startswith(".")] == [bag.name]


def test_an_unfinished_deletion_is_never_taken_for_an_archive(small_desk):
    bag = small_desk.close()
    doomed = bag.with_name(bag.name + ".待删除")
    bag.rename(doomed)
    recover(bag)
    assert not bag.exists()
    assert not doomed.exists()


def test_when_the_new_one_cannot_take_its_place_the_old_one_returns(small_desk):
    bag = small_desk.close()
    with pytest.raises(FileNotFoundError):
        replace_archive(bag)
    assert verify_bag(bag).passed
