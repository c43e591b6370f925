"""Whatever village is in order raises nothing; whatever one thing is changed is found, at its row."""

from __future__ import annotations

import datetime
import random
import shutil
from pathlib import Path
from typing import Any

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from archivegen.findings import Finding
from archivegen.pack.load import load_pack
from archivegen.project.figures import Figures
from archivegen.project.load import LoadedProject, load_project
from archivegen.rules import Checked, check_project
from tests.model.changes import CHANGES, Change
from tests.model.records import PHOTO, Sections, write_records, write_yaml
from tests.model.village import Village, draw_village

TODAY = datetime.date(2026, 6, 20)
PACK = load_pack()
villages = st.builds(draw_village, seed=st.integers(0, 2**32 - 1), people=st.integers(1, 8), months=st.integers(1, 3))


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    made = tmp_path_factory.mktemp("village")
    shutil.copy(PHOTO, made)
    return made


def examine(folder: Path, sections: Sections) -> tuple[LoadedProject, tuple[Finding, ...]]:
    """What ``archivegen check`` says of these sections."""
    (folder / "项目.yaml").write_text(write_yaml(sections), encoding="utf-8")
    loaded = load_project(folder)
    if loaded.project is None:
        return loaded, loaded.report.findings
    checked = Checked(loaded.project, Figures(loaded.project, PACK.policy), PACK.policy, loaded, TODAY)
    return loaded, loaded.report.findings + check_project(checked, PACK).findings


@settings(max_examples=150)
@given(villages)
def test_a_village_in_order_raises_nothing(folder: Path, village: Village):
    _, findings = examine(folder, write_records(village))
    assert findings == (), [str(finding) for finding in findings]


@pytest.mark.parametrize("change", CHANGES, ids=lambda change: change.__name__)
@settings(max_examples=25)
@given(villages, st.randoms(use_true_random=False))
def test_one_change_is_found_at_its_row(folder: Path, change: Change, village: Village, rng: random.Random):
    sections = write_records(village)
    changed = change(sections, rng)
    assume(changed is not None)
    loaded, findings = examine(folder, sections)
    named = {place.line for found in findings for place in (found.place, *(row.place for row in found.evidence))}
    wanted = {line for row in changed.rows for line in list_lines(loaded, sections, row)}
    assert named & wanted, (changed, [str(finding) for finding in findings])


def list_lines(loaded: LoadedProject, sections: Any, path: tuple[str | int, ...]) -> set[int | None]:
    """The lines that a row takes in the project file; none when it is not there any more."""
    value: Any = sections
    for part in path:
        if not (part in value if isinstance(value, dict) else isinstance(part, int) and part < len(value)):
            return set()
        value = value[part]
    nested = value if isinstance(value, dict) else range(len(value)) if isinstance(value, list) else ()
    below = (list_lines(loaded, sections, (*path, part)) for part in nested)
    return {loaded.place(*path).line}.union(*below)
