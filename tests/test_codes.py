"""The codes as a whole: each defined once, worded for people, raised with all its words, and shown by a sample."""

from __future__ import annotations

import ast
import functools
import re
import string
from collections import Counter
from pathlib import Path

import pytest

from archivegen.findings import Severity, load_codes
from archivegen.pack.load import load_pack
from tests.conftest import ROOT

SOURCE = ROOT / "src" / "archivegen"
CODE = re.compile(r"[A-Z][0-9]{3}")
RULES = {line.code: line.message for line in load_pack().rules.values()}
WORDINGS = {code: entry["说明"] for code, entry in load_codes().items()} | RULES
WITHOUT_FOLDER = {"V001", "V009", "V028", "V029", "V083", "V084", "V086", "V099", *(f"V{n:03}" for n in range(60, 80))}
"""A path that cannot be opened, a way of looking, what lies beside a bag, bags too large to be laid down, and what is inside the
files and lists of an archive: tests build them."""


@functools.cache
def codes_in_source() -> dict[str, list[tuple[str, ast.Call | None]]]:
    """Code → where the program names it, and the call that it is the first argument of."""
    found: dict[str, list[tuple[str, ast.Call | None]]] = {}
    for path in sorted(SOURCE.rglob("*.py")):
        tree = ast.parse(path.read_text(encoding="utf-8"))
        calls = {id(node.args[0]): node for node in ast.walk(tree) if isinstance(node, ast.Call) and node.args}
        for node in ast.walk(tree):
            if isinstance(node, ast.Constant) and isinstance(node.value, str) and CODE.fullmatch(node.value):
                found.setdefault(node.value, []).append((f"{path.name}:{node.lineno}", calls.get(id(node))))
    return found


def fields(wording: str) -> set[str]:
    return {name.partition("[")[0].partition(".")[0] for _, name, _, _ in string.Formatter().parse(wording) if name}


def test_no_code_is_defined_twice():
    text = (SOURCE / "codes.yaml").read_text(encoding="utf-8")
    listed = re.findall(r"^([A-Z][0-9]{3}):", text, re.MULTILINE)
    listed += re.findall(r"代码: (R[0-9]{3})\b", (ROOT / "templates" / "rules.yaml").read_text(encoding="utf-8"))
    assert [code for code, count in Counter(listed).items() if count > 1] == []
    assert set(listed) == set(WORDINGS)


def test_the_file_has_its_codes_in_order_and_nothing_else():
    codes = list(load_codes())
    assert {code[0] for code in codes} <= set("PKSAV")
    for letter in "PKSAV":
        mine = [code for code in codes if code.startswith(letter)]
        assert mine == sorted(mine)
    for code, entry in load_codes().items():
        assert set(entry) <= {"级别", "说明", "依据"}, code
        assert entry["级别"] in set(Severity), code


@pytest.mark.parametrize("code", WORDINGS)
def test_a_wording_is_a_sentence_or_two_of_chinese(code):
    wording = re.sub(r"\{[^{}]*\}", "甲", WORDINGS[code])
    sentences = [part for part in re.split("[。？！]", wording) if part.strip("“”")]
    assert 1 <= len(sentences) <= 3, sentences
    assert not wording.endswith(("。", "，", "；", " ")), "the front desk sets what follows"
    assert re.search("[\u4e00-\u9fff]", wording)
    assert not re.search(r"[\u4e00-\u9fff][,;?!]|  |，，|。。", wording), "half-width punctuation or a doubled sign"
    assert wording.count("“") == wording.count("”")
    assert wording.count("（") == wording.count("）")


@pytest.mark.parametrize("code", load_codes())
def test_a_code_is_raised_somewhere_and_always_with_all_its_words(code):
    uses = codes_in_source().get(code, [])
    assert uses, "nothing raises it"
    for where, call in uses:
        if call is None or any(keyword.arg is None for keyword in call.keywords):
            continue
        name = call.func.attr if isinstance(call.func, ast.Attribute) else getattr(call.func, "id", "")
        if name in {"make_finding", "report", "_report"}:
            given = {keyword.arg for keyword in call.keywords}
            assert fields(WORDINGS[code]) <= given, where


def test_the_program_names_no_code_that_is_not_defined():
    named = {code for code in codes_in_source() if code[0] in "PKRSV"}
    assert named - set(WORDINGS) - {"V000"} == set()


@pytest.mark.parametrize("code", WORDINGS)
def test_every_code_has_a_sample(code):
    folders = [path.name for path in (ROOT / "tests" / "bad").glob(f"{code}-*") if path.is_dir()]
    if code in WITHOUT_FOLDER:
        assert folders == []
        return
    assert folders
    assert all(re.fullmatch(rf"{code}-[a-z0-9]+(-[a-z0-9]+)*", folder) for folder in folders), folders


def test_every_folder_of_bad_samples_belongs_to_a_code():
    folders = {path.name[:4] for path in Path(ROOT, "tests", "bad").iterdir() if path.is_dir()}
    assert folders <= set(WORDINGS)
