"""The finished sample lacks nothing: every paper that it owes is there, signed or collected, and its archive is accepted."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from pypdf import PdfReader

from archivegen.bundling import bundle
from archivegen.pipeline import assess_project, blocks, generate, open_project
from archivegen.verify import verify_bag
from tests.conftest import ROOT, SAMPLES, XIANGSHUI
from tests.made import TODAY, WHEN
from tools.drafting.sample_scans import RECORDS, list_owed

SAMPLE = SAMPLES / XIANGSHUI
MOST_BYTES = 1_400_000


@pytest.fixture(scope="module")
def finished(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The sample with its scans, its papers made."""
    folder = shutil.copytree(SAMPLE, tmp_path_factory.mktemp("finished") / XIANGSHUI)
    generate(open_project(folder, TODAY), WHEN)
    return folder


def test_there_is_a_scan_for_every_paper_that_needs_one():
    """``python -m tools.drafting.sample_scans`` draws what is new in the plan."""
    assert sorted(path.name for path in (SAMPLE / RECORDS).iterdir()) == sorted(list_owed(SAMPLE))


def test_no_paper_waits_for_a_fact():
    entries = open_project(SAMPLE, TODAY).plan.entries
    assert {entry.key: entry.missing_facts for entry in entries if entry.applies and entry.missing_facts} == {}


def test_it_is_complete_and_its_archive_is_accepted(finished: Path):
    standing = assess_project(open_project(finished, TODAY))
    assert standing.findings == ()
    assert standing.summary.total.percent == 100
    assert [p.number for p in standing.summary.prerequisites if not p.complete] == []
    made = bundle(open_project(finished, TODAY), WHEN)
    assert not blocks(made.standing.findings)
    checked = verify_bag(made.path)
    assert checked.passed
    assert checked.report.findings == ()


def test_the_scans_are_small_pages_of_their_own():
    files = sorted((SAMPLE / RECORDS).iterdir())
    assert sum(file.stat().st_size for file in files) < MOST_BYTES
    assert len({file.read_bytes() for file in files}) == len(files)
    for file in files:
        reader = PdfReader(file, strict=True)
        assert len(reader.pages) == 1
        assert len(reader.pages[0].images) == 1


def test_the_demonstration_writes_beside_the_sample_and_ends_complete(tmp_path: Path):
    command = tmp_path / "archivegen"
    command.write_text(f'#!/bin/sh\nexec "{sys.executable}" -m archivegen "$@"\n', encoding="utf-8")
    command.chmod(0o755)
    before = sorted(SAMPLE.rglob("*"))
    ran = subprocess.run(
        ["bash", ROOT / "tools" / "demo", command, SAMPLE],
        cwd=tmp_path,
        capture_output=True,
        encoding="utf-8",
        env={**os.environ, "PYTHONUTF8": "1"},
        timeout=300,
        check=False,
    )
    assert ran.returncode == 0, ran.stdout + ran.stderr
    assert "完成 100.0%" in ran.stdout
    assert "检测合格" in ran.stdout
    assert sorted(SAMPLE.rglob("*")) == before
