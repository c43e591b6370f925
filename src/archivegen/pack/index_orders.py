"""索引 of ``catalogue.yaml``: by what the completeness index orders the papers besides their stages."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from archivegen.project.values import Facts, Text, Texts, Whole, fact

if TYPE_CHECKING:
    from archivegen.pack.model import Catalogue


class LevelLine(Facts):
    """One of the levels that keep the papers they make (seed Bazhou «1+3», domain R61)."""

    name: Text = fact("名称", "如 项目乡镇")
    codes: Texts = fact("责任", "哪些“责任”归这一层级，如 [施, 村]")


class AspectLine(Facts):
    """One of the seven aspects (seed Bazhou 七分项, domain R65)."""

    number: Whole = fact("序号")
    name: Text = fact("名称")


class NoticeLine(Facts):
    """One of the four notices that must never be missing, each with photos and a result (seed Bazhou 四不缺, domain R68)."""

    name: Text = fact("名称")
    code: Text = fact("材料", "公示件的材料代码")
    photo: Text = fact("照片", "印有张贴照片的附件的名称", default="")
    result: Text = fact("结果", "写明公示结果的附件的名称", default="")


class IndexOrders(Facts):
    """``索引`` of ``catalogue.yaml``; what is left out is ordered as it comes in the catalogue."""

    levels: tuple[LevelLine, ...] = fact("责任层级", default=())
    emphases: Texts = fact("要点", "按此次序列出", default=())
    first: Texts = fact("先看", "待办里排在最前的要点", default=())
    aspects: tuple[AspectLine, ...] = fact("分项", default=())
    groups: Texts = fact("六类", default=())
    notices: tuple[NoticeLine, ...] = fact("四不缺", default=())


def find_order_problems(catalogue: Catalogue) -> Iterator[str]:
    """Aspects, emphases and groups of papers that the index does not know, notices that are no papers."""
    orders = catalogue.orders
    aspects = {line.number for line in orders.aspects}
    levels = {code for line in orders.levels for code in line.codes}
    parts = {document.code: {part.name for part in document.attachments} for document in catalogue.documents}
    for document in catalogue.documents:
        if aspects and document.aspect and document.aspect not in aspects:
            yield f"  catalogue.yaml：{document.code} 的分项“{document.aspect}”不在“索引”的分项中"
        if orders.groups and document.group and document.group not in orders.groups:
            yield f"  catalogue.yaml：{document.code} 的六类“{document.group}”不在“索引”的六类中"
        if levels and document.level and document.level not in levels:
            yield f"  catalogue.yaml：{document.code} 的责任“{document.level}”不属于“索引”的任何责任层级"
        for name in document.emphasis:
            if orders.emphases and name not in orders.emphases:
                yield f"  catalogue.yaml：{document.code} 的要点“{name}”不在“索引”的要点中"
    for name in orders.first:
        if name not in orders.emphases:
            yield f"  catalogue.yaml：“索引”的先看“{name}”不在要点中"
    for notice in orders.notices:
        if notice.code not in parts:
            yield f"  catalogue.yaml：四不缺“{notice.name}”的材料 {notice.code} 不在清单中"
            continue
        for part in (notice.photo, notice.result):
            if part and part not in parts[notice.code]:
                yield f"  catalogue.yaml：四不缺“{notice.name}”的“{part}”不是 {notice.code} 的附件"
