"""A workbook ends, however much its template wants to make."""

from __future__ import annotations

from io import BytesIO
from typing import Any

import openpyxl
import pytest

from archivegen.errors import TemplateError
from archivegen.language import bounds
from archivegen.render.sheet import made, record, values
from archivegen.render.xlsx import render_xlsx


def book(cells: dict[str, Any]) -> bytes:
    workbook = openpyxl.Workbook()
    for place, value in cells.items():
        workbook.active[place] = value
    target = BytesIO()
    workbook.save(target)
    return target.getvalue()


ROWS = {"A1": "{%tr for i in range(900) %}{{ i }}{%tr endfor %}"}


@pytest.mark.parametrize(
    ("cells", "sentence"),
    [
        (
            {"A1": "{%tr for i in range(900) %}{%tc for j in range(900) %}{{ j }}{%tc endfor %}{%tr endfor %}"},
            "做的太多",
        ),
        ({"A1": "{%tr for i in range(900) %}{{ '字' * 900 ~ i }}{%tr endfor %}"}, "文字太多"),
        ({**ROWS, "Z1": "静"}, "单元格超过了"),
        ({"A1": "{%sheet for i in range(900) %}{{ i }}{%sheet endfor %}"}, "工作表超过了 99 张"),
    ],
)
def test_a_template_that_wants_too_much_is_refused(
    cells: dict[str, Any], sentence: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(bounds, "MOST_STEPS", 100_000)
    monkeypatch.setattr(bounds, "MOST_TEXT", 100_000)
    monkeypatch.setattr(made, "MOST_CELLS", 10_000)
    monkeypatch.setattr(record, "MOST_SHEETS", 99)
    with pytest.raises(TemplateError, match=sentence):
        render_xlsx(book(cells), {}, name="表.xlsx")


def test_what_would_take_too_long_to_calculate_is_left_to_excel(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(values, "MOST_READ", 2_000)
    made_book = render_xlsx(book({**ROWS, "B1": "=SUM(A$1:A1)"}), {}, name="表.xlsx")
    cached = openpyxl.load_workbook(BytesIO(made_book), data_only=True).active
    formulas = openpyxl.load_workbook(BytesIO(made_book)).active
    assert (cached["B5"].value, cached["B900"].value) == (10, None)
    assert formulas["B900"].value == "=SUM(A$1:A900)"
