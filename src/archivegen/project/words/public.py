"""What a paper that hangs on a wall is given: what is listed here and nothing else (domain §1.9).

A section that nobody listed cannot get out, so a new fact is private until somebody decides otherwise.  Of persons a public
paper has name, village group, trade, days and sums; never an ID, an account, a phone or a hardship category.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from types import MappingProxyType

from archivegen.project.figures import Figures
from archivegen.project.plain import Kept, Words, keep_words, mask_personal_numbers
from archivegen.project.words.account import publish_finance, publish_ledger
from archivegen.project.words.people import person_words, wage_words

_PLAN = (
    "项目", "批复", "资金", "资金合计", "占比", "建设内容", "测算", "务工测算", "工价", "用工约定", "前期合计",
)  # fmt: skip
_ORGANISATION = ("参建各方", "责任", "公示", "公示栏", "自建公示", "采购")
_RESULT = ("指标", "验收", "资产", "管护", "收方", "收方单", "影像", "影像部位")
_PAPERS = ("规定", "公文", "发文", "模板包")
_PUBLISHED = frozenset((*_PLAN, *_ORGANISATION, *_RESULT, *_PAPERS))

_PARTLY: Mapping[str, Kept] = MappingProxyType(
    {
        "选举会议": dict.fromkeys(("已有", "类别", "名称", "日期", "地点", "应到", "实到", "同意", "反对", "弃权")),
        "公益性岗位": dict.fromkeys(("岗位", "名额", "内容", "对象", "月报酬", "资金来源", "期限", "条件", "考核")),
        "折股量化": dict.fromkeys(("已有", "模式", "年限", "分配", "经营主体", "分配时间")),
    }
)
"""Sections of which some is published: never who said what, nor the names of those who hold a post or a share."""

_WITHHELD: Mapping[str, frozenset[str]] = MappingProxyType(
    {
        "项目": frozenset(
            (
                "背景",
                "必要性",
                "三个结合",
                "建设条件",
                "建设方案",
                "质量安全",
                "估算说明",
                "务工安排",
                "效益分析",
                "风险防范",
            )
        ),
        "验收": frozenset(("综合评价",)),
    }
)
"""Of a published section what stays inside: free texts that may name a household in need, marks that the county gives."""


def build_public_words(figures: Figures, full: Words) -> Words:
    """The public words, from the full ones of the same figures."""
    persons = [person_words(figures, worker, i, (), public=True) for i, worker in enumerate(figures.project.workers, 1)]
    words = {name: value for name, value in full.items() if name in _PUBLISHED}
    words |= {name: keep_words(full[name], kept) for name, kept in _PARTLY.items()}
    words |= {name: _without(full[name], withheld) for name, withheld in _WITHHELD.items()}
    words |= {"资金台账": publish_ledger(full["资金台账"]), "财务": publish_finance(full["财务"])}
    words |= {"务工人员": persons, "发放批次": wage_words(figures, persons, public=True)}
    words["考勤"] = [_publish_month(month) for month in full["考勤"]]
    masked: Words = mask_personal_numbers(words)
    return masked


def _publish_month(month: Words) -> Words:
    """A month of attendance without the remarks, which say who was ill."""
    rows = [_without(row, {"备注"}) for row in month.get("明细", ())]
    return {**month, "明细": rows} if rows else month


def _without(words: Words, withheld: Collection[str]) -> Words:
    return {name: value for name, value in words.items() if name not in withheld}
