"""What was missed says why; satisfaction is what the survey counted (财预〔2020〕10号)."""

from __future__ import annotations

import pytest

from tests.rules.conftest import FAULTLESS

ROAD = "绩效: {指标: [{一级: 产出指标, 三级: 新建道路, 指标值: 4公里, 分值: 50, %s}]}\n"


def tell(check, text: str) -> list[str]:
    return [found.message for found in check(text).findings if found.code == "R926"]


def test_a_target_that_was_missed_says_why(check):
    [message] = tell(check, FAULTLESS + ROAD % "完成值: 3公里")
    assert "“新建道路”完成 3公里，没有达到 4公里" in message


def test_points_that_were_taken_off_say_why(check):
    [message] = tell(check, FAULTLESS + ROAD % "完成值: 4公里, 得分: 45")
    assert "得 45 分，低于分值 50" in message


@pytest.mark.parametrize(
    "fields",
    ["完成值: 4公里", "完成值: 5公里", "完成值: 3公里, 偏差: 一段改线", "完成值: ''", "完成值: 基本完成"],
)
def test_what_was_reached_or_explained_or_is_not_known_is_in_order(check, fields):
    assert tell(check, FAULTLESS + ROAD % fields) == []


def test_nothing_is_asked_for_before_the_handover(check):
    text = FAULTLESS.replace("阶段: 总结移交", "阶段: 验收")
    assert tell(check, text + ROAD % "完成值: 3公里") == []


@pytest.mark.parametrize(
    ("satisfied", "stated", "codes_found"), [(59, "98.3%", set()), (59, "98.33%", set()), (57, "98.3%", {"R927"})]
)
def test_satisfaction_is_what_was_counted(codes, satisfied, stated, codes_found):
    assert codes(f"绩效: {{满意度: {stated}, 调查样本: 60, 满意人数: {satisfied}}}\n") == codes_found
