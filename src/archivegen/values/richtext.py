"""Text with its own looks: ``{{r 说明|富文本 }}``, ``{{r 合计|元|粗体|颜色("红") }}``, ``{{r "官网"|链接("https://…") }}``.

It prints the runs that docxtpl's RichText prints, its properties in the order of the standard (ECMA-376 part 1, §17.3.2.28).
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from decimal import Decimal
from types import MappingProxyType
from typing import Any
from urllib.parse import urlsplit

from archivegen.errors import TemplateError
from archivegen.values.arguments import name_in_chinese
from archivegen.values.drawing_xml import Additions
from archivegen.values.xml_text import escape_xml

COLOURS = MappingProxyType(
    {"红": "FF0000", "绿": "00B050", "蓝": "0070C0", "黄": "FFC000", "橙": "ED7D31", "紫": "7030A0", "灰": "808080"}
    | {"黑": "000000", "白": "FFFFFF", "深红": "C00000", "深蓝": "002060"}
)
SIZES = MappingProxyType(
    {
        "初号": 84,
        "小初": 72,
        "一号": 52,
        "小一": 48,
        "二号": 44,
        "小二": 36,
        "三号": 32,
        "小三": 30,
        "四号": 28,
        "小四": 24,
    }
    | {"五号": 21, "小五": 18, "六号": 15, "小六": 13}
)
"""字号 in half points."""
SCHEMES = frozenset({"http", "https", "mailto"})

_HEX = re.compile(r"#?[0-9A-Fa-f]{6}")
_MARK = re.compile(r"(\*\*|\*)")
_LINE_ENDS = re.compile("\r\n?|[\x0b\x85\u2028\u2029]")
_SIGNS = MappingProxyType(
    {"\n": '</w:t><w:br/><w:t xml:space="preserve">', "\t": '</w:t><w:tab/><w:t xml:space="preserve">'}
)
_LONGEST_ADDRESS = 2_000
_MOST_POINTS = 500


@dataclass(frozen=True, slots=True)
class Run:
    """Text of one look; blank is the look of the paragraph."""

    text: str
    bold: bool = False
    italic: bool = False
    underline: bool = False
    strike: bool = False
    colour: str = ""
    size: int = 0
    font: str = ""
    link: str = ""


@dataclass(frozen=True, slots=True)
class RichText:
    """Runs, one behind the other."""

    runs: tuple[Run, ...]

    @property
    def plain(self) -> str:
        """The text without its looks."""
        return "".join(run.text for run in self.runs)

    def word_runs(self, additions: Additions) -> str:
        """``w:r`` elements, a link around those that have one."""
        return "".join(_write_run(run, additions) for run in self.runs)


def rich_text(value: Any) -> RichText:
    """富文本: ``**粗**`` is bold, ``*斜*`` is italic, line breaks and tabs stay; nothing else means anything."""
    return RichText(tuple(run for whole in _as_rich(value, "富文本").runs for run in _read_marks(whole)))


def bold(value: Any) -> RichText:
    """粗体."""
    return _change(value, "粗体", bold=True)


def italic(value: Any) -> RichText:
    """斜体."""
    return _change(value, "斜体", italic=True)


def underlined(value: Any) -> RichText:
    """下划线."""
    return _change(value, "下划线", underline=True)


def struck(value: Any) -> RichText:
    """删除线."""
    return _change(value, "删除线", strike=True)


@name_in_chinese("颜色", 名="colour")
def coloured(value: Any, colour: Any = "红") -> RichText:
    """颜色: by its Chinese name or as ``FF0000``."""
    rich = _as_rich(value, "颜色")
    name = colour.removesuffix("色") if isinstance(colour, str) else ""
    if name not in COLOURS and not (isinstance(colour, str) and _HEX.fullmatch(colour)):
        raise TemplateError(f"“|颜色”只能写 {'、'.join(COLOURS)}，或者 FF0000 这样的六位颜色")
    return _change(rich, "颜色", colour=COLOURS.get(name) or str(colour).lstrip("#").upper())


@name_in_chinese("字号", 号="size")
def sized(value: Any, size: Any = "小四") -> RichText:
    """字号: ``三号`` or points."""
    rich = _as_rich(value, "字号")
    half = SIZES.get(size, 0) if isinstance(size, str) else 0
    if isinstance(size, int | Decimal) and not isinstance(size, bool) and 1 <= size <= _MOST_POINTS:
        half = int(size * 2)
    if not half:
        raise TemplateError(f"“|字号”只能写 {'、'.join(SIZES)}，或者 1 到 {_MOST_POINTS} 的磅数")
    return _change(rich, "字号", size=half)


@name_in_chinese("字体", 名="font")
def in_font(value: Any, font: Any = "") -> RichText:
    """字体: 仿宋, 黑体 …"""
    rich = _as_rich(value, "字体")
    if not isinstance(font, str) or not 0 < len(font) <= 60:
        raise TemplateError("“|字体”要写字体的名字，如 仿宋")
    return _change(rich, "字体", font=font)


@name_in_chinese("链接", 网址="address")
def linked(value: Any, address: Any = "") -> RichText:
    """链接: to ``http``, ``https`` or ``mailto`` and nowhere else: a paper opens no program and no file."""
    rich = _as_rich(value, "链接")
    text = address.strip() if isinstance(address, str) else ""
    try:
        parts = urlsplit(text)
    except ValueError:
        parts = urlsplit("")
    is_whole = bool(parts.path if parts.scheme == "mailto" else parts.netloc)
    if (
        parts.scheme not in SCHEMES
        or not is_whole
        or len(text) > _LONGEST_ADDRESS
        or re.search(r"[\s\x00-\x1f<>\"]", text)
    ):
        raise TemplateError("“|链接”只能写 http://、https:// 或 mailto: 开头的完整地址")
    return _change(rich, "链接", link=text)


RICH_FILTERS: dict[tuple[str, str], Callable[..., Any]] = {
    ("富文本", "rich_text"): rich_text,
    ("粗体", "bold"): bold,
    ("斜体", "italic"): italic,
    ("下划线", "underline"): underlined,
    ("删除线", "strike"): struck,
    ("颜色", "color"): coloured,
    ("字号", "font_size"): sized,
    ("字体", "font"): in_font,
    ("链接", "link"): linked,
}


def _change(value: Any, used: str, **looks: Any) -> RichText:
    return RichText(tuple(replace(run, **looks) for run in _as_rich(value, used).runs))


def _as_rich(value: Any, used: str) -> RichText:
    if isinstance(value, RichText):
        return value
    if value == "":
        return RichText((Run(""),))
    if isinstance(value, bool) or not isinstance(value, str | int | Decimal):
        raise TemplateError(f"“|{used}”只能用在文字或数字上")
    text = f"{value:f}" if isinstance(value, Decimal) else str(value)
    return RichText((Run(text),))


def _read_marks(run: Run) -> Iterator[Run]:
    """The runs that a text with marks makes; each mark is looked at once, whoever wrote a million of them."""
    pieces = _MARK.split(run.text)
    ends = _find_ends(pieces)
    plain: list[str] = [pieces[0]]
    position = 1
    while position < len(pieces):
        end = ends.get(position)
        if end is None:
            plain += pieces[position : position + 2]
            position += 2
            continue
        if "".join(plain):
            yield replace(run, text="".join(plain))
        inner = "".join(pieces[position + 1 : end])
        if pieces[position] == "*":
            yield replace(run, text=inner, italic=True)
        else:
            yield from _read_marks(replace(run, text=inner, bold=True))
        plain, position = [pieces[end + 1]], end + 2
    if "".join(plain) or not run.text:
        yield replace(run, text="".join(plain))


def _find_ends(pieces: list[str]) -> dict[int, int]:
    """Which mark ends at which: one of its kind, on the same line, neither blank behind the first nor before the last."""
    ends: dict[int, int] = {}
    nearest: int | None = None
    for position in range(len(pieces) - 2, 0, -2):
        mark, before, behind = pieces[position], pieces[position - 1], pieces[position + 1]
        begins = (behind != "" and not behind[0].isspace()) or (behind == "" and position + 2 < len(pieces))
        end = nearest if mark == "**" else position + 2 if pieces[position + 2 : position + 3] == ["*"] else None
        is_whole = mark == "**" or (behind != "" and not behind[-1].isspace() and "\n" not in behind)
        if begins and end is not None and end > position + (behind == "") * 2 and is_whole:
            ends[position] = end
        if mark == "**" and not (before[-1:] or "*").isspace():
            nearest = position
        if "\n" in before:
            nearest = None
    return ends


def _write_run(run: Run, additions: Additions) -> str:
    text = escape_xml(_LINE_ENDS.sub("\n", run.text))
    for sign, element in _SIGNS.items():
        text = text.replace(sign, element)
    looks = "".join(_write_looks(run))
    properties = f"<w:rPr>{looks}</w:rPr>" if looks else ""
    written = f'<w:r>{properties}<w:t xml:space="preserve">{text}</w:t></w:r>'
    if not run.link:
        return written
    space = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    return f'<w:hyperlink xmlns:r="{space}" r:id="{additions.add_link(run.link)}" w:tgtFrame="_blank">{written}</w:hyperlink>'


def _write_looks(run: Run) -> Iterator[str]:
    """In the order of the standard, which Microsoft's validator insists on."""
    if run.font:
        font = escape_xml(run.font)
        yield f'<w:rFonts w:ascii="{font}" w:hAnsi="{font}" w:eastAsia="{font}" w:cs="{font}"/>'
    yield from (
        f"<w:{name}/>" for name, is_set in (("b", run.bold), ("i", run.italic), ("strike", run.strike)) if is_set
    )
    colour = run.colour or ("0563C1" if run.link else "")
    if colour:
        yield f'<w:color w:val="{colour}"/>'
    if run.size:
        yield f'<w:sz w:val="{run.size}"/><w:szCs w:val="{run.size}"/>'
    if run.underline or run.link:
        yield '<w:u w:val="single"/>'
