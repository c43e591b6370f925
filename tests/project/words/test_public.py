"""Words for a wall hold nothing of a person but name, group, trade, days and sums."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest

from archivegen.pipeline import open_project
from archivegen.project.words.public import build_public_words
from tests.conftest import SAMPLES
from tests.made import TODAY


@pytest.fixture(scope="module", params=sorted(path.parent.name for path in SAMPLES.glob("*/项目.yaml")))
def workspace(request):
    return open_project(SAMPLES / request.param, TODAY)


def texts_of(value: Any) -> Iterator[str]:
    if isinstance(value, dict):
        for inner in value.values():
            yield from texts_of(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from texts_of(inner)
    elif isinstance(value, str):
        yield value


def test_no_number_of_a_person_is_in_any_word(workspace):
    shown = "\n".join(texts_of(workspace.public_words))
    for worker in workspace.loaded.project.workers:
        for number in (worker.id_number, worker.account, worker.phone):
            assert not number or number not in shown


def test_a_person_has_nothing_but_what_may_hang_on_a_wall(workspace):
    assert all(set(person) == {"序号", "姓名", "村组", "工种"} for person in workspace.public_words["务工人员"])


def test_a_section_that_nobody_listed_is_not_published(workspace):
    words = build_public_words(workspace.figures, {**workspace.words, "低保名单": ["某人"]})
    assert "低保名单" not in words
    for private in (
        "考核", "培训", "培训档案", "安全教育", "择优清单", "务工台账", "监督检查", "工资保障", "施工日志",
        "劳动力摸底", "摸底", "统计", "会议", "村民会议", "四方会商", "储备", "要素", "绩效", "自评", "总结", "综合评价", "不适用",
    ):  # fmt: skip
        assert private in workspace.words
        assert private not in words


def test_who_holds_a_post_or_a_share_is_not_published(workspace):
    assert "股东" not in workspace.public_words["折股量化"]


def test_minutes_free_texts_and_marks_are_not_published(workspace):
    public = workspace.public_words
    assert not {"议题", "讨论要点", "决议", "到会人"} & set(public["选举会议"])
    assert "综合评价" not in public["验收"]
    for word in ("背景", "务工安排", "风险防范", "效益分析"):
        assert word in workspace.words["项目"]
        assert word not in public["项目"]
