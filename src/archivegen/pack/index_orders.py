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
    known: tuple[tuple[str, set[object]], ...] = (
        ("责任", {code for line in orders.levels for code in line.codes}),
        ("要点", set(orders.emphases)),
        ("分项", {line.number for line in orders.aspects}),
        ("六类", set(orders.groups)),
    )
    for document in catalogue.documents:
        named = ((document.level,), document.emphasis, (document.aspect,), (document.group,))
        for (order, names), values in zip(known, named, strict=True):
            for value in values:
                if names and value and value not in names:
                    yield f"  catalogue.yaml：{document.code} 的{order}“{value}”不在“索引”的{order}中"
    for name in orders.first:
        if name not in orders.emphases:
            yield f"  catalogue.yaml：“索引”的先看“{name}”不在要点中"
    yield from _notice_problems(catalogue)


def _notice_problems(catalogue: Catalogue) -> Iterator[str]:
    parts = {document.code: {part.name for part in document.attachments} for document in catalogue.documents}
    for notice in catalogue.orders.notices:
        if notice.code not in parts:
            yield f"  catalogue.yaml：四不缺“{notice.name}”的材料 {notice.code} 不在清单中"
            continue
        for part in (notice.photo, notice.result):
            if part and part not in parts[notice.code]:
                yield f"  catalogue.yaml：四不缺“{notice.name}”的“{part}”不是 {notice.code} 的附件"
