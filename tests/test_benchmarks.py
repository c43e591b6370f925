"""The benchmarks measure true projects: what they generate is a project without a mistake, and the peers get the same pages."""

from __future__ import annotations

from decimal import Decimal

from archivegen.pipeline import open_project, words_for
from benchmarks.peers.convert import CARBONE, SECTIONS, Converter
from benchmarks.project import draw_people, write_project
from tests.conftest import ROOT
from tests.made import TODAY


def test_a_generated_project_has_no_mistake(tmp_path):
    workspace = open_project(write_project(tmp_path, 30), TODAY)
    assert not workspace.report.errors
    assert len([entry for entry in workspace.plan.entries if entry.code == "C11"]) == 30


def test_the_roster_holds_the_same_people_as_the_yaml(tmp_path):
    inside = open_project(write_project(tmp_path / "inside", 30), TODAY)
    beside = open_project(write_project(tmp_path / "beside", 30, roster=True), TODAY)
    assert not beside.report.errors
    assert inside.words["务工人员"] == beside.words["务工人员"]


def test_a_converted_template_has_no_tag_of_ours_left_and_all_its_words(tmp_path):
    workspace = open_project(write_project(tmp_path, 3), TODAY)
    entry = next(entry for entry in workspace.plan.entries if entry.code == "C11")
    for dialect in (SECTIONS, CARBONE):
        converter = Converter(entry.template, dialect)
        body = converter.parts["word/document.xml"].decode()
        words = converter.give_words(words_for(workspace, entry))
        shown = [text for text in words.values() if isinstance(text, str)]
        assert "{{" not in body
        assert "{%" not in body
        assert workspace.words["务工人员"][0]["姓名"] in shown
        every = b"".join(converter.parts.values()).decode()
        assert not [name for name, value in words.items() if isinstance(value, str) and dialect.word(name) not in every]


def test_a_year_of_work_has_no_mistake_and_leaves_nothing_out(tmp_path):
    workspace = open_project(write_project(tmp_path, 30, roster=True, months=12), TODAY)
    figures = workspace.figures
    assert [str(finding) for finding in workspace.report.findings] == []
    assert len({day.month for day in figures.work_days}) == 12
    assert len(figures.work_days) > 30 * 12 * 23
    assert any(day.fraction == Decimal("0.5") for day in figures.work_days)
    assert all(sheet.batch.receipts and sheet.batch.paid for sheet in figures.sheets)
    assert figures.wages_paid == figures.wages_due > 0


def test_names_for_a_large_project_are_nobody_else_s():
    people = list(draw_people(10_000))
    for key in ("编号", "姓名", "身份证号", "电话", "账号"):
        assert len({person[key] for person in people}) == 10_000


def test_the_peers_of_merged_pdfs_make_the_same_pages(tmp_path, monkeypatch):
    monkeypatch.syspath_prepend(str(ROOT / "benchmarks"))
    from benchmarks import volume_books

    volume_books.make_papers(tmp_path / "papers", 3)
    volume_books.make_overlays(tmp_path, volume_books.PAGES, 3)
    files = sorted((tmp_path / "papers").iterdir())
    for number, bind in enumerate(volume_books.CONTENDERS.values()):
        bind(files, tmp_path / f"{number}.pdf")
    volume_books.check(tmp_path)
    assert not list(tmp_path.glob("?.pdf"))
