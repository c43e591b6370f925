"""Names in a bag: whatever a title holds, Windows unpacks it, and no path has 200 characters."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from archivegen.archive.bag.tag_files import LONGEST_PATH, check_path
from archivegen.errors import OutputError
from tests.archive.township_desk import Desk

HOSTILE = [
    "工" * 300,
    "会议记录（" + "第一次、" * 60 + "）",
    "CON",
    "../../etc/passwd",
    'a/b\\c:d*e?f"g<h>i|j',
    "e\u0301" * 120,
    "题名. . .",
    "\u202e倒写\u202c",
    "１００％合格",
    "👷🏽" * 60,
]


@pytest.mark.parametrize("title", HOSTILE)
def test_a_hostile_title_makes_a_path_that_every_system_takes(title, tmp_path):
    desk = Desk(tmp_path / "项目")
    desk.owe("C05", name=title, title=title)
    desk.scan("C05.pdf")
    paths = [file.path for file in desk.files()]
    assert paths
    for path in paths:
        check_path(f"data/{path}", "巴州区云屏镇香水村产业道路_20261120")


@pytest.mark.parametrize(
    ("path", "said"),
    [
        ("data/" + "甲/" * 100 + "a.pdf", "路径有"),
        ("data/a:b.pdf", "Windows"),
        ("data/e\u0301.pdf", "Windows"),
        ("data/a./b.pdf", "Windows"),
        ("data/a?.pdf", "Windows"),
    ],
)
def test_a_path_that_windows_cannot_unpack_is_refused(path, said):
    with pytest.raises(OutputError, match=said):
        check_path(path, "档案")


@given(st.text(max_size=40))
def test_what_passes_is_composed_short_and_legal(name):
    path = f"data/{name}.pdf"
    try:
        check_path(path, "档案")
    except OutputError:
        return
    assert unicodedata.is_normalized("NFC", path)
    assert len(path) + 3 <= LONGEST_PATH
    assert not set(path) & set('<>:"\\|?*')
