"""Pictures, charts, shapes and text boxes of a template stay beside their rows."""

from __future__ import annotations

import re
import struct
import zlib
from io import BytesIO
from typing import Any
from zipfile import ZipFile

import pytest
from openpyxl import load_workbook

from archivegen.values.pictures import Picture
from tests.render.book.rich import bar_chart, chart_frame, corner, draw, edit, parts_of, rows_of, text_box
from tests.render.workbooks import build, read, render

LIST = {
    "A1": "{{ 题 }}",
    "A2": "{%tr for 人 in 明细 %}",
    "A3": "{{ 人.名 }}",
    "B3": "{{ 人.数 }}",
    "A4": "{%tr endfor %}",
}
PEOPLE = [{"名": "甲", "数": 3}, {"名": "乙", "数": 4}, {"名": "丙", "数": 5}]


def _chunk(kind: bytes, content: bytes) -> bytes:
    return struct.pack(">I", len(content)) + kind + content + struct.pack(">I", zlib.crc32(kind + content))


PIXEL = (
    b"\x89PNG\r\n\x1a\n"
    + _chunk(b"IHDR", struct.pack(">2I5B", 1, 1, 8, 2, 0, 0, 0))
    + _chunk(b"IDAT", zlib.compress(b"\0\xff\0\0"))
    + _chunk(b"IEND", b"")
)


def drawing_of(paper: bytes, number: int = 1) -> str:
    return parts_of(paper)[f"xl/drawings/drawing{number}.xml"]


class TestPlaces:
    def test_an_object_below_the_list_moves_down(self) -> None:
        template = draw(LIST, text_box((5, 0), (7, 2), "印章"))
        assert rows_of(drawing_of(render(template, 题="", 明细=PEOPLE))) == [(5 + 1 - 1, 7)]
        assert rows_of(drawing_of(render(template, 题="", 明细=PEOPLE * 10))) == [(5 - 3 + 30, 7 - 3 + 30)]

    def test_an_object_round_the_list_stretches_unless_it_is_told_to_keep_its_size(self) -> None:
        stretched = draw(LIST, text_box((0, 3), (6, 5), "旁注"))
        assert rows_of(drawing_of(render(stretched, 题="", 明细=PEOPLE * 10))) == [(0, 6 - 3 + 30)]
        kept = draw(LIST, text_box((0, 3), (6, 5), "旁注", kept=' editAs="oneCell"'))
        assert rows_of(drawing_of(render(kept, 题="", 明细=PEOPLE * 10))) == [(0, 6)]

    @pytest.mark.parametrize(("height", "times"), [(60_000, 5), (220_000, 5), (2_700_000, 1)])
    def test_an_object_with_one_corner_belongs_to_the_rows_under_its_greater_part(
        self, height: int, times: int
    ) -> None:
        """A seal in the row is there for everyone, a chart that begins beside the row is there once."""
        box = text_box((2, 3), (2, 5), "章").replace("twoCellAnchor", "oneCellAnchor")
        box = re.sub(r"<xdr:to>.*?</xdr:to>", f'<xdr:ext cx="300000" cy="{height}"/>', box)
        drawing = drawing_of(render(draw(LIST, box), 题="", 明细=PEOPLE[:1] * 5))
        assert drawing.count("<xdr:oneCellAnchor>") == times
        assert "<xdr:row>1</xdr:row>" in drawing

    def test_an_object_in_the_row_is_there_for_everyone_with_a_number_of_its_own(self) -> None:
        template = draw(LIST, text_box((2, 3), (2, 5), "签名"))
        drawing = drawing_of(render(template, 题="", 明细=PEOPLE))
        assert rows_of(drawing) == [(1, 1), (2, 2), (3, 3)]
        numbers = re.findall(r'<xdr:cNvPr name="框" id="(\d+)"|<xdr:cNvPr [^>]*id="(\d+)"', drawing)
        assert len(set(numbers)) == 3
        assert rows_of(drawing_of(render(template, 题="", 明细=[]))) == []


class TestWords:
    def test_words_in_a_text_box_though_they_are_split_into_runs(self) -> None:
        template = draw(LIST, text_box((5, 0), (7, 2), "项目：{{ 项目", ".名称 }}", "（盖章）"))
        drawing = drawing_of(render(template, 题="", 明细=[], 项目={"名称": "甲&乙<丙>"}))
        assert "项目：甲&amp;乙&lt;丙&gt;（盖章）" in re.sub(r"<[^>]*>", "", drawing)

    def test_a_wrong_word_in_a_text_box_is_told(self) -> None:
        import pytest

        from archivegen.errors import TemplateError

        template = draw(LIST, text_box((5, 0), (7, 2), "{{ 项目.名程 }}"))
        with pytest.raises(TemplateError, match=r"项目\.名称"):
            render(template, 题="", 明细=[], 项目={"名称": "香水村"})


class TestCharts:
    def template(self) -> bytes:
        chart = bar_chart("发放表!$A$3", "发放表!$B$3:$B$3", "{{ 题 }}的图")
        return draw(LIST, chart_frame((6, 0), (16, 5)), chart)

    def test_a_series_shows_all_rows_and_its_figures(self) -> None:
        chart = parts_of(render(self.template(), 题="三月", 明细=PEOPLE))["xl/charts/chart1.xml"]
        assert "<c:f>发放表!$A$2:$A$4</c:f>" in chart
        assert "<c:f>发放表!$B$2:$B$4</c:f>" in chart
        assert re.findall(r"<c:v>([^<]*)</c:v>", chart) == ["甲", "乙", "丙", "3", "4", "5"]
        assert "<a:t>三月的图</a:t>" in chart

    def test_an_empty_list_leaves_an_empty_chart(self) -> None:
        chart = parts_of(render(self.template(), 题="三月", 明细=[]))["xl/charts/chart1.xml"]
        assert "#REF!" not in chart
        assert "<c:v>" not in chart

    def test_every_sheet_has_a_chart_of_its_own(self) -> None:
        cells = {**LIST, "A1": "{%sheet for 月 in 月份 %}{{ 月.名 }}", "A2": "{%tr for 人 in 月.明细 %}"}
        chart = bar_chart("'{{ 月.名 }}'!$A$3", "'{{ 月.名 }}'!$B$3", "{{ 月.名 }}")
        template = draw(cells, chart_frame((6, 0), (16, 5)), chart, title="{{ 月.名 }}")
        parts = parts_of(render(template, 月份=[{"名": "三月", "明细": PEOPLE}, {"名": "四月", "明细": PEOPLE[:1]}]))
        assert "<c:f>三月!$B$2:$B$4</c:f>" in parts["xl/charts/chart1.xml"]
        assert "<c:f>四月!$B$2</c:f>" in parts["xl/charts/chart2.xml"]
        assert "<a:t>四月</a:t>" in parts["xl/charts/chart2.xml"]
        assert "chart2.xml" in parts["xl/drawings/_rels/drawing2.xml.rels"]
        assert "drawing2.xml" in parts["xl/worksheets/_rels/sheet2.xml.rels"]
        assert '/xl/charts/chart2.xml"' in parts["[Content_Types].xml"]

    def test_a_chart_in_the_row_shows_that_row(self) -> None:
        template = draw(LIST, chart_frame((2, 3), (2, 5)), bar_chart("发放表!$A$3", "发放表!B3", "甲"))
        parts = parts_of(render(template, 题="", 明细=PEOPLE))
        shown = [re.findall(r"<c:f>([^<]*)</c:f>", parts[f"xl/charts/chart{n}.xml"])[1] for n in (1, 2, 3)]
        assert shown == ["发放表!B2", "发放表!B3", "发放表!B4"]
        assert len(set(re.findall(r'<c:chart [^>]*r:id="([^"]*)"', parts["xl/drawings/drawing1.xml"]))) == 3


class TestPictures:
    def paper(self, template: bytes) -> bytes:
        photo = Picture(PIXEL, "png", 914_400, 914_400 * 2, "施工前")
        other = Picture(PIXEL + b"\0", "png", 914_400, 457_200)
        people = [{"照片": photo}, {"照片": other}, {"照片": photo}, {"照片": ""}]
        return render(template, 明细=people)

    def test_a_picture_is_shown_in_its_cell(self) -> None:
        def sketch(sheet: Any) -> None:
            sheet.row_dimensions[2].height = 20

        cells = {"A1": "照片", "B2": "{%tr for 人 in 明细 %}{{ 人.照片 }}{%tr endfor %}"}
        paper = self.paper(build(cells, sketch))
        sheet = read(paper).active
        anchors = [(i.anchor._from.row, i.anchor._from.col, i.anchor.ext.width) for i in sheet._images]
        assert anchors == [(1, 1, 914_400), (2, 1, 914_400), (3, 1, 914_400)]
        assert [sheet.row_dimensions[row].height for row in (2, 3, 5)] == [144, 36, 20]
        media = [name for name in ZipFile(BytesIO(paper)).namelist() if name.startswith("xl/media/")]
        assert len(media) == 2
        assert 'descr="施工前"' in drawing_of(paper)
        assert sheet["B2"].value is None

    def test_a_picture_joins_the_drawing_of_the_template(self) -> None:
        cells = {"A1": "照片", "B2": "{%tr for 人 in 明细 %}{{ 人.照片 }}{%tr endfor %}"}
        drawing = drawing_of(self.paper(draw(cells, text_box((4, 0), (6, 1), "注"))))
        assert drawing.count("<xdr:sp ") == 1
        assert drawing.count("<xdr:pic>") == 3
        numbers = re.findall(r'<xdr:cNvPr [^>]*?\bid="(\d+)"', drawing)
        assert len(set(numbers)) == 4


def test_a_picture_of_the_template_is_kept_as_it_is() -> None:
    anchor = text_box((5, 0), (7, 2), "甲").replace("</xdr:sp>", "</xdr:sp>")
    picture = (
        "<xdr:oneCellAnchor><xdr:from><xdr:col>0</xdr:col><xdr:colOff>5</xdr:colOff><xdr:row>5</xdr:row><xdr:rowOff>7"
        '</xdr:rowOff></xdr:from><xdr:ext cx="99" cy="98"/><xdr:pic><xdr:nvPicPr><xdr:cNvPr id="7" name="章"/><xdr:cNvPicPr/>'
        '</xdr:nvPicPr><xdr:blipFill><a:blip r:embed="rId5"/></xdr:blipFill><xdr:spPr/></xdr:pic><xdr:clientData/>'
        "</xdr:oneCellAnchor>"
    )
    template = draw(LIST, anchor + picture)
    from tests.render.book.rich import relations

    template = edit(
        template,
        {
            "xl/drawings/_rels/drawing1.xml.rels": relations(("rId5", "image", "../media/image1.png")),
            "[Content_Types].xml": lambda old: old.replace(
                "<Override", '<Default Extension="png" ContentType="image/png"/><Override', 1
            ),
        },
    )
    target = BytesIO(template)
    with ZipFile(target, "a") as package:
        package.writestr("xl/media/image1.png", PIXEL)
    paper = render(target.getvalue(), 题="", 明细=PEOPLE * 2)
    assert ZipFile(BytesIO(paper)).read("xl/media/image1.png") == PIXEL
    (image,) = load_workbook(BytesIO(paper)).active._images
    assert (image.anchor._from.row, image.anchor._from.rowOff, image.anchor.ext.width) == (8, 7, 99)


def test_a_line_stays_joined_to_its_boxes() -> None:
    line = (
        f"<xdr:twoCellAnchor>{corner('from', 0, 5)}{corner('to', 3, 6)}"
        '<xdr:cxnSp macro=""><xdr:nvCxnSpPr><xdr:cNvPr id="9" name="线"/><xdr:cNvCxnSpPr><a:stCxn id="2" idx="3"/>'
        "</xdr:cNvCxnSpPr></xdr:nvCxnSpPr><xdr:spPr/></xdr:cxnSp><xdr:clientData/></xdr:twoCellAnchor>"
    )
    drawing = drawing_of(render(draw(LIST, text_box((5, 0), (7, 2), "甲") + line), 题="", 明细=PEOPLE))
    assert re.findall(r'<(?:xdr:cNvPr|a:stCxn)[^>]*?\bid="(\d+)"', drawing) == ["2", "9", "2"]
