"""Any text comes back from Word and Excel as it went in; sheets of any shape keep formulas, merges and names right."""

from __future__ import annotations

import re
from functools import lru_cache
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from lxml import etree
from openpyxl import load_workbook

from archivegen.errors import TemplateError
from archivegen.render.docx import render_docx
from archivegen.render.xlsx import render_xlsx
from tests.render.books import workbook
from tests.render.libreoffice import convert_all, recalculate_all
from tests.render.packages import W, body, lines, members, p, tbl, tr, tree
from tests.render.random_sheets import STYLES, Expected, Shape, draw_template, expect
from tests.render.validity import find_docx_faults, find_xlsx_faults

S = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
PIECES = [
    "&", "<", ">", '"', "'", "&amp;", "]]>", "<w:p/>", "<!--", "{{", "}}", "{{ 名 }}", "{%", "%}", "{% if %}", "{#", "#}",
    "{_{", "}_}", "｛｛", "“", "”", "‘’", "｜", "_x0041_", "_x005F_", "_x000D_", "_xD842_", "_", "=1+1", "+86", "-1", "@王", "'",
    " ", "  ", "　", "\u00a0", "\u200b", "\ufeff", "\t", "\n", "\r\n", "\r", "\x0b", "\x0c", "\x00", "\x07", "\x1b", "\x7f", "\x85",
    "\u2028", "\u2029", "\ufffe", "\uffff", "\U0001fffe", "𠮷", "𡈽", "𪚥", "👨‍👩‍👧", "👍🏽", "e\u0301", "العربية", "\u202e倒", "ㄅ", "ﷺ", "\ue000",
    "汉", "é", "1", "0012", "1E5", "$1", "\\1", "\\n", "%s", "{0}",
]  # fmt: skip
TEXTS = st.one_of(
    st.text(st.characters(codec="utf-8"), max_size=30), st.lists(st.sampled_from(PIECES), max_size=8).map("".join)
)


def clean(text: str) -> str:
    """The rule: what XML cannot hold is dropped, every end of a line is one."""
    ended = re.sub("\r\n?|[\x0b\x85\u2028\u2029]", "\n", text)
    return re.sub("[\x00-\x08\x0c\x0e-\x1f\x7f\ud800-\udfff\ufffe\uffff]", "", ended)


def read_paragraphs(part: Any) -> list[str]:
    signs = {f"{{{W}}}t": None, f"{{{W}}}br": "\n", f"{{{W}}}cr": "\n", f"{{{W}}}tab": "\t"}
    return [
        "".join(node.text or "" if signs[node.tag] is None else signs[node.tag] for node in paragraph.iter(*signs))
        for paragraph in part.iter(f"{{{W}}}p")
    ]


def read_cells(paper: bytes) -> dict[str, str]:
    """The texts of the first sheet, its escapes undone as the standard says."""
    parts = members(paper)
    shared = [
        "".join(node.text or "" for node in item.iter(f"{S}t"))
        for item in etree.fromstring(parts["xl/sharedStrings.xml"])
    ]
    found = {}
    for cell in etree.fromstring(parts["xl/worksheets/sheet1.xml"]).iter(f"{S}c"):
        if cell.get("t") == "s":
            text = shared[int(cell.findtext(f"{S}v"))]
            found[cell.get("r")] = re.sub("_x([0-9A-Fa-f]{4})_", lambda code: chr(int(code[1], 16)), text)
    return found


@lru_cache(maxsize=1)
def word_template() -> bytes:
    cells = tr("{{ 值 }}", "{% if 真 %}{{ 值 }}{% endif %}")
    return body(
        p("始{{ 值 }}终") + tbl(cells) + p("{%p for 项 in 列 %}{{ 项 }}{%p endfor %}") + p("末"), header=p("{{ 值 }}")
    )


@settings(max_examples=80, deadline=None)
@given(TEXTS)
@example("\t")
@example("_x0041_ &amp; {{ 名 }} \u202e")
def test_any_text_survives_in_word(text: str) -> None:
    document = render_docx(word_template(), {"值": text, "真": True, "列": [text, text]}, name="甲.docx")
    kept = clean(text)
    assert read_paragraphs(tree(document)) == [f"始{kept}终", kept, kept, kept, kept, "末"]
    assert read_paragraphs(tree(document, "word/header1.xml")) == [kept]
    assert find_docx_faults(document) == []
    for node in tree(document).iter(f"{{{W}}}t"):
        if node.text and node.text != node.text.strip():
            assert node.get("{http://www.w3.org/XML/1998/namespace}space") == "preserve"


@lru_cache(maxsize=1)
def excel_template() -> bytes:
    return workbook(
        {"表": {"A1": "始{{ 值 }}终", "B1": "{{ 值 }}", "A2": "{%tr for 项 in 列 %}{{ 项 }}{%tr endfor %}", "A3": "末"}}
    )


@settings(max_examples=80, deadline=None)
@given(TEXTS)
@example("_x0041_")
@example("__x005F_x0041__")
@example(" =1+1")
def test_any_text_survives_in_excel(text: str) -> None:
    paper = render_xlsx(excel_template(), {"值": text, "列": [text, f"{text}。"]}, name="甲.xlsx")
    kept, found = clean(text), read_cells(paper)
    assert (found["A1"], found.get("B1", "")) == (f"始{kept}终", kept)
    assert (found.get("A2", ""), found["A3"], found["A4"]) == (kept, f"{kept}。", "末")
    assert find_xlsx_faults(paper) == []
    for node in etree.fromstring(members(paper)["xl/sharedStrings.xml"]).iter(f"{S}t"):
        if node.text and node.text != node.text.strip():
            assert node.get("{http://www.w3.org/XML/1998/namespace}space") == "preserve"


@settings(max_examples=25, deadline=None)
@given(
    st.text(
        st.characters(
            codec="utf-8", exclude_categories=["Cc", "Cs"], exclude_characters="{}%#｛｝％\u2028\u2029\ufffe\uffff_"
        ),
        max_size=20,
    )
)
@example('R & D <乙> "甲"“丙”')
def test_any_text_of_a_template_survives(text: str) -> None:
    static = f"甲{text}乙"
    document = render_docx(lines(static, f"{static}{{{{ 值 }}}}"), {"值": "值"}, name="甲.docx")
    assert read_paragraphs(tree(document)) == [static, f"{static}值"]
    cells = read_cells(
        render_xlsx(workbook({"表": {"A1": static, "B1": f"{static}{{{{ 值 }}}}"}}), {"值": "值"}, name="甲.xlsx")
    )
    assert cells == {"A1": static, "B1": f"{static}值"}


# LibreOffice 7.4 does not undo ``_x005F_``, as Excel does.
NASTY = [clean(text) for text in PIECES if clean(text).strip(" \n\t") and not re.search("_x[0-9A-F]{4}_", text)]


def test_libreoffice_reads_the_same_texts(tmp_path: Path) -> None:
    words = {"列": NASTY}
    document = render_docx(lines("{%p for 项 in 列 %}", "始{{ 项 }}终", "{%p endfor %}"), words, name="甲.docx")
    paper = render_xlsx(
        workbook({"表": {"A1": "{%tr for 项 in 列 %}始{{ 项 }}终{%tr endfor %}"}}), words, name="甲.xlsx"
    )
    expected = [f"始{text}终" for text in NASTY]
    read = read_paragraphs(tree(convert_all({"甲": document}, ".docx", tmp_path / "word")["甲"]))
    assert read[: len(expected)] == expected
    cells = read_cells(convert_all({"甲": paper}, ".xlsx", tmp_path / "excel")["甲"])
    assert [cells[f"A{row}"] for row in range(1, len(NASTY) + 1)] == expected


SHAPES = st.builds(
    Shape,
    head=st.integers(0, 2),
    per_item=st.integers(1, 2),
    tail=st.integers(1, 3),
    style=st.sampled_from(STYLES),
    nested=st.booleans(),
    groups=st.lists(st.lists(st.integers(-5, 99), max_size=4).map(tuple), min_size=1, max_size=3).map(tuple),
)


def check_layout(paper: bytes, expected: Expected) -> None:
    assert find_xlsx_faults(paper) == []
    book = load_workbook(BytesIO(paper))
    assert {str(merge) for merge in book["表"].merged_cells.ranges} == expected.merges
    names = {name: found.attr_text.replace("'", "") for name, found in book.defined_names.items()}
    assert {name: names.get(name) for name in expected.names} == expected.names
    assert book["表"].print_area == f"'表'!$A$1:$D${expected.last}"


def check_figures(book: Any, expected: Expected) -> None:
    found = {cell.coordinate: cell.value for row in book["表"].iter_rows() for cell in row if cell.value is not None}
    assert found == expected.cells
    assert {where: book["汇总"][where].value for where in expected.summary if where != "A3"} == {
        where: value for where, value in expected.summary.items() if where != "A3"
    }


@settings(max_examples=60, deadline=None)
@given(SHAPES)
def test_sheets_of_any_shape(shape: Shape) -> None:
    paper = render_xlsx(draw_template(shape), shape.words, name="甲.xlsx")
    expected = expect(shape)
    check_layout(paper, expected)
    check_figures(load_workbook(BytesIO(paper), data_only=True), expected)


SOME = [
    Shape(head, per_item, tail, STYLES[number % 3], nested, groups)
    for number, (head, per_item, tail, nested, groups) in enumerate(
        [
            (0, 1, 1, False, ((),)),
            (0, 2, 1, False, ((3,),)),
            (1, 1, 2, False, ((3, 4, 5, 6),)),
            (2, 2, 3, False, ((1, 2, 3),)),
            (0, 1, 1, True, ((),)),
            (1, 2, 1, True, ((1, 2), (), (3,))),
            (2, 1, 2, True, ((1,), (2, 3, 4))),
            (0, 2, 1, True, ((), (), (8, 9))),
        ]
    )
]


def test_libreoffice_calculates_the_same(tmp_path: Path) -> None:
    papers = {
        str(number): render_xlsx(draw_template(shape), shape.words, name="甲.xlsx") for number, shape in enumerate(SOME)
    }
    for number, book in recalculate_all(papers, tmp_path).items():
        expected = expect(SOME[int(number)])
        check_figures(book, expected)
        assert book["汇总"]["A3"].value == expected.summary["A3"]


BLOCKS = [("{%p if 真 %}", "{%p endif %}"), ("{%p for 项 in 列 %}", "{%p endfor %}"), ("{% if 真 %}", "{% endif %}")]
NESTED = st.recursive(
    st.lists(st.sampled_from(["文", "文", "{{ 值 }}"]), max_size=3),
    lambda inner: st.tuples(st.sampled_from(BLOCKS), inner, inner, inner).map(
        lambda made: [*made[1], made[0][0], *made[2], made[0][1], *made[3]]
    ),
    max_leaves=5,
)


@settings(max_examples=100, deadline=None)
@given(NESTED, st.lists(st.booleans(), min_size=30, max_size=30), st.booleans())
def test_nothing_of_a_template_is_lost_in_silence(pieces: list[str], breaks: list[bool], in_cells: bool) -> None:
    """Pairs of tags, with paragraphs that end anywhere: the template is refused, or all of its text is printed once."""
    paragraphs: list[list[str]] = [[]]
    for piece, ended in zip(pieces, breaks * (1 + len(pieces) // 30), strict=False):
        paragraphs[-1].append(piece)
        if ended:
            paragraphs.append([])
    numbered, count = [], 0
    for found in paragraphs:
        texts = []
        for piece in found:
            count += piece == "文"
            texts.append(f"〔{count}〕" if piece == "文" else piece)
        numbered.append("".join(texts))
    template = body(tbl(*(tr(text, "右") for text in numbered)) + p("后")) if in_cells else lines(*numbered)
    try:
        document = render_docx(template, {"真": True, "列": [1], "值": "值"}, name="甲.docx")
    except TemplateError:
        return
    assert find_docx_faults(document) == []
    text = "".join(read_paragraphs(tree(document)))
    assert [text.count(f"〔{number}〕") for number in range(1, count + 1)] == [1] * count
    assert text.count("值") == sum(pieces.count("{{ 值 }}") for pieces in paragraphs)
    if in_cells:
        assert text.count("右") == len(paragraphs)


@pytest.mark.parametrize("count", [0, 1, 2, 17])
def test_long_and_short_lists_in_word(count: int) -> None:
    template = body(tbl(tr("{%tr for 项 in 列 %}{{ loop.index }}", "{{ 项 }}{%tr endfor %}")) + p("末"))
    document = render_docx(template, {"列": [f"第{number}项" for number in range(count)]}, name="甲.docx")
    expected = [text for number in range(count) for text in (str(number + 1), f"第{number}项")]
    assert read_paragraphs(tree(document)) == [*expected, "末"]
