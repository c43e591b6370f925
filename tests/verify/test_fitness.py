"""What is wrong inside an archive whose digests all fit: each fault raises its code and no other, as folder and as ZIP."""

from __future__ import annotations

import zipfile

import pytest

from archivegen.findings import Severity, load_codes
from archivegen.verify import verify_bag
from tests.formats.files_by_hand import (
    PAGE,
    make_docx,
    make_jpeg,
    make_pdf,
    make_png,
    make_scan,
    make_sealed_office,
    make_stream,
    make_xlsx,
)
from tests.verify.archive_by_hand import JOURNAL, LOG, PAY, SCAN, make_archive, make_journal
from tests.verify.bags_by_hand import lay_out, make_bag, pack

SCRIPT = make_pdf(catalog=b"/OpenAction<</S/JavaScript/JS(app.alert(1))>>")
XMP = {6: make_stream(b"<x pdfaid:part='2' pdfaid:conformance='B'/>", b"/Type/Metadata")}


def put(path, content):
    """Another content for a paper; its digests are made to fit."""
    return lambda document, files: files.update({f"data/{path}": content})


def rename(old, new, content):
    def change(document, files):
        del files[f"data/{old}"]
        files[f"data/{new}"] = content
        for item in document["材料"]:
            for file in item["文件"]:
                file["路径"] = new if file["路径"] == old else file["路径"]

    return change


def item(number, **fields):
    return lambda document, files: document["材料"][number].update(fields)


def volume(number, **fields):
    return lambda document, files: document["案卷"][number].update(fields)


def edit(path, old, new):
    """After the lists were made: text in one of them replaced."""

    def change(document, files):
        assert old.encode() in files[path]
        files[path] = files[path].replace(old.encode(), new.encode())

    return change


def without(path):
    return lambda document, files: files.pop(path)


def lose_volume(document, files):
    document["案卷"][0]["案卷号"] = 3
    document["案卷"][0]["档号"] = "0146-KJ·JJ·012-Y-003"
    document["材料"][0]["案卷号"] = 3
    document["材料"][0]["档号"] = "0146-KJ·JJ·012-Y-003-0001"


def say_two_pages(document, files):
    document["材料"][0]["文件"][0]["页数"] = document["材料"][0]["页数"] = document["案卷"][0]["页数"] = 2


def cut_journal(document, files):
    files[JOURNAL] = files[JOURNAL].split(b"\n", 1)[1]


CONTENTS = "data/00_索引/案卷/002_材料/卷内目录"
FAULTS = {
    "picture-called-pdf": ("V060", put(SCAN, make_jpeg()), "而是 JPEG 图片"),
    "web-page-called-pdf": ("V060", put(SCAN, b"<!DOCTYPE html>"), "而是 网页"),
    "old-word-called-docx": ("V060", put(LOG, b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(1000)), "旧格式"),
    "program": ("V061", rename(LOG, LOG.replace(".docx", ".exe"), b"MZ"), "程序文件"),
    "bitmap": ("V061", rename(LOG, LOG.replace(".docx", ".bmp"), b"BM"), "“.bmp”"),
    "no-suffix": ("V061", rename(LOG, LOG.replace(".docx", ""), b"x"), "（无）"),
    "empty": ("V062", put(SCAN, b""), "0 字节"),
    "pdf-cut-off": ("V062", put(SCAN, make_scan()[:-300]), "没有文件结尾"),
    "docx-cut-off": ("V060", put(LOG, make_docx()[:-30]), "ZIP 压缩包"),
    "docx-bad-xml": ("V062", put(LOG, make_docx({"word/a.xml": "<a>"})), "不是完整的 XML"),
    "docx-bomb": ("V062", put(LOG, make_docx({"word/a": bytes(140 << 20)})), "压缩炸弹"),
    "png-cut-off": ("V062", rename(LOG, LOG.replace(".docx", ".png"), make_png()[:-20]), "没有写完"),
    "locked-pdf": ("V063", put(SCAN, make_pdf(trailer=b"/Encrypt<<>>")), "不得加密"),
    "locked-docx": ("V063", put(LOG, make_sealed_office()), "不得加密"),
    "macro": ("V064", put(LOG, make_docx({"word/vbaProject.bin": b"x"})), "Word 文档里有宏"),
    "script": ("V065", put(SCAN, SCRIPT), "脚本"),
    "program-behind-a-link": (
        "V065",
        put(SCAN, make_pdf({10: PAGE.replace(b"/Contents", b"/Annots[<</A<</S/Launch/F(a.exe)>>>>]/Contents")})),
        "程序",
    ),
    "file-inside": ("V066", put(SCAN, make_pdf(catalog=b"/Names<</EmbeddedFiles<<>>>>")), "夹带"),
    "linked-picture": (
        "V066",
        put(LOG, make_docx({"word/_rels/a.rels": '<R><Relationship Type="i/image" TargetMode="External"/></R>'})),
        "别处的文件",
    ),
    "hundred-dots": ("V067", put(SCAN, make_scan(827, 1170)), "只有 100 dpi"),
    "wrong-tables": ("V068", put(SCAN, make_scan().replace(b"startxref\n", b"startxref\n1")), "修补"),
    "page-lost": ("V069", say_two_pages, "有 2 页，实有 1 页"),
    "no-pdf-a": ("V070", put(SCAN, make_pdf(XMP, catalog=b"/Metadata 6 0 R")), "自称是 PDF/A-2b"),
    "no-author": ("V071", item(0, 形成单位=""), "没有写责任者"),
    "no-class-no-year": ("V071", item(0, 门类="", 年度=" "), "没有写年度、门类"),
    "code-of-another-volume": ("V072", item(0, 档号="0146-KJ·JJ·012-Y-009-0001"), "不相接"),
    "code-with-a-blank": ("V072", item(0, 档号="0146 KJ"), "空白"),
    "code-of-another-number": ("V072", item(0, 档号="0146-KJ·JJ·012-Y-001-0011"), "末尾不是件号 1"),
    "volume-lost": ("V073", lose_volume, "缺第 1 卷"),
    "short-volume": ("V074", volume(0, 保管期限="30年"), "短于卷内“B05”的永久"),
    "wrong-sum": ("V077", volume(1, 页数=9), "第 2 卷的页数写的是9，按卷内文件计算是1"),
    "wrong-dates": ("V077", volume(1, 止日="2026-05-01"), "止日"),
    "sheet-in-the-indexes": ("V057", put("00_索引/说明.exe.txt", b"x"), "多出来的"),
}
"""Name → code, what is done before the lists are made, what the sentence shows."""
EDITED = {
    "json-without-a-paper": ("V078", edit(f"{CONTENTS}.json", "012-Y-002-0002", "012-Y-002-0009"), "少了 1 个档号"),
    "csv-of-another": ("V078", edit(f"{CONTENTS}.csv", "012-Y-002-0002", "012-Y-002-0009"), "（0146-KJ·JJ·012-Y-002-0002）"),
    "xml-cut-off": ("V062", edit(f"{CONTENTS}.xml", "</目录>", ""), "不是完整的 XML"),
    "json-cut-off": ("V078", edit(f"{CONTENTS}.json", "]}", ""), "读不懂"),
    "other-title": ("V078", edit(f"{CONTENTS}.json", "施工日志\"", "日志\""), "文件题名写的是“日志”"),
    "other-title-in-the-csv": ("V078", edit(f"{CONTENTS}.csv", "施工日志", "日志"), "文件题名写的是“日志”"),
    "other-date-in-the-xml": ("V078", edit(f"{CONTENTS}.xml", "<日期>2026-04-10", "<日期>2026-04-11"), "日期写的是“2026-04-11”"),
    "other-title-of-the-carrier": ("V078", edit("目录文件.XML", "施工日志", "日志"), "题名写的是“日志”"),
    "catalogue-of-the-carrier": ("V078", edit("目录文件.XML", "012-Y-002-0002", "012-Y-009-0002"), "少了 1 个档号"),
    "journal-line-removed": ("V079", cut_journal, "接不上前一行"),
    "journal-empty": ("V079", lambda document, files: files.update({JOURNAL: b"{}\n"}), "没有一条记录"),
    "journal-note": ("V079", lambda document, files: files.update({JOURNAL: files[JOURNAL] + b"note\n"}), "读不懂"),
}  # fmt: skip
FINAL = {
    "fonds-not-given": ("V072", lambda document, files: document.update(全宗号=""), "全宗号还没有确定"),
    "no-date": ("V071", lambda d, f: (item(1, 日期="")(d, f), volume(1, 起日="2026-04-10")(d, f)), "没有写日期"),
    "no-cross-reference": ("V075", item(0, 互见号=""), "（B05）"),
    "list-not-signed": ("V076", lambda d, f: (item(3, 状态="待签章", 文件=[])(d, f), f.pop(next(p for p in f if "E09" in p))), "待签章"),
}  # fmt: skip


def check_both(files, tmp_path):
    """The findings of the folder, which are those of the ZIP."""
    folder, packed = lay_out(tmp_path / "包", files), pack(tmp_path / "包.zip", files)
    stored = pack(tmp_path / "存.zip", files, compression=zipfile.ZIP_STORED)
    results = [verify_bag(path) for path in (folder, packed, stored)]
    assert results[0].report == results[1].report == results[2].report
    return results[0]


def check_fault(code, shown, files, tmp_path):
    result = check_both(files, tmp_path)
    assert {finding.code for finding in result.report.findings} == {code}, result.report.findings
    assert shown in result.report.findings[0].message
    assert result.passed == (load_codes()[code]["级别"] != Severity.ERROR)


@pytest.mark.parametrize("final", [False, True])
def test_a_faultless_archive_has_no_findings(tmp_path, final):
    files = make_archive(final=final)
    assert not check_both(files, tmp_path).report.findings


@pytest.mark.parametrize("name", FAULTS)
def test_a_fault_in_an_archive_raises_its_code(name, tmp_path):
    code, spoil, shown = FAULTS[name]
    check_fault(code, shown, make_archive(spoil), tmp_path)


@pytest.mark.parametrize("name", EDITED)
def test_a_list_that_was_edited_raises_its_code(name, tmp_path):
    code, after, shown = EDITED[name]
    check_fault(code, shown, make_archive(after=after), tmp_path)


@pytest.mark.parametrize("name", FINAL)
def test_what_hand_over_asks_for_is_asked_of_final_archives_only(name, tmp_path):
    code, spoil, shown = FINAL[name]
    check_fault(code, shown, make_archive(spoil, final=True), tmp_path)
    assert not verify_bag(lay_out(tmp_path / "预编", make_archive(spoil))).report.errors


@pytest.mark.parametrize("path", ["说明文件.TXT", "目录文件.XML", "data/00_索引/案卷目录.csv", f"{CONTENTS}.xml"])
def test_a_final_archive_describes_itself(path, tmp_path):
    check_fault("V008", "而本系统制作的档案包都有", make_archive(after=without(path), final=True), tmp_path)


def test_a_final_archive_without_its_journal_is_warned_of(tmp_path):
    check_fault("V086", "没有过程记录", make_archive(after=without(JOURNAL), final=True), tmp_path)
    assert not check_both(make_archive(after=without(JOURNAL)), tmp_path / "预编").report.findings


def test_every_code_of_this_range_has_its_fault():
    known = {code for code in load_codes() if "V060" <= code <= "V079"}
    assert {code for code, _, _ in (*FAULTS.values(), *EDITED.values(), *FINAL.values())} >= known


def test_in_a_bag_of_somebody_else_the_same_is_a_remark(tmp_path):
    files = make_bag({
        "data/a.pdf": make_scan()[:-300], "data/b.docx": make_docx({"word/vbaProject.bin": b"x"}),
        "data/c.xlsx": make_sealed_office(), "data/d.exe": b"MZ", "data/e.bin": b"?", "data/f.pdf": SCRIPT,
        "data/g.xlsx": make_xlsx(),
    })  # fmt: skip
    result = check_both(files, tmp_path)
    assert result.passed
    found = [(finding.code, str(finding.severity), finding.place.file) for finding in result.report.findings]
    assert found == [
        ("V064", "警告", "data/b.docx"),
        ("V065", "警告", "data/f.pdf"),
        ("V062", "提示", "data/a.pdf"),
        ("V063", "提示", "data/c.xlsx"),
        ("V061", "提示", "data/d.exe"),
    ]


def test_findings_name_the_paper(tmp_path):
    result = verify_bag(lay_out(tmp_path / "包", make_archive(put(PAY, make_jpeg()))))
    assert [finding.papers for finding in result.report.findings] == [("C21",)]


def test_a_file_that_was_changed_is_not_judged_by_its_content(tmp_path):
    files = make_archive()
    files[f"data/{SCAN}"] = make_scan()[:-200] + bytes(200)
    assert {f.code for f in verify_bag(lay_out(tmp_path / "包", files)).report.findings} == {"V015", "V056"}


def test_a_power_failure_in_the_journal_is_no_breach(tmp_path):
    cut = make_journal([{"事件": "生成", "键": "C18"}]) + b'{"half'
    files = make_archive(after=lambda document, files: files.update({JOURNAL: cut}))
    assert not check_both(files, tmp_path).report.findings
