"""What a clerk waits for: whole runs of the command line, start of Python included, with a cold and a warm template cache.

    python benchmarks/command_line.py         # --quick: one run

500 contracts from 项目.yaml to files, the same people in an Excel roster, and all papers of the 46- and the 120-worker sample.  Every run
writes into a folder without drafts.
"""

from __future__ import annotations

import argparse
import compileall
import shutil
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path

from measure import ROOT, Contender, run_race, show_race
from project import write_project

SAMPLE = ROOT / "samples" / "香水村产业道路"
LARGE = ROOT / "samples" / "青杠坪村产业园道路"
MADE = ("出件", "过程记录.jsonl", ".archivegen.lock")

DOCXTPL = """
import datetime, sys
from pathlib import Path
from docxtpl import DocxTemplate
from archivegen.language import make_environment
from archivegen.pipeline import open_project
from archivegen.render.paper_words import entry_words
workspace = open_project(Path(sys.argv[1]), datetime.date(2026, 11, 20))
for number, entry in enumerate(e for e in workspace.plan.entries if e.code == "C11"):
    paper = DocxTemplate(str(entry.template))
    paper.render(entry_words(entry, workspace.words), make_environment(), autoescape=True)
    paper.save(str(Path(sys.argv[2]) / f"{number}.docx"))
"""


def remove_made(project: Path) -> None:
    """The project as it was before anything was generated."""
    for name in MADE:
        place = project / name
        if place.is_dir():
            shutil.rmtree(place)
        else:
            place.unlink(missing_ok=True)


def generate(name: str, project: Path, cache: Path, *options: str, cold: bool = False, wanted: str = "") -> Contender:
    """``archivegen generate`` of a project; ``cold`` empties the cache before each run."""

    def prepare() -> None:
        remove_made(project)
        if cold:
            shutil.rmtree(cache, ignore_errors=True)

    command = (sys.executable, "-m", "archivegen", "generate", project, *options)
    return Contender(name, command, wanted, 1, {"ARCHIVEGEN_CACHE": str(cache)}, prepare)


def list_contracts(folder: Path, count: int) -> list[Contender]:
    inside = write_project(folder / "inside", count)
    beside = write_project(folder / "beside", count, roster=True)
    warm, cold = folder / "warm", folder / "cold"
    return [
        generate("from YAML, warm cache", inside, warm, "--only", "C11", wanted="≤ 0.9 s"),
        generate("from YAML, cold cache", inside, cold, "--only", "C11", cold=True, wanted="≤ 2 s"),
        generate("from an Excel roster, warm cache", beside, warm, "--only", "C11"),
    ]


def list_sample(folder: Path) -> list[Contender]:
    project = folder / SAMPLE.name
    shutil.copytree(SAMPLE, project, ignore=shutil.ignore_patterns(*MADE))
    warm, cold, made = folder / "warm", folder / "cold", folder / "by-docxtpl"
    command = (sys.executable, "-c", DOCXTPL, project, made)
    return [
        generate("all papers, warm cache", project, warm, wanted="≤ 1.0 s"),
        generate("all papers, cold cache", project, cold, cold=True, wanted="≤ 1.0 s"),
        generate("46 contracts alone, warm cache", project, warm, "--only", "C11"),
        Contender("46 contracts alone by docxtpl, the usual way", command, before=_clear(made)),
    ]


def list_large_sample(folder: Path) -> list[Contender]:
    project = folder / LARGE.name
    shutil.copytree(LARGE, project, ignore=shutil.ignore_patterns(*MADE))
    warm, cold = folder / "warm", folder / "cold"
    return [
        generate("all papers, warm cache", project, warm, wanted="≤ 2 s"),
        generate("all papers, cold cache", project, cold, cold=True),
        generate("the wage papers alone, warm cache", project, warm, "--only", "C16", "--only", "C17", "--only", "C21"),
        generate("120 contracts alone, warm cache", project, warm, "--only", "C11"),
    ]


def _clear(folder: Path) -> Callable[[], None]:
    def clear() -> None:
        shutil.rmtree(folder, ignore_errors=True)
        folder.mkdir()

    return clear


def measure(*, quick: bool = False, runs: int = 5) -> None:
    compileall.compile_dir(ROOT / "src", quiet=2)
    count = 50 if quick else 500
    with tempfile.TemporaryDirectory(prefix="bench-command-") as name:
        folder = Path(name)
        blocks = {
            f"{count} contracts on the command line, from YAML to files": list_contracts(folder, count),
            "The 46-worker sample on the command line": list_sample(folder),
            "The 120-worker sample, five months, on the command line": list_large_sample(folder),
        }
        for title, contenders in blocks.items():
            run_race(contenders[:1], 1)  # fills the warm cache and the disk's
            show_race(title, contenders, run_race(contenders, 1 if quick else runs))


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--quick", action="store_true", help="50 contracts, one run")
    parser.add_argument("--runs", type=int, default=5, help="counted runs of each command")
    options = parser.parse_args()
    measure(quick=options.quick, runs=options.runs)
