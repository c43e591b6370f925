from __future__ import annotations

from pathlib import Path

import pytest

from archivegen.plan import Origin
from tests.archive.township_desk import PDF, Desk


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    """An empty desk."""
    return Desk(tmp_path / "香水村产业道路")


@pytest.fixture
def small_desk(desk: Desk) -> Desk:
    """Four papers: one scanned, one generated and never signed, one waiting for signatures, one not applicable."""
    desk.owe("B05", "项目资金计划下达文件", origin=Origin.COLLECTED, signers=(), level="县", retention="永久")
    desk.scan("B05.pdf", PDF + b"B05")
    desk.owe("C18", "施工日志", signers=())
    desk.draft("C18", b"log")
    desk.owe("C21@2026-03")
    desk.draft("C21@2026-03", b"wages", ".xlsx")
    desk.owe("D12", "工程质量保修书", applies=False, reason="村民自建项目不签订施工合同")
    return desk
