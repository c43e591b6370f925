"""绩效 beside the figures (domain §7 V-Q04, V-Q08)."""

from __future__ import annotations

import pytest

from archivegen.findings import Severity
from tests.rules.conftest import FAULTLESS


def indicator(third: str, achieved: str) -> str:
    return f"绩效: {{指标: [{{一级: 效益指标, 三级: {third}, 指标值: 见方案, 完成值: {achieved}}}]}}\n"


@pytest.mark.parametrize(
    ("third", "achieved", "agrees"),
    [
        ("发放劳务报酬", "1080元", True),
        ("发放劳务报酬", "0.11万元", True),
        ("发放劳务报酬", "0.10万元", True),
        ("发放劳务报酬", "0.108万元", True),
        ("发放劳务报酬", "0.12万元", False),
        ("发放劳务报酬", "≥1000元", True),
        ("发放劳务报酬", "≥1081元", False),
        ("发放劳务报酬", "全部兑现", True),
        ("劳务报酬发放及时率", "100%", True),
        ("劳务报酬占中央预算内投资比例", "36%", True),
        ("劳务报酬占中央预算内投资比例", "36.00%（计划33%）", True),
        ("劳务报酬占中央预算内投资比例", "36.01%", False),
        ("吸纳当地群众务工", "2人", True),
        ("吸纳当地群众务工", "3人", False),
        ("吸纳当地群众务工", "3个月", True),
        ("务工群众满意度", "98%", True),
        ("务工群众人均增收", "540元", True),
        ("技能培训", "6人次", True),
        ("技能培训", "4人次", False),
        ("技能培训", "1期", True),
        ("其中重点群体", "1人", True),
        ("新建产业道路", "4.2公里", True),
        ("发放劳务报酬", "1080." + "0" * 40 + "元", True),
        ("发放劳务报酬", "9" * 40 + "元", True),
    ],
)
def test_what_is_achieved_is_what_was_counted(check, third, achieved, agrees):
    """1,080 元 of 3,000, two workers, six times somebody trained, nobody of a priority group: what is not counted is not judged."""
    found = check(FAULTLESS + indicator(third, achieved)).findings
    assert {finding.code for finding in found} == (set() if agrees else {"R907"})


def test_a_wrong_value_is_a_warning_until_the_handover(check):
    for stage, severity in (("验收", Severity.WARNING), ("总结移交", Severity.ERROR)):
        text = FAULTLESS.replace("阶段: 总结移交", f"阶段: {stage}") + indicator("发放劳务报酬", "1100元")
        [found] = check(text).findings
        assert found.severity is severity
        assert "1,080.00 元" in found.message
    assert check(FAULTLESS.replace("阶段: 总结移交", "阶段: 实施") + indicator("发放劳务报酬", "1100元")).findings == ()


def points(*lines: str) -> str:
    rows = ", ".join(
        f"{{一级: {first}, 三级: 项, 指标值: 见方案, 分值: {weight}}}" for first, weight in map(str.split, lines)
    )
    return f"绩效: {{指标: [{rows}]}}\n"


def test_points(codes):
    form = ["预算执行 10", "产出指标 30", "产出指标 20", "效益指标 30", "满意度指标 10"]
    assert codes(points(*form)) == set()
    assert codes(points(*form[:-1])) == {"R911"}
    assert codes(points(*form[:-1], "满意度指标 10.5")) == {"R911"}
    assert codes(points("预算执行 10", "产出指标 40", "效益指标 40", "满意度指标 10")) == {"R913"}


def test_points_that_are_not_all_given_yet_are_not_added(codes):
    text = points("产出指标 30", "效益指标 30").replace(", 分值: 30}]", "}]")
    assert codes(text) == set()
