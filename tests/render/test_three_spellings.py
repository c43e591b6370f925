"""One template, saved by Word, by WPS and by LibreOffice, gives the same paper."""

from __future__ import annotations

import datetime
import re
from collections.abc import Callable
from decimal import Decimal
from typing import Any

import pytest

from archivegen.pipeline import open_project, words_for
from archivegen.render.docx import render_docx
from archivegen.render.office import extract_text
from tests.conftest import LONGMEN, ROOT, SAMPLES, XIANGSHUI
from tests.render.libreoffice import convert_all
from tests.render.packages import W, build, text_in, tree
from tests.render.spellings import as_word_saves_it, as_wps_saves_it
from tests.render.validity import find_docx_faults

WORDS: dict[str, Any] = {
    "项目": {"名称": "香水村产业道路&<一期>", "法人": "村委会"},
    "明细": [{"名": "甲&乙", "额": Decimal("5850.00")}, {"名": "𠮷野", "额": Decimal("3888.00")}],
    "备注": "一\n二",
    "空": "",
}


def draw(document: Any) -> None:
    document.sections[0].header.paragraphs[0].text = "{{ 项目.名称 }}（{{ 项目.法人 }}）"
    document.add_heading("{{ 项目.名称 }}劳动合同", 1)
    document.add_paragraph(
        "甲方：{{ 项目.法人 }}，乙方见下表。{% if 空 %}有{% else %}无{% endif %}附件；备注：{{ 备注 }}。"
    )
    document.add_paragraph("{%p if 空 %}")
    document.add_paragraph("不应出现")
    document.add_paragraph("{%p endif %}")
    table = document.add_table(rows=1, cols=3)
    table.style = "Table Grid"
    for cell, text in zip(table.rows[0].cells, ("序号", "姓名", "金额（元）"), strict=True):
        cell.text = text
    for texts in (
        ("{%tr for 人 in 明细 %}",),
        ("{{ loop.index|序号 }}", "{{ 人.名 }}", "{{ 人.额|元 }}"),
        ("{%tr endfor %}",),
    ):
        for cell, text in zip(table.add_row().cells, texts, strict=False):
            cell.text = text
    document.add_paragraph("合计（大写）：{{ 明细|sum(attribute='额')|大写 }}{# 备注 #}")


def draw_inside(document: Any) -> None:
    """The same with its tags inside the data row and a full-width bar: what people write."""
    draw(document)
    rows = document.tables[0].rows
    rows[2].cells[0].text = "{%tr for 人 in 明细 %}{{ loop.index｜序号 }}"
    rows[2].cells[2].text = "{{ 人.额｜元 }}{%tr endfor %}"
    for row in (rows[1], rows[3]):
        row._tr.getparent().remove(row._tr)


TEMPLATES: dict[str, Callable[[], bytes]] = {
    "tags apart": lambda: build(draw),
    "tags inside the row": lambda: build(draw_inside),
    "the contract": (ROOT / "templates/docx/C11-劳动合同.docx").read_bytes,
    "the notice of wages": (ROOT / "templates/docx/C22-劳务报酬公示.docx").read_bytes,
}
OWN = ("tags apart", "tags inside the row")


@pytest.fixture(scope="module")
def by_libreoffice(tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    return convert_all({name: make() for name, make in TEMPLATES.items()}, ".docx", tmp_path_factory.mktemp("office"))


def read(document: bytes) -> str:
    assert find_docx_faults(document) == []
    return extract_text(document, ".docx")


def looks(document: bytes) -> list[tuple[str, bool, int]]:
    """How each sign of the text looks, whatever runs it is cut into: its text, bold, half-points."""
    found = []
    for run in tree(document).iter(f"{{{W}}}r"):
        properties = run.find(f"{{{W}}}rPr")
        bold = properties is not None and properties.find(f"{{{W}}}b") is not None
        size = properties.find(f"{{{W}}}sz") if properties is not None else None
        text = "".join(run.itertext(f"{{{W}}}t"))
        found += [(sign, bold, int(size.get(f"{{{W}}}val")) if size is not None else 0) for sign in text]
    return found


@pytest.mark.parametrize("name", OWN)
def test_three_spellings_of_a_template_make_one_paper(name: str, by_libreoffice: dict[str, bytes]) -> None:
    template = TEMPLATES[name]()
    plain = render_docx(template, WORDS, name="甲.docx")
    expected = read(plain)
    assert "一\t甲&乙\t5,850.00\n二\t𠮷野\t3,888.00" in expected
    assert "不应出现" not in expected
    for spelt in (as_word_saves_it(template), as_wps_saves_it(template)):
        filled = render_docx(spelt, WORDS, name="甲.docx")
        assert read(filled) == expected
        assert looks(filled) == looks(plain)
    assert squeeze(read(render_docx(by_libreoffice[name], WORDS, name="甲.docx"))) == squeeze(expected)


def squeeze(text: str) -> str:
    """LibreOffice joins and parts lines in its own way and writes down the pages that it counted."""
    return re.sub(r"\s+", "\n", re.sub(r"(第|共)\s*\d+\s*页", r"\1页", text)).strip()


@pytest.mark.parametrize("name", [name for name in TEMPLATES if name not in OWN])
def test_the_built_in_templates_saved_anew(
    name: str, by_libreoffice: dict[str, bytes], words_of: dict[str, Any]
) -> None:
    template, words = TEMPLATES[name](), words_of[name]
    plain = render_docx(template, words, name=f"{name}.docx")
    expected = read(plain)
    for spelt in (as_word_saves_it(template), as_wps_saves_it(template)):
        filled = render_docx(spelt, words, name=f"{name}.docx")
        assert read(filled) == expected
        assert looks(filled) == looks(plain)
    saved = render_docx(by_libreoffice[name], words, name=f"{name}.docx")
    assert squeeze(read(saved)) == squeeze(expected)
    assert text_in(saved).count("{{") == text_in(plain).count("{{") == 0


@pytest.fixture(scope="module")
def words_of() -> dict[str, Any]:
    """The words of the first contract and of the first notice of the samples."""
    wanted = {"C11-劳动合同.docx": "the contract", "C22-劳务报酬公示.docx": "the notice of wages"}
    found: dict[str, Any] = {}
    for sample in (XIANGSHUI, LONGMEN):
        workspace = open_project(SAMPLES / sample, datetime.date(2026, 11, 20))
        for entry in workspace.plan.entries:
            if entry.template and entry.template.name in wanted and wanted[entry.template.name] not in found:
                found[wanted[entry.template.name]] = words_for(workspace, entry)
    return found
