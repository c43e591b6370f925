"""Comments laid into Word files as offices make them: with pictures, headers, text boxes and comments of their own."""

from __future__ import annotations

import re
import struct
import subprocess
import zlib
from io import BytesIO
from pathlib import Path
from xml.etree import ElementTree
from zipfile import ZipFile

import pytest
from docx import Document
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls
from hypothesis import given
from hypothesis import strategies as st

from archivegen.errors import TemplateError
from archivegen.render.mistakes import Mistake, Where
from archivegen.render.package import pack_part, write_package
from archivegen.render.remarks.docx_comments import annotate_docx, clear_docx
from archivegen.render.remarks.office_parts import one_line
from tests.office_standard import judge

BODY = "word/document.xml"
BOX = (
    "<w:r {0}><w:pict><v:shape xmlns:v='urn:schemas-microsoft-com:vml' style='width:99pt;height:40pt'>"
    "<v:textbox><w:txbxContent><w:p><w:r><w:t>{{{{ 项目.方匡 }}}}</w:t></w:r></w:p></w:txbxContent></v:textbox>"
    "</v:shape></w:pict></w:r>"
)


def picture() -> BytesIO:
    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    head = chunk(b"IHDR", struct.pack(">IIBBBBB", 1, 1, 8, 2, 0, 0, 0))
    return BytesIO(b"\x89PNG\r\n\x1a\n" + head + chunk(b"IDAT", zlib.compress(b"\0\xff\0\0")) + chunk(b"IEND", b""))


@pytest.fixture
def template() -> bytes:
    """Paragraphs 0 to 6: text, a comment of somebody's, a text box and the line in it, two cells, a picture."""
    document = Document()
    document.add_paragraph("甲方：{{ 项目.名程 }}")
    commented = document.add_paragraph("乙方：{{ 项目.法仁 }}")
    document.add_comment(commented.runs, "请县里核对", author="王审核", initials="王")
    boxed = document.add_paragraph("方框")
    boxed._p.append(parse_xml(BOX.format(nsdecls("w"))))
    row = document.add_table(1, 2).rows[0]
    row.cells[0].text = "{%tr for 人 in 项.明系 %}"
    row.cells[1].text = "{{ 人.姓名 }}"
    document.add_picture(picture())
    document.sections[0].header.paragraphs[0].text = "{{ 项目.简成 }}"
    target = BytesIO()
    document.save(target)
    return target.getvalue()


def mistake(paragraph: int | None, problem: str, member: str = BODY, shown: str = "正文") -> Mistake:
    return Mistake(Where(shown, member, paragraph), problem, "{{ 项目.名程 }}", "请改为“项目.名称”")


def comments(content: bytes) -> list[tuple[str, str, str]]:
    """(author, first line, the text of the paragraph in which it stands) of each comment."""
    document = Document(BytesIO(content))
    found = []
    for comment in document.comments:
        [start] = document.element.xpath(f".//w:commentRangeStart[@w:id='{comment.comment_id}']")
        assert document.element.xpath(f".//w:commentRangeEnd[@w:id='{comment.comment_id}']")
        assert document.element.xpath(f".//w:r/w:commentReference[@w:id='{comment.comment_id}']")
        anchored = "".join(t.text for t in start.getparent().xpath(".//w:t"))
        found.append((comment.author, comment.paragraphs[0].text, anchored))
    return found


def parts(content: bytes) -> dict[str, bytes]:
    with ZipFile(BytesIO(content)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def canonical(content: bytes) -> str:
    return ElementTree.canonicalize(parts(content)[BODY].decode())


def test_a_comment_stands_at_the_paragraph_of_its_mistake(template: bytes) -> None:
    annotated = annotate_docx(template, [mistake(0, "没有“项目.名程”这个词"), mistake(4, "没有“项.明系”这个词")])
    assert comments(annotated) == [
        ("王审核", "请县里核对", "乙方：{{ 项目.法仁 }}"),
        ("archivegen", "没有“项目.名程”这个词。", "甲方：{{ 项目.名程 }}"),
        ("archivegen", "没有“项.明系”这个词。", "{%tr for 人 in 项.明系 %}"),
    ]
    [_, ours, _] = Document(BytesIO(annotated)).comments
    assert [p.text for p in ours.paragraphs[1:]] == ["写的是：{{ 项目.名程 }}", "怎样改：请改为“项目.名称”。"]


def test_several_comments_may_stand_in_one_paragraph_beside_those_of_others(template: bytes) -> None:
    annotated = annotate_docx(template, [mistake(1, "一"), mistake(1, "二")])
    assert [text for _, text, _ in comments(annotated)] == ["请县里核对", "一。", "二。"]
    assert {anchor for *_, anchor in comments(annotated)} == {"乙方：{{ 项目.法仁 }}"}


def test_where_word_allows_no_comment_it_stands_near_and_tells_the_place(template: bytes) -> None:
    header = mistake(0, "没有“项目.简成”这个词", "word/header1.xml", "页眉“{{ 项目.简成 }}”")
    whole = mistake(None, "整份有错", "", "")
    boxed = mistake(3, "没有“项目.方匡”这个词", shown="文本框“{{ 项目.方匡 }}”")
    told = comments(annotate_docx(template, [header, whole, boxed]))[1:]
    assert told == [
        ("archivegen", "〔页眉“{{ 项目.简成 }}”〕没有“项目.简成”这个词。", "甲方：{{ 项目.名程 }}"),
        ("archivegen", "整份有错。", "甲方：{{ 项目.名程 }}"),
        ("archivegen", "〔文本框“{{ 项目.方匡 }}”〕没有“项目.方匡”这个词。", "方框{{ 项目.方匡 }}"),
    ]


def test_nothing_else_in_the_file_changes(template: bytes) -> None:
    before, after = parts(template), parts(annotate_docx(template, [mistake(0, "错")]))
    changed = {name for name in before if before[name] != after[name]}
    assert changed <= {BODY, "word/comments.xml", "[Content_Types].xml", "word/_rels/document.xml.rels"}
    assert set(after) == set(before)


def test_a_second_check_replaces_the_remarks_of_the_first(template: bytes) -> None:
    once = annotate_docx(template, [mistake(0, "一"), mistake(4, "二")])
    again = annotate_docx(once, [mistake(1, "三")])
    assert [text for _, text, _ in comments(again)] == ["请县里核对", "三。"]
    cleared, removed = clear_docx(again, "x.docx")
    assert removed == 1
    assert canonical(cleared) == canonical(template)
    assert clear_docx(template, "x.docx") == (template, 0)


def test_what_a_newer_word_keeps_beside_a_comment_goes_with_it(template: bytes) -> None:
    made = parts(annotate_docx(template, [mistake(0, "一")]))
    w14, w15 = (f"http://schemas.microsoft.com/office/word/{year}/wordml" for year in (2010, 2012))
    text = made["word/comments.xml"].decode()
    ours = text.index('w:author="archivegen"')
    text = text[:ours] + re.sub(
        r"<w:p>(?=<w:r><w:t [^>]*>怎样改)", f'<w:p xmlns:w14="{w14}" w14:paraId="0AAAAAAA">', text[ours:]
    )
    assert "0AAAAAAA" in text
    made["word/comments.xml"] = text.encode()
    threads = (
        f'<w15:commentsEx xmlns:w15="{w15}"><w15:commentEx w15:paraId="0AAAAAAA" w15:done="0"/>'
        '<w15:commentEx w15:paraId="0BBBBBBB" w15:paraIdParent="0AAAAAAA" w15:done="0"/></w15:commentsEx>'
    )
    made["word/commentsExtended.xml"] = threads.encode()
    relation = (
        '<Relationship Id="rId99" Type="http://schemas.microsoft.com/office/2011/relationships/commentsExtended" '
        'Target="commentsExtended.xml"/></Relationships>'
    )
    rels = "word/_rels/document.xml.rels"
    made[rels] = made[rels].replace(b"</Relationships>", relation.encode())
    saved_by_word = write_package(pack_part(name, content) for name, content in made.items())
    cleared, _ = clear_docx(saved_by_word, "x.docx")
    left = parts(cleared)["word/commentsExtended.xml"].decode()
    assert "0AAAAAAA" not in left
    assert "0BBBBBBB" in left


def test_equal_mistakes_make_equal_bytes(template: bytes) -> None:
    assert annotate_docx(template, [mistake(0, "一")]) == annotate_docx(template, [mistake(0, "一")])


def test_a_file_that_is_no_word_file_is_refused() -> None:
    with pytest.raises(TemplateError, match="打不开"):
        annotate_docx(b"not a zip", [])
    target = BytesIO()
    with ZipFile(target, "w") as archive:
        archive.writestr("a.txt", "x")
    with pytest.raises(TemplateError, match="打不开"):
        annotate_docx(target.getvalue(), [])


def test_a_file_with_entities_is_refused(template: bytes) -> None:
    made = parts(template)
    made[BODY] = made[BODY].replace(b"<w:document", b'<!DOCTYPE x [<!ENTITY e "x">]><w:document', 1)
    with pytest.raises(TemplateError, match="DTD"):
        annotate_docx(write_package(pack_part(name, content) for name, content in made.items()), [mistake(0, "一")])


@given(st.text(), st.text())
def test_any_text_can_be_told_in_a_remark(problem: str, mend: str) -> None:
    document = Document()
    document.add_paragraph("{{ 词 }}")
    target = BytesIO()
    document.save(target)
    told = Mistake(Where("正文", BODY, 0), problem, "{{ 词 }}", mend)
    [comment] = Document(BytesIO(annotate_docx(target.getvalue(), [told]))).comments
    assert comment.author == "archivegen"
    assert comment.paragraphs[0].text == f"{one_line(problem)}。"


def test_word_and_libreoffice_take_the_copy(template: bytes, tmp_path: Path) -> None:
    bare = Document()
    bare.add_paragraph("{{ 项目.名程 }}")
    bare.save(tmp_path / "bare.docx")
    made = {
        "full.docx": annotate_docx(template, [mistake(i, f"第 {i} 处") for i in range(7)]),
        "none.docx": annotate_docx((tmp_path / "bare.docx").read_bytes(), [mistake(0, "错 & <错>\x0b")]),
    }
    for name, content in made.items():
        (tmp_path / name).write_bytes(content)
    files = [tmp_path / name for name in made]
    assert judge(files) == {file: [] for file in files}
    office = ["soffice", f"-env:UserInstallation=file://{tmp_path / 'profile'}", "--headless"]
    back = [*office, "--convert-to", "docx", "--outdir", str(tmp_path / "back"), *map(str, files)]
    subprocess.run(back, check=True, capture_output=True, timeout=280)
    saved = (tmp_path / "back" / "full.docx").read_bytes()
    full = comments(saved)
    cleared, removed = clear_docx(saved, "full.docx")
    assert (removed, [author for author, *_ in comments(cleared)]) == (7, ["王审核"])
    assert sorted(author for author, *_ in full) == ["archivegen"] * 7 + ["王审核"]
    assert {text for _, text, _ in full} >= {"第 0 处。", "第 5 处。"}
    assert [text for _, text, _ in comments((tmp_path / "back" / "none.docx").read_bytes())] == ["错 & <错>。"]
