"""Covers, backs, lists, notes and stamps: for one volume and for ten, for 300 papers, for what nobody knows yet."""

from __future__ import annotations

import datetime as dt
import io
import zipfile
from pathlib import Path

import openpyxl
import pytest
from lxml import etree

from archivegen.archive.lists.words import tell_volumes
from archivegen.archive.volume import Kind
from archivegen.pack.load import load_pack
from archivegen.pipeline import open_project
from archivegen.plan import PlanEntry
from archivegen.render.engine import render_entry
from archivegen.render.office import extract_text
from tests.archive.filed_volumes import arrange_volumes, file_paper, make_volume
from tests.conftest import SAMPLES, XIANGSHUI

PACK = load_pack()
W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
LONG = "四川省巴中市巴州区云屏镇香水村及毗邻的青杠坪村2026年以工代赈示范工程产业道路硬化及配套边沟管涵蓄水池工程实施阶段劳务报酬发放材料（第二卷）"
ONE = arrange_volumes(
    make_volume(file_paper(1, "=1+1", date="2026-11-20"), file_paper(2, date="", pages=None), file_paper(3))
)
TEN = arrange_volumes(
    *(
        make_volume(
            *(file_paper(n) for n in range(1, size + 1)), number=number, title=LONG if number % 2 else "申报材料"
        )
        for number, size in enumerate((300, 1, 4, 5, 40, 2, 3, 8, 7), start=1)
    ),
    make_volume(file_paper(12), file_paper(13), number=801, kind=Kind.BOX, title="2026年文书", code="0146-WS·2026-Y"),
    provisional=True,
    fonds="",
)
NONE = arrange_volumes()


@pytest.fixture(scope="module")
def paper(tmp_path_factory):
    workspace = open_project(SAMPLES / XIANGSHUI, dt.date(2026, 11, 20))
    entries = {entry.template.name: entry for entry in workspace.plan.entries if entry.code in ("E09", "E10")}

    def make(name: str, arrangement) -> bytes:
        entry: PlanEntry = entries[name]
        lists = tell_volumes(arrangement, PACK.handover, "XZ")
        return render_entry(entry, {**workspace.pick_words(entry), **lists})

    return make


def text(paper, name: str, arrangement) -> str:
    return extract_text(paper(name, arrangement), Path(name).suffix)


def test_the_cover_says_what_the_standard_asks_for(paper):
    said = text(paper, "E09-案卷封面.docx", ONE)
    for word in (
        "档号：0146-KJ·JJ·2026-Y-001",
        "香水村产业道路申报材料",
        "云屏镇人民政府",
        "2026年3月5日至2026年11月20日",
        "永久",
        "内部",
    ):
        assert word in said
    assert "预编" not in said


def test_provisional_numbers_say_so(paper):
    assert text(paper, "E09-案卷封面.docx", TEN).count("（预编）") == 9, "a box of letters has no cover"
    assert "（预编）" in text(paper, "E09-案卷目录.xlsx", TEN)


def test_backs_are_of_true_millimetres(paper):
    with zipfile.ZipFile(io.BytesIO(paper("E09-脊背.docx", ONE))) as package:
        document = etree.fromstring(package.read("word/document.xml"))
    (table,) = document.iter(W + "tbl")
    widths = [round(int(column.get(W + "w")) * 25.4 / 1440) for column in table.iter(W + "gridCol")]
    assert widths == [20, 8, 30, 8, 40, 8, 50]
    standing = [cell for cell in table.iter(W + "tc") if cell.find(f"{W}tcPr/{W}textDirection") is not None]
    assert len(standing) == 4
    assert {height.get(W + "hRule") for height in table.iter(W + "trHeight")} == {"exact"}


def test_the_box_that_fits_is_ticked(paper):
    volume = make_volume(file_paper(1, pages=250))
    said = text(paper, "E09-脊背.docx", arrange_volumes(volume))
    assert "☑30毫米" in said
    assert said.count("☐") == 3
    assert "250页，宜用30毫米盒" in said


def test_the_back_of_a_box_of_letters_says_what_its_standard_asks_for(paper):
    said = text(paper, "E09-脊背.docx", TEN)
    assert "起止件号" in said
    assert "0012—0013" in said
    assert said.count("题名") == 0


def test_each_volume_has_a_sheet_with_its_papers(paper):
    book = openpyxl.load_workbook(io.BytesIO(paper("E09-卷内目录.xlsx", TEN)))
    assert book.sheetnames == [*(f"{number:03d}" for number in range(1, 10)), "801"]
    first = [row for row in book["001"].iter_rows(values_only=True) if isinstance(row[0], int)]
    assert [row[0] for row in first] == list(range(1, 301))
    assert "归档文件目录" in [cell.value for cell in book["801"][1]]
    assert book["001"].print_title_rows
    assert LONG in str(book["001"]["A3"].value)


def test_a_title_that_looks_like_a_formula_is_none(paper):
    sheet = openpyxl.load_workbook(io.BytesIO(paper("E09-卷内目录.xlsx", ONE))).active
    (cell,) = [cell for row in sheet.iter_rows() for cell in row if cell.value == "=1+1"]
    assert cell.data_type == "s"


def test_what_is_not_known_leaves_room_for_a_pen(paper):
    sheet = openpyxl.load_workbook(io.BytesIO(paper("E09-卷内目录.xlsx", ONE))).active
    second = next(row for row in sheet.iter_rows(values_only=True) if row[0] == 2)
    assert (second[4] or "", second[5] or "") == ("", "")
    note = text(paper, "E09-卷内备考表.docx", ONE)
    assert "3件，共______页" in note
    assert "第2件页数待清点。" in note


def test_a_total_is_printed_only_when_every_part_is_known(paper):
    def total(arrangement):
        book = openpyxl.load_workbook(io.BytesIO(paper("E09-案卷目录.xlsx", arrangement)), data_only=True)
        return next(row[3] for row in book.active.iter_rows(values_only=True) if row[0] == "合计") or ""

    assert total(TEN) == 740
    assert total(ONE) == ""


def test_there_is_a_stamp_for_every_paper(paper):
    said = text(paper, "E09-归档章.docx", TEN)
    assert said.count("0146-KJ·JJ·2026-Y-001") == 300
    assert said.count("档号章（每枚45×16毫米") == -(-370 // 52)
    assert said.count("归档章（每枚45×16毫米") == 1
    assert "XZ" in said


def test_stamps_measure_45_by_16_mm(paper):
    with zipfile.ZipFile(io.BytesIO(paper("E09-归档章.docx", ONE))) as package:
        document = etree.fromstring(package.read("word/document.xml"))
    table = next(document.iter(W + "tbl"))
    upper, lower = list(table.iter(W + "tr"))[:2]
    widths = [int(cell.find(f"{W}tcPr/{W}tcW").get(W + "w")) * 25.4 / 1440 for cell in upper.iter(W + "tc")]
    heights = [int(row.find(f"{W}trPr/{W}trHeight").get(W + "val")) * 25.4 / 1440 for row in (upper, lower)]
    assert round(sum(widths[:2])) == 45
    assert round(sum(heights)) == 16


def test_the_handover_list_adds_everything_up(paper):
    said = text(paper, "E10-档案移交清单.docx", TEN)
    assert "共10卷，其中永久10卷" in said
    assert "纸质、电子" in said
    assert "监交单位" in said


@pytest.mark.parametrize("name", [
    "E09-案卷封面.docx", "E09-脊背.docx", "E09-卷内备考表.docx", "E09-归档章.docx", "E09-卷内目录.xlsx", "E09-案卷目录.xlsx",
    "E10-档案移交清单.docx",
])  # fmt: skip
def test_before_anything_is_filed_every_paper_is_a_blank_form(paper, name):
    assert text(paper, name, NONE).strip()
