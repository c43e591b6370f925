"""Public notices: complete, long enough, nobody's private number."""

from __future__ import annotations

import pytest

from tests.rules.conftest import FAULTLESS

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


def test_four_notices_with_their_results(check):
    """四不缺 (seed Bazhou): each notice and its result, asked at the acceptance."""

    def lacking(text: str, stage: str = "验收") -> list[str]:
        found = check(text.replace("阶段: 总结移交", f"阶段: {stage}")).findings
        return [finding.message.partition("。")[0] for finding in found if finding.code == "R607"]

    assert lacking(FAULTLESS) == []
    silent = FAULTLESS.replace("异议: 无, ", "")
    assert lacking(silent) == ["2026年3月的劳务报酬公示还缺异议（没有写“无”）"]
    assert lacking(silent, "实施") == []
    gone = "\n".join(line for line in FAULTLESS.splitlines() if "施工公告" not in line) + "\n"
    assert lacking(gone) == ["施工公告还缺公示"]
    unposted = FAULTLESS.replace("公示日期: 2026-04-01, ", "")
    assert lacking(unposted) == ["劳务报酬公示还缺公示日期"]


def test_self_build_notices_are_owed_by_villagers_who_build(check):
    costs = "\n".join(line for line in FAULTLESS.splitlines() if "自建费用公示" not in line) + "\n"

    def found(text: str, stage: str) -> set[tuple[str, str]]:
        report = check(text.replace("阶段: 总结移交", f"阶段: {stage}"))
        return {(f.code, str(f.severity)) for f in report.findings if f.code == "R608"}

    assert found(costs, "验收") == {("R608", "错误")}
    assert found(costs, "实施") == set()
    assert found(costs.replace("自建内容公示", "务工公告"), "实施") == {("R608", "警告")}
    assert found(costs.replace("村民自建", "施工承包"), "验收") == set()
    assert found(costs + "不适用: {C34: 全部由施工单位承建}\n", "验收") == set()


@pytest.mark.parametrize(
    ("facts", "expected"),
    [
        ("异议: 无", set()),
        ("异议: 1件", {"R609"}),
        ("异议: 1件, 结论: 公示期满无异议", {"R609"}),
        ("异议: 1件, 结论: 已答复，群众满意", set()),
        ("异议: 1件，已核实更正", set()),
    ],
)
def test_an_objection_has_an_outcome(codes, facts, expected):
    notice = "{类别: 务工公告, 张贴日期: 2026-02-02, 地点: 村务公开栏, 单位: 村委会, 电话: 0827-5550131, %s}"
    assert codes(f"公示: [{notice % facts}]\n") == expected


def test_nothing_is_published_before_it_was_decided(check):
    same_day = FAULTLESS.replace("日期: 2026-01-10, 机关", "日期: 2026-02-01, 机关").replace(
        "2026-01-20}", "2026-02-01}"
    )
    assert check(same_day).findings == ()
    later = same_day.replace("日期: 2026-02-01, 机关", "日期: 2026-02-02, 机关")
    assert "R610" in {finding.code for finding in check(later).findings}
    early = FAULTLESS.replace(
        "公示:\n",
        "公示:\n  - {类别: 验收公告, 张贴日期: 2026-05-09, 地点: 公开栏, 单位: 镇政府, 电话: 0827-5550120, 照片: {首日: 照片.png, 末日: 照片.png}}\n",
    )
    [found] = check(early).findings
    assert (found.code, found.place.line) == ("R610", early[: early.index("2026-05-09")].count("\n") + 1)


# --- R611: what a reason on the wall may say ---------------------------------------------------------------------------

PAID = """\
工价: [{工种: 普工, 单价: 180}]
务工人员: [{姓名: 王大山, 身份证号: 511902196803150011, 工种: 普工, 合同签订日期: 2026-03-01, 发证日期: 2026-03-01}]
考勤: [{月份: 2026-03, 明细: [{姓名: 王大山, 出勤: {2: 1}}]}]
"""


def corrected(reason: str = "值守补助漏列", objections: str = "无") -> str:
    return PAID + (
        "发放批次:\n"
        f"  - {{月份: 2026-03, 公示日期: 2026-04-01, 发放日期: 2026-04-10, 异议: '{objections}'}}\n"
        "  - {月份: 2026-03, 类型: 补发, 公示日期: 2026-04-15, 发放日期: 2026-04-24, "
        f"更正: [{{姓名: 王大山, 金额: 50, 事由: '{reason}', 依据: 低保证复印件}}]}}\n"
    )


@pytest.mark.parametrize("reason", ["值守补助漏列", "3月2日下午漏记", "K0+100至K0+860边沟砌筑少计"])
def test_a_reason_that_says_what_and_when(codes, reason):
    assert "R611" not in codes(corrected(reason))


@pytest.mark.parametrize(
    "reason",
    ["低保户照顾补助", "因病请假期间误扣", "本人残疾，补记", "电话13900000001告知漏记", "511902196803150011漏记"],
)
def test_a_reason_that_tells_who_is_poor_or_ill(codes, reason):
    assert codes(corrected(reason)) == {"R611"}


def test_an_objection_with_a_number_is_not_for_the_wall(codes):
    assert "R611" in codes(corrected(objections="王大山13900000001反映少记，已答复"))
    assert "R611" not in codes(corrected(objections="1人反映3月2日漏记，已答复"))
