"""C31: what was measured of one part on one day, signed by four parties (domain §6.16)."""

from __future__ import annotations

from drafting.word import Cell, Column, day, each_row
from drafting.word_clauses import ClausePaper

_BUILDER = "{% if 项目.自建 %}项目理事会{% else %}施工单位{% endif %}"


def draw_measurement() -> ClausePaper:
    """A landscape sheet: the calculation needs room."""
    p = ClausePaper("form", landscape=True)
    p.title("现场收方（工程量确认）单")
    p.subline("项目名称：{{ 项目.名称 }}", "收方日期：" + day("项.日期"))
    p.subline(
        "{% if 参建各方.实施单位.名称 %}实施单位：{{ 参建各方.实施单位.名称 }}{% endif %}", "施工部位：{{ 项.部位 }}"
    )
    p.table(
        [
            Column("序号", 11),
            Column("桩号（位置）", 38, "left"),
            Column("分项工程", 40, "left"),
            Column("实测尺寸", 48, "left"),
            Column("工程量计算式", 52, "left"),
            Column("单位", 13),
            Column("数量", 23, "right"),
            Column("影像编号", 24),
            Column("备注", 20, "left"),
        ],
        each_row(
            "行 in 项.明细",
            ["{{ 行.序号 }}", "{{ 行.桩号 }}", "{{ 行.分项 }}", "{{ 行.尺寸 }}", "{{ 行.计算式 }}", "{{ 行.单位 }}",
             "{{ 行.数量|数 }}", "{{ 行.影像编号 }}", "{{ 行.备注 }}"],
        ),
        each_row(
            "计 in 项.合计 if 计.行数 > 1",
            [Cell("合计{% if 计.分项 %}（{{ 计.分项 }}）{% endif %}", span=5, align="center", head=True),
             "{{ 计.单位 }}", "{{ 计.数量|数 }}", "", ""],
        ),
        size=10,
        height=9,
    )  # fmt: skip
    p.keep_last_rows(1)
    p.sign_boxes(
        _BUILDER + "\n（签字）：\n　\n　　　　年　　月　　日",
        "监理（技术服务）单位\n（签字）：\n　\n　　　　年　　月　　日",
        "村民质量监督小组\n（签字）：\n　\n　　　　年　　月　　日",
        "业主单位\n（签字）：\n　\n　　　　年　　月　　日",
        widths=(1, 1, 1, 1),
    )
    p.note(
        "注：收方四方同时到场，当场丈量、计算、签字，不得事后补签；影像应能看清丈量部位和尺寸，编号与影像资料一致；"
        "本单作为计量支付和结算的依据。"
    )
    return p
