"""The text of Word files, as a reader sees it and as the privacy guard must see it."""

from __future__ import annotations

from io import BytesIO
from typing import Any
from zipfile import ZipFile

from docx import Document
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls

from archivegen.render.office import extract_text

BOX = (
    f'<w:r {nsdecls("w")} xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" '
    'xmlns:v="urn:schemas-microsoft-com:vml" xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape">'
    "<mc:AlternateContent><mc:Choice Requires='wps'><wps:txbx><w:txbxContent>"
    "<w:p><w:r><w:t>框中字</w:t></w:r></w:p></w:txbxContent></wps:txbx></mc:Choice>"
    "<mc:Fallback><w:pict><v:textbox><w:txbxContent><w:p><w:r><w:t>框中字</w:t></w:r></w:p></w:txbxContent>"
    "</v:textbox></w:pict></mc:Fallback></mc:AlternateContent></w:r>"
)


def text_of(document: Any) -> str:
    target = BytesIO()
    document.save(target)
    return extract_text(target.getvalue(), ".docx")


def test_paragraphs_tables_and_headers_come_in_the_order_of_the_page() -> None:
    document = Document()
    document.sections[0].header.paragraphs[0].text = "页眉字"
    document.sections[0].footer.paragraphs[0].text = "页脚字"
    document.add_paragraph("第一段").add_run("接着")
    table = document.add_table(rows=2, cols=3)
    table.cell(0, 0).text, table.cell(0, 2).text = "姓名", "金额"
    table.cell(1, 0).text = "甲\n乙"
    table.cell(1, 1).add_paragraph("另段")
    document.add_paragraph("末段\t后")
    assert text_of(document) == (
        "第一段接着\n姓名\t\t金额\n甲\n乙\t另段\n末段\t后\n\n〔页眉〕\n页眉字\n\n〔页脚〕\n页脚字\n"
    )


def test_a_table_in_a_cell_stays_in_its_row() -> None:
    document = Document()
    cell = document.add_table(rows=1, cols=2).cell(0, 0)
    inner = cell.add_table(rows=2, cols=2)
    inner.cell(0, 0).text, inner.cell(1, 1).text = "内一", "内二"
    assert text_of(document).strip() == "内一 \t内二"


def test_a_text_box_is_read_once() -> None:
    document = Document()
    document.add_paragraph("框前")._p.append(parse_xml(BOX))
    document.add_paragraph("框后")
    assert text_of(document) == "框前\n框中字\n框后\n"


def test_content_controls_links_and_hidden_text_are_read_and_deleted_text_and_field_codes_are_not() -> None:
    document = Document()
    ns = nsdecls("w")
    paragraph = document.add_paragraph()._p
    for xml in (
        f"<w:sdt {ns}><w:sdtContent><w:r><w:t>控件</w:t></w:r></w:sdtContent></w:sdt>",
        f"<w:hyperlink {ns}><w:r><w:t>链接</w:t></w:r></w:hyperlink>",
        f"<w:r {ns}><w:rPr><w:vanish/></w:rPr><w:t>隐藏</w:t></w:r>",
        f"<w:ins {ns}><w:r><w:t>插入</w:t></w:r></w:ins>",
        f"<w:del {ns}><w:r><w:delText>删去</w:delText></w:r></w:del>",
        f"<w:r {ns}><w:instrText>PAGE</w:instrText></w:r>",
        f"<w:r {ns}><w:t>一</w:t><w:noBreakHyphen/><w:t>二</w:t></w:r>",
    ):
        paragraph.append(parse_xml(xml))
    block = parse_xml(f"<w:sdt {ns}><w:sdtContent><w:p><w:r><w:t>块</w:t></w:r></w:p></w:sdtContent></w:sdt>")
    document.element.body.insert(0, block)
    assert text_of(document) == "块\n控件链接隐藏插入一-二\n"


def test_notes_are_read_and_equal_headers_are_told_once() -> None:
    document = Document()
    for _ in range(2):
        section = document.add_section()
        section.header.is_linked_to_previous = False
        section.header.paragraphs[0].text = "同一页眉"
    target = BytesIO()
    document.save(target)
    note = f"<w:footnotes {nsdecls('w')}><w:footnote><w:p><w:r><w:t>脚注字</w:t></w:r></w:p></w:footnote></w:footnotes>"
    with ZipFile(target, "a") as archive:
        archive.writestr("word/footnotes.xml", note)
    text = extract_text(target.getvalue(), ".docx")
    assert text.count("同一页眉") == 1
    assert text.endswith("〔脚注〕\n脚注字\n")
