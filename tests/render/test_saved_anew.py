"""An Excel template that another program saved again: shared texts, styles and names in ways of its own, the same paper."""

from __future__ import annotations

import re
from io import BytesIO
from typing import Any

import pytest
from openpyxl import load_workbook

from archivegen.render.xlsx import render_xlsx
from tests.render.libreoffice import convert_all
from tests.render.validity import find_xlsx_faults
from tests.render.wages import STYLES, Wages, draw_figures, people


def draw(style: str) -> bytes:
    wages = Wages(style)
    draw_figures(wages)
    return wages.save()


@pytest.mark.parametrize("style", STYLES)
def test_a_template_saved_anew_gives_the_same_figures(style: str, saved_anew: dict[str, bytes]) -> None:
    words = {"项目": {"名称": "香水村"}, "明细": people(5)}
    expected = render_xlsx(draw(style), words, name="C21.xlsx")
    paper = render_xlsx(saved_anew[style], words, name="C21.xlsx")
    assert find_xlsx_faults(paper) == []
    for cached in (False, True):
        ours, theirs = (load_workbook(BytesIO(made), data_only=cached) for made in (expected, paper))
        for title in ("发放表", "汇总"):
            assert [[spell(cell) for cell in row] for row in theirs[title].iter_rows(max_row=10, max_col=8)] == [
                [spell(cell) for cell in row] for row in ours[title].iter_rows(max_row=10, max_col=8)
            ]


def spell(cell: Any) -> Any:
    """Formulas without what programs spell in their own ways."""
    return re.sub(r"[$'\s]", "", cell.value) if isinstance(cell.value, str) else cell.value


@pytest.fixture(scope="module")
def saved_anew(tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    """The templates as LibreOffice saves them: shared texts, styles and column widths of its own."""
    return convert_all({style: draw(style) for style in STYLES}, ".xlsx", tmp_path_factory.mktemp("office"))
