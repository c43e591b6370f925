"""A Word paper ends, however much its template wants to print."""

from __future__ import annotations

import pytest

from archivegen.errors import TemplateError
from archivegen.language import bounds
from archivegen.render.docx import render_docx
from tests.render.test_docx import lines


def test_what_is_printed_and_what_is_gathered_is_counted(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(bounds, "MOST_PRINTED", 100_000)
    monkeypatch.setattr(bounds, "MOST_TEXT", 100_000)
    for text in (
        "{% for i in range(9999) %}字字字字字字字字字字{% endfor %}",
        "{% set x %}{% for i in range(9999) %}字字字字字字字字字字{{ i }}{% endfor %}{% endset %}",
        "{% for i in range(99999) %}{% for j in range(99999) %}{% endfor %}{% endfor %}",
    ):
        with pytest.raises(TemplateError, match=r"第 1 段“.*(文字太多|要做的太多)"):
            render_docx(lines(text), {}, name="证明.docx")
