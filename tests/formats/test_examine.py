from __future__ import annotations

import io

import pytest

from archivegen.formats import FileFacts, examine
from tests.formats.files_by_hand import (
    PAGE,
    make_docx,
    make_jpeg,
    make_ofd,
    make_package,
    make_pdf,
    make_png,
    make_scan,
    make_sealed_office,
    make_stream,
    make_tiff,
    make_xlsx,
)

PDF, JPEG, PNG, TIFF = "PDF 文件", "JPEG 图片", "PNG 图片", "TIFF 图片"
WORD, EXCEL, OFD = "Word 文档", "Excel 工作簿", "OFD 文件"
SCRIPT = b"<</S/JavaScript/JS(app.alert(1))>>"
EXIF_TURNED = b"II*\0\x08\0\0\0\1\0\x12\1\3\0\1\0\0\0\6\0\0\0\0\0\0\0"
XMP = b"<x pdfaid:part='2' pdfaid:conformance='B'/>"
BIG = bytes(200_000)
"""More than is read at once."""


def look(content, suffix=".pdf"):
    return examine(io.BytesIO(content), suffix, len(content))


def annotate(action):
    return {10: PAGE.replace(b"/Contents", b"/Annots[<</Subtype/Link/A %s>>]/Contents" % action)}


GOOD = {
    "one page": (make_pdf(), FileFacts(PDF, 1)),
    "many pages": (make_pdf(pages=300), FileFacts(PDF, 300)),
    "larger than one read": (make_pdf({7: make_stream(BIG)}), FileFacts(PDF, 1)),
    "rubbish before the mark": (b"mail header\n" + make_pdf(), FileFacts(PDF, 1)),
    "rubbish behind the end": (make_pdf() + bytes(500), FileFacts(PDF, 1)),
    "scan of 200": (make_scan(), FileFacts(PDF, 1, dpi=200)),
    "scan of 100": (make_scan(827, 1170, pages=3), FileFacts(PDF, 3, dpi=100)),
    "a logo is no scan": (make_scan(100, 100), FileFacts(PDF, 1)),
    "a link is no script": (make_pdf(annotate(b"<</S/URI/URI(http://a)>>")), FileFacts(PDF, 1)),
    "opening at a page is no script": (make_pdf(catalog=b"/OpenAction[10 0 R/Fit]"), FileFacts(PDF, 1)),
    "brackets in strings": (make_pdf(catalog=rb"/X(a(b(c)\)d)/JS \(endobj\) >>)"), FileFacts(PDF, 1)),
    "jpeg": (make_jpeg(), FileFacts(JPEG, 1, dpi=300)),
    "jpeg on its side": (make_jpeg(exif=EXIF_TURNED), FileFacts(JPEG, 1, dpi=300, turned=True)),
    "png": (make_png(), FileFacts(PNG, 1, dpi=300)),
    "tiff": (make_tiff(), FileFacts(TIFF, 1, dpi=300)),
    "tiff of a Mac": (make_tiff(order=">", pages=3, dpi=150), FileFacts(TIFF, 3, dpi=150)),
    "tiff on its side": (make_tiff(orientation=6), FileFacts(TIFF, 1, dpi=300, turned=True)),
    "docx": (make_docx(), FileFacts(WORD)),
    "docx with a hyperlink": (
        make_docx({"word/_rels/a.rels": '<R><Relationship Type="x/hyperlink" TargetMode="External" Target="h"/></R>'}),
        FileFacts(WORD),
    ),
    "xlsx": (make_xlsx(), FileFacts(EXCEL)),
    "ofd": (make_ofd(3), FileFacts(OFD, 3)),
    "zip": (make_package({"a": "1"}), FileFacts("ZIP 压缩包")),
}

SIGNS = {
    "encrypted": (make_pdf(trailer=b"/Encrypt<</Filter/Standard/V 2>>"), {"encrypted"}),
    "script when opened": (make_pdf(catalog=b"/OpenAction " + SCRIPT), {"scripts"}),
    "script with a hidden name": (make_pdf(catalog=b"/OpenAction<</S/J#61vaScript/J#53()>>"), {"scripts"}),
    "script in the name tree": (make_pdf(catalog=b"/Names<</JavaScript<</Names[(a)9 0 R]>>>>"), {"scripts"}),
    "script on a page": (make_pdf({10: PAGE.replace(b"/Contents", b"/AA<</O %s>>/Contents" % SCRIPT)}), {"scripts"}),
    "script behind a link": (make_pdf(annotate(SCRIPT)), {"scripts"}),
    "script in the second place": (make_pdf(annotate(b"<</S/GoTo/Next %s>>" % SCRIPT)), {"scripts"}),
    "script in the outline": (
        make_pdf({8: b"<</First 9 0 R>>", 9: b"<</A %s>>" % SCRIPT}, catalog=b"/Outlines 8 0 R"),
        {"scripts"},
    ),
    "starts a program": (make_pdf(annotate(b"<</S/Launch/F(cmd.exe)>>")), {"scripts"}),
    "form that computes": (make_pdf(catalog=b"/AcroForm<</XFA(x)>>"), {"scripts"}),
    "files inside": (make_pdf(catalog=b"/Names<</EmbeddedFiles<</Names[]>>>>"), {"embedded"}),
    "file as a note": (make_pdf({10: PAGE.replace(b"/Contents", b"/Annots[<</Subtype/FileAttachment>>]/Contents")}), {"embedded"}),
    "wrong tables": (make_pdf().replace(b"startxref\n", b"startxref\n1"), {"mended"}),
    "object elsewhere": (make_pdf().replace(b"2 0 obj", b"%moved\n2 0 obj"), {"mended"}),
    "docx with a macro": (make_docx({"word/vbaProject.bin": b"x"}), {"macros"}),
    "xlsx with macros by type": (
        make_package({"[Content_Types].xml": '<T><O C="application/vnd.ms-excel.sheet.macroEnabled.main+xml"/></T>', "xl/workbook.xml": "<b/>"}),
        {"macros"},
    ),
    "docx with an object": (make_docx({"word/embeddings/oleObject1.bin": b"x"}), {"embedded"}),
    "docx with a template elsewhere": (
        make_docx({"word/_rels/a.rels": '<R><Relationship Type="x/attachedTemplate" TargetMode="External" Target="h"/></R>'}),
        {"links"},
    ),
    "xlsx with figures elsewhere": (make_xlsx({"xl/externalLinks/externalLink1.xml": "<x/>"}), {"links"}),
    "encrypted docx": (make_sealed_office(), {"encrypted"}),
    "encrypted ofd": (make_ofd(more={"Encryptions.xml": "<e/>"}), {"encrypted"}),
    "ofd with a file": (make_ofd(more={"Doc_0/Attachs/a.exe": "x"}), {"embedded"}),
}  # fmt: skip

BROKEN = {
    "pdf cut off": (make_pdf(pages=30)[:-300], "没有文件结尾"),
    "half a pdf": (make_scan()[:700], "没有文件结尾"),
    "only the mark": (b"%PDF-1.7\n", "里面没有 PDF 的对象"),
    "no catalogue": (make_pdf({1: None}), "没有文档目录"),
    "no page": (make_pdf(pages=0), "一页也没有"),
    "page lost": (make_pdf({10: None}), "页面目录里的页不在"),
    "page tree in a circle": (make_pdf({10: b"<</Kids[2 0 R]>>"}), "绕成了圈"),
    "picture cut out": (make_scan().replace(b"endstream\nendobj\nxref", b"endstrexm\nendobj\nxref"), "图像没有写完"),
    "jpeg cut off": (make_jpeg()[:-2], "没有写完"),
    "jpeg without a picture": (b"\xff\xd8\xff\xe0\0\4ab\xff\xd9", "没有写"),
    "png cut off": (make_png()[:-20], "没有写完"),
    "png without its end": (make_png()[:-12], "没有写完"),
    "tiff cut off": (make_tiff()[:-1], "没有写完"),
    "tiff in a circle": (make_tiff(pages=2, link=8), "绕成了圈"),
    "docx cut off": (make_docx()[:-30], ""),
    "docx with bad xml": (make_docx({"word/styles.xml": "<a>"}), "word/styles.xml 不是完整的 XML"),
    "docx with entities": (make_docx({"word/styles.xml": '<!DOCTYPE a [<!ENTITY b "c">]><a/>'}), "文档类型声明"),
    "docx without types": (make_package({"word/document.xml": "<a/>"}), "[Content_Types].xml"),
    "ofd without pages": (make_ofd(0), "一页也没有"),
    "nothing": (b"", "0 字节"),
}


@pytest.mark.parametrize("name", GOOD)
def test_a_good_file_is_told_by_its_bytes(name):
    content, wanted = GOOD[name]
    assert look(content, ".bin") == wanted


@pytest.mark.parametrize("name", SIGNS)
def test_what_an_archive_must_know_is_seen(name):
    content, wanted = SIGNS[name]
    facts = look(content)
    names = {"encrypted", "scripts", "macros", "embedded", "links", "mended", "turned"}
    assert {field for field in names if getattr(facts, field)} == wanted
    assert not facts.problem


@pytest.mark.parametrize("name", BROKEN)
def test_a_file_that_does_not_open_says_why(name):
    content, reason = BROKEN[name]
    facts = look(content)
    if reason:
        assert reason in facts.problem
    else:
        assert facts.kind == "ZIP 压缩包"


def test_a_claim_to_be_pdf_a_is_held_against_the_file():
    claim = {6: make_stream(XMP, b"/Type/Metadata")}
    facts = look(make_pdf(claim, catalog=b"/Metadata 6 0 R"))
    assert facts.archival == "PDF/A-2b"
    assert facts.obstacles == ("没有输出意图（OutputIntent）", "没有文件标识")
    fonts = {
        11: PAGE.replace(b"<<>>", b"<</Font<</F 12 0 R>>>>"),
        12: b"<</Type/Font/Subtype/TrueType/BaseFont/FangSong>>",
    }
    kept = b"/Metadata 6 0 R/OutputIntents[<</S/GTS_PDFA1/DestOutputProfile 4 0 R>>]"
    facts = look(make_pdf({**claim, 10: fonts[11], 12: fonts[12]}, catalog=kept, trailer=b"/ID[<00><00>]"))
    assert facts.obstacles == ("字体没有嵌入（FangSong）",)
    assert look(make_pdf(claim, catalog=kept, trailer=b"/ID[<00><00>]")).obstacles == ()


@pytest.mark.parametrize(
    ("content", "suffix", "kind", "problem"),
    [
        ("序号,题名\n".encode(), ".csv", "CSV 表", ""),
        ("序号,题名\n".encode("gb18030"), ".TXT", "文本文件", ""),
        (b"\xff\xff\xff", ".txt", "文本文件", "不是 UTF-8"),
        (b"a\0b", ".json", "JSON 数据", "不是 UTF-8"),
        ("<目录/>".encode(), ".xml", "XML 数据", ""),
        ("<目录>".encode(), ".xml", "XML 数据", "不是完整的 XML"),
        (b'<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>', ".xml", "XML 数据", "声明了实体"),
        (b"MZ\x90", ".exe", "程序文件", ""),
        (b"Rar!\x1a", ".rar", "RAR 压缩包", ""),
        (b"<!DOCTYPE html><p>", ".pdf", "网页", ""),
        (b"something", ".dat", "无法识别的内容", ""),
    ],
)
def test_texts_and_strangers(content, suffix, kind, problem):
    facts = look(content, suffix)
    assert facts.kind == kind
    assert problem in facts.problem
    assert bool(problem) == bool(facts.problem)


def test_a_page_with_a_script_is_called_so():
    assert look(b"<p onload='x()'>", ".html").scripts


def test_a_bomb_is_not_unpacked():
    packed = make_docx({"word/media/a.bin": bytes(140 << 20)})
    assert "压缩炸弹" in look(packed, ".docx").problem
