"""Start-up beside yardsticks measured in the same run, and what a core install takes on the disk.

    python benchmarks/startup.py              # the times; --quick: one run
    python benchmarks/startup.py --size       # the size

Byte code is written first, as an installed copy has it.
"""

from __future__ import annotations

import argparse
import compileall
import os
import subprocess
import sys
import tempfile
import venv
from pathlib import Path

from measure import ROOT, Contender, run_race, show_race

CHECKED = ROOT / "samples" / "龙门村灌溉渠"


def list_contenders() -> list[Contender]:
    tool = (sys.executable, "-m", "archivegen")
    return [
        Contender("python -c pass", (sys.executable, "-c", "pass")),
        Contender('python -c "import openpyxl"', (sys.executable, "-c", "import openpyxl")),
        Contender('python -c "import docxtpl"', (sys.executable, "-c", "import docxtpl")),
        Contender("archivegen --help", (*tool, "--help")),
        Contender("archivegen check, 120 workers", (*tool, "check", CHECKED)),
    ]


def measure(*, quick: bool = False, runs: int = 9) -> None:
    compileall.compile_dir(ROOT / "src", quiet=2)
    contenders = list_contenders()
    run_race(contenders, 1)  # the disk's cache
    show_race("Start-up", contenders, run_race(contenders, 1 if quick else runs), unit="× python")


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
    parser.add_argument("--quick", action="store_true", help="one run")
    parser.add_argument("--runs", type=int, default=9, help="counted runs of each command")
    options = parser.parse_args()
    if options.size:
        measure_size()
    else:
        measure(quick=options.quick, runs=options.runs)
