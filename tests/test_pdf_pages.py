"""The eye that looks at every paper's pages sees what it is for."""

from __future__ import annotations

import docx
import pytest
from docx.shared import Mm

from tests.pdf_pages import convert_all, find_faults, find_lost_marks

WRONG = {
    "语句": "项目名称：{{ 项目.名称 }}",
    "空值": "联系电话：None",
    "括号": "依据《》和文件（）办理",
    "标点": "建设地点：香水村，，共三处。。",
    "错误值": "合计：#REF!",
    "断数": "1,917,943.2\n0",
}
RIGHT = "项目位于香水村（三组），总投资1,234.56元；工期自2026年3月1日起。负责人：　　　　（签字）。"


def new_paper(width: int = 210, height: int = 297) -> docx.document.Document:
    paper = docx.Document()
    paper.sections[0].page_width, paper.sections[0].page_height = Mm(width), Mm(height)
    return paper


@pytest.fixture(scope="module")
def pages(tmp_path_factory):
    folder = tmp_path_factory.mktemp("pages")
    for name, text in (*WRONG.items(), ("正确", RIGHT)):
        paper = new_paper()
        paper.add_paragraph(text)
        paper.save(folder / f"{name}.docx")
    blank = new_paper()
    blank.add_paragraph("正文在第一页。")
    blank.add_page_break()
    blank.add_paragraph()
    blank.save(folder / "空白.docx")
    stray = new_paper()
    for page in ("正文在第一页。", "第一页放不下的一行。", "第三页。"):
        stray.add_paragraph(page)
        stray.add_page_break()
    stray.add_paragraph("附件。")
    stray.save(folder / "零行.docx")
    new_paper(216, 279).save(folder / "信纸.docx")
    cut = new_paper()
    table = cut.add_table(1, 4, style="Table Grid")
    table.autofit = False
    for column in table.columns:
        column.width = Mm(70)
    cut.save(folder / "出界.docx")
    made = convert_all(sorted(folder.glob("*.docx")), folder / "pdf")
    return {paper.stem: pdf for paper, pdf in made.items()}


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("语句", "模板语句没有填"),
        ("空值", "程序的空值"),
        ("括号", "空括号"),
        ("标点", "标点重复"),
        ("错误值", "Excel 错误值"),
        ("断数", "数字断成两行"),
        ("空白", "第 2 页是空白页"),
        ("零行", "第 2 页只有头几行"),
        ("出界", "印到了纸边"),
        ("信纸", "既不是 A4 也不是 A3"),
    ],
)
def test_what_is_wrong_is_seen(pages, name, expected):
    found = find_faults(pages[name])
    assert any(expected in fault for fault in found), found


def test_a_sound_page_is_left_alone(pages):
    assert find_faults(pages["正确"]) == []


def test_a_comma_that_the_pdf_lacks_is_named(pages, tmp_path):
    same, more = tmp_path / "相同.docx", tmp_path / "多一个逗号.docx"
    for path, text in ((same, RIGHT), (more, RIGHT.replace("总投资", "总投资，"))):
        paper = new_paper()
        paper.add_paragraph(text)
        paper.save(path)
    assert find_lost_marks(same, pages["正确"]) == []
    assert find_lost_marks(more, pages["正确"]) == ["，总投资，1,23"]
