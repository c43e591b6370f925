"""Text of a drawn paper: runs, paragraphs, and the small template phrases (`blank`, `day`, `tick`) of all papers."""

from __future__ import annotations

import re
from dataclasses import dataclass
from xml.etree import ElementTree as ET

from .word_styles import HEITI, KAITI, draw_text, el, fonts_of, tag_of

_BLANK_DATE = "　　年　　月　　日"
_BLOCK_TAG = re.compile(r"\{%(p|tr) ")
_TAG = re.compile(r"\{\{.*?\}\}|\{%.*?%\}", re.DOTALL)


@dataclass(frozen=True)
class Run:
    """A piece of text with letters of its own. A template tag lies in one run from end to end."""

    text: str
    font: str = ""
    bold: bool = False
    underline: bool = False
    size: int = 0


Segment = str | Run
Content = Segment | tuple[Segment, ...]


def bold(text: str) -> Run:
    """Bold letters."""
    return Run(text, bold=True)


def under(text: str) -> Run:
    """Underlined letters, for a filled blank in a contract."""
    return Run(text, underline=True)


def hei(text: str) -> Run:
    """黑体, for a lead-in word."""
    return Run(text, font=HEITI)


def kai(text: str) -> Run:
    """楷体, for a second-level heading that runs into its text: text(kai("（一）岗位设置。"), "……")."""
    return Run(text, font=KAITI)


def blank(expr: str, width: int = 8) -> str:
    """The fact, or a line of `width` underscores to write on when the fact is not known: blank("项目.批复文号")."""
    return f'{{{{ {_bracketed(expr)} or "{"_" * width}" }}}}'


def day(expr: str) -> str:
    """The date as 2026年3月5日, or the empty frame “年 月 日” for a pen: day("验收.日期")."""
    return f'{{{{ {_bracketed(expr)}|中文日期 or "{_BLANK_DATE}" }}}}'


def tick(expr: str, label: str) -> str:
    """A box that is ticked when the expression holds: tick('要素.结论 == "已取得"', "已取得")."""
    return f"{{{{ {_bracketed(expr)}|勾选 }}}}{label}"


def box(*labels: str) -> str:
    """Boxes for a pen: box("合格", "不合格") gives “☐合格　☐不合格”."""
    return "　".join(f"☐{label}" for label in labels)


def _bracketed(expr: str) -> str:
    return f"({expr})" if " " in expr.strip() else expr.strip()


def check_tags(text: str) -> None:
    """Refuse a tag that the engine would misread.

    Raises ValueError for unpaired brackets, a block tag with text beside it, `&` or curly quotes inside a tag.
    """
    bare = _TAG.sub("", text)
    if "{{" in bare or "}}" in bare or "{%" in bare or "%}" in bare:
        raise ValueError(f"unpaired template bracket: {text}")
    for tag in _TAG.findall(text):
        if set(tag) & set("&“”‘’｜"):
            raise ValueError(f"character that a tag cannot hold: {tag}")
    if _BLOCK_TAG.search(text) and not re.fullmatch(r"\{%(p|tr) [^}%]*%\}", text):
        raise ValueError(f"a block tag stands alone in its paragraph: {text}")


def draw_run(segment: Segment, size: int = 0) -> ET.Element:
    """One run; a tab becomes a tab stop and a line feed a line break. `size` is used where the segment has none."""
    piece = Run(segment) if isinstance(segment, str) else segment
    check_tags(piece.text)
    letters = []
    if piece.font:
        letters.append(fonts_of(piece.font))
    if piece.bold:
        letters += [el("b"), el("bCs")]
    if piece.size or size:
        letters += [el("sz", val=piece.size or size), el("szCs", val=piece.size or size)]
    if piece.underline:
        letters.append(el("u", val="single"))
    node = el("r", el("rPr", *letters)) if letters else el("r")
    for part in re.split(r"([\t\n])", piece.text):
        if part == "\t":
            node.append(el("tab"))
        elif part == "\n":
            node.append(el("br"))
        elif part:
            node.append(draw_text(part))
    return node


def segments_of(content: Content) -> tuple[Segment, ...]:
    """The segments of a cell or paragraph, however it was written."""
    return content if isinstance(content, tuple) else (content,)


def draw_paragraph(style: str, *segments: Segment, extra: tuple[ET.Element, ...] = (), size: int = 0) -> ET.Element:
    """A paragraph; `extra` are further w:pPr children in schema order (keepNext, pBdr, tabs, spacing, ind)."""
    properties = el("pPr", el("pStyle", val=style), *extra)
    return el("p", properties, *(draw_run(segment, size) for segment in segments if segment != ""))


def keep_with_next(paragraph: ET.Element) -> None:
    """Bind a paragraph to the one after it, so that no page holds a signature alone."""
    properties = paragraph[0]
    if properties.find(tag_of("keepNext")) is None:
        properties.insert(1, el("keepNext"))


def set_spacing(paragraph: ET.Element, **twips: int) -> None:
    """Set before, after or line of a paragraph over its style's."""
    properties = paragraph[0]
    spacing = properties.find(tag_of("spacing"))
    if spacing is None:
        spacing = el("spacing")
        later = {tag_of("ind"), tag_of("jc"), tag_of("outlineLvl"), tag_of("sectPr")}
        properties.insert(sum(child.tag not in later for child in properties), spacing)
    for name, value in twips.items():
        spacing.set(tag_of(name), str(value))


def style_of(paragraph: ET.Element) -> str:
    """The style id of a paragraph drawn here; "" for a table."""
    return paragraph[0][0].get(tag_of("val"), "") if paragraph.tag == tag_of("p") else ""


def is_order(paragraph: ET.Element) -> bool:
    """Whether the paragraph holds a template order ({%p … %}, {%tr … %}) and vanishes."""
    return style_of(paragraph) == "Tag"
