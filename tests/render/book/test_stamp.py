"""A template is compiled once: what the cache keeps makes the same papers, and needs no XML library to do so."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

from archivegen.render.xlsx import compile_xlsx, render_xlsx
from tests.render.workbooks import PROJECT, SHEETS, WAGES, people

SCRIPT = """
import sys
from pathlib import Path
from archivegen.render.xlsx import render_xlsx
paper = render_xlsx(Path(sys.argv[1]).read_bytes(), {"项目": {"名称": "香水村"}, "明细": []}, name="C21.xlsx")
Path(sys.argv[2]).write_bytes(paper)
print(sorted({"lxml", "openpyxl", "jinja2.lexer"} & set(sys.modules)))
"""


def run(folder: Path) -> str:
    command = [sys.executable, "-c", SCRIPT, str(folder / "模板.xlsx"), str(folder / "纸.xlsx")]
    environment = {**os.environ, "ARCHIVEGEN_CACHE": str(folder / "cache"), "PYTHONUTF8": "1"}
    return subprocess.run(command, env=environment, check=True, capture_output=True, encoding="utf-8").stdout


def test_a_warm_start_reads_no_xml_and_makes_the_same_paper(tmp_path: Path) -> None:
    (tmp_path / "模板.xlsx").write_bytes(WAGES)
    assert "lxml" in run(tmp_path)
    cold = (tmp_path / "纸.xlsx").read_bytes()
    warm = run(tmp_path)
    assert "lxml" not in warm
    assert "openpyxl" not in warm
    assert (tmp_path / "纸.xlsx").read_bytes() == cold


def test_one_stamp_makes_many_papers_that_know_nothing_of_each_other() -> None:
    stamp = compile_xlsx(WAGES, name="C21.xlsx")
    first = stamp.render({"项目": PROJECT, "明细": people(3)})
    stamp.render({"项目": PROJECT, "明细": people(40)})
    assert stamp.render({"项目": PROJECT, "明细": people(3)}) == first
    assert render_xlsx(WAGES, {"项目": PROJECT, "明细": people(3)}, name="C21.xlsx") == first


def test_sheets_of_one_template_come_and_go() -> None:
    stamp = compile_xlsx(SHEETS, name="C21.xlsx")
    none = stamp.render({"批次": []})
    stamp.render({"批次": [{"月份": "三月", "明细": [1]}, {"月份": "四月", "明细": []}]})
    assert stamp.render({"批次": []}) == none
