"""Golden texts: what every kind of paper says, for the eye of a reviewer.

``make golden`` rewrites them; the diff is the review.  Papers that come in numbers are kept for their first item of each
template only.  Two samples are kept whole; of the others the Word papers, whose sentences follow type and mode, and the
workbooks that only they have.
"""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from tests.conftest import ALL_SAMPLES, LONGMEN, ROOT, XIANGSHUI
from tests.made import Made, make_sample

GOLDEN = ROOT / "tests" / "golden"


WHOLE = (XIANGSHUI, LONGMEN)
OWN_BOOKS = ("C21-结算单.xlsx",)


@pytest.fixture(scope="module", params=ALL_SAMPLES)
def made(request, tmp_path_factory) -> Made:
    return make_sample(request.param, tmp_path_factory.mktemp("golden"))


def is_kept(made: Made, template: Path) -> bool:
    return made.folder.name in WHOLE or template.suffix == ".docx" or template.name in OWN_BOOKS


def golden_texts(made: Made) -> dict[str, str]:
    texts, seen = {}, set()
    for entry in made.workspace.plan.entries:
        part = entry.key.partition("+")[2]
        kind = (entry.template,) if entry.slip else (entry.code, part, entry.template)
        if entry.key in made.keys and kind not in seen and is_kept(made, entry.template):
            seen.add(kind)
            stem = entry.template.stem
            name = stem if entry.slip else "-".join(filter(None, (entry.code, part, stem.partition("-")[2])))
            texts[f"{name}.txt"] = f"{entry.key}  {entry.title}\n\n{made.text(entry.key)}\n"
    plan = [
        "\t".join((e.key, e.title, e.level, e.responsible, e.reason, "、".join(e.missing_facts)))
        for e in made.workspace.plan.entries
    ]
    return {**texts, "应归档清单.txt": "\n".join(plan) + "\n"}


def test_texts_are_as_reviewed(made):
    folder = GOLDEN / made.folder.name
    texts = golden_texts(made)
    if os.environ.get("GOLDEN") == "rewrite":
        folder.mkdir(parents=True, exist_ok=True)
        for old in folder.iterdir():
            old.unlink()
        for name, text in texts.items():
            (folder / name).write_text(text, encoding="utf-8")
    reviewed = {path.name: path.read_text(encoding="utf-8") for path in folder.iterdir()}
    assert texts == reviewed
