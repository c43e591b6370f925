"""四性检测报告: every check with its result, what was found, and who confirms it (DA/T 70-2018; domain §9.7)."""

from __future__ import annotations

from drafting.word import Cell, Column, Opinion, Opinions, Paper, each_row, if_row

_WIDTHS = [30, 98, 30, 99]


def draw_inspection() -> Paper:
    """Lies across: the eight columns of a result sheet need the width."""
    p = Paper("form", landscape=True)
    p.title("电子档案四性检测报告")
    p.subline("检测环节：移交与接收（DA/T 70-2018）", "检测日期：{{ 报告.检测日期 }}")
    pairs = [
        ("档案包", "{{ 报告.档案包 }}（{{ 报告.载体形式 or '没有打开' }}）", "项目代码", "{{ 报告.项目代码 or '—' }}"),
        ("归档日期", "{{ 报告.归档日期 or '—' }}", "全宗号", "{{ 报告.全宗号 or '未定' }}{% if 报告.编号状态 %}（档号为{{ 报告.编号状态 }}）{% endif %}"),
        ("数量", "{{ 报告.数量 }}", "摘要算法", "{{ 报告.摘要算法|join('、') or '—' }}"),
        ("检测方式", "{{ 报告.检测方式 }}", "检测工具", "{{ 报告.检测工具 }}"),
        ("自动检测结论", "{{ 报告.自动检测 }}", "各项结果", "{{ 报告.各项结果 }}"),
    ]  # fmt: skip
    p.form(
        [_label("项目名称"), Cell("{{ 报告.项目名称 or '档案清单读不出项目名称' }}", 99)],
        *([_label(one), Cell(value), _label(other), Cell(second)] for one, value, other, second in pairs),
        widths=_WIDTHS,
        size=10,
        height=7.5,
    )
    p.caption("一、检测项目")
    p.table(
        [
            Column("序号", 11),
            Column("属性", 15),
            Column("项目", 80, "left"),
            Column("检测依据", 46, "left"),
            Column("方法", 12),
            Column("结果", 19),
            Column("说明", 41, "left"),
            Column("检测人", 16),
            Column("日期", 27),
        ],
        each_row(
            "行 in 报告.检测",
            [
                "{{ 行.序号 }}", "{{ 行.属性 }}", "{{ 行.项目 }}{% if 行.条款 %}（{{ 行.条款 }}）{% endif %}", "{{ 行.依据 }}",
                "{{ 行.方法 }}", "{{ 行.结果 }}", "{{ 行.说明 }}", "{{ 行.检测人 }}", "{{ 行.日期 }}",
            ],
        ),
        size=10,
        tight=True,
    )  # fmt: skip
    p.note("注：“人工确认”的项目程序不作结论，由检测人看过以后在“说明”栏写明合格或不合格，并签字、写上日期。")
    p.caption("二、问题清单（{{ 报告.问题数 }}处）")
    with p.when("报告.问题"):
        p.table(
            [
                Column("序号", 12),
                Column("级别", 14),
                Column("编号", 15),
                Column("位置", 76, "left"),
                Column("问题和处理办法", 140, "left"),
            ],
            each_row(
                "处 in 报告.问题",
                ["{{ 处.序号 }}", "{{ 处.级别 }}", "{{ 处.编号 }}", "{{ 处.位置 }}", "{{ 处.问题 }}"],
            ),
            if_row(
                "报告.未列",
                [Cell("其余 {{ 报告.未列 }} 处未列出，见同名的 json 文件。", 5, align="left")],
            ),
            size=10,
            tight=True,
        )
    with p.when("not 报告.问题"):
        p.note("自动检测没有发现问题。")
    p.caption("三、总体结论")
    p.form(
        Opinions(
            Opinion("检测人", "□合格　□不合格", 34, sign="签字："),
            Opinion("复核人", "□合格　□不合格", 34, sign="签字："),
            Opinion("接收单位", "□同意接收　□退回", 34, sign="负责人（签字）："),
        ),
    )
    p.note("注：有一项不合格，总体即为不合格；本报告与档案移交清单一并归档。")
    return p


def _label(text: str) -> Cell:
    return Cell(text, head=True)
