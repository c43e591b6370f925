"""Projects that are hardly there, and projects with very long names, one worker, three hundred, one month or twenty-four.

Rules may object to them; the papers are made all the same here, because a layout must hold whatever stands in it.
"""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from archivegen.pipeline import Workspace, generate, open_project
from archivegen.plan import PlanEntry
from archivegen.render.drafts import DraftStatus
from archivegen.render.press import Failure, print_paper
from benchmarks.project import write_project
from tests.conftest import LONGMEN, SAMPLES, XIANGSHUI
from tests.made import TODAY, WHEN
from tests.pdf_pages import convert_all, find_faults
from tests.wage_projects import PEOPLE, WORK

KINDS = [(kind, mode) for kind in ("公益性", "产业") for mode in ("村民自建", "施工承包")]
HEAD = """\
项目:
  名称: 香水村道路以工代赈项目
  年度: 2026
  类型: {kind}
  建设方式: {mode}
  县: 巴州区
  乡镇: 云屏镇
  村: 香水村
"""
LONG_NAME = "香水河流域高标准农田配套产业道路及灌溉排水渠系综合整治示范片区第三十二号安置点联合村"
"""Forty-one characters; nobody's village has more."""
LONG_ITEM = "新建钢筋混凝土整体现浇矩形断面灌溉渠道（含基础开挖、砂砾石垫层、模板制作安装、伸缩缝沥青木板填塞、人行盖板及分水口闸门安装）"
"""Sixty-one characters."""
OF_MONTHS = ("C16", "C17", "C18", "C21", "C22", "C25", "C28", "C32", "E01")
OF_PEOPLE = ("A01", "C10", "C13", "C14", *OF_MONTHS)


@pytest.mark.parametrize(("kind", "mode"), KINDS)
@pytest.mark.parametrize("body", ["", PEOPLE, PEOPLE + WORK], ids=["empty", "people", "work"])
def test_a_project_that_is_hardly_there_makes_what_it_can(make_project, kind, mode, body):
    folder = make_project(HEAD.format(kind=kind, mode=mode) + body)
    made = generate(open_project(folder, TODAY), WHEN)
    assert not made.with_status(DraftStatus.FAILED)
    assert not made.bugs
    assert made.with_status(DraftStatus.WAITING)
    assert made.with_status(DraftStatus.WRITTEN)


def one_of_each_kind(workspace: Workspace, codes: tuple[str, ...] = ()) -> Iterator[PlanEntry]:
    """The last paper of each template: the last month knows of all the others; ``codes``: of these alone."""
    last = {
        entry.template: entry
        for entry in workspace.plan.entries
        if entry.template and not entry.missing_facts and not entry.slip and (not codes or entry.code in codes)
    }
    yield from last.values()


def print_kinds(folder: Path, output: Path, codes: tuple[str, ...], known: set[str]) -> dict[str, Path]:
    """Key → its paper; kinds that are ``known`` are left out."""
    workspace = open_project(folder, TODAY)
    assert workspace.valid, workspace.report.findings
    output.mkdir()
    made = {}
    for number, entry in enumerate(one_of_each_kind(workspace, codes)):
        if entry.template.name in known:
            continue
        printed = print_paper(entry, workspace.pick_words)
        assert not isinstance(printed, Failure), (entry.key, printed)
        path = output / f"{number:03d}{entry.template.suffix}"
        path.write_bytes(printed)
        made[entry.key] = path
    assert len(made) >= min(len(codes), 5)
    return made


def lengthen(sample: str, folder: Path) -> Path:
    """The sample with long names of the village and of the works."""
    shutil.copytree(SAMPLES / sample, folder)
    file = folder / "项目.yaml"
    text = file.read_text(encoding="utf-8")
    village = re.search(r"^  村: \[?([^\],\n]+)", text, re.MULTILINE)[1]
    text = text.replace(f"{village}村民委员会", f"{LONG_NAME}村民委员会")
    text = re.sub(r"^  村: .*$", f"  村: [{LONG_NAME}]", text, count=1, flags=re.MULTILINE)
    item = re.search(r"^  - \{名称: ([^,]+), 规格", text, re.MULTILINE)[1]
    file.write_text(text.replace(item, LONG_ITEM), encoding="utf-8")
    return folder


def one_worker(folder: Path) -> Path:
    return write_project(folder / "一人", 1, months=1)


def many_workers(folder: Path) -> Path:
    return write_project(folder / "三百人", 300, months=1)


def many_months(folder: Path) -> Path:
    return write_project(folder / "二十四月", 6, months=24)


def long_self_built(folder: Path) -> Path:
    return lengthen(XIANGSHUI, folder)


def long_contracted(folder: Path) -> Path:
    return lengthen(LONGMEN, folder)


ODD = {one_worker: OF_PEOPLE, many_workers: OF_PEOPLE, many_months: OF_MONTHS, long_self_built: (), long_contracted: ()}


@pytest.fixture(scope="module")
def odd_papers(tmp_path_factory) -> dict[str, dict[str, tuple[Path, Path]]]:
    """Project → key → paper and PDF, all by one call of LibreOffice; of the contracted one what the self-built one lacks."""
    root = tmp_path_factory.mktemp("odd")
    self_built = one_of_each_kind(open_project(SAMPLES / XIANGSHUI, TODAY))
    known = {long_contracted: {entry.template.name for entry in self_built}}
    made = {}
    for write, codes in ODD.items():
        place = root / write.__name__
        made[write.__name__] = print_kinds(write(place / "project"), place / "papers", codes, known.get(write, set()))
    pdfs = convert_all([path for papers in made.values() for path in papers.values()], root / "pdf")
    return {name: {key: (path, pdfs[path]) for key, path in papers.items()} for name, papers in made.items()}


@pytest.mark.parametrize("name", [write.__name__ for write in ODD])
def test_odd_sizes_break_no_layout(odd_papers, name):
    papers = odd_papers[name]
    assert papers
    faults = {key: found for key, (path, pdf) in papers.items() if (found := find_faults(pdf, path.suffix))}
    assert not faults
