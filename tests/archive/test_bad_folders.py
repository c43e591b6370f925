"""Every code about records, journal and plan has a folder in ``tests/bad`` that raises it."""

from __future__ import annotations

import datetime
import shutil
from pathlib import Path

import pytest

from archivegen.findings import Finding, load_codes
from archivegen.journal import JOURNAL_NAME, read_events
from archivegen.pipeline import open_project
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
    "A031-a-folder": ("过程记录.jsonl", "不是普通文件"),
    "A032-line-removed": ("过程记录.jsonl:2", "接不上前一行"),
    "A033-power-failure": ("过程记录.jsonl:3", "没有写完"),
    "A034-note-written-in": ("过程记录.jsonl:3", "读不懂"),
    "A101-namesakes": ("项目.yaml", "C11@王大山"),
}
"""Folder → where the finding points, and what of the input its sentence shows."""

BY_HAND = {f"A{number:03d}" for number in range(41, 60)}
"""Codes about numbers, which need an archive that was closed before: ``test_numbers`` raises each."""

COMPANIONS = {"A018": {"A101"}}
"""A name can mean two papers only where two papers share a key."""


def look_through(folder: Path) -> tuple[Finding, ...]:
    """Everything that status, generate and bundle say about the folder; rules have their own tests."""
    workspace = open_project(folder, TODAY)
    _, trouble = read_events(folder / JOURNAL_NAME)
    found = (*workspace.records.findings, *trouble, *workspace.report.findings)
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


def test_every_code_of_the_archive_has_its_bad_folder():
    assert set(EXPECTED) == {path.name for path in BAD.glob("A[0-9]*")}
    assert [name[:4] for name in EXPECTED] == [
        code for code in load_codes() if code.startswith("A") and code not in BY_HAND
    ]
