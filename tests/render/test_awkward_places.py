"""Tags in every place where Word lets one write, and what must stay whole around them."""

from __future__ import annotations

from io import BytesIO
from zipfile import ZipFile

import pytest

from tests.render.drawings import png
from tests.render.filled import PEOPLE, fill, refusal, text_of
from tests.render.packages import R, W, add_part, body, edit, members, p, part_name, r, tbl, tc, text_in, tr, tree

LOOP, END = p("{%p for 人 in 明细 %}"), p("{%p endfor %}")
NAMES = [person["名"] for person in PEOPLE]


def text_box(content: str) -> str:
    """A paragraph with a text box as Word 2010 writes it: a shape, and the same again for older readers."""
    shape = (
        '<w:drawing><wp:inline distT="0" distB="0" distL="0" distR="0"><wp:extent cx="914400" cy="914400"/><wp:docPr id="1" '
        'name="框"/><a:graphic><a:graphicData uri="http://schemas.microsoft.com/office/word/2010/wordprocessingShape"><wps:wsp>'
        f"<wps:cNvSpPr/><wps:spPr/><wps:txbx><w:txbxContent>{content}</w:txbxContent></wps:txbx><wps:bodyPr/></wps:wsp>"
        "</a:graphicData></a:graphic></wp:inline></w:drawing>"
    )
    old = f"<w:pict><v:shape><v:textbox><w:txbxContent>{content}</w:txbxContent></v:textbox></v:shape></w:pict>"
    return (
        f'<w:p><w:r><mc:AlternateContent><mc:Choice Requires="wps">{shape}</mc:Choice><mc:Fallback>{old}</mc:Fallback>'
        "</mc:AlternateContent></w:r></w:p>"
    )


def boxes(document: bytes, part: str = "word/document.xml") -> list[str]:
    return ["".join(box.itertext(f"{{{W}}}t")) for box in tree(document, part).iter(f"{{{W}}}txbxContent")]


def test_a_table_inside_a_text_box_in_a_header() -> None:
    content = tbl(tr("{{项目.名称}}", "R &amp; D")) + p("")
    document = fill(body(p("正文"), header=text_box(content)))
    assert boxes(document, "word/header1.xml") == ["香水村R & D"] * 2


def test_a_row_loop_inside_a_text_box() -> None:
    content = tbl(tr("{%tr for 人 in 明细 %}{{ 人.名 }}", "{{ 人.额 }}{%tr endfor %}")) + p("")
    assert boxes(fill(body(text_box(content)))) == ["甲&乙1丙<丁>2戊3"] * 2


def test_text_boxes_in_a_loop_have_numbers_of_their_own() -> None:
    document = fill(body(LOOP + text_box(p("{{ 人.名 }}")) + END))
    assert boxes(document) == [name for name in NAMES for _ in range(2)]


@pytest.mark.parametrize("part", ["header", "footer"])
def test_headers_and_footers(part: str) -> None:
    content = p("{{ 项目.名称 }}") + LOOP + p("{{ 人.名 }}") + END
    document = fill(body(p("正文"), **{part: content}))
    assert text_in(document, part_name(part)) == "香水村\n" + "\n".join(NAMES)


@pytest.mark.parametrize("part", ["footnotes", "endnotes"])
def test_notes(part: str) -> None:
    kind = part[:-1]
    content = f'<w:{kind} w:id="2">{p("{{ 项目.名称 }} & 甲".replace("&", "&amp;"))}</w:{kind}>'
    assert text_of(body(p("正文"), **{part: content}), part_name(part)) == "香水村 & 甲"


def test_a_hyperlink_keeps_its_aim() -> None:
    link = f'<w:p><w:hyperlink w:anchor="附件">{r("{{ 项目")}{r(".名称 }}")}</w:hyperlink>{r("后")}</w:p>'
    document = fill(body(link))
    assert text_in(document) == "香水村后"
    assert tree(document).find(f".//{{{W}}}hyperlink").get(f"{{{W}}}anchor") == "附件"


def field(instruction: str, shown: str) -> str:
    mark = '<w:r><w:fldChar w:fldCharType="{}"/></w:r>'.format
    order = f'<w:r><w:instrText xml:space="preserve">{instruction}</w:instrText></w:r>'
    return f"{mark('begin')}{order}{mark('separate')}{r(shown)}{mark('end')}"


def test_the_result_of_a_field() -> None:
    document = fill(body(f"<w:p>{r('前')}{field(' REF 名称 ', '{{ 项目.名称 }}')}{r('后')}</w:p>"))
    assert text_in(document) == "前香水村后"
    assert tree(document).findtext(f".//{{{W}}}instrText") == " REF 名称 "
    simple = f'<w:p><w:fldSimple w:instr=" PAGE ">{r("{{ 名 }}")}</w:fldSimple></w:p>'
    assert text_of(body(simple)) == "王小五"


def test_page_numbers_beside_a_tag_stay() -> None:
    document = fill(body(p("正文"), footer=f"<w:p>{r('{{ 名 }} 第 ')}{field(' PAGE ', '1')}{r(' 页')}</w:p>"))
    assert text_in(document, "word/footer1.xml") == "王小五 第 1 页"
    assert tree(document, "word/footer1.xml").findtext(f".//{{{W}}}instrText") == " PAGE "


def sdt(content: str) -> str:
    return f'<w:sdt><w:sdtPr><w:alias w:val="控件"/></w:sdtPr><w:sdtContent>{content}</w:sdtContent></w:sdt>'


def test_content_controls() -> None:
    assert text_of(body(sdt(p("{{ 名 }}")))) == "王小五"
    assert text_of(body(f"<w:p>{r('前')}{sdt(r('{{ 名 }}'))}{r('后')}</w:p>")) == "前王小五后"
    assert text_of(body(tbl(f"<w:tr>{sdt(tc('{{ 名 }}'))}{tc('右')}</w:tr>") + p("后"))) == "王小五\n右\n后"
    row = sdt(tr("{%tr for 人 in 明细 %}{{ 人.额 }}", "元{%tr endfor %}"))
    assert text_of(body(tbl(tr("头", "元"), row) + p("后"))) == "头\n元\n1\n元\n2\n元\n3\n元\n后"


def test_a_content_control_may_lose_everything() -> None:
    gone = sdt(p("{%p if 假 %}") + p("文") + p("{%p endif %}"))
    assert text_of(body(gone + p("后"))).strip() == "后"
    assert text_of(body(tbl(tr(tc(gone), "右")) + p("后"))) == "\n右\n后"


def test_tracked_changes() -> None:
    who = 'w:id="{}" w:author="甲" w:date="2026-01-01T00:00:00Z"'.format
    inserted = f"<w:p>{r('前')}<w:ins {who(1)}>{r('{{ 项目')}{r('.名称 }}')}</w:ins>{r('后')}</w:p>"
    document = fill(body(inserted))
    assert text_in(document) == "前香水村后"
    assert tree(document).find(f".//{{{W}}}ins") is not None
    deleted = f"<w:p>{r('前')}<w:del {who(2)}><w:r><w:delText>旧文</w:delText></w:r></w:del>{r('{{ 名 }}')}</w:p>"
    document = fill(body(deleted))
    assert text_in(document) == "前王小五"
    assert tree(document).findtext(f".//{{{W}}}delText") == "旧文"


def test_a_tracked_row() -> None:
    mark = '<w:trPr><w:ins w:id="5" w:author="甲" w:date="2026-01-01T00:00:00Z"/></w:trPr>'
    row = tr("{%tr for 人 in 明细 %}{{ 人.额 }}", "元{%tr endfor %}").replace("<w:tr>", f"<w:tr>{mark}", 1)
    assert text_of(body(tbl(row) + p("后"))) == "1\n元\n2\n元\n3\n元\n后"


def test_properties_of_rows_and_paragraphs_are_repeated() -> None:
    row = tr("{%tr for 人 in 明细 %}{{ 人.额 }}", "元{%tr endfor %}").replace(
        "<w:tr>", "<w:tr><w:trPr><w:cantSplit/><w:tblHeader/></w:trPr>", 1
    )
    document = tree(fill(body(tbl(row) + p("后"))))
    assert len(list(document.iter(f"{{{W}}}cantSplit"))) == len(list(document.iter(f"{{{W}}}tblHeader"))) == 3
    centred = '<w:pPr><w:jc w:val="center"/></w:pPr>'
    document = tree(fill(body(p("{%p for 人 in 明细 %}{{ 人.名 }}{%p endfor %}", properties=centred))))
    assert len(list(document.iter(f"{{{W}}}jc"))) == 3


def test_lines_and_tabs_of_a_value_in_a_run_keep_its_format() -> None:
    document = fill(body(f"<w:p>{r('{{ 名 }}', '<w:rPr><w:b/></w:rPr>')}</w:p>"), 名="一\n二\t三\r\n四")
    root = tree(document)
    assert "".join(root.itertext(f"{{{W}}}t")) == "一二三四"
    assert len(list(root.iter(f"{{{W}}}br"))) == 2
    assert len(list(root.iter(f"{{{W}}}tab"))) == 1
    for run in root.iter(f"{{{W}}}r"):
        if run.findtext(f"{{{W}}}t") or run.find(f"{{{W}}}tab") is not None:
            assert run.find(f"{{{W}}}rPr/{{{W}}}b") is not None


def test_custom_parts_and_pictures_stay_byte_for_byte() -> None:
    template = add_part(body(p("{{ 名 }}")), "word/media/image9.png", png(), "image/png", "image")
    template = edit(template, {"customXml/item1.xml": lambda _: b'<?xml version="1.0"?>\n<a  b = "{{ no }}"/>'})
    document = members(fill(template))
    assert document["word/media/image9.png"] == png()
    assert document["customXml/item1.xml"] == b'<?xml version="1.0"?>\n<a  b = "{{ no }}"/>'


def test_the_address_of_a_link_may_hold_a_word() -> None:
    link = f'<w:p><w:hyperlink r:id="rIdW">{r("见此")}</w:hyperlink></w:p>'
    relation = f'<Relationship Id="rIdW" Type="{R}/hyperlink" Target="https://example.org/a?b=1&amp;c=2" TargetMode="External"/>'
    template = edit(
        body(link),
        {
            "word/_rels/document.xml.rels": lambda old: old.replace(
                b"</Relationships>", f"{relation}</Relationships>".encode()
            )
        },
    )
    assert b"https://example.org/a?b=1&amp;c=2" in members(fill(template))["word/_rels/document.xml.rels"]


def test_an_unknown_word_in_a_text_box_is_placed() -> None:
    assert "文本框" in refusal(body(p("正文") + text_box(p("{{ 没有 }}"))), "没有")


def test_parts_are_known_by_their_kind_and_not_by_their_name() -> None:
    template = body(p("{{ 名 }}"), header=p("{{ 项目.名称 }}"), footer=p("{{ 名 }}"))
    renamed = edit(template, {})
    for old, new in (
        ("word/header1.xml", "word/页眉/h.xml"),
        ("word/footer1.xml", "word/bottom.xml"),
        ("word/document.xml", "word/main.xml"),
    ):
        renamed = rename(renamed, old, new)
    document = fill(renamed)
    assert [text_in(document, name) for name in ("word/main.xml", "word/页眉/h.xml", "word/bottom.xml")] == [
        "王小五",
        "香水村",
        "王小五",
    ]


def rename(package: bytes, old: str, new: str) -> bytes:
    """The package with one part called otherwise; whatever names it follows."""
    relations = {"word/document.xml": ("word/_rels/document.xml.rels", "word/_rels/main.xml.rels")}.get(old, ("", ""))
    target = BytesIO()
    with ZipFile(target, "w") as archive:
        for name, content in members(package).items():
            if name.endswith((".rels", "[Content_Types].xml")):
                for quoted in ('"/{}"', '"{}"'):
                    content = content.replace(quoted.format(old).encode(), quoted.format(new).encode())  # noqa: PLW2901
            archive.writestr({old: new, relations[0]: relations[1]}.get(name, name), content)
    return target.getvalue()
