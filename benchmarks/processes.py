"""Where a second process pays: the same run of ``archivegen generate`` with --jobs 1 and --jobs 2, by the clock on the wall.

python benchmarks/processes.py            # --quick: one run, fewer papers
"""

from __future__ import annotations

import argparse
import shutil
import tempfile
from collections.abc import Mapping, Sequence
from pathlib import Path

from command_line import MADE, generate
from measure import ROOT, Contender, Result, pad, run_race
from project import write_project

WORKS = {
    "46-worker sample, all papers": ("香水村产业道路", ()),
    "120-worker sample, all papers": ("青杠坪村产业园道路", ()),
    "120-worker sample, Excel papers": ("青杠坪村产业园道路", ("--only", "C16", "--only", "C17", "--only", "C21")),
}


def list_contenders(folder: Path, counts: Sequence[int]) -> dict[str, list[Contender]]:
    """The works, each with one process and with two."""
    cache = folder / "cache"
    projects = {
        f"{count} contracts": (write_project(folder / str(count), count), ("--only", "C11")) for count in counts
    }
    for title, (sample, options) in WORKS.items():
        copy = folder / title / sample
        shutil.copytree(ROOT / "samples" / sample, copy, ignore=shutil.ignore_patterns(*MADE))
        projects[title] = (copy, options)
    return {
        title: [generate(f"{title} {jobs}", project, cache, *options, "--jobs", str(jobs)) for jobs in (1, 2)]
        for title, (project, options) in projects.items()
    }


def show(title: str, contenders: Sequence[Contender], results: Mapping[str, Result]) -> None:
    one, two = (results[contender.name] for contender in contenders)
    gain = one.wall / two.wall
    pays = "pays" if gain > 1.1 else "costs" if gain < 0.9 else "no difference"
    print(f"{pad(title, 36)}{one.wall:8.2f}{two.wall:8.2f}{gain:8.2f}{one.cpu:8.2f}{two.cpu:8.2f}  {pays}")


def measure(*, quick: bool = False, runs: int = 3) -> None:
    with tempfile.TemporaryDirectory(prefix="bench-processes-") as name:
        works = list_contenders(Path(name), (100,) if quick else (500, 2000))
        print(f"\nOne process and two\n{'':36}  wall 1  wall 2    gain   CPU 1   CPU 2")
        for title, contenders in works.items():
            run_race(contenders[:1], 1)
            show(title, contenders, run_race(contenders, 1 if quick else runs))


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--quick", action="store_true", help="one run, fewer papers")
    parser.add_argument("--runs", type=int, default=3, help="counted runs of each command")
    options = parser.parse_args()
    measure(quick=options.quick, runs=options.runs)
