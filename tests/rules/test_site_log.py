"""Three papers, one count: sign-in sheet, ledger, log."""

from __future__ import annotations

import pytest

WORK = """\
工价: [{工种: 普工, 单价: 180}]
务工人员: [{姓名: 王大山, 身份证号: 511902196803150011, 工种: 普工, 合同签订日期: 2026-03-01, 发证日期: 2026-03-01}]
考勤: [{月份: 2026-03, 明细: [{姓名: 王大山, 出勤: {2: 1}}]}]
"""


@pytest.mark.parametrize(
    ("log", "expected"),
    [
        ("{日期: 2026-03-02, 出勤人数: 1}", set()),
        ("{日期: 2026-03-02}", set()),
        ("{日期: 2026-03-02, 出勤人数: 0}", {"R307"}),
        ("{日期: 2026-03-02, 出勤人数: 1, 停工原因: 下午大雨, 备注: 上午浇筑}", set()),
        ("{日期: 2026-03-02, 出勤人数: 2, 停工原因: 下午大雨, 备注: 上午浇筑}", {"R307"}),
        ("{日期: 2026-03-02, 出勤人数: 1, 停工原因: 下午大雨}", {"R306"}),
        ("{日期: 2026-03-02, 出勤人数: 1}, {日期: 2026-03-03, 出勤人数: 1}", {"R307"}),
        ("{日期: 2026-03-02, 出勤人数: 1}, {日期: 2026-03-03, 出勤人数: 0}", set()),
        ("{日期: 2026-03-01, 出勤人数: 0}", {"R308"}),
        ("{日期: 2026-03-01, 出勤人数: 0}, {日期: 2026-03-04, 出勤人数: 0}", {"R308", "R309"}),
    ],
)
def test_heads_and_days(codes, log, expected):
    assert codes(WORK + f"施工日志: [{log}]\n") == expected


def test_months_without_a_sign_in_sheet_yet_are_not_compared(codes):
    log = "施工日志: [{日期: 2026-03-31, 出勤人数: 0}, {日期: 2026-04-01, 出勤人数: 12}]\n"
    assert codes(WORK.replace("{2: 1}", "{31: 0}") + log) == set()


def test_the_log_begins_with_the_building(codes):
    assert codes("施工日志: [{日期: 2026-03-04}]\n", "实际开工: 2026-03-02") == {"R309"}


def test_the_log_ends_with_the_building(codes):
    about = "实际开工: 2026-03-02\n实际完工: 2026-03-05"
    assert codes("施工日志: [{日期: 2026-03-02}, {日期: 2026-03-03}, {日期: 2026-03-04}]\n", about) == {"R309"}
