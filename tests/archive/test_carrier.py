"""说明文件.TXT and 目录文件.XML at the root of a bag (《电子档案移交与接收办法》)."""

from __future__ import annotations

from dataclasses import replace

from lxml import etree

from archivegen.archive.lists.carrier import describe_carrier, write_catalogue
from archivegen.pack.load import load_pack
from tests.archive.filed_volumes import FACTS, arrange_volumes, file_paper, make_volume

HANDOVER = load_pack().handover
LOOSE = file_paper(0, "卷内目录", code="E09")._replace(code="")


def write(*volumes, **changes):
    arrangement = arrange_volumes(*volumes, **changes)
    return describe_carrier(arrangement, FACTS, HANDOVER, [1000, 234])


def test_both_files_bear_the_names_of_the_rule():
    assert sorted(write()) == ["目录文件.XML", "说明文件.TXT"]


def test_the_catalogue_has_an_entry_a_paper():
    taken = file_paper(2, files=(), remark="已移出")
    content = write(make_volume(file_paper(1), taken, file_paper(3)), unnumbered=(LOOSE,))["目录文件.XML"]
    root = etree.fromstring(content)
    assert root.tag == "文件目录"
    rows = root.findall("文件")
    assert [row.findtext("顺序号") for row in rows] == ["1", "2", "3"]
    assert [row.findtext("题名") for row in rows] == ["批复", "批复", "卷内目录"]
    assert [child.tag for child in rows[0]] == list(HANDOVER.catalogue_file.elements)
    assert (rows[0].findtext("日期"), rows[0].findtext("电子档案名称")) == ("20260305", "data/02_申报/B03/1.pdf")


def test_a_province_names_the_elements_otherwise():
    file = HANDOVER.catalogue_file.model_copy(
        update={"root": "Catalog", "row": "Item", "elements": {"ArchivalCode": "档号", "Pages": "页数"}}
    )
    root = etree.fromstring(write_catalogue(arrange_volumes(make_volume(file_paper(1))), file))
    assert [(child.tag, child.text) for child in root[0]] == [
        ("ArchivalCode", "0146-KJ·JJ·2026-Y-001-0001"),
        ("Pages", "2"),
    ]


def test_the_note_says_what_lies_on_the_carrier():
    content = write(make_volume(file_paper(1), file_paper(2, date="2026-11-20")))["说明文件.TXT"]
    assert content.startswith(b"\xef\xbb\xbf"), "an old Notepad takes it for GBK otherwise"
    assert b"\n" not in content.replace(b"\r\n", b"")
    text = content.decode("utf-8-sig")
    for line in (
        "案卷：1卷2件4页",
        "起止日期：2026年3月5日至2026年11月20日",
        "电子档案：2个文件，共1234字节；",
        "全宗号：0146（档号为正式）",
        "载体保管单位：巴州区档案馆",
        "载体制作单位：云屏镇人民政府",
        "载体编号：____________",
    ):
        assert line in text


def test_a_part_of_an_archive_says_so():
    facts = replace(FACTS, scope="公开", left_out=7)
    text = describe_carrier(arrange_volumes(make_volume(file_paper(1))), facts, HANDOVER, [1])["说明文件.TXT"].decode()
    assert "范围：公开（另有7份材料没有收入）" in text
    whole = write(make_volume(file_paper(1)))["说明文件.TXT"].decode()
    assert "范围：全部\r\n" in whole


def test_what_is_not_known_is_left_to_the_pen():
    facts = replace(FACTS, receiver="", project_code="", medium_number="GP-2026-01")
    text = describe_carrier(arrange_volumes(provisional=True, fonds=""), facts, HANDOVER, [])["说明文件.TXT"].decode()
    assert "载体编号：GP-2026-01" in text
    assert "载体保管单位：____________" in text
    assert "全宗号：待定（档号为预编）" in text
    assert "起止日期" not in text
