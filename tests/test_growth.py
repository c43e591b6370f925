"""The work of a check grows as the project does.  Nothing is timed: the steps of our own byte code are counted.

Three projects of 12, 24 and 48 workers (or 2, 4 and 8 months): what is done once falls out of the differences, which double
when the work is linear and grow fourfold when everybody is compared with everybody.  Every function is judged by itself, for
among a million steps a thousand that explode are not seen.
"""

from __future__ import annotations

import shutil
import sys
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from types import CodeType, FrameType

import pytest

import archivegen
from archivegen.workspace import Workspace, open_project
from benchmarks.project import START, draw_people, write_project, write_roster
from tests.made import TODAY

OURS = str(Path(archivegen.__file__).parent)
LINEAR = 2.4
"""Twice as much, and some room: caches fill, and people are drawn by lot."""
FEW = 1500
"""Steps of a function that are too few to tell."""

Steps = Counter[str]


def count_steps(work: Callable[[], object]) -> Steps:
    """Byte code instructions that ``work`` runs in each function of this package: loops without a call are counted too."""
    steps: Counter[CodeType] = Counter()

    def trace(frame: FrameType, event: str, _argument: object) -> object:
        if event == "call":
            if not frame.f_code.co_filename.startswith(OURS):
                return None
            frame.f_trace_lines, frame.f_trace_opcodes = False, True
        elif event == "opcode":
            steps[frame.f_code] += 1
        return trace

    before = sys.gettrace()
    sys.settrace(trace)
    try:
        work()
    finally:
        sys.settrace(before)
    named: Steps = Counter()
    for code, count in steps.items():
        named[f"{Path(code.co_filename).name}:{code.co_firstlineno} {code.co_qualname}"] += count
    return named


def judge(folder: Path) -> Workspace:
    workspace = open_project(folder, TODAY)
    assert workspace.report is not None
    return workspace


def count_all(folders: list[Path], work: Callable[[Path], object]) -> list[Steps]:
    for folder in folders:
        work(folder)  # fills what is kept from one project to the next, and what other tests may have filled in part
    return [count_steps(lambda folder=folder: work(folder)) for folder in folders]


def growth(counts: list[int]) -> float:
    """How much more the second doubling costs than the first."""
    first, second, third = counts
    return (third - second) / max(second - first, 1)


def list_exploding(found: list[Steps]) -> dict[str, list[int]]:
    """Functions whose steps grow faster than the project."""
    counts = {name: [steps[name] for steps in found] for name, last in found[-1].items() if last > FEW}
    return {name: own for name, own in counts.items() if growth(own) > LINEAR and own[2] - own[0] > FEW}


@pytest.fixture(scope="module")
def more_workers(tmp_path_factory) -> list[Path]:
    folder = tmp_path_factory.mktemp("workers")
    return [write_project(folder / str(count), count, roster=True, months=2) for count in (12, 24, 48)]


@pytest.fixture(scope="module")
def more_months(tmp_path_factory) -> list[Path]:
    folder = tmp_path_factory.mktemp("months")
    return [write_project(folder / str(months), 6, roster=True, months=months) for months in (2, 4, 8)]


def make_all_words(folder: Path) -> None:
    """A check, and the words of papers for the offices and for the wall."""
    workspace = judge(folder)
    assert workspace.words
    assert workspace.public_words


def test_a_check_and_the_words_of_papers_grow_with_the_workers(more_workers):
    assert list_exploding(count_all(more_workers, make_all_words)) == {}


def test_a_check_and_the_words_of_papers_grow_with_the_months(more_months):
    assert list_exploding(count_all(more_months, make_all_words)) == {}


def test_a_check_of_a_project_full_of_mistakes_grows_with_the_workers(more_workers, tmp_path):
    """The roster has other names, no numbers, and one account for everybody."""
    wrecks = []
    for folder in more_workers:
        wreck = tmp_path / folder.name
        shutil.copytree(folder, wreck)
        people = list(draw_people(int(folder.name), START))
        for person in people:
            person.update(姓名=f"{person['姓名']}氏", 编号="", 合同签订日期="", 账号="6228480000000000000")
        write_roster(wreck / "数据" / "花名册.xlsx", people)
        wrecks.append(wreck)
    assert len(judge(wrecks[0]).report.findings) > 12 * 3
    assert growth([steps.total() for steps in count_all(wrecks, judge)]) < LINEAR


def test_steps_tell_work_that_grows_from_work_that_explodes():
    """The measure itself: a comparison of all pairs without a call is seen."""
    source = "def compare(items):\n    return [one for one in items for other in items if one is other]\n"
    spoilt: dict[str, Callable[[list[object]], object]] = {}
    exec(compile(source, f"{OURS}/spoilt.py", "exec"), spoilt)
    sizes = [[object() for _ in range(count)] for count in (16, 32, 64)]
    found = [count_steps(lambda size=size: spoilt["compare"](size)) for size in sizes]
    assert [name.partition(" ")[2] for name in list_exploding(found)] == ["compare.<locals>.<listcomp>"]
