"""File names that every system accepts, and the nearest right word."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from archivegen.chinese import NearWords, natural_order, nearest, safe_file_name


@pytest.mark.parametrize(
    ("title", "name"),
    [
        ("香水村产业道路", "香水村产业道路"),
        ("香水村/一期:道路?", "香水村／一期：道路？"),
        ("..\\..\\etc", "＼..＼etc"),
        ("甲乙丙. . .", "甲乙丙"),
        ("...", "未命名"),
        ("", "未命名"),
        (" \t\n", "未命名"),
        ("con", "_con"),
        ("NUL.txt", "_NUL.txt"),
        ("COM1", "_COM1"),
        ("CONTRACT", "CONTRACT"),
        ("~$合同", "合同"),
        (".hidden", "hidden"),
        ("a\x00b\x1fc", "abc"),
        ("甲\n乙", "甲 乙"),
        ("gpj\u202etxt", "gpjtxt"),
        ("e\u0301", "é"),
        ("𠮷野\ud800", "𠮷野"),
        ("C21@2026-03", "C21@2026-03"),
    ],
)
def test_a_title_becomes_a_name_that_windows_accepts(title: str, name: str) -> None:
    assert safe_file_name(title) == name


def test_a_long_title_is_cut_between_characters() -> None:
    assert safe_file_name("甲" * 200, 1000) == "甲" * 80
    assert safe_file_name("𠮷" * 80, 30) == "𠮷" * 7
    assert safe_file_name("葛\U000e0100" * 40, 20) == "葛\U000e0100葛\U000e0100"
    assert safe_file_name("甲" * 9 + "." + "乙" * 90, 30) == "甲" * 9
    assert safe_file_name("_" * 79 + "甲" * 20).startswith("_" * 79)


def test_a_limit_that_fits_no_name_is_a_mistake_of_the_caller() -> None:
    with pytest.raises(ValueError, match="max_bytes"):
        safe_file_name("甲", 3)


@given(st.text(max_size=300), st.integers(9, 300))
def test_every_name_is_legal_and_stays_what_it_is(title: str, limit: int) -> None:
    name = safe_file_name(title, limit)
    assert name
    assert len(name) <= 80
    assert len(name.encode()) <= limit
    assert not set(name) & set('\\/:*?"<>|')
    assert not name.endswith((".", " "))
    assert name == unicodedata.normalize("NFC", name)
    assert safe_file_name(name, limit) == name


def test_a_misspelt_word_names_its_neighbour() -> None:
    keys = ["名称", "建设方式", "建设地点", "年度"]
    assert nearest("名字", keys) == "名称"
    assert nearest("建设方试", keys) == "建设方式"
    assert nearest("项目名称", ["项目.名称", "项目.年度"]) == "项目.名称"
    assert nearest("账号", keys) is None
    assert nearest("safe", ["iso_date", "round"]) is None
    assert nearest("甲", []) is None


names_of_people = st.text("何李张王光才正明德富", min_size=1, max_size=4)


@given(st.lists(names_of_people, max_size=12), st.lists(names_of_people | st.text("abW01", max_size=5), max_size=4))
def test_near_words_find_what_nearest_finds(words, asked):
    known = NearWords(words)
    for word in [*asked, *asked]:
        assert known.nearest(word) == nearest(word, list(dict.fromkeys(words)))


def test_numbers_in_names_are_counted_and_odd_signs_for_numbers_are_letters():
    assert sorted(["10组", "2组", "1组"], key=natural_order) == ["1组", "2组", "10组"]
    named = ["２组", "①组", "10组", "王家组", "²组"]
    assert sorted(named, key=natural_order) == ["10组", "²组", "①组", "王家组", "２组"]
    backwards = named[::-1]
    assert sorted(backwards, key=natural_order) == ["10组", "²组", "①组", "王家组", "２组"]
