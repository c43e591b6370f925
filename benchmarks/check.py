"""``archivegen check`` of a project that was worked and paid for a year: 200, 2,000 and 10,000 workers.

    python benchmarks/check.py                # --quick: 50 and 200 workers, one run

Each is a fresh process, start of Python included, that reads roster, training list, twelve sign-in sheets, twelve lists of receipts
and a site log from Excel, makes all wage sheets and applies every rule.  Beside it what people write who only want the days of
everybody: the same twelve sign-in sheets read and summed, nothing checked.
"""

from __future__ import annotations

import argparse
import compileall
import json
import sys
import tempfile
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

from measure import ROOT, Contender, cpu_now, judge, pad, run_once, run_race, show_race, tell

MONTHS = 12
SIZES = (200, 2000, 10_000)
COMPARED = 2000
"""So many workers have the sheets that others read too."""
WORTH = {"√": 1.0, "半": 0.5}
BEFORE = 4
"""Columns before the first day, and rows of title and headings: 2."""

Sum = Callable[[Iterable[Path]], Counter[str]]


def check(project: Path, folder: Path, name: str, wanted: str = "") -> Contender:
    environment = {"ARCHIVEGEN_CACHE": str(folder / "cache")}
    return Contender(name, (sys.executable, "-m", "archivegen", "check", project), wanted, 1, environment)


# --- what others do -------------------------------------------------------------------------------------------------


def add_row(days: Counter[str], row: Sequence[Any]) -> None:
    days[row[1]] += sum(WORTH.get(mark, 0) for mark in row[BEFORE:-1])


def sum_by_openpyxl(paths: Iterable[Path], *, lazy: bool = False) -> Counter[str]:
    from openpyxl import load_workbook

    days: Counter[str] = Counter()
    for path in paths:
        book = load_workbook(path, read_only=lazy)
        for row in book.worksheets[0].iter_rows(min_row=3, values_only=True):
            add_row(days, row)
    return days


def sum_by_lazy_openpyxl(paths: Iterable[Path]) -> Counter[str]:
    return sum_by_openpyxl(paths, lazy=True)


def sum_by_pandas(paths: Iterable[Path]) -> Counter[str]:
    import pandas

    days: Counter[str] = Counter()
    for path in paths:
        sheet = pandas.read_excel(path, header=1, engine="openpyxl")
        marks = sheet.iloc[:, BEFORE:-1]
        worked = sum((marks == mark).sum(axis=1) * worth for mark, worth in WORTH.items())
        days.update(dict(zip(sheet["编号"], worked, strict=True)))
    return days


def sum_by_calamine(paths: Iterable[Path]) -> Counter[str]:
    from python_calamine import CalamineWorkbook

    days: Counter[str] = Counter()
    for path in paths:
        for row in CalamineWorkbook.from_path(path).get_sheet_by_index(0).to_python()[2:]:
            add_row(days, row)
    return days


WAYS: dict[str, tuple[str, str, Sum]] = {
    "pandas": ("pandas.read_excel, sums alone", "", sum_by_pandas),
    "openpyxl": ("openpyxl, sums alone", "", sum_by_openpyxl),
    "lazy openpyxl": ("openpyxl, read-only, sums alone", "", sum_by_lazy_openpyxl),
    "calamine": ("python-calamine, sums alone", "", sum_by_calamine),
}


def work(way: str, project: Path) -> None:
    """Tell how many days were worked, for all must find the same, and the CPU of the whole process."""
    days = WAYS[way][2](sorted((project / "数据" / "考勤").glob("*.xlsx")))
    print(json.dumps({"cpu": cpu_now(), "found": [len(days), sum(days.values())]}))


# --- the race ---------------------------------------------------------------------------------------------------------


def write_projects(folder: Path, sizes: Iterable[int]) -> dict[int, Path]:
    script = Path(__file__).with_name("project.py")
    projects = {size: folder / str(size) for size in sizes}
    for size, project in projects.items():
        command = (sys.executable, script, project, str(size), "--roster", "--months", str(MONTHS))
        run_once(Contender("project", command))
    return projects


def show_growth(contenders: Mapping[int, Contender], runs: int) -> None:
    """One line a size, and how much more CPU the largest takes than the one before it."""
    run_race(list(contenders.values())[:1], 1)
    results = run_race(list(contenders.values()), runs)
    print(f"\narchivegen check, {MONTHS} months\n{'':36}CPU s  ms a worker   peak MB  wanted")
    for size, contender in contenders.items():
        result = results[contender.name]
        line = f"{pad(contender.name, 33)}{result.cpu:8.2f}{result.cpu / size * 1000:13.2f}{result.peak:10.0f}"
        print(f"{line}  {judge(contender.wanted, 0, result.cpu)}".rstrip())
    smaller, larger = sorted(contenders)[-2:]
    growth = results[contenders[larger].name].cpu / results[contenders[smaller].name].cpu
    times = larger / smaller
    tell(f"CPU of {larger} workers beside {smaller}", growth, "times", f"≤ {times * 1.1:g}")
    if COMPARED in contenders:
        tell(f"peak memory of {COMPARED}", results[contenders[COMPARED].name].peak, "MB", "≤ 600")


def measure(*, quick: bool = False, runs: int = 3) -> None:
    compileall.compile_dir(ROOT / "src", quiet=2)
    sizes, compared = ((50, 200), 200) if quick else (SIZES, COMPARED)
    with tempfile.TemporaryDirectory(prefix="bench-check-") as name:
        folder = Path(name)
        projects = write_projects(folder, sizes)
        bounds = {COMPARED: "≤ 6 s"}
        sized = {size: check(path, folder, f"{size} workers", bounds.get(size, "")) for size, path in projects.items()}
        show_growth(sized, 1 if quick else runs)
        ours = check(projects[compared], folder, "archivegen check: all tables, wages and rules")
        peers = [
            Contender(shown, (sys.executable, __file__, "--work", way, projects[compared]), wanted)
            for way, (shown, wanted, _) in WAYS.items()
        ]
        results = run_race([ours, *peers], 1 if quick else runs)
        show_race(f"Twelve sign-in sheets of {compared} workers", [ours, *peers], results)
        sums = {tuple(results[peer.name].said["found"]) for peer in peers}
        print("all peers find the same days" if len(sums) == 1 else f"the peers differ: {sums}")


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--quick", action="store_true", help="50 and 200 workers, one run")
    parser.add_argument("--runs", type=int, default=3, help="counted runs of each command")
    parser.add_argument("--work", nargs=2, help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.work:
        work(options.work[0], Path(options.work[1]))
    else:
        measure(quick=options.quick, runs=options.runs)
