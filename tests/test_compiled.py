"""Compiled templates on the disk: kept once, never trusted when they are not whole, never missed when they cannot be kept."""

from __future__ import annotations

import pytest

from archivegen import compiled
from archivegen.compiled import cache_folder, load_compiled


@pytest.fixture
def folder(tmp_path, monkeypatch):
    chosen = tmp_path / "cache"
    monkeypatch.setenv(compiled.VARIABLE, str(chosen))
    return chosen


class Compiler:
    """Counts how often it is asked."""

    def __init__(self) -> None:
        self.asked = 0

    def __call__(self):
        self.asked += 1
        return {"code": compile("1 + 1", "<x>", "eval"), "parts": (b"\0", "词", 3)}


def test_the_second_run_does_not_compile(folder):
    compiler = Compiler()
    first = load_compiled("docx", b"template", compiler)
    second = load_compiled("docx", b"template", compiler)
    assert compiler.asked == 1
    assert eval(second["code"]) == 2
    assert first["parts"] == second["parts"]


def test_another_template_or_kind_is_another_entry(folder):
    compiler = Compiler()
    for kind, template in [("docx", b"a"), ("docx", b"b"), ("xlsx", b"a")]:
        load_compiled(kind, template, compiler)
    assert compiler.asked == 3


@pytest.mark.parametrize("damage", [lambda b: b[:-1], lambda b: b[:10], lambda b: b"", lambda b: b[:-1] + b"\0"])
def test_a_damaged_entry_is_compiled_again_and_replaced(folder, damage):
    compiler = Compiler()
    load_compiled("docx", b"template", compiler)
    (entry,) = folder.iterdir()
    entry.write_bytes(damage(entry.read_bytes()))
    for _ in range(2):
        load_compiled("docx", b"template", compiler)
    assert compiler.asked == 2


def test_a_change_of_the_program_is_noticed(folder, monkeypatch):
    compiler = Compiler()
    load_compiled("docx", b"template", compiler)
    monkeypatch.setattr(compiled, "_program_mark", lambda: "another version")
    load_compiled("docx", b"template", compiler)
    assert compiler.asked == 2


def test_a_cache_that_cannot_be_written_is_no_trouble(tmp_path, monkeypatch):
    (tmp_path / "file").write_text("in the way")
    monkeypatch.setenv(compiled.VARIABLE, str(tmp_path / "file" / "cache"))
    compiler = Compiler()
    assert load_compiled("docx", b"template", compiler)["parts"][2] == 3


def test_it_can_be_switched_off(monkeypatch):
    monkeypatch.setenv(compiled.VARIABLE, "off")
    assert cache_folder() is None


def test_a_mistake_is_not_kept(folder):
    def fail():
        raise ValueError

    for _ in range(2):
        with pytest.raises(ValueError):
            load_compiled("docx", b"template", fail)
    assert list(folder.iterdir()) == []


def test_old_entries_make_room(folder, monkeypatch):
    monkeypatch.setattr(compiled, "MOST_ENTRIES", 3)
    for number in range(9):
        load_compiled("docx", bytes([number]), Compiler())
    assert len(list(folder.iterdir())) <= 5


def test_a_folder_that_others_may_write_to_is_not_used(folder):
    folder.mkdir()
    folder.chmod(0o777)
    assert cache_folder() is None
