"""One house style over all templates: letters by GB/T 9704-2012, forms and tables by the house; each breach is a sentence."""

from __future__ import annotations

import io
import subprocess
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pypdf
import pypdfium2
import pytest
from lxml import etree

from archivegen.pack.load import built_in_pack
from tests.pdf_pages import convert_all
from tools.drafting.word import Paper

PACK = built_in_pack()
WORD = sorted(PACK.glob("docx/*.docx"))
W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
PER_MM = 1440 / 25.4

FONTS = {"仿宋_GB2312", "楷体_GB2312", "黑体", "宋体", "方正小标宋简体"}
MARGINS = {
    # kind of page: width, height, top, right, bottom, left, footer in mm
    "公文": (210, 297, 37, 26, 35, 28, 25),
    "公文横排": (297, 210, 28, 36, 26, 36, 15),
    "表单": (210, 297, 20, 20, 20, 25, 12),
    "表单横排": (297, 210, 25, 20, 20, 20, 12),
    "报告": (210, 297, 28, 26, 25, 28, 15),
    "报告横排": (297, 210, 24, 25, 20, 28, 12),
    "公示牌": (420, 297, 18, 18, 18, 18, 12),
    "裁切": (210, 297, 14, 12, 14, 12, 6),
}
BOARDS = {"C07-项目公示牌"}
"""Hang on a wall in A3; nothing else is anything but A4."""
WITHOUT_FOOTER = {"E09-案卷封面"}
"""The cover of a volume bears no page number and comes back from nobody (GB/T 11822-2008)."""
AS_TALL_AS_NEEDED = {"图片"}
"""A line of a fixed height would cut a chart down to that height."""
RUN_FONTS = {"黑体", "楷体_GB2312"}
"""Lead-in words inside a paragraph: 黑体 for 时间、地点 of minutes, 楷体 for （一） that runs into its text and for 签发人."""
TABLES_WITHOUT_HEAD = {
    "公示记录表": "the photos of each place stand in a form of their own",
    "C13-上岗证": "cards that are cut apart, each says itself what it is",
    "E09-归档章": "stamps that are cut apart",
}
"""Tables with repeated rows that need no head, and why."""

STANDARD = {
    # style: font, half-points, twips a line, alignment, first line in hundredths of a character (GB/T 9704, 7.2–7.5)
    "标题-公文": ("方正小标宋简体", 44, 700, "center", 0),
    "发文机关标志": ("方正小标宋简体", 72, 1000, "center", 0),
    "版头标识": ("黑体", 32, 579, "left", 0),
    "发文字号": ("仿宋_GB2312", 32, 579, "center", 0),
    "主送": ("仿宋_GB2312", 32, 579, "both", 0),
    "正文-公文": ("仿宋_GB2312", 32, 579, "both", 200),
    "一级标题": ("黑体", 32, 579, "both", 200),
    "二级标题": ("楷体_GB2312", 32, 579, "both", 200),
    "三级标题": ("仿宋_GB2312", 32, 579, "both", 200),
    "附件说明": ("仿宋_GB2312", 32, 579, "both", 0),
    "附件标记": ("黑体", 32, 579, "left", 0),
    "落款": ("仿宋_GB2312", 32, 579, "center", 0),
    "抄送": ("仿宋_GB2312", 28, 480, "both", -300),
    "印发": ("仿宋_GB2312", 28, 480, "left", 0),
    "页脚-页码": ("宋体", 28, 340, "left", 0),
    # long documents with chapters: 四号
    "正文-报告": ("仿宋_GB2312", 28, 440, "both", 200),
    "章标题": ("黑体", 32, 560, "left", 0),
    "节标题": ("黑体", 28, 440, "left", 200),
    "报告列表-一级": ("仿宋_GB2312", 28, 440, "both", -200),
    "报告列表-二级": ("仿宋_GB2312", 28, 440, "both", -200),
    # forms and tables: 小四 or 五号, 四号 where old eyes read, 三号 on boards
    "标题-表单": ("方正小标宋简体", 40, 600, "center", 0),
    "表头": ("黑体", 24, 360, "center", 0),
    "表格文字": ("仿宋_GB2312", 24, 360, "left", 0),
    "表格数字": ("仿宋_GB2312", 24, 360, "right", 0),
    "表头-五号": ("黑体", 21, 300, "center", 0),
    "表格文字-五号": ("仿宋_GB2312", 21, 300, "left", 0),
}


def read(package: bytes, member: str):
    with zipfile.ZipFile(io.BytesIO(package)) as archive:
        return etree.fromstring(archive.read(member))


def value(node, path: str, attribute: str = "val") -> str:
    found = node.find("/".join(W + step for step in path.split("/"))) if node is not None else None
    return "" if found is None else found.get(W + attribute, "")


def words_of(node) -> str:
    return "".join(text.text or "" for text in node.iter(W + "t"))


# ---- Word: sections -------------------------------------------------------------------------------------------------


def find_page_faults(name: str, package: bytes) -> Iterator[str]:
    for number, section in enumerate(read(package, "word/document.xml").iter(W + "sectPr"), 1):
        size, margin = section.find(W + "pgSz"), section.find(W + "pgMar")
        sides = [margin.get(W + side) for side in ("top", "right", "bottom", "left", "footer")]
        drawn = tuple(round(int(length) / PER_MM) for length in (size.get(W + "w"), size.get(W + "h"), *sides))
        known = [kind for kind, page in MARGINS.items() if page == drawn and (kind != "公示牌" or name in BOARDS)]
        if not known:
            yield f"{name} 第 {number} 节的纸张和页边距（宽、高、上、右、下、左、页脚，毫米）是 {drawn}，不是公文、表单、报告或裁切用纸的一种"
        if (size.get(W + "orient") == "landscape") != (drawn[0] > drawn[1]):
            yield f"{name} 第 {number} 节的纸张方向与宽高不符，打印机会放错纸"


def find_footer_faults(name: str, package: bytes) -> Iterator[str]:
    with zipfile.ZipFile(io.BytesIO(package)) as archive:
        footers = [member for member in archive.namelist() if member.startswith("word/footer")]
    for member in footers:
        footer = read(package, member)
        if "{{ 材料.键 }}" not in words_of(footer):
            yield f"{name} 的 {member} 没有材料的键，扫描件回来认不出是哪一份"
        if not any("PAGE" in (code.text or "") for code in footer.iter(W + "instrText")):
            yield f"{name} 的 {member} 没有页码"
    if not footers and name not in WITHOUT_FOOTER:
        yield f"{name} 没有页脚"


# ---- Word: styles ---------------------------------------------------------------------------------------------------


def list_styles(package: bytes) -> dict[str, etree._Element]:
    styles = read(package, "word/styles.xml").iter(W + "style")
    return {style.get(W + "styleId"): style for style in styles if style.get(W + "type") == "paragraph"}


def find_style_faults(name: str, package: bytes) -> Iterator[str]:
    for style in list_styles(package).values():
        called = value(style, "name")
        if called == "Normal":
            continue
        fonts = style.find(f"{W}rPr/{W}rFonts")
        if set(fonts.attrib.values()) - FONTS:
            yield f"{name} 的样式“{called}”用了许可以外的字体 {set(fonts.attrib.values()) - FONTS}"
        if value(style, "pPr/spacing", "lineRule") != "exact" and called not in AS_TALL_AS_NEEDED:
            yield f"{name} 的样式“{called}”行距不是固定值，换了字体一页就不再是 22 行"
    by_name = {value(style, "name"): style for style in list_styles(package).values()}
    for called, (font, size, pitch, align, first) in STANDARD.items():
        style = by_name[called]
        indent = int(value(style, "pPr/ind", "firstLineChars") or -int(value(style, "pPr/ind", "hangingChars") or 0))
        drawn = (
            value(style, "rPr/rFonts", "eastAsia"),
            int(value(style, "rPr/sz")),
            int(value(style, "pPr/spacing", "line")),
            value(style, "pPr/jc"),
            indent,
        )
        if drawn != (font, size, pitch, align, first):
            yield f"{name} 的样式“{called}”（字体、半磅、行距、对齐、首行）是 {drawn}，应为 {(font, size, pitch, align, first)}"


def find_paragraph_faults(name: str, package: bytes) -> Iterator[str]:
    styles = list_styles(package)
    for paragraph in read(package, "word/document.xml").iter(W + "p"):
        said = words_of(paragraph)[:20]
        if value(paragraph, "pPr/pStyle") not in set(styles) - {"Normal"}:
            yield f"{name} 的段落“{said}”没有用样式，改样式时改不到它"
        line, rule = value(paragraph, "pPr/spacing", "line"), value(paragraph, "pPr/spacing", "lineRule")
        if line and rule != "exact" and "|图片(" not in words_of(paragraph):  # an exact line would cut the picture off
            yield f"{name} 的段落“{said}”行距不是固定值"
        for run in paragraph.iter(W + "r"):
            font, size = value(run, "rPr/rFonts", "eastAsia"), value(run, "rPr/sz")
            if font and font not in RUN_FONTS:
                yield f"{name} 的文字“{words_of(run)[:20]}”直接设了字体 {font}，应改用样式"
            if size:
                yield f"{name} 的文字“{words_of(run)[:20]}”直接设了字号 {size}，应改用样式"


# ---- Word: tables ---------------------------------------------------------------------------------------------------


def list_tables(package: bytes) -> Iterator[tuple[etree._Element, int]]:
    """Each table with the width of the text around it, in twips."""
    body = read(package, "word/document.xml").find(W + "body")
    waiting: list[etree._Element] = []
    for block in body:
        if block.tag == W + "tbl":
            waiting.append(block)
        for section in block.iter(W + "sectPr"):
            size, margin = section.find(W + "pgSz"), section.find(W + "pgMar")
            width = int(size.get(W + "w")) - int(margin.get(W + "left")) - int(margin.get(W + "right"))
            yield from ((table, width) for table in waiting)
            waiting = []


def find_table_faults(name: str, package: bytes) -> Iterator[str]:
    for number, (table, room) in enumerate(list_tables(package), 1):
        where = f"{name} 第 {number} 个表格“{words_of(table)[:16]}”"
        grid = [int(column.get(W + "w")) for column in table.findall(f"{W}tblGrid/{W}gridCol")]
        if sum(grid) > room + 2:
            yield f"{where}宽 {sum(grid) / PER_MM:.0f} 毫米，超出版心 {room / PER_MM:.0f} 毫米"
        if value(table, "tblPr/tblLayout", "type") != "fixed":
            yield f"{where}不是固定列宽，内容长了会变形"
        rows = table.findall(W + "tr")
        for row in rows:
            yield from _find_row_faults(where, row, grid)
        yield from _find_head_faults(where, rows, needs_head=name not in TABLES_WITHOUT_HEAD)


def _find_row_faults(where: str, row, grid: list[int]) -> Iterator[str]:
    said, column = words_of(row)[:16], 0
    if row.find(f"{W}trPr/{W}cantSplit") is None:
        yield f"{where}的行“{said}”允许跨页断开"
    for cell in row.findall(W + "tc"):
        span = int(value(cell, "tcPr/gridSpan") or 1)
        if int(value(cell, "tcPr/tcW", "w")) != sum(grid[column : column + span]):
            yield f"{where}的行“{said}”单元格宽与列宽不一致，WPS 和 Word 会排成两样"
        column += span
    if column != len(grid):
        yield f"{where}的行“{said}”有 {column} 列，表格有 {len(grid)} 列"


def _find_head_faults(where: str, rows, *, needs_head: bool) -> Iterator[str]:
    heads = [row for row in rows if row.find(f"{W}trPr/{W}tblHeader") is not None]
    if heads != rows[: len(heads)]:
        yield f"{where}的重复表头不在最前，Word 不会重复它"
    looped = [row for row in rows if words_of(row).startswith("{%tr for")]
    if looped and not heads and needs_head and not _is_form(rows):
        yield f"{where}会长过一页，却没有每页重复的表头"


def _is_form(rows) -> bool:
    """Rows of label and value: each row says itself what it is.  The head of a list is labels only."""
    for row in rows:
        styles = [value(cell, "p/pPr/pStyle") for cell in row.findall(W + "tc")]
        if len(styles) > 1:
            return styles[0].startswith("Head") and not all(style.startswith("Head") for style in styles)
    return False


CHECKS = (find_page_faults, find_footer_faults, find_style_faults, find_paragraph_faults, find_table_faults)


@pytest.mark.parametrize("path", WORD, ids=lambda path: path.stem)
def test_word_templates_keep_the_house_style(path: Path):
    package = path.read_bytes()
    assert not [fault for check in CHECKS for fault in check(path.stem, package)]


def test_all_word_templates_have_one_set_of_styles():
    sets = {zipfile.ZipFile(path).read("word/styles.xml") for path in WORD}
    assert len(sets) == 1, "模板的样式表不是同一套：改了一份，别的还是旧样子"


def test_the_core_of_a_letter_is_156_by_225_mm_with_22_lines_of_28_characters():
    _, _, top, right, bottom, left, footer = MARGINS["公文"]
    assert (210 - left - right, 297 - top - bottom) == (156, 225)
    body = next(style for style in list_styles(WORD[0].read_bytes()).values() if value(style, "name") == "正文-公文")
    points = 72 / 25.4
    character = int(value(body, "rPr/sz")) / 2 + int(value(body, "rPr/spacing")) / 20
    pitch = int(value(body, "pPr/spacing", "line")) / 20
    assert 156 * points // character == 28, "每行不是 28 字"
    assert 225 * points // pitch == 22, "每页不是 22 行"
    dash = (
        bottom - footer - 340 / 20 / 2 / points
    )  # the middle of the footer's line, which stands `footer` from the edge
    assert abs(dash - 7) < 1, "页码的一字线不在版心下边缘之下 7 毫米"


def test_a_page_holds_616_characters_and_no_more(tmp_path):
    """Laid out by LibreOffice: 22 lines of 28 characters fill a page; one more begins another."""
    for count in (22 * 28, 22 * 28 + 1):
        paper = Paper("letter")
        paper.flush("国" * count)
        paper.save(tmp_path / f"{count}.docx")
    profile = f"-env:UserInstallation={(tmp_path / 'office').as_uri()}"
    command = ["soffice", profile, "--headless", "--convert-to", "pdf", "--outdir", tmp_path]
    subprocess.run([*command, *sorted(tmp_path.glob("*.docx"))], check=True, capture_output=True, timeout=200)
    assert [len(pypdf.PdfReader(tmp_path / f"{count}.pdf").pages) for count in (616, 617)] == [1, 2]


def test_a_comma_behind_a_full_line_is_printed(tmp_path):
    """LibreOffice lost the comma that hangs behind 28 characters when they filled their line to the last twip."""
    paper = Paper("letter")
    for length in range(5, 29):
        paper.flush(*("国" * length + "，" for _ in range(28)))
        paper.text(*("国" * length + "，" for _ in range(28)))
    paper.save(tmp_path / "逗号.docx")
    made = convert_all([tmp_path / "逗号.docx"], tmp_path / "pdf")[tmp_path / "逗号.docx"]
    document = pypdfium2.PdfDocument(made)
    printed = "".join(page.get_textpage().get_text_range() for page in document)
    document.close()
    assert printed.count("，") == 24 * 2 * 28


def spoil(package: bytes, member: str, old: str, new: str) -> bytes:
    target = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(package)) as source, zipfile.ZipFile(target, "w") as archive:
        for name in source.namelist():
            content = source.read(name)
            if name == member:
                changed = content.decode().replace(old, new)
                assert changed != content.decode(), f"nothing to spoil: {old}"
                content = changed.encode()
            archive.writestr(name, content)
    return target.getvalue()


@pytest.mark.parametrize(
    ("member", "old", "new", "said"),
    [
        ("word/document.xml", 'w:top="2098"', 'w:top="1440"', "页边距"),
        ("word/footer1.xml", "材料.键", "材料.题名", "没有材料的键"),
        ("word/footer1.xml", "PAGE", "DATE", "没有页码"),
        ("word/styles.xml", 'w:eastAsia="楷体_GB2312"', 'w:eastAsia="微软雅黑"', "许可以外的字体"),
        ("word/styles.xml", 'w:lineRule="exact"', 'w:lineRule="atLeast"', "行距不是固定值"),
        ("word/styles.xml", '<w:sz w:val="32"', '<w:sz w:val="28"', "应为"),
        ("word/document.xml", '<w:pStyle w:val="Body" />', "", "没有用样式"),
        ("word/document.xml", "<w:r><w:t", '<w:r><w:rPr><w:sz w:val="30" /></w:rPr><w:t', "直接设了字号"),
        ("word/document.xml", "<w:cantSplit />", "", "跨页断开"),
        ("word/document.xml", "<w:tblHeader />", "", "没有每页重复的表头"),
        ("word/document.xml", '<w:gridCol w:w="', '<w:gridCol w:w="1', "超出版心"),
        ("word/document.xml", '<w:tcW w:w="', '<w:tcW w:w="1', "单元格宽与列宽不一致"),
    ],
)
def test_a_spoiled_word_template_is_told(member, old, new, said):
    package = spoil((PACK / "docx/D01-自验报告.docx").read_bytes(), member, old, new)
    assert said in "\n".join(fault for check in CHECKS for fault in check("D01-自验报告", package))
