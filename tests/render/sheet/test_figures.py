"""Cached values are what a real spreadsheet program calculates."""

from __future__ import annotations

import os
import re
import signal
import subprocess
from datetime import date
from io import BytesIO
from pathlib import Path
from zipfile import ZipFile

import pytest
from openpyxl import load_workbook

from tests.render.workbooks import GROUPED, PROJECT, SHEETS, WAGES, build, people, read, render

FUNCTIONS = {
    "A1": 1.005,
    "A2": -2.5,
    "A3": "泥工",
    "A4": "12",
    "A5": None,
    "A6": "普工",
    "A7": 3,
    "A8": date(2026, 3, 5),
    **{
        f"C{row}": formula
        for row, formula in enumerate(
            [
                "=ROUND(2.5,0)",
                "=ROUND(A2,0)",
                "=ROUND(1234.5678,-2)",
                "=ROUNDUP(1.21,1)",
                "=ROUNDDOWN(-1.29,1)",
                "=INT(A2)",
                "=ABS(A2)",
                "=SUM(A1:A7)",
                "=COUNT(A1:A7)",
                "=COUNTA(A1:A7)",
                "=MAX(A1:A7)",
                "=MIN(A1:A7,-9)",
                "=AVERAGE(A1:A2,A7)",
                '=COUNTIF(A1:A7,"泥工")',
                '=COUNTIF(A1:A7,">1")',
                '=COUNTIF(A1:A7,"<>泥工")',
                '=SUMIF(A1:A3,"泥工",A5:A7)',
                '=SUMIF(A1:A7,">1")',
                "=SUMPRODUCT(A1:A2,A7:A8)",
                '=IF(A7>2,"多","少")',
                "=IF(A5=0,1,2)",
                '=IF(A3="泥工",A7*2,1/0)',
                "=IF(AND(A7>1,A7<5),1,0)",
                "=IF(OR(A7>9,NOT(A7>5)),1,0)",
                "=A4+1",
                "=-A2*2%",
                "=(1+2)*3-4/2",
                '=A3&"、"&A7',
                "=A8-A7",
                '="甲"<>"乙"',
                "=SUM(A:A)",
                "=1-2-3",
                "=12/3/2",
                "=COUNTIF(A7:A8,3)",
                '=COUNTIF(A5:A6,"<>3")',
                "=SUM($A$7:A7,5)",
            ],
            1,
        )
    },
}


def forget_figures(paper: bytes) -> bytes:
    """The workbook without cached values, so that LibreOffice has to calculate them."""
    target = BytesIO()
    with ZipFile(BytesIO(paper)) as source, ZipFile(target, "w") as package:
        for name in source.namelist():
            package.writestr(name, re.sub(rb"(</f>)<v>[^<]*</v>", rb"\1", source.read(name)))
    return target.getvalue()


def convert(folder: Path, *papers: Path) -> list[Path]:
    """The papers recalculated and saved again by LibreOffice."""
    profile = (folder / "profile").as_uri()
    command = [
        "soffice",
        f"-env:UserInstallation={profile}",
        "--headless",
        "--convert-to",
        "xlsx:Calc MS Excel 2007 XML",
    ]
    made = folder / "made"
    process = subprocess.Popen(
        [*command, "--outdir", str(made), *map(str, papers)],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    )
    try:
        assert process.wait(timeout=120) == 0
    except subprocess.TimeoutExpired:
        os.killpg(process.pid, signal.SIGKILL)
        raise
    return [made / paper.name for paper in papers]


def test_libreoffice_calculates_the_same_figures(tmp_path: Path) -> None:
    """Every cached value is what a real spreadsheet program gets from the formula beside it."""
    papers = {
        "wages.xlsx": render(WAGES, 项目=PROJECT, 明细=people(46)),
        "nobody.xlsx": render(WAGES, 项目=PROJECT, 明细=[]),
        "grouped.xlsx": render(GROUPED, 组别=[{"数": [1, 2]}, {"数": []}, {"数": [5, 7, 9]}], 日期=[1, 2, 3]),
        "functions.xlsx": render(build(FUNCTIONS)),
        "sheets.xlsx": render(SHEETS, 批次=[{"月份": "三月", "明细": [1, 2]}, {"月份": "四月 x", "明细": [3]}]),
    }
    for name, paper in papers.items():
        (tmp_path / name).write_bytes(forget_figures(paper))
    made = convert(tmp_path, *(tmp_path / name for name in papers))
    for path, paper in zip(made, papers.values(), strict=True):
        recalculated, ours = load_workbook(path, data_only=True), read(paper, figures=True)
        formulas = read(paper)
        assert recalculated.sheetnames == ours.sheetnames
        for sheet in ours:
            for row in sheet.iter_rows():
                for cell in row:
                    if formulas[sheet.title][cell.coordinate].data_type != "f":
                        continue
                    theirs = recalculated[sheet.title][cell.coordinate].value
                    where = (path.name, cell.coordinate, formulas[sheet.title][cell.coordinate].value)
                    if cell.value is None:
                        assert str(theirs).startswith("#"), where
                    else:
                        assert theirs == pytest.approx(cell.value), where
