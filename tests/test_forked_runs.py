"""A run that is forked ends as one that starts from nothing."""

from __future__ import annotations

import os

import pytest

from tests.forked_runs import run_forked

WANTED = {**os.environ, "PYTHONUTF8": "1"}


@pytest.mark.parametrize(
    "arguments", [("check", "--json"), ("plan", "--jsno"), ("status",), ("generate", "--only", "C99")]
)
def test_a_forked_run_says_what_a_run_from_nothing_says(make_project, arguments):
    folder = make_project()
    forked = run_forked(arguments, WANTED, folder)
    assert run_forked(arguments, {**WANTED, "PYTHONDONTWRITEBYTECODE": "x"}, folder) == forked
    assert forked[1] or forked[2]


def test_what_a_run_leaves_behind_is_not_there_in_the_next(make_project, tmp_path):
    folder = make_project()
    first = run_forked(["status"], {**WANTED, "ARCHIVEGEN_SOFFICE": "/没有/soffice"}, folder)
    (folder / "项目.yaml").unlink()
    lost = run_forked(["status"], WANTED, tmp_path)
    assert first[0] != lost[0] == 3
    assert lost[2]
