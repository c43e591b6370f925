"""What a clerk waits for: CPU of whole processes, beside yardsticks measured in the same run.

    python benchmarks/startup.py            # the times
    python benchmarks/startup.py --size     # what a core install takes on the disk

Every figure is user + system CPU seconds of a whole process (start of Python included), the median of the runs; the ratio is
to the yardstick of its block.  Byte code is written first, as an installed copy has it.
"""

from __future__ import annotations

import argparse
import compileall
import os
import resource
import shutil
import statistics
import subprocess
import sys
import tempfile
import venv
from pathlib import Path

ROOT = Path(__file__).parents[1]
CHECKED = ROOT / "samples" / "龙门村灌溉渠"
MADE = ROOT / "samples" / "香水村产业道路"

CONTRACTS = """
import sys
from pathlib import Path
from docxtpl import DocxTemplate
from archivegen.language import make_environment
from archivegen.pipeline import open_project
from archivegen.plan import entry_words
import datetime
workspace = open_project(Path(sys.argv[1]), datetime.date(2026, 11, 20))
for number, entry in enumerate(e for e in workspace.plan.entries if e.code == "C11"):
    paper = DocxTemplate(str(entry.template))
    paper.render(entry_words(entry, workspace.words), make_environment(), autoescape=True)
    paper.save(str(Path(sys.argv[1]) / f"{number}.docx"))
"""


def cpu_of(command: list[str]) -> float:
    """User and system seconds of one finished process."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    subprocess.run(command, check=False, capture_output=True)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def median_cpu(commands: dict[str, list[str]], runs: int) -> dict[str, float]:
    """The commands in turn, so that a drift of the machine meets all of them."""
    for command in commands.values():
        cpu_of(command)
    found: dict[str, list[float]] = {name: [] for name in commands}
    for _ in range(runs):
        for name, command in commands.items():
            found[name].append(cpu_of(command))
    return {name: statistics.median(times) for name, times in found.items()}


def show(title: str, times: dict[str, float]) -> None:
    yardstick = next(iter(times.values()))
    print(f"\n{title}\n{'':42}CPU s    ratio")
    for name, seconds in times.items():
        print(f"{name:42}{seconds:6.3f}{seconds / yardstick:8.1f}x")


def measure_times(runs: int) -> None:
    compileall.compile_dir(ROOT / "src", quiet=2)
    tool = [sys.executable, "-m", "archivegen"]
    started = {
        "python -c pass": [sys.executable, "-c", "pass"],
        'python -c "import openpyxl"': [sys.executable, "-c", "import openpyxl"],
        "archivegen --help": [*tool, "--help"],
        "archivegen check, 120 workers": [*tool, "check", str(CHECKED)],
    }
    show("Start-up", median_cpu(started, runs))
    with tempfile.TemporaryDirectory() as folder:
        project = Path(folder) / MADE.name
        shutil.copytree(MADE, project)
        made = {
            "46 contracts with docxtpl, the usual way": [sys.executable, "-c", CONTRACTS, str(project)],
            "archivegen generate --only C11 (the same)": [*tool, "generate", str(project), "--only", "C11"],
            "archivegen generate, everything": [*tool, "generate", str(project)],
        }
        show("Papers of the 46-worker sample", median_cpu(made, max(3, runs // 3)))


def measure_size() -> None:
    with tempfile.TemporaryDirectory() as folder:
        venv.create(folder, with_pip=True)
        python = Path(folder) / ("Scripts" if os.name == "nt" else "bin") / "python"
        subprocess.run([python, "-m", "pip", "install", "--quiet", str(ROOT)], check=True)
        packages = next(Path(folder).rglob("site-packages"))
        sizes = {
            entry.name: sum(file.stat().st_size for file in entry.rglob("*") if file.is_file())
            for entry in packages.iterdir()
            if entry.is_dir() and not entry.name.startswith(("pip", "setuptools", "pkg_resources", "_distutils"))
        }
    for name, size in sorted(sizes.items(), key=lambda item: -item[1])[:10]:
        print(f"{name:42}{size / 1e6:8.1f} MB")
    print(f"{'core install':42}{sum(sizes.values()) / 1e6:8.1f} MB")


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--size", action="store_true", help="measure the core install instead")
    parser.add_argument("--runs", type=int, default=9, help="counted runs of each command")
    options = parser.parse_args()
    if options.size:
        measure_size()
    else:
        measure_times(options.runs)
