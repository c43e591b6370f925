"""Both samples are in order, as far as they go."""

from __future__ import annotations

import datetime
from pathlib import Path

import pytest

from archivegen.pack.model import Pack
from archivegen.project.figures import Figures
from archivegen.project.load import load_project
from archivegen.rules import Checked, check_project

SAMPLES = Path(__file__).parents[2] / "samples"


@pytest.mark.parametrize(
    ("name", "day", "warned"),
    [("香水村产业道路", (2026, 11, 22), set()), ("龙门村灌溉渠", (2026, 6, 12), {"R110"})],
)
def test_a_sample_has_no_error(pack: Pack, name, day, warned):
    """The second is under way: some claims of its roster have no evidence yet."""
    loaded = load_project(SAMPLES / name)
    assert loaded.project is not None, [str(finding) for finding in loaded.report.findings]
    figures = Figures(loaded.project, pack.policy)
    report = check_project(Checked(loaded.project, figures, pack.policy, loaded, datetime.date(*day)), pack)
    assert report.errors == ()
    assert {finding.code for finding in report.warnings} == warned


def test_the_finished_sample_is_without_any_finding(pack: Pack):
    loaded = load_project(SAMPLES / "香水村产业道路")
    assert loaded.project is not None
    figures = Figures(loaded.project, pack.policy)
    checked = Checked(loaded.project, figures, pack.policy, loaded, datetime.date(2026, 11, 22))
    assert [str(finding) for finding in check_project(checked, pack).findings] == []
