from __future__ import annotations

import os
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from archivegen.archive.records import _KeyIndex
from archivegen.chinese import natural_order
from archivegen.plan import Origin, PlanEntry
from tests.formats.files_by_hand import (
    PAGE,
    make_docx,
    make_jpeg,
    make_ofd,
    make_pdf,
    make_png,
    make_scan,
    make_sealed_office,
    make_tiff,
    make_xlsx,
)

PDF, JPEG, PNG, TIFF = make_pdf(), make_jpeg(), make_png(), make_tiff()


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("C21@2026-03.pdf", PDF),
        ("C21@2026-03.PDF", b"\xef\xbb\xbf" + PDF),
        ("C21@2026-03_2.jpg", JPEG),
        ("C21@2026-03 背面.jpeg", JPEG),
        ("C21@2026-03-2.png", PNG),
        ("C21@2026-03（签章）.tif", TIFF),
        ("C21@2026-03(1).tiff", make_tiff(order=">")),
        ("C21@2026-03.扫描.pdf", PDF),
        ("c21@2026-03.pdf", PDF),
    ],
)
def test_a_scan_is_filed_by_the_key_in_its_name(desk, name, content):
    desk.owe("C21@2026-03")
    desk.scan(name, content)
    assert desk.filed() == {"C21@2026-03": [name]}
    assert not desk.codes()


def test_a_folder_named_by_the_key_holds_many_files_in_reading_order(desk):
    desk.owe("C35", "影像资料", origin=Origin.COLLECTED, signers=())
    for name in ("施工中/10.jpg", "施工中/2.jpg", "施工前/1.jpg", "说明.pdf"):
        desk.scan(f"C35/{name}", JPEG if name.endswith("jpg") else PDF)
    paths = [file.path.relative_to(desk.records_folder).as_posix() for file in desk.records().files["C35"]]
    assert paths == ["C35/施工中/2.jpg", "C35/施工中/10.jpg", "C35/施工前/1.jpg", "C35/说明.pdf"]


def test_the_longest_key_wins(desk):
    desk.owe("C11@张三")
    desk.owe("C11@张三丰")
    desk.scan("C11@张三丰.pdf")
    desk.scan("C11@张三 背面.pdf")
    assert desk.filed() == {"C11@张三丰": ["C11@张三丰.pdf"], "C11@张三": ["C11@张三 背面.pdf"]}


def test_a_name_that_only_begins_like_a_key_is_not_filed_and_the_nearest_key_is_named(desk):
    desk.owe("C11@张三")
    desk.scan("C11@张三丰.pdf")
    records = desk.records()
    assert not records.files
    assert [finding.code for finding in records.findings] == ["A011"]
    assert "没有归档" in records.findings[0].message
    assert "“C11@张三”" in records.findings[0].message
    assert str(records.findings[0].place) == "归档件/C11@张三丰.pdf"


def test_the_paper_is_never_taken_for_its_attachment_nor_the_other_way_round(desk):
    desk.owe("C21@2026-03")
    desk.owe("C21@2026-03+工资条")
    desk.scan("C21@2026-03+工资条.pdf")
    desk.scan("C21@2026-03.pdf")
    assert desk.filed() == {
        "C21@2026-03+工资条": ["C21@2026-03+工资条.pdf"],
        "C21@2026-03": ["C21@2026-03.pdf"],
    }


def test_an_unknown_folder_is_reported_once(desk):
    desk.owe("C21@2026-03")
    desk.scan("03_实施/C21@2026-03.pdf")
    assert desk.codes() == ["A011"]


def test_names_written_by_a_mac_are_the_same_names(desk):
    composed = unicodedata.normalize("NFC", "C11@Zoé")
    desk.owe(composed)
    desk.scan(unicodedata.normalize("NFD", composed) + ".pdf")
    assert list(desk.filed()) == [composed]


def test_two_papers_that_windows_cannot_tell_apart_get_nothing(desk):
    desk.owe("C11@ABC")
    desk.owe("C11@abc")
    desk.scan("C11@ABC.pdf")
    assert desk.codes() == ["A018"]
    assert not desk.filed()


def test_two_papers_with_one_key_do_not_share_one_scan(desk):
    desk.owe("C11@张三")
    desk.owe("C11@张三")
    desk.scan("C11@张三.pdf")
    assert desk.codes() == ["A018"]
    assert not desk.filed()


@pytest.mark.parametrize(
    "name",
    ["~$C21@2026-03.docx", ".DS_Store", "Thumbs.db", "desktop.ini", "C21@2026-03/Thumbs.db", "._C21@2026-03.pdf"],
)
def test_what_systems_leave_behind_is_passed_over(desk, name):
    desk.owe("C21@2026-03")
    desk.scan(name, b"rubbish")
    assert not desk.codes()
    assert not desk.filed()


def test_an_empty_file_is_refused(desk):
    desk.owe("C21@2026-03")
    desk.scan("C21@2026-03.pdf", b"")
    assert desk.codes() == ["A012"]


@pytest.mark.parametrize(
    "name", ["C21@2026-03.exe", "C21@2026-03.zip", "C21@2026-03", "C21@2026-03.heic", "C21@2026-03.doc"]
)
def test_a_format_that_no_archive_takes_is_refused(desk, name):
    desk.owe("C21@2026-03")
    desk.scan(name)
    assert desk.codes() == ["A013"]


@pytest.mark.parametrize(
    ("name", "content", "found"),
    [
        ("C21@2026-03.pdf", JPEG, "JPEG 图片"),
        ("C21@2026-03.jpg", PDF, "PDF 文件"),
        ("C21@2026-03.png", b"<!DOCTYPE html>", "网页"),
        ("C21@2026-03.pdf", b"PK\x03\x04 no zip", "ZIP 压缩包"),
        ("C21@2026-03.pdf", b"\0\0\0\x18ftypheic", "HEIC 图片"),
        ("C21@2026-03.ofd", b"PK\x03\x04 no zip", "ZIP 压缩包"),
        ("C21@2026-03.tif", b"nothing", "无法识别"),
    ],
)
def test_content_that_is_not_what_the_name_says_is_refused(desk, name, content, found):
    desk.owe("C21@2026-03")
    desk.scan(name, content)
    findings = desk.records().findings
    assert [finding.code for finding in findings] == ["A014"]
    assert found in findings[0].message
    assert findings[0].papers == ("C21",)


def test_an_ofd_is_known_by_its_inside(desk):
    desk.owe("B03", origin=Origin.COLLECTED)
    desk.scan("B03.ofd", make_ofd())
    assert list(desk.filed()) == ["B03"]


def test_an_editable_file_is_no_signed_paper(desk):
    desk.owe("C21@2026-03")
    desk.scan("C21@2026-03.xlsx", make_xlsx())
    assert desk.codes() == ["A019"]


def test_an_editable_file_may_come_from_outside_or_be_a_paper_that_nobody_signs(desk):
    desk.owe("C23", origin=Origin.COLLECTED, signers=())
    desk.owe("E02", signers=())
    desk.scan("C23.xlsx", make_xlsx())
    desk.scan("E02.docx", make_docx())
    assert set(desk.filed()) == {"C23", "E02"}


SCRIPT = b"/AA<</O<</S/JavaScript/JS(a)>>>>/Contents"


@pytest.mark.parametrize(
    ("name", "content", "code", "found"),
    [
        ("B03.pdf", make_pdf(trailer=b"/Encrypt<<>>"), "A021", "不得加密"),
        ("B03.docx", make_sealed_office(), "A021", "不得加密"),
        ("B03.pdf", make_scan()[:-400], "A022", "没有传完"),
        ("B03.jpg", make_jpeg()[:-9], "A022", "没有写完"),
        ("B03.pdf", make_pdf({10: PAGE.replace(b"/Contents", SCRIPT)}), "A023", "脚本"),
        ("B03.xlsx", make_xlsx({"xl/vbaProject.bin": b"x"}), "A024", "Excel 工作簿里有宏"),
    ],
)
def test_a_file_that_no_archive_takes_is_refused_when_it_comes_in(desk, name, content, code, found):
    desk.owe("B03", origin=Origin.COLLECTED, signers=())
    desk.scan(name, content)
    assert [finding.code for finding in desk.records().findings] == [code]
    assert found in desk.records().findings[0].message
    assert not desk.filed()


@pytest.mark.parametrize(
    ("name", "content", "code", "found"),
    [
        ("B03.xlsx", make_xlsx({"xl/externalLinks/externalLink1.xml": "<a/>"}), "A025", "别处的文件"),
        ("B03.pdf", make_pdf(catalog=b"/Names<</EmbeddedFiles<<>>>>"), "A025", "夹带"),
        ("B03.pdf", make_scan(827, 1170), "A026", "只有 100 dpi"),
        ("B03.pdf", make_pdf().replace(b"startxref\n", b"startxref\n1"), "A027", "损伤"),
    ],
)
def test_a_file_that_could_be_better_is_filed_with_a_warning(desk, name, content, code, found):
    desk.owe("B03", origin=Origin.COLLECTED, signers=())
    desk.scan(name, content)
    assert [finding.code for finding in desk.records().findings] == [code]
    assert found in desk.records().findings[0].message
    assert list(desk.filed()) == ["B03"]


def test_links_pipes_and_what_they_point_to_are_not_read(desk, tmp_path):
    outside = tmp_path / "别处.pdf"
    outside.write_bytes(b"%PDF-1.4")
    desk.owe("C21@2026-03")
    (desk.records_folder / "C21@2026-03.pdf").symlink_to(outside)
    (desk.records_folder / "C21@2026-03").symlink_to(tmp_path)
    os.mkfifo(desk.records_folder / "C21@2026-03_2.pdf")
    assert desk.codes() == ["A015", "A015", "A015"]
    assert not desk.filed()


def test_a_linked_folder_of_records_is_refused(desk, tmp_path):
    desk.owe("C21@2026-03")
    desk.scan("C21@2026-03.pdf")
    moved = tmp_path / "elsewhere"
    desk.records_folder.rename(moved)
    desk.records_folder.symlink_to(moved)
    assert desk.codes() == ["A015"]


def test_a_record_of_a_paper_that_does_not_apply_is_not_lost_in_silence(desk):
    desk.owe("D12", applies=False, reason="村民自建项目不签订施工合同")
    desk.scan("D12.pdf")
    findings = desk.records().findings
    assert [finding.code for finding in findings] == ["A017"]
    assert "村民自建项目不签订施工合同" in findings[0].message


def test_folders_without_end_are_refused(desk):
    desk.owe("C35")
    desk.scan("C35/" + "深/" * 12 + "1.pdf")
    assert desk.codes() == ["A016"]


def test_without_the_folder_there_are_no_records(desk):
    desk.owe("C21@2026-03")
    desk.records_folder.rmdir()
    assert not desk.filed()
    assert not desk.codes()


def make_entry(key):
    return PlanEntry(key, key, "名", "名", "C", Origin.GENERATED, "镇", "镇政府", "30年")


names = st.text(alphabet="AB张三丰-_ .@03", min_size=1, max_size=8).map(str.strip).filter(bool)


@given(st.lists(names, min_size=1, max_size=6, unique=True), names)
def test_a_name_never_goes_to_a_key_that_it_does_not_begin_with(keys, name):
    index = _KeyIndex([make_entry(key) for key in keys])
    for entry in index.find(name):
        assert name.casefold().startswith(entry.key.casefold())
        rest = name[len(entry.key) :]
        assert not rest or rest[0] in " _-(（."
        longer = [k for k in keys if len(k) > len(entry.key) and name.casefold() == k.casefold()]
        assert not longer


@given(st.lists(names, min_size=1, max_size=6, unique=True))
def test_a_key_always_finds_itself(keys):
    index = _KeyIndex([make_entry(key) for key in keys])
    for key in keys:
        assert key in [entry.key for entry in index.find(key)]


@given(st.lists(st.text(min_size=1, max_size=12), unique=True))
def test_the_order_of_files_does_not_depend_on_the_disk(found):
    backwards = list(reversed(found))
    assert sorted(found, key=natural_order) == sorted(backwards, key=natural_order)
