"""What is due in a project that was typed as a county would."""

from __future__ import annotations

import datetime
from collections.abc import Callable
from pathlib import Path

import pytest

from archivegen.agenda import AgendaItem
from archivegen.workspace import open_project
from tests.conftest import SMALL_PROJECT

Agenda = Callable[..., tuple[AgendaItem, ...]]


@pytest.fixture
def agenda(tmp_path: Path) -> Agenda:
    """``agenda(sections, about, today="2026-06-12")``: the items; ``about`` are more lines of 项目."""

    def read(sections: str = "", about: str = "", *, today: str) -> tuple[AgendaItem, ...]:
        head = SMALL_PROJECT.partition("资金:")[0]
        (tmp_path / "项目.yaml").write_text(
            head + "".join(f"  {line}\n" for line in about.splitlines()) + sections, encoding="utf-8"
        )
        workspace = open_project(tmp_path, datetime.date.fromisoformat(today))
        assert workspace.valid, [str(finding) for finding in workspace.report.findings]
        return workspace.agenda

    return read
