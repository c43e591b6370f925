"""The press: what is sent to workers, and papers that fail."""

from __future__ import annotations

import pytest

from archivegen.errors import OutputError
from archivegen.manifest import Audience
from archivegen.plan import Origin, PlanEntry
from archivegen.render.press import Failure, Order, PaperWords, cut_chunks, lay_words, print_chunk
from tests.conftest import ROOT

TEMPLATE = ROOT / "templates" / "docx" / "C07-项目公示牌.docx"


def entry(key: str) -> PlanEntry:
    return PlanEntry("C07", key, "公示牌", "公示牌", "C", Origin.GENERATED, "施", "某公司", "30年", template=TEMPLATE)


def test_chunks_keep_the_order_and_weigh_no_more_than_they_may():
    entries = [entry(str(number)) for number in range(7)]
    weights = {"3": 9, "4": 2}
    chunks = list(cut_chunks(entries, 3, lambda e: weights.get(e.key, 1)))
    assert [[e.key for e in chunk] for chunk in chunks] == [["0", "1", "2"], ["3"], ["4", "5"], ["6"]]
    assert list(cut_chunks([], 3, lambda _: 1)) == []


def test_a_template_and_a_bug_fail_differently(tmp_path):
    words = PaperWords({Audience.INTERNAL: {}}, {}, tmp_path)
    lost = PlanEntry(
        "C11", "C11@甲", "合同", "合同", "C", Origin.GENERATED, "施", "", "", template=TEMPLATE, item=("务工人员", 0)
    )
    with lay_words(tmp_path, words) as (path, digest):
        unknown_word, bug = print_chunk(Order(path, digest, (entry("C07"), lost)))
    assert isinstance(unknown_word, Failure)
    assert isinstance(bug, Failure)
    assert "C07-项目公示牌.docx" in unknown_word.note
    assert unknown_word.trace == ""
    assert "程序出了故障" in bug.note
    assert "KeyError" in bug.trace
    assert list(tmp_path.iterdir()) == []


def test_words_that_were_changed_meanwhile_are_not_opened(tmp_path):
    with lay_words(tmp_path, PaperWords({Audience.INTERNAL: {}}, {}, tmp_path)) as (path, digest):
        path.write_bytes(path.read_bytes() + b"more")
        with pytest.raises(OutputError, match="改动"):
            print_chunk(Order(path, digest, ()))
    with pytest.raises(OutputError, match="读不了"):
        print_chunk(Order(path, digest, ()))
