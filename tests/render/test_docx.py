"""Word papers filled from templates that are built on the spot, as an office would draw them."""

from __future__ import annotations

import re
import struct
import zlib
from collections.abc import Callable
from datetime import date
from decimal import Decimal
from io import BytesIO
from typing import Any
from zipfile import ZipFile

import pytest
from docx import Document
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls

from archivegen.errors import ExitCode, TemplateError
from archivegen.render.docx import docx_words, render_docx
from archivegen.render.office import extract_text

WORDS: dict[str, Any] = {
    "项目": {"名称": "香水村产业道路", "法人": "香水村村民委员会", "开工": date(2026, 3, 5), "竣工": ""},
    "发放": {
        "明细": [
            {"姓名": "𠮷野", "天数": Decimal("22.50"), "实发": Decimal("5850.00")},
            {"姓名": "甲&乙<丙>", "天数": Decimal("18.0"), "实发": Decimal("3888.00")},
        ],
        "合计": Decimal("9738.00"),
    },
    "备注": "",
}


def build(draw: Callable[[Any], object]) -> bytes:
    document = Document()
    draw(document)
    target = BytesIO()
    document.save(target)
    return target.getvalue()


def lines(*texts: str) -> bytes:
    return build(lambda document: [document.add_paragraph(text) for text in texts])


def table(*rows: tuple[str, ...]) -> bytes:
    def draw(document: Any) -> None:
        drawn = document.add_table(rows=len(rows), cols=max(map(len, rows)))
        for row, texts in zip(drawn.rows, rows, strict=True):
            for cell, text in zip(row.cells, texts, strict=False):
                cell.text = text

    return build(draw)


def text_of(template: bytes, **words: Any) -> str:
    return extract_text(render_docx(template, {**WORDS, **words}, name="C11.docx"), ".docx").rstrip("\n")


def failure(template: bytes, **words: Any) -> str:
    with pytest.raises(TemplateError) as caught:
        render_docx(template, {**WORDS, **words}, name="C11-用工合同.docx")
    assert caught.value.exit_code is ExitCode.TEMPLATE
    return str(caught.value)


def member(document: bytes, name: str) -> str:
    with ZipFile(BytesIO(document)) as archive:
        return archive.read(name).decode()


def test_words_are_filled_in_wherever_they_stand() -> None:
    def draw(document: Any) -> None:
        document.sections[0].header.paragraphs[0].text = "{{ 项目.名称 }}"
        document.sections[0].footer.paragraphs[0].text = "编号 {{ 键 }}"
        paragraph = document.add_paragraph("发包人：")
        for piece in ("{{ 项目", ".法", "人 }}", "（盖章）"):
            paragraph.add_run(piece).bold = True
        document.add_paragraph("自 {{ 项目.开工|中文日期 }} 起，合计 {{ 发放.合计|大写 }}（{{ 发放.合计|元 }} 元）")
        document.add_paragraph("竣工 {{ 项目.竣工|中文日期 }}")

    assert text_of(build(draw), 键="C11@001") == (
        "发包人：香水村村民委员会（盖章）\n自 2026年3月5日 起，合计 玖仟柒佰叁拾捌元整（9,738.00 元）\n竣工 　　年　　月　　日"
        "\n\n〔页眉〕\n香水村产业道路\n\n〔页脚〕\n编号 C11@001"
    )


def test_rows_paragraphs_and_conditions() -> None:
    template = table(
        ("姓名", "天数", "实发"),
        ("{%tr for 人 in 发放.明细 %}",),
        ("{{ 人.姓名 }}", "{{ 人.天数|天数 }}", "{{ 人.实发|元 }}"),
        ("{%tr endfor %}",),
        ("合计", "", "{{ 发放.明细|sum(attribute='实发')|元 }}"),
    )
    assert text_of(template) == "姓名\t天数\t实发\n𠮷野\t22.5\t5,850.00\n甲&乙<丙>\t18\t3,888.00\n合计\t\t9,738.00"
    assert text_of(lines("前", "{%p if 备注 %}", "备注：{{ 备注 }}", "{%p endif %}", "后")) == "前\n后"
    assert (
        text_of(lines("{%p for 人 in 发放.明细 %}", "{{ loop.index|序号 }}、{{ 人.姓名 }}", "{%p endfor %}"))
        == "一、𠮷野\n二、甲&乙<丙>"
    )


@pytest.mark.parametrize(
    "value", ["甲&乙<丙>", "𠮷野", '=HYPERLINK("http://x")', "名" * 60, "{{ 项目.名称 }}", "{_{", "]]>", "&amp;"]
)
def test_every_value_survives_as_it_is(value: str) -> None:
    assert text_of(lines("甲方 {{ 值 }} 乙方"), 值=value) == f"甲方 {value} 乙方"
    assert text_of(table(("{{ 值 }}", "R & D")), 值=value) == f"{value}\tR & D"


def test_lines_become_line_breaks_and_control_characters_are_dropped() -> None:
    document = render_docx(lines("备注：{{ 备注 }}"), {"备注": "一\n二\r\n三\x07\x0c四\x0b五\t六"}, name="x.docx")
    assert extract_text(document, ".docx") == "备注：一\n二\n三四\n五\t六\n"
    body = member(document, "word/document.xml")
    assert body.count("<w:br/>") == 3
    assert len(re.findall("<w:p[ >]", body)) == 1


def test_typographic_quotes_inside_a_tag_mean_plain_ones() -> None:
    assert text_of(lines("{% if 项目.名称 == “香水村产业道路” %}是{% endif %}“引文”")) == "是“引文”"


def test_the_same_facts_give_the_same_bytes() -> None:
    template = lines("{{ 项目.名称 }}")
    assert render_docx(template, WORDS, name="甲.docx") == render_docx(
        bytes(bytearray(template)), dict(WORDS), name="甲.docx"
    )


def test_papers_of_one_template_do_not_mix() -> None:
    template = table(("{%tr for 人 in 发放.明细 %}",), ("{{ 人.姓名 }}{{ 备注 }}",), ("{%tr endfor %}",))
    first = [text_of(template, 备注=str(number)) for number in range(3)]
    assert first == [f"𠮷野{number}\n甲&乙<丙>{number}" for number in range(3)]


def test_titles_and_authors_are_plain_text() -> None:
    def draw(document: Any) -> None:
        document.core_properties.title = "{{ 项目.名称 }}（{{ 值 }}）"
        document.core_properties.author = "不变"

    core = Document(BytesIO(render_docx(build(draw), {**WORDS, "值": "甲&乙" * 200}, name="x.docx"))).core_properties
    assert core.title.startswith("香水村产业道路（甲&乙甲&乙")
    assert len(core.title) == 255
    assert core.author == "不变"


def test_footnotes_are_filled() -> None:
    note = f"<w:footnotes {nsdecls('w')}><w:footnote w:id='2'><w:p><w:r><w:t>{{{{ 项目.名称 }}}}</w:t></w:r></w:p></w:footnote></w:footnotes>"
    kind = "application/vnd.openxmlformats-officedocument.wordprocessingml.footnotes+xml"
    target = BytesIO()
    with ZipFile(BytesIO(lines("正文"))) as source, ZipFile(target, "w") as changed:
        for name in source.namelist():
            content = source.read(name).decode("utf-8", "surrogateescape")
            if name == "[Content_Types].xml":
                content = content.replace(
                    "</Types>", f'<Override PartName="/word/footnotes.xml" ContentType="{kind}"/></Types>'
                )
            if name == "word/_rels/document.xml.rels":
                relation = (
                    '<Relationship Id="rId99" Target="footnotes.xml" Type="http://schemas.openxmlformats.org/officeDocument/'
                    '2006/relationships/footnotes"/></Relationships>'
                )
                content = content.replace("</Relationships>", relation)
            changed.writestr(name, content.encode("utf-8", "surrogateescape"))
        changed.writestr("word/footnotes.xml", note)
    assert text_of(target.getvalue()).endswith("〔脚注〕\n香水村产业道路")
    assert "项目.名称" in docx_words(target.getvalue(), name="x.docx")


def test_text_boxes_are_filled() -> None:
    box = (
        f'<w:r {nsdecls("w")} xmlns:v="urn:schemas-microsoft-com:vml"><w:pict><v:shape><v:textbox><w:txbxContent>'
        "<w:p><w:r><w:t>{{ 项目.名称 }}</w:t></w:r></w:p></w:txbxContent></v:textbox></v:shape></w:pict></w:r>"
    )
    assert (
        text_of(build(lambda document: document.add_paragraph("框")._p.append(parse_xml(box)))) == "框\n香水村产业道路"
    )


def test_pictures_in_a_loop_have_numbers_of_their_own() -> None:
    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    header = struct.pack(">IIBBBBB", 1, 1, 8, 0, 0, 0, 0)
    pixel = b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", zlib.compress(b"\0\0")) + chunk(b"IEND", b"")

    def draw(document: Any) -> None:
        document.add_paragraph("{%p for 人 in 发放.明细 %}")
        document.add_picture(BytesIO(pixel))
        document.add_paragraph("{%p endfor %}")

    body = member(render_docx(build(draw), WORDS, name="x.docx"), "word/document.xml")
    numbers = re.findall(r'<wp:docPr id="(\d+)"', body)
    assert len(numbers) == len(set(numbers)) == 2


def test_what_word_refuses_to_open_is_mended() -> None:
    def draw(document: Any) -> None:
        cell = document.add_table(rows=1, cols=2).cell(0, 0)
        cell.paragraphs[0].text = "{%p if 备注 %}"
        cell.add_paragraph("{{ 备注 }}")
        cell.add_paragraph("{%p endif %}")

    body = member(render_docx(build(draw), WORDS, name="x.docx"), "word/document.xml")
    assert not re.search(r"(</w:tcPr>|<w:tc>)\s*</w:tc>", body)
    rowless = table(("{%tr for 人 in 发放.没人 %}",), ("{{ 人 }}",), ("{%tr endfor %}",))
    body = member(render_docx(rowless, {"发放": {"没人": []}}, name="x.docx"), "word/document.xml")
    assert "<w:tbl>" not in body


def test_the_words_of_a_template_are_known() -> None:
    template = table(
        ("{%tr for 人 in 发放.明细 %}",), ("{{ 人.姓名 }}",), ("{%tr endfor %}",), ("{{ 项目.名称|默认('无') }}",)
    )
    assert docx_words(template, name="x.docx") == {"发放.明细", "发放.明细[].姓名", "项目.名称"}


@pytest.mark.parametrize(
    ("template", "near", "why"),
    [
        (
            lines("一", "发包人：{{ 项目.法仁 }}（盖章）", "三"),
            "“发包人：{{ 项目.法仁 }}（盖章）”",
            "最接近的是“项目.法人”",
        ),
        (lines("{{ 项目名称 }}"), "“{{ 项目名称 }}”", "最接近的是“项目.名称”"),
        (
            lines("好", "合计 {{ 发放.合计|大学 }}"),
            "“合计 {{ 发放.合计|大学 }}”",
            "没有“大学”这个过滤器，最接近的是“大写”",
        ),
        (lines("合计 {{ 项目.名称|元 }}"), "“合计 {{ 项目.名称|元 }}”", "只能用在数字上，现为“香水村产业道路”"),
        (lines("{{ 项目.名称｜大写 }}"), "“{{ 项目.名称｜大写 }}”", "只能用在数字上，现为“香水村产业道路”"),
        (lines("{{ 项目 }}"), "“{{ 项目 }}”", "可以选：名称、法人"),
        (lines("甲", "{%p if 备注 %}", "乙"), "if 备注", "“if”没有结束，后面少了 endif"),
        (
            table(("{%tr for 人 in 发放.明细 %}",), ("{{ 人.性名 }}",), ("{%tr endfor %}",)),
            "“{{ 人.性名 }}",
            "最接近的是“发放.明细[].姓名”",
        ),
        (table(("{{ 人.姓名 }}{%tr endfor %}",)), "第 1 个表格第 1 行第 1 格“{{ 人.姓名 }}", "前面少了开头的标签"),
        (lines("{{ ''.__class__ }}"), "__class__", "这里不能取“__class__”"),
        (lines("{% include 'x' %}"), "include", "模板里不能用 include"),
        (lines("长" * 100 + "{{ 没有 }}"), "“" + "长" * 60 + "…”", "没有“没有”这个词"),
    ],
)
def test_a_mistake_names_template_place_and_word(template: bytes, near: str, why: str) -> None:
    message = failure(template)
    assert message.startswith("模板 C11-用工合同.docx ")
    assert near in message
    assert why in message


def test_a_mistake_in_the_header_or_the_title_is_found_too() -> None:
    def header(document: Any) -> None:
        document.sections[0].header.paragraphs[0].text = "{{ 项目.名子 }}"

    def title(document: Any) -> None:
        document.core_properties.title = "{{ 项目.名子 }}"

    for draw in (header, title):
        assert "没有“项目.名子”这个词，最接近的是“项目.名称”" in failure(build(draw))


def test_tags_that_tear_a_table_apart_are_told() -> None:
    def draw(document: Any) -> None:
        document.add_table(rows=1, cols=1).cell(0, 0).text = "{% if 备注 %}"
        document.add_paragraph("{% endif %}")

    assert "成对" in failure(build(draw))


@pytest.mark.parametrize("content", [b"", b"<html></html>", b"PK\x03\x04", lines("甲")[:200]])
def test_what_is_no_word_file_is_said_so(content: bytes) -> None:
    assert (
        failure(content)
        == "模板 C11-用工合同.docx 打不开，不是完好的 Word 或 Excel 文件，请用 Word、Excel 或 WPS 另存一份"
    )


def test_full_width_braces_and_bars_mean_plain_ones() -> None:
    assert text_of(lines("项目：｛｛ 项目.名称 ｝｝", "合计：{{ 发放.合计｜大写（“人民币”） }}")) == (
        "项目：香水村产业道路\n合计：人民币玖仟柒佰叁拾捌元整"
    )
    assert text_of(lines("｛％ if 备注 ％｝有｛％ else ％｝无｛％ endif ％｝")) == "无"


def test_a_loop_may_stand_inside_its_data_row() -> None:
    in_one_cell = table(("姓名",), ("{%tr for 人 in 发放.明细 %}{{ 人.姓名 }}{%tr endfor %}",))
    over_cells = table(("姓名", "天数"), ("{% for 人 in 发放.明细 %}{{ 人.姓名 }}", "{{ 人.天数|天数 }}{% endfor %}"))
    assert text_of(in_one_cell) == "姓名\n𠮷野\n甲&乙<丙>"
    assert text_of(over_cells) == "姓名\t天数\n𠮷野\t22.5\n甲&乙<丙>\t18"
