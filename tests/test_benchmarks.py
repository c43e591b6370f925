"""The benchmarks measure true projects: what they generate is a project without a mistake, and the peers get the same pages."""

from __future__ import annotations

from archivegen.pipeline import open_project, words_for
from benchmarks.peers.convert import CARBONE, SECTIONS, Converter
from benchmarks.project import write_project
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
