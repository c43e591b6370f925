"""Every rule has a folder in ``tests/bad`` with the smallest project file that it, and no other rule, objects to."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from archivegen.pack.model import Pack
from archivegen.rules import CROSS_RULES, JUDGEMENTS, RULES
from tests.rules.derive import derive_projects

BAD = Path(__file__).parents[1] / "bad"
FOLDERS = sorted(path for path in BAD.glob("R*-*") if (path / "项目.yaml").is_file())
WEIGHED = {"R370": {"R105", "R361"}}
"""A judgement is raised by the flags that it weighs, never alone."""


@pytest.mark.parametrize("folder", FOLDERS, ids=lambda path: path.name)
def test_a_bad_project_raises_its_code_and_no_other(folder, check, pack):
    code = folder.name.partition("-")[0]
    found = check(folder).findings
    assert {finding.code for finding in found} - WEIGHED.get(code, set()) == {code}, [str(f) for f in found]
    for finding in found:
        assert finding.severity == pack.rules[finding.code].severity
        assert finding.place.file == "项目.yaml"
        assert finding.place.line is not None


@pytest.mark.parametrize("folder", FOLDERS, ids=lambda path: path.name)
def test_a_flag_shows_its_rows(folder, check, pack):
    for finding in check(folder).findings:
        if pack.rules[finding.code].flag:
            assert finding.evidence, finding.code


@pytest.mark.parametrize("folder", FOLDERS, ids=lambda path: path.name)
def test_no_message_shows_a_whole_id_account_or_phone(folder, check):
    for finding in check(folder).findings:
        assert not re.search(r"\d{17}[\dX]|\d{16,19}|1[3-9]\d{9}", finding.message)


def test_every_rule_has_a_bad_project():
    assert {folder.name.partition("-")[0] for folder in FOLDERS} == set(RULES) | set(JUDGEMENTS)


def test_every_rule_has_a_line_in_the_pack_and_the_other_way_round(pack: Pack):
    assert set(pack.rules) == set(RULES) | set(JUDGEMENTS) | set(CROSS_RULES)


def test_rules_name_papers_that_the_catalogue_has(pack: Pack):
    known = {document.code for document in pack.catalogue.documents}
    named = {paper for rule in pack.rules.values() for paper in rule.papers}
    named |= {paper for papers in pack.policy.notice_papers.values() for paper in papers}
    named |= {paper for need in pack.policy.stage_facts for paper in need.papers}
    assert named <= known


def test_every_sentence_says_what_to_do(pack: Pack):
    for rule in pack.rules.values():
        sentence = re.sub(r"\{[^}]*\}", "", rule.message)
        asks = any(word in sentence for word in ("请", "应", "：", "要"))
        assert asks, rule.code
        assert not sentence.endswith(("。", "，")), rule.code


def test_derived_projects_are_the_faultless_one_with_one_thing_changed():
    for folder, text in derive_projects().items():
        assert (BAD / folder / "项目.yaml").read_text(encoding="utf-8") == text, "python -m tests.rules.derive"
