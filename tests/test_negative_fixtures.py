"""The fourteen negative fixtures of domain §10.6: each has its smallest project, bag, pack or template, and each is told.

A project or a bag raises its code and no other; a gate names the paper that is lacking; a pack or a template that cannot be
right is refused with a sentence.
"""

from __future__ import annotations

import datetime
from dataclasses import replace
from pathlib import Path

import pytest
from docx import Document

from archivegen.errors import ExitCode, PackError
from archivegen.gates import Answer, Verdict
from archivegen.manifest import Audience
from archivegen.pack.load import load_pack
from archivegen.plan import Origin, PlanEntry
from archivegen.render.engine import LeakError, render_entry
from archivegen.verify import verify_bag
from archivegen.workspace import open_project
from tests.conftest import XIANGSHUI, copy_sample
from tests.gate_projects import ask, change_rule_book, scan_everything

BAD = Path(__file__).parent / "bad"
TODAY = datetime.date(2026, 11, 1)

PROJECTS = {
    "(1) sign-in 21 days, table 22": ("R350-sign-in-21-days-table-22", "签到表 21 天、发放表 22 天"),
    "(2) paid on a stopped day": ("R306-work-on-a-stopped-day", "停工"),
    "(3) notice with a whole ID": ("R602-id-on-notice", "镇村项目公示"),
    "(4) one account for two": ("R104-account-of-somebody-else", "李小英"),
    "(5) work before the contract": ("R201-work-before-contract", "2026-03-02"),
    "(6) asked for 42 %, paid 40 %": ("R502-asked-for-42-paid-40", "40.00%"),
    "(10) no photo of the wage notice": ("R605-wage-notice-without-photos", "照片"),
    "(10) no photo of the last day": ("R604-notice-without-photo-of-the-last-day", "照片"),
    "(11) eight hours in tenths of a day": ("R303-hours-in-tenths-of-a-day", "0.9"),
    "(12) born on 2011-05-01": ("R106-child", "14"),
    "(13) supervisor on the village committee": ("R703-committee-member-supervises", "李正和"),
}
"""Fixture → folder below ``tests/bad`` whose name begins with the code, and what the sentence says."""


@pytest.mark.parametrize(("folder", "said"), PROJECTS.values(), ids=PROJECTS)
def test_a_project_raises_its_code_and_no_other(folder: str, said: str):
    findings = open_project(BAD / folder, TODAY).report.findings
    assert {finding.code for finding in findings} == {folder.partition("-")[0]}
    assert all(said in finding.message for finding in findings), [finding.message for finding in findings]


def test_9_gap_in_the_numbers_of_a_bag():
    (finding,) = verify_bag(BAD / "V053-gap-in-numbers").report.findings
    assert finding.code == "V053"
    assert "件号不连续" in finding.message


# --- (7) and (8): the acceptance of the county ------------------------------------------------------------------------


@pytest.fixture(scope="module")
def finished(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = copy_sample(XIANGSHUI, tmp_path_factory.mktemp("acceptance") / XIANGSHUI)
    scan_everything(folder, TODAY)
    return folder


def ask_without(folder: Path, gate: str, *keys: str) -> Verdict:
    """The verdict while the scans of these papers are away."""
    for key in keys:
        (folder / "归档件" / key).rename(folder / key)
    try:
        return ask(folder, gate, today=TODAY)
    finally:
        for key in keys:
            (folder / key).rename(folder / "归档件" / key)


def test_7_only_ten_of_the_eleven(finished: Path):
    verdict = ask_without(finished, "G4", "D10")
    assert [matter.code for matter in verdict.obstacles] == ["D10"]
    assert verdict.remarks == ("验收前置资料 11 项中 10 项合格。",)


def test_8_the_opinion_of_the_county_is_not_asked_of_itself(finished: Path):
    assert ask_without(finished, "G4", "D08", "D03").answer is Answer.YES


@pytest.mark.parametrize(
    ("file", "old", "new"),
    [
        ("rules.yaml", "材料: [验收前置, C25, D05, E06]", "材料: [验收前置, C25, D05, D08]"),
        ("catalogue.yaml", "名称: 验收意见表, 材料: [D01, D02]", "名称: 验收意见表, 材料: [D01, D02, D08]"),
    ],
)
def test_8_a_pack_that_asks_for_it_is_refused(tmp_path: Path, file: str, old: str, new: str):
    with pytest.raises(PackError, match="D08 是关口 G4 的结果"):
        load_pack(change_rule_book(tmp_path, old, new, file))


# --- (3) and (14): templates ------------------------------------------------------------------------------------------


def write_template(path: Path, text: str) -> Path:
    document = Document()
    document.add_paragraph(text)
    document.save(str(path))
    return path


ENTRY = PlanEntry(
    code="C22",
    key="C22@2026-03",
    name="劳务报酬公示",
    title="劳务报酬公示",
    stage="C",
    origin=Origin.GENERATED,
    level="镇",
    responsible="巴州区云屏镇人民政府",
    retention="30年",
    audience=Audience.PUBLIC,
)


def test_3_a_notice_that_would_show_a_whole_id_is_not_made(tmp_path: Path):
    template = write_template(tmp_path / "C22.docx", "何一 511902196803150011")
    entry = replace(ENTRY, template=template)
    with pytest.raises(LeakError, match="公开材料") as failure:
        render_entry(entry, {})
    assert "511902196803150011" not in str(failure.value)


def test_14_an_unknown_placeholder(run_cli, tmp_path: Path):
    ran = run_cli("template", write_template(tmp_path / "通知.docx", "甲方：{{ 项目.名程 }}"), "--no-copy")
    assert ran.code == ExitCode.TEMPLATE
    assert "1 处有错" in ran.out
    assert "没有“项目.名程”这个词，最接近的是“项目.名称”" in ran.out
