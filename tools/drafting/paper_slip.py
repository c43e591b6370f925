"""收集封面: the cover slip of a paper that others make: what to bring, who owes it, by when, and where it goes."""

from __future__ import annotations

from drafting.word import Column, Paper, each_row, empty_rows, if_row, label


def draw_cover_slip() -> Paper:
    """One page; it lies on the papers when they are handed in, and in front of them when they are scanned."""
    p = Paper("form")
    p.title("收集材料封面")
    p.subline("项目名称：{{ 项目.名称 }}")
    p.form(
        ("材料名称", "{{ 材料.题名 }}"),
        ("材料代码", "{{ 材料.键 }}", "保管期限", "{{ 材料.保管期限 }}"),
        (
            "责任单位",
            "{{ 材料.责任单位 }}",
            "验收前置",
            "{% if 材料.前置序号 %}第{{ 材料.前置序号 }}项{% else %}—{% endif %}",
        ),
        ("办妥时限", "{{ 材料.时限 or '按项目进度办理，验收前交齐' }}"),
        ("要求依据", "{% if '《' in 材料.依据 %}{{ 材料.依据 }}{% else %}以工代赈项目应归档资料清单{% endif %}"),
        widths=[28, 64, 26, 47],
    )
    p.caption("应包含的材料（收到的打“√”，没有的写明理由）")
    p.table(
        [
            Column("序号", 12),
            Column("材料", 86, "left"),
            Column("收到", 14),
            Column("页数", 14),
            Column("原件或\n复印件", 20),
            Column("备注", 19, "left"),
        ],
        each_row("件 in 材料.应含", ["{{ loop.index }}", "{{ 件 }}", "□", "", "", ""]),
        *empty_rows(1, 6),
        if_row("材料.应含|length < 6", *empty_rows(1, 6)),
        if_row("材料.应含|length < 5", *empty_rows(1, 6)),
        height=10,
    )
    p.caption("交接记录")
    p.form(
        ("交来单位", "", "交来日期", "　　　年　　月　　日"),
        ("交件人\n（签字）", "", "联系电话", ""),
        ("收件人\n（签字）", "", "扫描人\n（签字）", ""),
        [label("处理结果"), "□ 齐全，已扫描归档　　□ 不齐，退回补办：　　　　　　　　　　　"],
        widths=[28, 64, 26, 47],
        height=12,
    )
    p.note(
        "办理方法：一、本封面与材料放在一起交接；二、收齐后整份扫描成 PDF（300dpi，签字盖章页用彩色），"
        "放入项目文件夹“归档件/{{ 材料.键 }}/”；三、在档案清单中核对是否已经齐全。"
    )
    return p
