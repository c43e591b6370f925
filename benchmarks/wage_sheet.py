"""A wage sheet of 2,000 workers by 31 days with styles and formulas: ours beside openpyxl, XlsxWriter, xltpl and faster writers.

    python benchmarks/wage_sheet.py           # --quick: 200 workers, one run

Ours, openpyxl and xltpl fill the same template (``peers/wage_template.py``); XlsxWriter, PyExcelerate and rustpy-xlsxwriter have no
templates and write the same cells from nothing.  Only ours gives each formula its cached value.
"""

# ruff: noqa: SLF001 - the quick way to share a style is a private one

from __future__ import annotations

import argparse
import pickle
import sys
import tempfile
from collections.abc import Callable
from copy import copy
from pathlib import Path
from typing import Any

from measure import Contender, run_once, run_race, show_race, tell, time_work
from peers.wage_writers import Made, load, make_by_pyexcelerate, make_by_rust, make_by_xlsxwriter


def prepare(folder: Path, count: int) -> None:
    from peers.wage_template import draw_ours, draw_wide, draw_xltpl, make_words, plain_rows, read_note
    from project import draw_people

    from archivegen.language.filters import capitals as write_capitals

    draw_ours(folder / "ours.xlsx")
    draw_wide(folder / "wide.xlsx")
    draw_xltpl(folder / "xltpl.xlsx")
    words = make_words(list(draw_people(count)))
    capitals = write_capitals(words["项"]["合计"]["实发"], "人民币")
    (folder / "words.pickle").write_bytes(pickle.dumps(words))
    (folder / "rows.pickle").write_bytes(
        pickle.dumps((plain_rows(words), words["项"]["每日合计"], str(capitals), read_note()))
    )


SHARES = {"openpyxl": 0.1}
"""Who copies styles cell by cell is too slow for all rows."""


def make_ours(folder: Path, target: Path) -> Made:
    from archivegen.render.xlsx import render_xlsx

    words, template = load(folder, "words.pickle"), (folder / "ours.xlsx").read_bytes()
    return lambda: target.write_bytes(render_xlsx(template, words, name="C21-逐日.xlsx"))


def make_by_openpyxl(folder: Path, target: Path) -> Made:
    """As people write it: the sample row's styles copied one by one."""

    def copy_style(source: Any, cell: Any) -> None:
        cell.font, cell.border, cell.fill = copy(source.font), copy(source.border), copy(source.fill)
        cell.alignment, cell.number_format = copy(source.alignment), source.number_format
        cell.protection = copy(source.protection)

    return _fill_by_openpyxl(folder, target, copy_style, SHARES["openpyxl"])


def make_by_quick_openpyxl(folder: Path, target: Path) -> Made:
    """As those write it who know openpyxl well: the style's record is shared."""

    def share_style(source: Any, cell: Any) -> None:
        cell._style = source._style

    return _fill_by_openpyxl(folder, target, share_style)


def _fill_by_openpyxl(folder: Path, target: Path, give_style: Callable[[Any, Any], None], share: float = 1) -> Made:
    from openpyxl import load_workbook
    from peers.wage_template import AFTER, BEFORE, DAYS, HEADING, SUMMED, columns, formulas

    rows, daily, capitals, _ = load(folder, "rows.pickle")
    at, width = columns(DAYS), len(BEFORE) + DAYS + len(AFTER)

    rows = rows[: round(len(rows) * share)]

    def make() -> None:
        book = load_workbook(folder / "wide.xlsx")
        sheet = book.worksheets[0]
        first, last = HEADING + 1, HEADING + len(rows)
        sample = [sheet.cell(first, number) for number in range(1, width + 1)]
        feet = [[(cell.value, copy(cell._style)) for cell in line] for line in sheet.iter_rows(first + 1, first + 3)]
        for row, values in enumerate(rows, first):
            for number, value in enumerate(values, 1):
                cell = sheet.cell(row, number, value)
                give_style(sample[number - 1], cell)
            for name, formula in formulas(row, DAYS).items():
                sheet[f"{at[name]}{row}"].value = formula
        for row, line in enumerate(feet, last + 1):
            for number, (value, style) in enumerate(line, 1):
                cell = sheet.cell(row, number, value)
                cell._style = style
        for name in SUMMED:
            sheet[f"{at[name]}{last + 1}"].value = f"=SUM({at[name]}{first}:{at[name]}{last})"
        for number, sum_ in enumerate(daily, len(BEFORE) + 1):
            sheet.cell(last + 1, number, sum_)
        sheet["A1"] = "香水村产业道路劳务报酬发放表（2026年3月）"
        sheet[f"D{last + 2}"] = capitals
        book.save(target)

    return make


def make_by_xltpl(folder: Path, target: Path) -> Made:
    from xltpl.writerx import BookWriter

    words = load(folder, "words.pickle")
    _, _, capitals, _ = load(folder, "rows.pickle")

    def make() -> None:
        writer = BookWriter(str(folder / "xltpl.xlsx"))
        writer.render_book([{**words, "大写": capitals}])
        writer.save(str(target))

    return make


WAYS: dict[str, Callable[[Path, Path], Made]] = {
    "ours": make_ours,
    "rust": make_by_rust,
    "pyexcelerate": make_by_pyexcelerate,
    "xlsxwriter": make_by_xlsxwriter,
    "quick openpyxl": make_by_quick_openpyxl,
    "openpyxl": make_by_openpyxl,
    "xltpl": make_by_xltpl,
}

SHOWN = {
    "ours": ("archivegen", ""),
    "rust": ("rustpy-xlsxwriter (no cached values)", "≥ 0.8"),
    "pyexcelerate": ("PyExcelerate", ""),
    "xlsxwriter": ("XlsxWriter, from nothing", "≥ 12"),
    "quick openpyxl": ("openpyxl, the same template, styles shared", "≥ 12"),
    "openpyxl": ("openpyxl, the same template, styles copied", "≥ 12"),
    "xltpl": ("xltpl, the same template", "≥ 30"),
}


NOTE = "openpyxl with copied styles fills a tenth of the rows; its time is multiplied by ten."


def list_contenders(folder: Path) -> list[Contender]:
    def contender(way: str) -> Contender:
        name, wanted = SHOWN[way]
        command = (sys.executable, __file__, "--work", way, folder)
        return Contender(name, command, wanted, SHARES.get(way, 1), {"ARCHIVEGEN_CACHE": str(folder / "cache")})

    return [contender(way) for way in WAYS]


def find_unlike(folder: Path) -> list[str]:
    """Who wrote other values or formulas than ours; rustpy-xlsxwriter has the cells in another order, a share has fewer."""
    from openpyxl import load_workbook

    def read(way: str) -> list[list[Any]]:
        sheet = load_workbook(folder / f"made-{way}.xlsx").worksheets[0]
        return [[None if value in {"", 0} else value for value in line] for line in sheet.iter_rows(values_only=True)]

    ours = read("ours")
    return [way for way in WAYS if way not in {"ours", "rust", *SHARES} and read(way) != ours]


def measure(*, quick: bool = False, runs: int = 3) -> None:
    count = 200 if quick else 2000
    with tempfile.TemporaryDirectory(prefix="bench-wages-") as name:
        folder = Path(name)
        run_once(Contender("prepare", (sys.executable, __file__, "--prepare", folder, str(count))))
        contenders = list_contenders(folder)
        results = run_race(contenders, 1 if quick else runs)
        show_race(f"Wage sheet: {count} workers by 31 days, styles and formulas", contenders, results, NOTE)
        size = (folder / "made-ours.xlsx").stat().st_size
        tell("size of ours", size / 1000, "kB")
        compared = run_once(Contender("compare", (sys.executable, __file__, "--compare", folder)))
        unlike = compared.said["unlike"]
        print(f"unlike ours: {'、'.join(unlike)}" if unlike else "all wrote the same values and formulas")


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--quick", action="store_true", help="200 workers, one run")
    parser.add_argument("--runs", type=int, default=3, help="counted runs of each contender")
    parser.add_argument("--prepare", nargs=2, help=argparse.SUPPRESS)
    parser.add_argument("--compare", help=argparse.SUPPRESS)
    parser.add_argument("--work", nargs=2, help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.prepare:
        prepare(Path(options.prepare[0]), int(options.prepare[1]))
    elif options.compare:
        time_work(lambda: {"unlike": find_unlike(Path(options.compare))})
    elif options.work:
        way, folder_name = options.work
        time_work(WAYS[way](Path(folder_name), Path(folder_name) / f"made-{way}.xlsx"))
    else:
        measure(quick=options.quick, runs=options.runs)
