"""E10: what is handed to the archive, by whom and in what state (domain §6.19; DA/T 70 for the four properties)."""

from __future__ import annotations

from drafting.word import Cell, Column, Opinion, Opinions, Paper, band, blank, box, day, each_row, label

_GIVER = "档案.移交单位 or 参建各方.县级主管部门.名称"
_FOUR = ("真实性", "完整性", "可用性", "安全性")
_WHEN = "{{ 卷.起日|日期 }}{% if 卷.起日 != 卷.止日 %}\n至{{ 卷.止日|日期 }}{% endif %}"


def draw_handover() -> Paper:
    """The volumes, the electronic copy, the four properties, three signatures."""
    p = Paper("form")
    p.title("档案移交清单")
    p.subline("项目名称：{{ 项目.名称 }}")
    p.subline("项目代码：{{ 项目.代码 }}", "移交日期：" + day("档案.移交日期"))
    p.table(
        [
            Column("序号", 11),
            Column("案卷\n号", 10),
            Column("题名", 58, "left"),
            Column("件数", 10),
            Column("页数", 10),
            Column("保管\n期限", 12),
            Column("起止日期", 30),
            Column("载体", 14),
            Column("备注", 10, "left"),
        ],
        each_row(
            "卷 in 全部案卷",
            [
                "{{ loop.index }}",
                "{{ 卷.卷号 }}",
                "{{ 卷.题名 }}",
                "{{ 卷.件数 }}",
                "{{ 卷.页数 }}",
                "{{ 卷.保管期限 }}",
                _WHEN,
                "{{ 卷.载体 }}",
                "{{ 卷.备注 }}",
            ],
        ),
        [
            Cell("合计", 3, align="center", head=True),
            "{{ 编目.件数 }}",
            "{{ 编目.页数 }}",
            Cell(
                "共{{ 编目.卷数 }}卷"
                "{% for 类 in 编目.期限 %}{{ '，其中' if loop.first else '、' }}{{ 类.保管期限 }}{{ 类.卷数 }}卷{% endfor %}",
                99,
                align="left",
            ),
        ],
        size=10,
        tight=True,
    )
    p.form(
        [band("电子档案")],
        ("介质编号", blank("档案.介质编号", 16), "介质类型和容量", ""),
        ("文件总数", "________个", "总字节数", "______________"),
        ("校验值\nSHA-256", "{{ 档案.校验值 }}"),
        widths=[32, 51, 36, 46],
        size=10,
        height=7.5,
    )
    p.form(
        [band("四性检测结论（检测报告附后）")],
        [label(_FOUR[0]), box("合格", "不合格"), label(_FOUR[1]), box("合格", "不合格")],
        [label(_FOUR[2]), box("合格", "不合格"), label(_FOUR[3]), box("合格", "不合格")],
        widths=[32, 51, 36, 46],
        size=10,
        height=7.5,
    )
    p.hold()
    p.form(
        Opinions(
            Opinion("移交单位", f"{{{{ {_GIVER} }}}}", 28, sign="移交人（签字）："),
            Opinion("接收单位", "{{ 档案.接收单位 }}", 28, sign="接收人（签字）："),
            Opinion("监交单位", "{{ 档案.监交单位 }}", 28, sign="监交人（签字）："),
        ),
    )
    p.note(
        "注：本清单一式三份，移交单位、接收单位、监交单位各执一份。校验值是档案包内 manifest-sha256.txt（或 ZIP 文件）的 SHA-256，"
        "档案包封装以后填写。"
    )
    return p
