"""Photos and charts in a drawn paper: their place grows with them, and a photo that is not there leaves a place to paste one."""

from __future__ import annotations

from xml.etree import ElementTree as ET

from drafting.word import Paper
from drafting.word_styles import tag_of
from drafting.word_text import set_spacing

_DRAWN = ("|图片(", "|图表(")


class PicturePaper(Paper):
    """A paper in which lines that hold a picture or a chart are as tall as it is; an exact line would cut it off."""

    def _add(self, node: ET.Element) -> None:
        for paragraph in node.iter(tag_of("p")):
            if any(mark in (text.text or "") for text in paragraph.iter(tag_of("t")) for mark in _DRAWN):
                _free_line(paragraph)
        super()._add(node)


def _free_line(paragraph: ET.Element) -> None:
    set_spacing(paragraph, line=240)
    spacing = paragraph[0].find(tag_of("spacing"))
    assert spacing is not None
    spacing.set(tag_of("lineRule"), "auto")


def file_of(path: str) -> str:
    """The expression of a photo's content: file_of("公告.照片.首日"); blank when there is none or the paper was not given it."""
    return f"(照片文件[{path}] if {path} in 照片文件 else '')"


def photo(path: str, width: float, height: float, text: str = "") -> str:
    """The photo in a box of so many millimetres: photo("影.文件", 104, 70, "影.说明"); ``text`` is an expression."""
    told = f", 说明={text}" if text else ""
    return f"{{{{ {file_of(path)}|图片(宽='{width:g}毫米', 高='{height:g}毫米'{told}) }}}}"
