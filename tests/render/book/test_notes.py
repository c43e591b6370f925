"""Cell notes go with their cells, each with a box of its own."""

from __future__ import annotations

import re
from typing import Any

from openpyxl.comments import Comment

from tests.render.book.rich import OFFICE, edit, parts_of, relations
from tests.render.workbooks import build, read, render

CELLS = {"A1": "姓名", "A2": "{%tr for 人 in 明细 %}{{ 人 }}{%tr endfor %}", "A3": "合计"}


def template() -> bytes:
    def sketch(sheet: Any) -> None:
        sheet["A2"].comment = Comment("按身份证填写", "县局", height=50, width=99)
        sheet["A3"].comment = Comment("甲&乙", "镇")

    return build(CELLS, sketch)


def find_boxes(paper: bytes) -> list[tuple[int, int, str]]:
    """Row and column (from 0) and number of each box."""
    (vml,) = (text for name, text in parts_of(paper).items() if name.endswith(".vml"))
    places = re.findall(r"<x:Row>(\d+)</x:Row>\s*<x:Column>(\d+)</x:Column>", vml)
    numbers = re.findall(r'<v:shape [^>]*?\bid="([^"]+)"', vml)
    return [(int(row), int(column), number) for (row, column), number in zip(places, numbers, strict=True)]


def test_every_made_cell_has_the_note_and_a_box() -> None:
    paper = render(template(), 明细=["甲", "乙", "丙"])
    sheet = read(paper).active
    assert [sheet[f"A{row}"].comment.text for row in (2, 3, 4, 5)] == ["按身份证填写"] * 3 + ["甲&乙"]
    assert sheet["A5"].comment.author == "镇"
    boxes = find_boxes(paper)
    assert [(row, column) for row, column, _ in boxes] == [(1, 0), (2, 0), (3, 0), (4, 0)]
    assert len({number for _, _, number in boxes}) == 4
    assert sheet["A2"].comment.width == read(template()).active["A2"].comment.width


def test_boxes_of_more_than_a_thousand_notes_have_numbers_of_their_groups() -> None:
    boxes = find_boxes(render(template(), 明细=list(range(1100))))
    numbers = [int(number.removeprefix("_x0000_s")) for _, _, number in boxes]
    assert len(set(numbers)) == 1101
    assert not [number for number in numbers if number % 1024 == 0]


def test_no_note_is_left_when_its_row_is_gone() -> None:
    def sketch(sheet: Any) -> None:
        sheet["A2"].comment = Comment("按身份证填写", "县局")

    paper = render(build(CELLS, sketch), 明细=[])
    assert not [name for name in parts_of(paper) if "comment" in name or name.endswith(".vml")]
    assert "legacyDrawing" not in parts_of(paper)["xl/worksheets/sheet1.xml"]


def test_a_link_to_an_address_is_there_for_everyone() -> None:
    link = f'<hyperlinks><hyperlink xmlns:r="{OFFICE}" ref="A2" r:id="rId7" tooltip="网站"/></hyperlinks>'
    outside = relations(("rId7", "hyperlink", "https://example.org/?a=1&amp;b=2")).replace(
        "/></R", ' TargetMode="External"/></R'
    )
    linked = edit(
        build(CELLS),
        {
            "xl/worksheets/sheet1.xml": lambda old: old.replace("<pageMargins", f"{link}<pageMargins"),
            "xl/worksheets/_rels/sheet1.xml.rels": outside,
        },
    )
    sheet = read(render(linked, 明细=["甲", "乙"])).active
    assert [sheet[f"A{row}"].hyperlink.target for row in (2, 3)] == ["https://example.org/?a=1&b=2"] * 2
    assert sheet["A4"].hyperlink is None
