"""The lists of volumes as data, read back by programs that are not ours."""

from __future__ import annotations

import csv
import json

import pytest
from lxml import etree

from archivegen.archive.lists.data import (
    describe_volumes,
    list_contents,
    list_volumes,
    write_csv,
    write_json,
    write_xml,
)
from tests.archive.filed_volumes import FACTS, arrange_volumes, file_paper, make_volume

AWKWARD = '=HYPERLINK("http://x","甲")&<乙>\n“丙”,丁'
VOLUME = make_volume(file_paper(1, AWKWARD, pages=None, document_number="巴发改〔2026〕112号"), file_paper(2))


def read_csv(content: bytes) -> list[dict[str, str]]:
    assert content.startswith(b"\xef\xbb\xbf"), "Excel reads UTF-8 only with this mark"
    return list(csv.DictReader(content.decode("utf-8-sig").splitlines(keepends=True)))


def test_every_volume_has_its_list_in_three_formats():
    found = describe_volumes(arrange_volumes(VOLUME, make_volume(file_paper(1), number=2)), FACTS)
    assert sorted(found) == sorted(
        f"00_索引/{name}{suffix}"
        for name in ("案卷目录", "案卷/001_申报/卷内目录", "案卷/002_申报/卷内目录")
        for suffix in (".json", ".xml", ".csv")
    )


def test_json_holds_the_head_and_the_lines():
    document = json.loads(write_json(list_contents(VOLUME)))
    assert (document["格式"], document["档号"], document["件数"], document["页数"]) == (
        "archivegen/卷内目录/1",
        "0146-KJ·JJ·2026-Y-001",
        2,
        None,
    )
    first, second = document["文件"]
    assert (first["文件题名"], first["页数"], first["文件编号"]) == (AWKWARD, None, "巴发改〔2026〕112号")
    assert (second["日期"], second["页数"], second["电子文件"]) == ("2026-03-05", 2, ["data/02_申报/B03/2.pdf"])


def test_xml_reads_back_as_it_was_meant():
    root = etree.fromstring(write_xml(list_contents(VOLUME)))
    assert root.tag == "卷内目录"
    assert [row.findtext("序号") for row in root.findall("文件")] == ["1", "2"]
    assert root.findtext("文件/文件题名") == AWKWARD.replace("\n", " ")
    assert root.find("文件/页数").text is None


def test_csv_lines_are_those_of_the_json():
    rows = read_csv(write_csv(list_contents(VOLUME)))
    document = json.loads(write_json(list_contents(VOLUME)))
    assert [row["档号"] for row in rows] == [line["档号"] for line in document["文件"]]
    assert (rows[0]["页数"], rows[1]["页数"]) == ("", "2")


@pytest.mark.parametrize("title", ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1"])
def test_no_cell_of_a_csv_is_a_formula(title):
    (row,) = read_csv(write_csv(list_contents(make_volume(file_paper(1, title)))))
    assert row["文件题名"].startswith("'")
    assert row["文件题名"].endswith(title)


@pytest.mark.parametrize("title", ["甲\x00乙", "甲\x0b乙", "甲\ud800乙", "甲\ufffe乙"])
def test_characters_that_no_xml_holds_are_left_out(title):
    listing = list_contents(make_volume(file_paper(1, title)))
    assert etree.fromstring(write_xml(listing)).findtext("文件/文件题名") == "甲乙"
    assert read_csv(write_csv(listing))[0]["文件题名"] == "甲乙"
    assert json.loads(write_json(listing))["文件"][0]["文件题名"].startswith("甲")


def test_an_archive_without_volumes_has_an_empty_list():
    listing = list_volumes(arrange_volumes(), FACTS)
    assert json.loads(write_json(listing))["案卷"] == []
    assert read_csv(write_csv(listing)) == []
    assert etree.fromstring(write_xml(listing)).findtext("编号状态") == "正式"


def test_the_same_volumes_give_the_same_bytes():
    arrangement = arrange_volumes(VOLUME)
    assert describe_volumes(arrangement, FACTS) == describe_volumes(arrangement, FACTS)
