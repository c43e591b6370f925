"""E10: what is handed to the archive, by whom and in what state (domain §6.19; DA/T 70 for the four properties)."""

from __future__ import annotations

from drafting.word import Cell, Column, Opinion, Opinions, Paper, band, box, day, each_row, label

_GIVER = "档案.移交单位 or 参建各方.县级主管部门.名称"
_FOUR = ("真实性", "完整性", "可用性", "安全性")


def draw_handover() -> Paper:
    """One leaf: the volumes, the electronic copy, the four properties, three signatures."""
    p = Paper("form")
    p.title("档案移交清单")
    p.subline("项目名称：{{ 项目.名称 }}")
    p.subline("项目代码：{{ 项目.代码 }}", "移交日期：" + day("档案.移交日期"))
    p.table(
        [
            Column("序号", 13),
            Column("案卷号", 19),
            Column("案卷题名", 34, "left"),
            Column("件数", 13),
            Column("页数", 13),
            Column("保管\n期限", 16),
            Column("起止日期", 30),
            Column("载体", 29),
        ],
        each_row(
            "段 in 材料目录.阶段",
            [
                "{{ loop.index }}",
                "",
                "{{ 段.名称 }}材料",
                "{{ 段.件数 }}",
                "",
                "{{ 段.期限 }}",
                "",
                "纸质、电子",
            ],
        ),
        [
            Cell("合计", 3, align="center", head=True),
            "{{ 材料目录.件数 }}",
            "",
            Cell(
                "{% for 类 in 材料目录.期限 %}{{ 类.保管期限 }}{{ 类.件数 }}件{% if not loop.last %}，{% endif %}{% endfor %}",
                99,
                align="left",
            ),
        ],
    )
    p.form(
        [band("电子档案")],
        ("介质编号", "", "介质数量和容量", ""),
        ("文件总数", "", "总字节数", ""),
        ("校验文件\nSHA-256", ""),
        widths=[32, 51, 36, 46],
    )
    p.form(
        [band("四性检测结论（检测报告附后）")],
        [label(_FOUR[0]), box("合格", "不合格"), label(_FOUR[1]), box("合格", "不合格")],
        [label(_FOUR[2]), box("合格", "不合格"), label(_FOUR[3]), box("合格", "不合格")],
        widths=[32, 51, 36, 46],
    )
    p.form(
        Opinions(
            Opinion("移交单位", f"{{{{ {_GIVER} }}}}", 42, sign="移交人（签字）："),
            Opinion("接收单位", "{{ 档案.接收单位 }}", 42, sign="接收人（签字）："),
            Opinion("监交单位", "", 42, sign="监交人（签字）："),
        ),
    )
    p.note("注：本清单一式三份，移交单位、接收单位、监交单位各执一份；案卷号、页数和起止日期在案卷编制完成后填写。")
    return p
