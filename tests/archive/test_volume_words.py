"""What the papers of a volume are told: counts, dates, boxes, and what nobody knows yet."""

from __future__ import annotations

import datetime as dt

import pytest

from archivegen.archive.lists.words import tell_volumes
from archivegen.archive.volume import Kind
from archivegen.pack.load import load_pack
from tests.archive.filed_volumes import arrange_volumes, file_paper, make_volume

HANDOVER = load_pack().handover


def tell(*papers, **changes):
    return tell_volumes(arrange_volumes(make_volume(*papers, **changes)), HANDOVER)["全部案卷"][0]


def test_a_volume_says_what_its_cover_needs():
    words = tell(file_paper(1), file_paper(2, date="2026-11-20"))
    assert (words["卷号"], words["档号"], words["件数"], words["页数"]) == ("001", "0146-KJ·JJ·2026-Y-001", 2, 4)
    assert (words["起日"], words["止日"]) == (dt.date(2026, 3, 5), dt.date(2026, 11, 20))
    assert words["档号段"] == ["0146", "KJ·JJ·2026", "Y", "001"]
    assert words["载体"] == "纸质、电子"


def test_dates_in_lists_have_eight_digits():
    (line,) = tell(file_paper(1))["明细"]
    assert (line["日期"], line["页数"], line["卷档号"]) == ("20260305", 2, "0146-KJ·JJ·2026-Y-001")
    (unknown,) = tell(file_paper(1, date="", pages=None))["明细"]
    assert (unknown["日期"], unknown["页数"]) == ("", "")


def test_a_total_of_which_a_part_is_unknown_is_left_to_the_pen_and_explained():
    words = tell(file_paper(1), file_paper(2, pages=None))
    assert (words["页数"], words["文字页"], words["图样页"]) == ("", "", 0)
    assert words["说明"] == ["第2件页数待清点。"]
    assert words["厚度说明"] == "已知2页，其余待清点，盒厚按实际选用"


def test_many_unknown_papers_are_told_in_short():
    words = tell(*(file_paper(number, pages=None) for number in range(1, 10)))
    assert words["说明"] == ["第1、2、3、4、5、6等9件页数待清点。"]


def test_an_electronic_file_has_no_pages_to_count():
    words = tell(file_paper(1), file_paper(2, pages=None, digital=True))
    assert (words["件数"], words["页数"], words["厚度说明"]) == (2, 2, "2页，宜用20毫米盒")
    assert words["说明"] == ["第2件是电子文件，不计页数。"]
    assert [line["备注"] for line in words["明细"]] == ["", "电子"]


def test_what_lies_elsewhere_is_named_in_the_note_and_in_the_list():
    same = "0146-KJ·JJ·2026-Y-001（纸质、电子同号）"
    assert tell(file_paper(1, cross_reference="0146-KJ·JJ·2026-Y-001-0001"))["互见号"] == same
    words = tell(file_paper(1), file_paper(2, cross_reference="KU·2026-D30-0003"))
    assert words["互见号"] == f"{same}；第2件：KU·2026-D30-0003"
    assert [line["备注"] for line in words["明细"]] == ["", "KU·2026-D30-0003"]
    many = tell(*(file_paper(number, cross_reference="KU·2026-D30-0003") for number in range(1, 10)))
    assert many["互见号"].endswith("；其余3件见卷内目录备注")


def test_drawings_and_photographs_are_counted_apart():
    words = tell(file_paper(1), file_paper(2, code="D06", pages=7), file_paper(3, code="C35", pages=12))
    assert (words["文字页"], words["图样页"], words["照片"]) == (2, 7, 12)


def test_a_number_whose_paper_was_taken_out_stays_in_the_list_and_counts_nothing():
    taken = file_paper(2, pages=None, files=(), remark="已移出：误收其他项目的材料")
    words = tell(file_paper(1), taken, file_paper(3))
    assert (words["件数"], words["页数"]) == (2, 4)
    assert [line["备注"] for line in words["明细"]] == ["", "已移出：误收其他项目的材料", ""]
    assert words["说明"] == ["第2件已移出：误收其他项目的材料。"]


@pytest.mark.parametrize(
    ("pages", "width"),
    [(1, 20), (180, 20), (181, 30), (280, 30), (281, 40), (380, 40), (381, 50), (480, 50), (900, 50)],
)
def test_the_box_is_the_thinnest_that_holds_the_volume(pages, width):
    assert tell(file_paper(1, pages=pages))["盒厚"] == width


def test_a_volume_that_no_box_holds_is_told():
    assert tell(file_paper(1, pages=900))["厚度说明"] == "900页，一盒装不下，宜分装几盒"


def test_letters_filed_by_item_lie_in_boxes():
    letters = make_volume(file_paper(12), file_paper(13), number=801, kind=Kind.BOX, title="2026年文书")
    words = tell_volumes(arrange_volumes(make_volume(file_paper(1)), letters), HANDOVER, "XZ")
    assert [volume["卷号"] for volume in words["案卷"]] == ["001"]
    (box,) = words["文书"]
    assert (box["按件"], box["起止件号"], box["年度"], box["机构"]) == (True, "0012—0013", "2026", "XZ")
    assert {key: box["明细"][0][key] for key in ("全宗号", "年度", "序号", "机构", "保管期限", "页数")} == {
        "全宗号": "0146",
        "年度": "2026",
        "序号": 12,
        "机构": "XZ",
        "保管期限": "永久",
        "页数": 2,
    }


def test_the_archive_is_added_up_by_retention_longest_first():
    volumes = (
        make_volume(file_paper(1), number=1, retention="30年"),
        make_volume(file_paper(1), file_paper(2), number=2),
        make_volume(file_paper(1), number=3, retention="30年"),
    )
    words = tell_volumes(arrange_volumes(*volumes), HANDOVER)["编目"]
    assert (words["卷数"], words["件数"], words["页数"]) == (3, 4, 8)
    assert words["期限"] == [
        {"保管期限": "永久", "卷数": 1, "件数": 2},
        {"保管期限": "30年", "卷数": 2, "件数": 2},
    ]


def test_before_anything_is_filed_there_is_a_blank_form():
    words = tell_volumes(arrange_volumes(provisional=True, fonds=""), HANDOVER)
    (blank,) = words["案卷"]
    assert words["编目"]["卷数"] == 0
    assert {value for line in blank["明细"] for value in line.values()} == {""}
    assert set(blank) == set(tell(file_paper(1))), "a template finds the same words in a blank form"
    assert set(blank["明细"][0]) == set(tell(file_paper(1))["明细"][0])


def test_a_restricted_volume_says_so():
    words = tell(file_paper(1), restricted=True)
    assert words["备注"] == "受限"
    assert words["说明"] == ["本卷载有个人信息，按规定控制利用，不随公开的档案提供。"]
