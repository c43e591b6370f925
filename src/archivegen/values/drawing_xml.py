"""Pictures and charts as Word draws them inside a run (ECMA-376 part 1, §20.4.2.8 ``wp:inline``)."""

from __future__ import annotations

from typing import Protocol

from archivegen.values.xml_text import escape_xml

_DRAWING = "http://schemas.openxmlformats.org/drawingml/2006"
_RELATIONSHIPS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
CHART_SPACE = f"{_DRAWING}/chart"
_LONGEST_TEXT = 250


class Additions(Protocol):
    """What a value needs of the paper that it is printed in; each returns the id of a relationship, or a number."""

    def add_media(self, content: bytes, kind: str) -> str:
        """Add a picture."""

    def add_link(self, url: str) -> str:
        """Add an address."""

    def add_part(
        self, name: str, content: bytes, content_type: str, rel_type: str, *owned: tuple[str, bytes, str, str]
    ) -> str:
        """Add a part, and those that it owns."""

    def next_number(self) -> int:
        """A number for a drawing."""

    def find_style(self, name: str) -> str:
        """The id of the paragraph style of that name; blank when the template has none."""


def draw_picture(relation: str, size: tuple[int, int], number: int, text: str) -> str:
    """``w:drawing`` of a picture; ``size`` in EMU, ``text`` is read to those who cannot see it."""
    width, height = size
    shown = f'id="{number}" name="图片 {number}" descr="{_attribute(text)}"'
    return _inline(
        size,
        shown,
        f"{_DRAWING}/picture",
        f'<pic:pic xmlns:pic="{_DRAWING}/picture"><pic:nvPicPr><pic:cNvPr {shown}/><pic:cNvPicPr>'
        f'<a:picLocks noChangeAspect="1"/></pic:cNvPicPr></pic:nvPicPr><pic:blipFill><a:blip r:embed="{relation}"/>'
        f'<a:stretch><a:fillRect/></a:stretch></pic:blipFill><pic:spPr><a:xfrm><a:off x="0" y="0"/>'
        f'<a:ext cx="{width}" cy="{height}"/></a:xfrm><a:prstGeom prst="rect"><a:avLst/></a:prstGeom></pic:spPr></pic:pic>',
        '<a:graphicFrameLocks noChangeAspect="1"/>',
    )


def draw_chart(relation: str, size: tuple[int, int], number: int, text: str) -> str:
    """``w:drawing`` of a chart."""
    shown = f'id="{number}" name="图表 {number}" descr="{_attribute(text)}"'
    return _inline(size, shown, CHART_SPACE, f'<c:chart xmlns:c="{CHART_SPACE}" r:id="{relation}"/>', "")


def in_open_text(xml: str) -> str:
    """Elements of a run in the place of a word, which stands inside an open ``w:t``."""
    return f'</w:t>{xml}<w:t xml:space="preserve">'


def _inline(size: tuple[int, int], shown: str, kind: str, graphic: str, locks: str) -> str:
    width, height = size
    frame = f"<wp:cNvGraphicFramePr>{locks}</wp:cNvGraphicFramePr>" if locks else "<wp:cNvGraphicFramePr/>"
    return (
        f'<w:drawing><wp:inline xmlns:wp="{_DRAWING}/wordprocessingDrawing" xmlns:a="{_DRAWING}/main" '
        f'xmlns:r="{_RELATIONSHIPS}" distT="0" distB="0" distL="0" distR="0"><wp:extent cx="{width}" cy="{height}"/>'
        f'<wp:effectExtent l="0" t="0" r="0" b="0"/><wp:docPr {shown}/>{frame}'
        f'<a:graphic><a:graphicData uri="{kind}">{graphic}</a:graphicData></a:graphic></wp:inline></w:drawing>'
    )


def _attribute(text: str) -> str:
    return escape_xml(" ".join(text.split())[:_LONGEST_TEXT])
