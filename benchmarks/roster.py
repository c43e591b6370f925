"""Reading a roster of 2,000 workers from Excel: our table reader beside openpyxl.

    python benchmarks/roster.py               # --quick: 200 workers, one run

Ours finds the file, the sheet and the headings by their meaning, turns each cell into the text that the clerk sees and knows its
place; openpyxl only gives the values.  The bare python-calamine shows what the reading itself costs.
"""

from __future__ import annotations

import argparse
import shutil
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path

from measure import Contender, run_once, run_race, show_race, time_work

TABLE = "数据/花名册.xlsx"
TABLES = tuple(f"数据/花名册{number}.xlsx" for number in range(3))
"""Each reads three files: one reading is too short to measure, and ours keeps the last file."""

Read = Callable[[str], int]


def read_ours(folder: Path) -> Read:
    from archivegen.findings import Place
    from archivegen.project.tables import read_table, table_columns

    columns, asked = table_columns("务工人员"), Place("项目.yaml")

    def read(table: str) -> int:
        rows, findings = read_table(folder, table, columns, table="务工人员", asked=asked)
        assert not findings, findings[0]
        return len(rows)

    return read


def read_by_openpyxl(folder: Path) -> Read:
    from openpyxl import load_workbook

    return lambda table: len(list(load_workbook(folder / table).worksheets[0].iter_rows(min_row=3, values_only=True)))


def read_by_lazy_openpyxl(folder: Path) -> Read:
    from openpyxl import load_workbook

    def read(table: str) -> int:
        book = load_workbook(folder / table, read_only=True)
        rows = list(book.worksheets[0].iter_rows(min_row=3, values_only=True))
        book.close()
        return len(rows)

    return read


def read_by_calamine(folder: Path) -> Read:
    from python_calamine import CalamineWorkbook

    return lambda table: len(CalamineWorkbook.from_path(folder / table).get_sheet_by_index(0).to_python()) - 2


WAYS: dict[str, tuple[str, str, Callable[[Path], Read]]] = {
    "ours": ("archivegen", "", read_ours),
    "calamine": ("python-calamine, bare", "", read_by_calamine),
    "openpyxl": ("openpyxl", "≥ 10", read_by_openpyxl),
    "lazy openpyxl": ("openpyxl, read-only", "≥ 10", read_by_lazy_openpyxl),
}


def work(way: str, folder: Path, count: int) -> None:
    read = WAYS[way][2](folder)

    def repeat() -> None:
        for table in TABLES:
            found = read(table)
            assert found == count, f"{found} rows instead of {count}"

    time_work(repeat)


def measure(*, quick: bool = False, runs: int = 5) -> None:
    count = 200 if quick else 2000
    with tempfile.TemporaryDirectory(prefix="bench-roster-") as name:
        project = Path(__file__).with_name("project.py")
        run_once(Contender("roster", (sys.executable, project, name, str(count), "--roster")))
        for table in TABLES:
            shutil.copyfile(Path(name) / TABLE, Path(name) / table)
        contenders = [
            Contender(shown, (sys.executable, __file__, "--work", way, name, str(count)), wanted, len(TABLES))
            for way, (shown, wanted, _) in WAYS.items()
        ]
        results = run_race(contenders, 1 if quick else runs)
        show_race(f"Reading a roster of {count} workers from Excel", contenders, results)


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--quick", action="store_true", help="200 workers, one run")
    parser.add_argument("--runs", type=int, default=5, help="counted runs of each contender")
    parser.add_argument("--work", nargs=3, help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.work:
        work(options.work[0], Path(options.work[1]), int(options.work[2]))
    else:
        measure(quick=options.quick, runs=options.runs)
