"""Expressions of a catalogue that were compiled in an earlier run say and refuse the same."""

from __future__ import annotations

import pytest

from archivegen import compiled
from archivegen.errors import TemplateError
from archivegen.language import compile_expression, compile_text, expressions, recall_compiled

WORDS = {"项目": {"名称": "甲路", "投资": 3}}


@pytest.fixture
def new_run(tmp_path, monkeypatch):
    """Forgets what this process has compiled; the folder on the disk stays."""
    monkeypatch.setenv(compiled.VARIABLE, str(tmp_path))

    def forget() -> None:
        monkeypatch.setattr(expressions, "_compiled", {})
        compile_expression.cache_clear()
        compile_text.cache_clear()

    forget()
    yield forget
    compile_expression.cache_clear()
    compile_text.cache_clear()


def test_the_second_run_says_the_same_without_compiling(new_run, monkeypatch):
    def answers() -> tuple[object, str]:
        recall_compiled(["项目.投资 * 0.1", ""], ["{{ 项目.名称 }}（{{ 项目.投资 }}）"])
        return compile_expression("项目.投资 * 0.1")(WORDS), compile_text("{{ 项目.名称 }}（{{ 项目.投资 }}）")(WORDS)

    first = answers()
    new_run()
    monkeypatch.setattr(expressions, "_compile", lambda *_: pytest.fail("compiled again"))
    assert answers() == first
    assert str(first[0]) == "0.3"
    assert first[1] == "甲路（3）"


def test_what_is_not_written_right_is_refused_when_it_is_asked_for(new_run):
    for _ in range(2):
        recall_compiled(["项目.投资 *", "项目.名称"], ["{{ 项目"])
        assert compile_expression("项目.名称")(WORDS) == "甲路"
        with pytest.raises(TemplateError, match=r"表达式“项目\.投资 \*”写法不对"):
            compile_expression("项目.投资 *")
        with pytest.raises(TemplateError, match=r"文字“\{\{ 项目”写法不对"):
            compile_text("{{ 项目")
        new_run()
