"""著录: dates, numbers and authors of papers by the catalogue (domain §9.5)."""

from __future__ import annotations

import datetime

import pytest

from archivegen.archive import make_order
from archivegen.errors import PackError
from archivegen.manifest import Audience
from archivegen.pack.load import load_pack
from archivegen.pipeline import open_project
from tests.conftest import LONGMEN, SAMPLES, XIANGSHUI

TODAY = datetime.date(2026, 11, 20)


@pytest.fixture(scope="module")
def finished():
    workspace = open_project(SAMPLES / XIANGSHUI, TODAY)
    entries = [entry for entry in workspace.plan.entries if entry.applies]
    return entries, make_order(workspace.words, workspace.pack, entries)


@pytest.mark.parametrize(
    ("key", "day", "number", "author"),
    [
        ("A02@2025-09-10", "2025-09-10", "", "巴州区云屏镇人民政府"),
        ("B01", "2025-11-18", "云屏府〔2025〕73号", "巴州区云屏镇人民政府"),
        ("B01+绩效目标申报表", "2025-11-18", "", "巴州区云屏镇人民政府"),
        ("B03", "2025-12-25", "巴州发改审〔2025〕196号", "巴中市巴州区发展和改革局"),
        ("B06", "2026-01-22", "巴州发改公〔2026〕3号", "巴中市巴州区发展和改革局"),
        ("B06+公示记录表", "2026-02-01", "", "巴中市巴州区发展和改革局"),
        ("C11@何光才", "2026-02-26", "XSCZJ-001", "香水村以工代赈项目理事会"),
        ("C16@2026-03", "2026-03-31", "", "香水村以工代赈项目理事会"),
        ("C21@2026-03+工资条", "2026-04-02", "", "香水村以工代赈项目理事会"),
        ("D04", "2026-08-11", "云屏府〔2026〕42号", "巴州区云屏镇人民政府"),
    ],
)
def test_a_paper_has_the_date_the_number_and_the_author_that_it_bears(finished, key, day, number, author):
    facts = finished[1].papers[key]
    assert (facts.date, facts.document_number, facts.responsible, facts.year) == (day, number, author, day[:4])


def test_every_paper_of_a_finished_project_has_its_date(finished):
    entries, order = finished
    assert [
        entry.key for entry in entries if order.papers[entry.key].numbered and not order.papers[entry.key].date
    ] == []


def test_papers_about_the_archive_are_not_numbered(finished):
    entries, order = finished
    assert {entry.code for entry in entries if not order.papers[entry.key].numbered} == {"E09", "E10"}


def test_secrecy_follows_who_may_see_the_paper_unless_the_project_says_otherwise(finished):
    entries, order = finished
    for entry in entries:
        assert order.papers[entry.key].secrecy == ("公开" if entry.audience is Audience.PUBLIC else "内部")


def test_the_organisation_is_the_county_office_where_nobody_else_is_named(finished):
    assert finished[1].organisation == "巴中市巴州区发展和改革局"


def test_a_project_under_way_has_no_dates_for_what_has_not_happened():
    workspace = open_project(SAMPLES / LONGMEN, TODAY)
    order = make_order(workspace.words, workspace.pack, workspace.plan.entries)
    assert order.papers["D08"].date == ""
    assert order.papers["D08"].year == "2026"


def test_an_expression_that_gives_no_date_is_named():
    workspace = open_project(SAMPLES / LONGMEN, TODAY)
    pack = load_pack()
    documents = tuple(
        document.model_copy(update={"day": "项目.名称"}) if document.code == "B02" else document
        for document in pack.catalogue.documents
    )
    object.__setattr__(pack, "catalogue", pack.catalogue.model_copy(update={"documents": documents}))
    with pytest.raises(PackError, match=r"B02 的“日期”有误：得出的“.*”不是日期"):
        make_order(workspace.words, pack, [entry for entry in workspace.plan.entries if entry.code == "B02"])
