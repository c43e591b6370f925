"""Nobody's account is handled, nor name published, before a consent."""

from __future__ import annotations

import pytest

from tests.rules.people_at_work import at_stage

SIGNED = "发证日期: 2026-03-01, 同意书日期: 2026-03-01"


def test_every_worker_without_a_consent_is_named(check):
    (found,) = check(at_stage("实施", (SIGNED, "发证日期: 2026-03-01"))).findings
    assert found.code == "R125"
    assert "2 人已务工或领取报酬" in found.message
    assert [row.text for row in found.evidence] == ["王大山 没有同意书日期", "李小英 没有同意书日期"]
    assert found.months == ("2026-03",)
    assert found.gates == ("G2",)


@pytest.mark.parametrize("stage", ["规划储备", "申报"])
def test_before_the_building_nobody_is_asked(check, stage):
    found = check(at_stage(stage, (SIGNED, "发证日期: 2026-03-01"))).findings
    assert "R125" not in {finding.code for finding in found}


def test_whoever_never_came_need_not_sign(check):
    stranger = "\n  - {姓名: 张小军, 身份证号: 511902197003150018, 工种: 普工}\n培训:"
    assert check(at_stage("实施", ("\n培训:", stranger))).findings == ()


@pytest.mark.parametrize(("day", "expected"), [("2026-04-01", set()), ("2026-04-02", {"R127"})])
def test_signed_on_the_day_of_the_notice_at_the_latest(check, day, expected):
    late = SIGNED.replace("同意书日期: 2026-03-01", f"同意书日期: {day}")
    found = check(at_stage("实施", (SIGNED, late))).findings
    assert {finding.code for finding in found} == expected
    assert {finding.months for finding in found} <= {("2026-03",)}
