"""The one door to the engines: what a broken template, a mended one and a public paper come to."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest
from docx import Document

from archivegen.errors import TemplateError
from archivegen.manifest import Audience
from archivegen.plan import Origin, PlanEntry
from archivegen.render.engine import LeakError, render_entry
from archivegen.render.office import extract_text


def write_template(path: Path, text: str) -> Path:
    document = Document()
    document.add_paragraph(text)
    document.save(path)
    return path


def entry_of(template: Path, audience: Audience = Audience.INTERNAL) -> PlanEntry:
    return PlanEntry(
        code="C11",
        key="C11@何一",
        name="用工协议",
        title="用工协议（何一）",
        stage="C",
        origin=Origin.GENERATED,
        level="村",
        responsible="香水村村民委员会",
        retention="30年",
        audience=audience,
        template=template,
    )


def test_a_broken_template_is_told_for_every_paper_and_a_mended_one_is_read_again(tmp_path):
    entry = entry_of(write_template(tmp_path / "C11.docx", "{{ 项.姓名|大写体 }}"))
    told = []
    for _ in range(2):
        with pytest.raises(TemplateError, match="没有“大写体”这个过滤器") as failure:
            render_entry(entry, {"项": {"姓名": "何一"}})
        told.append(str(failure.value))
    assert told[0] == told[1]
    write_template(tmp_path / "C11.docx", "乙方：{{ 项.姓名 }}")
    assert extract_text(render_entry(entry, {"项": {"姓名": "何一"}}), ".docx") == "乙方：何一\n"


def test_a_public_paper_that_shows_a_number_is_not_made(tmp_path):
    template = write_template(tmp_path / "C22.docx", "{{ 说明 }}")
    words = {"说明": "联系人电话 13900000001"}
    assert render_entry(entry_of(template), words)
    with pytest.raises(LeakError, match="公开材料"):
        render_entry(entry_of(template, Audience.PUBLIC), words)


def test_a_number_inside_a_chart_is_seen_too(tmp_path):
    template = write_template(tmp_path / "C22.docx", '{{ 各人|图表("柱形") }}')
    words = {"各人": [{"名称": "13900000001", "实发": Decimal(100)}]}
    assert "13900000001" in extract_text(render_entry(entry_of(template), words), ".docx")
    with pytest.raises(LeakError, match="公开材料"):
        render_entry(entry_of(template, Audience.PUBLIC), words)
