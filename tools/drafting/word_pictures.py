"""Photos in a drawn paper: their place grows with them, and a photo that is not there leaves a place to paste one."""

from __future__ import annotations

from xml.etree import ElementTree as ET

from drafting.word import Paper
from drafting.word_styles import tag_of

_PHOTO = "|图片("


class PicturePaper(Paper):
    """A paper in which lines that hold a photo are as tall as it is; an exact line would cut it off."""

    def _add(self, node: ET.Element) -> None:
        for paragraph in node.iter(tag_of("p")):
            if any(_PHOTO in (text.text or "") for text in paragraph.iter(tag_of("t"))):
                paragraph[0][0].set(tag_of("val"), "Picture")
        super()._add(node)


def file_of(path: str) -> str:
    """The expression of a photo's content: file_of("公告.照片.首日"); blank when there is none or the paper was not given it."""
    return f"(照片文件[{path}] if {path} in 照片文件 else '')"


def photo(path: str, width: float, height: float, text: str = "") -> str:
    """The photo in a box of so many millimetres: photo("影.文件", 104, 70, "影.说明"); ``text`` is an expression."""
    told = f", 说明={text}" if text else ""
    return f"{{{{ {file_of(path)}|图片(宽='{width:g}毫米', 高='{height:g}毫米'{told}) }}}}"
