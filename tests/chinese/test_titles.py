from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from archivegen.chinese import break_title


@pytest.mark.parametrize(
    ("name", "width", "lines"),
    [
        ("香水村产业道路", 20, ["香水村产业道路"]),
        (
            "巴州区云屏镇香水村2026年产业道路以工代赈项目",
            20,
            ["巴州区云屏镇香水村", "2026年产业道路以工代赈项目"],
        ),
        (
            "巴州区云屏镇香水村2026年产业道路以工代赈项目",
            12,
            ["巴州区云屏镇香水村", "2026年产业道路", "以工代赈项目"],
        ),
        (
            "通江县龙门镇龙门村等三村2026年灌溉渠系修复以工代赈项目",
            20,
            ["通江县龙门镇龙门村等三村", "2026年灌溉渠系修复以工代赈项目"],
        ),
        ("", 20, []),
    ],
)
def test_a_title_breaks_where_the_sense_breaks(name: str, width: int, lines: list[str]) -> None:
    assert break_title(name, width) == lines


def test_a_title_without_any_place_to_break_still_fits_the_line() -> None:
    assert [len(line) for line in break_title("甲" * 45, 20)] == [15, 15, 15]


@given(st.text(alphabet="香水村镇2026年以工代赈（）项目 a𠮷", max_size=60), st.integers(4, 30))
def test_breaking_loses_nothing_and_keeps_to_the_width(name: str, width: int) -> None:
    lines = break_title(name, width)
    assert "".join(lines) == name
    assert all(line and sum(0.5 if c.isascii() else 1 for c in line) <= width for line in lines)
