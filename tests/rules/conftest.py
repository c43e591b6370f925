"""Checking a project file as ``archivegen check`` does."""

from __future__ import annotations

import datetime
from collections.abc import Callable
from pathlib import Path

import pytest

from archivegen.findings import Report
from archivegen.pack.load import built_in_pack, load_pack
from archivegen.pack.model import Pack
from archivegen.project.figures import Figures
from archivegen.project.load import load_project
from archivegen.rules import Checked, check_project

TODAY = datetime.date(2026, 11, 1)
FAULTLESS = (Path(__file__).parent / "faultless" / "项目.yaml").read_text(encoding="utf-8")
"""A small project that is handed over and in which nothing is wrong."""
PHOTO = Path(__file__).parent / "faultless" / "照片.png"
"""What projects name as the photo of a notice."""

HEAD = """\
项目:
  名称: 香水村产业道路以工代赈项目
  年度: 2026
  类型: 公益性
  建设方式: 村民自建
  县: 巴州区
  乡镇: 云屏镇
  村: 香水村
"""

Check = Callable[..., Report]
Codes = Callable[..., set[str]]


@pytest.fixture(scope="session")
def pack() -> Pack:
    return load_pack(built_in_pack())


@pytest.fixture
def check(pack: Pack, tmp_path: Path) -> Check:
    """``check(text_or_folder)`` gives what the rules find; the file itself must be faultless."""

    def run(source: str | Path, *, pack: Pack = pack, today: datetime.date = TODAY) -> Report:
        if isinstance(source, str):
            (tmp_path / "项目.yaml").write_text(source, encoding="utf-8")
            (tmp_path / PHOTO.name).write_bytes(PHOTO.read_bytes())
            source = tmp_path
        loaded = load_project(source)
        assert loaded.project is not None, [str(finding) for finding in loaded.report.findings]
        assert not loaded.report.findings, [str(finding) for finding in loaded.report.findings]
        checked = Checked(loaded.project, Figures(loaded.project, pack.policy), pack.policy, loaded, today)
        return check_project(checked, pack)

    return run


@pytest.fixture
def codes(check: Check) -> Codes:
    """``codes(sections, about)``: the codes found in a project that is still being planned.

    ``sections`` is what follows 项目; ``about`` are more lines of 项目.
    """

    def run(sections: str = "", about: str = "", **options: object) -> set[str]:
        about = "".join(f"  {line}\n" for line in about.splitlines())
        return {finding.code for finding in check(HEAD + about + sections, **options).findings}

    return run
