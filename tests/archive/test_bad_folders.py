"""Every code about records, journal and plan has a folder in ``tests/bad`` that raises it."""

from __future__ import annotations

import datetime
import shutil
from pathlib import Path

import pytest

from archivegen.archive import Scope, assess, describe_project, narrow
from archivegen.archive.public_check import PublicLeakError
from archivegen.findings import Finding, load_codes
from archivegen.journal import JOURNAL_NAME, read_events
from archivegen.numbers import arrange_archive, find_outdated_lists, read_numbers
from archivegen.pipeline import open_project
from archivegen.public_part import read_public
from tests.project.bad_tables import BUILDERS

BAD = Path(__file__).parents[1] / "bad"
TODAY = datetime.date(2026, 11, 20)

EXPECTED = {
    "A011-unknown-key": ("归档件/B5.pdf", "最接近的键是“B05”"),
    "A012-empty-scan": ("归档件/B05.pdf", "0 字节"),
    "A013-heic": ("归档件/B05.heic", "“.heic”"),
    "A014-picture-called-pdf": ("归档件/B05.pdf", "而是 JPEG 图片"),
    "A015-shortcut": ("归档件/B05.pdf", "链接"),
    "A016-folders-without-end": ("归档件/C35/深/深/深/深/深/深/深/深/深", "套得太深"),
    "A017-does-not-apply": ("归档件/D12.pdf", "“D12”在本项目不适用（村民自建"),
    "A018-two-of-one-name": ("归档件/C11@ABC.pdf", "C11@abc、C11@ABC"),
    "A019-draft-for-a-scan": ("归档件/B06.docx", "Word 文档"),
    "A020-print-for-a-scan": ("归档件/B06.pdf", "没有签字盖章"),
    "A021-locked": ("归档件/B05.pdf", "加了密"),
    "A022-cut-off": ("归档件/B05.pdf", "没有文件结尾"),
    "A023-script": ("归档件/B05.pdf", "脚本"),
    "A024-macro": ("归档件/B05.docx", "Word 文档里有宏"),
    "A025-figures-elsewhere": ("归档件/B05.xlsx", "别处的文件"),
    "A026-hundred-dots": ("归档件/B05.pdf", "只有 100 dpi"),
    "A027-wrong-tables": ("归档件/B05.pdf", "修补"),
    "A031-a-folder": ("过程记录.jsonl", "不是普通文件"),
    "A032-line-removed": ("过程记录.jsonl:2", "接不上前一行"),
    "A033-power-failure": ("过程记录.jsonl:3", "没有写完"),
    "A034-note-written-in": ("过程记录.jsonl:3", "读不懂"),
    "A041-numbered-paper-gone": ("项目.yaml:1", "“C27”已编档号QZ待定-KJ·JJ·2026-D30-002-0001，现在缺失"),
    "A042-withdrawn-unknown": ("项目.yaml:14", "最接近的是“C27”"),
    "A043-withdrawn-still-there": ("项目.yaml:14", "“C27”，归档件里却还有"),
    "A044-period-unknown": ("项目.yaml:15", "“15年”应为 永久、30年、10年 之一"),
    "A045-override-of-nothing": ("项目.yaml:15", "“保管期限”里的“C027”不是材料代码"),
    "A046-period-grew": ("项目.yaml:14", "编号时的“30年”，卷内最长的保管期限现在是“永久”"),
    "A047-still-provisional": ("项目.yaml:14", "全宗号“0146”"),
    "A048-another-fonds": ("项目.yaml:14", "已编的正式档号用的是“0146”"),
    "A049-no-date": ("项目.yaml:1", "有 2 件归档材料的形成日期不知道（B05、C27）"),
    "A050-register-lost": ("档案编号.json", "已按档案包 青溪村2026年产业道路以工代赈项目_20261120 重新登记"),
    "A051-register-and-bag-lost": ("档案编号.json", "已从头编号"),
    "A052-secrecy-unknown": ("项目.yaml:14", "“保密”应为 公开、内部、秘密、机密、绝密 之一"),
    "A053-signed-list-outdated": ("归档件", "有 1 件编了新号或改了号，归档件里签过字的“档案编目”"),
    "A101-namesakes": ("项目.yaml", "C11@王大山"),
}
"""Folder → where the finding points, and what of the input its sentence shows."""

IN_BOOKS = {"A071-locked-pdf", "A072-rubbish-in-a-pdf", "A073-damaged-letter"}
"""Folders that only a merged PDF stumbles over: ``tests/test_volume_books.py`` raises their codes."""

IN_PUBLIC = {
    "A081-identity-number": ("B05", "511902***********1"),
    "A082-card": ("B05", "***************8903"),
    "A083-mobile-number": ("B05", "139****5242"),
    "A084-category-of-a-person": ("C35", "何**（脱贫户）"),
    "A085-packages-without-end": ("C35", "层数太多"),
    "A086-draft-of-a-scan": ("B05", "身份证号码 1 处"),
}
"""Folders of which only the public part is refused: the paper, and what of it the sentence shows."""

COMPANIONS = {"A018": {"A101"}, "A025": {"A049"}, "A026": {"A049"}, "A027": {"A049"}}
"""A name can mean two papers only where two papers share a key; a paper that is taken wants a date."""


def look_through(folder: Path) -> tuple[Finding, ...]:
    """Everything that status, generate and bundle say about the folder; rules have their own tests."""
    workspace = open_project(folder, TODAY)
    _, trouble = read_events(folder / JOURNAL_NAME)
    states = assess(workspace.plan, workspace.drafts(), workspace.records)
    issued, lost = read_numbers(workspace)
    arrangement = arrange_archive(workspace, states, workspace.drafts(), issued)
    found = (*workspace.records.findings, *trouble, *workspace.report.findings, *lost, *arrangement.findings)
    found += find_outdated_lists(issued, arrangement)
    return tuple(finding for finding in found if not finding.code.startswith("R"))


@pytest.mark.parametrize("name", EXPECTED)
def test_a_bad_folder_raises_its_code_and_no_other(name, tmp_path):
    code, (where, shown) = name[:4], EXPECTED[name]
    folder = tmp_path / "青溪村"
    shutil.copytree(BAD / name, folder)
    if build := BUILDERS.get(code):
        build(folder)
    findings = look_through(folder)
    assert {finding.code for finding in findings} == {code} | COMPANIONS.get(code, set()), list(map(str, findings))
    assert str(findings[0].place) == where
    assert shown in findings[0].message


@pytest.mark.parametrize("name", IN_PUBLIC)
def test_a_bad_public_part_raises_its_code_and_no_other(name, tmp_path):
    code, (paper, shown) = name[:4], IN_PUBLIC[name]
    folder = shutil.copytree(BAD / name, tmp_path / "青溪村")
    workspace = open_project(folder, TODAY)
    states = assess(workspace.plan, workspace.drafts(), workspace.records)
    arrangement = arrange_archive(workspace, states, workspace.drafts(), None)
    part = narrow(Scope(public=True), workspace.plan, arrangement.states, arrangement)
    facts = describe_project(workspace.words, workspace.pack, TODAY)
    with pytest.raises(PublicLeakError) as caught:
        read_public(workspace, facts, part.arrangement.files, workspace.drafts())
    assert [finding.code for finding in caught.value.findings] == [code]
    assert f"_{paper}_" in str(caught.value.findings[0].place)
    assert shown in caught.value.findings[0].message


def test_every_code_of_the_archive_has_its_bad_folder():
    assert {*EXPECTED, *IN_BOOKS, *IN_PUBLIC} == {path.name for path in BAD.glob("A[0-9]*")}
    assert sorted(name[:4] for name in {*EXPECTED, *IN_BOOKS, *IN_PUBLIC}) == [
        code for code in load_codes() if code.startswith("A")
    ]
