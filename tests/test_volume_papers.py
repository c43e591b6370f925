"""The papers and lists of volumes in a bag, and what happens to them when numbers become final."""

from __future__ import annotations

import csv
import datetime
import json
from pathlib import Path

import openpyxl
import pytest
from lxml import etree

from archivegen.archive.volume import Kind
from archivegen.bundling import bundle
from archivegen.numbers import Renumbering
from archivegen.pipeline import generate, open_project
from archivegen.render.office import extract_text
from archivegen.volume_papers import print_volume_papers
from tests.archive.filed_volumes import arrange_volumes, file_paper, make_volume
from tests.formats.files_by_hand import make_pdf

TODAY = datetime.date(2026, 11, 20)
WHEN = "2026-11-20T09:00:00+08:00"
PROJECT = """\
项目: {名称: 青溪村2026年以工代赈项目, 年度: 2026, 类型: 产业, 建设方式: 村民自建, 阶段: 总结移交, 县: 巴州区, 乡镇: 云屏镇,
       村: 青溪村, 实际完工: 2026-09-01}
档案: {接收单位: 巴州区档案馆, 介质编号: GP-2026-01}
"""
SCANS = ("B03", "C12@何甲", "D06")
WORKERS = "务工人员: [{姓名: 何甲, 身份证号: '511902197904121978'}]\n"


def text(path: Path) -> str:
    return extract_text(path.read_bytes(), path.suffix)


@pytest.fixture(scope="module")
def filed(tmp_path_factory) -> Path:
    folder = tmp_path_factory.mktemp("filed") / "青溪村"
    folder.mkdir()
    (folder / "项目.yaml").write_text(PROJECT + WORKERS, encoding="utf-8")
    for key in SCANS:
        (folder / "归档件" / key).mkdir(parents=True)
        (folder / "归档件" / key / "扫描.pdf").write_bytes(make_pdf())
    generate(open_project(folder, TODAY), WHEN)
    return folder


@pytest.fixture(scope="module")
def bag(filed) -> Path:
    return bundle(open_project(filed, TODAY), WHEN).path


def test_every_volume_has_its_papers_and_lists(bag):
    volumes = sorted(path for path in (bag / "data/00_索引/案卷").iterdir())
    assert volumes
    for volume in volumes:
        assert sorted(path.name for path in volume.iterdir()) == sorted(
            f"{name}.{suffix}"
            for name, suffixes in (
                ("封面", ["docx"]),
                ("脊背", ["docx"]),
                ("备考表", ["docx"]),
                ("卷内目录", ["xlsx", "json", "xml", "csv"]),
            )
            for suffix in suffixes
        )


def test_paper_and_data_of_a_volume_say_the_same(bag):
    for volume in (bag / "data/00_索引/案卷").iterdir():
        document = json.loads((volume / "卷内目录.json").read_text(encoding="utf-8"))
        titles = [line["文件题名"] for line in document["文件"]]
        rows = list(csv.DictReader((volume / "卷内目录.csv").read_text(encoding="utf-8-sig").splitlines()))
        assert [row["文件题名"] for row in rows] == titles
        assert [e.text for e in etree.parse(volume / "卷内目录.xml").iter("文件题名")] == titles
        sheet = openpyxl.load_workbook(volume / "卷内目录.xlsx").active
        listed = [row for row in sheet.iter_rows(values_only=True) if isinstance(row[0], int)]
        assert [row[3] for row in listed] == titles
        assert document["档号"] in text(volume / "封面.docx")
        for line in document["文件"]:
            assert all((bag / path).is_file() for path in line["电子文件"])


def test_all_volumes_stand_in_one_list(bag):
    document = json.loads((bag / "data/00_索引/案卷目录.json").read_text(encoding="utf-8"))
    sheet = openpyxl.load_workbook(bag / "data/00_索引/案卷目录.xlsx").active
    codes = [row[1] for row in sheet.iter_rows(values_only=True) if isinstance(row[0], int)]
    assert codes == [line["档号"] for line in document["案卷"]]
    assert [line["受限"] for line in document["案卷"]].count("是") == 1


def test_the_carrier_is_described_at_the_root(bag):
    note = (bag / "说明文件.TXT").read_text(encoding="utf-8-sig")
    files = [path for path in (bag / "data").rglob("*") if path.is_file() and "00_索引" not in path.parts]
    assert f"{len(files)}个文件，共{sum(path.stat().st_size for path in files)}字节" in note
    assert "载体编号：GP-2026-01" in note
    root = etree.parse(bag / "目录文件.XML").getroot()
    named = [element.text for element in root.iter("电子档案名称")]
    assert named
    assert all((bag / path).is_file() for path in named)


def test_final_numbers_reach_the_covers_too(filed, bag):
    project = filed / "项目.yaml"
    assert "QZ待定" in text(filed / "出件/05_总结移交/E09_档案编目——案卷封面.docx")
    project.write_text(
        project.read_text(encoding="utf-8").replace("档案: {", "档案: {全宗号: '0146', "), encoding="utf-8"
    )
    final = bundle(open_project(filed, TODAY), WHEN, renumbering=Renumbering()).path
    said = text(filed / "出件/05_总结移交/E09_档案编目——案卷封面.docx")
    assert "0146-KJ" in said
    assert "预编" not in said
    covers = [text(path) for path in sorted((final / "data/00_索引/案卷").glob("*/封面.docx"))]
    assert covers
    assert all("0146-KJ" in cover and "QZ待定" not in cover for cover in covers)
    archived = next((final / "data/05_总结移交").rglob("*案卷封面.docx"))
    assert text(archived) == said


def test_after_the_bag_is_closed_the_lists_stay_as_they_are(filed, bag):
    before = {path: path.read_bytes() for path in (filed / "出件/05_总结移交").glob("E*")}
    generate(open_project(filed, TODAY), WHEN)
    assert {path: path.read_bytes() for path in (filed / "出件/05_总结移交").glob("E*")} == before


def test_a_box_of_letters_has_no_cover(filed):
    letters = make_volume(file_paper(1), number=801, kind=Kind.BOX, folder="801_WS·2026_永久")
    made = print_volume_papers(open_project(filed, TODAY), arrange_volumes(make_volume(file_paper(1)), letters))
    papers = {True: set(), False: set()}
    for path in made:
        papers["801_" in path].add(Path(path).stem)
    assert papers[False] - papers[True] == {"封面", "案卷目录"}
