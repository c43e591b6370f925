"""Whatever village is in order raises nothing; whatever one thing is changed is found, at its row.

Every run tries the same villages, so that a build does not fail by chance; ``VILLAGES=500`` tries so many others.

What cannot be found in principle, and is therefore no change here: what is wrong in the same way in every record that was
kept (a day that everybody invents); an ID, an account or a phone that is replaced by another that is valid and nobody
else's; a bonus, a price or a correction that is changed together with the receipt; facts of which there is one record and
nothing to compare it with (the weather, a work place, the reason of a bonus).  Face-to-face verification is for these.
"""

from __future__ import annotations

import datetime
import os
import random
import re
import shutil
from pathlib import Path
from typing import Any

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from archivegen.findings import Finding, Place
from archivegen.pack.load import load_pack
from archivegen.project.figures import Figures
from archivegen.project.load import LoadedProject, load_project
from archivegen.rules import Checked, check_project
from tests.model.batches import PHOTO
from tests.model.changes import CHANGES
from tests.model.date_slips import DATE_SLIPS
from tests.model.drawing import draw_village
from tests.model.people_slips import PEOPLE_SLIPS
from tests.model.record_slips import RECORD_SLIPS
from tests.model.records import Sections, write_records, write_table, write_yaml
from tests.model.rows import Change
from tests.model.village import Village

TODAY = datetime.date(2026, 6, 30)
PACK = load_pack()
SOUGHT = int(os.environ.get("VILLAGES", "0"))
ALL = CHANGES + PEOPLE_SLIPS + DATE_SLIPS + RECORD_SLIPS
ATTEMPTS = 40
seeds, sizes, lengths = st.integers(0, 2**32 - 1), st.integers(1, 8), st.integers(1, 3)
villages = st.builds(draw_village, seeds, sizes, lengths)


def trying(examples: int) -> settings:
    """So many villages, always the same; or as many others as are asked for."""
    return settings(max_examples=SOUGHT or examples, derandomize=not SOUGHT)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    made = tmp_path_factory.mktemp("village")
    shutil.copy(PHOTO, made)
    return made


def examine(folder: Path, village: Village, sections: Sections) -> tuple[LoadedProject, tuple[Finding, ...]]:
    """What ``archivegen check`` says of these sections."""
    written = dict(sections)
    if village.has_tables:
        written["务工人员"] = write_table(folder / "数据" / "花名册.xlsx", sections["务工人员"])
        written["发放批次"] = [
            {**batch, "回单": write_table(folder / "数据" / f"回单{number}.xlsx", batch["回单"])}
            for number, batch in enumerate(sections["发放批次"])
        ]
    (folder / "项目.yaml").write_text(write_yaml(written), encoding="utf-8")
    loaded = load_project(folder)
    if loaded.project is None:
        return loaded, loaded.report.findings
    checked = Checked(loaded.project, Figures(loaded.project, PACK.policy), PACK.policy, loaded, TODAY)
    return loaded, loaded.report.findings + check_project(checked, PACK).findings


@trying(150)
@given(villages)
def test_a_village_in_order_raises_nothing(folder: Path, village: Village):
    _, findings = examine(folder, village, write_records(village))
    assert findings == (), [str(finding) for finding in findings]


@pytest.mark.parametrize("change", ALL, ids=lambda change: change.__name__)
@trying(12)
@given(seeds, sizes, lengths, st.randoms(use_true_random=False))
def test_one_change_is_found_at_its_row(
    folder: Path, change: Change, seed: int, people: int, months: int, rng: random.Random
):
    """In the first village of so many people and months, from this seed on, that has something to change."""
    for attempt in range(ATTEMPTS):
        village = draw_village(seed + attempt, people, months)
        sections = write_records(village)
        changed = change(sections, rng)
        if changed is not None:
            break
    assume(changed is not None)
    loaded, findings = examine(folder, village, sections)
    named = {name_row(place) for found in findings for place in (found.place, *(row.place for row in found.evidence))}
    wanted = {row for path in changed.rows for row in list_rows(loaded, sections, path)}
    assert named & wanted, (changed, [str(finding) for finding in findings])


Row = tuple[str, int | str | None]


def name_row(place: Place) -> Row:
    """The file and the line, or the row of the table."""
    return place.file, re.sub(r"\D", "", place.cell) if place.cell else place.line


def list_rows(loaded: LoadedProject, sections: Any, path: tuple[str | int, ...]) -> set[Row]:
    """The rows that a record takes in the project file; none when it is not there any more."""
    value: Any = sections
    for part in path:
        if not (part in value if isinstance(value, dict) else isinstance(part, int) and part < len(value)):
            return set()
        value = value[part]
    nested = value if isinstance(value, dict) else range(len(value)) if isinstance(value, list) else ()
    below = (list_rows(loaded, sections, (*path, part)) for part in nested)
    return {name_row(loaded.place(*path))}.union(*below)
