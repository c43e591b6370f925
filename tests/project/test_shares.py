"""Shares of wages per fund line: the vectors of the seeds, and who is known to have paid what."""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Decimal

from archivegen.pack.load import built_in_pack, load_pack
from archivegen.project.figures import Figures
from archivegen.project.model import Project
from archivegen.project.words import build_words

POLICY = load_pack(built_in_pack()).policy
BASICS = {
    "名称": "香水村产业道路",
    "年度": "2026",
    "类型": "产业",
    "建设方式": "村民自建",
    "县": "巴州区",
    "乡镇": "云屏镇",
    "村": "香水村",
}
CENTRAL = {"来源": "中央预算内投资", "金额": "200万元", "文号": "发改〔2026〕1号"}
PROVINCIAL = {"来源": "省级以工代赈资金", "金额": "100万元", "文号": "发改〔2026〕2号"}


def figures(basics: dict[str, str] | None = None, **sections: object) -> Figures:
    return Figures(Project.model_validate({"项目": {**BASICS, **(basics or {})}, **sections}), POLICY)


def paid(wages: str, **batch: str) -> dict[str, object]:
    """Sections of a project in which one worker was paid so much for March."""
    return {
        "工价": [{"工种": "普工", "单价": "180"}],
        "务工人员": [{"姓名": "王大山", "工种": "普工"}],
        "发放批次": [
            {"月份": "2026-03", "发放日期": "2026-04-10", "奖补": [{"姓名": "王大山", "金额": wages}], **batch}
        ],
    }


def percent(share: Decimal | None) -> str:
    assert share is not None
    return f"{(share * 100).quantize(Decimal('0.01'), rounding=ROUND_HALF_UP)}%"


def approval(**facts: str) -> dict[str, str]:
    return {"文号": "x", "日期": "2026-01-01", "机关": "y", **facts}


def test_asked_for_42_per_cent_and_paid_40():
    """The figures behind R502."""
    found = figures(资金=[{**CENTRAL, "金额": "375万元"}], 批复=approval(报酬占比="42%"), **paid("150万元"))
    [line] = found.fund_shares
    assert (percent(line.required), percent(line.paid_share)) == ("42.00%", "40.00%")
    assert line.is_enough(line.paid) is False
    assert line.still_owed == Decimal("75000.00")


def test_the_floor_of_each_line_and_the_letter_that_asks_for_more():
    found = figures(资金=[CENTRAL, {**PROVINCIAL, "报酬占比": "25%"}], 批复=approval(报酬占比="20%"))
    central, provincial = found.fund_shares
    assert (central.floor, central.required, central.required_amount) == (Decimal("0.3"), Decimal("0.3"), 600_000)
    assert (provincial.floor, provincial.required) == (Decimal("0.15"), Decimal("0.25"))
    assert found.joint_share.required == Decimal(850_000) / 3_000_000


def test_an_amount_in_the_letter_binds_to_the_cent():
    [line] = figures(资金=[{**CENTRAL, "报酬占比": "35%", "报酬金额": "700000.01"}]).fund_shares
    assert line.required_amount == Decimal("700000.01")
    assert line.is_enough(Decimal("700000.00")) is False
    assert line.is_enough(Decimal("700000.01")) is True


def test_who_paid_is_told_by_the_batch_by_kind_or_number():
    for source in ("省级以工代赈资金", "发改〔2026〕2号"):
        found = figures(资金=[CENTRAL, PROVINCIAL], **paid("9000", 资金来源=source))
        assert [line.paid for line in found.fund_shares] == [0, 9000]


def test_who_paid_is_told_by_the_account():
    ledger = [
        {"日期": "2026-04-10", "摘要": "3月报酬", "来源": "中央预算内投资", "支出": "6000", "类别": "劳务报酬"},
        {"日期": "2026-04-10", "摘要": "3月报酬", "来源": "省级以工代赈资金", "支出": "3000", "类别": "劳务报酬"},
    ]
    found = figures(资金=[CENTRAL, PROVINCIAL], 财务={"台账": ledger}, **paid("9000"))
    assert [line.paid for line in found.fund_shares] == [6000, 3000]
    ledger[1]["支出"] = "2999"
    assert [
        line.paid for line in figures(资金=[CENTRAL, PROVINCIAL], 财务={"台账": ledger}, **paid("9000")).fund_shares
    ] == [None, None]


def test_two_lines_of_one_kind_are_told_apart_by_their_numbers_only():
    second = {**CENTRAL, "文号": "发改〔2026〕9号"}
    assert figures(资金=[CENTRAL, second], **paid("9000", 资金来源="中央预算内投资")).fund_shares[0].paid is None
    found = figures(资金=[CENTRAL, second], **paid("9000", 资金来源="发改〔2026〕9号"))
    assert [line.paid for line in found.fund_shares] == [0, 9000]


def test_a_promoted_project_counts_on_all_fiscal_money_together():
    fiscal = {"来源": "其他财政资金", "金额": "100万元"}
    found = figures({"渠道": "推广"}, 资金=[fiscal, {**PROVINCIAL, "金额": "100万元"}])
    assert [line.required for line in found.fund_shares] == [None, None]
    assert found.joint_share.required_amount == 200_000
    assert figures({"渠道": "推广"}, 资金=[fiscal]).fund_shares[0].required == Decimal("0.1")


def test_words_are_blank_where_nobody_has_told():
    words = build_words(figures(资金=[CENTRAL, PROVINCIAL], **paid("9000")))["占比"]
    assert [row["来源"] for row in words["分项"]] == ["中央预算内投资", "省级以工代赈资金"]
    assert (words["分项"][0]["实际"], words["分项"][0]["实际达标"], words["分项"][0]["文件要求"]) == ("", "", "")
    assert words["实际金额"] == 9000
