"""The look of a drawn .docx: elements, fonts, named styles, settings.

Everything is written from here rather than from python-docx's default file, which brings theme fonts (they win over
仿宋_GB2312 on a machine with another theme), forty Latin styles and its own author name.
Sizes: fonts in half-points, lengths in twips (1/1440 inch) as WordprocessingML wants them.
"""

from __future__ import annotations

from dataclasses import dataclass
from xml.etree import ElementTree as ET

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
XML = "http://www.w3.org/XML/1998/namespace"
ET.register_namespace("w", W)
ET.register_namespace("r", R)

FANGSONG, KAITI, HEITI, SONGTI, BIAOSONG = "仿宋_GB2312", "楷体_GB2312", "黑体", "宋体", "方正小标宋简体"
# What Word and WPS take where the official font is not installed: these come with every Chinese Windows.
_STAND_INS = {FANGSONG: "仿宋", KAITI: "楷体", HEITI: "SimHei", SONGTI: "SimSun", BIAOSONG: "宋体"}

BODY_PITCH = 579  # 28.95 pt: 22 lines on the 225 mm of GB/T 9704
TIGHT = -5  # 三号 is 15.75 pt: a quarter of a point less a character than Word's 16 puts 28 of them on the 156 mm
CHARACTER = 315  # a character of 三号 with that, in twips
TITLE_PITCH = 700


def tag_of(name: str) -> str:
    """The full name of a w: element or attribute."""
    return f"{{{W}}}{name}"


def twips(mm: float) -> int:
    """Millimetres to twips."""
    return round(mm * 1440 / 25.4)


def el(tag: str, *children: ET.Element, **attributes: str | int) -> ET.Element:
    """A w: element with its children and w: attributes."""
    node = ET.Element(f"{{{W}}}{tag}", {f"{{{W}}}{name}": str(value) for name, value in attributes.items()})
    node.extend(children)
    return node


def draw_text(text: str, tag: str = "t") -> ET.Element:
    """A w:t (or w:instrText) that keeps its spaces."""
    node = el(tag)
    node.text = text
    node.set(f"{{{XML}}}space", "preserve")
    return node


def fonts_of(font: str) -> ET.Element:
    """One font for all four scripts: digits in 仿宋 as county offices have them, and no way in for a theme font."""
    return el("rFonts", ascii=font, hAnsi=font, eastAsia=font, cs=font)


@dataclass(frozen=True)
class Style:
    """A named paragraph style: `size` half-points, `pitch` exact twips a line (0: as tall as what stands in it); `left`, `right`,
    `first` hundredths of a character, `tight` twips between the letters."""

    name: str
    font: str = FANGSONG
    size: int = 32
    pitch: int = BODY_PITCH
    align: str = "left"
    first: int = 0
    left: int = 0
    right: int = 0
    before: int = 0
    after: int = 0
    color: str = ""
    tight: int = 0
    keep: bool = False
    outline: int | None = None
    follow: str = ""


STYLES: dict[str, Style] = {
    "Title1": Style("标题-公文", BIAOSONG, 44, TITLE_PITCH, "center", keep=True, follow="Body"),
    "FormTitle": Style("标题-表单", BIAOSONG, 40, 600, "center", after=60, keep=True),
    "Mark": Style("版头标识", HEITI),
    "Letterhead": Style("发文机关标志", BIAOSONG, 72, 1000, "center", color="FF0000", keep=True),
    "LongLetterhead": Style("发文机关标志-长名称", BIAOSONG, 52, 800, "center", color="FF0000", keep=True),
    "Number": Style("发文字号", align="center", keep=True, after=BODY_PITCH),
    "Salutation": Style("主送", align="both", tight=TIGHT, follow="Body"),
    "Body": Style("正文-公文", align="both", first=200, tight=TIGHT),
    "Flush": Style("正文-顶格", align="both", tight=TIGHT),
    "Heading1": Style("一级标题", HEITI, align="both", first=200, tight=TIGHT, keep=True, outline=0, follow="Body"),
    "Heading2": Style("二级标题", KAITI, align="both", first=200, tight=TIGHT, keep=True, outline=1, follow="Body"),
    "Heading3": Style("三级标题", align="both", first=200, tight=TIGHT, keep=True, outline=2, follow="Body"),
    "Signature": Style("落款", align="center", tight=TIGHT),
    "Party": Style("签章栏", pitch=BODY_PITCH),
    "List1": Style("列表-一级", align="both", left=400, first=-200, tight=TIGHT),
    "List2": Style("列表-二级", align="both", left=600, first=-200, tight=TIGHT),
    "Attachment": Style("附件说明", align="both", tight=TIGHT),
    "CopiedTo": Style("抄送", size=28, pitch=480, align="both", first=-300, left=400, right=100),
    "Printed": Style("印发", size=28, pitch=480, left=100),
    "PrintedOn": Style("印发日期", size=28, pitch=480, align="right", right=100),
    "Annex": Style("附件标记", HEITI, keep=True, outline=0, follow="Title1"),
    "Caption": Style("表题", HEITI, 24, 440, "center", before=120, after=40, keep=True),
    "Picture": Style("图片", size=24, pitch=0, align="center", before=80, keep=True),
    "PictureTitle": Style("图题", HEITI, 24, 440, "center", before=40, after=120),
    "Subline": Style("表头说明", size=24, pitch=400, keep=True),
    "Note": Style("表注", size=21, pitch=320, align="both", before=60),
    "Head12": Style("表头", HEITI, 24, 360, "center"),
    "Text12": Style("表格文字", size=24, pitch=360),
    "Center12": Style("表格居中", size=24, pitch=360, align="center"),
    "Figure12": Style("表格数字", size=24, pitch=360, align="right"),
    "Head10": Style("表头-五号", HEITI, 21, 300, "center"),
    "Text10": Style("表格文字-五号", size=21, pitch=300),
    "Center10": Style("表格居中-五号", size=21, pitch=300, align="center"),
    "Figure10": Style("表格数字-五号", size=21, pitch=300, align="right"),
    # 四号: contracts and posted lists that old eyes must read, and boards.
    "ClauseTitle": Style("条款标题", HEITI, 28, 450, "both", first=200, before=60, keep=True, follow="Clause"),
    "Clause": Style("条款正文", size=28, pitch=450, align="both", first=200),
    "SmallClause": Style("条款正文-小四", size=24, pitch=380, align="both", first=200),
    "Head14": Style("表头-四号", HEITI, 28, 440, "center"),
    "Text14": Style("表格文字-四号", size=28, pitch=440),
    "Center14": Style("表格居中-四号", size=28, pitch=440, align="center"),
    "Figure14": Style("表格数字-四号", size=28, pitch=440, align="right"),
    "Head16": Style("表头-三号", HEITI, 32, 500, "center"),
    "Text16": Style("表格文字-三号", size=32, pitch=500),
    "Center16": Style("表格居中-三号", size=32, pitch=500, align="center"),
    "Figure16": Style("表格数字-三号", size=32, pitch=500, align="right"),
    "Footer": Style("页脚-页码", SONGTI, 28, 340),
    "CoverTitle": Style("封面标题", BIAOSONG, 72, 1100, "center", follow="CoverText"),
    "CoverText": Style("封面文字", KAITI, 36, 760, "center"),
    # Volumes: covers, the backs of boxes, stamps of 45 by 16 mm.
    "VolumeTitle": Style("案卷题名", BIAOSONG, 52, 800, "center"),
    "VolumeTitleLong": Style("案卷题名-长", BIAOSONG, 36, 560, "center"),
    "Spine26": Style("脊背题名-一号", BIAOSONG, 52, 720, "center"),
    "Spine22": Style("脊背题名-二号", BIAOSONG, 44, 600, "center"),
    "Spine16": Style("脊背题名-三号", BIAOSONG, 32, 440, "center"),
    "Spine12": Style("脊背题名-小四", BIAOSONG, 24, 320, "center"),
    "SpineCode": Style("脊背档号", SONGTI, 18, 240, "center"),
    "Stamp": Style("归档章", SONGTI, 18, 240, "center"),
    "StampCode": Style("归档章-档号", SONGTI, 15, 190, "center"),
    # 四号: long documents with chapters, 31 lines a page.
    "ReportBody": Style("正文-报告", size=28, pitch=440, align="both", first=200),
    "ReportFlush": Style("正文-报告顶格", size=28, pitch=440, align="both"),
    "ReportHeading1": Style("章标题", HEITI, 32, 560, before=240, after=120, keep=True, outline=0, follow="ReportBody"),
    "ReportHeading2": Style("节标题", HEITI, 28, 440, first=200, before=80, keep=True, outline=1, follow="ReportBody"),
    "ReportHeading3": Style("目标题", KAITI, 28, 440, first=200, keep=True, outline=2, follow="ReportBody"),
    "ReportList1": Style("报告列表-一级", size=28, pitch=440, align="both", left=400, first=-200),
    "ReportList2": Style("报告列表-二级", size=28, pitch=440, align="both", left=600, first=-200),
    "ReportContents": Style("目录条目-报告", size=28, pitch=500),
    "ContentsTitle": Style("目录标题", HEITI, 36, TITLE_PITCH, "center", after=200, keep=True),
    "Contents1": Style("目录条目"),
    # Small and grey: whoever edits the template sees that these lines are orders to the program and not text.
    "Tag": Style("模板语句", "宋体", 18, 240, color="7F7F7F"),
    "Tiny": Style("分隔", size=2, pitch=20),
}


REPORT_STYLES = {
    **{name: f"Report{name}" for name in ("Body", "Flush", "Heading1", "Heading2", "Heading3")},
    "Contents1": "ReportContents",
}
"""What stands for a style of letters in a report."""


def _style_node(key: str, style: Style) -> ET.Element:
    paragraph = el("pPr")
    if style.keep:
        paragraph.append(el("keepNext"))
    line = {"line": style.pitch or 240, "lineRule": "exact" if style.pitch else "auto"}
    paragraph.append(el("spacing", before=style.before, after=style.after, **line))
    if indent := _indent(style):
        paragraph.append(el("ind", **indent))
    paragraph.append(el("jc", val=style.align))
    if style.outline is not None:
        paragraph.append(el("outlineLvl", val=style.outline))
    letters = el("rPr", fonts_of(style.font))
    if style.color:
        letters.append(el("color", val=style.color))
    if style.tight:
        letters.append(el("spacing", val=style.tight))
    letters.extend((el("sz", val=style.size), el("szCs", val=style.size)))
    node = el(
        "style", el("name", val=style.name), el("basedOn", val="Normal"), type="paragraph", customStyle=1, styleId=key
    )
    if style.follow:
        node.append(el("next", val=style.follow))
    node.extend((el("qFormat"), paragraph, letters))
    return node


def _indent(style: Style) -> dict[str, str | int]:
    """Attributes of w:ind; a `first` below nothing hangs the later lines under it."""
    indent: dict[str, str | int] = {}
    for side, width in (("left", style.left), ("right", style.right)):
        if width:
            indent |= {f"{side}Chars": width, side: width * style.size // 10}
    if style.first:
        first = "firstLine" if style.first > 0 else "hanging"
        indent |= {f"{first}Chars": abs(style.first), first: abs(style.first) * style.size // 10}
    return indent


def draw_styles() -> ET.Element:
    # Latin text as English: marked as Chinese, an amount such as 123,456.78 may break in the middle.
    language = el("lang", val="en-US", eastAsia="zh-CN", bidi="ar-SA")
    letters = el("rPr", fonts_of(FANGSONG), el("kern", val=0), el("sz", val=32), el("szCs", val=32), language)
    defaults = el("docDefaults", el("rPrDefault", letters), el("pPrDefault", el("pPr")))
    # No widow control: 22 lines a page. No grid: a font with tall lines would take two pitches.
    # Word's own default for punctuation, written out: LibreOffice 7 takes it the wrong way round and then hangs no comma over the
    # edge; without it some of those that it hangs over a justified line are missing from the PDF.
    plain = el("pPr", el("widowControl", val=0), el("overflowPunct", val=1), el("snapToGrid", val=0))
    normal = el("style", el("name", val="Normal"), el("qFormat"), plain, type="paragraph", default=1, styleId="Normal")
    margins = el(
        "tblCellMar",
        *(el(side, w=w, type="dxa") for side, w in (("top", 0), ("left", 108), ("bottom", 0), ("right", 108))),
    )
    table = el(
        "style", el("name", val="Normal Table"), el("uiPriority", val=99), el("semiHidden"), el("unhideWhenUsed"),
        el("tblPr", el("tblInd", w=0, type="dxa"), margins), type="table", default=1, styleId="TableNormal",
    )  # fmt: skip
    return el("styles", defaults, normal, table, *(_style_node(key, style) for key, style in STYLES.items()))


def draw_font_table() -> ET.Element:
    return el(
        "fonts",
        *(
            el(
                "font",
                el("altName", val=other),
                el("charset", val="86"),
                el("family", val="auto"),
                el("pitch", val="default"),
                name=name,
            )
            for name, other in _STAND_INS.items()
        ),
    )


def draw_settings(*, mirrored: bool) -> ET.Element:
    node = el("settings", el("zoom", percent=100), el("defaultTabStop", val=420))
    if mirrored:
        node.append(el("evenAndOddHeaders"))
    node.append(el("characterSpacingControl", val="compressPunctuation"))
    mode = el("compatSetting", name="compatibilityMode", uri="http://schemas.microsoft.com/office/word", val=15)
    node.append(el("compat", el("useFELayout"), mode))
    node.append(el("themeFontLang", val="en-US", eastAsia="zh-CN"))
    return node
