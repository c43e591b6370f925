"""The samples are in order, as far as they go."""

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
    [
        ("香水村产业道路", (2026, 11, 22), set()),
        ("龙门村灌溉渠", (2026, 6, 12), {"R110"}),
        ("青杠坪村产业园道路", (2026, 11, 22), set()),
        ("白鹤村饮水工程", (2026, 11, 22), set()),
    ],
)
def test_a_sample_has_no_error(pack: Pack, name, day, warned):
    """The second is under way: some claims of its roster have no evidence yet."""
    loaded = load_project(SAMPLES / name)
    assert loaded.project is not None, [str(finding) for finding in loaded.report.findings]
    figures = Figures(loaded.project, pack.policy)
    report = check_project(Checked(loaded.project, figures, pack.policy, loaded, datetime.date(*day)), pack)
    assert report.errors == ()
    assert {finding.code for finding in report.warnings} == warned


@pytest.mark.parametrize("name", ["香水村产业道路", "青杠坪村产业园道路", "白鹤村饮水工程"])
@pytest.mark.parametrize("day", [(2026, 11, 22), (2027, 2, 10)])
def test_a_sample_is_without_any_finding_on_whatever_day_it_is_read(pack: Pack, name, day):
    loaded = load_project(SAMPLES / name)
    assert loaded.project is not None
    figures = Figures(loaded.project, pack.policy)
    checked = Checked(loaded.project, figures, pack.policy, loaded, datetime.date(*day))
    assert [str(finding) for finding in check_project(checked, pack).findings] == []
