from __future__ import annotations

import pytest


@pytest.fixture
def folder(tmp_path):
    """A place for a bag."""
    return tmp_path / "档案"
