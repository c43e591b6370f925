"""Two thirds present, more than half in favour."""

from __future__ import annotations

import pytest


@pytest.mark.parametrize(
    ("counts", "expected"),
    [
        ("应到: 33, 实到: 22, 同意: 12", set()),
        ("应到: 33, 实到: 22, 同意: 11", {"R704"}),
        ("应到: 33, 实到: 21, 同意: 21", {"R701"}),
        ("应到: 41, 实到: 28, 同意: 15, 反对: 10, 弃权: 3", set()),
        ("应到: 41, 实到: 27, 同意: 20", {"R701"}),
        ("应到: 33, 实到: 34, 同意: 34", {"R706"}),
        ("应到: 33, 实到: 30", set()),
        ("应到: 33", set()),
    ],
)
def test_counts_of_a_meeting(codes, counts, expected):
    assert codes(f"会议: [{{类别: 村民代表会议, 日期: 2025-09-10, {counts}}}]\n") == expected


def test_an_assembly_has_another_quorum(codes):
    assert codes("会议: [{类别: 村民会议, 日期: 2025-09-10, 应到: 300, 实到: 160, 同意: 120}]\n") == set()


def test_meetings_of_offices_do_not_vote(codes):
    assert codes("会议: [{类别: 推进会, 日期: 2026-03-25, 应到: 9, 实到: 2}]\n") == set()


def test_a_contractor_needs_no_council(check):
    head = "项目: {名称: 渠, 年度: 2026, 类型: 公益性, 建设方式: 施工承包, 县: 巴州区, 乡镇: 碧溪镇, 村: 龙门村, 阶段: 实施}\n"
    assert "R702" not in {finding.code for finding in check(head).findings}
