"""B02, the implementation plan: a document that is read from the cover to its annexes, whatever the project file knows."""

from __future__ import annotations

import io
import re
import subprocess
import time
from decimal import Decimal
from pathlib import Path
from typing import Any
from zipfile import ZipFile

import pypdf
import pytest
from lxml import etree

from archivegen.chinese import chinese_numeral
from archivegen.plan import PlanEntry
from archivegen.render.engine import render_entry
from archivegen.render.office import extract_text
from archivegen.render.paper_words import entry_words
from archivegen.workspace import open_project
from tests.conftest import ALL_SAMPLES, LONGMEN, ROOT, XIANGSHUI
from tests.made import TODAY
from tests.office_standard import judge
from tests.render.validity import find_docx_faults
from tests.test_papers import HOLES

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
C = {"c": "http://schemas.openxmlformats.org/drawingml/2006/chart"}
STARTER = (ROOT / "templates" / "starter" / "项目.yaml").read_text(encoding="utf-8")
SURVEY = "劳动力摸底: {日期: 2025-08-20, 劳动力总数: 120, 有务工意愿: 40}\n"


def words_of(folder: Path, key: str = "B02") -> tuple[PlanEntry, dict[str, Any]]:
    workspace = open_project(folder, TODAY)
    entry = next(entry for entry in workspace.plan.entries if entry.key == key)
    return entry, entry_words(entry, workspace.words)


@pytest.fixture(scope="module", params=ALL_SAMPLES)
def plan(request) -> bytes:
    return render_entry(*words_of(ROOT / "samples" / request.param))


def short_plan(folder: Path, *changes: tuple[str, str]) -> bytes:
    """The plan of a project that knows little more than the starter's file does."""
    text = STARTER.replace("{名称}", "某村村道建设以工代赈项目").replace("{年度}", "2026") + SURVEY
    for old, new in changes:
        assert old in text
        text = text.replace(old, new)
    folder.mkdir(exist_ok=True)
    (folder / "项目.yaml").write_text(text, encoding="utf-8")
    return render_entry(*words_of(folder))


def body_of(package: bytes) -> Any:
    with ZipFile(io.BytesIO(package)) as archive:
        return etree.fromstring(archive.read("word/document.xml"))


def headings_of(package: bytes) -> list[str]:
    """The chapters and annexes, and after them the lines of the contents."""
    named = {"ReportHeading1", "Annex"}
    shown = []
    for paragraph in body_of(package).iter(f"{W}p"):
        style = paragraph.find(f"{W}pPr/{W}pStyle")
        if style is not None and style.get(f"{W}val") in named:
            shown.append("".join(text.text or "" for text in paragraph.iter(f"{W}t")))
    return shown


def contents_of(package: bytes) -> dict[str, str]:
    """What each line of the contents says, and the bookmark that it counts the page of."""
    lines = {}
    for paragraph in body_of(package).iter(f"{W}p"):
        found = re.search(r"PAGEREF (\w+)", "".join(code.text or "" for code in paragraph.iter(f"{W}instrText")))
        if found:
            lines["".join(text.text or "" for text in paragraph.iter(f"{W}t"))] = found[1]
    return lines


def charts_of(package: bytes) -> list[Any]:
    with ZipFile(io.BytesIO(package)) as archive:
        names = sorted(name for name in archive.namelist() if name.startswith("word/charts/chart"))
        return [etree.fromstring(archive.read(name)) for name in names]


def figures(chart: Any, series: int) -> list[Decimal]:
    return [Decimal(value.text) for value in chart.findall(".//c:ser", C)[series].iterfind("c:val//c:v", C)]


def test_sixteen_chapters_and_each_stands_in_the_contents(plan):
    headings = headings_of(plan)
    assert [text.partition("、")[0] for text in headings[:16]] == [chinese_numeral(number) for number in range(1, 17)]
    lines = list(contents_of(plan))
    assert lines[:16] == headings[:16]
    assert [line.partition("\u3000")[0] for line in lines[16:]] == headings[16:]
    assert [text.removeprefix("附件") for text in headings[16:]] == [str(n) for n in range(1, len(headings) - 15)]


def test_each_line_of_the_contents_counts_the_page_of_a_heading_that_is_there(plan):
    marks = [mark.get(f"{W}name") for mark in body_of(plan).iter(f"{W}bookmarkStart")]
    assert len(marks) == len(set(marks))
    assert set(contents_of(plan).values()) <= set(marks)


def test_tables_and_pictures_are_counted_and_each_is_referred_to(plan):
    text = extract_text(plan, ".docx")
    for kind in "表图":
        titles = re.findall(rf"^{kind}(\d+)\u3000", text, re.MULTILINE)
        assert titles == [str(number) for number in range(1, len(titles) + 1)]
        assert len(titles) >= (10 if kind == "表" else 1)
        assert {int(number) for number in titles} <= {
            int(number) for number in re.findall(rf"(?<!^){kind}(\d+)(?!\u3000)", text, re.MULTILINE)
        }


def test_no_hole_in_a_plan_of_either_type_and_mode_with_few_facts(tmp_path):
    modes = [("村民自建", "村民自建"), ("建设方式: 村民自建", "建设方式: 施工承包")]
    for number, mode in enumerate(modes):
        for kind in ("公益性", "产业"):
            made = short_plan(tmp_path / f"{number}{kind}", mode, ("类型: 公益性 ", f"类型: {kind} "))
            text = extract_text(made, ".docx")
            holes = [
                (found[0], text[max(0, found.start() - 20) : found.end() + 20])
                for rule in HOLES
                for found in rule.finditer(text)
            ]
            assert not holes
            assert not find_docx_faults(made)
            assert headings_of(made)[16:] == ["附件1", "附件2"]
            assert ("公益性岗位设置" in text) == (kind == "公益性")


def test_one_fund_and_one_trade_need_no_chart_and_no_dates_no_schedule(tmp_path):
    assert charts_of(short_plan(tmp_path / "少")) == []


def test_the_charts_show_the_figures_of_the_tables():
    entry, words = words_of(ROOT / "samples" / XIANGSHUI)
    funds, trades, steps = charts_of(render_entry(entry, words))
    assert sum(figures(funds, 0)) == words["资金合计"]["总额"]
    assert sum(figures(trades, 0)) == words["测算"]["工日"]
    assert figures(steps, 1) == [step["天数"] for step in words["项目"]["工序进度"]]
    assert sum(figures(trades, 0)) == sum(row["工日"] for row in words["测算"]["明细"])


def test_the_plan_and_the_minutes_of_the_four_parties_say_the_same():
    for sample in (XIANGSHUI, LONGMEN):
        rows = []
        for key in ("B02", "A06"):
            entry, words = words_of(ROOT / "samples" / sample, key)
            total = f"{words['测算']['报酬']:,.2f}"
            lines = extract_text(render_entry(entry, words), ".docx").splitlines()
            rows.append({line for line in lines if line.startswith("合计\t") and total in line})
        assert rows[0] & rows[1]


def test_free_text_becomes_paragraphs_and_lists_of_named_styles(tmp_path):
    prose = (
        "  风险防范: |\n    第一句，**重点**：\n    - 汛期<停工>\n      1. 撤人\n    # 标题\n    ![图](a.png)\n资金:"
    )
    made = short_plan(tmp_path / "文", ("\n资金:\n", f"\n{prose}\n"))
    shown = [
        (paragraph.find(f"{W}pPr/{W}pStyle").get(f"{W}val"), "".join(t.text or "" for t in paragraph.iter(f"{W}t")))
        for paragraph in body_of(made).iter(f"{W}p")
    ]
    start = shown.index(("ReportBody", "第一句，重点："))
    assert shown[start + 1 : start + 5] == [
        ("ReportList1", "●汛期<停工>"),
        ("ReportList2", "1.撤人"),
        ("ReportBody", "标题"),
        ("ReportBody", "图（a.png）"),
    ]
    assert "一是务工组织风险" not in extract_text(made, ".docx"), "the usual text gives way to the project's own"


def test_the_standard_accepts_the_plan_of_every_sample(plan, tmp_path):
    paper = tmp_path / "B02.docx"
    paper.write_bytes(plan)
    assert judge([paper]) == {paper: []}


def test_the_contents_print_the_page_on_which_each_chapter_begins(tmp_path):
    """As LibreOffice lays it out, with whatever fonts there are."""
    for name, sample in (("甲", XIANGSHUI), ("乙", LONGMEN)):
        paper = tmp_path / f"{name}.docx"
        paper.write_bytes(render_entry(*words_of(ROOT / "samples" / sample)))
    command = [
        "soffice",
        f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}",
        "--headless",
        "--convert-to",
        "pdf",
    ]
    command += ["--outdir", str(tmp_path), *map(str, sorted(tmp_path.glob("*.docx")))]
    subprocess.run(command, check=True, capture_output=True, timeout=240)
    for pdf in sorted(tmp_path.glob("*.pdf")):
        pages = [page.extract_text() for page in pypdf.PdfReader(pdf).pages]
        assert 15 <= len(pages) <= 32, "a document of 15 to 30 pages; another font may need one or two more"
        contents = next(page for page in pages if re.search(r"目\s*录", page))
        listed = re.findall(r"^\s*([一二三四五六七八九十]+)、(\S+?)\.{3,}\s*(\d+)\s*$", contents, re.MULTILINE)
        assert len(listed) == 16
        for numeral, title, number in listed:
            on = [page for page in pages if re.search(rf"^\s*{numeral}、{title}\s*$", page, re.MULTILINE)]
            assert len(on) == 1
            assert re.search(rf"—\s*{number}\s*—", on[0])


def test_a_plan_costs_little():
    entry, words = words_of(ROOT / "samples" / XIANGSHUI)
    render_entry(entry, words)
    start = time.process_time()
    for _ in range(5):
        render_entry(entry, words)
    assert (time.process_time() - start) / 5 < 0.06
