"""Public notices: complete, long enough, nobody's private number."""

from __future__ import annotations

import pytest

HEAD = "项目: {名称: 道路, 年度: 2026, 类型: 公益性, 建设方式: 村民自建, 县: 巴州区, 乡镇: 云屏镇, 村: 香水村}\n"
REST = "地点: 村务公开栏, 单位: 云屏镇人民政府"


@pytest.mark.parametrize("phone", ["0827-5550120", '"12333"', "0827-5550120、12317", "400-800-1234"])
def test_telephones_that_may_stand_on_a_board(codes, phone):
    assert codes(f"公示: [{{类别: 施工公告, 张贴日期: 2026-02-01, {REST}, 电话: {phone}}}]\n") == set()


def test_a_mobile_number_for_applications_is_private_too(codes):
    assert codes('用工约定: {报名电话: "13900000001"}\n') == {"R602"}


@pytest.mark.parametrize(
    ("kind", "until", "expected"),
    [
        ("镇村项目公示", "2026-02-11", set()),
        ("镇村项目公示", "2026-02-10", {"R406"}),
        ("务工公告", "2026-02-08", set()),
        ("务工公告", "2026-02-07", {"R406"}),
        ("自建内容公示", "2026-02-11", set()),
    ],
)
def test_days_by_kind(codes, kind, until, expected):
    notice = f"{{类别: {kind}, 张贴日期: 2026-02-01, 结束日期: {until}, {REST}, 电话: 0827-5550120}}"
    assert codes(f"公示: [{notice}]\n") == expected


def test_a_short_notice_blocks_its_own_paper_only(check):
    notice = f"{{类别: 务工公告, 张贴日期: 2026-02-01, 结束日期: 2026-02-03, {REST}, 电话: 0827-5550120}}"
    (found,) = check(HEAD + f"公示: [{notice}]\n").findings
    assert found.papers == ("C09",)
